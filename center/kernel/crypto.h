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

/// SHA-256 over data that arrives in pieces. Not thread-safe.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void update(std::string_view data);
    /// The hash of everything so far; starts anew.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// AES-256-GCM. Result is 12 bytes of random nonce, ciphertext, 16 bytes of tag. `key` has 32
/// bytes; `context` is authenticated, not stored.
std::string seal(std::string_view key, std::string_view plain, std::string_view context);
/// Fails with DataLoss when key, context or a single bit is wrong.
Result<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view context);

/// Ed25519 (RFC 8032). A key pair is its 32-byte seed; signatures have 64 bytes.
class SigningKey {
public:
    static SigningKey generate();
    static Result<SigningKey> fromSeed(std::string_view seed);
    [[nodiscard]] const std::string& seed() const { return seed_; }
    [[nodiscard]] const std::string& publicKey() const { return publicKey_; }
    [[nodiscard]] std::string sign(std::string_view message) const;

private:
    SigningKey(std::string seed, std::string publicKey)
        : seed_(std::move(seed)), publicKey_(std::move(publicKey)) {}
    std::string seed_;
    std::string publicKey_;
};

bool verifySignature(std::string_view publicKey, std::string_view message,
                     std::string_view signature);

}  // namespace mingjing::kernel
