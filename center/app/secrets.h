// SPDX-License-Identifier: Apache-2.0
// The centre's keys: made once, read at start, never logged.
#pragma once

#include <string>

#include "center/kernel/sealing.h"

namespace mingjing::app {

struct Secrets {
    std::string masterKey;  ///< 32 bytes; wraps the vault's keys, seals camera credentials
    std::string hmacKey;    ///< 32 bytes; for keyed search values and token hashes
    kernel::SigningKey signingKey = kernel::SigningKey::generate();
    /// Opens recordings of body checks. Recorders get its public half; this half stays here.
    kernel::OpeningKey openingKey = kernel::OpeningKey::generate();
};

/// Makes the missing ones in `folder` (0700) as files of hexadecimal (0600); reads all.
kernel::Result<Secrets> openSecrets(const std::string& folder);
/// A node's key: 64 hexadecimal characters; made when missing.
kernel::Result<std::string> openNodeKey(const std::string& path);

}  // namespace mingjing::app
