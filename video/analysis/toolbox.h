// SPDX-License-Identifier: Apache-2.0
// The costly helpers of one worker, made once at start; what cannot be made is off, and says why.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct Toolbox {
    std::unique_ptr<Detector> persons;
    std::unique_ptr<PoseNet> pose;
    std::unique_ptr<TextReader> text;
    std::vector<std::string> missing;  ///< one line for each that could not be made

    Toolbox() = default;
    explicit Toolbox(std::unique_ptr<Detector> detector) : persons(std::move(detector)) {}
    [[nodiscard]] Tools tools() const;

    /// From the models folder. Call in sequence: OpenCV cannot load two networks at once.
    static Toolbox load(const std::string& models);
};

}  // namespace mingjing::video::analysis
