// SPDX-License-Identifier: Apache-2.0
// Walking journal files batch by batch.
#include "video/evidence/journal_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace mingjing::video::evidence {

namespace {

std::string placeText(std::uint64_t file, std::size_t offset) {
    return fmt::format("journal file {:06} offset {}", file, offset);
}

/// The next place behind `from` where a whole frame stands; npos when there is none.
std::size_t nextFrame(std::string_view bytes, std::size_t from) {
    Frame frame;
    for (auto at = bytes.find(kFrameMagic, from); at != std::string_view::npos;
         at = bytes.find(kFrameMagic, at + 1))
        if (readFrame(bytes, at, frame) == FrameFault::None) return at;
    return std::string_view::npos;
}

/// A walk in progress: frames since the last commit wait until their commit is seen.
class Walk {
public:
    Walk(std::string_view bytes, std::uint64_t number, std::size_t from, BatchChain& chain,
         const OnFrame& onFrame)
        : bytes_(bytes), number_(number), at_(from), start_(from), chain_(chain), hand_(onFrame) {
        scan_.committed = from;
    }

    Scan run() {
        while (step()) {
        }
        scan_.tail = bytes_.size() - scan_.committed;
        // Faults behind the last commit belong to the tail, which never became evidence.
        std::erase_if(pending_, [this](const auto& item) { return item.first >= scan_.committed; });
        for (auto& item : pending_) scan_.faults.push_back(std::move(item.second));
        return std::move(scan_);
    }

private:
    bool step() {
        Frame frame;
        const auto fault = readFrame(bytes_, at_, frame);
        if (fault == FrameFault::End) return false;
        if (fault != FrameFault::None) return skipDamage();
        at_ += frame.length;
        frames_.push_back(frame);
        if (frame.type == RecordType::Header) learnAlgorithm(frame);
        if (frame.type == RecordType::Commit) commit(frame);
        return true;
    }

    void learnAlgorithm(const Frame& header) {
        const auto json = kernel::parseJson(header.payload);
        const auto named = json.ok() ? algorithmIn(*json) : std::nullopt;
        if (named)
            chain_.algorithm = *named;
        else
            note(header.offset, "the header names no hash that is known");
    }

    bool skipDamage() {
        const auto next = nextFrame(bytes_, at_ + 1);
        if (next == std::string_view::npos) return false;
        note(at_, fmt::format("{} bytes are damaged", next - at_));
        damaged_ = true;
        at_ = next;
        return true;
    }

    void commit(const Frame& frame) {
        const auto record = decodeCommit(frame.payload);
        if (!record) {
            note(frame.offset, "the commit record cannot be read");
        } else {
            const auto hash = batchHash(chain_.algorithm, chain_.hash,
                                        bytes_.substr(start_, frame.offset - start_));
            if (!damaged_ && (hash != record->hash || record->batch != chain_.batch + 1))
                note(start_, "the batch does not continue the journal's chain");
            chain_.hash = record->hash;
            chain_.batch = record->batch;
        }
        for (const auto& item : frames_) hand_(item, {number_, item.offset});
        frames_.clear();
        start_ = scan_.committed = at_;
        damaged_ = false;
    }

    void note(std::size_t offset, std::string what) {
        pending_.emplace_back(offset, Fault{placeText(number_, offset), std::move(what)});
    }

