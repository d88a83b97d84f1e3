// SPDX-License-Identifier: Apache-2.0
// The faults of a storage that are known now: each is told once when it is found and once when it
// is over, also across restarts.
#pragma once

#include <functional>
#include <map>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "video/evidence/ledger.h"
#include "video/record/file_system.h"

namespace mingjing::video::record {

/// What is not as it was recorded. `what`: missing, unreadable, init_hash, shorter, fragment_hash,
/// longer, unaccounted; the same with `copy_` before it; foreign_file; journal_damaged;
/// row_missing, row_differs, row_unknown (the centre's index).
struct StorageFault {
    std::string what;
    std::string path;  ///< below the storage's root; what it is about when there is no file
    evidence::StreamKey key = {};
    kernel::Uuid segment = {};  ///< nil: none
    std::int64_t fragments = 0;
    std::int64_t first = 0;  ///< of the damaged fragments
    std::int64_t bytes = 0;
};

/// Thread-safe. Reports `storageFault` {id, what, path, camera, stream, segment, fragments, first,
/// bytes} and `storageFaultEnded` {id}. The id is made of what, path and storage, so that center
/// knows a fault again whatever became of this book.
class FaultBook {
public:
    using OnReport = std::function<void(const std::string& kind, const kernel::Json& body)>;
    /// Reads what was known from `path`; a damaged or missing book begins empty and what is still
    /// wrong is told again. `files` must outlive it.
    FaultBook(FileSystem& files, std::string path, std::string storage, OnReport onReport);

    /// What a look at something found, all of it: new faults are told, those of the same scope
    /// that were not found again are over.
    void settle(const std::string& scope, const std::vector<StorageFault>& found);
    /// Ends the scopes that `over` names; for what can no longer be looked at.
    void endScopes(const std::function<bool(const std::string& scope)>& over);

    [[nodiscard]] std::uint64_t size() const { return state_.lock()->known.size(); }
    /// How many of each kind.
    [[nodiscard]] std::map<std::string, std::uint64_t> kinds() const;

private:
    struct Known {
        std::string scope;
        std::string what;
    };
    struct State {
        std::map<std::string, Known> known;  ///< by id
    };
    void read();
    void save(const State& state) const;
    [[nodiscard]] std::string idOf(const StorageFault& fault) const;
    void tell(const std::string& id, const StorageFault& fault) const;

    FileSystem& files_;
    std::string path_;
    std::string storage_;
    OnReport onReport_;
    mutable kernel::Guarded<State> state_;
};

}  // namespace mingjing::video::record
