// SPDX-License-Identifier: Apache-2.0
// Strict reading of a request's JSON: every field is asked for, everything else is refused.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "center/domain/words.h"
#include "center/kernel/ids.h"
#include "center/kernel/result.h"

namespace mingjing::http {

using kernel::Error;
using kernel::Json;
using kernel::Result;
using kernel::Status;
using kernel::Uuid;

/// Collects the first error; values read after it are defaults. `done()` also refuses unknown
/// fields. Not thread-safe; lives inside one handler.
class Fields {
public:
    /// `prefix` is the JSON path of this object for messages.
    explicit Fields(const Json& object, std::string prefix = "");

    std::string text(const char* name, std::size_t max, std::size_t min = 1);
    std::string optionalText(const char* name, std::size_t max);
    /// A file's text: line ends of any system are as good as any.
    std::string fileText(const char* name, std::size_t max);
    Uuid id(const char* name);
    std::optional<Uuid> optionalId(const char* name);
    std::vector<Uuid> ids(const char* name, std::size_t max, std::size_t min = 0);
    bool flag(const char* name, bool required = true, bool otherwise = false);
    std::int64_t number(const char* name, std::int64_t low, std::int64_t high);
    std::optional<std::int64_t> optionalNumber(const char* name, std::int64_t low,
                                               std::int64_t high);
    std::string oneOf(const char* name, const std::set<std::string>& words,
                      const std::string& otherwise = "");
    std::vector<std::string> someOf(const char* name, const std::set<std::string>& words);
    /// A nested object or array, as it is; null when it is not there and not required.
    Json object(const char* name, bool required = true);
    Json array(const char* name, std::size_t max);

    template <typename E>
    E word(const char* name) {
        const std::string given = text(name, 64);
        const auto value = domain::parseWord<E>(given);
        if (!value) fail(name, "field.unknown_word");
        return value.value_or(domain::Words<E>::all[0].first);
    }

    [[nodiscard]] bool has(const char* name) const;
    void fail(const std::string& name, const char* code, Json params = Json::object());
    [[nodiscard]] Status done();

private:
    const Json* find(const char* name, bool required);
    std::string checkedText(const char* name, const Json& value, std::size_t min, std::size_t max);
    const Json& object_;
    std::string prefix_;
    std::set<std::string> asked_;
    std::optional<Error> error_;
};

/// Characters of a text in UTF-8.
std::size_t characters(const std::string& text);

/// Parses a request body that must be a JSON object; a route of pictures takes larger ones.
Result<Json> bodyObject(const std::string& body, std::size_t maxBytes = std::size_t{1} << 20);

}  // namespace mingjing::http
