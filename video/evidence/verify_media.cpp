// SPDX-License-Identifier: Apache-2.0
// Pieces are dealt to threads by a counter; each reads and hashes on its own.
#include "video/evidence/verify_media.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <fmt/format.h>

#include "center/kernel/guarded.h"

namespace mingjing::video::evidence {

using kernel::Result;

namespace {

constexpr unsigned kMostThreads = 16;

unsigned threadsFor(unsigned wanted, std::size_t pieces) {
    const unsigned most = wanted != 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
    return static_cast<unsigned>(
        std::max<std::size_t>(1, std::min<std::size_t>({most, kMostThreads, pieces})));
}

}  // namespace

void MediaCheck::add(const PackagedSegment& segment, const LinkedSegment& links) {
    pieces_.push_back({&segment, nullptr, 0, links.initBytes, links.algorithm, links.init});
    std::uint64_t offset = links.initBytes;
    for (const auto& record : links.records) {
        if (record.seq < segment.firstSeq || record.seq > segment.lastSeq) continue;
        pieces_.push_back({&segment, &record, offset, record.size, links.algorithm, record.sha256});
        offset += record.size;
    }
    ends_[&segment] = offset;
    total_ += offset;
}

Result<std::vector<MediaCheck::Bad>> MediaCheck::hashAll() {
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> done{0};
    std::atomic<bool> unreadable{false};
    kernel::Guarded<std::vector<Bad>> bad;
    const auto work = [&](bool tells) {
        while (!unreadable) {
            const std::size_t index = next++;
            if (index >= pieces_.size()) return;
            const Piece& piece = pieces_[index];
            const auto bytes = source_.read(piece.segment->path, piece.offset, piece.bytes);
            if (!bytes.ok()) {
                unreadable = true;
                return;
            }
            const Hash found = kernel::digest(piece.algorithm, *bytes);
            if (bytes->size() < piece.bytes || found != piece.hash)
                bad.lock()->push_back({index, bytes->size() < piece.bytes, found});
            done += piece.bytes;
            if (tells && options_.onProgress) options_.onProgress(done, total_);
        }
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threadsFor(options_.threads, pieces_.size()); ++i)
        helpers.emplace_back(work, false);
    work(true);
    helpers.clear();
    if (unreadable) return kernel::Error::of(kernel::ErrorKind::Unavailable, "package.unreadable");
    auto found = std::move(*bad.lock());
    std::sort(found.begin(), found.end(),
              [](const Bad& a, const Bad& b) { return a.index < b.index; });
    return found;
}

MediaCheck::Found MediaCheck::describe(const Bad& bad) const {
    const Piece& piece = pieces_[bad.index];
    Found found;
    found.verdict = Verdict::AlteredMedia;
    found.reason = piece.record == nullptr ? Reason::InitChanged : Reason::FragmentChanged;
    found.object = piece.record == nullptr
                       ? piece.segment->path
                       : fmt::format("{} fragment {}", piece.segment->path, piece.record->seq);
    if (bad.cut) {
        found.verdict = Verdict::Truncated;
        found.reason = Reason::FragmentCut;
    } else if (std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& other) {
                   return other.hash == bad.found && other.record != nullptr;
               })) {
        found.verdict = Verdict::Reordered;
        found.reason = Reason::FragmentElsewhere;
    }
    return found;
}

/// Longer or shorter than its fragments, or another size or checksum than the manifest says.
bool MediaCheck::sizes(Found& found) const {
    for (const auto& [segment, end] : ends_) {
        const auto file = source_.files.find(segment->path);
        const auto bytes = file == source_.files.end() ? 0 : file->second;
        const auto crc = source_.declared.find(segment->path);
        const bool fits = bytes == end && segment->bytes == end;
        if (fits && (crc == source_.declared.end() || crc->second == segment->crc)) continue;
        found.verdict = bytes < end ? Verdict::Truncated : Verdict::AlteredMedia;
        found.reason = bytes < end ? Reason::FileCut : Reason::BytesUncovered;
        if (fits) {
            found.verdict = Verdict::AlteredManifest;
            found.reason = Reason::ContainerChanged;
        }
        found.object = segment->path;
        return false;
    }
    return true;
}

Result<MediaCheck::Found> MediaCheck::run() {
    MJ_ASSIGN(const auto bad, hashAll());
    Found found;
    if (!bad.empty())
        found = describe(bad.front());
    else
        sizes(found);
    found.fragments = static_cast<std::uint64_t>(std::count_if(
        pieces_.begin(), pieces_.end(), [](const Piece& p) { return p.record != nullptr; }));
    found.bytes = total_;
    return found;
}

}  // namespace mingjing::video::evidence
