// SPDX-License-Identifier: Apache-2.0
// A print is signed by pen where the law lets it, or the person refuses before a witness.
#include <algorithm>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/domain/stays/pen_signature.h"
#include "center/kernel/bytes.h"

namespace mingjing::app {

using domain::NewEvent;
using Events = Result<std::vector<NewEvent>>;

namespace {

Error penRefused(const char* rule, const char* code, const char* field, Json params) {
    Error error = Error::refused(rule, code, std::move(params));
    error.field = field;
    return error;
}

Result<domain::Paper> printToSign(const domain::EventList& events, std::int64_t printSeq) {
    const auto papers = domain::papersOf(events);
    const auto found = std::ranges::find(papers, printSeq, &domain::Paper::printSeq);
    if (found == papers.end()) return Error::of(ErrorKind::NotFound, "print.not_found");
    return *found;
}

/// Whether what the person saw, who stood by and what was drawn make a signature.
Status checkPen(const SignByPen& command, const domain::Paper& paper, const Actor& actor) {
    const domain::FormSigning* law = domain::signingOf(paper.form);
    CHECK(law != nullptr, "every form of ours has its row");
    if (law->pen != domain::PenLaw::Allowed)
        return penRefused(law->rule, law->reason, "printSeq", {{"form", paper.form}});
    if (std::ranges::any_of(paper.pens, [](const auto& each) { return each.how == "pen"; }))
        return Error::of(ErrorKind::Precondition, "pen.signed_already");
    if (command.shownSha256 != command.printSha256) {
        Error error = Error::of(ErrorKind::Conflict, "pen.other_print");
        error.field = "printSha256";
        return error;
    }
    if (actor.staff.function != domain::StaffFunction::Officer)
        return Error::of(ErrorKind::Forbidden, "pen.not_officer");
    if (const auto fault = domain::strokesFault(command.strokes))
        return Error::invalid("strokes", *fault);
    return {};
}

/// REC-21: electronic signing is recorded with picture and sound; running, not running, or nobody
/// knows.
Status checkRecorded(UnitOfWork& unit, RecordingState& recording, const domain::Centre& centre,
                     const Uuid& roomId) {
    const auto room = centre.rooms.find(roomId);
    if (room == centre.rooms.end()) return Error::invalid("roomId", "room.unknown");
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    bool unknown = false;
    for (const CameraRow& camera : cameras) {
        if (!camera.active || camera.roomId != roomId) continue;
        const std::string verdict = recording.verdict(camera.id, true);
        if (verdict == "running") return {};
        unknown = unknown || verdict == "unknown";
    }
    return penRefused("REC-21", unknown ? "pen.recording_unknown" : "pen.not_recording", "roomId",
                      {{"room", room->second.name}});
}

NewEvent penEvent(const SignByPen& command, const domain::Paper& paper, std::int64_t happenedUs) {
    NewEvent event = eventOf(domain::kFormSignedByPen, happenedUs,
                             {{"form", paper.form},
                              {"how", command.refused ? "refused" : "pen"},
                              {"pages", command.pages},
                              {"printSeq", paper.printSeq},
                              {"printSha256", command.printSha256}});
    if (command.roomId) event.body["roomId"] = command.roomId->text();
    if (!command.refused)
        event.sealed["signature"] = {"signature",
                                     {{"picture", kernel::base64Url(command.picture)},
                                      {"strokes", domain::strokesJson(command.strokes)}}};
    sealText(event, "reason", "reason", command.reason);
    sealText(event, "witness", "visitor", command.witness);
    return event;
}

}  // namespace

Result<Json> StayDesk::signByPen(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                 const SignByPen& command) {
    Act request;
    request.stayId = stay;
    request.mode = modeAt(command.happenedUs);
    request.aboutNow = !command.happenedUs;
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        MJ_ASSIGN(const auto paper, printToSign(scene.events, command.printSeq));
        if (command.refused) {
            if (scene.happenedUs < paper.atUs)
                return Error::invalid("happenedAtUs", "scan.signed_before_print");
            return {};
        }
        MJ_TRY(checkPen(command, paper, scene.actor));
        return checkRecorded(transaction.unit(), recording_, scene.centre, *command.roomId);
    };
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const auto paper, printToSign(scene.events, command.printSeq));
        return std::vector{penEvent(command, paper, scene.happenedUs)};
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
