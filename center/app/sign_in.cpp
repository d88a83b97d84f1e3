// SPDX-License-Identifier: Apache-2.0
// Sign-in and its limits.
#include "center/app/sign_in.h"

#include <algorithm>

#include "center/app/administration.h"
#include "center/app/audit.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

constexpr std::int64_t kTouchEveryUs = 30 * kernel::kSecondUs;
constexpr std::int64_t kFoundLatelyUs = kernel::kSecondUs;
constexpr std::size_t kMaxFound = 1000;
constexpr std::int64_t kInvitationLifeUs = 24 * kernel::kHourUs;

Hash tokenHash(const std::string& token) {
    return kernel::sha256("mingjing.sign-in\n" + token);
}

Error ended() {
    return Error::of(ErrorKind::NotAuthenticated, "sign_in.ended");
}

Status mustCommit(UnitOfWork& unit) {
    return unit.commit() == CommitResult::Committed
               ? Status()
               : Status(Error::of(ErrorKind::Unavailable, "db.unreachable", "sign-in"));
}

bool idlesOut(const domain::Staff& staff) {
    return !(staff.roles.size() == 1 && staff.roles.contains(domain::Role::Kiosk));
}

Actor actorOf(const domain::Staff& staff, const Uuid& signInId, const std::string& peer) {
    return {staff, domain::abilitiesOf(staff), signInId, peer};
}

}  // namespace

SignIns::SignIns(Database& database, CommandBus& bus, const kernel::Clock& clock)
    : database_(database),
      bus_(bus),
      clock_(clock),
      throttle_(clock),
      dummyHash_(hashPassword(kernel::randomBytes(16))) {}

Result<SignedIn> SignIns::open(UnitOfWork& unit, const domain::Staff& staff,
                               const std::string& peer, const char* how, std::int64_t mostUntilUs) {
    const std::int64_t nowUs = clock_.wall().us;
    SignedIn signedIn;
    signedIn.token = kernel::base64Url(kernel::randomBytes(32));
    signedIn.expiresUs = std::min(nowUs + kAbsoluteLimitUs, mostUntilUs);
    const Uuid id = Uuid::make(nowUs);
    signedIn.actor = actorOf(staff, id, peer);
    MJ_TRY(unit.access().putSignIn(
        {tokenHash(signedIn.token), id, staff.id, nowUs, nowUs, signedIn.expiresUs}));
    MJ_TRY(audit(unit, signedIn.actor, nowUs, {how, "staff", staff.id, "", true}));
    return signedIn;
}

Result<SignedIn> SignIns::signIn(const std::string& login, const std::string& password,
                                 const std::string& peer) {
    MJ_TRY(throttle_.mayTry(login, peer));
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto known, unit->access().findLogin(login));
    const std::string hash = known && !known->second.empty() ? known->second : dummyHash_;
    const bool right = passwordMatches(hash, password) && known && !known->second.empty();
    std::optional<domain::Staff> staff;
    if (right) {
        MJ_ASSIGN(staff, unit->directory().findStaff(known->first));
    }
    if (!staff || !staff->active) {
        throttle_.failed(login, peer);
        Actor nobody;
        nobody.peer = peer;
        MJ_TRY(audit(*unit, nobody, clock_.wall().us,
                     {"sign_in", "staff", known ? known->first : Uuid{}, "", false}));
        MJ_TRY(mustCommit(*unit));
        return Error::of(ErrorKind::NotAuthenticated, "sign_in.wrong");
    }
    throttle_.succeeded(login, peer);
    const std::int64_t nowUs = clock_.wall().us;
    MJ_ASSIGN(SignedIn signedIn, open(*unit, *staff, peer, "sign_in", nowUs + kAbsoluteLimitUs));
    MJ_TRY(unit->access().noteSignIn(staff->id, nowUs));
    MJ_TRY(mustCommit(*unit));
    return signedIn;
}

Status SignIns::end(UnitOfWork& unit, const std::string& token) {
    MJ_ASSIGN(const auto row, unit.access().findSignIn(tokenHash(token)));
    if (!row) return {};
    MJ_TRY(unit.access().deleteSignIn(row->tokenHash));
    return unit.access().closeViewsOf(row->staffId, row->id, clock_.wall().us);
}

Result<SignedIn> SignIns::switchTo(const domain::Staff& next, const std::string& formerToken,
                                   const std::string& peer) {
    if (next.roles.contains(domain::Role::Administrator))
        return Error::of(ErrorKind::Forbidden, "switch.administrator");
    const std::int64_t untilUs = next.lastSignInUs + kPasswordReachUs;
    if (clock_.wall().us >= untilUs) {
        Error error = Error::of(ErrorKind::Precondition, "switch.password_first");
        error.params = {{"hours", kPasswordReachUs / kernel::kHourUs}};
        return error;
    }
    MJ_ASSIGN(const auto unit, database_.begin());
    if (!formerToken.empty()) MJ_TRY(end(*unit, formerToken));
    MJ_ASSIGN(SignedIn signedIn, open(*unit, next, peer, "user_switched", untilUs));
    MJ_TRY(mustCommit(*unit));
    return signedIn;
}

