// SPDX-License-Identifier: Apache-2.0
// Signing a print by pen: taking the strokes, showing the signature.
#include <algorithm>

#include "center/app/audit.h"
#include "center/app/terminals.h"
#include "center/domain/stays/papers.h"
#include "center/http/printing.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"
#include "center/print/pen_picture.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::int64_t kMostPenMs = 10 * 60 * 1000;

/// `[[[x, y, ms], …], …]`; what is no such list is named by its place.
std::vector<domain::PenStroke> strokesOf(Fields& fields) {
    std::vector<domain::PenStroke> strokes;
    for (const Json& line : fields.array("strokes", domain::kMostPenStrokes)) {
        domain::PenStroke stroke;
        const bool list = line.is_array() && line.size() <= domain::kMostPenPoints;
        for (const Json& point : list ? line : Json::array({nullptr})) {
            const bool three = point.is_array() && point.size() == 3 &&
                               std::ranges::all_of(point, [](const Json& number) {
                                   return number.is_number_integer() &&
                                          std::abs(number.get<double>()) <= kMostPenMs;
                               });
            if (!three) {
                fields.fail("strokes/" + std::to_string(strokes.size()), "pen.not_a_stroke");
                return {};
            }
            stroke.push_back({point[0].get<int>(), point[1].get<int>(), point[2].get<int>()});
        }
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

/// Where this browser stands is where it is signed; a terminal cannot speak of another room.
Status placePen(House& house, const Call& call, app::SignByPen& command) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto here, app::terminalRoom(*unit, call.request.cookie(kTerminalCookie)));
    if (here && command.roomId && *here != *command.roomId)
        return Error::invalid("roomId", "pen.other_room");
    if (here) command.roomId = here;
    if (!command.refused && !command.roomId) return Error::invalid("roomId", "field.required");
    return {};
}

/// The very bytes of the print, made again: their hash and their pages.
Status readPrint(House& house, const Call& call, app::SignByPen& command) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    for (const auto& event : loaded->events) {
        if (event->seq != command.printSeq || event->type != domain::kFormPrinted) continue;
        if (event->body.value("form", "") == "transcript") MJ_TRY(mayReadTranscripts(call.actor));
        MJ_ASSIGN(const auto form, printed(house, *unit, *loaded, *event));
        command.printSha256 = kernel::hexOf(kernel::sha256(form.pdf));
        command.pages = form.pages;
        return {};
    }
    return Error::of(kernel::ErrorKind::NotFound, "print.not_found");
}

Result<app::SignByPen> penOf(Fields& fields) {
    app::SignByPen command;
    command.printSeq = fields.number("printSeq", 1, INT64_MAX);
    command.refused = fields.oneOf("how", {"pen", "refused"}) == "refused";
    command.roomId = fields.optionalId("roomId");
    if (command.refused) {
        command.reason = fields.text("reason", 400);
        command.witness = fields.text("witness", 60);
        command.happenedUs = fields.optionalNumber("happenedAtUs", 1, kAnyTimeUs);
    } else {
        command.shownSha256 = fields.text("printSha256", 64, 64);
        command.strokes = strokesOf(fields);
        if (!fields.flag("officerPresent")) fields.fail("officerPresent", "pen.nobody_present");
    }
    MJ_TRY(fields.done());
    return command;
}

Result<Response> signPrint(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    MJ_ASSIGN(auto command, penOf(fields));
    MJ_TRY(readPrint(house, call, command));
    MJ_TRY(placePen(house, call, command));
    if (!command.refused && !domain::strokesFault(command.strokes)) {
        MJ_ASSIGN(command.picture, print::penPicture(command.strokes));
    }
    MJ_ASSIGN(const Json receipt, house.desk.signByPen(call.actor, key, call.pathId(), command));
    return created(receipt);
}

Result<Response> showSignature(House& house, const Call& call) {
    MJ_TRY(mayRead(call.actor, domain::Material::Scan));
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    const auto entry = std::ranges::find_if(loaded->events, [&](const auto& event) {
        return event->seq == seq && event->type == domain::kFormSignedByPen &&
               event->body.value("how", "") == "pen";
    });
    if (entry == loaded->events.end())
        return Error::of(kernel::ErrorKind::NotFound, "pen.not_found");
    const auto picture = domain::penPictureOf(**entry);
    if (!picture) return Error::of(kernel::ErrorKind::NotFound, "scan.erased");
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"scan_read", "stay", call.pathId(), "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    Response response;
    response.body = *picture;
    response.contentType = "image/png";
    response.headers.emplace_back("Content-Disposition", "inline");
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    return response;
}

}  // namespace

void addPenRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/stays/{id}/pen-signatures";
    router.add("POST", path, guarded(house, Ability::LeadStay, [&house](const Call& call) {
                   return signPrint(house, call);
               }));
    router.add("GET", path, guarded(house, {}, [&house](const Call& call) {
                   return showSignature(house, call);
               }));
}

}  // namespace mingjing::http
