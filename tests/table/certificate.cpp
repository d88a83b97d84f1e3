// SPDX-License-Identifier: Apache-2.0
// The certificate of a recording: from the first person in to the room empty, every hole named; and
// when an export counts as released.
#include "center/domain/questioning/certificate.h"

#include <boost/test/unit_test.hpp>

#include "center/domain/stays/exports.h"

using namespace mingjing;
using namespace mingjing::domain;

namespace {

constexpr std::int64_t kS = 1'000'000;
constexpr std::int64_t kT0 = 1'795'516'286LL * kS;
constexpr std::int64_t at(std::int64_t second) {
    return kT0 + second * kS;
}

const Uuid kRoom = Uuid::make(1), kFront = Uuid::make(2), kWide = Uuid::make(3);

/// A questioning from second 100 to 200 with two cameras that recorded from 0 to 400.
struct Scene {
    RoomRecord record;
    Questioning questioning;
    CertificateFacts facts;

    Scene() {
        record.roomId = kRoom;
        record.soundNeeded = true;
        record.cameras = {{kFront, "front", true, {{at(0), at(400)}}},
                          {kWide, "wide", false, {{at(0), at(400)}}}};
        questioning.id = Uuid::make(4);
        questioning.roomId = kRoom;
        questioning.startedUs = at(100);
        questioning.endedUs = at(200);
    }
    void seen(std::initializer_list<std::pair<int, int>> steps) {
        for (const auto& [second, value] : steps)
            record.counts.push_back({at(second), value, 900, kFront, Uuid{}, 0, 0});
    }
    [[nodiscard]] Certificate certify(std::int64_t nowSecond = 500) const {
        return domain::certify(record, questioning, facts, at(nowSecond));
    }
};

bool operator==(const Span& a, const Span& b) {
    return a.fromUs == b.fromUs && a.toUs == b.toUs;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(without_anything_seen_the_marks_are_the_window) {
    const auto facts = Scene().certify();
    BOOST_TEST((facts.window == Span{at(100), at(200)}));
    BOOST_TEST(!facts.beginSeen);
    BOOST_TEST(!facts.endSeen);
    BOOST_TEST(facts.coveredUs == 100 * kS);
    BOOST_TEST(facts.missingUs == 0);
    BOOST_TEST(facts.presentOutside.empty());
}

BOOST_AUTO_TEST_CASE(who_was_in_the_room_before_the_start_shows) {
    Scene scene;
    scene.seen({{10, 0}, {40, 2}, {60, 3}, {210, 1}, {230, 0}, {300, 1}});
    const auto facts = scene.certify();
    BOOST_TEST(facts.beginSeen);
    BOOST_TEST(facts.endSeen);
    BOOST_TEST((facts.window == Span{at(40), at(230)}));
    BOOST_REQUIRE(facts.presentOutside.size() == 2U);
    BOOST_TEST((facts.presentOutside[0] == Span{at(40), at(100)}));
    BOOST_TEST((facts.presentOutside[1] == Span{at(200), at(230)}));
}

BOOST_AUTO_TEST_CASE(an_earlier_presence_that_ended_is_another_one) {
    Scene scene;
    scene.seen({{10, 2}, {50, 0}, {90, 1}, {200, 0}});
    const auto facts = scene.certify();
    BOOST_TEST((facts.window == Span{at(90), at(200)}));
}

BOOST_AUTO_TEST_CASE(a_count_that_nobody_can_give_ends_what_is_known) {
    Scene scene;
    scene.seen({{10, 2}, {80, -1}, {150, 3}, {220, -1}, {260, 0}});
    const auto facts = scene.certify();
    BOOST_TEST(!facts.beginSeen);
    BOOST_TEST(!facts.endSeen);
    BOOST_TEST((facts.window == Span{at(100), at(200)}));
}

BOOST_AUTO_TEST_CASE(entries_widen_the_window_too) {
    Scene scene;
    scene.questioning.attendances = {
        {Uuid::make(7), AttendeeFunction::Officer, at(95), at(205), ""}};
    BOOST_TEST((scene.certify().window == Span{at(95), at(205)}));
}

BOOST_AUTO_TEST_CASE(every_hole_is_named_however_short) {
    Scene scene;
    scene.record.cameras[0].covered = {{at(0), at(120)}, {at(121), at(150)}, {at(160), at(400)}};
    scene.facts.gaps = {{kFront, {at(150), at(160)}, "storage"}};
    const auto facts = scene.certify();
    // The other camera has no sound, so it does not stand in for the first.
    BOOST_TEST(facts.missingUs == 11 * kS);
    BOOST_TEST(facts.longestMissingUs == 10 * kS);
    BOOST_TEST(facts.coveredUs == 89 * kS);
    BOOST_REQUIRE(facts.cameras[0].missing.size() == 2U);
    BOOST_TEST(facts.cameras[0].missing[0].cause == "");
    BOOST_TEST(facts.cameras[0].missing[1].cause == "storage");
    BOOST_TEST(facts.cameras[1].missing.empty());
}

BOOST_AUTO_TEST_CASE(while_it_runs_the_window_ends_now) {
    Scene scene;
    scene.questioning.endedUs.reset();
    scene.seen({{90, 3}});
    const auto facts = scene.certify(150);
    BOOST_TEST(facts.running);
    BOOST_TEST((facts.window == Span{at(90), at(150)}));
    BOOST_TEST(!facts.endSeen);
}

BOOST_AUTO_TEST_CASE(while_persons_stay_after_the_end_it_may_still_grow) {
    Scene scene;
    scene.seen({{90, 3}});
    const auto facts = scene.certify(350);
    BOOST_TEST(facts.stillThere);
    BOOST_TEST((facts.window == Span{at(90), at(350)}));
    const auto open = judgeRecording(facts, scene.record, 2 * kS, 30 * kS, at(350));
    BOOST_TEST(open.closed);
    BOOST_TEST(!open.settled);
    scene.seen({{360, 0}});
    const auto empty = scene.certify(500);
    BOOST_TEST(!empty.stillThere);
    BOOST_TEST((empty.window == Span{at(90), at(360)}));
    BOOST_TEST(judgeRecording(empty, scene.record, 2 * kS, 30 * kS, at(500)).settled);
}

BOOST_AUTO_TEST_CASE(the_next_questioning_in_the_room_is_not_this_one) {
    Scene scene;
    scene.seen({{20, 3}});
    scene.record.declared = {{at(0), at(60)}, {at(100), at(200)}, {at(240), INT64_MAX}};
    const auto facts = scene.certify(350);
    BOOST_TEST((facts.window == Span{at(60), at(240)}));
    BOOST_TEST(!facts.stillThere);
}

BOOST_AUTO_TEST_CASE(a_break_before_the_start_while_persons_were_there_is_one) {
    Scene scene;
    scene.seen({{40, 2}, {230, 0}});
    scene.record.cameras[0].covered = {{at(0), at(60)}, {at(70), at(198)}, {at(199), at(400)}};
    const auto judged = judgeRecording(scene.certify(), scene.record, 2 * kS, 30 * kS, at(500));
    BOOST_TEST(judged.closed);
    BOOST_REQUIRE(judged.breaks.size() == 1U);
    BOOST_TEST((judged.breaks[0] == Span{at(60), at(70)}));
}

BOOST_AUTO_TEST_CASE(what_may_still_become_durable_is_not_judged) {
    Scene scene;
    scene.record.cameras[0].covered = {{at(0), at(150)}};
    const auto early = judgeRecording(scene.certify(210), scene.record, 2 * kS, 30 * kS, at(210));
    BOOST_TEST(early.untilUs == at(180));
    BOOST_TEST(!early.closed);
    const auto late = judgeRecording(scene.certify(230), scene.record, 2 * kS, 30 * kS, at(230));
    BOOST_TEST(late.closed);
    BOOST_REQUIRE(late.breaks.size() == 1U);
    BOOST_TEST((late.breaks[0] == Span{at(150), at(200)}));
}

BOOST_AUTO_TEST_CASE(clocks_are_told_as_far_as_they_touch_the_window) {
    Scene scene;
    scene.facts.clocks = {{kFront, {at(0), at(120)}, -2 * kS, kS},
                          {kFront, {at(120), at(300)}, 0, 5 * kS},
                          {kFront, {at(300), at(400)}, 0, 99 * kS}};
    const auto facts = scene.certify();
    BOOST_REQUIRE(facts.cameras[0].clock.has_value());
    BOOST_TEST(facts.cameras[0].clock->leastUs == -2 * kS);
    BOOST_TEST(facts.cameras[0].clock->mostUs == 5 * kS);
    BOOST_TEST((facts.cameras[0].clock->span == Span{at(100), at(200)}));
    BOOST_TEST(!facts.cameras[1].clock.has_value());
    BOOST_TEST(!facts.cameras[0].clockPending);
    scene.facts.open = {{kFront, {at(199), at(260)}}, {kWide, {at(200), at(260)}}};
    BOOST_TEST(scene.certify().cameras[0].clockPending);
    BOOST_TEST(!scene.certify().cameras[1].clockPending);
}

BOOST_AUTO_TEST_CASE(proven_live_is_what_was_also_recorded) {
    Scene scene;
    scene.record.cameras[0].covered = {{at(0), at(140)}, {at(150), at(400)}};
    scene.facts.live = {{kFront, {at(80), at(110)}},
                        {kFront, {at(130), at(160)}},
                        {kWide, {at(150), at(180)}},
                        {kWide, {at(300), at(330)}}};
    const auto facts = scene.certify();
    BOOST_TEST(facts.cameras[0].provenLiveUs == 30 * kS);
    BOOST_TEST(facts.cameras[1].provenLiveUs == 30 * kS);
    BOOST_TEST(facts.provenLiveUs == 50 * kS);
}

BOOST_AUTO_TEST_CASE(times_that_nobody_watched_are_told) {
    Scene scene;
    scene.record.notWatched = {{at(50), at(130)}, {at(390), at(420)}};
    const auto facts = scene.certify();
    BOOST_REQUIRE(facts.notWatched.size() == 1U);
    BOOST_TEST((facts.notWatched[0] == Span{at(100), at(130)}));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

Approval asked(const Uuid& id, const char* about, Json terms) {
    Approval approval;
    approval.id = id;
    approval.about = about;
    approval.terms = std::move(terms);
    return approval;
}

void decide(Approval& approval, bool granted, std::int64_t second) {
    approval.decided = Moment{at(second), 1};
    approval.granted = granted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exports)

BOOST_AUTO_TEST_CASE(an_export_is_released_when_all_who_must_have_allowed_it) {
    Stay stay;
    ExportTerms terms;
    terms.cameras = {kFront, kWide};
    terms.fromUs = at(0);
    terms.toUs = at(60);
    terms.recipient = "court";
    const Uuid id = Uuid::make(9), others = Uuid::make(10);
    stay.approvals = {asked(id, kExportApproval, toJson(terms)),
                      asked(others, kExportOthersApproval, {{"exportId", id.text()}}),
                      asked(Uuid::make(11), "extension", Json::object())};
    const auto read = exportTermsOf(stay.approvals[0]);
    BOOST_REQUIRE(read);
    BOOST_TEST((read->cameras == terms.cameras));
    BOOST_TEST(read->recipient == "court");
    BOOST_TEST(!read->questioningId);
    BOOST_TEST(!exportTermsOf(stay.approvals[1]));
    BOOST_TEST((exportState(stay, id) == ExportState::Requested));
    decide(stay.approvals[0], true, 10);
    BOOST_TEST((exportState(stay, id) == ExportState::Requested));
    BOOST_TEST(!exportDecidedUs(stay, id));
    decide(stay.approvals[1], true, 20);
    BOOST_TEST((exportState(stay, id) == ExportState::Released));
    BOOST_TEST(exportDecidedUs(stay, id).value() == at(20));
    stay.approvals[1].granted = false;
    BOOST_TEST((exportState(stay, id) == ExportState::Refused));
}

BOOST_AUTO_TEST_CASE(what_was_never_asked_for_is_not_released) {
    BOOST_TEST((exportState(Stay(), Uuid::make(1)) == ExportState::Requested));
}

BOOST_AUTO_TEST_SUITE_END()
