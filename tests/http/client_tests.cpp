// SPDX-License-Identifier: Apache-2.0
// The client against our own gateway, against nobody, and against servers that misbehave.
#include <thread>

#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "center/net/event_hub.h"
#include "center/net/http_client.h"
#include "center/net/wire.h"
#include "tests/http/house.h"

namespace mingjing::tests {

namespace {

std::string addressOf(std::uint16_t port) {
    return "127.0.0.1:" + std::to_string(port);
}

std::string codeOf(const kernel::Result<net::ClientAnswer>& answer) {
    return answer.ok() ? "ok" : answer.error().code;
}

/// Accepts one connection, answers with given bytes, and closes; or keeps it open when `hold`.
class Impostor {
public:
    Impostor(std::string answer, bool hold) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* any = reinterpret_cast<sockaddr*>(&address);
        BOOST_REQUIRE(::bind(listener_, any, length) == 0);
        BOOST_REQUIRE(::listen(listener_, 1) == 0);
        BOOST_REQUIRE(::getsockname(listener_, any, &length) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, text = std::move(answer), hold] { run(text, hold); });
    }
    ~Impostor() {
        release_.raise();
        ::shutdown(listener_, SHUT_RDWR);  // also ends an accept that nobody answered
        thread_.join();
        ::close(listener_);
    }
    Impostor(const Impostor&) = delete;
    Impostor& operator=(const Impostor&) = delete;
    [[nodiscard]] std::string address() const { return addressOf(port_); }

private:
    void run(const std::string& answer, bool hold) {
        const int connected = ::accept(listener_, nullptr, nullptr);
        if (connected < 0) return;
        const net::Wire wire(connected);
        std::string request;
        (void)wire.read(request, 10000, net::Deadline::in(10000), &release_);
        (void)wire.write(answer, net::Deadline::in(10000), &release_);
        if (hold) (void)release_.waitFor(net::Deadline::in(60000));
        ::close(connected);
    }
    const int listener_;
    std::uint16_t port_ = 0;
    net::StopSignal release_;
    std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(a_request_and_its_answer_travel_whole) {
    House house;
    house.start();
    const net::HttpClient client(addressOf(house.port()), 10);

    const auto posted = client.send("POST", "/echo?q=1%202", {{"X-Thing", "值"}}, "hello");
    const auto missing = client.send("GET", "/nowhere", {}, "");

    BOOST_REQUIRE(posted.ok());
    BOOST_TEST(posted->status == 200);
    BOOST_TEST(posted->body == "hello");
    BOOST_TEST(posted->headers.at("content-type") == "text/plain");
    BOOST_TEST(house.last().query.at("q") == "1 2");
    BOOST_TEST(house.last().header("x-thing") == "值");
    BOOST_REQUIRE(missing.ok());
    BOOST_TEST(missing->status == 404);
}

BOOST_AUTO_TEST_CASE(a_server_that_refuses_early_is_heard) {
    House house;
    house.start();
    const net::HttpClient client(addressOf(house.port()), 10);

    const auto answer = client.send("POST", "/echo", {}, std::string(std::size_t{4} << 20, 'x'));

    // The refusal may be lost to a reset when so much was on its way; it is never a success.
    BOOST_TEST((!answer.ok() || answer->status == 413));
}

BOOST_AUTO_TEST_CASE(nobody_there_is_told_as_unreachable) {
    std::uint16_t port = 0;
    {
        House house;
        house.start();
        port = house.port();
    }

    BOOST_TEST(codeOf(net::HttpClient(addressOf(port), 5).send("GET", "/", {}, "")) ==
               "net.unreachable");
    BOOST_TEST(codeOf(net::HttpClient("/nowhere/at/all.sock", 5).send("GET", "/", {}, "")) ==
               "net.unreachable");
    BOOST_TEST(codeOf(net::HttpClient("not an address", 5).send("GET", "/", {}, "")) ==
               "net.unreachable");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_or_malformed_is_never_taken_for_whole) {
    for (const char* bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                              "HTTP/1.1 200 OK\r\nContent-Le", "hello"}) {
        const Impostor impostor(bytes, false);
        BOOST_TEST(codeOf(net::HttpClient(impostor.address(), 10).send("GET", "/", {}, "")) ==
                   "net.bad_answer");
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_ends_in_a_timeout) {
    const Impostor impostor("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsho", true);

    BOOST_TEST(codeOf(net::HttpClient(impostor.address(), 1).send("GET", "/", {}, "")) ==
               "net.timeout");
}

BOOST_AUTO_TEST_CASE(an_answer_over_the_limit_is_refused) {
    const Impostor impostor("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nlong text", false);

    BOOST_TEST(codeOf(net::HttpClient(impostor.address(), 10).send("GET", "/", {}, "", 8)) ==
               "net.too_large");
}

BOOST_AUTO_TEST_CASE(a_request_under_way_can_be_cancelled_from_another_thread) {
    const Impostor impostor("", true);
    net::HttpClient client(impostor.address(), 60);
    std::string code;
    std::thread sender([&] { code = codeOf(client.send("GET", "/", {}, "")); });

    client.cancel();
    sender.join();

    BOOST_TEST(code == "net.cancelled");
    BOOST_TEST(codeOf(client.send("GET", "/", {}, "")) == "net.cancelled");
}

BOOST_AUTO_TEST_CASE(hints_reach_a_client_over_a_real_connection_and_end_with_the_hub) {
    House house;
    net::EventHub hub("boot");
    house.router.add("GET", "/events", [&](const net::Request& request) {
        return hub.open(request, nullptr, [] { return true; });
    });
    house.start();
    const RawClient client(house.port());
    client.send("GET /events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: old-7\r\n\r\n");
    const RawAnswer opened = client.receive(15000, "event: reset");

    hub.publish("stays", "s1", 3);
    const RawAnswer hint = client.receive(15000, "event: hint");
    hub.close();
    const RawAnswer end = client.receive();

    BOOST_TEST(opened.has("Content-Type: text/event-stream; charset=utf-8\r\n"));
    BOOST_TEST(opened.has("Cache-Control: no-store\r\n"));
    BOOST_TEST(hint.has("id: boot-1\nevent: hint\n"));
    BOOST_TEST(end.closed);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
