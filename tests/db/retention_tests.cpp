// SPDX-License-Identifier: Apache-2.0
// What may be removed of recordings: nothing under any hold, nothing within its time, and nothing
// without two persons' order.
#include <boost/test/unit_test.hpp>

#include "center/app/retention.h"
#include "tests/db/schema.h"

namespace mingjing::tests {

using domain::Room;
using domain::RoomKind;

namespace {

constexpr std::int64_t kDay = 24 * kernel::kHourUs;
constexpr std::int64_t kToday = 1'795'449'600'000'000;
constexpr std::int64_t kOld = kToday - 200 * kDay;  ///< when everything here was recorded
constexpr std::int64_t kMinute = kernel::kMinuteUs;

/// A cell and a corridor with one old segment each; the stay of somebody who was in the cell.
struct World {
    /// Never committed: each test begins with nothing of another.
    std::unique_ptr<app::UnitOfWork> unit = begin(sharedCentre().database);
    Room cell{newId(), "RC1", "候问室", RoomKind::Waiting, 3, domain::Privacy::Normal, "any", false,
              true,    "",    1};
    Room corridor{
        newId(), "K1", "走廊", RoomKind::Corridor, 9, domain::Privacy::Normal, "any", false,
        true,    "",   1};
    Uuid inCell = newId(), inCorridor = newId(), stay = newId();

