// SPDX-License-Identifier: Apache-2.0
// The tree of the log of record (RFC 9162 section 2.1): roots, proofs made and proofs verified.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "center/kernel/bytes.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

/// SHA-256(0x00 ‖ leaf): a leaf can never be taken for a node.
Hash leafHash(std::string_view leaf);
/// SHA-256(0x01 ‖ left ‖ right).
Hash nodeHash(const Hash& left, const Hash& right);

/// A complete subtree: the 2^level leaves from index·2^level on. Level 0 is a leaf's own hash.
struct Subtree {
    int level = 0;
    std::int64_t index = 0;
    auto operator<=>(const Subtree&) const = default;
};
using SubtreeHash = std::pair<Subtree, Hash>;

/// Gives the hash of a complete subtree that lies within the tree that is asked about. May be
/// asked for any level; a reader that stores every level answers with one look-up.
using SubtreeReader = std::function<Result<Hash>(const Subtree&)>;

/// The right edge of a growing tree: the hashes of the complete subtrees that its size is made of.
/// An append costs amortised two hashes, a root as many as the size has bits.
class MerkleEdge {
public:
    MerkleEdge() = default;
    static Result<MerkleEdge> of(std::int64_t size, const SubtreeReader& stored);
    /// The subtrees that this leaf completes, itself first: they are stored and never change.
    std::vector<SubtreeHash> append(const Hash& leaf);
    [[nodiscard]] Hash root() const;
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    std::int64_t size_ = 0;
    std::vector<SubtreeHash> parts_;  ///< from the largest to the smallest
};

/// That the leaf `index` is in the tree of the first `size` leaves. Fails with InvalidInput
/// (`log.no_such_leaf`) or as the reader does.
Result<std::vector<Hash>> inclusionProof(std::int64_t index, std::int64_t size,
                                         const SubtreeReader& stored);
/// That the tree of the first `from` leaves is the beginning of that of the first `to`. Fails
/// with InvalidInput (`log.no_such_size`) or as the reader does.
Result<std::vector<Hash>> consistencyProof(std::int64_t from, std::int64_t to,
                                           const SubtreeReader& stored);

bool verifyInclusion(const Hash& leaf, std::int64_t index, std::int64_t size,
                     const std::vector<Hash>& proof, const Hash& root);
/// Of nothing everything is a continuation: from size 0 the proof is empty.
bool verifyConsistency(std::int64_t from, const Hash& fromRoot, std::int64_t to, const Hash& toRoot,
                       const std::vector<Hash>& proof);

}  // namespace mingjing::kernel
