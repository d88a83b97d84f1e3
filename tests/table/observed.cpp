// SPDX-License-Identifier: Apache-2.0
// INTR-17, 24; REC-06, 09, 10; WAIT-04, 06, 15; VID-01, 06: what follows from what cameras saw.
#include <boost/test/unit_test.hpp>

#include "center/domain/observations/kinds.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

constexpr std::int64_t kBegan = kHourUs;
constexpr std::int64_t kOver = 2 * kHourUs;
const Uuid kSegment = idOf(501);
const Uuid kOtherCamera = idOf(302);

/// Placed in the waiting room from the start, questioned for the second hour.
Stay held(bool questioningEnded = true) {
    StayBuilder builder;
    builder.placed(1, kWaiting).questioning(kBegan, kInterrogation, {kHan, kLiu});
    if (questioningEnded) builder.questioningEnded(kOver);
    return builder.build();
}

Observation seen(const char* kind, std::int64_t fromUs, std::optional<std::int64_t> toUs,
                 unsigned id = 601, const Uuid& camera = kCamera) {
    Observation observation;
    observation.id = idOf(id);
    observation.cameraId = camera;
    observation.kind = kind;
    observation.fromUs = kT0 + fromUs;
    if (toUs) observation.toUs = kT0 + *toUs;
    observation.confidenceMilli = 900;
    observation.segment = kSegment;
    observation.fragment = 7;
    observation.offsetUs = 40'000;
    return observation;
}

Observation inZone(Observation observation, const char* zone) {
    observation.zoneKind = zone;
    return observation;
}

Centre watched(const Uuid& room, std::vector<Observation> observations,
               std::set<std::string> checks = {"position", "health", "clock", "composition",
                                               "sound", "guard", "burst", "persons"}) {
    Centre centre = usualCentre();
    RoomRecord record;
    record.roomId = room;
    record.soundNeeded = true;
    record.observations = std::move(observations);
    record.checks = std::move(checks);
    centre.records.emplace(room, std::move(record));
    return centre;
}

std::string thing(const char* kind, bool ofQuestioning = false, unsigned id = 601) {
    const std::string subject = std::string(kind) + ":" + idOf(id).text();
    return ofQuestioning ? subject + ":" + kQuestioning.text() : subject;
}

struct Case {
    const char* what;
    StayRule rule;
    const char* kind;
    bool ofQuestioning;
    Uuid room;
};

