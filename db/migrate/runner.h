// SPDX-License-Identifier: Apache-2.0
// Brings the schema up to date: forward only, one statement a file, every step on record.
#pragma once

#include <string>
#include <vector>

#include "db/mysql/session.h"

namespace mingjing::db::migrate {

struct Migration {
    std::int64_t number = 0;
    std::string name;
    std::string sql;
    std::string sha256;  ///< hexadecimal, of the file's bytes
};

/// Reads `NNNN_name.sql` in order. Fails with Internal (`migrate.bad_folder`) when numbers are not
/// 1, 2, 3, … or a file is empty.
kernel::Result<std::vector<Migration>> readMigrations(const std::string& folder);

/// Applies what is missing under a named lock, and grants the application account its rights:
/// SELECT and INSERT everywhere, UPDATE and DELETE nowhere on `timeline` and `audit`.
/// Refuses with Precondition: `migrate.newer_database` (this binary is older than the schema),
/// `migrate.changed_file` (an applied file differs), `migrate.half_done` (a step was started and
/// never finished; a person must look), `migrate.busy` (somebody else migrates).
kernel::Status migrate(mysql::Session& owner, const std::vector<Migration>& migrations,
                       const std::string& binaryVersion, const std::string& applicationUser);

}  // namespace mingjing::db::migrate
