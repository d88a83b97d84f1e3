// SPDX-License-Identifier: Apache-2.0
// From the outside in: container, signatures, small files, chain links, and at last the media.
#include "video/evidence/verify.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "video/evidence/verify_links.h"
#include "video/evidence/verify_log.h"
#include "video/evidence/verify_media.h"

namespace mingjing::video::evidence {

using kernel::Result;

namespace {

constexpr std::uint64_t kMostSmallBytes = std::uint64_t{256} << 20;
constexpr std::int64_t kHoleUs = 1'000'000;

class PackageCheck {
public:
    PackageCheck(const PackageSource& source, const VerifyOptions& options)
        : source_(source), options_(options) {}

    Result<Verified> run() {
        try {
            MJ_TRY(walk());
        } catch (const Json::exception&) {
            // A field of another type than ours: nothing that a centre or recorder ever wrote.
            bad(Verdict::AlteredManifest, Reason::Malformed, reading_);
        }
        return std::move(out_);
    }

private:
    kernel::Status walk() {
        const bool read = container() && statement() && manifest() && keys() && names();
        if (read) {
            MJ_ASSIGN(const bool small, smallFiles());
            if (small) {
                MJ_ASSIGN(const bool linked, links());
                MJ_ASSIGN(const bool logged, linked ? log() : Result<bool>(false));
                if (logged) MJ_TRY(media());
            }
        }
        return {};
    }

    bool bad(Verdict verdict, Reason reason, std::string object) {
        out_.verdict = verdict;
        out_.reason = reason;
        out_.object = std::move(object);
        return false;
    }

    bool container() {
        if (source_.containerFault == ZipFault::None) return true;
        if (source_.containerFault == ZipFault::Different)
            return bad(Verdict::AlteredManifest, Reason::ContainerChanged, source_.containerWhere);
        return bad(Verdict::Truncated, Reason::ContainerCut, "");
    }

    /// A signed JSON file whose bytes are its canonical form.
    bool readSigned(const char* name, std::string& bytes, Json& json) {
        reading_ = name;
        if (!source_.files.contains(name))
            return bad(Verdict::Truncated, Reason::FileMissing, name);
        const auto text = source_.readAll(name);
        const auto parsed =
            text.ok() ? kernel::parseJson(*text, kMostSmallBytes) : Result<Json>(text.error());
        if (!parsed.ok() || !parsed->is_object())
            return bad(Verdict::AlteredManifest, Reason::Malformed, name);
        const auto canonical = kernel::canonicalJson(*parsed);
        if (!canonical.ok() || *canonical != *text)
            return bad(Verdict::AlteredManifest, Reason::NotCanonical, name);
        bytes = *text;
        json = *parsed;
        return true;
    }

    static bool signedBy(const std::string& key, const std::string& statement, const Json& json) {
        const auto raw = kernel::bytesOfBase64Url(key);
        const auto signature = kernel::bytesOfBase64Url(json.value("signature", ""));
        return raw && signature && !statement.empty() &&
               kernel::verifySignature(*raw, statement, *signature);
    }

    bool statement() {
        std::string bytes;
        if (!readSigned(kStatementName, bytes, out_.statement)) return false;
        statementHash_ = kernel::sha256(bytes);
        const Json& json = out_.statement;
        const bool shaped = json.value("format", "") == kStatementFormat &&
                            json.contains("centreKey") && json["centreKey"].is_string() &&
                            json.contains("nodeKeys") && json["nodeKeys"].is_array() &&
                            json.contains("files") && json["files"].is_array() &&
                            json.contains("signature") && json["signature"].is_string();
        if (!shaped) return bad(Verdict::AlteredManifest, Reason::Malformed, kStatementName);
        const auto key = json["centreKey"].get<std::string>();
        const auto raw = kernel::bytesOfBase64Url(key).value_or("");
        out_.centreKey = kernel::hexOf(raw);
        out_.keyCompared = !options_.centreKey.empty();
        // A signature that fits the key inside, when that key is not the expected one, is somebody
        // else's; one that fits nothing is a changed file.
        const bool good = signedBy(key, exportStatement(json), json);
        if (!good) return bad(Verdict::AlteredManifest, Reason::SignatureWrong, kStatementName);
        if (out_.keyCompared && raw != options_.centreKey)
            return bad(Verdict::WrongKey, Reason::CentreKeyOther, kStatementName);
        return true;
    }

    bool manifest() {
        std::string bytes;
        if (!readSigned(kManifestName, bytes, manifestJson_)) return false;
        auto parsed = manifestOf(manifestJson_);
        if (!parsed.ok()) return bad(Verdict::AlteredManifest, Reason::Malformed, kManifestName);
        manifest_ = std::move(*parsed);
        if (!signedBy(manifest_.signingKey, manifestStatement(manifestJson_), manifestJson_))
            return bad(Verdict::AlteredManifest, Reason::SignatureWrong, kManifestName);
        if (manifest_.statement != statementHash_ ||
            manifest_.exportId.text() != out_.statement.value("export", ""))
            return bad(Verdict::AlteredManifest, Reason::FileChanged, kStatementName);
        return true;
    }

