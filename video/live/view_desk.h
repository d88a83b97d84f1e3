// SPDX-License-Identifier: Apache-2.0
// Who may watch what, and until when: views, their renewals, and the ones that were called back.
#pragma once

#include <map>
#include <set>

#include "center/kernel/guarded.h"
#include "center/kernel/media_token.h"

namespace mingjing::video::live {

/// Verifies tokens offline with the key that center sent. A view lives as long as its newest token
/// (at most a minute) and ends at once when center revokes it. Thread-safe.
class ViewDesk {
public:
    /// Replaces key and list of revoked views; both come with every `desired`.
    void configure(std::string publicKey, std::set<kernel::Uuid> revoked);

    /// Reads a bearer token. Fails with NotAuthenticated (missing, malformed, forged, expired,
    /// revoked), Forbidden (`media.other_use`, `media.other_camera`) or Unavailable (no key yet).
    kernel::Result<kernel::MediaGrant> read(const std::string& authorization,
                                            const std::string& use, const kernel::Uuid& camera,
                                            std::int64_t nowUs) const;
    /// Admits a live view. Fails with Exhausted when the view already has too many streams.
    kernel::Status open(const kernel::MediaGrant& grant);
    void close(const kernel::Uuid& view);
    /// Extends a view that is open. Fails with NotFound or Forbidden (token of another view).
    kernel::Status renew(const kernel::Uuid& view, const std::string& authorization,
                         std::int64_t nowUs);
    [[nodiscard]] bool alive(const kernel::Uuid& view, std::int64_t nowUs) const;
    [[nodiscard]] bool revoked(const kernel::Uuid& view) const;

private:
    struct Open {
        kernel::MediaGrant grant;
        int streams = 0;
    };
    struct State {
        std::string publicKey;
        std::set<kernel::Uuid> revoked;
        std::map<kernel::Uuid, Open> open;
    };
    static kernel::Result<kernel::MediaGrant> grantOf(const State& state,
                                                      const std::string& authorization,
                                                      std::int64_t nowUs);
    mutable kernel::Guarded<State> state_;
};

}  // namespace mingjing::video::live
