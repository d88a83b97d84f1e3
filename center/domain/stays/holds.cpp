// SPDX-License-Identifier: Apache-2.0
// Reading reasons off the folded stay.
#include "center/domain/stays/holds.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

bool isCriminalMeasure(const Stay& stay) {
    const bool basis = std::any_of(stay.bases.begin(), stay.bases.end(), [](const LegalBasis& b) {
        return b.kind == BasisKind::CriminalSummons || b.kind == BasisKind::CompelledAppearance ||
               b.kind == BasisKind::Detention;
    });
    const std::set<std::string> measures{"bail", "residential_surveillance", "criminal_detention"};
    return basis || (stay.decision && measures.contains(stay.decision->decision));
}

bool isDetained(const Stay& stay) {
    return stay.decision && (stay.decision->decision == "administrative_detention" ||
                             stay.decision->decision == "drug_isolation");
}

bool hasInjury(const Stay& stay) {
    const bool found =
        std::any_of(stay.safetyChecks.begin(), stay.safetyChecks.end(),
                    [](const SafetyCheck& check) { return check.injuries.value_or(true); });
    const bool atExit = stay.exitCheck && stay.exitCheck->newInjuries.value_or(true);
    return found || atExit || !stay.notesOf("InjuriesMapped").empty();
}

bool hasComplained(const Stay& stay) {
    return std::any_of(stay.notes.begin(), stay.notes.end(), [](const Note& note) {
        return note.event().body.value("kind", "") == "complaint";
    });
}

bool hadSpell(const Stay& stay, SpellKind kind) {
    return std::any_of(stay.spells.begin(), stay.spells.end(),
                       [&](const Spell& spell) { return spell.kind == kind; });
}

}  // namespace

std::set<HoldReason> holdReasonsOf(const Stay& stay) {
    std::set<HoldReason> reasons;
    const auto add = [&](bool there, HoldReason reason) {
        if (there) reasons.insert(reason);
    };
    add(isCriminalMeasure(stay), HoldReason::CriminalMeasure);
    add(isDetained(stay), HoldReason::AdministrativeDetention);
    add(hasInjury(stay), HoldReason::Injury);
    add(hasComplained(stay), HoldReason::Complaint);
    add(hadSpell(stay, SpellKind::Incident), HoldReason::Incident);
    add(hadSpell(stay, SpellKind::Restraint), HoldReason::Restraint);
    return reasons;
}

}  // namespace mingjing::domain
