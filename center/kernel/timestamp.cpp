// SPDX-License-Identifier: Apache-2.0
// OpenSSL's TS module behind two functions.
#include "center/kernel/timestamp.h"

#include <ctime>
#include <memory>

#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include "center/kernel/check.h"
#include "center/kernel/crypto.h"
#include "center/kernel/openssl_owned.h"

namespace mingjing::kernel {

namespace {

using RequestPtr = OpensslOwned<TS_REQ, TS_REQ_free>;
using ReplyPtr = OpensslOwned<TS_RESP, TS_RESP_free>;
using ImprintPtr = OpensslOwned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using AlgorithmPtr = OpensslOwned<X509_ALGOR, X509_ALGOR_free>;
using NumberPtr = OpensslOwned<ASN1_INTEGER, ASN1_INTEGER_free>;
using StorePtr = OpensslOwned<X509_STORE, X509_STORE_free>;
using CheckPtr = OpensslOwned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;

constexpr int kStampNonceBytes = 16;

std::string lastWords() {
    char words[256] = "";
    ERR_error_string_n(ERR_peek_last_error(), words, sizeof(words));
    ERR_clear_error();
    return words;
}

Error wrong(const std::string& why) {
    return Error::of(ErrorKind::DataLoss, "timestamp.wrong", why);
}

NumberPtr freshNonce() {
    std::string bytes = randomBytes(kStampNonceBytes);
    bytes[0] = static_cast<char>((bytes[0] & 0x7F) | 0x40);  // positive, and never shorter
    NumberPtr number(ASN1_INTEGER_new());
    CHECK(number && ASN1_STRING_set(number.get(), bytes.data(), kStampNonceBytes) == 1,
          "OpenSSL has no memory");
    return number;
}

/// Asks for nothing but this; whatever the answer holds beside it is not looked at.
void fill(TS_REQ& request, const Hash& imprint) {
    ImprintPtr message(TS_MSG_IMPRINT_new());
    AlgorithmPtr algorithm(X509_ALGOR_new());
    CHECK(message && algorithm, "OpenSSL has no memory");
    X509_ALGOR_set_md(algorithm.get(), EVP_sha256());
    std::string bytes(reinterpret_cast<const char*>(imprint.data()), imprint.size());
    const bool filled =
        TS_MSG_IMPRINT_set_algo(message.get(), algorithm.get()) == 1 &&
        TS_MSG_IMPRINT_set_msg(message.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                               static_cast<int>(bytes.size())) == 1 &&
        TS_REQ_set_version(&request, 1) == 1 &&
        TS_REQ_set_msg_imprint(&request, message.get()) == 1 &&
        TS_REQ_set_nonce(&request, freshNonce().get()) == 1 &&
        TS_REQ_set_cert_req(&request, 1) == 1;
    CHECK(filled, "OpenSSL has no memory");
}

/// Microseconds since 1970; accuracies are the authority's own business.
Result<std::int64_t> momentOf(const TS_TST_INFO& info) {
    std::tm time{};
    if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(&info), &time) != 1) return wrong("its time");
    return std::int64_t{timegm(&time)} * 1'000'000;
}

std::string signerOf(TS_RESP& reply) {
    STACK_OF(X509)* signers = PKCS7_get0_signers(TS_RESP_get_token(&reply), nullptr, 0);
    std::string name;
    if (signers != nullptr && sk_X509_num(signers) > 0) {
        char text[200] = "";
        X509_NAME_get_text_by_NID(X509_get_subject_name(sk_X509_value(signers, 0)), NID_commonName,
                                  text, sizeof(text));
        name = text;
    }
    sk_X509_free(signers);
    return name;
}

}  // namespace

std::string timestampRequest(const Hash& imprint) {
    RequestPtr request(TS_REQ_new());
    CHECK(request, "OpenSSL has no memory");
    fill(*request, imprint);
    unsigned char* der = nullptr;
    const int size = i2d_TS_REQ(request.get(), &der);
    CHECK(size > 0, "OpenSSL has no memory");
    std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return bytes;
}

Result<Timestamp> readTimestamp(std::string_view reply, std::string_view request,
                                const std::string& caFile) {
    ERR_clear_error();
    const auto* at = reinterpret_cast<const unsigned char*>(request.data());
    const RequestPtr asked(d2i_TS_REQ(nullptr, &at, static_cast<long>(request.size())));
    at = reinterpret_cast<const unsigned char*>(reply.data());
    const ReplyPtr answer(d2i_TS_RESP(nullptr, &at, static_cast<long>(reply.size())));
    if (!asked || !answer) return wrong("not a time stamp");
    const long status =
        ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(answer.get())));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS)
        return Error::of(ErrorKind::Unavailable, "timestamp.refused", std::to_string(status));
    StorePtr store(X509_STORE_new());
    if (!store || X509_STORE_load_file(store.get(), caFile.c_str()) != 1)
        return wrong("certificates: " + lastWords());
    const CheckPtr check(TS_REQ_to_TS_VERIFY_CTX(asked.get(), nullptr));
    if (!check) return wrong(lastWords());
    TS_VERIFY_CTX_add_flags(check.get(), TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_store(check.get(), store.release());
    if (TS_RESP_verify_response(check.get(), answer.get()) != 1) return wrong(lastWords());
    Timestamp out;
    MJ_ASSIGN(out.atUs, momentOf(*TS_RESP_get_tst_info(answer.get())));
    out.authority = signerOf(*answer);
    return out;
}

}  // namespace mingjing::kernel
