// SPDX-License-Identifier: Apache-2.0
// INTR-18, 19: how long without a break, and by night.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kFrom = 8 * kHourUs;  // kT0 is midnight

StayBuilder talks(std::int64_t fromUs = kFrom) {
    return StayBuilder().questioning(fromUs, kInterrogation, {});
}
StayBuilder talkedUntil(std::int64_t toUs) {
    return talks().questioningEnded(toUs);
}
StayBuilder marked(StayBuilder stay, std::int64_t atUs, const char* kind) {
    return stay.event(kMarkSet, atUs, {{"questioningId", kQuestioning.text()}, {"kind", kind}});
}
std::string session(std::int64_t fromUs = kFrom) {
    return "session:" + std::to_string(kT0 + fromUs);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(intr_18) {
    const std::int64_t two = kFrom + 2 * kHourUs;
    const std::int64_t four = kFrom + 4 * kHourUs;
    checkRows(breaksGiven, session(),
              {
                  {"2 h", talks(), two, "pending"},
                  {"one microsecond later", talks(), two + 1, "breach"},
                  {"ended at 2 h", talkedUntil(two), 20 * kHourUs, "pass"},
                  {"ended later", talkedUntil(two + 1), 20 * kHourUs, "breach"},
                  {"a witness", talks().arrival("role", "witness"), 20 * kHourUs, "none"},
              });
    const auto severity = [&](const StayBuilder& stay, std::int64_t nowUs) {
        return verdictOf(breaksGiven, stay.build(), session(), nowUs).severity;
    };
    BOOST_TEST((severity(talks(), four) == Severity::Reminder));
    BOOST_TEST((severity(talks(), four + 1) == Severity::Warning));
    checkRows(breaksGiven, "longer:", {{"looked at again", talks(), four, "pending"}});
}

BOOST_AUTO_TEST_CASE(intr_18_breaks) {
    const std::int64_t breakUs = kFrom + kHourUs;
    const auto paused = [&](std::int64_t us) {
        return marked(marked(talks(), breakUs, "break_start"), breakUs + us, "break_end");
    };
    const std::int64_t quarter = 15 * kMinuteUs;
    const std::int64_t later = kFrom + 3 * kHourUs;
    checkRows(
        breaksGiven, session(),
        {
            {"a break of 15 min divides", paused(quarter), later, "pass"},
            {"a shorter one does not", paused(quarter - 1), later, "breach"},
            {"a break that lasts", marked(talks(), breakUs, "break_start"), 20 * kHourUs, "pass"},
        });
    checkRows(breaksGiven, session(kFrom + kHourUs + quarter),
              {{"the next session", paused(quarter), later, "pending"}});
    const auto twice = [&](std::int64_t betweenUs) {
        Json second{{"questioningId", idOf(402).text()}, {"roomId", kInterrogation.text()}};
        return talkedUntil(breakUs).event(kQuestioningStarted, breakUs + betweenUs, second);
    };
    checkRows(breaksGiven, session(),
              {
                  {"two questionings with a rest", twice(quarter), later, "pass"},
                  {"one after the other", twice(kMinuteUs), later, "breach"},
              });
}

BOOST_AUTO_TEST_CASE(intr_19) {
    const auto approved = [](StayBuilder stay, std::int64_t atUs) {
        const std::string id = idOf(701).text();
        return stay
            .event(
                kApprovalRequested, 1,
                {{"approvalId", id}, {"about", "night_questioning"}, {"neededRole", "unit_head"}})
            .event(kApprovalDecided, atUs,
                   {{"approvalId", id},
                    {"granted", true},
                    {"approver", kChen.text()},
                    {"approverRoles", Json::array({"unit_head"})}});
    };
    const std::int64_t night = 22 * kHourUs;
    const auto evening = [&](std::int64_t toUs) {
        return talks(20 * kHourUs).questioningEnded(toUs);
    };
    checkRows(
        nightApproved, "night:" + kQuestioning.text(),
        {
            {"by day", talkedUntil(kFrom + kHourUs), 30 * kHourUs, "pass"},
            {"begun at night", talks(5 * kHourUs), 6 * kHourUs, "breach"},
            {"begun at its end", talks(6 * kHourUs), 7 * kHourUs, "pending"},
            {"ended when it came", evening(night), 30 * kHourUs, "pass"},
            {"one microsecond into it", evening(night + 1), 30 * kHourUs, "breach"},
            {"goes on until then", talks(20 * kHourUs), night, "pending"},
            {"approved before the night", approved(evening(23 * kHourUs), night), 30 * kHourUs,
             "pass"},
            {"approved in it", approved(evening(23 * kHourUs), night + 1), 30 * kHourUs, "breach"},
            {"a witness", talks(kHourUs).arrival("role", "witness"), 2 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
