// SPDX-License-Identifier: Apache-2.0
// All checks of one camera: a look comes in, what it means goes out. Knows neither files nor
// clocks, so that recordings and test films are judged by the same code.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "video/analysis/check.h"
#include "video/analysis/staying.h"

namespace mingjing::video::analysis {

struct EyesRules {
    int gateCell = 8;                      ///< pixels of the small picture
    int gateCenti = 500;                   ///< a cell that differs more is a change
    std::int64_t gateMostUs = 10'000'000;  ///< then the detector looks whatever changed
    std::int64_t glanceUs = 240'000;       ///< between glances, looks among them
};

/// Shares of the looks so far.
struct EyesFacts {
    std::int64_t looks = 0;
    std::int64_t gated = 0;     ///< nothing had changed since the detector looked
    std::int64_t detected = 0;  ///< the detector looked
};

/// What was seen, with the picture that shows it, when one helps.
struct Told {
    Observation observation;
    bool begins = true;
    std::string thumbnail;  ///< JPEG, persons pixelated; may be empty
};

class Eyes {
public:
    using Tell = std::function<void(const Told&)>;
    explicit Eyes(WatchSettings settings, EyesRules rules = {});
    ~Eyes();

    /// What is known of a look before it is judged.
    struct Moment {
        std::int64_t atUs = 0;
        FramePlace place;
        Size source;
        std::int64_t fpsMilli = 0;
        bool settling = false;  ///< a count is being proven: the detector must look
        int count = -1;
    };
    /// What the detector says of the picture (its last word, while nothing changes), after the
    /// masks. Fails as the detector does; then the look is none.
    kernel::Result<Sight> see(Picture& picture, const Moment& moment, const Tools& tools);
    /// How many were in an earlier picture of `atUs`, taken since the look before the one just
    /// seen; no count: the detector abstains. Fails as the detector does.
    kernel::Result<Sight> seeEarlier(Picture& picture, std::int64_t atUs, const Tools& tools) const;
    /// All other checks, of the picture just seen.
    void check(const Picture& picture, const std::vector<Picture>& closeUps, const Moment& moment,
               const Sight& sight, const Tools& tools, const Tell& tell);
    /// Whether a check wants to know the picture of `atUs`, although it is not looked at.
    [[nodiscard]] bool wantsGlance(std::int64_t atUs) const;
    void glance(Picture& picture, std::int64_t atUs);
    void hear(const SoundLook& sound, const Tell& tell);
    /// No picture came since `lastUs`.
    void wait(std::int64_t nowUs, std::int64_t lastUs, const Tell& tell);
    /// Watching ends.
    void close(const Tell& tell);

    /// What the checks must not forget when the process ends, by their names, and back.
    [[nodiscard]] kernel::Json memory() const;
    void recall(const kernel::Json& memory);

    /// Masks are painted before anybody sees the picture.
    void paintMasks(Picture& picture) const;
    /// Zones that some check wants to see in recorded size now.
    [[nodiscard]] std::vector<Zone> closeUps(std::int64_t atUs) const;
    /// By how much sooner than usual a check wants the next look; asked once after each.
    std::int64_t sooner();
    /// Persons whom the detector does not see, but who are still there.
    [[nodiscard]] int hidden() const;
    [[nodiscard]] bool hears() const;
    [[nodiscard]] const WatchSettings& settings() const { return settings_; }
    [[nodiscard]] const EyesFacts& facts() const { return facts_; }

    /// Names, versions, numbers of all checks, whether they can work with these tools.
    static kernel::Json describe(const Tools& tools);
    /// First 16 hexadecimal digits of SHA-256 over `describe` and the models.
    static std::string configuration(const Tools& tools);

private:
    using Checks = std::vector<std::unique_ptr<Check>>;
    static Checks make(const WatchSettings& settings);
    void note(const Check& check, const Check::Signs& signs, std::int64_t atUs,
              const FramePlace& place, const Picture* picture, const Sight* sight,
              const Tell& tell);
    [[nodiscard]] bool changed(const Grey& small, std::int64_t atUs) const;

    const WatchSettings settings_;
    const EyesRules rules_;
    Checks checks_;
    ObservationBook book_;
    EyesFacts facts_;
    GreyLook grey_;      ///< of the picture just seen
    Grey detectedGrey_;  ///< small, of the picture the detector saw last
    std::int64_t detectedUs_ = 0;
    std::int64_t glancedUs_ = 0;  ///< or looked
    std::optional<Sight> lastSight_;
    Staying staying_;
    Staying before_;  ///< as it was before the picture just seen
};

}  // namespace mingjing::video::analysis
