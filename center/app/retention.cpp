// SPDX-License-Identifier: Apache-2.0
// Orders, holds, and the choice of the oldest that may go.
#include "center/app/retention.h"

#include <algorithm>

#include "center/app/audit.h"

namespace mingjing::app {

namespace {

constexpr std::int64_t kDayUs = 24 * kernel::kHourUs;
constexpr int kMostAtOnce = 50;
constexpr std::int64_t kLongestHoldUs = 366 * kDayUs;

}  // namespace

Result<std::optional<RemovalOrderRow>> orderInForce(UnitOfWork& unit) {
    MJ_ASSIGN(const auto orders, unit.retention().orders(1000));
    for (const RemovalOrderRow& order : orders)
        if (order.decidedUs) return order.granted ? std::optional(order) : std::nullopt;
    return std::optional<RemovalOrderRow>();
}

Result<Uuid> askRemovalOrder(UnitOfWork& unit, const Actor& actor, int days, std::int64_t nowUs) {
    if (days < kLeastKeptDays)
        return Error::invalid("days", "retention.too_short", {{"days", kLeastKeptDays}});
    RemovalOrderRow row;
    row.id = Uuid::make(nowUs);
    row.days = days;
    row.askedUs = nowUs;
    row.askedBy = actor.id();
    MJ_TRY(unit.retention().putOrder(row));
    MJ_TRY(audit(unit, actor, nowUs,
                 {"removal_order_asked", "removal_order", row.id, std::to_string(days), true}));
    return row.id;
}

Status decideRemovalOrder(UnitOfWork& unit, const Actor& actor, const Uuid& id, bool granted,
                          std::int64_t nowUs) {
    MJ_ASSIGN(const auto orders, unit.retention().orders(200));
    const auto found =
        std::find_if(orders.begin(), orders.end(), [&](const auto& o) { return o.id == id; });
    if (found == orders.end()) return Error::of(ErrorKind::NotFound, "approval.not_found");
    if (found->decidedUs) return Error::of(ErrorKind::Precondition, "approval.decided");
    if (found->askedBy == actor.id())
        return Error::of(ErrorKind::Forbidden, "approval.own_request");
    RemovalOrderRow row = *found;
    row.decidedUs = nowUs;
    row.decidedBy = actor.id();
    row.granted = granted;
    MJ_TRY(unit.retention().putOrder(row));
    return audit(unit, actor, nowUs,
                 {granted ? "removal_order_granted" : "removal_order_refused", "removal_order", id,
                  std::to_string(row.days), true});
}

namespace {

Status checkHold(UnitOfWork& unit, const HoldWish& wish) {
    if (wish.stayId.has_value() == wish.roomId.has_value())
        return Error::invalid("roomId", "hold.stay_or_room");
    if (wish.fromUs <= 0 || wish.fromUs >= wish.toUs || wish.toUs - wish.fromUs > kLongestHoldUs)
        return Error::invalid("toUs", "hold.bad_interval");
    if (wish.stayId) {
        MJ_ASSIGN(const auto stay, unit.stays().find(*wish.stayId));
        return stay ? Status() : Status(Error::invalid("stayId", "stay.not_found"));
    }
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    const bool known = std::any_of(rooms.begin(), rooms.end(),
                                   [&](const auto& room) { return room.id == *wish.roomId; });
    return known ? Status() : Status(Error::invalid("roomId", "room.unknown"));
}

/// Rooms and times that a hold is about.
Result<std::vector<std::pair<Uuid, domain::Span>>> placesOf(UnitOfWork& unit,
                                                            const HoldWish& wish) {
    std::vector<std::pair<Uuid, domain::Span>> out;
    if (wish.roomId) {
        out.push_back({*wish.roomId, {wish.fromUs, wish.toUs}});
        return out;
    }
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    std::vector<Uuid> ids;
    for (const domain::Room& room : rooms) ids.push_back(room.id);
    MJ_ASSIGN(const auto occupancies, unit.stays().occupancies(ids, wish.fromUs));
    for (const domain::Occupancy& there : occupancies) {
        if (there.stayId != *wish.stayId) continue;
        const std::int64_t toUs = std::min(there.toUs.value_or(wish.toUs), wish.toUs);
        out.push_back({there.roomId, {std::max(there.fromUs, wish.fromUs), toUs}});
    }
    return out;
}

}  // namespace

Result<std::int64_t> bytesOfHold(UnitOfWork& unit, const HoldWish& wish) {
    MJ_TRY(checkHold(unit, wish));
    MJ_ASSIGN(const auto places, placesOf(unit, wish));
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    std::int64_t bytes = 0;
    for (const auto& [room, span] : places)
        for (const CameraRow& camera : cameras) {
            if (camera.roomId != room) continue;
            for (const char* stream : {"main", "sub"}) {
                MJ_ASSIGN(const auto rows, unit.recordings().segments(camera.id, stream, span));
                for (const SegmentRow& row : rows) bytes += row.bytes;
            }
        }
    return bytes;
}

Result<Uuid> placeHold(UnitOfWork& unit, Vault& vault, const Actor& actor, const HoldWish& wish,
                       std::int64_t nowUs) {
    MJ_TRY(checkHold(unit, wish));
    LegalHoldRow row;
    row.id = Uuid::make(nowUs);
    row.stayId = wish.stayId;
    row.roomId = wish.roomId;
    row.fromUs = wish.fromUs;
    row.toUs = wish.toUs;
    row.reason = vault.sealSmall(wish.reason, "hold" + row.id.text());
    row.placedUs = nowUs;
    row.placedBy = actor.id();
    MJ_TRY(unit.retention().putHold(row));
    MJ_TRY(audit(unit, actor, nowUs, {"hold_placed", "hold", row.id, "", true}));
    return row.id;
}

Status liftHold(UnitOfWork& unit, const Actor& actor, const Uuid& id, std::int64_t nowUs) {
    MJ_ASSIGN(const auto found, unit.retention().findHold(id));
    if (!found || found->liftedUs) return Error::of(ErrorKind::NotFound, "hold.not_found");
    if (found->placedBy == actor.id())
        return Error::of(ErrorKind::Forbidden, "approval.own_request");
    LegalHoldRow row = *found;
    row.liftedUs = nowUs;
    row.liftedBy = actor.id();
    MJ_TRY(unit.retention().putHold(row));
    return audit(unit, actor, nowUs, {"hold_lifted", "hold", id, "", true});
}

Result<Json> removableSegments(UnitOfWork& unit, const NodeStatus& recorder, std::int64_t nowUs) {
    Json out = Json::array();
    if (recorder.wantedBytes <= 0) return out;
    MJ_ASSIGN(const auto order, orderInForce(unit));
    if (!order) return out;
    const std::int64_t beforeUs = nowUs - std::max(order->days, kLeastKeptDays) * kDayUs;
    MJ_ASSIGN(const auto rows, unit.retention().removable(beforeUs, kMostAtOnce));
    std::int64_t bytes = 0;
    for (const SegmentRow& row : rows) {
        if (bytes >= recorder.wantedBytes) break;
        bytes += row.bytes;
        out.push_back({{"camera", row.cameraId.text()},
                       {"order", order->id.text()},
                       {"segment", row.id.text()},
                       {"stream", row.stream}});
    }
    return out;
}

}  // namespace mingjing::app
