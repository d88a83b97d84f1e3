// SPDX-License-Identifier: Apache-2.0
// How each event changes a stay.
#include "center/domain/stays/stay.h"

#include <algorithm>
#include <unordered_map>

#include "center/domain/json_read.h"
#include "center/domain/stays/plain_acts.h"

namespace mingjing::domain {

namespace {

Moment momentOf(const RecordedEvent& event) {
    return {event.happenedUs, event.seq};
}

const Json* disclosed(const RecordedEvent& event, const char* slot) {
    const auto it = event.disclosed.find(slot);
    return it == event.disclosed.end() ? nullptr : &it->second;
}

/// True also where the slot is not opened for this reader, or erased.
bool hasSlot(const RecordedEvent& event, const char* slot) {
    const auto sealed = event.body.find("sealed");
    return disclosed(event, slot) != nullptr ||
           (sealed != event.body.end() && sealed->contains(slot));
}

Questioning* questioningOf(Stay& stay, const RecordedEvent& event) {
    const Uuid id = readUuid(event.body, "questioningId");
    for (Questioning& questioning : stay.questionings)
        if (questioning.id == id) return &questioning;
    return nullptr;
}

void takePersonal(Stay& stay, const RecordedEvent& event) {
    if (const Json* identity = disclosed(event, "identity")) stay.identity = *identity;
    if (const Json* facts = disclosed(event, "facts")) stay.facts = factsOf(*facts);
}

void onBasis(Stay& stay, const RecordedEvent& event) {
    LegalBasis basis;
    basis.moment = momentOf(event);
    basis.kind = storedWord<BasisKind>(event.body.value("basis", "voluntary"));
    basis.oral = event.body.value("oral", false);
    if (const Json* paper = disclosed(event, "paper")) {
        basis.documentNumber = paper->value("documentNumber", "");
        basis.issuedBy = paper->value("issuedBy", "");
    } else {
        basis.paperSealed = hasSlot(event, "paper");
    }
    stay.bases.push_back(std::move(basis));
}

void onArrived(Stay& stay, const RecordedEvent& event) {
    if (const auto apart = event.body.find("trueIdentity"); apart != event.body.end())
        stay.trueIdentity = *apart;
    stay.number = event.body.value("number", "");
    stay.caseId = readUuid(event.body, "caseId");
    stay.caseKind = storedWord<CaseKind>(event.body.value("caseKind", "criminal"));
    stay.unitId = readUuid(event.body, "unitId");
    stay.role = storedWord<PersonRole>(event.body.value("role", "suspect"));
    stay.arrived = momentOf(event);
    if (event.body.contains("arrivalPaperUs"))
        stay.arrivalPaperUs = event.body["arrivalPaperUs"].get<std::int64_t>();
    for (const Json& officer : event.body.value("broughtBy", Json::array()))
        stay.broughtBy.push_back(storedUuid(officer));
    onBasis(stay, event);
    takePersonal(stay, event);
}

/// An answer says more than the flag that was set, or not, at the arrival.
void takeGroups(Stay& stay, const RecordedEvent& event) {
    stay.groups.given = stay.groups.given || hasSlot(event, "groups");
    const Json* groups = disclosed(event, "groups");
    if (groups == nullptr) return;
    if (!stay.groups.answers) stay.groups.answers.emplace();
    const Json answers = groups->value("answers", Json::object());
    for (const auto& [group, answer] : answers.items()) {
        (*stay.groups.answers)[group] = answer.get<std::string>();
        if (stay.facts && answer == "yes") stay.facts->flags.insert(group);
        if (stay.facts && answer == "no") stay.facts->flags.erase(group);
    }
}

void onRegistered(Stay& stay, const RecordedEvent& event) {
    stay.registered = momentOf(event);
    stay.wristband = event.body.value("wristband", "");
    stay.rightsNoticeGiven = event.body.value("rightsNoticeGiven", false);
    takePersonal(stay, event);
    takeGroups(stay, event);
    stay.state = StayState::Registered;
}

void onSafetyCheck(Stay& stay, const RecordedEvent& event) {
    SafetyCheck check;
    check.moment = momentOf(event);
    check.startedUs = event.body.value("startedUs", event.happenedUs);
    check.byDoctor = event.body.value("byDoctor", false);
    for (const Json& checker : event.body.value("checkers", Json::array()))
        check.checkers.push_back({readUuid(checker, "staff"),
                                  storedWord<StaffFunction>(checker.value("function", "civilian")),
                                  storedWord<Sex>(checker.value("sex", "M"))});
    if (const Json* health = disclosed(event, "health"))
        check.injuries = health->value("injuries", "none") == "found";
    stay.safetyChecks.push_back(std::move(check));
    stay.state = StayState::SafetyChecked;
}

void onBelongings(Stay& stay, const RecordedEvent& event) {
    stay.belongings = momentOf(event);
    stay.belongingsKeeper = readUuid(event.body, "keeper");
    stay.locker = event.body.value("locker", "");
    stay.belongingCount = event.body.value("count", std::int64_t{0});
    stay.belongingsSigned = event.body.value("signedByPerson", false);
    if (const Json* items = disclosed(event, "items")) stay.belongingItems = items->at("items");
    stay.state = StayState::BelongingsListed;
}

void onInformation(Stay& stay, const RecordedEvent& event) {
    stay.information = momentOf(event);
    Collection collection;
    collection.moment = momentOf(event);
    collection.kinds = event.body.value("collected", std::vector<std::string>{});
    if (const auto consent = event.body.find("consent"); consent != event.body.end())
        collection.consent = consent->get<bool>();
    stay.collections.push_back(std::move(collection));
    stay.state = StayState::Waiting;
}

void onPlaced(Stay& stay, const RecordedEvent& event) {
    const Uuid roomId = readUuid(event.body, "roomId");
    stay.placements.push_back({momentOf(event), roomId});
    if (stay.departure) return;
    stay.roomId = roomId;
    const auto purpose = event.body.value("purpose", "waiting");
    if (stay.state == StayState::Decided || stay.state == StayState::ExitChecked) return;
    // A questioning goes on until it is ended, wherever the person is said to be.
    if (stay.openQuestioning() != nullptr) return;
    // On the way through admission a move to the next room does not finish the step.
    if (purpose == "waiting") stay.state = StayState::Waiting;
    if (purpose == "care") stay.state = StayState::Care;
    if (purpose == "medical") stay.state = StayState::Medical;
}

void onQuestioningStarted(Stay& stay, const RecordedEvent& event) {
    Questioning questioning;
    questioning.id = readUuid(event.body, "questioningId");
    questioning.roomId = readUuid(event.body, "roomId");
    questioning.ordinal = event.body.value("ordinal", 1);
    questioning.caseKind = storedWord<CaseKind>(event.body.value("caseKind", "criminal"));
    questioning.startedUs = event.happenedUs;
    for (const Json& officer : event.body.value("officers", Json::array()))
        questioning.namedOfficers.push_back(storedUuid(officer));
    questioning.rightsRead = event.body.value("rightsRead", false);
    questioning.recordingTold = event.body.value("recordingTold", false);
    questioning.attendances.push_back(
        {stay.id, AttendeeFunction::Person, event.happenedUs, std::nullopt, ""});
    questioning.marks.push_back({momentOf(event), "start", event.actor, ""});
    stay.placements.push_back({momentOf(event), questioning.roomId});
    stay.roomId = questioning.roomId;
    stay.questionings.push_back(std::move(questioning));
    stay.state = StayState::Questioning;
}

void onJoined(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    Attendance attendance;
    attendance.attendeeId = readUuid(event.body, "attendeeId");
    attendance.function = storedWord<AttendeeFunction>(event.body.value("function", "other"));
    attendance.fromUs = event.happenedUs;
    if (questioning->endedUs && attendance.fromUs >= *questioning->endedUs) return;
    if (const Json* who = disclosed(event, "who")) attendance.name = who->value("name", "");
    for (const Attendance& earlier : questioning->attendances)
        if (earlier.attendeeId == attendance.attendeeId && !earlier.toUs) return;
    questioning->attendances.push_back(std::move(attendance));
}

void onLeft(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    const Uuid id = readUuid(event.body, "attendeeId");
    for (Attendance& attendance : questioning->attendances)
        if (attendance.attendeeId == id && !attendance.toUs) attendance.toUs = event.happenedUs;
}

void onMark(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    const Json* note = disclosed(event, "note");
    questioning->marks.push_back({momentOf(event), event.body.value("kind", "moment"), event.actor,
                                  note ? note->value("text", "") : ""});
}

void onQuestioningEnded(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr || questioning->endedUs) return;
    questioning->endedUs = event.happenedUs;
    questioning->transcriptSigned = event.body.value("transcriptSigned", false);
    if (const Json* reason = disclosed(event, "reason"))
        questioning->interruptedReason = reason->value("text", "");
    for (Attendance& attendance : questioning->attendances)
        if (!attendance.toUs) attendance.toUs = event.happenedUs;
    questioning->marks.push_back({momentOf(event), "stop", event.actor, ""});
    if (stay.state == StayState::Questioning) stay.state = StayState::Waiting;
}

void onExtension(Stay& stay, const RecordedEvent& event) {
    Extension extension;
    extension.moment = momentOf(event);
    extension.limitH = event.body.value("limitH", 24);
    extension.grounds = event.body.value("grounds", std::vector<std::string>{});
    extension.approver = readUuid(event.body, "approver");
    extension.enteredBy = event.actor;
    for (const Json& role : event.body.value("approverRoles", Json::array()))
        extension.approverRoles.push_back(storedWord<Role>(role.get<std::string>()));
    extension.reasonGiven = hasSlot(event, "reason");
    if (stay.facts) extension.identityUnknown = stay.facts->identityUnknown;
    stay.extensions.push_back(std::move(extension));
}

void onDecision(Stay& stay, const RecordedEvent& event) {
    const Json* paper = disclosed(event, "paper");
    stay.decision = Decision{momentOf(event), event.body.value("decision", ""),
                             paper ? paper->value("documentNumber", "") : ""};
    stay.state = StayState::Decided;
}

void onExitCheck(Stay& stay, const RecordedEvent& event) {
    ExitCheck check;
    check.moment = momentOf(event);
    check.belongings = event.body.value("belongings", "not_settled");
    check.wristbandRemoved = event.body.value("wristbandRemoved", false);
    check.documentsSigned = event.body.value("documentsSigned", false);
    check.familyTold = event.body.value("familyTold", "not_yet");
    check.medicalCertificate = event.body.value("medicalCertificate", false);
    if (const Json* health = disclosed(event, "health"))
        check.newInjuries = health->value("injuries", "none") == "new";
    stay.exitCheck = check;
    stay.state = StayState::ExitChecked;
}

void onDeparted(Stay& stay, const RecordedEvent& event) {
    const bool transferred = event.body.value("kind", "released") == "transferred";
    Departure departure{
        momentOf(event), transferred, event.body.value("destination", ""), {}, false};
    for (const Json& escort : event.body.value("escorts", Json::array()))
        departure.escorts.push_back(storedUuid(escort));
    departure.receiverNamed = hasSlot(event, "receivedBy");
    stay.departure = std::move(departure);
    stay.state = transferred ? StayState::Transferred : StayState::Released;
    stay.roomId.reset();
}

void onCare(Stay& stay, const RecordedEvent& event) {
    stay.care.push_back({momentOf(event), event.body.value("kind", "")});
}

void onApprovalRequested(Stay& stay, const RecordedEvent& event) {
    Approval approval;
    approval.id = readUuid(event.body, "approvalId");
    approval.requested = momentOf(event);
    approval.about = event.body.value("about", "");
    approval.neededRole = storedWord<Role>(event.body.value("neededRole", "unit_head"));
    approval.neededByUs = event.body.value("neededByUs", event.happenedUs);
    approval.urgent = event.body.value("urgent", false);
    approval.requestedBy = event.actor;
    approval.terms = event.body.value("terms", Json::object());
    if (const Json* reason = disclosed(event, "reason"))
        approval.reason = reason->value("text", "");
    stay.approvals.push_back(std::move(approval));
}

void onApprovalDecided(Stay& stay, const RecordedEvent& event) {
    const Uuid id = readUuid(event.body, "approvalId");
    for (Approval& approval : stay.approvals) {
        if (approval.id != id || approval.decided) continue;
        approval.decided = momentOf(event);
        approval.granted = event.body.value("granted", false);
        approval.decidedBy = readUuid(event.body, "approver");
        if (const Json* reason = disclosed(event, "reason"))
            approval.decisionReason = reason->value("text", "");
        for (const Json& role : event.body.value("approverRoles", Json::array()))
            if (storedWord<Role>(role.get<std::string>()) == approval.neededRole)
                approval.rightRole = true;
    }
}

/// The state while something lasts; nothing where it changes none.
std::optional<StayState> stateOf(const Spell& spell) {
    switch (spell.kind) {
        case SpellKind::Absence:
            return spell.began.word("reason") == "medical" ? StayState::InHospital
                                                           : StayState::TemporarilyOut;
        case SpellKind::Sobering:
            return StayState::Sobering;
        case SpellKind::Visit:
            return StayState::Visiting;
        case SpellKind::Watch:
        case SpellKind::Restraint:
        case SpellKind::Incident:
            return std::nullopt;
    }
    return std::nullopt;
}

void beginSpell(Stay& stay, SpellKind kind, const SharedEvent& event) {
    Spell spell{kind, Note(event), std::nullopt, stay.state};
    const auto state = stateOf(spell);
    if (state && !stay.departure && stay.openQuestioning() == nullptr) stay.state = *state;
    if (kind == SpellKind::Absence) stay.roomId.reset();
    stay.spells.push_back(std::move(spell));
}

void endSpell(Stay& stay, SpellKind kind, const SharedEvent& event) {
    for (auto spell = stay.spells.rbegin(); spell != stay.spells.rend(); ++spell) {
        if (spell->kind != kind || spell->ended) continue;
        spell->ended = Note(event);
        if (stateOf(*spell) == stay.state) stay.state = spell->before;
        return;
    }
}

void onTranscriptBegun(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr || questioning->transcriptBegun) return;
    questioning->transcriptBegun = momentOf(event);
    questioning->transcriptOpen = true;
}

