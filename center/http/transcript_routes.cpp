// SPDX-License-Identifier: Apache-2.0
// Transcripts: reading, beginning, typing, locking, signing; PINs and terminals to sign with.
#include "center/app/terminals.h"
#include "center/app/transcripts.h"
#include "center/http/act_route.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::size_t kMostEdits = 200;

struct Found {
    app::SharedStay loaded;
    const domain::Questioning* questioning = nullptr;
};

Result<Found> findQuestioning(House& house, const Call& call, app::UnitOfWork& unit) {
    MJ_TRY(mayReadTranscripts(call.actor));
    MJ_ASSIGN(const auto row, unit.stays().findQuestioning(call.pathId()));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    Found found;
    MJ_ASSIGN(found.loaded, visibleStay(house, unit, call, row->stayId));
    found.questioning = found.loaded->stay.findQuestioning(call.pathId());
    if (found.questioning == nullptr)
        return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    return found;
}

Result<Json> read(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const std::int64_t version = query.optionalNumber("version");
    MJ_TRY(query.done());
    MJ_ASSIGN(const Found found, findQuestioning(house, call, unit));
    return pages.transcript(*found.loaded, *found.questioning,
                            version > 0 ? std::optional(static_cast<int>(version)) : std::nullopt,
                            call.actor);
}

Result<Json> templates(House& house, const Call& call, app::UnitOfWork& unit) {
    MJ_ASSIGN(const Found found, findQuestioning(house, call, unit));
    Json items = Json::array();
    for (const auto* form : domain::templatesFor(found.loaded->stay, *found.questioning)) {
        const std::string key = "transcript.template." + form->name;
        items.push_back({{"label", house.messages.zh(key)},
                         {"labelEn", house.messages.en(key)},
                         {"lines", form->lines.size()},
                         {"name", form->name}});
    }
    return Json{{"items", items}};
}

/// A transcript is in Chinese, whatever language the page has (ADMPROC 73, CRIMPROC 203 to 206).
std::vector<std::string> wordsOf(const House& house, const domain::TranscriptTemplate& form,
                                 const std::string& unitName) {
    std::vector<std::string> words;
    for (const domain::TemplateLine& line : form.lines)
        words.push_back(line.code.empty() ? ""
                                          : house.messages.zh("transcript.line." + line.code,
                                                              {{"unit", unitName}}));
    return words;
}

Result<Response> begin(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::BeginTranscript command;
    command.form = domain::findTemplate(fields.text("template", 64));
    if (command.form == nullptr) fields.fail("template", "field.unknown_word");
    MJ_TRY(fields.done());
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const Directory directory, readDirectory(*unit));
        command.words = wordsOf(house, *command.form,
                                directory.unit(call.actor.staff.unitId).value("name", ""));
    }
    MJ_ASSIGN(const Json receipt,
              house.desk.beginTranscript(call.actor, key, call.pathId(), command));
    return created(receipt);
}

domain::LineEdit editOf(Fields& fields) {
    domain::LineEdit edit;
    edit.line = fields.id("line");
    edit.rev = static_cast<int>(fields.number("rev", 0, 1'000'000));
    edit.kind = fields.word<domain::LineKind>("kind");
    edit.after = fields.optionalId("after");
    edit.drop = fields.flag("drop");
    edit.text = fields.optionalText("text", 20'000);
    edit.fromUs = fields.number("fromUs", 1, kAnyTimeUs);
    edit.toUs = fields.number("toUs", 1, kAnyTimeUs);
    edit.keys = fields.number("keys", 0, 1'000'000);
    edit.pasted = fields.number("pasted", 0, 1'000'000);
    return edit;
}

Result<Response> write(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    std::vector<domain::LineEdit> edits;
    for (const Json& item : fields.array("edits", kMostEdits)) {
        Fields inner(item, "edits/" + std::to_string(edits.size()) + "/");
        edits.push_back(editOf(inner));
        if (const Status done = inner.done(); !done.ok())
            fields.fail(done.error().field, done.error().code.c_str(), done.error().params);
    }
    if (edits.empty()) fields.fail("edits", "field.required");
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt,
              app::writeTranscript(house.bus, call.actor, key, call.pathId(), edits));
    return created(receipt);
}

Result<Response> reopen(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string why = fields.text("reason", 400);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt, house.desk.reopenTranscript(call.actor, key, call.pathId(), why));
    return created(receipt);
}

