// SPDX-License-Identifier: Apache-2.0
// What admission rests on: the legal basis, the collection of information, whose hands hold the
// belongings (rules ENTR-14, ENTR-17, BELG-02, BELG-04).
#include <algorithm>
#include <set>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

bool mayBeOral(BasisKind kind) {
    return kind == BasisKind::CriminalSummons || kind == BasisKind::AdministrativeSummons;
}

/// Who came by himself brings no paper.
bool needsPaper(BasisKind kind) {
    return kind != BasisKind::Surrendered && kind != BasisKind::Voluntary;
}

const char* paperOf(BasisKind kind) {
    switch (kind) {
        case BasisKind::CompelledAppearance:
            return "compelled_appearance";
        case BasisKind::ContinuedQuestioning:
            return "continued_questioning_approval";
        case BasisKind::Detention:
            return "detention_warrant";
        default:
            return "summons";
    }
}

Verdict basisVerdict(const Stay& stay, const LegalBasis& basis) {
    const std::string subject = subjectOf("basis", basis.moment.seq);
    const bool oral = basis.oral && mayBeOral(basis.kind);
    const bool served = firstNote(stay, "PaperServed", INT64_MIN, [&](const Note& note) {
                            return note.word("kind") == paperOf(basis.kind) && note.gave("number");
                        }) != nullptr;
    if (!needsPaper(basis.kind) || oral || served || !basis.documentNumber.empty())
        return pass(subject);
    if (basis.paperSealed) return abstain(subject, "paper");
    Verdict verdict = breach(subject, basis.moment.atUs, "finding.basis_without_paper");
    verdict.evidence.push_back(entryEvidence(basis.moment));
    return verdict;
}

bool allowsInformation(const Approval& approval, std::int64_t byUs) {
    const bool head =
        approval.neededRole == Role::UnitHead || approval.neededRole == Role::BureauHead;
    return approval.about == "information" && approval.granted && approval.rightRole && head &&
           approval.decided && approval.decided->atUs <= byUs;
}

/// 治安管理处罚法 (2025) art. 102: in public-security cases only with the approval of the head of
/// the case unit; of victims only with their consent, which no entry tells.
void judgeCollection(const Stay& stay, Verdicts& verdicts) {
    if (!stay.information || stay.collected.empty()) return;
    if (stay.role == PersonRole::Victim) {
        verdicts.push_back(abstain("collection", "consent"));
        return;
    }
    if (!isHeld(stay.role) || stay.caseKind != CaseKind::Administrative) return;
    const bool allowed =
        std::any_of(stay.approvals.begin(), stay.approvals.end(), [&](const Approval& approval) {
            return allowsInformation(approval, stay.information->atUs);
        });
    verdicts.push_back(
        allowed ? pass("collection")
                : breach("collection", stay.information->atUs, "finding.collection_not_approved"));
    verdicts.back().evidence.push_back(entryEvidence(*stay.information));
}

/// The order is a requirement whose text was not read, so it only warns.
void judgeOrder(const Stay& stay, Verdicts& verdicts) {
    if (!isHeld(stay.role) || stay.questionings.empty()) return;
    std::int64_t firstUs = INT64_MAX;
    for (const Questioning& questioning : stay.questionings)
        firstUs = std::min(firstUs, questioning.startedUs);
    if (stay.information && stay.information->atUs <= firstUs) {
        verdicts.push_back(pass("order"));
        return;
    }
    verdicts.push_back(breach("order", firstUs, "finding.questioned_before_information"));
    verdicts.back().severity = Severity::Warning;
    if (stay.information) verdicts.back().untilUs = stay.information->atUs;
}

std::set<Uuid> caseOfficers(const Stay& stay) {
    std::set<Uuid> officers(stay.broughtBy.begin(), stay.broughtBy.end());
    for (const Questioning& questioning : stay.questionings) {
        officers.insert(questioning.namedOfficers.begin(), questioning.namedOfficers.end());
        for (const Attendance& attendance : questioning.attendances)
            if (attendance.function == AttendeeFunction::Officer)
                officers.insert(attendance.attendeeId);
    }
    return officers;
}

}  // namespace

Verdicts basisPresent(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const LegalBasis& basis : input.stay.bases)
        verdicts.push_back(basisVerdict(input.stay, basis));
    return verdicts;
}

Verdicts informationCollected(const StayInput& input) {
    Verdicts verdicts;
    judgeCollection(input.stay, verdicts);
    judgeOrder(input.stay, verdicts);
    return verdicts;
}

Verdicts keeperApart(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role) || !stay.belongings || stay.belongingsKeeper.isNil()) return {};
    if (!caseOfficers(stay).contains(stay.belongingsKeeper)) return {pass("keeper")};
    Verdict verdict = breach("keeper", stay.belongings->atUs, "finding.keeper_on_case");
    verdict.evidence.push_back(entryEvidence(*stay.belongings));
    return {verdict};
}

Verdicts belongingsSigned(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role) || !stay.belongings) return {};
    if (stay.belongingsSigned) return {pass("signature")};
    Verdict verdict = breach("signature", stay.belongings->atUs, "finding.belongings_not_signed");
    verdict.evidence.push_back(entryEvidence(*stay.belongings));
    return {verdict};
}

}  // namespace mingjing::domain
