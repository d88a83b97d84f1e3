// SPDX-License-Identifier: Apache-2.0
// INTR family: who else must be there when somebody is questioned: interpreters, guardians, women
// (rules section 4).
#include <algorithm>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

bool isInterpreter(const Attendance& attendance) {
    return attendance.function == AttendeeFunction::Interpreter;
}
bool isGuardian(const Attendance& attendance) {
    return attendance.function == AttendeeFunction::Guardian;
}

/// Throughout: a verdict about the whole, and one about each stretch without.
void judgeThroughout(const Questioning& questioning, const StayInput& input, const char* what,
                     const std::function<bool(const Attendance&)>& counts, const char* code,
                     Verdicts& verdicts) {
    Verdicts found = judgePresence(questioning, input, what, 1, counts, code);
    if (found.empty()) found.push_back(about(questioning, pass(subjectOf(what, questioning))));
    for (Verdict& verdict : found) verdicts.push_back(std::move(verdict));
}

/// Nobody has joined a questioning that is only planned; somebody must have come.
Verdict arrivedVerdict(const Questioning& questioning, const Stay& stay, const char* what,
                       const std::set<std::string>& kinds, const char* code) {
    const Note* arrived = firstNote(stay, "SupportArrived", INT64_MIN, [&](const Note& note) {
        return kinds.contains(note.word("kind")) && note.atUs() <= questioning.startedUs;
    });
    const std::string subject = subjectOf(what, questioning);
    return about(questioning,
                 arrived != nullptr ? pass(subject) : breach(subject, questioning.startedUs, code));
}

using ForQuestioning = void (*)(const Questioning&, const StayInput&, Verdicts&);

/// Asks `judge` about each questioning of a person with this flag.
Verdicts ofFlagged(const StayInput& input, const char* flag, ForQuestioning judge) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!input.stay.facts)
            verdicts.push_back(
                about(questioning, abstain(subjectOf("sealed", questioning), "facts")));
        else if (input.stay.facts->flags.contains(flag))
            judge(questioning, input, verdicts);
    }
    return verdicts;
}

/// Asks `judge` about each questioning of somebody under 18 on that day.
Verdicts ofMinors(const StayInput& input, ForQuestioning judge) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const auto minor =
            input.stay.facts ? isMinorAt(*input.stay.facts, questioning.startedUs) : std::nullopt;
        if (!minor)
            verdicts.push_back(
                about(questioning, abstain(subjectOf("sealed", questioning), "birthDate")));
        else if (*minor)
            judge(questioning, input, verdicts);
    }
    return verdicts;
}

// A girl or young woman who is suspected; her sex is known where her age is.
bool isFemaleSuspect(const Stay& stay) {
    return isHeld(stay.role) && stay.facts && stay.facts->sex == Sex::Female;
}

bool isFemaleStaff(const Centre& centre, const Uuid& id) {
    const auto staff = centre.staff.find(id);
    return staff != centre.staff.end() && staff->second.sex == Sex::Female;
}

}  // namespace

Verdicts signInterpreter(const StayInput& input) {
    return ofFlagged(input, "deaf_mute",
                     [](const Questioning& q, const StayInput& in, Verdicts& out) {
                         judgeThroughout(q, in, "interpreter", isInterpreter,
                                         "finding.no_sign_interpreter", out);
                     });
}

Verdicts signInterpreterArrived(const StayInput& input) {
    return ofFlagged(
        input, "deaf_mute", [](const Questioning& q, const StayInput& in, Verdicts& out) {
            out.push_back(arrivedVerdict(q, in.stay, "interpreter", {"sign_interpreter"},
                                         "finding.no_sign_interpreter_arrived"));
        });
}

Verdicts languageInterpreter(const StayInput& input) {
    return ofFlagged(
        input, "foreign_language", [](const Questioning& q, const StayInput& in, Verdicts& out) {
            judgeThroughout(q, in, "interpreter", isInterpreter, "finding.no_interpreter", out);
        });
}

Verdicts languageInterpreterArrived(const StayInput& input) {
    return ofFlagged(input, "foreign_language",
                     [](const Questioning& q, const StayInput& in, Verdicts& out) {
                         out.push_back(arrivedVerdict(q, in.stay, "interpreter", {"interpreter"},
                                                      "finding.no_interpreter_arrived"));
                     });
}

Verdicts guardianAttends(const StayInput& input) {
    return ofMinors(input, [](const Questioning& q, const StayInput& in, Verdicts& out) {
        judgeThroughout(q, in, "guardian", isGuardian, "finding.no_guardian", out);
    });
}

Verdicts guardianArrived(const StayInput& input) {
    return ofMinors(input, [](const Questioning& q, const StayInput& in, Verdicts& out) {
        out.push_back(arrivedVerdict(q, in.stay, "guardian", {"guardian", "appropriate_adult"},
                                     "finding.no_guardian_arrived"));
    });
}

Verdicts womanAttends(const StayInput& input) {
    if (input.stay.facts && !isFemaleSuspect(input.stay)) return {};
    if (!isHeld(input.stay.role)) return {};
    return ofMinors(input, [](const Questioning& q, const StayInput& in, Verdicts& out) {
        const auto isWoman = [&in](const Attendance& attendance) {
            return isFemaleStaff(in.centre, attendance.attendeeId);
        };
        judgeThroughout(q, in, "woman", isWoman, "finding.no_female_staff", out);
    });
}

Verdicts womanNamed(const StayInput& input) {
    if (input.stay.facts && !isFemaleSuspect(input.stay)) return {};
    if (!isHeld(input.stay.role)) return {};
    return ofMinors(input, [](const Questioning& q, const StayInput& in, Verdicts& out) {
        const bool named =
            std::any_of(q.namedOfficers.begin(), q.namedOfficers.end(),
                        [&](const Uuid& id) { return isFemaleStaff(in.centre, id); });
        out.push_back(named ? about(q, pass(subjectOf("woman", q)))
                            : arrivedVerdict(q, in.stay, "woman", {"female_officer"},
                                             "finding.no_female_staff_named"));
    });
}

}  // namespace mingjing::domain
