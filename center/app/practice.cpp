// SPDX-License-Identifier: Apache-2.0
// Runs of exercises: the persons they need are reported like any others, by the house.
#include "center/app/practice.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/bookings.h"
#include "center/domain/json_read.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

using domain::PracticePerson;

/// Acts of the house: each is one of its own.
CommandKey freshKey() {
    const Uuid id = Uuid::make(0);
    return {id, kernel::sha256(id.bytes())};
}

Json identityOf(std::size_t number) {
    static const char* const kNames[] = {"练习甲", "练习乙", "练习丙", "练习丁"};
    return {{"idType", "none"}, {"name", kNames[number % std::size(kNames)]}};
}

Json factsFor(const PracticePerson& person, std::int64_t nowUs) {
    // A day after the birthday, so that the age is the one the exercise wants.
    const std::string today = kernel::beijingDate(nowUs - 24 * kernel::kHourUs);
    const int year = std::stoi(today.substr(0, 4)) - person.age;
    const std::string day = today.substr(6) == "29" ? "28" : today.substr(6);
    return {{"birthDate", fmt::format("{}-{}-{}", year, today.substr(4, 2), day)},
            {"flags", Json::array()},
            {"identityUnknown", false},
            {"sex", domain::wordOf(person.sex)}};
}

ActMode minutesAgo(std::int64_t nowUs, int minutes) {
    ActMode mode;
    mode.report = true;
    mode.happenedUs = nowUs - minutes * kernel::kMinuteUs;
    return mode;
}

/// As many officers of this sex, by login, as are asked for and there are.
std::vector<Uuid> officersOf(const std::vector<domain::Staff>& staff, domain::Sex sex,
                             std::size_t most) {
    std::vector<Uuid> found;
    for (const domain::Staff& member : staff)
        if (member.active && member.sex == sex && found.size() < most &&
            member.function == domain::StaffFunction::Officer)
            found.push_back(member.id);
    return found;
}

std::optional<Uuid> waitingRoomFor(const std::vector<domain::Room>& rooms,
                                   const PracticePerson& person) {
    for (const domain::Room& room : rooms)
        if (room.active && room.kind == domain::RoomKind::Waiting &&
            room.minorUse == (person.age < 18) &&
            (room.sexUse == "any" || room.sexUse == domain::wordOf(person.sex)))
            return room.id;
    return std::nullopt;
}

Status ok(const Result<Json>& done) {
    return done.ok() ? Status() : Status(done.error());
}

/// What had been entered by then.
domain::EventList enteredUntil(const domain::EventList& events, std::int64_t untilUs) {
    domain::EventList kept;
    std::copy_if(events.begin(), events.end(), std::back_inserter(kept),
                 [&](const domain::SharedEvent& event) { return event->enteredUs <= untilUs; });
    return kept;
}

}  // namespace

Result<Json> Practice::start(const Actor& actor, const CommandKey& key,
                             const std::string& exercise) {
    if (!here_) return Error::of(ErrorKind::NotFound, "practice.not_here");
    const domain::Exercise* wanted = domain::findExercise(exercise);
    if (wanted == nullptr) return Error::invalid("exercise", "practice.unknown_exercise");
    MJ_ASSIGN(Json receipt,
              bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
                  PracticeRow run;
                  run.id = Uuid::make(transaction.nowUs());
                  run.staffId = actor.id();
                  run.exercise = exercise;
                  run.startedUs = transaction.nowUs();
                  run.endsUs = run.startedUs + wanted->minutes * kernel::kMinuteUs;
                  MJ_TRY(transaction.unit().practice().put(run));
                  return Json{{"id", run.id.text()}};
              }));
    const std::lock_guard lock(making_);
    PracticeRow run;
    {
        MJ_ASSIGN(const auto unit, database_.begin());
        MJ_ASSIGN(run, find(*unit, actor, domain::readUuid(receipt, "id")));
    }
    if (run.stays.empty() && run.bookings.empty()) MJ_TRY(makePersons(actor, *wanted, run));
    return receipt;
}

