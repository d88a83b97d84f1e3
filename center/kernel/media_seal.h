// SPDX-License-Identifier: Apache-2.0
// The key of one sealed segment of video: wrapped to the centre, and committed to, so that no other
// key can be passed off for it later. A recorder makes it, the centre opens it, anybody compares.
#pragma once

#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "center/kernel/sealing.h"

namespace mingjing::kernel {

/// What a key is for; authenticated with the wrapped key, so that it opens for nothing else.
struct SealedSegment {
    Uuid camera;
    std::string stream;
    Uuid segment;
    std::int64_t startUs = 0;  ///< of the opening record
};

/// As it stands in the segment's opening record. Says nothing of the key to who cannot open it.
struct MediaSeal {
    std::string recipient;  ///< the opening key it is wrapped to, 32 bytes
    std::string wrapped;
    Hash commitment{};
    bool operator==(const MediaSeal&) const = default;
};

/// SHA-256("mingjing.media-key.v1\n" ‖ segment as text ‖ key).
Hash commitmentTo(const Uuid& segment, const SecretKey& key);

/// Fails with InvalidInput `crypto.bad_key` when the recipient is no public key.
Result<MediaSeal> sealMediaKey(std::string_view recipient, const SecretKey& key,
                               const SealedSegment& of);
/// Fails with DataLoss: `sealed.other_recipient` (wrapped to a key that is not this one),
/// `sealed.key_damaged` (changed, or of another segment), `sealed.key_wrong` (opened, and not what
/// the commitment says).
Result<SecretKey> openMediaKey(const OpeningKey& opening, const MediaSeal& seal,
                               const SealedSegment& of);

/// {algorithm: "aes-256-ctr", commitment, recipient, wrapped}.
Json toJson(const MediaSeal& seal);
/// Fails with InvalidInput `sealed.unknown_form` for anything else, an unknown algorithm too.
Result<MediaSeal> mediaSealOf(const Json& json);

}  // namespace mingjing::kernel
