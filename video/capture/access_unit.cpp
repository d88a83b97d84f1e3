// SPDX-License-Identifier: Apache-2.0
// Joining pieces into pictures and audio frames.
#include "video/capture/access_unit.h"

namespace mingjing::video::capture {

std::optional<AccessUnit> PictureAssembler::push(const ffmpeg::Piece& piece,
                                                 const Arrival& arrival) {
    std::optional<AccessUnit> done;
    const bool begins = !pts_ || (piece.pts && *piece.pts != *pts_);
    if (begins) {
        // A unit without a picture holds parameter sets for the next one: keep its bytes.
        if (pts_ && facts_.picture) done = finish();
        if (!piece.pts) return done;
        if (bytes_.empty()) arrival_ = arrival;
        pts_ = piece.pts;
        cameraUs_ = piece.cameraUs;
    }
    if (bytes_.size() + piece.data.size() > kMaxBytes) {
        bytes_.clear();
        facts_ = {};
        pts_.reset();
        return done;
    }
    inspectH264(piece.data, facts_);
    bytes_ += piece.data;
    return done;
}

std::optional<AccessUnit> PictureAssembler::finish() {
    AccessUnit unit;
    unit.track = track_;
    unit.pts = *pts_;
    unit.key = facts_.key;
    unit.parameterSets = std::move(facts_.parameterSets);
    unit.arrival = arrival_;
    unit.cameraUs = cameraUs_;
    const std::size_t expected = bytes_.size();
    unit.data = std::make_shared<const std::string>(std::move(bytes_));
    bytes_ = {};
    bytes_.reserve(std::min(expected, std::size_t{64} << 10));
    facts_ = {};
    pts_.reset();
    return unit;
}

AudioAssembler::AudioAssembler(int track, const ffmpeg::Track& facts)
    : track_(track),
      aac_(facts.codec == ffmpeg::Codec::Aac),
      channels_(std::max(facts.channels, 1)) {}

std::int64_t AudioAssembler::durationOf(std::size_t bytes) const {
    return aac_ ? 1024 : static_cast<std::int64_t>(bytes) / channels_;
}

std::optional<AccessUnit> AudioAssembler::push(const ffmpeg::Piece& piece, const Arrival& arrival) {
    const auto pts = piece.pts ? piece.pts : next_;
    if (!pts || piece.data.empty()) return std::nullopt;
    next_ = *pts + durationOf(piece.data.size());
    AccessUnit unit;
    unit.track = track_;
    unit.data = std::make_shared<const std::string>(piece.data);
    unit.pts = *pts;
    unit.key = true;
    unit.arrival = arrival;
    unit.cameraUs = piece.cameraUs;
    return unit;
}

}  // namespace mingjing::video::capture
