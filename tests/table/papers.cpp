// SPDX-License-Identifier: Apache-2.0
// What the text of a page's code must be, and which print it belongs to.
#include "center/domain/stays/papers.h"

#include <boost/test/unit_test.hpp>

#include "center/kernel/bytes.h"

namespace mingjing::tests {

using namespace mingjing::domain;

namespace {

const std::string kHash(64, 'a');

SharedEvent entry(std::int64_t seq, const char* type, Json body, char hash) {
    RecordedEvent event;
    event.seq = seq;
    event.type = type;
    event.body = std::move(body);
    event.hash = *kernel::hashOfBytes(std::string(32, hash));
    return std::make_shared<RecordedEvent>(std::move(event));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(papers)

BOOST_AUTO_TEST_CASE(a_code_says_form_stay_head_and_page) {
    const auto code = parsePageCode("MJ1 rights 20261129-07 12 " + kHash + " c2ln 2/3");
    BOOST_REQUIRE(code.has_value());
    BOOST_TEST(code->form == "rights");
    BOOST_TEST(code->number == "20261129-07");
    BOOST_TEST(code->ofSeq == 12);
    BOOST_TEST(code->page == 2);
    BOOST_TEST(code->pages == 3);
}

BOOST_AUTO_TEST_CASE(a_code_may_name_the_head_of_the_log) {
    const auto code = parsePageCode("MJ1 rights 20261129-07 12 " + kHash + " c2ln 2/3 L41.7.cm9v");
    BOOST_REQUIRE(code.has_value());
    BOOST_TEST(code->log == "41.7.cm9v");
    BOOST_TEST(code->page == 2);
    BOOST_TEST(parsePageCode("MJ1 rights 20261129-07 12 " + kHash + " c2ln 2/3")->log.empty());
    for (const char* rest :
         {"L41.7.cm9v", "2/3 L41.7.cm9v more", "2/3 M41", "L41 2/3", "2/3 L41 L42"})
        BOOST_TEST(!parsePageCode("MJ1 rights 20261129-07 12 " + kHash + " c2ln " + rest), rest);
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_code) {
    const std::vector<std::string> others{std::string(),
                                          std::string("https://example.org"),
                                          "MJ2 rights 20261129-07 12 " + kHash + " c2ln 2/3",
                                          "MJ1 rights 20261129-07 x " + kHash + " c2ln 2/3",
                                          "MJ1 rights 20261129-07 0 " + kHash + " c2ln 2/3",
                                          "MJ1 rights 20261129-07 12 " + kHash + " c2ln 4/3",
                                          "MJ1 rights 20261129-07 12 " + kHash + " c2ln 0/3",
                                          "MJ1 rights 20261129-07 12 " + kHash + " c2ln 23",
                                          "MJ1 rights 20261129-07 12 abc c2ln 2/3",
                                          "MJ1 rights 20261129-07 12 " + kHash + " c2ln 2/3 more"};
    for (const std::string& text : others) BOOST_TEST(!parsePageCode(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_page_belongs_to_the_newest_copy_of_its_print) {
    const EventList events{entry(1, kPersonArrived, Json::object(), 'a'),
                           entry(2, kFormPrinted, {{"form", "rights"}, {"ofSeq", 1}}, 'b'),
                           entry(3, kFormPrinted, {{"form", "rights"}, {"ofSeq", 2}}, 'c')};
    const auto papers = papersOf(events);
    const auto found = [&](const char* form, std::int64_t ofSeq, char hash) {
        const std::string hex = kernel::hexOf(*kernel::hashOfBytes(std::string(32, hash)));
        const Paper* paper = paperOf(papers, events, {form, "", ofSeq, hex, 1, 1});
        return paper == nullptr ? 0 : paper->printSeq;
    };
    BOOST_TEST(found("rights", 1, 'a') == 2);
    BOOST_TEST(found("rights", 2, 'b') == 3);
    BOOST_TEST(found("rights", 1, 'x') == 0);
    BOOST_TEST(found("rights", 9, 'a') == 0);
    BOOST_TEST(found("care_log", 1, 'a') == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
