// SPDX-License-Identifier: Apache-2.0
// From an Error to a status and to problem+json (RFC 9457); words come from the caller's catalogue.
#include <array>

#include "center/kernel/log.h"
#include "center/net/http_server.h"

namespace mingjing::net {

namespace {

struct CodeStatus {
    std::string_view code;
    int status;
};

/// The gateway's own refusals whose status is more exact than their kind.
constexpr std::array<CodeStatus, 8> kExactStatus = {{
    {"net.method_not_allowed", 405},
    {"net.request_timeout", 408},
    {"net.length_required", 411},
    {"net.body_too_large", 413},
    {"net.target_too_long", 414},
    {"net.bad_expectation", 417},
    {"net.head_too_large", 431},
    {"net.busy", 503},
}};

Json bareProblem(const Error& error, const std::string& traceId) {
    return {
        {"type", "about:blank"}, {"title", error.code}, {"code", error.code}, {"traceId", traceId}};
}

Json renderedOrBare(const Error& error, const std::string& traceId,
                    const ProblemRenderer& renderer) {
    try {
        if (renderer) {
            Json rendered = renderer(error, traceId);
            if (rendered.is_object()) return rendered;
        }
    } catch (...) {
        kernel::logError("net.renderer_failed code={} trace={}", error.code, traceId);
    }
    return bareProblem(error, traceId);
}

}  // namespace

int statusOf(kernel::ErrorKind kind) {
    switch (kind) {
        case kernel::ErrorKind::InvalidInput:
            return 400;
        case kernel::ErrorKind::NotAuthenticated:
            return 401;
        case kernel::ErrorKind::Forbidden:
            return 403;
        case kernel::ErrorKind::NotFound:
            return 404;
        case kernel::ErrorKind::Conflict:
            return 409;
        case kernel::ErrorKind::Precondition:
            return 422;
        case kernel::ErrorKind::Exhausted:
            return 429;
        case kernel::ErrorKind::Unavailable:
            return 503;
        case kernel::ErrorKind::DataLoss:
        case kernel::ErrorKind::Internal:
            return 500;
    }
    return 500;
}

int statusOf(const Error& error) {
    for (const CodeStatus& exact : kExactStatus)
        if (exact.code == error.code) return exact.status;
    return statusOf(error.kind);
}

Response problem(const Error& error, const std::string& traceId, const ProblemRenderer& renderer) {
    Response response;
    response.status = statusOf(error);
    response.contentType = "application/problem+json";
    Json rendered = renderedOrBare(error, traceId, renderer);
    rendered["status"] = response.status;
    response.body = rendered.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (response.status == 503) response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response Response::json(int status, const Json& value) {
    Response response;
    response.status = status;
    response.body = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return response;
}

Response Response::failed(Error error) {
    Response response;
    response.status = statusOf(error);
    response.failure = std::move(error);
    return response;
}

std::string Request::header(const std::string& lowerCaseName) const {
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? std::string() : found->second;
}

/// Empty when the cookie is missing, or there twice with different values: then nobody can know
/// which one the browser meant.
std::string Request::cookie(const std::string& name) const {
    std::string_view rest;
    const auto header = headers.find("cookie");
    if (header != headers.end()) rest = header->second;
    std::optional<std::string> value;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        if (value && *value != pair.substr(equals + 1)) return {};
        value = pair.substr(equals + 1);
    }
    return value.value_or("");
}

}  // namespace mingjing::net
