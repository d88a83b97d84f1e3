// SPDX-License-Identifier: Apache-2.0
// Is a package what the recorder recorded and the centre released? Every byte is looked at; no
// database, no network, no clock.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "video/evidence/package.h"
#include "video/evidence/package_source.h"
#include "video/evidence/sealed_media.h"

namespace mingjing::video::evidence {

/// The number is the exit code of evidence-verify.
enum class Verdict {
    Ok = 0,
    AlteredMedia = 10,     ///< pictures or sound are not the recorded ones
    AlteredManifest = 11,  ///< any other byte of the package
    Truncated = 12,        ///< something is missing at an end, or a whole file
    Reordered = 13,        ///< recorded bytes, but not in their place
    WrongKey = 14,         ///< signed by somebody else
};
const char* nameOf(Verdict verdict);

/// Why, as a key of the words in verify_words.h.
enum class Reason {
    None,
    ContainerCut,
    ContainerChanged,
    FileMissing,
    FileUnnamed,
    FileChanged,
    FileCut,
    NotCanonical,
    Malformed,
    SignatureWrong,
    CentreKeyOther,
    NodeKeyUnknown,
    SessionKeyUncertified,
    LinkBroken,
    LinkOrder,
    LinksCut,
    InitChanged,
    FragmentChanged,
    FragmentElsewhere,
    FragmentCut,
    BytesUncovered,
    IntervalNotCovered,
    LogProofWrong,
};

/// A hole of more than a second between recorded fragments inside the interval.
struct Hole {
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::string cause;  ///< as the recorder named it; empty: it did not
};

struct VerifiedStream {
    StreamKey key;
    std::string name;
    std::int64_t fromUs = 0, toUs = 0;  ///< what the package is to show
    std::int64_t coveredUs = 0;
    std::vector<Hole> holes;
    std::uint64_t anchors = 0;  ///< of its links, those that a signed head of the centre covers
    std::int64_t firstHeadUs = 0, lastHeadUs = 0;  ///< when these heads were signed
};

/// A file of media that is encrypted; what opening it needs.
struct SealedMedia {
    std::string path;
    Uuid segment;
    Hash commitment{};
    std::uint32_t initBytes = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> fragments;  ///< seq and bytes, in the file
};

struct Verified {
    Verdict verdict = Verdict::Ok;
    Reason reason = Reason::None;
    std::string object;     ///< the first bad thing
    std::string centreKey;  ///< hex of the key that signed the release
    bool keyCompared = false;
    Json statement;
    std::vector<VerifiedStream> streams;
    std::vector<SealedMedia> sealed;
    std::uint64_t fragments = 0, bytes = 0, files = 0;
};

struct VerifyOptions {
    std::string centreKey;  ///< 32 bytes; empty: the key inside the package is only told
    unsigned threads = 0;   ///< 0: as many as there are processors
    /// Bytes of media done and in all; called on one thread, now and then.
    std::function<void(std::uint64_t, std::uint64_t)> onProgress;
};

/// Fails only when the package cannot be read at all.
kernel::Result<Verified> verifyPackage(const PackageSource& source, const VerifyOptions& options);

}  // namespace mingjing::video::evidence
