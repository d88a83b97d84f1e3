// SPDX-License-Identifier: Apache-2.0
// The certificate (X.509) of somebody who receives encrypted files: what it says, and whether a
// file may be encrypted to it. Who stands behind it is not judged here: no chain is followed,
// people compare the fingerprint.
#pragma once

#include <cstdint>
#include <string>

#include "center/kernel/bytes.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

struct RecipientCertificate {
    std::string pem;      ///< of this certificate alone, as OpenSSL writes it
    Hash fingerprint{};   ///< SHA-256 of the DER form, as every tool shows it
    std::string subject;  ///< RFC 2253, UTF-8
    std::string key;      ///< "RSA 3072", "EC P-256"
    std::int64_t validFromUs = 0;
    std::int64_t validToUs = 0;
};

/// The first certificate of a PEM text. Thread-safe. Fails with InvalidInput at `certificate`:
/// `certificate.not_pem`; `certificate.key_weak` (RSA below 2048 bits, another key than RSA or EC
/// on P-256 or P-384); `certificate.key_usage` (RFC 5280 4.2.1.3: an RSA key must be allowed
/// keyEncipherment, an EC key keyAgreement; without the extension all is allowed);
/// `certificate.private_key` (the text also holds a private key, which nobody but its owner may
/// have).
Result<RecipientCertificate> readRecipientCertificate(const std::string& pem);

/// Fails with InvalidInput at `certificate`: `certificate.expired`, `certificate.not_yet`.
Status checkValidity(const RecipientCertificate& certificate, std::int64_t nowUs);

}  // namespace mingjing::kernel
