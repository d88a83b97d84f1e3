// SPDX-License-Identifier: Apache-2.0
// Groups of fields that several requests about stays share.
#pragma once

#include "center/app/stay_commands.h"
#include "center/http/fields.h"

namespace mingjing::http {

inline constexpr std::int64_t kAnyTimeUs = 4'102'444'800'000'000;  // the year 2100

/// mode, happenedAtUs, expectedSeq, overrideReason.
app::ActMode modeOf(Fields& fields);
/// The content of an identity or facts document; null stays null. Errors go to `outer`.
Json identityOf(Fields& outer, const Json& object, const char* path = "identity/");
Json factsOf(Fields& outer, const Json& object);
/// Answers to the special-group questions; those that are not there were not asked.
Json groupsOf(Fields& outer, const Json& object);

struct BasisPaper {
    domain::BasisKind kind = domain::BasisKind::CriminalSummons;
    bool oral = false;
    std::string documentNumber, issuedBy;
};
/// The field `basis`.
BasisPaper basisOf(Fields& fields);
/// Takes an optional text over when it says something.
void copyText(Fields& from, Json& to, const char* name, std::size_t max);
const std::set<std::string>& extensionGrounds();
/// A JPEG, PNG or PDF in base64url, at most app::kMostFileBytes.
std::optional<app::KeptFile> fileOf(Fields& fields, const char* name, bool required);
/// A body that carries one such file and a few words.
inline constexpr std::size_t kMostFileBodyBytes = app::kMostFileBytes * 4 / 3 + 4096;
/// `limitH`: 12, 24 or 48.
std::optional<int> hoursOf(Fields& fields, bool required);

}  // namespace mingjing::http
