// SPDX-License-Identifier: Apache-2.0
// The tree's recursion over ranges of leaves, and the verifiers' walk from leaf to root.
#include "center/kernel/merkle.h"

#include <bit>

#include "center/kernel/crypto.h"

namespace mingjing::kernel {

namespace {

/// The leaves [begin, end).
struct Range {
    std::int64_t begin = 0, end = 0;
    [[nodiscard]] std::int64_t size() const { return end - begin; }
    /// Where the tree splits: the largest power of two below the size lies left.
    [[nodiscard]] std::int64_t middle() const {
        return begin +
               static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(size() - 1)));
    }
};

Result<Hash> hashOfRange(const Range& range, const SubtreeReader& stored) {
    const auto size = static_cast<std::uint64_t>(range.size());
    // The recursion only splits at powers of two, so such a range is aligned to its size.
    if (std::has_single_bit(size))
        return stored({std::countr_zero(size), range.begin / range.size()});
    const std::int64_t middle = range.middle();
    MJ_ASSIGN(const Hash left, hashOfRange({range.begin, middle}, stored));
    MJ_ASSIGN(const Hash right, hashOfRange({middle, range.end}, stored));
    return nodeHash(left, right);
}

Status addInclusion(std::int64_t index, const Range& range, const SubtreeReader& stored,
                    std::vector<Hash>& proof) {
    if (range.size() == 1) return {};
    const std::int64_t middle = range.middle();
    const Range left{range.begin, middle}, right{middle, range.end};
    const bool isLeft = index < middle;
    MJ_TRY(addInclusion(index, isLeft ? left : right, stored, proof));
    MJ_ASSIGN(const Hash sibling, hashOfRange(isLeft ? right : left, stored));
    proof.push_back(sibling);
    return {};
}

/// `known`: the old tree's own root is this very range, which the verifier has.
Status addConsistency(std::int64_t from, const Range& range, bool known,
                      const SubtreeReader& stored, std::vector<Hash>& proof) {
    if (from == range.end) {
        if (known) return {};
        MJ_ASSIGN(const Hash whole, hashOfRange(range, stored));
        proof.push_back(whole);
        return {};
    }
    const std::int64_t middle = range.middle();
    const Range left{range.begin, middle}, right{middle, range.end};
    const bool isLeft = from <= middle;
    MJ_TRY(addConsistency(from, isLeft ? left : right, known && isLeft, stored, proof));
    MJ_ASSIGN(const Hash sibling, hashOfRange(isLeft ? right : left, stored));
    proof.push_back(sibling);
    return {};
}

/// One step up from a node and from the last node of its level.
void stepUp(std::int64_t& node, std::int64_t& last) {
    node >>= 1;
    last >>= 1;
}

/// Up to where the node is a right child: a last node without a right neighbour has no sibling.
void skipLonely(std::int64_t& node, std::int64_t& last) {
    while ((node & 1) == 0 && node != 0) stepUp(node, last);
}

}  // namespace

Hash leafHash(std::string_view leaf) {
    std::string bytes(1, '\x00');
    bytes += leaf;
    return sha256(bytes);
}

Hash nodeHash(const Hash& left, const Hash& right) {
    return sha256('\x01' + bytesOf(left) + bytesOf(right));
}

Result<MerkleEdge> MerkleEdge::of(std::int64_t size, const SubtreeReader& stored) {
    MerkleEdge edge;
    edge.size_ = size;
    std::int64_t begin = 0;
    while (begin < size) {
        const auto part = std::bit_floor(static_cast<std::uint64_t>(size - begin));
        const Subtree subtree{std::countr_zero(part), begin / static_cast<std::int64_t>(part)};
        MJ_ASSIGN(const Hash hash, stored(subtree));
        edge.parts_.emplace_back(subtree, hash);
        begin += static_cast<std::int64_t>(part);
    }
    return edge;
}

std::vector<SubtreeHash> MerkleEdge::append(const Hash& leaf) {
    std::vector<SubtreeHash> completed{{Subtree{0, size_}, leaf}};
    while (!parts_.empty() && parts_.back().first.level == completed.back().first.level) {
        const auto& [subtree, hash] = completed.back();
        completed.emplace_back(Subtree{subtree.level + 1, subtree.index / 2},
                               nodeHash(parts_.back().second, hash));
        parts_.pop_back();
    }
    parts_.push_back(completed.back());
    ++size_;
    return completed;
}

Hash MerkleEdge::root() const {
    if (parts_.empty()) return sha256("");
    Hash root = parts_.back().second;
    for (auto part = std::next(parts_.rbegin()); part != parts_.rend(); ++part)
        root = nodeHash(part->second, root);
    return root;
}

Result<std::vector<Hash>> inclusionProof(std::int64_t index, std::int64_t size,
                                         const SubtreeReader& stored) {
    if (index < 0 || index >= size) return Error::invalid("index", "log.no_such_leaf");
    std::vector<Hash> proof;
    MJ_TRY(addInclusion(index, {0, size}, stored, proof));
    return proof;
}

Result<std::vector<Hash>> consistencyProof(std::int64_t from, std::int64_t to,
                                           const SubtreeReader& stored) {
    if (from < 0 || from > to) return Error::invalid("from", "log.no_such_size");
    std::vector<Hash> proof;
    if (from > 0 && from < to) MJ_TRY(addConsistency(from, {0, to}, true, stored, proof));
    return proof;
}

bool verifyInclusion(const Hash& leaf, std::int64_t index, std::int64_t size,
                     const std::vector<Hash>& proof, const Hash& root) {
    if (index < 0 || index >= size) return false;
    std::int64_t node = index, last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1) == 1 || node == last) {
            hash = nodeHash(sibling, hash);
            skipLonely(node, last);
        } else {
            hash = nodeHash(hash, sibling);
        }
        stepUp(node, last);
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(std::int64_t from, const Hash& fromRoot, std::int64_t to, const Hash& toRoot,
                       const std::vector<Hash>& proof) {
    if (from < 0 || from > to) return false;
    if (from == 0) return proof.empty() && fromRoot == sha256("");
    if (from == to) return proof.empty() && fromRoot == toRoot;
    std::int64_t node = from - 1, last = to - 1;
    while ((node & 1) == 1) stepUp(node, last);
    // A complete old tree is itself the first part; otherwise the proof begins with it.
    auto next = proof.begin();
    if (node != 0 && next == proof.end()) return false;
    Hash oldHash = node == 0 ? fromRoot : *next++;
    Hash newHash = oldHash;
    for (; next != proof.end(); ++next) {
        if (last == 0) return false;
        if ((node & 1) == 1 || node == last) {
            oldHash = nodeHash(*next, oldHash);
            newHash = nodeHash(*next, newHash);
            skipLonely(node, last);
        } else {
            newHash = nodeHash(newHash, *next);
        }
        stepUp(node, last);
    }
    return last == 0 && oldHash == fromRoot && newHash == toRoot;
}

}  // namespace mingjing::kernel
