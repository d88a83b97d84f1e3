// SPDX-License-Identifier: Apache-2.0
// TIME-23, 25, 29, 33: family, food, requests, idle hours.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

BOOST_AUTO_TEST_SUITE(while_held)

BOOST_AUTO_TEST_CASE(time_23) {
    const auto here = [] { return StayBuilder().administrative(); };
    const auto told = [&](std::int64_t atUs, const char* outcome = "told") {
        return here().event("FamilyNotified", atUs, {{"outcome", outcome}});
    };
    checkRows(
        familyToldPromptly, "family",
        {
            {"1 h", here(), kHourUs, "pending"},
            {"one microsecond later", here(), kHourUs + 1, "breach"},
            {"told at 1 h", told(kHourUs), 5 * kHourUs, "pass"},
            {"told later", told(kHourUs + 1), 5 * kHourUs, "breach"},
            {"tried", told(kMinuteUs, "tried"), 5 * kHourUs, "breach"},
            {"not told, without a reason", told(kMinuteUs, "not_told"), 5 * kHourUs, "breach"},
            {"not told, with the reason", told(kMinuteUs, "not_told").sealed("reason"), 5 * kHourUs,
             "pass"},
            {"left before", here().departed(kHourUs), 5 * kHourUs, "pass"},
            {"a criminal summons asks for none", StayBuilder(), 5 * kHourUs, "none"},
            {"a witness", here().arrival("role", "witness"), 5 * kHourUs, "none"},
        });
    const auto severity = [&](const StayBuilder& stay, std::int64_t nowUs) {
        return verdictOf(familyToldPromptly, stay.build(), "family", nowUs).severity;
    };
    BOOST_TEST((severity(here(), 2 * kHourUs) == Severity::Reminder));
    BOOST_TEST((severity(here(), 2 * kHourUs + 1) == Severity::Warning));
    BOOST_TEST((severity(told(2 * kHourUs), 5 * kHourUs) == Severity::Reminder));
    checkRows(familyToldPromptly, "warning", {{"looked at again", here(), 2 * kHourUs, "pending"}});
}

BOOST_AUTO_TEST_CASE(time_25) {
    const auto fed = [](std::int64_t atUs) { return StayBuilder().cared(atUs, "meal"); };
    checkRows(
        mealsGiven, "meal",
        {
            {"6 h", StayBuilder(), 6 * kHourUs, "pending"},
            {"one microsecond later", StayBuilder(), 6 * kHourUs + 1, "breach"},
            {"a meal at 6 h", fed(6 * kHourUs), 10 * kHourUs, "pass"},
            {"a meal later", fed(6 * kHourUs + 1), 10 * kHourUs, "breach"},
            {"water is no meal", StayBuilder().cared(kHourUs, "water"), 10 * kHourUs, "breach"},
            {"left before", StayBuilder().departed(6 * kHourUs), 10 * kHourUs, "pass"},
            {"a victim", StayBuilder().arrival("role", "victim"), 10 * kHourUs, "none"},
        });
    checkRows(
        mealsGiven, "gap:2",
        {
            {"6 h since", fed(kHourUs), 7 * kHourUs, "pending"},
            {"longer", fed(kHourUs), 7 * kHourUs + 1, "breach"},
            {"the next one in time", fed(kHourUs).cared(7 * kHourUs, "meal"), 8 * kHourUs, "pass"},
        });
    BOOST_TEST((verdictOf(mealsGiven, fed(kHourUs).build(), "gap:2", 9 * kHourUs).severity ==
                Severity::Warning));
    BOOST_TEST(
        !verdictOf(mealsGiven, StayBuilder().build(), "meal", 9 * kHourUs).severity.has_value());
}

BOOST_AUTO_TEST_CASE(time_29) {
    const std::string id = idOf(601).text();
    const auto asked = [&](const char* kind = "legal_aid") {
        return StayBuilder().event("PersonRequested", kHourUs, {{"kind", kind}, {"requestId", id}});
    };
    const auto answered = [&](std::int64_t atUs, const char* outcome) {
        return asked().event("RequestAnswered", atUs, {{"requestId", id}, {"outcome", outcome}});
    };
    const std::int64_t limit = 25 * kHourUs;
    checkRows(legalAidPassedOn, "request:2",
              {
                  {"24 h", asked(), limit, "pending"},
                  {"one microsecond later", asked(), limit + 1, "breach"},
                  {"passed on in time", answered(limit, "passed_on"), 30 * kHourUs, "pass"},
                  {"passed on late", answered(limit + 1, "passed_on"), 30 * kHourUs, "breach"},
                  {"refused", answered(2 * kHourUs, "refused"), 30 * kHourUs, "breach"},
                  {"withdrawn", answered(2 * kHourUs, "withdrawn"), 30 * kHourUs, "pass"},
                  {"left meanwhile", asked().departed(2 * kHourUs), limit + 1, "breach"},
                  {"another request", asked("water"), limit + 1, "none"},
                  {"a witness", asked().arrival("role", "witness"), limit + 1, "none"},
              });
}

BOOST_AUTO_TEST_CASE(time_33) {
    const std::string first = "idle:" + std::to_string(kT0);
    const auto talked = [] {
        return StayBuilder().questioning(kHourUs, kInterrogation, {}).questioningEnded(5 * kHourUs);
    };
    checkRows(
        nobodyIdle, first,
        {
            {"2 h", StayBuilder(), 2 * kHourUs, "pending"},
            {"one microsecond later", StayBuilder(), 2 * kHourUs + 1, "breach"},
            {"registered at 2 h", StayBuilder().event(kPersonRegistered, 2 * kHourUs), 3 * kHourUs,
             "none"},
            {"care brings nothing forward", StayBuilder().cared(kHourUs, "meal"), 3 * kHourUs,
             "breach"},
            {"nor does a check", StayBuilder().event("CheckMade", kHourUs), 3 * kHourUs, "breach"},
            {"left", StayBuilder().departed(2 * kHourUs), 9 * kHourUs, "pass"},
            {"decided", StayBuilder().decided(2 * kHourUs, "bail"), 9 * kHourUs, "pass"},
            {"a witness", StayBuilder().arrival("role", "witness"), 9 * kHourUs, "none"},
        });
    checkRows(nobodyIdle, "idle:" + std::to_string(kT0 + 5 * kHourUs),
              {
                  {"after four hours of questioning", talked(), 7 * kHourUs, "pending"},
                  {"2 h later", talked(), 7 * kHourUs + 1, "breach"},
              });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
