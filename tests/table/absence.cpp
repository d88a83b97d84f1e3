// SPDX-License-Identifier: Apache-2.0
// ENTR-02, EXIT-01, EXIT-03: leaving for a while.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kOut = 2 * kHourUs;

StayBuilder approved(std::int64_t decidedUs, const char* holds = "unit_head", bool granted = true) {
    const std::string id = idOf(701).text();
    return StayBuilder()
        .event(kApprovalRequested, kHourUs,
               {{"approvalId", id}, {"about", "temporary_exit"}, {"neededRole", "unit_head"}})
        .event(kApprovalDecided, decidedUs,
               {{"approvalId", id},
                {"granted", granted},
                {"approver", kChen.text()},
                {"approverRoles", Json::array({holds})}});
}
StayBuilder out(StayBuilder stay, const char* reason = "identify_scene", bool named = true,
                const std::vector<Uuid>& escorts = {kHan, kLiu}) {
    Json ids = Json::array();
    for (const Uuid& id : escorts) ids.push_back(id.text());
    Json body{{"reason", reason}, {"escorts", ids}, {"restraint", "none"}};
    if (named) body["approvalId"] = idOf(701).text();
    return stay.event("AbsenceBegan", kOut, std::move(body));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(absence)

BOOST_AUTO_TEST_CASE(entr_02) {
    checkRows(leavesOnGround, "absence:4",
              {
                  {"approved before", out(approved(kOut)), 3 * kHourUs, "pass"},
                  {"one microsecond late", out(approved(kOut + 1)), 3 * kHourUs, "breach"},
                  {"not by name", out(approved(kOut), "recover_goods", false), 3 * kHourUs, "pass"},
                  {"refused", out(approved(kOut, "unit_head", false)), 3 * kHourUs, "breach"},
                  {"by who does not hold the role", out(approved(kOut, "investigator")),
                   3 * kHourUs, "breach"},
                  {"for another reason", out(approved(kOut), "other"), 3 * kHourUs, "breach"},
                  {"a witness goes where he wants", out(approved(kOut)).arrival("role", "witness"),
                   3 * kHourUs, "none"},
              });
    checkRows(
        leavesOnGround, "absence:2",
        {
            {"without approval", out(StayBuilder(), "identify_body", false), 3 * kHourUs, "breach"},
            {"to a hospital", out(StayBuilder(), "medical", false), 3 * kHourUs, "pass"},
        });
}

BOOST_AUTO_TEST_CASE(an_approval_serves_once) {
    const auto twice = out(out(approved(kOut)).event("AbsenceEnded", kOut + 1));
    BOOST_TEST(outcomeOf(leavesOnGround, twice.build(), "absence:4", 3 * kHourUs) == "pass");
    BOOST_TEST(outcomeOf(leavesOnGround, twice.build(), "absence:", 3 * kHourUs) == "breach");
}

BOOST_AUTO_TEST_CASE(a_plan_of_leaving_needs_the_approval) {
    const auto refusals = [](const StayBuilder& before, const char* reason) {
        const Centre centre = usualCentre();
        std::set<std::string> refused;
        for (const Notice& notice : guard(Step::LeaveForAWhile, before.build(),
                                          out(before, reason).build(), {}, centre, kT0 + kOut))
            if (notice.refuses) refused.insert(notice.rule->id);
        return refused;
    };
    BOOST_TEST(refusals(approved(kOut), "identify_scene").empty());
    BOOST_TEST(refusals(StayBuilder(), "medical").empty());
    BOOST_TEST(refusals(StayBuilder(), "identify_scene").contains("ENTR-02"));
}

BOOST_AUTO_TEST_CASE(exit_01) {
    checkRows(
        absenceRegistered, "escorts:4",
        {
            {"two", out(approved(kOut)), 3 * kHourUs, "pass"},
            {"one", out(approved(kOut), "identify_scene", true, {kHan}), 3 * kHourUs, "breach"},
            {"the same one twice", out(approved(kOut), "identify_scene", true, {kHan, kHan}),
             3 * kHourUs, "breach"},
        });
    checkRows(
        absenceRegistered, "approver:4",
        {
            {"named", out(approved(kOut)), 3 * kHourUs, "pass"},
            {"not named", out(approved(kOut), "identify_scene", false), 3 * kHourUs, "breach"},
            {"refused", out(approved(kOut, "unit_head", false)), 3 * kHourUs, "breach"},
            {"to a hospital", out(approved(kOut), "medical", false), 3 * kHourUs, "pass"},
        });
}

BOOST_AUTO_TEST_CASE(exit_03) {
    const std::int64_t back = 3 * kHourUs;
    const std::int64_t due = back + 30 * kMinuteUs;
    const auto returned = [&] { return out(approved(kOut)).event("AbsenceEnded", back); };
    checkRows(
        checkedAfterAbsence, "check:5",
        {
            {"not yet", returned(), due, "pending"},
            {"one microsecond later", returned(), due + 1, "breach"},
            {"checked in time", returned().safetyCheck(due, {kHan, kLiu}), 5 * kHourUs, "pass"},
            {"checked late", returned().safetyCheck(due + 1, {kHan, kLiu}), 5 * kHourUs, "breach"},
            {"left", returned().departed(due), 5 * kHourUs, "pass"},
            {"still out", out(approved(kOut)), 5 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
