// SPDX-License-Identifier: Apache-2.0
// Plain acts: what is done with or for a person and is wholly said by a few fields (a notice given,
// a visit, a check). One table is their contract, their reading, their forms and their print; acts
// that decide more than their own words (admission, questioning, departure) have code of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/domain/permissions/abilities.h"
#include "center/domain/rules/rule.h"

namespace mingjing::domain {

enum class FieldKind {
    Word,     ///< one of `words`
    Words,    ///< some of `words`
    Text,     ///< sealed, under a slot of the field's name
    Label,    ///< a number or name of a thing, not of a person: open in the body
    Staff,    ///< a member of staff
    Staffs,   ///< up to eight of them
    Room,     ///< a room
    Time,     ///< UTC microseconds
    Number,   ///< from `low` to `high`
    Flag,     ///< true or false
    Ref,      ///< id of an earlier act that had a new id
    Answers,  ///< question (one of `words`) -> yes, no, unknown; sealed
    Marks,    ///< body diagram: [{side, xMilli, yMilli, kind, note}]; sealed
};
MJ_WORDS(FieldKind, 13, {FieldKind::Word, "word"}, {FieldKind::Words, "words"},
         {FieldKind::Text, "text"}, {FieldKind::Label, "label"}, {FieldKind::Staff, "staff"},
         {FieldKind::Staffs, "staffs"}, {FieldKind::Room, "room"}, {FieldKind::Time, "time"},
         {FieldKind::Number, "number"}, {FieldKind::Flag, "flag"}, {FieldKind::Ref, "ref"},
         {FieldKind::Answers, "answers"}, {FieldKind::Marks, "marks"});

struct ActField {
    std::string name;
    FieldKind kind = FieldKind::Word;
    bool required = true;
    std::vector<std::string> words;
    std::int64_t low = 0, high = 0;  ///< of a number; of a text its most characters
    std::string sealedAs = "note";   ///< kind of the document a sealed field becomes
};

/// What an act does to the folded stay besides being kept.
enum class Effect { Keep, Begin, End };

struct PlainAct {
    std::string name;   ///< of the contract, for example begin_visit
    std::string group;  ///< where forms list it: rights, care, risk, legal, movement
    std::string event;  ///< its event's type
    Ability ability = Ability::LeadStay;
    std::vector<ActField> fields;
    Effect effect = Effect::Keep;
    std::optional<SpellKind> spell;  ///< which begins or ends
    std::optional<Step> step;        ///< whose rules look at a plan of it
    std::string newId;               ///< body field that gets a fresh id (`requestId`); empty: none
    bool heldOnly = true;            ///< not for witnesses and victims
};

const std::vector<PlainAct>& plainActs();
const PlainAct* findPlainAct(const std::string& name);
const PlainAct* plainActOfEvent(const std::string& type);

/// What a correction of an event of this type may set: the fields of a plain act, or those fields
/// of an admission step that are wholly said by their value. Its time can always be corrected.
const std::vector<ActField>& correctableFields(const std::string& eventType);

/// Nothing when the act may be planned now; else a code of the message catalogue.
std::optional<std::string> actRefusal(const Stay& stay, const PlainAct& act);

}  // namespace mingjing::domain
