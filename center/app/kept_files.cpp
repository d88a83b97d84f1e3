// SPDX-License-Identifier: Apache-2.0
// One document under one key.
#include "center/app/kept_files.h"

#include "center/app/own_key.h"
#include "center/kernel/bytes.h"

namespace mingjing::app {

std::optional<std::string> mediaTypeOf(const std::string& bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
    if (bytes.starts_with("%PDF-")) return "application/pdf";
    return std::nullopt;
}

Result<Json> keepFile(CommandTransaction& transaction, const std::string& kind,
                      const std::string& bytes) {
    return sealApart(transaction, kind.c_str(), {{"base64", kernel::base64Url(bytes)}});
}

Result<std::string> readKeptFile(UnitOfWork& unit, Vault& vault, const Json& reference) {
    MJ_ASSIGN(const Json content, openApart(unit, vault, reference, "scan.erased"));
    const auto bytes = kernel::bytesOfBase64Url(content.value("base64", std::string()));
    if (!bytes) return Error::of(ErrorKind::DataLoss, "vault.damaged", reference.dump());
    return *bytes;
}

}  // namespace mingjing::app
