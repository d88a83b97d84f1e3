// SPDX-License-Identifier: Apache-2.0
// Signing and reading of media tokens.
#include "center/kernel/media_token.h"

namespace mingjing::kernel {

namespace {

constexpr std::string_view kDomain = "mingjing.media-token.v1\n";
constexpr std::size_t kMaxTokenBytes = 2048;

Error refused(const char* code) {
    return Error::of(ErrorKind::NotAuthenticated, code);
}

Result<MediaGrant> grantOf(const Json& json) {
    try {
        MediaGrant grant;
        const auto actor = Uuid::parse(json.at("actor").get<std::string>());
        const auto camera = Uuid::parse(json.at("cam").get<std::string>());
        const auto view = Uuid::parse(json.at("view").get<std::string>());
        if (!actor || !camera || !view) return refused("media.token_malformed");
        grant.actor = *actor;
        grant.camera = *camera;
        grant.view = *view;
        grant.use = json.at("use").get<std::string>();
        grant.fromUs = json.at("fromUs").get<std::int64_t>();
        grant.toUs = json.at("toUs").get<std::int64_t>();
        grant.expiresUs = json.at("expUs").get<std::int64_t>();
        return grant;
    } catch (const Json::exception&) {
        return refused("media.token_malformed");
    }
}

}  // namespace

std::string signMediaToken(const SigningKey& key, const MediaGrant& grant) {
    const std::string payload = canonicalOrDie({{"actor", grant.actor.text()},
                                                {"cam", grant.camera.text()},
                                                {"expUs", grant.expiresUs},
                                                {"fromUs", grant.fromUs},
                                                {"toUs", grant.toUs},
                                                {"use", grant.use},
                                                {"view", grant.view.text()}});
    return base64Url(payload) + "." + base64Url(key.sign(std::string(kDomain) + payload));
}

Result<MediaGrant> readMediaToken(std::string_view publicKey, std::string_view token,
                                  std::int64_t nowUs) {
    const auto dot = token.find('.');
    if (token.size() > kMaxTokenBytes || dot == std::string_view::npos)
        return refused("media.token_malformed");
    const auto payload = bytesOfBase64Url(token.substr(0, dot));
    const auto signature = bytesOfBase64Url(token.substr(dot + 1));
    if (!payload || !signature) return refused("media.token_malformed");
    if (!verifySignature(publicKey, std::string(kDomain) + *payload, *signature))
        return refused("media.token_forged");
    auto json = parseJson(*payload);
    if (!json.ok()) return refused("media.token_malformed");
    auto grant = grantOf(*json);
    if (grant.ok() && grant->expiresUs <= nowUs) return refused("media.token_expired");
    return grant;
}

}  // namespace mingjing::kernel
