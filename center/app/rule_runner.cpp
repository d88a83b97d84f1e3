// SPDX-License-Identifier: Apache-2.0
// The loop: outbox, deadlines, and the stays they point to.
#include "center/app/rule_runner.h"

#include <algorithm>
#include <functional>

#include "center/app/centre_reader.h"
#include "center/app/finding_keeper.h"
#include "center/app/guardedly.h"
#include "center/app/same_person.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

constexpr int kBatch = 500;
/// A recorder that was cut off delivers what it kept; until then the questioning is looked at
/// again.
constexpr std::int64_t kLateReportsUs = 24 * kernel::kHourUs;
constexpr auto kTick = std::chrono::milliseconds(250);
constexpr auto kGather = std::chrono::milliseconds(150);
/// A stay that could not be judged is not asked about for so long.
constexpr std::int64_t kSparedUs = kernel::kMinuteUs;
constexpr auto kRest = std::chrono::milliseconds(1000);

/// Rooms that the stay has been in, and everybody who may have met it there.
Result<std::vector<domain::Occupancy>> meetingsOf(UnitOfWork& unit, const domain::Stay& stay) {
    std::vector<Uuid> rooms;
    for (const domain::Placement& placement : stay.placements) rooms.push_back(placement.roomId);
    std::sort(rooms.begin(), rooms.end());
    rooms.erase(std::unique(rooms.begin(), rooms.end()), rooms.end());
    if (rooms.empty()) return std::vector<domain::Occupancy>{};
    return unit.stays().occupancies(rooms, stay.arrived.atUs);
}

std::vector<Deadline> deadlinesOf(const domain::Stay& stay,
                                  const std::vector<domain::RuleVerdicts>& all) {
    std::vector<Deadline> deadlines;
    for (const domain::RuleVerdicts& answer : all)
        for (const domain::Verdict& verdict : answer.verdicts)
            if (verdict.outcome == domain::Outcome::Pending)
                deadlines.push_back({stay.id, answer.rule->id, verdict.subject, verdict.dueUs});
    return deadlines;
}

Status settleQuestionings(UnitOfWork& unit, const domain::Stay& stay, const domain::Centre& centre,
                          std::int64_t nowUs) {
    for (const domain::Questioning& questioning : stay.questionings) {
        if (!questioning.endedUs) continue;
        const auto record = centre.records.find(questioning.roomId);
        const bool covered = record != centre.records.end() &&
                             domain::recordedUntilUs(record->second) >= *questioning.endedUs;
        if (covered || nowUs > *questioning.endedUs + kLateReportsUs)
            MJ_TRY(unit.stays().settleQuestioning(questioning.id));
    }
    return {};
}

}  // namespace

RuleRunner::RuleRunner(Database& database, CommandBus& bus, KeptStays& stays,
                       RecordingState& recording, const kernel::Clock& clock)
    : database_(database), bus_(bus), stays_(stays), recording_(recording), clock_(clock) {}

RuleRunner::~RuleRunner() {
    stop();
}

void RuleRunner::start() {
    thread_ = std::thread([this] { loop(); });
}

void RuleRunner::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void RuleRunner::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void RuleRunner::loop() {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, kTick, [this] { return stopping_ || woken_; });
            if (stopping_) return;
            woken_ = false;
        }
        const Status done = guardedly("rules.failed", [this] { return runOnce(); });
        if (done.ok()) {
            // What comes meanwhile is worked off together: the same stay is asked about once.
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, kGather, [this] { return stopping_; });
            continue;
        }
        kernel::logWarning("rules: {} {}", done.error().code, done.error().internal);
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, kRest, [this] { return stopping_; });
    }
}

Status RuleRunner::runOnce() {
    bool more = true;
    while (more) {
        MJ_ASSIGN(more, workOutbox());
    }
    MJ_TRY(workDeadlines());
    return {};
}

Result<std::set<Uuid>> RuleRunner::staysOf(UnitOfWork& unit, const std::vector<OutboxRow>& rows) {
    std::set<Uuid> stays;
    std::set<Uuid> cameras;
    for (const OutboxRow& row : rows) {
        if (row.stream.kind == domain::kStayStream) stays.insert(row.stream.id);
        if (row.stream.kind == domain::kCameraStream) cameras.insert(row.stream.id);
    }
    if (cameras.empty()) return stays;
    std::set<Uuid> rooms;
    MJ_ASSIGN(const auto all, unit.directory().cameras());
    for (const CameraRow& camera : all)
        if (cameras.contains(camera.id)) rooms.insert(camera.roomId);
    MJ_ASSIGN(const auto questionings, unit.stays().unsettledQuestionings());
    for (const QuestioningRow& row : questionings)
        if (rooms.contains(row.roomId)) stays.insert(row.stayId);
    return stays;
}

