// SPDX-License-Identifier: Apache-2.0
// Enumerations and their one spelling in events, database and API.
#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "center/kernel/check.h"

namespace mingjing::domain {

/// Specialised per enumeration with `static constexpr std::array<std::pair<E, std::string_view>, N>
/// all`.
template <typename E>
struct Words;

template <typename E>
constexpr std::string_view wordOf(E value) {
    for (const auto& [known, word] : Words<E>::all)
        if (known == value) return word;
    kernel::checkFailed("known enumerator", "every enumerator has a word", __FILE__, __LINE__);
}

template <typename E>
std::optional<E> parseWord(std::string_view text) {
    for (const auto& [known, word] : Words<E>::all)
        if (word == text) return known;
    return std::nullopt;
}

/// A stored word that this program does not know: the record is damaged, or newer than we are.
class UnknownWord : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// For words that we stored ourselves. Whoever reads a record catches UnknownWord with it; one bad
/// record must not end the process.
template <typename E>
E storedWord(std::string_view text) {
    const auto value = parseWord<E>(text);
    if (!value) throw UnknownWord("unknown word in a record: " + std::string(text));
    return *value;
}

}  // namespace mingjing::domain

#define MJ_WORDS(Enum, count, ...)                                                   \
    template <>                                                                      \
    struct Words<Enum> {                                                             \
        static constexpr std::array<std::pair<Enum, std::string_view>, (count)> all{ \
            {__VA_ARGS__}};                                                          \
    }