const Case kSimple[] = {
    {"INTR-17 standing over", treatedLawfully, "standing_over", true, kInterrogation},
    {"INTR-17 burst", treatedLawfully, "burst", true, kInterrogation},
    {"REC-06 no sound", recordingUninterrupted, "sound_missing", true, kInterrogation},
    {"REC-06 sound stopped", recordingUninterrupted, "sound_stopped", true, kInterrogation},
    {"REC-09 small", composedPicture, "person_small", true, kInterrogation},
    {"REC-09 no officer", composedPicture, "officers_out", true, kInterrogation},
    {"REC-10 no clock", timeInPicture, "clock_missing", true, kInterrogation},
    {"REC-10 no display", timeInPicture, "display_missing", true, kInterrogation},
    {"WAIT-06", guardAwake, "post_motionless", false, kWaiting},
    {"WAIT-15 lying", nobodyCollapsed, "lying", false, kWaiting},
    {"WAIT-15 motionless", nobodyCollapsed, "motionless", false, kWaiting},
    {"VID-06 covered", camerasHealthy, "covered", false, kWaiting},
    {"VID-06 hum", camerasHealthy, "hum", false, kWaiting},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(observed)

BOOST_AUTO_TEST_CASE(what_is_seen_while_the_person_is_there_is_found) {
    const Stay stay = held();
    for (const Case& each : kSimple) {
        const std::int64_t from = each.ofQuestioning ? kBegan : 1;
        const std::int64_t to = each.ofQuestioning ? kOver : kBegan;
        const auto ask = [&](std::int64_t seenFrom, std::optional<std::int64_t> seenTo) {
            return outcomeOf(each.rule, stay, thing(each.kind, each.ofQuestioning), 3 * kHourUs,
                             watched(each.room, {seen(each.kind, seenFrom, seenTo)}));
        };
        BOOST_TEST(ask(from + kMinuteUs, from + 2 * kMinuteUs) == "breach", each.what);
        BOOST_TEST(ask(from + kMinuteUs, std::nullopt) == "breach", each.what);
        BOOST_TEST(ask(to - 1, to + kMinuteUs) == "breach", each.what << ", its last moment");
        BOOST_TEST(ask(to, to + kMinuteUs) == "none", each.what << ", just after");
        BOOST_TEST(ask(from - kMinuteUs, from) == "none", each.what << ", just before");
        BOOST_TEST(ask(from - kMinuteUs, from + 1) == "breach", each.what << ", its first moment");
    }
}

BOOST_AUTO_TEST_CASE(nothing_seen_passes_only_where_somebody_looks) {
    const Stay stay = held();
    for (const Case& each : kSimple) {
        if (each.rule == recordingUninterrupted) continue;
        const std::string subject = [&] {
            const std::string group = findObservationKind(each.kind)->group;
            return group + ":" + (each.ofQuestioning ? kQuestioning : each.room).text();
        }();
        const auto ask = [&](const Centre& centre) {
            return outcomeOf(each.rule, stay, subject, 3 * kHourUs, centre);
        };
        BOOST_TEST(ask(watched(each.room, {})) == "pass", each.what);
        BOOST_TEST(ask(watched(each.room, {}, {})) == "abstain", each.what << ", nobody looks");
        BOOST_TEST(ask(usualCentre()) == "abstain", each.what << ", nothing known");
    }
}

BOOST_AUTO_TEST_CASE(a_finding_leads_to_the_second_that_speaks) {
    const auto centre = watched(kWaiting, {seen("lying", kMinuteUs, 2 * kMinuteUs)});
    const Verdict verdict = verdictOf(nobodyCollapsed, held(), thing("lying"), 3 * kHourUs, centre);
    BOOST_TEST(verdict.atUs == kT0 + kMinuteUs);
    BOOST_TEST(verdict.untilUs.value() == kT0 + 2 * kMinuteUs);
    BOOST_TEST(!verdict.provisional);
    BOOST_TEST((verdict.roomId == kWaiting));
    const Evidence& evidence = verdict.evidence.at(0);
    BOOST_TEST((std::tie(evidence.cameraId, evidence.segment) == std::tie(kCamera, kSegment)));
    BOOST_TEST(evidence.code == "observation.kind.lying");
    BOOST_TEST(evidence.fragment == 7);
    BOOST_TEST(evidence.offsetUs == 40'000);
    BOOST_TEST(evidence.atUs == kT0 + kMinuteUs);
    BOOST_TEST(evidence.confidenceMilli == 900);
}

BOOST_AUTO_TEST_CASE(what_lasts_is_provisional) {
    const auto centre = watched(kWaiting2, {seen("covered", kMinuteUs, std::nullopt)});
    const Stay stay = StayBuilder().placed(1, kWaiting2).build();
    const Verdict verdict = verdictOf(camerasHealthy, stay, thing("covered"), kHourUs, centre);
    BOOST_TEST(verdict.provisional);
    BOOST_TEST(!verdict.untilUs);
}

BOOST_AUTO_TEST_CASE(several_cameras_of_a_room_see_one_thing_but_each_its_own_trouble) {
    const auto twice = [](const char* kind) {
        return watched(kWaiting, {seen(kind, kMinuteUs, 3 * kMinuteUs),
                                  seen(kind, 2 * kMinuteUs, 4 * kMinuteUs, 602, kOtherCamera)});
    };
    const Verdict one =
        verdictOf(nobodyCollapsed, held(), thing("lying"), 3 * kHourUs, twice("lying"));
    BOOST_TEST(one.evidence.size() == 2U);
    BOOST_TEST(one.untilUs.value() == kT0 + 4 * kMinuteUs);
    const auto ask = [&](StayRule rule, const char* kind) {
        return outcomeOf(rule, held(), thing(kind, false, 602), 3 * kHourUs, twice(kind));
    };
    BOOST_TEST(ask(nobodyCollapsed, "lying") == "none");
    BOOST_TEST(ask(camerasHealthy, "dark") == "breach");
}

BOOST_AUTO_TEST_CASE(wait_04) {
    const std::int64_t two = 2 * kMinuteUs;
    struct Row {
        const char* what;
        std::int64_t fromUs;
        std::optional<std::int64_t> toUs;
        std::int64_t nowUs;
        const char* expected;
    };
    const Row rows[] = {
        {"two minutes", kMinuteUs, kMinuteUs + two, 3 * kHourUs, "none"},
        {"a microsecond longer", kMinuteUs, kMinuteUs + two + 1, 3 * kHourUs, "breach"},
        {"lasts, not yet so long", kMinuteUs, std::nullopt, kMinuteUs + two, "pending"},
        {"lasts longer", kMinuteUs, std::nullopt, kMinuteUs + two + 1, "breach"},
        {"most of it before the person came", -kHourUs, two, 3 * kHourUs, "none"},
        {"after the person left", kBegan + 1, kOver, 3 * kHourUs, "none"},
    };
    const Stay waits = StayBuilder().placed(1, kWaiting).build();
    for (const Row& row : rows) {
        const Centre centre = watched(kWaiting, {seen("unguarded", row.fromUs, row.toUs)});
        const Stay stay = row.nowUs < kBegan ? waits : held();
        BOOST_TEST(
            outcomeOf(guardOnDuty, stay, thing("unguarded"), row.nowUs, centre) == row.expected,
            row.what);
    }
    const Verdict open = verdictOf(guardOnDuty, waits, thing("unguarded"), kMinuteUs + two,
                                   watched(kWaiting, {seen("unguarded", kMinuteUs, {})}));
    BOOST_TEST(open.dueUs == kT0 + kMinuteUs + two + 1);
}

BOOST_AUTO_TEST_CASE(an_empty_seat_of_officers_spoils_the_picture) {
    const auto ask = [](const char* zone) {
        const auto empty = seen("seat_empty", kBegan + kMinuteUs, kBegan + 2 * kMinuteUs);
        return outcomeOf(composedPicture, held(), thing("seat_empty", true), 3 * kHourUs,
                         watched(kInterrogation, {inZone(empty, zone)}));
    };
    BOOST_TEST(ask("officer_seat") == "breach");
    BOOST_TEST(ask("person_seat") == "none");
}

BOOST_AUTO_TEST_CASE(a_code_is_wrong_when_it_was_read_twice) {
    const auto ask = [](std::int64_t times) {
        auto wrong = seen("display_wrong", kBegan + kMinuteUs, std::nullopt);
        wrong.value = times;
        return outcomeOf(timeInPicture, held(), thing("display_wrong", true), 3 * kHourUs,
                         watched(kInterrogation, {wrong}));
    };
    BOOST_TEST(ask(1) == "none");
    BOOST_TEST(ask(2) == "breach");
}

BOOST_AUTO_TEST_CASE(sound_is_not_missed_where_none_is_needed) {
    Centre centre = watched(kInterrogation, {seen("sound_missing", kBegan, kOver)});
    centre.records.at(kInterrogation).soundNeeded = false;
    BOOST_TEST(outcomeOf(recordingUninterrupted, held(), thing("sound_missing", true), 3 * kHourUs,
                         centre) == "none");
}

BOOST_AUTO_TEST_CASE(visitors_are_not_held) {
    const Stay visitor = StayBuilder().arrival("role", "witness").placed(1, kWaiting).build();
    const Centre centre = watched(kWaiting, {seen("lying", kMinuteUs, 2 * kMinuteUs)});
    BOOST_TEST(nobodyCollapsed({visitor, centre, kT0 + kHourUs}).empty());
    BOOST_TEST(placedWhereRecorded({visitor, centre, kT0 + kHourUs}).empty());
}

BOOST_AUTO_TEST_CASE(intr_24) {
    const std::int64_t alone = kBegan + 10 * kMinuteUs;
    const auto counted = [&](std::int64_t forUs, int value = 1) {
        Centre centre = watched(kInterrogation, {});
        centre.records.at(kInterrogation).counts = {{kT0 + kBegan, 3, 900, kCamera},
                                                    {kT0 + alone, value, 900, kCamera},
                                                    {kT0 + alone + forUs, 3, 900, kCamera}};
        return centre;
    };
    Centre out = counted(2 * kMinuteUs);
    out.records.at(kInterrogation).observations = {
        inZone(seen("seat_empty", alone, alone + kMinuteUs), "person_seat")};
    struct Row {
        const char* what;
        Centre centre;
        const char* expected;
    };
    const Row rows[] = {
        {"a minute", counted(kMinuteUs), "pass"},
        {"longer", counted(kMinuteUs + 1), "breach"},
        {"nobody at all", counted(2 * kMinuteUs, 0), "pass"},
        {"not counted", counted(2 * kMinuteUs, -1), "pass"},
        {"the person's seat is empty", out, "pass"},
        {"no counts", watched(kInterrogation, {}), "abstain"},
        {"nothing known", usualCentre(), "abstain"},
    };
    for (const Row& row : rows)
        BOOST_TEST(
            outcomeOf(knownCompany, held(), "alone:", 3 * kHourUs, row.centre) == row.expected,
            row.what);
    const Verdict found = verdictOf(
        knownCompany, held(), "alone:" + kQuestioning.text() + ":" + std::to_string(kT0 + alone),
        3 * kHourUs, counted(2 * kMinuteUs));
    BOOST_TEST(!found.evidence.empty());
    BOOST_TEST((found.evidence.front().cameraId == kCamera));
}

namespace {

/// Counted from the start of the questioning on: `usual` persons, `more` for a while, `usual`.
Centre countedWith(int usual, int more, std::int64_t fromUs, std::int64_t forUs) {
    Centre centre = watched(kInterrogation, {});
    RoomRecord& record = centre.records.at(kInterrogation);
    record.counts = {{kT0 + kBegan, usual, 900, kCamera},
                     {kT0 + fromUs, more, 900, kCamera},
                     {kT0 + fromUs + forUs, usual, 900, kCamera}};
    record.declared = {{kT0 + kBegan, kT0 + kOver}};
    return centre;
}

Centre besideAnother(Centre centre, std::int64_t fromUs, std::int64_t toUs) {
    centre.records.at(kInterrogation).declared.push_back({kT0 + fromUs, kT0 + toUs});
    return centre;
}

Centre notWatchedFor(Centre centre, std::int64_t fromUs, std::int64_t toUs) {
    centre.records.at(kInterrogation).notWatched.push_back({kT0 + fromUs, kT0 + toUs});
    return centre;
}

/// With officers who signed in, and whoever else `more` adds.
Stay attended(void (*more)(StayBuilder&) = nullptr) {
    StayBuilder builder;
    builder.placed(1, kWaiting)
        .questioning(kBegan, kInterrogation, {kHan, kLiu})
        .joined(kBegan, kHan)
        .joined(kBegan, kLiu);
    if (more != nullptr) more(builder);
    return builder.questioningEnded(kOver).build();
}

constexpr std::int64_t kFourth = kBegan + 10 * kMinuteUs;

}  // namespace

BOOST_AUTO_TEST_CASE(intr_24_more_persons_than_are_written_down) {
    const auto four = [](std::int64_t forUs) { return countedWith(3, 4, kFourth, forUs); };
    const std::int64_t twoMinutes = 2 * kMinuteUs;
    const Centre unseen = notWatchedFor(four(twoMinutes), kFourth - 1, kFourth + twoMinutes + 1);
    struct Row {
        const char* what;
        Centre centre;
        const char* expected;
    };
    const Row rows[] = {
        {"as many as written down", countedWith(3, 3, kFourth, twoMinutes), "pass"},
        {"one more for a minute", four(kMinuteUs), "pass"},
        {"a microsecond longer", four(kMinuteUs + 1), "breach"},
        {"fewer", countedWith(3, 2, kFourth, twoMinutes), "pass"},
        {"not counted for a minute", countedWith(3, -1, kFourth, kMinuteUs), "pass"},
        {"not counted for longer", countedWith(3, -1, kFourth, kMinuteUs + 1), "abstain"},
        {"nobody watched then", unseen, "abstain"},
        {"not watched later, a finding stays one",
         notWatchedFor(four(twoMinutes), kOver - twoMinutes, kOver), "breach"},
        {"another questioning ran beside", besideAnother(four(twoMinutes), kFourth - 1, kOver),
         "pass"},
        {"another one began a minute later",
         besideAnother(four(twoMinutes), kFourth + kMinuteUs, kOver), "pass"},
        {"another one began later still",
         besideAnother(four(twoMinutes), kFourth + kMinuteUs + 1, kOver), "breach"},
        {"no counts", watched(kInterrogation, {}), "abstain"},
        {"nothing known", usualCentre(), "abstain"},
    };
    for (const Row& row : rows)
        BOOST_TEST(
            outcomeOf(knownCompany, attended(), "more:", 3 * kHourUs, row.centre) == row.expected,
            row.what);
}

BOOST_AUTO_TEST_CASE(intr_24_everybody_who_is_written_down_is_known) {
    const Centre centre = countedWith(3, 4, kFourth, 2 * kMinuteUs);
    struct Row {
        const char* what;
        Stay stay;
        const char* expected;
    };
    const Row rows[] = {
        {"a guardian", attended([](StayBuilder& b) { b.joined(kFourth, idOf(901), "guardian"); }),
         "pass"},
        {"an interpreter written down within the grace time",
         attended([](StayBuilder& b) { b.joined(kFourth + kMinuteUs, idOf(901), "interpreter"); }),
         "pass"},
        {"a lawyer written down too late",
         attended([](StayBuilder& b) { b.joined(kFourth + kMinuteUs + 1, idOf(901), "lawyer"); }),
         "breach"},
        {"an auxiliary who left a minute before", attended([](StayBuilder& b) {
             b.joined(kBegan, kAuxiliary, "auxiliary").left(kFourth + kMinuteUs, kAuxiliary);
         }),
         "pass"},
        {"one who left before", attended([](StayBuilder& b) {
             b.joined(kBegan, kAuxiliary, "auxiliary").left(kFourth, kAuxiliary);
         }),
         "breach"},
        {"an officer who had left",
         attended([](StayBuilder& b) { b.left(kFourth - kMinuteUs, kLiu); }), "breach"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(knownCompany, row.stay, "more:", 3 * kHourUs, centre) == row.expected,
                   row.what);
    // Named officers who never signed in are no unknown persons, but one more is.
    const auto notSignedIn = [](int more) { return countedWith(3, more, kFourth, 2 * kMinuteUs); };
    BOOST_TEST(outcomeOf(knownCompany, held(), "more:", 3 * kHourUs, notSignedIn(3)) == "pass");
    BOOST_TEST(outcomeOf(knownCompany, held(), "more:", 3 * kHourUs, notSignedIn(4)) == "breach");
}

BOOST_AUTO_TEST_CASE(intr_24_tells_how_many_were_seen_and_where) {
    const Centre centre = countedWith(3, 5, kFourth, 2 * kMinuteUs);
    const std::string subject = "more:" + kQuestioning.text() + ":" + std::to_string(kT0 + kFourth);
    const Verdict over = verdictOf(knownCompany, attended(), subject, 3 * kHourUs, centre);
    BOOST_TEST(over.explanation == "finding.more_than_roster");
    BOOST_TEST(over.params["seen"] == 5);
    BOOST_TEST(over.params["expected"] == 3);
    BOOST_TEST(over.untilUs.value() == kT0 + kFourth + 2 * kMinuteUs);
    BOOST_TEST((over.evidence.front().cameraId == kCamera));
    BOOST_TEST((over.roomId == kInterrogation));
    const Stay runs = StayBuilder()
                          .questioning(kBegan, kInterrogation, {kHan, kLiu})
                          .joined(kBegan, kHan)
                          .joined(kBegan, kLiu)
                          .build();
    const Verdict soon = verdictOf(knownCompany, runs, subject, kFourth + kMinuteUs, centre);
    BOOST_TEST((soon.outcome == Outcome::Pending));
    BOOST_TEST(soon.dueUs == kT0 + kFourth + kMinuteUs + 1);
    const Verdict now = verdictOf(knownCompany, runs, subject, kFourth + kMinuteUs + 1, centre);
    BOOST_TEST((now.outcome == Outcome::Breach));
    BOOST_TEST(!now.untilUs);
    const Stay visitor = StayBuilder().arrival("role", "witness").placed(1, kWaiting).build();
    BOOST_TEST(knownCompany({visitor, centre, kT0 + kHourUs}).empty());
}

BOOST_AUTO_TEST_CASE(intr_03_shows_which_seat_is_empty) {
    Centre centre = watched(kInterrogation,
                            {inZone(seen("seat_empty", kBegan + kMinuteUs, {}), "officer_seat")});
    centre.records.at(kInterrogation).counts = {{kT0 + kBegan, 3, 900, kCamera},
                                                {kT0 + kBegan + kMinuteUs, 2, 900, kCamera}};
    bool shown = false;
    StayBuilder builder;
    builder.questioning(kBegan, kInterrogation, {kHan, kLiu})
        .joined(kBegan, kHan)
        .joined(kBegan, kLiu);
    const Stay stay = builder.build();
    for (const Verdict& verdict : twoInvestigators({stay, centre, kT0 + kOver}))
        for (const Evidence& evidence : verdict.evidence)
            shown = shown || evidence.code == "observation.kind.seat_empty";
    BOOST_TEST(shown);
}

BOOST_AUTO_TEST_CASE(vid_01) {
    const auto covered = [](std::optional<std::vector<Span>> spans) {
        Centre centre = watched(kWaiting, {});
        if (spans)
            for (Span& span : *spans) span = {kT0 + span.fromUs, kT0 + span.toUs};
        centre.records.at(kWaiting).placedCover = std::move(spans);
        return centre;
    };
    const std::int64_t middle = 10 * kMinuteUs;
    struct Row {
        const char* what;
        Centre centre;
        std::int64_t nowUs;
        const char* subject;
        const char* expected;
    };
    const auto gap = [&](std::int64_t us) {
        return covered({{{0, middle}, {middle + us, kHourUs}}});
    };
    const Row rows[] = {
        {"whole", covered({{{0, kHourUs}}}), 30 * kMinuteUs, "gap:", "none"},
        {"a minute without", gap(kMinuteUs), 30 * kMinuteUs, "gap:", "none"},
        {"longer", gap(kMinuteUs + 1), 30 * kMinuteUs, "gap:", "breach"},
        {"never", covered(std::vector<Span>{}), 30 * kMinuteUs, "gap:", "breach"},
        {"not yet two minutes", covered(std::vector<Span>{}), 2 * kMinuteUs, "gap:", "none"},
        {"looked at again", covered(std::vector<Span>{}), 2 * kMinuteUs, "look:", "pending"},
        {"no camera", covered(std::nullopt), 30 * kMinuteUs, "cover:", "abstain"},
    };
    const Stay stay = StayBuilder().placed(1, kWaiting).build();
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(placedWhereRecorded, stay, row.subject, row.nowUs, row.centre) ==
                       row.expected,
                   row.what);
    const std::string subject = "gap:" + std::to_string(kT0 + middle);
    const Verdict over =
        verdictOf(placedWhereRecorded, stay, subject, 30 * kMinuteUs, gap(2 * kMinuteUs));
    BOOST_TEST(over.untilUs.value() == kT0 + middle + 2 * kMinuteUs);
    const Verdict lasts =
        verdictOf(placedWhereRecorded, stay, subject, 30 * kMinuteUs, covered({{{0, middle}}}));
    BOOST_TEST(!lasts.untilUs);
    BOOST_TEST(lasts.provisional);
}

/// Software that watches is no round.
BOOST_AUTO_TEST_CASE(rounds_are_asked_for_as_ever) {
    const Stay stay = StayBuilder().placed(1, kWaiting).build();
    const auto without = checksMade({stay, usualCentre(), kT0 + kHourUs});
    const Centre centre = watched(kWaiting, {seen("lying", 1, std::nullopt)});
    const auto with = checksMade({stay, centre, kT0 + kHourUs});
    BOOST_TEST(without.size() == with.size());
    for (std::size_t i = 0; i < with.size(); ++i) {
        BOOST_TEST(with[i].subject == without[i].subject);
        BOOST_TEST((with[i].outcome == without[i].outcome));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
