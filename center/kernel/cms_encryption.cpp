// SPDX-License-Identifier: Apache-2.0
// A chain of OpenSSL's BIOs: cipher and CMS, a buffer, and at its end a BIO that feeds the sink.
#include "center/kernel/cms_encryption.h"

#include <algorithm>
#include <climits>
#include <optional>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "center/kernel/check.h"
#include "center/kernel/openssl_owned.h"
#include "center/kernel/recipient_certificate.h"

namespace mingjing::kernel {

namespace {

using CmsPtr = OpensslOwned<CMS_ContentInfo, CMS_ContentInfo_free>;
using CmsCertificate = OpensslOwned<X509, X509_free>;
using CmsBio = OpensslOwned<BIO, BIO_free_all>;
using CmsMethod = OpensslOwned<BIO_METHOD, BIO_meth_free>;

constexpr unsigned kCmsFlags = CMS_BINARY | CMS_STREAM | CMS_PARTIAL;
constexpr std::size_t kCmsBufferBytes = std::size_t{1} << 20;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;

Error encryptionFailed(const char* what) {
    char words[256] = "";
    ERR_error_string_n(ERR_peek_last_error(), words, sizeof(words));
    ERR_clear_error();
    return Error::of(ErrorKind::Internal, "crypto.encryption_failed",
                     std::string(what) + ": " + words);
}

/// Collects small pieces and hands them on; remembers the sink's first refusal.
struct Outlet {
    CmsEncryption::Sink sink;
    std::string buffer;
    std::optional<Error> error;

    bool take(std::string_view bytes) {
        if (error) return false;
        buffer += bytes;
        return buffer.size() < kCmsBufferBytes || empty();
    }
    bool empty() {
        if (!error && !buffer.empty())
            if (const Status written = sink(buffer); !written.ok()) error = written.error();
        buffer.clear();
        return !error;
    }
};

int outletWrite(BIO* bio, const char* bytes, int size) {
    auto* outlet = static_cast<Outlet*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    return outlet->take({bytes, static_cast<std::size_t>(size)}) ? size : -1;
}

long outletControl(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int outletCreate(BIO* bio) {
    BIO_set_init(bio, 1);
    return 1;
}

BIO_METHOD* outletMethod() {
    static const CmsMethod method = [] {
        CmsMethod made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "outlet"));
        CHECK(made, "OpenSSL has no memory");
        BIO_meth_set_write(made.get(), outletWrite);
        BIO_meth_set_ctrl(made.get(), outletControl);
        BIO_meth_set_create(made.get(), outletCreate);
        return made;
    }();
    return method.get();
}

/// OpenSSL's defaults are PKCS #1 v1.5 and SHA-1; every version since 1.0.2 opens what is set here.
bool setAlgorithms(CMS_RecipientInfo& recipient) {
    EVP_PKEY_CTX* context = CMS_RecipientInfo_get0_pkey_ctx(&recipient);
    if (context == nullptr) return false;
    if (CMS_RecipientInfo_type(&recipient) == CMS_RECIPINFO_AGREE)
        return EVP_PKEY_CTX_ctrl_str(context, "ecdh_kdf_md", "sha256") > 0;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
}

CmsPtr envelopeFor(X509& certificate) {
    CmsPtr cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), kCmsFlags));
    if (!cms) return nullptr;
    CMS_RecipientInfo* recipient =
        CMS_add1_recipient_cert(cms.get(), &certificate, kCmsFlags | CMS_KEY_PARAM);
    return recipient != nullptr && setAlgorithms(*recipient) ? std::move(cms) : nullptr;
}

}  // namespace

struct CmsEncryption::Pipe {
    Outlet outlet;
    CmsPtr cms;
    CmsBio end;           ///< feeds the outlet
    BIO* into = nullptr;  ///< plain bytes; what lies between it and the end is its own
    std::uint64_t written = 0;
    bool finished = false;

    ~Pipe() {
        while (into != nullptr && into != end.get()) {
            BIO* next = BIO_pop(into);
            BIO_free(into);
            into = next;
        }
    }
    Error error(const char* what) { return outlet.error ? *outlet.error : encryptionFailed(what); }
};

CmsEncryption::CmsEncryption(std::unique_ptr<Pipe> pipe) : pipe_(std::move(pipe)) {}
CmsEncryption::~CmsEncryption() = default;

Result<std::unique_ptr<CmsEncryption>> CmsEncryption::begin(const std::string& certificatePem,
                                                            Sink sink) {
    MJ_ASSIGN(const auto known, readRecipientCertificate(certificatePem));
    const CmsBio in(BIO_new_mem_buf(known.pem.data(), static_cast<int>(known.pem.size())));
    CHECK(in, "OpenSSL has no memory");
    const CmsCertificate certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    if (!certificate) return encryptionFailed("certificate");
    auto pipe = std::make_unique<Pipe>();
    pipe->outlet.sink = std::move(sink);
    pipe->cms = envelopeFor(*certificate);
    if (!pipe->cms) return encryptionFailed("recipient");
    pipe->end.reset(BIO_new(outletMethod()));
    CHECK(pipe->end, "OpenSSL has no memory");
    BIO_set_data(pipe->end.get(), &pipe->outlet);
    pipe->into = BIO_new_CMS(pipe->end.get(), pipe->cms.get());
    if (pipe->into == nullptr) return encryptionFailed("stream");
    return std::unique_ptr<CmsEncryption>(new CmsEncryption(std::move(pipe)));
}

Status CmsEncryption::write(std::string_view plain) {
    CHECK(!pipe_->finished, "written after the end");
    if (pipe_->written + plain.size() > kMostEncryptedBytes)
        return Error::of(ErrorKind::Exhausted, "crypto.too_large");
    while (!plain.empty()) {
        const int size = static_cast<int>(std::min(plain.size(), kMostAtOnce));
        const int done = BIO_write(pipe_->into, plain.data(), size);
        // A part may count as written although the piece behind it was refused.
        if (done <= 0 || pipe_->outlet.error) return pipe_->error("write");
        plain.remove_prefix(static_cast<std::size_t>(done));
        pipe_->written += static_cast<std::uint64_t>(done);
    }
    return {};
}

Status CmsEncryption::finish() {
    CHECK(!pipe_->finished, "finished twice");
    pipe_->finished = true;
    if (BIO_flush(pipe_->into) <= 0) return pipe_->error("end");
    if (!pipe_->outlet.empty()) return pipe_->error("end");
    return {};
}

}  // namespace mingjing::kernel
