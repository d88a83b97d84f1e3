// SPDX-License-Identifier: Apache-2.0
// Beginning, locking, opening again and signing a transcript: what the stay's timeline keeps of it.
#include <algorithm>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/app/transcripts.h"
#include "center/kernel/bytes.h"

namespace mingjing::app {

using domain::NewEvent;
using Events = Result<std::vector<NewEvent>>;

namespace {

constexpr std::int64_t kEndSlackUs = kernel::kMinuteUs;

StreamRef streamOf(const Uuid& questioning) {
    return {domain::kTranscriptStream, questioning};
}

/// The first event of the transcript's own stream: the template's lines as they were offered.
NewEvent templateLines(const BeginTranscript& command, const Uuid& stay, std::int64_t nowUs) {
    NewEvent event = eventOf(
        domain::kTranscriptBegun, nowUs,
        {{"edits", Json::array()}, {"stayId", stay.text()}, {"template", command.form->name}});
    Json words = Json::object();
    std::string above;
    for (std::size_t i = 0; i < command.form->lines.size(); ++i) {
        const std::string line = Uuid::make(nowUs).text();
        Json edit = {{"fromUs", nowUs},
                     {"kind", domain::wordOf(command.form->lines[i].kind)},
                     {"line", line},
                     {"preset", true},
                     {"toUs", nowUs}};
        if (!above.empty()) edit["after"] = above;
        event.body["edits"].push_back(std::move(edit));
        words[line] = command.words[i];
        above = line;
    }
    event.sealed["text"] = {"transcript", {{"lines", std::move(words)}}};
    return event;
}

Status checkLock(const LockTranscript& command, const domain::Transcript& transcript,
                 std::int64_t nowUs) {
    if (transcript.locked) return Error::of(ErrorKind::Precondition, "transcript.locked");
    const bool empty =
        std::none_of(transcript.lines.begin(), transcript.lines.end(),
                     [](const auto& line) { return !line.dropped && !line.now().preset; });
    if (empty) return Error::of(ErrorKind::Precondition, "transcript.empty");
    if (command.outcome == "agreed" && command.closing.empty())
        return Error::invalid("closing", "transcript.closing_needed");
    if (command.endedUs < command.startedUs)
        return Error::invalid("endedAtUs", "time.end_before_start");
    if (command.endedUs > nowUs + kEndSlackUs) return Error::invalid("endedAtUs", "time.in_future");
    return {};
}

/// The version that signatures go under: the last one that was locked.
Result<const domain::TranscriptVersion*> lockedVersion(const domain::Questioning& questioning) {
    if (!questioning.transcriptBegun) return Error::of(ErrorKind::NotFound, "transcript.not_begun");
    if (questioning.transcriptOpen || questioning.transcripts.empty())
        return Error::of(ErrorKind::Precondition, "transcript.not_locked");
    return &questioning.transcripts.back();
}

Status checkSignature(const SignTranscript& command, const domain::TranscriptVersion& version) {
    const bool again = std::any_of(version.signatures.begin(), version.signatures.end(),
                                   [&](const domain::TranscriptSignature& each) {
                                       return each.how == command.how &&
                                              each.staffId == command.staffId &&
                                              each.page == command.page;
                                   });
    if (again) return Error::of(ErrorKind::Precondition, "transcript.signed_already");
    // The words were not there to be signed before they were locked.
    if (command.signedUs && *command.signedUs < version.locked.atUs)
        return Error::invalid("signedAtUs", "transcript.signed_before_lock");
    if (command.how == "paper" && command.page < 1) return Error::invalid("page", "field.required");
    if (command.how == "paper" && version.pages > 0 && command.page > version.pages)
        return Error::invalid("page", "transcript.no_such_page", {{"pages", version.pages}});
    if (command.how != "refused") return {};
    if (command.reason.empty()) return Error::invalid("reason", "field.required");
    if (command.witness.empty()) return Error::invalid("witness", "field.required");
    return {};
}

}  // namespace

Result<Json> StayDesk::beginTranscript(const Actor& actor, const CommandKey& key,
                                       const Uuid& questioningId, const BeginTranscript& command) {
    Act request;
    request.mode.report = true;
    request.aboutNow = true;
    request.also = {streamOf(questioningId)};
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        const domain::Questioning* questioning = scene.stay.findQuestioning(questioningId);
        if (questioning == nullptr) return Error::of(ErrorKind::NotFound, "questioning.not_found");
        if (questioning->transcriptBegun)
            return Error::of(ErrorKind::Precondition, "transcript.begun_already");
        UnitOfWork& unit = transaction.unit();
        MJ_TRY(transaction.vault().makeKey(unit, questioningId, scene.nowUs));
        MJ_TRY(
            unit.transcripts().put({questioningId, scene.stay.id, scene.stay.caseId, scene.nowUs}));
        MJ_TRY(transaction.append(streamOf(questioningId),
                                  templateLines(command, scene.stay.id, scene.nowUs),
                                  {questioningId, questioningId}));
        return {};
    };
    request.make = [&](const Scene& scene) -> Events {
        return std::vector{
            eventOf(domain::kTranscriptBegun, scene.nowUs,
                    {{"questioningId", questioningId.text()}, {"template", command.form->name}})};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

Result<Json> StayDesk::lockTranscript(const Actor& actor, const CommandKey& key,
                                      const Uuid& questioningId, const LockTranscript& command) {
    Json body;
    Act request;
    request.mode.report = true;
    request.aboutNow = true;
    request.also = {streamOf(questioningId)};
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        MJ_ASSIGN(const auto transcript,
                  readTranscript(transaction.unit(), transaction.vault(), questioningId));
        MJ_TRY(checkLock(command, transcript, scene.nowUs));
        const StreamRef stream = streamOf(questioningId);
        MJ_TRY(transaction.append(stream, eventOf(domain::kTranscriptLocked, scene.nowUs,
                                                  {{"version", transcript.version}})));
        const auto lines = std::count_if(transcript.lines.begin(), transcript.lines.end(),
                                         [](const auto& line) { return !line.dropped; });
        body = {{"endedUs", command.endedUs},
                {"lines", lines},
                {"outcome", command.outcome},
                {"questioningId", questioningId.text()},
                {"readBy", command.readBy},
                {"startedUs", command.startedUs},
                {"transcriptHash", kernel::hexOf(transaction.head(stream).hash)},
                {"version", transcript.version}};
        return {};
    };
    request.make = [&](const Scene& scene) -> Events {
        NewEvent event = eventOf(domain::kTranscriptLocked, scene.nowUs, body);
        sealText(event, "closing", "transcript", command.closing);
        return std::vector{event};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

Result<Json> StayDesk::reopenTranscript(const Actor& actor, const CommandKey& key,
                                        const Uuid& questioningId, const std::string& why) {
    int version = 1;
    Act request;
    request.mode.report = true;
    request.aboutNow = true;
    request.also = {streamOf(questioningId)};
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        MJ_ASSIGN(const auto transcript,
                  readTranscript(transaction.unit(), transaction.vault(), questioningId));
        if (!transcript.locked) return Error::of(ErrorKind::Precondition, "transcript.not_locked");
        version = transcript.version + 1;
        MJ_TRY(transaction.append(
            streamOf(questioningId),
            eventOf(domain::kTranscriptReopened, scene.nowUs, {{"version", version}})));
        return {};
    };
    request.make = [&](const Scene& scene) -> Events {
        NewEvent event = eventOf(domain::kTranscriptReopened, scene.nowUs,
                                 {{"questioningId", questioningId.text()}, {"version", version}});
        sealText(event, "why", "reason", why);
        return std::vector{event};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

Result<Json> StayDesk::signTranscript(const Actor& actor, const CommandKey& key,
                                      const Uuid& questioningId, const SignTranscript& command) {
    Act request;
    request.mode = modeAt(command.signedUs);
    request.aboutNow = !command.signedUs;
    request.make = [&](const Scene& scene) -> Events {
        const domain::Questioning* questioning = scene.stay.findQuestioning(questioningId);
        if (questioning == nullptr) return Error::of(ErrorKind::NotFound, "questioning.not_found");
        MJ_ASSIGN(const auto* version, lockedVersion(*questioning));
        MJ_TRY(checkSignature(command, *version));
        NewEvent event = eventOf(domain::kTranscriptSigned, scene.happenedUs,
                                 {{"how", command.how},
                                  {"questioningId", questioningId.text()},
                                  {"version", version->version}});
        if (!command.staffId.isNil()) event.body["staffId"] = command.staffId.text();
        if (command.terminalRoomId) event.body["terminalRoomId"] = command.terminalRoomId->text();
        if (command.page > 0) event.body["page"] = command.page;
        sealText(event, "reason", "reason", command.reason);
        sealText(event, "witness", "visitor", command.witness);
        return std::vector{event};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

}  // namespace mingjing::app
