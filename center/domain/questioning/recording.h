// SPDX-License-Identifier: Apache-2.0
// What is known of a room's recording and of what the analyst saw there: input of the rules.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "center/domain/observations/observation.h"
#include "center/kernel/ids.h"

namespace mingjing::domain {

using kernel::Uuid;

struct Span {
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
};

/// Durable recording of one camera, from the index of its evidence.
struct CameraCover {
    Uuid cameraId;
    std::string name;
    bool hasSound = false;
    std::vector<Span> covered;  ///< may overlap, any order
};

/// From `fromUs` on the smoothed number of persons in a room was `value`; -1: the check abstains.
struct CountChange {
    std::int64_t fromUs = 0;
    int value = -1;
    int confidenceMilli = 0;
    Uuid cameraId{};
    Uuid segment{};
    std::int64_t fragment = 0;
    std::int64_t offsetUs = 0;
};

struct RoomRecord {
    Uuid roomId;
    bool soundNeeded = false;
    std::vector<CameraCover> cameras;
    std::vector<CountChange> counts;  ///< by time
    std::vector<Span> notWatched;
    /// Questionings of this room by their marks, of every stay; one that runs has no end
    /// (INT64_MAX).
    std::vector<Span> declared;
    /// While the person was placed here, by begin.
    std::vector<Observation> observations;
    /// Groups of kinds that somebody looks for here now; empty: nobody does.
    std::set<std::string> checks;
    /// What any camera recorded while the person was placed here; nothing: no camera is known.
    std::optional<std::vector<Span>> placedCover;
};

/// Joins spans that touch, overlap or are at most `joinUs` apart; sorted.
std::vector<Span> unionOf(std::vector<Span> spans, std::int64_t joinUs = 0);

/// `spans` less `missing`; both in order and without overlaps.
std::vector<Span> without(const std::vector<Span>& spans, const std::vector<Span>& missing);

/// The parts of `needed` that no suitable camera of the room covers and that are longer than
/// `toleranceUs`. A camera without sound is not suitable where sound is needed.
std::vector<Span> uncovered(const RoomRecord& record, const Span& needed, std::int64_t toleranceUs);

/// Microseconds of `needed` that are covered.
std::int64_t coveredUs(const RoomRecord& record, const Span& needed);

/// The newest moment up to which some suitable camera has recorded; 0 when none has.
std::int64_t recordedUntilUs(const RoomRecord& record);

}  // namespace mingjing::domain
