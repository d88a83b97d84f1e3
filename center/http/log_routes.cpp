// SPDX-License-Identifier: Apache-2.0
// The log of record to look at, to prove from, and for other offices to watch; codes for displays.
#include <algorithm>

#include "center/app/audit.h"
#include "center/app/liveness.h"
#include "center/app/log_leaves.h"
#include "center/app/log_sequencer.h"
#include "center/http/reading.h"
#include "center/kernel/crypto.h"

namespace mingjing::http {

using domain::Ability;
using kernel::Hash;
using net::Request;
using net::Response;

namespace {

constexpr int kHeadsShown = 50;
constexpr std::int64_t kLongestSearchUs = 7 * 24 * kernel::kHourUs;

Json signedJson(const std::string& bytes, const std::string& signature) {
    return {{"head", bytes}, {"signature", kernel::base64Url(signature)}};
}

/// The signed bytes, and beside them what they say.
Json headJson(const kernel::SignedHead& signedHead) {
    Json json = signedJson(signedHead.bytes, signedHead.signature);
    json["counter"] = signedHead.head.counter;
    json["hash"] = kernel::hexOf(signedHead.hash);
    json["root"] = kernel::hexOf(signedHead.head.root);
    json["signedAtUs"] = signedHead.head.signedAtUs;
    json["size"] = signedHead.head.size;
    return json;
}

Json hexList(const std::vector<Hash>& hashes) {
    Json list = Json::array();
    for (const Hash& hash : hashes) list.push_back(kernel::hexOf(hash));
    return list;
}

Error noHead() {
    return Error::of(kernel::ErrorKind::NotFound, "log.no_head");
}

Result<std::int64_t> counterOf(const Request& request) {
    const std::string& given = request.pathValues.at("counter");
    const bool number = !given.empty() && given.size() < 16 &&
                        given.find_first_not_of("0123456789") == std::string::npos;
    if (!number) return Error::invalid("counter", "field.not_number");
    return std::stoll(given);
}

Result<Json> witnessesJson(app::UnitOfWork& unit, const Pages& pages) {
    MJ_ASSIGN(const auto witnesses, unit.log().witnesses());
    MJ_ASSIGN(const auto seen, unit.log().newestCountersignatures());
    Json list = Json::array();
    for (const app::LogWitnessRow& row : witnesses) {
        Json item = {{"addedAtUs", row.addedUs},
                     {"addedBy", pages.directory().member(row.addedBy)},
                     {"id", row.id.text()},
                     {"name", row.name},
                     {"publicKey", kernel::base64Url(row.publicKey)}};
        for (const app::LogCountersignatureRow& each : seen) {
            if (each.witnessId != row.id) continue;
            item["countersigned"] = {{"counter", each.seen.counter},
                                     {"hash", kernel::hexOf(each.seen.head)},
                                     {"receivedAtUs", each.receivedUs},
                                     {"seenAtUs", each.seen.seenAtUs},
                                     {"signature", kernel::base64Url(each.seen.signature)}};
        }
        list.push_back(std::move(item));
    }
    return list;
}

Json stampJson(const app::LogTimestampRow& row) {
    return {{"authority", row.authority}, {"counter", row.headCounter}, {"stampedAtUs", row.atUs}};
}

Result<Json> timestampsJson(House& house, app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto newest, unit.log().newestTimestamp());
    Json json = {{"on", house.timestamps.isOn()}};
    if (newest) json["newest"] = stampJson(*newest);
    const auto trouble = house.timestamps.trouble();
    if (!trouble) return json;
    addWords(house.messages, json, "trouble", trouble->code);
    json["troubleSinceUs"] = trouble->sinceUs;
    return json;
}

/// The first stamp over this head or a later one, as the authority sent it.
Result<Response> timestampOfCounter(House& house, const Request& request) {
    MJ_ASSIGN(const std::int64_t counter, counterOf(request));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, unit->log().timestampFrom(counter));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "timestamp.none");
    MJ_ASSIGN(const auto head, unit->log().findHead(row->headCounter));
    if (!head) return noHead();
    Json json = stampJson(*row);
    json["hash"] = kernel::hexOf(head->hash);
    json["reply"] = kernel::base64Url(row->reply);
    return Response::json(200, json);
}

