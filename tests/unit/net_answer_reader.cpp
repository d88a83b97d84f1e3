// SPDX-License-Identifier: Apache-2.0
// The client's side: an answer that was cut is never taken for a whole one.
#include <boost/test/unit_test.hpp>

#include "center/net/answer_reader.h"

namespace mingjing::tests {

namespace {

/// The outcome of an answer that arrives in portions of `portion` bytes and then ends.
std::string bodyOf(const std::string& bytes, std::size_t portion, std::size_t limit = 100) {
    net::AnswerReader reader(limit);
    for (std::size_t at = 0; at < bytes.size(); at += portion) {
        const auto taken = reader.take(std::string_view(bytes).substr(at, portion));
        if (!taken.ok()) return taken.error().code;
    }
    const auto ended = reader.end();
    return ended.ok() ? reader.answer().body : ended.error().code;
}

const std::string kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n"
    "\r\n";
const std::string kSized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

}  // namespace

BOOST_AUTO_TEST_SUITE(answer_reader)

BOOST_AUTO_TEST_CASE(an_answer_is_the_same_in_any_portions) {
    for (std::size_t portion = 1; portion < 60; ++portion) {
        BOOST_TEST(bodyOf(kChunked, portion) == "abc0123456789");
        BOOST_TEST(bodyOf(kSized, portion) == "hello");
        BOOST_TEST(bodyOf("HTTP/1.1 100 Continue\r\n\r\n" + kSized, portion) == "hello");
        BOOST_TEST(bodyOf("HTTP/1.0 200 OK\r\n\r\nall of it", portion) == "all of it");
        BOOST_TEST(bodyOf("HTTP/1.1 204 No Content\r\n\r\n", portion).empty());
    }
}

BOOST_AUTO_TEST_CASE(an_answer_cut_at_any_byte_is_refused) {
    for (std::size_t have = 0; have < kChunked.size(); ++have)
        BOOST_TEST(bodyOf(kChunked.substr(0, have), 7) == "net.bad_answer");
    for (std::size_t have = 0; have < kSized.size(); ++have)
        BOOST_TEST(bodyOf(kSized.substr(0, have), 7) == "net.bad_answer");
}

BOOST_AUTO_TEST_CASE(an_answer_over_the_limit_is_refused) {
    BOOST_TEST(bodyOf(kChunked, 9, 12) == "net.too_large");
    BOOST_TEST(bodyOf(kSized, 9, 4) == "net.too_large");
    BOOST_TEST(bodyOf("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x'), 9) == "net.too_large");
    BOOST_TEST(bodyOf("HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'x'), 999) == "net.bad_answer");
}

BOOST_AUTO_TEST_CASE(an_answer_with_two_readings_is_refused) {
    const auto withHeaders = [](const std::string& headers, const std::string& body = "hello") {
        return bodyOf("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body, 11);
    };

    BOOST_TEST(withHeaders("Content-Length: 5\r\nContent-Length: 5\r\n") == "net.bad_answer");
    BOOST_TEST(withHeaders("Content-Length: -5\r\n") == "net.bad_answer");
    BOOST_TEST(withHeaders("Content-Length: 5x\r\n") == "net.bad_answer");
    BOOST_TEST(withHeaders("Content-Length : 5\r\n") == "net.bad_answer");
    BOOST_TEST(withHeaders("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") ==
               "net.bad_answer");
    BOOST_TEST(withHeaders("Transfer-Encoding: gzip\r\n") == "net.bad_answer");
    BOOST_TEST(withHeaders("Transfer-Encoding: chunked\r\n", "5\r\nhelloX\r\n0\r\n\r\n") ==
               "net.bad_answer");
    BOOST_TEST(bodyOf("SSH-2.0-OpenSSH_9.2\r\n\r\n", 5) == "net.bad_answer");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
