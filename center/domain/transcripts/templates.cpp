// SPDX-License-Identifier: Apache-2.0
// The templates, and which of them suits.
#include "center/domain/transcripts/templates.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

/// A question of the catalogue and room for its answer, for each code.
std::vector<TemplateLine> asked(const std::vector<const char*>& codes) {
    std::vector<TemplateLine> lines;
    for (const char* code : codes) {
        lines.push_back({LineKind::Question, code});
        lines.push_back({LineKind::Answer, ""});
    }
    return lines;
}

}  // namespace

const std::vector<TranscriptTemplate>& transcriptTemplates() {
    static const std::vector<TranscriptTemplate> all{
        {"interrogation_first",
         asked({"who_we_are", "recorded", "rights_suspect", "lawyer", "recusal", "identity",
                "family", "record", "health", "leniency", "guilty_or_not"})},
        {"interrogation_later",
         asked({"who_we_are", "recorded", "rights_again", "health", "go_on"})},
        {"interrogation_minor",
         asked({"who_we_are", "recorded", "guardian_here", "rights_suspect", "lawyer", "recusal",
                "identity", "family", "school", "health", "leniency", "guilty_or_not"})},
        {"questioning_violator",
         asked({"who_we_are", "recorded", "rights_violator", "recusal", "identity", "family",
                "record", "health", "what_happened"})},
        {"questioning_witness",
         asked({"who_we_are", "rights_witness", "truth", "identity", "relation", "what_known"})},
        {"questioning_victim", asked({"who_we_are", "rights_victim", "truth", "identity",
                                      "relation", "what_suffered", "claims"})},
        {"blank", asked({"who_we_are"})},
    };
    return all;
}

const TranscriptTemplate* findTemplate(const std::string& name) {
    const auto& all = transcriptTemplates();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const TranscriptTemplate& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<const TranscriptTemplate*> templatesFor(const Stay& stay,
                                                    const Questioning& questioning) {
    std::vector<std::string> names;
    if (stay.role == PersonRole::Witness) names = {"questioning_witness"};
    if (stay.role == PersonRole::Victim) names = {"questioning_victim"};
    if (names.empty() && questioning.caseKind == CaseKind::Administrative)
        names = {"questioning_violator"};
    if (names.empty() && questioning.ordinal > 1)
        names = {"interrogation_later", "interrogation_first"};
    if (names.empty()) names = {"interrogation_first", "interrogation_later"};
    if (stay.isMinor() && questioning.caseKind == CaseKind::Criminal && isHeld(stay.role))
        names.insert(names.begin(), "interrogation_minor");
    names.emplace_back("blank");
    std::vector<const TranscriptTemplate*> fitting;
    for (const std::string& name : names) fitting.push_back(findTemplate(name));
    return fitting;
}

}  // namespace mingjing::domain
