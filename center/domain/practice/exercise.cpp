// SPDX-License-Identifier: Apache-2.0
// The exercises and their goals.
#include "center/domain/practice/exercise.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

constexpr std::int64_t kCheckEveryUs = 15 * 60 * 1'000'000LL;

bool isIn(const PracticeTime& time, std::int64_t atUs) {
    return time.startedUs <= atUs && atUs <= time.endsUs;
}

std::optional<bool> registered(const Stay& stay, const PracticeTime&) {
    return stay.registered && stay.rightsNoticeGiven && !stay.wristband.empty();
}

std::optional<bool> checkedBySameSex(const Stay& stay, const PracticeTime&) {
    if (!stay.facts || !stay.facts->sex) return false;
    const Sex sex = *stay.facts->sex;
    return std::any_of(stay.safetyChecks.begin(), stay.safetyChecks.end(), [&](const auto& check) {
        return !check.checkers.empty() &&
               std::all_of(check.checkers.begin(), check.checkers.end(),
                           [&](const Checker& checker) { return checker.sex == sex; });
    });
}

std::optional<bool> belongingsSigned(const Stay& stay, const PracticeTime&) {
    return stay.belongings && stay.belongingsSigned;
}

std::optional<bool> placed(const Stay& stay, const PracticeTime&) {
    return !stay.placements.empty();
}

std::optional<bool> riskAssessed(const Stay& stay, const PracticeTime&) {
    return !stay.notesOf("RiskAssessed").empty();
}

std::optional<bool> guardianCalled(const Stay& stay, const PracticeTime&) {
    if (!stay.isMinor()) return std::nullopt;
    const auto calls = stay.notesOf("SupportCalled");
    return std::any_of(calls.begin(), calls.end(), [](const Note& call) {
        return call.word("kind") == "guardian" || call.word("kind") == "appropriate_adult";
    });
}

/// From the start to the end never longer unchecked than the interval of the night.
std::optional<bool> checkedInTime(const Stay& stay, const PracticeTime& time) {
    std::vector<std::int64_t> checks;
    for (const Note& check : stay.notesOf("CheckMade"))
        if (isIn(time, check.atUs())) checks.push_back(check.atUs());
    std::sort(checks.begin(), checks.end());
    std::int64_t lastUs = time.startedUs;
    for (const std::int64_t atUs : checks) {
        if (atUs - lastUs > kCheckEveryUs) return false;
        lastUs = atUs;
    }
    return !checks.empty() && time.endsUs - lastUs <= kCheckEveryUs;
}

std::optional<bool> fed(const Stay& stay, const PracticeTime& time) {
    return std::any_of(stay.care.begin(), stay.care.end(), [&](const CareEntry& entry) {
        return entry.kind == "meal" && isIn(time, entry.moment.atUs);
    });
}

std::optional<bool> answered(const Stay& stay, const PracticeTime&) {
    const auto requests = stay.notesOf("PersonRequested");
    if (requests.empty()) return std::nullopt;
    const auto answers = stay.notesOf("RequestAnswered");
    return std::all_of(requests.begin(), requests.end(), [&](const Note& request) {
        return std::any_of(answers.begin(), answers.end(), [&](const Note& answer) {
            return answer.id("requestId") == request.id("requestId");
        });
    });
}

const Questioning* first(const Stay& stay) {
    return stay.questionings.empty() ? nullptr : &stay.questionings.front();
}

std::optional<bool> twoOfficers(const Stay& stay, const PracticeTime&) {
    const Questioning* questioning = first(stay);
    if (questioning == nullptr) return false;
    std::vector<Uuid> officers;
    for (const Attendance& each : questioning->attendances)
        if (each.function == AttendeeFunction::Officer) officers.push_back(each.attendeeId);
    std::sort(officers.begin(), officers.end());
    return std::unique(officers.begin(), officers.end()) - officers.begin() >= 2;
}

