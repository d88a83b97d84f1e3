// SPDX-License-Identifier: Apache-2.0
// Strict reading of a request's query, as `Fields` reads a body.
#pragma once

#include "center/app/ports.h"
#include "center/http/fields.h"
#include "center/net/http_server.h"

namespace mingjing::http {

/// Collects the first error; values read after it are defaults. An empty value is one that was not
/// given. `done()` also refuses unknown names. Not thread-safe; lives inside one handler.
class Query {
public:
    explicit Query(const net::Request& request) : values_(request.query) {}

    std::string text(const char* name, std::size_t max);
    std::string oneOf(const char* name, const std::set<std::string>& words,
                      const std::string& otherwise);
    std::optional<Uuid> id(const char* name);
    /// Ids with commas between them.
    std::vector<Uuid> ids(const char* name, std::size_t max);
    /// `limit`: 1 to 200, 100 unless told.
    int limit();
    /// `cursor`: what `cursorOf` made.
    std::optional<app::ListPlace> place();
    /// `cursor` of what waits for a second person.
    std::optional<app::ProposalPlace> proposalPlace();
    /// `cursor` of a list by number: 0 unless told.
    std::int64_t number();
    /// A whole number from 1 on; 0 when it is not there.
    std::int64_t optionalNumber(const char* name);
    /// A whole number from 1 on that must be there.
    std::int64_t required(const char* name);
    [[nodiscard]] Status done();

private:
    const std::string* find(const char* name);
    void fail(const std::string& name, const char* code, Json params = Json::object());

    const std::map<std::string, std::string>& values_;
    std::set<std::string> asked_;
    std::optional<Error> error_;
};

std::string cursorOf(const app::ListPlace& place);
std::string cursorOf(const app::ProposalPlace& place);

}  // namespace mingjing::http
