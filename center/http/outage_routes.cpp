// SPDX-License-Identifier: Apache-2.0
// For when the system is away, and afterwards: numbered blank forms, what became of them, and when
// it was away.
#include <algorithm>

#include "center/app/audit.h"
#include "center/app/blank_forms.h"
#include "center/http/printing.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/print/blank_form.h"
#include "center/print/scan_reader.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr int kFormsShown = 500;
constexpr int kSpansRead = 1000;

Json blankFormJson(app::UnitOfWork& unit, const Directory& directory,
                   const app::BlankFormRow& row) {
    Json json = {{"batchId", row.batchId.text()},
                 {"id", row.id.text()},
                 {"number", row.number},
                 {"printedAtUs", row.printedUs},
                 {"printedByName", directory.member(row.printedBy)["name"]},
                 {"state", row.state}};
    if (row.settledUs) json["settledAtUs"] = *row.settledUs;
    if (row.settledBy) json["settledByName"] = directory.member(*row.settledBy)["name"];
    if (row.stayId) {
        json["stayId"] = row.stayId->text();
        if (const auto stay = unit.stays().find(*row.stayId); stay.ok() && *stay)
            json["stayNumber"] = (*stay)->number;
    }
    return json;
}

Result<Json> listForms(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const std::string state =
        query.oneOf("state", {"all", "blank", "used", "spoiled", "missing"}, "all");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto rows, unit.blankForms().list(state, kFormsShown));
    MJ_ASSIGN(const auto counts, unit.blankForms().counts());
    std::map<Uuid, std::map<Uuid, std::string>> reasons;  // by batch
    Json json = {{"counts", Json::object()}, {"items", Json::array()}};
    for (const char* each : {"blank", "used", "spoiled", "missing"})
        json["counts"][each] = counts.contains(each) ? counts.at(each) : 0;
    for (const app::BlankFormRow& row : rows) {
        Json item = blankFormJson(unit, pages.directory(), row);
        if (row.state == "spoiled" || row.state == "missing") {
            if (!reasons.contains(row.batchId)) {
                MJ_ASSIGN(reasons[row.batchId],
                          app::blankFormReasons(unit, house.vault, row.batchId));
            }
            item["reason"] = reasons[row.batchId][row.id];
        }
        json["items"].push_back(std::move(item));
    }
    return json;
}

Result<Response> numberForms(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const auto count = fields.number("count", 1, 50);
    const std::string language = fields.oneOf("language", {"zh", "en"}, "zh");
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json made,
              app::numberBlankForms(house.bus, call.actor, key, static_cast<int>(count), language));
    return created(made);
}

Result<Response> openForms(House& house, const Call& call) {
    MJ_ASSIGN(const auto batch, app::openBlankForms(house.bus, call.actor, call.pathId()));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    print::PrintedForm form =
        print::printBlankForms({house.messages, batch.language == "en", batch.numbers,
                                directory.centreName, call.actor.staff.name, house.clock.wall().us,
                                batch.copy, house.practice.isHere(), newestLogHead(*unit)});
    Response response;
    response.contentType = "application/pdf";
    response.body = std::move(form.pdf);
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
}

/// A scan that carries the code of another form is not this one's. One without a code may be: the
/// code can be torn off, and a PDF is not looked into.
Status checkFormCode(House& house, const app::AccountForBlankForm& command) {
    if (command.scan.mediaType == "application/pdf") return {};
    MJ_ASSIGN(const auto codes, print::readCodes(command.scan.bytes));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, unit->blankForms().find(command.formId));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "blank_form.not_found");
    for (const std::string& code : codes) {
        const std::string number = print::blankFormNumberOf(code);
        if (number.empty() || number == row->number) continue;
        Error error = Error::invalid("scan", "blank_form.other_number");
        error.params = {{"number", number}};
        return error;
    }
    return {};
}

Result<Response> account(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body, kMostFileBodyBytes));
    Fields fields(body);
    app::AccountForBlankForm command;
    command.formId = call.pathId();
    command.outcome = fields.oneOf("outcome", {"used", "spoiled", "missing"});
    const bool used = command.outcome == "used";
    std::optional<app::KeptFile> scan;
    if (used) {
        command.stayId = fields.id("stayId");
        scan = fileOf(fields, "scan", true);
    } else {
        command.reason = fields.text("reason", 500);
    }
    MJ_TRY(fields.done());
    if (scan) command.scan = *scan;
    if (used) MJ_TRY(checkFormCode(house, command));
    MJ_ASSIGN(const Json receipt, house.desk.accountForBlankForm(call.actor, key, command));
    return created(receipt);
}

Result<Json> listOutages(House& house, const Call& call, app::UnitOfWork& unit) {
    Query query(call.request);
    const std::int64_t nowUs = house.clock.wall().us;
    const std::int64_t fromUs = query.optionalNumber("fromUs");
    const std::int64_t askedUs = query.optionalNumber("toUs");
    MJ_TRY(query.done());
    const std::int64_t toUs = askedUs > 0 ? std::min(askedUs, nowUs) : nowUs;
    MJ_ASSIGN(const auto oldest, unit.uptime().oldest());
    MJ_ASSIGN(const auto spans, unit.uptime().within(fromUs, toUs, kSpansRead));
    Json json = {{"items", Json::array()},
                 {"truncated", spans.size() == static_cast<std::size_t>(kSpansRead)}};
    if (oldest) json["knownSinceUs"] = oldest->fromUs;
    auto outages = domain::outagesOf(spans, toUs);
    std::reverse(outages.begin(), outages.end());
    for (const domain::Outage& outage : outages)
        if (outage.toUs >= fromUs)
            json["items"].push_back(
                {{"cause", outage.cause}, {"fromUs", outage.fromUs}, {"toUs", outage.toUs}});
    return json;
}

}  // namespace

void addOutageRoutes(House& house, net::Router& router) {
    const std::string forms = "/api/v1/blank-forms";
    router.add("GET", forms,
               reading(house, Ability::LeadStay, [&house](const Call& c, auto& u, Pages& p) {
                   return listForms(house, c, u, p);
               }));
    router.add("POST", forms, guarded(house, Ability::LeadStay, [&house](const Call& call) {
                   return numberForms(house, call);
               }));
    router.add("GET", forms + "/{id}/print",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return openForms(house, call); }));
    router.add("POST", forms + "/{id}/account",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return account(house, call); }),
               kMostFileBodyBytes);
    router.add("GET", "/api/v1/outages",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages&) {
                   return listOutages(house, c, u);
               }));
}

}  // namespace mingjing::http
