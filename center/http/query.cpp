// SPDX-License-Identifier: Apache-2.0
// Strict query values.
#include "center/http/query.h"

#include <algorithm>
#include <charconv>

namespace mingjing::http {

namespace {

constexpr int kMostItems = 200;
constexpr int kUsualItems = 100;
constexpr std::size_t kMostScope = 48;
/// Between the time and the id of a cursor.
constexpr char kBetween = '_';

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool all = error == std::errc() && stop == text.data() + text.size();
    return all ? std::optional(value) : std::nullopt;
}

}  // namespace

const std::string* Query::find(const char* name) {
    asked_.insert(name);
    const auto it = values_.find(name);
    return it == values_.end() || it->second.empty() ? nullptr : &it->second;
}

void Query::fail(const std::string& name, const char* code, Json params) {
    if (!error_) error_ = Error::invalid(name, code, std::move(params));
}

std::string Query::text(const char* name, std::size_t max) {
    const std::string* value = find(name);
    if (value == nullptr) return "";
    if (characters(*value) <= max) return *value;
    fail(name, "field.too_long", {{"max", max}});
    return "";
}

std::string Query::oneOf(const char* name, const std::set<std::string>& words,
                         const std::string& otherwise) {
    const std::string* value = find(name);
    if (value == nullptr) return otherwise;
    if (words.contains(*value)) return *value;
    fail(name, "field.unknown_word");
    return otherwise;
}

std::optional<Uuid> Query::id(const char* name) {
    const std::string* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto id = Uuid::parse(*value);
    if (!id) fail(name, "field.not_id");
    return id;
}

std::vector<Uuid> Query::ids(const char* name, std::size_t max) {
    std::vector<Uuid> all;
    const std::string* value = find(name);
    if (value == nullptr) return all;
    for (std::size_t from = 0; from <= value->size();) {
        const std::size_t comma = std::min(value->find(',', from), value->size());
        const auto id = Uuid::parse(value->substr(from, comma - from));
        if (!id) fail(name, "field.not_id");
        all.push_back(id.value_or(Uuid{}));
        from = comma + 1;
    }
    if (all.size() > max) fail(name, "field.too_many", {{"max", max}});
    return all;
}

int Query::limit() {
    const std::string* value = find("limit");
    if (value == nullptr) return kUsualItems;
    const auto number = wholeNumber(*value);
    if (!number)
        fail("limit", "field.not_number");
    else if (*number < 1 || *number > kMostItems)
        fail("limit", "field.out_of_range", {{"high", kMostItems}, {"low", 1}});
    else
        return static_cast<int>(*number);
    return kUsualItems;
}

std::optional<app::ListPlace> Query::place() {
    const std::string* value = find("cursor");
    if (value == nullptr) return std::nullopt;
    const std::size_t between = std::min(value->find(kBetween), value->size());
    const auto us = wholeNumber(std::string_view(*value).substr(0, between));
    const auto id =
        Uuid::parse(std::string_view(*value).substr(std::min(between + 1, value->size())));
    if (us && id) return app::ListPlace{*us, *id};
    fail("cursor", "field.not_cursor");
    return std::nullopt;
}

std::optional<app::ProposalPlace> Query::proposalPlace() {
    const std::string* value = find("cursor");
    if (value == nullptr) return std::nullopt;
    const std::size_t between = std::min(value->find(kBetween), value->size());
    const auto us = wholeNumber(std::string_view(*value).substr(0, between));
    const std::string scope = value->substr(std::min(between + 1, value->size()));
    if (us && !scope.empty() && scope.size() <= kMostScope) return app::ProposalPlace{*us, scope};
    fail("cursor", "field.not_cursor");
    return std::nullopt;
}

std::int64_t Query::number() {
    const std::string* value = find("cursor");
    if (value == nullptr) return 0;
    const auto number = wholeNumber(*value);
    if (!number || *number < 1) fail("cursor", "field.not_cursor");
    return number.value_or(0);
}

std::int64_t Query::optionalNumber(const char* name) {
    const std::string* value = find(name);
    if (value == nullptr) return 0;
    const auto number = wholeNumber(*value);
    if (!number || *number < 1) fail(name, "field.not_number");
    return std::max<std::int64_t>(number.value_or(0), 0);
}

std::int64_t Query::required(const char* name) {
    if (find(name) == nullptr) fail(name, "field.required");
    return std::max<std::int64_t>(optionalNumber(name), 1);
}

Status Query::done() {
    for (const auto& [name, value] : values_)
        if (!asked_.contains(name)) fail(name, "field.unknown");
    return error_ ? Status(std::move(*error_)) : Status();
}

std::string cursorOf(const app::ListPlace& place) {
    return std::to_string(place.us) + kBetween + place.id.text();
}

std::string cursorOf(const app::ProposalPlace& place) {
    return std::to_string(place.us) + kBetween + place.scope;
}

}  // namespace mingjing::http
