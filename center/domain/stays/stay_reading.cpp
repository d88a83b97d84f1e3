// SPDX-License-Identifier: Apache-2.0
// What a folded stay says of itself, and a plain act of its fields.
#include <algorithm>

#include "center/domain/json_read.h"
#include "center/domain/stays/fold_event.h"

namespace mingjing::domain {

std::string Note::word(const char* field) const {
    return event_->body.value(field, "");
}
bool Note::flag(const char* field) const {
    return event_->body.value(field, false);
}
std::optional<std::int64_t> Note::number(const char* field) const {
    const auto it = event_->body.find(field);
    return it == event_->body.end() ? std::nullopt : std::optional(it->get<std::int64_t>());
}
Uuid Note::id(const char* field) const {
    return readUuid(event_->body, field);
}
std::vector<Uuid> Note::ids(const char* field) const {
    std::vector<Uuid> all;
    for (const Json& id : event_->body.value(field, Json::array())) all.push_back(storedUuid(id));
    return all;
}
std::vector<std::string> Note::words(const char* field) const {
    return event_->body.value(field, std::vector<std::string>{});
}
bool Note::gave(const char* slot) const {
    return hasSlot(*event_, slot);
}
const Json* Note::sealed(const char* slot) const {
    return disclosed(*event_, slot);
}
bool Note::operator==(const Note& other) const {
    return event_->seq == other.event_->seq && event_->happenedUs == other.event_->happenedUs &&
           event_->body == other.event_->body && event_->disclosed == other.event_->disclosed;
}

std::vector<Note> Stay::notesOf(const char* eventType) const {
    std::vector<Note> found;
    for (const Note& note : notes)
        if (note.event().type == eventType) found.push_back(note);
    return found;
}

const Spell* Stay::openSpell(SpellKind kind) const {
    for (auto spell = spells.rbegin(); spell != spells.rend(); ++spell)
        if (spell->kind == kind && !spell->ended) return &*spell;
    return nullptr;
}

std::vector<Uuid> Stay::samePerson() const {
    std::vector<Uuid> same;
    for (const PersonLink& link : links)
        if (!link.undone) same.push_back(link.stayId);
    return same;
}

const Approval* Stay::findApproval(const Uuid& approvalId) const {
    for (const Approval& approval : approvals)
        if (approval.id == approvalId) return &approval;
    return nullptr;
}

bool Stay::needsNewSafetyCheck() const {
    std::int64_t sinceUs = INT64_MIN;
    for (const Spell& spell : spells)
        if (spell.ended && (spell.kind == SpellKind::Absence || spell.kind == SpellKind::Sobering))
            sinceUs = std::max(sinceUs, spell.ended->atUs());
    const bool since = std::any_of(safetyChecks.begin(), safetyChecks.end(),
                                   [&](const auto& c) { return c.moment.atUs >= sinceUs; });
    return isHeld(role) && sinceUs != INT64_MIN && !since;
}

const Questioning* Stay::openQuestioning() const {
    for (const Questioning& questioning : questionings)
        if (!questioning.endedUs) return &questioning;
    return nullptr;
}

const Questioning* Stay::findQuestioning(const Uuid& questioningId) const {
    for (const Questioning& questioning : questionings)
        if (questioning.id == questioningId) return &questioning;
    return nullptr;
}

std::int64_t Stay::clockStartUs() const {
    return arrivalPaperUs ? std::min(arrived.atUs, *arrivalPaperUs) : arrived.atUs;
}

bool Stay::isMinor() const {
    return facts.has_value() && isMinorAt(*facts, arrived.atUs).value_or(false);
}

}  // namespace mingjing::domain
