// SPDX-License-Identifier: Apache-2.0
// Recordings of body checks: what may be asked for, who is let in, and which keys are opened.
#include <boost/test/unit_test.hpp>

#include "center/app/body_checks.h"
#include "tests/db/schema.h"

namespace mingjing::tests {

using domain::Privacy;
using domain::Room;
using domain::RoomKind;
using domain::Sex;

namespace {

constexpr std::int64_t kCheckMinute = kernel::kMinuteUs;
constexpr std::int64_t kCheckNow = 1'795'449'600'000'000;
constexpr std::int64_t kCheckFrom = kCheckNow - 60 * kCheckMinute;
constexpr std::int64_t kCheckTo = kCheckNow - 50 * kCheckMinute;

/// A room of body checks with a camera, a woman who was in the centre, and a woman who reviews.
struct CheckWorld {
    app::Database& database = sharedCentre().database;
    std::unique_ptr<app::UnitOfWork> unit = begin(database);
    kernel::ManualClock clock{kCheckNow};
    app::Secrets secrets;
    Room room{newId(),  "SF" + newId().text().substr(24, 8),
              "检查室", RoomKind::SafetyCheckFemale,
              3,        Privacy::Restricted,
              "F",      true,
              true,     "",
              1};
    app::CameraRow camera;
    domain::Staff reviewer;
    domain::Stay stay;
    domain::BodyCheckTerms terms;

