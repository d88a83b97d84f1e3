// SPDX-License-Identifier: Apache-2.0
// ENTR-06, 07, 08: the safety check at entry.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kLimit = 30 * kMinuteUs;

struct EntryRow {
    const char* what;
    StayBuilder stay;
    const char* expected;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(entry)

BOOST_AUTO_TEST_CASE(entr_06_order) {
    const auto checked = [] { return StayBuilder().safetyCheck(kMinuteUs, {kLiu, kChen}); };
    const EntryRow rows[] = {
        {"nothing yet", StayBuilder(), "pass"},
        {"before the waiting room", checked().placed(2 * kMinuteUs, kWaiting), "pass"},
        {"at the same moment", checked().placed(kMinuteUs, kWaiting), "pass"},
        {"one microsecond late", checked().placed(kMinuteUs - 1, kWaiting), "breach"},
        {"never", StayBuilder().placed(kMinuteUs, kWaiting), "breach"},
        {"another room is no waiting", StayBuilder().placed(kMinuteUs, kOffice), "pass"},
        {"belongings first", checked().event(kBelongingsListed, kSecondUs), "breach"},
        {"information first", checked().event(kInformationCollected, kSecondUs), "breach"},
        {"questioned first", checked().questioning(kSecondUs, kInterrogation, {}), "breach"},
        {"the earliest check counts",
         checked().safetyCheck(kHourUs, {kLiu, kChen}).placed(2 * kMinuteUs, kWaiting), "pass"},
        {"a victim is not searched",
         StayBuilder().arrival("role", "victim").placed(kMinuteUs, kWaiting), "none"},
    };
    for (const EntryRow& row : rows)
        BOOST_TEST(outcomeOf(safetyCheckFirst, row.stay.build(), "order", kHourUs) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(entr_06_delay) {
    struct DelayRow {
        const char* what;
        StayBuilder stay;
        std::int64_t nowUs;
        const char* expected;
    };
    const DelayRow rows[] = {
        {"exactly at the limit", StayBuilder(), kLimit, "pending"},
        {"one microsecond later", StayBuilder(), kLimit + 1, "breach"},
        {"checked at the limit", StayBuilder().safetyCheck(kLimit, {kLiu, kChen}), kHourUs, "pass"},
        {"checked later", StayBuilder().safetyCheck(kLimit + 1, {kLiu, kChen}), kHourUs, "breach"},
        {"left before", StayBuilder().departed(kLimit), kHourUs, "pass"},
    };
    for (const DelayRow& row : rows)
        BOOST_TEST(
            outcomeOf(safetyCheckFirst, row.stay.build(), "delay", row.nowUs) == row.expected,
            row.what);
    const Stay late = StayBuilder().build();
    const Centre centre = usualCentre();
    const auto verdicts = safetyCheckFirst(StayInput{late, centre, kT0 + kHourUs});
    BOOST_TEST((verdicts.at(1).severity == Severity::Warning));
}

BOOST_AUTO_TEST_CASE(entr_07) {
    const EntryRow rows[] = {
        {"two officers", StayBuilder().safetyCheck(0, {kHan, kLiu}), "pass"},
        {"three", StayBuilder().safetyCheck(0, {kHan, kLiu, kAuxiliary}), "pass"},
        {"one", StayBuilder().safetyCheck(0, {kHan}), "breach"},
        {"the same one twice", StayBuilder().safetyCheck(0, {kHan, kHan}), "breach"},
        {"an auxiliary is no officer", StayBuilder().safetyCheck(0, {kHan, kAuxiliary}), "breach"},
        {"nobody", StayBuilder().safetyCheck(0, {}), "breach"},
        {"no check", StayBuilder(), "none"},
    };
    for (const EntryRow& row : rows)
        BOOST_TEST(outcomeOf(twoCheckers, row.stay.build(), "check:2", kHourUs) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(entr_08) {
    const Json woman{{"sex", "F"}};
    const Json man{{"sex", "M"}};
    const auto with = [](const Json& facts, std::vector<Uuid> checkers) {
        return StayBuilder().facts(facts).safetyCheck(0, checkers);
    };
    const auto byDoctor = [&woman](const char* function) {
        const Json doctor{{"function", function}, {"sex", "M"}};
        return StayBuilder().facts(woman).event(
            kSafetyCheckCompleted, 0, {{"byDoctor", true}, {"checkers", Json::array({doctor})}});
    };
    const EntryRow rows[] = {
        {"women check a woman", with(woman, {kLiu, kChen}), "pass"},
        {"a man checks a woman", with(woman, {kLiu, kHan}), "breach"},
        {"a male auxiliary too", with(woman, {kLiu, kAuxiliary}), "breach"},
        {"nobody named", with(woman, {}), "breach"},
        {"men check a man", with(man, {kHan}), "pass"},
        {"a doctor may", byDoctor("civilian"), "pass"},
        {"an officer is no doctor by a word", byDoctor("officer"), "breach"},
        {"sealed facts", StayBuilder().safetyCheck(0, {kHan}), "abstain"},
        {"sex not known", with(Json::object(), {kHan}), "abstain"},
    };
    for (const EntryRow& row : rows)
        BOOST_TEST(outcomeOf(femaleChecker, row.stay.build(), "check:2", kHourUs) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
