// SPDX-License-Identifier: Apache-2.0
// Two stays of one person: linked, and the link undone, on the chains of both.
#include <algorithm>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"

namespace mingjing::app {

namespace {

const domain::PersonLink* openLinkTo(const domain::Stay& stay, const Uuid& other) {
    for (const domain::PersonLink& link : stay.links)
        if (link.stayId == other && !link.undone) return &link;
    return nullptr;
}

Result<SharedStay> linkable(CommandTransaction& transaction, KeptStays& stays, const Uuid& id) {
    MJ_ASSIGN(SharedStay found, stays.find(transaction.unit(), id));
    if (!maySeeStayOf(transaction.actor().staff, found->stay.unitId))
        return Error::of(ErrorKind::NotFound, "stay.not_found");
    return found;
}

}  // namespace

Result<Json> StayDesk::writeOnBoth(CommandTransaction& transaction, const Uuid& stay,
                                   const Uuid& other, const char* type, const Uuid& linkId,
                                   const std::string& why) {
    Json receipts = Json::array();
    for (const auto& [on, named] : {std::pair(stay, other), std::pair(other, stay)}) {
        const StreamRef stream{domain::kStayStream, on};
        MJ_ASSIGN(const SharedStay loaded,
                  stays_.find(transaction.unit(), on, transaction.head(stream)));
        domain::NewEvent event = eventOf(type, transaction.nowUs(),
                                         {{"linkId", linkId.text()}, {"stayId", named.text()}});
        sealText(event, "why", "reason", why);
        MJ_TRY(store(transaction, stream, *loaded, {event}));
        receipts.push_back(transaction.receipt(on, stream));
    }
    return Json{{"items", receipts}};
}

Result<Json> StayDesk::linkStays(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                 const LinkStays& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        if (command.otherId == stay) return Error::invalid("otherStayId", "link.itself");
        MJ_TRY(transaction.lock(
            {{domain::kStayStream, stay}, {domain::kStayStream, command.otherId}}));
        MJ_ASSIGN(const SharedStay loaded, linkable(transaction, stays_, stay));
        const auto other = linkable(transaction, stays_, command.otherId);
        if (!other.ok() && other.error().kind == ErrorKind::NotFound)
            return Error::invalid("otherStayId", "stay.not_found");
        if (!other.ok()) return other.error();
        if (openLinkTo(loaded->stay, command.otherId) != nullptr)
            return Error::of(ErrorKind::Precondition, "link.exists");
        return writeOnBoth(transaction, stay, command.otherId, domain::kStaysLinked,
                           Uuid::make(transaction.nowUs()), command.why);
    });
}

Result<Json> StayDesk::unlinkStays(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                   const UnlinkStays& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        const auto linkIn = [&](const domain::Stay& of) {
            return std::find_if(of.links.begin(), of.links.end(),
                                [&](const auto& link) { return link.id == command.linkId; });
        };
        // Which other stay is to be locked stands on this one, and never changes.
        MJ_ASSIGN(const SharedStay before, linkable(transaction, stays_, stay));
        const auto named = linkIn(before->stay);
        if (named == before->stay.links.end()) return Error::invalid("linkId", "link.unknown");
        const Uuid other = named->stayId;
        MJ_TRY(transaction.lock({{domain::kStayStream, stay}, {domain::kStayStream, other}}));
        MJ_ASSIGN(const SharedStay loaded, linkable(transaction, stays_, stay));
        MJ_TRY(linkable(transaction, stays_, other));
        if (linkIn(loaded->stay)->undone) return Error::of(ErrorKind::Precondition, "link.undone");
        return writeOnBoth(transaction, stay, other, domain::kStaysUnlinked, command.linkId,
                           command.why);
    });
}

}  // namespace mingjing::app
