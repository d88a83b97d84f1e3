// SPDX-License-Identifier: Apache-2.0
// Two persons of different units before anything is watched otherwise.
#include "center/app/watching.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

using domain::WatchingTerms;

namespace {

constexpr std::size_t kToldDigits = 16;  ///< of the terms' hash, in the audit log

Status noteAct(UnitOfWork& unit, const Actor& actor, const char* action, const WatchingRow& row,
               std::int64_t nowUs) {
    const auto camera = Uuid::parse(row.scope);
    const std::string terms = kernel::hexOf(kernel::sha256(row.terms)).substr(0, kToldDigits);
    return audit(unit, actor, nowUs,
                 {action, camera ? "camera" : "room_kind", camera.value_or(Uuid{}),
                  camera ? "v" + std::to_string(row.version) + " " + terms
                         : row.scope + " v" + std::to_string(row.version),
                  true});
}

const WatchingRow* inState(const std::vector<WatchingRow>& rows, const char* state) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const WatchingRow& row) { return row.state == state; });
    return found == rows.end() ? nullptr : &*found;
}

Status replaceRow(UnitOfWork& unit, WatchingRow row, std::int64_t nowUs) {
    row.state = "replaced";
    if (row.approvedUs) row.replacedUs = nowUs;
    return unit.watching().note(row);
}

Result<Uuid> unitOf(UnitOfWork& unit, const Uuid& staff) {
    MJ_ASSIGN(const auto found, unit.directory().findStaff(staff));
    return found ? found->unitId : Uuid{};
}

/// The empty room of the version in force stays the reference until a new one is taken.
Status keepReference(UnitOfWork& unit, Vault& vault, const WatchingRow& row,
                     const WatchingRow* current, const std::string& given) {
    std::string picture = given;
    if (picture.empty()) {
        MJ_ASSIGN(const auto sealed, unit.watching().reference(row.scope, current->version));
        if (!sealed) return {};
        MJ_ASSIGN(picture, vault.openSmall(*sealed, referenceContext(row.scope, current->version)));
    }
    return unit.watching().putReference(
        row.scope, row.version, vault.sealSmall(picture, referenceContext(row.scope, row.version)));
}

Status checkDecider(UnitOfWork& unit, const Actor& actor, const WatchingRow& row) {
    if (row.by == actor.id()) return Error::of(ErrorKind::Forbidden, "watching.own");
    MJ_ASSIGN(const Uuid proposersUnit, unitOf(unit, row.by));
    if (proposersUnit == actor.staff.unitId)
        return Error::of(ErrorKind::Forbidden, "watching.same_unit");
    return {};
}

Json listOf(const std::vector<std::string>& checks) {
    Json list = Json::array();
    for (const std::string& check : checks) list.push_back(check);
    return list;
}

Error damagedSettings() {
    return Error::of(ErrorKind::DataLoss, "watching.damaged", "settings");
}

}  // namespace

Status maySetWatching(const Actor& actor) {
    if (actor.can(domain::Ability::Administer) || actor.can(domain::Ability::ReviewFindings))
        return {};
    return Error::of(ErrorKind::Forbidden, "ability.missing");
}

Result<WatchingRow> proposeWatching(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                    const WatchingWish& wish, std::int64_t nowUs) {
    MJ_ASSIGN(const auto rows, unit.watching().lock(wish.scope));
    const WatchingRow* current = inState(rows, "approved");
    const WatchingRow* open = inState(rows, "proposed");
    const std::int64_t inForce = current == nullptr ? 0 : current->version;
    if (open != nullptr && open->by != actor.id())
        return Error::of(ErrorKind::Conflict, "watching.open_proposal");
    if (open != nullptr && open->terms == wish.terms && wish.reference.empty()) return *open;
    if (wish.basedOn.value_or(inForce) != inForce)
        return Error::of(ErrorKind::Conflict, "watching.moved");
    if (current != nullptr && current->terms == wish.terms && wish.reference.empty())
        return Error::invalid(wish.basedOn ? "zones" : "checks", "watching.nothing_changed");
    if (open != nullptr) MJ_TRY(replaceRow(unit, *open, nowUs));
    WatchingRow row;
    row.scope = wish.scope;
    row.version = rows.empty() ? 1 : rows.front().version + 1;
    row.state = "proposed";
    row.terms = wish.terms;
    row.reason = vault.sealSmall(wish.reason, sealedReasonContext(row.scope, row.version));
    row.by = actor.id();
    row.atUs = nowUs;
    row.hasReference = !wish.reference.empty() || (current != nullptr && current->hasReference);
    MJ_TRY(unit.watching().add(row));
    if (row.hasReference) MJ_TRY(keepReference(unit, vault, row, current, wish.reference));
    MJ_TRY(noteAct(unit, actor, "watching_proposed", row, nowUs));
    return row;
}

