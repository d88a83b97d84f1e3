// SPDX-License-Identifier: Apache-2.0
// TIME-13 to 16, 24: continued questioning.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

const Json kAdult{{"sex", "M"}, {"birthDate", "1990-01-01"}};
const Json kAged{{"sex", "M"}, {"birthDate", "1950-01-01"}};

StayBuilder kept(const Json& facts = kAdult) {
    return StayBuilder().based("continued_questioning").facts(facts);
}
StayBuilder day(std::int64_t atUs, const char* by = "bureau_head") {
    return kept().extended(atUs, 24, {"suspicion_open"}, by);
}
StayBuilder twoDays(std::int64_t atUs, const char* by = "bureau_head") {
    return day(12 * kHourUs).extended(atUs, 48, {"identity_hidden"}, by);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(continued_questioning)

BOOST_AUTO_TEST_CASE(time_13) {
    checkRows(continuedLimit, "limit",
              {
                  {"12 h", kept(), 12 * kHourUs, "pending"},
                  {"one microsecond later", kept(), 12 * kHourUs + 1, "breach"},
                  {"extended to 24 h", day(12 * kHourUs), 24 * kHourUs, "pending"},
                  {"and no longer", day(12 * kHourUs), 24 * kHourUs + 1, "breach"},
                  {"extended to 48 h", twoDays(24 * kHourUs), 48 * kHourUs, "pending"},
                  {"and no longer", twoDays(24 * kHourUs), 48 * kHourUs + 1, "breach"},
                  {"left in time", kept().departed(12 * kHourUs), 30 * kHourUs, "pass"},
                  {"summoned in time", kept().basisChanged(11 * kHourUs, "criminal_summons"),
                   30 * kHourUs, "pass"},
                  {"a summons", StayBuilder(), 30 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(time_14) {
    checkRows(
        continuedExtension, "extension:2",
        {
            {"24 h before expiry", day(12 * kHourUs), kHourUs, "pass"},
            {"late", day(12 * kHourUs + 1), kHourUs, "breach"},
            {"by the head of a unit", day(kHourUs, "unit_head"), kHourUs, "breach"},
            {"without the ground", kept().extended(kHourUs, 24, {"complex"}, "bureau_head"),
             kHourUs, "breach"},
            {"no direct step to 48 h",
             kept().extended(kHourUs, 48, {"identity_hidden"}, "bureau_head"), kHourUs, "breach"},
            {"none of a protected person",
             kept(kAged).extended(kHourUs, 24, {"suspicion_open"}, "bureau_head"), kHourUs,
             "breach"},
        });
    checkRows(
        continuedExtension, "extension:3",
        {
            {"48 h on top of 24 h", twoDays(24 * kHourUs), kHourUs, "pass"},
            {"late", twoDays(24 * kHourUs + 1), kHourUs, "breach"},
            {"by the head of a unit", twoDays(20 * kHourUs, "unit_head"), kHourUs, "breach"},
            {"on top of a late one",
             day(12 * kHourUs + 1).extended(20 * kHourUs, 48, {"identity_hidden"}, "bureau_head"),
             kHourUs, "breach"},
        });
}

BOOST_AUTO_TEST_CASE(time_15) {
    const auto born = [](const char* date) { return kept({{"birthDate", date}}); };
    const std::int64_t limit = 4 * kHourUs;
    checkRows(
        protectedPersons, "limit",
        {
            {"4 h", born("1950-01-01"), limit, "pending"},
            {"one microsecond later", born("1950-01-01"), limit + 1, "breach"},
            {"70 today", born("1956-11-24"), limit + 1, "breach"},
            {"70 tomorrow", born("1956-11-25"), limit + 1, "pass"},
            {"16 tomorrow", born("2010-11-25"), limit + 1, "breach"},
            {"16 today", born("2010-11-24"), limit + 1, "pass"},
            {"pregnant", kept({{"flags", Json::array({"pregnant"})}}), limit + 1, "breach"},
            {"nursing", kept({{"flags", Json::array({"nursing"})}}), limit + 1, "breach"},
            {"sealed facts", StayBuilder().based("continued_questioning"), limit + 1, "abstain"},
            {"age not known", kept({{"sex", "M"}}), limit + 1, "abstain"},
            {"summoned", StayBuilder().facts(kAged), limit + 1, "none"},
        });
    checkRows(
        protectedPersons, "room:2",
        {
            {"put in a waiting room", kept(kAged).placed(kHourUs, kWaiting), kHourUs, "breach"},
            {"another room", kept(kAged).placed(kHourUs, kOffice), kHourUs, "none"},
            {"an adult", kept().placed(kHourUs, kWaiting), kHourUs, "none"},
        });
    checkRows(protectedPersons, "room:3",
              {{"after a summons",
                kept(kAged).basisChanged(kHourUs, "criminal_summons").placed(kHourUs + 1, kWaiting),
                2 * kHourUs, "none"}});
}

BOOST_AUTO_TEST_CASE(time_16) {
    // kT0 is midnight: a night until 07:00.
    const auto leaves = [](std::int64_t atUs, const Json& body, const Json& facts = kAged) {
        Json whole = {{"kind", "released"}};
        whole.update(body);
        return kept(facts).event(kPersonDeparted, atUs, whole);
    };
    const Json family{{"destination", "family"}};
    const Json escorted{{"destination", "home"}, {"escorts", Json::array({kHan.text()})}};
    const Json alone{{"destination", "home"}};
    checkRows(fetchedAtNight, "fetched",
              {
                  {"alone at night", leaves(3 * kHourUs, alone), 4 * kHourUs, "breach"},
                  {"just before 07:00", leaves(7 * kHourUs - 1, alone), 8 * kHourUs, "breach"},
                  {"at 07:00", leaves(7 * kHourUs, alone), 8 * kHourUs, "pass"},
                  {"just before 21:00", leaves(21 * kHourUs - 1, alone), 22 * kHourUs, "pass"},
                  {"at 21:00", leaves(21 * kHourUs, alone), 22 * kHourUs, "breach"},
                  {"to family that is named", leaves(kHourUs, family).sealed("receivedBy"),
                   2 * kHourUs, "pass"},
                  {"to family that nobody named", leaves(kHourUs, family), 2 * kHourUs, "breach"},
                  {"escorted home", leaves(kHourUs, escorted), 2 * kHourUs, "pass"},
                  {"an adult", leaves(kHourUs, alone, kAdult), 2 * kHourUs, "pass"},
                  {"sealed facts", StayBuilder().based("continued_questioning").departed(kHourUs),
                   2 * kHourUs, "abstain"},
                  {"a summons", StayBuilder().facts(kAged).departed(kHourUs), 2 * kHourUs, "none"},
                  {"still here", kept(kAged), 2 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(time_24) {
    const Json notice{{"kind", "continued_questioning_notice"}};
    const std::int64_t due = 30 * kMinuteUs;
    const auto served = [&](std::int64_t atUs) {
        return kept().event("PaperServed", atUs, notice);
    };
    checkRows(continuedNotice, "paper",
              {
                  {"not yet", kept(), due, "pending"},
                  {"one microsecond later", kept(), due + 1, "breach"},
                  {"served in time", served(due), kHourUs, "pass"},
                  {"served late", served(due + 1), kHourUs, "breach"},
                  {"another paper", kept().event("PaperServed", 1, {{"kind", "summons"}}), kHourUs,
                   "breach"},
                  {"left before", kept().departed(due), kHourUs, "pass"},
                  {"a summons", StayBuilder(), kHourUs, "none"},
              });
    const auto told = [](const char* outcome) {
        return kept().event("FamilyNotified", kMinuteUs, {{"outcome", outcome}});
    };
    checkRows(continuedNotice, "family",
              {
                  {"told", told("told"), kHourUs, "pass"},
                  {"tried", told("tried"), kHourUs, "breach"},
                  {"not yet", kept(), due, "pending"},
              });
    const auto severity = [](const StayBuilder& stay) {
        return verdictOf(continuedNotice, stay.build(), "paper", 20 * kHourUs).severity;
    };
    BOOST_TEST((severity(kept()) == Severity::Warning));
    BOOST_TEST((severity(served(kHourUs)) == Severity::Warning));
    BOOST_TEST(!severity(kept().departed(2 * kHourUs)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
