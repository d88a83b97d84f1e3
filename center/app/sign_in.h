// SPDX-License-Identifier: Apache-2.0
// Who is at the keyboard: sign-in, its cookie, its end; the first administrator.
#pragma once

#include "center/app/actor.h"
#include "center/app/command_bus.h"
#include "center/app/passwords.h"

namespace mingjing::app {

inline constexpr std::int64_t kIdleLimitUs = 15 * kernel::kMinuteUs;
inline constexpr std::int64_t kAbsoluteLimitUs = 12 * kernel::kHourUs;
/// For so long after a sign-in with the password, badge and PIN are enough at a placed terminal.
inline constexpr std::int64_t kPasswordReachUs = 14 * kernel::kHourUs;

struct SignedIn {
    Actor actor;
    std::string token;  ///< only right after sign-in
    std::int64_t expiresUs = 0;
};

/// Thread-safe. Tokens have 256 random bits; only their hash is stored.
class SignIns {
public:
    SignIns(Database& database, CommandBus& bus, const kernel::Clock& clock);

    /// Fails with NotAuthenticated `sign_in.wrong` (never telling which part), or Exhausted.
    Result<SignedIn> signIn(const std::string& login, const std::string& password,
                            const std::string& peer);
    /// Who holds this cookie now: disabled staff, changed roles, idle and absolute limits count
    /// from this very request on. Fails with NotAuthenticated `sign_in.needed` or `sign_in.ended`.
    Result<SignedIn> find(const std::string& token, const std::string& peer, bool touch);
    Status signOut(const std::string& token, const Actor& actor);
    /// The next one at a shared desk, already known by badge and PIN (pins.h): the sign-in of
    /// `formerToken`, if it is one, ends with its views, and a new one begins that does not outlast
    /// the reach of the password. Fails with Precondition `switch.password_first`, or Forbidden
    /// `switch.administrator`.
    Result<SignedIn> switchTo(const domain::Staff& next, const std::string& formerToken,
                              const std::string& peer);
    Status changePassword(const Actor& actor, const std::string& token, const std::string& current,
                          const std::string& next);

    /// A token for the one-time link, valid for a day.
    Result<std::string> invite();
    Result<SignedIn> acceptInvitation(const std::string& invitation, const std::string& login,
                                      const std::string& name, const std::string& password,
                                      const std::string& peer);

private:
    /// What was found lately, until a second is over or staff or sign-ins changed.
    struct Found {
        domain::Staff staff;
        Uuid signInId;
        std::int64_t expiresUs = 0;
        std::int64_t generation = 0;
        kernel::MonoTime at;
    };
    std::optional<Found> foundLately(const Hash& token);
    Result<Found> findAnew(const Hash& token, bool touch);
    Result<SignedIn> open(UnitOfWork& unit, const domain::Staff& staff, const std::string& peer,
                          const char* how, std::int64_t mostUntilUs);
    Status end(UnitOfWork& unit, const std::string& token);
    Database& database_;
    CommandBus& bus_;
    const kernel::Clock& clock_;
    SignInThrottle throttle_;
    const std::string dummyHash_;  ///< unknown logins cost the same time
    kernel::Guarded<std::map<Hash, Found>> found_;
};

}  // namespace mingjing::app
