// SPDX-License-Identifier: Apache-2.0
// The use register with empty boxes.
#include "center/print/blank_form.h"

#include <fmt/format.h>

#include "center/kernel/clock.h"
#include "center/print/sheet.h"

namespace mingjing::print {

namespace {

using Words = std::function<std::string(const std::string&, const domain::Json&)>;

std::vector<std::vector<std::string>> emptyRows(std::size_t rows, std::size_t columns,
                                                bool numbered) {
    std::vector<std::vector<std::string>> all(rows, std::vector<std::string>(columns));
    for (std::size_t i = 0; numbered && i < rows; ++i) all[i][0] = std::to_string(i + 1);
    return all;
}

void addEmptyFacts(Sheet& sheet, const Words& t, std::initializer_list<const char*> labels) {
    std::vector<Fact> facts;
    for (const char* label : labels) facts.emplace_back(t(label, domain::Json::object()), "");
    sheet.facts(facts);
}

void addEmptyTable(Sheet& sheet, const Words& t, std::initializer_list<const char*> labels,
                   const std::vector<double>& shares, std::size_t rows) {
    std::vector<std::string> header{"#"};
    for (const char* label : labels) header.push_back(t(label, domain::Json::object()));
    sheet.table(header, shares, emptyRows(rows, header.size(), true));
}

void fill(Sheet& sheet, const Words& t) {
    const auto heading = [&](const char* key) { sheet.heading(t(key, domain::Json::object())); };
    sheet.paragraph(t("form.blank.intro", domain::Json::object()));
    heading("form.person");
    addEmptyFacts(sheet, t,
                  {"form.name", "form.sex", "form.birth", "form.id_number", "form.phone",
                   "form.role", "act.field.wristband", "form.blank.special"});
    sheet.wide(t("form.address", domain::Json::object()), "");
    heading("form.basis");
    addEmptyFacts(sheet, t,
                  {"form.case", "form.case_number", "form.unit", "form.brought_by", "form.arrived",
                   "form.arrived_paper", "act.field.basis", "form.paper_number"});
    heading("form.safety_check");
    addEmptyFacts(sheet, t,
                  {"form.from", "form.to", "form.checkers", "form.injuries", "form.alcohol",
                   "act.field.contraband"});
    sheet.wide(t("form.self_reported", domain::Json::object()), "", 32);
    sheet.body(t("act.word.side.front", domain::Json::object()),
               t("act.word.side.back", domain::Json::object()), {});
    heading("form.belongings");
    addEmptyTable(sheet, t, {"form.item", "form.quantity", "form.features", "act.field.locker"},
                  {0.07, 0.33, 0.15, 0.3, 0.15}, 6);
    heading("form.activities");
    addEmptyTable(sheet, t,
                  {"form.from", "form.to", "act.field.roomId", "form.activity", "form.by"},
                  {0.07, 0.18, 0.18, 0.19, 0.23, 0.15}, 14);
    heading("form.leaving");
    addEmptyFacts(sheet, t,
                  {"form.decision", "form.paper_number", "form.left", "form.destination"});
    sheet.signatures({t("form.sign.person", domain::Json::object()),
                      t("form.sign.officer", domain::Json::object()),
                      t("form.sign.keeper", domain::Json::object()),
                      t("form.sign.manager", domain::Json::object())});
    sheet.paragraph(t("form.blank.entered", domain::Json::object()));
}

}  // namespace

PrintedForm printBlankForms(const BlankFormInput& input) {
    const Words t = [&](const std::string& key, const domain::Json& params) {
        return input.english ? input.messages.en(key, params) : input.messages.zh(key, params);
    };
    std::vector<Sheet> sheets;
    for (const std::string& number : input.numbers) {
        Frame frame;
        frame.title = t("form.blank.title", domain::Json::object());
        frame.number = fmt::format("{}　{}", input.centreName, number);
        if (input.copy > 1) frame.mark = t("form.reprint", {{"copy", input.copy}});
        frame.footer = t("form.blank.footer", {{"by", input.printedBy},
                                               {"number", number},
                                               {"time", kernel::beijingTime(input.printedUs)}});
        frame.code = "MJB1 " + number;
        markWithLog(frame, input.logHead, input.messages, input.english);
        frame.page = [t](std::size_t page, std::size_t pages) {
            return t("form.page", {{"page", page}, {"pages", pages}});
        };
        if (input.practice) frame.watermark = t("form.practice", domain::Json::object());
        frame.dateLine = t("form.date_line", domain::Json::object());
        frame.madeUs = input.printedUs;
        Sheet sheet(std::move(frame));
        fill(sheet, t);
        sheets.push_back(std::move(sheet));
    }
    Sheet::File file = Sheet::together(sheets);
    return {std::move(file.pdf), file.pages};
}

std::string blankFormNumberOf(const std::string& code) {
    constexpr std::string_view kMagic = "MJB1 ";
    if (!code.starts_with(kMagic)) return "";
    const std::string rest = code.substr(kMagic.size());
    return rest.substr(0, rest.find(' '));
}

}  // namespace mingjing::print
