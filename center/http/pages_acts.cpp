// SPDX-License-Identifier: Apache-2.0
// Plain acts, what is due, requests, approvals and corrections for pages, in words.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "center/domain/json_read.h"
#include "center/domain/rules/stagger.h"
#include "center/domain/stays/body_checks.h"
#include "center/domain/stays/exports.h"
#include "center/http/pages.h"
#include "center/kernel/clock.h"

namespace mingjing::http {

using app::LoadedStay;
using domain::ActField;
using domain::FieldKind;
using domain::Note;

namespace {

constexpr std::int64_t kSoonUs = 5 * kernel::kMinuteUs;

/// Which rules tell the desk what to do next; the others only judge.
const std::map<std::string, std::string>& dueRules() {
    static const std::map<std::string, std::string> kinds{{"WAIT-05", "check"},
                                                          {"TIME-25", "meal"},
                                                          {"ENTR-13", "restraint_review"},
                                                          {"TIME-29", "request"},
                                                          {"TIME-21", "family_notice"},
                                                          {"TIME-23", "family_notice"},
                                                          {"WAIT-07", "risk_assessment"}};
    return kinds;
}

/// 7F3A-91C2: what the person keeps on a slip, and what finds the request again.
std::string receiptCode(const Uuid& request) {
    std::string hex;
    for (const char c : request.text())
        if (c != '-') hex += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return hex.substr(hex.size() - 8, 4) + "-" + hex.substr(hex.size() - 4);
}

bool isAnswered(const domain::Stay& stay, const Uuid& request) {
    const auto answers = stay.notesOf("RequestAnswered");
    return std::any_of(answers.begin(), answers.end(),
                       [&](const Note& note) { return note.id("requestId") == request; });
}

bool isCorrected(const LoadedStay& loaded, std::int64_t seq) {
    return std::any_of(loaded.events.begin(), loaded.events.end(), [&](const auto& event) {
        return event->type == domain::kEntryCorrected && event->body["ofSeq"] == seq;
    });
}

/// What a sealed field says, bare.
Json bareSealed(const Json& content) {
    for (const char* key : {"text", "answers", "marks"})
        if (content.contains(key)) return content[key];
    return content;
}

/// When something is due at the latest, and when the desk is asked for it if that is earlier.
struct Due {
    std::int64_t atUs = 0;
    std::optional<std::int64_t> asked;
};

Json dueJson(const app::Messages& messages, const std::string& kind, const Due& due,
             std::int64_t nowUs) {
    const std::int64_t dueUs = due.asked.value_or(due.atUs);
    Json json = {{"dueUs", dueUs},
                 {"kind", kind},
                 {"label", messages.zh("due." + kind)},
                 {"labelEn", messages.en("due." + kind)},
                 {"state", due.atUs <= nowUs          ? "over"
                           : dueUs - nowUs <= kSoonUs ? "soon"
                                                      : "ok"}};
    if (due.asked) json["latestUs"] = due.atUs;
    return json;
}

Json pair(const std::string& zh, const std::string& en) {
    return {{"value", zh}, {"valueEn", en}};
}

}  // namespace

std::string wordKey(const app::Messages& messages, const std::string& field,
                    const std::string& word) {
    const std::string own = "act.word." + field + "." + word;
    return messages.has(own) ? own : "act.word." + word;
}

Json fieldJson(const app::Messages& messages, const ActField& field) {
    const std::string key = "act.field." + field.name;
    Json json = {{"kind", domain::wordOf(field.kind)},
                 {"label", messages.zh(key)},
                 {"labelEn", messages.en(key)},
                 {"name", field.name},
                 {"required", field.required}};
    if (field.kind == FieldKind::Number) json["low"] = field.low;
    if (field.high > 0) json["high"] = field.high;
    for (const std::string& word : field.words) {
        const std::string own = wordKey(messages, field.name, word);
        json["words"].push_back(
            {{"label", messages.zh(own)}, {"labelEn", messages.en(own)}, {"word", word}});
    }
    return json;
}

Json Pages::saidValue(const ActField& field, const Json& value) {
    const app::Messages& words = house_.messages;
    const auto word = [&](const std::string& each) { return wordKey(words, field.name, each); };
    std::string zh, en;
    const auto add = [&](const std::string& z, const std::string& e) {
        zh += (zh.empty() ? "" : "、") + z;
        en += (en.empty() ? "" : ", ") + e;
    };
    if (value.is_null()) return pair("—", "—");
    switch (field.kind) {
        case FieldKind::Word:
            return pair(words.zh(word(value)), words.en(word(value)));
        case FieldKind::Words:
            for (const Json& each : value) add(words.zh(word(each)), words.en(word(each)));
            break;
        case FieldKind::Flag:
            return value.get<bool>() ? pair(words.zh("act.word.yes"), words.en("act.word.yes"))
                                     : pair(words.zh("act.word.no"), words.en("act.word.no"));
        case FieldKind::Staff:
            zh = directory_.member(domain::storedUuid(value))["name"];
            return pair(zh, zh);
        case FieldKind::Staffs:
            for (const Json& each : value) {
                const std::string name = directory_.member(domain::storedUuid(each))["name"];
                add(name, name);
            }
            break;
        case FieldKind::Room:
            zh = directory_.room(domain::storedUuid(value))["name"];
            return pair(zh, zh);
        case FieldKind::Time:
            zh = kernel::beijingTime(value.get<std::int64_t>());
            return pair(zh, zh);
        case FieldKind::Number:
            zh = std::to_string(value.get<std::int64_t>());
            return pair(zh, zh);
        case FieldKind::Answers:
            for (const auto& [question, answer] : value.items())
                if (answer != "no")
                    add(words.zh(word(question)) + "：" +
                            words.zh("act.word." + answer.get<std::string>()),
                        words.en(word(question)) + ": " +
                            words.en("act.word." + answer.get<std::string>()));
            if (zh.empty()) return pair(words.zh("act.word.none"), words.en("act.word.none"));
            break;
        case FieldKind::Marks:
            for (const Json& mark : value) {
                const std::string note = mark.value("note", "");
                const std::string side = mark.value("side", "front");
                const std::string kind = mark.value("kind", "other");
                add(words.zh("act.word." + side) + words.zh(word(kind)) +
                        (note.empty() ? "" : "（" + note + "）"),
                    words.en("act.word." + side) + " " + words.en(word(kind)) +
                        (note.empty() ? "" : " (" + note + ")"));
            }
            if (zh.empty()) return pair(words.zh("act.word.none"), words.en("act.word.none"));
            break;
        case FieldKind::Ref:
            zh = receiptCode(domain::storedUuid(value));
            return pair(zh, zh);
        case FieldKind::Text:
        case FieldKind::Label:
            zh = value.get<std::string>();
            return pair(zh, zh);
    }
    return pair(zh, en);
}

Json Pages::said(const std::vector<ActField>& fields, const domain::RecordedEvent& event) {
    Json all = Json::array();
    for (const ActField& field : fields) {
        Json value;
        if (event.body.contains(field.name)) value = event.body[field.name];
        if (const auto slot = event.disclosed.find(field.name); slot != event.disclosed.end())
            value = bareSealed(slot->second);
        if (value.is_null()) continue;
        Json item = saidValue(field, value);
        item["label"] = house_.messages.zh("act.field." + field.name);
        item["labelEn"] = house_.messages.en("act.field." + field.name);
        all.push_back(std::move(item));
    }
    return all;
}

Json Pages::saidCorrection(const domain::RecordedEvent& event) {
    const app::Messages& words = house_.messages;
    const Json of = {{"seq", event.body.value("ofSeq", 0)}};
    const std::string type = event.body.value("ofType", "");
    Json all = {{{"label", words.zh("said.entry", of)},
                 {"labelEn", words.en("said.entry", of)},
                 {"value", words.zh("event." + type)},
                 {"valueEn", words.en("event." + type)}}};
    const auto add = [&](const ActField& field, const Json& was, const Json& now) {
        const Json before = saidValue(field, was);
        const Json after = saidValue(field, now);
        const auto both = [&](const char* key, const std::string& wasWord,
                              const std::string& nowWord) {
            return fmt::format("{} {} → {} {}", wasWord, before[key].get<std::string>(), nowWord,
                               after[key].get<std::string>());
        };
        all.push_back({{"label", words.zh("act.field." + field.name)},
                       {"labelEn", words.en("act.field." + field.name)},
                       {"value", both("value", words.zh("said.was"), words.zh("said.now"))},
                       {"valueEn", both("valueEn", words.en("said.was"), words.en("said.now"))}});
    };
    const Json was = event.body.value("was", Json::object());
    const Json now = event.body.value("values", Json::object());
    for (const ActField& field : domain::correctableFields(type)) {
        if (now.contains(field.name)) add(field, was.value(field.name, Json()), now[field.name]);
        if (const auto slot = event.disclosed.find(field.name); slot != event.disclosed.end())
            add(field, Json(), bareSealed(slot->second));
    }
    ActField time;
    time.name = "happenedUs";
    time.kind = FieldKind::Time;
    if (event.body.contains("happenedUs")) add(time, event.body["wasUs"], event.body["happenedUs"]);
    if (const auto why = event.disclosed.find("why"); why != event.disclosed.end())
        all.push_back({{"label", words.zh("act.field.reason")},
                       {"labelEn", words.en("act.field.reason")},
                       {"value", why->second.value("text", "")}});
    return all;
}

Json Pages::doneAct(const Note& note, bool corrected) {
    const domain::RecordedEvent& event = note.event();
    const domain::PlainAct& act = *domain::plainActOfEvent(event.type);
    Json values = Json::object();
    for (const ActField& field : act.fields) {
        if (event.body.contains(field.name)) values[field.name] = event.body[field.name];
        if (const Json* content = note.sealed(field.name.c_str()))
            values[field.name] = bareSealed(*content);
    }
    if (!act.newId.empty()) values[act.newId] = note.id(act.newId.c_str()).text();
    return {{"act", act.name},
            {"atUs", event.happenedUs},
            {"by", directory_.member(event.actor)},
            {"corrected", corrected},
            {"enteredUs", event.enteredUs},
            {"label", house_.messages.zh("act." + act.name)},
            {"labelEn", house_.messages.en("act." + act.name)},
            {"late", domain::isLateEntry(event.happenedUs, event.enteredUs)},
            {"said", said(act.fields, event)},
            {"seq", event.seq},
            {"values", values}};
}

Json Pages::openRequests(const domain::Stay& stay) {
    Json all = Json::array();
    for (const Note& note : stay.notesOf("PersonRequested")) {
        const Uuid id = note.id("requestId");
        if (isAnswered(stay, id)) continue;
        const std::string key = wordKey(house_.messages, "kind", note.word("kind"));
        Json request = {{"atUs", note.atUs()},
                        {"kind", note.word("kind")},
                        {"label", house_.messages.zh(key)},
                        {"labelEn", house_.messages.en(key)},
                        {"receipt", receiptCode(id)},
                        {"requestId", id.text()}};
        if (const Json* text = note.sealed("text")) request["text"] = text->value("text", "");
        all.push_back(std::move(request));
    }
    return all;
}

Result<Json> Pages::dueItems(const domain::Stay& stay, const std::vector<app::FindingRow>& findings,
                             const domain::Settings& settings) {
    const std::int64_t nowUs = house_.clock.wall().us;
    std::map<std::string, Due> due;  // the earliest of a kind
    const auto consider = [&](const std::string& kind, std::int64_t atUs,
                              std::optional<std::int64_t> asked = std::nullopt) {
        const auto [known, fresh] = due.try_emplace(kind, Due{atUs, asked});
        if (!fresh && atUs < known->second.atUs) known->second = {atUs, asked};
    };
    if (!stay.departure) {
        MJ_ASSIGN(const auto deadlines, unit_.work().deadlinesOf(stay.id));
        for (const app::Deadline& deadline : deadlines)
            if (const auto rule = dueRules().find(deadline.rule); rule != dueRules().end())
                consider(rule->second, deadline.dueUs,
                         rule->second == "check"
                             ? domain::askedForUs(stay.id, deadline.subject, deadline.dueUs,
                                                  settings.checkStaggerPercent)
                             : std::nullopt);
        for (const app::FindingRow& finding : findings)
            if (const auto rule = dueRules().find(finding.rule);
                rule != dueRules().end() && finding.status == "to_review" && !finding.untilUs)
                consider(rule->second, finding.atUs);
        for (const domain::Approval& approval : stay.approvals)
            if (!approval.decided) consider("approval", approval.neededByUs);
    }
    Json all = Json::array();
    for (const auto& [kind, moment] : due)
        all.push_back(dueJson(house_.messages, kind, moment, nowUs));
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) {
        return a["dueUs"].get<std::int64_t>() < b["dueUs"].get<std::int64_t>();
    });
    return all;
}

