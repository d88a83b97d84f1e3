// SPDX-License-Identifier: Apache-2.0
// Identifiers, spellings of bytes, seals, signatures, the event chain and media tokens.
#include <boost/test/unit_test.hpp>

#include "center/kernel/crypto.h"
#include "center/kernel/hash_chain.h"
#include "center/kernel/media_token.h"

namespace mingjing::tests {

using namespace kernel;

namespace {

constexpr const char* kId = "0190b5a0-1234-7abc-8def-0123456789ab";

std::string key32(char fill) {
    return std::string(32, fill);
}

Envelope knownEnvelope() {
    Envelope envelope;
    envelope.streamKind = "stay";
    envelope.streamId = *Uuid::parse(kId);
    envelope.seq = 1;
    envelope.type = "PersonArrived";
    envelope.happenedUs = 1'700'000'000'000'000;
    envelope.enteredUs = 1'700'000'000'000'001;
    envelope.commandId = *Uuid::parse("0190b5a0-0000-7000-8000-000000000001");
    envelope.body = R"({"role":"suspect"})";
    return envelope;
}

MediaGrant knownGrant() {
    MediaGrant grant;
    grant.actor = *Uuid::parse(kId);
    grant.camera = *Uuid::parse("0190b5a0-0000-7000-8000-00000000000c");
    grant.view = *Uuid::parse("0190b5a0-0000-7000-8000-00000000000d");
    grant.use = "playback";
    grant.fromUs = 5;
    grant.toUs = 9;
    grant.expiresUs = 1000;
    return grant;
}

std::string codeOf(const Result<MediaGrant>& result) {
    return result.ok() ? "" : result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_crypto)

BOOST_AUTO_TEST_CASE(uuid) {
    const auto id = Uuid::parse(kId);
    BOOST_REQUIRE(id.has_value());
    BOOST_TEST(id->text() == kId);
    BOOST_TEST((Uuid::fromBytes(id->bytes()) == id));
    for (const char* wrong :
         {"", "0190B5A0-1234-7abc-8def-0123456789ab", "0190b5a0-1234-7abc-8def-0123456789a",
          "0190b5a0-1234-7abc-8def-0123456789abc", "0190b5a01234-7abc-8def-0123456789ab0",
          "0190b5a0-1234-7abc-8def-0123456789ag", "{190b5a0-1234-7abc-8def-0123456789a}"})
        BOOST_TEST(!Uuid::parse(wrong).has_value(), wrong);
    BOOST_TEST(!Uuid::fromBytes("123456789012345").has_value());

    const Uuid made = Uuid::make(1'700'000'000'123'456);
    BOOST_TEST(made.text().substr(0, 13) == "018bcfe5-687b");
    BOOST_TEST(made.text()[14] == '7');
    BOOST_TEST((made.octets[8] & 0xc0) == 0x80);
    BOOST_TEST((made != Uuid::make(1'700'000'000'123'456)));
    BOOST_TEST((made < Uuid::make(1'700'000'000'124'456)));
}

BOOST_AUTO_TEST_CASE(base64url_has_one_spelling) {
    const std::pair<const char*, const char*> rows[] = {
        {"", ""},           {"f", "Zg"},         {"fo", "Zm8"},           {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"\xff\xfe", "__4"}, {"\xfb\xef\xbe", "----"}};
    for (const auto& [bytes, text] : rows) {
        BOOST_TEST(base64Url(bytes) == text);
        BOOST_TEST((bytesOfBase64Url(text) == std::string(bytes)), text);
    }
    for (const char* wrong : {"Zg==", "Zh", "Zm9", "Z", "Zm9vY", "Zm+v", "Zm/v", "Zm 9v", "Zg\n"})
        BOOST_TEST(!bytesOfBase64Url(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(hex_is_strict) {
    BOOST_TEST((bytesOfHex("00ff") == std::string("\0\xff", 2)));
    for (const char* wrong : {"0", "0g", "FF", " 0"}) BOOST_TEST(!bytesOfHex(wrong), wrong);
    BOOST_TEST(!hashOfHex("00ff").has_value());
}

BOOST_AUTO_TEST_CASE(known_hashes) {
    BOOST_TEST(hexOf(sha256("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.update("a");
    pieces.update("bc");
    BOOST_TEST((pieces.finish() == sha256("abc")));
    BOOST_TEST((pieces.finish() == sha256("")));
    BOOST_TEST(hexOf(hmacSha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(equalSecrets("same", "same"));
    BOOST_TEST(!equalSecrets("same", "samf"));
    BOOST_TEST(!equalSecrets("same", "same1"));
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_of_a_seal_is_noticed) {
    const std::string key = key32('k');
    const std::string sealed = seal(key, "张三", "document 1");
    BOOST_TEST(*unseal(key, sealed, "document 1") == "张三");
    BOOST_TEST((sealed != seal(key, "张三", "document 1")));
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        std::string damaged = sealed;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        const auto opened = unseal(key, damaged, "document 1");
        BOOST_REQUIRE_MESSAGE(!opened.ok(), "bit " << bit);
        BOOST_TEST((opened.error().kind == ErrorKind::DataLoss));
    }
    BOOST_TEST(!unseal(key32('K'), sealed, "document 1").ok());
    BOOST_TEST(!unseal(key, sealed, "document 2").ok());
    BOOST_TEST(!unseal("short", sealed, "document 1").ok());
    for (std::size_t size = 0; size < sealed.size(); ++size)
        BOOST_TEST(!unseal(key, sealed.substr(0, size), "document 1").ok());
    BOOST_TEST(*unseal(key, seal(key, "", ""), "") == "");
}

/// RFC 8032 section 7.1, tests 1 and 2.
BOOST_AUTO_TEST_CASE(ed25519) {
    const auto empty = *SigningKey::fromSeed(
        *bytesOfHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    BOOST_TEST(hexOf(empty.publicKey()) ==
               "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    BOOST_TEST(hexOf(empty.sign("")) ==
               "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
               "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    const auto one = *SigningKey::fromSeed(
        *bytesOfHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    const std::string signature = one.sign("\x72");
    BOOST_TEST(verifySignature(one.publicKey(), "\x72", signature));
    BOOST_TEST(!verifySignature(one.publicKey(), "\x73", signature));
    BOOST_TEST(!verifySignature(empty.publicKey(), "\x72", signature));
    BOOST_TEST(!verifySignature(one.publicKey(), "\x72", signature.substr(1)));
    BOOST_TEST(!verifySignature("", "\x72", signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        std::string damaged = signature;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        BOOST_TEST(!verifySignature(one.publicKey(), "\x72", damaged));
    }
    BOOST_TEST(!SigningKey::fromSeed("short").ok());
}

/// The bytes of these are stored for years: a changed value breaks every chain there is.
BOOST_AUTO_TEST_CASE(known_event_hash) {
    const Envelope known = knownEnvelope();
    BOOST_TEST(hexOf(hashOf(known)) ==
               "bc48e72dfeec1c26d44964fe2e9710b2f0d8c850128996970b7c9db2906a5cb3");
    Envelope other = known;
    using Change = void (*)(Envelope&);
    const Change changes[] = {[](Envelope& e) { e.streamKind = "case"; },
                              [](Envelope& e) { e.streamId = e.commandId; },
                              [](Envelope& e) { e.seq = 2; },
                              [](Envelope& e) { e.type = "PersonPlaced"; },
                              [](Envelope& e) { e.schemaVersion = 2; },
                              [](Envelope& e) { e.happenedUs += 1; },
                              [](Envelope& e) { e.enteredUs += 1; },
                              [](Envelope& e) { e.actor = e.streamId; },
                              [](Envelope& e) { e.commandId = {}; },
                              [](Envelope& e) { e.body += " "; },
                              [](Envelope& e) { e.previous[31] = 1; }};
    for (const Change change : changes) {
        other = known;
        change(other);
        BOOST_TEST((hashOf(other) != hashOf(known)));
    }
}

BOOST_AUTO_TEST_CASE(known_commitment_and_head) {
    const Uuid id = *Uuid::parse(kId);
    Hash salt{};
    salt[0] = 7;
    const Hash known = commitmentOf(id, 1, salt, "stored");
    BOOST_TEST(hexOf(known) == "79648b3c868cd9b7cf9ed4a575897a2f1c0474d358cb0cb3dc5e7012cbf6aaa9");
    BOOST_TEST((commitmentOf(id, 2, salt, "stored") != known));
    BOOST_TEST((commitmentOf(id, 1, Hash{}, "stored") != known));
    BOOST_TEST((commitmentOf(id, 1, salt, "store") != known));
    BOOST_TEST((commitmentOf(Uuid{}, 1, salt, "stored") != known));
    BOOST_TEST(headStatement("stay", id, 3, Hash{}, 4) ==
               "mingjing.head.v1\n{\"hash\":\"" + std::string(64, '0') +
                   "\",\"seq\":3,\"signedAtUs\":4,\"stream\":\"" + kId +
                   "\",\"streamKind\":\"stay\"}");
}

BOOST_AUTO_TEST_CASE(media_token) {
    const auto key = *SigningKey::fromSeed(key32('s'));
    const std::string token = signMediaToken(key, knownGrant());
    const auto read = readMediaToken(key.publicKey(), token, 999);
    BOOST_REQUIRE(read.ok());
    BOOST_TEST((read->actor == knownGrant().actor));
    BOOST_TEST((read->camera == knownGrant().camera));
    BOOST_TEST((read->view == knownGrant().view));
    BOOST_TEST(read->use == "playback");
    BOOST_TEST(read->fromUs == 5);
    BOOST_TEST(read->toUs == 9);
    BOOST_TEST(read->expiresUs == 1000);

    BOOST_TEST(codeOf(readMediaToken(key.publicKey(), token, 1000)) == "media.token_expired");
    const auto foreign = *SigningKey::fromSeed(key32('t'));
    BOOST_TEST(codeOf(readMediaToken(foreign.publicKey(), token, 1)) == "media.token_forged");
}

BOOST_AUTO_TEST_CASE(media_token_forged_or_respelled) {
    const auto key = *SigningKey::fromSeed(key32('s'));
    const std::string token = signMediaToken(key, knownGrant());
    const auto dot = token.find('.');
    MediaGrant longer = knownGrant();
    longer.expiresUs = 2000;
    const std::string other = signMediaToken(key, longer);
    BOOST_TEST(codeOf(readMediaToken(key.publicKey(),
                                     other.substr(0, other.find('.')) + token.substr(dot), 1)) ==
               "media.token_forged");
    const std::string payload = *bytesOfBase64Url(token.substr(0, dot));
    const std::string unsaid =
        base64Url(payload) + "." + base64Url(key.sign(payload));  // without the domain
    BOOST_TEST(codeOf(readMediaToken(key.publicKey(), unsaid, 1)) == "media.token_forged");
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string respelled = token;
        respelled[i] = respelled[i] == 'A' ? 'B' : 'A';
        BOOST_TEST(!readMediaToken(key.publicKey(), respelled, 1).ok(), i);
    }
    for (const std::string& wrong :
         {std::string(), std::string("."), token.substr(0, dot), token + "=", token + ".",
          " " + token, token + "AA", std::string(5000, 'A') + "." + std::string(86, 'A')})
        BOOST_TEST(!readMediaToken(key.publicKey(), wrong, 1).ok(), wrong);
}

/// GB/T 32905 appendix A, and the key of GB/T 32918.5 appendix A.
BOOST_AUTO_TEST_CASE(national_algorithms_give_the_published_values) {
    BOOST_TEST(hexOf(digest(HashAlgorithm::Sm3, "abc")) ==
               "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    const auto seed =
        bytesOfHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    const auto key = SigningKey::fromSeed(*seed, SignatureAlgorithm::Sm2);
    BOOST_REQUIRE(key.ok());
    BOOST_TEST(hexOf(key->publicKey()) ==
               "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
               "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    const std::string signature = key->sign("a record");
    BOOST_TEST(verifySignature(key->publicKey(), "a record", signature));
    BOOST_TEST(!verifySignature(key->publicKey(), "another record", signature));
    const auto other = SigningKey::generate(SignatureAlgorithm::Sm2);
    BOOST_TEST(!verifySignature(other.publicKey(), "a record", signature));
    BOOST_TEST(!verifySignature(std::string(65, 'x'), "a record", signature));
    BOOST_TEST(!verifySignature(key->publicKey(), "a record", "x"));
    BOOST_TEST(!SigningKey::fromSeed(std::string(32, '\0'), SignatureAlgorithm::Sm2).ok());
    BOOST_TEST(!SigningKey::fromSeed(std::string(32, '\xff'), SignatureAlgorithm::Sm2).ok());
}

BOOST_AUTO_TEST_CASE(algorithms_are_known_by_their_names) {
    for (const auto algorithm : {HashAlgorithm::Sha256, HashAlgorithm::Sm3})
        BOOST_TEST((hashAlgorithmOf(nameOf(algorithm)) == algorithm));
    for (const auto algorithm : {SignatureAlgorithm::Ed25519, SignatureAlgorithm::Sm2})
        BOOST_TEST((signatureAlgorithmOf(nameOf(algorithm)) == algorithm));
    BOOST_TEST(!hashAlgorithmOf("md5"));
    BOOST_TEST(!signatureAlgorithmOf("rsa"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
