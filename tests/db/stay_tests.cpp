// SPDX-License-Identifier: Apache-2.0
// Stays, numbers, occupancies and questionings as lists and rules read them.
#include <algorithm>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::QuestioningRow;
using app::StayFilter;
using app::StayRow;
using domain::Occupancy;

namespace {

StayRow someStay(const std::string& number, std::int64_t arrivedUs) {
    StayRow stay;
    stay.id = newId();
    stay.number = number;
    stay.seq = 1;
    stay.state = "arrived";
    stay.caseId = newId();
    stay.unitId = newId();
    stay.arrivedUs = arrivedUs;
    return stay;
}

std::string numbersOf(const std::vector<StayRow>& stays) {
    std::string all;
    for (const StayRow& stay : stays) all += stay.number + " ";
    return all;
}

void checkSame(const QuestioningRow& a, const QuestioningRow& b) {
    BOOST_TEST(
        (std::tie(a.id, a.stayId, a.roomId, a.ordinal, a.kind, a.startedUs, a.endedUs, a.settled) ==
         std::tie(b.id, b.stayId, b.roomId, b.ordinal, b.kind, b.startedUs, b.endedUs, b.settled)));
}

void checkSame(const Occupancy& a, const Occupancy& b) {
    BOOST_TEST((std::tie(a.stayId, a.roomId, a.caseId, a.role, a.sex, a.minor, a.fromUs, a.toUs) ==
                std::tie(b.stayId, b.roomId, b.caseId, b.role, b.sex, b.minor, b.fromUs, b.toUs)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stays)

BOOST_AUTO_TEST_CASE(numbers_of_a_day_are_dense_and_given_once) {
    Centre centre;
    std::set<int> given;
    std::mutex mutex;
    const auto take = [&] {
        for (int i = 0; i < 10; ++i) {
            const auto unit = begin(centre.database);
            const int number = must(unit->stays().nextNumber("20261124"));
            if (i % 5 == 4) continue;  // undone: the number is given again
            commit(*unit);
            const std::lock_guard lock(mutex);
            BOOST_TEST(given.insert(number).second);
        }
    };

    std::vector<std::thread> all;
    for (int i = 0; i < 4; ++i) all.emplace_back(take);
    for (std::thread& thread : all) thread.join();

    BOOST_TEST(given.size() == 32U);
    BOOST_TEST(*given.begin() == 1);
    BOOST_TEST(*given.rbegin() == 32);
    const auto unit = begin(centre.database);
    BOOST_TEST(must(unit->stays().nextNumber("20261125")) == 1);
}

BOOST_AUTO_TEST_CASE(a_stay_is_read_as_it_was_put) {
    Centre& centre = sharedCentre();
    StayRow stay = someStay("20991124-01", 5);
    const auto unit = begin(centre.database);

    must(unit->stays().put(stay));
    BOOST_TEST((*must(unit->stays().find(stay.id)) == stay));
    stay.seq = 9;
    stay.state = "departed";
    stay.roomId = newId();
    stay.departedUs = 99;
    must(unit->stays().put(stay));
    must(unit->stays().put(stay));

    BOOST_TEST((*must(unit->stays().find(stay.id)) == stay));
    BOOST_TEST(!must(unit->stays().find(newId())).has_value());
    StayRow twin = someStay(stay.number, 6);
    BOOST_TEST(unit->stays().put(twin).error().code == "db.duplicate");
}

BOOST_AUTO_TEST_CASE(stays_are_listed_newest_first_by_state_number_case_and_unit) {
    Centre centre;
    const auto unit = begin(centre.database);
    domain::Case someCase;
    someCase.id = newId();
    someCase.number = "刑2026-9";
    must(unit->directory().putCase(someCase));
    StayRow a = someStay("20261124-01", 100);
    StayRow b = someStay("20261124-02", 200);
    StayRow c = someStay("20261125-01", 300);
    a.departedUs = 150;
    b.caseId = someCase.id;
    for (const StayRow& stay : {a, b, c}) must(unit->stays().put(stay));
    const auto list = [&](const StayFilter& filter) {
        BOOST_TEST(must(unit->stays().count(filter)) ==
                   static_cast<std::int64_t>(must(unit->stays().list(filter)).size()));
        return numbersOf(must(unit->stays().list(filter)));
    };
    using Which = StayFilter::Which;

    BOOST_TEST(list({}) == "20261125-01 20261124-02 ");
    BOOST_TEST(list({.which = Which::Closed}) == "20261124-01 ");
    BOOST_TEST(list({.which = Which::All}) == "20261125-01 20261124-02 20261124-01 ");
    BOOST_TEST(list({.which = Which::All, .numberOrCase = "20261124"}) ==
               "20261124-02 20261124-01 ");
    BOOST_TEST(list({.which = Which::All, .numberOrCase = "刑2026"}) == "20261124-02 ");
    BOOST_TEST(list({.which = Which::All, .numberOrCase = "%"}).empty());
    BOOST_TEST(list({.which = Which::All, .unit = c.unitId}) == "20261125-01 ");
    BOOST_TEST(numbersOf(must(unit->stays().list(
                   {.which = Which::All, .after = app::ListPlace{300, c.id}}))) ==
               "20261124-02 20261124-01 ");
    StayFilter two{.which = Which::All, .limit = 2};
    BOOST_TEST(numbersOf(must(unit->stays().list(two))) == "20261125-01 20261124-02 ");
    BOOST_TEST(must(unit->stays().count(two)) == 3);
}

BOOST_AUTO_TEST_CASE(occupancies_are_found_by_room_until_they_are_over) {
    Centre& centre = sharedCentre();
    const Uuid room = newId();
    Occupancy over{newId(), room, newId(), domain::PersonRole::Suspect, domain::Sex::Female,
                   true,    100,  200};
    Occupancy lasting{over.stayId,  room,         newId(), domain::PersonRole::Witness,
                      std::nullopt, std::nullopt, 300,     std::nullopt};
    Occupancy elsewhere{over.stayId,       newId(), newId(), domain::PersonRole::Offender,
                        domain::Sex::Male, false,   200,     300};
    const auto unit = begin(centre.database);

    must(unit->stays().replaceOccupancies(over.stayId, {over, elsewhere, lasting}));

    const auto all = must(unit->stays().occupancies({room}, 0));
    BOOST_REQUIRE_EQUAL(all.size(), 2U);
    checkSame(all[0], over);
    checkSame(all[1], lasting);
    BOOST_TEST(must(unit->stays().occupancies({room}, 200)).size() == 2U);
    BOOST_TEST(must(unit->stays().occupancies({room}, 201)).size() == 1U);
    checkSame(must(unit->stays().occupancies({elsewhere.roomId}, 0)).at(0), elsewhere);
    BOOST_TEST(must(unit->stays().occupancies({}, 0)).empty());

    must(unit->stays().replaceOccupancies(over.stayId, {lasting}));
    BOOST_TEST(must(unit->stays().occupancies({room}, 0)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(occupancies_of_more_rooms_than_one_statement_holds_are_all_found_once) {
    Centre& centre = sharedCentre();
    std::vector<domain::Uuid> rooms;
    std::vector<Occupancy> all;
    const Uuid stay = newId();
    for (int i = 0; i < 37; ++i) {
        rooms.push_back(newId());
        all.push_back({stay, rooms.back(), newId(), domain::PersonRole::Victim, std::nullopt,
                       std::nullopt, 1000 + i, std::nullopt});
    }
    const auto unit = begin(centre.database);
    must(unit->stays().replaceOccupancies(stay, all));

    const auto found = must(unit->stays().occupancies(rooms, 0));

    BOOST_TEST(found.size() == 37U);
}

BOOST_AUTO_TEST_CASE(a_report_that_repeats_another_is_not_refused) {
    Centre& centre = sharedCentre();
    const Uuid stay = newId();
    Occupancy first{stay,         newId(),      newId(), domain::PersonRole::Suspect,
                    std::nullopt, std::nullopt, 100,     100};
    Occupancy second = first;
    second.toUs = std::nullopt;
    const auto unit = begin(centre.database);

    must(unit->stays().replaceOccupancies(stay, {first, second}));

    const auto found = must(unit->stays().occupancies({first.roomId}, 0));
    BOOST_REQUIRE_EQUAL(found.size(), 1U);
    checkSame(found[0], second);
}

BOOST_AUTO_TEST_CASE(a_questioning_is_open_then_ended_then_settled) {
    Centre centre;
    QuestioningRow questioning{newId(),         newId(), newId(),      2,
                               "interrogation", 100,     std::nullopt, false};
    const auto unit = begin(centre.database);

    must(unit->stays().putQuestioning(questioning));
    must(unit->stays().settleQuestioning(questioning.id));
    checkSame(*must(unit->stays().findQuestioning(questioning.id)), questioning);
    BOOST_TEST(must(unit->stays().questionings(true, 10)).size() == 1U);
    BOOST_TEST(must(unit->stays().unsettledQuestionings()).size() == 1U);

    questioning.endedUs = 500;
    must(unit->stays().putQuestioning(questioning));
    BOOST_TEST(must(unit->stays().questionings(true, 10)).empty());
    BOOST_TEST(must(unit->stays().questionings(false, 10)).size() == 1U);
    BOOST_TEST(must(unit->stays().unsettledQuestionings()).size() == 1U);

    must(unit->stays().settleQuestioning(questioning.id));
    questioning.settled = true;
    checkSame(*must(unit->stays().findQuestioning(questioning.id)), questioning);
    BOOST_TEST(must(unit->stays().unsettledQuestionings()).empty());
    BOOST_TEST(!must(unit->stays().findQuestioning(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(questionings_are_listed_newest_first) {
    Centre centre;
    const auto unit = begin(centre.database);
    for (const std::int64_t started : {300, 100, 200})
        must(unit->stays().putQuestioning(
            {newId(), newId(), newId(), 1, "questioning", started, std::nullopt, false}));

    const auto newest = must(unit->stays().questionings(false, 2));
    const auto waiting = must(unit->stays().unsettledQuestionings());

    BOOST_REQUIRE_EQUAL(newest.size(), 2U);
    BOOST_TEST(newest[0].startedUs == 300);
    BOOST_TEST(newest[1].startedUs == 200);
    BOOST_REQUIRE_EQUAL(waiting.size(), 3U);
    BOOST_TEST(waiting[0].startedUs == 100);
}

BOOST_AUTO_TEST_CASE(attendances_are_replaced_and_hold_no_names) {
    Centre centre;
    const Uuid questioning = newId();
    const Uuid officer = newId();
    std::vector<domain::Attendance> all;
    for (int i = 0; i < 5; ++i)
        all.push_back({newId(), domain::AttendeeFunction::Lawyer, i, std::nullopt, "张律师"});
    const auto unit = begin(centre.database);
    must(unit->stays().replaceAttendances(questioning, all));

    must(unit->stays().replaceAttendances(
        questioning, {{officer, domain::AttendeeFunction::Officer, 7, 9, ""}}));
    commit(*unit);

    const auto owner = open(centre.schema.ownerOptions());
    BOOST_TEST(ask(*owner,
                   "SELECT CONCAT_WS(' ', attendee_function, from_us, to_us) "
                   "FROM attendances") == "officer 7 9");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
