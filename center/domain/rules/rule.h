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

namespace mingjing::domain {

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
};
MJ_WORDS(Step, 16, {Step::Register, "register"}, {Step::SafetyCheck, "safety_check"},
         {Step::Belongings, "belongings"}, {Step::Information, "information"},
         {Step::Place, "place"}, {Step::Question, "question"}, {Step::Care, "care"},
         {Step::Extend, "extend"}, {Step::Decide, "decide"}, {Step::ExitCheck, "exit_check"},
         {Step::Depart, "depart"}, {Step::LeaveForAWhile, "leave_for_a_while"},
         {Step::Sober, "sober"}, {Step::Restrain, "restrain"}, {Step::Identify, "identify"},
         {Step::ChangeBasis, "change_basis"});

enum class Severity { Violation, Warning, Reminder };
MJ_WORDS(Severity, 3, {Severity::Violation, "violation"}, {Severity::Warning, "warning"},
         {Severity::Reminder, "reminder"});

/// Numbers that the law leaves to the centre (rules section 14), with their defaults.
struct Settings {
    std::int64_t safetyCheckUs = 30 * 60 * 1'000'000LL;  ///< after arrival (design)
    std::int64_t rosterGraceUs = 60 * 1'000'000LL;       ///< fewer persons than the roster (design)
    std::int64_t recordGapUs = 2 * 1'000'000LL;          ///< longer is a break (REC-06)
    std::int64_t recordCloseUs = 30 * 1'000'000LL;       ///< time a recorder has to cover the end
};

/// The centre as a rule may know it. Everything it needs was read before; nothing is fetched.
struct Centre {
    std::map<Uuid, Room> rooms;
    std::map<Uuid, Staff> staff;
    std::map<Uuid, RoomRecord> records;  ///< by room, for the questionings of the stay
    std::set<std::string> confirmedRules;
    Settings settings;
    bool caseManyPersons = false;
    std::set<Uuid> recordingRooms;  ///< rooms whose recorder is RUNNING now
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

}  // namespace mingjing::domain
