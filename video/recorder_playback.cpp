// SPDX-License-Identifier: Apache-2.0
// Planning, reading, opening, streaming.
#include "video/recorder_playback.h"

#include <algorithm>
#include <charconv>

#include "center/kernel/log.h"
#include "video/record/heard.h"
#include "video/record/playback.h"
#include "video/recorder_answers.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::MediaGrant;
using kernel::Result;
using kernel::Uuid;
using net::Request;
using net::Response;
using record::StreamKey;

namespace {

constexpr std::int64_t kLongestIndexUs = 12 * kernel::kHourUs;

Result<std::int64_t> timeOf(const Request& request, const char* name) {
    const auto found = request.query.find(name);
    std::int64_t value = 0;
    if (found == request.query.end()) return Error::invalid(name, "media.time_missing");
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return Error::invalid(name, "media.time_wrong");
    return value;
}

struct Interval {
    std::int64_t fromUs;
    std::int64_t toUs;
};

/// The interval that is asked for must lie inside the one that center granted.
Result<Interval> intervalOf(const Request& request, const MediaGrant& grant) {
    MJ_ASSIGN(const std::int64_t fromUs, timeOf(request, "from"));
    MJ_ASSIGN(const std::int64_t toUs, timeOf(request, "to"));
    if (fromUs >= toUs) return Error::invalid("to", "media.time_wrong");
    if (fromUs < grant.fromUs || toUs > grant.toUs)
        return Error::of(ErrorKind::Forbidden, "media.outside_interval");
    return Interval{fromUs, toUs};
}

Result<MediaGrant> playbackGrant(RecorderNode& node, const Request& request, const Uuid& camera) {
    return node.desk().read(request.header("authorization"), "playback", camera,
                            node.clock().wall().us);
}

/// What is sealed and not open to this viewer is a gap that says so, and not a picture that never
/// comes.
bool mayOpenSealed(RecorderNode& node, const MediaGrant& grant, const StreamKey& key,
                   const std::vector<evidence::SegmentEntry>& segments) {
    const bool any = std::any_of(segments.begin(), segments.end(),
                                 [](const auto& entry) { return entry.seal.has_value(); });
    return any && node.opener().open(grant, key, {}).ok();
}

Json gapJson(const std::string& cause, std::int64_t fromUs, std::int64_t toUs) {
    return {{"cause", cause}, {"fromUs", fromUs}, {"toUs", toUs < 0 ? Json(nullptr) : Json(toUs)}};
}

/// Of sealed media only what can be played: from the first key picture of what was approved on, and
/// no fragment that reaches out of it. Empty when there is none.
Result<Json> partJson(RecorderNode& node, const evidence::SegmentEntry& entry,
                      const Interval& interval, const MediaGrant& grant) {
    MJ_ASSIGN(const auto list, node.storage().fragments(entry));
    Json fragments = Json::array();
    std::int64_t startUs = entry.startUs, endUs = entry.endUs;
    for (const auto& record : *list) {
        if (record.endUs() <= interval.fromUs || record.startUs >= interval.toUs) continue;
        if (entry.seal) {
            const bool first = fragments.empty();
            if (first && (!record.key() || record.startUs < grant.fromUs)) continue;
            if (record.endUs() > grant.toUs) break;
            if (first) startUs = record.startUs;
            endUs = record.endUs();
        }
        fragments.push_back({{"durUs", record.durUs},
                             {"key", record.key()},
                             {"seq", record.seq},
                             {"startUs", record.startUs}});
    }
    if (entry.seal && fragments.empty()) return Json();
    return Json{{"codecs", record::heardCodecs(entry.codecs)},
                {"endUs", endUs},
                {"fragments", std::move(fragments)},
                {"run", entry.run},
                {"segment", entry.segment.text()},
                {"startUs", startUs}};
}

/// Everything one answer to a playback needs. Keys of sealed segments live as long as the answer.
struct PlayAnswer {
    RecorderNode& node;
    record::PlayPlan plan;
    MediaGrant grant;
    OpenedKeys opened;
    WatchedView watched;

    PlayAnswer(RecorderNode& theNode, record::PlayPlan thePlan, const MediaGrant& theGrant,
               OpenedKeys theKeys)
        : node(theNode),
          plan(std::move(thePlan)),
          grant(theGrant),
          opened(std::move(theKeys)),
          watched(theNode, theGrant) {}

