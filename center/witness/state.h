// SPDX-License-Identifier: Apache-2.0
// The folder of a witness: its own key, the centre's pinned key, the newest head, refusals.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/kernel/record_log.h"

namespace mingjing::witness {

/// A history that was refused, as it is kept for evidence.
struct Refusal {
    std::string code;                           ///< why, for example `log.head_previous`
    std::int64_t atUs = 0;                      ///< by our own clock
    std::optional<kernel::SignedHead> offered;  ///< nothing when not even a head was readable
    std::string answer;                         ///< the centre's own words, byte by byte
};

/// One process at a time; every write is durable before it returns. Files are readable text, so
/// that an office can show them without this program:
/// `witness.key` (0600), `centre.key`, `head.json`, `refusals/<time>/{kept,offered,reason}.json`,
/// and `refused`, which stands until a person has settled it.
class StateFolder {
public:
    /// Makes the folder and our own key where they are missing. Fails with Unavailable
    /// (`file.unwritable`, `witness.busy`) or DataLoss (`witness.key_damaged`).
    static kernel::Result<StateFolder> open(const std::string& folder);
    ~StateFolder();
    StateFolder(StateFolder&& other) noexcept;
    StateFolder& operator=(StateFolder&&) = delete;

    [[nodiscard]] const kernel::SigningKey& key() const { return key_; }
    /// 32 bytes; nothing before the first use.
    kernel::Result<std::optional<std::string>> pinnedKey() const;
    kernel::Status pin(const std::string& publicKey) const;
    /// Fails with DataLoss (`witness.head_damaged`): then nobody can say what was seen.
    kernel::Result<std::optional<kernel::SignedHead>> head() const;
    kernel::Status keep(const kernel::SignedHead& head) const;
    /// Evidence first, then the mark that stops everything. Where a refusal is marked already the
    /// evidence is added to it.
    kernel::Status refuse(const Refusal& refusal) const;
    /// The folder of the evidence; nothing when no refusal stands.
    kernel::Result<std::optional<std::string>> standingRefusal() const;
    /// A person has looked into it: who and why is kept with the evidence; with `accept` the
    /// refused head becomes the one that is kept. Fails with Precondition `witness.none_refused`
    /// or `witness.nothing_offered`.
    kernel::Status settle(const std::string& by, const std::string& why, bool accept,
                          std::int64_t nowUs) const;

private:
    StateFolder(std::string folder, int lock, kernel::SigningKey key)
        : folder_(std::move(folder)), lock_(lock), key_(std::move(key)) {}
    std::string folder_;
    int lock_;
    kernel::SigningKey key_;
};

}  // namespace mingjing::witness
