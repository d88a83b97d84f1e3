// SPDX-License-Identifier: Apache-2.0
// Reading and filling the catalogues.
#include "center/app/messages.h"

#include "center/kernel/clock.h"

namespace mingjing::app {

// Generated at build time from messages/{zh,en}.json.
extern const char* const kMessagesZh;
extern const char* const kMessagesEn;

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;

namespace {

Result<std::map<std::string, std::string>> read(const char* text) {
    MJ_ASSIGN(const Json json, kernel::parseJson(text));
    std::map<std::string, std::string> messages;
    for (const auto& [key, value] : json.items()) messages[key] = value.get<std::string>();
    return messages;
}

using Words = std::map<std::string, std::string>;

std::string spelled(const std::string& name, const Json& value, const Words& words);

/// A list of codes: each by its word, with the separator of the language.
std::string spelledList(const Json& list, const Words& words) {
    std::string text;
    for (const Json& item : list) {
        if (!text.empty()) text += words.at("word.separator");
        const std::string plain = spelled("", item, words);
        const auto word = words.find("word." + plain);
        text += word == words.end() ? plain : word->second;
    }
    return text;
}

std::string spelled(const std::string& name, const Json& value, const Words& words) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_array()) return spelledList(value, words);
    const bool time = name.size() > 2 && name.ends_with("Us") && value.is_number_integer();
    return time ? kernel::beijingTime(value.get<std::int64_t>()) : value.dump();
}

std::string fill(std::string text, const Json& params, const Words& words) {
    for (const auto& [name, value] : params.items()) {
        const std::string hole = "{" + name + "}";
        const std::string with = spelled(name, value, words);
        for (std::size_t at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + with.size()))
            text.replace(at, hole.size(), with);
    }
    return text;
}

}  // namespace

Result<Messages> Messages::load() {
    Messages messages;
    MJ_ASSIGN(messages.zh_, read(kMessagesZh));
    MJ_ASSIGN(messages.en_, read(kMessagesEn));
    for (const auto& [key, text] : messages.zh_)
        if (!messages.en_.contains(key))
            return Error::of(ErrorKind::Internal, "messages.incomplete", key);
    if (messages.zh_.size() != messages.en_.size())
        return Error::of(ErrorKind::Internal, "messages.incomplete");
    return messages;
}

std::string Messages::zh(const std::string& key, const Json& params) const {
    const auto it = zh_.find(key);
    return it == zh_.end() ? key : fill(it->second, params, zh_);
}

std::string Messages::en(const std::string& key, const Json& params) const {
    const auto it = en_.find(key);
    return it == en_.end() ? key : fill(it->second, params, en_);
}

}  // namespace mingjing::app
