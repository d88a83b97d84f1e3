// SPDX-License-Identifier: Apache-2.0
// REC-05, 06: questioning is recorded whole and uninterrupted.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kFrom = kHourUs;
constexpr std::int64_t kTo = 2 * kHourUs;

Stay talk(bool administrative, bool ended = true) {
    StayBuilder builder;
    if (administrative) builder.administrative();
    builder.questioning(kFrom, kInterrogation, {kHan, kLiu});
    if (ended) builder.questioningEnded(kTo);
    return builder.build();
}

Centre recordedRoom(std::vector<Span> covered, bool soundNeeded = false, bool hasSound = true) {
    Centre centre = usualCentre();
    RoomRecord record;
    record.roomId = kInterrogation;
    record.soundNeeded = soundNeeded;
    for (Span& span : covered) span = {kT0 + span.fromUs, kT0 + span.toUs};
    record.cameras.push_back({kCamera, "", hasSound, std::move(covered)});
    centre.records.emplace(kInterrogation, std::move(record));
    return centre;
}

std::string questioningSubject(const char* what) {
    return what + (":" + kQuestioning.text());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recording)

BOOST_AUTO_TEST_CASE(rec_05) {
    const std::int64_t close = 30 * kSecondUs;
    struct Row {
        const char* what;
        bool administrative;
        Centre centre;
        std::int64_t nowUs;
        const char* expected;
    };
    const Row rows[] = {
        {"recorded", true, recordedRoom({{kFrom, kTo}}), 3 * kHourUs, "pass"},
        {"one microsecond of it", true, recordedRoom({{0, kFrom + 1}}), 3 * kHourUs, "pass"},
        {"up to its first moment only", true, recordedRoom({{0, kFrom}}), 3 * kHourUs, "breach"},
        {"picture without the sound it needs", true, recordedRoom({{kFrom, kTo}}, true, false),
         3 * kHourUs, "breach"},
        {"30 s to become durable", true, recordedRoom({}), kFrom + close, "pending"},
        {"one microsecond later", true, recordedRoom({}), kFrom + close + 1, "breach"},
        {"nothing known", true, usualCentre(), 3 * kHourUs, "abstain"},
        {"criminal", false, recordedRoom({}), 3 * kHourUs, "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(administrativeRecorded, talk(row.administrative),
                             questioningSubject("recorded"), row.nowUs, row.centre) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(an_ended_recording_is_looked_at_again_soon) {
    const auto due = [](bool ended) {
        const Stay stay = talk(false, ended);
        const std::int64_t nowUs = kT0 + (ended ? kTo : kFrom + kMinuteUs);
        const Centre centre = recordedRoom({{0, kFrom}});
        for (const Verdict& verdict : recordingUninterrupted({stay, centre, nowUs}))
            if (verdict.outcome == Outcome::Pending) return verdict.dueUs - nowUs;
        return std::int64_t{-1};
    };
    BOOST_TEST(due(true) == kSecondUs);
    BOOST_TEST(due(false) == 30 * kSecondUs);
}

BOOST_AUTO_TEST_CASE(rec_06) {
    const std::int64_t middle = kFrom + 10 * kMinuteUs;
    const auto gap = [middle](std::int64_t us) {
        return recordedRoom({{0, middle}, {middle + us, kTo}});
    };
    struct Row {
        const char* what;
        Centre centre;
        const char* expected;
    };
    Centre other = gap(kMinuteUs);
    other.records.at(kInterrogation)
        .cameras.push_back(
            {idOf(302), "", true, {{kT0 + middle - 1, kT0 + middle + kMinuteUs + 1}}});
    const Row rows[] = {
        {"whole", recordedRoom({{kFrom, kTo}}), "none"},
        {"a gap of exactly 2 s", gap(2 * kSecondUs), "none"},
        {"one microsecond longer", gap(2 * kSecondUs + 1), "breach"},
        {"another camera covers it", other, "none"},
        {"begins 2 s late", recordedRoom({{kFrom + 2 * kSecondUs, kTo}}), "none"},
        {"begins later", recordedRoom({{kFrom + 2 * kSecondUs + 1, kTo}}), "breach"},
        {"ends 2 s early", recordedRoom({{kFrom, kTo - 2 * kSecondUs}}), "none"},
        {"ends earlier", recordedRoom({{kFrom, kTo - 2 * kSecondUs - 1}}), "breach"},
        {"without sound", recordedRoom({{kFrom, kTo}}, true, false), "breach"},
        {"nothing", recordedRoom({}), "breach"},
        {"nothing known", usualCentre(), "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(recordingUninterrupted, talk(false), questioningSubject("gap") + ":",
                             3 * kHourUs, row.centre) == row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(rec_06_while_it_runs) {
    const Stay open = talk(false, false);
    const Centre centre = recordedRoom({{kFrom, kFrom + kMinuteUs}});
    const auto at = [&](std::int64_t nowUs, const char* what) {
        return outcomeOf(recordingUninterrupted, open,
                         questioningSubject(what) + (*what == 'g' ? ":" : ""), nowUs, centre);
    };
    const std::int64_t silent = kFrom + kMinuteUs + 32 * kSecondUs;
    BOOST_TEST(at(silent, "gap") == "none");
    BOOST_TEST(at(silent, "open") == "pending");
    BOOST_TEST(at(silent + 1, "gap") == "breach");
    const auto verdicts = recordingUninterrupted(StayInput{open, centre, kT0 + silent + 1});
    BOOST_TEST(verdicts.front().provisional);
}

BOOST_AUTO_TEST_CASE(rec_of_a_plan) {
    Centre runs = usualCentre();
    runs.recordingRooms.insert(kInterrogation);
    const Stay criminal = talk(false, false);
    const Stay administrative = talk(true, false);
    const auto ask = [](StayRule rule, const Stay& stay, const Centre& centre) {
        return outcomeOf(rule, stay, questioningSubject("recorder"), kFrom, centre);
    };
    BOOST_TEST(ask(recorderRuns, criminal, runs) == "pass");
    BOOST_TEST(ask(recorderRuns, criminal, usualCentre()) == "breach");
    BOOST_TEST(ask(recorderRuns, administrative, usualCentre()) == "none");
    BOOST_TEST(ask(administrativeRecorderRuns, administrative, runs) == "pass");
    BOOST_TEST(ask(administrativeRecorderRuns, administrative, usualCentre()) == "breach");
    BOOST_TEST(ask(administrativeRecorderRuns, criminal, usualCentre()) == "none");
    BOOST_TEST(ask(recorderRuns, talk(false), usualCentre()) == "none");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
