// SPDX-License-Identifier: Apache-2.0
// Joining pieces into pictures and audio frames.
#include "video/capture/access_unit.h"

namespace mingjing::video::capture {

PictureAssembler::PictureAssembler(int track, const ffmpeg::Track& facts)
    : track_(track), codec_(facts.codec) {
    if (const auto coding = readCoding(codec_, facts.extradata)) fields_ = coding->fields;
}

std::optional<AccessUnit> PictureAssembler::push(const ffmpeg::Piece& piece,
                                                 const Arrival& arrival) {
    std::optional<AccessUnit> done;
    const std::string_view data = withoutEmptyUnit(piece.data);
    NalFacts facts;
    inspect(codec_, data, facts);
    lost_ += piece.lostPackets;
    const bool restamped = pts_ && piece.pts && *piece.pts != *pts_;
    const bool repeated = pts_ && facts_.picture && facts.begins && !fields_ && !restamped;
    if (!pts_ || restamped || repeated) {
        if (!pts_ && !piece.pts) return done;
        const std::int64_t pts = piece.pts.value_or(pts_.value_or(0));
        // A unit without a picture holds parameter sets for the next one: keep its bytes.
        if (pts_ && facts_.picture) done = finish(repeated ? headAt_ : bytes_.size());
        if (bytes_.empty() || done) arrival_ = arrival;
        pts_ = pts;
        cameraUs_ = piece.cameraUs;
    }
    if (bytes_.size() + data.size() > kMaxBytes) {
        bytes_.clear();
        facts_ = {};
        pts_.reset();
        return done;
    }
    bytes_ += data;
    if (facts.picture || !beginsUnit(data)) headAt_ = bytes_.size();
    note(facts);
    return done;
}

std::optional<AccessUnit> PictureAssembler::rest() {
    if (!pts_ || !facts_.picture) return std::nullopt;
    return finish(bytes_.size());
}

void PictureAssembler::note(const NalFacts& facts) {
    facts_.picture |= facts.picture;
    facts_.key |= facts.key;
    if (facts.parameterSets.empty()) return;
    // Units of one picture may come in several pieces, and some senders repeat them.
    inspect(codec_, facts.parameterSets, facts_);
    if (const auto coding = readCoding(codec_, facts_.parameterSets)) fields_ = coding->fields;
}

/// The picture ends at `end`; what lies behind belongs to the next one.
std::optional<AccessUnit> PictureAssembler::finish(std::size_t end) {
    AccessUnit unit;
    unit.track = track_;
    unit.pts = *pts_;
    unit.key = facts_.key;
    unit.parameterSets = std::move(facts_.parameterSets);
    unit.arrival = arrival_;
    unit.cameraUs = cameraUs_;
    unit.lostPackets = std::exchange(lost_, 0);
    std::string rest = bytes_.substr(end);
    bytes_.resize(end);
    const std::size_t expected = bytes_.size();
    unit.data = std::make_shared<const std::string>(std::move(bytes_));
    bytes_ = std::move(rest);
    bytes_.reserve(std::min(expected, std::size_t{64} << 10));
    facts_ = {};
    inspect(codec_, bytes_, facts_);
    headAt_ = 0;
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
    const bool moved = piece.pts && piece.pts != told_;
    const auto pts = moved ? piece.pts : next_;
    if (piece.pts) told_ = piece.pts;
    if (!pts || piece.data.empty()) return std::nullopt;
    next_ = *pts + durationOf(piece.data.size());
    AccessUnit unit;
    unit.track = track_;
    unit.data = std::make_shared<const std::string>(piece.data);
    unit.pts = *pts;
    unit.key = true;
    unit.arrival = arrival;
    unit.cameraUs = piece.cameraUs;
    unit.lostPackets = piece.lostPackets;
    return unit;
}

}  // namespace mingjing::video::capture
