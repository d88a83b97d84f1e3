// SPDX-License-Identifier: Apache-2.0
// One document under one key.
#include "center/app/kept_files.h"

#include "center/domain/json_read.h"
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
    const Uuid own = Uuid::make(transaction.nowUs());
    UnitOfWork& unit = transaction.unit();
    Vault& vault = transaction.vault();
    MJ_TRY(vault.makeKey(unit, own, transaction.nowUs()));
    MJ_ASSIGN(Json reference, vault.put(unit, own, {kind, {{"base64", kernel::base64Url(bytes)}}},
                                        transaction.nowUs()));
    reference["key"] = own.text();
    return reference;
}

Result<std::string> readKeptFile(UnitOfWork& unit, Vault& vault, const Json& reference) {
    MJ_ASSIGN(const auto documents, vault.openAll(unit, domain::readUuid(reference, "key")));
    const auto document = documents.find(domain::readUuid(reference, "id"));
    if (document == documents.end())
        return Error::of(ErrorKind::DataLoss, "vault.damaged", reference.dump());
    if (!document->second.content) return Error::of(ErrorKind::NotFound, "scan.erased");
    const auto bytes =
        kernel::bytesOfBase64Url(document->second.content->value("base64", std::string()));
    if (!bytes) return Error::of(ErrorKind::DataLoss, "vault.damaged", reference.dump());
    return *bytes;
}

}  // namespace mingjing::app
