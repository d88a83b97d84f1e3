// SPDX-License-Identifier: Apache-2.0
// What the files that fold events into a stay share; for stay.cpp and fold_*.cpp only.
#pragma once

#include <string>
#include <unordered_map>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

/// By type of event, how it changes the stay.
using Apply = void (*)(Stay&, const RecordedEvent&);
using Appliers = std::unordered_map<std::string, Apply>;

/// Questionings, who attends, marks, and their transcripts.
const Appliers& questioningAppliers();

inline Moment momentOf(const RecordedEvent& event) {
    return {event.happenedUs, event.seq};
}

inline const Json* disclosed(const RecordedEvent& event, const char* slot) {
    const auto it = event.disclosed.find(slot);
    return it == event.disclosed.end() ? nullptr : &it->second;
}

/// True also where the slot is not opened for this reader, or erased.
inline bool hasSlot(const RecordedEvent& event, const char* slot) {
    const auto sealed = event.body.find("sealed");
    return disclosed(event, slot) != nullptr ||
           (sealed != event.body.end() && sealed->contains(slot));
}

/// What a text slot says; empty when there is none or it is sealed.
inline std::string textOf(const RecordedEvent& event, const char* slot) {
    const Json* text = disclosed(event, slot);
    return text == nullptr ? "" : text->value("text", "");
}

}  // namespace mingjing::domain
