// SPDX-License-Identifier: Apache-2.0
// When the centre was up, and when a closed record is sealed.
#include "center/domain/uptime.h"

#include <boost/test/unit_test.hpp>

#include "center/domain/permissions/seal.h"

using namespace mingjing::domain;

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kUptimeHour = 3600 * kSecond;

std::vector<UpSpan> threeSpans() {
    return {{1000 * kSecond, 2000 * kSecond, "first"},
            {2010 * kSecond, 3000 * kSecond, "stopped"},
            {3600 * kSecond, 5000 * kSecond, "database"}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(uptime)

BOOST_AUTO_TEST_CASE(a_short_restart_is_no_outage) {
    const auto outages = outagesOf(threeSpans(), 5005 * kSecond);
    BOOST_TEST_REQUIRE(outages.size() == 1U);
    BOOST_TEST((outages[0] == Outage{3000 * kSecond, 3600 * kSecond, "database"}));
}

BOOST_AUTO_TEST_CASE(a_silence_that_lasts_is_an_outage_to_now) {
    const auto outages = outagesOf(threeSpans(), 5030 * kSecond);
    BOOST_TEST_REQUIRE(outages.size() == 2U);
    BOOST_TEST((outages[1] == Outage{5000 * kSecond, 5030 * kSecond, "database"}));
}

BOOST_AUTO_TEST_CASE(without_records_there_are_no_outages) {
    BOOST_TEST(outagesOf({}, 5000 * kSecond).empty());
    BOOST_TEST(!wasUp({}, 5000 * kSecond));
}

BOOST_AUTO_TEST_CASE(up_is_said_only_where_it_is_known) {
    struct Row {
        std::int64_t atS;
        std::optional<bool> expected;
    };
    for (const Row& row :
         {Row{999, std::nullopt}, Row{1000, true}, Row{2005, true}, Row{3000, true},
          Row{3001, false}, Row{3599, false}, Row{3600, true}, Row{5002, true}}) {
        BOOST_TEST_CONTEXT("at " << row.atS << " s")
        BOOST_TEST((wasUp(threeSpans(), row.atS * kSecond) == row.expected));
    }
}

BOOST_AUTO_TEST_CASE(an_administrative_record_is_sealed_a_day_after_the_person_left) {
    struct Row {
        CaseKind kind;
        std::optional<std::int64_t> departedUs;
        std::int64_t nowUs;
        bool expected;
    };
    const std::int64_t left = 100 * kUptimeHour;
    for (const Row& row :
         {Row{CaseKind::Administrative, left, left + 24 * kUptimeHour, false},
          Row{CaseKind::Administrative, left, left + 24 * kUptimeHour + 1, true},
          Row{CaseKind::Administrative, std::nullopt, left + 99 * kUptimeHour, false},
          Row{CaseKind::Criminal, left, left + 99 * kUptimeHour, false}})
        BOOST_TEST(isSealed(row.kind, row.departedUs, row.nowUs) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()
