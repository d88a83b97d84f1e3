// SPDX-License-Identifier: Apache-2.0
// Cases and their persons as the provincial case system gives them: a JSON document (by interface
// or as a file) or a table (CSV, UTF-8, first row names the columns). Format:
// deploy/runbooks/case-import.md.
#pragma once

#include <string>
#include <vector>

#include "center/app/bookings.h"

namespace mingjing::http {

struct FiledCase {
    std::string number, name, unitCode;
    domain::CaseKind kind = domain::CaseKind::Criminal;
    bool manyPersons = false;
    std::vector<app::Book> persons;  ///< case and unit are not known yet
};

/// Fails with InvalidInput that names the place: `content/cases/0/persons/2/birthDate`, or for a
/// table `content/3/birth_date` (the row as counted in the file).
kernel::Result<std::vector<FiledCase>> readCaseJson(const kernel::Json& document,
                                                    std::int64_t nowUs);
kernel::Result<std::vector<FiledCase>> readCaseTable(const std::string& csv, std::int64_t nowUs);

}  // namespace mingjing::http
