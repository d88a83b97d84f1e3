// SPDX-License-Identifier: Apache-2.0
// Transcripts: what is typed and kept, what a reviewer is shown, and what the rules ask.
#include <boost/test/unit_test.hpp>

#include "center/domain/rules/signing.h"
#include "center/domain/transcripts/marks.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace mingjing::domain;

namespace {

constexpr std::int64_t kStart = kHourUs;
constexpr std::int64_t kEnd = 2 * kHourUs;
const Uuid kQ = idOf(801), kA = idOf(802), kNew = idOf(803), kOther = idOf(899);

/// A transcript as its events make it; each writing goes through the decision first.
class Writing {
public:
    Writing() {
        NewEvent begun{kTranscriptBegun, kT0 + kStart, {{"template", "blank"}, {"edits", {}}}, {}};
        begun.body["edits"] = Json::array({{{"line", kQ.text()},
                                            {"kind", "question"},
                                            {"preset", true},
                                            {"fromUs", kT0},
                                            {"toUs", kT0}},
                                           {{"line", kA.text()},
                                            {"kind", "answer"},
                                            {"preset", true},
                                            {"after", kQ.text()},
                                            {"fromUs", kT0},
                                            {"toUs", kT0}}});
        begun.sealed["text"] = {"transcript", {{"lines", {{kQ.text(), "who are you?"}}}}};
        add(begun, kStart);
    }
    Writing& add(const NewEvent& event, std::int64_t enteredUs) {
        RecordedEvent recorded;
        recorded.seq = static_cast<std::int64_t>(events_.size()) + 1;
        recorded.type = event.type;
        recorded.body = event.body;
        recorded.happenedUs = event.happenedUs;
        recorded.enteredUs = kT0 + enteredUs;
        recorded.actor = kHan;
        for (const auto& [slot, draft] : event.sealed) recorded.disclosed[slot] = draft.content;
        events_.push_back(std::make_shared<RecordedEvent>(std::move(recorded)));
        return *this;
    }
    Writing& write(const std::vector<LineEdit>& edits, std::int64_t enteredUs) {
        const auto event = writeLines(now(), edits, kT0 + enteredUs);
        BOOST_REQUIRE(event.ok());
        return add(*event, enteredUs);
    }
    Writing& mark(const char* type) { return add({type, kT0 + kEnd, Json::object(), {}}, kEnd); }
    [[nodiscard]] Transcript now(std::optional<int> version = std::nullopt) const {
        const auto folded = foldTranscript(kQuestioning, events_, version);
        BOOST_REQUIRE(folded.has_value());
        return *folded;
    }
    [[nodiscard]] const EventList& events() const { return events_; }

private:
    EventList events_;
};

LineEdit typed(const Uuid& line, int rev, const std::string& text, std::int64_t fromUs,
               std::int64_t tookUs = 30 * kSecondUs) {
    LineEdit edit;
    edit.line = line;
    edit.rev = rev;
    edit.kind = line == kQ ? LineKind::Question : LineKind::Answer;
    edit.text = text;
    edit.fromUs = kT0 + fromUs;
    edit.toUs = kT0 + fromUs + tookUs;
    edit.keys = 10;
    return edit;
}

LineEdit below(LineEdit edit, const Uuid& above) {
    edit.after = above;
    return edit;
}

std::string errorOf(const kernel::Result<NewEvent>& result) {
    return result.ok() ? "ok" : result.error().field + " " + result.error().code;
}

const std::string kStory =
    "那天晚上我在东门外的小店里买了两瓶水，然后就一直坐在门口等人，没有去过别处。";

}  // namespace

BOOST_AUTO_TEST_SUITE(transcripts)

BOOST_AUTO_TEST_CASE(every_wording_stays_and_the_last_one_holds) {
    Writing writing;
    writing.write({typed(kA, 1, "first", kStart)}, kStart + kMinuteUs)
        .write({typed(kA, 2, "second", kStart + kMinuteUs)}, kStart + 2 * kMinuteUs);

    const Transcript transcript = writing.now();

    const TranscriptLine& answer = *transcript.find(kA);
    BOOST_TEST(answer.rev == 3);
    BOOST_TEST(answer.now().text == "second");
    BOOST_TEST(answer.wordings[1].text == "first");
    BOOST_TEST(answer.begunUs() == kT0 + kStart);
    BOOST_TEST(transcript.find(kQ)->now().preset);
}

