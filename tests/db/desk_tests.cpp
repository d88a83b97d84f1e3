// SPDX-License-Identifier: Apache-2.0
// Approvals, bookings, handovers and deadlines as the desk's lists read them.
#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::ApprovalRow;
using app::BookingRow;
using app::HandoverRow;

BOOST_AUTO_TEST_SUITE(desk)

BOOST_AUTO_TEST_CASE(open_approvals_come_by_need_and_decided_ones_newest_first) {
    Centre centre;
    const auto unit = begin(centre.database);
    const ApprovalRow late{newId(), newId(), 300, 1, std::nullopt};
    const ApprovalRow soon{newId(), newId(), 200, 2, std::nullopt};
    ApprovalRow first{newId(), newId(), 100, 3, 400};
    const ApprovalRow second{newId(), newId(), 100, 3, 500};
    for (const ApprovalRow& row : {late, soon, first, second}) must(unit->stays().putApproval(row));
    BOOST_TEST((must(unit->stays().approvals(true, 10)) == std::vector{soon, late}));
    BOOST_TEST((must(unit->stays().approvals(false, 10)) == std::vector{second, first}));
    BOOST_TEST((must(unit->stays().approvals(false, 1)) == std::vector{second}));
    first.decidedUs = 600;
    must(unit->stays().putApproval(first));
    BOOST_TEST((must(unit->stays().findApproval(first.id)) == std::optional(first)));
    BOOST_TEST(!must(unit->stays().findApproval(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(bookings_are_listed_by_state_and_their_numbers_are_given_once) {
    Centre centre;
    const auto unit = begin(centre.database);
    BookingRow tomorrow{newId(), "B1-01", 1, "expected", newId(), newId(), 200, std::nullopt};
    const BookingRow today{newId(), "B1-02", 1, "expected", newId(), newId(), 100, std::nullopt};
    must(unit->bookings().put(tomorrow));
    must(unit->bookings().put(today));
    BOOST_TEST((must(unit->bookings().list("expected", 10)) == std::vector{today, tomorrow}));
    tomorrow.state = "arrived";
    tomorrow.stayId = newId();
    tomorrow.seq = 2;
    must(unit->bookings().put(tomorrow));
    BOOST_TEST((must(unit->bookings().list("expected", 10)) == std::vector{today}));
    BOOST_TEST((must(unit->bookings().list("arrived", 10)) == std::vector{tomorrow}));
    BOOST_TEST((must(unit->bookings().find(tomorrow.id)) == std::optional(tomorrow)));
    BookingRow twin = today;
    twin.id = newId();
    BOOST_TEST(!unit->bookings().put(twin).ok());
}

BOOST_AUTO_TEST_CASE(handovers_come_newest_first_and_keep_who_took_over) {
    Centre centre;
    const auto unit = begin(centre.database);
    HandoverRow older{newId(), 1, 100, newId(), std::nullopt, std::nullopt};
    const HandoverRow newer{newId(), 1, 200, newId(), std::nullopt, std::nullopt};
    must(unit->handovers().put(older));
    must(unit->handovers().put(newer));
    older.acceptedUs = 300;
    older.acceptedBy = newId();
    older.seq = 2;
    must(unit->handovers().put(older));
    BOOST_TEST((must(unit->handovers().list(10)) == std::vector{newer, older}));
    BOOST_TEST((must(unit->handovers().list(1)) == std::vector{newer}));
    BOOST_TEST((must(unit->handovers().find(older.id)) == std::optional(older)));
}

BOOST_AUTO_TEST_CASE(open_calls_for_help_come_by_time_and_closed_ones_newest_first) {
    Centre centre;
    const auto unit = begin(centre.database);
    app::HelpCallRow later{newId(), 1, "open", 200, newId(), std::nullopt, std::nullopt};
    app::HelpCallRow earlier{newId(), 1, "open", 100, std::nullopt, std::nullopt, std::nullopt};
    must(unit->help().put(later));
    must(unit->help().put(earlier));
    BOOST_TEST((must(unit->help().open(10)) == std::vector{earlier, later}));
    BOOST_TEST((must(unit->help().open(1)) == std::vector{earlier}));
    earlier.roomId = newId();
    earlier.answeredUs = 250;
    earlier.closedUs = 300;
    earlier.state = "ended";
    earlier.seq = 3;
    later.closedUs = 400;
    later.state = "withdrawn";
    must(unit->help().put(earlier));
    must(unit->help().put(later));
    BOOST_TEST(must(unit->help().open(10)).empty());
    BOOST_TEST((must(unit->help().closedSince(300, 10)) == std::vector{later, earlier}));
    BOOST_TEST((must(unit->help().closedSince(301, 10)) == std::vector{later}));
    BOOST_TEST((must(unit->help().find(earlier.id)) == std::optional(earlier)));
    BOOST_TEST(!must(unit->help().find(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_due_for_a_stay_is_read_back) {
    Centre centre;
    const auto unit = begin(centre.database);
    const Uuid stay = newId();
    must(unit->work().replaceDeadlines(
        stay, {{stay, "WAIT-05", "gap:1", 100}, {stay, "TIME-25", "meal", 200}}));
    must(unit->work().replaceDeadlines(newId(), {{newId(), "TIME-01", "limit", 50}}));
    std::string said;
    for (const app::Deadline& deadline : must(unit->work().deadlinesOf(stay)))
        said += deadline.rule + " " + deadline.subject + " " + std::to_string(deadline.dueUs) + ";";
    BOOST_TEST((said == "TIME-25 meal 200;WAIT-05 gap:1 100;" ||
                said == "WAIT-05 gap:1 100;TIME-25 meal 200;"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
