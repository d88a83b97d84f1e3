// SPDX-License-Identifier: Apache-2.0
// Signed pages come back: whose they are, of which print, and what they sign.
#include <algorithm>

#include "center/app/event_making.h"
#include "center/app/kept_files.h"
#include "center/app/stay_desk.h"

namespace mingjing::app {

using domain::NewEvent;
using Events = Result<std::vector<NewEvent>>;

namespace {

/// The person's signature on this page of a transcript is not in the record yet.
bool isNewSignature(const domain::Stay& stay, const domain::Paper& paper, int page) {
    const domain::Questioning* questioning = stay.findQuestioning(paper.questioningId);
    if (questioning == nullptr) return false;
    for (const domain::TranscriptVersion& version : questioning->transcripts)
        if (version.version == paper.version)
            return std::none_of(
                version.signatures.begin(), version.signatures.end(),
                [page](const auto& each) { return each.how == "paper" && each.page == page; });
    return false;
}

NewEvent scanEvent(const ReturnScan& command, const domain::Paper& paper, const Json& reference,
                   std::int64_t happenedUs) {
    return eventOf(domain::kScanReturned, happenedUs,
                   {{"form", paper.form},
                    {"mediaType", command.mediaType},
                    {"page", command.code.page},
                    {"pages", command.code.pages},
                    {"printSeq", paper.printSeq},
                    {"scan", reference},
                    {"signed", command.isSigned}});
}

}  // namespace

Result<Json> StayDesk::returnScan(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                  const ReturnScan& command) {
    Json reference;
    Act request;
    request.stayId = stay;
    request.mode = modeAt(command.signedUs);
    request.aboutNow = !command.signedUs;
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        if (command.code.number != scene.stay.number)
            return Error::of(ErrorKind::Precondition, "scan.other_stay");
        const auto papers = domain::papersOf(scene.events);
        const domain::Paper* paper = domain::paperOf(papers, scene.events, command.code);
        if (paper == nullptr) return Error::of(ErrorKind::Precondition, "scan.unknown_print");
        if (command.signedUs && *command.signedUs < paper->atUs)
            return Error::invalid("signedAtUs", "scan.signed_before_print");
        MJ_ASSIGN(reference, keepFile(transaction, "scan", command.picture));
        return {};
    };
    request.make = [&](const Scene& scene) -> Events {
        const auto papers = domain::papersOf(scene.events);
        const domain::Paper& paper = *domain::paperOf(papers, scene.events, command.code);
        std::vector<NewEvent> events{scanEvent(command, paper, reference, scene.happenedUs)};
        if (command.isSigned && isNewSignature(scene.stay, paper, command.code.page))
            events.push_back(eventOf(domain::kTranscriptSigned, scene.happenedUs,
                                     {{"how", "paper"},
                                      {"page", command.code.page},
                                      {"questioningId", paper.questioningId.text()},
                                      {"version", paper.version}}));
        return events;
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
