// SPDX-License-Identifier: Apache-2.0
// OpenSSL's EVP calls behind plain functions.
#include "center/kernel/crypto.h"

#include <climits>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

namespace mingjing::kernel {

namespace {

constexpr std::size_t kSealNonceBytes = 12;
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

const char* nameOf(HashAlgorithm algorithm) {
    return algorithm == HashAlgorithm::Sm3 ? "sm3" : "sha256";
}

std::optional<HashAlgorithm> hashAlgorithmOf(std::string_view name) {
    if (name == "sha256") return HashAlgorithm::Sha256;
    if (name == "sm3") return HashAlgorithm::Sm3;
    return std::nullopt;
}

namespace {

const EVP_MD* methodOf(HashAlgorithm algorithm) {
    return algorithm == HashAlgorithm::Sm3 ? EVP_sm3() : EVP_sha256();
}

}  // namespace

Hash digest(HashAlgorithm algorithm, std::string_view text) {
    Hash hash{};
    unsigned int size = 0;
    must(EVP_Digest(text.data(), text.size(), hash.data(), &size, methodOf(algorithm), nullptr));
    return hash;
}

struct Digest::State {
    explicit State(HashAlgorithm chosen) : algorithm(chosen) {}
    HashAlgorithm algorithm;
    DigestPointer context{EVP_MD_CTX_new()};
};

Digest::Digest(HashAlgorithm algorithm) : state_(std::make_unique<State>(algorithm)) {
    must(EVP_DigestInit_ex(state_->context.get(), methodOf(algorithm), nullptr));
}
Digest::~Digest() = default;

void Digest::update(std::string_view text) {
    must(EVP_DigestUpdate(state_->context.get(), text.data(), text.size()));
}

Hash Digest::finish() {
    Hash hash{};
    unsigned int size = 0;
    must(EVP_DigestFinal_ex(state_->context.get(), hash.data(), &size));
    must(EVP_DigestInit_ex(state_->context.get(), methodOf(state_->algorithm), nullptr));
    return hash;
}

std::string seal(std::string_view key, std::string_view plain, std::string_view context) {
    CHECK(key.size() == kKeyBytes, "AES-256 key");
    std::string out = randomBytes(kSealNonceBytes);
    out.resize(kSealNonceBytes + plain.size() + kTagBytes);
    CipherPointer cipher(EVP_CIPHER_CTX_new());
    int written = 0;
    must(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, data(key), data(out)));
    must(EVP_EncryptUpdate(cipher.get(), nullptr, &written, data(context), lengthOf(context)));
    must(EVP_EncryptUpdate(cipher.get(), data(out) + kSealNonceBytes, &written, data(plain),
                           lengthOf(plain)));
    must(EVP_EncryptFinal_ex(cipher.get(), data(out) + kSealNonceBytes + plain.size(), &written));
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                             data(out) + kSealNonceBytes + plain.size()));
    return out;
}

Result<std::string> unseal(std::string_view key, std::string_view sealed,
                           std::string_view context) {
    const Error damaged = Error::of(ErrorKind::DataLoss, "vault.damaged");
    if (key.size() != kKeyBytes || sealed.size() < kSealNonceBytes + kTagBytes) return damaged;
    const std::string_view body =
        sealed.substr(kSealNonceBytes, sealed.size() - kSealNonceBytes - kTagBytes);
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

const char* nameOf(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm::Sm2 ? "sm2" : "ed25519";
}

std::optional<SignatureAlgorithm> signatureAlgorithmOf(std::string_view name) {
    if (name == "ed25519") return SignatureAlgorithm::Ed25519;
    if (name == "sm2") return SignatureAlgorithm::Sm2;
    return std::nullopt;
}

namespace {

constexpr std::size_t kPointBytes = 65;
constexpr std::string_view kSm2Signer = "1234567812345678";  // GB/T 35276, where no other is agreed

struct GroupDeleter {
    void operator()(EC_GROUP* group) const { EC_GROUP_free(group); }
};
struct PointDeleter {
    void operator()(EC_POINT* point) const { EC_POINT_free(point); }
};
struct NumberDeleter {
    void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
struct BuilderDeleter {
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
};
struct ParamsDeleter {
    void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
};
struct PkeyContextDeleter {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using NumberPointer = std::unique_ptr<BIGNUM, NumberDeleter>;
using PkeyContextPointer = std::unique_ptr<EVP_PKEY_CTX, PkeyContextDeleter>;

/// The point of a private number; empty when the number is none of the group's.
std::string sm2Point(const BIGNUM* number) {
    const std::unique_ptr<EC_GROUP, GroupDeleter> group(EC_GROUP_new_by_curve_name(NID_sm2));
    const std::unique_ptr<EC_POINT, PointDeleter> point(EC_POINT_new(group.get()));
    const bool inRange =
        BN_is_zero(number) == 0 && BN_cmp(number, EC_GROUP_get0_order(group.get())) < 0;
    std::string out(kPointBytes, '\0');
    const bool made =
        inRange && EC_POINT_mul(group.get(), point.get(), number, nullptr, nullptr, nullptr) == 1 &&
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, data(out),
                           out.size(), nullptr) == out.size();
    return made ? out : std::string();
}

/// With a private number, or without one for checking; null when OpenSSL refuses the point.
KeyPointer sm2Key(std::string_view point, const BIGNUM* number) {
    const std::unique_ptr<OSSL_PARAM_BLD, BuilderDeleter> builder(OSSL_PARAM_BLD_new());
    must(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0));
    must(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                          point.size()));
    if (number != nullptr)
        must(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number));
    const std::unique_ptr<OSSL_PARAM, ParamsDeleter> params(OSSL_PARAM_BLD_to_param(builder.get()));
    const PkeyContextPointer context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
    EVP_PKEY* key = nullptr;
    must(EVP_PKEY_fromdata_init(context.get()));
    const int selection = number != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) != 1) return {};
    return KeyPointer(key);
}