    /// The centre vouches for node keys, a node key for session keys, a session key for the rest.
    bool keys() {
        std::set<std::string> known;
        for (const Json& key : out_.statement["nodeKeys"])
            if (key.is_string()) known.insert(key.get<std::string>());
        for (const Json& key : manifest_.keys) {
            const bool shaped = key.is_object() && key.contains("nodeKey") &&
                                key["nodeKey"].is_string() && key.contains("sessionKey") &&
                                key["sessionKey"].is_string() && key.contains("signature") &&
                                key["signature"].is_string();
            if (!shaped) return bad(Verdict::AlteredManifest, Reason::Malformed, kManifestName);
            const auto node = key["nodeKey"].get<std::string>();
            if (!known.contains(node))
                return bad(Verdict::WrongKey, Reason::NodeKeyUnknown, kManifestName);
            if (!signedBy(node, keyStatement(key), key))
                return bad(Verdict::AlteredManifest, Reason::SignatureWrong, kManifestName);
            sessionKeys_.insert(key["sessionKey"].get<std::string>());
        }
        if (!sessionKeys_.contains(manifest_.signingKey))
            return bad(Verdict::WrongKey, Reason::SessionKeyUncertified, kManifestName);
        return true;
    }

    /// Every file is named, and every name has its file.
    bool names() {
        std::set<std::string> wanted{kManifestName, kStatementName};
        for (const auto& file : manifest_.files) wanted.insert(file.path);
        for (const auto& stream : manifest_.streams)
            for (const auto& segment : stream.segments) wanted.insert(segment.path);
        for (const auto& name : wanted)
            if (!source_.files.contains(name))
                return bad(Verdict::Truncated, Reason::FileMissing, name);
        for (const auto& [name, bytes] : source_.files)
            if (!wanted.contains(name))
                return bad(Verdict::AlteredManifest, Reason::FileUnnamed, name);
        out_.files = source_.files.size();
        return statementFiles();
    }

    /// What the centre put in is named by it and by the recorder with the same hash.
    bool statementFiles() {
        std::map<std::string, std::string> byName;
        for (const auto& file : manifest_.files) byName[file.path] = kernel::hexOf(file.sha256);
        for (const Json& file : out_.statement["files"]) {
            const auto path = file.value("path", ""), hash = file.value("sha256", "");
            const auto found = byName.find(path);
            if (found == byName.end()) return bad(Verdict::Truncated, Reason::FileMissing, path);
            if (found->second != hash)
                return bad(Verdict::AlteredManifest, Reason::FileChanged, path);
        }
        return true;
    }

    Result<bool> smallFiles() {
        std::set<std::string> chains;
        for (const auto& stream : manifest_.streams) chains.insert(stream.links);
        for (const auto& file : manifest_.files) {
            MJ_ASSIGN(const auto bytes, source_.readAll(file.path));
            const auto crc = source_.declared.find(file.path);
            if (crc != source_.declared.end() && crc->second != crc32(bytes))
                return bad(Verdict::AlteredManifest, Reason::ContainerChanged, file.path);
            if (bytes.size() == file.bytes && kernel::sha256(bytes) == file.sha256) continue;
            // Chain files are looked at record by record, so that the first wrong one is named.
            if (chains.contains(file.path)) continue;
            return bytes.size() < file.bytes
                       ? bad(Verdict::Truncated, Reason::FileCut, file.path)
                       : bad(Verdict::AlteredManifest, Reason::FileChanged, file.path);
        }
        for (const char* name : {kManifestName, kStatementName}) {
            MJ_ASSIGN(const auto bytes, source_.readAll(name));
            const auto crc = source_.declared.find(name);
            if (crc != source_.declared.end() && crc->second != crc32(bytes))
                return bad(Verdict::AlteredManifest, Reason::ContainerChanged, name);
        }
        return true;
    }

    Result<bool> links() {
        for (const auto& stream : manifest_.streams) {
            reading_ = stream.links;
            MJ_ASSIGN(const auto bytes, source_.readAll(stream.links));
            auto checked = checkLinks(bytes, stream, sessionKeys_);
            if (checked.reason != Reason::None)
                return bad(checked.verdict, checked.reason, std::move(checked.object));
            const auto file = std::find_if(manifest_.files.begin(), manifest_.files.end(),
                                           [&](const auto& f) { return f.path == stream.links; });
            if (file == manifest_.files.end() || kernel::sha256(bytes) != file->sha256)
                return bad(Verdict::AlteredManifest, Reason::FileChanged, stream.links);
            chains_.push_back(std::move(checked.segments));
            noteSealed(stream, chains_.back());
            out_.streams.push_back(describe(stream, chains_.back()));
        }
        if (manifest_.sealed == out_.sealed.empty())
            return bad(Verdict::AlteredManifest, Reason::Malformed, kManifestName);
        return true;
    }

