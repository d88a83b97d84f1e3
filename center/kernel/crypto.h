// SPDX-License-Identifier: Apache-2.0
// The few primitives of the house, all from OpenSSL 3: SHA-256, HMAC, AES-256-GCM, Ed25519.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "center/kernel/bytes.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

/// Bytes from the system's random source; aborts when there is none.
std::string randomBytes(std::size_t count);

Hash sha256(std::string_view data);
Hash hmacSha256(std::string_view key, std::string_view data);
/// Compares secrets in constant time.
bool equalSecrets(std::string_view a, std::string_view b);

/// Hashes of 32 bytes: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905), which evidence may be made with.
enum class HashAlgorithm { Sha256, Sm3 };
const char* nameOf(HashAlgorithm algorithm);  ///< "sha256", "sm3"
std::optional<HashAlgorithm> hashAlgorithmOf(std::string_view name);

Hash digest(HashAlgorithm algorithm, std::string_view data);

/// A hash over data that arrives in pieces. Not thread-safe.
class Digest {
public:
    explicit Digest(HashAlgorithm algorithm);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    void update(std::string_view data);
    /// The hash of everything so far; starts anew.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

class Sha256 : public Digest {
public:
    Sha256() : Digest(HashAlgorithm::Sha256) {}
};

/// AES-256-GCM. Result is 12 bytes of random nonce, ciphertext, 16 bytes of tag. `key` has 32
/// bytes; `context` is authenticated, not stored.
std::string seal(std::string_view key, std::string_view plain, std::string_view context);
/// Fails with DataLoss when key, context or a single bit is wrong.
Result<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view context);

/// Ed25519 (RFC 8032), or SM2 with SM3 and the usual signer's name (GB/T 32918.2, GB/T 35276).
enum class SignatureAlgorithm { Ed25519, Sm2 };
const char* nameOf(SignatureAlgorithm algorithm);  ///< "ed25519", "sm2"
std::optional<SignatureAlgorithm> signatureAlgorithmOf(std::string_view name);

/// A key pair is its 32-byte seed. Ed25519: public keys have 32 bytes, signatures 64. SM2: public
/// keys are uncompressed points (65 bytes), signatures DER.
class SigningKey {
public:
    static SigningKey generate(SignatureAlgorithm algorithm = SignatureAlgorithm::Ed25519);
    /// Fails with InvalidInput `crypto.bad_key`.
    static Result<SigningKey> fromSeed(std::string_view seed,
                                       SignatureAlgorithm algorithm = SignatureAlgorithm::Ed25519);
    [[nodiscard]] const std::string& seed() const { return seed_; }
    [[nodiscard]] const std::string& publicKey() const { return publicKey_; }
    [[nodiscard]] SignatureAlgorithm algorithm() const { return algorithm_; }
    [[nodiscard]] std::string sign(std::string_view message) const;

private:
    SigningKey(std::string seed, std::string publicKey, SignatureAlgorithm algorithm)
        : seed_(std::move(seed)), publicKey_(std::move(publicKey)), algorithm_(algorithm) {}
    std::string seed_;
    std::string publicKey_;
    SignatureAlgorithm algorithm_;
};

/// The length of the public key tells the algorithm. False for anything that is none.
bool verifySignature(std::string_view publicKey, std::string_view message,
                     std::string_view signature);

}  // namespace mingjing::kernel
