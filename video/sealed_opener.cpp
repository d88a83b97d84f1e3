// SPDX-License-Identifier: Apache-2.0
// One exchange with center for each view.
#include "video/sealed_opener.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::SecretKey;
using kernel::Uuid;

namespace {

constexpr int kOpenSeconds = 10;
constexpr int kRefused = 403;

/// Center says why; the page has words for it.
Error refusalOf(const net::ClientAnswer& answer) {
    const auto body = kernel::parseJson(answer.body);
    const std::string code =
        body.ok() && body->is_object() ? body->value("code", "media.sealed") : "media.sealed";
    if (answer.status == kRefused) return Error::of(ErrorKind::Forbidden, code);
    return Error::of(ErrorKind::Unavailable, "media.center_away", std::to_string(answer.status));
}

Result<OpenedKeys> keysOf(const std::string& body,
                          const std::vector<evidence::SegmentEntry>& segments) {
    MJ_ASSIGN(const Json json, kernel::parseJson(body));
    OpenedKeys out;
    std::map<Uuid, SecretKey> given;
    try {
        json.at("untilUs").get_to(out.untilUs);
        for (const Json& item : json.at("keys")) {
            const auto id = Uuid::parse(item.at("segment").get<std::string>());
            const auto raw = kernel::bytesOfBase64Url(item.at("key").get<std::string>());
            const auto key = SecretKey::of(raw.value_or(""));
            if (id && key.ok()) given.emplace(*id, *key);
        }
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::Unavailable, "net.bad_answer", e.what());
    }
    for (const auto& entry : segments) {
        if (!entry.seal) continue;
        const auto found = given.find(entry.segment);
        if (found == given.end() ||
            kernel::commitmentTo(entry.segment, found->second) != entry.seal->commitment)
            return Error::of(ErrorKind::DataLoss, "sealed.key_wrong", entry.segment.text());
        out.keys.insert(*found);
    }
    return out;
}

}  // namespace

Json sealedSegmentJson(const record::StreamKey& key, const evidence::SegmentEntry& entry) {
    return {{"camera", key.camera.text()},
            {"sealed", kernel::toJson(*entry.seal)},
            {"segment", entry.segment.text()},
            {"startUs", entry.openedUs},
            {"stream", key.stream}};
}

Result<OpenedKeys> SealedOpener::open(const kernel::MediaGrant& grant, const record::StreamKey& key,
                                      const std::vector<evidence::SegmentEntry>& segments) const {
    Json wanted = Json::array();
    for (const auto& entry : segments)
        if (entry.seal) wanted.push_back(sealedSegmentJson(key, entry));
    const net::HttpClient client(center_, kOpenSeconds);
    const Json body = {{"segments", std::move(wanted)}, {"view", grant.view.text()}};
    const auto answer = client.send("POST", "/node/v1/openings", identity_, body.dump());
    if (!answer.ok())
        return Error::of(ErrorKind::Unavailable, "media.center_away", answer.error().code);
    if (answer->status != 200) return refusalOf(*answer);
    return keysOf(answer->body, segments);
}

}  // namespace mingjing::video
