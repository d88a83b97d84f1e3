// SPDX-License-Identifier: Apache-2.0
// What is a signature by pen, which form takes one, and what it counts for.
#include <boost/test/unit_test.hpp>

#include "center/domain/stays/papers.h"
#include "center/domain/stays/pen_signature.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace mingjing::domain;

namespace {

PenStroke penLine(int fromX, int fromY, int toX, int toY, std::int64_t ms = 0) {
    return {{fromX, fromY, ms}, {toX, toY, ms + 80}};
}

std::string faultOf(const std::vector<PenStroke>& strokes) {
    return strokesFault(strokes).value_or("none");
}

/// Listed at one minute (entry 2), printed (entry 3); then what is given.
StayBuilder listedAndPrinted() {
    return StayBuilder()
        .event(kBelongingsListed, kMinuteUs, {{"signedByPerson", false}})
        .event(kFormPrinted, 2 * kMinuteUs, {{"form", "belongings"}, {"ofSeq", 2}});
}

Json signing(const char* form, std::int64_t printSeq, const char* how = "pen") {
    return {{"form", form}, {"how", how}, {"pages", 1}, {"printSeq", printSeq}};
}

Json scanned(int page, bool isSigned) {
    return {{"form", "belongings"},
            {"page", page},
            {"pages", 2},
            {"printSeq", 3},
            {"signed", isSigned}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pen)

BOOST_AUTO_TEST_CASE(what_is_no_signature) {
    const auto many = [](std::size_t strokes, std::size_t points) {
        return std::vector<PenStroke>(strokes, PenStroke(points, PenPoint{10, 10, 0}));
    };
    struct Row {
        const char* what;
        std::vector<PenStroke> strokes;
        const char* fault;
    };
    const Row rows[] = {
        {"nothing", {}, "pen.empty"},
        {"a stroke without a point", {{}}, "pen.empty"},
        {"a dot", {{{500, 200, 0}}}, "pen.only_dots"},
        {"a slip", {penLine(500, 200, 540, 200)}, "pen.only_dots"},
        {"scribbling on one spot", std::vector<PenStroke>(9, penLine(500, 200, 559, 200)),
         "pen.time_backwards"},
        {"the same with rising times",
         {penLine(500, 200, 559, 200), penLine(559, 200, 500, 200, 100),
          penLine(500, 200, 559, 200, 200)},
         "pen.only_dots"},
        {"long enough, but for one thousandth", {penLine(400, 100, 549, 100)}, "pen.only_dots"},
        {"long enough", {penLine(400, 100, 550, 100)}, "none"},
        {"two strokes", {penLine(400, 100, 400, 230), penLine(350, 160, 450, 160, 100)}, "none"},
        {"out of the field", {penLine(400, 100, 1001, 100)}, "pen.outside"},
        {"above it", {penLine(400, -1, 600, 100)}, "pen.outside"},
        {"a clock that goes back",
         {penLine(400, 100, 400, 230, 100), penLine(350, 160, 450, 160)},
         "pen.time_backwards"},
        {"too many strokes", many(kMostPenStrokes + 1, 1), "pen.too_long"},
        {"too many points", many(2, kMostPenPoints), "pen.too_long"},
    };
    for (const Row& row : rows) BOOST_TEST(faultOf(row.strokes) == row.fault, row.what);
}

BOOST_AUTO_TEST_CASE(only_the_list_of_belongings_is_signed_by_pen) {
    for (const FormSigning& row : formSignings()) {
        BOOST_TEST((row.pen == PenLaw::Allowed) == (row.form == "belongings"), row.form);
        BOOST_TEST(signingOf(row.form) == &row);
    }
    BOOST_TEST((signingOf("transcript")->pen == PenLaw::Fingerprint));
    BOOST_TEST(std::string(signingOf("transcript")->rule) == "INTR-09");
    BOOST_TEST(signingOf("nothing") == nullptr);
}

BOOST_AUTO_TEST_CASE(belg_04_is_met_by_a_signed_print_of_the_list) {
    struct Row {
        const char* what;
        StayBuilder stay;
        const char* expected;
    };
    const auto relisted = StayBuilder()
                              .event(kFormPrinted, kSecondUs, {{"form", "belongings"}})
                              .event(kBelongingsListed, kMinuteUs, {{"signedByPerson", false}})
                              .event(kFormSignedByPen, 3 * kMinuteUs, signing("belongings", 2));
    const Row rows[] = {
        {"not signed", listedAndPrinted(), "breach"},
        {"by pen",
         listedAndPrinted().event(kFormSignedByPen, 3 * kMinuteUs, signing("belongings", 3)),
         "pass"},
        {"refused",
         listedAndPrinted().event(kFormSignedByPen, 3 * kMinuteUs,
                                  signing("belongings", 3, "refused")),
         "breach"},
        {"another form",
         listedAndPrinted().event(kFormSignedByPen, 3 * kMinuteUs, signing("rights", 3)), "breach"},
        {"a print from before the list", relisted, "breach"},
        {"the last page scanned",
         listedAndPrinted().event(kScanReturned, 3 * kMinuteUs, scanned(2, true)), "pass"},
        {"another page", listedAndPrinted().event(kScanReturned, 3 * kMinuteUs, scanned(1, true)),
         "breach"},
        {"a scan without a signature",
         listedAndPrinted().event(kScanReturned, 3 * kMinuteUs, scanned(2, false)), "breach"},
    };
    for (const Row& row : rows)
        BOOST_TEST(
            outcomeOf(belongingsSigned, row.stay.build(), "signature", kHourUs) == row.expected,
            row.what);
}

BOOST_AUTO_TEST_CASE(belg_06_is_met_by_a_list_that_was_printed_after_the_return) {
    const auto returned = [](std::int64_t printSeq) {
        return StayBuilder()
            .event(kBelongingsListed, kMinuteUs, {{"count", 1}, {"signedByPerson", true}})
            .event("BelongingMoved", kHourUs,
                   {{"item", 1}, {"action", "returned"}, {"signedByPerson", false}})
            .event(kFormPrinted, kHourUs + kMinuteUs, {{"form", "belongings"}, {"ofSeq", 3}})
            .event(kFormSignedByPen, kHourUs + 2 * kMinuteUs, signing("belongings", printSeq))
            .event(kPersonDeparted, 2 * kHourUs);
    };
    BOOST_TEST(outcomeOf(belongingsSettled, returned(4).build(), "signature:3", 3 * kHourUs) ==
               "pass");
    BOOST_TEST(outcomeOf(belongingsSettled, returned(2).build(), "signature:3", 3 * kHourUs) ==
               "breach");
}

BOOST_AUTO_TEST_CASE(each_signing_belongs_to_its_own_print) {
    auto event = [](std::int64_t seq, const char* type, Json body) {
        auto made = std::make_shared<RecordedEvent>();
        made->seq = seq;
        made->type = type;
        made->body = std::move(body);
        return made;
    };
    auto signedOne = event(4, kFormSignedByPen, signing("belongings", 2));
    signedOne->disclosed["signature"] = {{"picture", "AQID"}};
    const auto papers = papersOf({event(2, kFormPrinted, {{"form", "belongings"}}),
                                  event(3, kFormPrinted, {{"form", "belongings"}}), signedOne,
                                  event(5, kFormSignedByPen, signing("belongings", 99))});
    BOOST_TEST_REQUIRE(papers.size() == 2U);
    BOOST_TEST(papers[0].pens.size() == 1U);
    BOOST_TEST(papers[0].pages == 1);
    BOOST_TEST(papers[1].pens.empty());
    BOOST_TEST(penPictureOf(*signedOne).value() == std::string("\x01\x02\x03"));
    BOOST_TEST(!penPictureOf(*event(6, kFormSignedByPen, signing("belongings", 2))).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
