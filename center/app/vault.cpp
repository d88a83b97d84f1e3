// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM per document; the id and version are authenticated with it.
#include "center/app/vault.h"

#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

constexpr std::size_t kMaxCachedKeys = 10'000;

std::string contextOf(const SealedDocument& document) {
    return "mingjing.vault.v1\n" + document.id.bytes() + std::to_string(document.version);
}

}  // namespace

Status Vault::makeKey(UnitOfWork& unit, const Uuid& id, std::int64_t nowUs) {
    const std::string key = kernel::randomBytes(32);
    MJ_TRY(unit.vault().putKey(id, kernel::seal(masterKey_, key, id.bytes()), nowUs));
    return {};
}

Result<std::string> Vault::key(UnitOfWork& unit, const Uuid& id) {
    {
        auto cache = cache_.lock();
        if (const auto it = cache->find(id); it != cache->end()) return it->second;
    }
    MJ_ASSIGN(const auto wrapped, unit.vault().readKey(id));
    if (!wrapped) return Error::of(ErrorKind::DataLoss, "vault.no_key", id.text());
    MJ_ASSIGN(std::string key, kernel::unseal(masterKey_, *wrapped, id.bytes()));
    auto cache = cache_.lock();
    if (cache->size() >= kMaxCachedKeys) cache->clear();
    (*cache)[id] = key;
    return key;
}

Result<Json> Vault::put(UnitOfWork& unit, const Uuid& keyId, const domain::SealedDraft& draft,
                        std::int64_t nowUs) {
    MJ_ASSIGN(const std::string documentKey, key(unit, keyId));
    MJ_ASSIGN(const std::string stored, kernel::canonicalJson(draft.content));
    SealedDocument document;
    document.id = Uuid::make(nowUs);
    document.kind = draft.kind;
    document.keyId = keyId;
    document.salt = *kernel::hashOfBytes(kernel::randomBytes(32));
    document.createdUs = nowUs;
    document.ciphertext = kernel::seal(documentKey, stored, contextOf(document));
    MJ_TRY(unit.vault().putDocument(document));
    return Json{{"commitment", kernel::hexOf(kernel::commitmentOf(document.id, document.version,
                                                                  document.salt, stored))},
                {"id", document.id.text()},
                {"kind", document.kind},
                {"version", document.version}};
}

Result<std::map<Uuid, OpenedDocument>> Vault::openAll(UnitOfWork& unit, const Uuid& keyId) {
    std::map<Uuid, OpenedDocument> opened;
    MJ_ASSIGN(auto documents, unit.vault().documentsOfKey(keyId));
    if (documents.empty()) return opened;
    MJ_ASSIGN(const std::string documentKey, key(unit, keyId));
    for (SealedDocument& document : documents) {
        OpenedDocument open;
        if (document.ciphertext) {
            MJ_ASSIGN(open.stored,
                      kernel::unseal(documentKey, *document.ciphertext, contextOf(document)));
            // Our own bytes, as large as they were taken in.
            MJ_ASSIGN(open.content, kernel::parseJson(open.stored, open.stored.size()));
        }
        const Uuid id = document.id;
        open.sealed = std::move(document);
        opened.emplace(id, std::move(open));
    }
    return opened;
}

std::string Vault::sealSmall(const std::string& text, const std::string& context) const {
    return text.empty() ? "" : kernel::seal(masterKey_, text, "mingjing.small.v1\n" + context);
}

Result<std::string> Vault::openSmall(const std::string& sealed, const std::string& context) const {
    if (sealed.empty()) return std::string();
    return kernel::unseal(masterKey_, sealed, "mingjing.small.v1\n" + context);
}

}  // namespace mingjing::app
