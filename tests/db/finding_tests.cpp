// SPDX-License-Identifier: Apache-2.0
// Findings: what waits for a person comes oldest first; one a rule, stay and subject.
#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::FindingFilter;
using app::FindingRow;

namespace {

FindingRow someFinding(const std::string& status, std::int64_t raisedUs) {
    FindingRow finding;
    finding.id = newId();
    finding.rule = "LIM-01";
    finding.ruleVersion = 2;
    finding.severity = "violation";
    finding.stayId = newId();
    finding.subject = "讯问 2";
    finding.status = status;
    finding.atUs = raisedUs - 10;
    finding.raisedUs = raisedUs;
    finding.seq = 1;
    return finding;
}

void checkSame(const FindingRow& a, const FindingRow& b) {
    BOOST_TEST(
        (std::tie(a.id, a.rule, a.ruleVersion, a.severity, a.stayId, a.subject, a.questioningId,
                  a.roomId, a.status, a.provisional, a.atUs, a.untilUs, a.raisedUs, a.seq) ==
         std::tie(b.id, b.rule, b.ruleVersion, b.severity, b.stayId, b.subject, b.questioningId,
                  b.roomId, b.status, b.provisional, b.atUs, b.untilUs, b.raisedUs, b.seq)));
}

std::string timesOf(const std::vector<FindingRow>& findings) {
    std::string all;
    for (const FindingRow& finding : findings) all += std::to_string(finding.raisedUs) + " ";
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(findings)

BOOST_AUTO_TEST_CASE(a_finding_is_read_as_it_was_put) {
    Centre& centre = sharedCentre();
    FindingRow finding = someFinding("to_review", 100);
    const auto unit = begin(centre.database);

    must(unit->findings().put(finding));
    checkSame(*must(unit->findings().find(finding.id)), finding);
    finding.questioningId = newId();
    finding.roomId = newId();
    finding.untilUs = 120;
    finding.provisional = true;
    finding.status = "cured";
    finding.seq = 2;
    must(unit->findings().put(finding));

    checkSame(*must(unit->findings().find(finding.id)), finding);
    checkSame(must(unit->findings().ofStay(finding.stayId)).at(0), finding);
    BOOST_TEST(!must(unit->findings().find(newId())).has_value());
    BOOST_TEST(must(unit->findings().ofStay(newId())).empty());
}

BOOST_AUTO_TEST_CASE(the_same_finding_is_not_raised_twice) {
    Centre& centre = sharedCentre();
    const FindingRow finding = someFinding("to_review", 100);
    FindingRow twin = finding;
    twin.id = newId();
    const auto unit = begin(centre.database);
    must(unit->findings().put(finding));

    const auto refused = unit->findings().put(twin);

    BOOST_TEST(refused.error().code == "db.duplicate");
    checkSame(must(unit->findings().ofStay(finding.stayId)).at(0), finding);
}

BOOST_AUTO_TEST_CASE(findings_are_listed_by_status_rule_stay_and_questioning) {
    Centre centre;
    const auto unit = begin(centre.database);
    std::vector<FindingRow> all = {someFinding("to_review", 100), someFinding("to_review", 200),
                                   someFinding("confirmed", 300), someFinding("false_alarm", 400),
                                   someFinding("unclear", 500),   someFinding("cured", 600)};
    all[1].rule = "REC-06";
    all[1].questioningId = newId();
    for (const FindingRow& finding : all) must(unit->findings().put(finding));
    const auto list = [&](const FindingFilter& filter) {
        return timesOf(must(unit->findings().list(filter)));
    };
    const auto count = [&](const FindingFilter& filter) {
        return must(unit->findings().count(filter));
    };

    BOOST_TEST(list({}) == "100 200 ");
    BOOST_TEST(list({.status = "reviewed"}) == "500 400 300 ");
    BOOST_TEST(list({.status = "cured"}) == "600 ");
    BOOST_TEST(list({.status = "all"}) == "600 500 400 300 200 100 ");
    BOOST_TEST(list({.status = "all", .limit = 2}) == "600 500 ");
    BOOST_TEST(list({.status = "all", .after = app::ListPlace{300, all[2].id}}) == "200 100 ");
    BOOST_TEST(list({.after = app::ListPlace{100, all[0].id}}) == "200 ");
    BOOST_TEST(list({.rule = "REC-06"}) == "200 ");
    BOOST_TEST(list({.stay = all[0].stayId}) == "100 ");
    BOOST_TEST(list({.status = "all", .questioning = all[1].questioningId}) == "200 ");
    BOOST_TEST(count({}) == 2);
    BOOST_TEST(count({.status = "reviewed"}) == 3);
    BOOST_TEST(count({.status = "cured"}) == 1);
    BOOST_TEST(count({.status = "all", .rule = "LIM-01"}) == 5);
    BOOST_TEST((unit->findings().list({.status = "' OR 1"}).error().kind ==
                kernel::ErrorKind::InvalidInput));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
