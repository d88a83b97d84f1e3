// SPDX-License-Identifier: Apache-2.0
// Reads a line of text in a picture: Tesseract (Apache-2.0), with the data that Debian packages.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "center/kernel/result.h"
#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

struct ReadText {
    std::string text;  ///< UTF-8, one line, no line end
    int confidenceMilli = 0;
};

/// How letters stand out of their ground: burnt-in text is brighter, rarely darker, than all
/// around.
enum class Ink { Bright, Dark };

/// One per thread.
class TextReader {
public:
    /// Fails with NotFound (`model.missing`) when the language data is not installed.
    static kernel::Result<std::unique_ptr<TextReader>> create();
    ~TextReader();
    TextReader(const TextReader&) = delete;
    TextReader& operator=(const TextReader&) = delete;

    /// One line. `letters`: only these; empty: whatever stands there.
    ReadText read(const ffmpeg::Picture& line, std::string_view letters, Ink ink);
    [[nodiscard]] std::string version() const;

private:
    struct Impl;
    TextReader();
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::analysis
