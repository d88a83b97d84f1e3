// SPDX-License-Identifier: Apache-2.0
// INTR-01, 03, 04: where, by whom and how many at a time a person is questioned.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

/// Officers Han and Liu question from 1 h to 2 h.
StayBuilder talk(StayBuilder builder = StayBuilder(), const Uuid& room = kInterrogation) {
    builder.questioning(kHourUs, room, {kHan, kLiu});
    return builder.joined(kHourUs, kHan).joined(kHourUs, kLiu);
}
/// Han alone.
StayBuilder alone() {
    auto builder = StayBuilder().administrative();
    builder.questioning(kHourUs, kInterrogation, {kHan});
    return builder.joined(kHourUs, kHan);
}
/// Liu is away for so long.
StayBuilder away(std::int64_t us) {
    return talk()
        .left(kHourUs + kMinuteUs, kLiu)
        .joined(kHourUs + kMinuteUs + us, kLiu)
        .questioningEnded(2 * kHourUs);
}

/// A record of the interrogation room: covered from..to, and counts as given.
Centre recorded(std::vector<Span> covered, std::vector<CountChange> counts = {}) {
    Centre centre = usualCentre();
    RoomRecord record;
    record.roomId = kInterrogation;
    for (Span& span : covered) span = {kT0 + span.fromUs, kT0 + span.toUs};
    record.cameras.push_back({kCamera, "", true, std::move(covered)});
    for (CountChange& change : counts) {
        change.fromUs += kT0;
        change.cameraId = kCamera;
    }
    record.counts = std::move(counts);
    centre.records.emplace(kInterrogation, std::move(record));
    return centre;
}

