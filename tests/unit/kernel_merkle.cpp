// SPDX-License-Identifier: Apache-2.0
// The tree of RFC 9162: known answers, every proof of every small tree, and every forgery of them.
#include <map>

#include <boost/test/unit_test.hpp>

#include "center/kernel/crypto.h"
#include "center/kernel/merkle.h"

namespace mingjing::tests {

using namespace kernel;

namespace {

constexpr std::int64_t kLargest = 130;

/// A growing tree with all its subtrees kept, as the centre keeps them.
struct KeptTree {
    MerkleEdge edge;
    std::map<Subtree, Hash> subtrees;
    std::vector<Hash> roots{MerkleEdge().root()};
    std::vector<Hash> leaves;
    mutable int reads = 0;

    void add(std::string_view leaf) {
        leaves.push_back(leafHash(leaf));
        for (const auto& [subtree, hash] : edge.append(leaves.back())) subtrees[subtree] = hash;
        roots.push_back(edge.root());
    }
    [[nodiscard]] SubtreeReader reader() const {
        return [this](const Subtree& subtree) -> Result<Hash> {
            ++reads;
            const auto it = subtrees.find(subtree);
            if (it == subtrees.end()) return Error::of(ErrorKind::DataLoss, "test.no_subtree");
            return it->second;
        };
    }
    [[nodiscard]] std::vector<Hash> inclusion(std::int64_t index, std::int64_t size) const {
        return *inclusionProof(index, size, reader());
    }
    [[nodiscard]] std::vector<Hash> consistency(std::int64_t from, std::int64_t to) const {
        return *consistencyProof(from, to, reader());
    }
};

/// Leaves as the numbers 0, 1, … of four bytes, big endian.
KeptTree treeOf(std::int64_t size) {
    KeptTree tree;
    for (std::int64_t i = 0; i < size; ++i) tree.add(std::string(3, '\0') + static_cast<char>(i));
    return tree;
}

/// The leaves of the test data that Certificate Transparency's implementations share.
KeptTree referenceTree() {
    KeptTree tree;
    for (const char* leaf : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                             "606162636465666768696a6b6c6d6e6f"})
        tree.add(*bytesOfHex(leaf));
    return tree;
}

std::vector<std::string> hexOfAll(const std::vector<Hash>& hashes) {
    std::vector<std::string> all;
    for (const Hash& hash : hashes) all.push_back(hexOf(hash));
    return all;
}

Hash flipped(Hash hash, std::size_t bit) {
    hash[bit / 8] = static_cast<std::uint8_t>(hash[bit / 8] ^ (1U << (bit % 8)));
    return hash;
}

using Holds = std::function<bool(const std::vector<Hash>&)>;

/// Each element with the given bits turned, left out, twice, and each two exchanged.
void checkForgeries(const std::vector<Hash>& proof, const std::vector<std::size_t>& bits,
                    const Holds& holds) {
    for (std::size_t i = 0; i < proof.size(); ++i) {
        for (const std::size_t bit : bits) {
            auto forged = proof;
            forged[i] = flipped(forged[i], bit);
            BOOST_REQUIRE_MESSAGE(!holds(forged), "element " << i << " bit " << bit);
        }
        auto shorter = proof, longer = proof;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        BOOST_REQUIRE(!holds(shorter));
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
        BOOST_REQUIRE(!holds(longer));
        for (std::size_t k = 0; k < i; ++k) {
            auto swapped = proof;
            std::swap(swapped[i], swapped[k]);
            BOOST_REQUIRE_MESSAGE(proof[i] == proof[k] || !holds(swapped), i << " and " << k);
        }
    }
    auto longer = proof;
    longer.push_back(Hash{});
    BOOST_REQUIRE(!holds(longer));
}

std::vector<std::size_t> everyBit() {
    std::vector<std::size_t> bits(256);
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = i;
    return bits;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_merkle)

BOOST_AUTO_TEST_CASE(known_roots) {
    const KeptTree tree = referenceTree();
    const char* known[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    for (std::size_t size = 0; size < tree.roots.size(); ++size)
        BOOST_TEST(hexOf(tree.roots[size]) == known[size]);
}

BOOST_AUTO_TEST_CASE(known_proofs) {
    using Proof = std::vector<std::string>;
    const KeptTree tree = referenceTree();
    const std::string two = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                      four = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                      third = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                      five = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                      last = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    BOOST_TEST((hexOfAll(tree.inclusion(2, 3)) == Proof{two}));
    BOOST_TEST((hexOfAll(tree.inclusion(1, 5)) ==
                Proof{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", third,
                      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
    BOOST_TEST(
        (hexOfAll(tree.inclusion(5, 8)) ==
         Proof{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", last, four}));
    BOOST_TEST((hexOfAll(tree.consistency(1, 8)) ==
                Proof{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", third,
                      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    BOOST_TEST((hexOfAll(tree.consistency(2, 5)) ==
                Proof{third, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
    BOOST_TEST((hexOfAll(tree.consistency(6, 8)) == Proof{five, last, four}));
}

/// One hash over all roots and proofs up to 130 leaves; its value comes from the definitions of
/// the RFC written down in another language.
BOOST_AUTO_TEST_CASE(all_roots_and_proofs_are_those_of_the_definitions) {
    const KeptTree tree = treeOf(kLargest);
    Sha256 all;
    const auto take = [&all](const std::vector<Hash>& proof) {
        for (const Hash& hash : proof) all.update(bytesOf(hash));
    };
    for (std::int64_t size = 0; size <= kLargest; ++size) {
        take({tree.roots[static_cast<std::size_t>(size)]});
        for (std::int64_t index = 0; index < size; ++index) take(tree.inclusion(index, size));
        for (std::int64_t from = 1; from <= size; ++from) take(tree.consistency(from, size));
    }
    BOOST_TEST(hexOf(all.finish()) ==
               "2742895a5a8489a0b62f22eee8774ff2410dee6b08a6ff910c767bbe3d3279e1");
}

BOOST_AUTO_TEST_CASE(an_edge_is_found_again_at_any_size) {
    const KeptTree tree = treeOf(kLargest);
    for (std::int64_t size = 0; size < kLargest; ++size) {
        auto edge = *MerkleEdge::of(size, tree.reader());
        BOOST_TEST((edge.root() == tree.roots[static_cast<std::size_t>(size)]));
        edge.append(tree.leaves[static_cast<std::size_t>(size)]);
        BOOST_TEST((edge.root() == tree.roots[static_cast<std::size_t>(size) + 1]));
    }
}

BOOST_AUTO_TEST_CASE(every_proof_up_to_130_leaves_holds_and_no_change_of_it_does) {
    const KeptTree tree = treeOf(kLargest);
    for (std::int64_t size = 1; size <= kLargest; ++size) {
        const Hash& root = tree.roots[static_cast<std::size_t>(size)];
        for (std::int64_t i = 0; i < size; ++i) {
            const Hash& leaf = tree.leaves[static_cast<std::size_t>(i)];
            const Hash& earlier = tree.roots[static_cast<std::size_t>(i)];
            const auto bit = static_cast<std::size_t>(size * 7 + i * 13) % 256;
            const auto inclusion = tree.inclusion(i, size);
            BOOST_REQUIRE(verifyInclusion(leaf, i, size, inclusion, root));
            checkForgeries(inclusion, {bit},
                           [&](const auto& p) { return verifyInclusion(leaf, i, size, p, root); });
            const auto consistency = tree.consistency(i, size);
            BOOST_REQUIRE(verifyConsistency(i, earlier, size, root, consistency));
            if (i == 0) continue;
            checkForgeries(consistency, {bit}, [&](const auto& p) {
                return verifyConsistency(i, earlier, size, root, p);
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(every_single_bit_of_a_proof_counts) {
    constexpr std::int64_t kSmall = 18;
    const KeptTree tree = treeOf(kSmall);
    const auto bits = everyBit();
    for (std::int64_t size = 2; size <= kSmall; ++size) {
        const Hash& root = tree.roots[static_cast<std::size_t>(size)];
        for (std::int64_t i = 1; i < size; ++i) {
            const Hash& leaf = tree.leaves[static_cast<std::size_t>(i)];
            const Hash& earlier = tree.roots[static_cast<std::size_t>(i)];
            const auto inclusion = tree.inclusion(i, size);
            const auto consistency = tree.consistency(i, size);
            checkForgeries(inclusion, bits,
                           [&](const auto& p) { return verifyInclusion(leaf, i, size, p, root); });
            checkForgeries(consistency, bits, [&](const auto& p) {
                return verifyConsistency(i, earlier, size, root, p);
            });
            for (const std::size_t bit : bits) {
                const Hash wrongRoot = flipped(root, bit);
                BOOST_REQUIRE(!verifyInclusion(flipped(leaf, bit), i, size, inclusion, root));
                BOOST_REQUIRE(!verifyInclusion(leaf, i, size, inclusion, wrongRoot));
                BOOST_REQUIRE(
                    !verifyConsistency(i, flipped(earlier, bit), size, root, consistency));
                BOOST_REQUIRE(!verifyConsistency(i, earlier, size, wrongRoot, consistency));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_leaf_is_proven_at_its_own_place_only) {
    const KeptTree tree = treeOf(33);
    for (std::int64_t i = 0; i < 33; ++i)
        for (std::int64_t other = -1; other <= 33; ++other)
            BOOST_TEST(verifyInclusion(tree.leaves[static_cast<std::size_t>(i)], other, 33,
                                       tree.inclusion(i, 33), tree.roots[33]) == (i == other));
    // Two roots of one size are a fork, and no proof makes them one history.
    for (const std::int64_t size : {1, 8, 33})
        BOOST_TEST(!verifyConsistency(size, tree.roots[0], size,
                                      tree.roots[static_cast<std::size_t>(size)], {}));
    BOOST_TEST(!verifyConsistency(0, tree.roots[1], 1, tree.roots[1], {}));
    BOOST_TEST(!verifyConsistency(2, tree.roots[2], 1, tree.roots[1], {}));
    BOOST_TEST(!verifyConsistency(-1, tree.roots[0], 1, tree.roots[1], {}));
}

BOOST_AUTO_TEST_CASE(a_wrong_question_is_an_error) {
    const KeptTree tree = treeOf(5);
    for (const std::int64_t index : {-1, 5, 6})
        BOOST_TEST(inclusionProof(index, 5, tree.reader()).error().code == "log.no_such_leaf");
    for (const std::int64_t from : {-1, 6})
        BOOST_TEST(consistencyProof(from, 5, tree.reader()).error().code == "log.no_such_size");
    BOOST_TEST(inclusionProof(5, 9, tree.reader()).error().code == "test.no_subtree");
    BOOST_TEST(MerkleEdge::of(9, tree.reader()).error().code == "test.no_subtree");
}

/// A log of millions: what is read for a proof grows with the number of its bits, not with it.
BOOST_AUTO_TEST_CASE(proofs_in_a_huge_tree_read_few_subtrees) {
    constexpr std::int64_t kHuge = 3'000'000'017;
    std::int64_t reads = 0;
    const SubtreeReader same = [&reads](const Subtree& subtree) -> Result<Hash> {
        ++reads;
        Hash hash = leafHash("x");  // every leaf is the same, so each level has one hash
        for (int level = 0; level < subtree.level; ++level) hash = nodeHash(hash, hash);
        return hash;
    };
    const Hash root = MerkleEdge::of(kHuge, same)->root();
    for (const std::int64_t index : {std::int64_t{0}, kHuge / 3, kHuge - 1}) {
        reads = 0;
        const auto proof = *inclusionProof(index, kHuge, same);
        BOOST_TEST(reads <= 64);
        BOOST_TEST(verifyInclusion(leafHash("x"), index, kHuge, proof, root));
        reads = 0;
        const auto consistency = *consistencyProof(index + 1, kHuge, same);
        BOOST_TEST(reads <= 96);
        BOOST_TEST(verifyConsistency(index + 1, MerkleEdge::of(index + 1, same)->root(), kHuge,
                                     root, consistency));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
