// SPDX-License-Identifier: Apache-2.0
// Folding a transcript, and deciding about what was typed.
#include "center/domain/transcripts/transcript.h"

#include <algorithm>
#include <set>

#include "center/domain/json_read.h"
#include "center/kernel/clock.h"

namespace mingjing::domain {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

constexpr std::int64_t kClockSlackUs = kernel::kMinuteUs;

/// The words of an event's lines, by id of the line; nothing when they are sealed.
const Json* wordsOf(const RecordedEvent& event) {
    const auto text = event.disclosed.find("text");
    if (text == event.disclosed.end()) return nullptr;
    const auto lines = text->second.find("lines");
    return lines == text->second.end() ? nullptr : &*lines;
}

Wording wordingOf(const Json& edit, const RecordedEvent& event, const Transcript& transcript) {
    Wording wording;
    const std::string line = edit.value("line", "");
    if (const Json* words = wordsOf(event)) wording.text = words->value(line, "");
    wording.fromUs = edit.value("fromUs", event.happenedUs);
    wording.toUs = edit.value("toUs", event.happenedUs);
    wording.enteredUs = event.enteredUs;
    wording.by = event.actor;
    wording.keys = edit.value("keys", std::int64_t{0});
    wording.pasted = edit.value("pasted", std::int64_t{0});
    wording.version = transcript.version;
    wording.preset = edit.value("preset", false);
    return wording;
}

/// Below the line named by `after`, or on top.
std::vector<TranscriptLine>::iterator placeFor(Transcript& transcript, const Json& edit) {
    const Uuid after = readUuid(edit, "after");
    if (after.isNil()) return transcript.lines.begin();
    const auto above = std::find_if(transcript.lines.begin(), transcript.lines.end(),
                                    [&](const TranscriptLine& line) { return line.id == after; });
    return above == transcript.lines.end() ? above : above + 1;
}

void apply(Transcript& transcript, const Json& edit, const RecordedEvent& event) {
    const Uuid id = readUuid(edit, "line");
    auto line = std::find_if(transcript.lines.begin(), transcript.lines.end(),
                             [&](const TranscriptLine& each) { return each.id == id; });
    if (line == transcript.lines.end()) {
        TranscriptLine made;
        made.id = id;
        line = transcript.lines.insert(placeFor(transcript, edit), std::move(made));
    }
    line->kind = storedWord<LineKind>(edit.value("kind", "note"));
    line->dropped = edit.value("drop", false);
    line->wordings.push_back(wordingOf(edit, event, transcript));
    line->rev = static_cast<int>(line->wordings.size());
}

void apply(Transcript& transcript, const RecordedEvent& event) {
    transcript.seq = event.seq;
    transcript.hash = event.hash;
    if (event.type == kTranscriptBegun) {
        transcript.stayId = readUuid(event.body, "stayId");
        transcript.templateName = event.body.value("template", "");
    }
    if (event.type == kTranscriptLocked) transcript.locked = true;
    if (event.type == kTranscriptReopened) {
        transcript.locked = false;
        transcript.version += 1;
    }
    for (const Json& edit : event.body.value("edits", Json::array()))
        apply(transcript, edit, event);
}

Status checkEdit(const Transcript& transcript, const LineEdit& edit, const std::string& path,
                 const std::set<Uuid>& madeHere, std::int64_t nowUs) {
    if (edit.toUs < edit.fromUs) return Error::invalid(path + "toUs", "time.end_before_start");
    if (edit.toUs > nowUs + kClockSlackUs) return Error::invalid(path + "toUs", "time.in_future");
    if (edit.rev > 0 && transcript.find(edit.line) == nullptr)
        return Error::invalid(path + "line", "transcript.unknown_line");
    if (edit.rev == 0 && edit.after && transcript.find(*edit.after) == nullptr &&
        !madeHere.contains(*edit.after))
        return Error::invalid(path + "after", "transcript.unknown_line");
    return {};
}

Json editJson(const LineEdit& edit) {
    Json json = {{"drop", edit.drop},         {"fromUs", edit.fromUs},    {"keys", edit.keys},
                 {"kind", wordOf(edit.kind)}, {"line", edit.line.text()}, {"pasted", edit.pasted},
                 {"toUs", edit.toUs}};
    if (edit.rev == 0 && edit.after) json["after"] = edit.after->text();
    return json;
}

/// Lines that others changed since the one who sends saw them.
Json changedElsewhere(const Transcript& transcript, const std::vector<LineEdit>& edits) {
    Json lines = Json::array();
    for (const LineEdit& edit : edits) {
        const TranscriptLine* line = transcript.find(edit.line);
        if (line != nullptr && line->rev != edit.rev) lines.push_back(edit.line.text());
    }
    return lines;
}

Status checkSize(const Transcript& transcript, const std::vector<LineEdit>& edits) {
    std::size_t lines = 0, bytes = 0;
    for (const TranscriptLine& line : transcript.lines) {
        lines += 1;
        if (!line.dropped) bytes += line.now().text.size();
    }
    for (const LineEdit& edit : edits) {
        const TranscriptLine* line = transcript.find(edit.line);
        if (line == nullptr) lines += 1;
        if (line != nullptr && !line->dropped) bytes -= line->now().text.size();
        if (!edit.drop) bytes += edit.text.size();
    }
    if (lines > kMostLines || bytes > kMostCharacters)
        return Error::invalid("edits", "transcript.too_long",
                              {{"bytes", kMostCharacters}, {"lines", kMostLines}});
    return {};
}

}  // namespace