Result<Json> overview(House& house, app::UnitOfWork& unit, const Pages& pages) {
    MJ_ASSIGN(const auto newest, unit.log().newestHead());
    MJ_ASSIGN(Json witnesses, witnessesJson(unit, pages));
    MJ_ASSIGN(Json timestamps, timestampsJson(house, unit));
    Json json = {{"heads", Json::array()},
                 {"publicKey", kernel::base64Url(house.secrets.signingKey.publicKey())},
                 {"serverTimeUs", house.clock.wall().us},
                 {"state", logState(house, newest)},
                 {"timestamps", std::move(timestamps)},
                 {"witnesses", std::move(witnesses)}};
    if (!newest) return json;
    const std::int64_t from = std::max<std::int64_t>(1, newest->head.counter - kHeadsShown + 1);
    MJ_ASSIGN(const auto rows, unit.log().heads(from, kHeadsShown));
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        MJ_ASSIGN(const auto head, kernel::readHead(row->bytes, row->signature));
        json["heads"].push_back(headJson(head));
    }
    return json;
}

Result<Response> newestHead(House& house) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto head, unit->log().newestHead());
    if (!head) return noHead();
    return Response::json(200, headJson(*head));
}

Result<Response> headOfCounter(House& house, const Request& request) {
    MJ_ASSIGN(const std::int64_t counter, counterOf(request));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto head, unit->log().findHead(counter));
    if (!head) return noHead();
    return Response::json(200, headJson(*head));
}

/// As they are stored, also when they are damaged: whoever asks checks them himself.
Result<Response> heads(House& house, const Request& request) {
    Query query(request);
    const std::int64_t from = query.required("from");
    const int limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto rows, unit->log().heads(from, limit));
    Json items = Json::array();
    for (const app::LogHeadRow& row : rows) items.push_back(signedJson(row.bytes, row.signature));
    return Response::json(200, {{"items", std::move(items)}});
}

Result<Response> consistency(House& house, const Request& request) {
    Query query(request);
    const std::int64_t from = query.optionalNumber("from");
    const std::int64_t to = query.optionalNumber("to");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto proof, app::proveConsistency(*unit, from, to));
    return Response::json(200, {{"from", from}, {"proof", hexList(proof)}, {"to", to}});
}

/// A stay may be named by its number, as people do.
Result<Uuid> stayOf(app::UnitOfWork& unit, const std::string& number) {
    app::StayFilter filter;
    filter.which = app::StayFilter::Which::All;
    filter.numberOrCase = number;
    filter.limit = 2;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    for (const app::StayRow& row : rows)
        if (row.number == number) return row.id;
    return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
}

Result<app::LogSubject> subjectIn(app::UnitOfWork& unit, Query& query) {
    app::LogSubject subject;
    subject.kind = query.oneOf("kind", {app::kTimelineLeaf, app::kAuditLeaf, app::kRecordingLeaf},
                               app::kTimelineLeaf);
    const std::string stay = query.text("stay", 32);
    const auto id = query.id("id");
    subject.subjectKind = query.text("of", 24);
    subject.seq = query.optionalNumber("seq");
    MJ_TRY(query.done());
    if (subject.kind == app::kAuditLeaf) {
        if (subject.seq == 0) return Error::invalid("seq", "field.required");
        subject.subjectKind.clear();
        return subject;
    }
    if (!stay.empty()) {
        subject.subjectKind = domain::kStayStream;
        MJ_ASSIGN(subject.subject, stayOf(unit, stay));
        return subject;
    }
    if (!id) return Error::invalid("id", "field.required");
    if (subject.subjectKind.empty()) return Error::invalid("of", "field.required");
    subject.subject = *id;
    return subject;
}

