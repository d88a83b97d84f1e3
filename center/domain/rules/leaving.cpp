// SPDX-License-Identifier: Apache-2.0
// EXIT and BELG family: what must be settled before a person leaves, and where he goes (rules
// sections 2 and 5).
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

/// What was last done with each item that was moved singly.
std::map<std::int64_t, const Note*> lastMoves(const Stay& stay) {
    std::map<std::int64_t, const Note*> last;
    for (const Note& note : stay.notes)
        if (note.event().type == "BelongingMoved") last[note.number("item").value_or(0)] = &note;
    return last;
}

bool isFinal(const std::string& action) {
    return action == "returned" || action == "to_family" || action == "seized" ||
           action == "goes_with_person";
}

/// Every listed item was moved to where it stays; then what the exit check says of all is not
/// asked.
bool allSettledSingly(const Stay& stay, const std::map<std::int64_t, const Note*>& last) {
    std::int64_t settled = 0;
    for (const auto& [item, move] : last)
        if (item >= 1 && item <= stay.belongingCount && isFinal(move->word("action"))) ++settled;
    return stay.belongingCount > 0 && settled == stay.belongingCount;
}

bool settledTogether(const Stay& stay) {
    const bool listed = stay.belongingItems && !stay.belongingItems->empty();
    return stay.exitCheck && stay.exitCheck->belongings != "not_settled" &&
           !(listed && stay.exitCheck->belongings == "none");
}

/// 公安机关适用继续盘问规定 art. 32(2): the person signs for what he gets back. He may refuse to.
Verdict signatureVerdict(const Stay& stay, const Note& move) {
    const std::string subject = subjectOf("signature", move.moment().seq);
    // The list that was printed after the move shows it.
    const bool onList = stay.belongingsSignedPrint > move.moment().seq;
    if (move.flag("signedByPerson") || onList) return pass(subject);
    Verdict verdict = breach(subject, move.atUs(), "finding.return_not_signed",
                             {{"item", move.number("item").value_or(0)}});
    verdict.severity = Severity::Warning;
    verdict.evidence.push_back(entryEvidence(move.moment()));
    return verdict;
}

const std::set<std::string>& custodyDecisions() {
    static const std::set<std::string> all{"criminal_detention", "administrative_detention",
                                           "drug_isolation"};
    return all;
}

const std::set<std::string>& releaseDecisions() {
    static const std::set<std::string> all{"released_no_case",         "mediated",
                                           "warning_or_fine",          "bail",
                                           "residential_surveillance", "leaves_freely"};
    return all;
}

}  // namespace

Verdicts belongingsSettled(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!stay.departure || !stay.belongings) return {};
    const auto last = lastMoves(stay);
    Verdicts verdicts;
    Json out = Json::array();
    for (const auto& [item, move] : last) {
        if (move->word("action") == "taken_out") out.push_back(std::to_string(item));
        if (move->word("action") == "returned")
            verdicts.push_back(signatureVerdict(input.stay, *move));
    }
    const std::int64_t atUs = stay.departure->moment.atUs;
    if (!out.empty())
        verdicts.push_back(breach("belongings", atUs, "finding.belongings_out", {{"items", out}}));
    else if (allSettledSingly(stay, last) || settledTogether(stay))
        verdicts.push_back(pass("belongings"));
    else
        verdicts.push_back(breach("belongings", atUs, "finding.belongings_open"));
    return verdicts;
}

/// 公安机关执法办案场所办案区使用管理规定 art. 5: to custody, or released at once. The minutes are
/// this centre's setting, so a delay only warns.
Verdicts goesWhereDecided(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role) || !stay.decision) return {};
    const std::string& decision = stay.decision->decision;
    if (custodyDecisions().contains(decision)) {
        if (!stay.departure) return {};
        if (stay.departure->transferred) return {pass("custody")};
        return {breach("custody", stay.departure->moment.atUs, "finding.not_sent_to_custody")};
    }
    if (!releaseDecisions().contains(decision)) return {};
    Duty duty;
    duty.subject = "release";
    duty.dueUs = stay.decision->moment.atUs + input.centre.settings.releaseUs;
    duty.code = "finding.not_released";
    duty.params = {{"minutes", input.centre.settings.releaseUs / kMinuteUs}};
    duty.doneUs = departedUs(stay);
    duty.severity = Severity::Warning;
    return {judgeDuty(std::move(duty), input.nowUs)};
}

Verdicts exitChecklist(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!stay.departure || !isHeld(stay.role)) return {};
    Json open = Json::array();
    if (!stay.exitCheck) {
        open.push_back("exit_check");
    } else {
        const ExitCheck& check = *stay.exitCheck;
        if (!check.wristbandRemoved) open.push_back("wristband");
        if (!check.documentsSigned) open.push_back("documents");
        if (check.familyTold == "not_yet") open.push_back("family");
        if (stay.departure->transferred && !check.medicalCertificate)
            open.push_back("medical_certificate");
        if (check.newInjuries.value_or(false)) open.push_back("new_injuries");
    }
    if (stay.openQuestioning() != nullptr) open.push_back("questioning");
    if (open.empty() && !stay.exitCheck->newInjuries) return {abstain("checklist", "health")};
    if (open.empty()) return {pass("checklist")};
    return {
        breach("checklist", stay.departure->moment.atUs, "finding.exit_open", {{"open", open}})};
}

}  // namespace mingjing::domain