KeyPointer privateKey(std::string_view seed, std::string_view publicKey,
                      SignatureAlgorithm algorithm) {
    if (algorithm == SignatureAlgorithm::Ed25519)
        return KeyPointer(
            EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
    const NumberPointer number(BN_bin2bn(data(seed), lengthOf(seed), nullptr));
    return sm2Key(publicKey, number.get());
}

/// A signing or checking context; SM2 also hashes the signer's name.
struct SignatureContext {
    SignatureContext(EVP_PKEY* key, SignatureAlgorithm algorithm, bool signs)
        : digest(EVP_MD_CTX_new()) {
        const bool sm2 = algorithm == SignatureAlgorithm::Sm2;
        if (sm2) {
            named.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
            must(EVP_PKEY_CTX_set1_id(named.get(), kSm2Signer.data(), kSm2Signer.size()));
            EVP_MD_CTX_set_pkey_ctx(digest.get(), named.get());
        }
        const EVP_MD* method = sm2 ? EVP_sm3() : nullptr;
        must(signs ? EVP_DigestSignInit(digest.get(), nullptr, method, nullptr, key)
                   : EVP_DigestVerifyInit(digest.get(), nullptr, method, nullptr, key));
    }
    PkeyContextPointer named;
    DigestPointer digest;
};

}  // namespace

SigningKey SigningKey::generate(SignatureAlgorithm algorithm) {
    while (true)  // one in 2^32 SM2 seeds is beyond the group's order
        if (auto key = fromSeed(randomBytes(kKeyBytes), algorithm); key.ok())
            return std::move(key).value();
}

Result<SigningKey> SigningKey::fromSeed(std::string_view seed, SignatureAlgorithm algorithm) {
    if (seed.size() != kKeyBytes) return Error::invalid("seed", "crypto.bad_key");
    if (algorithm == SignatureAlgorithm::Sm2) {
        const NumberPointer number(BN_bin2bn(data(seed), lengthOf(seed), nullptr));
        std::string point = sm2Point(number.get());
        if (point.empty()) return Error::invalid("seed", "crypto.bad_key");
        return SigningKey(std::string(seed), std::move(point), algorithm);
    }
    const KeyPointer key = privateKey(seed, "", algorithm);
    std::string publicKey(kKeyBytes, '\0');
    std::size_t size = publicKey.size();
    must(EVP_PKEY_get_raw_public_key(key.get(), data(publicKey), &size));
    return SigningKey(std::string(seed), publicKey, algorithm);
}

std::string SigningKey::sign(std::string_view message) const {
    const KeyPointer key = privateKey(seed_, publicKey_, algorithm_);
    CHECK(key != nullptr, "a key that was made can be used");
    const SignatureContext context(key.get(), algorithm_, true);
    std::size_t size = 0;
    must(EVP_DigestSign(context.digest.get(), nullptr, &size, data(message), message.size()));
    std::string signature(size, '\0');
    must(EVP_DigestSign(context.digest.get(), data(signature), &size, data(message),
                        message.size()));
    signature.resize(size);
    return signature;
}

bool verifySignature(std::string_view publicKey, std::string_view message,
                     std::string_view signature) {
    const bool sm2 = publicKey.size() == kPointBytes;
    if (!sm2 && (publicKey.size() != kKeyBytes || signature.size() != 64)) return false;
    const KeyPointer key = sm2 ? sm2Key(publicKey, nullptr)
                               : KeyPointer(EVP_PKEY_new_raw_public_key(
                                     EVP_PKEY_ED25519, nullptr, data(publicKey), publicKey.size()));
    if (!key) return false;
    const SignatureContext context(
        key.get(), sm2 ? SignatureAlgorithm::Sm2 : SignatureAlgorithm::Ed25519, false);
    return EVP_DigestVerify(context.digest.get(), data(signature), signature.size(), data(message),
                            message.size()) == 1;
}

}  // namespace mingjing::kernel