    void noteSealed(const PackagedStream& stream, const std::vector<LinkedSegment>& chain) {
        for (std::size_t i = 0; i < chain.size(); ++i) {
            if (!chain[i].seal) continue;
            const PackagedSegment& packaged = stream.segments[i];
            SealedMedia media;
            media.path = packaged.path;
            media.segment = packaged.segment;
            media.commitment = chain[i].seal->commitment;
            media.initBytes = chain[i].initBytes;
            for (const auto& record : chain[i].records)
                if (record.seq >= packaged.firstSeq && record.seq <= packaged.lastSeq)
                    media.fragments.emplace_back(record.seq, record.size);
            out_.sealed.push_back(std::move(media));
        }
    }

    /// What the centre's log of record says of these chains, when it goes along.
    Result<bool> log() {
        if (!source_.files.contains(kLogName)) return true;
        reading_ = kLogName;
        MJ_ASSIGN(const auto bytes, source_.readAll(kLogName));
        const auto json = kernel::parseJson(bytes, kMostSmallBytes);
        if (!json.ok()) return bad(Verdict::AlteredManifest, Reason::Malformed, kLogName);
        const auto key = kernel::bytesOfHex(out_.centreKey).value_or("");
        auto checked = checkLog(*json, key, manifest_.streams, chains_);
        if (!checked.good)
            return bad(Verdict::AlteredManifest, Reason::LogProofWrong, checked.object);
        for (auto& stream : out_.streams) {
            const Anchors& anchors = checked.anchors[stream.key];
            stream.anchors = anchors.count;
            stream.firstHeadUs = anchors.firstHeadUs;
            stream.lastHeadUs = anchors.lastHeadUs;
        }
        return true;
    }

    VerifiedStream describe(const PackagedStream& stream, const std::vector<LinkedSegment>& chain) {
        VerifiedStream told;
        told.key = stream.key;
        told.fromUs = stream.fromUs;
        told.toUs = stream.toUs;
        for (const Json& camera : out_.statement.value("cameras", Json::array()))
            if (camera.value("id", "") == stream.key.camera.text())
                told.name = camera.value("name", "");
        std::int64_t reachedUs = stream.fromUs;
        for (const auto& segment : chain)
            for (const auto& record : segment.records) {
                const auto fromUs = std::max(record.startUs, reachedUs);
                const auto toUs = std::min(record.endUs(), stream.toUs);
                if (toUs <= fromUs) continue;
                if (fromUs - reachedUs > kHoleUs)
                    told.holes.push_back(hole(stream, reachedUs, fromUs));
                told.coveredUs += toUs - fromUs;
                reachedUs = toUs;
            }
        if (stream.toUs - reachedUs > kHoleUs)
            told.holes.push_back(hole(stream, reachedUs, stream.toUs));
        return told;
    }

    static Hole hole(const PackagedStream& stream, std::int64_t fromUs, std::int64_t toUs) {
        Hole out{fromUs, toUs, ""};
        for (const Json& gap : stream.gaps) {
            const bool open = !gap.contains("toUs") || !gap["toUs"].is_number_integer();
            const auto endUs = open ? INT64_MAX : gap["toUs"].get<std::int64_t>();
            if (gap.value("fromUs", INT64_MAX) < toUs && endUs > fromUs)
                out.cause = gap.value("cause", "");
        }
        return out;
    }

    kernel::Status media() {
        MediaCheck check(source_, options_);
        for (std::size_t i = 0; i < manifest_.streams.size(); ++i)
            for (std::size_t s = 0; s < chains_[i].size(); ++s)
                check.add(manifest_.streams[i].segments[s], chains_[i][s]);
        MJ_ASSIGN(auto found, check.run());
        out_.fragments = found.fragments;
        out_.bytes = found.bytes;
        if (found.reason != Reason::None) bad(found.verdict, found.reason, std::move(found.object));
        return {};
    }

    const PackageSource& source_;
    const VerifyOptions& options_;
    Verified out_;
    std::string reading_;
    Json manifestJson_;
    Manifest manifest_;
    Hash statementHash_{};
    std::set<std::string> sessionKeys_;
    std::vector<std::vector<LinkedSegment>> chains_;
};

}  // namespace

const char* nameOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Ok:
            return "ok";
        case Verdict::AlteredMedia:
            return "altered_media";
        case Verdict::AlteredManifest:
            return "altered_manifest";
        case Verdict::Truncated:
            return "truncated";
        case Verdict::Reordered:
            return "reordered";
        case Verdict::WrongKey:
            return "wrong_key";
    }
    return "";
}

Result<Verified> verifyPackage(const PackageSource& source, const VerifyOptions& options) {
    return PackageCheck(source, options).run();
}

}  // namespace mingjing::video::evidence