    std::string_view bytes_;
    std::uint64_t number_;
    std::size_t at_;
    std::size_t start_;
    BatchChain& chain_;
    const OnFrame& hand_;
    std::vector<Frame> frames_;
    std::vector<std::pair<std::size_t, Fault>> pending_;
    bool damaged_ = false;
    Scan scan_;
};

struct Listed {
    std::uint64_t number;
    std::string name;
};

std::vector<Listed> sortedFiles(const JournalSource& source) {
    std::vector<Listed> files;
    for (const auto& name : source.names)
        if (const auto number = journalNumber(name)) files.push_back({*number, name});
    std::sort(files.begin(), files.end(),
              [](const Listed& a, const Listed& b) { return a.number < b.number; });
    return files;
}

/// What the header of a file says about the file before it.
struct Continues {
    std::uint64_t file = 0;
    std::size_t bytes = 0;
    Hash hash{};
    bool known = false;
};

Continues continuesOf(std::string_view bytes) {
    Frame frame;
    if (readFrame(bytes, 0, frame) != FrameFault::None || frame.type != RecordType::Header)
        return {};
    const auto json = kernel::parseJson(frame.payload);
    if (!json.ok()) return {};
    try {
        const auto& previous = json->at("previous");
        if (previous.is_null()) return {0, 0, {}, true};
        const auto hash = kernel::hashOfHex(previous.at("hash").get<std::string>());
        return {previous.at("file").get<std::uint64_t>(), previous.at("bytes").get<std::size_t>(),
                hash.value_or(Hash{}), true};
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace

Scan scanJournal(std::string_view bytes, std::uint64_t number, std::size_t from, BatchChain& chain,
                 const OnFrame& onFrame) {
    return Walk(bytes, number, from, chain, onFrame).run();
}

namespace {

/// Cuts off what the following file disowns: bytes that were never acknowledged (a failed fsync).
void cutDisowned(std::string& bytes, std::uint64_t file, std::string_view follower) {
    const auto follows = continuesOf(follower);
    if (follows.known && follows.file == file && follows.bytes < bytes.size())
        bytes.resize(follows.bytes);
}

/// Reads one file into the ledger.
Scan readOne(std::string_view bytes, const Listed& file, BatchChain& chain, Ledger& ledger,
             std::vector<Fault>& faults) {
    const auto own = continuesOf(bytes);
    const std::string object = fmt::format("journal file {:06}", file.number);
    // A header that cannot be read is found as damage by the scan below.
    if (file.number != ledger.end.file && own.known && own.hash != chain.hash)
        faults.push_back({object, "does not continue the files before it"});
    const std::size_t from = file.number == ledger.end.file ? ledger.end.offset : 0;
    if (from > bytes.size()) {
        faults.push_back({object, "is shorter than it was"});
        return {bytes.size(), 0, {}};
    }
    std::vector<Fault> follows;
    auto scan = scanJournal(bytes, file.number, from, chain, [&](const Frame& frame, Place place) {
        ledger.apply(frame, place, follows);
    });
    // Damaged bytes are the cause of what does not fit together behind them, so they come first.
    for (auto& fault : scan.faults) faults.push_back(std::move(fault));
    for (auto& fault : follows) faults.push_back(std::move(fault));
    ledger.end = {file.number, scan.committed};
    return scan;
}

}  // namespace

kernel::Result<FolderScan> readJournal(const JournalSource& source, Ledger& ledger) {
    FolderScan out;
    BatchChain chain{ledger.lastHash, ledger.lastBatch, ledger.lastAlgorithm};
    auto files = sortedFiles(source);
    std::erase_if(files, [&](const Listed& file) { return file.number < ledger.end.file; });
    std::string next;
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::string bytes = std::exchange(next, {});
        if (i == 0) {
            MJ_ASSIGN(bytes, source.read(files[i].name));
        }
        if (i + 1 < files.size()) {
            MJ_ASSIGN(next, source.read(files[i + 1].name));
            cutDisowned(bytes, files[i].number, next);
        }
        const auto scan = readOne(bytes, files[i], chain, ledger, out.faults);
        if (i + 1 < files.size() && scan.tail > 0)
            out.faults.push_back({placeText(files[i].number, scan.committed),
                                  fmt::format("{} bytes are damaged", scan.tail)});
        out.lastFile = files[i].number;
        out.lastName = files[i].name;
        out.committed = scan.committed;
        out.tail = scan.tail;
    }
    ledger.lastHash = chain.hash;
    ledger.lastBatch = chain.batch;
    ledger.lastAlgorithm = chain.algorithm;
    return out;
}

namespace {

/// Enough for the header of any file.
constexpr std::uint64_t kHeadBytes = std::uint64_t{64} << 10;

kernel::Result<std::string> partOf(const JournalSource& source, const std::string& name,
                                   std::uint64_t offset, std::uint64_t bytes) {
    if (source.readPart) return source.readPart(name, offset, bytes);
    MJ_ASSIGN(std::string all, source.read(name));
    return offset >= all.size() ? std::string() : all.substr(offset, bytes);
}

/// What of a segment lies in one file: cut at its last record, or at what the follower disowns.
kernel::Result<std::string> stretchOf(const JournalSource& source, const SegmentEntry& entry,
                                      const Listed& file, const Listed* follower) {
    const std::uint64_t from = file.number == entry.first.file ? entry.first.offset : 0;
    if (file.number == entry.last.file)
        return partOf(source, file.name, from,
                      entry.last.offset - std::min(from, entry.last.offset));
    MJ_ASSIGN(std::string bytes, partOf(source, file.name, from, UINT32_MAX));
    if (follower == nullptr) return bytes;
    MJ_ASSIGN(const std::string head, partOf(source, follower->name, 0, kHeadBytes));
    const auto follows = continuesOf(head);
    if (follows.known && follows.file == file.number && follows.bytes < from + bytes.size())
        bytes.resize(follows.bytes > from ? follows.bytes - from : 0);
    return bytes;
}

/// Calls `each` for every whole frame between the segment's first and last record; stops when it
/// answers false.
template <typename Each>
kernel::Status forEachFrame(const JournalSource& source, const SegmentEntry& entry, Each each) {
    auto files = sortedFiles(source);
    std::erase_if(files, [&](const Listed& file) {
        return file.number < entry.first.file || file.number > entry.last.file;
    });
    for (std::size_t i = 0; i < files.size(); ++i) {
        MJ_ASSIGN(
            const std::string bytes,
            stretchOf(source, entry, files[i], i + 1 < files.size() ? &files[i + 1] : nullptr));
        Frame frame;
        for (std::size_t at = 0; at < bytes.size();) {
            if (readFrame(bytes, at, frame) != FrameFault::None) {
                at = nextFrame(bytes, at + 1);
                continue;
            }
            at += frame.length;
            if (!each(frame)) return {};
        }
    }
    return {};
}

}  // namespace

kernel::Result<std::vector<FragmentRecord>> readFragments(const JournalSource& source,
                                                          const SegmentEntry& entry) {
    std::vector<FragmentRecord> out;
    MJ_TRY(forEachFrame(source, entry, [&](const Frame& frame) {
        if (frame.type != RecordType::Fragment) return true;
        auto record = decodeFragment(frame.payload);
        if (record && record->segment == entry.segment) out.push_back(std::move(*record));
        return true;
    }));
    return out;
}

namespace {

bool isOf(const Frame& frame, const Uuid& segment) {
    if (frame.type == RecordType::Fragment) {
        const auto record = decodeFragment(frame.payload);
        return record && record->segment == segment;
    }
    if (frame.type != RecordType::SegmentOpened && frame.type != RecordType::SegmentClosed)
        return false;
    const auto json = kernel::parseJson(frame.payload);
    return json.ok() && json->value("segment", "") == segment.text();
}

}  // namespace

kernel::Result<std::string> readSegmentFrames(const JournalSource& source,
                                              const SegmentEntry& entry) {
    std::string out;
    MJ_TRY(forEachFrame(source, entry, [&](const Frame& frame) {
        if (isOf(frame, entry.segment)) appendFrame(out, frame.type, frame.payload);
        return true;
    }));
    return out;
}

kernel::Result<Json> readClosing(const JournalSource& source, const SegmentEntry& entry) {
    Json found;
    MJ_TRY(forEachFrame(source, entry, [&](const Frame& frame) {
        if (frame.type != RecordType::SegmentClosed) return true;
        auto json = kernel::parseJson(frame.payload);
        if (json.ok() && json->value("segment", "") == entry.segment.text())
            found = std::move(*json);
        return found.is_null();
    }));
    if (found.is_null())
        return kernel::Error::of(kernel::ErrorKind::NotFound, "evidence.not_closed");
    return found;
}

kernel::Result<bool> checkNextJournalFile(const JournalSource& source, JournalCheck& at,
                                          std::vector<Fault>& faults, std::uint64_t& bytes) {
    const auto files = sortedFiles(source);
    const auto next = std::find_if(files.begin(), files.end(),
                                   [&](const Listed& file) { return file.number > at.file; });
    if (next == files.end() || std::next(next) == files.end()) return false;
    MJ_ASSIGN(std::string content, source.read(next->name));
    bytes += content.size();
    MJ_ASSIGN(const std::string head, partOf(source, std::next(next)->name, 0, kHeadBytes));
    cutDisowned(content, next->number, head);
    const auto own = continuesOf(content);
    if (own.known && own.hash != at.chain.hash)
        faults.push_back({fmt::format("journal file {:06}", next->number),
                          "does not continue the files before it"});
    const auto scan = scanJournal(content, next->number, 0, at.chain, [](const Frame&, Place) {});
    for (const auto& fault : scan.faults) faults.push_back(fault);
    if (scan.tail > 0)
        faults.push_back({placeText(next->number, scan.committed),
                          fmt::format("{} bytes are damaged", scan.tail)});
    at.file = next->number;
    return true;
}

}  // namespace mingjing::video::evidence