BOOST_AUTO_TEST_CASE(lines_stand_where_they_were_put_and_dropped_ones_keep_their_words) {
    LineEdit gone = typed(kA, 2, "", kStart + 3 * kMinuteUs);
    gone.drop = true;
    Writing writing;
    writing.write({typed(kA, 1, "an answer", kStart)}, kStart + kMinuteUs)
        .write({below(typed(kNew, 0, "a line between", kStart + kMinuteUs), kQ)},
               kStart + 2 * kMinuteUs)
        .write({gone}, kStart + 4 * kMinuteUs);

    const Transcript transcript = writing.now();

    BOOST_TEST(transcript.lines[1].now().text == "a line between");
    BOOST_TEST(transcript.lines[2].dropped);
    BOOST_TEST(transcript.lines[2].wordings[1].text == "an answer");
}

BOOST_AUTO_TEST_CASE(what_was_typed_is_checked) {
    Writing writing;
    writing.write({typed(kA, 1, "first", kStart)}, kStart + kMinuteUs);
    const Transcript transcript = writing.now();
    const std::int64_t nowUs = kT0 + kEnd;
    const auto said = [&](const std::vector<LineEdit>& edits) {
        return errorOf(writeLines(transcript, edits, nowUs));
    };
    LineEdit backwards = typed(kA, 2, "x", kStart);
    backwards.toUs = backwards.fromUs - 1;

    BOOST_TEST(said({typed(kA, 2, "x", kStart)}) == "ok");
    BOOST_TEST(said({typed(kA, 1, "x", kStart)}) == " transcript.line_changed");
    BOOST_TEST(said({typed(kA, 3, "x", kStart)}) == " transcript.line_changed");
    BOOST_TEST(said({typed(kNew, 2, "x", kStart)}) == "edits/0/line transcript.unknown_line");
    BOOST_TEST(said({below(typed(kNew, 0, "x", kStart), kOther)}) ==
               "edits/0/after transcript.unknown_line");
    BOOST_TEST(said({backwards}) == "edits/0/toUs time.end_before_start");
    BOOST_TEST(said({typed(kA, 2, "x", kEnd, kMinuteUs)}) == "ok");
    BOOST_TEST(said({typed(kA, 2, "x", kEnd, kMinuteUs + 1)}) == "edits/0/toUs time.in_future");
    BOOST_TEST(said({typed(kA, 2, "x", kStart), typed(kA, 2, "y", kStart)}) ==
               "edits/1/line transcript.line_twice");
    BOOST_TEST(said({typed(kA, 2, std::string(kMostCharacters, 'x'), kStart)}) ==
               "edits transcript.too_long");
    BOOST_TEST(said({typed(kA, 2, std::string(kMostCharacters - 12, 'x'), kStart)}) == "ok");
}

BOOST_AUTO_TEST_CASE(a_new_line_may_stand_below_one_of_the_same_writing) {
    Writing writing;
    writing.write(
        {below(typed(kNew, 0, "one", kStart), kA), below(typed(kOther, 0, "two", kStart), kNew)},
        kStart + kMinuteUs);
    BOOST_TEST(writing.now().lines[3].now().text == "two");
}

BOOST_AUTO_TEST_CASE(a_conflict_names_the_lines_and_keeps_all_of_them_out) {
    Writing writing;
    writing.write({typed(kA, 1, "first", kStart)}, kStart + kMinuteUs);
    const auto refused = writeLines(
        writing.now(), {typed(kA, 1, "mine", kStart), typed(kQ, 1, "asked", kStart)}, kT0 + kEnd);
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(refused.error().params["lines"] == Json::array({kA.text()}));
    BOOST_TEST(refused.error().params["n"] == 1);
}

