// SPDX-License-Identifier: Apache-2.0
// The framing guard as pure functions. The tricks themselves are in tests/http, on real sockets.
#include <random>

#include <boost/test/unit_test.hpp>

#include "center/net/request_head.h"

namespace mingjing::tests {

namespace {

using net::findHeadEnd;
using net::parseHead;

const std::string kPost =
    "POST /api/v1/stays/%E5%BC%A0?q=a%20b+c&empty&x=%2F HTTP/1.1\r\n"
    "Host: localhost:8443\r\n"
    "Content-Length:  5 \r\n"
    "X-Odd_Name!: \xe5\xbc\xa0\r\n"
    "Accept: a\r\n"
    "accept: b\r\n\r\n";

std::string codeOf(const std::string& head) {
    const auto parsed = parseHead(head);
    return parsed.ok() ? "ok" : parsed.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(request_head)

BOOST_AUTO_TEST_CASE(a_plain_head_is_read_in_full) {
    const auto head = parseHead(kPost);

    BOOST_REQUIRE(head.ok());
    BOOST_TEST(head->method == "POST");
    BOOST_TEST(head->path == "/api/v1/stays/张");
    BOOST_TEST(head->query.at("q") == "a b c");
    BOOST_TEST(head->query.at("empty").empty());
    BOOST_TEST(head->query.at("x") == "/");
    BOOST_TEST(head->contentLength == 5U);
    BOOST_TEST(head->headers.at("x-odd_name!") == "张");
    BOOST_TEST(head->headers.at("accept") == "a, b");
    BOOST_TEST(head->http11);
}

BOOST_AUTO_TEST_CASE(the_end_of_a_head_is_found_wherever_its_bytes_are_split) {
    const std::string bytes = kPost + "hello";

    for (std::size_t have = 0; have <= bytes.size(); ++have) {
        for (const std::size_t scanned : {std::size_t{0}, have / 2, have}) {
            const auto end = findHeadEnd(std::string_view(bytes).substr(0, have),
                                         std::min(scanned, kPost.size() - 1));

            BOOST_REQUIRE(end.ok());
            BOOST_TEST(end->has_value() == (have >= kPost.size()));
            if (end->has_value()) BOOST_TEST(**end == kPost.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(hopeless_bytes_are_refused_before_the_head_ends) {
    BOOST_TEST(!findHeadEnd("\x16\x03\x01", 0).ok());
    BOOST_TEST(!findHeadEnd("GET / HTTP/1.1\n", 0).ok());
    BOOST_TEST(!findHeadEnd("GET / HTTP/1.1\rX", 0).ok());
    BOOST_TEST(!findHeadEnd(std::string_view("GET /\0", 6), 0).ok());
    BOOST_TEST(!findHeadEnd(std::string(net::kMaxHeadBytes, 'A'), 0).ok());
    BOOST_TEST(findHeadEnd("GET / HTTP/1.1\r", 0).ok());
}

BOOST_AUTO_TEST_CASE(a_head_that_is_not_whole_or_has_something_behind_it_is_no_head) {
    for (std::size_t have = 0; have < kPost.size(); ++have)
        BOOST_TEST(codeOf(kPost.substr(0, have)) == "net.bad_framing");

    BOOST_TEST(codeOf(kPost) == "ok");
    BOOST_TEST(codeOf(kPost + "x") == "net.bad_framing");
}

BOOST_AUTO_TEST_CASE(a_head_changed_in_one_byte_is_read_or_refused_and_never_another_length) {
    for (std::size_t at = 0; at < kPost.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = kPost;
            changed[at] = static_cast<char>(byte);

            const auto head = parseHead(changed);

            if (!head.ok() || head->method != "POST") continue;
            const std::size_t declared = changed.find("5 \r\n");
            const bool sameLength = head->contentLength == 5 || declared == std::string::npos ||
                                    (at >= declared - 2 && at <= declared + 1);
            BOOST_TEST(sameLength);
        }
    }
}

BOOST_AUTO_TEST_CASE(any_bytes_at_all_are_survived) {
    const unsigned seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    static const std::string kAlphabet =
        "GET/ HP1.\r\n:;=?%0\t\xff\x80"
        "aHost,-";

    for (int round = 0; round < 20000; ++round) {
        std::string bytes = round % 2 == 0 ? "GET / HTTP/1.1\r\nHost: a\r\n" : "";
        const std::size_t length = random() % 80;
        for (std::size_t i = 0; i < length; ++i) bytes += kAlphabet[random() % kAlphabet.size()];
        bytes += "\r\n\r\n";

        const auto head = parseHead(bytes);

        if (head.ok()) BOOST_TEST(head->headers.count("host") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_length_is_digits_and_nothing_else) {
    const auto withLength = [](const std::string& value) {
        return codeOf("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + value + "\r\n\r\n");
    };

    BOOST_TEST(withLength("0") == "ok");
    BOOST_TEST(withLength("9999999999") == "ok");
    for (const char* bad : {"", "-1", "+1", "1x", "0x1", "1 1", "1,1", "99999999999", "1.0", "１"})
        BOOST_TEST(withLength(bad) == "net.bad_framing");
}

BOOST_AUTO_TEST_CASE(methods_that_only_read_or_remove_need_no_length) {
    for (const char* method : {"GET", "HEAD", "DELETE", "OPTIONS"})
        BOOST_TEST(codeOf(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n") == "ok");
    for (const char* method : {"POST", "PUT", "PATCH"})
        BOOST_TEST(codeOf(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n") ==
                   "net.length_required");
}

BOOST_AUTO_TEST_CASE(a_refusal_does_not_repeat_what_was_sent) {
    const auto head = parseHead("GET / HTTP/1.1\r\nHost: a\r\nsecret-name secret-value\r\n\r\n");

    BOOST_REQUIRE(!head.ok());
    BOOST_TEST(head.error().internal.find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
