// SPDX-License-Identifier: Apache-2.0
// Units, staff, rooms, cameras, cases, settings: read as written, and a code in use is a conflict.
#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::CameraRow;
using domain::Case;
using domain::Room;
using domain::Staff;
using domain::Unit;

namespace {

template <typename T>
const T& byId(const std::vector<T>& all, const Uuid& id) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const T& t) { return t.id == id; });
    if (it == all.end()) throw std::runtime_error("no row with this id");
    return *it;
}

void checkSame(const Unit& a, const Unit& b) {
    BOOST_TEST((std::tie(a.id, a.code, a.name, a.active, a.seq) ==
                std::tie(b.id, b.code, b.name, b.active, b.seq)));
}
void checkSame(const Staff& a, const Staff& b) {
    BOOST_TEST((std::tie(a.id, a.login, a.name, a.badge, a.sex, a.function, a.unitId, a.roles,
                         a.active, a.lastSignInUs,
                         a.seq) == std::tie(b.id, b.login, b.name, b.badge, b.sex, b.function,
                                            b.unitId, b.roles, b.active, b.lastSignInUs, b.seq)));
}
void checkSame(const Room& a, const Room& b) {
    BOOST_TEST((std::tie(a.id, a.code, a.name, a.kind, a.capacity, a.privacy, a.sexUse, a.minorUse,
                         a.active, a.outOfService, a.seq) ==
                std::tie(b.id, b.code, b.name, b.kind, b.capacity, b.privacy, b.sexUse, b.minorUse,
                         b.active, b.outOfService, b.seq)));
}
void checkSame(const CameraRow& a, const CameraRow& b) {
    BOOST_TEST((std::tie(a.id, a.code, a.name, a.roomId, a.mainUrl, a.subUrl, a.credentials,
                         a.transport, a.audio, a.active,
                         a.seq) == std::tie(b.id, b.code, b.name, b.roomId, b.mainUrl, b.subUrl,
                                            b.credentials, b.transport, b.audio, b.active, b.seq)));
}
void checkSame(const Case& a, const Case& b) {
    BOOST_TEST(
        (std::tie(a.id, a.number, a.name, a.kind, a.unitId, a.manyPersons, a.openedUs, a.seq) ==
         std::tie(b.id, b.number, b.name, b.kind, b.unitId, b.manyPersons, b.openedUs, b.seq)));
}

std::string fresh(const char* prefix) {
    return prefix + newId().text().substr(14);
}