BOOST_AUTO_TEST_CASE(a_locked_version_stays_as_it_was) {
    Writing writing;
    writing.write({typed(kA, 1, "first", kStart)}, kStart + kMinuteUs).mark(kTranscriptLocked);
    BOOST_TEST(errorOf(writeLines(writing.now(), {typed(kA, 2, "x", kStart)}, kT0 + kEnd)) ==
               " transcript.locked");
    writing.mark(kTranscriptReopened).write({typed(kA, 2, "corrected", kEnd)}, kEnd + kMinuteUs);

    BOOST_TEST(writing.now(1).find(kA)->now().text == "first");
    BOOST_TEST(writing.now().find(kA)->now().text == "corrected");
    BOOST_TEST(writing.now().find(kA)->now().version == 2);
    BOOST_TEST(writing.now().version == 2);
    BOOST_TEST(!foldTranscript(kQuestioning, writing.events(), 2).has_value());
}

// ---------------------------------------------------------------------------------- for reviewers

namespace {

Questioning talk(std::optional<std::int64_t> endUs = kEnd) {
    Questioning questioning;
    questioning.id = kQuestioning;
    questioning.startedUs = kT0 + kStart;
    if (endUs) questioning.endedUs = kT0 + *endUs;
    return questioning;
}

std::set<std::string> marksOf(const Writing& writing, const Questioning& questioning = talk(),
                              const std::vector<Transcript>& earlier = {}) {
    std::set<std::string> kinds;
    for (const LineMark& mark : reviewMarks(writing.now(), questioning, earlier))
        kinds.emplace(wordOf(mark.kind));
    return kinds;
}

using Kinds = std::set<std::string>;

Kinds marksOfEdit(const LineEdit& edit, std::int64_t enteredUs,
                  const Questioning& questioning = talk()) {
    return marksOf(Writing().write({edit}, enteredUs), questioning);
}

}  // namespace

BOOST_AUTO_TEST_CASE(honest_typing_has_no_marks) {
    const Kinds none;
    BOOST_TEST((marksOf(Writing()) == none));
    BOOST_TEST((marksOfEdit(typed(kA, 1, kStory, kStart), kStart + kMinuteUs) == none));
}

BOOST_AUTO_TEST_CASE(pasting_speed_and_lateness_are_measured) {
    LineEdit pasted = typed(kA, 1, kStory, kStart);
    pasted.pasted = kPastedCharacters;
    LineEdit number = typed(kA, 1, "110101199001011234", kStart, 5 * kSecondUs);
    number.pasted = kPastedCharacters - 1;
    const std::string twenty(20, 'x'), nineteen(19, 'x');

    BOOST_TEST((marksOfEdit(pasted, kStart + kMinuteUs) == Kinds{"pasted"}));
    BOOST_TEST(marksOfEdit(number, kStart + kMinuteUs).empty());
    BOOST_TEST((marksOfEdit(typed(kA, 1, twenty, kStart, kSecondUs), kStart + kMinuteUs) ==
                Kinds{"too_fast"}));
    BOOST_TEST(marksOfEdit(typed(kA, 1, nineteen, kStart, kSecondUs), kStart + kMinuteUs).empty());
    BOOST_TEST(
        marksOfEdit(typed(kA, 1, twenty, kStart, 2 * kSecondUs), kStart + kMinuteUs).empty());
    const std::int64_t typedUs = kStart + 30 * kSecondUs;
    BOOST_TEST(marksOfEdit(typed(kA, 1, "late", kStart), typedUs + kSentLateUs).empty());
    BOOST_TEST((marksOfEdit(typed(kA, 1, "late", kStart), typedUs + kSentLateUs + 1) ==
                Kinds{"sent_late"}));
}

BOOST_AUTO_TEST_CASE(typing_outside_the_questioning_is_shown) {
    const std::int64_t entered = kEnd + 5 * kMinuteUs;
    BOOST_TEST((marksOfEdit(typed(kA, 1, "early", kStart - 1), kStart + kMinuteUs) ==
                Kinds{"before_questioning"}));
    BOOST_TEST(
        (marksOfEdit(typed(kA, 1, "late", kEnd + 1), entered) == Kinds{"after_questioning"}));
    BOOST_TEST(marksOfEdit(typed(kA, 1, "just", kEnd), entered).empty());
    BOOST_TEST(marksOfEdit(typed(kA, 1, "runs", kEnd + 1), entered, talk(std::nullopt)).empty());
}

