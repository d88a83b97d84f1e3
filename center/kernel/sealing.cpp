// SPDX-License-Identifier: Apache-2.0
// X25519, HKDF and counter mode of OpenSSL behind plain functions.
#include "center/kernel/sealing.h"

#include <algorithm>
#include <climits>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace mingjing::kernel {

namespace {

constexpr std::size_t kPointBytes25519 = 32;
constexpr std::size_t kCounterBlock = 16;
constexpr std::string_view kSealInfo = "mingjing.sealed-to.v1\n";

struct FreePkey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreePkeyContext {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
struct FreeKdf {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
};
struct FreeKdfContext {
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};
using Pkey = std::unique_ptr<EVP_PKEY, FreePkey>;

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void agreed(int openSslResult) {
    CHECK(openSslResult == 1, "OpenSSL refused a valid call");
}

Pkey privateOf(std::string_view seed) {
    return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, octets(seed), seed.size()));
}

/// The key both sides come to; nothing when the other's point is of small order or none at all.
std::optional<SecretKey> sharedKey(std::string_view seed, std::string_view theirs,
                                   std::string_view sender, std::string_view recipient) {
    const Pkey own = privateOf(seed);
    const Pkey other(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, octets(theirs), theirs.size()));
    if (!own || !other) return std::nullopt;
    const std::unique_ptr<EVP_PKEY_CTX, FreePkeyContext> context(
        EVP_PKEY_CTX_new(own.get(), nullptr));
    std::array<unsigned char, kPointBytes25519> secret{};
    std::size_t size = secret.size();
    agreed(EVP_PKEY_derive_init(context.get()));
    if (EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1 ||
        EVP_PKEY_derive(context.get(), secret.data(), &size) != 1)
        return std::nullopt;
    std::string salt(sender);
    salt += recipient;
    std::string info(kSealInfo), method("SHA256");
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, method.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
        OSSL_PARAM_construct_end()};
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdfContext> deriving(EVP_KDF_CTX_new(kdf.get()));
    std::array<unsigned char, SecretKey::kBytes> derived{};
    agreed(EVP_KDF_derive(deriving.get(), derived.data(), derived.size(), params));
    auto key = SecretKey::of({reinterpret_cast<const char*>(derived.data()), derived.size()});
    OPENSSL_cleanse(secret.data(), secret.size());
    OPENSSL_cleanse(derived.data(), derived.size());
    return *key;
}

}  // namespace

SecretKey SecretKey::random() {
    std::string bytes = randomBytes(kBytes);
    SecretKey key = *of(bytes);
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return key;
}

Result<SecretKey> SecretKey::of(std::string_view bytes) {
    if (bytes.size() != kBytes) return Error::invalid("key", "crypto.bad_key");
    SecretKey key;
    std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
    return key;
}

SecretKey::~SecretKey() {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

OpeningKey OpeningKey::generate() {
    return *fromSeed(SecretKey::random().bytes());
}

Result<OpeningKey> OpeningKey::fromSeed(std::string_view seed) {
    MJ_ASSIGN(const SecretKey secret, SecretKey::of(seed));
    const Pkey key = privateOf(seed);
    std::string publicKey(kPointBytes25519, '\0');
    std::size_t size = publicKey.size();
    agreed(EVP_PKEY_get_raw_public_key(key.get(),
                                       reinterpret_cast<unsigned char*>(publicKey.data()), &size));
    return OpeningKey(secret, std::move(publicKey));
}

Result<std::string> OpeningKey::open(std::string_view sealed, std::string_view context) const {
    const Error damaged = Error::of(ErrorKind::DataLoss, "vault.damaged");
    if (sealed.size() < kPointBytes25519) return damaged;
    const auto sender = sealed.substr(0, kPointBytes25519);
    const auto key = sharedKey(seed_.bytes(), sender, sender, publicKey_);
    if (!key) return damaged;
    return unseal(key->bytes(), sealed.substr(kPointBytes25519), context);
}

Result<std::string> sealTo(std::string_view publicKey, std::string_view plain,
                           std::string_view context) {
    const OpeningKey once = OpeningKey::generate();
    const auto key = publicKey.size() == kPointBytes25519
                         ? sharedKey(once.seed(), publicKey, once.publicKey(), publicKey)
                         : std::nullopt;
    if (!key) return Error::invalid("publicKey", "crypto.bad_key");
    return once.publicKey() + seal(key->bytes(), plain, context);
}

struct CounterCipher::State {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    ~State() { EVP_CIPHER_CTX_free(context); }
};

CounterCipher::CounterCipher(const SecretKey& key, std::string_view iv)
    : state_(std::make_unique<State>()) {
    CHECK(iv.size() == kCounterBlock, "a counter block has 16 bytes");
    agreed(EVP_EncryptInit_ex(state_->context, EVP_aes_256_ctr(), nullptr, octets(key.bytes()),
                              octets(iv)));
}
CounterCipher::~CounterCipher() = default;

void CounterCipher::apply(char* bytes, std::size_t count) {
    CHECK(count <= INT_MAX, "one OpenSSL call takes at most 2 GiB");
    auto* at = reinterpret_cast<unsigned char*>(bytes);
    int written = 0;
    agreed(EVP_EncryptUpdate(state_->context, at, &written, at, static_cast<int>(count)));
}

}  // namespace mingjing::kernel
