// SPDX-License-Identifier: Apache-2.0
// Manifest to JSON and back.
#include "video/evidence/package.h"

#include "video/evidence/zip_store.h"

namespace mingjing::video::evidence {

namespace {

std::string signedText(std::string_view domain, Json value) {
    value.erase("signature");
    const auto text = kernel::canonicalJson(value);
    return text.ok() ? std::string(domain) + *text : std::string();
}

Json segmentJson(const PackagedSegment& segment) {
    return {{"bytes", segment.bytes},
            {"closed", segment.closed},
            {"crc32", segment.crc},
            {"firstSeq", segment.firstSeq},
            {"fragments", segment.fragments},
            {"head", kernel::hexOf(segment.head)},
            {"lastSeq", segment.lastSeq},
            {"path", segment.path},
            {"segment", segment.segment.text()}};
}

Json streamJson(const PackagedStream& stream) {
    Json segments = Json::array();
    for (const auto& segment : stream.segments) segments.push_back(segmentJson(segment));
    return {{"camera", stream.key.camera.text()},
            {"fromUs", stream.fromUs},
            {"gaps", stream.gaps},
            {"links", stream.links},
            {"segments", std::move(segments)},
            {"stream", stream.key.stream},
            {"toUs", stream.toUs}};
}

struct Wrong {
    std::string field;
};

Uuid idAt(const Json& json, const char* name) {
    const auto id = Uuid::parse(json.at(name).get<std::string>());
    if (!id) throw Wrong{name};
    return *id;
}

Hash manifestHash(const Json& json, const char* name) {
    const auto hash = kernel::hashOfHex(json.at(name).get<std::string>());
    if (!hash) throw Wrong{name};
    return *hash;
}

std::string pathAt(const Json& json, const char* name) {
    auto path = json.at(name).get<std::string>();
    if (!goodPackageName(path)) throw Wrong{name};
    return path;
}

PackagedSegment segmentFrom(const Json& json) {
    PackagedSegment segment;
    segment.segment = idAt(json, "segment");
    segment.path = pathAt(json, "path");
    segment.firstSeq = json.at("firstSeq").get<std::uint32_t>();
    segment.lastSeq = json.at("lastSeq").get<std::uint32_t>();
    segment.bytes = json.at("bytes").get<std::uint64_t>();
    segment.crc = json.at("crc32").get<std::uint32_t>();
    segment.fragments = json.at("fragments").get<std::uint32_t>();
    segment.head = manifestHash(json, "head");
    segment.closed = json.at("closed").get<bool>();
    if (segment.firstSeq < 1 || segment.lastSeq < segment.firstSeq) throw Wrong{"firstSeq"};
    return segment;
}

PackagedStream streamFrom(const Json& json) {
    PackagedStream stream;
    stream.key = {idAt(json, "camera"), json.at("stream").get<std::string>()};
    stream.fromUs = json.at("fromUs").get<std::int64_t>();
    stream.toUs = json.at("toUs").get<std::int64_t>();
    stream.links = pathAt(json, "links");
    stream.gaps = json.at("gaps");
    for (const Json& segment : json.at("segments")) stream.segments.push_back(segmentFrom(segment));
    return stream;
}

Manifest manifestFrom(const Json& json) {
    Manifest manifest;
    manifest.sealed = json.at("format") == kSealedPackageFormat;
    if (!manifest.sealed && json.at("format") != kPackageFormat) throw Wrong{"format"};
    manifest.exportId = idAt(json, "export");
    manifest.node = json.at("node").get<std::string>();
    manifest.madeUs = json.at("madeUs").get<std::int64_t>();
    manifest.statement = manifestHash(json, "statementSha256");
    manifest.signingKey = json.at("signingKey").get<std::string>();
    for (const Json& key : json.at("keys")) manifest.keys.push_back(key);
    for (const Json& stream : json.at("streams")) manifest.streams.push_back(streamFrom(stream));
    for (const Json& file : json.at("files"))
        manifest.files.push_back({pathAt(file, "path"), file.at("bytes").get<std::uint64_t>(),
                                  manifestHash(file, "sha256")});
    return manifest;
}

}  // namespace

std::string manifestStatement(const Json& manifest) {
    return signedText("mingjing.recording-package.v1\n", manifest);
}

std::string exportStatement(const Json& statement) {
    return signedText("mingjing.export-statement.v1\n", statement);
}

Json toJson(const Manifest& manifest) {
    Json streams = Json::array();
    for (const auto& stream : manifest.streams) streams.push_back(streamJson(stream));
    Json files = Json::array();
    for (const auto& file : manifest.files)
        files.push_back(
            {{"bytes", file.bytes}, {"path", file.path}, {"sha256", kernel::hexOf(file.sha256)}});
    return {{"export", manifest.exportId.text()},
            {"files", std::move(files)},
            {"format", manifest.sealed ? kSealedPackageFormat : kPackageFormat},
            {"keys", manifest.keys},
            {"madeUs", manifest.madeUs},
            {"node", manifest.node},
            {"signingKey", manifest.signingKey},
            {"statementSha256", kernel::hexOf(manifest.statement)},
            {"streams", std::move(streams)}};
}

kernel::Result<Manifest> manifestOf(const Json& json) {
    try {
        return manifestFrom(json);
    } catch (const Wrong& wrong) {
        return kernel::Error::invalid(wrong.field, "package.malformed");
    } catch (const Json::exception& error) {
        auto failure = kernel::Error::invalid("", "package.malformed");
        failure.internal = error.what();
        return failure;
    }
}

}  // namespace mingjing::video::evidence
