// SPDX-License-Identifier: Apache-2.0
// Recorded fragments in, small RGB pictures out. Only analysis decodes; recording never does.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "center/kernel/result.h"
#include "video/ffmpeg/picture.h"

namespace mingjing::video::ffmpeg {

/// Decodes one recorded run, fragment by fragment, on one thread. Broken input costs the fragment:
/// after a failure call `reset`, and go on with a fragment that begins with a key picture. Pictures
/// that the decoder could not fully read are never handed out.
class PictureDecoder {
public:
    struct Options {
        std::function<Size(Size source)> scaleTo;  ///< how big pictures shall become
        std::int64_t budgetUs = 700'000;           ///< for one fragment; then it is given up
        int maxSide = 4096;
        /// Parts of a wanted picture that are also wanted in recorded size.
        std::function<std::vector<Part>(std::int64_t sinceUs)> closeUps;
    };
    /// Negative times: pictures of the fragment before, which the decoder held back.
    struct Shot {
        std::int64_t sinceUs = 0;  ///< from the fragment's first picture
        Picture picture;
        std::vector<Picture> closeUps;  ///< one for each part, in their order
    };
    /// Asked for each decoded picture; only wanted ones are scaled and kept.
    using Want = std::function<bool(std::int64_t sinceUs)>;

    /// `init` is ftyp and moov of the run.
    PictureDecoder(std::string init, Options options);
    ~PictureDecoder();
    PictureDecoder(const PictureDecoder&) = delete;
    PictureDecoder& operator=(const PictureDecoder&) = delete;

    /// moof and mdat, in recorded order; pictures come in showing order. Fails with InvalidInput
    /// (`video.undecodable`), Exhausted
    /// (`video.too_slow`, `video.memory`).
    kernel::Result<std::vector<Shot>> decode(std::string_view fragment, const Want& want);
    /// Forgets all pictures seen; the next fragment must begin with a key picture.
    void reset();
    /// Pictures between key pictures are then not decoded at all.
    void onlyKeys(bool only);

    [[nodiscard]] Size source() const;  ///< zero before the first wanted picture

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::ffmpeg
