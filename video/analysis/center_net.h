// SPDX-License-Identifier: Apache-2.0
// Counting persons with the MobileNetV3-CenterNet: seated and standing, not lying.
#pragma once

#include <memory>

#include "video/analysis/detector.h"
#include "video/analysis/model_files.h"

namespace mingjing::video::analysis {

struct CenterNetRules {
    int scoreMilli = 250;    ///< peaks from here on are persons
    int faintMilli = 140;    ///< and from here on, where a person was before
    int clearMilli = 150;    ///< so far from the threshold nothing is in doubt
    int overlapMilli = 450;  ///< boxes that share more are one person (the better score stays)
    int insideMilli = 800;   ///< so is a box of which so much lies within a better one
    int pixels = 384 * 224;  ///< about so many pixels are looked at
    std::size_t maxPersons = 100;
};

/// Created in sequence, used by one thread each. Foreign exceptions end here.
class CenterNet final : public Detector {
public:
    /// Loads the network and lets it judge the stored picture. Fails with Internal
    /// (`model.unloadable`, `model.self_test_failed`).
    static kernel::Result<std::unique_ptr<CenterNet>> create(const ModelFile& model,
                                                             CenterNetRules rules = {});
    ~CenterNet() override;

    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] std::string version() const override { return version_; }
    [[nodiscard]] std::vector<std::string> emits() const override { return {"persons"}; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] Size wants(Size source) const override;
    kernel::Result<Sight> look(const Picture& picture) override;

    /// The network alone, without asking whether the picture can be judged.
    kernel::Result<Sight> count(const Picture& picture);

private:
    struct Impl;
    CenterNet(const ModelFile& model, CenterNetRules rules);
    kernel::Status selfTest(const ModelFile& model);

    std::string name_;
    std::string version_;
    std::string sha256_;
    CenterNetRules rules_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::analysis