Result<bool> RuleRunner::workOutbox() {
    std::vector<OutboxRow> rows;
    std::set<Uuid> stays;
    {
        MJ_ASSIGN(const auto unit, database_.begin());
        MJ_ASSIGN(rows, unit->work().takeOutbox(kBatch));
        if (rows.empty()) return false;
        MJ_ASSIGN(stays, staysOf(*unit, rows));
    }
    MJ_TRY(evaluateAll(stays));
    MJ_ASSIGN(const auto unit, database_.begin());
    std::vector<std::int64_t> ids;
    for (const OutboxRow& row : rows) ids.push_back(row.id);
    MJ_TRY(unit->work().deleteOutbox(ids));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "outbox");
    // Less than a batch: what came meanwhile is taken together after the gathering.
    return static_cast<int>(rows.size()) == kBatch;
}

Result<bool> RuleRunner::workDeadlines() {
    std::vector<Uuid> due;
    {
        MJ_ASSIGN(const auto unit, database_.begin());
        MJ_ASSIGN(due, unit->work().dueStays(clock_.wall().us, kBatch));
    }
    MJ_TRY(evaluateAll({due.begin(), due.end()}));
    return !due.empty();
}

Status RuleRunner::evaluateAll(const std::set<Uuid>& stays) {
    std::set<Uuid> met;
    for (const Uuid& stay : stays) MJ_TRY(evaluateOrTell(stay, met));
    std::set<Uuid> ignored;
    for (const Uuid& stay : met)
        if (!stays.contains(stay)) MJ_TRY(evaluateOrTell(stay, ignored));
    return {};
}

/// One stay that cannot be judged (its record is damaged) is told to operators and must not keep
/// the rules from all others; when the database is away, everything waits.
Status RuleRunner::evaluateOrTell(const Uuid& stayId, std::set<Uuid>& met) {
    const std::int64_t nowUs = clock_.mono().us;
    if (const auto failed = failedUs_.find(stayId);
        failed != failedUs_.end() && nowUs - failed->second < kSparedUs)
        return {};
    const Status done = guardedly("rules.failed", [&] { return evaluateStay(stayId, met); });
    failedUs_.erase(stayId);
    if (done.ok()) return {};
    const ErrorKind kind = done.error().kind;
    if (kind == ErrorKind::Unavailable || kind == ErrorKind::Exhausted) return done;
    failedUs_[stayId] = nowUs;
    kernel::logError("rules cannot judge stay {}: {} {}", stayId.text(), done.error().code,
                     done.error().internal);
    return {};
}

Status RuleRunner::evaluateStay(const Uuid& stayId, std::set<Uuid>& met) {
    std::set<Uuid> others;
    const auto done = bus_.runInternal([&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_ASSIGN(const SharedStay loaded, stays_.find(unit, stayId));
        const domain::Stay& stay = loaded->stay;
        MJ_ASSIGN(domain::Centre centre, readCentre(unit, recording_, stay.caseId));
        MJ_TRY(addRecords(unit, recording_, centre, stay, transaction.nowUs()));
        MJ_TRY(addObserved(unit, recording_, centre, stay, transaction.nowUs()));
        MJ_TRY(addElsewhere(unit, centre, stay));
        if (!stay.collections.empty()) {
            MJ_ASSIGN(const auto same, staysOfSamePerson(unit, stays_, stay));
            addTaken(centre, same);
            for (const SharedStay& other : same) others.insert(other->stay.id);
        }
        MJ_ASSIGN(const auto meetings, meetingsOf(unit, stay));
        for (const domain::Occupancy& other : meetings)
            if (other.stayId != stayId) others.insert(other.stayId);
        const auto verdicts = domain::evaluate({stay, centre, transaction.nowUs()}, meetings);
        MJ_TRY(keepFindings(transaction, stay, verdicts));
        MJ_TRY(unit.work().replaceDeadlines(stayId, deadlinesOf(stay, verdicts)));
        MJ_TRY(settleQuestionings(unit, stay, centre, transaction.nowUs()));
        return Json::object();
    });
    if (!done.ok() && done.error().kind == ErrorKind::NotFound) return {};
    met.merge(others);
    return done.ok() ? Status() : Status(done.error());
}

}  // namespace mingjing::app
