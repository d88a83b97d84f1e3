// SPDX-License-Identifier: Apache-2.0
// Tables vault_keys and documents: sealed bytes that are never overwritten, only erased.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutKey{"put_key", "INSERT INTO vault_keys (id, wrapped, created_us) VALUES (?, ?, ?)"};
const Query kReadKey{"read_key", "SELECT wrapped FROM vault_keys WHERE id = ?"};
const Query kPutDocument{"put_document",
                         "INSERT INTO documents (id, version, kind, key_id, salt, ciphertext, "
                         "created_us) VALUES (?, ?, ?, ?, ?, ?, ?)"};
const Query kDocumentsOfKey{"documents_of_key",
                            "SELECT id, version, kind, key_id, salt, ciphertext, created_us "
                            "FROM documents WHERE key_id = ? ORDER BY id, version"};
const Query kEraseDocument{"erase_document", "UPDATE documents SET ciphertext = NULL WHERE id = ?"};

std::string wrappedOf(const Row& row) {
    return row.bytes(0);
}

app::SealedDocument documentOf(const Row& row) {
    app::SealedDocument document;
    document.id = uuidAt(row, 0);
    document.version = row.number(1);
    document.kind = row.bytes(2);
    document.keyId = uuidAt(row, 3);
    document.salt = hashAt(row, 4);
    if (!row.isNull(5)) document.ciphertext = row.bytes(5);
    document.createdUs = row.number(6);
    return document;
}

}  // namespace

Status MysqlVaultStore::putKey(const Uuid& id, const std::string& wrapped, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kPutKey, params(id, wrapped, nowUs)));
    return {};
}

Result<std::optional<std::string>> MysqlVaultStore::readKey(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kReadKey, params(id)));
    return firstOf(rows, wrappedOf);
}

Status MysqlVaultStore::putDocument(const app::SealedDocument& d) {
    MJ_TRY(transaction_.execute(
        kPutDocument, params(d.id, d.version, d.kind, d.keyId, d.salt, d.ciphertext, d.createdUs)));
    return {};
}

Result<std::vector<app::SealedDocument>> MysqlVaultStore::documentsOfKey(const Uuid& keyId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kDocumentsOfKey, params(keyId)));
    return mapped(rows, documentOf);
}

Status MysqlVaultStore::eraseDocument(const Uuid& id) {
    MJ_ASSIGN(const std::int64_t erased, transaction_.execute(kEraseDocument, params(id)));
    if (erased == 0) return Error::of(ErrorKind::NotFound, "document.unknown", id.text());
    return {};
}

}  // namespace mingjing::db::repositories
