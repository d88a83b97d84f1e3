// SPDX-License-Identifier: Apache-2.0
// ENTR-09, 10: injuries mapped at entry, compared at exit.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kChecked = kMinuteUs;

StayBuilder checked(const char* injuries) {
    return StayBuilder()
        .safetyCheck(kChecked, {kHan, kLiu})
        .disclosed("health", {{"injuries", injuries}});
}
StayBuilder mapped(StayBuilder stay, std::int64_t atUs, const char* occasion, Json marks,
                   bool photographed = true) {
    return stay
        .event("InjuriesMapped", atUs, {{"occasion", occasion}, {"photographed", photographed}})
        .disclosed("marks", std::move(marks));
}
Json markAt(int x, int y, const char* kind = "bruise", const char* side = "front") {
    return {{"side", side}, {"xMilli", x}, {"yMilli", y}, {"kind", kind}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(injuries)

BOOST_AUTO_TEST_CASE(entr_09) {
    const std::int64_t due = kChecked + 30 * kMinuteUs;
    const Json marks = Json::array({markAt(500, 500)});
    checkRows(
        injuriesMapped, "injuries:2",
        {
            {"not yet", checked("found"), due, "pending"},
            {"one microsecond later", checked("found"), due + 1, "breach"},
            {"mapped in time", mapped(checked("found"), due, "entry", marks), kHourUs, "pass"},
            {"mapped late", mapped(checked("found"), due + 1, "entry", marks), kHourUs, "breach"},
            {"not photographed", mapped(checked("found"), due, "entry", marks, false), kHourUs,
             "breach"},
            {"at the exit is not at entry", mapped(checked("found"), due, "exit", marks), kHourUs,
             "breach"},
            {"none found", checked("none"), kHourUs, "pass"},
            {"sealed", StayBuilder().safetyCheck(kChecked, {kHan, kLiu}), kHourUs, "abstain"},
            {"no check", StayBuilder(), kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_CASE(entr_10_by_diagram) {
    const auto compared = [](Json before, Json after) {
        return mapped(mapped(checked("found"), 2 * kMinuteUs, "entry", std::move(before)), kHourUs,
                      "exit", std::move(after));
    };
    const Json one = Json::array({markAt(500, 500)});
    checkRows(
        newInjuries, "exit:4",
        {
            {"the same", compared(one, one), kHourUs, "pass"},
            {"within the tolerance", compared(one, Json::array({markAt(560, 440)})), kHourUs,
             "pass"},
            {"just beyond it", compared(one, Json::array({markAt(561, 500)})), kHourUs, "breach"},
            {"of another kind", compared(one, Json::array({markAt(500, 500, "cut")})), kHourUs,
             "breach"},
            {"on the other side", compared(one, Json::array({markAt(500, 500, "bruise", "back")})),
             kHourUs, "breach"},
            {"one more", compared(one, Json::array({markAt(500, 500), markAt(100, 100)})), kHourUs,
             "breach"},
            {"fewer", compared(Json::array({markAt(500, 500), markAt(100, 100)}), one), kHourUs,
             "pass"},
            {"as an object", compared({{"marks", one}}, {{"marks", one}}), kHourUs, "pass"},
            {"sealed",
             mapped(checked("found"), 2 * kMinuteUs, "entry", one)
                 .event("InjuriesMapped", kHourUs, {{"occasion", "exit"}}),
             kHourUs, "abstain"},
        });
    checkRows(
        newInjuries, "exit:3",
        {
            {"none at entry", mapped(checked("none"), kHourUs, "exit", one), kHourUs, "breach"},
            {"found at entry, but not mapped", mapped(checked("found"), kHourUs, "exit", one),
             kHourUs, "abstain"},
            {"nothing at the exit", mapped(checked("found"), kHourUs, "exit", Json::array()),
             kHourUs, "pass"},
        });
}

BOOST_AUTO_TEST_CASE(entr_10_by_word) {
    const auto leaves = [](const char* injuries) {
        return StayBuilder().exitCheck(kHourUs).disclosed("health", {{"injuries", injuries}});
    };
    checkRows(newInjuries, "exit_check",
              {
                  {"new ones", leaves("new"), kHourUs, "breach"},
                  {"as at entry", leaves("as_at_entry"), kHourUs, "pass"},
                  {"sealed", StayBuilder().event(kExitCheckCompleted, kHourUs), kHourUs, "abstain"},
                  {"no exit check", StayBuilder(), kHourUs, "none"},
              });
    const auto taken = [](const char* injuries) {
        return StayBuilder()
            .departed(kHourUs, "transferred")
            .event("IntakeConfirmed", 2 * kHourUs,
                   {{"receivedUs", kT0 + 2 * kHourUs}, {"injuries", injuries}});
    };
    checkRows(newInjuries, "intake:3",
              {
                  {"different", taken("different"), 3 * kHourUs, "breach"},
                  {"as listed", taken("as_listed"), 3 * kHourUs, "pass"},
              });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
