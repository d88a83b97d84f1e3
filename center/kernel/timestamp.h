// SPDX-License-Identifier: Apache-2.0
// Time stamps of somebody else (RFC 3161): that a hash existed at a moment, signed by an authority
// that has no part in this centre. The wire format and its checks are OpenSSL's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "center/kernel/bytes.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

/// A DER TimeStampReq over this SHA-256, with a fresh nonce, asking for the signer's certificate.
std::string timestampRequest(const Hash& imprint);

struct Timestamp {
    std::int64_t atUs = 0;  ///< by the authority's clock
    std::string authority;  ///< the name in the certificate that signed
};

/// What a DER TimeStampResp says, once it is checked: granted, over the request's hash and nonce,
/// signed by a certificate for time stamping that those in `caFile` (PEM) vouch for. Fails with
/// Unavailable `timestamp.refused` (the authority said no), or DataLoss `timestamp.wrong`.
Result<Timestamp> readTimestamp(std::string_view reply, std::string_view request,
                                const std::string& caFile);

}  // namespace mingjing::kernel