/// Ids and hashes of a stay, nothing that it says: no reading of the stay.
Result<Json> inclusion(const Call& call, app::UnitOfWork& unit) {
    Query query(call.request);
    const std::int64_t counter = query.optionalNumber("counter");
    MJ_ASSIGN(const auto subject, subjectIn(unit, query));
    MJ_ASSIGN(const auto proof, app::proveInclusion(unit, subject, counter));
    const kernel::SignedHead& head = proof.head;
    return Json{
        {"head", headJson(head)},
        {"holds", kernel::verifyInclusion(kernel::leafHash(proof.leaf.leaf), proof.leaf.position,
                                          head.head.size, proof.path, head.head.root)},
        {"leaf", proof.leaf.leaf},
        {"leafHash", kernel::hexOf(proof.leaf.hash)},
        {"path", hexList(proof.path)},
        {"position", proof.leaf.position}};
}

Result<Response> addWitness(House& house, const Call& call) {
    MJ_TRY(commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::LogWitnessRow row;
    row.name = fields.text("name", 64);
    const auto key = kernel::bytesOfBase64Url(fields.text("publicKey", 64));
    if (!key || key->size() != Hash{}.size()) fields.fail("publicKey", "log.witness_key");
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto known, unit->log().witnesses());
    row.publicKey = *key;
    // The same key again is the same witness: nothing is done twice.
    for (const app::LogWitnessRow& each : known)
        if (each.publicKey == row.publicKey) return created({{"id", each.id.text()}});
    row.addedUs = house.clock.wall().us;
    row.id = Uuid::make(row.addedUs);
    row.addedBy = call.actor.id();
    MJ_TRY(unit->log().putWitness(row));
    MJ_TRY(app::audit(*unit, call.actor, row.addedUs, {"witness_added", "witness", row.id, ""}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    return created({{"id", row.id.text()}});
}

Result<kernel::Countersignature> countersignatureIn(const std::string& text) {
    MJ_ASSIGN(const Json body, bodyObject(text));
    Fields fields(body);
    kernel::Countersignature seen;
    seen.counter = fields.number("counter", 1, INT64_MAX);
    const auto head = kernel::hashOfHex(fields.text("hash", 64));
    if (!head) fields.fail("hash", "log.hash_wanted");
    seen.publicKey = kernel::bytesOfBase64Url(fields.text("publicKey", 64)).value_or("");
    seen.seenAtUs = fields.number("seenAtUs", 1, INT64_MAX);
    seen.signature = kernel::bytesOfBase64Url(fields.text("signature", 128)).value_or("");
    MJ_TRY(fields.done());
    seen.head = *head;
    if (!kernel::verifyCountersignature(seen))
        return Error::invalid("signature", "log.countersignature_forged");
    return seen;
}

/// Nobody is signed in: the signature of a known witness is what counts.
Result<Response> countersignature(House& house, const Request& request) {
    MJ_ASSIGN(const auto seen, countersignatureIn(request.body));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto witnesses, unit->log().witnesses());
    const auto witness = std::find_if(witnesses.begin(), witnesses.end(), [&](const auto& each) {
        return each.publicKey == seen.publicKey;
    });
    if (witness == witnesses.end())
        return Error::of(kernel::ErrorKind::Forbidden, "log.unknown_witness");
    MJ_ASSIGN(const auto head, unit->log().findHead(seen.counter));
    if (!head || head->hash != seen.head) return Error::invalid("hash", "log.not_our_head");
    MJ_TRY(unit->log().putCountersignature({witness->id, seen, house.clock.wall().us}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    return Response::json(201, {{"witness", witness->name}});
}

/// A room by its id or its code, as the address of a display has it.
Result<domain::Room> roomOf(app::UnitOfWork& unit, const std::string& given) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const domain::Room& room : rooms)
        if (room.id.text() == given || room.code == given) return room;
    return Error::of(kernel::ErrorKind::NotFound, "room.unknown");
}

Result<Json> display(House& house, const Call& call, app::UnitOfWork& unit, const Pages& pages) {
    MJ_ASSIGN(const auto room, roomOf(unit, call.request.pathValues.at("room")));
    const std::int64_t nowUs = house.clock.wall().us;
    MJ_ASSIGN(const auto codes, app::codesOf(unit, room.id, nowUs));
    Json list = Json::array();
    for (const app::RoomCode& code : codes) list.push_back(codeJson(code));
    return Json{{"centreName", pages.directory().centreName},
                {"codes", std::move(list)},
                {"roomCode", room.code},
                {"roomName", room.name},
                {"serverTimeUs", nowUs}};
}

/// Around the time that was given, or back from now.
domain::Span searched(std::int64_t aboutUs, std::int64_t withinMinutes, std::int64_t nowUs) {
    if (aboutUs == 0) return {nowUs - app::kCodeSearchUs, nowUs};
    const std::int64_t widthUs = std::min(
        (withinMinutes == 0 ? 10 : withinMinutes) * kernel::kMinuteUs, kLongestSearchUs / 2);
    return {aboutUs - widthUs, std::min(aboutUs + widthUs, nowUs)};
}

Result<Json> checkCode(House& house, const Call& call, app::UnitOfWork& unit) {
    Query query(call.request);
    const std::string written = query.text("code", 64);
    const std::string room = query.text("room", 64);
    const std::int64_t aboutUs = query.optionalNumber("aboutUs");
    const std::int64_t within = query.optionalNumber("withinMinutes");
    MJ_TRY(query.done());
    MJ_ASSIGN(const std::string code, kernel::readLivenessCode(written));
    MJ_ASSIGN(const auto found, roomOf(unit, room));
    const domain::Span span = searched(aboutUs, within, house.clock.wall().us);
    MJ_ASSIGN(const auto proven, app::findCode(unit, code, found.id, span));
    Json json = {{"code", code},
                 {"fits", proven.has_value()},
                 {"roomName", found.name},
                 {"searchedFromUs", span.fromUs},
                 {"searchedUntilUs", span.toUs}};
    if (proven) {
        json["head"] = headJson(proven->head);
        json["slot"] = codeJson(*proven);
    }
    return json;
}

}  // namespace

