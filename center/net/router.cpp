// SPDX-License-Identifier: Apache-2.0
// Matching a decoded path against patterns; literal segments win over values.
#include <algorithm>

#include "center/kernel/check.h"
#include "center/net/http_server.h"

namespace mingjing::net {

namespace {

std::vector<std::string> segmentsOf(const std::string& path) {
    std::vector<std::string> segments;
    std::size_t from = 1;
    while (from <= path.size()) {
        const std::size_t slash = std::min(path.find('/', from), path.size());
        segments.push_back(path.substr(from, slash - from));
        from = slash + 1;
    }
    return segments;
}

bool isValue(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                      [](const std::string& wanted, const std::string& given) {
                          return isValue(wanted) ? !given.empty() : wanted == given;
                      });
}

/// Same number of segments is given: is `a` literal where the two first differ in that?
bool isMoreLiteral(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const std::string& x, const std::string& y) { return !isValue(x) && isValue(y); });
}

bool sameShape(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const std::string& x, const std::string& y) {
                          return isValue(x) ? isValue(y) : x == y;
                      });
}

}  // namespace

void Router::add(const std::string& method, const std::string& pattern, Handler handler,
                 std::size_t maxBodyBytes) {
    CHECK(!pattern.empty() && pattern.front() == '/', "a pattern starts with a slash");
    CHECK(handler != nullptr, "a route needs a handler");
    auto segments = segmentsOf(pattern);
    for (const Route& known : routes_)
        CHECK(known.method != method || !sameShape(known.segments, segments), pattern.c_str());
    routes_.push_back({method, pattern, std::move(segments), std::move(handler), maxBodyBytes});
}

Router::Match Router::find(const std::string& method, const std::string& path) const {
    Match match;
    if (path.empty() || path.front() != '/') return match;
    const auto segments = segmentsOf(path);
    for (const Route& route : routes_) {
        if (!fits(route.segments, segments)) continue;
        match.pathKnown = true;
        if (match.allow.find(route.method) == std::string::npos)
            match.allow += (match.allow.empty() ? "" : ", ") + route.method;
        if (route.method != method) continue;
        if (match.route == nullptr || isMoreLiteral(route.segments, match.route->segments))
            match.route = &route;
    }
    if (match.route == nullptr) return match;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::string& wanted = match.route->segments[i];
        if (isValue(wanted)) match.pathValues[wanted.substr(1, wanted.size() - 2)] = segments[i];
    }
    return match;
}

}  // namespace mingjing::net
