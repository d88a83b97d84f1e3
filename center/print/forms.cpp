// SPDX-License-Identifier: Apache-2.0
// What each form says, and in which boxes.
#include "center/print/forms.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "center/domain/json_read.h"
#include "center/domain/stays/plain_acts.h"
#include "center/kernel/clock.h"
#include "center/print/sheet.h"

namespace mingjing::print {

using domain::Json;
using domain::Note;
using domain::Stay;
using domain::Uuid;
using Rows = std::vector<std::vector<std::string>>;

namespace {

/// The input, with short ways to its words.
class Filling {
public:
    explicit Filling(const PrintInput& input) : in_(input) {}
    [[nodiscard]] const Stay& stay() const { return in_.loaded.stay; }
    [[nodiscard]] const PrintInput& input() const { return in_; }

    [[nodiscard]] std::string t(const std::string& key, const Json& params = Json::object()) const {
        return in_.english ? in_.messages.en(key, params) : in_.messages.zh(key, params);
    }
    [[nodiscard]] std::string word(const std::string& field, const std::string& each) const {
        if (each.empty()) return "";
        const std::string own = "act.word." + field + "." + each;
        return t(in_.messages.has(own) ? own : "act.word." + each);
    }
    [[nodiscard]] std::string yes(bool flag) const {
        return t(flag ? "act.word.yes" : "act.word.no");
    }
    [[nodiscard]] std::string time(std::int64_t us) const { return kernel::beijingTime(us); }
    [[nodiscard]] std::string time(std::optional<std::int64_t> us) const {
        return us ? time(*us) : "";
    }
    [[nodiscard]] static std::string name(const std::map<Uuid, std::string>& names,
                                          const Uuid& id) {
        const auto it = names.find(id);
        return it == names.end() ? "" : it->second;
    }
    [[nodiscard]] std::string staff(const Uuid& id) const { return name(in_.staff, id); }
    [[nodiscard]] std::string staffs(const std::vector<Uuid>& ids) const {
        std::string all;
        for (const Uuid& id : ids) all += (all.empty() ? "" : "、") + staff(id);
        return all;
    }
    [[nodiscard]] std::string room(const Uuid& id) const { return name(in_.rooms, id); }
    /// A field of the sealed identity.
    [[nodiscard]] std::string who(const char* field) const {
        return stay().identity ? stay().identity->value(field, "") : t("form.sealed");
    }
    [[nodiscard]] std::string sealedText(const Note& note, const char* slot) const {
        const Json* content = note.sealed(slot);
        return content ? content->value("text", "") : note.gave(slot) ? t("form.sealed") : "";
    }
    /// The newest event of a type, as it was entered.
    [[nodiscard]] const domain::RecordedEvent* newest(const char* type) const {
        const domain::RecordedEvent* found = nullptr;
        for (const auto& event : in_.loaded.events)
            if (event->type == type) found = event.get();
        return found;
    }

private:
    const PrintInput& in_;
};

void addPerson(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    const auto& facts = stay.facts;
    std::string age;
    if (facts)
        if (const auto years = domain::ageAt(*facts, stay.arrived.atUs))
            age = std::to_string(*years);
    sheet.heading(f.t("form.person"));
    sheet.facts(
        {{f.t("form.name"), f.who("name")},
         {f.t("form.sex"),
          facts && facts->sex ? f.t("form.sex." + std::string(domain::wordOf(*facts->sex))) : ""},
         {f.t("form.birth"), facts && facts->birthDate ? *facts->birthDate : ""},
         {f.t("form.age"), age},
         {f.t("form.id_number"), f.who("idNumber")},
         {f.t("form.phone"), f.who("phone")},
         {f.t("form.role"), f.t("form.role." + std::string(domain::wordOf(stay.role)))},
         {f.t("act.field.wristband"), stay.wristband}});
    sheet.wide(f.t("form.address"), f.who("address"));
}

void addBasis(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    const auto& someCase = f.input().someCase;
    const auto broughtBy = f.newest(domain::kPersonArrived);
    std::vector<Uuid> bringers;
    if (broughtBy != nullptr)
        for (const Json& id : broughtBy->body.value("broughtBy", Json::array()))
            bringers.push_back(domain::storedUuid(id));
    sheet.heading(f.t("form.basis"));
    sheet.facts({{f.t("form.case"), someCase ? someCase->name : ""},
                 {f.t("form.case_number"), someCase ? someCase->number : ""},
                 {f.t("form.unit"), Filling::name(f.input().units, stay.unitId)},
                 {f.t("form.brought_by"), f.staffs(bringers)},
                 {f.t("form.arrived"), f.time(stay.arrived.atUs)},
                 {f.t("form.arrived_paper"), f.time(stay.arrivalPaperUs)}});
    Rows rows;
    for (const domain::LegalBasis& basis : stay.bases)
        rows.push_back({f.time(basis.moment.atUs),
                        f.word("basis", std::string(domain::wordOf(basis.kind))) +
                            (basis.oral ? f.t("form.oral") : ""),
                        basis.documentNumber, basis.issuedBy});
    sheet.table({f.t("form.since"), f.t("act.field.basis"), f.t("form.paper_number"),
                 f.t("form.issued_by")},
                {0.25, 0.25, 0.28, 0.22}, rows);
}

void addSafetyChecks(Sheet& sheet, const Filling& f) {
    sheet.heading(f.t("form.safety_check"));
    for (const domain::SafetyCheck& check : f.stay().safetyChecks) {
        const domain::RecordedEvent* event = nullptr;
        for (const auto& each : f.input().loaded.events)
            if (each->seq == check.moment.seq) event = each.get();
        const auto slot =
            event ? event->disclosed.find("health") : decltype(event->disclosed.end()){};
        const bool open = event != nullptr && slot != event->disclosed.end();
        const auto health = [&](const char* key) {
            return open ? slot->second.value(key, "") : f.t("form.sealed");
        };
        std::vector<Uuid> checkers;
        for (const domain::Checker& checker : check.checkers) checkers.push_back(checker.staffId);
        sheet.facts(
            {{f.t("form.from"), f.time(check.startedUs)},
             {f.t("form.to"), f.time(check.moment.atUs)},
             {f.t("form.checkers"), f.staffs(checkers)},
             {f.t("form.injuries"), open ? f.t("form.injuries." + health("injuries")) : health("")},
             {f.t("form.alcohol"), open ? f.t("form.alcohol." + health("alcohol")) : health("")},
             {f.t("act.field.contraband"),
              event ? f.yes(event->body.value("contraband", false)) : ""}});
        sheet.wide(f.t("form.self_reported"), health("selfReported"), 28);
        sheet.wide(f.t("act.field.note"), health("notes"));
    }
}

void addInjuries(Sheet& sheet, const Filling& f) {
    std::vector<Sheet::BodyMark> marks;
    Rows rows;
    for (const Note& note : f.stay().notesOf("InjuriesMapped")) {
        const Json* content = note.sealed("marks");
        if (content == nullptr) continue;
        for (const Json& mark : content->value("marks", Json::array())) {
            marks.push_back({mark.value("side", "front") == "back", mark.value("xMilli", 0),
                             mark.value("yMilli", 0)});
            rows.push_back({std::to_string(marks.size()), f.time(note.atUs()),
                            f.word("occasion", note.word("occasion")),
                            f.word("side", mark.value("side", "front")),
                            f.word("kind", mark.value("kind", "other")), mark.value("note", "")});
        }
    }
    sheet.body(f.word("side", "front"), f.word("side", "back"), marks);
    if (!rows.empty())
        sheet.table({"#", f.t("form.time"), f.t("act.field.occasion"), f.t("form.side"),
                     f.t("act.field.kind"), f.t("act.field.note")},
                    {0.06, 0.24, 0.12, 0.12, 0.14, 0.32}, rows);
}

/// What became of one listed thing, by the moves that name it.
std::string stateOfItem(const Filling& f, std::size_t number) {
    std::string state;
    for (const Note& note : f.stay().notesOf("BelongingMoved"))
        if (note.number("item").value_or(0) == static_cast<std::int64_t>(number))
            state = f.word("action", note.word("action")) + " " + f.time(note.atUs());
    return state;
}

void addBelongings(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    sheet.heading(f.t("form.belongings"));
    sheet.facts(
        {{f.t("act.field.locker"), stay.locker},
         {f.t("act.field.keeper"), f.staff(stay.belongingsKeeper)},
         {f.t("form.listed_at"), stay.belongings ? f.time(stay.belongings->atUs) : std::string()},
         {f.t("form.settled"),
          stay.exitCheck ? f.t("form.belongings." + stay.exitCheck->belongings) : ""}});
    Rows rows;
    const Json items = stay.belongingItems.value_or(Json::array());
    for (std::size_t i = 0; i < items.size(); ++i)
        rows.push_back({std::to_string(i + 1), items[i].value("name", ""),
                        items[i].value("quantity", ""), items[i].value("features", ""),
                        f.yes(items[i].value("caseRelated", false)), stateOfItem(f, i + 1)});
    if (rows.empty()) rows.push_back({"", f.t("act.word.none"), "", "", "", ""});
    sheet.table({"#", f.t("form.item"), f.t("form.quantity"), f.t("form.features"),
                 f.t("form.case_related"), f.t("form.went")},
                {0.06, 0.22, 0.12, 0.2, 0.1, 0.3}, rows);
}

/// Rooms and what was done in them, with from and to.
void addActivities(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    Rows rows;
    const auto all = domain::occupanciesOf(stay);
    for (const domain::Occupancy& stop : all) {
        std::string done = f.t("form.stop");
        for (const domain::Questioning& questioning : stay.questionings)
            if (questioning.roomId == stop.roomId && questioning.startedUs == stop.fromUs)
                done = f.t("form.questioning", {{"ordinal", questioning.ordinal}});
        rows.push_back({std::to_string(rows.size() + 1), f.time(stop.fromUs), f.time(stop.toUs),
                        f.room(stop.roomId), done});
    }
    sheet.heading(f.t("form.activities"));
    sheet.table(
        {"#", f.t("form.from"), f.t("form.to"), f.t("act.field.roomId"), f.t("form.activity")},
        {0.07, 0.25, 0.25, 0.22, 0.21}, rows);
}

void addAbsences(Sheet& sheet, const Filling& f) {
    Rows rows;
    for (const domain::Spell& spell : f.stay().spells) {
        if (spell.kind != domain::SpellKind::Absence) continue;
        rows.push_back({f.time(spell.fromUs()), f.time(spell.toUs()),
                        f.word("reason", spell.began.word("reason")),
                        f.staffs(spell.began.ids("escorts")), f.sealedText(spell.began, "place")});
    }
    sheet.heading(f.t("form.absences"));
    if (rows.empty()) rows.push_back({"", "", f.t("act.word.none"), "", ""});
    sheet.table({f.t("form.out"), f.t("form.back"), f.t("act.field.reason"),
                 f.t("act.field.escorts"), f.t("act.field.place")},
                {0.22, 0.22, 0.16, 0.2, 0.2}, rows);
}

void addLeaving(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    sheet.heading(f.t("form.leaving"));
    sheet.facts({{f.t("form.decision"),
                  stay.decision ? f.t("form.decision." + stay.decision->decision) : ""},
                 {f.t("form.paper_number"), stay.decision ? stay.decision->documentNumber : ""},
                 {f.t("form.left"), stay.departure ? f.time(stay.departure->moment.atUs) : ""},
                 {f.t("form.destination"),
                  stay.departure ? f.t("form.destination." + stay.departure->destination) : ""}});
}

void addCare(Sheet& sheet, const Filling& f) {
    struct Entry {
        std::int64_t atUs;
        std::int64_t enteredUs;
        std::string what, seen, note;
        Uuid by;
    };
    std::vector<Entry> entries;
    for (const auto& event : f.input().loaded.events) {
        const auto add = [&](const std::string& what, const std::string& seen,
                             const std::string& note) {
            entries.push_back(
                {event->happenedUs, event->enteredUs, what, seen, note, event->actor});
        };
        const Note note(event);
        if (event->type == domain::kCareGiven)
            add(f.word("kind", note.word("kind")), "", f.sealedText(note, "note"));
        if (event->type == "CheckMade") {
            std::string seen;
            for (const std::string& phrase : note.words("phrases"))
                seen += (seen.empty() ? "" : "、") + f.word("phrases", phrase);
            add(f.t("act.make_check"), seen, f.sealedText(note, "note"));
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.atUs < b.atUs; });
    Rows rows;
    for (const Entry& e : entries)
        rows.push_back({f.time(e.atUs), e.what, e.seen, e.note, f.staff(e.by),
                        domain::isLateEntry(e.atUs, e.enteredUs) ? f.time(e.enteredUs) : ""});
    sheet.heading(f.t("form.care"));
    sheet.table({f.t("form.time"), f.t("form.activity"), f.t("act.field.phrases"),
                 f.t("act.field.note"), f.t("form.by"), f.t("form.late")},
                {0.2, 0.12, 0.18, 0.2, 0.1, 0.2}, rows);
}

void addRequests(Sheet& sheet, const Filling& f, bool withTexts) {
    Rows rows;
    const auto answers = f.stay().notesOf("RequestAnswered");
    for (const Note& note : f.stay().notesOf("PersonRequested")) {
        std::string outcome, answeredAt;
        for (const Note& answer : answers)
            if (answer.id("requestId") == note.id("requestId")) {
                outcome = f.word("outcome", answer.word("outcome"));
                answeredAt = f.time(answer.atUs());
            }
        rows.push_back({f.time(note.atUs()), f.word("kind", note.word("kind")),
                        withTexts ? f.sealedText(note, "text") : "", outcome, answeredAt});
    }
    sheet.heading(f.t("form.requests"));
    if (rows.empty()) rows.push_back({"", f.t("act.word.none"), "", "", ""});
    sheet.table({f.t("form.time"), f.t("act.field.kind"), f.t("act.field.text"),
                 f.t("act.field.outcome"), f.t("form.answered")},
                {0.22, 0.14, 0.28, 0.14, 0.22}, rows);
}

void addRights(Sheet& sheet, const Filling& f) {
    const bool criminal = f.stay().caseKind == domain::CaseKind::Criminal;
    const std::string family = criminal ? "form.rights.criminal." : "form.rights.administrative.";
    sheet.paragraph(f.t("form.rights.intro", {{"name", f.who("name")}}));
    for (int i = 1; f.input().messages.has(family + std::to_string(i)); ++i)
        sheet.paragraph(fmt::format("{}. {}", i, f.t(family + std::to_string(i))));
    sheet.paragraph("");
    sheet.paragraph(f.t("form.rights.received"));
}

using Fill = void (*)(Sheet&, const Filling&);

void fillUseRegister(Sheet& sheet, const Filling& f) {
    addPerson(sheet, f);
    addBasis(sheet, f);
    addSafetyChecks(sheet, f);
    addInjuries(sheet, f);
    addBelongings(sheet, f);
    addActivities(sheet, f);
    addAbsences(sheet, f);
    addCare(sheet, f);
    addLeaving(sheet, f);
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.officer"), f.t("form.sign.keeper"),
                      f.t("form.sign.manager")});
}
void fillSafetyCheck(Sheet& sheet, const Filling& f) {
    addPerson(sheet, f);
    addSafetyChecks(sheet, f);
    addInjuries(sheet, f);
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.checker"), f.t("form.sign.checker"),
                      f.t("form.sign.witness")});
}
void fillBelongings(Sheet& sheet, const Filling& f) {
    addPerson(sheet, f);
    addBelongings(sheet, f);
    sheet.paragraph(f.t("form.belongings.agreed"));
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.officer"), f.t("form.sign.keeper")});
}
void fillRights(Sheet& sheet, const Filling& f) {
    addRights(sheet, f);
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.officer"), f.t("form.sign.witness")});
}
void fillCareLog(Sheet& sheet, const Filling& f) {
    addPerson(sheet, f);
    addCare(sheet, f);
    addRequests(sheet, f, true);
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.officer")});
}
void fillTemporaryExit(Sheet& sheet, const Filling& f) {
    addPerson(sheet, f);
    addBasis(sheet, f);
    addAbsences(sheet, f);
    sheet.signatures({f.t("form.sign.officer"), f.t("form.sign.escort"), f.t("form.sign.head")});
}
/// The person's own copy names nobody else and repeats no health entry.
void fillOwnRecord(Sheet& sheet, const Filling& f) {
    const Stay& stay = f.stay();
    sheet.paragraph(f.t("form.own.intro"));
    sheet.facts({{f.t("form.arrived"), f.time(stay.arrived.atUs)},
                 {f.t("form.arrived_paper"), f.time(stay.arrivalPaperUs)},
                 {f.t("form.left"), stay.departure ? f.time(stay.departure->moment.atUs) : ""},
                 {f.t("act.field.basis"),
                  f.word("basis", std::string(domain::wordOf(stay.basis().kind)))}});
    addActivities(sheet, f);
    Rows rows;
    for (const domain::CareEntry& entry : stay.care)
        rows.push_back({f.time(entry.moment.atUs), f.word("kind", entry.kind)});
    sheet.heading(f.t("form.own.care"));
    sheet.table({f.t("form.time"), f.t("form.activity")}, {0.4, 0.6}, rows);
    addRequests(sheet, f, true);
    sheet.signatures({f.t("form.sign.person"), f.t("form.sign.officer")});
}

