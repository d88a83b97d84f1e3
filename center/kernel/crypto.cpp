// SPDX-License-Identifier: Apache-2.0
// OpenSSL's EVP calls behind plain functions.
#include "center/kernel/crypto.h"

#include <climits>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace mingjing::kernel {

namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kKeyBytes = 32;

const unsigned char* data(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* data(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

struct CipherDeleter {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct DigestDeleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct KeyDeleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using CipherPointer = std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter>;
using DigestPointer = std::unique_ptr<EVP_MD_CTX, DigestDeleter>;
using KeyPointer = std::unique_ptr<EVP_PKEY, KeyDeleter>;

void must(int openSslResult) {
    CHECK(openSslResult == 1, "OpenSSL refused a valid call");
}

int lengthOf(std::string_view text) {
    CHECK(text.size() <= INT_MAX, "one OpenSSL call takes at most 2 GiB");
    return static_cast<int>(text.size());
}

}  // namespace

std::string randomBytes(std::size_t count) {
    std::string out(count, '\0');
    must(RAND_bytes(data(out), static_cast<int>(count)));
    return out;
}

Hash sha256(std::string_view text) {
    Hash hash{};
    unsigned int size = 0;
    must(EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha256(), nullptr));
    return hash;
}

Hash hmacSha256(std::string_view key, std::string_view text) {
    Hash hash{};
    unsigned int size = 0;
    CHECK(HMAC(EVP_sha256(), key.data(), lengthOf(key), data(text), text.size(), hash.data(),
               &size) != nullptr,
          "HMAC works on any input");
    return hash;
}

bool equalSecrets(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct Sha256::State {
    DigestPointer context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    must(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view text) {
    must(EVP_DigestUpdate(state_->context.get(), text.data(), text.size()));
}

Hash Sha256::finish() {
    Hash hash{};
    unsigned int size = 0;
    must(EVP_DigestFinal_ex(state_->context.get(), hash.data(), &size));
    must(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
    return hash;
}

std::string seal(std::string_view key, std::string_view plain, std::string_view context) {
    CHECK(key.size() == kKeyBytes, "AES-256 key");
    std::string out = randomBytes(kNonceBytes);
    out.resize(kNonceBytes + plain.size() + kTagBytes);
    CipherPointer cipher(EVP_CIPHER_CTX_new());
    int written = 0;
    must(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, data(key), data(out)));
    must(EVP_EncryptUpdate(cipher.get(), nullptr, &written, data(context), lengthOf(context)));
    must(EVP_EncryptUpdate(cipher.get(), data(out) + kNonceBytes, &written, data(plain),
                           lengthOf(plain)));
    must(EVP_EncryptFinal_ex(cipher.get(), data(out) + kNonceBytes + plain.size(), &written));
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                             data(out) + kNonceBytes + plain.size()));
    return out;
}

Result<std::string> unseal(std::string_view key, std::string_view sealed,
                           std::string_view context) {
    const Error damaged = Error::of(ErrorKind::DataLoss, "vault.damaged");
    if (key.size() != kKeyBytes || sealed.size() < kNonceBytes + kTagBytes) return damaged;
    const std::string_view body =
        sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
    std::string tag(sealed.substr(sealed.size() - kTagBytes));
    std::string plain(body.size(), '\0');
    CipherPointer cipher(EVP_CIPHER_CTX_new());
    int written = 0;
    must(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, data(key), data(sealed)));
    must(EVP_DecryptUpdate(cipher.get(), nullptr, &written, data(context), lengthOf(context)));
    must(EVP_DecryptUpdate(cipher.get(), data(plain), &written, data(body), lengthOf(body)));
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()));
    if (EVP_DecryptFinal_ex(cipher.get(), data(plain) + plain.size(), &written) != 1)
        return damaged;
    return plain;
}

SigningKey SigningKey::generate() {
    return *fromSeed(randomBytes(kKeyBytes));
}

Result<SigningKey> SigningKey::fromSeed(std::string_view seed) {
    if (seed.size() != kKeyBytes) return Error::invalid("seed", "crypto.bad_key");
    const KeyPointer key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
    std::string publicKey(kKeyBytes, '\0');
    std::size_t size = publicKey.size();
    must(EVP_PKEY_get_raw_public_key(key.get(), data(publicKey), &size));
    return SigningKey(std::string(seed), publicKey);
}

std::string SigningKey::sign(std::string_view message) const {
    const std::string_view seed = seed_;
    const KeyPointer key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
    const DigestPointer context(EVP_MD_CTX_new());
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()));
    must(EVP_DigestSign(context.get(), data(signature), &size, data(message), message.size()));
    return signature;
}

bool verifySignature(std::string_view publicKey, std::string_view message,
                     std::string_view signature) {
    if (publicKey.size() != kKeyBytes || signature.size() != 64) return false;
    const KeyPointer key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(publicKey), publicKey.size()));
    if (!key) return false;
    const DigestPointer context(EVP_MD_CTX_new());
    must(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()));
    return EVP_DigestVerify(context.get(), data(signature), signature.size(), data(message),
                            message.size()) == 1;
}

}  // namespace mingjing::kernel