/// What leaves the centre, for whoever decides it.
void Pages::addExport(const domain::Stay& stay, const domain::Approval& approval, Json& json) {
    // Who decides on the others must know as much of the export as who decides on its purpose.
    const domain::Approval* of = &approval;
    if (approval.about == domain::kExportOthersApproval) {
        const auto id = Uuid::parse(approval.terms.value("exportId", ""));
        if (const auto* main = id ? stay.findApproval(*id) : nullptr) of = main;
        json["others"] = Json::array();
        for (const Json& other : approval.terms.value("stays", Json::array()))
            if (const auto otherId = Uuid::parse(other.get<std::string>()))
                if (const auto loaded = house_.stays.find(unit_, *otherId); loaded.ok())
                    json["others"].push_back((*loaded)->stay.number);
    }
    const auto terms = domain::exportTermsOf(*of);
    if (!terms) return;
    Json cameras = Json::array();
    for (const app::CameraRow& camera : directory_.cameras)
        if (std::find(terms->cameras.begin(), terms->cameras.end(), camera.id) !=
            terms->cameras.end())
            cameras.push_back({{"id", camera.id.text()}, {"name", camera.name}});
    json["export"] = {{"cameras", std::move(cameras)},
                      {"defence", terms->defence},
                      {"fromUs", terms->fromUs},
                      {"recipient", terms->recipient},
                      {"recipientName", approval.recipient},
                      {"toUs", terms->toUs},
                      {"withKeys", terms->withKeys},
                      {"withRecord", terms->withRecord}};
    if (terms->recipientId) json["export"]["recipientFingerprint"] = terms->recipientFingerprint;
}

