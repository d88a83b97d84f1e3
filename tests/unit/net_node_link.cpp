// SPDX-License-Identifier: Apache-2.0
// A node against a center that goes away, forgets to answer, answers nonsense, or hangs.
#include <atomic>

#include <boost/test/unit_test.hpp>

#include "center/kernel/guarded.h"
#include "center/net/http_server.h"
#include "center/net/node_link.h"
#include "center/net/wire.h"
#include "tests/unit/net_scratch.h"

namespace mingjing::tests {

namespace {

using kernel::Json;

/// Keeps what it was told by (boot, seq), and can be made to misbehave.
class FakeCenter {
public:
    enum class Mood { Good, StoreButFail, Garbage, RefuseKey, AckHalf, Hang };

    explicit FakeCenter(std::string socket) : socket_(std::move(socket)) { open(); }
    ~FakeCenter() {
        close();
        BOOST_TEST(!hadHoles_);
    }

    void open() {
        net::Router router;
        router.add("POST", "/node/v1/reports",
                   [this](const net::Request& request) { return onReports(request); });
        router.add("GET", "/node/v1/desired",
                   [this](const net::Request& request) { return onDesired(request); });
        net::ServerOptions options;
        options.name = "fake-center";
        options.listen = socket_;
        options.renderProblem = [](const kernel::Error& error, const std::string&) {
            return Json{{"code", error.code}};
        };
        server_ = std::make_unique<net::HttpServer>(options, router);
        BOOST_REQUIRE(server_->start().ok());
    }
    void close() {
        release_.raise();
        server_.reset();
    }

    /// "number" of each stored report, in order of arrival, without repetitions.
    std::vector<int> numbers() { return state_.lock()->numbers; }
    std::vector<std::string> boots() { return state_.lock()->boots; }
    Json lastStatus() { return state_.lock()->status; }
    std::string lastRev() { return state_.lock()->rev; }
    void desire(std::int64_t rev) { desiredRev_ = rev; }

    std::atomic<Mood> mood{Mood::Good};
    std::atomic<int> posts{0};

private:
    struct State {
        std::vector<int> numbers;
        std::vector<std::string> boots;
        std::map<std::string, std::int64_t> acked;
        Json status;
        std::string rev;
    };

    net::Response onReports(const net::Request& request) {
        ++posts;
        if (mood == Mood::Hang) (void)release_.waitFor(net::Deadline::in(60000));
        if (mood == Mood::RefuseKey || request.header("x-node") != "recorder-1" ||
            request.header("authorization") != "Bearer key")
            return net::Response::failed(
                kernel::Error::of(kernel::ErrorKind::NotAuthenticated, "node.unknown"));
        const Json body = Json::parse(request.body);
        const std::int64_t acked = store(body);
        if (mood == Mood::StoreButFail)
            return net::Response::failed(kernel::Error::of(kernel::ErrorKind::Internal, "x"));
        if (mood == Mood::Garbage) return net::Response{200, "text/html", "<html>", {}, {}};
        return net::Response::json(200, {{"ackedSeq", acked}});
    }

    std::int64_t store(const Json& body) {
        auto state = state_.lock();
        if (body.contains("status")) state->status = body["status"];
        const std::string boot = body["boot"].get<std::string>();
        std::int64_t& acked = state->acked[boot];
        const std::size_t count = body["reports"].size();
        const std::size_t taken = mood == Mood::AckHalf ? (count + 1) / 2 : count;
        for (std::size_t i = 0; i < taken; ++i) {
            const Json& report = body["reports"][i];
            const auto seq = report["seq"].get<std::int64_t>();
            if (seq <= acked) continue;
            if (seq != acked + 1) hadHoles_ = true;
            acked = seq;
            state->numbers.push_back(report["body"]["number"].get<int>());
            if (state->boots.empty() || state->boots.back() != boot) state->boots.push_back(boot);
        }
        return acked;
    }

