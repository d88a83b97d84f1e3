// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads.
#include "center/http/reading.h"

#include "center/app/openings.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

net::Handler reading(House& house, std::optional<Ability> ability, Read read) {
    return guarded(house, ability,
                   [&house, read = std::move(read)](const Call& call) -> Result<Response> {
                       MJ_ASSIGN(const auto unit, house.database.begin());
                       MJ_ASSIGN(Directory directory, readDirectory(*unit));
                       Pages pages(house, *unit, std::move(directory));
                       MJ_ASSIGN(const Json json, read(call, *unit, pages));
                       return Response::json(200, json);
                   });
}

void addWords(const app::Messages& messages, Json& json, const std::string& name,
              const std::string& key) {
    json[name] = messages.zh(key);
    json[name + "En"] = messages.en(key);
}

Json codeJson(const app::RoomCode& code) {
    const std::int64_t fromUs = kernel::slotBeginUs(code.slot);
    return {{"code", code.code}, {"fromUs", fromUs}, {"untilUs", fromUs + kernel::kSlotUs}};
}

Result<app::SharedStay> visibleStay(House& house, app::UnitOfWork& unit, const Call& call,
                                    const Uuid& id) {
    MJ_ASSIGN(auto loaded, house.stays.find(unit, id));
    if (!maySeeStayOf(call.actor.staff, loaded->stay.unitId))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    MJ_ASSIGN(const bool sealed,
              app::isSealedFor(unit, call.actor, loaded->stay, house.clock.wall().us));
    if (sealed) return Error::of(kernel::ErrorKind::Forbidden, "stay.sealed");
    return loaded;
}

Result<bool> isSealedHere(House& house, app::UnitOfWork& unit, const Call& call, const Uuid& id) {
    const auto loaded = house.stays.find(unit, id);
    if (!loaded.ok() && loaded.error().kind == kernel::ErrorKind::DataLoss) return false;
    if (!loaded.ok()) return loaded.error();
    return app::isSealedFor(unit, call.actor, (*loaded)->stay, house.clock.wall().us);
}

}  // namespace mingjing::http
