// SPDX-License-Identifier: Apache-2.0
// Counts and hashes what the encryption gives.
#include "video/record/encrypted_file.h"

namespace mingjing::video::record {

using kernel::Result;
using kernel::Status;

Result<std::unique_ptr<EncryptedFile>> EncryptedFile::begin(const std::string& certificatePem,
                                                            AppendFile& out) {
    std::unique_ptr<EncryptedFile> file(new EncryptedFile(out));
    MJ_ASSIGN(file->encryption_,
              kernel::CmsEncryption::begin(
                  certificatePem, [self = file.get()](std::string_view encrypted) -> Status {
                      MJ_TRY(self->out_.append(encrypted));
                      self->hash_.update(encrypted);
                      self->bytes_ += encrypted.size();
                      return {};
                  }));
    return file;
}

Status EncryptedFile::append(std::string_view bytes) {
    return encryption_->write(bytes);
}

Status EncryptedFile::sync() {
    MJ_TRY(encryption_->finish());
    return out_.sync();
}

}  // namespace mingjing::video::record