    World() {
        must(unit->directory().putRoom(cell));
        must(unit->directory().putRoom(corridor));
        segment(inCell, cell.id, kOld);
        segment(inCorridor, corridor.id, kOld);
    }
    void segment(const Uuid& id, std::optional<Uuid> room, std::int64_t startUs) const {
        app::SegmentRow row;
        row.id = id;
        row.cameraId = newId();
        row.stream = "main";
        row.startUs = startUs;
        row.endUs = startUs + 10 * kMinute;
        row.roomId = room;
        must(unit->recordings().putSegment(row));
        row.closed = true;
        row.bytes = 1000;
        must(unit->recordings().putSegment(row));
    }
    /// Somebody was in the cell while it was recorded.
    void occupied(bool held, const char* reasons = "") const {
        domain::Occupancy there;
        there.stayId = stay;
        there.roomId = cell.id;
        there.caseId = newId();
        there.fromUs = kOld + kMinute;
        there.toUs = kOld + 5 * kMinute;
        must(unit->stays().replaceOccupancies(stay, {there}));
        must(unit->retention().putStayHold(stay, held, reasons));
    }
    [[nodiscard]] std::set<Uuid> removable(std::int64_t beforeUs = kToday - 180 * kDay) const {
        std::set<Uuid> ids;
        for (const auto& row : must(unit->retention().removable(beforeUs, 100))) ids.insert(row.id);
        return ids;
    }
    [[nodiscard]] std::set<Uuid> both() const { return {inCell, inCorridor}; }
};

app::Actor somebody() {
    app::Actor actor;
    actor.staff.id = newId();
    return actor;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retention)

BOOST_AUTO_TEST_CASE(what_is_old_and_held_by_nothing_may_go) {
    const World world;
    BOOST_TEST((world.removable() == world.both()));
    BOOST_TEST(world.removable(kOld).empty());  // within its time
    world.occupied(false);
    BOOST_TEST((world.removable() == world.both()));
}

BOOST_AUTO_TEST_CASE(the_way_of_a_held_stay_stays_with_its_corridors) {
    const World world;
    world.occupied(true, "criminal_measure");
    BOOST_TEST(world.removable().empty());
    const auto kept = must(world.unit->retention().kept(kToday - 180 * kDay));
    BOOST_TEST(kept.all == 2000);
    BOOST_TEST(kept.held == 2000);
    BOOST_TEST(kept.withinTime == 0);
}

BOOST_AUTO_TEST_CASE(a_stay_of_which_nothing_is_known_holds) {
    const World world;
    domain::Occupancy there;
    there.stayId = world.stay;
    there.roomId = world.cell.id;
    there.caseId = newId();
    there.fromUs = kOld + 12 * kMinute;  // minutes after the segment's end: still in the picture
    must(world.unit->stays().replaceOccupancies(world.stay, {there}));
    BOOST_TEST(world.removable().empty());
}

BOOST_AUTO_TEST_CASE(a_questioning_holds_its_room_whatever_the_stay) {
    const World world;
    app::QuestioningRow row;
    row.id = newId();
    row.stayId = world.stay;
    row.roomId = world.cell.id;
    row.kind = "questioning";
    row.startedUs = kOld + kMinute;
    row.endedUs = kOld + 2 * kMinute;
    must(world.unit->stays().putQuestioning(row));
    BOOST_TEST((world.removable() == std::set{world.inCorridor}));
}

BOOST_AUTO_TEST_CASE(a_finding_that_was_not_judged_false_holds) {
    const World world;
    world.occupied(false);
    app::FindingRow finding;
    finding.id = newId();
    finding.rule = "WAIT-05";
    finding.severity = "warning";
    finding.stayId = world.stay;
    finding.subject = "x";
    finding.status = "confirmed";
    finding.atUs = finding.raisedUs = kOld;
    must(world.unit->findings().put(finding));
    BOOST_TEST(world.removable().empty());
    finding.status = "false_alarm";
    must(world.unit->findings().put(finding));
    BOOST_TEST((world.removable() == world.both()));
}

BOOST_AUTO_TEST_CASE(a_hold_that_people_placed_holds_until_another_lifts_it) {
    const World world;
    app::Vault vault{std::string(32, 'k')};
    const app::Actor one = somebody(), other = somebody();
    app::HoldWish wish;
    wish.roomId = world.corridor.id;
    wish.fromUs = kOld;
    wish.toUs = kOld + kMinute;
    wish.reason = "投诉调查";
    const Uuid id = must(app::placeHold(*world.unit, vault, one, wish, kToday));
    BOOST_TEST((world.removable() == std::set{world.inCell}));
    BOOST_TEST(app::liftHold(*world.unit, one, id, kToday).error().code == "approval.own_request");
    BOOST_TEST((world.removable() == std::set{world.inCell}));
    must(app::liftHold(*world.unit, other, id, kToday));
    BOOST_TEST((world.removable() == world.both()));
    BOOST_TEST(app::liftHold(*world.unit, other, id, kToday).error().code == "hold.not_found");
}

BOOST_AUTO_TEST_CASE(a_hold_names_one_place_and_a_time) {
    const World world;
    app::Vault vault{std::string(32, 'k')};
    app::HoldWish wish;
    wish.fromUs = kOld;
    wish.toUs = kOld + kMinute;
    wish.reason = "投诉调查";
    const auto codeOf = [&](const app::HoldWish& wanted) {
        const auto placed = app::placeHold(*world.unit, vault, somebody(), wanted, kToday);
        return placed.ok() ? std::string("placed") : placed.error().code;
    };
    BOOST_TEST(codeOf(wish) == "hold.stay_or_room");
    wish.roomId = newId();
    BOOST_TEST(codeOf(wish) == "room.unknown");
    wish.roomId = world.cell.id;
    wish.toUs = wish.fromUs;
    BOOST_TEST(codeOf(wish) == "hold.bad_interval");
    wish.toUs = wish.fromUs + kMinute;
    BOOST_TEST(must(app::bytesOfHold(*world.unit, wish)) == 0);  // no camera stands there now
    BOOST_TEST(codeOf(wish) == "placed");
}

BOOST_AUTO_TEST_CASE(without_a_room_nothing_is_removed_and_what_went_is_not_named_again) {
    const World world;
    world.segment(newId(), std::nullopt, kOld);
    BOOST_TEST((world.removable() == world.both()));
    must(world.unit->retention().removed(world.inCell, kToday));
    BOOST_TEST((world.removable() == std::set{world.inCorridor}));
}

BOOST_AUTO_TEST_CASE(two_persons_order_removal_and_only_a_full_disk_asks_for_it) {
    const World world;
    const app::Actor admin = somebody(), legal = somebody();
    app::NodeStatus full;
    full.kind = "recorder";
    full.wantedBytes = 1500;
    const auto named = [&](const app::NodeStatus& status) {
        return must(app::removableSegments(*world.unit, status, kToday)).size();
    };
    BOOST_TEST(named(full) == 0U);  // no order
    BOOST_TEST(app::askRemovalOrder(*world.unit, admin, 89, kToday).error().code ==
               "retention.too_short");
    const Uuid id = must(app::askRemovalOrder(*world.unit, admin, 180, kToday));
    BOOST_TEST(named(full) == 0U);
    BOOST_TEST(app::decideRemovalOrder(*world.unit, admin, id, true, kToday).error().code ==
               "approval.own_request");
    must(app::decideRemovalOrder(*world.unit, legal, id, true, kToday));
    BOOST_TEST(app::decideRemovalOrder(*world.unit, legal, id, true, kToday).error().code ==
               "approval.decided");
    BOOST_TEST(named(full) == 2U);
    full.wantedBytes = 500;
    BOOST_TEST(named(full) == 1U);  // no more than is wanted
    full.wantedBytes = 0;
    BOOST_TEST(named(full) == 0U);
    full.wantedBytes = 1500;
    const Uuid longer = must(app::askRemovalOrder(*world.unit, admin, 365, kToday + 1));
    must(app::decideRemovalOrder(*world.unit, legal, longer, true, kToday + 1));
    BOOST_TEST(named(full) == 0U);  // the newest order decides
    const Uuid refused = must(app::askRemovalOrder(*world.unit, admin, 90, kToday + 2));
    must(app::decideRemovalOrder(*world.unit, legal, refused, false, kToday + 2));
    BOOST_TEST(!must(app::orderInForce(*world.unit)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
