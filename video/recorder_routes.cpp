// SPDX-License-Identifier: Apache-2.0
// Handlers: read the token, find the media, stream it, report the view.
#include "video/recorder_routes.h"

#include <charconv>

#include "center/kernel/log.h"
#include "video/live/live_muxer.h"
#include "video/record/heard.h"
#include "video/record/playback.h"

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
constexpr std::chrono::milliseconds kPullTimeout{100};
constexpr std::size_t kWriteBytes = std::size_t{64} << 10;

Response problem(const Error& error, const Request& request) {
    Response response =
        Response::json(net::statusOf(error.kind), renderProblem(error, request.traceId));
    response.contentType = "application/problem+json";
    return response;
}

Result<StreamKey> streamKeyOf(const Request& request) {
    const auto camera = Uuid::parse(request.pathValues.at("camera"));
    if (!camera) return Error::invalid("camera", "media.camera_wrong");
    const auto found = request.query.find("stream");
    const std::string stream = found == request.query.end() ? "main" : found->second;
    if (stream != "main" && stream != "sub") return Error::invalid("stream", "media.stream_wrong");
    return StreamKey{*camera, stream};
}

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

/// One stretch of watching; reports its beginning and, when it goes, its end.
class WatchedView {
public:
    WatchedView(RecorderNode& node, const MediaGrant& grant)
        : node_(node), grant_(grant), fromUs_(node.clock().wall().us) {
        tell(nullptr);
    }
    ~WatchedView() { tell(node_.clock().wall().us); }
    WatchedView(const WatchedView&) = delete;
    WatchedView& operator=(const WatchedView&) = delete;

    std::int64_t bytes = 0;
    std::uint64_t skipped = 0;

private:
    void tell(const Json& toUs) const {
        Json body = {{"actor", grant_.actor.text()},
                     {"bytes", bytes},
                     {"camera", grant_.camera.text()},
                     {"fromUs", fromUs_},
                     {"toUs", toUs},
                     {"use", grant_.use},
                     {"view", grant_.view.text()}};
        if (skipped > 0) body["skipped"] = skipped;
        node_.report("view", body);
    }
    RecorderNode& node_;
    MediaGrant grant_;
    std::int64_t fromUs_;
};

/// Holds a place at the desk.
class DeskPlace {
public:
    DeskPlace(live::ViewDesk& desk, const Uuid& view) : desk_(desk), view_(view) {}
    ~DeskPlace() { desk_.close(view_); }
    DeskPlace(const DeskPlace&) = delete;
    DeskPlace& operator=(const DeskPlace&) = delete;

private:
    live::ViewDesk& desk_;
    Uuid view_;
};

/// In pieces, so that a view that is called back ends inside a long fragment too.
bool writeAll(net::StreamWriter& writer, std::string_view bytes, WatchedView& watched) {
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, kWriteBytes);
        if (!writer.write(part)) return false;
        watched.bytes += static_cast<std::int64_t>(part.size());
        bytes.remove_prefix(part.size());
    }
    return true;
}

Response mediaResponse(const std::string& codecs, std::int64_t startUs, std::int64_t endUs) {
    Response response;
    response.contentType = "video/mp4";
    response.headers = {{"X-Codecs", record::heardCodecs(codecs)},
                        {"X-Sound", record::soundOf(codecs)},
                        {"X-Start-Us", std::to_string(startUs)},
                        {"Cache-Control", "no-store"}};
    if (endUs > 0) response.headers.emplace_back("X-End-Us", std::to_string(endUs));
    return response;
}

/// Everything one live answer needs, kept alive by its stream function.
struct LiveAnswer {
    LiveAnswer(RecorderNode& theNode, const MediaGrant& theGrant)
        : node(theNode),
          grant(theGrant),
          place(theNode.desk(), theGrant.view),
          watched(theNode, theGrant) {}
    RecorderNode& node;
    MediaGrant grant;
    DeskPlace place;
    WatchedView watched;
    std::shared_ptr<live::Viewer> viewer;
    std::unique_ptr<live::LiveMuxer> muxer;

    void run(net::StreamWriter& writer) {
        if (!writeAll(writer, muxer->init(), watched)) return;
        std::string piece;
        bool going = true;
        while (going && !writer.stopping() &&
               node.desk().alive(grant.view, node.clock().wall().us)) {
            const auto pulled = viewer->pull(kPullTimeout);
            piece.clear();
            for (const auto& packet : pulled.packets)
                going = going && muxer->push(pulled.run, packet, piece);
            watched.skipped = viewer->skipped();
            if (!piece.empty() && !writeAll(writer, piece, watched)) return;
        }
    }
};

