// SPDX-License-Identifier: Apache-2.0
// Strict fields.
#include "center/http/fields.h"

#include <algorithm>

namespace mingjing::http {

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

namespace {

bool hasControlBytes(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    });
}

}  // namespace

Fields::Fields(const Json& object, std::string prefix)
    : object_(object), prefix_(std::move(prefix)) {
    if (!object_.is_object()) error_ = Error::invalid(prefix_, "field.not_object");
}

void Fields::fail(const std::string& name, const char* code, Json params) {
    if (!error_) error_ = Error::invalid(prefix_ + name, code, std::move(params));
}

bool Fields::has(const char* name) const {
    return object_.is_object() && object_.contains(name) && !object_[name].is_null();
}

const Json* Fields::find(const char* name, bool required) {
    asked_.insert(name);
    if (has(name)) return &object_[name];
    if (required) fail(name, "field.required");
    return nullptr;
}

std::string Fields::checkedText(const char* name, const Json& value, std::size_t min,
                                std::size_t max) {
    if (!value.is_string()) {
        fail(name, "field.not_text");
        return "";
    }
    std::string text = value.get<std::string>();
    if (characters(text) < min) fail(name, "field.too_short", {{"min", min}});
    if (characters(text) > max) fail(name, "field.too_long", {{"max", max}});
    if (hasControlBytes(text)) fail(name, "field.control_bytes");
    return text;
}

std::string Fields::text(const char* name, std::size_t max, std::size_t min) {
    const Json* value = find(name, true);
    return value ? checkedText(name, *value, min, max) : "";
}

std::string Fields::optionalText(const char* name, std::size_t max) {
    const Json* value = find(name, false);
    return value ? checkedText(name, *value, 0, max) : "";
}

std::string Fields::fileText(const char* name, std::size_t max) {
    const Json* value = find(name, true);
    if (value == nullptr || !value->is_string())
        return value == nullptr ? "" : checkedText(name, *value, 1, max);
    std::string text = value->get<std::string>();
    std::erase(text, '\r');
    return checkedText(name, text, 1, max);
}

std::optional<Uuid> Fields::optionalId(const char* name) {
    const Json* value = find(name, false);
    if (value == nullptr) return std::nullopt;
    const auto id = value->is_string() ? Uuid::parse(value->get<std::string>()) : std::nullopt;
    if (!id) fail(name, "field.not_id");
    return id;
}

Uuid Fields::id(const char* name) {
    if (!has(name)) {
        find(name, true);
        return {};
    }
    return optionalId(name).value_or(Uuid{});
}

std::vector<Uuid> Fields::ids(const char* name, std::size_t max, std::size_t min) {
    std::vector<Uuid> ids;
    const Json list = array(name, max);
    for (const Json& item : list) {
        const auto id = item.is_string() ? Uuid::parse(item.get<std::string>()) : std::nullopt;
        if (!id) fail(name, "field.not_id");
        ids.push_back(id.value_or(Uuid{}));
    }
    if (ids.size() < min) fail(name, "field.too_few", {{"min", min}});
    return ids;
}

bool Fields::flag(const char* name, bool required, bool otherwise) {
    const Json* value = find(name, required);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean()) fail(name, "field.not_flag");
    return value->is_boolean() ? value->get<bool>() : otherwise;
}

std::optional<std::int64_t> Fields::optionalNumber(const char* name, std::int64_t low,
                                                   std::int64_t high) {
    const Json* value = find(name, false);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer()) {
        fail(name, "field.not_number");
        return std::nullopt;
    }
    const bool huge = value->is_number_unsigned() &&
                      value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    const std::int64_t number = huge ? INT64_MAX : value->get<std::int64_t>();
    if (number < low || number > high)
        fail(name, "field.out_of_range", {{"low", low}, {"high", high}});
    return number;
}

std::int64_t Fields::number(const char* name, std::int64_t low, std::int64_t high) {
    if (!has(name)) find(name, true);
    return optionalNumber(name, low, high).value_or(low);
}

std::string Fields::oneOf(const char* name, const std::set<std::string>& words,
                          const std::string& otherwise) {
    const Json* value = find(name, otherwise.empty());
    if (value == nullptr) return otherwise;
    const std::string word = value->is_string() ? value->get<std::string>() : "";
    if (!words.contains(word)) fail(name, "field.unknown_word");
    return word;
}

std::vector<std::string> Fields::someOf(const char* name, const std::set<std::string>& words) {
    std::vector<std::string> chosen;
    for (const Json& item : array(name, words.size())) {
        const std::string word = item.is_string() ? item.get<std::string>() : "";
        if (!words.contains(word)) fail(name, "field.unknown_word");
        chosen.push_back(word);
    }
    return chosen;
}

Json Fields::object(const char* name, bool required) {
    const Json* value = find(name, required);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) fail(name, "field.not_object");
    return *value;
}

Json Fields::array(const char* name, std::size_t max) {
    const Json* value = find(name, true);
    if (value == nullptr) return Json::array();
    if (!value->is_array()) {
        fail(name, "field.not_list");
        return Json::array();
    }
    if (value->size() > max) fail(name, "field.too_many", {{"max", max}});
    return *value;
}

Status Fields::done() {
    if (object_.is_object())
        for (const auto& [name, value] : object_.items())
            if (!asked_.contains(name)) fail(name, "field.unknown");
    return error_ ? Status(*error_) : Status();
}

Result<Json> bodyObject(const std::string& body, std::size_t maxBytes) {
    MJ_ASSIGN(Json json, kernel::parseJson(body, maxBytes));
    if (!json.is_object()) return Error::invalid("", "field.not_object");
    return json;
}

}  // namespace mingjing::http
