// SPDX-License-Identifier: Apache-2.0
// EXIT-05: what the place that takes a person in found on the body comes back, and is held against
// what was found here (公安机关办理刑事案件程序规定 art. 153, 154; 看守所条例 art. 10).
#include <algorithm>

#include "center/domain/rules/catalogue.h"
#include "center/domain/stays/body_maps.h"

namespace mingjing::domain {

namespace {

bool goesIntoCustody(const Stay& stay) {
    if (!stay.departure || !stay.departure->transferred) return false;
    const std::string& to = stay.departure->destination;
    return to == "detention_centre" || to == "detention_house" || to == "drug_isolation";
}

Verdict reportedVerdict(const StayInput& input) {
    const std::int64_t withinUs = input.centre.settings.intakeResultUs;
    Duty duty{"intake_result",
              input.stay.departure->moment.atUs + withinUs,
              "finding.intake_not_reported",
              {{"hours", withinUs / kHourUs}},
              {},
              {},
              {}};
    duty.doneUs = timeOf(
        firstNote(input.stay, "IntakeConfirmed", INT64_MIN, [](const Note&) { return true; }));
    return judgeDuty(std::move(duty), input.nowUs);
}

/// Marks of an intake that says itself that the injuries differ are ENTR-10's.
std::optional<Verdict> marksVerdict(const BodyMap& map, const std::vector<BodyMap>& all) {
    const Note& note = map.note;
    if (map.occasion != "intake" || note.word("injuries") == "different") return std::nullopt;
    const std::string subject = subjectOf("intake_marks", note.moment().seq);
    if (!map.marks && note.gave("marks")) return abstain(subject, "health");
    if (!map.marks) {
        const bool hurt = std::any_of(all.begin(), all.end(), [](const BodyMap& other) {
            return other.occasion == "exit" && other.marks && !other.marks->empty();
        });
        if (note.word("injuries") != "none" || !hurt) return pass(subject);
        return breach(subject, note.atUs(), "finding.intake_finds_none");
    }
    const auto fresh = std::count(map.fresh.begin(), map.fresh.end(), true);
    if (fresh == 0 && map.gone.empty()) return pass(subject);
    return breach(subject, note.atUs(), "finding.intake_marks_differ",
                  {{"fresh", fresh}, {"gone", map.gone.size()}});
}

}  // namespace

Verdicts intakeCompared(const StayInput& input) {
    Verdicts verdicts;
    if (!goesIntoCustody(input.stay)) return verdicts;
    verdicts.push_back(reportedVerdict(input));
    const auto maps = bodyMaps(input.stay, input.centre.settings.injuryToleranceMilli);
    for (const BodyMap& map : maps) {
        auto verdict = marksVerdict(map, maps);
        if (!verdict) continue;
        verdict->evidence.push_back(entryEvidence(map.note.moment()));
        verdicts.push_back(std::move(*verdict));
    }
    return verdicts;
}

}  // namespace mingjing::domain