BOOST_AUTO_TEST_CASE(an_answer_before_its_question_is_shown) {
    Writing before, after;
    before.write({typed(kA, 1, "I was there", kStart)}, kStart + kMinuteUs)
        .write({typed(kQ, 1, "Were you there?", kStart + kMinuteUs)}, kStart + 2 * kMinuteUs);
    after.write({typed(kQ, 1, "Were you there?", kStart)}, kStart + kMinuteUs)
        .write({typed(kA, 1, "I was there", kStart + kMinuteUs)}, kStart + 2 * kMinuteUs);
    BOOST_TEST((marksOf(before) == Kinds{"before_question"}));
    BOOST_TEST(marksOf(after).empty());
}

BOOST_AUTO_TEST_CASE(an_answer_while_the_person_was_out_is_shown) {
    Questioning questioning = talk();
    Attendance person;
    person.function = AttendeeFunction::Person;
    person.fromUs = kT0 + kStart;
    person.toUs = kT0 + kStart + kMinuteUs;
    questioning.attendances = {person};
    const auto kinds = [&](std::int64_t fromUs) {
        return marksOfEdit(typed(kA, 1, "words", fromUs), fromUs + kMinuteUs, questioning);
    };
    BOOST_TEST(kinds(kStart + kMinuteUs).empty());
    BOOST_TEST((kinds(kStart + kMinuteUs + 1) == Kinds{"person_absent"}));
}

BOOST_AUTO_TEST_CASE(the_same_words_in_an_earlier_transcript_are_shown) {
    Writing earlier;
    earlier.write({typed(kA, 1, kStory, kStart)}, kStart + kMinuteUs);
    Transcript source = earlier.now();
    source.questioningId = kOther;
    const auto kindsOf = [&](const std::string& text) {
        return marksOf(Writing().write({typed(kA, 1, text, kStart)}, kStart + kMinuteUs), talk(),
                       {source});
    };

    BOOST_TEST((kindsOf(kStory) == Kinds{"repeated"}));
    BOOST_TEST((kindsOf("  " + kStory + "！") == Kinds{"repeated"}));
    BOOST_TEST(
        kindsOf("我不认识他，那天我整晚都在工地上班，有工友和打卡记录可以证明，请你们去核实。")
            .empty());
    BOOST_TEST(kindsOf("没有去过别处").empty());
    const auto marks =
        reviewMarks(Writing().write({typed(kA, 1, kStory, kStart)}, kStart + kMinuteUs).now(),
                    talk(), {source});
    BOOST_TEST((marks.at(0).source == kOther));
    BOOST_TEST(marks.at(0).params["percent"] == 100);
}

// --------------------------------------------------------------------------------------- the rules

namespace {

/// A questioning of an hour with two officers, and what became of its transcript.
StayBuilder questioned() {
    StayBuilder builder;
    builder.questioning(kStart, kInterrogation, {kHan, kLiu})
        .joined(kStart, kHan)
        .joined(kStart, kLiu);
    return builder;
}

StayBuilder& begun(StayBuilder& builder) {
    return builder.event(kTranscriptBegun, kStart, {{"questioningId", kQuestioning.text()}});
}

StayBuilder& lockedAt(StayBuilder& builder, std::int64_t atUs, std::int64_t startUs = kStart,
                      std::int64_t endUs = kEnd, bool closing = true) {
    builder.event(kTranscriptLocked, atUs,
                  {{"questioningId", kQuestioning.text()},
                   {"version", 1},
                   {"startedUs", kT0 + startUs},
                   {"endedUs", kT0 + endUs},
                   {"outcome", "agreed"}});
    if (closing) builder.disclosed("closing", {{"text", "as I said"}});
    return builder;
}

Json signature(const char* how) {
    return {{"questioningId", kQuestioning.text()}, {"version", 1}, {"how", how}};
}

StayBuilder& signedByStaff(StayBuilder& builder, std::int64_t atUs, const Uuid& who,
                           const Uuid& room = kInterrogation) {
    Json body = signature("pin");
    body["staffId"] = who.text();
    if (!room.isNil()) body["terminalRoomId"] = room.text();
    return builder.event(kTranscriptSigned, atUs, body);
}

StayBuilder& signedPage(StayBuilder& builder, std::int64_t atUs, int page) {
    Json body = signature("paper");
    body["page"] = page;
    return builder.event(kTranscriptSigned, atUs, body);
}

StayBuilder& printed(StayBuilder& builder, std::int64_t atUs, int pages) {
    return builder.event(kFormPrinted, atUs,
                         {{"form", "transcript"},
                          {"questioningId", kQuestioning.text()},
                          {"version", 1},
                          {"pages", pages}});
}

std::string qSubject(const char* what) {
    return what + (":" + kQuestioning.text());
}

constexpr std::int64_t kSigning = kEnd - 5 * kMinuteUs;

}  // namespace