/// Pieces of a text that each fit well onto a page, cut behind the end of a sentence where there is
/// one.
std::vector<std::string> piecesOf(const std::string& text) {
    constexpr std::size_t kMost = 600;  // bytes: some 200 characters, five lines
    std::vector<std::string> pieces;
    std::size_t from = 0;
    while (text.size() - from > kMost) {
        std::size_t cut = text.rfind("。", from + kMost);
        cut = cut == std::string::npos || cut <= from ? from + kMost : cut + 3;
        while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0U) == 0x80) --cut;
        pieces.push_back(text.substr(from, cut - from));
        from = cut;
    }
    pieces.push_back(text.substr(from));
    return pieces;
}

std::string attendees(const Filling& f, const domain::Questioning& questioning,
                      domain::AttendeeFunction function) {
    std::string names;
    std::set<Uuid> seen;
    for (const domain::Attendance& each : questioning.attendances) {
        if (each.function != function || !seen.insert(each.attendeeId).second) continue;
        names += (names.empty() ? "" : "、") +
                 (each.name.empty() ? f.staff(each.attendeeId) : each.name);
    }
    return names;
}

/// Everybody who typed, in the order of their first line.
std::string writersOf(const Filling& f, const domain::Transcript& words) {
    std::vector<Uuid> ids;
    for (const domain::TranscriptLine& line : words.lines)
        for (const domain::Wording& wording : line.wordings)
            if (!wording.preset && std::find(ids.begin(), ids.end(), wording.by) == ids.end())
                ids.push_back(wording.by);
    return f.staffs(ids);
}

