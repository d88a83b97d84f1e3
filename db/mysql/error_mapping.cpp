// SPDX-License-Identifier: Apache-2.0
// Error numbers of MariaDB and MySQL, and what they mean to a caller.
#include "db/mysql/error_mapping.h"

#include <algorithm>

#include <fmt/format.h>

namespace mingjing::db::mysql {

using kernel::Error;
using kernel::ErrorKind;

namespace {

/// Server messages quote the refused value; a value may be a person's, and logs hold none.
std::string withoutValue(const std::string& text) {
    const std::size_t from = text.find('\'');
    for (const char* after : {" for key", " for column", " at row"}) {
        const std::size_t to = text.rfind(after);
        if (from != std::string::npos && to != std::string::npos && from < to)
            return text.substr(0, from) + "(value withheld)" + text.substr(to);
    }
    return text;
}

/// `cases_by_number` out of "… for key 'cases_by_number'" (MySQL 8 puts the table before it).
std::string keyNameOf(const std::string& text) {
    const std::size_t at = text.rfind("for key '");
    if (at == std::string::npos) return "";
    std::string name = text.substr(at + 9);
    name.resize(std::min(name.find('\''), name.size()));
    return name.substr(name.find('.') + 1);
}

Error duplicate(const std::string& internal) {
    Error error = Error::of(ErrorKind::Conflict, "db.duplicate", internal);
    error.params["key"] = keyNameOf(internal);
    return error;
}

}  // namespace

bool breaksConnection(int code) {
    switch (code) {
        case 0:     // the library's own: an unknown state
        case 1053:  // server shutdown in progress
        case 1927:  // connection was killed (MariaDB)
        case 4031:  // disconnected for inactivity (MySQL 8)
            return true;
        default:
            return (code >= 2000 && code < 3000) || code >= 5000;
    }
}

Error errorOf(int code, const char* operation, const char* text) {
    const std::string internal = fmt::format("{}: {} {}", operation, code, withoutValue(text));
    if (breaksConnection(code))
        return Error::of(ErrorKind::Unavailable, "db.unreachable", internal);
    switch (code) {
        case 1205:  // lock wait timeout
        case 1213:  // deadlock or certification conflict
        case 1020:  // record has changed since last read
            return Error::of(ErrorKind::Conflict, "db.conflict", internal);
        case 1062:  // duplicate key
            return duplicate(internal);
        case 1406:  // data too long
        case 1292:  // wrong value
        case 1264:  // out of range
        case 1366:  // wrong characters
        case 1048:  // null where there must be something
        case 1265:  // data truncated
        case 3819:  // a CHECK of the schema (MySQL 8)
        case 4025:  // the same (MariaDB)
            return Error::of(ErrorKind::InvalidInput, "db.bad_value", internal);
        case 1021:  // disk full
        case 1114:  // table is full
            return Error::of(ErrorKind::Exhausted, "db.disk_full", internal);
        case 1040:  // too many connections
        case 1290:  // read-only
        case 1317:  // query was interrupted
            return Error::of(ErrorKind::Unavailable, "db.unreachable", internal);
        default:
            return Error::of(ErrorKind::Internal, "db.failed", internal);
    }
}

}  // namespace mingjing::db::mysql
