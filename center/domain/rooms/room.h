// SPDX-License-Identifier: Apache-2.0
// Rooms, their kinds and privacy classes, and who was in them when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "center/domain/people/person.h"

namespace mingjing::domain {

enum class RoomKind {
    Reception,
    Registration,
    SafetyCheckMale,
    SafetyCheckFemale,
    Changing,
    Belongings,
    InformationCollection,
    Waiting,
    Interrogation,
    Questioning,
    MinorQuestioning,
    Identification,
    Sobering,
    Medical,
    RemoteInterrogation,
    LawyerMeeting,
    Psychological,
    Mediation,
    Court,
    CaseManagement,
    PropertyStore,
    Command,
    Equipment,
    Toilet,
    Corridor,
    Yard,
};
MJ_WORDS(RoomKind, 26, {RoomKind::Reception, "reception"}, {RoomKind::Registration, "registration"},
         {RoomKind::SafetyCheckMale, "safety_check_male"},
         {RoomKind::SafetyCheckFemale, "safety_check_female"}, {RoomKind::Changing, "changing"},
         {RoomKind::Belongings, "belongings"},
         {RoomKind::InformationCollection, "information_collection"},
         {RoomKind::Waiting, "waiting"}, {RoomKind::Interrogation, "interrogation"},
         {RoomKind::Questioning, "questioning"}, {RoomKind::MinorQuestioning, "minor_questioning"},
         {RoomKind::Identification, "identification"}, {RoomKind::Sobering, "sobering"},
         {RoomKind::Medical, "medical"}, {RoomKind::RemoteInterrogation, "remote_interrogation"},
         {RoomKind::LawyerMeeting, "lawyer_meeting"}, {RoomKind::Psychological, "psychological"},
         {RoomKind::Mediation, "mediation"}, {RoomKind::Court, "court"},
         {RoomKind::CaseManagement, "case_management"}, {RoomKind::PropertyStore, "property_store"},
         {RoomKind::Command, "command"}, {RoomKind::Equipment, "equipment"},
         {RoomKind::Toilet, "toilet"}, {RoomKind::Corridor, "corridor"}, {RoomKind::Yard, "yard"});

/// What may be recorded, shown and analysed in a room.
enum class Privacy { Normal, NoSound, NoPicture, Restricted };
MJ_WORDS(Privacy, 4, {Privacy::Normal, "normal"}, {Privacy::NoSound, "no_sound"},
         {Privacy::NoPicture, "no_picture"}, {Privacy::Restricted, "restricted"});

struct Room {
    Uuid id;
    std::string code;
    std::string name;
    RoomKind kind = RoomKind::Waiting;
    int capacity = 1;
    Privacy privacy = Privacy::Normal;
    std::string sexUse = "any";  ///< "F", "M" or "any"
    bool minorUse = false;
    bool active = true;
    std::string outOfService;
    std::int64_t seq = 0;
};

bool isQuestioningRoom(RoomKind kind);
/// Sound belongs to the evidence of this room, so a recording without it is not RUNNING.
inline bool needsSound(const Room& room) {
    return room.privacy == Privacy::Normal && isQuestioningRoom(room.kind);
}
/// Not a room of the other sex; who is not known to be of one may be placed anywhere.
inline bool isFor(const Room& room, const std::optional<PersonFacts>& facts) {
    return room.sexUse == "any" || !facts || !facts->sex || wordOf(*facts->sex) == room.sexUse;
}
inline bool permitsPicture(const Room& room) {
    return room.privacy != Privacy::NoPicture;
}
inline bool permitsSound(const Room& room) {
    return room.privacy == Privacy::Normal;
}
inline bool permitsAnalysis(const Room& room) {
    return room.privacy == Privacy::Normal;
}

/// One person's time in one room, by happened time; `toUs` is open while the person is there.
struct Occupancy {
    Uuid stayId;
    Uuid roomId;
    Uuid caseId;
    PersonRole role = PersonRole::Suspect;
    std::optional<Sex> sex;
    std::optional<bool> minor;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
};

/// The common part of two occupancies, when there is one longer than a moment.
struct Overlap {
    std::int64_t fromUs;
    std::optional<std::int64_t> toUs;
};
std::optional<Overlap> overlapOf(const Occupancy& a, const Occupancy& b);

}  // namespace mingjing::domain
