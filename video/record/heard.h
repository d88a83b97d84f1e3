// SPDX-License-Identifier: Apache-2.0
// What players hear of a recording: AAC as it is, G.711 converted for listening.
#pragma once

#include "video/ffmpeg/listening.h"

namespace mingjing::video::record {

/// Of a segment's codecs: what the answer to a player holds.
std::string heardCodecs(const std::string& codecs);
/// How its sound is heard: "original", "converted", "none".
std::string soundOf(const std::string& codecs);

/// The bytes of one answer, in order. One thread.
class Heard {
public:
    static kernel::Result<Heard> create(const std::string& codecs, std::string init);

    [[nodiscard]] const std::string& init() const { return copy_ ? copy_->init() : init_; }
    kernel::Result<std::string> convert(const std::string& fragment);

private:
    std::string init_;
    std::unique_ptr<ffmpeg::ListeningCopy> copy_;  ///< null: played as recorded
};

}  // namespace mingjing::video::record