/// A PIN is checked before anything is locked; it and the badge go no further than here.
Status readPin(House& house, const Call& call, Fields& fields, app::SignTranscript& command) {
    const std::string badge = fields.text("badge", 32);
    const std::string pin = fields.text("pin", 12);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const domain::Staff signer, house.pins.check(badge, pin, call.request.peer));
    command.staffId = signer.id;
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(command.terminalRoomId,
              app::terminalRoom(*unit, call.request.cookie(kTerminalCookie)));
    return {};
}

Result<Response> sign(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::SignTranscript command;
    command.how = fields.oneOf("how", {"pin", "paper", "refused"});
    if (command.how == "pin") {
        MJ_TRY(readPin(house, call, fields, command));
    } else {
        if (command.how == "paper") command.page = static_cast<int>(fields.number("page", 1, 500));
        command.reason = fields.optionalText("reason", 400);
        command.witness = fields.optionalText("witness", 60);
        command.signedUs = fields.optionalNumber("signedAtUs", 1, kAnyTimeUs);
        MJ_TRY(fields.done());
    }
    MJ_ASSIGN(const Json receipt,
              house.desk.signTranscript(call.actor, key, call.pathId(), command));
    return created(receipt);
}

Result<Response> setPin(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string password = fields.text("password", 256);
    const std::string pin = fields.text("pin", 64);
    MJ_TRY(fields.done());
    MJ_TRY(house.pins.set(call.actor, password, pin));
    return Response::noContent();
}

Result<Json> terminal(const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto room, app::terminalRoom(unit, call.request.cookie(kTerminalCookie)));
    Json json = Json::object();
    if (room) {
        const Json full = pages.directory().room(*room);
        json["room"] = {{"id", full["id"]}, {"name", full["name"]}};
    }
    return json;
}

Result<Response> placeTerminal(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const auto room = fields.optionalId("roomId");
    MJ_TRY(fields.done());
    const std::int64_t nowUs = house.clock.wall().us;
    std::string cookie = std::string(kTerminalCookie) + "=";
    const std::string rest = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";
    MJ_TRY(app::removeTerminal(house.database, call.actor, call.request.cookie(kTerminalCookie),
                               nowUs));
    if (room) {
        MJ_ASSIGN(const std::string token,
                  app::placeTerminal(house.database, call.actor, *room, nowUs));
        cookie += token + rest + std::to_string(400 * 24 * 3600);
    } else {
        cookie += rest + "0";
    }
    Response response = Response::noContent();
    response.headers.emplace_back("Set-Cookie", cookie);
    return response;
}

void addSigningRoutes(House& house, net::Router& router) {
    router.add("POST", "/api/v1/session/pin",
               guarded(house, {}, [&house](const Call& call) { return setPin(house, call); }));
    router.add("GET", "/api/v1/terminals/here",
               reading(house, {}, [](const Call& call, auto& unit, Pages& pages) {
                   return terminal(call, unit, pages);
               }));
    router.add("POST", "/api/v1/terminals/here",
               guarded(house, Ability::Administer,
                       [&house](const Call& call) { return placeTerminal(house, call); }));
}

app::LockTranscript lockOf(Fields& fields) {
    app::LockTranscript command;
    command.readBy = fields.oneOf("readBy", {"person", "officer", "interpreter"});
    command.outcome = fields.oneOf("outcome", {"agreed", "refused"});
    command.closing = fields.optionalText("closing", 400);
    command.startedUs = fields.number("startedAtUs", 1, kAnyTimeUs);
    command.endedUs = fields.number("endedAtUs", 1, kAnyTimeUs);
    return command;
}

}  // namespace

void addTranscriptRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/questionings/{id}/transcript";
    router.add("GET", path, reading(house, {}, [&house](const Call& c, auto& u, Pages& p) {
                   return read(house, c, u, p);
               }));
    router.add("GET", path + "/templates",
               reading(house, Ability::Question, [&house](const Call& c, auto& u, Pages&) {
                   return templates(house, c, u);
               }));
    const auto post = [&](const char* what, Result<Response> (*act)(House&, const Call&)) {
        router.add("POST", path + what,
                   guarded(house, Ability::Question,
                           [&house, act](const Call& call) { return act(house, call); }));
    };
    post("", begin);
    post("/lines", write);
    post("/reopening", reopen);
    post("/signatures", sign);
    addAct<app::LockTranscript>(house, router, path + "/lock", Ability::Question, lockOf,
                                &app::StayDesk::lockTranscript);
    addSigningRoutes(house, router);
}

}  // namespace mingjing::http
