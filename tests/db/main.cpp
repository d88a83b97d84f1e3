// SPDX-License-Identifier: Apache-2.0
// The database suite: a real server, schemas of its own.
#define BOOST_TEST_MODULE db
#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "center/kernel/log.h"

namespace mingjing::tests {

struct QuietLog {
    QuietLog() {
        const auto file = std::filesystem::temp_directory_path() / "mingjing-db-tests.log";
        kernel::openLog("db_tests", file.string());
    }
};
BOOST_TEST_GLOBAL_FIXTURE(QuietLog);

}  // namespace mingjing::tests
