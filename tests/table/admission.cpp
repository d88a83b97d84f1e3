// SPDX-License-Identifier: Apache-2.0
// ENTR-14, 17, BELG-02, 04: what admission rests on.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

/// Asked for at `requestUs`, granted by who holds the role at `decidedUs`.
StayBuilder approved(StayBuilder stay, const char* about, std::int64_t decidedUs,
                     const char* role = "unit_head", const char* holds = "unit_head",
                     bool granted = true) {
    const std::string id = idOf(701).text();
    return stay
        .event(kApprovalRequested, 1, {{"approvalId", id}, {"about", about}, {"neededRole", role}})
        .event(kApprovalDecided, decidedUs,
               {{"approvalId", id},
                {"granted", granted},
                {"approver", kChen.text()},
                {"approverRoles", Json::array({holds})}});
}

StayBuilder collected(StayBuilder stay, Json items = Json::array({"portrait"})) {
    return stay.event(kInformationCollected, kHourUs, {{"collected", std::move(items)}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(admission)

BOOST_AUTO_TEST_CASE(entr_14_collection) {
    const auto here = [] { return StayBuilder().administrative(); };
    const auto allowed = [&](std::int64_t atUs, const char* role = "unit_head",
                             const char* holds = "unit_head", bool granted = true) {
        return collected(approved(here(), "information", atUs, role, holds, granted));
    };
    checkRows(informationCollected, "collection",
              {
                  {"without approval", collected(here()), 2 * kHourUs, "breach"},
                  {"approved at that moment", allowed(kHourUs), 2 * kHourUs, "pass"},
                  {"approved later", allowed(kHourUs + 1), 2 * kHourUs, "breach"},
                  {"refused", allowed(2, "unit_head", "unit_head", false), 2 * kHourUs, "breach"},
                  {"by who does not hold the role", allowed(2, "unit_head", "investigator"),
                   2 * kHourUs, "breach"},
                  {"by a head of the bureau", allowed(2, "bureau_head", "bureau_head"), 2 * kHourUs,
                   "pass"},
                  {"an approval of something else",
                   collected(approved(here(), "temporary_exit", 2)), 2 * kHourUs, "breach"},
                  {"nothing was taken", collected(here(), Json::array()), 2 * kHourUs, "none"},
                  {"a criminal case", collected(StayBuilder()), 2 * kHourUs, "none"},
                  {"a victim's consent is on no record",
                   collected(here().arrival("role", "victim")), 2 * kHourUs, "abstain"},
                  {"a witness", collected(here().arrival("role", "witness")), 2 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(entr_14_order) {
    const auto talked = [](StayBuilder stay, std::int64_t atUs) {
        return stay.questioning(atUs, kInterrogation, {});
    };
    checkRows(
        informationCollected, "order",
        {
            {"collected first", talked(collected(StayBuilder()), kHourUs), 2 * kHourUs, "pass"},
            {"questioned first", talked(collected(StayBuilder()), kHourUs - 1), 2 * kHourUs,
             "breach"},
            {"never collected", talked(StayBuilder(), kHourUs), 2 * kHourUs, "breach"},
            {"a witness", talked(StayBuilder().arrival("role", "witness"), kHourUs), 2 * kHourUs,
             "none"},
        });
    const Stay early = talked(StayBuilder(), kHourUs).build();
    BOOST_TEST(
        (verdictOf(informationCollected, early, "order", kHourUs).severity == Severity::Warning));
}

BOOST_AUTO_TEST_CASE(a_plan_of_collection_needs_the_approval) {
    const auto before = StayBuilder().administrative().event(kPersonRegistered, 1);
    const auto refusals = [&](const StayBuilder& earlier) {
        const Centre centre = usualCentre();
        std::set<std::string> refused;
        for (const Notice& notice : guard(Step::Information, earlier.build(),
                                          collected(earlier).build(), {}, centre, kT0 + kHourUs))
            if (notice.refuses) refused.insert(notice.rule->id);
        return refused;
    };
    BOOST_TEST(refusals(before).contains("ENTR-14"));
    BOOST_TEST(!refusals(approved(before, "information", 2)).contains("ENTR-14"));
}

BOOST_AUTO_TEST_CASE(entr_17) {
    const auto paper = [](StayBuilder stay, const char* number) {
        return stay.disclosed("paper", {{"documentNumber", number}, {"issuedBy", "某局"}});
    };
    const auto served = [](StayBuilder stay, const char* kind) {
        return stay.event("PaperServed", kHourUs, {{"kind", kind}}).sealed("number");
    };
    const auto oral = [] { return StayBuilder().arrival("oral", true); };
    const auto compelled = [] { return StayBuilder().based("compelled_appearance"); };
    checkRows(basisPresent, "basis:1",
              {
                  {"with a number", paper(StayBuilder(), "传1"), 0, "pass"},
                  {"without one", paper(StayBuilder(), ""), 0, "breach"},
                  {"oral", oral(), 0, "pass"},
                  {"compelled appearance is never oral", oral().based("compelled_appearance"), 0,
                   "breach"},
                  {"the warrant served later", served(compelled(), "compelled_appearance"),
                   2 * kHourUs, "pass"},
                  {"another paper served", served(compelled(), "summons"), 2 * kHourUs, "breach"},
                  {"sealed", StayBuilder().sealed("paper"), 0, "abstain"},
                  {"surrendered", StayBuilder().based("surrendered"), 0, "pass"},
                  {"a witness", StayBuilder().arrival("role", "witness"), 0, "none"},
              });
    checkRows(basisPresent, "basis:2",
              {
                  {"a following one without a paper", StayBuilder().basisChanged(1, "detention"), 2,
                   "breach"},
                  {"with one", paper(StayBuilder().basisChanged(1, "detention"), "拘1"), 2, "pass"},
              });
}

BOOST_AUTO_TEST_CASE(belg_02) {
    const auto kept = [](const Uuid& keeper) {
        return StayBuilder()
            .arrival("broughtBy", Json::array({kHan.text()}))
            .event(kBelongingsListed, kMinuteUs, {{"keeper", keeper.text()}});
    };
    checkRows(keeperApart, "keeper",
              {
                  {"another", kept(kAuxiliary), kHourUs, "pass"},
                  {"who brought him", kept(kHan), kHourUs, "breach"},
                  {"who questions him", kept(kLiu).questioning(kHourUs, kInterrogation, {kLiu}),
                   2 * kHourUs, "breach"},
                  {"who joins as an officer",
                   kept(kLiu).questioning(kHourUs, kInterrogation, {kHan}).joined(kHourUs, kLiu),
                   2 * kHourUs, "breach"},
                  {"nothing listed", StayBuilder(), kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(belg_04) {
    const auto listed = [](bool isSigned) {
        return StayBuilder().event(kBelongingsListed, kMinuteUs, {{"signedByPerson", isSigned}});
    };
    checkRows(belongingsSigned, "signature",
              {
                  {"signed", listed(true), kHourUs, "pass"},
                  {"not signed", listed(false), kHourUs, "breach"},
                  {"nothing listed", StayBuilder(), kHourUs, "none"},
                  {"a witness", listed(false).arrival("role", "witness"), kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
