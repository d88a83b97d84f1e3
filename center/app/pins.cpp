// SPDX-License-Identifier: Apache-2.0
// Setting and checking PINs.
#include "center/app/pins.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

constexpr std::size_t kLeastDigits = 6;
constexpr std::size_t kMostDigits = 12;

/// 111111, 123456, 654321: what everybody tries first.
bool isObvious(const std::string& pin) {
    const auto steps = [&](int by) {
        return std::adjacent_find(pin.begin(), pin.end(),
                                  [by](char a, char b) { return b - a != by; }) == pin.end();
    };
    return steps(0) || steps(1) || steps(-1);
}

Status checkForm(const std::string& pin) {
    const bool digits =
        std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < kLeastDigits || pin.size() > kMostDigits)
        return Error::invalid("pin", "pin.wrong_form",
                              {{"max", kMostDigits}, {"min", kLeastDigits}});
    if (isObvious(pin)) return Error::invalid("pin", "pin.obvious");
    return {};
}

}  // namespace

Pins::Pins(Database& database, const kernel::Clock& clock)
    : database_(database),
      clock_(clock),
      throttle_(clock),
      dummyHash_(hashPassword(kernel::randomBytes(16))) {}

Status Pins::set(const Actor& actor, const std::string& password, const std::string& pin) {
    MJ_TRY(throttle_.mayTry(actor.staff.login, actor.peer));
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const std::string hash, unit->access().passwordHash(actor.id()));
    if (!passwordMatches(hash, password)) {
        throttle_.failed(actor.staff.login, actor.peer);
        return Error::invalid("password", "password.wrong");
    }
    MJ_TRY(checkForm(pin));
    MJ_TRY(unit->access().setPin(actor.id(), hashPassword(pin), clock_.wall().us));
    MJ_TRY(audit(*unit, actor, clock_.wall().us, {"pin_set", "staff", actor.id(), "", true}));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable");
    return {};
}

Result<domain::Staff> Pins::check(const std::string& badge, const std::string& pin,
                                  const std::string& peer) {
    MJ_TRY(throttle_.mayTry(badge, peer));
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto staff, unit->directory().staff());
    const auto has = [&](const domain::Staff& member) {
        return member.active && !badge.empty() && member.badge == badge;
    };
    const auto member = std::find_if(staff.begin(), staff.end(), has);
    const bool one = std::count_if(staff.begin(), staff.end(), has) == 1;
    std::string hash;
    if (one) {
        MJ_ASSIGN(hash, unit->access().pinHash(member->id));
    }
    const bool right = passwordMatches(hash.empty() ? dummyHash_ : hash, pin) && !hash.empty();
    if (!right) {
        throttle_.failed(badge, peer);
        Actor nobody;
        nobody.peer = peer;
        MJ_TRY(audit(*unit, nobody, clock_.wall().us,
                     {"pin_refused", "staff", one ? member->id : Uuid{}, "", false}));
        if (unit->commit() != CommitResult::Committed)
            return Error::of(ErrorKind::Unavailable, "db.unreachable");
        return Error::invalid("pin", "pin.wrong");
    }
    throttle_.succeeded(badge, peer);
    return *member;
}

}  // namespace mingjing::app
