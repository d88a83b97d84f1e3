// SPDX-License-Identifier: Apache-2.0
// Every trick that makes two readers of one byte stream disagree is refused, and nothing runs.
#include <boost/test/unit_test.hpp>

#include "tests/http/house.h"

namespace mingjing::tests {

namespace {

using namespace std::string_literals;

struct Trick {
    const char* name;
    std::string bytes;
    int status;
};

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(const std::string& headers, const std::string& rest) {
    return "POST /echo HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + rest;
}
std::string get(const std::string& headers) {
    return "GET /echo HTTP/1.1\r\n" + headers + "\r\n" + kSmuggled;
}

const std::vector<Trick>& tricks() {
    static const std::vector<Trick> kTricks = {
        {"length and chunked",
         post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + kSmuggled), 400},
        {"chunked and length",
         post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + kSmuggled), 400},
        {"chunked alone", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + kSmuggled), 411},
        {"xchunked", post("Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n", kSmuggled), 400},
        {"xchunked alone", post("Transfer-Encoding: xchunked\r\n", kSmuggled), 400},
        {"gzip, chunked",
         post("Transfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n",
              "5\r\nhello\r\n0\r\n\r\n"),
         400},
        {"chunked twice",
         post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
              "0\r\n\r\n" + kSmuggled),
         400},
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 5\r\n", "hello"), 400},
        {"two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"length list", post("Content-Length: 5, 5\r\n", "hello"), 400},
        {"negative length", post("Content-Length: -1\r\n", kSmuggled), 400},
        {"signed length", post("Content-Length: +5\r\n", "hello"), 400},
        {"length with junk", post("Content-Length: 5x\r\n", "hello"), 400},
        {"hexadecimal length", post("Content-Length: 0x5\r\n", "hello"), 400},
        {"empty length", post("Content-Length:\r\n", kSmuggled), 400},
        {"length of eleven digits", post("Content-Length: 00000000005\r\n", "hello"), 400},
        {"no length", post("", kSmuggled), 411},
        {"space before colon", post("Content-Length : 36\r\n", kSmuggled), 400},
        {"tab before colon", post("Content-Length\t: 36\r\n", kSmuggled), 400},
        {"folded header", post("X-A: b\r\n Content-Length: 35\r\n", kSmuggled), 400},
        {"folded first header", "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"bare line feeds", "GET /echo HTTP/1.1\nHost: a\n\n", 400},
        {"one bare line feed", get("Host: a\nX-A: b\r\n"), 400},
        {"bare return", get("Host: a\rX-A: b\r\n"), 400},
        {"return in value", get("Host: a\r\nX-A: b\r\r\n"), 400},
        {"NUL in value", get("Host: a\r\nX-A: b\0c\r\n"s), 400},
        {"escape in value", get("Host: a\r\nX-A: \x1b[31m\r\n"), 400},
        {"DEL in value", get("Host: a\r\nX-A: \x7f\r\n"), 400},
        {"C1 control in value",
         get("Host: a\r\nX-A: \xc2\x9b"
             "31m\r\n"),
         400},
        {"not UTF-8 in value", get("Host: a\r\nX-A: \xff\r\n"), 400},
        {"encoded word", get("Host: a\r\nX-A: =?utf-8?B?dg0KU2V0LUNvb2tpZTogZT0x?=\r\n"), 400},
        {"no host", get(""), 400},
        {"empty host", get("Host:\r\n"), 400},
        {"two hosts", get("Host: a\r\nHost: a\r\n"), 400},
        {"host with path", get("Host: a/b\r\n"), 400},
        {"host with user", get("Host: u@a\r\n"), 400},
        {"no colon", get("Host: a\r\nnonsense\r\n"), 400},
        {"empty header name", get("Host: a\r\n: b\r\n"), 400},
        {"header name with slash", get("Host: a\r\nX/A: b\r\n"), 400},
        {"authorization twice", get("Host: a\r\nAuthorization: b\r\nAuthorization: c\r\n"), 400},
        {"cookie twice", get("Host: a\r\nCookie: b=1\r\nCookie: b=2\r\n"), 400},
        {"body on GET", get("Host: a\r\nContent-Length: 35\r\n"), 400},
        {"lower-case method", "get /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"method with mark", "G=T /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"long method", "AAAAAAAAAAAAAAAAA /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"leading empty line", "\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"two spaces", "GET  /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"tab between parts", "GET\t/echo\tHTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"HTTP/0.9", "GET /echo\r\n\r\n", 400},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"HTTP/1.2", "GET /echo HTTP/1.2\r\nHost: a\r\n\r\n", 400},
        {"TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
        {"absolute form", "GET http://a/echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"connect", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"fragment", "GET /echo#x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"dot segments", "GET /x/../echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"escaped dot segments", "GET /x/%2e%2E/echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"escaped slash", "GET /x%2fecho HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"escaped backslash", "GET /x%5cecho HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"escaped NUL", "GET /echo%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"escaped line end", "GET /echo?q=a%0d%0ab HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"bad escape", "GET /echo%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"cut escape", "GET /echo?q=%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"overlong UTF-8", "GET /%c0%afecho HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"surrogate", "GET /echo?q=%ed%a0%80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"raw bytes in target", "GET /\xe4\xb8\xad HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"query name twice", "GET /echo?a=1&a=2 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"unknown expectation", post("Content-Length: 5\r\nExpect: cookies\r\n", "hello"), 417},
        {"long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"huge head", get("Host: a\r\nX-A: " + std::string(20000, 'a') + "\r\n"), 431},
        {"endless head", "GET /echo HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(40000, 'a'), 431},
        {"body over the limit", post("Content-Length: 65\r\n", std::string(65, 'a')), 413},
        {"gigantic length", post("Content-Length: 9999999999\r\n", kSmuggled), 413},
        {"unknown path", "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 404},
        {"unknown path with body",
         "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 35\r\n\r\n" + kSmuggled, 404},
        {"unknown method", "DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n", 405},
    };
    return kTricks;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(framing)

BOOST_AUTO_TEST_CASE(every_trick_is_refused_and_closed_and_nothing_is_executed) {
    House house;
    house.start();

    for (const Trick& trick : tricks()) {
        BOOST_TEST_CONTEXT(trick.name) {
            const RawAnswer answer = exchange(house.port(), trick.bytes);

            BOOST_TEST(answer.status() == trick.status);
            BOOST_TEST(answer.closed);
            BOOST_TEST(answer.answers() == 1U);
            BOOST_TEST(answer.has("Connection: close\r\n"));
            BOOST_TEST(answer.has("Content-Type: application/problem+json\r\n"));
            const auto problem = net::Json::parse(answer.body(), nullptr, false);
            BOOST_REQUIRE(problem.is_object());
            BOOST_TEST(problem.at("status").get<int>() == trick.status);
            BOOST_TEST(problem.at("code").get<std::string>().starts_with("net."));
            BOOST_TEST(!problem.at("traceId").get<std::string>().empty());
        }
    }

    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(too_many_headers_are_refused) {
    House house;
    house.start();
    std::string head = "GET /echo HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 64; ++i) head += "X-" + std::to_string(i) + ": 1\r\n";

    const RawAnswer answer = exchange(house.port(), head + "\r\n");

    BOOST_TEST(answer.status() == 431);
    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(a_request_hidden_in_a_body_is_only_a_body) {
    House house;
    house.start();

    const RawAnswer answer = exchange(house.port(), post("Content-Length: 35\r\n", kSmuggled));

    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.closed);
    BOOST_TEST(answer.body() == kSmuggled);
    BOOST_TEST(house.executed() == std::vector<std::string>{"POST /echo " + kSmuggled},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_request_behind_a_request_is_never_executed) {
    House house;
    house.start();

    const RawAnswer answer =
        exchange(house.port(), post("Content-Length: 5\r\n", "hello" + kSmuggled));
    const RawAnswer second =
        exchange(house.port(),
                 "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n" + kSmuggled);

    BOOST_TEST(answer.body() == "hello");
    BOOST_TEST(answer.answers() == 1U);
    BOOST_TEST(answer.closed);
    BOOST_TEST(second.answers() == 1U);
    BOOST_TEST(second.closed);
    BOOST_TEST(house.executed().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_unread_body_behind_a_failing_handler_is_never_executed) {
    House house;
    house.start();

    const RawAnswer answer =
        exchange(house.port(),
                 "POST /throw/std HTTP/1.1\r\nHost: a\r\nContent-Length: 35\r\n\r\n" + kSmuggled);

    BOOST_TEST(answer.status() == 500);
    BOOST_TEST(answer.answers() == 1U);
    BOOST_TEST(answer.closed);
    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(a_body_cut_short_is_refused) {
    House house;
    house.start();
    const RawClient client(house.port());

    client.send(post("Content-Length: 5\r\n", "hel"));
    client.endSending();
    const RawAnswer answer = client.receive();

    BOOST_TEST(answer.status() == 400);
    BOOST_TEST(answer.closed);
    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(a_method_that_a_path_does_not_have_is_answered_with_those_it_has) {
    House house;
    house.start();

    const RawAnswer answer = exchange(house.port(),
                                      "PUT /echo HTTP/1.1\r\nHost: a\r\n"
                                      "Content-Length: 0\r\n\r\n");

    BOOST_TEST(answer.status() == 405);
    BOOST_TEST(answer.has("Allow: GET, POST\r\n"));
}

BOOST_AUTO_TEST_CASE(a_client_that_waits_for_100_is_told_to_go_on_unless_the_body_is_too_large) {
    House house;
    house.start();
    const RawClient patient(house.port());
    const RawClient greedy(house.port());

    patient.send(post("Content-Length: 5\r\nExpect: 100-continue\r\n", ""));
    const RawAnswer interim = patient.receive(15000, "\r\n\r\n");
    patient.send("hello");
    const RawAnswer answer = patient.receive();
    greedy.send(post("Content-Length: 100\r\nExpect: 100-continue\r\n", ""));
    const RawAnswer refused = greedy.receive();

    BOOST_TEST(interim.status() == 100);
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.body() == "hello");
    BOOST_TEST(refused.status() == 413);
}

BOOST_AUTO_TEST_CASE(a_request_that_arrives_byte_by_byte_is_read_like_any_other) {
    House house;
    house.start();
    const RawClient client(house.port());

    for (const char c : post("Content-Length: 5\r\n", "hello")) client.send({&c, 1});
    const RawAnswer answer = client.receive();

    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.body() == "hello");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
