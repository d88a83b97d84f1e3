// SPDX-License-Identifier: Apache-2.0
// Choosing between the recorded bytes and their copy for listening.
#include "video/record/heard.h"

namespace mingjing::video::record {

namespace {

/// What ListeningSound makes.
constexpr const char* kHeardCodec = "mp4a.40.2";

/// The sound's part of "avc1.64001f,alaw"; npos where there is none.
std::size_t soundAt(const std::string& codecs) {
    const auto comma = codecs.find(',');
    return comma == std::string::npos ? comma : comma + 1;
}

bool isConverted(const std::string& codecs) {
    const auto at = soundAt(codecs);
    return at != std::string::npos &&
           (codecs.compare(at, 4, "alaw") == 0 || codecs.compare(at, 4, "ulaw") == 0);
}

}  // namespace

std::string heardCodecs(const std::string& codecs) {
    return isConverted(codecs) ? codecs.substr(0, soundAt(codecs)) + kHeardCodec : codecs;
}

std::string soundOf(const std::string& codecs) {
    if (soundAt(codecs) == std::string::npos) return "none";
    return isConverted(codecs) ? "converted" : "original";
}

kernel::Result<Heard> Heard::create(const std::string& codecs, std::string init) {
    Heard heard;
    heard.init_ = std::move(init);
    if (isConverted(codecs)) {
        MJ_ASSIGN(heard.copy_, ffmpeg::ListeningCopy::create(heard.init_));
    }
    return heard;
}

kernel::Result<std::string> Heard::convert(const std::string& fragment) {
    if (!copy_) return fragment;
    return copy_->convert(fragment);
}

}  // namespace mingjing::video::record