    net::Response onDesired(const net::Request& request) {
        state_.lock()->rev = request.query.at("rev");
        const net::Deadline poll = net::Deadline::in(20000);
        while (!poll.passed()) {
            const std::int64_t rev = desiredRev_;
            if (rev > 0 && std::to_string(rev) != request.query.at("rev"))
                return net::Response::json(200, {{"rev", rev}, {"cameras", Json::array()}});
            if (release_.waitFor(net::Deadline::in(20))) break;
        }
        return net::Response::noContent();
    }

    const std::string socket_;
    std::atomic<bool> hadHoles_{false};  // Boost.Test itself is for one thread
    kernel::Guarded<State> state_;
    std::atomic<std::int64_t> desiredRev_{0};
    net::StopSignal release_;
    std::unique_ptr<net::HttpServer> server_;
};

const kernel::SystemClock kClock;

net::NodeLinkOptions optionsIn(const Scratch& scratch) {
    net::NodeLinkOptions options;
    options.node = "recorder-1";
    options.key = "key";
    options.center = scratch / "center.sock";
    options.spoolDir = scratch / "spool";
    return options;
}

void report(net::NodeLink& link, int number) {
    BOOST_REQUIRE(link.report("gap", 1, {{"number", number}}).ok());
}

std::vector<int> upTo(int last) {
    std::vector<int> numbers;
    for (int number = 1; number <= last; ++number) numbers.push_back(number);
    return numbers;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(node_link)

BOOST_AUTO_TEST_CASE(a_report_is_delivered_with_the_newest_status_and_then_forgotten) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    net::NodeLink link(optionsIn(scratch), kClock, nullptr, [] { return Json{{"free", 7}}; });
    BOOST_REQUIRE(link.start().ok());

    report(link, 1);

    BOOST_TEST(eventually([&] { return link.waiting() == 0 && link.connected(); }));
    BOOST_TEST(center.numbers() == upTo(1), boost::test_tools::per_element());
    BOOST_TEST(center.lastStatus() == (Json{{"free", 7}}));
}

BOOST_AUTO_TEST_CASE(a_status_is_sent_again_and_again_without_any_report) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    std::atomic<int> asked{0};
    net::NodeLink link(optionsIn(scratch), kClock, nullptr, [&] { return Json(++asked); });
    BOOST_REQUIRE(link.start().ok());

