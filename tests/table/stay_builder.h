// SPDX-License-Identifier: Apache-2.0
// Builds stays out of recorded events, and a small centre around them.
#pragma once

#include <string>
#include <vector>

#include "center/domain/rules/catalogue.h"
#include "center/domain/stays/stay.h"
#include "center/kernel/clock.h"

namespace mingjing::tests {

using domain::Json;
using domain::Uuid;
using kernel::kHourUs;
using kernel::kMinuteUs;
using kernel::kSecondUs;

/// 00:00 in Beijing on 24 November 2026: when everybody arrives here.
inline constexpr std::int64_t kT0 = 1'795'449'600'000'000;

/// A fixed identifier for a small number.
Uuid idOf(unsigned number);

// The staff and the rooms of `usualCentre`.
inline const Uuid kHan = idOf(101);        ///< male officer
inline const Uuid kLiu = idOf(102);        ///< female officer
inline const Uuid kChen = idOf(103);       ///< female officer
inline const Uuid kAuxiliary = idOf(104);  ///< male auxiliary
inline const Uuid kWaiting = idOf(201);
inline const Uuid kWaiting2 = idOf(202);
inline const Uuid kInterrogation = idOf(203);
inline const Uuid kQuestioningRoom = idOf(204);
inline const Uuid kOffice = idOf(205);  ///< of the case managers: not for persons
inline const Uuid kUnknownRoom = idOf(299);
inline const Uuid kCamera = idOf(301);

domain::Centre usualCentre();

/// The events of one stay, each entered when it happened unless said otherwise. Times are relative
/// to kT0. Chain calls; later calls add later sequence numbers.
class StayBuilder {
public:
    StayBuilder();
    StayBuilder& numbered(unsigned stay, unsigned caseNumber = 1);
    StayBuilder& administrative();
    StayBuilder& arrival(const char* key, Json value);
    /// What the person is; without it the facts are sealed.
    StayBuilder& facts(Json facts);
    StayBuilder& event(const std::string& type, std::int64_t atUs, Json body = Json::object());
    StayBuilder& entered(std::int64_t atUs);  ///< of the newest event
    StayBuilder& disclosed(const char* slot, Json content);
    StayBuilder& safetyCheck(std::int64_t atUs, const std::vector<Uuid>& checkers);
    StayBuilder& placed(std::int64_t atUs, const Uuid& room);
    StayBuilder& extended(std::int64_t atUs, int hours, std::vector<std::string> grounds,
                          const char* approverRole);
    StayBuilder& questioning(std::int64_t atUs, const Uuid& room,
                             const std::vector<Uuid>& officers);
    StayBuilder& joined(std::int64_t atUs, const Uuid& who, const char* function = "officer");
    StayBuilder& left(std::int64_t atUs, const Uuid& who);
    StayBuilder& questioningEnded(std::int64_t atUs);
    StayBuilder& admitted(std::int64_t atUs);  ///< registered up to information, one second each
    StayBuilder& exitCheck(std::int64_t atUs, Json body = Json::object());
    StayBuilder& departed(std::int64_t atUs, const char* kind = "released");
    StayBuilder& based(const char* basis);  ///< at arrival
    StayBuilder& basisChanged(std::int64_t atUs, const char* basis);
    StayBuilder& decided(std::int64_t atUs, const char* decision);
    StayBuilder& cared(std::int64_t atUs, const char* kind);
    /// The newest event names a sealed field that this reader may not see.
    StayBuilder& sealed(const char* slot);

    [[nodiscard]] domain::Stay build() const;
    [[nodiscard]] domain::EventList events() const;  ///< by seq

private:
    std::vector<domain::RecordedEvent> events_;
    Uuid id_ = idOf(1);
};

inline const Uuid kQuestioning = idOf(401);  ///< the questioning that the builder starts

using StayRule = domain::Verdicts (*)(const domain::StayInput&);

/// "pass", "breach", "pending" or "abstain" of the verdict about `subject` (or one that begins with
/// it, when it ends in ':'), the worst when there are several; "none" without one.
std::string outcomeOf(const domain::Verdicts& verdicts, const std::string& subject);
std::string outcomeOf(StayRule rule, const domain::Stay& stay, const std::string& subject,
                      std::int64_t nowUs, const domain::Centre& centre = usualCentre());

/// One case of a rule; times are relative to kT0.
struct RuleRow {
    const char* what;
    StayBuilder stay;
    std::int64_t nowUs;
    const char* expected;
};
void checkRows(StayRule rule, const std::string& subject, const std::vector<RuleRow>& rows,
               const domain::Centre& centre = usualCentre());

/// The verdict about this subject; fails the test without one.
domain::Verdict verdictOf(StayRule rule, const domain::Stay& stay, const std::string& subject,
                          std::int64_t nowUs, const domain::Centre& centre = usualCentre());

}  // namespace mingjing::tests
