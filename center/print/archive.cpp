// SPDX-License-Identifier: Apache-2.0
// Writing into memory.
#include "center/print/archive.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace mingjing::print {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

struct Free {
    void operator()(archive* it) const { archive_write_free(it); }
    void operator()(archive_entry* it) const { archive_entry_free(it); }
};

Error failed(archive* writer) {
    const char* why = archive_error_string(writer);
    return Error::of(ErrorKind::Unavailable, "archive.failed", why == nullptr ? "" : why);
}

la_ssize_t gatherBytes(archive* /*writer*/, void* bytes, const void* data, std::size_t size) {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
}

Status write(archive* writer, const ArchivedFile& file, std::int64_t madeUs) {
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), file.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0444);
    archive_entry_set_mtime(entry.get(), madeUs / 1'000'000, 0);
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK) return failed(writer);
    const la_ssize_t written = archive_write_data(writer, file.bytes.data(), file.bytes.size());
    if (written != static_cast<la_ssize_t>(file.bytes.size())) return failed(writer);
    return {};
}

}  // namespace

Result<std::string> zipOf(const std::vector<ArchivedFile>& files, std::int64_t madeUs) {
    std::string bytes;
    const std::unique_ptr<archive, Free> writer(archive_write_new());
    // Nothing is padded: the file ends where the ZIP ends.
    const bool opened =
        archive_write_set_format_zip(writer.get()) == ARCHIVE_OK &&
        archive_write_set_options(writer.get(), "hdrcharset=UTF-8") == ARCHIVE_OK &&
        archive_write_set_bytes_in_last_block(writer.get(), 1) == ARCHIVE_OK &&
        archive_write_open(writer.get(), &bytes, nullptr, gatherBytes, nullptr) == ARCHIVE_OK;
    if (!opened) return failed(writer.get());
    for (const ArchivedFile& file : files) MJ_TRY(write(writer.get(), file, madeUs));
    if (archive_write_close(writer.get()) != ARCHIVE_OK) return failed(writer.get());
    return bytes;
}

}  // namespace mingjing::print