Json logState(const House& house, const std::optional<kernel::SignedHead>& newest) {
    Json state = {{"state", "never"}};
    if (newest) {
        const std::int64_t ageUs = house.clock.wall().us - newest->head.signedAtUs;
        state = {{"counter", newest->head.counter},
                 {"signedAtUs", newest->head.signedAtUs},
                 {"size", newest->head.size},
                 {"state", std::abs(ageUs) <= app::kHeadMissedUs ? "ok" : "late"}};
    }
    const auto trouble = house.sequencer.trouble();
    if (!trouble) return state;
    addWords(house.messages, state, "trouble", trouble->code);
    state["troubleSinceUs"] = trouble->sinceUs;
    return state;
}

void addLogRoutes(House& house, net::Router& router) {
    const std::string log = "/api/v1/log";
    router.add("GET", log,
               reading(house, Ability::SeeAudit,
                       [&house](const Call&, auto& u, Pages& p) { return overview(house, u, p); }));
    // Hashes, times and signatures: an office that watches signs in nowhere.
    router.add("GET", log + "/heads/newest",
               plain(house, [&house](const Request&) { return newestHead(house); }));
    router.add("GET", log + "/heads/{counter}",
               plain(house, [&house](const Request& r) { return headOfCounter(house, r); }));
    router.add("GET", log + "/heads",
               plain(house, [&house](const Request& r) { return heads(house, r); }));
    router.add("GET", log + "/timestamps/{counter}",
               plain(house, [&house](const Request& r) { return timestampOfCounter(house, r); }));
    router.add("GET", log + "/consistency",
               plain(house, [&house](const Request& r) { return consistency(house, r); }));
    router.add("POST", log + "/countersignatures",
               plain(house, [&house](const Request& r) { return countersignature(house, r); }));
    router.add("GET", log + "/inclusion",
               reading(house, Ability::SeeAudit,
                       [](const Call& c, auto& u, Pages&) { return inclusion(c, u); }));
    router.add("POST", log + "/witnesses",
               guarded(house, Ability::Administer,
                       [&house](const Call& call) { return addWitness(house, call); }));
    router.add("GET", "/api/v1/displays/{room}",
               reading(house, Ability::SeeWall, [&house](const Call& c, auto& u, Pages& p) {
                   return display(house, c, u, p);
               }));
    router.add("GET", "/api/v1/liveness",
               reading(house, Ability::ReviewFindings, [&house](const Call& c, auto& u, Pages&) {
                   return checkCode(house, c, u);
               }));
}

}  // namespace mingjing::http
