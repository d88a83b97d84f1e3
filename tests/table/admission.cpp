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

BOOST_AUTO_TEST_CASE(entr_14_a_victims_consent) {
    const auto victim = [](Json body) {
        return StayBuilder()
            .arrival("role", "victim")
            .event(kInformationCollected, kHourUs, std::move(body));
    };
    const Json taken = Json::array({"fingerprint"});
    checkRows(
        informationCollected, "collection",
        {
            {"consented", victim({{"collected", taken}, {"consent", true}}), 2 * kHourUs, "pass"},
            {"did not", victim({{"collected", taken}, {"consent", false}}), 2 * kHourUs, "breach"},
            {"nobody asked", victim({{"collected", taken}}), 2 * kHourUs, "abstain"},
            {"nothing was taken", victim({{"collected", Json::array()}, {"consent", false}}),
             2 * kHourUs, "none"},
        });
}

BOOST_AUTO_TEST_CASE(entr_14_what_was_taken_is_not_taken_again) {
    const auto twice = [](StayBuilder stay, Json first, Json second) {
        return stay.event(kInformationCollected, kHourUs, {{"collected", std::move(first)}})
            .event(kInformationCollected, 2 * kHourUs, {{"collected", std::move(second)}});
    };
    const auto here = [] { return StayBuilder().administrative(); };
    checkRows(
        informationCollected, "again:3",
        {
            {"the same",
             twice(here(), Json::array({"portrait"}), Json::array({"portrait", "urine"})),
             3 * kHourUs, "breach"},
            {"something else", twice(here(), Json::array({"portrait"}), Json::array({"urine"})),
             3 * kHourUs, "pass"},
            {"copies of a device are no samples",
             twice(here(), Json::array({"phone_data"}), Json::array({"phone_data"})), 3 * kHourUs,
             "pass"},
            {"nothing", twice(here(), Json::array({"portrait"}), Json::array()), 3 * kHourUs,
             "none"},
            {"a criminal case",
             twice(StayBuilder(), Json::array({"portrait"}), Json::array({"portrait"})),
             3 * kHourUs, "none"},
        });
    checkRows(
        informationCollected, "again:2",
        {{"the first time", twice(here(), Json::array({"portrait"}), Json::array({"portrait"})),
          3 * kHourUs, "pass"}});
}

BOOST_AUTO_TEST_CASE(entr_14_what_another_stay_has_taken) {
    const Stay stay = collected(StayBuilder().administrative()).build();
    const auto outcome = [&](const char* kind, std::int64_t atUs) {
        Centre centre = usualCentre();
        centre.taken.push_back({kind, kT0 + atUs, idOf(9), "20261101-03"});
        for (const Verdict& verdict : informationCollected({stay, centre, kT0 + 2 * kHourUs}))
            if (verdict.subject == "again:2") return std::pair(verdict.outcome, verdict.params);
        return std::pair(Outcome::Abstain, Json());
    };
    BOOST_TEST((outcome("portrait", -24 * kHourUs).first == Outcome::Breach));
    BOOST_TEST((outcome("portrait", -24 * kHourUs).second["number"] == "20261101-03"));
    BOOST_TEST((outcome("urine", -24 * kHourUs).first == Outcome::Pass));
    // What the other stay took later is its own breach, not this one's.
    BOOST_TEST((outcome("portrait", kHourUs + 1).first == Outcome::Pass));
}

BOOST_AUTO_TEST_CASE(a_plan_to_take_again_is_refused) {
    const auto before =
        approved(StayBuilder().administrative().event(kPersonRegistered, 1), "information", 2);
    const auto refused = [&](const char* kind) {
        Centre centre = usualCentre();
        centre.taken.push_back({"portrait", kT0 - kHourUs, idOf(9), "20261101-03"});
        const auto after = collected(before, Json::array({kind}));
        const auto notices =
            guard(Step::Information, before.build(), after.build(), {}, centre, kT0 + kHourUs);
        return std::any_of(notices.begin(), notices.end(), [](const Notice& notice) {
            return notice.refuses && notice.rule->id == "ENTR-14";
        });
    };
    BOOST_TEST(refused("portrait"));
    BOOST_TEST(!refused("urine"));
}

BOOST_AUTO_TEST_CASE(entr_14_order_is_that_of_the_first_collection) {
    const auto again =
        collected(StayBuilder())
            .questioning(2 * kHourUs, kInterrogation, {})
            .event(kInformationCollected, 3 * kHourUs, {{"collected", Json::array({"voice"})}});
    checkRows(informationCollected, "order", {{"more later", again, 4 * kHourUs, "pass"}});
}

BOOST_AUTO_TEST_CASE(entr_19) {
    const auto all = [](const char* answer) {
        Json answers = Json::object();
        for (const std::string& group : specialGroups()) answers[group] = answer;
        return answers;
    };
    const auto asked = [](Json answers) {
        return StayBuilder()
            .event(kPersonRegistered, 1)
            .disclosed("groups", {{"answers", std::move(answers)}});
    };
    Json some = all("no");
    some.erase("pregnant");
    const auto corrected = [&] {
        return asked(some)
            .event(kEntryCorrected, 2, {{"ofSeq", 2}, {"values", Json::object()}})
            .disclosed("groups", {{"answers", all("no")}});
    };
    checkRows(
        groupsAsked, "groups",
        {
            {"every question answered", asked(all("no")), 2, "pass"},
            {"not known is an answer", asked(all("unknown")), 2, "pass"},
            {"one is missing", asked(some), 2, "breach"},
            {"answered later, as a correction", corrected(), 3, "pass"},
            {"none was asked", StayBuilder().event(kPersonRegistered, 1), 2, "breach"},
            {"sealed", StayBuilder().event(kPersonRegistered, 1).sealed("groups"), 2, "abstain"},
            {"not registered yet", StayBuilder(), 2, "none"},
            {"a witness is asked, too",
             StayBuilder().arrival("role", "witness").event(kPersonRegistered, 1), 2, "breach"},
        });
    BOOST_TEST((findRule("ENTR-19")->severity == Severity::Warning));
}

BOOST_AUTO_TEST_CASE(answers_become_the_facts_that_rules_read) {
    const Stay stay =
        StayBuilder()
            .facts({{"sex", "F"}, {"flags", Json::array({"drunk"})}})
            .event(kPersonRegistered, 1)
            .disclosed("groups", {{"answers", {{"pregnant", "yes"}, {"drunk", "no"}}}})
            .build();
    BOOST_TEST((stay.facts->flags == std::set<std::string>{"pregnant"}));
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
