// SPDX-License-Identifier: Apache-2.0
// The practice centre: a twin with made-up persons, where exercises are started and their results
// read from the stays. A centre with real persons never has it.
#pragma once

#include <mutex>

#include "center/app/administration.h"
#include "center/app/stay_desk.h"
#include "center/domain/practice/exercise.h"

namespace mingjing::app {

/// Thread-safe.
class Practice {
public:
    Practice(Database& database, CommandBus& bus, StayDesk& desk, Administration& administration,
             KeptStays& stays, const kernel::Clock& clock, bool here)
        : database_(database),
          bus_(bus),
          desk_(desk),
          administration_(administration),
          stays_(stays),
          clock_(clock),
          here_(here) {}

    [[nodiscard]] bool isHere() const { return here_; }
    /// Makes the persons of the exercise and starts its clock. The receipt has the run's `id`; the
    /// same key is the same run. Fails with NotFound `practice.not_here`, or InvalidInput at
    /// `exercise`.
    Result<Json> start(const Actor& actor, const CommandKey& key, const std::string& exercise);
    /// One's own run. Fails with NotFound `practice.no_run`.
    Result<PracticeRow> find(UnitOfWork& unit, const Actor& actor, const Uuid& id);
    /// Ends it now, unless it is over.
    Status end(const Actor& actor, const Uuid& id);
    /// What was reached, by what was entered until the run's end.
    Result<domain::PracticeResult> result(UnitOfWork& unit, const PracticeRow& run);
    /// Those who were made for it, or have arrived in it.
    Result<std::vector<Uuid>> staysOf(UnitOfWork& unit, const PracticeRow& run);

private:
    Status makePersons(const Actor& actor, const domain::Exercise& exercise, PracticeRow& run);
    Status makePresent(const Uuid& caseId, const Actor& actor, const domain::PracticePerson& person,
                       std::size_t number, PracticeRow& run);
    Status admitSeed(const Uuid& stay, const domain::PracticePerson& person);
    Status askSeed(const Uuid& stay, const domain::PracticePerson& person, const PracticeRow& run);
    Database& database_;
    CommandBus& bus_;
    StayDesk& desk_;
    Administration& administration_;
    KeptStays& stays_;
    const kernel::Clock& clock_;
    const bool here_;
    std::mutex making_;  ///< a second click waits and finds the persons made
};

}  // namespace mingjing::app
