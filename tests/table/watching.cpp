// SPDX-License-Identifier: Apache-2.0
// Settings of watching, staged acts, and what another threshold would have changed.
#include "center/domain/observations/watching.h"

#include <boost/test/unit_test.hpp>

#include "center/domain/observations/staged_acts.h"
#include "center/domain/observations/threshold_effect.h"
#include "center/domain/rules/catalogue.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

Json zone(Json polygon, const char* kind = "door", unsigned id = 1) {
    return {{"id", idOf(id).text()}, {"kind", kind}, {"polygon", std::move(polygon)}};
}

Json triangle() {
    return Json::array({{0, 0}, {1000, 0}, {0, 1000}});
}

/// "field code", or "fine".
std::string refusal(const Json& zones, const Json& thresholds = Json::object()) {
    const auto read = readWatching(zones, thresholds);
    return read.ok() ? "fine" : read.error().field + " " + read.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(watching)

BOOST_AUTO_TEST_CASE(the_catalogue_holds_together) {
    std::set<std::string> groups;
    for (const KindGroup& group : kindGroups()) groups.insert(group.name);
    for (const ObservationKind& kind : observationKinds()) {
        BOOST_TEST(groups.contains(kind.group), kind.kind);
        BOOST_TEST((findRule(kind.rule) != nullptr), kind.kind);
    }
    for (const Threshold& threshold : thresholds()) {
        BOOST_TEST(groups.contains(threshold.group), threshold.name);
        BOOST_TEST(threshold.least <= threshold.usual, threshold.name);
        BOOST_TEST(threshold.usual <= threshold.most, threshold.name);
        for (const std::string& kind : threshold.kinds)
            BOOST_TEST((findObservationKind(kind) != nullptr), kind);
    }
    for (const StagedKind& act : stagedKinds())
        for (const std::string& kind : act.expects)
            BOOST_TEST((kind.starts_with("persons_") || findObservationKind(kind) != nullptr),
                       kind);
    BOOST_TEST((findObservationKind("unheard_of") == nullptr));
    BOOST_TEST(usualChecks(RoomKind::Interrogation).size() == 7U);
    BOOST_TEST(usualChecks(RoomKind::Yard).size() == 2U);
}

BOOST_AUTO_TEST_CASE(zones_are_read_strictly) {
    const Json long13 = [] {
        Json corners = Json::array();
        for (int i = 0; i < 13; ++i) corners.push_back(Json::array({i, i * i}));
        return corners;
    }();
    const auto of = [](const Json& polygon) { return Json::array({zone(polygon)}); };
    BOOST_TEST(refusal(Json::array()) == "fine");
    BOOST_TEST(refusal(of(triangle())) == "fine");
    BOOST_TEST(refusal(Json::object()) == "zones zone.too_many");
    BOOST_TEST(refusal(of(Json::array({{0, 0}, {9, 9}}))) == "zones/0/polygon zone.corners");
    BOOST_TEST(refusal(of(long13)) == "zones/0/polygon zone.corners");
    BOOST_TEST(refusal(of(Json::array({{0, 0}, {1001, 0}, {0, 9}}))) ==
               "zones/0/polygon zone.outside");
    BOOST_TEST(refusal(of(Json::array({{0, 0}, {-1, 0}, {0, 9}}))) ==
               "zones/0/polygon zone.outside");
    BOOST_TEST(refusal(of(Json::array({{0, 0}, {0.5, 0}, {0, 9}}))) ==
               "zones/0/polygon zone.malformed");
    BOOST_TEST(refusal(of(Json::array({{0, 0}, {5, 5}, {9, 9}}))) ==
               "zones/0/polygon zone.no_area");
    BOOST_TEST(refusal(Json::array({zone(triangle(), "window")})) ==
               "zones/0/kind zone.kind_unknown");
    BOOST_TEST(refusal(Json::array({zone(triangle()), zone(triangle())})) ==
               "zones/1/id zone.twice");
    BOOST_TEST(refusal(Json::array({Json{{"id", "x"}, {"kind", "door"}, {"polygon", 1}}})) ==
               "zones/0/id zone.malformed");
    BOOST_TEST(refusal(Json::array({"door"})) == "zones/0 zone.malformed");
    Json many = Json::array();
    for (unsigned i = 0; i <= kMostZones; ++i) many.push_back(zone(triangle(), "mask", i + 1));
    BOOST_TEST(refusal(many) == "zones zone.too_many");
}

BOOST_AUTO_TEST_CASE(thresholds_are_read_strictly) {
    const auto ask = [](const char* name, Json value) {
        return refusal(Json::array(), {{name, std::move(value)}});
    };
    BOOST_TEST(ask("position.lyingMs", 3'000) == "fine");
    BOOST_TEST(ask("position.lyingMs", 300'000) == "fine");
    BOOST_TEST(ask("position.lyingMs", 2'999) == "thresholds/position.lyingMs threshold.range");
    BOOST_TEST(ask("position.lyingMs", 300'001) == "thresholds/position.lyingMs threshold.range");
    BOOST_TEST(ask("position.lyingMs", "9000") == "thresholds/position.lyingMs threshold.range");
    BOOST_TEST(ask("position.flyingMs", 3'000) == "thresholds/position.flyingMs threshold.unknown");
    BOOST_TEST(refusal(Json::array(), Json::array()) == "thresholds threshold.unknown");
}

BOOST_AUTO_TEST_CASE(what_was_read_is_written_the_same) {
    const Json zones = Json::array({zone(triangle(), "mask")});
    const Json numbers = {{"burst.milli", 700}};
    const auto read = readWatching(zones, numbers);
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(zonesJson(*read) == zones);
    BOOST_TEST(thresholdsJson(*read) == numbers);
    BOOST_TEST(valueOf(*findThreshold("burst.milli"), *read) == 700);
    BOOST_TEST(valueOf(*findThreshold("guard.emptyMs"), *read) == 120'000);
}

BOOST_AUTO_TEST_CASE(switches_are_groups_each_once) {
    const auto ask = [](const Json& checks) {
        const auto read = readChecks(checks);
        return read.ok() ? static_cast<int>(read->size()) : -1;
    };
    BOOST_TEST(ask(Json::array()) == 0);
    BOOST_TEST(ask({"sound", "persons"}) == 2);
    BOOST_TEST(ask({"sound", "sound"}) == -1);
    BOOST_TEST(ask({"smell"}) == -1);
    BOOST_TEST(ask("sound") == -1);
    BOOST_TEST(
        (readChecks({"sound", "persons"}).value() == std::vector<std::string>{"persons", "sound"}));
}

BOOST_AUTO_TEST_CASE(a_staged_act_is_seen_missed_or_waited_for) {
    const auto at = [](StagedTimes times, std::int64_t nowUs) {
        return std::string(stagedResult(times, nowUs));
    };
    StagedTimes act;
    act.announcedUs = kT0;
    BOOST_TEST(at(act, kT0) == "announced");
    BOOST_TEST(at(act, kT0 + kStagedLongestUs + kStagedWaitUs + 1) == "missed");
    act.doneUs = kT0 + kMinuteUs;
    BOOST_TEST(at(act, *act.doneUs + kStagedWaitUs) == "waiting");
    BOOST_TEST(at(act, *act.doneUs + kStagedWaitUs + 1) == "missed");
    act.seenUs = kT0 + kMinuteUs + 5;
    BOOST_TEST(at(act, kT0 + kHourUs) == "seen");
    act.cancelledUs = kT0 + kMinuteUs;
    BOOST_TEST(at(act, kT0 + kHourUs) == "cancelled");
}

BOOST_AUTO_TEST_CASE(the_steps_of_a_staged_act) {
    using T = StagedTimes;
    const std::int64_t done = kT0 + kMinuteUs, waited = done + kStagedWaitUs;
    const std::int64_t longest = kT0 + kStagedLongestUs;
    const T announced{kT0, {}, {}, {}, {}}, early{kT0, {}, {}, {}, kT0 + 1};
    const T waits{kT0, done, {}, {}, {}}, seen{kT0, done, {}, {}, done + 1};
    const T ended{kT0, done, done + 1, {}, {}}, cancelled{kT0, {}, {}, kT0 + 1, {}};
    struct Row {
        const char* what;
        T times;
        std::int64_t nowUs;
        const char *done, *ended, *cancel;  ///< refusals; empty: taken
    };
    const char *over = "staged.over", *notDone = "staged.not_done", *gone = "staged.cancelled";
    const Row rows[] = {
        {"announced", announced, longest, "", notDone, ""},
        {"lapsed", announced, longest + 1, over, notDone, ""},
        {"seen before it was said", early, longest, "", notDone, ""},
        {"seen before it was said, then lapsed", early, longest + 1, over, "", ""},
        {"waited for", waits, waited, "", "", ""},
        {"missed", waits, waited + 1, "", "", over},
        {"missed long ago", waits, kT0 + kHourUs, "", "", over},
        {"seen", seen, done + 2, "", "", over},
        {"ended", ended, done + 2, over, over, over},
        {"cancelled", cancelled, kT0 + 2, gone, gone, gone},
    };
    for (const Row& row : rows) {
        const auto ask = [&](StagedStep step) {
            const char* refusal = stagedRefusal(row.times, step, row.nowUs);
            return std::string(refusal == nullptr ? "" : refusal);
        };
        BOOST_TEST(ask(StagedStep::Done) == row.done, row.what);
        BOOST_TEST(ask(StagedStep::Ended) == row.ended, row.what);
        BOOST_TEST(ask(StagedStep::Cancel) == row.cancel, row.what);
    }
}

BOOST_AUTO_TEST_CASE(an_act_causes_what_begins_between_its_word_and_half_a_minute_after) {
    StagedTimes act;
    act.announcedUs = kT0;
    act.doneUs = kT0 + kMinuteUs;
    BOOST_TEST(!mayBeCausedBy(act, kT0 - 1));
    BOOST_TEST(mayBeCausedBy(act, kT0));
    BOOST_TEST(mayBeCausedBy(act, *act.doneUs + kStagedWaitUs));
    BOOST_TEST(!mayBeCausedBy(act, *act.doneUs + kStagedWaitUs + 1));
    BOOST_TEST(stagedUntilUs(act) == kT0 + kStagedLongestUs + kStagedAfterUs);
    act.endedUs = kT0 + 2 * kMinuteUs;
    BOOST_TEST(stagedUntilUs(act) == kT0 + 2 * kMinuteUs + kStagedAfterUs);
    act.cancelledUs = kT0 + kMinuteUs;
    BOOST_TEST(!mayBeCausedBy(act, kT0 + kMinuteUs));
    BOOST_TEST(stagedUntilUs(act) == kT0 + kMinuteUs + kStagedAfterUs);
}

BOOST_AUTO_TEST_CASE(what_another_threshold_would_have_changed) {
    const std::vector<JudgedObservation> told{
        {"lying", "confirmed", kT0, kT0 + 12 * kSecondUs, 0},
        {"lying", "false", kT0, kT0 + 20 * kSecondUs, 0},
        {"lying", "unclear", kT0, kT0 + 14 * kSecondUs, 0},
        {"lying", "", kT0, std::nullopt, 0},
        {"covered", "", kT0, kT0 + 1, 0},
    };
    const Threshold& lying = *findThreshold("position.lyingMs");
    const auto up = effectOf(lying, 10'000, 20'000, told);
    BOOST_TEST(up.observations == 4);
    BOOST_TEST(up.stay == 2);
    BOOST_TEST(up.go == 2);
    BOOST_TEST(up.confirmedThatGo == 1);
    BOOST_TEST(up.falseThatGo == 0);
    BOOST_TEST(up.unjudgedThatGo == 1);
    BOOST_TEST(!up.moreUnknown);
    BOOST_TEST(effectOf(lying, 10'000, 9'000, told).moreUnknown);
    BOOST_TEST(effectOf(lying, 10'000, 9'000, {}).observations == 0);

    const std::vector<JudgedObservation> clocks{{"clock_wrong", "", kT0, kT0 + 1, -3'000},
                                                {"clock_wrong", "", kT0, kT0 + 1, 2'500}};
    BOOST_TEST(effectOf(*findThreshold("clock.errorMs"), 2'000, 3'000, clocks).go == 1);
    const std::vector<JudgedObservation> small{{"person_small", "", kT0, kT0 + 1, 90}};
    const Threshold& person = *findThreshold("composition.personMilli");
    BOOST_TEST(effectOf(person, 120, 90, small).go == 1);
    BOOST_TEST(effectOf(person, 120, 91, small).stay == 1);
    BOOST_TEST(effectOf(person, 120, 130, small).moreUnknown);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
