// SPDX-License-Identifier: Apache-2.0
// What is encrypted to a certificate opens with its key on the openssl command line, and with
// nothing else; what is no certificate for encryption is refused.
#include <boost/test/unit_test.hpp>

#include "center/kernel/cms_encryption.h"
#include "center/kernel/crypto.h"
#include "center/kernel/recipient_certificate.h"
#include "tests/unit/certificates.h"

using namespace mingjing::kernel;
using mingjing::tests::KeyOwner;

namespace {

/// In pieces of odd sizes, as fragments come.
Result<std::string> encrypted(const std::string& certificate, const std::string& plain) {
    std::string out;
    MJ_ASSIGN(const auto encryption, CmsEncryption::begin(certificate, [&](std::string_view bytes) {
                  out += bytes;
                  return Status();
              }));
    for (std::size_t at = 0; at < plain.size(); at += 77'777)
        MJ_TRY(encryption->write(std::string_view(plain).substr(at, 77'777)));
    MJ_TRY(encryption->finish());
    return out;
}

const std::string& someText() {
    static const std::string text = randomBytes(3'000'000);
    return text;
}

std::string refusalOfCertificate(const std::string& pem) {
    const auto read = readRecipientCertificate(pem);
    if (read.ok()) return "";
    BOOST_TEST(read.error().field == "certificate");
    return read.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cms_encryption)

BOOST_AUTO_TEST_CASE(the_owner_of_the_key_opens_it_with_openssl_alone) {
    for (const KeyOwner& owner : {KeyOwner::rsa(), KeyOwner::ec("P-256"), KeyOwner::ec("P-384")}) {
        for (const std::string& plain : {someText(), std::string("x")}) {
            const auto file = encrypted(owner.certificate(), plain);
            BOOST_REQUIRE(file.ok());
            const auto opened = owner.open(*file);
            BOOST_REQUIRE(opened.has_value());
            BOOST_TEST((*opened == plain));
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_the_text_is_in_the_file) {
    const KeyOwner owner = KeyOwner::ec("P-256");
    const std::string plain(500'000, 'q');
    const auto file = encrypted(owner.certificate(), plain);
    BOOST_REQUIRE(file.ok());
    BOOST_TEST(file->find("qqqq") == std::string::npos);
    // The same text is never the same file.
    BOOST_TEST((*encrypted(owner.certificate(), plain) != *file));
}

BOOST_AUTO_TEST_CASE(another_key_opens_nothing) {
    const KeyOwner owner = KeyOwner::rsa(), other = KeyOwner::rsa(), curve = KeyOwner::ec("P-256");
    const auto file = encrypted(owner.certificate(), someText());
    BOOST_REQUIRE(file.ok());
    BOOST_TEST(!other.open(*file).has_value());
    BOOST_TEST(!curve.open(*file).has_value());
}

BOOST_AUTO_TEST_CASE(one_bit_or_a_missing_end_is_noticed) {
    const KeyOwner owner = KeyOwner::rsa();
    const auto file = encrypted(owner.certificate(), someText());
    BOOST_REQUIRE(file.ok());
    for (const std::size_t at :
         {file->size() / 7, file->size() / 2, file->size() - 40, file->size() - 12}) {
        std::string changed = *file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        BOOST_TEST(!owner.open(changed).has_value(), "at " << at);
    }
    BOOST_TEST(!owner.open(file->substr(0, file->size() / 2)).has_value());
    BOOST_TEST(!owner.open(file->substr(0, file->size() - 1)).has_value());
}

BOOST_AUTO_TEST_CASE(what_the_sink_refuses_ends_it) {
    const KeyOwner owner = KeyOwner::ec("P-256");
    const auto full = Error::of(ErrorKind::Exhausted, "storage.full");
    auto encryption =
        *CmsEncryption::begin(owner.certificate(), [&](std::string_view) { return Status(full); });
    Status status;
    for (int i = 0; i < 10 && status.ok(); ++i) status = encryption->write(someText());
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST(status.error().code == "storage.full");
    auto small =
        *CmsEncryption::begin(owner.certificate(), [&](std::string_view) { return Status(full); });
    BOOST_TEST(small->write("x").ok());
    const Status end = small->finish();
    BOOST_REQUIRE(!end.ok());
    BOOST_TEST(end.error().code == "storage.full");
}

BOOST_AUTO_TEST_CASE(nothing_at_all_is_no_file) {
    const auto file = encrypted(KeyOwner::ec("P-256").certificate(), "");
    BOOST_REQUIRE(!file.ok());
    BOOST_TEST(file.error().code == "crypto.encryption_failed");
}

BOOST_AUTO_TEST_CASE(what_its_receiver_could_not_open_is_refused) {
    const KeyOwner owner = KeyOwner::ec("P-256");
    auto encryption =
        *CmsEncryption::begin(owner.certificate(), [](std::string_view) { return Status(); });
    const std::string piece(10'000'000, 'x');
    Status status;
    std::uint64_t written = 0;
    for (; status.ok() && written <= kMostEncryptedBytes; written += piece.size())
        status = encryption->write(piece);
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST(status.error().code == "crypto.too_large");
}

BOOST_AUTO_TEST_CASE(a_certificate_says_what_the_command_line_says_of_it) {
    const KeyOwner owner("rsa:3072", "-days 30");
    const auto read = readRecipientCertificate("text before it\n" + owner.certificate());
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(hexOf(read->fingerprint) == owner.fingerprint());
    BOOST_TEST(read->key == "RSA 3072");
    BOOST_TEST(read->subject == "CN=演示法院");
    BOOST_TEST((read->validToUs - read->validFromUs) == 30LL * 24 * 3600 * 1'000'000);
    BOOST_TEST(checkValidity(*read, read->validFromUs).ok());
    BOOST_TEST(checkValidity(*read, read->validToUs + 1).error().code == "certificate.expired");
    BOOST_TEST(checkValidity(*read, read->validFromUs - 1).error().code == "certificate.not_yet");
    BOOST_TEST(readRecipientCertificate(KeyOwner::ec("P-384").certificate())->key == "EC P-384");
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate_for_encryption_is_refused_by_name) {
    const KeyOwner good = KeyOwner::ec("P-256");
    const std::string usage = "-days 30 -addext keyUsage=critical,";
    BOOST_TEST(refusalOfCertificate("") == "certificate.not_pem");
    BOOST_TEST(refusalOfCertificate("今天") == "certificate.not_pem");
    std::string broken = good.certificate();
    broken[60] = broken[60] == 'A' ? 'B' : 'A';
    broken.erase(100, 8);
    BOOST_TEST(refusalOfCertificate(broken) == "certificate.not_pem");
    BOOST_TEST(refusalOfCertificate(good.certificate() + good.key()) == "certificate.private_key");
    BOOST_TEST(refusalOfCertificate(KeyOwner("rsa:1024").certificate()) == "certificate.key_weak");
    BOOST_TEST(refusalOfCertificate(KeyOwner::ec("P-521").certificate()) == "certificate.key_weak");
    BOOST_TEST(refusalOfCertificate(KeyOwner("ed25519").certificate()) == "certificate.key_weak");
    BOOST_TEST(
        refusalOfCertificate(KeyOwner("rsa:2048", usage + "digitalSignature").certificate()) ==
        "certificate.key_usage");
    BOOST_TEST(refusalOfCertificate(
                   KeyOwner("ec -pkeyopt ec_paramgen_curve:P-256", usage + "digitalSignature")
                       .certificate()) == "certificate.key_usage");
    BOOST_TEST(
        refusalOfCertificate(KeyOwner("rsa:2048", usage + "keyEncipherment").certificate()) == "");
    BOOST_TEST(
        refusalOfCertificate(KeyOwner("ec -pkeyopt ec_paramgen_curve:P-256", usage + "keyAgreement")
                                 .certificate()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
