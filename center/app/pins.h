// SPDX-License-Identifier: Apache-2.0
// Signing at somebody else's screen: a badge says who, a PIN that it is them. A PIN signs, and
// it changes the user of a placed terminal whom the password let in this shift; it opens nothing
// else.
#pragma once

#include "center/app/actor.h"
#include "center/app/passwords.h"
#include "center/app/ports.h"

namespace mingjing::app {

/// Thread-safe. Only argon2id hashes are stored; guessing is slowed per badge and address.
class Pins {
public:
    Pins(Database& database, const kernel::Clock& clock);

    /// Fails with InvalidInput at `password` (`password.wrong`) or `pin` (`pin.wrong_form`,
    /// `pin.obvious`).
    Status set(const Actor& actor, const std::string& password, const std::string& pin);
    /// Whose badge it is. Fails with InvalidInput at `pin` (`pin.wrong`, never telling which part),
    /// or Exhausted. A badge that two active members of staff have is nobody's.
    Result<domain::Staff> check(const std::string& badge, const std::string& pin,
                                const std::string& peer);

private:
    Database& database_;
    const kernel::Clock& clock_;
    SignInThrottle throttle_;
    const std::string dummyHash_;  ///< unknown badges cost the same time
};

}  // namespace mingjing::app