Result<WatchingRow> decideWatching(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                   const std::string& scope, std::int64_t version,
                                   const std::string& rejectReason, std::int64_t nowUs) {
    const bool approves = rejectReason.empty();
    MJ_ASSIGN(const auto rows, unit.watching().lock(scope));
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const WatchingRow& row) { return row.version == version; });
    if (found == rows.end()) return Error::of(ErrorKind::NotFound, "watching.not_found");
    WatchingRow row = *found;
    const char* wanted = approves ? "approved" : "rejected";
    if (row.state == wanted && row.decidedBy == actor.id()) return row;
    if (row.state != "proposed") return Error::of(ErrorKind::Precondition, "watching.decided");
    MJ_TRY(checkDecider(unit, actor, row));
    if (const WatchingRow* current = inState(rows, "approved"); approves && current != nullptr)
        MJ_TRY(replaceRow(unit, *current, nowUs));
    row.state = wanted;
    row.decidedBy = actor.id();
    row.decidedUs = nowUs;
    if (approves)
        row.approvedUs = nowUs;
    else
        row.rejectReason = vault.sealSmall(rejectReason, sealedReasonContext(scope, version));
    MJ_TRY(unit.watching().note(row));
    MJ_TRY(noteAct(unit, actor, approves ? "watching_approved" : "watching_rejected", row, nowUs));
    return row;
}

Result<WatchingTerms> watchingTermsOf(const WatchingRow& row) {
    const auto json = kernel::parseJson(row.terms);
    if (!json.ok() || !json->is_object()) return damagedSettings();
    auto terms =
        domain::readWatching(json->value("zones", Json()), json->value("thresholds", Json()));
    if (!terms.ok()) return damagedSettings();
    return terms;
}

Result<std::vector<std::string>> checksOf(const WatchingRow& row) {
    const auto json = kernel::parseJson(row.terms);
    if (!json.ok() || !json->is_object()) return damagedSettings();
    auto checks = domain::readChecks(json->value("checks", Json()));
    if (!checks.ok()) return damagedSettings();
    return checks;
}

std::string keptTerms(const WatchingTerms& terms) {
    return kernel::canonicalOrDie(
        {{"thresholds", domain::thresholdsJson(terms)}, {"zones", domain::zonesJson(terms)}});
}

std::string keptChecks(const std::vector<std::string>& checks) {
    return kernel::canonicalOrDie({{"checks", listOf(checks)}});
}

std::string sealedReasonContext(const std::string& scope, std::int64_t version) {
    return "watching" + scope + ":" + std::to_string(version);
}

std::string referenceContext(const std::string& scope, std::int64_t version) {
    return "emptyRoom" + scope + ":" + std::to_string(version);
}

std::string observedPictureContext(const Uuid& observation) {
    return "observed" + observation.text();
}

std::string observedNoteContext(const Uuid& observation) {
    return "observedNote" + observation.text();
}

std::vector<std::string> WatchingInForce::checksOf(domain::RoomKind kind) const {
    const auto own = byScope.find(std::string(domain::wordOf(kind)));
    if (own == byScope.end()) return domain::usualChecks(kind);
    const auto checks = app::checksOf(own->second);
    return checks.ok() ? *checks : std::vector<std::string>{};
}

std::int64_t WatchingInForce::versionOf(const std::string& scope) const {
    const auto own = byScope.find(scope);
    return own == byScope.end() ? 0 : own->second.version;
}

Result<WatchingTerms> WatchingInForce::termsOf(const Uuid& camera) const {
    const auto own = byScope.find(camera.text());
    if (own == byScope.end()) return WatchingTerms{};
    return watchingTermsOf(own->second);
}

Result<Json> WatchingInForce::desiredOf(const Uuid& camera, domain::RoomKind kind) const {
    MJ_ASSIGN(const WatchingTerms terms, termsOf(camera));
    return Json{{"checks", listOf(checksOf(kind))},
                {"roomKind", domain::wordOf(kind)},
                {"thresholds", domain::thresholdsJson(terms)},
                {"version", versionOf(camera.text())},
                {"zones", domain::zonesJson(terms)}};
}

Result<WatchingInForce> watchingInForce(UnitOfWork& unit) {
    WatchingInForce all;
    MJ_ASSIGN(const auto rows, unit.watching().inState("approved"));
    for (const WatchingRow& row : rows) all.byScope[row.scope] = row;
    return all;
}

Status addWatching(UnitOfWork& unit, Json& certificate, domain::Span window) {
    for (Json& camera : certificate["cameras"]) {
        const auto scope = camera["cameraId"].get<std::string>();
        MJ_ASSIGN(auto rows, unit.watching().versions(scope));
        std::reverse(rows.begin(), rows.end());
        camera["watching"] = Json::array();
        camera["watchingVersion"] = 0;
        for (const WatchingRow& row : rows) {
            const bool within = row.approvedUs && *row.approvedUs < window.toUs &&
                                row.replacedUs.value_or(INT64_MAX) > window.fromUs;
            if (!within) continue;
            MJ_ASSIGN(const WatchingTerms terms, watchingTermsOf(row));
            camera["watchingVersion"] = row.version;
            camera["watching"].push_back({{"sinceUs", *row.approvedUs},
                                          {"thresholds", domain::thresholdsJson(terms)},
                                          {"version", row.version},
                                          {"zones", domain::zonesJson(terms)}});
        }
    }
    return {};
}

}  // namespace mingjing::app
