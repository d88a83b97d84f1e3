// SPDX-License-Identifier: Apache-2.0
// A file that only the owner of a certificate can read: what is appended reaches the disk encrypted
// and in no other form, so that a kill at any moment leaves nothing readable behind.
#pragma once

#include "center/kernel/cms_encryption.h"
#include "center/kernel/crypto.h"
#include "video/record/file_system.h"

namespace mingjing::video::record {

/// Wraps another file, which must outlive it. Not thread-safe.
class EncryptedFile final : public AppendFile {
public:
    /// Fails as kernel::CmsEncryption::begin() does.
    static kernel::Result<std::unique_ptr<EncryptedFile>> begin(const std::string& certificatePem,
                                                                AppendFile& out);
    kernel::Status append(std::string_view bytes) override;
    /// The end of the file: writes the tag and syncs. Nothing may be appended afterwards.
    kernel::Status sync() override;

    /// Of what reached the disk.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    kernel::Hash sha256() { return hash_.finish(); }

private:
    explicit EncryptedFile(AppendFile& out) : out_(out) {}
    AppendFile& out_;
    std::unique_ptr<kernel::CmsEncryption> encryption_;
    kernel::Sha256 hash_;
    std::uint64_t bytes_ = 0;
};

}  // namespace mingjing::video::record
