// SPDX-License-Identifier: Apache-2.0
// INTR-02, 06, 07: rights told, and no questioning after the person was handed over.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

const std::string kSubject = "rights:" + kQuestioning.text();

StayBuilder talked(StayBuilder stay, bool rightsRead = false) {
    stay.event(
        kQuestioningStarted, kHourUs,
        {{"questioningId", kQuestioning.text()},
         {"roomId", kInterrogation.text()},
         {"caseKind", stay.build().caseKind == CaseKind::Criminal ? "criminal" : "administrative"},
         {"rightsRead", rightsRead}});
    return stay;
}
StayBuilder registered(bool told, std::int64_t atUs = 1) {
    return StayBuilder().event(kPersonRegistered, atUs, {{"rightsNoticeGiven", told}});
}
StayBuilder given(StayBuilder stay, std::int64_t atUs, const char* kind = "criminal_suspect") {
    return stay.event("RightsNoticeGiven", atUs, {{"kind", kind}, {"signed", "signed"}});
}
StayBuilder marked(StayBuilder stay) {
    return stay.event(kMarkSet, kHourUs + kMinuteUs,
                      {{"questioningId", kQuestioning.text()}, {"kind", "rights_read"}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rights)

BOOST_AUTO_TEST_CASE(intr_02) {
    const auto sent = [](std::int64_t atUs) {
        return talked(StayBuilder().departed(atUs, "transferred"));
    };
    checkRows(noneAfterTransfer, "after:" + kQuestioning.text(),
              {
                  {"before", sent(kHourUs), 2 * kHourUs, "pass"},
                  {"after", sent(kHourUs - 1), 2 * kHourUs, "breach"},
                  {"released", talked(StayBuilder().departed(kMinuteUs)), 2 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(intr_06) {
    const auto severity = [](const StayBuilder& stay) {
        return verdictOf(rightsTold, stay.build(), kSubject, 2 * kHourUs).severity;
    };
    checkRows(
        rightsTold, kSubject,
        {
            {"the sheet before", given(talked(StayBuilder()), kMinuteUs), 2 * kHourUs, "pass"},
            {"the sheet meanwhile", given(talked(StayBuilder()), kHourUs + 1), 2 * kHourUs, "pass"},
            {"the sheet after it ended",
             given(talked(StayBuilder()).questioningEnded(2 * kHourUs), 2 * kHourUs + 1),
             3 * kHourUs, "breach"},
            {"a sheet for another", given(talked(StayBuilder()), 1, "witness"), 2 * kHourUs,
             "breach"},
            {"nothing", talked(StayBuilder()), 2 * kHourUs, "breach"},
            {"an administrative sheet",
             given(talked(StayBuilder().administrative()), 1, "administrative_suspect"),
             2 * kHourUs, "pass"},
            {"a witness", talked(StayBuilder().arrival("role", "witness")), 2 * kHourUs, "none"},
        });
    BOOST_TEST(!severity(talked(StayBuilder())).has_value());
    BOOST_TEST((severity(talked(registered(true))) == Severity::Reminder));
    BOOST_TEST((severity(talked(StayBuilder(), true)) == Severity::Reminder));
    BOOST_TEST((severity(marked(talked(StayBuilder()))) == Severity::Reminder));
    BOOST_TEST((severity(talked(StayBuilder().administrative())) == Severity::Reminder));
}

BOOST_AUTO_TEST_CASE(intr_06_of_a_plan) {
    checkRows(rightsToldAtPlan, kSubject,
              {
                  {"told at registration", talked(registered(true)), kHourUs, "pass"},
                  {"read at the start", talked(registered(false), true), kHourUs, "pass"},
                  {"the sheet", given(talked(registered(false)), 2), kHourUs, "pass"},
                  {"nothing", talked(registered(false)), kHourUs, "breach"},
                  {"told too late", talked(registered(true, kHourUs + 1)), kHourUs, "breach"},
                  {"administrative", talked(registered(false).administrative()), kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(intr_07) {
    const auto detained = [](StayBuilder stay) {
        return stay.decided(kHourUs, "criminal_detention");
    };
    checkRows(
        lawyerTold, "lawyer",
        {
            {"told at registration", talked(registered(true)), 2 * kHourUs, "pass"},
            {"nothing", talked(registered(false)), 2 * kHourUs, "breach"},
            {"told when detained", detained(registered(true, kHourUs)), 2 * kHourUs, "pass"},
            {"told after that", detained(registered(true, kHourUs + 1)), 2 * kHourUs, "breach"},
            {"no measure, not questioned", registered(false), 2 * kHourUs, "none"},
            {"administrative", talked(registered(false).administrative()), 2 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
