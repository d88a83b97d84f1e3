// SPDX-License-Identifier: Apache-2.0
// Recordings that leave the centre: asked for with a reason, allowed by somebody else, and where
// other persons are in the picture, by a second one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

inline constexpr const char* kExportApproval = "recording_export";
inline constexpr const char* kExportOthersApproval = "recording_export_others";

/// Who receives it. Copies for the defence go through procuratorate or court.
inline constexpr const char* kExportRecipients[] = {"own_case_file", "procuratorate", "court",
                                                    "supervision", "other_authority"};
/// What those who defend might be called as a recipient: they never are one of their own.
inline constexpr const char* kDefenceRecipient = "defence";
/// Packages for these leave only encrypted to a confirmed certificate, and only these may pass a
/// copy on to the defence.
bool needsCertificate(const std::string& recipient);
/// An office of this kind may have a certificate.
bool mayHaveCertificate(const std::string& recipient);

/// What an approval of kind recording_export asks for; its id is the export's.
struct ExportTerms {
    Uuid exportId;
    std::vector<Uuid> cameras;
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::optional<Uuid> questioningId;  ///< a whole questioning; nothing: a clip
    std::string recipient;              ///< one of kExportRecipients
    bool withRecord = false;            ///< the stay's record goes along; else only its chain
    bool withKeys = false;              ///< of body checks: whoever has the package can open them
    bool defence = false;               ///< a copy that the recipient passes on to the defence
    /// To whose certificate the package is encrypted; nothing: it is not. The fingerprint (hex) is
    /// what was approved, whatever the office's entry says later.
    std::optional<Uuid> recipientId;
    std::string recipientFingerprint;
};
/// As `terms` of the approval.
Json toJson(const ExportTerms& terms);
/// Nothing when it is another approval.
std::optional<ExportTerms> exportTermsOf(const Approval& approval);

enum class ExportState { Requested, Refused, Released };
MJ_WORDS(ExportState, 3, {ExportState::Requested, "requested"}, {ExportState::Refused, "refused"},
         {ExportState::Released, "released"});
/// Released when it and every approval of others in the picture are granted; refused when one is
/// not.
ExportState exportState(const Stay& stay, const Uuid& exportId);
/// When the last of them was decided; nothing before.
std::optional<std::int64_t> exportDecidedUs(const Stay& stay, const Uuid& exportId);

}  // namespace mingjing::domain
