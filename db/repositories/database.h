// SPDX-License-Identifier: Apache-2.0
// The database as the application knows it: units of work over pooled sessions.
#pragma once

#include "center/app/ports.h"
#include "db/mysql/session.h"

namespace mingjing::db::repositories {

class DirectoryCache;

/// Thread-safe. Lends at most `poolSize` sessions; begin() waits for one up to five seconds and
/// then fails with Exhausted. A session that the server dropped while idle is replaced once, before
/// any work was done on it. What is read of the directory is kept for a second, and read again
/// after every change made through here.
class MysqlDatabase final : public app::Database {
public:
    MysqlDatabase(mysql::ConnectionOptions options, std::size_t poolSize);
    ~MysqlDatabase() override;
    app::Result<std::unique_ptr<app::UnitOfWork>> begin() override;
    std::int64_t generation() override;

private:
    mysql::Pool pool_;
    std::unique_ptr<DirectoryCache> directory_;
};

}  // namespace mingjing::db::repositories
