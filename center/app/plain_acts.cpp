// SPDX-License-Identifier: Apache-2.0
// Plain acts become events: what they name must exist, what they begin gets a place.
#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/domain/json_read.h"
#include "center/domain/stays/steps.h"
#include "center/kernel/clock.h"

namespace mingjing::app {

using domain::ActField;
using domain::FieldKind;
using domain::NewEvent;
using domain::Step;
using Events = Result<std::vector<NewEvent>>;

namespace {

/// A Ref names a request, an approval or whatever else got an id on this stay.
bool isOnStay(const domain::Stay& stay, const std::string& field, const Uuid& id) {
    if (stay.findApproval(id) != nullptr) return true;
    for (const domain::Note& note : stay.notes) {
        const domain::PlainAct* act = domain::plainActOfEvent(note.event().type);
        if (act != nullptr && act->newId == field && note.id(field.c_str()) == id) return true;
    }
    return false;
}

Status checkField(const domain::Stay& stay, const domain::Centre& centre, const ActField& field,
                  const Json& value, std::int64_t nowUs) {
    const std::string path = "values/" + field.name;
    if (field.kind == FieldKind::Staff)
        return checkStaff(centre, {domain::storedUuid(value)}, path);
    if (field.kind == FieldKind::Staffs) {
        std::vector<Uuid> ids;
        for (const Json& id : value) ids.push_back(domain::storedUuid(id));
        return checkStaff(centre, ids, path);
    }
    if (field.kind == FieldKind::Room && !centre.rooms.contains(domain::storedUuid(value)))
        return Error::invalid(path, "room.unknown");
    if (field.kind == FieldKind::Ref && !isOnStay(stay, field.name, domain::storedUuid(value)))
        return Error::invalid(path, "act.unknown_reference");
    if (field.kind == FieldKind::Time && value.get<std::int64_t>() > nowUs + kernel::kMinuteUs)
        return Error::invalid(path, "time.in_future");
    return {};
}

/// Where an act that lasts takes place, the person is placed.
std::optional<Uuid> placeOf(const DoPlainAct& command) {
    if (command.act->effect != domain::Effect::Begin) return std::nullopt;
    const Uuid room = domain::readUuid(command.values, "roomId");
    return room.isNil() ? std::nullopt : std::optional(room);
}

}  // namespace

Status checkActFields(const domain::Stay& stay, const domain::Centre& centre,
                      const std::vector<ActField>& fields, const Json& values, std::int64_t nowUs) {
    for (const ActField& field : fields)
        if (const auto value = values.find(field.name); value != values.end())
            MJ_TRY(checkField(stay, centre, field, *value, nowUs));
    return {};
}

Result<Json> StayDesk::doPlainAct(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                  const DoPlainAct& command) {
    const domain::PlainAct& plain = *command.act;
    const auto place = placeOf(command);
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.step = plain.step ? plain.step : place ? std::optional(Step::Place) : std::nullopt;
    if (place) request.rooms = {*place};
    Json scan;
    if (command.file)
        request.first = [&](CommandTransaction& transaction, const Scene&) -> Status {
            MJ_ASSIGN(scan, keepFile(transaction, "scan", command.file->bytes));
            return {};
        };
    request.make = [&](const Scene& scene) -> Events {
        if (!command.mode.report)
            if (const auto refusal = domain::actRefusal(scene.stay, plain))
                return Error::of(ErrorKind::Precondition, *refusal);
        MJ_TRY(checkActFields(scene.stay, scene.centre, plain.fields, command.values, scene.nowUs));
        NewEvent made = eventOf(plain.event.c_str(), scene.happenedUs, command.values);
        made.sealed = command.sealed;
        if (command.file) {
            made.body["mediaType"] = command.file->mediaType;
            made.body["scan"] = scan;
        }
        if (!plain.newId.empty()) made.body[plain.newId] = Uuid::make(scene.nowUs).text();
        if (!place) return std::vector{made};
        const domain::Room& room = scene.centre.rooms.at(*place);
        return std::vector{eventOf(domain::kPersonPlaced, scene.happenedUs,
                                   {{"purpose", purposeOf(room.kind)}, {"roomId", place->text()}}),
                           made};
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
