// SPDX-License-Identifier: Apache-2.0
// Measuring how lines were typed, and where their words stood before.
#include "center/domain/transcripts/marks.h"

#include <algorithm>
#include <map>
#include <set>

#include "center/kernel/clock.h"
#include "center/kernel/utf8.h"

namespace mingjing::domain {

namespace {

using Shingles = std::set<std::u32string>;
constexpr std::size_t kShingle = 4;

bool isWordless(char32_t c) {
    const bool ascii =
        c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
    const bool punctuation = (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
                             (c >= 0xff00 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20);
    return ascii || punctuation;
}

std::u32string bare(const std::string& text) {
    std::u32string words = kernel::codePoints(text);
    std::erase_if(words, isWordless);
    return words;
}

Shingles shinglesOf(const std::u32string& words) {
    Shingles shingles;
    for (std::size_t at = 0; at + kShingle <= words.size(); ++at)
        shingles.insert(words.substr(at, kShingle));
    return shingles;
}

/// Every shingle of earlier answers, and in which answers it stands.
class Earlier {
public:
    explicit Earlier(const std::vector<Transcript>& transcripts) {
        for (const Transcript& transcript : transcripts)
            for (const TranscriptLine& line : transcript.lines) {
                const Wording& wording = line.now();
                if (line.kind != LineKind::Answer || line.dropped || wording.preset) continue;
                for (const auto& shingle : shinglesOf(bare(wording.text)))
                    standsIn_[shingle].push_back(answers_.size());
                answers_.push_back(transcript.questioningId);
            }
    }

    /// The earlier answer that holds most of these words, with its share in percent.
    [[nodiscard]] std::pair<Uuid, int> likest(const std::u32string& words) const {
        const Shingles shingles = shinglesOf(words);
        std::map<std::size_t, std::size_t> shared;
        std::pair<Uuid, int> best{};
        for (const auto& shingle : shingles)
            if (const auto found = standsIn_.find(shingle); found != standsIn_.end())
                for (const std::size_t answer : found->second) {
                    const std::size_t count = ++shared[answer];
                    const int percent = static_cast<int>(100 * count / shingles.size());
                    if (percent > best.second) best = {answers_[answer], percent};
                }
        return best;
    }

private:
    std::map<std::u32string, std::vector<std::size_t>> standsIn_;
    std::vector<Uuid> answers_;
};

std::int64_t charactersOf(const std::string& text) {
    return static_cast<std::int64_t>(kernel::codePoints(text).size());
}

/// Characters by which a wording is longer than the one before it.
std::int64_t grown(const TranscriptLine& line, std::size_t index) {
    const std::int64_t before = index == 0 ? 0 : charactersOf(line.wordings[index - 1].text);
    return charactersOf(line.wordings[index].text) - before;
}

void markTyping(const TranscriptLine& line, std::vector<LineMark>& marks) {
    std::int64_t pasted = 0, fast = 0, lateUs = 0;
    for (std::size_t i = 0; i < line.wordings.size(); ++i) {
        const Wording& wording = line.wordings[i];
        if (wording.preset) continue;
        if (wording.pasted >= kPastedCharacters) pasted = std::max(pasted, wording.pasted);
        const std::int64_t typed = grown(line, i) - wording.pasted;
        const std::int64_t tookUs = std::max<std::int64_t>(wording.toUs - wording.fromUs, 1);
        const std::int64_t perSecond = typed * kernel::kSecondUs / tookUs;
        if (typed >= kTypedCharacters && perSecond > kCharactersPerSecond)
            fast = std::max(fast, typed);
        lateUs = std::max(lateUs, wording.enteredUs - wording.toUs);
    }
    if (pasted > 0) marks.push_back({line.id, LineMarkKind::Pasted, {{"characters", pasted}}, {}});
    if (fast > 0) marks.push_back({line.id, LineMarkKind::TooFast, {{"characters", fast}}, {}});
    if (lateUs > kSentLateUs)
        marks.push_back(
            {line.id, LineMarkKind::SentLate, {{"minutes", lateUs / kernel::kMinuteUs}}, {}});
}

bool personWasThere(const Questioning& questioning, std::int64_t us) {
    bool known = false;
    for (const Attendance& attendance : questioning.attendances) {
        if (attendance.function != AttendeeFunction::Person) continue;
        known = true;
        if (attendance.fromUs <= us && us <= attendance.toUs.value_or(us)) return true;
    }
    return !known;
}

/// `question` is the nearest question above the line, typed or of the template.
void markTime(const TranscriptLine& line, const TranscriptLine* question,
              const Questioning& questioning, std::vector<LineMark>& marks) {
    const auto first = std::find_if(line.wordings.begin(), line.wordings.end(),
                                    [](const Wording& each) { return !each.preset; });
    if (first == line.wordings.end()) return;
    const std::int64_t beganUs = first->fromUs;
    if (beganUs < questioning.startedUs)
        marks.push_back({line.id, LineMarkKind::BeforeQuestioning, Json::object(), {}});
    // Corrections of the reading belong to later versions and are no concern here.
    if (questioning.endedUs && first->version == 1 && beganUs > *questioning.endedUs)
        marks.push_back({line.id, LineMarkKind::AfterQuestioning, Json::object(), {}});
    if (line.kind != LineKind::Answer || line.now().text.empty()) return;
    if (question != nullptr && !question->now().preset && beganUs < question->begunUs())
        marks.push_back({line.id, LineMarkKind::BeforeQuestion, Json::object(), {}});
    if (!personWasThere(questioning, beganUs))
        marks.push_back({line.id, LineMarkKind::PersonAbsent, Json::object(), {}});
}

void markRepetition(const TranscriptLine& line, const Earlier& earlier,
                    std::vector<LineMark>& marks) {
    if (line.kind != LineKind::Answer || line.now().preset) return;
    const std::u32string words = bare(line.now().text);
    if (words.size() < kRepeatedCharacters) return;
    const auto [source, percent] = earlier.likest(words);
    if (percent >= kRepeatedPercent)
        marks.push_back({line.id, LineMarkKind::Repeated, {{"percent", percent}}, source});
}

}  // namespace

std::vector<LineMark> reviewMarks(const Transcript& transcript, const Questioning& questioning,
                                  const std::vector<Transcript>& transcripts) {
    const Earlier earlier(transcripts);
    std::vector<LineMark> marks;
    const TranscriptLine* question = nullptr;
    for (const TranscriptLine& line : transcript.lines) {
        if (line.dropped) continue;
        markTyping(line, marks);
        markTime(line, question, questioning, marks);
        markRepetition(line, earlier, marks);
        if (line.kind == LineKind::Question) question = &line;
    }
    return marks;
}

}  // namespace mingjing::domain
