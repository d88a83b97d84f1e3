// SPDX-License-Identifier: Apache-2.0
// Exports are approvals with terms; nothing else is stored of them on the stay.
#include "center/domain/stays/exports.h"

#include <algorithm>

#include "center/domain/json_read.h"

namespace mingjing::domain {

namespace {

/// Both approvals of an export.
std::vector<const Approval*> approvalsOf(const Stay& stay, const Uuid& exportId) {
    std::vector<const Approval*> all;
    for (const Approval& approval : stay.approvals) {
        const bool others = approval.about == kExportOthersApproval &&
                            approval.terms.value("exportId", "") == exportId.text();
        if (others || (approval.about == kExportApproval && approval.id == exportId))
            all.push_back(&approval);
    }
    return all;
}

}  // namespace

bool needsCertificate(const std::string& recipient) {
    return recipient == "procuratorate" || recipient == "court";
}

bool mayHaveCertificate(const std::string& recipient) {
    return needsCertificate(recipient) || recipient == "supervision" ||
           recipient == "other_authority";
}

Json toJson(const ExportTerms& terms) {
    Json cameras = Json::array();
    for (const Uuid& camera : terms.cameras) cameras.push_back(camera.text());
    Json json = {{"cameras", std::move(cameras)},
                 {"fromUs", terms.fromUs},
                 {"recipient", terms.recipient},
                 {"toUs", terms.toUs},
                 {"withRecord", terms.withRecord}};
    if (terms.withKeys) json["withKeys"] = true;
    if (terms.questioningId) json["questioningId"] = terms.questioningId->text();
    if (terms.defence) json["defence"] = true;
    if (!terms.recipientId) return json;
    json["recipientFingerprint"] = terms.recipientFingerprint;
    json["recipientId"] = terms.recipientId->text();
    return json;
}

std::optional<ExportTerms> exportTermsOf(const Approval& approval) {
    if (approval.about != kExportApproval) return std::nullopt;
    ExportTerms terms;
    terms.exportId = approval.id;
    for (const Json& camera : approval.terms.value("cameras", Json::array()))
        if (const auto id = Uuid::parse(camera.is_string() ? camera.get<std::string>() : ""))
            terms.cameras.push_back(*id);
    terms.fromUs = approval.terms.value("fromUs", std::int64_t{0});
    terms.toUs = approval.terms.value("toUs", std::int64_t{0});
    terms.recipient = approval.terms.value("recipient", "");
    terms.withRecord = approval.terms.value("withRecord", false);
    terms.withKeys = approval.terms.value("withKeys", false);
    if (approval.terms.contains("questioningId"))
        terms.questioningId = readUuid(approval.terms, "questioningId");
    terms.defence = approval.terms.value("defence", false);
    if (approval.terms.contains("recipientId"))
        terms.recipientId = readUuid(approval.terms, "recipientId");
    terms.recipientFingerprint = approval.terms.value("recipientFingerprint", "");
    return terms;
}

ExportState exportState(const Stay& stay, const Uuid& exportId) {
    const auto all = approvalsOf(stay, exportId);
    const auto decided = [](const Approval* a) { return a->decided.has_value(); };
    if (std::any_of(all.begin(), all.end(),
                    [&](const Approval* a) { return decided(a) && !a->granted; }))
        return ExportState::Refused;
    const bool released = !all.empty() && std::all_of(all.begin(), all.end(), decided);
    return released ? ExportState::Released : ExportState::Requested;
}

std::optional<std::int64_t> exportDecidedUs(const Stay& stay, const Uuid& exportId) {
    std::optional<std::int64_t> last;
    for (const Approval* approval : approvalsOf(stay, exportId)) {
        if (!approval->decided) return std::nullopt;
        last = std::max(last.value_or(0), approval->decided->atUs);
    }
    return last;
}

}  // namespace mingjing::domain
