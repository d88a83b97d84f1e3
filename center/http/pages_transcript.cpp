// SPDX-License-Identifier: Apache-2.0
// A transcript for pages: its lines, what a reviewer should look at, its versions and signatures.
#include <algorithm>

#include "center/app/transcripts.h"
#include "center/domain/rules/signing.h"
#include "center/domain/transcripts/marks.h"
#include "center/domain/transcripts/templates.h"
#include "center/http/pages.h"

namespace mingjing::http {

namespace {

/// More would be no page any more; they are all in the record.
constexpr std::size_t kMostEarlierWordings = 50;

Json lineJson(const Directory& directory, const domain::TranscriptLine& line) {
    const domain::Wording& now = line.now();
    const auto typed = std::count_if(line.wordings.begin(), line.wordings.end(),
                                     [](const domain::Wording& each) { return !each.preset; });
    Json json = {{"byName", directory.member(now.by)["name"]},
                 {"changes", std::max<std::int64_t>(typed - 1, 0)},
                 {"enteredAtUs", now.enteredUs},
                 {"fromUs", line.begunUs()},
                 {"id", line.id.text()},
                 {"kind", domain::wordOf(line.kind)},
                 {"preset", now.preset},
                 {"rev", line.rev},
                 {"text", now.text},
                 {"toUs", now.toUs}};
    const std::size_t earlier = line.wordings.size() - 1;
    for (std::size_t i = earlier - std::min(earlier, kMostEarlierWordings); i < earlier; ++i) {
        const domain::Wording& each = line.wordings[i];
        json["earlier"].push_back({{"atUs", each.toUs},
                                   {"byName", directory.member(each.by)["name"]},
                                   {"reading", each.version > 1},
                                   {"text", each.text}});
    }
    return json;
}

Json signatureJson(const Directory& directory, const domain::TranscriptSignature& signature,
                   const std::string& person, const domain::Questioning& questioning,
                   const domain::Centre& centre) {
    const bool pin = signature.how == "pin";
    Json json = {{"atUs", signature.moment.atUs},
                 {"by", pin ? "officer" : "person"},
                 {"how", signature.how},
                 {"name", pin ? directory.member(signature.staffId).value("name", "") : person}};
    if (signature.page > 0) json["page"] = signature.page;
    if (signature.terminalRoomId) json["room"] = directory.room(*signature.terminalRoomId)["name"];
    if (pin) json["inPlace"] = domain::signedInPlace(signature, questioning, centre);
    if (!signature.reason.empty()) json["reason"] = signature.reason;
    if (!signature.witness.empty()) json["witness"] = signature.witness;
    return json;
}

Json versionJson(const Directory& directory, const domain::TranscriptVersion& version) {
    Json json = {{"closing", version.closing},
                 {"endedAtUs", version.endedUs},
                 {"lockedAtUs", version.locked.atUs},
                 {"lockedByName", directory.member(version.lockedBy)["name"]},
                 {"outcome", version.outcome},
                 {"readBy", version.readBy},
                 {"seq", version.locked.seq},
                 {"signatures", Json::array()},
                 {"startedAtUs", version.startedUs},
                 {"version", version.version}};
    if (version.pages > 0) {
        json["pages"] = version.pages;
        json["printSeq"] = version.printSeq;
    }
    if (!version.why.empty()) json["why"] = version.why;
    return json;
}

}  // namespace

Json Pages::lineMark(const domain::LineMark& mark) {
    const std::string key = "transcript.mark." + std::string(domain::wordOf(mark.kind));
    return {{"explanation", house_.messages.zh(key + ".text", mark.params)},
            {"explanationEn", house_.messages.en(key + ".text", mark.params)},
            {"kind", domain::wordOf(mark.kind)},
            {"label", house_.messages.zh(key)},
            {"labelEn", house_.messages.en(key)},
            {"line", mark.line.text()}};
}

/// Where the same words stand; nothing of a stay that the reader may not see.
Status Pages::addSource(const domain::LineMark& mark, const app::Actor& reader, Json& json) {
    if (mark.source.isNil()) return {};
    MJ_ASSIGN(const auto row, unit_.stays().findQuestioning(mark.source));
    if (!row) return {};
    MJ_ASSIGN(const auto stay, unit_.stays().find(row->stayId));
    if (!stay || !maySeeStayOf(reader.staff, stay->unitId)) return {};
    json["source"] = {
        {"number", stay->number}, {"ordinal", row->ordinal}, {"questioningId", mark.source.text()}};
    return {};
}

/// What a reviewer should look at; whoever writes is not told, and does not wait for it.
Status Pages::addMarks(const domain::Transcript& transcript, const domain::Questioning& questioning,
                       const app::Actor& reader, Json& marks) {
    MJ_ASSIGN(const auto earlier, app::earlierTranscripts(unit_, house_.vault, questioning.id));
    for (const domain::LineMark& mark : domain::reviewMarks(transcript, questioning, earlier)) {
        Json item = lineMark(mark);
        MJ_TRY(addSource(mark, reader, item));
        marks.push_back(std::move(item));
    }
    return {};
}

Result<Json> Pages::transcript(const app::LoadedStay& loaded,
                               const domain::Questioning& questioning, std::optional<int> version,
                               const app::Actor& reader) {
    const domain::Stay& stay = loaded.stay;
    MJ_ASSIGN(const auto transcript,
              app::readTranscript(unit_, house_.vault, questioning.id, version));
    MJ_ASSIGN(domain::Centre centre, centreFor(stay));
    MJ_TRY(app::addRecords(unit_, house_.recording, centre, stay, house_.clock.wall().us));
    MJ_ASSIGN(const Json summary, questioningSummary(loaded, questioning));
    const std::string title = "transcript.title." + summary.value("kind", "questioning");
    Json json = {{"closings", Json::array()},
                 {"id", questioning.id.text()},
                 {"lines", Json::array()},
                 {"marks", Json::array()},
                 {"mayWrite", reader.can(domain::Ability::Question)},
                 {"questioning", summary},
                 {"serverTimeUs", house_.clock.wall().us},
                 {"state", questioning.transcriptOpen ? "open" : "locked"},
                 {"template", transcript.templateName},
                 {"title", house_.messages.zh(title)},
                 {"titleEn", house_.messages.en(title)},
                 {"versions", Json::array()}};
    if (version) json["version"] = *version;
    if (!version && !questioning.transcriptWhy.empty()) json["why"] = questioning.transcriptWhy;
    for (const char* closing : {"read", "read_to_me", "corrected"})
        json["closings"].push_back(
            house_.messages.zh(std::string("transcript.closing.") + closing));
    for (const domain::TranscriptLine& line : transcript.lines)
        if (!line.dropped) json["lines"].push_back(lineJson(directory_, line));
    if (reader.can(domain::Ability::ReviewFindings) || reader.can(domain::Ability::ReviewLegality))
        MJ_TRY(addMarks(transcript, questioning, reader, json["marks"]));
    const std::string person = stay.identity ? stay.identity->value("name", "") : stay.number;
    for (const domain::TranscriptVersion& each : questioning.transcripts) {
        Json item = versionJson(directory_, each);
        for (const auto& signature : each.signatures)
            item["signatures"].push_back(
                signatureJson(directory_, signature, person, questioning, centre));
        json["versions"].push_back(std::move(item));
    }
    return json;
}

}  // namespace mingjing::http