std::optional<bool> rightsAndRecordingTold(const Stay& stay, const PracticeTime&) {
    const Questioning* questioning = first(stay);
    return questioning != nullptr && questioning->rightsRead && questioning->recordingTold;
}

std::optional<bool> marked(const Stay& stay, const PracticeTime&) {
    const Questioning* questioning = first(stay);
    return questioning != nullptr && !questioning->marks.empty();
}

std::optional<bool> transcriptLocked(const Stay& stay, const PracticeTime&) {
    const Questioning* questioning = first(stay);
    return questioning != nullptr && !questioning->transcripts.empty();
}

std::optional<bool> endedAndBack(const Stay& stay, const PracticeTime&) {
    const Questioning* questioning = first(stay);
    return questioning != nullptr && questioning->endedUs && stay.state == StayState::Waiting;
}

std::optional<bool> decidedInTime(const Stay& stay, const PracticeTime&) {
    if (stay.approvals.empty()) return std::nullopt;
    return std::all_of(stay.approvals.begin(), stay.approvals.end(), [](const Approval& approval) {
        return approval.decided && approval.rightRole &&
               approval.decided->atUs <= approval.neededByUs;
    });
}

std::vector<Exercise> makeExercises() {
    return {
        {"evening_rush",
         Role::DutyOfficer,
         20,
         {{Sex::Male, 34, true, "", false},
          {Sex::Female, 27, true, "", false},
          {Sex::Male, 16, true, "", false}},
         {{"registered", 20, registered},
          {"checked_by_same_sex", 20, checkedBySameSex},
          {"belongings_signed", 15, belongingsSigned},
          {"risk_assessed", 15, riskAssessed},
          {"placed", 15, placed},
          {"guardian_called", 15, guardianCalled}}},
        {"night_watch",
         Role::Guard,
         20,
         {{Sex::Male, 41, false, "water", false}, {Sex::Female, 23, false, "doctor", false}},
         {{"checked_in_time", 45, checkedInTime}, {"fed", 20, fed}, {"answered", 35, answered}}},
        {"first_interrogation",
         Role::Investigator,
         20,
         {{Sex::Male, 29, false, "", false}},
         {{"two_officers", 25, twoOfficers},
          {"rights_and_recording", 15, rightsAndRecordingTold},
          {"marked", 10, marked},
          {"transcript_locked", 30, transcriptLocked},
          {"ended_and_back", 20, endedAndBack}}},
        {"before_the_limit",
         Role::UnitHead,
         20,
         {{Sex::Male, 38, false, "", true}, {Sex::Female, 45, false, "", true}},
         {{"decided_in_time", 100, decidedInTime}}},
    };
}

}  // namespace

const std::vector<Exercise>& exercises() {
    static const std::vector<Exercise> all = makeExercises();
    return all;
}

const Exercise* findExercise(const std::string& id) {
    for (const Exercise& each : exercises())
        if (each.id == id) return &each;
    return nullptr;
}

PracticeResult resultOf(const Exercise& exercise, const std::vector<const Stay*>& stays,
                        const PracticeTime& time, int breaches) {
    PracticeResult result;
    result.breaches = breaches;
    const int absent = static_cast<int>(exercise.persons.size() - stays.size());
    int reached = 0;
    for (const PracticeGoal& goal : exercise.goals) {
        PracticeResult::Goal shown{goal.id, goal.points, 0, 0, 0};
        for (const Stay* stay : stays) {
            const auto met = goal.met(*stay, time);
            shown.persons += met ? 1 : 0;
            shown.done += met.value_or(false) ? 1 : 0;
        }
        // Who has not arrived is not done either.
        shown.persons += absent;
        if (shown.persons > 0) shown.reached = goal.points * shown.done / shown.persons;
        reached += shown.reached;
        result.goals.push_back(shown);
    }
    result.score = std::max(0, reached - kBreachPoints * breaches);
    return result;
}

}  // namespace mingjing::domain
