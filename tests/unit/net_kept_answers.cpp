// SPDX-License-Identifier: Apache-2.0
// One answer for many: made once, out of date after a commit or a quarter of a second.
#include <atomic>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "center/net/kept_answers.h"

using namespace mingjing;

namespace {

/// Counts how often it was asked to make an answer.
struct Maker {
    std::atomic<int> made{0};
    kernel::Result<std::string> operator()() { return "answer " + std::to_string(++made); }
};

std::string ask(net::KeptAnswers& answers, const std::string& key, Maker& maker) {
    const auto found = answers.find(key, [&] { return maker(); });
    return found.ok() ? *found : found.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kept_answers)

BOOST_AUTO_TEST_CASE(an_answer_is_given_again_until_something_is_committed) {
    const kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
    answers.outdate();
    BOOST_TEST(ask(answers, "board", maker) == "answer 2");
}

BOOST_AUTO_TEST_CASE(it_is_old_after_a_quarter_of_a_second) {
    kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    ask(answers, "board", maker);
    clock.advance(net::KeptAnswers::kLongestUs - 1);
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
    clock.advance(1);
    BOOST_TEST(ask(answers, "board", maker) == "answer 2");
}

BOOST_AUTO_TEST_CASE(who_sees_less_gets_an_answer_of_their_own) {
    const kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
    BOOST_TEST(ask(answers, "board of a unit", maker) == "answer 2");
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
}

BOOST_AUTO_TEST_CASE(a_commit_while_it_is_made_makes_it_old_at_once) {
    const kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    const auto during = answers.find("board", [&]() -> kernel::Result<std::string> {
        answers.outdate();
        return maker();
    });
    BOOST_TEST(*during == "answer 1");
    BOOST_TEST(ask(answers, "board", maker) == "answer 2");
}

BOOST_AUTO_TEST_CASE(a_failure_is_not_kept) {
    const kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    const auto failed = answers.find("board", []() -> kernel::Result<std::string> {
        return kernel::Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    });
    BOOST_TEST(failed.error().code == "db.unreachable");
    BOOST_TEST(ask(answers, "board", maker) == "answer 1");
}

BOOST_AUTO_TEST_CASE(of_many_at_once_one_makes_it) {
    const kernel::ManualClock clock(1);
    net::KeptAnswers answers(clock);
    Maker maker;
    std::vector<std::thread> readers;
    for (int i = 0; i < 40; ++i) readers.emplace_back([&] { ask(answers, "board", maker); });
    for (std::thread& reader : readers) reader.join();
    BOOST_TEST(maker.made == 1);
}

BOOST_AUTO_TEST_SUITE_END()