Status Practice::makePersons(const Actor& actor, const domain::Exercise& exercise,
                             PracticeRow& run) {
    std::size_t number = 0;
    for (const PracticePerson& person : exercise.persons) {
        domain::Case someCase;
        someCase.number = fmt::format("LX{}-{}", run.id.text().substr(0, 13), number + 1);
        someCase.name = "练习案件";
        someCase.unitId = actor.staff.unitId;
        MJ_ASSIGN(const Json opened,
                  administration_.openCase(Actor::system(), freshKey(), someCase));
        const Uuid caseId = domain::readUuid(opened, "id");
        if (!person.expected) {
            MJ_TRY(makePresent(caseId, actor, person, number++, run));
            continue;
        }
        Book booking;
        booking.caseId = caseId;
        booking.unitId = actor.staff.unitId;
        booking.documentNumber = "练习传唤证" + std::to_string(number + 1);
        booking.expectedUs = clock_.wall().us + 5 * kernel::kMinuteUs;
        booking.identity = identityOf(number++);
        booking.facts = factsFor(person, clock_.wall().us);
        MJ_ASSIGN(const Json booked, book(bus_, Actor::system(), freshKey(), booking));
        run.bookings.push_back(domain::readUuid(booked, "id"));
    }
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_TRY(unit->practice().putSeeds(run));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable");
    return {};
}

Status Practice::makePresent(const Uuid& caseId, const Actor& actor, const PracticePerson& person,
                             std::size_t number, PracticeRow& run) {
    ReportArrival arrival;
    arrival.caseId = caseId;
    arrival.unitId = actor.staff.unitId;
    arrival.documentNumber = "练习传唤证" + std::to_string(number + 1);
    arrival.arrivedUs = minutesAgo(clock_.wall().us, 40).happenedUs;
    arrival.identity = identityOf(number);
    arrival.facts = factsFor(person, clock_.wall().us);
    MJ_ASSIGN(const Json arrived, desk_.reportArrival(Actor::system(), freshKey(), arrival));
    const Uuid stay = domain::readUuid(arrived, "id");
    run.stays.push_back(stay);
    MJ_TRY(admitSeed(stay, person));
    return askSeed(stay, person, run);
}

/// The steps of admission, as if the shift before had done them.
Status Practice::admitSeed(const Uuid& stay, const PracticePerson& person) {
    std::vector<domain::Staff> staff;
    std::vector<domain::Room> rooms;
    {
        MJ_ASSIGN(const auto unit, database_.begin());
        MJ_ASSIGN(staff, unit->directory().staff());
        MJ_ASSIGN(rooms, unit->directory().rooms());
    }
    const Actor house = Actor::system();
    const std::int64_t nowUs = clock_.wall().us;
    RegisterPerson registration;
    registration.mode = minutesAgo(nowUs, 38);
    registration.wristband = "LX";
    registration.rightsNoticeGiven = true;
    registration.groups = Json::object();
    for (const std::string& group : domain::specialGroups()) (*registration.groups)[group] = "no";
    MJ_TRY(ok(desk_.registerPerson(house, freshKey(), stay, registration)));
    CompleteSafetyCheck check;
    check.mode = minutesAgo(nowUs, 34);
    check.startedUs = check.mode.happenedUs - kernel::kMinuteUs;
    check.checkers = officersOf(staff, person.sex, 2);
    check.health = {{"alcohol", "none"}, {"injuries", "none"}};
    MJ_TRY(ok(desk_.completeSafetyCheck(house, freshKey(), stay, check)));
    ListBelongings belongings;
    belongings.mode = minutesAgo(nowUs, 32);
    belongings.items = Json::array();
    const auto keepers = officersOf(staff, domain::Sex::Male, 1);
    if (!keepers.empty()) belongings.keeper = keepers.front();
    belongings.signedByPerson = true;
    MJ_TRY(ok(desk_.listBelongings(house, freshKey(), stay, belongings)));
    CollectInformation information;
    information.mode = minutesAgo(nowUs, 30);
    information.collected = {"portrait"};
    MJ_TRY(ok(desk_.collectInformation(house, freshKey(), stay, information)));
    const auto room = waitingRoomFor(rooms, person);
    if (!room) return {};
    return ok(desk_.placePerson(house, freshKey(), stay, {minutesAgo(nowUs, 28), *room, {}}));
}

