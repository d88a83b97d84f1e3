// SPDX-License-Identifier: Apache-2.0
// The state machine of one stay, as guards of its steps.
#include "center/domain/stays/steps.h"

namespace mingjing::domain {

namespace {

using Refusal = std::optional<std::string>;

/// Victims and witnesses are registered, may be questioned, and may leave at any time.
Refusal visitorRefusal(const Stay& stay, Step step) {
    switch (step) {
        case Step::SafetyCheck:
        case Step::Belongings:
        case Step::Extend:
        case Step::Decide:
        case Step::ExitCheck:
        case Step::ChangeBasis:
            return "step.not_for_role";
        case Step::Information:
            // Of victims with their consent (ENTR-14); of witnesses nothing is taken.
            if (stay.role != PersonRole::Victim) return "step.not_for_role";
            [[fallthrough]];
        case Step::Place:
        case Step::Question:
            return stay.registered ? Refusal() : Refusal("step.not_registered");
        default:
            return std::nullopt;
    }
}

Refusal heldRefusal(const Stay& stay, Step step) {
    const bool goesOn = step == Step::Place || step == Step::Question || step == Step::Decide;
    if (goesOn && stay.needsNewSafetyCheck()) return "step.no_new_safety_check";
    switch (step) {
        case Step::Register:
        case Step::Care:
        case Step::Extend:
        case Step::LeaveForAWhile:
        case Step::Sober:
        case Step::Restrain:
        case Step::Identify:
        case Step::ChangeBasis:
        case Step::Attend:
            return std::nullopt;
        case Step::SafetyCheck:
            return stay.registered ? Refusal() : Refusal("step.not_registered");
        case Step::Belongings:
            return stay.safetyChecks.empty() ? Refusal("step.no_safety_check") : Refusal();
        case Step::Information:
            return stay.belongings ? Refusal() : Refusal("step.no_belongings");
        case Step::Place:
            return stay.registered ? Refusal() : Refusal("step.not_registered");
        case Step::Question:
            return stay.information ? Refusal() : Refusal("step.no_information");
        case Step::Decide:
            return stay.information ? Refusal() : Refusal("step.no_information");
        case Step::ExitCheck:
            return stay.decision ? Refusal() : Refusal("step.no_decision");
        case Step::Depart:
            return stay.exitCheck ? Refusal() : Refusal("step.no_exit_check");
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> stepRefusal(const Stay& stay, Step step) {
    if (stay.departure) return "step.after_departure";
    if (step == Step::Register && stay.registered) return "step.already_done";
    const bool busy = stay.openQuestioning() != nullptr;
    const bool moves = step == Step::Place || step == Step::Question || step == Step::Decide ||
                       step == Step::ExitCheck || step == Step::Depart;
    if (busy && moves) return "step.questioning_runs";
    // From a hospital a person may also be released (rules section 10, S14 to S16).
    const bool here =
        moves && step != Step::Decide && step != Step::ExitCheck && step != Step::Depart;
    if ((here || step == Step::SafetyCheck) && stay.isOut()) return "step.is_out";
    if (step == Step::Question && stay.openSpell(SpellKind::Visit)) return "step.visit_runs";
    if (step == Step::Question && stay.openSpell(SpellKind::Sobering)) return "step.sobering_runs";
    return isHeld(stay.role) ? heldRefusal(stay, step) : visitorRefusal(stay, step);
}

const std::vector<Step>& mainSteps() {
    static const std::vector<Step> all{Step::Register,    Step::SafetyCheck, Step::Belongings,
                                       Step::Information, Step::Place,       Step::Question,
                                       Step::Care,        Step::Extend,      Step::Decide,
                                       Step::ExitCheck,   Step::Depart};
    return all;
}

bool stepDone(const Stay& stay, Step step) {
    switch (step) {
        case Step::Register:
            return stay.registered.has_value();
        case Step::SafetyCheck:
            return !stay.safetyChecks.empty();
        case Step::Belongings:
            return stay.belongings.has_value();
        case Step::Information:
            return stay.information.has_value();
        case Step::Question:
            return !stay.questionings.empty();
        case Step::Decide:
            return stay.decision.has_value();
        case Step::ExitCheck:
            return stay.exitCheck.has_value();
        case Step::Depart:
            return stay.departure.has_value();
        default:
            return false;
    }
    return false;
}

std::vector<Step> usualNextSteps(const Stay& stay) {
    if (stay.departure) return {};
    if (!stay.registered) return {Step::Register};
    if (stay.openQuestioning() != nullptr) return {Step::Care};
    if (!isHeld(stay.role)) return {Step::Question, Step::Place, Step::Depart};
    if (stay.isOut()) return {};
    if (stay.safetyChecks.empty() || stay.needsNewSafetyCheck()) return {Step::SafetyCheck};
    if (!stay.belongings) return {Step::Belongings};
    if (!stay.information) return {Step::Information};
    if (stay.exitCheck) return {Step::Depart};
    if (stay.decision) return {Step::ExitCheck};
    const auto occupied = !stay.placements.empty();
    if (!occupied) return {Step::Place, Step::Question};
    if (stay.questionings.empty()) return {Step::Question, Step::Care, Step::Decide};
    return {Step::Decide, Step::Place, Step::Question, Step::Care};
}

}  // namespace mingjing::domain