    BOOST_TEST(eventually([&] { return center.posts >= 3; }));
    BOOST_TEST(asked >= 3);
}

BOOST_AUTO_TEST_CASE(reports_wait_while_center_is_away_and_arrive_in_order_once) {
    const Scratch scratch;
    net::NodeLink link(optionsIn(scratch), kClock, nullptr, nullptr);
    BOOST_REQUIRE(link.start().ok());
    for (int number = 1; number <= 250; ++number) report(link, number);
    BOOST_TEST(!link.connected());
    BOOST_TEST(link.waiting() == 250U);

    FakeCenter center(scratch / "center.sock");

    BOOST_TEST(eventually([&] { return link.waiting() == 0; }));
    BOOST_TEST(center.numbers() == upTo(250), boost::test_tools::per_element());
    center.close();
    BOOST_TEST(eventually([&] { return !link.connected(); }));
    report(link, 251);
    center.open();
    BOOST_TEST(eventually([&] { return link.waiting() == 0; }));
    BOOST_TEST(center.numbers() == upTo(251), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reports_of_a_node_that_was_restarted_arrive_under_their_old_boot_first) {
    const Scratch scratch;
    for (int boot = 0; boot < 3; ++boot) {
        net::NodeLink link(optionsIn(scratch), kClock, nullptr, nullptr);
        BOOST_REQUIRE(link.start().ok());
        for (int i = 1; i <= 4; ++i) report(link, boot * 4 + i);
    }
    FakeCenter center(scratch / "center.sock");

    net::NodeLink link(optionsIn(scratch), kClock, nullptr, nullptr);
    BOOST_REQUIRE(link.start().ok());
    report(link, 13);

    BOOST_TEST(eventually([&] { return link.waiting() == 0; }));
    BOOST_TEST(center.numbers() == upTo(13), boost::test_tools::per_element());
    BOOST_TEST(center.boots().size() == 4U);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_lost_wrong_or_partial_only_means_once_more) {
    using Mood = FakeCenter::Mood;
    for (const Mood mood : {Mood::StoreButFail, Mood::Garbage, Mood::RefuseKey, Mood::AckHalf}) {
        const Scratch scratch;
        FakeCenter center(scratch / "center.sock");
        center.mood = mood;
        net::NodeLink link(optionsIn(scratch), kClock, nullptr, nullptr);
        BOOST_REQUIRE(link.start().ok());
        for (int number = 1; number <= 9; ++number) report(link, number);
        const int before = center.posts;
        BOOST_TEST(eventually([&] { return center.posts >= before + 2; }));

        center.mood = Mood::Good;

        BOOST_TEST(eventually([&] { return link.waiting() == 0; }));
        BOOST_TEST(center.numbers() == upTo(9), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_new_desired_state_is_handed_over_with_each_revision) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    std::atomic<std::int64_t> seen{0};
    net::NodeLink link(
        optionsIn(scratch), kClock,
        [&](const Json& desired) { seen = desired["rev"].get<std::int64_t>(); }, nullptr);
    BOOST_REQUIRE(link.start().ok());

    for (const std::int64_t rev : {5, 6, 3}) {  // smaller again: center was set up anew
        center.desire(rev);
        BOOST_TEST(eventually([&] { return seen == rev; }));
        BOOST_TEST(eventually([&] { return center.lastRev() == std::to_string(rev); }));
    }
}

BOOST_AUTO_TEST_CASE(a_desired_state_that_could_not_be_applied_is_asked_for_again) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    center.desire(5);
    std::atomic<int> tries{0};
    net::NodeLink link(
        optionsIn(scratch), kClock,
        [&](const Json&) {
            if (++tries < 3) throw std::runtime_error("not now");
        },
        nullptr);
    BOOST_REQUIRE(link.start().ok());

    BOOST_TEST(eventually([&] { return tries >= 3 && center.lastRev() == "5"; }));
    BOOST_TEST(tries == 3);
}

BOOST_AUTO_TEST_CASE(a_link_stops_at_once_even_when_center_hangs) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    center.mood = FakeCenter::Mood::Hang;
    net::NodeLink link(
        optionsIn(scratch), kClock, [](const Json&) {}, nullptr);
    BOOST_REQUIRE(link.start().ok());
    report(link, 1);
    BOOST_TEST(eventually([&] { return center.posts > 0 && !center.lastRev().empty(); }));

    const net::Deadline bound = net::Deadline::in(5000);
    link.stop();

    BOOST_TEST(!bound.passed());
    BOOST_TEST(link.waiting() == 1U);
    BOOST_TEST(link.report("gap", 1, {{"number", 2}}).ok());  // for the next start
    BOOST_TEST(link.waiting() == 2U);
}

BOOST_AUTO_TEST_CASE(a_status_source_that_fails_does_not_hold_up_reports) {
    const Scratch scratch;
    FakeCenter center(scratch / "center.sock");
    net::NodeLink link(optionsIn(scratch), kClock, nullptr,
                       []() -> Json { throw std::runtime_error("no status"); });
    BOOST_REQUIRE(link.start().ok());

    report(link, 1);

    BOOST_TEST(eventually([&] { return link.waiting() == 0; }));
}

BOOST_AUTO_TEST_CASE(a_link_that_was_not_started_says_so) {
    const Scratch scratch;
    net::NodeLink link(optionsIn(scratch), kClock, nullptr, nullptr);

    const auto refused = link.report("gap", 1, Json::object());

    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(refused.error().code == "node.not_started");
    BOOST_TEST(link.waiting() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
