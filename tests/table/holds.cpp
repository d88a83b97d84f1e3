// SPDX-License-Identifier: Apache-2.0
// Why the video of a stay's way is kept, one row a reason.
#include "center/domain/stays/holds.h"

#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

using namespace mingjing;
using namespace mingjing::domain;
using tests::kMinuteUs;
using tests::StayBuilder;

namespace {

std::string reasonsOf(StayBuilder& builder) {
    std::string words;
    for (const HoldReason reason : holdReasonsOf(builder.build()))
        words += (words.empty() ? "" : " ") + std::string(wordOf(reason));
    return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(holds)

BOOST_AUTO_TEST_CASE(a_criminal_summons_holds_the_way) {
    StayBuilder builder;
    BOOST_TEST(reasonsOf(builder).find("criminal_measure") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_sealed_counts_as_there) {
    StayBuilder builder;
    builder.administrative();
    BOOST_TEST(reasonsOf(builder) == "");
    builder.event(kSafetyCheckCompleted, 5 * kMinuteUs, {{"startedAtUs", 0}});
    BOOST_TEST(reasonsOf(builder) == "injury");
}

BOOST_AUTO_TEST_CASE(administrative_detention_holds_the_way) {
    StayBuilder builder;
    builder.administrative();
    builder.event(kDecisionMade, 60 * kMinuteUs, {{"decision", "warning_or_fine"}});
    BOOST_TEST(reasonsOf(builder) == "");
    StayBuilder detained;
    detained.administrative();
    detained.event(kDecisionMade, 60 * kMinuteUs, {{"decision", "administrative_detention"}});
    BOOST_TEST(reasonsOf(detained) == "administrative_detention");
}

BOOST_AUTO_TEST_CASE(a_complaint_an_incident_and_a_restraint_hold_the_way) {
    StayBuilder complaint;
    complaint.administrative();
    complaint.event("PersonRequested", 60 * kMinuteUs, {{"kind", "complaint"}});
    BOOST_TEST(reasonsOf(complaint) == "complaint");
    StayBuilder incident;
    incident.administrative();
    incident.event("IncidentReported", 60 * kMinuteUs, {{"kind", "other"}});
    BOOST_TEST(reasonsOf(incident) == "incident");
    StayBuilder restraint;
    restraint.administrative();
    restraint.event("RestraintApplied", 60 * kMinuteUs);
    BOOST_TEST(reasonsOf(restraint) == "restraint");
}

BOOST_AUTO_TEST_SUITE_END()
