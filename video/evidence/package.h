// SPDX-License-Identifier: Apache-2.0
// A package of recordings that leaves the centre: what lies in it and who signed what.
// PACKAGE.md says the same in words, for those who write a verifier of their own.
#pragma once

#include <string>
#include <vector>

#include "video/evidence/format.h"

namespace mingjing::video::evidence {

inline constexpr const char* kPackageFormat = "mingjing.recording-package.v1";
/// Of a package with sealed media: who knows only the other must not take it for playable.
inline constexpr const char* kSealedPackageFormat = "mingjing.recording-package.v2";
inline constexpr const char* kStatementFormat = "mingjing.export-statement.v1";
inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kStatementName = "statement.json";

/// What the recorder's session key signs of a manifest, and the centre's key of a statement: domain
/// and canonical JSON without `signature`; empty when the value has no canonical form.
std::string manifestStatement(const Json& manifest);
std::string exportStatement(const Json& statement);

/// A file of media in the package: init bytes and fragments of one segment, without a hole.
struct PackagedSegment {
    Uuid segment;
    std::string path;  ///< "media/…"
    std::uint32_t firstSeq = 0;
    std::uint32_t lastSeq = 0;
    std::uint64_t bytes = 0;
    std::uint32_t crc = 0;        ///< of the file, as the container needs it
    std::uint32_t fragments = 0;  ///< of the whole segment, with those that are not in the package
    Hash head{};                  ///< link of the segment's newest fragment
    bool closed = false;
};

struct PackagedStream {
    StreamKey key;
    std::int64_t fromUs = 0;  ///< what was asked for
    std::int64_t toUs = 0;
    std::string links;  ///< path of its journal frames
    std::vector<PackagedSegment> segments;
    Json gaps = Json::array();  ///< {fromUs, toUs or null, cause}
};

struct PackagedFile {
    std::string path;
    std::uint64_t bytes = 0;
    Hash sha256{};
};

struct Manifest {
    Uuid exportId;
    bool sealed = false;  ///< some of its media is
    std::string node;
    std::int64_t madeUs = 0;
    Hash statement{};        ///< of the bytes of statement.json
    std::vector<Json> keys;  ///< Key records of the journal
    std::string signingKey;  ///< base64url; one of them
    std::vector<PackagedStream> streams;
    std::vector<PackagedFile> files;  ///< everything but media, manifest and statement
};

/// Without signature.
Json toJson(const Manifest& manifest);
/// Fails with InvalidInput and the field that is wrong.
kernel::Result<Manifest> manifestOf(const Json& json);

}  // namespace mingjing::video::evidence