/// What a text slot says; empty when there is none or it is sealed.
std::string textOf(const RecordedEvent& event, const char* slot) {
    const Json* text = disclosed(event, slot);
    return text == nullptr ? "" : text->value("text", "");
}

void onTranscriptLocked(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    TranscriptVersion made;
    made.version = event.body.value("version", 1);
    made.locked = momentOf(event);
    made.lockedBy = event.actor;
    made.startedUs = event.body.value("startedUs", std::int64_t{0});
    made.endedUs = event.body.value("endedUs", std::int64_t{0});
    made.readBy = event.body.value("readBy", "");
    made.outcome = event.body.value("outcome", "");
    made.closing = textOf(event, "closing");
    made.closingGiven = hasSlot(event, "closing");
    made.transcriptHash = event.body.value("transcriptHash", "");
    made.why = std::exchange(questioning->transcriptWhy, "");
    questioning->transcriptOpen = false;
    questioning->transcripts.push_back(std::move(made));
}

void onTranscriptReopened(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    questioning->transcriptOpen = true;
    questioning->transcriptWhy = textOf(event, "why");
}

TranscriptVersion* versionOf(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return nullptr;
    const int version = event.body.value("version", 0);
    for (TranscriptVersion& each : questioning->transcripts)
        if (each.version == version) return &each;
    return nullptr;
}

