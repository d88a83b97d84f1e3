// SPDX-License-Identifier: Apache-2.0
// Opening the sealed media of a package that was verified, with the keys that the centre put in.
#pragma once

#include "video/evidence/verify.h"

namespace mingjing::video::evidence {

inline constexpr const char* kKeysName = "keys.json";
inline constexpr const char* kKeysFormat = "mingjing.media-keys.v1";

struct OpenedMedia {
    enum class Outcome {
        Opened,    ///< every sealed file, or there was none
        NoKey,     ///< the package does not hold the key of `object`
        WrongKey,  ///< what it holds is not what was committed to when `object` was recorded
        Altered,   ///< `object` is not what was verified a moment ago
    };
    Outcome outcome = Outcome::Opened;
    std::string object;
    std::uint64_t files = 0;
};

/// Writes what is sealed, playable, below `folder`, under the names of the package; overwrites
/// nothing. Only after verifyPackage found it whole. All keys are compared before a byte is
/// written. Fails with Unavailable: `package.unreadable`, `package.cannot_write`.
kernel::Result<OpenedMedia> openSealed(const PackageSource& source, const Verified& verified,
                                       const std::string& folder);

}  // namespace mingjing::video::evidence