    CheckWorld() {
        must(unit->directory().putRoom(room));
        camera.id = newId();
        camera.code = newId().text().substr(24, 12);
        camera.name = "球机";
        camera.roomId = room.id;
        must(unit->directory().putCamera(camera));
        reviewer.id = newId();
        reviewer.login = reviewer.id.text();
        reviewer.name = "审查人";
        reviewer.sex = Sex::Female;
        reviewer.unitId = newId();
        must(unit->directory().putStaff(reviewer));
        stay.id = newId();
        stay.arrived.atUs = kCheckNow - 90 * kCheckMinute;
        stay.facts = domain::PersonFacts{};
        stay.facts->sex = Sex::Female;
        terms = {camera.id, kCheckFrom, kCheckTo, 0};
    }
    [[nodiscard]] std::string asking() const {
        const auto may = app::checkBodyCheckView(*unit, reviewer, stay, terms, kCheckNow);
        return may.ok() ? "" : may.error().code;
    }
    void somebodyElse(std::optional<Sex> sex, std::int64_t fromUs, std::int64_t toUs) const {
        domain::Occupancy there;
        there.stayId = newId();
        there.roomId = room.id;
        there.caseId = newId();
        there.sex = sex;
        there.fromUs = fromUs;
        there.toUs = toUs;
        must(unit->stays().replaceOccupancies(there.stayId, {there}));
    }
    [[nodiscard]] domain::BodyCheckOpening opening(Sex sex = Sex::Female) const {
        domain::BodyCheckOpening made;
        made.approvalId = newId();
        made.stayId = stay.id;
        made.staffId = reviewer.id;
        made.terms = terms;
        made.grantedUs = kCheckNow - kCheckMinute;
        made.untilUs = kCheckNow + kCheckMinute;
        made.sex = sex;
        return made;
    }
    [[nodiscard]] std::string looking(std::int64_t nowUs = kCheckNow) const {
        const auto found =
            app::bodyCheckOpening(*unit, reviewer, camera.id, {kCheckFrom, kCheckTo}, nowUs);
        return found.ok() ? "" : found.error().code;
    }
    /// A view of the approved interval that is open, committed with everything before it.
    Uuid openView(const char* use = "playback") {
        app::ViewRow view;
        view.id = newId();
        view.staffId = reviewer.id;
        view.signInId = newId();
        view.cameraId = camera.id;
        view.use = use;
        view.fromUs = kCheckFrom;
        view.toUs = kCheckTo;
        view.openedUs = kCheckNow;
        must(unit->access().putView(view));
        commit(*unit);
        unit = begin(database);
        return view.id;
    }
    [[nodiscard]] app::WantedKey wanted(const Uuid& ofCamera, std::int64_t startUs) const {
        app::WantedKey key;
        key.of = {ofCamera, "main", newId(), startUs};
        key.seal = must(kernel::sealMediaKey(secrets.openingKey.publicKey(),
                                             kernel::SecretKey::random(), key.of));
        return key;
    }
    std::string open(const Uuid& view, const std::vector<app::WantedKey>& keys) {
        const auto opened = app::BodyCheckKeys(database, secrets, clock).open(view, keys);
        return opened.ok() ? "" : opened.error().code;
    }
    [[nodiscard]] app::AuditRow newestAudit() const {
        app::AuditFilter filter;
        filter.object = camera.id;
        filter.action = "body_check_key_opened";
        filter.limit = 1;
        const auto rows = must(begin(database)->access().audit(filter));
        return rows.empty() ? app::AuditRow{} : rows.front();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(body_check)

BOOST_AUTO_TEST_CASE(a_wish_is_refused_with_the_reason) {
    CheckWorld world;
    BOOST_TEST(world.asking() == "");
    world.terms.untilUs = kCheckNow;
    BOOST_TEST(world.asking() == "body_check.bad_end");
    world.terms.untilUs = kCheckNow + 1;
    BOOST_TEST(world.asking() == "");
    world.stay.facts->sex = Sex::Male;
    BOOST_TEST(world.asking() == "body_check.other_sex");
    world.stay.facts->sex.reset();
    BOOST_TEST(world.asking() == "body_check.sex_unknown");
    world.stay.facts.reset();
    BOOST_TEST(world.asking() == "body_check.sex_unknown");
    world.terms.cameraId = newId();
    BOOST_TEST(world.asking() == "camera.unknown");
    world.terms.toUs = kCheckNow + 1;
    BOOST_TEST(world.asking() == "body_check.bad_interval");
}

BOOST_AUTO_TEST_CASE(what_happened_before_the_arrival_or_after_the_departure_is_of_somebody_else) {
    CheckWorld world;
    world.terms.fromUs = world.stay.arrived.atUs - 1;
    BOOST_TEST(world.asking() == "body_check.bad_interval");
    world.terms.fromUs = world.stay.arrived.atUs;
    BOOST_TEST(world.asking() == "");
    world.stay.departure = domain::Departure{};
    world.stay.departure->moment.atUs = kCheckTo - 1;
    BOOST_TEST(world.asking() == "body_check.bad_interval");
    world.stay.departure->moment.atUs = kCheckTo;
    BOOST_TEST(world.asking() == "");
    world.stay.departure.reset();
    world.stay.arrived.atUs = 1;
    world.terms.fromUs = kCheckTo - domain::kLongestBodyCheckUs - 1;
    BOOST_TEST(world.asking() == "body_check.bad_interval");
}

BOOST_AUTO_TEST_CASE(everybody_in_the_room_counts) {
    const CheckWorld world;
    world.somebodyElse(Sex::Female, kCheckFrom, kCheckTo);
    world.somebodyElse(Sex::Male, kCheckFrom - kCheckMinute, kCheckFrom);
    world.somebodyElse(Sex::Male, kCheckTo, kCheckTo + kCheckMinute);
    BOOST_TEST(world.asking() == "");
    world.somebodyElse(std::nullopt, kCheckTo - 1, kCheckTo + kCheckMinute);
    BOOST_TEST(world.asking() == "body_check.others_there");
}

BOOST_AUTO_TEST_CASE(a_room_that_is_no_longer_one_of_body_checks_keeps_what_it_sealed) {
    CheckWorld world;
    world.room.privacy = Privacy::Normal;
    must(world.unit->directory().putRoom(world.room));
    BOOST_TEST(world.asking() == "body_check.not_sealed");
    app::SegmentRow row;
    row.id = newId();
    row.cameraId = world.camera.id;
    row.stream = "sub";
    row.startUs = kCheckFrom;
    row.endUs = kCheckTo;
    row.sealed = true;
    must(world.unit->recordings().putSegment(row));
    BOOST_TEST(world.asking() == "");
    row.closed = true;  // a closing report knows nothing of the seal
    row.sealed = false;
    must(world.unit->recordings().putSegment(row));
    BOOST_TEST(world.asking() == "");
}

BOOST_AUTO_TEST_CASE(an_opening_lets_in_and_ends) {
    const CheckWorld world;
    BOOST_TEST(world.looking() == "body_check.not_approved");
    must(world.unit->bodyChecks().put(world.opening(Sex::Male)));
    BOOST_TEST(world.looking() == "body_check.other_sex");
    const auto opening = world.opening();
    must(world.unit->bodyChecks().put(opening));
    must(world.unit->bodyChecks().put(opening));  // told again
    BOOST_TEST(world.looking() == "");
    const auto kept = must(world.unit->bodyChecks().of(world.reviewer.id, world.camera.id));
    BOOST_TEST(std::count(kept.begin(), kept.end(), opening) == 1);
    BOOST_TEST(world.looking(opening.grantedUs - 1) != "");
}

BOOST_AUTO_TEST_CASE(an_opening_that_is_over_says_so) {
    const CheckWorld world;
    const auto opening = world.opening();
    must(world.unit->bodyChecks().put(opening));
    BOOST_TEST(world.looking(opening.untilUs - 1) == "");
    BOOST_TEST(world.looking(opening.untilUs) == "body_check.over");
}

BOOST_AUTO_TEST_CASE(keys_are_opened_for_an_approved_view_and_every_one_is_on_record) {
    CheckWorld world;
    must(world.unit->bodyChecks().put(world.opening()));
    const Uuid view = world.openView();
    const auto key = world.wanted(world.camera.id, kCheckFrom - kCheckMinute);
    BOOST_TEST(world.open(view, {key}) == "");
    BOOST_TEST(world.newestAudit().allowed);
    BOOST_TEST(world.newestAudit().reason == key.of.segment.text());
    BOOST_TEST((world.newestAudit().actor == world.reviewer.id));

    const auto refused = [&](const Uuid& of, const app::WantedKey& wanted, const char* code) {
        BOOST_TEST(world.open(of, {wanted}) == code);
        BOOST_TEST(!world.newestAudit().allowed);
        BOOST_TEST(world.newestAudit().reason == code);
    };
    refused(view, world.wanted(newId(), kCheckFrom), "body_check.not_approved");
    refused(view, world.wanted(world.camera.id, kCheckTo), "body_check.not_approved");
    auto changed = key;
    changed.seal.wrapped.back() = static_cast<char>(changed.seal.wrapped.back() ^ 1);
    refused(view, changed, "sealed.key_damaged");
    auto passedOff = world.wanted(world.camera.id, kCheckFrom);
    passedOff.seal.commitment = key.seal.commitment;
    refused(view, passedOff, "sealed.key_wrong");
    auto foreign = key;
    foreign.seal.recipient = kernel::OpeningKey::generate().publicKey();
    refused(view, foreign, "sealed.other_recipient");
    world.clock.advance(2 * kCheckMinute);
    refused(view, key, "body_check.over");
}

BOOST_AUTO_TEST_CASE(a_view_that_ended_or_is_another_opens_nothing) {
    CheckWorld world;
    must(world.unit->bodyChecks().put(world.opening()));
    const auto key = world.wanted(world.camera.id, kCheckFrom);
    BOOST_TEST(world.open(newId(), {key}) == "view.ended");
    BOOST_TEST(world.open(world.openView("export"), {key}) == "view.ended");
    const Uuid view = world.openView();
    must(world.unit->access().closeView(view, kCheckNow));
    commit(*world.unit);
    BOOST_TEST(world.open(view, {key}) == "view.ended");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
