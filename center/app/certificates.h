// SPDX-License-Identifier: Apache-2.0
// Gathers what a certificate of recording says, and writes it down.
#pragma once

#include "center/app/ports.h"
#include "center/app/recording_state.h"
#include "center/domain/questioning/certificate.h"

namespace mingjing::app {

struct Certified {
    domain::Certificate certificate;
    domain::RecordJudgement judged;  ///< by the centre's settings

    /// "provisional", "incomplete" or "complete": whether breaks were found, never whether it may
    /// be used.
    [[nodiscard]] const char* state() const;
};

/// Of one questioning as things stand.
Result<Certified> certificateOf(UnitOfWork& unit, RecordingState& recording,
                                const domain::Questioning& questioning, std::int64_t nowUs);

/// The facts as JSON (`mingjing.recording-certificate.v1`); times are UTC microseconds.
Json toJson(const domain::Certificate& certificate);

}  // namespace mingjing::app