std::string subject(const char* what) {
    return what + (":" + kQuestioning.text());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(questioning)

BOOST_AUTO_TEST_CASE(intr_01) {
    const auto administrative = StayBuilder().administrative();
    const auto witness = StayBuilder().arrival("role", "witness");
    struct Row {
        const char* what;
        StayBuilder stay;
        const char* expected;
    };
    const Row rows[] = {
        {"criminal, interrogation room", talk(), "pass"},
        {"criminal, questioning room", talk(StayBuilder(), kQuestioningRoom), "breach"},
        {"criminal, office", talk(StayBuilder(), kOffice), "breach"},
        {"administrative, questioning room", talk(administrative, kQuestioningRoom), "pass"},
        {"administrative, waiting room", talk(administrative, kWaiting), "breach"},
        {"a room nobody knows", talk(StayBuilder(), kUnknownRoom), "abstain"},
        {"a witness", talk(witness, kOffice), "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(interrogationRoom, row.stay.build(), subject("room"), 2 * kHourUs) ==
                       row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(intr_03_roster) {
    struct Row {
        const char* what;
        StayBuilder stay;
        std::int64_t nowUs;
        const char* expected;
    };
    const auto leftOpen = [] { return talk().left(kHourUs + kMinuteUs, kLiu); };
    const Row rows[] = {
        {"two all the time", talk().questioningEnded(2 * kHourUs), 3 * kHourUs, "none"},
        {"away exactly 60 s", away(60 * kSecondUs), 3 * kHourUs, "none"},
        {"one microsecond longer", away(60 * kSecondUs + 1), 3 * kHourUs, "breach"},
        {"still away, 60 s", leftOpen(), kHourUs + 2 * kMinuteUs, "pending"},
        {"still away, longer", leftOpen(), kHourUs + 2 * kMinuteUs + 1, "breach"},
        {"an auxiliary does not fill the place",
         leftOpen().joined(kHourUs + kMinuteUs, kAuxiliary, "auxiliary"), 2 * kHourUs, "breach"},
        {"a third officer does", leftOpen().joined(kHourUs + kMinuteUs, kChen), 2 * kHourUs,
         "none"},
        {"administrative", alone(), 2 * kHourUs, "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(twoInvestigators, row.stay.build(), subject("officers") + ":",
                             row.nowUs) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(intr_03_says_how_long_nobody_was_there) {
    const auto lasting = [](std::int64_t us) {
        return StayBuilder()
            .questioning(kHourUs, kInterrogation, {kHan})
            .joined(kHourUs, kHan)
            .questioningEnded(kHourUs + us);
    };
    struct Row {
        const char* what;
        StayBuilder stay;
        const char* code;
        Json params;
    };
    const Row rows[] = {
        {"away for longer than the grace time",
         away(61 * kSecondUs),
         "finding.too_few_officers",
         {{"graceS", 60}, {"needed", 2}}},
        {"the whole of a long questioning",
         lasting(61 * kSecondUs),
         "finding.too_few_officers",
         {{"graceS", 60}, {"needed", 2}}},
        {"the whole of one as short as the grace time",
         lasting(60 * kSecondUs),
         "finding.too_few_officers_throughout",
         {{"lengthS", 60}, {"needed", 2}}},
        {"the whole of a very short one",
         lasting(20 * kSecondUs),
         "finding.too_few_officers_throughout",
         {{"lengthS", 20}, {"needed", 2}}},
        {"a part of a second counts as one",
         lasting(20 * kSecondUs + 1),
         "finding.too_few_officers_throughout",
         {{"lengthS", 21}, {"needed", 2}}},
    };
    for (const Row& row : rows) {
        const Stay stay = row.stay.build();
        const Centre centre = usualCentre();
        const auto verdicts = twoInvestigators({stay, centre, kT0 + 3 * kHourUs});
        BOOST_TEST_REQUIRE(verdicts.size() == 1U, row.what);
        BOOST_TEST((verdicts[0].outcome == Outcome::Breach), row.what);
        BOOST_TEST(verdicts[0].explanation == row.code, row.what);
        BOOST_TEST(verdicts[0].params == row.params, row.what);
    }
}

BOOST_AUTO_TEST_CASE(intr_03_video) {
    const Stay stay = talk().questioningEnded(2 * kHourUs).build();
    const std::int64_t from = kHourUs + 10 * kMinuteUs;
    struct Row {
        const char* what;
        std::vector<CountChange> counts;
        const char* expected;
    };
    const Row rows[] = {
        {"all three seen", {{0, 3}}, "none"},
        {"two for exactly 60 s", {{0, 3}, {from, 2}, {from + kMinuteUs, 3}}, "none"},
        {"one microsecond longer", {{0, 3}, {from, 2}, {from + kMinuteUs + 1, 3}}, "breach"},
        {"more than the roster", {{0, 3}, {from, 5}}, "none"},
        {"the check abstains", {{0, 3}, {from, -1}}, "none"},
        {"nothing seen yet", {}, "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(twoInvestigators, stay, subject("video") + ":", 3 * kHourUs,
                             recorded({}, row.counts)) == row.expected,
                   row.what);
    Centre blind = recorded({}, {{0, 2}});
    blind.records.at(kInterrogation).notWatched.push_back({kT0, kT0 + 3 * kHourUs});
    BOOST_TEST(outcomeOf(twoInvestigators, stay, subject("video") + ":", 3 * kHourUs, blind) ==
               "none");
}

BOOST_AUTO_TEST_CASE(intr_03_and_04_of_a_plan) {
    const auto plan = [](StayBuilder builder, std::vector<Uuid> officers) {
        return builder.questioning(kHourUs, kInterrogation, officers).build();
    };
    const auto administrative = StayBuilder().administrative();
    const auto two = [&](std::vector<Uuid> officers) {
        return outcomeOf(twoInvestigatorsNamed, plan(StayBuilder(), std::move(officers)),
                         subject("named"), kHourUs);
    };
    const auto one = [&](std::vector<Uuid> officers) {
        return outcomeOf(oneOfficerNamed, plan(administrative, std::move(officers)),
                         subject("named"), kHourUs);
    };
    BOOST_TEST(two({kHan, kLiu}) == "pass");
    BOOST_TEST(two({kHan}) == "breach");
    BOOST_TEST(two({kHan, kHan}) == "breach");
    BOOST_TEST(two({kHan, kAuxiliary}) == "breach");
    BOOST_TEST(one({kHan}) == "pass");
    BOOST_TEST(one({kAuxiliary}) == "breach");
    BOOST_TEST(one({}) == "breach");
}

BOOST_AUTO_TEST_CASE(intr_04) {
    const Stay open = alone().build();
    const Stay ended = alone().questioningEnded(2 * kHourUs).build();
    const Stay two = alone().joined(kHourUs, kLiu).questioningEnded(2 * kHourUs).build();
    const auto gap = [](std::int64_t us) {
        return recorded({{kHourUs, kHourUs + kMinuteUs}, {kHourUs + kMinuteUs + us, 2 * kHourUs}});
    };
    struct Row {
        const char* what;
        const Stay& stay;
        Centre centre;
        std::int64_t nowUs;
        const char* expected;
    };
    const Row rows[] = {
        {"recorded whole", ended, gap(0), 3 * kHourUs, "pass"},
        {"a gap of exactly 2 s", ended, gap(2 * kSecondUs), 3 * kHourUs, "pass"},
        {"one microsecond longer", ended, gap(2 * kSecondUs + 1), 3 * kHourUs, "breach"},
        {"nothing recorded", ended, recorded({}), 3 * kHourUs, "breach"},
        {"nothing known", ended, usualCentre(), 3 * kHourUs, "abstain"},
        {"two officers need no recording", two, recorded({}), 3 * kHourUs, "pass"},
        {"still running", open, recorded({{kHourUs, kHourUs + kMinuteUs}}), kHourUs + kMinuteUs,
         "pending"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(oneOfficerWithRecording, row.stay, subject("recording"), row.nowUs,
                             row.centre) == row.expected,
                   row.what);
    const Stay nobody = alone().left(kHourUs + kMinuteUs, kHan).build();
    BOOST_TEST(outcomeOf(oneOfficerWithRecording, nobody, subject("officers") + ":",
                         kHourUs + 2 * kMinuteUs + 1, gap(0)) == "breach");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