Result<Response> watchLive(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, node.desk().read(request.header("authorization"), "live",
                                                       key.camera, node.clock().wall().us));
    const auto stream = node.liveStream(key);
    if (!stream) return Error::of(ErrorKind::NotFound, "media.no_such_stream");
    auto opened = stream->open();
    if (!opened) return Error::of(ErrorKind::Unavailable, "media.camera_away");
    MJ_ASSIGN(auto muxer, live::LiveMuxer::create(opened->run, opened->firstDts));
    MJ_TRY(node.desk().open(grant));
    auto answer = std::make_shared<LiveAnswer>(node, grant);
    answer->viewer = std::move(opened->viewer);
    answer->muxer = std::move(muxer);
    Response response = mediaResponse(opened->run->codecs, opened->startUs, 0);
    response.stream = [answer = std::move(answer)](net::StreamWriter& writer) {
        answer->run(writer);
    };
    return response;
}

Result<Response> renewView(RecorderNode& node, const Request& request) {
    const auto view = Uuid::parse(request.pathValues.at("view"));
    if (!view) return Error::invalid("view", "media.view_wrong");
    MJ_TRY(node.desk().renew(*view, request.header("authorization"), node.clock().wall().us));
    return Response::noContent();
}

Result<MediaGrant> playbackGrant(RecorderNode& node, const Request& request, const Uuid& camera) {
    return node.desk().read(request.header("authorization"), "playback", camera,
                            node.clock().wall().us);
}

Result<Json> partJson(RecorderNode& node, const evidence::SegmentEntry& entry,
                      const Interval& interval) {
    MJ_ASSIGN(const auto list, node.storage().fragments(entry));
    Json fragments = Json::array();
    for (const auto& record : *list) {
        if (record.endUs() <= interval.fromUs || record.startUs >= interval.toUs) continue;
        fragments.push_back({{"durUs", record.durUs},
                             {"key", record.key()},
                             {"seq", record.seq},
                             {"startUs", record.startUs}});
    }
    return Json{{"codecs", record::heardCodecs(entry.codecs)},
                {"endUs", entry.endUs},
                {"fragments", std::move(fragments)},
                {"run", entry.run},
                {"segment", entry.segment.text()},
                {"startUs", entry.startUs}};
}

Result<Response> showIndex(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, playbackGrant(node, request, key.camera));
    MJ_ASSIGN(const Interval interval, intervalOf(request, grant));
    if (interval.toUs - interval.fromUs > kLongestIndexUs)
        return Error::invalid("to", "media.interval_too_long");
    const auto view = node.storage().view(key, interval.fromUs, interval.toUs);
    Json parts = Json::array();
    for (const auto& entry : view.segments) {
        MJ_ASSIGN(Json part, partJson(node, entry, interval));
        parts.push_back(std::move(part));
    }
    Json gaps = Json::array();
    for (const auto& gap : view.gaps)
        gaps.push_back({{"cause", gap.cause},
                        {"fromUs", gap.fromUs},
                        {"toUs", gap.toUs < 0 ? Json(nullptr) : Json(gap.toUs)}});
    const std::string codecs = view.segments.empty() ? "" : view.segments.back().codecs;
    return Response::json(200, {{"codecs", record::heardCodecs(codecs)},
                                {"gaps", std::move(gaps)},
                                {"parts", std::move(parts)},
                                {"sound", record::soundOf(codecs)}});
}

/// Streams the plan; ends early when bytes do not have their hash, rather than show them.
void playPlan(RecorderNode& node, const record::PlayPlan& plan, const Uuid& viewId,
              net::StreamWriter& writer, WatchedView& watched) {
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
            if (record.startUs >= plan.endUs || writer.stopping() || node.desk().revoked(viewId))
                return;
            const auto bytes = node.storage().readFragment(entry, record);
            if (!bytes.ok()) {
                kernel::logError("playback: {}: {}", bytes.error().code, bytes.error().internal);
                return;
            }
            const auto played = heard->convert(*bytes);
            if (!played.ok() || !writeAll(writer, *played, watched)) return;
        }
        first = 0;
    }
}

Result<Response> playInterval(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, playbackGrant(node, request, key.camera));
    MJ_ASSIGN(const Interval interval, intervalOf(request, grant));
    MJ_ASSIGN(record::PlayPlan plan,
              record::planPlayback(node.storage(), key, interval.fromUs, interval.toUs));
    Response response = mediaResponse(plan.segments.front().codecs, plan.startUs, plan.endUs);
    auto watched = std::make_shared<WatchedView>(node, grant);
    response.stream = [&node, plan = std::move(plan), watched = std::move(watched),
                       view = grant.view](net::StreamWriter& writer) {
        playPlan(node, plan, view, writer, *watched);
    };
    return response;
}

