// SPDX-License-Identifier: Apache-2.0
// Between value types and columns: what goes into a placeholder, what comes out of a row.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "center/app/ports.h"
#include "center/kernel/bytes.h"
#include "center/kernel/ids.h"
#include "db/mysql/session.h"

namespace mingjing::db::repositories {

inline mysql::Value param(std::int64_t number) {
    return number;
}
inline mysql::Value param(int number) {
    return static_cast<std::int64_t>(number);
}
inline mysql::Value param(bool flag) {
    return static_cast<std::int64_t>(flag);
}
inline mysql::Value param(std::string text) {
    return text;
}
inline mysql::Value param(std::string_view text) {
    return std::string(text);
}
inline mysql::Value param(const char* text) {
    return std::string(text);
}
inline mysql::Value param(const kernel::Uuid& id) {
    return id.bytes();
}
inline mysql::Value param(const kernel::Hash& hash) {
    return kernel::bytesOf(hash);
}
template <typename T>
mysql::Value param(const std::optional<T>& value) {
    return value ? param(*value) : mysql::Value(nullptr);
}

/// All placeholders of a query, in order.
template <typename... Values>
mysql::Params params(const Values&... values) {
    return {param(values)...};
}

inline kernel::Uuid uuidAt(const mysql::Row& row, std::size_t i) {
    const auto id = kernel::Uuid::fromBytes(row.bytes(i));
    if (!id) mysql::throwBadColumn(i, "an id of 16 bytes");
    return *id;
}
inline kernel::Hash hashAt(const mysql::Row& row, std::size_t i) {
    const auto hash = kernel::hashOfBytes(row.bytes(i));
    if (!hash) mysql::throwBadColumn(i, "a hash of 32 bytes");
    return *hash;
}
inline bool flagAt(const mysql::Row& row, std::size_t i) {
    return row.number(i) != 0;
}
inline int intAt(const mysql::Row& row, std::size_t i) {
    return static_cast<int>(row.number(i));
}
inline std::optional<std::int64_t> maybeNumberAt(const mysql::Row& row, std::size_t i) {
    return row.isNull(i) ? std::nullopt : std::optional(row.number(i));
}
inline std::optional<kernel::Uuid> maybeUuidAt(const mysql::Row& row, std::size_t i) {
    return row.isNull(i) ? std::nullopt : std::optional(uuidAt(row, i));
}

/// Reads every row with the table's own function.
template <typename T>
std::vector<T> mapped(const mysql::Rows& rows, T (*read)(const mysql::Row&)) {
    std::vector<T> all;
    all.reserve(rows.size());
    for (const mysql::Row& row : rows) all.push_back(read(row));
    return all;
}
template <typename T>
std::optional<T> firstOf(const mysql::Rows& rows, T (*read)(const mysql::Row&)) {
    return rows.empty() ? std::nullopt : std::optional(read(rows.front()));
}

/// Queries over lists have a fixed number of places. Runs `run` with full sets of `places` items,
/// each given as `values(item)`; the last set is filled up by repeating its last item, so such a
/// query must not mind repeats. Stops at the first error.
template <typename T, typename ValuesOf, typename Run>
kernel::Status inSets(const std::vector<T>& items, std::size_t places, ValuesOf values, Run run) {
    for (std::size_t begin = 0; begin < items.size(); begin += places) {
        mysql::Params all;
        for (std::size_t i = begin; i < begin + places; ++i)
            for (mysql::Value& value : values(items[std::min(i, items.size() - 1)]))
                all.push_back(std::move(value));
        MJ_TRY(run(all));
    }
    return {};
}

/// For `(? IS NULL OR time < ? OR (time = ? AND id < ?)) … LIMIT ?`.
inline void addPage(mysql::Params& all, const std::optional<app::ListPlace>& after, int limit) {
    const auto us = after ? std::optional(after->us) : std::nullopt;
    const auto id = after ? std::optional(after->id) : std::nullopt;
    for (mysql::Value& value : params(us, us, us, id, limit)) all.push_back(std::move(value));
}

/// A LIKE pattern that finds what begins with `text`.
inline std::string beginsWith(std::string_view text) {
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace mingjing::db::repositories
