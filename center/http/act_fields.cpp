// SPDX-License-Identifier: Apache-2.0
// Each kind of field, read as strictly as any other.
#include "center/http/act_fields.h"

namespace mingjing::http {

using domain::ActField;
using domain::FieldKind;

namespace {

constexpr std::int64_t kAnyTimeUs = 4'102'444'800'000'000;  // the year 2100
constexpr std::size_t kMarksMax = 40;

std::set<std::string> wordsOf(const ActField& field) {
    return {field.words.begin(), field.words.end()};
}

std::string textOf(Fields& fields, const ActField& field, bool required) {
    const auto most = static_cast<std::size_t>(field.high);
    const char* name = field.name.c_str();
    return required ? fields.text(name, most) : fields.optionalText(name, most);
}

/// All questions of the table, each with yes, no or unknown.
Json answersOf(Fields& outer, const ActField& field, const Json& given) {
    Fields fields(given, "values/" + field.name + "/");
    Json answers = Json::object();
    for (const std::string& question : field.words)
        answers[question] = fields.oneOf(question.c_str(), {"yes", "no", "unknown"});
    if (const Status done = fields.done(); !done.ok()) outer.fail(field.name, "field.bad_answers");
    return answers;
}

Json markOf(Fields& outer, const ActField& field, const Json& given, std::size_t index) {
    const std::string path = field.name + "/" + std::to_string(index);
    Fields fields(given, "");
    Json mark = {{"side", fields.oneOf("side", {"front", "back"})},
                 {"xMilli", fields.number("xMilli", 0, 1000)},
                 {"yMilli", fields.number("yMilli", 0, 1000)},
                 {"kind", fields.oneOf("kind", wordsOf(field))}};
    const std::string note = fields.optionalText("note", 200);
    if (!note.empty()) mark["note"] = note;
    if (const Status done = fields.done(); !done.ok()) outer.fail(path, "field.bad_marks");
    return mark;
}

Json marksOf(Fields& fields, const ActField& field) {
    Json marks = Json::array();
    std::size_t index = 0;
    for (const Json& given : fields.array(field.name.c_str(), kMarksMax))
        marks.push_back(markOf(fields, field, given, index++));
    return marks;
}

Json idTexts(const std::vector<Uuid>& ids) {
    Json all = Json::array();
    for (const Uuid& id : ids) all.push_back(id.text());
    return all;
}

/// The value of a field that stays open in the body.
Json openValue(Fields& fields, const ActField& field) {
    const char* name = field.name.c_str();
    switch (field.kind) {
        case FieldKind::Word:
            return fields.oneOf(name, wordsOf(field));
        case FieldKind::Words:
            return fields.someOf(name, wordsOf(field));
        case FieldKind::Label:
            return textOf(fields, field, true);
        case FieldKind::Staff:
        case FieldKind::Room:
        case FieldKind::Ref:
            return fields.id(name).text();
        case FieldKind::Staffs:
            return idTexts(fields.ids(name, 8, 1));
        case FieldKind::Time:
            return fields.number(name, 1, kAnyTimeUs);
        case FieldKind::Number:
            return fields.number(name, field.low, field.high);
        case FieldKind::Flag:
            return fields.flag(name);
        case FieldKind::Text:
        case FieldKind::Answers:
        case FieldKind::Marks:
            break;
    }
    return nullptr;
}

Json sealedValue(Fields& fields, const ActField& field, bool required) {
    if (field.kind == FieldKind::Answers)
        return {{"answers", answersOf(fields, field, fields.object(field.name.c_str()))}};
    if (field.kind == FieldKind::Marks) return {{"marks", marksOf(fields, field)}};
    return {{"text", textOf(fields, field, required)}};
}

bool isSealed(const ActField& field) {
    return field.kind == FieldKind::Text || field.kind == FieldKind::Answers ||
           field.kind == FieldKind::Marks;
}

}  // namespace

Result<ActValues> readActValues(const Json& values, const std::vector<ActField>& fields,
                                bool partial) {
    ActValues read;
    Fields given(values, "values/");
    for (const ActField& field : fields) {
        const bool required = field.required && !partial;
        if (!required && !given.has(field.name.c_str())) {
            given.optionalText(field.name.c_str(), 0);  // a null is as good as nothing
            continue;
        }
        if (isSealed(field))
            read.sealed[field.name] = {field.sealedAs, sealedValue(given, field, required)};
        else
            read.open[field.name] = openValue(given, field);
    }
    MJ_TRY(given.done());
    // An empty text says nothing.
    std::erase_if(read.sealed, [](const auto& slot) {
        return slot.second.content.contains("text") && slot.second.content["text"] == "";
    });
    return read;
}

}  // namespace mingjing::http