/// What would be looked at, for whoever decides it.
void Pages::addBodyCheck(const domain::Approval& approval, Json& json) {
    const auto terms = domain::bodyCheckTermsOf(approval);
    if (!terms) return;
    json["bodyCheck"] = {{"fromUs", terms->fromUs}, {"toUs", terms->toUs}};
    for (const app::CameraRow& camera : directory_.cameras)
        if (camera.id == terms->cameraId)
            json["bodyCheck"]["camera"] = {{"id", camera.id.text()}, {"name", camera.name}};
    if (approval.decided && approval.granted)
        json["bodyCheck"]["untilUs"] = domain::openUntilUs(*terms, approval.decided->atUs);
}

Json Pages::approval(const domain::Stay& stay, const domain::Approval& approval,
                     const app::Actor& reader) {
    const bool mayDecide = !approval.decided && reader.staff.roles.contains(approval.neededRole) &&
                           approval.requestedBy != reader.id();
    Json json = {{"about", approval.about},
                 {"displayName", shortened(stay.identity ? stay.identity->value("name", "") : "")},
                 {"id", approval.id.text()},
                 {"mayDecide", mayDecide},
                 {"neededByUs", approval.neededByUs},
                 {"neededRole", domain::wordOf(approval.neededRole)},
                 {"number", stay.number},
                 {"requestedAtUs", approval.requested.atUs},
                 {"requestedBy", directory_.member(approval.requestedBy)},
                 {"state", !approval.decided  ? "open"
                           : approval.granted ? "granted"
                                              : "refused"},
                 {"stayId", stay.id.text()},
                 {"urgent", approval.urgent}};
    if (!approval.reason.empty()) json["reason"] = approval.reason;
    for (const char* key : {"limitH", "grounds"})
        if (approval.terms.contains(key)) json[key] = approval.terms[key];
    addExport(stay, approval, json);
    addBodyCheck(approval, json);
    if (!approval.decided) return json;
    json["decidedAtUs"] = approval.decided->atUs;
    json["decidedBy"] = directory_.member(approval.decidedBy);
    json["late"] = approval.decided->atUs > approval.neededByUs;
    if (!approval.decisionReason.empty()) json["decisionReason"] = approval.decisionReason;
    return json;
}

