// SPDX-License-Identifier: Apache-2.0
// A case: the matter that brings persons here.
#pragma once

#include <string>

#include "center/domain/timeline.h"
#include "center/domain/words.h"

namespace mingjing::domain {

enum class CaseKind { Criminal, Administrative };
MJ_WORDS(CaseKind, 2, {CaseKind::Criminal, "criminal"},
         {CaseKind::Administrative, "administrative"});

struct Case {
    Uuid id;
    std::string number;
    std::string name;
    CaseKind kind = CaseKind::Criminal;
    Uuid unitId;
    bool manyPersons = false;
    std::int64_t openedUs = 0;
    std::int64_t seq = 0;
};

}  // namespace mingjing::domain
