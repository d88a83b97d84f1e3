// SPDX-License-Identifier: Apache-2.0
// The short-lived permission to see one camera: center signs it, a recorder checks it offline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "center/kernel/crypto.h"
#include "center/kernel/ids.h"

namespace mingjing::kernel {

inline constexpr std::int64_t kMediaTokenLifeUs = 60'000'000;

/// What the bearer may do. For playback the interval [fromUs, toUs] is binding; else both are 0.
struct MediaGrant {
    Uuid actor;
    Uuid camera;
    std::string use;  ///< "live", "playback" or "still"
    Uuid view;        ///< one entry of the audit log; renewals keep it
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t expiresUs = 0;
};

/// base64url(canonical JSON) "." base64url(Ed25519 signature).
std::string signMediaToken(const SigningKey& key, const MediaGrant& grant);

/// Fails with NotAuthenticated: `media.token_malformed`, `media.token_forged`,
/// `media.token_expired`.
Result<MediaGrant> readMediaToken(std::string_view publicKey, std::string_view token,
                                  std::int64_t nowUs);

}  // namespace mingjing::kernel