void onTranscriptSigned(Stay& stay, const RecordedEvent& event) {
    TranscriptVersion* version = versionOf(stay, event);
    if (version == nullptr) return;
    TranscriptSignature made;
    made.moment = momentOf(event);
    made.how = event.body.value("how", "");
    made.staffId = readUuid(event.body, "staffId");
    const Uuid terminal = readUuid(event.body, "terminalRoomId");
    if (!terminal.isNil()) made.terminalRoomId = terminal;
    made.page = event.body.value("page", 0);
    made.reason = textOf(event, "reason");
    made.witness = textOf(event, "witness");
    made.witnessed = hasSlot(event, "witness");
    version->signatures.push_back(std::move(made));
}

/// Only a print of a transcript changes what is known of a stay: how many pages are to be signed.
void onFormPrinted(Stay& stay, const RecordedEvent& event) {
    TranscriptVersion* version = versionOf(stay, event);
    if (version == nullptr) return;
    version->pages = event.body.value("pages", 0);
    version->printSeq = event.seq;
}

void onLinked(Stay& stay, const RecordedEvent& event) {
    PersonLink link;
    link.id = readUuid(event.body, "linkId");
    link.stayId = readUuid(event.body, "stayId");
    link.linked = momentOf(event);
    link.by = event.actor;
    link.why = textOf(event, "why");
    stay.links.push_back(std::move(link));
}

