// SPDX-License-Identifier: Apache-2.0
// The outbox forgets nothing, whatever order its ids become visible in; deadlines survive.
#include <map>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::Deadline;
using app::OutboxRow;
using app::StreamRef;

namespace {

std::vector<OutboxRow> take(app::Database& database, int limit = 1000) {
    const auto unit = begin(database);
    return must(unit->work().takeOutbox(limit));
}

void drop(app::Database& database, const std::vector<OutboxRow>& rows) {
    std::vector<std::int64_t> ids;
    for (const OutboxRow& row : rows) ids.push_back(row.id);
    const auto unit = begin(database);
    must(unit->work().deleteOutbox(ids));
    commit(*unit);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(work)

BOOST_AUTO_TEST_CASE(a_row_with_a_smaller_id_that_commits_later_is_still_delivered) {
    Centre centre;
    const StreamRef early{"stay", newId()};
    const StreamRef late{"stay", newId()};
    const auto slow = begin(centre.database);
    must(slow->work().putOutbox(early, 1));
    const auto fast = begin(centre.database);
    must(fast->work().putOutbox(late, 1));
    commit(*fast);

    const auto first = take(centre.database);
    drop(centre.database, first);
    commit(*slow);
    const auto second = take(centre.database);

    BOOST_REQUIRE_EQUAL(first.size(), 1U);
    BOOST_TEST((first[0].stream == late));
    BOOST_REQUIRE_EQUAL(second.size(), 1U);
    BOOST_TEST((second[0].stream == early));
    BOOST_TEST(second[0].id < first[0].id);
}

BOOST_AUTO_TEST_CASE(rows_that_were_taken_and_not_deleted_come_again_oldest_first) {
    Centre centre;
    const StreamRef stream{"stay", newId()};
    {
        const auto unit = begin(centre.database);
        for (int seq = 1; seq <= 40; ++seq) must(unit->work().putOutbox(stream, seq));
        commit(*unit);
    }

    const auto some = take(centre.database, 3);
    const auto again = take(centre.database);

    BOOST_REQUIRE_EQUAL(some.size(), 3U);
    BOOST_REQUIRE_EQUAL(again.size(), 40U);
    for (std::size_t i = 0; i < again.size(); ++i)
        BOOST_TEST(again[i].seq == static_cast<std::int64_t>(i) + 1);
    // More ids than one statement has places for, and a set that is not full.
    drop(centre.database, {again.begin(), again.end() - 1});
    const auto unit = begin(centre.database);
    BOOST_TEST(must(unit->work().countOutbox()) == 1);
    BOOST_TEST(must(unit->work().takeOutbox(10)).at(0).seq == 40);
    must(unit->work().deleteOutbox({}));
}

BOOST_AUTO_TEST_CASE(a_stays_deadlines_are_replaced_as_a_whole) {
    Centre centre;
    const Uuid stay = newId();
    const Uuid other = newId();
    std::vector<Deadline> many;
    for (int i = 0; i < 11; ++i)
        many.push_back({stay, "LIM-01", "第" + std::to_string(i), 1000 + i});
    {
        const auto unit = begin(centre.database);
        must(unit->work().replaceDeadlines(stay, many));
        must(unit->work().replaceDeadlines(other, {{other, "WAIT-02", "", 900}}));
        commit(*unit);
    }
    {
        const auto unit = begin(centre.database);
        BOOST_TEST((must(unit->work().dueStays(5000, 10)) == std::vector<Uuid>{other, stay}));
        BOOST_TEST((must(unit->work().dueStays(5000, 1)) == std::vector<Uuid>{other}));
        BOOST_TEST(must(unit->work().dueStays(899, 10)).empty());

        must(unit->work().replaceDeadlines(stay, {{stay, "LIM-01", "", 3000}}));
        must(unit->work().replaceDeadlines(other, {}));
        commit(*unit);
    }

    const auto unit = begin(centre.database);
    BOOST_TEST(must(unit->work().dueStays(2999, 10)).empty());
    BOOST_TEST((must(unit->work().dueStays(3000, 10)) == std::vector<Uuid>{stay}));
    const auto owner = open(centre.schema.ownerOptions());
    BOOST_TEST(ask(*owner, "SELECT COUNT(*) FROM deadlines") == "1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
