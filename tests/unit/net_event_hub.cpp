// SPDX-License-Identifier: Apache-2.0
// Live hints: what a client gets when it resumes, falls behind, loses its rights, or is one too
// many.
#include <atomic>
#include <condition_variable>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "center/kernel/guarded.h"
#include "center/net/event_hub.h"

namespace mingjing::tests {

namespace {

/// The other end of a stream, in memory.
class Listener final : public net::StreamWriter {
public:
    bool write(std::string_view bytes) override {
        auto access = text_.lock();
        access->append(bytes);
        changed_.notify_all();
        return !stopping_;
    }
    [[nodiscard]] bool stopping() const override { return stopping_; }
    void stop() { stopping_ = true; }

    /// Everything so far, once `wanted` is in it; all there is after a generous while.
    std::string await(const std::string& wanted) {
        auto access = text_.lock();
        changed_.wait_for(access.uniqueLock(), std::chrono::seconds(20),
                          [&] { return access->find(wanted) != std::string::npos; });
        return *access;
    }

private:
    kernel::Guarded<std::string> text_;
    std::condition_variable changed_;
    std::atomic<bool> stopping_{false};
};

bool always() {
    return true;
}

/// A client of a hub, listening on its own thread.
class Client {
public:
    Client(net::EventHub& hub, const std::string& lastId, net::EventHub::Filter filter = nullptr,
           net::EventHub::StillAllowed allowed = always) {
        net::Request request;
        if (!lastId.empty()) request.headers["last-event-id"] = lastId;
        response_ = hub.open(request, std::move(filter), std::move(allowed));
        if (response_.stream)
            thread_ = std::thread([this] {
                response_.stream(listener);
                ended = true;
            });
    }
    ~Client() { end(); }
    void end() {
        listener.stop();
        if (thread_.joinable()) thread_.join();
    }
    void awaitEnd() {
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] const net::Response& response() const { return response_; }

