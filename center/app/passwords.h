// SPDX-License-Identifier: Apache-2.0
// Passwords: argon2id (RFC 9106), a policy of length alone, and throttling without lock-out.
#pragma once

#include <map>
#include <string>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "center/kernel/result.h"

namespace mingjing::app {

/// 64 MiB, 2 passes; the parameters are in the text, so they may grow later.
std::string hashPassword(const std::string& password);
bool passwordMatches(const std::string& hash, const std::string& password);
/// At least 15 characters (OWASP ASVS 5.0, 6.2.1), at most 256 bytes, not one of the obvious ones.
/// Fails with `password.too_short`, `password.too_long` or `password.obvious`.
kernel::Status checkPassword(const std::string& password, const std::string& login);

/// Slows guessing per (login, address) and per address; never locks an account for good.
/// Thread-safe.
class SignInThrottle {
public:
    explicit SignInThrottle(const kernel::Clock& clock) : clock_(clock) {}
    /// Fails with Exhausted (`sign_in.throttled`, params.retryAfterS).
    kernel::Status mayTry(const std::string& login, const std::string& peer);
    void failed(const std::string& login, const std::string& peer);
    void succeeded(const std::string& login, const std::string& peer);

private:
    struct Count {
        int failures = 0;
        std::int64_t untilUs = 0;
    };
    const kernel::Clock& clock_;
    kernel::Guarded<std::map<std::string, Count>> counts_;
};

}  // namespace mingjing::app
