// SPDX-License-Identifier: Apache-2.0
// Reading what the recorder appended, from the last commit on.
#include "video/analysis/evidence_tail.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "center/kernel/log.h"
#include "video/evidence/open_file.h"

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{4} << 20;
constexpr std::size_t kMaxPieceBytes = std::size_t{64} << 20;
constexpr std::uint32_t kMaxMediaBytes = std::uint32_t{64} << 20;

constexpr const char* kUnreadable = "evidence.unreadable";

/// A path out of the journal must stay below the storage.
bool staysBelow(const std::string& path) {
    const std::filesystem::path parts(path);
    return !path.empty() && parts.is_relative() &&
           std::none_of(parts.begin(), parts.end(), [](const auto& part) { return part == ".."; });
}

Result<std::string> readHashed(const std::string& root, const std::string& path,
                               std::uint64_t offset, std::uint32_t bytes,
                               kernel::HashAlgorithm algorithm, const kernel::Hash& hash) {
    if (!staysBelow(path) || bytes > kMaxMediaBytes)
        return Error::of(ErrorKind::DataLoss, "evidence.damaged", path);
    const evidence::OpenFile file(root + "/" + path);
    if (!file.ok()) return Error::of(ErrorKind::NotFound, kUnreadable, path);
    MJ_ASSIGN(std::string out, file.read(offset, bytes, kUnreadable));
    if (out.size() != bytes || kernel::digest(algorithm, out) != hash)
        return Error::of(ErrorKind::DataLoss, "evidence.damaged", path);
    return out;
}

}  // namespace

Result<std::string> EvidenceTail::readInit(const std::string& root, const TailSegment& segment) {
    return readHashed(root, segment.path, 0, segment.initBytes, segment.algorithm,
                      segment.initSha256);
}

Result<std::string> EvidenceTail::readFragment(const std::string& root,
                                               const TailFragment& fragment) {
    return readHashed(root, fragment.segment->path, fragment.record.offset, fragment.record.size,
                      fragment.segment->algorithm, fragment.record.sha256);
}

Result<std::vector<EvidenceTail::File>> EvidenceTail::listFrom(std::uint64_t number) const {
    std::vector<File> files;
    std::error_code failed;
    const std::filesystem::directory_iterator folder(root_ + "/journal", failed);
    if (failed) return Error::of(ErrorKind::Unavailable, "evidence.unreadable", failed.message());
    for (const auto& entry : folder) {
        const auto name = entry.path().filename().string();
        const auto own = evidence::journalNumber(name);
        if (own && *own >= number) files.push_back({*own, name});
    }
    std::sort(files.begin(), files.end(),
              [](const File& a, const File& b) { return a.number < b.number; });
    return files;
}

Result<std::vector<TailFragment>> EvidenceTail::poll() {
    MJ_ASSIGN(auto files, listFrom(file_));
    if (files.empty()) return Error::of(ErrorKind::Unavailable, "evidence.unreadable", "journal");
    // Segments may have been opened in the file before the newest.
    if (file_ == 0 && files.size() > 2) files.erase(files.begin(), files.end() - 2);
    // A file that has a follower is complete, because the follower was seen first.
    for (const auto& file : files) MJ_TRY(follow(file));
    if (std::exchange(starting_, false)) {
        for (auto& [key, list] : newest_)
            for (auto& fragment : list) out_.push_back(std::move(fragment));
        newest_.clear();
    }
    return std::exchange(out_, {});
}

Status EvidenceTail::follow(const File& file) {
    if (file.number != file_) {
        file_ = file.number;
        offset_ = 0;
        pieceBytes_ = kPieceBytes;
    }
    const evidence::OpenFile opened(root_ + "/journal/" + file.name);
    if (!opened.ok()) return Error::of(ErrorKind::Unavailable, kUnreadable, file.name);
    while (true) {
        MJ_ASSIGN(const bool more, readPiece(opened, file));
        if (!more) return {};
    }
}

/// Reads on from the last commit; true when there may be more.
Result<bool> EvidenceTail::readPiece(const evidence::OpenFile& opened, const File& file) {
    if (opened.size() <= static_cast<std::int64_t>(offset_)) return false;
    MJ_ASSIGN(const std::string bytes, opened.read(offset_, pieceBytes_, kUnreadable));
    const auto scan = evidence::scanJournal(
        bytes, file.number, 0, chain_,
        [this](const evidence::Frame& frame, evidence::Place) { onFrame(frame); });
    offset_ += scan.committed;
    const bool full = bytes.size() == pieceBytes_;
    if (scan.committed > 0) {
        pieceBytes_ = kPieceBytes;
        return full;
    }
    if (!full) return false;
    if (pieceBytes_ < kMaxPieceBytes) {
        pieceBytes_ *= 2;
        return true;
    }
    kernel::logError("journal file {}: {} bytes without a commit are skipped", file.name,
                     bytes.size());
    offset_ += bytes.size() - evidence::kMaxPayload;
    return true;
}

void EvidenceTail::onFrame(const evidence::Frame& frame) {
    if (frame.type == evidence::RecordType::SegmentOpened) return onOpened(frame.payload);
    if (frame.type == evidence::RecordType::SegmentClosed) {
        const auto json = kernel::parseJson(frame.payload);
        const auto id = json.ok() && json->is_object()
                            ? kernel::Uuid::parse(json->value("segment", std::string()))
                            : std::nullopt;
        if (id) open_.erase(*id);
        return;
    }
    if (frame.type != evidence::RecordType::Fragment) return;
    auto record = evidence::decodeFragment(frame.payload);
    const auto segment = record ? open_.find(record->segment) : open_.end();
    // Sealed media cannot be looked at, and must not be.
    if (segment == open_.end() || segment->second->sealed) return;
    TailFragment fragment{segment->second, std::move(*record)};
    if (!starting_) return out_.push_back(std::move(fragment));
    auto& list = newest_[fragment.segment->key];
    list.push_back(std::move(fragment));
    if (list.size() > kNewest) list.pop_front();
}

void EvidenceTail::onOpened(std::string_view payload) {
    const auto json = kernel::parseJson(payload);
    if (!json.ok()) return;
    try {
        auto segment = std::make_shared<TailSegment>();
        const auto camera = kernel::Uuid::parse(json->at("camera").get<std::string>());
        const auto id = kernel::Uuid::parse(json->at("segment").get<std::string>());
        const auto hash = kernel::hashOfHex(json->at("initSha256").get<std::string>());
        if (!camera || !id || !hash) return;
        segment->key = {*camera, json->at("stream").get<std::string>()};
        segment->segment = *id;
        json->at("run").get_to(segment->run);
        json->at("path").get_to(segment->path);
        json->at("initBytes").get_to(segment->initBytes);
        segment->initSha256 = *hash;
        const auto algorithm = evidence::algorithmIn(*json);
        if (!algorithm) return;
        segment->algorithm = *algorithm;
        segment->sealed = json->contains("sealed");
        open_[*id] = std::move(segment);
    } catch (const Json::exception& e) {
        kernel::logError("a segment's record cannot be read: {}", e.what());
    }
}

}  // namespace mingjing::video::analysis
