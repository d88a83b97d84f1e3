// SPDX-License-Identifier: Apache-2.0
// What the rules of observations say alike: who saw what when, and what follows for the person.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// What a rule asks of observations.
struct SeenQuestion {
    std::set<std::string> kinds;
    const char* group = "";  ///< that must be looked for before "nothing was seen" says anything
    const char* code = "";   ///< of the breach
    /// Trouble of one camera is its own; else what several cameras of a room see at the same time
    /// is one thing.
    bool perCamera = false;
    std::int64_t longerThanUs = 0;  ///< within the asked spans
    bool (*counts)(const Observation&) = nullptr;
};

/// One verdict for each thing that was seen within the spans (in order, without overlaps; who is
/// still there, is until INT64_MAX), and one about `subject`: that nothing was seen, or that nobody
/// looks (abstains). `record` null: nothing is known of the room. A subject of a thing is
/// `<kind>:<id of its first observation>`.
Verdicts judgeSeen(const StayInput& input, const RoomRecord* record, const std::string& subject,
                   const std::vector<Span>& within, const SeenQuestion& question);

/// Times of the person in each room.
std::map<Uuid, std::vector<Span>> spansByRoom(const Stay& stay);
const RoomRecord* recordOf(const Centre& centre, const Uuid& roomId);

/// Changes of the count about the verdict's interval, at most eight.
void addCountEvidence(Verdict& verdict, const RoomRecord& record);
/// Observations of these kinds that touch the verdict's interval, at most eight in all.
void addSeenEvidence(Verdict& verdict, const RoomRecord& record,
                     const std::set<std::string>& kinds);

}  // namespace mingjing::domain
