// SPDX-License-Identifier: Apache-2.0
// OpenSSL reads; here stands what is accepted.
#include "center/kernel/recipient_certificate.h"

#include <ctime>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "center/kernel/check.h"
#include "center/kernel/crypto.h"
#include "center/kernel/openssl_owned.h"

namespace mingjing::kernel {

namespace {

using CertificatePtr = OpensslOwned<X509, X509_free>;
using CertificateBio = OpensslOwned<BIO, BIO_free_all>;

constexpr int kLeastRsaBits = 2048;

Error wrongCertificate(const char* code, Json params = Json::object()) {
    ERR_clear_error();
    return Error::invalid("certificate", code, std::move(params));
}

CertificatePtr firstOf(const std::string& pem) {
    const CertificateBio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    CHECK(in, "OpenSSL has no memory");
    // A pass phrase is never asked for on a server's terminal.
    static char none[] = "";
    return CertificatePtr(PEM_read_bio_X509(in.get(), nullptr, nullptr, none));
}

std::string textOf(BIO& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(&bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pemOf(X509& certificate) {
    const CertificateBio out(BIO_new(BIO_s_mem()));
    CHECK(out && PEM_write_bio_X509(out.get(), &certificate) == 1, "OpenSSL has no memory");
    return textOf(*out);
}

std::string subjectOf(X509& certificate) {
    const CertificateBio out(BIO_new(BIO_s_mem()));
    CHECK(out, "OpenSSL has no memory");
    // Chinese names stay readable; control characters stay escaped.
    X509_NAME_print_ex(out.get(), X509_get_subject_name(&certificate), 0,
                       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return textOf(*out);
}

Hash fingerprintOf(X509& certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(&certificate, &der);
    CHECK(size > 0, "OpenSSL has no memory");
    const Hash hash = sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return hash;
}

std::optional<std::int64_t> timeOfAsn1(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return std::int64_t{timegm(&parts)} * 1'000'000;
}

/// What the key is called; nothing: it is not accepted.
std::string keyOf(X509& certificate) {
    EVP_PKEY* key = X509_get0_pubkey(&certificate);
    if (key == nullptr) return "";
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
        const int bits = EVP_PKEY_get_bits(key);
        return bits >= kLeastRsaBits ? fmt::format("RSA {}", bits) : "";
    }
    char name[64] = "";
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key, name, sizeof(name), nullptr) != 1)
        return "";
    const std::string curve = name;
    if (curve == "prime256v1" || curve == "P-256") return "EC P-256";
    return curve == "secp384r1" || curve == "P-384" ? "EC P-384" : "";
}

bool mayEncrypt(X509& certificate, const std::string& key) {
    const std::uint32_t usage = X509_get_key_usage(&certificate);
    const std::uint32_t needed = key.starts_with("RSA") ? KU_KEY_ENCIPHERMENT : KU_KEY_AGREEMENT;
    return (usage & needed) != 0;  // without the extension every bit is set
}

}  // namespace

Result<RecipientCertificate> readRecipientCertificate(const std::string& pem) {
    if (pem.find("PRIVATE KEY") != std::string::npos)
        return wrongCertificate("certificate.private_key");
    const CertificatePtr certificate = firstOf(pem);
    if (!certificate) return wrongCertificate("certificate.not_pem");
    const auto from = timeOfAsn1(X509_get0_notBefore(certificate.get()));
    const auto to = timeOfAsn1(X509_get0_notAfter(certificate.get()));
    if (!from || !to) return wrongCertificate("certificate.not_pem");
    RecipientCertificate out;
    out.key = keyOf(*certificate);
    if (out.key.empty()) return wrongCertificate("certificate.key_weak");
    if (!mayEncrypt(*certificate, out.key)) return wrongCertificate("certificate.key_usage");
    out.pem = pemOf(*certificate);
    out.fingerprint = fingerprintOf(*certificate);
    out.subject = subjectOf(*certificate);
    out.validFromUs = *from;
    out.validToUs = *to;
    ERR_clear_error();
    return out;
}

Status checkValidity(const RecipientCertificate& certificate, std::int64_t nowUs) {
    if (nowUs > certificate.validToUs) return wrongCertificate("certificate.expired");
    if (nowUs < certificate.validFromUs) return wrongCertificate("certificate.not_yet");
    return {};
}

}  // namespace mingjing::kernel