Staff someStaff() {
    Staff staff;
    staff.id = newId();
    staff.login = fresh("u-");
    staff.name = "赵明";
    staff.badge = "012345";
    staff.sex = domain::Sex::Female;
    staff.function = domain::StaffFunction::Auxiliary;
    staff.unitId = newId();
    staff.roles = {domain::Role::DutyOfficer, domain::Role::Kiosk, domain::Role::PropertyKeeper};
    staff.lastSignInUs = 0;
    staff.seq = 1;
    return staff;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(directory)

BOOST_AUTO_TEST_CASE(units_are_read_as_they_were_put_and_changed_by_id) {
    Centre& centre = sharedCentre();
    Unit unit{newId(), fresh("U"), "刑侦大队", true, 1};
    const auto work = begin(centre.database);

    must(work->directory().putUnit(unit));
    checkSame(byId(must(work->directory().units()), unit.id), unit);
    unit = {unit.id, fresh("U"), "法制大队", false, 2};
    must(work->directory().putUnit(unit));
    must(work->directory().putUnit(unit));

    checkSame(byId(must(work->directory().units()), unit.id), unit);
}

BOOST_AUTO_TEST_CASE(a_code_in_use_is_a_conflict_and_the_other_row_stays_as_it_was) {
    Centre& centre = sharedCentre();
    const Unit first{newId(), fresh("U"), "一队", true, 1};
    const Unit second{newId(), first.code, "二队", true, 1};
    const auto work = begin(centre.database);
    must(work->directory().putUnit(first));

    const auto refused = work->directory().putUnit(second);

    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(refused.error().code == "db.duplicate");
    BOOST_TEST(refused.error().params["key"] == "units_by_code");
    checkSame(byId(must(work->directory().units()), first.id), first);
}

BOOST_AUTO_TEST_CASE(staff_keep_password_and_last_sign_in_when_they_are_changed) {
    Centre& centre = sharedCentre();
    Staff staff = someStaff();
    const auto work = begin(centre.database);
    must(work->directory().putStaff(staff));
    checkSame(*must(work->directory().findStaff(staff.id)), staff);
    must(work->access().setPassword(staff.id, "$argon2id$x"));
    must(work->access().noteSignIn(staff.id, 777));

    staff.name = "赵𠮷";
    staff.roles = {};
    staff.function = domain::StaffFunction::Officer;
    staff.active = false;
    staff.seq = 2;
    must(work->directory().putStaff(staff));

    staff.lastSignInUs = 777;
    checkSame(*must(work->directory().findStaff(staff.id)), staff);
    checkSame(byId(must(work->directory().staff()), staff.id), staff);
    BOOST_TEST(must(work->access().passwordHash(staff.id)) == "$argon2id$x");
    BOOST_TEST(!must(work->directory().findStaff(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(every_room_kind_and_privacy_class_is_read_as_it_was_put) {
    Centre& centre = sharedCentre();
    const auto work = begin(centre.database);
    for (const auto& [kind, word] : domain::Words<domain::RoomKind>::all)
        for (const auto& [privacy, privacyWord] : domain::Words<domain::Privacy>::all) {
            Room room{newId(), fresh("R"), "讯问室一", kind, 3, privacy, "F", true, true, "", 1};
            must(work->directory().putRoom(room));
            room.outOfService = "空调故障";
            room.seq = 2;
            must(work->directory().putRoom(room));

            checkSame(byId(must(work->directory().rooms()), room.id), room);
        }
}

BOOST_AUTO_TEST_CASE(cameras_are_read_as_they_were_put) {
    Centre& centre = sharedCentre();
    CameraRow camera{newId(),
                     fresh("C"),
                     "全景",
                     newId(),
                     "rtsp://10.0.0.9/main",
                     "",
                     std::string("\0\xff\x80", 3),
                     "tcp",
                     true,
                     true,
                     1};
    const auto work = begin(centre.database);

    must(work->directory().putCamera(camera));
    checkSame(byId(must(work->directory().cameras()), camera.id), camera);
    camera.subUrl = "rtsp://10.0.0.9/sub";
    camera.credentials.clear();
    camera.transport = "udp";
    camera.audio = false;
    camera.active = false;
    camera.seq = 2;
    must(work->directory().putCamera(camera));

    checkSame(byId(must(work->directory().cameras()), camera.id), camera);
}

BOOST_AUTO_TEST_CASE(cases_are_found_by_the_beginning_of_their_number_newest_first) {
    Centre centre;
    const Case old{newId(),  "京公刑立字〔2026〕100%号",
                   "盗窃案", domain::CaseKind::Criminal,
                   newId(),  true,
                   1000,     1};
    const Case young{newId(), "京公刑立字〔2026〕2号",
                     "斗殴",  domain::CaseKind::Administrative,
                     newId(), false,
                     2000,    1};
    const auto work = begin(centre.database);
    must(work->directory().putCase(old));
    must(work->directory().putCase(young));

    const auto numbers = [&](const std::string& prefix, int limit) {
        std::string all;
        for (const Case& c : must(work->directory().cases(prefix, limit))) all += c.number + ";";
        return all;
    };

    BOOST_TEST(numbers("", 10) == young.number + ";" + old.number + ";");
    BOOST_TEST(numbers("", 1) == young.number + ";");
    BOOST_TEST(numbers("京公刑立字〔2026〕100%", 10) == old.number + ";");
    // A wildcard that somebody types is a character like any other.
    BOOST_TEST(numbers("%", 10).empty());
    BOOST_TEST(numbers("京公_立字", 10).empty());
    BOOST_TEST(numbers("\\", 10).empty());
    checkSame(*must(work->directory().findCase(old.id)), old);
    checkSame(*must(work->directory().findCase(young.id)), young);
    BOOST_TEST(!must(work->directory().findCase(newId())).has_value());
    Case renamed = old;
    renamed.name = "抢劫案";
    renamed.seq = 2;
    must(work->directory().putCase(renamed));
    checkSame(*must(work->directory().findCase(old.id)), renamed);
}

BOOST_AUTO_TEST_CASE(a_case_that_changed_is_read_anew) {
    Centre centre;
    Case someCase;
    someCase.id = newId();
    someCase.number = fresh("A");
    someCase.name = "before";
    someCase.unitId = newId();
    const auto put = [&] {
        const auto unit = begin(centre.database);
        must(unit->directory().putCase(someCase));
        commit(*unit);
    };
    const auto name = [&] {
        return must(begin(centre.database)->directory().findCase(someCase.id))->name;
    };
    BOOST_TEST(!must(begin(centre.database)->directory().findCase(someCase.id)).has_value());
    put();
    BOOST_TEST(name() == "before");
    someCase.name = "after";
    put();
    BOOST_TEST(name() == "after");
}

BOOST_AUTO_TEST_CASE(settings_and_confirmed_rules_are_what_was_put_last) {
    Centre centre;
    const auto work = begin(centre.database);

    must(work->directory().putSetting("recordGapUs", "1"));
    must(work->directory().putSetting("recordGapUs", "2000000"));
    must(work->directory().putSetting("a", "乙"));
    must(work->directory().putRuleConfirmation("WAIT-03", true, 1));
    must(work->directory().putRuleConfirmation("WAIT-02", true, 2));
    must(work->directory().putRuleConfirmation("WAIT-03", false, 3));

    using Pairs = std::vector<std::pair<std::string, std::string>>;
    BOOST_TEST(
        (must(work->directory().settings()) == Pairs{{"a", "乙"}, {"recordGapUs", "2000000"}}));
    BOOST_TEST((must(work->directory().confirmedRules()) == std::vector<std::string>{"WAIT-02"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
