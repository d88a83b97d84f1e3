// SPDX-License-Identifier: Apache-2.0
// The ledger as JSON and back, for snapshots and for `evidence-check --reindex`.
#include "video/evidence/ledger.h"

namespace mingjing::video::evidence {

namespace {

Json placeJson(const Place& place) {
    return Json::array({place.file, place.offset});
}

Place placeOf(const Json& json) {
    return {json.at(0).get<std::uint64_t>(), json.at(1).get<std::uint64_t>()};
}

Json segmentJson(const SegmentEntry& entry) {
    Json json = {{"segment", entry.segment.text()},
                 {"run", entry.run},
                 {"startUs", entry.startUs},
                 {"endUs", entry.endUs},
                 {"openedUs", entry.openedUs},
                 {"path", entry.path},
                 {"codecs", entry.codecs},
                 {"hasAudio", entry.hasAudio},
                 {"initBytes", entry.initBytes},
                 {"algorithm", kernel::nameOf(entry.algorithm)},
                 {"initSha256", kernel::hexOf(entry.initSha256)},
                 {"hash", kernel::hexOf(entry.hash)},
                 {"bytes", entry.bytes},
                 {"fragments", entry.fragments},
                 {"firstNumber", entry.firstNumber},
                 {"previous", kernel::hexOf(entry.previous)},
                 {"head", kernel::hexOf(entry.head)},
                 {"closed", entry.closed},
                 {"truncated", entry.truncated},
                 {"removed", entry.removed},
                 {"deleted", entry.deleted},
                 {"copied", entry.copied},
                 {"copyDeleted", entry.copyDeleted},
                 {"first", placeJson(entry.first)},
                 {"last", placeJson(entry.last)}};
    if (entry.seal) json["sealed"] = kernel::toJson(*entry.seal);
    return json;
}

Hash hashIn(const Json& json, const char* name) {
    return kernel::hashOfHex(json.at(name).get<std::string>()).value_or(Hash{});
}

Uuid uuidIn(const Json& json, const char* name) {
    return Uuid::parse(json.at(name).get<std::string>()).value_or(Uuid{});
}

SegmentEntry segmentOf(const Json& json) {
    SegmentEntry entry;
    entry.segment = uuidIn(json, "segment");
    json.at("run").get_to(entry.run);
    json.at("startUs").get_to(entry.startUs);
    json.at("endUs").get_to(entry.endUs);
    json.at("openedUs").get_to(entry.openedUs);
    json.at("path").get_to(entry.path);
    json.at("codecs").get_to(entry.codecs);
    json.at("hasAudio").get_to(entry.hasAudio);
    json.at("initBytes").get_to(entry.initBytes);
    entry.algorithm =
        kernel::hashAlgorithmOf(json.value("algorithm", "sha256")).value_or(HashAlgorithm::Sha256);
    entry.initSha256 = hashIn(json, "initSha256");
    entry.hash = hashIn(json, "hash");
    json.at("bytes").get_to(entry.bytes);
    json.at("fragments").get_to(entry.fragments);
    json.at("firstNumber").get_to(entry.firstNumber);
    entry.previous = hashIn(json, "previous");
    entry.head = hashIn(json, "head");
    json.at("closed").get_to(entry.closed);
    json.at("truncated").get_to(entry.truncated);
    entry.removed = json.value("removed", false);
    entry.deleted = json.value("deleted", false);
    entry.copied = json.value("copied", false);
    entry.copyDeleted = json.value("copyDeleted", false);
    if (const auto seal = sealIn(json); seal.ok()) entry.seal = *seal;
    entry.first = placeOf(json.at("first"));
    entry.last = placeOf(json.at("last"));
    return entry;
}

Json gapJson(const GapEntry& gap) {
    return {{"id", gap.id.text()},
            {"fromUs", gap.fromUs},
            {"toUs", gap.toUs < 0 ? Json(nullptr) : Json(gap.toUs)},
            {"cause", gap.cause}};
}

GapEntry gapOf(const Json& json) {
    return {uuidIn(json, "id"), json.at("fromUs").get<std::int64_t>(),
            json.at("toUs").is_null() ? -1 : json.at("toUs").get<std::int64_t>(),
            json.at("cause").get<std::string>()};
}

}  // namespace

Json Ledger::toJson() const {
    Json rows = Json::array();
    for (const auto& [key, stream] : streams) {
        Json segments = Json::array();
        for (const auto& entry : stream.segments) segments.push_back(segmentJson(entry));
        Json gaps = Json::array();
        for (const auto& gap : stream.gaps) gaps.push_back(gapJson(gap));
        rows.push_back({{"camera", key.camera.text()},
                        {"stream", key.stream},
                        {"head", kernel::hexOf(stream.head)},
                        {"number", stream.number},
                        {"run", stream.run},
                        {"segments", std::move(segments)},
                        {"gaps", std::move(gaps)}});
    }
    Json keys = Json::array();
    for (const auto& [key, good] : sessionKeys_) keys.push_back(key);
    return {{"format", kFormatVersion},
            {"storage", storage},
            {"stopped", stopped},
            {"batch", lastBatch},
            {"end", placeJson(end)},
            {"hash", kernel::hexOf(lastHash)},
            {"hashedWith", kernel::nameOf(lastAlgorithm)},
            {"keys", std::move(keys)},
            {"streams", std::move(rows)}};
}

kernel::Result<Ledger> Ledger::fromJson(const Json& json) {
    try {
        Ledger ledger;
        if (json.at("format") != kFormatVersion)
            return kernel::Error::of(kernel::ErrorKind::InvalidInput, "evidence.format_unknown");
        json.at("storage").get_to(ledger.storage);
        json.at("stopped").get_to(ledger.stopped);
        json.at("batch").get_to(ledger.lastBatch);
        ledger.end = placeOf(json.at("end"));
        ledger.lastHash = hashIn(json, "hash");
        ledger.lastAlgorithm = kernel::hashAlgorithmOf(json.value("hashedWith", "sha256"))
                                   .value_or(HashAlgorithm::Sha256);
        for (const auto& key : json.at("keys")) ledger.sessionKeys_[key.get<std::string>()] = true;
        for (const auto& row : json.at("streams")) {
            const StreamKey key{uuidIn(row, "camera"), row.at("stream").get<std::string>()};
            auto& stream = ledger.streams[key];
            stream.head = hashIn(row, "head");
            row.at("number").get_to(stream.number);
            row.at("run").get_to(stream.run);
            for (const auto& item : row.at("segments")) {
                stream.segments.push_back(segmentOf(item));
                if (!stream.segments.back().closed)
                    ledger.open_[stream.segments.back().segment] = {key,
                                                                    stream.segments.size() - 1};
            }
            for (const auto& item : row.at("gaps")) stream.gaps.push_back(gapOf(item));
        }
        return ledger;
    } catch (const Json::exception& e) {
        return kernel::Error::of(kernel::ErrorKind::DataLoss, "evidence.snapshot_damaged",
                                 e.what());
    }
}

}  // namespace mingjing::video::evidence
