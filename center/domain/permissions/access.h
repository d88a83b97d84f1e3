// SPDX-License-Identifier: Apache-2.0
// Who may see what: one table of role, material and class of room. Stays, scans,
// transcripts, files and pictures ask here, and "why may I see this?" answers from here. What may
// be done is in abilities.h.
#pragma once

#include <optional>
#include <vector>

#include "center/domain/rooms/room.h"
#include "center/domain/staff/staff.h"

namespace mingjing::domain {

enum class Material {
    Wall,             ///< places and clocks, without names
    Board,            ///< who is present, by shortened name
    Stay,             ///< the record of a stay
    Scan,             ///< signed pages and statutory papers, as pictures
    Transcript,       ///< what was said, as text, its scans and prints
    StayFile,         ///< all of a stay as one package
    RecordingExport,  ///< recordings of a stay that leave the centre, by approval
    TrueIdentity,     ///< of who is kept under a pseudonym, each time with a purpose
    Finding,          ///< findings and their evidence
    Audit,            ///< who did and saw what
    Live,             ///< a camera's picture now, with sound where the room has it
    Playback,         ///< what a camera recorded
    BodyCheck,        ///< what a camera recorded of a body check, with an approval in force
};
MJ_WORDS(Material, 13, {Material::Wall, "wall"}, {Material::Board, "board"},
         {Material::Stay, "stay"}, {Material::Scan, "scan"}, {Material::Transcript, "transcript"},
         {Material::StayFile, "stay_file"}, {Material::RecordingExport, "recording_export"},
         {Material::TrueIdentity, "true_identity"}, {Material::Finding, "finding"},
         {Material::Audit, "audit"}, {Material::Live, "live"}, {Material::Playback, "playback"},
         {Material::BodyCheck, "body_check"});

/// What a room is to a viewer. A room of two classes is of the stricter one.
enum class RoomClass {
    None,          ///< the material is not of a room
    General,       ///< waiting, reception, corridors, …
    Questioning,   ///< picture and sound of questionings
    Confidential,  ///< picture without sound or analysis: talks with a lawyer
    NoPicture,     ///< toilet, changing room
    Restricted,    ///< body checks: sealed, opened by an approval of its own
};
MJ_WORDS(RoomClass, 6, {RoomClass::None, "none"}, {RoomClass::General, "general"},
         {RoomClass::Questioning, "questioning"}, {RoomClass::Confidential, "confidential"},
         {RoomClass::NoPicture, "no_picture"}, {RoomClass::Restricted, "restricted"});
RoomClass classOf(const Room& room);

/// How far a role's sight of a material goes.
enum class Reach {
    No,
    OwnUnit,         ///< of stays of one's own unit
    OwnQuestioning,  ///< of the room in which one's own unit questions, while it does
    All,
};
MJ_WORDS(Reach, 4, {Reach::No, "no"}, {Reach::OwnUnit, "own_unit"},
         {Reach::OwnQuestioning, "own_questioning"}, {Reach::All, "all"});

/// Default deny: what the table does not name is not seen.
Reach reachOf(Role role, Material material, RoomClass room);

/// What is looked at.
struct Sight {
    Material material = Material::Wall;
    RoomClass room = RoomClass::None;
    std::optional<Uuid> unitId;        ///< of the stay; nothing: no stay is meant
    bool ownUnitQuestionsNow = false;  ///< in that room
};

inline Sight sightOf(Material material, const Uuid& stayUnit) {
    return {material, RoomClass::None, stayUnit, false};
}

/// The role that lets this member of staff see it, and how far it reaches.
struct SightReason {
    Role role;
    Reach reach;
};
/// Nothing: they may not. Of several roles the one that reaches furthest.
std::optional<SightReason> whyMaySee(const Staff& staff, const Sight& sight);

}  // namespace mingjing::domain
