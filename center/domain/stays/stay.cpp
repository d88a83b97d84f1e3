// SPDX-License-Identifier: Apache-2.0
// How each event changes a stay.
#include "center/domain/stays/stay.h"

#include <algorithm>
#include <unordered_map>

#include "center/domain/json_read.h"

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

void onArrived(Stay& stay, const RecordedEvent& event) {
    stay.number = event.body.value("number", "");
    stay.caseId = readUuid(event.body, "caseId");
    stay.caseKind = storedWord<CaseKind>(event.body.value("caseKind", "criminal"));
    stay.unitId = readUuid(event.body, "unitId");
    stay.role = storedWord<PersonRole>(event.body.value("role", "suspect"));
    stay.basis = storedWord<BasisKind>(event.body.value("basis", "voluntary"));
    stay.oral = event.body.value("oral", false);
    stay.arrived = momentOf(event);
    if (event.body.contains("arrivalPaperUs"))
        stay.arrivalPaperUs = event.body["arrivalPaperUs"].get<std::int64_t>();
    if (const Json* paper = disclosed(event, "paper")) {
        stay.documentNumber = paper->value("documentNumber", "");
        stay.issuedBy = paper->value("issuedBy", "");
    }
    takePersonal(stay, event);
}

void onRegistered(Stay& stay, const RecordedEvent& event) {
    stay.registered = momentOf(event);
    stay.wristband = event.body.value("wristband", "");
    stay.rightsNoticeGiven = event.body.value("rightsNoticeGiven", false);
    takePersonal(stay, event);
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
    stay.safetyChecks.push_back(std::move(check));
    stay.state = StayState::SafetyChecked;
}

void onBelongings(Stay& stay, const RecordedEvent& event) {
    stay.belongings = momentOf(event);
    stay.belongingsKeeper = readUuid(event.body, "keeper");
    stay.locker = event.body.value("locker", "");
    if (const Json* items = disclosed(event, "items")) stay.belongingItems = items->at("items");
    stay.state = StayState::BelongingsListed;
}

void onInformation(Stay& stay, const RecordedEvent& event) {
    stay.information = momentOf(event);
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
    stay.departure = Departure{momentOf(event), transferred, event.body.value("destination", "")};
    stay.state = transferred ? StayState::Transferred : StayState::Released;
    stay.roomId.reset();
}

void onCare(Stay& stay, const RecordedEvent& event) {
    stay.care.push_back({momentOf(event), event.body.value("kind", "")});
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
    };
    return table;
}

/// A questioning outlives its room placement only by mistake: departure closes it for occupancy.
std::optional<std::int64_t> endOfPlacement(const Stay& stay, std::size_t index) {
    if (index + 1 < stay.placements.size()) return stay.placements[index + 1].moment.atUs;
    if (stay.departure) return stay.departure->moment.atUs;
    return std::nullopt;
}

bool comesBefore(const RecordedEvent* a, const RecordedEvent* b) {
    return foldsBefore(*a, *b);
}

bool isArrival(const RecordedEvent* event) {
    return event->type == kPersonArrived;
}

/// Everything but the arrival, which comes first wherever it stands.
void applyTo(Stay& stay, const RecordedEvent& event) {
    if (event.seq > stay.seq) {
        stay.seq = event.seq;
        stay.hash = event.hash;
    }
    if (isArrival(&event)) return;
    const auto apply = appliers().find(event.type);
    if (apply != appliers().end()) apply->second(stay, event);
}

}  // namespace

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
    std::vector<const RecordedEvent*> ordered;
    for (const auto& event : events) ordered.push_back(event.get());
    std::sort(ordered.begin(), ordered.end(), comesBefore);
    // The stay begins with its arrival, even when something is reported to have come before it.
    const auto arrival = std::find_if(ordered.begin(), ordered.end(), isArrival);
    if (arrival != ordered.end()) onArrived(stay, **arrival);
    for (const RecordedEvent* event : ordered) applyTo(stay, *event);
    return stay;
}

Stay foldFurther(const Stay& before, const EventList& folded, const EventList& more) {
    std::vector<const RecordedEvent*> ordered;
    for (const auto& event : more) ordered.push_back(event.get());
    std::sort(ordered.begin(), ordered.end(), comesBefore);
    const auto late = [&](const auto& event) {
        return !ordered.empty() && foldsBefore(*ordered.front(), *event);
    };
    if (std::any_of(folded.begin(), folded.end(), late) ||
        std::any_of(ordered.begin(), ordered.end(), isArrival)) {
        EventList all = folded;
        all.insert(all.end(), more.begin(), more.end());
        return foldStay(before.id, all);
    }
    Stay stay = before;
    for (const RecordedEvent* event : ordered) applyTo(stay, *event);
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
