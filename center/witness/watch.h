// SPDX-License-Identifier: Apache-2.0
// One look at a centre's log of record: is it the history that was seen before, continued?
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "center/witness/state.h"

namespace mingjing::witness {

struct Answer {
    int status = 0;
    std::string body;
};
/// Asks the centre: method, path, body.
using Ask = std::function<kernel::Result<Answer>(const std::string& method, const std::string& path,
                                                 const std::string& body)>;

enum class Verdict {
    Seen,        ///< the history goes on; the newest head is kept and countersigned
    Late,        ///< it goes on, but a heartbeat is or was missing
    NotTaken,    ///< it goes on, but the centre did not take the countersignature
    Unanswered,  ///< nothing can be said: no answer, or one that is not the centre's
    Refused,     ///< a fork or a roll-back; kept as evidence, and stands until it is settled
    OwnTrouble,  ///< the folder of the witness itself
};

/// No head was signed in between.
struct Silence {
    std::int64_t fromUs = 0, toUs = 0;
};

struct Outcome {
    Verdict verdict = Verdict::Seen;
    std::string code;      ///< of the words that say why; empty when all is well
    std::string internal;  ///< for the log
    std::optional<kernel::SignedHead> head;
    std::vector<Silence> silences;
};

struct WatchOptions {
    std::int64_t lateUs = 0;  ///< longer without a head is told
    std::int64_t nowUs = 0;
};

/// Asks for the newest head, for every head since the kept one and for the proof that the one tree
/// is the beginning of the other. Keeps the head before it countersigns it.
Outcome watchOnce(StateFolder& state, const Ask& ask, const WatchOptions& options);

}  // namespace mingjing::witness
