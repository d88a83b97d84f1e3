// SPDX-License-Identifier: Apache-2.0
// INTR-21: identification (辨认) of persons, photos and objects (rules section 4).
#include <set>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

/// 公安机关办理刑事案件程序规定 art. 260.
std::int64_t leastOf(const std::string& kind) {
    if (kind == "persons") return 7;
    return kind == "objects" ? 5 : 10;
}

std::size_t officersOf(const Note& note, const Centre& centre) {
    std::set<Uuid> officers;
    for (const Uuid& id : note.ids("officers")) {
        const auto staff = centre.staff.find(id);
        if (staff != centre.staff.end() && staff->second.function == StaffFunction::Officer)
            officers.insert(id);
    }
    return officers.size();
}

Json faultsOf(const Note& note, const StayInput& input) {
    // 治安管理处罚法 (2025) art. 108: one officer, when all is recorded.
    const bool oneIsEnough =
        input.stay.caseKind == CaseKind::Administrative && note.flag("recorded");
    Json faults = Json::array();
    if (note.number("count").value_or(0) < leastOf(note.word("kind")))
        faults.push_back("too_few_shown");
    if (officersOf(note, input.centre) < (oneIsEnough ? 1U : 2U))
        faults.push_back("too_few_officers");
    if (!note.flag("separately")) faults.push_back("not_separately");
    if (note.flag("shownBefore")) faults.push_back("shown_before");
    return faults;
}

}  // namespace

Verdicts identificationHeld(const StayInput& input) {
    Verdicts verdicts;
    for (const Note& note : input.stay.notes) {
        if (note.event().type != "IdentificationHeld") continue;
        const Moment moment = note.moment();
        const std::string subject = subjectOf("identification", moment.seq);
        const Json faults = faultsOf(note, input);
        verdicts.push_back(faults.empty()
                               ? pass(subject)
                               : breach(subject, moment.atUs, "finding.identification_faulty",
                                        {{"faults", faults}}));
        verdicts.back().evidence.push_back(entryEvidence(moment));
    }
    return verdicts;
}

}  // namespace mingjing::domain
