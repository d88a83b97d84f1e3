// SPDX-License-Identifier: Apache-2.0
// Handlers: read the token, find the media, stream it, report the view.
#include "video/recorder_routes.h"

#include "center/kernel/log.h"
#include "video/live/live_muxer.h"
#include "video/record/heard.h"
#include "video/record/playback.h"
#include "video/recorder_answers.h"
#include "video/recorder_playback.h"

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

constexpr std::chrono::milliseconds kPullTimeout{100};

Response problem(const Error& error, const Request& request) {
    Response response =
        Response::json(net::statusOf(error.kind), renderProblem(error, request.traceId));
    response.contentType = "application/problem+json";
    return response;
}

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
        while (going && !writer.stopping() && !node.isSealed(grant.camera) &&
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
    if (node.isSealed(key.camera)) return sealedError();
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

Result<Response> showStill(RecorderNode& node, const Request& request) {
    MJ_ASSIGN(const StreamKey key, streamKeyOf(request));
    MJ_ASSIGN(const MediaGrant grant, node.desk().read(request.header("authorization"), "still",
                                                       key.camera, node.clock().wall().us));
    if (node.isSealed(key.camera)) return sealedError();
    MJ_ASSIGN(const record::Still found, record::findStill(node.storage(), key));
    if (found.segment.seal) return sealedError();
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
