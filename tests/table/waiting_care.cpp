// SPDX-License-Identifier: Apache-2.0
// WAIT-05, 07, 12, 14: looked after while waiting.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

// kT0 is midnight; by day is ten hours later.
constexpr std::int64_t kMorning = 10 * kHourUs;

StayBuilder waits(std::int64_t fromUs = kMorning) {
    return StayBuilder().placed(fromUs, kWaiting);
}
StayBuilder atLevel(int level, std::int64_t fromUs = kMorning) {
    return StayBuilder()
        .event("RiskAssessed", kMinuteUs, {{"occasion", "admission"}, {"level", level}})
        .placed(fromUs, kWaiting);
}
std::string gap(std::int64_t atUs) {
    return "gap:" + std::to_string(kT0 + atUs);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(waiting_care)

BOOST_AUTO_TEST_CASE(wait_05) {
    const std::int64_t due = kMorning + 15 * kMinuteUs;
    checkRows(
        checksMade, gap(kMorning),
        {
            {"15 min by day", waits(), due, "pending"},
            {"one microsecond later", waits(), due + 1, "breach"},
            {"checked in time", waits().event("CheckMade", due), kMorning + kHourUs, "pass"},
            {"checked late", waits().event("CheckMade", due + 1), kMorning + kHourUs, "breach"},
            {"a care entry is a check, too", waits().cared(due, "check"), kMorning + kHourUs,
             "pass"},
            {"water is none", waits().cared(due, "water"), kMorning + kHourUs, "breach"},
            {"left the room in time", waits().placed(due, kInterrogation), 20 * kHourUs, "pass"},
            {"moved on to the next waiting room", waits().placed(due, kWaiting2), due + 1,
             "breach"},
            {"watched from then on", waits().event("WatchBegan", due), 20 * kHourUs, "pass"},
            {"another room", StayBuilder().placed(kMorning, kInterrogation), 20 * kHourUs, "none"},
            {"a witness", waits().arrival("role", "witness"), 20 * kHourUs, "none"},
        });
    const auto watched = [] {
        return waits().event("WatchBegan", kMorning).event("WatchEnded", kMorning + kHourUs);
    };
    checkRows(checksMade, gap(kMorning), {{"while watched", watched(), 20 * kHourUs, "none"}});
    checkRows(checksMade, gap(kMorning + kHourUs),
              {{"since the watch ended", watched(), kMorning + kHourUs + 15 * kMinuteUs, "pending"},
               {"longer", watched(), kMorning + kHourUs + 15 * kMinuteUs + 1, "breach"}});
}

BOOST_AUTO_TEST_CASE(wait_05_by_level_and_night) {
    const auto limit = [](const StayBuilder& stay, std::int64_t fromUs, std::int64_t minutes) {
        const Stay built = stay.build();
        const std::int64_t due = fromUs + minutes * kMinuteUs;
        BOOST_TEST(outcomeOf(checksMade, built, gap(fromUs), due) == "pending", minutes);
        BOOST_TEST(outcomeOf(checksMade, built, gap(fromUs), due + 1) == "breach", minutes);
    };
    limit(waits(kHourUs), kHourUs, 10);
    limit(waits(6 * kHourUs - 1), 6 * kHourUs - 1, 10);
    limit(waits(6 * kHourUs), 6 * kHourUs, 15);
    limit(waits(22 * kHourUs), 22 * kHourUs, 10);
    limit(atLevel(1), kMorning, 60);
    limit(atLevel(2), kMorning, 30);
    limit(atLevel(3), kMorning, 15);
    limit(atLevel(4), kMorning, 5);
    limit(atLevel(2, kHourUs), kHourUs, 30);
}

BOOST_AUTO_TEST_CASE(wait_07) {
    const std::int64_t due = kMorning + 30 * kMinuteUs;
    const auto assessed = [](std::int64_t atUs, const char* occasion = "admission") {
        return waits().event("RiskAssessed", atUs, {{"occasion", occasion}, {"level", 1}});
    };
    checkRows(riskAssessed, "admission",
              {
                  {"not yet", waits(), due, "pending"},
                  {"one microsecond later", waits(), due + 1, "breach"},
                  {"in time", assessed(due), 20 * kHourUs, "pass"},
                  {"before", assessed(kMinuteUs), 20 * kHourUs, "pass"},
                  {"late", assessed(due + 1), 20 * kHourUs, "breach"},
                  {"on another occasion", assessed(due, "change"), 20 * kHourUs, "breach"},
                  {"left", waits().departed(due), 20 * kHourUs, "pass"},
                  {"never placed", StayBuilder(), 20 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(wait_12) {
    const auto incident = [](const char* kind, std::optional<std::int64_t> toldUs = {}) {
        Json body{{"kind", kind}};
        if (toldUs) body["inspectionToldUs"] = kT0 + *toldUs;
        return StayBuilder().event("IncidentReported", kHourUs, std::move(body));
    };
    const std::int64_t due = kHourUs + 10 * kMinuteUs;
    const auto closed = [&](std::int64_t cameUs) {
        return incident("escape", due)
            .event("IncidentClosed", 5 * kHourUs, {{"inspectionCameUs", kT0 + cameUs}});
    };
    checkRows(inspectionTold, "told:2",
              {
                  {"not yet", incident("self_harm"), due, "pending"},
                  {"one microsecond later", incident("self_harm"), due + 1, "breach"},
                  {"told in time", incident("death", due), 9 * kHourUs, "pass"},
                  {"told late", incident("injury", due + 1), 9 * kHourUs, "breach"},
                  {"a small matter", incident("fall"), 9 * kHourUs, "none"},
                  {"a witness", incident("injury").arrival("role", "witness"), 9 * kHourUs, "none"},
              });
    const std::int64_t there = kHourUs + 30 * kMinuteUs;
    checkRows(inspectionTold, "came:2",
              {
                  {"came in time", closed(there), 9 * kHourUs, "pass"},
                  {"came late", closed(there + 1), 9 * kHourUs, "breach"},
                  {"not yet", incident("escape", due), there, "pending"},
                  {"one microsecond later", incident("escape", due), there + 1, "breach"},
              });
}

BOOST_AUTO_TEST_CASE(wait_14) {
    checkRows(
        suspectsOnlyWait, "room:2",
        {
            {"a witness", waits().arrival("role", "witness"), 20 * kHourUs, "breach"},
            {"a victim", waits().arrival("role", "victim"), 20 * kHourUs, "breach"},
            {"a suspect", waits(), 20 * kHourUs, "none"},
            {"another room", StayBuilder().arrival("role", "victim").placed(1, kQuestioningRoom),
             20 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
