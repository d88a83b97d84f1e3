// SPDX-License-Identifier: Apache-2.0
// Sobering and restraint (rules ENTR-12, ENTR-13).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

/// 公安机关办理行政案件程序规定 art. 58: straps or police rope, never handcuffs or shackles.
bool isGentle(const std::string& means) {
    return means == "none" || means == "strap" || means == "police_rope";
}

std::vector<const Spell*> spellsOf(const Stay& stay, SpellKind kind) {
    std::vector<const Spell*> found;
    for (const Spell& spell : stay.spells)
        if (spell.kind == kind) found.push_back(&spell);
    return found;
}

Verdict meansVerdict(const Moment& moment, const std::string& means) {
    const std::string subject = subjectOf("means", moment.seq);
    if (isGentle(means)) return pass(subject);
    Verdict verdict =
        breach(subject, moment.atUs, "finding.sobering_means", {{"means", Json::array({means})}});
    verdict.evidence.push_back(entryEvidence(moment));
    return verdict;
}

/// The last sobering that began before the restraint ended, if they meet.
const Spell* soberingOf(const std::vector<const Spell*>& soberings, const Spell& restraint) {
    const auto next = std::upper_bound(
        soberings.begin(), soberings.end(), restraint.toUs().value_or(INT64_MAX),
        [](std::int64_t atUs, const Spell* sobering) { return atUs < sobering->fromUs(); });
    if (next == soberings.begin()) return nullptr;
    const Spell* sobering = *std::prev(next);
    return sobering->toUs().value_or(INT64_MAX) >= restraint.fromUs() ? sobering : nullptr;
}

/// Who is sober is released at once; the minutes are this centre's setting, so late only warns.
Verdict releaseVerdict(const StayInput& input, const Spell& restraint, const Spell& sobering) {
    const std::int64_t withinUs = input.centre.settings.soberReleaseUs;
    Duty duty;
    duty.subject = subjectOf("released", restraint.began.moment().seq);
    duty.dueUs = *sobering.toUs() + withinUs;
    duty.code = "finding.restrained_when_sober";
    duty.params = {{"minutes", withinUs / kMinuteUs}};
    duty.doneUs = restraint.toUs();
    duty.severity = Severity::Warning;
    return judgeDuty(std::move(duty), input.nowUs);
}

std::vector<std::int64_t> reviewTimes(const Stay& stay) {
    std::vector<std::int64_t> times;
    for (const Note& note : stay.notes)
        if (note.event().type == "RestraintReviewed") times.push_back(note.atUs());
    return times;
}

/// Every stretch without a review, from the start or a review to the next one or the end.
void judgeReviews(const StayInput& input, const Spell& spell,
                  const std::vector<std::int64_t>& reviews, Verdicts& verdicts) {
    const std::int64_t everyUs = input.centre.settings.restraintReviewUs;
    const auto endUs = spell.toUs() ? spell.toUs() : departedUs(input.stay);
    const std::string subject = subjectOf("review", spell.began.moment().seq) + ":";
    std::int64_t at = spell.fromUs();
    const auto judge = [&](std::optional<std::int64_t> nextUs) {
        verdicts.push_back(judgeDuty({subject + std::to_string(at),
                                      at + everyUs,
                                      "finding.restraint_not_reviewed",
                                      {{"minutes", everyUs / kMinuteUs}},
                                      nextUs,
                                      endUs,
                                      std::nullopt},
                                     input.nowUs));
    };
    auto review = std::upper_bound(reviews.begin(), reviews.end(), at);
    for (; review != reviews.end() && *review < endUs.value_or(INT64_MAX); ++review) {
        if (*review > at) judge(*review);
        at = *review;
    }
    judge(std::nullopt);
}

}  // namespace

Verdicts soberingCare(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::vector<const Spell*> soberings = spellsOf(input.stay, SpellKind::Sobering);
    for (const Spell* sobering : soberings) {
        const Moment moment = sobering->began.moment();
        verdicts.push_back(meansVerdict(moment, sobering->began.word("restraint")));
        const bool guarded = !sobering->began.id("guard").isNil();
        verdicts.push_back(guarded ? pass(subjectOf("guard", moment.seq))
                                   : breach(subjectOf("guard", moment.seq), moment.atUs,
                                            "finding.sobering_without_guard"));
    }
    for (const Spell* restraint : spellsOf(input.stay, SpellKind::Restraint)) {
        const Spell* sobering = soberingOf(soberings, *restraint);
        if (sobering == nullptr) continue;
        verdicts.push_back(meansVerdict(restraint->began.moment(), restraint->began.word("kind")));
        if (sobering->ended && sobering->ended->flag("sober"))
            verdicts.push_back(releaseVerdict(input, *restraint, *sobering));
    }
    return verdicts;
}

Verdicts restraintReviewed(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::vector<std::int64_t> reviews = reviewTimes(input.stay);
    for (const Spell* restraint : spellsOf(input.stay, SpellKind::Restraint))
        judgeReviews(input, *restraint, reviews, verdicts);
    return verdicts;
}

}  // namespace mingjing::domain
