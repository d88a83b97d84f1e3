// SPDX-License-Identifier: Apache-2.0
// Entries about entries: corrections (the first one is never changed, both stay), and prints.
#include <algorithm>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"

namespace mingjing::app {

using domain::NewEvent;
using Events = Result<std::vector<NewEvent>>;

namespace {

Result<domain::SharedEvent> findEntry(const domain::EventList& events, std::int64_t seq) {
    for (const domain::SharedEvent& event : events)
        if (event->seq == seq) {
            if (event->type == domain::kEntryCorrected)
                return Error::invalid("ofSeq", "correction.of_correction");
            return event;
        }
    return Error::invalid("ofSeq", "correction.no_entry");
}

/// What the fields said until now, earlier corrections included.
Json saidBefore(const domain::EventList& events, const domain::RecordedEvent& entry,
                const Json& values) {
    Json was = Json::object();
    for (const auto& [key, value] : values.items())
        was[key] = entry.body.contains(key) ? entry.body[key] : Json();
    for (const domain::SharedEvent& event : events) {
        if (event->type != domain::kEntryCorrected || event->body["ofSeq"] != entry.seq) continue;
        const Json said = event->body.value("values", Json::object());
        for (const auto& [key, value] : said.items())
            if (was.contains(key)) was[key] = value;
    }
    return was;
}

std::int64_t happenedBefore(const domain::EventList& events, const domain::RecordedEvent& entry) {
    std::int64_t atUs = entry.happenedUs;
    for (const domain::SharedEvent& event : events)
        if (event->type == domain::kEntryCorrected && event->body["ofSeq"] == entry.seq)
            atUs = event->body.value("happenedUs", atUs);
    return atUs;
}

}  // namespace

Result<Json> StayDesk::correctEntry(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                    const CorrectEntry& command) {
    Act request;
    request.stayId = stay;
    request.mode.report = true;
    request.aboutNow = true;
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const auto entry, findEntry(scene.events, command.ofSeq));
        MJ_TRY(checkActFields(scene.stay, scene.centre, domain::correctableFields(entry->type),
                              command.values, scene.nowUs));
        NewEvent made = eventOf(domain::kEntryCorrected, scene.nowUs,
                                {{"ofSeq", command.ofSeq},
                                 {"ofType", entry->type},
                                 {"values", command.values},
                                 {"was", saidBefore(scene.events, *entry, command.values)}});
        if (command.happenedUs) {
            if (*command.happenedUs > scene.nowUs + kernel::kMinuteUs)
                return Error::invalid("happenedAtUs", "time.in_future");
            made.body["happenedUs"] = *command.happenedUs;
            made.body["wasUs"] = happenedBefore(scene.events, *entry);
        }
        made.sealed = command.sealed;
        sealText(made, "why", "reason", command.why);
        return std::vector{made};
    };
    return act(actor, key, request);
}

namespace {

/// The same form of the same thing; versions of a transcript are things of their own.
bool isPrintOf(const Json& body, const PrintForm& command) {
    const auto same = [&](const char* key) {
        return body.value(key, Json()) == command.of.value(key, Json());
    };
    return body["form"] == command.form && same("questioningId") && same("version");
}

}  // namespace

Result<Json> StayDesk::printForm(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                 const PrintForm& command) {
    Act request;
    request.stayId = stay;
    request.mode.report = true;
    request.aboutNow = true;
    request.make = [&](const Scene& scene) -> Events {
        const auto copies = std::count_if(
            scene.events.begin(), scene.events.end(), [&](const domain::SharedEvent& event) {
                return event->type == domain::kFormPrinted && isPrintOf(event->body, command);
            });
        Json body = {{"copy", copies + 1},
                     {"form", command.form},
                     {"language", command.language},
                     {"ofSeq", scene.stay.seq}};
        body.update(command.of);
        return std::vector{eventOf(domain::kFormPrinted, scene.nowUs, std::move(body))};
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
