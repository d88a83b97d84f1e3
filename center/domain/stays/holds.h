// SPDX-License-Identifier: Apache-2.0
// Why the video of a stay's whole way is kept beyond the keeping time of surveillance (rules
// VID-05, REC-17, SPC 74): until case and review periods end, and nobody here ends them yet.
#pragma once

#include <set>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

enum class HoldReason {
    CriminalMeasure,
    AdministrativeDetention,
    Injury,
    Complaint,
    Incident,
    Restraint,
};
MJ_WORDS(HoldReason, 6, {HoldReason::CriminalMeasure, "criminal_measure"},
         {HoldReason::AdministrativeDetention, "administrative_detention"},
         {HoldReason::Injury, "injury"}, {HoldReason::Complaint, "complaint"},
         {HoldReason::Incident, "incident"}, {HoldReason::Restraint, "restraint"});

/// Empty: the keeping time of surveillance is enough. A fact that is sealed counts as there.
std::set<HoldReason> holdReasonsOf(const Stay& stay);

}  // namespace mingjing::domain
