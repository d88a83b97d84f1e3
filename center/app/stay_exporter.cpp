// SPDX-License-Identifier: Apache-2.0
// Gathers what a stay's export holds.
#include "center/app/stay_exporter.h"

#include "center/app/audit.h"
#include "center/app/stay_loader.h"

namespace mingjing::app {

namespace {

Result<StayRow> findByIdOrNumber(UnitOfWork& unit, const std::string& which) {
    if (const auto id = Uuid::parse(which)) {
        MJ_ASSIGN(const auto row, unit.stays().find(*id));
        if (row) return *row;
    }
    StayFilter filter;
    filter.which = StayFilter::Which::All;
    filter.numberOrCase = which;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    for (const StayRow& row : rows)
        if (row.number == which) return row;
    return Error::of(ErrorKind::NotFound, "stay.not_found");
}

domain::ExportedDocument exported(const OpenedDocument& document,
                                  const std::set<std::string>& redacted) {
    domain::ExportedDocument out;
    out.id = document.sealed.id;
    out.version = document.sealed.version;
    out.kind = document.sealed.kind;
    out.salt = document.sealed.salt;
    out.erased = !document.sealed.ciphertext.has_value();
    if (!out.erased && !redacted.contains(out.kind)) out.stored = document.stored;
    return out;
}

}  // namespace

Result<Json> stayExport(UnitOfWork& unit, Vault& vault, const Secrets& secrets, const Uuid& stay,
                        const std::set<std::string>& redacted, std::int64_t nowUs) {
    MJ_ASSIGN(const StoredStay stored, readStay(unit, vault, stay));
    domain::StayExport content;
    content.stayId = stay;
    content.number = stored.loaded->stay.number;
    content.exportedUs = nowUs;
    content.events = stored.raw;
    // The person's file may hold documents of other stays: only what this stay's events name goes
    // out.
    for (const Uuid& id : namedDocuments(stored.loaded->events))
        if (const auto it = stored.documents.find(id); it != stored.documents.end())
            content.documents.push_back(exported(it->second, redacted));
    return domain::writeStayExport(content, secrets.signingKey);
}

Result<Json> exportStay(Database& database, Vault& vault, const Secrets& secrets,
                        const std::string& which, const std::set<std::string>& redacted,
                        std::int64_t nowUs) {
    MJ_ASSIGN(const auto unit, database.begin());
    MJ_ASSIGN(const StayRow row, findByIdOrNumber(*unit, which));
    MJ_ASSIGN(Json file, stayExport(*unit, vault, secrets, row.id, redacted, nowUs));
    MJ_TRY(audit(*unit, Actor::system(), nowUs, {"stay_exported", "stay", row.id, "", true}));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "export");
    return file;
}

}  // namespace mingjing::app
