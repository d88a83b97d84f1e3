// SPDX-License-Identifier: Apache-2.0
// H.264 or H.265: asked where it matters.
#include "video/capture/picture_coding.h"

#include "video/capture/h264.h"
#include "video/capture/hevc.h"

namespace mingjing::video::capture {

using ffmpeg::Codec;

void inspect(Codec codec, std::string_view piece, NalFacts& facts) {
    if (codec == Codec::Hevc)
        inspectHevc(piece, facts);
    else
        inspectH264(piece, facts);
}

bool mayBeginPicture(Codec codec, std::string_view piece) {
    if (!beginsUnit(piece)) return false;
    NalFacts facts;
    inspect(codec, withoutEmptyUnit(piece), facts);
    return !facts.picture || facts.begins;
}

std::string parameterSetsIn(Codec codec, std::string_view bytes) {
    NalFacts facts;
    inspect(codec, bytes, facts);
    return std::move(facts.parameterSets);
}

std::optional<CodingFacts> readCoding(Codec codec, std::string_view parameterSets) {
    if (codec == Codec::Hevc) {
        const auto sps = readHevcSps(parameterSets);
        if (!sps || !hasHevcSets(parameterSets)) return std::nullopt;
        return CodingFacts{sps->width, sps->height, sps->reorderFrames, false, sps->codec};
    }
    const auto sps = readSps(parameterSets);
    if (!sps || !hasPps(parameterSets)) return std::nullopt;
    return CodingFacts{sps->width, sps->height, sps->reorderFrames, sps->fields, codecString(*sps)};
}

}  // namespace mingjing::video::capture
