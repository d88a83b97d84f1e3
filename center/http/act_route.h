// SPDX-License-Identifier: Apache-2.0
// The route of one act of the desk.
#pragma once

#include "center/http/house.h"

namespace mingjing::http {

/// One act: body -> command -> desk -> receipt with its warnings in words.
template <typename Command>
void addAct(House& house, net::Router& router, const std::string& path, domain::Ability ability,
            Command (*parse)(Fields&),
            Result<Json> (app::StayDesk::*run)(const app::Actor&, const app::CommandKey&,
                                               const Uuid&, const Command&)) {
    router.add(
        "POST", path,
        guarded(house, ability, [&house, parse, run](const Call& call) -> Result<net::Response> {
            MJ_ASSIGN(const auto key, commandKey(call.request));
            MJ_ASSIGN(const Json body, bodyObject(call.request.body));
            Fields fields(body);
            const Command command = parse(fields);
            MJ_TRY(fields.done());
            MJ_ASSIGN(Json receipt, (house.desk.*run)(call.actor, key, call.pathId(), command));
            if (receipt.contains("warnings"))
                receipt["warnings"] = noticesJson(house.messages, receipt["warnings"]);
            house.nodes.touch();
            return created(receipt);
        }));
}

}  // namespace mingjing::http
