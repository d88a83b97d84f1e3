// SPDX-License-Identifier: Apache-2.0
// Reading a request, writing an answer.
#include "video/recorder_answers.h"

#include "video/record/heard.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Uuid;
using net::Request;
using net::Response;
using record::StreamKey;

namespace {

constexpr std::size_t kWriteBytes = std::size_t{64} << 10;

}  // namespace

Result<StreamKey> streamKeyOf(const Request& request) {
    const auto camera = Uuid::parse(request.pathValues.at("camera"));
    if (!camera) return Error::invalid("camera", "media.camera_wrong");
    const auto found = request.query.find("stream");
    const std::string stream = found == request.query.end() ? "main" : found->second;
    if (stream != "main" && stream != "sub") return Error::invalid("stream", "media.stream_wrong");
    return StreamKey{*camera, stream};
}

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

Error sealedError() {
    return Error::of(ErrorKind::Forbidden, "media.sealed");
}

}  // namespace mingjing::video
