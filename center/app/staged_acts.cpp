// SPDX-License-Identifier: Apache-2.0
// The steps of a staged act, each once.
#include "center/app/staged_acts.h"

#include <algorithm>

#include "center/app/audit.h"

namespace mingjing::app {

namespace {

constexpr int kMostLive = 20;
constexpr std::int64_t kLiveUs = domain::kStagedLongestUs + 2 * domain::kStagedWaitUs;

Status noteStep(UnitOfWork& unit, const Actor& actor, const char* action, const StagedActRow& row,
                std::int64_t nowUs) {
    return audit(unit, actor, nowUs, {action, "camera", row.cameraId, row.act, true});
}

Result<CameraRow> cameraToStage(UnitOfWork& unit, const Uuid& id, std::int64_t nowUs) {
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    const auto camera = std::find_if(cameras.begin(), cameras.end(),
                                     [&](const CameraRow& row) { return row.id == id; });
    if (camera == cameras.end()) return Error::of(ErrorKind::NotFound, "camera.not_found");
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    const bool mayWatch = std::any_of(rooms.begin(), rooms.end(), [&](const domain::Room& room) {
        return room.id == camera->roomId && permitsAnalysis(room);
    });
    if (!mayWatch) return Error::of(ErrorKind::Precondition, "staged.room_private");
    if (!camera->active) return Error::of(ErrorKind::Precondition, "staged.not_watched");
    MJ_ASSIGN(const auto there, unit.stays().occupancies({camera->roomId}, nowUs));
    if (!there.empty()) return Error::of(ErrorKind::Precondition, "staged.room_occupied");
    return *camera;
}

/// Also one that was seen before it was said to be so, while that can still be said.
bool isRunning(const StagedActRow& row, std::int64_t nowUs) {
    const std::string result = domain::stagedResult(row.times, nowUs);
    const bool early = result == "seen" && !row.times.doneUs &&
                       domain::stagedRefusal(row.times, StagedStep::Done, nowUs) == nullptr;
    return result == "announced" || result == "waiting" || early;
}

bool expects(const std::string& act, const std::string& kind) {
    const domain::StagedKind* known = domain::findStagedKind(act);
    return known != nullptr &&
           std::find(known->expects.begin(), known->expects.end(), kind) != known->expects.end();
}

/// The newest act of the camera that may have caused this.
Result<std::optional<StagedActRow>> causeOf(UnitOfWork& unit, const Uuid& camera,
                                            const std::string& kind, std::int64_t fromUs) {
    MJ_ASSIGN(const auto acts, unit.stagedActs().of(camera, fromUs - kLiveUs, kMostLive));
    for (const StagedActRow& act : acts)
        if (expects(act.act, kind) && domain::mayBeCausedBy(act.times, fromUs))
            return std::optional(act);
    return std::optional<StagedActRow>();
}

Status noteSeen(UnitOfWork& unit, StagedActRow act, std::int64_t fromUs, std::int64_t toldUs,
                std::optional<Uuid> observation) {
    if (act.times.seenUs && *act.times.seenUs <= fromUs) return {};
    act.times.seenUs = fromUs;
    act.toldUs = toldUs;
    act.observation = observation;
    return unit.stagedActs().put(act);
}

void takeStep(domain::StagedTimes& times, StagedStep step, std::int64_t nowUs) {
    switch (step) {
        case StagedStep::Done:
            times.doneUs = nowUs;
            return;
        case StagedStep::Ended:
            times.endedUs = nowUs;
            return;
        case StagedStep::Cancel:
            times.cancelledUs = nowUs;
            return;
    }
}

bool wasTaken(const StagedActRow& row, StagedStep step) {
    switch (step) {
        case StagedStep::Done:
            return row.times.doneUs && !row.times.cancelledUs;
        case StagedStep::Ended:
            return row.times.endedUs.has_value();
        case StagedStep::Cancel:
            return row.times.cancelledUs.has_value();
    }
    return false;
}

const char* actionOf(StagedStep step) {
    switch (step) {
        case StagedStep::Done:
            return "staged_act_done";
        case StagedStep::Ended:
            return "staged_act_ended";
        case StagedStep::Cancel:
            return "staged_act_cancelled";
    }
    return "";
}

}  // namespace

Result<StagedActRow> announceStagedAct(UnitOfWork& unit, const Actor& actor, const Uuid& cameraId,
                                       const std::string& act, std::int64_t nowUs) {
    if (domain::findStagedKind(act) == nullptr) return Error::invalid("act", "staged.unknown");
    MJ_ASSIGN(const CameraRow camera, cameraToStage(unit, cameraId, nowUs));
    MJ_ASSIGN(const auto acts, unit.stagedActs().of(camera.id, nowUs - kLiveUs, kMostLive));
    for (const StagedActRow& known : acts) {
        if (!isRunning(known, nowUs)) continue;
        if (known.by == actor.id() && known.act == act && !known.times.doneUs) return known;
        return Error::of(ErrorKind::Conflict, "staged.another_runs");
    }
    StagedActRow row;
    row.id = Uuid::make(nowUs);
    row.cameraId = camera.id;
    row.act = act;
    row.by = actor.id();
    row.times.announcedUs = nowUs;
    MJ_TRY(unit.stagedActs().put(row));
    MJ_TRY(noteStep(unit, actor, "staged_act_announced", row, nowUs));
    return row;
}

Result<StagedActRow> stepStagedAct(UnitOfWork& unit, const Actor& actor, const Uuid& id,
                                   StagedStep step, std::int64_t nowUs) {
    MJ_ASSIGN(auto row, unit.stagedActs().lock(id));
    if (!row) return Error::of(ErrorKind::NotFound, "staged.not_found");
    if (row->by != actor.id()) return Error::of(ErrorKind::Forbidden, "staged.of_another");
    if (wasTaken(*row, step)) return *row;
    if (const char* refusal = domain::stagedRefusal(row->times, step, nowUs))
        return Error::of(ErrorKind::Precondition, refusal);
    takeStep(row->times, step, nowUs);
    MJ_TRY(unit.stagedActs().put(*row));
    MJ_TRY(noteStep(unit, actor, actionOf(step), *row, nowUs));
    return *row;
}

Status noteStagedObservation(UnitOfWork& unit, const ObservationRow& row, std::int64_t toldUs) {
    MJ_ASSIGN(const auto act, causeOf(unit, row.cameraId, row.kind, row.fromUs));
    if (!act) return {};
    MJ_TRY(unit.observations().markStaged(row.id, act->id));
    return noteSeen(unit, *act, row.fromUs, toldUs, row.id);
}

Status noteStagedCount(UnitOfWork& unit, const domain::CountChange& change, std::int64_t nowUs) {
    if (change.value < 0) return {};
    MJ_ASSIGN(const auto acts,
              unit.stagedActs().of(change.cameraId, change.fromUs - kLiveUs, kMostLive));
    if (acts.empty()) return {};
    MJ_ASSIGN(const auto before,
              unit.recordings().counts(change.cameraId, {change.fromUs, change.fromUs}));
    if (before.empty() || before.front().value < 0 || before.front().value == change.value)
        return {};
    const char* kind = change.value > before.front().value ? "persons_more" : "persons_fewer";
    MJ_ASSIGN(const auto act, causeOf(unit, change.cameraId, kind, change.fromUs));
    if (!act) return {};
    return noteSeen(unit, *act, change.fromUs, nowUs, std::nullopt);
}

}  // namespace mingjing::app