void addWords(Sheet& sheet, const Filling& f, const domain::Transcript& words) {
    sheet.heading(f.t("form.transcript.words"));
    for (const domain::TranscriptLine& line : words.lines) {
        const std::string& text = line.now().text;
        if (line.dropped || text.empty()) continue;
        const std::string kind{domain::wordOf(line.kind)};
        std::string lead = f.t("form.transcript." + kind);
        for (const std::string& piece : piecesOf(text)) {
            sheet.paragraph(lead + piece);
            lead.clear();
        }
    }
}

void fillTranscript(Sheet& sheet, const Filling& f) {
    using domain::AttendeeFunction;
    const PrintedTranscript& printed = *f.input().transcript;
    const domain::Questioning& questioning = printed.questioning;
    const domain::TranscriptVersion& version = printed.version;
    sheet.facts(
        {{f.t("form.transcript.ordinal"), std::to_string(questioning.ordinal)},
         {f.t("form.transcript.version"), std::to_string(version.version)},
         {f.t("form.transcript.from"), f.time(version.startedUs)},
         {f.t("form.transcript.to"), f.time(version.endedUs)},
         {f.t("form.transcript.place"), f.room(questioning.roomId)},
         {f.t("form.transcript.officers"), attendees(f, questioning, AttendeeFunction::Officer)},
         {f.t("form.transcript.writer"), writersOf(f, printed.words)},
         {f.t("form.transcript.interpreter"),
          attendees(f, questioning, AttendeeFunction::Interpreter)},
         {f.t("form.transcript.guardian"), attendees(f, questioning, AttendeeFunction::Guardian)},
         {f.t("form.transcript.recorded"), f.yes(questioning.recordingTold)}});
    addPerson(sheet, f);
    addBasis(sheet, f);
    addWords(sheet, f, printed.words);
    sheet.heading(f.t("form.transcript.reading"));
    sheet.facts(
        {{f.t("form.transcript.read_by"), f.t("form.transcript.read_by." + version.readBy)},
         {f.t("form.transcript.outcome"), f.t("form.transcript.outcome." + version.outcome)}});
    sheet.wide(f.t("form.transcript.closing"), version.closing, 36);
    sheet.paragraph(f.t("form.transcript.chain", {{"hash", version.transcriptHash}}));
    sheet.signatures({f.t("form.sign.questioned"), f.t("form.sign.officer"),
                      f.t("form.sign.officer"), f.t("form.sign.interpreter")});
}