std::int64_t TranscriptLine::begunUs() const {
    for (const Wording& wording : wordings)
        if (!wording.preset) return wording.fromUs;
    return wordings.front().fromUs;
}

const TranscriptLine* Transcript::find(const Uuid& line) const {
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [&](const TranscriptLine& each) { return each.id == line; });
    return found == lines.end() ? nullptr : &*found;
}

std::optional<Transcript> foldTranscript(const Uuid& questioning, const EventList& events,
                                         std::optional<int> lockedVersion) {
    Transcript transcript;
    transcript.questioningId = questioning;
    for (const SharedEvent& event : events) {
        apply(transcript, *event);
        if (lockedVersion && transcript.locked && transcript.version == *lockedVersion)
            return transcript;
    }
    return lockedVersion ? std::nullopt : std::optional(std::move(transcript));
}

Result<NewEvent> writeLines(const Transcript& transcript, const std::vector<LineEdit>& edits,
                            std::int64_t nowUs) {
    if (transcript.locked) return Error::of(ErrorKind::Precondition, "transcript.locked");
    std::set<Uuid> here;
    std::int64_t latestUs = 0;
    NewEvent event{kTranscriptWritten, 0, {{"edits", Json::array()}}, {}};
    Json words = Json::object();
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const std::string path = "edits/" + std::to_string(i) + "/";
        if (here.contains(edits[i].line))
            return Error::invalid(path + "line", "transcript.line_twice");
        MJ_TRY(checkEdit(transcript, edits[i], path, here, nowUs));
        here.insert(edits[i].line);
        event.body["edits"].push_back(editJson(edits[i]));
        words[edits[i].line.text()] = edits[i].drop ? "" : edits[i].text;
        latestUs = std::max(latestUs, edits[i].toUs);
    }
    if (Json lines = changedElsewhere(transcript, edits); !lines.empty()) {
        Error error = Error::of(ErrorKind::Conflict, "transcript.line_changed");
        error.params["n"] = lines.size();
        error.params["lines"] = std::move(lines);
        return error;
    }
    MJ_TRY(checkSize(transcript, edits));
    event.happenedUs = std::min(latestUs, nowUs);
    event.sealed["text"] = {"transcript", {{"lines", std::move(words)}}};
    return event;
}

}  // namespace mingjing::domain