void onUnlinked(Stay& stay, const RecordedEvent& event) {
    const Uuid id = readUuid(event.body, "linkId");
    for (PersonLink& link : stay.links) {
        if (link.id != id || link.undone) continue;
        link.undone = momentOf(event);
        link.undoneBy = event.actor;
        link.undoneWhy = textOf(event, "why");
    }
}

void onPlainAct(Stay& stay, const PlainAct& act, const SharedEvent& event) {
    stay.notes.emplace_back(event);
    if (act.effect == Effect::Begin) beginSpell(stay, *act.spell, event);
    if (act.effect == Effect::End) endSpell(stay, *act.spell, event);
}

using Apply = void (*)(Stay&, const RecordedEvent&);
const std::unordered_map<std::string, Apply>& appliers() {
    static const std::unordered_map<std::string, Apply> table{
        {kPersonArrived, onArrived},
        {kPersonRegistered, onRegistered},
        {kSafetyCheckCompleted, onSafetyCheck},
        {kBelongingsListed, onBelongings},
        {kInformationCollected, onInformation},
        {kPersonPlaced, onPlaced},
        {kCareGiven, onCare},
        {kExtensionApproved, onExtension},
        {kQuestioningStarted, onQuestioningStarted},
        {kAttendeeJoined, onJoined},
        {kAttendeeLeft, onLeft},
        {kMarkSet, onMark},
        {kQuestioningEnded, onQuestioningEnded},
        {kDecisionMade, onDecision},
        {kExitCheckCompleted, onExitCheck},
        {kPersonDeparted, onDeparted},
        {kBasisChanged, onBasis},
        {kPersonIdentified, takePersonal},
        {kStaysLinked, onLinked},
        {kStaysUnlinked, onUnlinked},
        {kApprovalRequested, onApprovalRequested},
        {kApprovalDecided, onApprovalDecided},
        {kTranscriptBegun, onTranscriptBegun},
        {kTranscriptLocked, onTranscriptLocked},
        {kTranscriptReopened, onTranscriptReopened},
        {kTranscriptSigned, onTranscriptSigned},
        {kFormPrinted, onFormPrinted},
    };
    return table;
}

