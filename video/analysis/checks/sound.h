// SPDX-License-Identifier: Apache-2.0
// Is there sound, and can it be understood? Level, clipping, hum, silence, a missing track. What is
// said is not listened to.
#pragma once

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct SoundRules {
    int silentLevel = 4;   ///< root mean square of samples; below it nothing is heard
    int quietLevel = 90;   ///< loudest tenth of blocks; below it speech is lost
    int clippedMilli = 5;  ///< share of samples at the limit
    int clippedAt = 32'000;
    int humMilli = 550;  ///< share of the energy at 50 Hz and its harmonics
    int humLevel = 60;
};

class SoundCheck final : public Check {
public:
    explicit SoundCheck(const WatchSettings& settings, SoundRules rules = {});

    [[nodiscard]] std::string name() const override { return "sound"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override {
        return {"sound_missing", "silent", "clipping", "hum", "quiet", "sound_stopped"};
    }
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    void hear(const SoundLook& sound, Signs& out) override;

private:
    SoundRules rules_;
    std::int64_t silentUs_;
    std::int64_t stoppedUs_;
    bool heard_ = false;  ///< this camera has had sound
    std::int64_t lastSoundUs_ = 0;
    std::vector<int> levels_;  ///< of the newest blocks
};

}  // namespace mingjing::video::analysis
