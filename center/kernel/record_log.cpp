// SPDX-License-Identifier: Apache-2.0
// Canonical JSON of leaves and heads, read back strictly: one spelling only.
#include "center/kernel/record_log.h"

namespace mingjing::kernel {

namespace {

constexpr const char* kHeadDomain = "mingjing.log.head.v1\n";
constexpr const char* kWitnessDomain = "mingjing.log.witness.v1\n";
constexpr std::size_t kMaxHeadBytes = 2048;
constexpr std::size_t kNonceBytes = 16;
constexpr std::int64_t kMaxNumber = 9007199254740991;  // 2^53 - 1: what canonical JSON can hold

std::string headBytes(const LogHead& head) {
    return canonicalOrDie({{"counter", head.counter},
                           {"hashAlgorithm", "SHA-256"},
                           {"nonce", hexOf(head.nonce)},
                           {"previous", hexOf(head.previous)},
                           {"publicKey", base64Url(head.publicKey)},
                           {"root", hexOf(head.root)},
                           {"signatureAlgorithm", "Ed25519"},
                           {"signedAtUs", head.signedAtUs},
                           {"size", head.size}});
}

/// Missing or of another type: the empty value, which no field may have.
std::string textIn(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}
std::int64_t numberIn(const Json& json, const char* key) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_number_unsigned()) return -1;
    const auto number = it->get<std::uint64_t>();
    return number <= static_cast<std::uint64_t>(kMaxNumber) ? static_cast<std::int64_t>(number)
                                                            : -1;
}

LogHead headOf(const Json& json) {
    LogHead head;
    head.counter = numberIn(json, "counter");
    head.size = numberIn(json, "size");
    head.signedAtUs = numberIn(json, "signedAtUs");
    head.root = hashOfHex(textIn(json, "root")).value_or(Hash{});
    head.previous = hashOfHex(textIn(json, "previous")).value_or(Hash{});
    head.nonce = bytesOfHex(textIn(json, "nonce")).value_or("");
    head.publicKey = bytesOfBase64Url(textIn(json, "publicKey")).value_or("");
    return head;
}

bool isWellFormed(const LogHead& head) {
    return head.counter >= 1 && head.size >= 0 && head.signedAtUs >= 1 &&
           head.nonce.size() == kNonceBytes && head.publicKey.size() == Hash{}.size() &&
           (head.counter == 1) == (head.previous == Hash{});
}

std::string countersignatureStatement(const Countersignature& c) {
    return kWitnessDomain + canonicalOrDie({{"counter", c.counter},
                                            {"head", hexOf(c.head)},
                                            {"publicKey", base64Url(c.publicKey)},
                                            {"seenAtUs", c.seenAtUs}});
}

}  // namespace

std::string timelineLeaf(const std::string& streamKind, const Uuid& streamId, std::int64_t seq,
                         const Hash& hash) {
    return canonicalOrDie({{"hash", hexOf(hash)},
                           {"kind", "timeline"},
                           {"seq", seq},
                           {"stream", streamId.text()},
                           {"streamKind", streamKind},
                           {"v", 1}});
}

std::string auditLeaf(std::int64_t id, const Hash& rowHash) {
    return canonicalOrDie({{"hash", hexOf(rowHash)}, {"id", id}, {"kind", "audit"}, {"v", 1}});
}

std::string recordingLeaf(const Uuid& camera, const std::string& stream, std::int64_t fragment,
                          const Hash& link, std::int64_t durableUs) {
    return canonicalOrDie({{"camera", camera.text()},
                           {"durableUs", durableUs},
                           {"fragment", fragment},
                           {"kind", "recording"},
                           {"link", hexOf(link)},
                           {"stream", stream},
                           {"v", 1}});
}

SignedHead signHead(const SigningKey& key, LogHead head) {
    head.publicKey = key.publicKey();
    CHECK(isWellFormed(head), "a head of our own making");
    SignedHead made;
    made.bytes = headBytes(head);
    made.signature = key.sign(kHeadDomain + made.bytes);
    made.hash = sha256(kHeadDomain + made.bytes);
    made.head = std::move(head);
    return made;
}

Result<SignedHead> readHead(std::string_view bytes, std::string_view signature) {
    const Error malformed = Error::of(ErrorKind::DataLoss, "log.head_malformed");
    const auto json = parseJson(bytes, kMaxHeadBytes);
    if (!json.ok() || !json->is_object()) return malformed;
    SignedHead read;
    read.head = headOf(*json);
    read.bytes = bytes;
    // Written anew it must be the very same bytes: no other field, no other algorithm or spelling.
    if (!isWellFormed(read.head) || headBytes(read.head) != bytes) return malformed;
    const std::string statement = kHeadDomain + read.bytes;
    if (!verifySignature(read.head.publicKey, statement, signature))
        return Error::of(ErrorKind::DataLoss, "log.head_forged");
    read.signature = signature;
    read.hash = sha256(statement);
    return read;
}

Status checkSuccession(const SignedHead& before, const SignedHead& after) {
    const auto broken = [](const char* code) { return Error::of(ErrorKind::DataLoss, code); };
    if (after.head.publicKey != before.head.publicKey) return broken("log.head_key");
    if (after.head.counter != before.head.counter + 1) return broken("log.head_counter");
    if (after.head.previous != before.hash) return broken("log.head_previous");
    if (after.head.signedAtUs <= before.head.signedAtUs) return broken("log.head_time");
    if (after.head.size < before.head.size) return broken("log.head_size");
    return {};
}

Countersignature countersign(const SigningKey& witness, const SignedHead& head,
                             std::int64_t seenAtUs) {
    Countersignature made{head.hash, head.head.counter, seenAtUs, witness.publicKey(), ""};
    made.signature = witness.sign(countersignatureStatement(made));
    return made;
}

bool verifyCountersignature(const Countersignature& c) {
    for (const std::int64_t number : {c.counter, c.seenAtUs})
        if (number < 1 || number > kMaxNumber) return false;
    return verifySignature(c.publicKey, countersignatureStatement(c), c.signature);
}

}  // namespace mingjing::kernel
