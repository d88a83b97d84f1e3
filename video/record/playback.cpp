// SPDX-License-Identifier: Apache-2.0
// Choosing segments and the fragment to begin with.
#include "video/record/playback.h"

#include <algorithm>

namespace mingjing::video::record {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

/// How far before the wanted second a key picture may lie.
constexpr std::int64_t kLeadUs = 30 * 60'000'000LL;

bool sameRun(const evidence::SegmentEntry& a, const evidence::SegmentEntry& b) {
    return a.run == b.run && a.initSha256 == b.initSha256;
}

struct Start {
    std::size_t segment;
    std::size_t fragment;
    std::int64_t startUs;
};

/// The last key fragment at or before `fromUs` in the segment's run, looking backwards.
Result<std::optional<Start>> keyBefore(const Storage& storage,
                                       const std::vector<evidence::SegmentEntry>& segments,
                                       std::size_t at, std::int64_t fromUs) {
    for (std::size_t i = at + 1; i-- > 0 && sameRun(segments[i], segments[at]);) {
        MJ_ASSIGN(const auto list, storage.fragments(segments[i]));
        for (std::size_t f = list->size(); f-- > 0;)
            if ((*list)[f].key() && (*list)[f].startUs <= fromUs)
                return std::optional<Start>(Start{i, f, (*list)[f].startUs});
    }
    return std::optional<Start>();
}

Result<std::optional<Start>> keyAfter(const Storage& storage,
                                      const std::vector<evidence::SegmentEntry>& segments,
                                      std::size_t at, std::int64_t fromUs, std::int64_t toUs) {
    for (std::size_t i = at; i < segments.size(); ++i) {
        MJ_ASSIGN(const auto list, storage.fragments(segments[i]));
        for (std::size_t f = 0; f < list->size(); ++f)
            if ((*list)[f].key() && (*list)[f].startUs >= fromUs && (*list)[f].startUs < toUs)
                return std::optional<Start>(Start{i, f, (*list)[f].startUs});
    }
    return std::optional<Start>();
}

}  // namespace

Result<PlayPlan> planPlayback(const Storage& storage, const StreamKey& key, std::int64_t fromUs,
                              std::int64_t toUs, std::int64_t notBeforeUs) {
    const auto nothing = Error::of(ErrorKind::NotFound, "media.nothing_recorded");
    const auto segments = storage.view(key, fromUs - kLeadUs, toUs).segments;
    const auto covering = std::find_if(segments.begin(), segments.end(),
                                       [&](const auto& entry) { return entry.endUs > fromUs; });
    if (covering == segments.end()) return nothing;
    const auto at = static_cast<std::size_t>(covering - segments.begin());
    std::optional<Start> start;
    if (covering->startUs <= fromUs) {
        MJ_ASSIGN(start, keyBefore(storage, segments, at, fromUs));
    }
    if (start && start->startUs < notBeforeUs) start.reset();
    if (!start) {
        MJ_ASSIGN(start, keyAfter(storage, segments, at, std::max(fromUs, notBeforeUs), toUs));
    }
    if (!start) return nothing;
    PlayPlan plan;
    plan.firstFragment = start->fragment;
    plan.startUs = start->startUs;
    for (std::size_t i = start->segment;
         i < segments.size() && sameRun(segments[i], segments[start->segment]); ++i)
        plan.segments.push_back(segments[i]);
    plan.endUs = std::min(toUs, plan.segments.back().endUs);
    return plan;
}

Result<Still> findStill(const Storage& storage, const StreamKey& key) {
    const auto entry = storage.newest(key);
    if (!entry) return Error::of(ErrorKind::NotFound, "media.nothing_recorded");
    MJ_ASSIGN(const auto list, storage.fragments(*entry));
    for (auto it = list->rbegin(); it != list->rend(); ++it)
        if (it->key()) return Still{*entry, *it};
    return Error::of(ErrorKind::NotFound, "media.nothing_recorded");
}

}  // namespace mingjing::video::record
