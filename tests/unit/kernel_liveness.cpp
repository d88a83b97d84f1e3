// SPDX-License-Identifier: Apache-2.0
// The code in a camera's view: known values, what it depends on, what a slip of the eye does to it.
#include <set>

#include <boost/test/unit_test.hpp>

#include "center/kernel/liveness.h"

namespace mingjing::tests {

using namespace kernel;

namespace {

const Uuid kRoom = *Uuid::parse("0190b5a0-1234-7abc-8def-0123456789ab");

Hash countingHash() {
    Hash hash{};
    for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<std::uint8_t>(i);
    return hash;
}

std::string errorOf(const std::string& written) {
    const auto read = readLivenessCode(written);
    return read.ok() ? "" : read.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_liveness)

/// Recordings show these for years.
BOOST_AUTO_TEST_CASE(known_codes) {
    BOOST_TEST(livenessCode(Hash{}, kRoom, 0) == "KW7Q37YJ");
    BOOST_TEST(livenessCode(countingHash(), kRoom, 56'666'666) == "7HNPWA9X");
    BOOST_TEST(livenessCode(countingHash(), kRoom, 56'666'667) == "ADHWTFFG");
}

BOOST_AUTO_TEST_CASE(head_room_and_slot_each_change_it) {
    std::set<std::string> codes;
    for (std::int64_t slot = 0; slot < 5000; ++slot)
        codes.insert(livenessCode(countingHash(), kRoom, slot));
    BOOST_TEST(codes.size() == 5000);
    Uuid otherRoom = kRoom;
    otherRoom.octets[15] ^= 1;
    Hash otherHead = countingHash();
    otherHead[31] ^= 1;
    BOOST_TEST(!codes.contains(livenessCode(countingHash(), otherRoom, 1)));
    BOOST_TEST(!codes.contains(livenessCode(otherHead, kRoom, 1)));
}

BOOST_AUTO_TEST_CASE(the_alphabet_has_nothing_that_is_mixed_up) {
    for (const char c : std::string("0O1IL5S8B2ZUV"))
        BOOST_TEST(kCodeAlphabet.find(c) == std::string_view::npos, c);
    BOOST_TEST(std::set<char>(kCodeAlphabet.begin(), kCodeAlphabet.end()).size() == 23);
}

BOOST_AUTO_TEST_CASE(one_wrong_character_or_two_exchanged_are_always_noticed) {
    for (std::int64_t slot = 0; slot < 50; ++slot) {
        const std::string code = livenessCode(countingHash(), kRoom, slot);
        BOOST_TEST(*readLivenessCode(code) == code);
        for (std::size_t i = 0; i < code.size(); ++i) {
            for (const char c : kCodeAlphabet) {
                std::string wrong = code;
                wrong[i] = c;
                BOOST_REQUIRE((errorOf(wrong) == "liveness.mistyped") == (c != code[i]));
            }
            for (std::size_t k = 0; k < i; ++k) {
                std::string wrong = code;
                std::swap(wrong[i], wrong[k]);
                BOOST_REQUIRE((errorOf(wrong) == "liveness.mistyped") == (code[i] != code[k]));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(how_a_code_may_be_written) {
    for (const char* written : {"KW7Q37YJ", "KW7Q 37YJ", "kw7q-37yj", " KW7Q  37YJ "})
        BOOST_TEST(*readLivenessCode(written) == "KW7Q37YJ");
    for (const char* wrong : {"", "KW7Q37Y", "KW7Q37YJJ"})
        BOOST_TEST(errorOf(wrong) == "liveness.length", wrong);
    BOOST_TEST(errorOf("KW7Q37Y0") == "liveness.character");
    const auto error = readLivenessCode("KW7明37YJ").error();
    BOOST_TEST(error.field == "code");
    BOOST_TEST(error.params["character"] == "明");
    BOOST_TEST(error.params["place"] == 4);
    BOOST_TEST(readLivenessCode("K\xff").error().params["character"] == "?");
}

BOOST_AUTO_TEST_CASE(a_head_carries_codes_from_half_a_minute_to_five_minutes_old) {
    const std::int64_t slot = 1000, beginUs = slotBeginUs(slot);
    BOOST_TEST(slotAt(beginUs) == slot);
    BOOST_TEST(slotAt(beginUs - 1) == slot - 1);
    BOOST_TEST(mayCarry(beginUs - kHeadLeadUs, slot));
    BOOST_TEST(!mayCarry(beginUs - kHeadLeadUs + 1, slot), "not before it is known everywhere");
    BOOST_TEST(mayCarry(beginUs - kOldestHeadUs, slot));
    BOOST_TEST(!mayCarry(beginUs - kOldestHeadUs - 1, slot), "old heads prove next to nothing");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
