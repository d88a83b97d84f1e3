// SPDX-License-Identifier: Apache-2.0
// What the house asks of anything that checks looks: a check is one pair of files in checks/ and
// one line in eyes.cpp.
#pragma once

#include <string>
#include <vector>

#include "video/analysis/detector.h"
#include "video/analysis/grey.h"
#include "video/analysis/observation.h"
#include "video/analysis/pose_net.h"
#include "video/analysis/text_reader.h"
#include "video/analysis/watch_settings.h"

namespace mingjing::video::analysis {

/// One moment of a camera, as far as it is known when a check gets it. Times are evidence time.
struct Look {
    std::int64_t atUs = 0;
    FramePlace place;
    Size source;                                     ///< of the recorded picture
    const Picture* picture = nullptr;                ///< in the detector's size, masks painted over
    const std::vector<Picture>* closeUps = nullptr;  ///< in recorded size, see Check::closeUps
    const std::string* fault = nullptr;  ///< "dark", "covered": the picture cannot be judged
    GreyLook grey;                       ///< small and grey, and its measures
    std::vector<Person> persons;         ///< in the picture's pixels; when `judged`
    bool judged = false;
    int count = -1;             ///< the smoothed number of persons; -1: nobody can say
    std::int64_t fpsMilli = 0;  ///< pictures a second of the stream; 0: not known
};

/// Sound of one fragment: mono, and what was measured of it.
struct SoundLook {
    std::int64_t atUs = 0;
    FramePlace place;
    bool track = false;  ///< the run has a sound track
    int rate = 0;
    std::vector<std::int16_t> samples;
    bool personsPresent = false;
};

/// Costly helpers that a worker owns, one of each; any may be missing.
struct Tools {
    Tools() = default;
    Tools(Detector& detector) : persons(&detector) {}  // counting alone

    Detector* persons = nullptr;
    PoseNet* pose = nullptr;
    TextReader* text = nullptr;
};

/// One per camera. Never keeps a picture longer than it must; abstains rather than guess.
class Check {
public:
    virtual ~Check() = default;
    using Signs = std::vector<Sign>;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::string version() const = 0;
    /// All numbers that decide, for the configuration's hash.
    [[nodiscard]] virtual kernel::Json parameters() const = 0;
    [[nodiscard]] virtual std::vector<std::string> emits() const = 0;
    /// How long a kind of its own must last.
    [[nodiscard]] virtual Lasting lasting(const std::string& kind) const = 0;
    /// Why it cannot work here; empty when it can.
    [[nodiscard]] virtual std::string off(const Tools&) const { return {}; }

    virtual void look(const Look&, const Tools&, Signs&) {}
    virtual void hear(const SoundLook&, Signs&) {}
    /// A picture between looks, small and grey, for a check that must know how things went on.
    virtual void glance(const Grey&, std::int64_t /*atUs*/) {}
    [[nodiscard]] virtual bool glances() const { return false; }
    /// Time goes on, and no picture came since `lastUs`.
    virtual void wait(std::int64_t, std::int64_t /*lastUs*/, Signs&) {}

    /// What must outlive the process, such as how the camera usually looks; null: nothing.
    [[nodiscard]] virtual kernel::Json memory() const { return nullptr; }
    /// What `memory` once said; anything else is ignored.
    virtual void recall(const kernel::Json&) {}

    /// By how much sooner than usual the next look should come, so that it falls on another part of
    /// a second. Asked once after each look.
    virtual std::int64_t sooner() { return 0; }

    /// Parts of the recorded picture it wants to see at the look at `atUs`, in thousandths.
    [[nodiscard]] virtual std::vector<Zone> closeUps(std::int64_t /*atUs*/) const { return {}; }
};

}  // namespace mingjing::video::analysis
