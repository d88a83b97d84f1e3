// SPDX-License-Identifier: Apache-2.0
// Openings follow from the stay's approvals; nothing else is stored of them.
#include "center/domain/stays/body_checks.h"

#include <algorithm>

#include "center/domain/json_read.h"

namespace mingjing::domain {

Json toJson(const BodyCheckTerms& terms) {
    Json json = {
        {"cameraId", terms.cameraId.text()}, {"fromUs", terms.fromUs}, {"toUs", terms.toUs}};
    if (terms.untilUs > 0) json["untilUs"] = terms.untilUs;
    return json;
}

std::optional<BodyCheckTerms> bodyCheckTermsOf(const Approval& approval) {
    if (approval.about != kBodyCheckApproval) return std::nullopt;
    BodyCheckTerms terms;
    terms.cameraId = readUuid(approval.terms, "cameraId");
    terms.fromUs = approval.terms.value("fromUs", std::int64_t{0});
    terms.toUs = approval.terms.value("toUs", std::int64_t{0});
    terms.untilUs = approval.terms.value("untilUs", std::int64_t{0});
    return terms;
}

std::int64_t openUntilUs(const BodyCheckTerms& terms, std::int64_t grantedUs) {
    const std::int64_t untilUs = grantedUs + kBodyCheckOpenUs;
    return terms.untilUs > 0 ? std::min(untilUs, terms.untilUs) : untilUs;
}

bool operator==(const BodyCheckTerms& a, const BodyCheckTerms& b) {
    return a.cameraId == b.cameraId && a.fromUs == b.fromUs && a.toUs == b.toUs &&
           a.untilUs == b.untilUs;
}

std::vector<BodyCheckOpening> bodyCheckOpenings(const Stay& stay) {
    std::vector<BodyCheckOpening> out;
    if (!stay.facts || !stay.facts->sex) return out;
    for (const Approval& approval : stay.approvals) {
        const auto terms = bodyCheckTermsOf(approval);
        const bool good = terms && approval.decided && approval.granted && approval.rightRole &&
                          approval.decidedBy != approval.requestedBy;
        if (!good) continue;
        BodyCheckOpening opening;
        opening.approvalId = approval.id;
        opening.stayId = stay.id;
        opening.staffId = approval.requestedBy;
        opening.terms = *terms;
        opening.grantedUs = approval.decided->atUs;
        opening.untilUs = openUntilUs(*terms, opening.grantedUs);
        opening.sex = *stay.facts->sex;
        out.push_back(opening);
    }
    return out;
}

bool isOpenFor(const BodyCheckOpening& opening, const Staff& staff, const Uuid& camera,
               std::int64_t fromUs, std::int64_t toUs, std::int64_t nowUs) {
    return staff.active && opening.staffId == staff.id && opening.sex == staff.sex &&
           opening.terms.cameraId == camera && opening.terms.fromUs <= fromUs && fromUs < toUs &&
           toUs <= opening.terms.toUs && opening.grantedUs <= nowUs && nowUs < opening.untilUs;
}

}  // namespace mingjing::domain
