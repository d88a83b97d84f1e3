// SPDX-License-Identifier: Apache-2.0
// EXIT-05: the intake check comes back and is held against the exit check.
#include <boost/test/unit_test.hpp>

#include "center/domain/stays/body_maps.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

Json bruise(int x, int y, const char* side = "front") {
    return {{"side", side}, {"xMilli", x}, {"yMilli", y}, {"kind", "bruise"}};
}

StayBuilder drawn(StayBuilder stay, std::int64_t atUs, const char* occasion, Json marks) {
    return stay.event("InjuriesMapped", atUs, {{"occasion", occasion}, {"photographed", true}})
        .disclosed("marks", {{"marks", std::move(marks)}});
}

/// Left at one hour for a place; the exit's diagram is that of `marks`.
StayBuilder gone(Json marks, const char* destination = "detention_centre",
                 const char* kind = "transferred") {
    return drawn(StayBuilder(), kHourUs / 2, "exit", std::move(marks))
        .event(kPersonDeparted, kHourUs, {{"kind", kind}, {"destination", destination}});
}

StayBuilder taken(StayBuilder stay, std::int64_t atUs, const char* injuries) {
    return stay.event("IntakeConfirmed", atUs, {{"accepted", true}, {"injuries", injuries}});
}
StayBuilder taken(StayBuilder stay, std::int64_t atUs, const char* injuries, Json marks) {
    return taken(std::move(stay), atUs, injuries).disclosed("marks", {{"marks", std::move(marks)}});
}

const Json kNone = Json::array();
const Json kOne = Json::array({bruise(500, 500)});

}  // namespace

BOOST_AUTO_TEST_SUITE(intake)

BOOST_AUTO_TEST_CASE(exit_05_is_reported) {
    const std::int64_t due = 25 * kHourUs;
    checkRows(intakeCompared, "intake_result",
              {
                  {"not yet", gone(kNone), due, "pending"},
                  {"not within a day", gone(kNone), due + 1, "breach"},
                  {"in time", taken(gone(kNone), due, "none"), due + 1, "pass"},
                  {"late", taken(gone(kNone), due + 1, "none"), due + 2, "breach"},
                  {"to a house of detention", gone(kNone, "detention_house"), due + 1, "breach"},
                  {"to a hospital", gone(kNone, "hospital"), due + 1, "none"},
                  {"released", gone(kNone, "home", "released"), due + 1, "none"},
                  {"still here", StayBuilder(), due + 1, "none"},
              });
    BOOST_TEST((findRule("EXIT-05")->severity == Severity::Warning));
}

BOOST_AUTO_TEST_CASE(exit_05_is_compared) {
    const std::int64_t at = 2 * kHourUs;
    const Json moved = Json::array({bruise(700, 500)});
    const Json more = Json::array({bruise(500, 500), bruise(100, 100, "back")});
    checkRows(intakeCompared, "intake_marks:4",
              {
                  {"the same", taken(gone(kOne), at, "as_listed", kOne), at, "pass"},
                  {"one more", taken(gone(kOne), at, "as_listed", more), at, "breach"},
                  {"one less", taken(gone(more), at, "as_listed", kOne), at, "breach"},
                  {"elsewhere", taken(gone(kOne), at, "as_listed", moved), at, "breach"},
                  {"none, where there was one", taken(gone(kOne), at, "none", kNone), at, "breach"},
                  {"none in a word alone", taken(gone(kOne), at, "none"), at, "breach"},
                  {"none, as at the exit", taken(gone(kNone), at, "none"), at, "pass"},
                  {"as listed, nothing drawn", taken(gone(kOne), at, "as_listed"), at, "pass"},
                  {"sealed", taken(gone(kOne), at, "as_listed").sealed("marks"), at, "abstain"},
                  {"they say themselves that it differs", taken(gone(kOne), at, "different", more),
                   at, "none"},
              });
    const Verdict verdict = verdictOf(
        intakeCompared, taken(gone(kOne), at, "as_listed", moved).build(), "intake_marks:4", at);
    BOOST_TEST((verdict.params == Json{{"fresh", 1}, {"gone", 1}}));
}

BOOST_AUTO_TEST_CASE(diagrams_stand_side_by_side) {
    const Json entry = Json::array({bruise(500, 500)});
    const Json exit = Json::array({bruise(510, 500), bruise(200, 200)});
    auto stay = drawn(drawn(StayBuilder(), 1, "entry", entry), 2, "exit", exit);
    stay = taken(stay.event(kPersonDeparted, 3, {{"kind", "transferred"}}), 4, "as_listed",
                 Json::array({bruise(200, 210)}));
    const auto maps = bodyMaps(stay.build(), 60);
    BOOST_REQUIRE(maps.size() == 3U);
    BOOST_TEST(maps[0].occasion == "entry");
    BOOST_TEST((maps[0].fresh == std::vector<bool>{false}));
    BOOST_TEST((maps[1].fresh == std::vector<bool>{false, true}));
    BOOST_TEST(maps[2].occasion == "intake");
    BOOST_TEST((maps[2].fresh == std::vector<bool>{false}));
    BOOST_TEST(maps[2].gone.size() == 1U);
    BOOST_TEST((maps[2].gone[0]["xMilli"] == 510));
}

BOOST_AUTO_TEST_CASE(an_intake_without_an_exit_diagram_is_compared_with_the_entry) {
    const auto stay = taken(
        drawn(StayBuilder(), 1, "entry", kOne).event(kPersonDeparted, 3, {{"kind", "transferred"}}),
        4, "as_listed", Json::array({bruise(900, 900)}));
    const auto maps = bodyMaps(stay.build(), 60);
    BOOST_TEST((maps[1].fresh == std::vector<bool>{true}));
    BOOST_TEST(maps[1].gone.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
