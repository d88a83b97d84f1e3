// SPDX-License-Identifier: Apache-2.0
// The events that the builder writes.
#include "tests/table/stay_builder.h"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace mingjing::tests {

using namespace domain;

namespace {

Staff staffMember(const Uuid& id, Sex sex, StaffFunction function) {
    Staff staff;
    staff.id = id;
    staff.sex = sex;
    staff.function = function;
    return staff;
}

Room roomOf(const Uuid& id, RoomKind kind) {
    Room room;
    room.id = id;
    room.kind = kind;
    return room;
}

}  // namespace

Uuid idOf(unsigned number) {
    Uuid id = *Uuid::parse("0190b5a0-0000-7000-8000-000000000000");
    id.octets[14] = static_cast<std::uint8_t>(number >> 8);
    id.octets[15] = static_cast<std::uint8_t>(number & 255);
    return id;
}

Centre usualCentre() {
    Centre centre;
    for (const Staff& staff : {staffMember(kHan, Sex::Male, StaffFunction::Officer),
                               staffMember(kLiu, Sex::Female, StaffFunction::Officer),
                               staffMember(kChen, Sex::Female, StaffFunction::Officer),
                               staffMember(kAuxiliary, Sex::Male, StaffFunction::Auxiliary)})
        centre.staff.emplace(staff.id, staff);
    for (const Room& room :
         {roomOf(kWaiting, RoomKind::Waiting), roomOf(kWaiting2, RoomKind::Waiting),
          roomOf(kInterrogation, RoomKind::Interrogation),
          roomOf(kQuestioningRoom, RoomKind::Questioning),
          roomOf(kOffice, RoomKind::CaseManagement)})
        centre.rooms.emplace(room.id, room);
    return centre;
}

StayBuilder::StayBuilder() {
    event(kPersonArrived, 0,
          {{"caseId", idOf(501).text()},
           {"caseKind", "criminal"},
           {"role", "suspect"},
           {"basis", "criminal_summons"}});
}

StayBuilder& StayBuilder::numbered(unsigned stay, unsigned caseNumber) {
    id_ = idOf(stay);
    return arrival("caseId", idOf(500 + caseNumber).text());
}

StayBuilder& StayBuilder::administrative() {
    arrival("role", "offender");
    arrival("basis", "administrative_summons");
    return arrival("caseKind", "administrative");
}

StayBuilder& StayBuilder::arrival(const char* key, Json value) {
    events_.front().body[key] = std::move(value);
    return *this;
}

StayBuilder& StayBuilder::facts(Json facts) {
    events_.front().disclosed["facts"] = std::move(facts);
    return *this;
}

StayBuilder& StayBuilder::event(const std::string& type, std::int64_t atUs, Json body) {
    RecordedEvent made;
    made.seq = static_cast<std::int64_t>(events_.size()) + 1;
    made.type = type;
    made.happenedUs = kT0 + atUs;
    made.enteredUs = kT0 + atUs;
    made.actor = kHan;
    made.body = std::move(body);
    events_.push_back(std::move(made));
    return *this;
}

StayBuilder& StayBuilder::entered(std::int64_t atUs) {
    events_.back().enteredUs = kT0 + atUs;
    return *this;
}

StayBuilder& StayBuilder::disclosed(const char* slot, Json content) {
    events_.back().disclosed[slot] = std::move(content);
    return *this;
}

StayBuilder& StayBuilder::safetyCheck(std::int64_t atUs, const std::vector<Uuid>& checkers) {
    const Centre centre = usualCentre();
    Json list = Json::array();
    for (const Uuid& id : checkers)
        list.push_back({{"staff", id.text()},
                        {"function", wordOf(centre.staff.at(id).function)},
                        {"sex", wordOf(centre.staff.at(id).sex)}});
    return event(kSafetyCheckCompleted, atUs, {{"checkers", list}});
}

StayBuilder& StayBuilder::placed(std::int64_t atUs, const Uuid& room) {
    return event(kPersonPlaced, atUs, {{"roomId", room.text()}, {"purpose", "waiting"}});
}

StayBuilder& StayBuilder::extended(std::int64_t atUs, int hours, std::vector<std::string> grounds,
                                   const char* approverRole) {
    return event(kExtensionApproved, atUs,
                 {{"limitH", hours},
                  {"grounds", std::move(grounds)},
                  {"approverRoles", Json::array({approverRole})}})
        .disclosed("reason", {{"text", "案情复杂"}});
}

