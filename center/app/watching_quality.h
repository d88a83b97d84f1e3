// SPDX-License-Identifier: Apache-2.0
// How well cameras are watched: measured here by staged acts and by verdicts, and how much of the
// time somebody looked.
#pragma once

#include "center/app/ports.h"
#include "center/domain/observations/threshold_effect.h"

namespace mingjing::app {

/// Of one camera and what was expected: a kind, or `persons_more`, `persons_fewer`.
struct KindQuality {
    int acts = 0, seen = 0;
    std::map<std::string, std::int64_t> verdicts;  ///< confirmed, false, unclear
    std::vector<std::int64_t> delaysUs;            ///< from "it is so now" until the centre knew
    [[nodiscard]] std::optional<std::int64_t> precisionMilli() const;
    [[nodiscard]] std::optional<std::int64_t> recallMilli() const;
    [[nodiscard]] std::optional<std::int64_t> medianDelayUs() const;
};

struct CameraQuality {
    int acts = 0;  ///< staged, done and settled
    std::map<std::string, KindQuality> byKind;
};

/// By camera, of the last year.
Result<std::map<Uuid, CameraQuality>> qualityHere(UnitOfWork& unit, std::int64_t nowUs);

struct WatchedMinute {
    std::int64_t fromUs = 0, watchedUs = 0, looks = 0;
    std::map<std::string, std::int64_t> causes;  ///< microseconds that were not watched, by cause
};
/// One entry per minute that begins within the span.
Result<std::vector<WatchedMinute>> watchedMinutes(UnitOfWork& unit, const Uuid& camera,
                                                  domain::Span within);

/// Over the last 30 days of the camera.
inline constexpr int kEffectDays = 30;
Result<domain::ThresholdEffect> thresholdEffect(UnitOfWork& unit, const Uuid& camera,
                                                const domain::Threshold& threshold,
                                                std::int64_t now, std::int64_t value,
                                                std::int64_t nowUs);

}  // namespace mingjing::app
