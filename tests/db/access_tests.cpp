// SPDX-License-Identifier: Apache-2.0
// Sign-ins, views, invitations and the audit.
#include <atomic>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::AuditFilter;
using app::AuditRow;
using app::SignInRow;
using app::ViewRow;
using kernel::Hash;

namespace {

Hash someHash() {
    Hash hash{};
    const std::string id = newId().bytes() + newId().bytes();
    std::copy(id.begin(), id.end(), hash.begin());
    return hash;
}

SignInRow signInOf(const Uuid& staff, std::int64_t createdUs) {
    return {someHash(), newId(), staff, createdUs, createdUs + 1, createdUs + 2};
}

void checkSame(const SignInRow& a, const SignInRow& b) {
    BOOST_TEST((std::tie(a.tokenHash, a.id, a.staffId, a.createdUs, a.seenUs, a.expiresUs) ==
                std::tie(b.tokenHash, b.id, b.staffId, b.createdUs, b.seenUs, b.expiresUs)));
}

std::string actionsOf(const std::vector<AuditRow>& rows) {
    std::string all;
    for (const AuditRow& row : rows) all += row.action + " ";
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(access)

BOOST_AUTO_TEST_CASE(a_login_is_found_exactly_as_it_is_written) {
    Centre& centre = sharedCentre();
    domain::Staff staff;
    staff.id = newId();
    staff.login = "Zhao-" + newId().text();
    const auto unit = begin(centre.database);
    must(unit->directory().putStaff(staff));
    BOOST_TEST(must(unit->access().findLogin(staff.login))->second.empty());

    must(unit->access().setPassword(staff.id, std::string(160, '$')));

    const auto found = must(unit->access().findLogin(staff.login));
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST((found->first == staff.id));
    BOOST_TEST(found->second == std::string(160, '$'));
    std::string other = staff.login;
    other[0] = 'z';
    BOOST_TEST(!must(unit->access().findLogin(other)).has_value());
    BOOST_TEST(!must(unit->access().findLogin(staff.login + " ")).has_value());
    BOOST_TEST(
        (unit->access().setPassword(newId(), "x").error().kind == kernel::ErrorKind::NotFound));
    BOOST_TEST((unit->access().passwordHash(newId()).error().kind == kernel::ErrorKind::NotFound));
}

BOOST_AUTO_TEST_CASE(sign_ins_end_one_by_one_or_all_but_one) {
    Centre& centre = sharedCentre();
    const Uuid staff = newId();
    SignInRow first = signInOf(staff, 100);
    const SignInRow second = signInOf(staff, 200);
    const SignInRow third = signInOf(staff, 300);
    const SignInRow foreign = signInOf(newId(), 100);
    const auto unit = begin(centre.database);
    for (const SignInRow& row : {third, first, second, foreign})
        must(unit->access().putSignIn(row));

    must(unit->access().touchSignIn(first.tokenHash, 150));
    first.seenUs = 150;
    checkSame(*must(unit->access().findSignIn(first.tokenHash)), first);
    BOOST_REQUIRE_EQUAL(must(unit->access().signInsOf(staff)).size(), 3U);
    checkSame(must(unit->access().signInsOf(staff))[1], second);

    must(unit->access().deleteSignIn(first.tokenHash));
    BOOST_TEST(!must(unit->access().findSignIn(first.tokenHash)).has_value());
    must(unit->access().deleteSignInsOf(staff, third.tokenHash));
    const auto left = must(unit->access().signInsOf(staff));
    BOOST_REQUIRE_EQUAL(left.size(), 1U);
    checkSame(left[0], third);
    checkSame(*must(unit->access().findSignIn(foreign.tokenHash)), foreign);
    must(unit->access().deleteSignInsOf(staff, Hash{}));
    BOOST_TEST(must(unit->access().signInsOf(staff)).empty());
}

BOOST_AUTO_TEST_CASE(what_was_found_of_a_sign_in_is_out_of_date_once_one_has_ended) {
    Centre centre;
    const SignInRow row = signInOf(newId(), 100);
    const auto committed = [&](auto change) {
        const std::int64_t before = centre.database.generation();
        const auto unit = begin(centre.database);
        must(change(*unit));
        BOOST_TEST(centre.database.generation() == before);
        commit(*unit);
        return centre.database.generation() - before;
    };
    BOOST_TEST(committed([&](auto& unit) { return unit.access().putSignIn(row); }) == 0);
    BOOST_TEST(
        committed([&](auto& unit) { return unit.access().touchSignIn(row.tokenHash, 150); }) == 0);
    BOOST_TEST(committed([&](auto& unit) { return unit.access().deleteSignIn(row.tokenHash); }) >
               0);
    BOOST_TEST(committed([&](auto& unit) {
                   return unit.access().deleteSignInsOf(row.staffId, row.tokenHash);
               }) > 0);
    BOOST_TEST(committed([&](auto& unit) { return unit.directory().putUnit({newId()}); }) > 0);
}

BOOST_AUTO_TEST_CASE(a_view_is_closed_once_and_found_among_those_closed_since) {
    Centre centre;
    const Uuid staff = newId();
    const Uuid signIn = newId();
    ViewRow one{newId(), staff, signIn, newId(), "live", 1, 2, 100, std::nullopt};
    const ViewRow two{newId(), staff, signIn, newId(), "playback", 1, 2, 100, std::nullopt};
    const ViewRow otherSignIn{newId(), staff, newId(), newId(), "live", 1, 2, 100, std::nullopt};
    const ViewRow foreign{newId(), newId(), newId(), newId(), "still", 1, 2, 100, std::nullopt};
    const auto unit = begin(centre.database);
    for (const ViewRow& view : {one, two, otherSignIn, foreign}) must(unit->access().putView(view));
    const auto closedSince = [&](std::int64_t since) {
        return must(unit->access().viewsClosedSince(since));
    };

    must(unit->access().closeView(one.id, 500));
    must(unit->access().closeView(one.id, 900));
    one.closedUs = 500;
    const ViewRow read = *must(unit->access().findView(one.id));
    BOOST_TEST((std::tie(read.id, read.staffId, read.signInId, read.cameraId, read.use, read.fromUs,
                         read.toUs, read.openedUs, read.closedUs) ==
                std::tie(one.id, one.staffId, one.signInId, one.cameraId, one.use, one.fromUs,
                         one.toUs, one.openedUs, one.closedUs)));

    must(unit->access().closeViewsOf(staff, signIn, 600));
    BOOST_TEST((closedSince(0) == std::vector<Uuid>{one.id, two.id}));
    BOOST_TEST((closedSince(501) == std::vector<Uuid>{two.id}));
    must(unit->access().closeViewsOf(staff, Uuid{}, 700));
    BOOST_TEST((closedSince(601) == std::vector<Uuid>{otherSignIn.id}));
    BOOST_TEST(!must(unit->access().findView(foreign.id))->closedUs.has_value());
    BOOST_TEST(!must(unit->access().findView(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(the_audit_is_read_newest_first_by_actor_object_and_action) {
    Centre centre;
    const Uuid actor = newId();
    const Uuid object = newId();
    const AuditRow full{0,      5,         actor,       "stay.read",
                        "stay", object,    "case_work", std::string("\0\xff", 2),
                        false,  "10.0.0.7"};
    const auto unit = begin(centre.database);
    must(unit->access().putAudit(full));
    must(unit->access().putAudit({0, 6, actor, "sign_in", "staff", actor, "", "", true, ""}));
    must(unit->access().putAudit({0, 7, newId(), "stay.export", "stay", object, "", "", true, ""}));
    const auto list = [&](const AuditFilter& filter) {
        return actionsOf(must(unit->access().audit(filter)));
    };

    BOOST_TEST(list({}) == "stay.export sign_in stay.read ");
    BOOST_TEST(list({.actor = actor}) == "sign_in stay.read ");
    BOOST_TEST(list({.object = object}) == "stay.export stay.read ");
    BOOST_TEST(list({.actor = actor, .object = object}) == "stay.read ");
    BOOST_TEST(list({.action = "sign_in"}) == "sign_in ");
    BOOST_TEST(list({.limit = 1}) == "stay.export ");
    const auto newest = must(unit->access().audit({.limit = 1})).at(0);
    BOOST_TEST(list({.beforeId = newest.id}) == "sign_in stay.read ");
    const AuditRow read = must(unit->access().audit({.action = "stay.read"})).at(0);
    BOOST_TEST((std::tie(read.atUs, read.actor, read.action, read.objectKind, read.object,
                         read.reason, read.details, read.allowed, read.peer) ==
                std::tie(full.atUs, full.actor, full.action, full.objectKind, full.object,
                         full.reason, full.details, full.allowed, full.peer)));
}

BOOST_AUTO_TEST_CASE(an_invitation_is_used_once_and_only_in_time) {
    Centre& centre = sharedCentre();
    const Hash valid = someHash();
    const Hash late = someHash();
    {
        const auto unit = begin(centre.database);
        must(unit->access().putInvitation(valid, 1000));
        must(unit->access().putInvitation(late, 1000));
        commit(*unit);
    }

    std::atomic<int> used{0};
    const auto use = [&] {
        const auto unit = begin(centre.database);
        if (must(unit->access().useInvitation(valid, 999)) &&
            unit->commit() == app::CommitResult::Committed)
            ++used;
    };
    std::thread first(use);
    std::thread second(use);
    first.join();
    second.join();

    BOOST_TEST(used == 1);
    const auto unit = begin(centre.database);
    BOOST_TEST(!must(unit->access().useInvitation(late, 1000)));
    BOOST_TEST(!must(unit->access().useInvitation(someHash(), 0)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