StayBuilder& StayBuilder::questioning(std::int64_t atUs, const Uuid& room,
                                      const std::vector<Uuid>& officers) {
    Json named = Json::array();
    for (const Uuid& id : officers) named.push_back(id.text());
    return event(kQuestioningStarted, atUs,
                 {{"questioningId", kQuestioning.text()},
                  {"roomId", room.text()},
                  {"caseKind", events_.front().body["caseKind"]},
                  {"officers", named}});
}

StayBuilder& StayBuilder::joined(std::int64_t atUs, const Uuid& who, const char* function) {
    return event(kAttendeeJoined, atUs,
                 {{"questioningId", kQuestioning.text()},
                  {"attendeeId", who.text()},
                  {"function", function}});
}

StayBuilder& StayBuilder::left(std::int64_t atUs, const Uuid& who) {
    return event(kAttendeeLeft, atUs,
                 {{"questioningId", kQuestioning.text()}, {"attendeeId", who.text()}});
}

StayBuilder& StayBuilder::questioningEnded(std::int64_t atUs) {
    return event(kQuestioningEnded, atUs, {{"questioningId", kQuestioning.text()}});
}

StayBuilder& StayBuilder::admitted(std::int64_t atUs) {
    event(kPersonRegistered, atUs, {{"rightsNoticeGiven", true}});
    safetyCheck(atUs + kSecondUs, {kLiu, kChen});
    event(kBelongingsListed, atUs + 2 * kSecondUs, {{"signedByPerson", true}});
    return event(kInformationCollected, atUs + 3 * kSecondUs);
}

StayBuilder& StayBuilder::exitCheck(std::int64_t atUs, Json body) {
    Json whole = {{"belongings", "returned"},
                  {"wristbandRemoved", true},
                  {"documentsSigned", true},
                  {"familyTold", "told"},
                  {"medicalCertificate", false}};
    whole.update(body);
    return event(kExitCheckCompleted, atUs, std::move(whole))
        .disclosed("health", {{"injuries", "none"}});
}

StayBuilder& StayBuilder::departed(std::int64_t atUs, const char* kind) {
    return event(kPersonDeparted, atUs, {{"kind", kind}});
}

StayBuilder& StayBuilder::based(const char* basis) {
    return arrival("basis", basis);
}

StayBuilder& StayBuilder::basisChanged(std::int64_t atUs, const char* basis) {
    return event(kBasisChanged, atUs, {{"basis", basis}});
}

StayBuilder& StayBuilder::decided(std::int64_t atUs, const char* decision) {
    return event(kDecisionMade, atUs, {{"decision", decision}});
}

StayBuilder& StayBuilder::cared(std::int64_t atUs, const char* kind) {
    return event(kCareGiven, atUs, {{"kind", kind}});
}

StayBuilder& StayBuilder::sealed(const char* slot) {
    events_.back().body["sealed"][slot] = {{"version", 1}};
    return *this;
}

Stay StayBuilder::build() const {
    return foldStay(id_, events());
}

domain::EventList StayBuilder::events() const {
    domain::EventList all;
    for (const RecordedEvent& event : events_)
        all.push_back(std::make_shared<RecordedEvent>(event));
    return all;
}

std::string outcomeOf(const Verdicts& verdicts, const std::string& subject) {
    static const std::vector<std::pair<Outcome, std::string>> kWorstFirst{
        {Outcome::Breach, "breach"},
        {Outcome::Abstain, "abstain"},
        {Outcome::Pending, "pending"},
        {Outcome::Pass, "pass"}};
    const auto about = [&subject](const Verdict& verdict) {
        return subject.back() == ':' ? verdict.subject.rfind(subject, 0) == 0
                                     : verdict.subject == subject;
    };
    for (const auto& [outcome, word] : kWorstFirst)
        for (const Verdict& verdict : verdicts)
            if (verdict.outcome == outcome && about(verdict)) return word;
    return "none";
}

std::string outcomeOf(StayRule rule, const Stay& stay, const std::string& subject,
                      std::int64_t nowUs, const Centre& centre) {
    return outcomeOf(rule(StayInput{stay, centre, kT0 + nowUs}), subject);
}

void checkRows(StayRule rule, const std::string& subject, const std::vector<RuleRow>& rows,
               const Centre& centre) {
    for (const RuleRow& row : rows)
        BOOST_TEST(outcomeOf(rule, row.stay.build(), subject, row.nowUs, centre) == row.expected,
                   row.what);
}

Verdict verdictOf(StayRule rule, const Stay& stay, const std::string& subject, std::int64_t nowUs,
                  const Centre& centre) {
    for (Verdict& verdict : rule(StayInput{stay, centre, kT0 + nowUs}))
        if (verdict.subject == subject) return verdict;
    BOOST_FAIL("no verdict about " << subject);
    return {};
}

}  // namespace mingjing::tests
