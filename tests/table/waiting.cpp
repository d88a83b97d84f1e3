// SPDX-License-Identifier: Apache-2.0
// WAIT-01, 02, 03, 16, INTR-05, ENTR-22: who may share a room.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

using RoomRule = Verdicts (*)(const IntervalInput&);

StayBuilder first(Json facts) {
    return StayBuilder().numbered(1, 1).facts(std::move(facts)).placed(0, kWaiting);
}
StayBuilder second(Json facts, std::int64_t atUs = kMinuteUs, unsigned caseNumber = 2,
                   const Uuid& room = kWaiting) {
    return StayBuilder().numbered(2, caseNumber).facts(std::move(facts)).placed(atUs, room);
}

/// The outcome for the first stay; the second must get the same.
std::string meet(RoomRule rule, const StayBuilder& a, const StayBuilder& b) {
    std::vector<Occupancy> occupancies = occupanciesOf(a.build());
    for (const Occupancy& occupancy : occupanciesOf(b.build())) occupancies.push_back(occupancy);
    const Centre centre = usualCentre();
    const Verdicts verdicts = rule(IntervalInput{occupancies, centre});
    Verdicts ofFirst;
    Verdicts ofSecond;
    for (const Verdict& verdict : verdicts)
        (verdict.stayId == idOf(1) ? ofFirst : ofSecond).push_back(verdict);
    const std::string outcome = outcomeOf(ofFirst, "room:");
    BOOST_TEST(outcomeOf(ofSecond, "room:") == outcome);
    BOOST_TEST(outcomeOf(ofSecond, "full:") == outcomeOf(ofFirst, "full:"));
    if (outcome == "none") return outcomeOf(ofFirst, "full:");
    return outcome;
}

struct RoommateRow {
    const char* what;
    StayBuilder a;
    StayBuilder b;
    const char* expected;
};

