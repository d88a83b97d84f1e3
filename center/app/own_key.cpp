// SPDX-License-Identifier: Apache-2.0
// One new key for one document.
#include "center/app/own_key.h"

#include "center/domain/json_read.h"

namespace mingjing::app {

Result<Json> sealApart(CommandTransaction& transaction, const char* kind, const Json& content) {
    UnitOfWork& unit = transaction.unit();
    const std::int64_t nowUs = transaction.nowUs();
    const Uuid own = Uuid::make(nowUs);
    MJ_TRY(transaction.vault().makeKey(unit, own, nowUs));
    MJ_ASSIGN(Json reference, transaction.vault().put(unit, own, {kind, content}, nowUs));
    reference["key"] = own.text();
    return reference;
}

Result<Json> openApart(UnitOfWork& unit, Vault& vault, const Json& reference, const char* erased) {
    MJ_ASSIGN(const auto documents, vault.openAll(unit, domain::readUuid(reference, "key")));
    const auto document = documents.find(domain::readUuid(reference, "id"));
    if (document == documents.end())
        return Error::of(ErrorKind::DataLoss, "vault.damaged", reference.dump());
    if (!document->second.content) return Error::of(ErrorKind::NotFound, erased);
    return *document->second.content;
}

}  // namespace mingjing::app