/// A questioning outlives its room placement only by mistake: departure closes it for occupancy.
/// Who is taken out leaves the room, too.
std::optional<std::int64_t> endOfPlacement(const Stay& stay, std::size_t index) {
    std::optional<std::int64_t> end;
    const auto consider = [&end](std::int64_t atUs) { end = std::min(end.value_or(atUs), atUs); };
    if (index + 1 < stay.placements.size()) consider(stay.placements[index + 1].moment.atUs);
    for (const Spell& spell : stay.spells)
        if (spell.kind == SpellKind::Absence &&
            spell.fromUs() >= stay.placements[index].moment.atUs)
            consider(spell.fromUs());
    if (stay.departure) consider(stay.departure->moment.atUs);
    return end;
}

bool comesBefore(const SharedEvent& a, const SharedEvent& b) {
    return foldsBefore(*a, *b);
}

bool isArrival(const SharedEvent& event) {
    return event->type == kPersonArrived;
}

bool isCorrection(const SharedEvent& event) {
    return event->type == kEntryCorrected;
}

/// The event as its corrections, in the order they were entered, say it should have been.
SharedEvent corrected(const SharedEvent& event, const EventList& corrections) {
    std::shared_ptr<RecordedEvent> better;
    for (const SharedEvent& correction : corrections) {
        if (correction->body.value("ofSeq", std::int64_t{0}) != event->seq) continue;
        if (!better) better = std::make_shared<RecordedEvent>(*event);
        better->happenedUs = correction->body.value("happenedUs", better->happenedUs);
        const Json values = correction->body.value("values", Json::object());
        for (const auto& [key, value] : values.items()) better->body[key] = value;
        for (const auto& [slot, content] : correction->disclosed)
            if (slot != "why") better->disclosed[slot] = content;
    }
    return better ? SharedEvent(std::move(better)) : event;
}

