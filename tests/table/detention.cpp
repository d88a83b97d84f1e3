// SPDX-License-Identifier: Apache-2.0
// TIME-18, 20, 21: what is owed to who is detained.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kDetained = 10 * kHourUs;
constexpr std::int64_t kLimit = kDetained + 24 * kHourUs;

StayBuilder detained() {
    return StayBuilder().basisChanged(kDetained, "detention");
}
StayBuilder sent(std::int64_t atUs) {
    return detained().departed(atUs, "transferred");
}
StayBuilder received(std::int64_t atUs, bool accepted = true) {
    return sent(20 * kHourUs)
        .event("IntakeConfirmed", 50 * kHourUs,
               {{"receivedUs", kT0 + atUs}, {"accepted", accepted}, {"injuries", "none"}});
}
StayBuilder notified(const Json& body, std::int64_t atUs = kLimit) {
    return detained().event("FamilyNotified", atUs, body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(detention)

BOOST_AUTO_TEST_CASE(time_18) {
    checkRows(sentToDetentionCentre, "limit:2",
              {
                  {"24 h", detained(), kLimit, "pending"},
                  {"one microsecond later", detained(), kLimit + 1, "breach"},
                  {"on the way", sent(kLimit), kLimit, "pending"},
                  {"left too late", sent(kLimit + 1), kLimit + 1, "breach"},
                  {"received at the limit", received(kLimit), 60 * kHourUs, "pass"},
                  {"received later", received(kLimit + 1), 60 * kHourUs, "breach"},
                  {"not received by the limit", sent(20 * kHourUs), kLimit + 1, "breach"},
                  {"refused there", received(20 * kHourUs, false), 60 * kHourUs, "breach"},
                  {"released", detained().departed(kLimit), 60 * kHourUs, "pass"},
                  {"not detained", StayBuilder(), 60 * kHourUs, "none"},
              });
    const auto severity = [](const StayBuilder& stay) {
        return verdictOf(sentToDetentionCentre, stay.build(), "limit:2", 60 * kHourUs).severity;
    };
    BOOST_TEST((severity(sent(20 * kHourUs)) == Severity::Warning));
    BOOST_TEST(!severity(sent(kLimit + 1)).has_value());
}

BOOST_AUTO_TEST_CASE(detention_begins_with_its_warrant) {
    const Json warrant{{"kind", "detention_warrant"}};
    const auto decided = StayBuilder().decided(kDetained, "criminal_detention");
    checkRows(sentToDetentionCentre, "limit:2",
              {
                  {"by the decision", decided, kLimit, "pending"},
                  {"no longer", decided, kLimit + 1, "breach"},
              });
    auto announced = decided;
    announced.event("PaperServed", kDetained + kHourUs, warrant);
    checkRows(sentToDetentionCentre, "limit:2",
              {{"from the announcement", announced, kLimit + kHourUs, "pending"},
               {"no longer", announced, kLimit + kHourUs + 1, "breach"}});
    const auto elsewhere =
        StayBuilder().based("detention").event("PaperServed", -2 * kHourUs, warrant);
    checkRows(sentToDetentionCentre, "limit",
              {{"detained in another place", elsewhere, 22 * kHourUs, "pending"},
               {"no longer", elsewhere, 22 * kHourUs + 1, "breach"}});
}

BOOST_AUTO_TEST_CASE(time_20) {
    const auto asked = [](std::int64_t atUs) {
        return detained().questioning(atUs, kInterrogation, {kHan, kLiu});
    };
    checkRows(interrogatedInTime, "first:2",
              {
                  {"not yet", detained(), kLimit, "pending"},
                  {"one microsecond later", detained(), kLimit + 1, "breach"},
                  {"at the limit", asked(kLimit), 40 * kHourUs, "pass"},
                  {"later", asked(kLimit + 1), 40 * kHourUs, "breach"},
                  {"only before the detention", asked(kDetained - 1), 40 * kHourUs, "breach"},
                  {"the rest is on another record", sent(kLimit), 40 * kHourUs, "abstain"},
                  {"sent later", sent(kLimit + 1), 40 * kHourUs, "breach"},
                  {"released", detained().departed(kLimit), 40 * kHourUs, "pass"},
              });
}

BOOST_AUTO_TEST_CASE(time_21) {
    const Json told{{"outcome", "told"}};
    const Json silent{{"outcome", "not_told"}, {"exception", "impossible"}};
    checkRows(familyOfDetained, "family:2",
              {
                  {"not yet", detained(), kLimit, "pending"},
                  {"one microsecond later", detained(), kLimit + 1, "breach"},
                  {"told at the limit", notified(told), 40 * kHourUs, "pass"},
                  {"told later", notified(told, kLimit + 1), 40 * kHourUs, "breach"},
                  {"told before it", notified(told, kHourUs), 40 * kHourUs, "breach"},
                  {"tried only", notified({{"outcome", "tried"}}), 40 * kHourUs, "breach"},
                  {"impossible, with the reason", notified(silent).sealed("reason"), 40 * kHourUs,
                   "pass"},
                  {"impossible, without", notified(silent), 40 * kHourUs, "breach"},
                  {"told at the exit", detained().exitCheck(kLimit), 40 * kHourUs, "pass"},
                  {"released", detained().departed(kLimit), 40 * kHourUs, "pass"},
                  {"sent without", sent(20 * kHourUs), kLimit + 1, "breach"},
                  {"not detained", StayBuilder(), 40 * kHourUs, "none"},
              });
    checkRows(
        familyOfDetained, "exception:3",
        {
            {"with exception and reason", notified(silent).sealed("reason"), 40 * kHourUs, "pass"},
            {"without a reason", notified(silent), 40 * kHourUs, "breach"},
            {"without an exception", notified({{"outcome", "not_told"}}).sealed("reason"),
             40 * kHourUs, "breach"},
            {"told", notified(told), 40 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
