// SPDX-License-Identifier: Apache-2.0
// The keys that sign recordings: a long-lived one of the node certifies a fresh one of this boot.
#pragma once

#include <string>

#include "center/kernel/crypto.h"
#include "center/kernel/ids.h"

namespace mingjing::video::record {

/// What evidence is hashed and signed with.
struct Algorithms {
    kernel::HashAlgorithm hash = kernel::HashAlgorithm::Sha256;
    kernel::SignatureAlgorithm signature = kernel::SignatureAlgorithm::Ed25519;
};

struct NodeKeys {
    std::string node;
    kernel::Uuid boot;
    kernel::SigningKey session;
    kernel::Json certificate;  ///< the Key record of the journal
    kernel::HashAlgorithm hash = kernel::HashAlgorithm::Sha256;
};

/// Reads the node's signing key from `path` (hex seed, mode 0600), or makes it at the first start;
/// makes the session key in memory only. Each signature algorithm has a file of its own: `path`,
/// `path`.sm2.
kernel::Result<NodeKeys> openKeys(const std::string& path, const std::string& node,
                                  std::int64_t nowUs, const Algorithms& algorithms = {});

}  // namespace mingjing::video::record
