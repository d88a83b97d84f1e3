// SPDX-License-Identifier: Apache-2.0
// INTR-11 to 14: who else must be there.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

const Uuid kHelper = idOf(801);
const Json kBoy{{"sex", "M"}, {"birthDate", "2012-01-01"}};
const Json kGirl{{"sex", "F"}, {"birthDate", "2012-01-01"}};
const Json kMan{{"sex", "M"}, {"birthDate", "1990-01-01"}};

Json flagged(const char* flag) {
    return {{"sex", "M"}, {"birthDate", "1990-01-01"}, {"flags", Json::array({flag})}};
}

/// Questioned by Han from 1 h to 2 h; the helper is there for so long after the start.
StayBuilder talked(const Json& facts, const char* function, std::int64_t fromUs = 0,
                   std::int64_t leftUs = kHourUs) {
    return StayBuilder()
        .facts(facts)
        .questioning(kHourUs, kInterrogation, {kHan})
        .joined(kHourUs + fromUs, kHelper, function)
        .left(kHourUs + leftUs, kHelper)
        .questioningEnded(2 * kHourUs);
}
StayBuilder alone(const Json& facts) {
    return StayBuilder()
        .facts(facts)
        .questioning(kHourUs, kInterrogation, {kHan})
        .questioningEnded(2 * kHourUs);
}
StayBuilder planned(const Json& facts, const char* support, std::int64_t arrivedUs = kMinuteUs,
                    const std::vector<Uuid>& officers = {kHan}) {
    return StayBuilder()
        .facts(facts)
        .event("SupportArrived", arrivedUs, {{"kind", support}})
        .questioning(kHourUs, kInterrogation, officers);
}

/// Throughout: a grace time to come in and go out, and no more.
void throughout(StayRule rule, const Json& facts, const char* what, const char* function) {
    const std::string subject = std::string(what) + ":";
    const std::int64_t grace = 60 * kSecondUs;
    checkRows(rule, subject + kQuestioning.text(),
              {{"all the time", talked(facts, function), 3 * kHourUs, "pass"}});
    checkRows(
        rule, subject,
        {
            {"within the grace", talked(facts, function, grace), 3 * kHourUs, "pass"},
            {"one microsecond longer", talked(facts, function, grace + 1), 3 * kHourUs, "breach"},
            {"left early", talked(facts, function, 0, kHourUs - grace - 1), 3 * kHourUs, "breach"},
            {"nobody", alone(facts), 3 * kHourUs, "breach"},
            {"somebody else", talked(facts, "other"), 3 * kHourUs, "breach"},
        });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(participants)

BOOST_AUTO_TEST_CASE(intr_11_and_12) {
    throughout(signInterpreter, flagged("deaf_mute"), "interpreter", "interpreter");
    throughout(languageInterpreter, flagged("foreign_language"), "interpreter", "interpreter");
    const std::string subject = "interpreter:" + kQuestioning.text();
    checkRows(
        signInterpreterArrived, subject,
        {
            {"has come", planned(flagged("deaf_mute"), "sign_interpreter"), kHourUs, "pass"},
            {"comes later", planned(flagged("deaf_mute"), "sign_interpreter", kHourUs + 1), kHourUs,
             "breach"},
            {"one of a language", planned(flagged("deaf_mute"), "interpreter"), kHourUs, "breach"},
            {"not needed", planned(kMan, "guardian"), kHourUs, "none"},
        });
    checkRows(languageInterpreterArrived, subject,
              {{"has come", planned(flagged("foreign_language"), "interpreter"), kHourUs, "pass"},
               {"has not", planned(flagged("foreign_language"), "lawyer"), kHourUs, "breach"}});
    const Stay sealed = StayBuilder().questioning(1, kInterrogation, {}).build();
    BOOST_TEST(outcomeOf(signInterpreter, sealed, "sealed:", 2) == "abstain");
    // A witness has the same right (治安管理处罚法 art. 101).
    const auto witness = alone(flagged("deaf_mute")).arrival("role", "witness");
    BOOST_TEST(outcomeOf(signInterpreter, witness.build(), "interpreter:", 3 * kHourUs) ==
               "breach");
}

BOOST_AUTO_TEST_CASE(intr_13) {
    throughout(guardianAttends, kBoy, "guardian", "guardian");
    const std::string subject = "guardian:" + kQuestioning.text();
    checkRows(guardianArrived, subject,
              {
                  {"a guardian", planned(kBoy, "guardian"), kHourUs, "pass"},
                  {"an appropriate adult", planned(kBoy, "appropriate_adult"), kHourUs, "pass"},
                  {"comes at that moment", planned(kBoy, "guardian", kHourUs), kHourUs, "pass"},
                  {"comes later", planned(kBoy, "guardian", kHourUs + 1), kHourUs, "breach"},
                  {"a lawyer is none", planned(kBoy, "lawyer"), kHourUs, "breach"},
                  {"an adult", planned(kMan, "lawyer"), kHourUs, "none"},
              });
    BOOST_TEST(outcomeOf(guardianAttends, alone({{"sex", "M"}}).build(), "sealed:", kHourUs) ==
               "abstain");
    const auto eighteen = alone({{"birthDate", "2008-11-24"}});
    const auto seventeen = alone({{"birthDate", "2008-11-25"}});
    BOOST_TEST(outcomeOf(guardianAttends, eighteen.build(), "guardian:", 3 * kHourUs) == "none");
    BOOST_TEST(outcomeOf(guardianAttends, seventeen.build(), "guardian:", 3 * kHourUs) == "breach");
}

BOOST_AUTO_TEST_CASE(intr_14) {
    const auto by = [](const Json& facts, const Uuid& officer) {
        return StayBuilder()
            .facts(facts)
            .questioning(kHourUs, kInterrogation, {kHan})
            .joined(kHourUs, officer)
            .questioningEnded(2 * kHourUs);
    };
    checkRows(womanAttends, "woman:",
              {
                  {"a woman of the staff", by(kGirl, kLiu), 3 * kHourUs, "pass"},
                  {"only men", by(kGirl, kHan), 3 * kHourUs, "breach"},
                  {"a boy", by(kBoy, kHan), 3 * kHourUs, "none"},
                  {"a grown woman", by({{"sex", "F"}, {"birthDate", "1990-01-01"}}, kHan),
                   3 * kHourUs, "none"},
                  {"a victim", by(kGirl, kHan).arrival("role", "victim"), 3 * kHourUs, "none"},
              });
    const Stay sealed = StayBuilder().questioning(1, kInterrogation, {}).build();
    BOOST_TEST(outcomeOf(womanAttends, sealed, "sealed:", 2) == "abstain");
    checkRows(womanNamed, "woman:" + kQuestioning.text(),
              {
                  {"named", planned(kGirl, "guardian", 1, {kHan, kLiu}), kHourUs, "pass"},
                  {"only men named", planned(kGirl, "guardian"), kHourUs, "breach"},
                  {"one has come", planned(kGirl, "female_officer"), kHourUs, "pass"},
                  {"a boy", planned(kBoy, "guardian"), kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
