// SPDX-License-Identifier: Apache-2.0
// Canonical JSON and strict parsing.
#include "center/kernel/json.h"

#include <set>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::kernel {

namespace {

constexpr std::int64_t kMaxInteger = 9007199254740991;  // 2^53 - 1, RFC 8785 and I-JSON
constexpr int kMaxDepth = 32;

bool isAscii(const std::string& text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

Status checkCanonical(const Json& value, const std::string& path) {
    const auto refuse = [&] { return Status(Error::invalid(path, "json.not_canonical")); };
    if (value.is_object()) {
        for (const auto& [key, child] : value.items()) {
            if (!isAscii(key)) return refuse();
            MJ_TRY(checkCanonical(child, path + "/" + key));
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            MJ_TRY(checkCanonical(value[i], path + "/" + std::to_string(i)));
    } else if (value.is_number_float() || value.is_binary() || value.is_discarded()) {
        return refuse();
    } else if (value.is_number_unsigned()) {
        if (value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxInteger)) return refuse();
    } else if (value.is_number_integer()) {
        const auto n = value.get<std::int64_t>();
        if (n > kMaxInteger || n < -kMaxInteger) return refuse();
    }
    return {};
}

/// Follows the parser to refuse what nlohmann would silently accept.
class StrictWatcher {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > kMaxDepth) tooDeep_ = true;
        if (event == Event::object_start) keys_.emplace_back();
        if (event == Event::object_end && !keys_.empty()) keys_.pop_back();
        if (event == Event::key && !keys_.empty() &&
            !keys_.back().insert(parsed.get<std::string>()).second)
            duplicate_ = parsed.get<std::string>();
        return true;
    }
    [[nodiscard]] Status verdict() const {
        if (tooDeep_) return Error::invalid("", "json.too_deep", {{"max", kMaxDepth}});
        if (duplicate_) return Error::invalid(*duplicate_, "json.duplicate_key");
        return {};
    }

private:
    std::vector<std::set<std::string>> keys_;
    std::optional<std::string> duplicate_;
    bool tooDeep_ = false;
};

/// Depth is checked before parsing, because the parser itself recurses on destruction.
bool exceedsDepth(std::string_view text) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxDepth) return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Result<std::string> canonicalJson(const Json& value) {
    MJ_TRY(checkCanonical(value, ""));
    try {
        return value.dump(-1, ' ', false, Json::error_handler_t::strict);
    } catch (const Json::exception& e) {
        Error error = Error::invalid("", "json.not_canonical");
        error.internal = e.what();
        return error;
    }
}

std::string canonicalOrDie(const Json& value) {
    auto text = canonicalJson(value);
    CHECK(text.ok(), "our own JSON must be canonical");
    return std::move(text).value();
}

Result<Json> parseJson(std::string_view text, std::size_t maxBytes) {
    if (text.size() > maxBytes) return Error::invalid("", "json.too_large", {{"max", maxBytes}});
    if (exceedsDepth(text)) return Error::invalid("", "json.too_deep", {{"max", kMaxDepth}});
    try {
        StrictWatcher watcher;
        Json parsed =
            Json::parse(text, [&watcher](int depth, Json::parse_event_t event, Json& value) {
                return watcher(depth, event, value);
            });
        MJ_TRY(watcher.verdict());
        return parsed;
    } catch (const Json::parse_error& e) {
        Error error = Error::invalid("", "json.malformed", {{"byte", e.byte}});
        error.internal = e.what();
        return error;
    }
}

}  // namespace mingjing::kernel
