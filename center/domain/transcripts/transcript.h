// SPDX-License-Identifier: Apache-2.0
// The transcript of one questioning (讯问笔录, 询问笔录), rebuilt from the events of its own
// stream: every wording of every line stays, with when it was typed and when it came in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "center/domain/timeline.h"
#include "center/domain/words.h"
#include "center/kernel/result.h"

namespace mingjing::domain {

enum class LineKind { Question, Answer, Note };
MJ_WORDS(LineKind, 3, {LineKind::Question, "question"}, {LineKind::Answer, "answer"},
         {LineKind::Note, "note"});

/// What a line said from one writing to the next. Times are UTC microseconds; those of the typing
/// are told by the page, corrected to the server's clock.
struct Wording {
    std::string text;  ///< empty when sealed
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t enteredUs = 0;  ///< by the server's own clock
    Uuid by;
    std::int64_t keys = 0;    ///< key strokes
    std::int64_t pasted = 0;  ///< characters from the clipboard or dragged in
    int version = 1;          ///< of the transcript, when it was written
    bool preset = false;      ///< it came with the template
    bool operator==(const Wording&) const = default;
};

struct TranscriptLine {
    Uuid id;
    int rev = 0;  ///< the number of wordings
    LineKind kind = LineKind::Question;
    bool dropped = false;
    std::vector<Wording> wordings;  ///< at least one; the last one holds
    [[nodiscard]] const Wording& now() const { return wordings.back(); }
    /// When its first typing began; a template's line counts from its first change.
    [[nodiscard]] std::int64_t begunUs() const;
    bool operator==(const TranscriptLine&) const = default;
};

struct Transcript {
    Uuid questioningId;
    Uuid stayId;
    std::string templateName;
    std::int64_t seq = 0;  ///< of the newest event of its stream
    kernel::Hash hash{};
    int version = 1;                    ///< the open one, or the last one that was locked
    bool locked = false;                ///< until it is opened again, which begins the next version
    std::vector<TranscriptLine> lines;  ///< as they stand on paper; dropped ones in their place
    [[nodiscard]] const TranscriptLine* find(const Uuid& line) const;
    bool operator==(const Transcript&) const = default;
};

/// Folds the events of one transcript's stream by seq; its first is TranscriptBegun.
/// `lockedVersion`: only up to where this version was locked; nothing when it never was.
std::optional<Transcript> foldTranscript(const Uuid& questioning, const EventList& events,
                                         std::optional<int> lockedVersion = std::nullopt);

/// What somebody typed into one line since it was last sent.
struct LineEdit {
    Uuid line;
    int rev = 0;  ///< the revision that was changed; 0: the line is new
    LineKind kind = LineKind::Question;
    std::optional<Uuid> after;  ///< of a new line: the one above it; nothing: it is the first
    bool drop = false;
    std::string text;
    std::int64_t fromUs = 0, toUs = 0, keys = 0, pasted = 0;
};

inline constexpr std::size_t kMostLines = 2000;
inline constexpr std::size_t kMostCharacters = 200'000;  ///< bytes of all lines together

/// The event that these edits make. Fails with Precondition `transcript.locked`, Conflict
/// `transcript.line_changed` (params.lines), or InvalidInput at `edits/<n>/<field>`.
kernel::Result<NewEvent> writeLines(const Transcript& transcript,
                                    const std::vector<LineEdit>& edits, std::int64_t nowUs);

}  // namespace mingjing::domain
