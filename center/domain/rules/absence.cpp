// SPDX-License-Identifier: Apache-2.0
// Leaving for a while: on which grounds, allowed by whom, with whom, and what comes after (rules
// ENTR-02, EXIT-01, EXIT-03).
#include <set>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

constexpr std::size_t kEscorts = 2;

/// 公安机关执法办案场所办案区使用管理规定 art. 4: to recover stolen goods, or to identify a scene
/// or a body. A medical emergency is this centre's own exception.
bool isListed(const std::string& reason) {
    return reason == "recover_goods" || reason == "identify_scene" || reason == "identify_body";
}
bool isMedical(const Spell& spell) {
    return spell.began.word("reason") == "medical";
}

/// Granted by who may, before the person left. A head of the bureau stands above one of a unit.
bool allows(const Approval& approval, std::int64_t beforeUs) {
    const bool head =
        approval.neededRole == Role::UnitHead || approval.neededRole == Role::BureauHead;
    return approval.about == "temporary_exit" && approval.granted && approval.rightRole && head &&
           approval.decided && approval.decided->atUs <= beforeUs;
}

/// The approval that the absence names, or else the newest one not used yet; each serves once.
const Approval* approvalFor(const Stay& stay, const Spell& spell, const std::set<Uuid>& used) {
    const Uuid named = spell.began.id("approvalId");
    const Approval* found = nullptr;
    for (const Approval& approval : stay.approvals) {
        const bool meant = named.isNil() || approval.id == named;
        if (meant && !used.contains(approval.id) && allows(approval, spell.fromUs()))
            found = &approval;
    }
    return found;
}

Verdict spellBreach(const char* what, const Spell& spell, const char* code,
                    Json params = Json::object()) {
    const Moment began = spell.began.moment();
    Verdict verdict = breach(subjectOf(what, began.seq), began.atUs, code, std::move(params));
    verdict.untilUs = spell.toUs();
    verdict.evidence.push_back(entryEvidence(began));
    return verdict;
}

std::size_t escortsOf(const Spell& spell) {
    const std::vector<Uuid> escorts = spell.began.ids("escorts");
    return std::set<Uuid>(escorts.begin(), escorts.end()).size();
}

}  // namespace

Verdicts leavesOnGround(const StayInput& input) {
    Verdicts verdicts;
    std::set<Uuid> used;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Spell& spell : input.stay.spells) {
        if (spell.kind != SpellKind::Absence) continue;
        const bool listed = isListed(spell.began.word("reason"));
        const Approval* approval = listed ? approvalFor(input.stay, spell, used) : nullptr;
        if (approval != nullptr) used.insert(approval->id);
        if (approval != nullptr || isMedical(spell))
            verdicts.push_back(pass(subjectOf("absence", spell.began.moment().seq)));
        else
            verdicts.push_back(spellBreach(
                "absence", spell,
                listed ? "finding.absence_not_approved" : "finding.absence_without_ground"));
    }
    return verdicts;
}

Verdicts absenceRegistered(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Spell& spell : input.stay.spells) {
        if (spell.kind != SpellKind::Absence) continue;
        const std::int64_t seq = spell.began.moment().seq;
        const std::size_t escorts = escortsOf(spell);
        verdicts.push_back(escorts >= kEscorts
                               ? pass(subjectOf("escorts", seq))
                               : spellBreach("escorts", spell, "finding.too_few_escorts",
                                             {{"escorts", escorts}, {"needed", kEscorts}}));
        const Approval* named = input.stay.findApproval(spell.began.id("approvalId"));
        const bool approver = isMedical(spell) || (named != nullptr && named->granted);
        verdicts.push_back(
            approver ? pass(subjectOf("approver", seq))
                     : spellBreach("approver", spell, "finding.absence_without_approver"));
    }
    return verdicts;
}

Verdicts checkedAfterAbsence(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::int64_t withinUs = input.centre.settings.safetyCheckUs;
    auto check = input.stay.safetyChecks.begin();
    for (const Spell& spell : input.stay.spells) {
        if (spell.kind != SpellKind::Absence || !spell.ended) continue;
        while (check != input.stay.safetyChecks.end() && check->moment.atUs < *spell.toUs())
            ++check;
        Duty duty;
        duty.subject = subjectOf("check", spell.ended->moment().seq);
        duty.dueUs = *spell.toUs() + withinUs;
        duty.code = "finding.not_checked_after_absence";
        duty.params = {{"minutes", withinUs / kMinuteUs}};
        if (check != input.stay.safetyChecks.end()) duty.doneUs = check->moment.atUs;
        duty.lapsedUs = departedUs(input.stay);
        verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
    }
    return verdicts;
}

}  // namespace mingjing::domain
