// SPDX-License-Identifier: Apache-2.0
// The gateway under handlers that fail, clients that dawdle, crowds, and a stop in the middle.
#include <fstream>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include "center/net/http_client.h"
#include "center/net/wire.h"
#include "tests/http/house.h"

namespace mingjing::tests {

namespace {

const std::string kGet = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";

/// A route that holds its thread until it is let go.
struct Gate {
    net::StopSignal open;
    std::atomic<int> inside{0};

    void addTo(net::Router& router) {
        router.add("GET", "/gate", [this](const net::Request&) {
            ++inside;
            (void)open.waitFor(net::Deadline::in(60000));
            return net::Response::noContent();
        });
    }
    void awaitInside(int count) const {
        while (inside < count) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
};

/// A stream that writes until it is refused.
void addTicker(net::Router& router, std::atomic<int>& running) {
    router.add("GET", "/ticks", [&running](const net::Request&) {
        net::Response response;
        response.contentType = "text/plain";
        response.stream = [&running](net::StreamWriter& writer) {
            ++running;
            while (writer.write("tick\n"))
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            --running;
        };
        return response;
    });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(robustness)

BOOST_AUTO_TEST_CASE(anything_that_a_handler_throws_becomes_a_500_that_tells_nothing) {
    House house;
    house.start();

    for (const char* what : {"std", "int", "memory"}) {
        const RawAnswer answer = exchange(
            house.port(), std::string("GET /throw/") + what + " HTTP/1.1\r\nHost: a\r\n\r\n");

        BOOST_TEST(answer.status() == 500);
        BOOST_TEST(answer.closed);
        BOOST_TEST(!answer.has("secret"));
        const auto problem = net::Json::parse(answer.body());
        BOOST_TEST(problem.at("code").get<std::string>() == "net.internal");
        BOOST_TEST(answer.has("X-Trace-Id: " + problem.at("traceId").get<std::string>()));
    }
    BOOST_TEST(exchange(house.port(), kGet).status() == 200);
    BOOST_TEST(house.server->counters().handlerFailures == 3U);
}

BOOST_AUTO_TEST_CASE(a_failure_that_a_handler_returns_is_rendered_with_its_status) {
    House house;
    house.start();

    const RawAnswer answer =
        exchange(house.port(), "GET /throw/nothing HTTP/1.1\r\nHost: a\r\n\r\n");

    BOOST_TEST(answer.status() == 503);
    BOOST_TEST(answer.has("Retry-After: 1\r\n"));
    BOOST_TEST(answer.has("\"code\":\"db.away\""));
}

BOOST_AUTO_TEST_CASE(a_header_that_would_split_the_answer_never_leaves_the_house) {
    House house;
    const std::vector<std::pair<std::string, std::string>> bad = {
        {"X-A", "b\r\nSet-Cookie: evil=1"},
        {"X-A", "b\nc"},
        {"X A", "b"},
        {"Content-Length", "3"},
        {"X-A", "\x1b["},
        {"Transfer-Encoding", "chunked"}};
    for (std::size_t i = 0; i < bad.size(); ++i)
        house.router.add("GET", "/bad/" + std::to_string(i),
                         [header = bad[i]](const net::Request&) {
                             net::Response response;
                             response.headers = {header};
                             return response;
                         });
    house.start();

    for (std::size_t i = 0; i < bad.size(); ++i) {
        const RawAnswer answer = exchange(
            house.port(), "GET /bad/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");

        BOOST_TEST(answer.status() == 500);
        BOOST_TEST(!answer.has("evil"));
        BOOST_TEST(answer.answers() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_never_finishes_is_answered_408_and_closed) {
    net::ServerOptions options = quickOptions();
    options.timeoutSeconds = 1;
    House house(options);
    house.start();
    const RawClient silent(house.port());
    const RawClient inHead(house.port());
    const RawClient inBody(house.port());

    inHead.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Slow");
    inBody.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");

    BOOST_TEST(silent.receive().closed);
    BOOST_TEST(inHead.receive().status() == 408);
    BOOST_TEST(inBody.receive().status() == 408);
    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(a_client_that_drips_cannot_stretch_the_deadline) {
    net::ServerOptions options = quickOptions();
    options.timeoutSeconds = 1;
    House house(options);
    house.start();
    const RawClient client(house.port());
    client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Slow: ");

    RawAnswer answer;
    for (int i = 0; i < 400 && !answer.closed; ++i) {
        client.send("a");
        answer = client.receive(50);
    }

    BOOST_TEST(answer.closed);
    BOOST_TEST(house.executed().empty());
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_its_answer_gives_its_thread_back) {
    net::ServerOptions options = quickOptions();
    options.timeoutSeconds = 1;
    options.threads = 1;
    House house(options);
    house.router.add("GET", "/large", [](const net::Request&) {
        return net::Response{200, "text/plain", std::string(std::size_t{64} << 20, 'x'), {}, {}};
    });
    house.start();
    const RawClient lazy(house.port());
    lazy.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");

    BOOST_TEST(exchange(house.port(), kGet).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_crowd_gets_503_with_a_reason_and_those_inside_are_served) {
    net::ServerOptions options = quickOptions();
    options.threads = 2;
    options.waiting = 2;
    House house(options);
    Gate gate;
    gate.addTo(house.router);
    house.start();
    std::vector<std::unique_ptr<RawClient>> inside;
    const auto enter = [&] {
        inside.push_back(std::make_unique<RawClient>(house.port()));
        inside.back()->send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n");
    };
    enter();
    gate.awaitInside(1);
    enter();
    gate.awaitInside(2);
    enter();
    enter();

    // The two that wait are accepted before those that come after them.
    for (int i = 0; i < 20; ++i) {
        const RawAnswer refused = exchange(house.port(), kGet);
        BOOST_TEST(refused.status() == 503);
        BOOST_TEST(refused.has("\"code\":\"net.busy\""));
        BOOST_TEST(refused.closed);
    }
    gate.open.raise();

    for (const auto& client : inside) BOOST_TEST(client->receive().status() == 204);
    BOOST_TEST(exchange(house.port(), kGet).status() == 200);
    BOOST_TEST(house.server->counters().refusedBusy == 20U);
}

BOOST_AUTO_TEST_CASE(streams_never_take_the_last_thread) {
    net::ServerOptions options = quickOptions();
    options.threads = 3;
    House house(options);
    std::atomic<int> running{0};
    addTicker(house.router, running);
    house.start();
    const std::string ask = "GET /ticks HTTP/1.1\r\nHost: a\r\n\r\n";
    const RawClient one(house.port());
    const RawClient two(house.port());
    one.send(ask);
    two.send(ask);
    BOOST_TEST(one.receive(15000, "tick").has("Transfer-Encoding: chunked\r\n"));
    BOOST_TEST(two.receive(15000, "tick").status() == 200);

    const RawAnswer third = exchange(house.port(), ask);

    BOOST_TEST(third.status() == 503);
    BOOST_TEST(exchange(house.port(), kGet).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_stream_ends_when_its_client_goes_away) {
    House house;
    std::atomic<int> running{0};
    addTicker(house.router, running);
    house.start();
    {
        const RawClient client(house.port());
        client.send("GET /ticks HTTP/1.1\r\nHost: a\r\n\r\n");
        BOOST_TEST(client.receive(15000, "tick").status() == 200);
    }

    for (int i = 0; i < 3000 && running > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));

    BOOST_TEST(running == 0);
}

BOOST_AUTO_TEST_CASE(a_stream_for_an_old_client_has_no_chunks_and_ends_with_the_connection) {
    House house;
    house.router.add("GET", "/short", [](const net::Request&) {
        net::Response response;
        response.contentType = "text/plain";
        response.stream = [](net::StreamWriter& writer) {
            writer.write("one ");
            writer.write("");
            writer.write("two");
        };
        return response;
    });
    house.start();

    const RawAnswer old = exchange(house.port(), "GET /short HTTP/1.0\r\nHost: a\r\n\r\n");
    const RawAnswer now = exchange(house.port(), "GET /short HTTP/1.1\r\nHost: a\r\n\r\n");

    BOOST_TEST(old.body() == "one two");
    BOOST_TEST(!old.has("chunked"));
    BOOST_TEST(now.body() == "4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_stream_that_fails_is_cut_and_does_not_look_whole) {
    House house;
    house.router.add("GET", "/failing", [](const net::Request&) {
        net::Response response;
        response.stream = [](net::StreamWriter& writer) {
            writer.write("begin");
            throw std::runtime_error("disk");
        };
        return response;
    });
    house.start();

    const RawAnswer answer = exchange(house.port(), "GET /failing HTTP/1.1\r\nHost: a\r\n\r\n");

    BOOST_TEST(answer.has("begin"));
    BOOST_TEST(answer.closed);
    BOOST_TEST(!answer.has("0\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_stop_ends_open_streams_lets_answers_out_and_refuses_the_unfinished) {
    net::ServerOptions options = quickOptions();
    options.threads = 60;
    House house(options);
    std::atomic<int> running{0};
    addTicker(house.router, running);
    Gate gate;
    gate.addTo(house.router);
    house.start();
    std::vector<std::unique_ptr<RawClient>> streams;
    for (int i = 0; i < 50; ++i) {
        streams.push_back(std::make_unique<RawClient>(house.port()));
        streams.back()->send("GET /ticks HTTP/1.1\r\nHost: a\r\n\r\n");
        (void)streams.back()->receive(15000, "tick");
    }
    const RawClient busy(house.port());
    busy.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n");
    gate.awaitInside(1);
    const RawClient unfinished(house.port());
    unfinished.send("GET /echo HTTP/1.1\r\nHost");

    const net::Deadline bound = net::Deadline::in(8000);
    std::thread stopper([&] { house.server->stop(); });
    const RawAnswer refused = unfinished.receive();
    for (const auto& stream : streams) BOOST_TEST(stream->receive().closed);
    gate.open.raise();
    const RawAnswer answered = busy.receive();
    stopper.join();

    BOOST_TEST(!bound.passed());
    BOOST_TEST(running == 0);
    BOOST_TEST(refused.status() == 503);
    BOOST_TEST(refused.has("net.stopping"));
    BOOST_TEST(answered.status() == 204);
    BOOST_TEST(house.server->leftBehind() == 0);
    BOOST_TEST(exchange(house.port(), kGet).status() == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_is_bounded_even_when_a_client_does_not_read) {
    House house;
    house.router.add("GET", "/flood", [](const net::Request&) {
        return net::Response{200, "text/plain", std::string(std::size_t{64} << 20, 'x'), {}, {}};
    });
    house.start();
    const RawClient lazy(house.port());
    lazy.send("GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
    (void)lazy.receive(15000, "HTTP/1.1 200");

    const net::Deadline bound = net::Deadline::in(9000);
    house.server->stop();

    BOOST_TEST(!bound.passed());
    BOOST_TEST(house.server->leftBehind() == 0);
}

BOOST_AUTO_TEST_CASE(a_handler_that_does_not_return_is_left_behind_and_said_so) {
    net::ServerOptions options = quickOptions();
    options.name = "stuck";
    static Gate* const gate = new Gate;  // outlives the test with the thread that is in it
    House house(options);
    gate->addTo(house.router);
    house.start();
    const RawClient client(house.port());
    client.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n");
    gate->awaitInside(1);

    const net::Deadline bound = net::Deadline::in(9000);
    house.server->stop();

    BOOST_TEST(!bound.passed());
    BOOST_TEST(house.server->leftBehind() == 1);
    gate->open.raise();
}

BOOST_AUTO_TEST_CASE(the_clients_address_is_believed_from_a_proxy_on_this_machine) {
    House house;
    house.start();
    const auto peerOf = [&](const std::string& headers) {
        exchange(house.port(), "GET /echo HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
        return house.last().peer;
    };

    BOOST_TEST(peerOf("X-Real-IP: 10.1.2.3\r\n") == "10.1.2.3");
    BOOST_TEST(peerOf("") == "127.0.0.1");
    BOOST_TEST(peerOf("X-Real-IP: nonsense\r\n") == "127.0.0.1");
    BOOST_TEST(peerOf("X-Forwarded-For: 10.1.2.3\r\n") == "127.0.0.1");
    peerOf("X-User-ID: admin\r\n");
    BOOST_TEST(house.last().header("x-user-id").empty());
}

BOOST_AUTO_TEST_CASE(a_busy_port_is_told_with_its_address) {
    House house;
    house.start();
    net::ServerOptions options = quickOptions();
    options.listen = "127.0.0.1:" + std::to_string(house.port());
    net::HttpServer second(options, {});

    const auto started = second.start();

    BOOST_REQUIRE(!started.ok());
    BOOST_TEST(started.error().code == "net.port_busy");
    BOOST_TEST(started.error().internal.find(options.listen) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_unix_socket_serves_with_its_mode_replaces_a_stale_one_and_is_removed) {
    net::ServerOptions options = quickOptions();
    options.listen = "/tmp/mingjing-test-" + std::to_string(::getpid()) + ".sock";
    options.socketMode = 0600;
    const net::HttpClient client(options.listen, 10);
    for (int round = 0; round < 2; ++round) {
        House house(options);
        house.start();
        struct stat info {};
        BOOST_TEST(::stat(options.listen.c_str(), &info) == 0);
        BOOST_TEST((info.st_mode & 0777U) == 0600U);

        const auto answer = client.send("POST", "/echo", {}, "hello");
        net::HttpServer rival(options, {});
        const auto refused = rival.start();

        BOOST_REQUIRE(answer.ok());
        BOOST_TEST(answer->body == "hello");
        BOOST_TEST(house.last().peer == "local");
        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST(refused.error().code == "net.port_busy");
        house.server->stop();
        BOOST_TEST(::stat(options.listen.c_str(), &info) != 0);
    }
    std::ofstream(options.listen) << "a file, not a socket";
    net::HttpServer server(options, {});
    BOOST_TEST(!server.start().ok());
    ::unlink(options.listen.c_str());
}

BOOST_AUTO_TEST_CASE(many_clients_at_once_all_get_their_own_answer) {
    net::ServerOptions options = quickOptions();
    options.waiting = 200;
    House house(options);
    house.start();
    std::atomic<int> right{0};
    std::vector<std::thread> threads;

    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            const net::HttpClient client("127.0.0.1:" + std::to_string(house.port()), 20);
            for (int i = 0; i < 50; ++i) {
                const std::string body = std::to_string(t * 1000 + i);
                const auto answer = client.send("POST", "/echo", {}, body);
                if (answer.ok() && answer->status == 200 && answer->body == body) ++right;
            }
        });
    for (std::thread& thread : threads) thread.join();

    BOOST_TEST(right == 400);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
