// SPDX-License-Identifier: Apache-2.0
// A call for help, folded from its chain.
#include "center/domain/help/help_call.h"

#include <algorithm>

#include "center/domain/json_read.h"

namespace mingjing::domain {

namespace {

void applyToCall(HelpCall& call, const RecordedEvent& event) {
    const HelpMoment moment{event.actor, event.happenedUs, event.enteredUs};
    if (event.type == kHelpCalled) {
        HelpPress press{moment, std::nullopt};
        if (event.body.contains("roomId")) press.roomId = storedUuid(event.body["roomId"]);
        call.presses.push_back(std::move(press));
    } else if (event.type == kHelpAnswered) {
        HelpAnswer answer{moment, {}};
        for (const Json& id : event.body.at("goes")) answer.goes.push_back(storedUuid(id));
        call.answers.push_back(std::move(answer));
    } else if (event.type == kHelpWithdrawn) {
        call.withdrawn = moment;
    } else if (event.type == kHelpEnded) {
        HelpEnd end{moment, std::nullopt};
        const auto found = event.disclosed.find("found");
        if (found != event.disclosed.end()) end.found = found->second.at("text").get<std::string>();
        call.ends.push_back(std::move(end));
    }
}

}  // namespace

HelpCall foldHelpCall(const Uuid& id, const EventList& events) {
    HelpCall call;
    call.id = id;
    for (const SharedEvent& event : events) {
        applyToCall(call, *event);
        call.seq = event->seq;
    }
    return call;
}

HelpState HelpCall::state() const {
    if (!ends.empty()) return HelpState::Ended;
    return withdrawn ? HelpState::Withdrawn : HelpState::Open;
}

std::optional<Uuid> HelpCall::roomId() const {
    const HelpPress* newest = nullptr;
    for (const HelpPress& press : presses)
        if (press.roomId && (newest == nullptr || press.moment.atUs >= newest->moment.atUs))
            newest = &press;
    return newest == nullptr ? std::nullopt : newest->roomId;
}

std::int64_t HelpCall::calledUs() const {
    const auto first = std::ranges::min_element(
        presses, {}, [](const HelpPress& press) { return press.moment.atUs; });
    return first == presses.end() ? 0 : first->moment.atUs;
}

std::int64_t HelpCall::enteredUs() const {
    return presses.empty() ? 0 : presses.front().moment.enteredUs;
}

std::vector<Uuid> HelpCall::callers() const {
    std::vector<Uuid> all;
    for (const HelpPress& press : presses)
        if (std::ranges::find(all, press.moment.by) == all.end()) all.push_back(press.moment.by);
    return all;
}

bool HelpCall::goes(const Uuid& staff) const {
    return std::ranges::any_of(answers, [&](const HelpAnswer& answer) {
        return std::ranges::find(answer.goes, staff) != answer.goes.end();
    });
}

bool joinsCall(const HelpCall& call, const Uuid& presser, const std::optional<Uuid>& room,
               std::int64_t pressedUs) {
    if (call.state() != HelpState::Open) return false;
    const auto callers = call.callers();
    const bool own = std::ranges::find(callers, presser) != callers.end();
    if (!own && !(room && room == call.roomId())) return false;
    return std::ranges::any_of(call.presses, [&](const HelpPress& press) {
        const std::int64_t apart = pressedUs - press.moment.atUs;
        return std::max(apart, -apart) <= kSameCallUs;
    });
}

}  // namespace mingjing::domain
