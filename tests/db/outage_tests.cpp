// SPDX-License-Identifier: Apache-2.0
// Blank forms, spans of service, openings of sealed stays and runs of exercises, as they are
// listed.
#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::BlankFormRow;
using app::PracticeRow;
using app::UptimeRow;

BOOST_AUTO_TEST_SUITE(outage)

BOOST_AUTO_TEST_CASE(blank_forms_are_listed_by_state_counted_and_numbered_once) {
    Centre centre;
    const auto unit = begin(centre.database);
    const Uuid batch = newId();
    BlankFormRow first{newId(), batch, "K1-001", "blank", 100, newId(), {}, {}, {}};
    const BlankFormRow second{newId(), batch, "K1-002", "blank", 100, first.printedBy, {}, {}, {}};
    must(unit->blankForms().put(second));
    must(unit->blankForms().put(first));
    BOOST_TEST((must(unit->blankForms().ofBatch(batch)) == std::vector{first, second}));
    first.state = "used";
    first.settledUs = 200;
    first.settledBy = newId();
    first.stayId = newId();
    must(unit->blankForms().put(first));
    BOOST_TEST((must(unit->blankForms().find(first.id)) == std::optional(first)));
    BOOST_TEST((must(unit->blankForms().list("blank", 10)) == std::vector{second}));
    BOOST_TEST((must(unit->blankForms().list("all", 10)) == std::vector{second, first}));
    BOOST_TEST((must(unit->blankForms().list("all", 1)) == std::vector{second}));
    BOOST_TEST((must(unit->blankForms().counts()) ==
                std::map<std::string, std::int64_t>{{"blank", 1}, {"used", 1}}));
    BlankFormRow twin = second;
    twin.id = newId();
    twin.number = "K1-001";
    must(unit->blankForms().put(twin));
    BOOST_TEST(!must(unit->blankForms().find(twin.id)).has_value(), "a number is one form's");
    BOOST_TEST(must(unit->blankForms().ofBatch(newId())).empty());
}

BOOST_AUTO_TEST_CASE(spans_are_read_from_the_one_that_holds_the_beginning) {
    Centre centre;
    const auto unit = begin(centre.database);
    BOOST_TEST(!must(unit->uptime().newest()).has_value());
    const UptimeRow first{100, 200, "first"}, third{500, 600, "database"};
    UptimeRow second{300, 310, "stopped"};
    for (const UptimeRow& row : {second, first, third}) must(unit->uptime().put(row));
    second.aliveUs = 400;
    must(unit->uptime().put(second));
    BOOST_TEST((must(unit->uptime().newest()) == std::optional(third)));
    BOOST_TEST((must(unit->uptime().oldest()) == std::optional(first)));
    BOOST_TEST((must(unit->uptime().within(350, 900, 10)) == std::vector{second, third}));
    BOOST_TEST((must(unit->uptime().within(0, 450, 10)) == std::vector{first, second}));
    BOOST_TEST((must(unit->uptime().within(0, 900, 1)) == std::vector{third}), "the newest");
}

BOOST_AUTO_TEST_CASE(an_opening_is_of_one_reader_and_the_last_one_holds) {
    Centre centre;
    const auto unit = begin(centre.database);
    const Uuid stay = newId(), reader = newId();
    BOOST_TEST(must(unit->access().openUntil(stay, reader)) == 0);
    must(unit->access().putOpening(stay, reader, 10, 20));
    must(unit->access().putOpening(stay, reader, 30, 40));
    BOOST_TEST(must(unit->access().openUntil(stay, reader)) == 40);
    BOOST_TEST(must(unit->access().openUntil(stay, newId())) == 0);
}

BOOST_AUTO_TEST_CASE(runs_come_newest_first_and_keep_whom_they_made) {
    Centre centre;
    const auto unit = begin(centre.database);
    const Uuid trainee = newId();
    PracticeRow older{newId(), trainee, "night_watch", 100, 900, {}, {}};
    const PracticeRow newer{newId(), trainee, "evening_rush", 200, 900, {}, {}};
    for (const PracticeRow& row :
         {older, newer, PracticeRow{newId(), newId(), "x", 300, 900, {}, {}}})
        must(unit->practice().put(row));
    older.stays = {newId(), newId()};
    older.bookings = {newId()};
    must(unit->practice().putSeeds(older));
    older.endsUs = 500;
    must(unit->practice().put(older));
    BOOST_TEST((must(unit->practice().find(older.id)) == std::optional(older)));
    BOOST_TEST((must(unit->practice().of(trainee, 10)) == std::vector{newer, older}));
    BOOST_TEST((must(unit->practice().of(trainee, 1)) == std::vector{newer}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