    Listener listener;
    std::atomic<bool> ended{false};

private:
    net::Response response_;
    std::thread thread_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_hub)

BOOST_AUTO_TEST_CASE(a_hint_reaches_every_client_that_may_see_its_topic) {
    net::EventHub hub("boot-a");
    Client all(hub, "");
    Client rooms(hub, "", [](const std::string& topic) { return topic == "rooms"; });
    all.listener.await("id: boot-a-0\n\n");
    rooms.listener.await("id: boot-a-0\n\n");

    hub.publish("stays", "s1", 3);
    hub.publish("rooms", "r1", 4);

    const std::string hint =
        "id: boot-a-2\nevent: hint\ndata: {\"seq\":4,\"stream\":\"r1\",\"topic\":\"rooms\"}\n\n";
    BOOST_TEST(contains(all.listener.await(hint), "\"topic\":\"stays\""));
    BOOST_TEST(!contains(rooms.listener.await(hint), "stays"));
    BOOST_TEST(contains(all.response().contentType, "text/event-stream"));
}

BOOST_AUTO_TEST_CASE(a_client_that_resumes_gets_exactly_what_it_missed) {
    net::EventHub hub("b");
    for (int i = 1; i <= 4; ++i) hub.publish("t", "s", i);

    Client client(hub, "b-2");

    const std::string text = client.listener.await("id: b-4\n");
    BOOST_TEST(contains(text, "id: b-3\nevent: hint"));
    BOOST_TEST(!contains(text, "id: b-1\n"));
    BOOST_TEST(!contains(text, "reset"));
}

BOOST_AUTO_TEST_CASE(an_unknown_too_old_future_or_malformed_id_is_answered_with_a_reset) {
    net::EventHub hub("b", {2, 8});
    for (int i = 1; i <= 5; ++i) hub.publish("t", "s", i);

    for (const char* id :
         {"other-5", "b-2", "b-6", "b-", "b-5x", "b", "-5", "b-99999999999999999999"}) {
        Client client(hub, id);
        BOOST_TEST(
            contains(client.listener.await("event: reset"), "id: b-5\nevent: reset\ndata: {}\n\n"));
    }
    Client known(hub, "b-3");
    BOOST_TEST(!contains(known.listener.await("id: b-5\n"), "reset"));
}

BOOST_AUTO_TEST_CASE(a_client_that_falls_behind_the_ring_is_reset_and_goes_on_with_the_newest) {
    net::EventHub hub("b", {4, 8});
    std::atomic<bool> hold{true};
    std::atomic<int> asked{0};
    Client slow(hub, "", nullptr, [&] {
        if (++asked == 1) return true;
        while (hold) std::this_thread::yield();
        return true;
    });
    slow.listener.await("id: b-0\n");
    hub.publish("t", "s", 1);
    while (asked < 2) std::this_thread::yield();

    for (int i = 2; i <= 20; ++i) hub.publish("t", "s", i);
    hold = false;
    const std::string text = slow.listener.await("event: reset");
    hub.publish("t", "s", 21);

    BOOST_TEST(contains(text, "id: b-20\nevent: reset"));
    BOOST_TEST(!contains(text, "id: b-2\n"));
    BOOST_TEST(contains(slow.listener.await("id: b-21\n"), "\"seq\":21"));
}

BOOST_AUTO_TEST_CASE(a_client_whose_rights_end_hears_nothing_more_and_is_ended) {
    net::EventHub hub("b");
    std::atomic<bool> allowed{true};
    Client client(hub, "", nullptr, [&] { return allowed.load(); });
    client.listener.await("id: b-0\n");

    allowed = false;
    hub.publish("t", "secret", 1);
    client.awaitEnd();

    BOOST_TEST(!contains(client.listener.await(""), "secret"));
    BOOST_TEST(hub.clients() == 1U);  // the seat is given back with the answer
}

BOOST_AUTO_TEST_CASE(an_idle_client_is_asked_for_its_rights_and_ended_without_any_hint) {
    net::EventHub hub("b");
    std::atomic<bool> allowed{true};
    Client client(hub, "", nullptr, [&] { return allowed.load(); });
    client.listener.await("id: b-0\n");

    allowed = false;
    client.awaitEnd();

    BOOST_TEST(client.ended.load());
}

BOOST_AUTO_TEST_CASE(a_quiet_stream_has_a_heartbeat_that_carries_the_newest_id) {
    net::EventHub hub("b");
    Client client(hub, "", [](const std::string&) { return false; });
    client.listener.await("id: b-0\n");

    hub.publish("hidden", "s", 1);

    BOOST_TEST(contains(client.listener.await(": heartbeat"), "id: b-1\n: heartbeat\n\n"));
}

BOOST_AUTO_TEST_CASE(one_client_too_many_is_refused_and_a_free_seat_is_given_again) {
    net::EventHub hub("b", {16, 2});
    {
        Client first(hub, "");
        Client second(hub, "");
        const Client third(hub, "");

        BOOST_REQUIRE(third.response().failure.has_value());
        BOOST_TEST(third.response().failure->code == "net.busy");
        BOOST_TEST(third.response().status == 503);
    }

    const Client again(hub, "");
    BOOST_TEST(!again.response().failure.has_value());
}

BOOST_AUTO_TEST_CASE(closing_the_hub_ends_all_streams_and_later_hints_are_dropped) {
    auto hub = std::make_unique<net::EventHub>("b");
    Client client(*hub, "");
    client.listener.await("id: b-0\n");

    hub->close();
    hub->publish("t", "s", 1);
    client.awaitEnd();
    hub.reset();

    BOOST_TEST(client.ended.load());
}

BOOST_AUTO_TEST_CASE(many_publishers_and_clients_lose_nothing) {
    net::EventHub hub("b");
    Client one(hub, "");
    Client two(hub, "");
    one.listener.await("id: b-0\n");
    two.listener.await("id: b-0\n");

    std::vector<std::thread> publishers;
    for (int p = 0; p < 4; ++p)
        publishers.emplace_back([&hub] {
            for (int i = 0; i < 100; ++i) hub.publish("t", "s", i);
        });
    for (std::thread& publisher : publishers) publisher.join();

    for (Client* client : {&one, &two}) {
        const std::string text = client->listener.await("id: b-400\n");
        for (int number = 1; number <= 400; ++number)
            BOOST_TEST(contains(text, "id: b-" + std::to_string(number) + "\nevent: hint"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