void check(RoomRule rule, const std::vector<RoommateRow>& rows) {
    for (const RoommateRow& row : rows)
        BOOST_TEST(meet(rule, row.a, row.b) == row.expected, row.what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(waiting)

BOOST_AUTO_TEST_CASE(wait_01) {
    const Json man{{"sex", "M"}};
    const Json woman{{"sex", "F"}};
    const auto leaves = [&](std::int64_t atUs) { return first(man).placed(atUs, kWaiting2); };
    check(sexesApart,
          {
              {"two men", first(man), second(man), "pass"},
              {"a man and a woman", first(man), second(woman), "breach"},
              {"she comes as he goes", leaves(kMinuteUs), second(woman), "none"},
              {"he goes one microsecond later", leaves(kMinuteUs + 1), second(woman), "breach"},
              {"he left the centre", first(man).departed(kMinuteUs), second(woman), "none"},
              {"another room", first(man), second(woman, kMinuteUs, 2, kWaiting2), "none"},
              {"not a waiting room", StayBuilder().numbered(1).facts(man).placed(0, kInterrogation),
               second(woman, kMinuteUs, 2, kInterrogation), "none"},
              {"sealed facts", StayBuilder().numbered(1).placed(0, kWaiting), second(woman),
               "abstain"},
          });
}

BOOST_AUTO_TEST_CASE(wait_02) {
    const Json adult{{"birthDate", "1990-01-01"}};
    const Json minor{{"birthDate", "2012-01-01"}};
    const Json birthday{{"birthDate", "2008-11-24"}};  // 18 on the day of kT0
    const Json tomorrow{{"birthDate", "2008-11-25"}};
    const std::int64_t midnight = 24 * kHourUs;
    check(
        minorsApart,
        {
            {"two adults", first(adult), second(adult), "pass"},
            {"two minors", first(minor), second(minor), "pass"},
            {"a minor and an adult", first(adult), second(minor), "breach"},
            {"on the 18th birthday", first(adult), second(birthday), "pass"},
            {"on the day before", first(adult), second(tomorrow), "breach"},
            {"last microsecond before it", first(adult), second(tomorrow, midnight - 1), "breach"},
            {"its first", first(adult), second(tomorrow, midnight), "pass"},
            {"sealed facts", first(adult), StayBuilder().numbered(2, 2).placed(0, kWaiting),
             "abstain"},
            {"not a day", first(adult), second({{"birthDate", "2012-02-30"}}), "abstain"},
        });
}

BOOST_AUTO_TEST_CASE(wait_03) {
    const auto witness = second(Json::object(), kMinuteUs, 1).arrival("role", "witness");
    check(sameCaseApart,
          {
              {"different cases", first(Json::object()), second(Json::object()), "pass"},
              {"same case", first(Json::object()), second(Json::object(), kMinuteUs, 1), "breach"},
              {"same case, one a witness", first(Json::object()), witness, "pass"},
              {"same case, one after the other", first(Json::object()).placed(kMinuteUs, kWaiting2),
               second(Json::object(), kMinuteUs, 1), "none"},
          });
}

BOOST_AUTO_TEST_CASE(wait_16) {
    const Json anybody = Json::object();
    check(withinCapacity,
          {
              {"one too many", first(anybody), second(anybody), "breach"},
              {"he goes as the other comes", first(anybody).placed(kMinuteUs, kWaiting2),
               second(anybody), "none"},
              {"one microsecond later", first(anybody).placed(kMinuteUs + 1, kWaiting2),
               second(anybody), "breach"},
              {"not a waiting room", first(anybody).placed(1, kInterrogation),
               second(anybody, kMinuteUs, 2, kInterrogation), "none"},
          });
    Centre wide = usualCentre();
    wide.rooms.at(kWaiting).capacity = 2;
    std::vector<Occupancy> inside;
    for (unsigned i = 1; i <= 3; ++i)
        inside.push_back({idOf(i),
                          kWaiting,
                          idOf(500),
                          PersonRole::Suspect,
                          {},
                          {},
                          kT0 + i * kMinuteUs,
                          kT0 + (10 + i) * kMinuteUs});
    const Verdicts verdicts = withinCapacity(IntervalInput{inside, wide});
    BOOST_REQUIRE(verdicts.size() == 3U);
    for (const Verdict& verdict : verdicts) {
        BOOST_TEST(verdict.atUs == kT0 + 3 * kMinuteUs);
        BOOST_TEST(verdict.untilUs.value() == kT0 + 11 * kMinuteUs);
    }
}

BOOST_AUTO_TEST_CASE(intr_05) {
    const Json anybody = Json::object();
    const auto asked = [](unsigned stay, unsigned caseNumber, std::int64_t atUs) {
        return StayBuilder().numbered(stay, caseNumber).questioning(atUs, kInterrogation, {});
    };
    check(questionedApart,
          {
              {"same case", asked(1, 1, 0), asked(2, 1, kMinuteUs), "breach"},
              {"different cases", asked(1, 1, 0), asked(2, 2, kMinuteUs), "pass"},
              {"after he left", asked(1, 1, 0).placed(kMinuteUs, kWaiting), asked(2, 1, kMinuteUs),
               "none"},
              {"a witness of the case", asked(1, 1, 0),
               asked(2, 1, kMinuteUs).arrival("role", "witness"), "pass"},
              {"in a waiting room", first(anybody), second(anybody, kMinuteUs, 1), "none"},
          });
}

BOOST_AUTO_TEST_CASE(entr_22) {
    const Json anybody = Json::object();
    const auto victim = [&](const Uuid& room, std::int64_t atUs = kMinuteUs) {
        return second(anybody, atUs, 2, room).arrival("role", "victim");
    };
    check(visitorsApart,
          {
              {"a victim with a suspect", first(anybody), victim(kWaiting), "breach"},
              {"two suspects", first(anybody), second(anybody), "pass"},
              {"two visitors", first(anybody).arrival("role", "witness"), victim(kWaiting), "pass"},
              {"another room", first(anybody), victim(kWaiting2), "none"},
              {"after he left", first(anybody).departed(kMinuteUs), victim(kWaiting), "none"},
              {"a passage", StayBuilder().numbered(1).placed(0, kOffice), victim(kOffice), "none"},
          });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
