// SPDX-License-Identifier: Apache-2.0
// What the house asks of anything that looks at pictures; which network answers is configuration.
#pragma once

#include <string>
#include <vector>

#include "center/kernel/json.h"
#include "center/kernel/result.h"
#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

using ffmpeg::Picture;
using ffmpeg::Size;

/// A person in a picture, in its pixels.
struct Person {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    int scoreMilli = 0;
};

/// What one picture showed. A detector abstains rather than guess: then `persons` means nothing.
struct Sight {
    bool abstains = false;
    std::string why;  ///< of abstaining: "dark", "covered"
    std::vector<Person> persons;
    int confidenceMilli = 0;  ///< that the number of persons is right
    /// Too faint to be persons by themselves; see staying.h.
    std::vector<Person> faint = {};
};

/// One instance per thread. Must not keep a picture.
class Detector {
public:
    virtual ~Detector() = default;
    /// Name and version as they are written beside each observation.
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::string version() const = 0;
    /// Kinds of observations it can make; so far "persons".
    [[nodiscard]] virtual std::vector<std::string> emits() const = 0;
    /// All numbers that decide, and the network's hash.
    [[nodiscard]] virtual kernel::Json parameters() const { return kernel::Json::object(); }
    /// The size in which it wants pictures of that source.
    [[nodiscard]] virtual Size wants(Size source) const = 0;
    /// Fails with Internal (`detector.failed`) when the picture could not be judged at all.
    virtual kernel::Result<Sight> look(const Picture& picture) = 0;
};

}  // namespace mingjing::video::analysis
