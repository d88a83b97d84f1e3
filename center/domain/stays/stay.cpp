// SPDX-License-Identifier: Apache-2.0
// How each event changes a stay.
#include "center/domain/stays/stay.h"

#include <algorithm>
#include <unordered_map>

#include "center/domain/json_read.h"
#include "center/domain/stays/fold_event.h"
#include "center/domain/stays/papers.h"
#include "center/domain/stays/pen_signature.h"
#include "center/domain/stays/plain_acts.h"

namespace mingjing::domain {

namespace {

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

/// The list's last page bears the signature.
void signBelongings(Stay& stay, const RecordedEvent& event) {
    if (event.body.value("form", "") != "belongings") return;
    stay.belongingsSignedPrint =
        std::max(stay.belongingsSignedPrint, event.body.value("printSeq", std::int64_t{0}));
}

void onScanReturned(Stay& stay, const RecordedEvent& event) {
    const bool last = event.body.value("page", 1) == event.body.value("pages", 1);
    if (last && event.body.value("signed", true)) signBelongings(stay, event);
}

void onSignedByPen(Stay& stay, const RecordedEvent& event) {
    if (event.body.value("how", "") == "pen") signBelongings(stay, event);
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
    approval.recipient = textOf(event, "recipient");
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

const Appliers& ownAppliers() {
    static const Appliers table{
        {kPersonArrived, onArrived},
        {kPersonRegistered, onRegistered},
        {kSafetyCheckCompleted, onSafetyCheck},
        {kBelongingsListed, onBelongings},
        {kScanReturned, onScanReturned},
        {kFormSignedByPen, onSignedByPen},
        {kInformationCollected, onInformation},
        {kPersonPlaced, onPlaced},
        {kCareGiven, onCare},
        {kExtensionApproved, onExtension},
        {kDecisionMade, onDecision},
        {kExitCheckCompleted, onExitCheck},
        {kPersonDeparted, onDeparted},
        {kBasisChanged, onBasis},
        {kPersonIdentified, takePersonal},
        {kStaysLinked, onLinked},
        {kStaysUnlinked, onUnlinked},
        {kApprovalRequested, onApprovalRequested},
        {kApprovalDecided, onApprovalDecided},
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
    for (const Appliers* table : {&ownAppliers(), &questioningAppliers()})
        if (const auto apply = table->find(event->type); apply != table->end())
            return apply->second(stay, *event);
    if (const PlainAct* act = plainActOfEvent(event->type)) onPlainAct(stay, *act, event);
}

}  // namespace

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