BOOST_AUTO_TEST_CASE(intr_09_signed_page_by_page) {
    const std::int64_t late = kEnd + kHourUs + 1;
    const auto outcome = [&](StayBuilder builder, std::int64_t nowUs = kEnd + kHourUs + 1) {
        return outcomeOf(transcriptSigned, builder.questioningEnded(kEnd).build(),
                         qSubject("transcript"), nowUs, usualCentre());
    };
    const auto full = [&](int pages, int signedPages) {
        StayBuilder builder = questioned();
        lockedAt(begun(builder), kSigning);
        printed(builder, kSigning, pages);
        for (int page = 1; page <= signedPages; ++page) signedPage(builder, kSigning, page);
        signedByStaff(builder, kSigning, kHan);
        return builder;
    };
    StayBuilder whole = full(2, 2), half = full(2, 1), nobody = full(2, 0), one = full(1, 1);
    signedByStaff(whole, kSigning, kLiu);
    signedByStaff(half, kSigning, kLiu);
    signedByStaff(nobody, kSigning, kLiu);
    StayBuilder auxiliary = full(1, 1);
    signedByStaff(auxiliary, kSigning, kAuxiliary);
    StayBuilder open = questioned(), speechless = questioned(), refused = questioned(),
                unseen = questioned();
    begun(open);
    lockedAt(begun(speechless), kSigning, kStart, kEnd, false);
    lockedAt(begun(refused), kSigning, kStart, kEnd, false);
    refused.event(kTranscriptSigned, kSigning, signature("refused"))
        .disclosed("witness", {{"text", "a neighbour"}});
    signedByStaff(signedByStaff(refused, kSigning, kHan), kSigning, kLiu);
    lockedAt(begun(unseen), kSigning).event(kTranscriptSigned, kSigning, signature("refused"));

    BOOST_TEST(outcome(whole) == "pass");
    BOOST_TEST(outcome(half) == "breach");
    BOOST_TEST(outcome(nobody) == "breach");
    BOOST_TEST(outcome(one) == "breach");
    BOOST_TEST(outcome(auxiliary) == "breach");
    BOOST_TEST(outcome(refused) == "pass");
    BOOST_TEST(outcome(unseen) == "breach");
    BOOST_TEST(outcome(speechless) == "breach");
    BOOST_TEST(outcome(open) == "breach");
    BOOST_TEST(outcome(open, late - 1) == "pending");
    BOOST_TEST(outcome(questioned()) == "abstain");
}