    /// Ends early when bytes do not have their hash, rather than show them.
    void run(net::StreamWriter& writer) {
        const auto init = node.storage().readInit(plan.segments.front());
        if (!init.ok()) return;
        auto heard = record::Heard::create(plan.segments.front().codecs, *init);
        if (!heard.ok() || !writeAll(writer, heard->init(), watched)) return;
        std::size_t first = plan.firstFragment;
        for (const auto& entry : plan.segments) {
            const auto list = node.storage().fragments(entry);
            if (!list.ok()) return;
            for (std::size_t i = first; i < (*list)->size(); ++i) {
                const auto& record = (**list)[i];
                if (ends(entry, record) || writer.stopping()) return;
                const auto bytes = read(entry, record);
                if (!bytes.ok()) {
                    kernel::logError("playback: {}: {}", bytes.error().code,
                                     bytes.error().internal);
                    return;
                }
                const auto played = heard->convert(*bytes);
                if (!played.ok() || !writeAll(writer, *played, watched)) return;
            }
            first = 0;
        }
    }

private:
    /// Of sealed media not a picture beyond what was approved, nor a moment longer.
    bool ends(const evidence::SegmentEntry& entry, const evidence::FragmentRecord& record) const {
        if (record.startUs >= plan.endUs || node.desk().revoked(grant.view)) return true;
        return entry.seal && (record.endUs() > grant.toUs || record.startUs < grant.fromUs ||
                              node.clock().wall().us >= opened.untilUs);
    }

    Result<std::string> read(const evidence::SegmentEntry& entry,
                             const evidence::FragmentRecord& record) const {
        MJ_ASSIGN(std::string bytes, node.storage().readFragment(entry, record));
        if (entry.seal)
            MJ_TRY(evidence::sealFragment(opened.keys.at(entry.segment), record.seq, bytes));
        return bytes;
    }
};

bool anySealed(const record::PlayPlan& plan) {
    return std::any_of(plan.segments.begin(), plan.segments.end(),
                       [](const auto& entry) { return entry.seal.has_value(); });
}

}  // namespace

Result<Response> showIndex(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, playbackGrant(node, request, key.camera));
    MJ_ASSIGN(const Interval interval, intervalOf(request, grant));
    if (interval.toUs - interval.fromUs > kLongestIndexUs)
        return Error::invalid("to", "media.interval_too_long");
    const auto view = node.storage().view(key, interval.fromUs, interval.toUs);
    Json parts = Json::array(), gaps = Json::array();
    const bool opens = mayOpenSealed(node, grant, key, view.segments);
    for (const auto& entry : view.segments) {
        if (entry.seal && !opens) {
            gaps.push_back(gapJson("sealed", entry.startUs, entry.endUs));
            continue;
        }
        MJ_ASSIGN(Json part, partJson(node, entry, interval, grant));
        if (!part.is_null()) parts.push_back(std::move(part));
    }
    for (const auto& gap : view.gaps) gaps.push_back(gapJson(gap.cause, gap.fromUs, gap.toUs));
    const std::string codecs = view.segments.empty() ? "" : view.segments.back().codecs;
    return Response::json(200, {{"codecs", record::heardCodecs(codecs)},
                                {"gaps", std::move(gaps)},
                                {"parts", std::move(parts)},
                                {"sound", record::soundOf(codecs)}});
}

Result<Response> playInterval(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, playbackGrant(node, request, key.camera));
    MJ_ASSIGN(const Interval interval, intervalOf(request, grant));
    MJ_ASSIGN(record::PlayPlan plan,
              record::planPlayback(node.storage(), key, interval.fromUs, interval.toUs));
    OpenedKeys opened;
    if (anySealed(plan)) {
        MJ_ASSIGN(plan, record::planPlayback(node.storage(), key, interval.fromUs, interval.toUs,
                                             grant.fromUs));
        MJ_ASSIGN(opened, node.opener().open(grant, key, plan.segments));
    }
    Response response = mediaResponse(plan.segments.front().codecs, plan.startUs, plan.endUs);
    auto answer = std::make_shared<PlayAnswer>(node, std::move(plan), grant, std::move(opened));
    response.stream = [answer = std::move(answer)](net::StreamWriter& writer) {
        answer->run(writer);
    };
    return response;
}

}  // namespace mingjing::video
