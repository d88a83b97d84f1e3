// SPDX-License-Identifier: Apache-2.0
// Questionings, cameras and findings for pages.
#include <algorithm>

#include "center/app/centre_reader.h"
#include "center/app/certificates.h"
#include "center/domain/json_read.h"
#include "center/domain/questioning/presence.h"
#include "center/http/pages.h"

namespace mingjing::http {

using app::LoadedStay;

namespace {

constexpr std::int64_t kPlayBeforeUs = 10 * kernel::kSecondUs;
constexpr std::int64_t kPlayAfterUs = 120 * kernel::kSecondUs;

std::string attendeeName(const Directory& directory, const domain::Stay& stay,
                         const domain::Attendance& attendance) {
    if (attendance.function == domain::AttendeeFunction::Person)
        return stay.identity ? stay.identity->value("name", "") : stay.number;
    if (!attendance.name.empty()) return attendance.name;
    const auto member = directory.staff.find(attendance.attendeeId);
    return member == directory.staff.end() ? "" : member->second.name;
}

Json attendeesOf(const Directory& directory, const domain::Stay& stay,
                 const domain::Questioning& questioning) {
    std::map<Uuid, Json> byId;
    std::vector<Uuid> order;
    for (const Uuid& officer : questioning.namedOfficers) {
        byId[officer] = {{"attendeeId", officer.text()},
                         {"function", "officer"},
                         {"intervals", Json::array()},
                         {"name", directory.member(officer)["name"]},
                         {"named", true},
                         {"present", false}};
        order.push_back(officer);
    }
    for (const domain::Attendance& attendance : questioning.attendances) {
        if (!byId.contains(attendance.attendeeId)) order.push_back(attendance.attendeeId);
        Json& json = byId[attendance.attendeeId];
        json["attendeeId"] = attendance.attendeeId.text();
        json["function"] = domain::wordOf(attendance.function);
        json["name"] = attendeeName(directory, stay, attendance);
        Json interval = {{"fromUs", attendance.fromUs}};
        if (attendance.toUs) interval["toUs"] = *attendance.toUs;
        json["intervals"].push_back(interval);
        json["present"] = !attendance.toUs.has_value();
    }
    Json list = Json::array();
    for (const Uuid& id : order) list.push_back(byId[id]);
    return list;
}

}  // namespace

Result<Json> Pages::questioningSummary(const LoadedStay& loaded,
                                       const domain::Questioning& questioning) {
    const domain::Stay& stay = loaded.stay;
    MJ_ASSIGN(const auto findings, unit_.findings().ofStay(stay.id));
    const bool interrogation =
        isHeld(stay.role) && questioning.caseKind == domain::CaseKind::Criminal;
    Json json = {{"id", questioning.id.text()},
                 {"kind", interrogation ? "interrogation" : "questioning"},
                 {"openFindings", std::count_if(findings.begin(), findings.end(),
                                                [&](const auto& f) {
                                                    return f.status == "to_review" &&
                                                           f.questioningId == questioning.id;
                                                })},
                 {"ordinal", questioning.ordinal},
                 {"room", directory_.room(questioning.roomId)},
                 {"startedAtUs", questioning.startedUs},
                 {"state", questioning.endedUs ? "ended" : "running"},
                 {"stayId", stay.id.text()},
                 {"stayNumber", stay.number}};
    if (questioning.endedUs) json["endedAtUs"] = *questioning.endedUs;
    return json;
}

Json Pages::damagedSummary(const app::QuestioningRow& row, const app::StayRow& stay) {
    Json json = {{"damaged", true},
                 {"id", row.id.text()},
                 {"kind", row.kind},
                 {"openFindings", 0},
                 {"ordinal", row.ordinal},
                 {"room", directory_.room(row.roomId)},
                 {"startedAtUs", row.startedUs},
                 {"state", row.endedUs ? "ended" : "running"},
                 {"stayId", stay.id.text()},
                 {"stayNumber", stay.number}};
    if (row.endedUs) json["endedAtUs"] = *row.endedUs;
    return json;
}

Json Pages::camera(const app::CameraRow& row) {
    const auto room = directory_.rooms.find(row.roomId);
    const bool known = room != directory_.rooms.end();
    const auto status = house_.recording.camera(row.id, "main");
    Json recording = {
        {"cameraId", row.id.text()},
        {"hasAudio", status && status->hasAudio},
        {"name", row.name},
        {"state", known ? house_.recording.verdict(row.id, needsSound(room->second)) : "unknown"}};
    if (status && status->lastDurableUs > 0) recording["lastDurableUs"] = status->lastDurableUs;
    const bool permitted = known && permitsAnalysis(room->second);
    Json json = {{"active", row.active},
                 {"analysis", !permitted                          ? "not_permitted"
                              : house_.recording.watching(row.id) ? "watching"
                                                                  : "not_watching"},
                 {"audio", row.audio},
                 {"code", row.code},
                 {"hasCredentials", !row.credentials.empty()},
                 {"id", row.id.text()},
                 {"mainUrl", row.mainUrl},
                 {"name", row.name},
                 {"recording", recording},
                 {"room", directory_.room(row.roomId)},
                 {"transport", row.transport}};
    if (!row.subUrl.empty()) json["subUrl"] = row.subUrl;
    if (status) {
        json["fpsMilli"] = status->fpsMilli;
        json["kbps"] = status->kbps;
        json["driftUs"] = status->driftUs;
        if (status->lastDurableUs > 0) json["lastDurableUs"] = status->lastDurableUs;
    }
    return json;
}

Json Pages::recording(const domain::Room& room) {
    Json list = Json::array();
    for (const app::CameraRow& row : directory_.cameras)
        if (row.roomId == room.id && row.active) list.push_back(camera(row)["recording"]);
    return list;
}

Result<Json> Pages::questioning(const LoadedStay& loaded, const Uuid& id) {
    const domain::Stay& stay = loaded.stay;
    const domain::Questioning* questioning = stay.findQuestioning(id);
    if (questioning == nullptr)
        return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    const std::int64_t nowUs = house_.clock.wall().us;
    MJ_ASSIGN(domain::Centre centre, centreFor(stay));
    MJ_ASSIGN(const domain::RoomRecord record, recordOf(*questioning, nowUs));
    MJ_ASSIGN(const app::Certified certified,
              app::certificateOf(unit_, house_.recording, *questioning, nowUs));
    MJ_ASSIGN(const Json summary, questioningSummary(loaded, *questioning));
    MJ_ASSIGN(const Json findings, findingsOf(stay.id, id));
    Json json = {{"attendees", attendeesOf(directory_, stay, *questioning)},
                 {"caseKind", domain::wordOf(questioning->caseKind)},
                 {"certificate",
                  {{"coveredUs", certified.certificate.declaredCoveredUs},
                   {"neededUs", certified.certificate.declared.toUs - questioning->startedUs},
                   {"state", certified.state()}}},
                 {"findings", findings},
                 {"gaps", Json::array()},
                 {"marks", Json::array()},
                 {"recording", recording(centre.rooms[questioning->roomId])},
                 {"recordingTold", questioning->recordingTold},
                 {"rightsRead", questioning->rightsRead},
                 {"series", Json::array()},
                 {"staySeq", stay.seq},
                 {"summary", summary},
                 {"transcriptSigned", questioning->transcriptSigned},
                 {"unwatched", Json::array()}};
    if (auto legal = clock(stay, centre)) json["clock"] = *legal;
    if (!questioning->interruptedReason.empty())
        json["interruptedReason"] = questioning->interruptedReason;
    for (const domain::Mark& mark : questioning->marks) {
        Json item = {{"atUs", mark.moment.atUs},
                     {"byName", directory_.member(mark.by)["name"]},
                     {"kind", mark.kind}};
        if (!mark.note.empty()) item["note"] = mark.note;
        json["marks"].push_back(std::move(item));
    }
    const auto seen = domain::observedPersons(record);
    for (const auto& step : seen.at)
        json["series"].push_back({{"fromUs", step.fromUs}, {"persons", step.value}});
    if (!seen.at.empty() && !questioning->endedUs)
        json["observed"] = {
            {"confidenceMilli", record.counts.empty() ? 0 : record.counts.back().confidenceMilli},
            {"expected", domain::presence(*questioning, domain::isAnybody).valueAt(nowUs, 0)},
            {"persons", seen.at.back().value},
            {"sinceUs", seen.at.back().fromUs},
            {"watching", watched(questioning->roomId)}};
    MJ_TRY(addHoles(*questioning, json));
    return json;
}

/// What its page draws, a little beyond the marks.
Result<domain::RoomRecord> Pages::recordOf(const domain::Questioning& questioning,
                                           std::int64_t nowUs) {
    constexpr std::int64_t kMarginUs = 10 * kernel::kSecondUs;
    const auto room = directory_.rooms.find(questioning.roomId);
    if (room == directory_.rooms.end()) return domain::RoomRecord{};
    return app::readRoomRecord(
        unit_, house_.recording, room->second, directory_.cameras,
        {questioning.startedUs - kMarginUs, questioning.endedUs.value_or(nowUs) + kMarginUs});
}

bool Pages::watched(const Uuid& roomId) {
    return std::any_of(directory_.cameras.begin(), directory_.cameras.end(), [&](const auto& row) {
        return row.roomId == roomId && house_.recording.watching(row.id);
    });
}

/// Where nothing was recorded, and where nobody watched what was recorded.
Status Pages::addHoles(const domain::Questioning& questioning, Json& json) {
    const domain::Span within{questioning.startedUs,
                              questioning.endedUs.value_or(house_.clock.wall().us)};
    for (const app::CameraRow& row : directory_.cameras) {
        if (row.roomId != questioning.roomId) continue;
        MJ_ASSIGN(const auto gaps, unit_.recordings().gaps(row.id, "main", within));
        for (const app::GapRow& gap : gaps) {
            Json item = {{"cameraId", row.id.text()}, {"cause", gap.cause}, {"fromUs", gap.fromUs}};
            if (gap.toUs) item["toUs"] = *gap.toUs;
            json["gaps"].push_back(std::move(item));
        }
        MJ_ASSIGN(const auto unwatched, unit_.recordings().notWatched(row.id, within));
        for (const app::WatchRow& hole : unwatched)
            json["unwatched"].push_back({{"cameraId", row.id.text()},
                                         {"cause", hole.cause},
                                         {"fromUs", std::max(hole.fromUs, within.fromUs)},
                                         {"toUs", std::min(hole.toUs, within.toUs)}});
    }
    return {};
}

Result<Json> Pages::finding(const app::FindingRow& row) {
    MJ_ASSIGN(const auto stay, unit_.stays().find(row.stayId));
    Json json = {{"atUs", row.atUs},
                 {"id", row.id.text()},
                 {"provisional", row.provisional},
                 {"raisedAtUs", row.raisedUs},
                 {"rule", row.rule},
                 {"severity", row.severity},
                 {"status", row.status},
                 {"stayId", row.stayId.text()},
                 {"title", house_.messages.zh("rule." + row.rule + ".title")},
                 {"titleEn", house_.messages.en("rule." + row.rule + ".title")}};
    if (stay) json["stayNumber"] = stay->number;
    if (row.questioningId) json["questioningId"] = row.questioningId->text();
    if (row.roomId) json["room"] = directory_.room(*row.roomId);
    if (row.untilUs) json["untilUs"] = *row.untilUs;
    return json;
}

Result<Json> Pages::findingDetail(const app::FindingRow& row) {
    MJ_ASSIGN(const auto chain, unit_.timeline().read({domain::kFindingStream, row.id}));
    MJ_ASSIGN(const auto documents, house_.vault.openAll(unit_, row.stayId));
    MJ_ASSIGN(const Json own, finding(row));
    const app::Messages& words = house_.messages;
    const std::string rule = "rule." + row.rule;
    Json json = {{"cameras", Json::array()},
                 {"evidence", Json::array()},
                 {"explanation", ""},
                 {"explanationEn", ""},
                 {"finding", own},
                 {"ruleText", words.zh(rule + ".text")},
                 {"ruleTextEn", words.en(rule + ".text")},
                 {"ruleVersion", row.ruleVersion},
                 {"seq", row.seq},
                 {"source", words.zh(rule + ".source")},
                 {"sourceEn", words.en(rule + ".source")},
                 {"verdicts", Json::array()}};
    for (const auto& [envelope, hash] : chain) {
        MJ_ASSIGN(const auto event, app::recordedOf(envelope, hash, documents));
        if (event.type == domain::kVerdictGiven) {
            Json verdict = {{"atUs", event.happenedUs},
                            {"byName", directory_.member(event.actor)["name"]},
                            {"verdict", event.body.value("verdict", "")}};
            if (event.disclosed.contains("note"))
                verdict["note"] = event.disclosed.at("note").value("text", "");
            json["verdicts"].push_back(std::move(verdict));
        }
        if (!event.body.contains("explanation")) continue;
        const std::string code = event.body["explanation"].get<std::string>();
        json["explanation"] = words.zh(code, event.body["params"]);
        json["explanationEn"] = words.en(code, event.body["params"]);
        json["evidence"] = Json::array();
        for (Json evidence : event.body.value("evidence", Json::array())) {
            const std::string text = evidence.value("code", "");
            evidence["text"] = words.zh(text, evidence["params"]);
            evidence["textEn"] = words.en(text, evidence["params"]);
            evidence.erase("code");
            evidence.erase("params");
            json["evidence"].push_back(std::move(evidence));
        }
        if (event.body["params"].contains("graceS"))
            json["graceUs"] = event.body["params"]["graceS"].get<std::int64_t>() * 1'000'000;
    }
    for (const app::CameraRow& camera : directory_.cameras)
        if (row.roomId && camera.roomId == *row.roomId)
            json["cameras"].push_back({{"id", camera.id.text()}, {"name", camera.name}});
    json["playFromUs"] = row.atUs - kPlayBeforeUs;
    json["playToUs"] = row.untilUs.value_or(row.atUs + kPlayAfterUs) + kPlayBeforeUs;
    return json;
}

}  // namespace mingjing::http
