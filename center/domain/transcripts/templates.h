// SPDX-License-Identifier: Apache-2.0
// With which lines a transcript begins: what the law wants asked and said (CPL 120; CRIMPROC 203;
// ADMPROC 73; rules section 11, forms 5 and 6). The words are in the message catalogue under
// `transcript.line.<code>`; a line without words is an answer to be typed.
#pragma once

#include <string>
#include <vector>

#include "center/domain/stays/stay.h"
#include "center/domain/transcripts/transcript.h"

namespace mingjing::domain {

struct TemplateLine {
    LineKind kind = LineKind::Question;
    std::string code;  ///< empty: an empty line
};

struct TranscriptTemplate {
    std::string name;  ///< words under `transcript.template.<name>`
    std::vector<TemplateLine> lines;
};

/// All of them; names are unique.
const std::vector<TranscriptTemplate>& transcriptTemplates();
const TranscriptTemplate* findTemplate(const std::string& name);
/// Those that suit this questioning, the likeliest first; never empty.
std::vector<const TranscriptTemplate*> templatesFor(const Stay& stay,
                                                    const Questioning& questioning);

}  // namespace mingjing::domain
