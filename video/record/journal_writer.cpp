// SPDX-License-Identifier: Apache-2.0
// Batches, files and their heads.
#include "video/record/journal_writer.h"

namespace mingjing::video::record {

using evidence::RecordType;
using kernel::Json;

JournalWriter::JournalWriter(FileSystem& files, const kernel::Clock& clock, std::string folder,
                             std::string storageId, const NodeKeys& keys, Previous previous)
    : files_(files),
      clock_(clock),
      folder_(std::move(folder)),
      storageId_(std::move(storageId)),
      keys_(keys),
      previous_(previous),
      chain_(previous.chain),
      number_(previous.file) {}

std::string JournalWriter::headFrames() const {
    const Json previous = previous_.file == 0
                              ? Json(nullptr)
                              : Json({{"batch", previous_.chain.batch},
                                      {"bytes", previous_.bytes},
                                      {"file", previous_.file},
                                      {"hash", kernel::hexOf(previous_.chain.hash)}});
    const Json header = {{"atUs", clock_.wall().us},
                         {"boot", keys_.boot.text()},
                         {"file", number_},
                         {"format", evidence::kFormatVersion},
                         {"hash", kernel::nameOf(keys_.hash)},
                         {"node", keys_.node},
                         {"previous", previous},
                         {"storage", storageId_}};
    std::string out;
    evidence::appendFrame(out, RecordType::Header, kernel::canonicalOrDie(header));
    evidence::appendFrame(out, RecordType::Key, kernel::canonicalOrDie(keys_.certificate));
    return out;
}

kernel::Status JournalWriter::beginFile() {
    file_.reset();
    ++number_;
    committed_ = 0;
    const std::int64_t now = clock_.wall().us;
    day_ = evidence::utcDay(now);
    MJ_ASSIGN(file_, files_.create(folder_ + "/" + evidence::journalName(number_, now)));
    return files_.syncFolder(folder_);
}

kernel::Result<JournalWriter::Written> JournalWriter::commit(std::string_view frames) {
    const std::int64_t now = clock_.wall().us;
    std::string batch;
    rotated_ = false;
    if (!file_ || committed_ > kMaxFileBytes || evidence::utcDay(now) != day_) {
        if (file_) previous_ = {number_, committed_, chain_};
        if (const auto begun = beginFile(); !begun.ok()) {
            // Its number is used up; whatever is there is disowned by the next file.
            file_.reset();
            previous_ = {number_, 0, chain_};
            return begun.error();
        }
        batch = headFrames();
        rotated_ = true;
    }
    batch += frames;
    const evidence::CommitRecord record{chain_.batch + 1, now,
                                        evidence::batchHash(keys_.hash, chain_.hash, batch)};
    evidence::appendFrame(batch, RecordType::Commit, evidence::encodeCommit(record));
    auto status = file_->append(batch);
    if (status.ok()) status = file_->sync();
    if (!status.ok()) {
        file_.reset();
        previous_ = {number_, committed_, chain_};
        return status.error();
    }
    const std::uint64_t offset = committed_;
    committed_ += batch.size();
    chain_ = {record.hash, record.batch, keys_.hash};
    return Written{number_, offset, std::move(batch)};
}

}  // namespace mingjing::video::record