Status Pages::addActs(const LoadedStay& loaded, const app::Actor& reader, Json& detail) {
    const domain::Stay& stay = loaded.stay;
    for (const char* key : {"acts", "allowedActs", "approvals", "bases"})
        detail[key] = Json::array();
    for (auto note = stay.notes.rbegin(); note != stay.notes.rend(); ++note)
        detail["acts"].push_back(doneAct(*note, isCorrected(loaded, note->event().seq)));
    for (const domain::PlainAct& act : domain::plainActs())
        if (reader.can(act.ability) && !domain::actRefusal(stay, act))
            detail["allowedActs"].push_back(act.name);
    for (const domain::Approval& each : stay.approvals)
        detail["approvals"].push_back(approval(stay, each, reader));
    for (const domain::LegalBasis& basis : stay.bases)
        detail["bases"].push_back({{"basis", basisJson(basis)}, {"sinceUs", basis.moment.atUs}});
    detail["openRequests"] = openRequests(stay);
    return {};
}

void Pages::addCorrections(const LoadedStay& loaded, const domain::RecordedEvent& event,
                           Json& item) {
    if (event.type == domain::kEntryCorrected) return;
    Json fields = Json::array();
    Json values = Json::object();
    const auto& correctable = domain::correctableFields(event.type);
    for (const ActField& field : correctable) {
        fields.push_back(fieldJson(house_.messages, field));
        if (event.body.contains(field.name)) values[field.name] = event.body[field.name];
        if (const auto slot = event.disclosed.find(field.name); slot != event.disclosed.end())
            values[field.name] = bareSealed(slot->second);
    }
    for (const auto& other : loaded.events) {
        if (other->type != domain::kEntryCorrected || other->body["ofSeq"] != event.seq) continue;
        item["correctedBy"].push_back(other->seq);
        if (const auto us = other->body.find("happenedUs"); us != other->body.end())
            item["correctedHappenedUs"] = *us;
        const Json better = other->body.value("values", Json::object());
        for (const auto& [key, value] : better.items()) values[key] = value;
        for (const auto& [slot, content] : other->disclosed)
            if (slot != "why") values[slot] = bareSealed(content);
    }
    item["correctable"] = fields;
    item["values"] = values;
}

}  // namespace mingjing::http
