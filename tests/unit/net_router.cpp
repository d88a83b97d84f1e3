// SPDX-License-Identifier: Apache-2.0
// Which handler gets a path, and what a request tells of itself.
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "center/net/http_server.h"

namespace mingjing::tests {

namespace {

net::Router someRoutes() {
    const auto nothing = [](const net::Request&) { return net::Response::noContent(); };
    net::Router router;
    router.add("GET", "/stays/{id}", nothing);
    router.add("GET", "/stays/search", nothing);
    router.add("POST", "/stays", nothing, 10);
    router.add("GET", "/stays/{stay}/people/{person}", nothing);
    router.add("GET", "/", nothing);
    return router;
}

std::string patternFor(const net::Router& router, const std::string& method,
                       const std::string& path) {
    const auto match = router.find(method, path);
    return match.route == nullptr ? "none" : match.route->pattern;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(a_literal_segment_wins_over_a_value) {
    const net::Router router = someRoutes();

    BOOST_TEST(patternFor(router, "GET", "/stays/search") == "/stays/search");
    BOOST_TEST(patternFor(router, "GET", "/stays/7") == "/stays/{id}");
    BOOST_TEST(patternFor(router, "GET", "/") == "/");
}

BOOST_AUTO_TEST_CASE(a_value_is_one_segment_and_never_empty) {
    const net::Router router = someRoutes();
    const auto match = router.find("GET", "/stays/7/people/张");

    BOOST_TEST(match.pathValues.at("stay") == "7");
    BOOST_TEST(match.pathValues.at("person") == "张");
    BOOST_TEST(patternFor(router, "GET", "/stays/") == "none");
    BOOST_TEST(patternFor(router, "GET", "/stays/7/people") == "none");
    BOOST_TEST(patternFor(router, "GET", "/stays/7/") == "none");
    BOOST_TEST(patternFor(router, "GET", "stays/7") == "none");
    BOOST_TEST(patternFor(router, "GET", "") == "none");
}

BOOST_AUTO_TEST_CASE(a_wrong_method_is_told_apart_from_a_wrong_path) {
    const net::Router router = someRoutes();
    const auto wrongMethod = router.find("DELETE", "/stays/7");
    const auto wrongPath = router.find("GET", "/elsewhere");

    BOOST_TEST((wrongMethod.route == nullptr && wrongMethod.pathKnown));
    BOOST_TEST(wrongMethod.allow == "GET");
    BOOST_TEST((wrongPath.route == nullptr && !wrongPath.pathKnown));
}

BOOST_AUTO_TEST_CASE(a_cookie_sent_twice_with_different_values_is_no_cookie) {
    net::Request request;
    request.headers["cookie"] = "a=1; __Host-mingjing=token; a=2; b=x=y; c=1; c=1";

    BOOST_TEST(request.cookie("__Host-mingjing") == "token");
    BOOST_TEST(request.cookie("b") == "x=y");
    BOOST_TEST(request.cookie("c") == "1");
    BOOST_TEST(request.cookie("a").empty());
    BOOST_TEST(request.cookie("d").empty());
    BOOST_TEST(request.cookie("mingjing").empty());
}

BOOST_AUTO_TEST_CASE(a_problem_has_the_status_of_its_code_even_when_the_renderer_fails) {
    const auto error = kernel::Error::of(kernel::ErrorKind::InvalidInput, "net.length_required");
    const net::ProblemRenderer broken = [](const kernel::Error&, const std::string&) -> net::Json {
        throw std::runtime_error("no catalogue");
    };

    const auto response = net::problem(error, "trace-1", broken);

    const auto json = net::Json::parse(response.body);
    BOOST_TEST(response.status == 411);
    BOOST_TEST(response.contentType == "application/problem+json");
    BOOST_TEST(json.at("status").get<int>() == 411);
    BOOST_TEST(json.at("code").get<std::string>() == "net.length_required");
    BOOST_TEST(json.at("traceId").get<std::string>() == "trace-1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
