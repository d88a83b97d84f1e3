// SPDX-License-Identifier: Apache-2.0
// TIME family: continued questioning (继续盘问) and the persons it protects (rules section 1).
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/night.h"

namespace mingjing::domain {

namespace {

// 公安机关适用继续盘问规定 art. 10(2): released between 21:00 and 07:00.
constexpr std::int64_t kReleaseNightFromUs = 21 * kHourUs;
constexpr std::int64_t kReleaseNightToUs = 7 * kHourUs;

std::vector<Term> continuedTerms(const Stay& stay) {
    std::vector<Term> terms = termsOf(stay);
    std::erase_if(terms, [](const Term& t) { return t.kind != ClockKind::ContinuedQuestioning; });
    return terms;
}

bool runsAt(const Term& term, std::int64_t atUs) {
    return atUs >= term.startUs && atUs <= term.endUs.value_or(atUs);
}

void judgeWaitingRooms(const StayInput& input, const Term& term, Verdicts& verdicts) {
    for (const Placement& placement : input.stay.placements) {
        const auto room = input.centre.rooms.find(placement.roomId);
        const bool waits =
            room != input.centre.rooms.end() && room->second.kind == RoomKind::Waiting;
        if (!waits || !runsAt(term, placement.moment.atUs)) continue;
        Verdict verdict = breach(subjectOf("room", placement.moment.seq), placement.moment.atUs,
                                 "finding.protected_in_waiting_room");
        verdict.roomId = placement.roomId;
        verdict.evidence.push_back(entryEvidence(placement.moment));
        verdicts.push_back(std::move(verdict));
    }
}

/// Late by this centre's setting only warns; not done when the basis ended is a breach of the law.
Verdict noticeVerdict(const StayInput& input, const Term& term, const char* what, const Note* done,
                      const char* code) {
    const std::int64_t withinUs = input.centre.settings.noticeAtOnceUs;
    Duty duty;
    duty.subject = subjectOf(what, term);
    duty.dueUs = term.startUs + withinUs;
    duty.code = code;
    duty.params = {{"minutes", withinUs / kMinuteUs}};
    duty.doneUs = timeOf(done);
    duty.lapsedUs = term.endUs;
    if (done != nullptr || !term.endUs) duty.severity = Severity::Warning;
    return judgeDuty(std::move(duty), input.nowUs);
}

}  // namespace

Verdicts continuedLimit(const StayInput& input) {
    return limitVerdicts(input, ClockKind::ContinuedQuestioning);
}

Verdicts continuedExtension(const StayInput& input) {
    return extensionVerdicts(input, ClockKind::ContinuedQuestioning);
}

Verdicts protectedPersons(const StayInput& input) {
    Verdicts verdicts;
    for (const Term& term : continuedTerms(input.stay)) {
        const auto protectedPerson = isProtected(input.stay, term.startUs);
        const std::string subject = subjectOf("limit", term);
        if (!protectedPerson) {
            verdicts.push_back(abstain(subject, input.stay.facts ? "birthDate" : "facts"));
        } else if (!*protectedPerson) {
            verdicts.push_back(pass(subject));
        } else {
            verdicts.push_back(limitVerdict(input, term, kProtectedH));
            judgeWaitingRooms(input, term, verdicts);
        }
    }
    return verdicts;
}

Verdicts fetchedAtNight(const StayInput& input) {
    const auto& departure = input.stay.departure;
    const std::vector<Term> terms = termsOf(input.stay);
    const bool fromThere = !terms.empty() && terms.back().kind == ClockKind::ContinuedQuestioning;
    if (!departure || departure->transferred || !fromThere) return {};
    if (!isNight(departure->moment.atUs, kReleaseNightFromUs, kReleaseNightToUs))
        return {pass("fetched")};
    const auto protectedPerson = isProtected(input.stay, terms.back().startUs);
    if (!protectedPerson) return {abstain("fetched", input.stay.facts ? "birthDate" : "facts")};
    const bool byFamily = departure->receiverNamed && (departure->destination == "family" ||
                                                       departure->destination == "guardian");
    if (!*protectedPerson || byFamily || !departure->escorts.empty()) return {pass("fetched")};
    return {breach("fetched", departure->moment.atUs, "finding.released_alone_at_night")};
}

Verdicts continuedNotice(const StayInput& input) {
    Verdicts verdicts;
    for (const Term& term : continuedTerms(input.stay)) {
        const Note* paper = firstNote(input.stay, "PaperServed", term.startUs, [](const Note& n) {
            return n.word("kind") == "continued_questioning_notice";
        });
        const Note* told = firstNote(input.stay, "FamilyNotified", term.startUs,
                                     [](const Note& n) { return n.word("outcome") == "told"; });
        verdicts.push_back(noticeVerdict(input, term, "paper", paper, "finding.notice_not_served"));
        verdicts.push_back(noticeVerdict(input, term, "family", told, "finding.family_not_told"));
    }
    return verdicts;
}

}  // namespace mingjing::domain