Result<Response> showStill(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, node.desk().read(request.header("authorization"), "still",
                                                       key.camera, node.clock().wall().us));
    MJ_ASSIGN(const record::Still found, record::findStill(node.storage(), key));
    MJ_ASSIGN(const std::string init, node.storage().readInit(found.segment));
    MJ_ASSIGN(const std::string bytes, node.storage().readFragment(found.segment, found.fragment));
    MJ_ASSIGN(auto heard, record::Heard::create(found.segment.codecs, init));
    MJ_ASSIGN(const std::string played, heard.convert(bytes));
    Response response =
        mediaResponse(found.segment.codecs, found.fragment.startUs, found.fragment.endUs());
    response.body = heard.init() + played;
    WatchedView watched(node, grant);
    watched.bytes = static_cast<std::int64_t>(response.body.size());
    return response;
}

constexpr std::size_t kFileBytes = std::size_t{1} << 20;
constexpr std::string_view kTokenField = "token=";

/// A form brings the token in its body, so that the browser saves the file by itself and no address
/// holds a token.
std::string tokenOf(const Request& request) {
    if (request.method != "POST") return request.header("authorization");
    const std::string_view body = request.body;
    return body.starts_with(kTokenField) ? "Bearer " + std::string(body.substr(kTokenField.size()))
                                         : "";
}

Result<Response> fetchExport(RecorderNode& node, const Request& request) {
    const auto id = Uuid::parse(request.pathValues.at("export"));
    if (!id) return Error::invalid("export", "media.export_wrong");
    MJ_ASSIGN(const MediaGrant grant,
              node.desk().read(tokenOf(request), "export", *id, node.clock().wall().us));
    MJ_ASSIGN(const auto package, node.exports().find(*id));
    Response response;
    response.contentType = package.encrypted ? "application/pkcs7-mime" : "application/zip";
    const std::string name = "recording-" + id->text() + (package.encrypted ? ".zip.p7m" : ".zip");
    response.headers = {{"Cache-Control", "no-store"},
                        {"Content-Disposition", "attachment; filename=\"" + name + "\""}};
    response.stream = [&node, package, view = grant.view](net::StreamWriter& writer) {
        for (std::uint64_t at = 0; at < package.bytes;) {
            const auto part = node.files().read(package.path, at, kFileBytes);
            const bool going = part.ok() && !part->empty() && !node.desk().revoked(view);
            if (!going || !writer.write(*part)) return;
            at += part->size();
        }
    };
    return response;
}

/// The first picture of a camera that was only tried; its token names the trial.
Result<Response> showTrial(RecorderNode& node, const Request& request) {
    const auto trial = Uuid::parse(request.pathValues.at("trial"));
    if (!trial) return Error::invalid("trial", "media.trial_wrong");
    MJ_TRY(
        node.desk().read(request.header("authorization"), "still", *trial, node.clock().wall().us));
    const auto still = node.trials().still(*trial);
    if (!still) return Error::of(ErrorKind::NotFound, "media.trial_over");
    Response response = mediaResponse(still->codecs, 0, 0);
    response.body = still->bytes;
    return response;
}

using MediaHandler = Result<Response> (*)(RecorderNode&, const Request&);

net::Handler answering(RecorderNode& node, MediaHandler handler) {
    return [&node, handler](const Request& request) {
        auto response = handler(node, request);
        return response.ok() ? std::move(*response) : problem(response.error(), request);
    };
}

}  // namespace

Json renderProblem(const Error& error, const std::string& traceId) {
    Json out = {{"code", error.code},
                {"status", net::statusOf(error.kind)},
                {"title", error.code},
                {"traceId", traceId},
                {"type", "about:blank"}};
    if (!error.field.empty()) out["field"] = error.field;
    return out;
}

net::Router recorderRoutes(RecorderNode& node) {
    net::Router router;
    router.add("GET", "/health",
               [&node](const Request&) { return Response::json(200, node.health()); });
    router.add("GET", "/metrics", [&node](const Request&) {
        Response response;
        response.contentType = "text/plain; version=0.0.4";
        response.body = node.metrics();
        return response;
    });
    router.add("GET", "/media/v1/live/{camera}", answering(node, watchLive));
    router.add("POST", "/media/v1/views/{view}/renew", answering(node, renewView));
    router.add("GET", "/media/v1/index/{camera}", answering(node, showIndex));
    router.add("GET", "/media/v1/play/{camera}", answering(node, playInterval));
    router.add("GET", "/media/v1/still/{camera}", answering(node, showStill));
    router.add("GET", "/media/v1/exports/{export}", answering(node, fetchExport));
    router.add("POST", "/media/v1/exports/{export}", answering(node, fetchExport));
    router.add("GET", "/media/v1/trials/{trial}/still", answering(node, showTrial));
    return router;
}

}  // namespace mingjing::video
