// SPDX-License-Identifier: Apache-2.0
// Lists by sight, and verdicts.
#include "center/app/observations.h"

#include "center/app/audit.h"
#include "center/app/media_views.h"
#include "center/app/observation_reports.h"
#include "center/app/watching.h"

namespace mingjing::app {

namespace {

constexpr int kAtOnce = 200;
/// So many rows are looked through for one page; then it ends early.
constexpr int kMostLookedAt = 5000;

Error notFound() {
    return Error::of(ErrorKind::NotFound, "observation.not_found");
}

}  // namespace

bool ObservationSight::sees(const ObservationRow& row) const {
    if (!rooms.contains(row.roomId)) return false;
    return always.contains(row.cameraId) || (!row.toUs && now.contains(row.cameraId));
}

Result<ObservationSight> observationSight(UnitOfWork& unit, const Actor& actor) {
    ObservationSight sight;
    MJ_ASSIGN(const auto cameras, MediaViews::sights(unit, actor));
    for (const auto& [camera, seen] : cameras) {
        if (seen.sealed) continue;
        if (seen.playback)
            sight.always.insert(camera);
        else if (seen.live)
            sight.now.insert(camera);
    }
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const domain::Room& room : rooms)
        if (permitsAnalysis(room)) sight.rooms.insert(room.id);
    return sight;
}

Result<ObservationPage> listObservations(UnitOfWork& unit, const Actor& actor,
                                         ObservationFilter filter, std::optional<ListPlace> after,
                                         int limit) {
    ObservationPage page;
    MJ_ASSIGN(const ObservationSight sight, observationSight(unit, actor));
    if (sight.always.empty()) filter.openOnly = true;
    MJ_ASSIGN(const auto counts, unit.observations().counts());
    for (const auto& [camera, count] : counts) {
        const bool always = sight.always.contains(camera);
        if (always || sight.now.contains(camera)) page.counts.open += count.open;
        if (always) page.counts.unjudged += count.unjudged;
    }
    for (int looked = 0; looked < kMostLookedAt; looked += kAtOnce) {
        MJ_ASSIGN(auto rows, unit.observations().list(filter, after, kAtOnce));
        for (ObservationRow& row : rows) {
            if (static_cast<int>(page.rows.size()) == limit) {
                page.next = after;
                return page;
            }
            after = ListPlace{row.fromUs, row.id};
            if (sight.sees(row)) page.rows.push_back(std::move(row));
        }
        if (static_cast<int>(rows.size()) < kAtOnce) return page;
    }
    page.next = after;
    return page;
}

Result<ObservationRow> visibleObservation(UnitOfWork& unit, const Actor& actor, const Uuid& id) {
    MJ_ASSIGN(const auto row, unit.observations().find(id));
    MJ_ASSIGN(const ObservationSight sight, observationSight(unit, actor));
    if (!row || !sight.sees(*row)) return notFound();
    return *row;
}

Result<ObservationRow> judgeObservation(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                        const Uuid& id, const std::string& verdict,
                                        const std::string& note, std::int64_t nowUs) {
    MJ_ASSIGN(auto row, unit.observations().lock(id));
    MJ_ASSIGN(const ObservationSight sight, observationSight(unit, actor));
    if (!row || !sight.sees(*row)) return notFound();
    const std::string context = observedNoteContext(id);
    std::string known;
    if (!row->verdictNote.empty()) {
        MJ_ASSIGN(known, vault.openSmall(row->verdictNote, context));
    }
    if (row->verdict == verdict && row->verdictBy == actor.id() && known == note) return *row;
    row->verdict = verdict;
    row->verdictBy = actor.id();
    row->verdictUs = nowUs;
    row->verdictNote = note.empty() ? "" : vault.sealSmall(note, context);
    MJ_TRY(unit.observations().judge(*row));
    const std::string details = note.empty() ? "" : vault.sealSmall(note, "audit");
    MJ_TRY(audit(unit, actor, nowUs,
                 {"observation_judged", "observation", id, verdict, true, details}));
    MJ_TRY(askRulesAgain(unit, *row));
    return *row;
}

}  // namespace mingjing::app
