// SPDX-License-Identifier: Apache-2.0
// Heads by time, slots by head.
#include "center/app/liveness.h"

namespace mingjing::app {

namespace {

constexpr int kMostHeads = 10'000;

}  // namespace

Result<std::vector<RoomCode>> codesOf(UnitOfWork& unit, const Uuid& room, std::int64_t nowUs) {
    std::vector<RoomCode> codes;
    const std::int64_t current = kernel::slotAt(nowUs);
    for (const std::int64_t slot : {current, current + 1}) {
        MJ_ASSIGN(const auto head,
                  unit.log().headAt(kernel::slotBeginUs(slot) - kernel::kHeadLeadUs));
        if (head && kernel::mayCarry(head->head.signedAtUs, slot))
            codes.push_back({slot, kernel::livenessCode(head->hash, room, slot), *head});
    }
    return codes;
}

Result<std::optional<RoomCode>> findCode(UnitOfWork& unit, const std::string& code,
                                         const Uuid& room, domain::Span within) {
    MJ_ASSIGN(
        const auto heads,
        unit.log().headsSigned({within.fromUs - kernel::kOldestHeadUs, within.toUs}, kMostHeads));
    // The newest first: where two heads could carry a slot, the later one was shown.
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
        const std::int64_t signedUs = head->head.signedAtUs;
        const std::int64_t first = kernel::slotAt(std::max(within.fromUs, signedUs));
        const std::int64_t last =
            kernel::slotAt(std::min(within.toUs, signedUs + kernel::kOldestHeadUs));
        for (std::int64_t slot = first; slot <= last; ++slot)
            if (kernel::mayCarry(signedUs, slot) &&
                kernel::livenessCode(head->hash, room, slot) == code)
                return std::optional(RoomCode{slot, code, *head});
    }
    return std::optional<RoomCode>();
}

}  // namespace mingjing::app
