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
/// the case unit; of victims only with their consent.
std::optional<Verdict> collectionVerdict(const Stay& stay, const Collection& collection,
                                         const std::string& subject) {
    const std::int64_t atUs = collection.moment.atUs;
    if (collection.kinds.empty()) return std::nullopt;
    if (stay.role == PersonRole::Victim) {
        if (!collection.consent) return abstain(subject, "consent");
        return *collection.consent ? pass(subject)
                                   : breach(subject, atUs, "finding.collection_without_consent");
    }
    if (!isHeld(stay.role) || stay.caseKind != CaseKind::Administrative) return std::nullopt;
    const bool allowed =
        std::any_of(stay.approvals.begin(), stay.approvals.end(),
                    [&](const Approval& approval) { return allowsInformation(approval, atUs); });
    return allowed ? pass(subject) : breach(subject, atUs, "finding.collection_not_approved");
}

void judgeCollections(const Stay& stay, Verdicts& verdicts) {
    bool first = true;
    for (const Collection& collection : stay.collections) {
        const std::string subject =
            first ? "collection" : subjectOf("collection", collection.moment.seq);
        auto verdict = collectionVerdict(stay, collection, subject);
        if (!verdict) continue;
        first = false;
        verdict->evidence.push_back(entryEvidence(collection.moment));
        verdicts.push_back(std::move(*verdict));
    }
}

/// Copies from a person's device are no samples of the person.
bool isSample(const std::string& kind) {
    return kind != "phone_data";
}

/// The number of the stay in which this was taken before.
std::optional<std::string> takenBefore(const StayInput& input, const Collection& collection,
                                       const std::string& kind) {
    for (const Collection& earlier : input.stay.collections) {
        if (earlier.moment == collection.moment) break;
        if (std::find(earlier.kinds.begin(), earlier.kinds.end(), kind) != earlier.kinds.end())
            return input.stay.number;
    }
    for (const TakenSample& sample : input.centre.taken)
        if (sample.kind == kind && sample.atUs < collection.moment.atUs) return sample.number;
    return std::nullopt;
}

/// The same article: what was taken already is not taken again. It is of public-security cases
/// alone; 刑事诉讼法 art. 132 has no such words.
void judgeRepeats(const StayInput& input, Verdicts& verdicts) {
    if (input.stay.caseKind != CaseKind::Administrative) return;
    for (const Collection& collection : input.stay.collections) {
        const std::string subject = subjectOf("again", collection.moment.seq);
        std::string number, kinds;
        for (const std::string& kind : collection.kinds) {
            const auto before =
                isSample(kind) ? takenBefore(input, collection, kind) : std::nullopt;
            if (!before) continue;
            number = *before;
            kinds += (kinds.empty() ? "" : "/") + kind;
        }
        if (collection.kinds.empty()) continue;
        Verdict verdict =
            kinds.empty() ? pass(subject)
                          : breach(subject, collection.moment.atUs, "finding.sample_taken_again",
                                   {{"kinds", kinds}, {"number", number}});
        verdict.evidence.push_back(entryEvidence(collection.moment));
        verdicts.push_back(std::move(verdict));
    }
}

/// The order is a requirement whose text was not read, so it only warns.
void judgeOrder(const Stay& stay, Verdicts& verdicts) {
    if (!isHeld(stay.role) || stay.questionings.empty()) return;
    std::int64_t firstUs = INT64_MAX;
    for (const Questioning& questioning : stay.questionings)
        firstUs = std::min(firstUs, questioning.startedUs);
    const std::optional<Moment> collected =
        stay.collections.empty() ? std::nullopt : std::optional(stay.collections.front().moment);
    if (collected && collected->atUs <= firstUs) {
        verdicts.push_back(pass("order"));
        return;
    }
    verdicts.push_back(breach("order", firstUs, "finding.questioned_before_information"));
    verdicts.back().severity = Severity::Warning;
    if (collected) verdicts.back().untilUs = collected->atUs;
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
    judgeCollections(input.stay, verdicts);
    judgeRepeats(input, verdicts);
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
    const bool onList = stay.belongingsSignedPrint > stay.belongings->seq;
    if (stay.belongingsSigned || onList) return {pass("signature")};
    Verdict verdict = breach("signature", stay.belongings->atUs, "finding.belongings_not_signed");
    verdict.evidence.push_back(entryEvidence(*stay.belongings));
    return {verdict};
}

}  // namespace mingjing::domain
