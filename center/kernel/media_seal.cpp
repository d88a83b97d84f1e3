// SPDX-License-Identifier: Apache-2.0
// Wrapping, opening and comparing keys of sealed segments.
#include "center/kernel/media_seal.h"

namespace mingjing::kernel {

namespace {

constexpr std::string_view kCommitmentDomain = "mingjing.media-key.v1\n";
constexpr std::string_view kWrapDomain = "mingjing.media-key-wrap.v1\n";
constexpr const char* kSealAlgorithm = "aes-256-ctr";

std::string wrapContext(const SealedSegment& of) {
    return std::string(kWrapDomain) + canonicalOrDie({{"camera", of.camera.text()},
                                                      {"segment", of.segment.text()},
                                                      {"startUs", of.startUs},
                                                      {"stream", of.stream}});
}

}  // namespace

Hash commitmentTo(const Uuid& segment, const SecretKey& key) {
    Sha256 digest;
    digest.update(kCommitmentDomain);
    digest.update(segment.text());
    digest.update(key.bytes());
    return digest.finish();
}

Result<MediaSeal> sealMediaKey(std::string_view recipient, const SecretKey& key,
                               const SealedSegment& of) {
    MediaSeal seal;
    seal.recipient = recipient;
    MJ_ASSIGN(seal.wrapped, sealTo(recipient, key.bytes(), wrapContext(of)));
    seal.commitment = commitmentTo(of.segment, key);
    return seal;
}

Result<SecretKey> openMediaKey(const OpeningKey& opening, const MediaSeal& seal,
                               const SealedSegment& of) {
    if (seal.recipient != opening.publicKey())
        return Error::of(ErrorKind::DataLoss, "sealed.other_recipient", of.segment.text());
    const auto bytes = opening.open(seal.wrapped, wrapContext(of));
    if (!bytes.ok()) return Error::of(ErrorKind::DataLoss, "sealed.key_damaged", of.segment.text());
    const auto key = SecretKey::of(*bytes);
    if (!key.ok() || commitmentTo(of.segment, *key) != seal.commitment)
        return Error::of(ErrorKind::DataLoss, "sealed.key_wrong", of.segment.text());
    return key;
}

Json toJson(const MediaSeal& seal) {
    return {{"algorithm", kSealAlgorithm},
            {"commitment", hexOf(seal.commitment)},
            {"recipient", base64Url(seal.recipient)},
            {"wrapped", base64Url(seal.wrapped)}};
}

Result<MediaSeal> mediaSealOf(const Json& json) {
    const auto unknown = Error::invalid("sealed", "sealed.unknown_form");
    try {
        if (json.at("algorithm") != kSealAlgorithm) return unknown;
        const auto commitment = hashOfHex(json.at("commitment").get<std::string>());
        const auto recipient = bytesOfBase64Url(json.at("recipient").get<std::string>());
        const auto wrapped = bytesOfBase64Url(json.at("wrapped").get<std::string>());
        if (!commitment || !recipient || !wrapped) return unknown;
        return MediaSeal{*recipient, *wrapped, *commitment};
    } catch (const Json::exception&) {
        return unknown;
    }
}

}  // namespace mingjing::kernel
