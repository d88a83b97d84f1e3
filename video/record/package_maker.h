// SPDX-License-Identifier: Apache-2.0
// Takes recordings out of the storage as a package that anybody can check (evidence/PACKAGE.md).
#pragma once

#include <atomic>
#include <functional>

#include "video/evidence/package.h"
#include "video/evidence/zip_store.h"
#include "video/record/storage.h"

namespace mingjing::video::record {

/// What center wants: whole fragments of these streams that touch the interval, from a key picture
/// on.
struct PackageWish {
    struct Stream {
        StreamKey key;
        std::string label;  ///< folder below media/ and links/: a camera's code
        std::int64_t fromUs = 0;
        std::int64_t toUs = 0;
    };
    kernel::Uuid exportId;
    std::vector<Stream> streams;
    /// Fingerprint (hex) of the certificate that the package is encrypted to; empty: it is not.
    std::string encryptedTo = {};
};

/// What center puts in. The statement is signed and names the other files.
struct CentrePart {
    struct File {
        std::string path;
        std::string bytes;
    };
    std::string statement;
    std::vector<File> files;
    std::string certificate = {};  ///< PEM, of who receives it encrypted
};

struct MadePackage {
    std::uint64_t bytes = 0;
    kernel::Hash sha256{};  ///< of the whole ZIP file
    std::uint64_t fragments = 0;
    std::uint64_t mediaBytes = 0;
    /// Of the file around it, when it was encrypted.
    std::uint64_t encryptedBytes = 0;
    kernel::Hash encryptedSha256{};
};

/// One package at a time, on the caller's thread. Reads every fragment, checks it, and writes it.
class PackageMaker {
public:
    PackageMaker(const Storage& storage, const NodeKeys& keys, const kernel::Clock& clock)
        : storage_(storage), keys_(keys), clock_(clock) {}

    /// Media bytes done and in all; false stops the work.
    using OnProgress = std::function<bool(std::uint64_t, std::uint64_t)>;
    /// Appends the ZIP to `out` and syncs it. Fails with NotFound (`media.nothing_recorded`),
    /// DataLoss (a fragment is damaged: nothing false is given out), Conflict (`export.stopped`),
    /// InvalidInput (`export.wish_wrong`) or what the disk says. Where the wish is for a
    /// certificate, what reaches `out` is encrypted to it from the first byte on
    /// (kernel::CmsEncryption); fails then with InvalidInput (`export.recipient_changed`: center
    /// sent another certificate than the approved one) or Exhausted
    /// (`export.too_large_to_encrypt`).
    kernel::Result<MadePackage> make(const PackageWish& wish, const CentrePart& centre,
                                     AppendFile& out, const OnProgress& onProgress) const;

private:
    const Storage& storage_;
    const NodeKeys& keys_;
    const kernel::Clock& clock_;
};

}  // namespace mingjing::video::record
