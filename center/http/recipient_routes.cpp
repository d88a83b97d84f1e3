// SPDX-License-Identifier: Apache-2.0
// Offices that receive packages encrypted to their certificate: list, add, confirm, retire.
#include "center/app/recipients.h"
#include "center/http/reading.h"

namespace mingjing::http {

using app::RecipientRow;
using domain::Ability;
using net::Response;

namespace {

constexpr int kMostRecipients = 500;
constexpr std::size_t kMostCertificate = 16'000;

const char* recipientState(const RecipientRow& row, const kernel::RecipientCertificate* read,
                           std::int64_t nowUs) {
    if (row.retiredUs) return "retired";
    if (read == nullptr || read->fingerprint != row.fingerprint) return "changed";
    if (!kernel::checkValidity(*read, nowUs).ok()) return "expired";
    return row.confirmedUs ? "confirmed" : "waiting";
}

Json recipientJson(const Directory& directory, const RecipientRow& row, std::int64_t nowUs) {
    const auto read = kernel::readRecipientCertificate(row.certificate);
    Json json = {{"addedAtUs", row.addedUs},
                 {"addedBy", directory.member(row.addedBy)},
                 {"fingerprint", kernel::hexOf(row.fingerprint)},
                 {"id", row.id.text()},
                 {"kind", row.kind},
                 {"name", row.name},
                 {"state", recipientState(row, read.ok() ? &*read : nullptr, nowUs)}};
    if (read.ok()) {
        json["key"] = read->key;
        json["subject"] = read->subject;
        json["validFromUs"] = read->validFromUs;
        json["validToUs"] = read->validToUs;
    }
    if (row.confirmedUs) {
        json["confirmedAtUs"] = *row.confirmedUs;
        json["confirmedBy"] = directory.member(*row.confirmedBy);
    }
    if (row.retiredUs) {
        json["retiredAtUs"] = *row.retiredUs;
        json["retiredBy"] = directory.member(*row.retiredBy);
    }
    return json;
}

/// For who keeps the list, and for who chooses from it; a certificate is no secret.
Result<Json> listRecipients(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    if (!needsOneOf(call.actor, {Ability::Administer, Ability::ConfirmRules}).ok())
        MJ_TRY(mayRead(call.actor, domain::Material::RecordingExport));
    MJ_ASSIGN(const auto rows, unit.recipients().list(kMostRecipients));
    Json items = Json::array();
    for (const RecipientRow& row : rows)
        items.push_back(recipientJson(pages.directory(), row, house.clock.wall().us));
    return Json{{"items", std::move(items)}};
}

Result<Response> addRecipient(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::RecipientWish wish;
    wish.kind = fields.oneOf("kind", {"procuratorate", "court", "supervision", "other_authority"});
    wish.name = fields.text("name", 60, 2);
    wish.certificate = fields.fileText("certificate", kMostCertificate);
    MJ_TRY(fields.done());
    const auto add = [&](app::CommandTransaction& act) -> Result<Json> {
        MJ_ASSIGN(const Uuid id, app::addRecipient(act.unit(), call.actor, wish, act.nowUs()));
        return Json{{"id", id.text()}};
    };
    MJ_ASSIGN(const Json answer, house.bus.run(call.actor, key, add));
    return Response::json(201, answer);
}

Result<Response> confirmRecipient(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string fingerprint = fields.fileText("fingerprint", 200);
    MJ_TRY(fields.done());
    const auto confirm = [&](app::CommandTransaction& act) -> Result<Json> {
        MJ_TRY(
            app::confirmRecipient(act.unit(), call.actor, call.pathId(), fingerprint, act.nowUs()));
        return Json::object();
    };
    MJ_TRY(house.bus.run(call.actor, key, confirm));
    return Response::noContent();
}

Result<Response> retireRecipient(House& house, const Call& call) {
    MJ_TRY(needsOneOf(call.actor, {Ability::Administer, Ability::ConfirmRules}));
    MJ_ASSIGN(const auto key, commandKey(call.request));
    const auto retire = [&](app::CommandTransaction& act) -> Result<Json> {
        MJ_TRY(app::retireRecipient(act.unit(), call.actor, call.pathId(), act.nowUs()));
        return Json::object();
    };
    MJ_TRY(house.bus.run(call.actor, key, retire));
    return Response::noContent();
}

}  // namespace

void addRecipientRoutes(House& house, net::Router& router) {
    const std::string recipients = "/api/v1/recipients";
    const auto act = [&](const std::string& path, std::optional<Ability> ability,
                         Result<Response> (*handler)(House&, const Call&)) {
        router.add("POST", recipients + path,
                   guarded(house, ability,
                           [&house, handler](const Call& call) { return handler(house, call); }));
    };
    router.add("GET", recipients,
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return listRecipients(house, call, unit, pages);
               }));
    act("", Ability::Administer, addRecipient);
    act("/{id}/confirmation", Ability::ConfirmRules, confirmRecipient);
    act("/{id}/retirement", std::nullopt, retireRecipient);
}

}  // namespace mingjing::http