Fill fillOf(Form form) {
    switch (form) {
        case Form::UseRegister:
            return fillUseRegister;
        case Form::SafetyCheck:
            return fillSafetyCheck;
        case Form::Belongings:
            return fillBelongings;
        case Form::Rights:
            return fillRights;
        case Form::CareLog:
            return fillCareLog;
        case Form::TemporaryExit:
            return fillTemporaryExit;
        case Form::OwnRecord:
            return fillOwnRecord;
        case Form::Transcript:
            return fillTranscript;
    }
    return fillUseRegister;
}

/// An interrogation is of who is held in a criminal case; all others are questioned.
std::string titleOf(Form form, const Filling& f) {
    if (form != Form::Transcript) return "form." + std::string(domain::wordOf(form)) + ".title";
    const bool criminal = f.input().transcript->questioning.caseKind == domain::CaseKind::Criminal;
    return criminal && isHeld(f.stay().role) ? "transcript.title.interrogation"
                                             : "transcript.title.questioning";
}

}  // namespace

void markWithLog(Frame& frame, const std::optional<kernel::SignedHead>& signedHead,
                 const app::Messages& messages, bool english) {
    if (!signedHead) return;
    const kernel::LogHead& head = signedHead->head;
    const domain::Json params = {{"counter", head.counter},
                                 {"root", kernel::hexOf(head.root).substr(0, 16)},
                                 {"size", head.size}};
    frame.logLine = english ? messages.en("form.log", params) : messages.zh("form.log", params);
    frame.codeEnd = fmt::format(" L{}.{}.{}", head.counter, head.size,
                                kernel::base64Url(kernel::bytesOf(head.root)));
}

