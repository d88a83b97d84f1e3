// SPDX-License-Identifier: Apache-2.0
// Sealing field groups and opening them again; keys are per person file and per stay.
#pragma once

#include <map>
#include <string>

#include "center/app/ports.h"
#include "center/kernel/guarded.h"

namespace mingjing::app {

/// A document that was opened, or found to be sealed for good.
struct OpenedDocument {
    SealedDocument sealed;
    std::string stored;           ///< the bytes under the commitment; empty when erased
    std::optional<Json> content;  ///< nothing when erased
};

/// Thread-safe. Unwrapped keys stay in memory, bounded.
class Vault {
public:
    explicit Vault(std::string masterKey) : masterKey_(std::move(masterKey)) {}

    Status makeKey(UnitOfWork& unit, const Uuid& id, std::int64_t nowUs);
    /// Seals and stores; the answer is what the event carries: {commitment, id, kind, version}.
    Result<Json> put(UnitOfWork& unit, const Uuid& keyId, const domain::SealedDraft& draft,
                     std::int64_t nowUs);
    /// Every document under a key, by id. Fails with DataLoss when one is damaged.
    Result<std::map<Uuid, OpenedDocument>> openAll(UnitOfWork& unit, const Uuid& keyId);

    /// Small values outside documents (camera credentials, audit details), under the master key.
    [[nodiscard]] std::string sealSmall(const std::string& text, const std::string& context) const;
    [[nodiscard]] Result<std::string> openSmall(const std::string& sealed,
                                                const std::string& context) const;

private:
    Result<std::string> key(UnitOfWork& unit, const Uuid& id);
    const std::string masterKey_;
    kernel::Guarded<std::map<Uuid, std::string>> cache_;
};

}  // namespace mingjing::app
