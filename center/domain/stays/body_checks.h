// SPDX-License-Identifier: Apache-2.0
// Recordings of body checks: sealed, and opened for one asker, one camera and one interval by an
// approval of somebody else, for a short while.
// Source: 公安机关办理行政案件程序规定 and 治安管理处罚法 on checks of the body (by persons of the
// same sex); that a look at its recording is a look at the body is this house's rule (architecture,
// "privacy class per room").
#pragma once

#include <optional>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

inline constexpr const char* kBodyCheckApproval = "body_check_view";

/// An approval opens for so long, or until the end that the wish names, whichever comes first.
inline constexpr std::int64_t kBodyCheckOpenUs = 2LL * 3600 * 1'000'000;
/// A check takes minutes; nobody needs a day of it.
inline constexpr std::int64_t kLongestBodyCheckUs = 2LL * 3600 * 1'000'000;

/// What an approval of kind body_check_view asks for.
struct BodyCheckTerms {
    Uuid cameraId;
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t untilUs = 0;  ///< the wish's own end; 0: none
};
/// As `terms` of the approval.
Json toJson(const BodyCheckTerms& terms);
/// Nothing when it is another approval.
std::optional<BodyCheckTerms> bodyCheckTermsOf(const Approval& approval);

/// When what was granted then is over.
std::int64_t openUntilUs(const BodyCheckTerms& terms, std::int64_t grantedUs);

bool operator==(const BodyCheckTerms& a, const BodyCheckTerms& b);

/// Who may look at what, from when to when.
struct BodyCheckOpening {
    Uuid approvalId, stayId, staffId;
    BodyCheckTerms terms;
    std::int64_t grantedUs = 0;
    std::int64_t untilUs = 0;
    Sex sex = Sex::Male;  ///< of the person searched
    bool operator==(const BodyCheckOpening&) const = default;
};
/// Of every granted approval of the stay: not by who asked, by the role that was asked for, and
/// only while the person's sex is known.
std::vector<BodyCheckOpening> bodyCheckOpenings(const Stay& stay);

/// Whether it lets this member of staff look at this stretch of this camera now.
bool isOpenFor(const BodyCheckOpening& opening, const Staff& staff, const Uuid& camera,
               std::int64_t fromUs, std::int64_t toUs, std::int64_t nowUs);

}  // namespace mingjing::domain