PrintedForm printForm(Form form, const PrintInput& input) {
    const Filling f(input);
    const Stay& stay = f.stay();
    const std::string word{domain::wordOf(form)};
    Frame frame;
    frame.title = f.t(titleOf(form, f));
    if (form == Form::Transcript) frame.pageSign = f.t("form.transcript.page_sign");
    frame.number = fmt::format("{}　{}", input.centreName, stay.number);
    if (input.practice) frame.watermark = f.t("form.practice");
    if (input.copy > 1) frame.mark = f.t("form.reprint", {{"copy", input.copy}});
    frame.footer = f.t("form.footer", {{"by", input.printedBy},
                                       {"time", kernel::beijingTime(input.printedUs)},
                                       {"seq", stay.seq},
                                       {"hash", kernel::hexOf(stay.hash).substr(0, 16)}});
    frame.code = fmt::format("MJ1 {} {} {} {} {}", word, stay.number, stay.seq,
                             kernel::hexOf(stay.hash), input.signature);
    markWithLog(frame, input.logHead, input.messages, input.english);
    frame.page = [&f](std::size_t page, std::size_t pages) {
        return f.t("form.page", {{"page", page}, {"pages", pages}});
    };
    frame.dateLine = f.t("form.date_line");
    frame.madeUs = input.printedUs;
    Sheet sheet(std::move(frame));
    fillOf(form)(sheet, f);
    Sheet::File file = sheet.file();
    return {std::move(file.pdf), file.pages};
}

}  // namespace mingjing::print
