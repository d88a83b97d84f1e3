// SPDX-License-Identifier: Apache-2.0
// Observations of a room's cameras become things that were seen, and these verdicts.
#include "center/domain/rules/observed.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

constexpr std::size_t kMostEvidence = 8;

/// One thing as it was seen, by one camera or by several.
struct Sighting {
    Span span;  ///< until INT64_MAX while somebody still sees it
    std::vector<const Observation*> seen;
};

bool isAsked(const SeenQuestion& question, const Observation& seen) {
    return question.kinds.contains(seen.kind) &&
           (question.counts == nullptr || question.counts(seen));
}

/// Observations come by begin, so what joins a sighting overlaps the last of its kind.
std::vector<Sighting> sightingsOf(const RoomRecord& record, const SeenQuestion& question) {
    std::vector<Sighting> all;
    for (const Observation& seen : record.observations) {
        if (!isAsked(question, seen)) continue;
        const std::int64_t toUs = seen.toUs.value_or(INT64_MAX);
        const auto same = std::find_if(all.rbegin(), all.rend(), [&](const Sighting& known) {
            const Observation& first = *known.seen.front();
            return first.kind == seen.kind && seen.fromUs <= known.span.toUs &&
                   (!question.perCamera || first.cameraId == seen.cameraId);
        });
        if (same == all.rend()) {
            all.push_back({{seen.fromUs, toUs}, {&seen}});
            continue;
        }
        same->span.toUs = std::max(same->span.toUs, toUs);
        same->seen.push_back(&seen);
    }
    return all;
}

Evidence evidenceOf(const Observation& seen) {
    return {"observation",       "observation.kind." + seen.kind,
            Json::object(),      seen.fromUs,
            seen.cameraId,       seen.segment,
            seen.fragment,       seen.offsetUs,
            seen.confidenceMilli};
}

/// The part of the spans in which it was seen: from when, until when, and how long in all.
struct Common {
    std::int64_t fromUs = INT64_MAX, toUs = 0, lengthUs = 0;
};

Common commonOf(const Span& seen, const std::vector<Span>& within, std::int64_t nowUs) {
    Common common;
    for (const Span& span : within) {
        const std::int64_t from = std::max(seen.fromUs, span.fromUs);
        const std::int64_t to = std::min(seen.toUs, span.toUs);
        if (to <= from) continue;
        common.fromUs = std::min(common.fromUs, from);
        common.toUs = std::max(common.toUs, to);
        common.lengthUs += std::max<std::int64_t>(0, std::min(to, nowUs) - from);
    }
    return common;
}

}  // namespace

Verdicts judgeSeen(const StayInput& input, const RoomRecord* record, const std::string& subject,
                   const std::vector<Span>& within, const SeenQuestion& question) {
    if (record == nullptr) return {abstain(subject, "analysis")};
    Verdicts verdicts;
    bool any = false;
    for (const Sighting& sighting : sightingsOf(*record, question)) {
        const Common common = commonOf(sighting.span, within, input.nowUs);
        if (common.toUs == 0) continue;
        const Observation& first = *sighting.seen.front();
        const std::string about = first.kind + ":" + first.id.text();
        const bool open = common.toUs == INT64_MAX;
        if (common.lengthUs <= question.longerThanUs && question.longerThanUs > 0) {
            const std::int64_t dueUs = input.nowUs + question.longerThanUs - common.lengthUs + 1;
            if (open) verdicts.push_back(pending(about, dueUs));
            continue;
        }
        any = true;
        Verdict verdict = breach(about, common.fromUs, question.code);
        if (!open) verdict.untilUs = common.toUs;
        verdict.provisional = open;
        verdict.roomId = record->roomId;
        for (const Observation* seen : sighting.seen)
            if (verdict.evidence.size() < kMostEvidence)
                verdict.evidence.push_back(evidenceOf(*seen));
        verdicts.push_back(std::move(verdict));
    }
    if (any) return verdicts;
    verdicts.push_back(record->checks.contains(question.group) ? pass(subject)
                                                               : abstain(subject, "analysis"));
    return verdicts;
}

std::map<Uuid, std::vector<Span>> spansByRoom(const Stay& stay) {
    std::map<Uuid, std::vector<Span>> all;
    for (const Occupancy& occupancy : occupanciesOf(stay))
        all[occupancy.roomId].push_back({occupancy.fromUs, occupancy.toUs.value_or(INT64_MAX)});
    for (auto& [room, spans] : all) spans = unionOf(std::move(spans));
    return all;
}

const RoomRecord* recordOf(const Centre& centre, const Uuid& roomId) {
    const auto record = centre.records.find(roomId);
    return record == centre.records.end() ? nullptr : &record->second;
}

void addCountEvidence(Verdict& verdict, const RoomRecord& record) {
    for (const CountChange& change : record.counts) {
        if (change.fromUs > verdict.atUs && (!verdict.untilUs || change.fromUs > *verdict.untilUs))
            break;
        const bool relevant = change.fromUs >= verdict.atUs || (&change == &record.counts.back()) ||
                              (&change + 1)->fromUs > verdict.atUs;
        if (!relevant || verdict.evidence.size() >= kMostEvidence) continue;
        verdict.evidence.push_back({"observation",
                                    "evidence.persons_seen",
                                    {{"persons", change.value}},
                                    change.fromUs,
                                    change.cameraId,
                                    change.segment,
                                    change.fragment,
                                    change.offsetUs,
                                    change.confidenceMilli});
    }
}

void addSeenEvidence(Verdict& verdict, const RoomRecord& record,
                     const std::set<std::string>& kinds) {
    for (const Observation& seen : record.observations) {
        const bool touches = seen.fromUs < verdict.untilUs.value_or(INT64_MAX) &&
                             seen.toUs.value_or(INT64_MAX) > verdict.atUs;
        if (touches && kinds.contains(seen.kind) && verdict.evidence.size() < kMostEvidence)
            verdict.evidence.push_back(evidenceOf(seen));
    }
}

}  // namespace mingjing::domain