/// As they are folded: what was corrected stands where and as it should.
EventList inOrder(const EventList& events) {
    EventList corrections;
    std::copy_if(events.begin(), events.end(), std::back_inserter(corrections), isCorrection);
    std::sort(corrections.begin(), corrections.end(),
              [](const auto& a, const auto& b) { return a->seq < b->seq; });
    EventList ordered;
    for (const SharedEvent& event : events)
        ordered.push_back(corrections.empty() ? event : corrected(event, corrections));
    std::sort(ordered.begin(), ordered.end(), comesBefore);
    return ordered;
}

/// Everything but the arrival, which comes first wherever it stands.
void applyTo(Stay& stay, const SharedEvent& event) {
    if (event->seq > stay.seq) {
        stay.seq = event->seq;
        stay.hash = event->hash;
    }
    if (isArrival(event)) return;
    if (const auto apply = appliers().find(event->type); apply != appliers().end())
        apply->second(stay, *event);
    else if (const PlainAct* act = plainActOfEvent(event->type))
        onPlainAct(stay, *act, event);
}

}  // namespace

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

Stay foldStay(const Uuid& id, const EventList& events) {
    Stay stay;
    stay.id = id;
    const EventList ordered = inOrder(events);
    // The stay begins with its arrival, even when something is reported to have come before it.
    const auto arrival = std::find_if(ordered.begin(), ordered.end(), isArrival);
    if (arrival != ordered.end()) onArrived(stay, **arrival);
    for (const SharedEvent& event : ordered) applyTo(stay, event);
    return stay;
}

Stay foldFurther(const Stay& before, const EventList& folded, const EventList& more) {
    EventList ordered = more;
    std::sort(ordered.begin(), ordered.end(), comesBefore);
    const auto late = [&](const auto& event) {
        return !ordered.empty() && foldsBefore(*ordered.front(), *event);
    };
    const auto changesThePast = [](const auto& event) {
        return isArrival(event) || isCorrection(event);
    };
    if (std::any_of(folded.begin(), folded.end(), late) ||
        std::any_of(folded.begin(), folded.end(), isCorrection) ||
        std::any_of(ordered.begin(), ordered.end(), changesThePast)) {
        EventList all = folded;
        all.insert(all.end(), more.begin(), more.end());
        return foldStay(before.id, all);
    }
    Stay stay = before;
    for (const SharedEvent& event : ordered) applyTo(stay, event);
    return stay;
}

std::vector<Occupancy> occupanciesOf(const Stay& stay) {
    std::vector<Occupancy> out;
    for (std::size_t i = 0; i < stay.placements.size(); ++i) {
        Occupancy occupancy;
        occupancy.stayId = stay.id;
        occupancy.roomId = stay.placements[i].roomId;
        occupancy.caseId = stay.caseId;
        occupancy.role = stay.role;
        occupancy.fromUs = stay.placements[i].moment.atUs;
        occupancy.toUs = endOfPlacement(stay, i);
        if (stay.facts) {
            occupancy.sex = stay.facts->sex;
            occupancy.minor = isMinorAt(*stay.facts, occupancy.fromUs);
        }
        if (!occupancy.toUs || *occupancy.toUs > occupancy.fromUs)
            out.push_back(std::move(occupancy));
    }
    return out;
}

}  // namespace mingjing::domain
