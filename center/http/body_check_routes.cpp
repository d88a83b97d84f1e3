// SPDX-License-Identifier: Apache-2.0
// Recordings of body checks: what stands between a person and them, and asking for them.
#include "center/app/body_checks.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::BodyCheckTerms;
using domain::Material;
using net::Response;

namespace {

constexpr std::int64_t kUntilUs = 4'102'444'800'000'000;  // the year 2100
constexpr std::int64_t kDecideBodyCheckUs = 24 * kernel::kHourUs;
constexpr int kMostCandidates = 200;

Status mayAsk(const app::Actor& actor) {
    const domain::Sight sight{Material::BodyCheck, domain::RoomClass::Restricted, {}, false};
    if (domain::whyMaySee(actor.staff, sight)) return {};
    return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
}

Json termsJson(const domain::Approval& approval, const BodyCheckTerms& terms) {
    return {{"approvalId", approval.id.text()},
            {"fromUs", terms.fromUs},
            {"state", !approval.decided  ? "open"
                      : approval.granted ? "granted"
                                         : "refused"},
            {"toUs", terms.toUs}};
}

/// Who was here then, as far as the caller may see them, and what the caller asked for of each.
Result<Json> candidates(House& house, const Call& call, app::UnitOfWork& unit, const Uuid& camera,
                        domain::Span span) {
    app::StayFilter filter;
    filter.which = app::StayFilter::Which::All;
    filter.limit = kMostCandidates;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    Json stays = Json::array();
    for (const app::StayRow& row : rows) {
        if (row.arrivedUs > span.toUs || row.departedUs.value_or(INT64_MAX) < span.fromUs) continue;
        const auto loaded = visibleStay(house, unit, call, row.id);
        if (!loaded.ok()) continue;
        Json asked = Json::array();
        for (const domain::Approval& approval : (*loaded)->stay.approvals)
            if (const auto terms = domain::bodyCheckTermsOf(approval);
                terms && terms->cameraId == camera && approval.requestedBy == call.actor.id())
                asked.push_back(termsJson(approval, *terms));
        stays.push_back({{"arrivedUs", row.arrivedUs},
                         {"asked", std::move(asked)},
                         {"id", row.id.text()},
                         {"number", row.number}});
    }
    return stays;
}

Result<Json> showBodyChecks(House& house, const Call& call, app::UnitOfWork& unit, Pages&) {
    MJ_TRY(mayAsk(call.actor));
    Query query(call.request);
    const domain::Span span{query.required("fromUs"), query.required("toUs")};
    MJ_TRY(query.done());
    const std::int64_t nowUs = house.clock.wall().us;
    MJ_ASSIGN(const auto openings, unit.bodyChecks().of(call.actor.id(), call.pathId()));
    Json open = Json::array();
    for (const domain::BodyCheckOpening& one : openings) {
        const BodyCheckTerms& terms = one.terms;
        if (isOpenFor(one, call.actor.staff, call.pathId(), terms.fromUs, terms.toUs, nowUs))
            open.push_back({{"approvalId", one.approvalId.text()},
                            {"fromUs", terms.fromUs},
                            {"toUs", terms.toUs},
                            {"untilUs", one.untilUs}});
    }
    MJ_ASSIGN(Json stays, candidates(house, call, unit, call.pathId(), span));
    return Json{{"open", std::move(open)}, {"stays", std::move(stays)}};
}

Result<Response> askBodyCheck(House& house, const Call& call) {
    MJ_TRY(mayAsk(call.actor));
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    BodyCheckTerms terms;
    terms.cameraId = fields.id("cameraId");
    terms.fromUs = fields.number("fromUs", 1, kUntilUs);
    terms.toUs = fields.number("toUs", 1, kUntilUs);
    terms.untilUs = fields.optionalNumber("untilUs", 1, kUntilUs).value_or(0);
    app::RequestBodyCheckView command;
    command.neededRole = *domain::parseWord<domain::Role>(
        fields.oneOf("neededRole", {"bureau_head", "legal_head"}, "legal_head"));
    command.reason = fields.text("reason", 500, 5);
    MJ_TRY(fields.done());
    const std::int64_t nowUs = house.clock.wall().us;
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
        MJ_TRY(app::checkBodyCheckView(*unit, call.actor.staff, loaded->stay, terms, nowUs));
    }
    command.terms = domain::toJson(terms);
    command.neededByUs = nowUs + kDecideBodyCheckUs;
    MJ_ASSIGN(const Json receipt,
              house.desk.requestBodyCheckView(call.actor, key, call.pathId(), command));
    return created(receipt);
}

}  // namespace

void addBodyCheckRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/cameras/{id}/body-checks",
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return showBodyChecks(house, call, unit, pages);
               }));
    router.add(
        "POST", "/api/v1/stays/{id}/body-check-views",
        guarded(house, {}, [&house](const Call& call) { return askBodyCheck(house, call); }));
}

}  // namespace mingjing::http
