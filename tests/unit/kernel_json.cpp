// SPDX-License-Identifier: Apache-2.0
// The canonical form that is hashed, and what the strict parser refuses.
#include <boost/test/unit_test.hpp>

#include "center/kernel/result.h"

namespace mingjing::tests {

using kernel::canonicalJson;
using kernel::Json;
using kernel::parseJson;

BOOST_AUTO_TEST_SUITE(kernel_json)

BOOST_AUTO_TEST_CASE(canonical_bytes) {
    struct Row {
        const char* what;
        const char* from;
        const char* to;
    };
    const Row rows[] = {
        {"keys by code unit, no spaces", R"({ "b" : 1, "a": 2, "B": 3, "_": 4 })",
         R"({"B":3,"_":4,"a":2,"b":1})"},
        {"order of arrays stays", "[3, 1, 2]", "[3,1,2]"},
        {"short escapes", R"("\u0008\u0009\u000a\u000c\u000d")", R"("\b\t\n\f\r")"},
        {"other control characters in lower case", R"("\u001F\u0000")", R"("\u001f\u0000")"},
        {"quote and backslash", R"("\u0022\u005c")", R"("\"\\")"},
        {"the solidus is not escaped", R"("\/")", R"("/")"},
        {"DEL and Chinese stay raw", "\"\\u007f\\u660e\\u955c\"", "\"\x7f明镜\""},
        {"surrogate pairs become UTF-8", R"("\ud83d\ude02")", "\"\xf0\x9f\x98\x82\""},
        {"minus zero", "-0", "0"},
        {"largest integer", "9007199254740991", "9007199254740991"},
        {"smallest integer", "-9007199254740991", "-9007199254740991"},
        {"words", "[null,true,false]", "[null,true,false]"},
        {"empty things", R"([ { }, [ ], "" ])", R"([{},[],""])"},
    };
    for (const Row& row : rows) {
        BOOST_TEST_CONTEXT(row.what) {
            const auto parsed = parseJson(row.from);
            BOOST_REQUIRE(parsed.ok());
            const auto text = canonicalJson(*parsed);
            BOOST_REQUIRE(text.ok());
            BOOST_TEST(*text == row.to);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_has_no_canonical_form) {
    struct Row {
        const char* what;
        Json value;
        const char* field;
    };
    const Row rows[] = {
        {"a fraction", Json{{"a", 1.5}}, "/a"},
        {"a whole float", Json::array({1.0}), "/0"},
        {"2^53", Json{{"a", Json::array({0, 9007199254740992LL})}}, "/a/1"},
        {"-2^53", Json(-9007199254740992LL), ""},
        {"beyond int64", Json(18446744073709551615ULL), ""},
        {"a key outside ASCII", Json{{"明", 1}}, ""},
        {"broken UTF-8", Json{{"a", "\xff"}}, ""},
        {"an overlong form", Json("\xc0\xaf"), ""},
        {"half a surrogate pair", Json("\xed\xa0\x80"), ""},
    };
    for (const Row& row : rows) {
        BOOST_TEST_CONTEXT(row.what) {
            const auto text = canonicalJson(row.value);
            BOOST_REQUIRE(!text.ok());
            BOOST_TEST(text.error().code == "json.not_canonical");
            BOOST_TEST(text.error().field == row.field);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_parser_refuses) {
    const std::string deep33 = std::string(33, '[') + std::string(33, ']');
    struct Row {
        const char* what;
        std::string text;
        const char* code;
    };
    const Row rows[] = {
        {"nothing", "", "json.malformed"},
        {"a trailing comma", "[1,]", "json.malformed"},
        {"two values", "{} {}", "json.malformed"},
        {"a comment", "/**/1", "json.malformed"},
        {"NaN", "NaN", "json.malformed"},
        {"broken UTF-8", "\"\xff\"", "json.malformed"},
        {"a lone surrogate", R"("\ud800")", "json.malformed"},
        {"a raw control character", "\"\n\"", "json.malformed"},
        {"a key twice", R"({"a":1,"a":1})", "json.duplicate_key"},
        {"a key twice, one escaped", R"({"a":1,"\u0061":2})", "json.duplicate_key"},
        {"a key twice further in", R"([{"x":{"a":1,"b":2,"a":3}}])", "json.duplicate_key"},
        {"33 levels", deep33, "json.too_deep"},
        {"many levels, never closed", std::string(100000, '{'), "json.too_deep"},
    };
    for (const Row& row : rows) {
        BOOST_TEST_CONTEXT(row.what) {
            const auto parsed = parseJson(row.text);
            BOOST_REQUIRE(!parsed.ok());
            BOOST_TEST(parsed.error().code == row.code);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_parser_lets_through) {
    BOOST_TEST(parseJson(std::string(32, '[') + std::string(32, ']')).ok());
    BOOST_TEST(parseJson(R"(["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["])").ok());
    BOOST_TEST(parseJson(R"([{"a":1},{"a":1}])").ok());
    BOOST_TEST(parseJson(R"({"a":{"a":1}})").ok());
    BOOST_TEST(parseJson("[1]", 3).ok());
    const auto large = parseJson("[12]", 3);
    BOOST_REQUIRE(!large.ok());
    BOOST_TEST(large.error().code == "json.too_large");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