/// What waits for the trainee: a request, or an approval to be decided.
Status Practice::askSeed(const Uuid& stay, const PracticePerson& person, const PracticeRow& run) {
    if (!person.asksFor.empty()) {
        DoPlainAct request;
        request.mode = minutesAgo(clock_.wall().us, 0);
        request.act = domain::findPlainAct("note_request");
        request.values = {{"kind", person.asksFor}};
        MJ_TRY(ok(desk_.doPlainAct(Actor::system(), freshKey(), stay, request)));
    }
    if (!person.wantsExtension) return {};
    RequestApproval approval;
    approval.mode = minutesAgo(clock_.wall().us, 0);
    approval.about = "extension";
    approval.neededByUs = run.endsUs;
    approval.urgent = true;
    approval.terms = {{"grounds", {"serious_or_complex"}}, {"limitH", 24}};
    approval.reason = "练习：案情复杂";
    return ok(desk_.requestApproval(Actor::system(), freshKey(), stay, approval));
}

Result<PracticeRow> Practice::find(UnitOfWork& unit, const Actor& actor, const Uuid& id) {
    MJ_ASSIGN(const auto run, unit.practice().find(id));
    if (!here_ || !run || run->staffId != actor.id())
        return Error::of(ErrorKind::NotFound, "practice.no_run");
    return *run;
}

Status Practice::end(const Actor& actor, const Uuid& id) {
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(PracticeRow run, find(*unit, actor, id));
    if (run.endsUs <= clock_.wall().us) return {};
    run.endsUs = clock_.wall().us;
    MJ_TRY(unit->practice().put(run));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable");
    return {};
}

Result<std::vector<Uuid>> Practice::staysOf(UnitOfWork& unit, const PracticeRow& run) {
    std::vector<Uuid> stays = run.stays;
    for (const Uuid& id : run.bookings) {
        MJ_ASSIGN(const auto booking, unit.bookings().find(id));
        if (booking && booking->stayId) stays.push_back(*booking->stayId);
    }
    return stays;
}

Result<domain::PracticeResult> Practice::result(UnitOfWork& unit, const PracticeRow& run) {
    const domain::Exercise* exercise = domain::findExercise(run.exercise);
    if (exercise == nullptr) return Error::of(ErrorKind::NotFound, "practice.no_run");
    const domain::PracticeTime time{run.startedUs, std::min(run.endsUs, clock_.wall().us)};
    MJ_ASSIGN(const auto ids, staysOf(unit, run));
    std::vector<domain::Stay> stays;
    int breaches = 0;
    for (const Uuid& id : ids) {
        MJ_ASSIGN(const SharedStay loaded, stays_.find(unit, id));
        const auto events = enteredUntil(loaded->events, time.endsUs);
        if (!events.empty()) stays.push_back(domain::foldStay(id, events));
        MJ_ASSIGN(const auto findings, unit.findings().ofStay(id));
        breaches += static_cast<int>(
            std::count_if(findings.begin(), findings.end(), [&](const FindingRow& finding) {
                return finding.severity == "violation" && finding.status != "cured" &&
                       finding.atUs >= time.startedUs && finding.atUs <= time.endsUs;
            }));
    }
    std::vector<const domain::Stay*> seen;
    for (const domain::Stay& stay : stays) seen.push_back(&stay);
    return domain::resultOf(*exercise, seen, time, breaches);
}

}  // namespace mingjing::app
