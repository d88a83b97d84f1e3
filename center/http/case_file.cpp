// SPDX-License-Identifier: Apache-2.0
// Reading case files as strictly as requests.
#include "center/http/case_file.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "center/http/stay_fields.h"

namespace mingjing::http {

using kernel::Error;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr std::size_t kMostCases = 50;
constexpr std::size_t kMostPersons = 200;

/// The inner object's own error, under the outer path.
void takeOver(Fields& outer, Fields& inner, const std::string& path) {
    if (const Status done = inner.done(); !done.ok())
        outer.fail(path + done.error().field, done.error().code.c_str(), done.error().params);
}

app::Book personOf(Fields& outer, const Json& json, const std::string& path, std::int64_t nowUs) {
    Fields fields(json, "");
    app::Book person;
    person.role = fields.word<domain::PersonRole>("role");
    const BasisPaper basis = basisOf(fields);
    person.basis = basis.kind;
    person.oral = basis.oral;
    person.documentNumber = basis.documentNumber;
    person.issuedBy = basis.issuedBy;
    person.identity = identityOf(fields, fields.object("identity"));
    person.facts = factsOf(fields, fields.object("facts"));
    person.expectedUs = fields.optionalNumber("expectedAtUs", 1, kAnyTimeUs).value_or(nowUs);
    takeOver(outer, fields, path);
    return person;
}

FiledCase caseOf(Fields& outer, const Json& json, const std::string& path, std::int64_t nowUs) {
    Fields fields(json, "");
    FiledCase filed;
    filed.number = fields.text("number", 64);
    filed.name = fields.text("name", 128);
    filed.kind = fields.word<domain::CaseKind>("kind");
    filed.unitCode = fields.text("unitCode", 32);
    filed.manyPersons = fields.flag("manyPersons", false);
    std::size_t index = 0;
    for (const Json& person : fields.array("persons", kMostPersons)) {
        const std::string place = fmt::format("persons/{}/", index++);
        filed.persons.push_back(personOf(fields, person, place, nowUs));
        if (!domain::suits(filed.persons.back().basis, filed.kind))
            fields.fail(place + "basis", "arrival.basis_not_of_case");
    }
    takeOver(outer, fields, path);
    return filed;
}

/// The cells of a table: quotes hold commas and line ends, two quotes are one.
std::vector<std::vector<std::string>> cellsOf(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t i = csv.starts_with("\xef\xbb\xbf") ? 3 : 0; i < csv.size(); ++i) {
        const char c = csv[i];
        std::string& cell = rows.back().back();
        if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            cell += csv[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            cell += c;
        } else if (c == ',') {
            rows.back().emplace_back();
        } else if (c == '\n') {
            rows.push_back({""});
        } else if (c != '\r') {
            cell += c;
        }
    }
    std::erase_if(rows, [](const auto& row) { return row.size() == 1 && row[0].empty(); });
    return rows;
}

using RowOfTable = std::map<std::string, std::string>;

const std::vector<std::string>& columns() {
    static const std::vector<std::string> names{
        "case_number", "case_name",  "case_kind", "unit_code",       "name",
        "sex",         "birth_date", "id_type",   "id_number",       "phone",
        "address",     "role",       "basis",     "document_number", "issued_by"};
    return names;
}

Json personJson(const RowOfTable& row) {
    const auto cell = [&](const char* name) {
        const auto it = row.find(name);
        return it == row.end() ? std::string() : it->second;
    };
    Json identity = {{"name", cell("name")}};
    for (const auto& [key, column] :
         {std::pair("idType", "id_type"), std::pair("idNumber", "id_number"),
          std::pair("phone", "phone"), std::pair("address", "address")})
        if (!cell(column).empty()) identity[key] = cell(column);
    Json facts = {{"flags", Json::array()}, {"identityUnknown", false}, {"sex", cell("sex")}};
    if (!cell("birth_date").empty()) facts["birthDate"] = cell("birth_date");
    Json basis = {{"kind", cell("basis")}, {"oral", cell("document_number").empty()}};
    if (!cell("document_number").empty()) basis["documentNumber"] = cell("document_number");
    if (!cell("issued_by").empty()) basis["issuedBy"] = cell("issued_by");
    return {{"basis", basis}, {"facts", facts}, {"identity", identity}, {"role", cell("role")}};
}

Status checkColumns(const std::vector<std::string>& header) {
    for (const std::string& name : header)
        if (std::find(columns().begin(), columns().end(), name) == columns().end())
            return Error::invalid("content/1/" + name, "field.unknown");
    for (const char* needed :
         {"case_number", "case_name", "case_kind", "unit_code", "name", "sex", "role", "basis"})
        if (std::find(header.begin(), header.end(), needed) == header.end())
            return Error::invalid(std::string("content/1/") + needed, "field.required");
    return {};
}

/// One case with one person, as a document, so that both ways are read alike.
Json rowDocument(const RowOfTable& row) {
    return {{"cases",
             {{{"kind", row.at("case_kind")},
               {"name", row.at("case_name")},
               {"number", row.at("case_number")},
               {"persons", {personJson(row)}},
               {"unitCode", row.at("unit_code")}}}}};
}

}  // namespace

Result<std::vector<FiledCase>> readCaseJson(const Json& document, std::int64_t nowUs) {
    std::vector<FiledCase> all;
    Fields fields(document, "content/");
    std::size_t index = 0;
    for (const Json& each : fields.array("cases", kMostCases))
        all.push_back(caseOf(fields, each, fmt::format("cases/{}/", index++), nowUs));
    MJ_TRY(fields.done());
    return all;
}

Result<std::vector<FiledCase>> readCaseTable(const std::string& csv, std::int64_t nowUs) {
    const auto rows = cellsOf(csv);
    if (rows.size() < 2) return Error::invalid("content", "case_file.empty");
    MJ_TRY(checkColumns(rows.front()));
    std::vector<FiledCase> all;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].size() != rows.front().size())
            return Error::invalid(fmt::format("content/{}", i + 1), "case_file.row");
        RowOfTable row;
        for (std::size_t k = 0; k < rows[i].size(); ++k) row[rows.front()[k]] = rows[i][k];
        auto read = readCaseJson(rowDocument(row), nowUs);
        if (!read.ok()) {
            Error error = read.error();
            error.field =
                fmt::format("content/{}/{}", i + 1, error.field.substr(error.field.rfind('/') + 1));
            return error;
        }
        FiledCase& filed = read->front();
        const auto known = std::find_if(all.begin(), all.end(), [&](const FiledCase& other) {
            return other.number == filed.number;
        });
        if (known == all.end())
            all.push_back(std::move(filed));
        else
            known->persons.push_back(std::move(filed.persons.front()));
    }
    return all;
}

}  // namespace mingjing::http
