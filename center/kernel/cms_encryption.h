// SPDX-License-Identifier: Apache-2.0
// Encrypts a file to somebody's certificate: CMS AuthEnvelopedData (RFC 5083, RFC 5652) with
// AES-256-GCM (RFC 5084). Its owner opens it with `openssl cms -decrypt -inform DER`.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "center/kernel/result.h"

namespace mingjing::kernel {

/// `openssl cms` holds the whole file in memory and gives up at about 1.6 GB: larger content could
/// be encrypted, but not be opened by who receives it.
inline constexpr std::uint64_t kMostEncryptedBytes = 1'400'000'000;

/// One file, written from front to back; nothing of it is kept but a buffer. RSA keys are reached
/// by OAEP with SHA-256 (RFC 3560), EC keys by ephemeral ECDH with SHA-256 (RFC 5753). The lengths
/// of the outermost shells are indefinite (BER), as RFC 5652 allows for files that come in pieces.
/// Not thread-safe.
class CmsEncryption {
public:
    /// Where the encrypted bytes go, piece by piece. What it says is what `write` and `finish` say.
    using Sink = std::function<Status(std::string_view)>;

    /// Fails with InvalidInput as readRecipientCertificate() does, or Internal
    /// `crypto.encryption_failed`.
    static Result<std::unique_ptr<CmsEncryption>> begin(const std::string& certificatePem,
                                                        Sink sink);
    ~CmsEncryption();
    CmsEncryption(const CmsEncryption&) = delete;
    CmsEncryption& operator=(const CmsEncryption&) = delete;

    /// Fails with Exhausted `crypto.too_large` beyond kMostEncryptedBytes in all.
    Status write(std::string_view plain);
    /// Writes the end, with the tag over everything. Nothing may be written afterwards. Fails with
    /// Internal when nothing was written at all.
    Status finish();

private:
    struct Pipe;
    explicit CmsEncryption(std::unique_ptr<Pipe> pipe);
    std::unique_ptr<Pipe> pipe_;
};

}  // namespace mingjing::kernel
