// SPDX-License-Identifier: Apache-2.0
// MoveNet (Google, Apache-2.0) in OpenCV's dnn module: is somebody in this part of the picture, and
// which parts of the body show? No identity, no gesture, no mood.
#pragma once

#include <array>
#include <memory>

#include "video/analysis/detector.h"
#include "video/analysis/model_files.h"

namespace mingjing::video::analysis {

/// What the network says of one crop. Scores in thousandths.
struct Pose {
    int centreMilli = 0;  ///< that somebody is there
    int noseMilli = 0;
    int eyesMilli = 0;       ///< of the better seen eye
    int shouldersMilli = 0;  ///< of the worse seen shoulder
};

/// One per thread. Fails with Internal (`detector.failed`).
class PoseNet {
public:
    /// Runs the stored picture once; fails with Internal (`model.unloadable`,
    /// `model.self_test_failed`).
    static kernel::Result<std::unique_ptr<PoseNet>> create(const ModelFile& model);
    ~PoseNet();
    PoseNet(const PoseNet&) = delete;
    PoseNet& operator=(const PoseNet&) = delete;

    /// Of the part of the picture within these edges, which may reach beyond it.
    kernel::Result<Pose> look(const Picture& picture, const Person& part);
    [[nodiscard]] const std::string& sha256() const { return sha256_; }

private:
    struct Impl;
    explicit PoseNet(const ModelFile& model);
    kernel::Status selfTest(const ModelFile& model);

    std::string sha256_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::analysis