Result<SignedIn> SignIns::find(const std::string& token, const std::string& peer, bool touch) {
    if (token.empty()) return Error::of(ErrorKind::NotAuthenticated, "sign_in.needed");
    const Hash hash = tokenHash(token);
    std::optional<Found> found = foundLately(hash);
    if (!found) {
        MJ_ASSIGN(found, findAnew(hash, touch));
    }
    return SignedIn{actorOf(found->staff, found->signInId, peer), "", found->expiresUs};
}

std::optional<SignIns::Found> SignIns::foundLately(const Hash& token) {
    auto all = found_.lock();
    const auto it = all->find(token);
    if (it == all->end()) return std::nullopt;
    const Found& found = it->second;
    const bool valid = found.generation == database_.generation() &&
                       clock_.mono().us - found.at.us < kFoundLatelyUs &&
                       clock_.wall().us < found.expiresUs;
    return valid ? std::optional(found) : std::nullopt;
}

Result<SignIns::Found> SignIns::findAnew(const Hash& token, bool touch) {
    // Before the reading: what changes meanwhile makes the finding out of date.
    Found found;
    found.generation = database_.generation();
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto row, unit->access().findSignIn(token));
    if (!row) return ended();
    MJ_ASSIGN(const auto staff, unit->directory().findStaff(row->staffId));
    const std::int64_t nowUs = clock_.wall().us;
    const bool idle = staff && idlesOut(*staff) && nowUs - row->seenUs > kIdleLimitUs;
    if (!staff || !staff->active || row->expiresUs <= nowUs || idle) {
        MJ_TRY(unit->access().deleteSignIn(token));
        MJ_TRY(unit->access().closeViewsOf(row->staffId, row->id, nowUs));
        MJ_TRY(mustCommit(*unit));
        return ended();
    }
    if (touch && nowUs - row->seenUs > kTouchEveryUs) {
        MJ_TRY(unit->access().touchSignIn(token, nowUs));
        MJ_TRY(mustCommit(*unit));
    }
    found.staff = *staff;
    found.signInId = row->id;
    found.expiresUs = row->expiresUs;
    found.at = clock_.mono();
    auto all = found_.lock();
    if (all->size() >= kMaxFound) all->clear();
    (*all)[token] = found;
    return found;
}

Status SignIns::signOut(const std::string& token, const Actor& actor) {
    MJ_ASSIGN(const auto unit, database_.begin());
    const std::int64_t nowUs = clock_.wall().us;
    MJ_TRY(unit->access().deleteSignIn(tokenHash(token)));
    MJ_TRY(unit->access().closeViewsOf(actor.id(), actor.signInId, nowUs));
    MJ_TRY(audit(*unit, actor, nowUs, {"sign_out", "staff", actor.id(), "", true}));
    return mustCommit(*unit);
}

Status SignIns::changePassword(const Actor& actor, const std::string& token,
                               const std::string& current, const std::string& next) {
    MJ_TRY(throttle_.mayTry(actor.staff.login, actor.peer));
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const std::string hash, unit->access().passwordHash(actor.id()));
    if (!passwordMatches(hash, current)) {
        throttle_.failed(actor.staff.login, actor.peer);
        return Error::invalid("current", "password.wrong");
    }
    if (Status weak = checkPassword(next, actor.staff.login); !weak.ok()) {
        Error error = weak.error();
        error.field = "next";
        return error;
    }
    MJ_TRY(unit->access().setPassword(actor.id(), hashPassword(next)));
    MJ_TRY(unit->access().deleteSignInsOf(actor.id(), tokenHash(token)));
    MJ_TRY(
        audit(*unit, actor, clock_.wall().us, {"password_changed", "staff", actor.id(), "", true}));
    return mustCommit(*unit);
}

Result<std::string> SignIns::invite() {
    const std::string token = kernel::base64Url(kernel::randomBytes(24));
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_TRY(unit->access().putInvitation(tokenHash(token), clock_.wall().us + kInvitationLifeUs));
    MJ_TRY(mustCommit(*unit));
    return token;
}

Result<SignedIn> SignIns::acceptInvitation(const std::string& invitation, const std::string& login,
                                           const std::string& name, const std::string& password,
                                           const std::string& peer) {
    MJ_TRY(throttle_.mayTry("invitation", peer));
    MJ_TRY(checkPassword(password, login));
    Uuid staffId;
    const auto made = bus_.runInternal([&](CommandTransaction& transaction) -> Result<Json> {
        MJ_ASSIGN(const bool valid, transaction.unit().access().useInvitation(tokenHash(invitation),
                                                                              transaction.nowUs()));
        if (!valid) return Error::of(ErrorKind::NotFound, "invitation.invalid");
        MJ_ASSIGN(staffId, addFirstAdministrator(transaction, login, name, password));
        return Json::object();
    });
    if (!made.ok()) {
        throttle_.failed("invitation", peer);
        return made.error();
    }
    return signIn(login, password, peer);
}

}  // namespace mingjing::app
