// SPDX-License-Identifier: Apache-2.0
// What a reviewer should look at in a transcript. Each mark says what was measured; what it means
// is for people to judge.
#pragma once

#include "center/domain/stays/stay.h"
#include "center/domain/transcripts/transcript.h"

namespace mingjing::domain {

enum class LineMarkKind {
    Pasted,             ///< characters from the clipboard or dragged in
    TooFast,            ///< more characters than anybody types in that time
    BeforeQuestioning,  ///< typed before the questioning began
    AfterQuestioning,   ///< typed after it had ended
    BeforeQuestion,     ///< an answer typed before its question
    PersonAbsent,       ///< an answer typed while the roster says that the person was not there
    SentLate,           ///< it reached the centre long after it was typed
    Repeated,           ///< the same words stand in an earlier transcript
};
MJ_WORDS(LineMarkKind, 8, {LineMarkKind::Pasted, "pasted"}, {LineMarkKind::TooFast, "too_fast"},
         {LineMarkKind::BeforeQuestioning, "before_questioning"},
         {LineMarkKind::AfterQuestioning, "after_questioning"},
         {LineMarkKind::BeforeQuestion, "before_question"},
         {LineMarkKind::PersonAbsent, "person_absent"}, {LineMarkKind::SentLate, "sent_late"},
         {LineMarkKind::Repeated, "repeated"});

struct LineMark {
    Uuid line;
    LineMarkKind kind = LineMarkKind::Pasted;
    Json params = Json::object();  ///< of its explanation
    Uuid source;                   ///< the questioning in whose transcript the same words stand
};

// Limits of measuring (design; no law gives numbers).
inline constexpr std::int64_t kPastedCharacters = 8;  ///< fewer are a name or a number
inline constexpr std::int64_t kTypedCharacters = 20;  ///< shorter texts tell no speed
inline constexpr std::int64_t kCharactersPerSecond = 10;
inline constexpr std::int64_t kSentLateUs = kLateEntryUs;
inline constexpr std::size_t kRepeatedCharacters = 20;  ///< shorter answers are alike by nature
inline constexpr int kRepeatedPercent = 85;

/// In the order of the lines. `earlier` are transcripts of the same person or the same case.
/// Likeness of texts is containment of shingles of four characters (Broder, On the resemblance and
/// containment of documents, 1997); spaces and punctuation do not count.
std::vector<LineMark> reviewMarks(const Transcript& transcript, const Questioning& questioning,
                                  const std::vector<Transcript>& earlier);

}  // namespace mingjing::domain
