// SPDX-License-Identifier: Apache-2.0
// What analysts saw, settings of watching and staged acts, as they are stored and read.
#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::ObservationFilter;
using app::ObservationRow;
using app::StagedActRow;
using app::WatchingRow;

namespace {

ObservationRow someObservation(const Uuid& camera, const Uuid& room, std::int64_t fromUs,
                               std::optional<std::int64_t> toUs) {
    ObservationRow row;
    row.id = newId();
    row.cameraId = camera;
    row.roomId = room;
    row.stream = "sub";
    row.kind = "covered";
    row.fromUs = fromUs;
    row.toUs = toUs;
    row.value = -3;
    row.confidenceMilli = 900;
    row.segment = newId();
    row.fragment = 4;
    row.offsetUs = 5;
    row.detector = "health 1";
    row.configuration = "00ff";
    row.settingsVersion = 2;
    row.detail = R"({"share":91})";
    row.receivedUs = fromUs + 10;
    return row;
}

WatchingRow someVersion(const std::string& scope, std::int64_t version) {
    WatchingRow row;
    row.scope = scope;
    row.version = version;
    row.state = "proposed";
    row.terms = "{}";
    row.reason = "sealed";
    row.by = newId();
    row.atUs = 1000;
    return row;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(observations)

BOOST_AUTO_TEST_CASE(an_observation_told_again_is_the_same_and_its_end_stays) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->observations();
    ObservationRow row = someObservation(newId(), newId(), 1000, std::nullopt);
    must(store.put(row));
    const auto known = must(store.find(row.id));
    BOOST_REQUIRE(known);
    BOOST_TEST(!known->toUs);
    BOOST_TEST(known->value == -3);
    BOOST_TEST(known->detail == row.detail);
    BOOST_TEST((known->segment == row.segment));
    BOOST_TEST(must(store.openOf(row.cameraId, "covered")).has_value());

    row.verdict = "false";
    row.verdictBy = newId();
    row.verdictUs = 7;
    row.verdictNote = std::string("\0sealed", 7);
    must(store.judge(row));
    must(store.markStaged(row.id, newId()));
    row.toUs = 2000;
    row.receivedUs = 99'999;
    must(store.put(row));
    row.toUs = std::nullopt;
    must(store.put(row));
    const auto ended = must(store.lock(row.id));
    BOOST_TEST(ended->toUs.value() == 2000);
    BOOST_TEST(ended->receivedUs == 1010);
    BOOST_TEST(ended->verdict == "false");
    BOOST_TEST(ended->verdictNote == row.verdictNote);
    BOOST_TEST(ended->stagedAct.has_value());
    BOOST_TEST(!must(store.openOf(row.cameraId, "covered")).has_value());
    BOOST_TEST(!must(store.find(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(observations_are_listed_by_what_is_asked) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->observations();
    const Uuid camera = newId(), room = newId();
    must(store.put(someObservation(camera, room, 1000, 2000)));
    must(store.put(someObservation(camera, room, 1500, std::nullopt)));
    ObservationRow lying = someObservation(camera, room, 1800, 1900);
    lying.kind = "lying";
    lying.verdict = "confirmed";
    must(store.put(lying));
    must(store.judge(lying));
    const auto starts = [&](ObservationFilter filter, std::optional<app::ListPlace> after = {},
                            int limit = 10) {
        filter.camera = camera;
        std::string all;
        for (const auto& row : must(store.list(filter, after, limit)))
            all += std::to_string(row.fromUs) + " ";
        return all;
    };
    BOOST_TEST(starts({}) == "1800 1500 1000 ");
    BOOST_TEST(starts({}, {}, 2) == "1800 1500 ");
    BOOST_TEST(starts({}, app::ListPlace{1800, lying.id}) == "1500 1000 ");
    BOOST_TEST(starts({.openOnly = true}) == "1500 ");
    BOOST_TEST(starts({.room = newId()}) == "");
    BOOST_TEST(starts({.kind = "lying"}) == "1800 ");
    BOOST_TEST(starts({.kind = "-,lying,covered"}) == "1800 1500 1000 ");
    BOOST_TEST(starts({.verdict = "none"}) == "1500 1000 ");
    BOOST_TEST(starts({.verdict = "confirmed"}) == "1800 ");
    BOOST_TEST(starts({.fromUs = 1950}) == "1500 1000 ");
    BOOST_TEST(starts({.toUs = 1500}) == "1000 ");
    const auto counts = must(store.counts()).at(camera);
    BOOST_TEST(counts.open == 1);
    BOOST_TEST(counts.unjudged == 2);
    const auto inRoom = [&](std::int64_t from, std::int64_t to) {
        return must(store.ofRoom(room, {from, to}, 10)).size();
    };
    BOOST_TEST(inRoom(0, 1000) == 0U);
    BOOST_TEST(inRoom(0, 1001) == 1U);
    BOOST_TEST(inRoom(2000, 9000) == 1U);
    BOOST_TEST(must(store.ofCamera(camera, 1500, 10)).size() == 2U);
    bool counted = false;
    for (const auto& each : must(store.verdictCounts(0)))
        counted = counted || (each.cameraId == camera && each.kind == "lying" && each.count == 1);
    BOOST_TEST(counted);
}

BOOST_AUTO_TEST_CASE(pictures_lie_apart) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->observations();
    const ObservationRow row = someObservation(newId(), newId(), 1000, 2000);
    must(store.put(row));
    BOOST_TEST(!must(store.find(row.id))->hasThumbnail);
    BOOST_TEST(!must(store.picture(row.id)).has_value());
    must(store.putPicture(row.id, "one"));
    must(store.putPicture(row.id, "two"));
    BOOST_TEST(must(store.find(row.id))->hasThumbnail);
    BOOST_TEST(must(store.picture(row.id)).value() == "two");
}

BOOST_AUTO_TEST_CASE(settings_are_versions_of_a_scope) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->watching();
    const std::string scope = newId().text();
    must(store.add(someVersion(scope, 1)));
    WatchingRow second = someVersion(scope, 2);
    second.hasReference = true;
    must(store.add(second));
    must(store.putReference(scope, 2, "picture"));
    second.state = "approved";
    second.decidedBy = newId();
    second.decidedUs = second.approvedUs = 5000;
    must(store.note(second));
    const auto rows = must(store.versions(scope));
    BOOST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(rows[0].version == 2);
    BOOST_TEST(rows[0].state == "approved");
    BOOST_TEST(rows[0].approvedUs.value() == 5000);
    BOOST_TEST(!rows[0].replacedUs);
    BOOST_TEST(rows[0].hasReference);
    BOOST_TEST(must(store.lock(scope)).size() == 2U);
    BOOST_TEST(must(store.find(scope, 1))->state == "proposed");
    BOOST_TEST(!must(store.find(scope, 3)).has_value());
    BOOST_TEST(must(store.reference(scope, 2)).value() == "picture");
    BOOST_TEST(!must(store.reference(scope, 1)).has_value());
    bool found = false;
    for (const auto& row : must(store.inState("approved"))) found = found || row.scope == scope;
    BOOST_TEST(found);
    const auto twice = store.add(someVersion(scope, 2));
    BOOST_REQUIRE(!twice.ok());
    BOOST_TEST((twice.error().kind == kernel::ErrorKind::Conflict));
}

BOOST_AUTO_TEST_CASE(proposals_are_listed_by_time_and_scope_page_by_page) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->watching();
    // Long before every other test's, two of them at the same moment.
    const std::vector<std::pair<std::string, std::int64_t>> made{
        {"a-later", 20}, {"b-first", 10}, {"c-same", 20}};
    for (const auto& [scope, atUs] : made) {
        WatchingRow row = someVersion(scope, 1);
        row.atUs = atUs;
        must(store.add(row));
    }
    WatchingRow decided = someVersion("d-decided", 1);
    decided.atUs = 15;
    decided.state = "rejected";
    must(store.add(decided));
    std::vector<std::string> scopes;
    std::optional<app::ProposalPlace> after;
    for (int i = 0; i < 3; ++i) {
        const auto page = must(store.proposals(after, 1));
        BOOST_REQUIRE(page.size() == 1U);
        scopes.push_back(page.front().scope);
        after = app::ProposalPlace{page.front().atUs, page.front().scope};
    }
    BOOST_TEST((scopes == std::vector<std::string>{"b-first", "a-later", "c-same"}));
    BOOST_TEST(must(store.proposals(std::nullopt, 2)).size() == 2U);
}

BOOST_AUTO_TEST_CASE(staged_acts_are_read_by_camera_and_time) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    auto& store = unit->stagedActs();
    StagedActRow act;
    act.id = newId();
    act.cameraId = newId();
    act.act = "cover";
    act.by = newId();
    act.times.announcedUs = 1000;
    must(store.put(act));
    act.times.doneUs = 2000;
    act.times.seenUs = 2100;
    act.toldUs = 2200;
    act.observation = newId();
    must(store.put(act));
    const auto known = must(store.lock(act.id));
    BOOST_TEST(known->times.doneUs.value() == 2000);
    BOOST_TEST(known->toldUs.value() == 2200);
    BOOST_TEST((known->observation == act.observation));
    BOOST_TEST(!known->times.endedUs);
    BOOST_TEST(must(store.of(act.cameraId, 1000, 5)).size() == 1U);
    BOOST_TEST(must(store.of(act.cameraId, 1001, 5)).empty());
    BOOST_TEST(!must(store.since(1000, 500)).empty());
    BOOST_TEST(!must(store.find(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(watched_time_is_summed_by_cause) {
    Centre& centre = sharedCentre();
    const auto unit = begin(centre.database);
    const Uuid camera = newId();
    const std::int64_t t = 1'795'449'600'000'000;
    must(unit->recordings().putWatch({camera, t, t + 100, true, 50, ""}));
    must(unit->recordings().putWatch({camera, t + 100, t + 130, false, 0, "overload"}));
    must(unit->recordings().putWatch({camera, t + 130, t + 200, true, 9, ""}));
    std::map<std::string, std::int64_t> sums;
    for (const auto& time : must(unit->recordings().watchedTime({t + 50, t + 150})))
        if (time.cameraId == camera) sums[time.cause] = time.us;
    BOOST_TEST(sums[""] == 70);
    BOOST_TEST(sums["overload"] == 30);
    BOOST_TEST(must(unit->recordings().watches(camera, {t + 50, t + 120}, 10)).size() == 2U);
    BOOST_TEST(must(unit->recordings().watches(camera, {t, t + 500}, 1)).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