BOOST_AUTO_TEST_CASE(intr_09_signed_in_the_room_while_it_records) {
    const auto outcome = [&](const Uuid& room, const Uuid& who, std::int64_t coveredToUs,
                             std::int64_t atUs = kSigning) {
        Centre centre = usualCentre();
        RoomRecord record;
        record.roomId = kInterrogation;
        record.cameras.push_back({kCamera, "", true, {{kT0, kT0 + coveredToUs}}});
        centre.records.emplace(kInterrogation, record);
        StayBuilder builder = questioned();
        lockedAt(begun(builder), kSigning - 1);
        builder.left(kSigning + 1, kLiu);
        signedByStaff(builder, atUs, who, room).questioningEnded(kEnd);
        const Stay stay = builder.build();
        const auto& made = stay.questionings[0].transcripts[0].signatures[0];
        return outcomeOf(transcriptSigned, stay, "signature:" + std::to_string(made.moment.seq),
                         3 * kHourUs, centre);
    };
    BOOST_TEST(outcome(kInterrogation, kHan, kEnd) == "pass");
    BOOST_TEST(outcome(kOffice, kHan, kEnd) == "breach");
    BOOST_TEST(outcome(Uuid{}, kHan, kEnd) == "breach");
    BOOST_TEST(outcome(kInterrogation, kChen, kEnd) == "breach");
    BOOST_TEST(outcome(kInterrogation, kLiu, kEnd, kSigning + 2) == "breach");
    BOOST_TEST(outcome(kInterrogation, kHan, kSigning - kMinuteUs) == "breach");
}

BOOST_AUTO_TEST_CASE(intr_10_and_rec_08_times_on_the_transcript) {
    const auto outcome = [&](StayRule rule, const char* what, std::int64_t offUs) {
        StayBuilder builder = questioned();
        lockedAt(begun(builder), kSigning, kStart - offUs, kEnd);
        return outcomeOf(rule, builder.questioningEnded(kEnd).build(), qSubject(what), 3 * kHourUs,
                         usualCentre());
    };
    BOOST_TEST(outcome(transcriptTimes, "times", 5 * kMinuteUs) == "pass");
    BOOST_TEST(outcome(transcriptTimes, "times", 5 * kMinuteUs + 1) == "breach");
    BOOST_TEST(outcome(transcriptMatchesRecording, "recording_times", kMinuteUs) == "pass");
    BOOST_TEST(outcome(transcriptMatchesRecording, "recording_times", kMinuteUs + 1) == "breach");
}

BOOST_AUTO_TEST_CASE(rec_07_recorded_until_signed) {
    const auto outcome = [&](std::int64_t signedUs) {
        StayBuilder builder = questioned();
        lockedAt(begun(builder), kSigning);
        signedPage(builder, signedUs, 1).questioningEnded(kEnd);
        return outcomeOf(recordedUntilSigned, builder.build(), qSubject("signing"), 4 * kHourUs,
                         usualCentre());
    };
    BOOST_TEST(outcome(kEnd) == "pass");
    BOOST_TEST(outcome(kEnd + 30 * kSecondUs) == "pass");
    BOOST_TEST(outcome(kEnd + 30 * kSecondUs + 1) == "breach");
}

BOOST_AUTO_TEST_CASE(intr_16_one_questioning_at_a_time) {
    const auto elsewhere = [](std::int64_t fromUs, std::optional<std::int64_t> toUs) {
        Centre centre = usualCentre();
        Elsewhere other{kHan, kOther, idOf(2), kQuestioningRoom, kT0 + fromUs, std::nullopt};
        if (toUs) other.toUs = kT0 + *toUs;
        centre.elsewhere.push_back(other);
        return centre;
    };
    const std::string subject = "staff:" + kQuestioning.text() + ":" + kHan.text();
    const Stay stay = questioned().left(kEnd, kHan).left(kEnd, kLiu).questioningEnded(kEnd).build();
    const auto outcome = [&](const Centre& centre) {
        return outcomeOf(oneQuestioningAtATime, stay, subject, 3 * kHourUs, centre);
    };
    BOOST_TEST(outcome(usualCentre()) == "none");
    BOOST_TEST(outcome(elsewhere(0, kStart)) == "none");
    BOOST_TEST(outcome(elsewhere(0, kStart + 1)) == "breach");
    BOOST_TEST(outcome(elsewhere(kEnd, std::nullopt)) == "none");
    BOOST_TEST(outcome(elsewhere(kEnd - 1, std::nullopt)) == "breach");

    const Stay open = questioned().build();
    const auto planned = [&](const Centre& centre) {
        return outcomeOf(staffAreFree, open, subject, kStart, centre);
    };
    BOOST_TEST(planned(elsewhere(0, std::nullopt)) == "breach");
    BOOST_TEST(planned(elsewhere(0, kStart)) == "none");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
