// SPDX-License-Identifier: Apache-2.0
// INTR-21: identification.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

StayBuilder held(const char* kind, int count, const Json& more = Json::object(),
                 StayBuilder stay = StayBuilder()) {
    Json body{{"kind", kind},     {"count", count},     {"officers", {kHan.text(), kLiu.text()}},
              {"recorded", true}, {"separately", true}, {"shownBefore", false}};
    body.update(more);
    return stay.event("IdentificationHeld", kHourUs, std::move(body));
}
const Json kOne{{"officers", Json::array({kHan.text()})}};

}  // namespace

BOOST_AUTO_TEST_SUITE(identification)

BOOST_AUTO_TEST_CASE(intr_21) {
    const auto administrative = [](const Json& more) {
        return held("persons", 7, more, StayBuilder().administrative());
    };
    Json unrecorded = kOne;
    unrecorded["recorded"] = false;
    checkRows(
        identificationHeld, "identification:2",
        {
            {"7 persons", held("persons", 7), kHourUs, "pass"},
            {"6 persons", held("persons", 6), kHourUs, "breach"},
            {"10 photos of persons", held("person_photos", 10), kHourUs, "pass"},
            {"9 photos of persons", held("person_photos", 9), kHourUs, "breach"},
            {"5 objects", held("objects", 5), kHourUs, "pass"},
            {"4 objects", held("objects", 4), kHourUs, "breach"},
            {"10 photos of objects", held("object_photos", 10), kHourUs, "pass"},
            {"9 photos of objects", held("object_photos", 9), kHourUs, "breach"},
            {"one officer", held("persons", 7, kOne), kHourUs, "breach"},
            {"an auxiliary is no officer",
             held("persons", 7, {{"officers", Json::array({kHan.text(), kAuxiliary.text()})}}),
             kHourUs, "breach"},
            {"one officer in an administrative case", administrative(kOne), kHourUs, "pass"},
            {"and not recorded", administrative(unrecorded), kHourUs, "breach"},
            {"not separately", held("persons", 7, {{"separately", false}}), kHourUs, "breach"},
            {"shown before", held("persons", 7, {{"shownBefore", true}}), kHourUs, "breach"},
            {"none", StayBuilder(), kHourUs, "none"},
        });
    const Verdict verdict =
        verdictOf(identificationHeld, held("persons", 6, {{"shownBefore", true}}).build(),
                  "identification:2", kHourUs);
    BOOST_TEST((verdict.params["faults"] == Json::array({"too_few_shown", "shown_before"})));
}

BOOST_AUTO_TEST_CASE(a_plan_that_is_faulty_is_refused) {
    const Centre centre = usualCentre();
    const auto notices = guard(Step::Identify, StayBuilder().build(), held("objects", 4).build(),
                               {}, centre, kT0 + kHourUs);
    BOOST_REQUIRE(notices.size() == 1U);
    BOOST_TEST(notices[0].rule->id == "INTR-21");
    BOOST_TEST(notices[0].refuses);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
