// SPDX-License-Identifier: Apache-2.0
// How long a person may be held: each legal basis of a stay has a term with a clock of its own
// (rules sections 0 and 1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// Which limits hold for a term.
enum class ClockKind {
    Summons,  ///< 刑事传唤; also who surrendered or came by himself to a criminal case
    CompelledAppearance,   ///< 拘传
    Administrative,        ///< 治安传唤, 询问查证
    ContinuedQuestioning,  ///< 继续盘问
    Detention,             ///< 刑事拘留, up to the detention centre
};

/// A time during which a person is held on one basis; the next one ends it.
struct Term {
    ClockKind kind = ClockKind::Summons;
    BasisKind basis = BasisKind::CriminalSummons;
    std::int64_t startUs = 0;
    std::string startFact;  ///< what says so: arrival_report, arrival_paper, basis_changed, …
    std::int64_t seq = 0;   ///< of the entry that began it; 0 for the first term
    std::optional<std::int64_t> endUs;
    std::optional<std::int64_t>
        leftUs;                ///< on the way to a detention centre that has yet to answer
    std::vector<Span> pauses;  ///< closed ones, in order and apart
    std::optional<std::int64_t> standsSinceUs;  ///< a pause that goes on
    std::vector<std::int64_t> resets;           ///< when it started again
    std::vector<const Extension*> extensions;   ///< approved while it ran; borrowed from the stay
};

/// In order; none for witnesses and victims. Borrows from `stay`.
std::vector<Term> termsOf(const Stay& stay);

/// When so much counted time has passed since the term began: pauses do not count.
std::int64_t limitOf(const Term& term, std::int64_t durationUs);

/// Has this extension what the law asks of one in this term?
bool isValid(const Term& term, const Extension& extension, const Stay& stay, const Centre& centre);

/// The limit in hours with the valid extensions.
int hoursOf(const Term& term, const Stay& stay, const Centre& centre);

/// Persons of whom continued questioning must end within four hours (公安机关适用继续盘问规定
/// art. 10): pregnant, nursing, under 16, 70 or older. Nothing when that is not known.
std::optional<bool> isProtected(const Stay& stay, std::int64_t atUs);
inline constexpr int kProtectedH = 4;

/// `what` for the first term, `what:seq` for later ones.
std::string subjectOf(const char* what, const Term& term);

/// Verdict on a limit of so many hours.
Verdict limitVerdict(const StayInput& input, const Term& term, int hours);
/// Verdict on one extension.
Verdict extensionVerdict(const Term& term, const Extension& extension, const StayInput& input);
/// All of the terms of this kind.
Verdicts limitVerdicts(const StayInput& input, ClockKind kind);
Verdicts extensionVerdicts(const StayInput& input, ClockKind kind);

/// A threshold on the way to the limit, by this centre's settings.
struct ClockWarning {
    Severity severity = Severity::Reminder;
    std::int64_t atUs = 0;
};

/// A clock as it is shown.
struct LegalClock {
    std::string rule;
    std::int64_t startUs = 0;
    std::string startFact;
    int limitH = 0;
    int extendableToH = 0;  ///< 0: not further
    std::int64_t endsAtUs = 0;
    std::optional<std::int64_t> endedAtUs;
    BasisKind basis = BasisKind::CriminalSummons;
    bool total = false;  ///< over all bases of the stay: this centre's own, no limit of the law
    std::vector<Span> pauses;
    std::optional<std::int64_t> standsSinceUs;  ///< the clock stands still, `endsAtUs` moves on
    std::vector<std::int64_t> resets;
    std::vector<ClockWarning> warnings;
};

/// One a term, in order, then the one over all bases. None for witnesses and victims.
std::vector<LegalClock> legalClocks(const Stay& stay, const Centre& centre);

/// The clock that matters now: of those that run the one that ends first, else the last one.
std::optional<LegalClock> legalClock(const Stay& stay, const Centre& centre);

}  // namespace mingjing::domain
