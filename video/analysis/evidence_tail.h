// SPDX-License-Identifier: Apache-2.0
// Follows a recorder's evidence journal on disk: which fragments became durable. Reads only.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "video/evidence/journal_reader.h"

namespace mingjing::video::evidence {
class OpenFile;
}

namespace mingjing::video::analysis {

using evidence::StreamKey;

/// The file in which a fragment lies.
struct TailSegment {
    StreamKey key;
    kernel::Uuid segment;
    std::uint32_t run = 0;
    std::string path;  ///< below the storage's root
    std::uint32_t initBytes = 0;
    kernel::HashAlgorithm algorithm = kernel::HashAlgorithm::Sha256;
    kernel::Hash initSha256{};
    bool sealed = false;  ///< its fragments are handed to nobody
};

struct TailFragment {
    std::shared_ptr<const TailSegment> segment;
    evidence::FragmentRecord record;
};

/// Hands out committed fragments once, in the journal's order. Damaged batches are stepped over as
/// far as their frames are whole; bytes behind the last commit are not believed. One thread.
class EvidenceTail {
public:
    explicit EvidenceTail(std::string root) : root_(std::move(root)) {}

    /// Everything that was committed since the last call. The first call reads the last two files
    /// and hands out only the newest fragments of each stream. Fails with Unavailable
    /// (`evidence.unreadable`) while there is no journal.
    kernel::Result<std::vector<TailFragment>> poll();

    /// ftyp and moov. Both fail with NotFound or Unavailable, or with DataLoss
    /// (`evidence.damaged`) when the bytes do not have the journalled hash. Safe on any thread.
    static kernel::Result<std::string> readInit(const std::string& root,
                                                const TailSegment& segment);
    static kernel::Result<std::string> readFragment(const std::string& root,
                                                    const TailFragment& fragment);

    static constexpr std::size_t kNewest = 40;  ///< fragments per stream at the start, about 20 s

private:
    struct File {
        std::uint64_t number;
        std::string name;
    };
    [[nodiscard]] kernel::Result<std::vector<File>> listFrom(std::uint64_t number) const;
    kernel::Status follow(const File& file);
    kernel::Result<bool> readPiece(const evidence::OpenFile& opened, const File& file);
    void onFrame(const evidence::Frame& frame);
    void onOpened(std::string_view payload);

    std::string root_;
    std::uint64_t file_ = 0;  ///< the file being read; 0: none yet
    std::size_t offset_ = 0;  ///< behind its newest commit
    std::size_t pieceBytes_ = 0;
    evidence::BatchChain chain_;
    std::unordered_map<kernel::Uuid, std::shared_ptr<const TailSegment>> open_;
    bool starting_ = true;
    std::map<StreamKey, std::deque<TailFragment>> newest_;  ///< while starting
    std::vector<TailFragment> out_;
};

}  // namespace mingjing::video::analysis
