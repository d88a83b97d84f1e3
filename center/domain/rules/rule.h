// SPDX-License-Identifier: Apache-2.0
// What a rule is: a pure function over one stay, or over the centre in an interval.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "center/domain/questioning/recording.h"
#include "center/domain/stays/stay.h"
#include "center/kernel/clock.h"

namespace mingjing::domain {

using kernel::kHourUs;
using kernel::kMinuteUs;
using kernel::kSecondUs;

/// Steps of a stay that can be planned; each names the rules that guard it.
enum class Step {
    Register,
    SafetyCheck,
    Belongings,
    Information,
    Place,
    Question,
    Care,
    Extend,
    Decide,
    ExitCheck,
    Depart,
    // Steps that are plain acts.
    LeaveForAWhile,
    Sober,
    Restrain,
    Identify,
    ChangeBasis,
    Attend,  ///< a questioning that runs
};
MJ_WORDS(Step, 17, {Step::Register, "register"}, {Step::SafetyCheck, "safety_check"},
         {Step::Belongings, "belongings"}, {Step::Information, "information"},
         {Step::Place, "place"}, {Step::Question, "question"}, {Step::Care, "care"},
         {Step::Extend, "extend"}, {Step::Decide, "decide"}, {Step::ExitCheck, "exit_check"},
         {Step::Depart, "depart"}, {Step::LeaveForAWhile, "leave_for_a_while"},
         {Step::Sober, "sober"}, {Step::Restrain, "restrain"}, {Step::Identify, "identify"},
         {Step::ChangeBasis, "change_basis"}, {Step::Attend, "attend"});

enum class Severity { Violation, Warning, Reminder };
MJ_WORDS(Severity, 3, {Severity::Violation, "violation"}, {Severity::Warning, "warning"},
         {Severity::Reminder, "reminder"});

/// Numbers that the law leaves to the centre (rules section 14), with their defaults. Their names
/// in the centre's settings are those of center/app/centre_reader.cpp.
struct Settings {
    std::int64_t safetyCheckUs = 30 * kMinuteUs;    ///< after arrival (design)
    std::int64_t rosterGraceUs = 60 * kSecondUs;    ///< another count than the roster (design)
    std::int64_t recordGapUs = 2 * kSecondUs;       ///< longer is a break (REC-06)
    std::int64_t recordCloseUs = 30 * kSecondUs;    ///< time a recorder has to cover the end
    std::int64_t cameraOfflineUs = 60 * kSecondUs;  ///< without any recording (VID-01, design)
    std::int64_t unguardedUs = 2 * kMinuteUs;       ///< nobody on guard (WAIT-04, design)
    // How long somebody is held.
    std::int64_t clockReminderPercent = 75;         ///< of a limit: reminder
    std::int64_t clockWarningPercent = 90;          ///< of a limit: warning
    std::int64_t exitGraceUs = 15 * kMinuteUs;      ///< formalities after a limit (TIME-04)
    std::int64_t totalTimeUs = 24 * kHourUs;        ///< over all bases: warning (TIME-32)
    std::int64_t totalTimeReviewUs = 36 * kHourUs;  ///< the same: to be reviewed
    std::int64_t idleUs = 2 * kHourUs;              ///< without any act (TIME-33)
    std::int64_t releaseUs = 30 * kMinuteUs;        ///< after a decision to release (EXIT-02)
    // What is "at once" or "promptly".
    std::int64_t noticeAtOnceUs = 30 * kMinuteUs;            ///< continued questioning (TIME-24)
    std::int64_t familyNoticeAdminReminderUs = 1 * kHourUs;  ///< TIME-23
    std::int64_t familyNoticeAdminUs = 2 * kHourUs;          ///< TIME-23: warning
    std::int64_t injuriesMappedUs = 30 * kMinuteUs;          ///< after the check (ENTR-09)
    std::int64_t soberReleaseUs = 10 * kMinuteUs;            ///< of restraint (ENTR-12)
    std::int64_t riskAssessmentUs = 30 * kMinuteUs;          ///< after placement (WAIT-07)
    std::int64_t inspectionToldUs = 10 * kMinuteUs;          ///< WAIT-12
    std::int64_t inspectionCameUs = 30 * kMinuteUs;          ///< WAIT-12
    std::int64_t intakeResultUs = 24 * kHourUs;              ///< after the transfer (EXIT-05)
    // Care.
    std::int64_t mealGapUs = 6 * kHourUs;             ///< TIME-25
    std::int64_t restraintReviewUs = 30 * kMinuteUs;  ///< ENTR-13
    std::int64_t patrolUs = 15 * kMinuteUs;           ///< between checks by day (WAIT-05)
    std::int64_t patrolNightUs = 10 * kMinuteUs;      ///< the same at night
    std::int64_t careLevel1Us = 60 * kMinuteUs;       ///< the same by care level (INTL-05)
    std::int64_t careLevel2Us = 30 * kMinuteUs;
    std::int64_t careLevel3Us = 15 * kMinuteUs;
    std::int64_t careLevel4Us = 5 * kMinuteUs;       ///< where nobody watches all the time
    std::int64_t checkStaggerPercent = 30;           ///< of the interval, by which rounds vary
    std::int64_t injuryToleranceMilli = 60;          ///< of the body diagram (ENTR-10)
    std::int64_t transcriptSignedUs = kHourUs;       ///< after the questioning's end (INTR-09)
    std::int64_t transcriptTimesUs = 5 * kMinuteUs;  ///< tolerance (INTR-10)
    std::int64_t recordingTimesUs = kMinuteUs;       ///< tolerance (REC-08)
    // Questioning. A night is told by its times of the Beijing day.
    std::int64_t sessionBreakUs = 2 * kHourUs;     ///< INTR-18: time for a break
    std::int64_t sessionMaxUs = 4 * kHourUs;       ///< INTR-18: too long
    std::int64_t sessionPauseUs = 15 * kMinuteUs;  ///< what counts as a break
    std::int64_t nightFromUs = 22 * kHourUs;       ///< INTR-19, WAIT-05
    std::int64_t nightToUs = 6 * kHourUs;
};

/// A member of staff in a questioning, of whichever stay.
struct Elsewhere {
    Uuid staffId, questioningId, stayId, roomId;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
};

/// What was taken from the same person in another stay.
struct TakenSample {
    std::string kind;
    std::int64_t atUs = 0;
    Uuid stayId;
    std::string number;  ///< of that stay
};

/// The centre as a rule may know it. Everything it needs was read before; nothing is fetched.
struct Centre {
    std::map<Uuid, Room> rooms;
    std::map<Uuid, Staff> staff;
    /// By room: of its questionings, and what was observed in every room it was placed in.
    std::map<Uuid, RoomRecord> records;
    std::set<std::string> confirmedRules;
    Settings settings;
    bool caseManyPersons = false;
    std::set<Uuid> recordingRooms;  ///< rooms whose recorder is RUNNING now
    /// Attendances in other questionings of staff who attend those of this stay.
    std::vector<Elsewhere> elsewhere;
    std::vector<TakenSample> taken;  ///< from the same person, in other stays
};

enum class Outcome {
    Pass,     ///< duty fulfilled
    Breach,   ///< likely breach: becomes a finding, or refuses a plan
    Pending,  ///< open; look again at `dueUs`
    Abstain,  ///< an input is missing or sealed; `missing` names it
};

/// What the rule read: shown beside the finding.
struct Evidence {
    std::string kind;  ///< event, observation, recording, limit
    std::string code;  ///< message of the catalogue
    Json params = Json::object();
    std::int64_t atUs = 0;
    Uuid cameraId;
    Uuid segment;
    std::int64_t fragment = 0;
    std::int64_t offsetUs = 0;
    int confidenceMilli = 0;
};

struct Verdict {
    Outcome outcome = Outcome::Pass;
    std::string subject;  ///< what in the stay it is about; stable over evaluations
    std::int64_t atUs = 0;
    std::optional<std::int64_t> untilUs;
    std::int64_t dueUs = 0;
    bool provisional = false;
    std::string explanation;  ///< message of the catalogue
    Json params = Json::object();
    std::string missing;
    std::optional<Severity> severity;  ///< when it differs from the rule's
    Uuid questioningId;
    Uuid roomId;
    Uuid stayId;  ///< set by interval rules
    std::vector<Evidence> evidence;
};
using Verdicts = std::vector<Verdict>;

struct StayInput {
    const Stay& stay;
    const Centre& centre;
    std::int64_t nowUs;
};

/// Occupancies of the rooms in question, of all stays that may meet.
struct IntervalInput {
    const std::vector<Occupancy>& occupancies;
    const Centre& centre;
};

struct Rule {
    std::string id;
    int version = 1;
    Severity severity = Severity::Violation;
    /// The law's text was read. Otherwise the rule only warns until confirmed for this centre.
    bool sourceFound = true;
    std::set<Step> guards;  ///< plans it looks at
    Verdicts (*overStay)(const StayInput&) = nullptr;
    Verdicts (*overInterval)(const IntervalInput&) = nullptr;
    /// What it asks of a plan when that differs from what it asks of the record.
    Verdicts (*overPlan)(const StayInput&) = nullptr;
};

/// May this rule refuse plans in this centre?
inline bool refuses(const Rule& rule, const Centre& centre) {
    return rule.sourceFound || centre.confirmedRules.contains(rule.id);
}

// Short ways to say a verdict.
Verdict pass(std::string subject);
Verdict pending(std::string subject, std::int64_t dueUs);
Verdict abstain(std::string subject, std::string missing);
Verdict breach(std::string subject, std::int64_t atUs, std::string explanation,
               Json params = Json::object());

/// Something that must be done by a moment.
struct Duty {
    std::string subject;
    std::int64_t dueUs = 0;
    const char* code = "";  ///< of the breach
    Json params = Json::object();
    std::optional<std::int64_t> doneUs;
    std::optional<std::int64_t> lapsedUs;  ///< from then on nobody owes it any more
    std::optional<Severity> severity;
};
/// Done in time, or no longer owed before it was due: pass. Late or not at all: breach.
Verdict judgeDuty(Duty duty, std::int64_t nowUs);

/// `what:seq`, a subject that is stable over evaluations.
std::string subjectOf(const char* what, std::int64_t seq);
/// The entry on the timeline that a rule read.
Evidence entryEvidence(const Moment& moment);

/// The earliest plain act of this type, not before `fromUs`, that `fits`; nothing without one.
template <typename Fits>
const Note* firstNote(const Stay& stay, const char* type, std::int64_t fromUs, Fits fits) {
    for (const Note& note : stay.notes)
        if (note.atUs() >= fromUs && note.event().type == type && fits(note)) return &note;
    return nullptr;
}
inline std::optional<std::int64_t> timeOf(const Note* note) {
    return note == nullptr ? std::nullopt : std::optional(note->atUs());
}
inline std::optional<std::int64_t> departedUs(const Stay& stay) {
    return stay.departure ? std::optional(stay.departure->moment.atUs) : std::nullopt;
}

}  // namespace mingjing::domain
