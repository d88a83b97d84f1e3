// SPDX-License-Identifier: Apache-2.0
// Root mean squares and three tones.
#include "video/analysis/checks/sound.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mingjing::video::analysis {

namespace {

using Is = Sign::Is;

constexpr std::size_t kLevels = 40;  ///< about twenty seconds

Sign told(const char* kind, bool yes, int confidenceMilli, std::int64_t value) {
    return {kind, yes ? Is::Yes : Is::No, confidenceMilli, value, {}, kernel::Json::object()};
}

/// Energy of one tone by Goertzel's recurrence, on the scale of the sum of squares.
double toneEnergy(const std::vector<std::int16_t>& samples, int rate, double hertz) {
    const double step = 2 * std::cos(2 * M_PI * hertz / rate);
    double s1 = 0;
    double s2 = 0;
    for (const std::int16_t sample : samples) {
        const double s0 = sample + step * s1 - s2;
        s2 = s1;
        s1 = s0;
    }
    const double power = s1 * s1 + s2 * s2 - step * s1 * s2;
    return 2 * power / static_cast<double>(samples.size());
}

}  // namespace

SoundCheck::SoundCheck(const WatchSettings& settings, SoundRules rules)
    : rules_(rules),
      silentUs_(settings.lastingUs("sound.silentMs")),
      stoppedUs_(settings.lastingUs("sound.stoppedMs")) {}

kernel::Json SoundCheck::parameters() const {
    const SoundRules& r = rules_;
    return {{"clippedAt", r.clippedAt},   {"clippedMilli", r.clippedMilli},
            {"humLevel", r.humLevel},     {"humMilli", r.humMilli},
            {"quietLevel", r.quietLevel}, {"silentLevel", r.silentLevel}};
}

Lasting SoundCheck::lasting(const std::string& kind) const {
    Lasting out;
    out.picture = false;
    out.beginUs = 10'000'000;
    out.endUs = 5'000'000;
    if (kind == "silent") out = {silentUs_, 3'000'000, 970, 10, false};
    if (kind == "sound_stopped") out = {stoppedUs_, 2'000'000, 950, 2, false};
    if (kind == "sound_missing") out = {stoppedUs_, 2'000'000, 950, 2, false};
    if (kind == "quiet") out = {15'000'000, 10'000'000, 900, 10, false};
    return out;
}

void SoundCheck::hear(const SoundLook& sound, Signs& out) {
    const bool present = !sound.samples.empty();
    if (present) lastSoundUs_ = sound.atUs;
    const bool track = sound.track || present;
    heard_ |= present;
    out.push_back(told("sound_missing", !track, 1000, 1));
    if (heard_) out.push_back(told("sound_stopped", !present, 950, 1));
    if (!present || sound.rate <= 0) return;
    double energy = 0;
    std::int64_t clipped = 0;
    for (const std::int16_t sample : sound.samples) {
        energy += static_cast<double>(sample) * sample;
        clipped += std::abs(static_cast<int>(sample)) >= rules_.clippedAt ? 1 : 0;
    }
    const auto count = static_cast<double>(sound.samples.size());
    const int level = static_cast<int>(std::lround(std::sqrt(energy / count)));
    levels_.push_back(level);
    if (levels_.size() > kLevels) levels_.erase(levels_.begin());
    const bool silent = level < rules_.silentLevel;
    if (sound.personsPresent || !silent) out.push_back(told("silent", silent, 800, level));
    const auto clippedMilli = static_cast<int>(static_cast<double>(clipped) * 1000 / count);
    out.push_back(told("clipping", clippedMilli >= rules_.clippedMilli, 850, clippedMilli));
    double tones = 0;
    for (const double hertz : {50.0, 100.0, 150.0, 200.0})
        tones += toneEnergy(sound.samples, sound.rate, hertz);
    const int humMilli = energy > 0 ? static_cast<int>(1000 * std::min(1.0, tones / energy)) : 0;
    out.push_back(
        told("hum", level > rules_.humLevel && humMilli > rules_.humMilli, 800, humMilli));
    if (!silent && sound.personsPresent) {
        std::vector<int> sorted = levels_;
        const auto tenth = static_cast<std::ptrdiff_t>(sorted.size() / 10);
        std::nth_element(sorted.begin(), sorted.begin() + tenth, sorted.end(), std::greater<>());
        out.push_back(
            told("quiet", sorted[static_cast<std::size_t>(tenth)] < rules_.quietLevel, 700, level));
    }
}

}  // namespace mingjing::video::analysis
