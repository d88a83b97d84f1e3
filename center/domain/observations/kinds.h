// SPDX-License-Identifier: Apache-2.0
// The catalogue of what is watched for: kinds of observations in groups that are switched on by
// room kind, the rule each leads to, and the thresholds below which nothing is told.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "center/domain/rooms/room.h"

namespace mingjing::domain {

struct ObservationKind {
    const char* kind;
    const char* group;
    const char* rule;  ///< that it leads to; empty: none
};

struct KindGroup {
    const char* name;
    std::set<RoomKind> rooms;  ///< where it is on unless the centre decided otherwise
};

/// How a threshold decides what is told.
enum class ThresholdSense {
    Lasting,  ///< milliseconds that it must have lasted
    AtLeast,  ///< the value, without its sign
    Below,    ///< the value
};

struct Threshold {
    const char* name;  ///< group, dot, name
    const char* group;
    const char* unit;  ///< ms, milli, milliFps
    std::int64_t usual, least, most;
    ThresholdSense sense;
    std::vector<std::string> kinds;  ///< that it decides about
};

const std::vector<KindGroup>& kindGroups();
const std::vector<ObservationKind>& observationKinds();
const std::vector<Threshold>& thresholds();
/// Null: there is none of this name.
const ObservationKind* findObservationKind(const std::string& kind);
const Threshold* findThreshold(const std::string& name);
/// Groups that are on in rooms of this kind unless the centre decided otherwise, in the
/// catalogue's order.
std::vector<std::string> usualChecks(RoomKind kind);
/// All kinds of this group.
std::set<std::string> kindsOf(const std::string& group);

}  // namespace mingjing::domain
