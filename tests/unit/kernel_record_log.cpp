// SPDX-License-Identifier: Apache-2.0
// Leaves, heads and countersignatures as bytes; what follows what.
#include <boost/test/unit_test.hpp>

#include "center/kernel/clock.h"
#include "center/kernel/record_log.h"

namespace mingjing::tests {

using namespace kernel;

namespace {

SigningKey headKey(char fill = 's') {
    return *SigningKey::fromSeed(std::string(32, fill));
}

LogHead firstHead() {
    LogHead head;
    head.counter = 1;
    head.signedAtUs = 1'700'000'000'000'000;
    head.root = sha256("");
    head.nonce = std::string(15, '\0') + '\7';
    return head;
}

LogHead after(const SignedHead& before) {
    LogHead head = before.head;
    ++head.counter;
    head.signedAtUs += kernel::kMinuteUs;
    head.size += 3;
    head.root = sha256("root");
    head.previous = before.hash;
    return head;
}

std::string codeOf(const Status& status) {
    return status.ok() ? "" : status.error().code;
}

/// Signs bytes that `signHead` would not make.
std::string signed_(const std::string& bytes) {
    return headKey().sign("mingjing.log.head.v1\n" + bytes);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_record_log)

/// Stored for years, and printed on paper: a changed value is a broken log.
BOOST_AUTO_TEST_CASE(known_head) {
    const SignedHead made = signHead(headKey(), firstHead());
    BOOST_TEST(
        made.bytes ==
        "{\"counter\":1,\"hashAlgorithm\":\"SHA-256\",\"nonce\":\"" + std::string(30, '0') +
            "07\",\"previous\":\"" + std::string(64, '0') +
            "\",\"publicKey\":\"_sFChnP2r-iSZLOAc0SuiyadElpQOFUgJofbWnEoV58\",\"root\":"
            "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
            "\"signatureAlgorithm\":\"Ed25519\",\"signedAtUs\":1700000000000000,\"size\":0}");
    BOOST_TEST(hexOf(made.hash) ==
               "7dc7fdd51eb8b9d5b16b08d399277e347a4fcd527a309a1f4d0b7341ca969614");
    BOOST_TEST(base64Url(made.signature) ==
               "VFHeYO5AO4_Diu3u8e6K4AIqce2K6jibhBY-xozyLE1H7PH8o0qkRoEtMELskmp_qD8PaZLOw86vGjecBU1"
               "7Aw");
    const auto read = readHead(made.bytes, made.signature);
    BOOST_REQUIRE(read.ok());
    BOOST_TEST((read->hash == made.hash));
    BOOST_TEST(read->head.publicKey == headKey().publicKey());
    const Countersignature seen = countersign(headKey('w'), made, made.head.signedAtUs + 1);
    BOOST_TEST(base64Url(seen.signature) ==
               "H_VOsQnq4S7llz2LpFuh_IK_V3VHLojoBdeFkspFG1jGSOVmyf0DU2jqnocFTB7cPvf-JIjUidM1_nbABST"
               "dAg");
}

BOOST_AUTO_TEST_CASE(known_leaves) {
    const Uuid id = *Uuid::parse("0190b5a0-1234-7abc-8def-0123456789ab");
    const std::string zeros(64, '0');
    BOOST_TEST(timelineLeaf("stay", id, 7, Hash{}) ==
               "{\"hash\":\"" + zeros + "\",\"kind\":\"timeline\",\"seq\":7,\"stream\":\"" +
                   id.text() + "\",\"streamKind\":\"stay\",\"v\":1}");
    BOOST_TEST(auditLeaf(9, Hash{}) ==
               "{\"hash\":\"" + zeros + "\",\"id\":9,\"kind\":\"audit\",\"v\":1}");
    BOOST_TEST(recordingLeaf(id, "main", 5, Hash{}, 11) ==
               "{\"camera\":\"" + id.text() +
                   "\",\"durableUs\":11,\"fragment\":5,\"kind\":\"recording\",\"link\":\"" + zeros +
                   "\",\"stream\":\"main\",\"v\":1}");
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_of_a_head_is_noticed) {
    const SignedHead made = signHead(headKey(), firstHead());
    for (std::size_t bit = 0; bit < made.bytes.size() * 8; ++bit) {
        std::string damaged = made.bytes;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        BOOST_REQUIRE_MESSAGE(!readHead(damaged, made.signature).ok(), "bit " << bit);
    }
    for (std::size_t bit = 0; bit < made.signature.size() * 8; ++bit) {
        std::string damaged = made.signature;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        BOOST_REQUIRE_MESSAGE(!readHead(made.bytes, damaged).ok(), "bit " << bit);
    }
}

BOOST_AUTO_TEST_CASE(a_head_has_one_spelling_and_known_algorithms) {
    const std::string known = signHead(headKey(), firstHead()).bytes;
    const auto changed = [&known](const std::string& from, const std::string& to) {
        std::string bytes = known;
        bytes.replace(bytes.find(from), from.size(), to);
        return bytes;
    };
    BOOST_TEST(readHead(known, signed_(known)).ok());
    for (const std::string& bytes :
         {changed("\"size\":0", "\"size\": 0"), changed("\"size\":0", "\"extra\":1,\"size\":0"),
          changed("\"size\":0", "\"size\":-1"), changed("SHA-256", "SHA-1"),
          changed("Ed25519", "none"), changed("\"counter\":1", "\"counter\":0"),
          changed("\"counter\":1", "\"counter\":2"),
          changed("\"size\":0", "\"size\":18446744073709551615"),
          changed("\"size\":0", "\"size\":9007199254740992"),
          changed("\"counter\":1", "\"counter\":1.5"), changed("07\"", "\""), known + " ",
          std::string("[]"), std::string(), std::string(5000, ' ')})
        BOOST_TEST(readHead(bytes, signed_(bytes)).error().code == "log.head_malformed", bytes);
    BOOST_TEST(readHead(known, headKey('t').sign("mingjing.log.head.v1\n" + known)).error().code ==
               "log.head_forged");
    BOOST_TEST(readHead(known, headKey().sign(known)).error().code == "log.head_forged",
               "without the domain");
}

BOOST_AUTO_TEST_CASE(what_may_follow_a_head) {
    const SignedHead first = signHead(headKey(), firstHead());
    const LogHead next = after(first);
    BOOST_TEST(codeOf(checkSuccession(first, signHead(headKey(), next))) == "");
    using Change = void (*)(LogHead&);
    const std::pair<const char*, Change> wrong[] = {
        {"log.head_counter", [](LogHead& h) { h.counter = 3; }},
        {"log.head_previous", [](LogHead& h) { h.previous[0] ^= 1; }},
        {"log.head_time", [](LogHead& h) { h.signedAtUs = 1'700'000'000'000'000; }},
        {"log.head_size", [](LogHead& h) { h.size = 0; }}};
    for (const auto& [code, change] : wrong) {
        SignedHead before = first;
        before.head.size = 1;
        LogHead after = next;
        change(after);
        BOOST_TEST(codeOf(checkSuccession(before, signHead(headKey(), after))) == code);
    }
    BOOST_TEST(codeOf(checkSuccession(first, signHead(headKey('t'), next))) == "log.head_key");
}

BOOST_AUTO_TEST_CASE(a_countersignature_is_of_one_head_one_moment_and_one_witness) {
    const SignedHead head = signHead(headKey(), firstHead());
    const Countersignature known = countersign(headKey('w'), head, 5);
    BOOST_TEST(verifyCountersignature(known));
    Countersignature forged = known;
    forged.seenAtUs = 6;
    BOOST_TEST(!verifyCountersignature(forged));
    forged.seenAtUs = INT64_MAX;
    BOOST_TEST(!verifyCountersignature(forged));
    forged = known;
    forged.counter = 2;
    BOOST_TEST(!verifyCountersignature(forged));
    forged = known;
    forged.head[0] ^= 1;
    BOOST_TEST(!verifyCountersignature(forged));
    forged = known;
    forged.publicKey = headKey('x').publicKey();
    BOOST_TEST(!verifyCountersignature(forged));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
