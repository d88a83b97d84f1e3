// SPDX-License-Identifier: Apache-2.0
// What a signed-in person may do: from role and relation to the case, by named abilities.
#pragma once

#include <set>

#include "center/domain/staff/staff.h"

namespace mingjing::domain {

enum class Ability {
    SeeWall,
    SeeBoard,
    SeeStay,
    LeadStay,
    Question,
    ApproveExtension,
    SeeLive,
    SeePlayback,
    ReviewFindings,
    Administer,
    ConfirmRules,
    SeeAudit,
    ReviewLegality,
    Care,
    SeeTrueIdentity,  ///< of a person under a pseudonym
    CallHelp,         ///< and see who calls
};
MJ_WORDS(Ability, 16, {Ability::SeeWall, "see_wall"}, {Ability::SeeBoard, "see_board"},
         {Ability::SeeStay, "see_stay"}, {Ability::LeadStay, "lead_stay"},
         {Ability::Question, "question"}, {Ability::ApproveExtension, "approve_extension"},
         {Ability::SeeLive, "see_live"}, {Ability::SeePlayback, "see_playback"},
         {Ability::ReviewFindings, "review_findings"}, {Ability::Administer, "administer"},
         {Ability::ConfirmRules, "confirm_rules"}, {Ability::SeeAudit, "see_audit"},
         {Ability::ReviewLegality, "review_legality"}, {Ability::Care, "care"},
         {Ability::SeeTrueIdentity, "see_true_identity"}, {Ability::CallHelp, "call_help"});

/// Default deny: an ability that no role gives is not there.
std::set<Ability> abilitiesOf(const Staff& staff);

/// Investigators and unit heads see stays of their own unit; those who run or supervise the
/// centre see all.
bool maySeeStayOf(const Staff& staff, const Uuid& stayUnit);

}  // namespace mingjing::domain
