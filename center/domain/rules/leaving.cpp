// SPDX-License-Identifier: Apache-2.0
// EXIT and BELG family: what must be settled before a person leaves (rules sections 2 and 5).
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

Verdicts belongingsSettled(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!stay.departure || !stay.belongings) return {};
    const bool listed = stay.belongingItems && !stay.belongingItems->empty();
    const bool settled = stay.exitCheck && stay.exitCheck->belongings != "not_settled" &&
                         !(listed && stay.exitCheck->belongings == "none");
    if (settled) return {pass("belongings")};
    return {breach("belongings", stay.departure->moment.atUs, "finding.belongings_open")};
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
