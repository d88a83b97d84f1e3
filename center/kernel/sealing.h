// SPDX-License-Identifier: Apache-2.0
// Sealing to a public key: whoever holds the private one opens it, nobody else, nor who sealed it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "center/kernel/crypto.h"

namespace mingjing::kernel {

/// 32 secret bytes, wiped when they go; so is every copy.
class SecretKey {
public:
    static constexpr std::size_t kBytes = 32;
    static SecretKey random();
    /// Fails with InvalidInput `crypto.bad_key` for another length.
    static Result<SecretKey> of(std::string_view bytes);
    ~SecretKey();
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;

    [[nodiscard]] std::string_view bytes() const {
        return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
    }

private:
    SecretKey() = default;
    std::array<unsigned char, kBytes> bytes_{};
};

/// An X25519 key pair (RFC 7748); its seed is the private key, 32 bytes.
class OpeningKey {
public:
    static OpeningKey generate();
    /// Fails with InvalidInput `crypto.bad_key`.
    static Result<OpeningKey> fromSeed(std::string_view seed);
    [[nodiscard]] std::string_view seed() const { return seed_.bytes(); }
    [[nodiscard]] const std::string& publicKey() const { return publicKey_; }
    /// What sealTo made. Fails with DataLoss `vault.damaged` when key, context or a bit is wrong.
    [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view context) const;

private:
    OpeningKey(const SecretKey& seed, std::string publicKey)
        : seed_(seed), publicKey_(std::move(publicKey)) {}
    SecretKey seed_;
    std::string publicKey_;
};

/// A fresh X25519 pair for each call, HKDF-SHA256 (RFC 5869), AES-256-GCM. Result: 32 bytes of that
/// pair's public key, then as `seal`. `context` is authenticated, not stored. Fails with
/// InvalidInput `crypto.bad_key` for what is no public key.
Result<std::string> sealTo(std::string_view publicKey, std::string_view plain,
                           std::string_view context);

/// AES-256 in counter mode over `bytes` in place; the same call undoes it. `iv`: 16 bytes, the
/// first counter block. Nothing is authenticated: that is for hashes and signatures over the
/// result.
class CounterCipher {
public:
    CounterCipher(const SecretKey& key, std::string_view iv);
    ~CounterCipher();
    CounterCipher(const CounterCipher&) = delete;
    CounterCipher& operator=(const CounterCipher&) = delete;
    /// Goes on where the last call ended.
    void apply(char* bytes, std::size_t count);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mingjing::kernel
