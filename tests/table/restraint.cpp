// SPDX-License-Identifier: Apache-2.0
// ENTR-12, 13: sobering and restraint.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

StayBuilder sobering(const char* means, bool guarded = true) {
    Json body{{"restraint", means}, {"breathMg", 90}};
    if (guarded) body["guard"] = kAuxiliary.text();
    return StayBuilder().event("SoberingBegan", kHourUs, std::move(body));
}
StayBuilder applied(StayBuilder stay, std::int64_t atUs, const char* kind) {
    return stay.event("RestraintApplied", atUs, {{"kind", kind}, {"reason", "violence"}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(restraint)

BOOST_AUTO_TEST_CASE(entr_12_means) {
    checkRows(soberingCare, "means:2",
              {
                  {"a strap", sobering("strap"), 2 * kHourUs, "pass"},
                  {"a rope", sobering("police_rope"), 2 * kHourUs, "pass"},
                  {"nothing", sobering("none"), 2 * kHourUs, "pass"},
                  {"handcuffs", sobering("handcuffs"), 2 * kHourUs, "breach"},
                  {"shackles", sobering("shackles"), 2 * kHourUs, "breach"},
                  {"a chair", sobering("chair"), 2 * kHourUs, "breach"},
                  {"a witness", sobering("chair").arrival("role", "witness"), 2 * kHourUs, "none"},
              });
    checkRows(soberingCare, "guard:2",
              {{"a guard is named", sobering("strap"), 2 * kHourUs, "pass"},
               {"nobody is", sobering("strap", false), 2 * kHourUs, "breach"}});
    checkRows(soberingCare, "means:3",
              {
                  {"handcuffs meanwhile", applied(sobering("none"), 2 * kHourUs, "handcuffs"),
                   3 * kHourUs, "breach"},
                  {"a strap meanwhile", applied(sobering("none"), 2 * kHourUs, "strap"),
                   3 * kHourUs, "pass"},
                  {"handcuffs before it",
                   applied(sobering("none"), kHourUs / 2, "handcuffs")
                       .event("RestraintRemoved", kHourUs - 1),
                   3 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(entr_12_release) {
    const std::int64_t sober = 3 * kHourUs;
    const auto strapped = [&](bool isSober = true) {
        return applied(sobering("none"), 2 * kHourUs, "strap")
            .event("SoberingEnded", sober, {{"sober", isSober}});
    };
    const std::int64_t due = sober + 10 * kMinuteUs;
    checkRows(soberingCare, "released:3",
              {
                  {"at once", strapped().event("RestraintRemoved", due), 5 * kHourUs, "pass"},
                  {"later", strapped().event("RestraintRemoved", due + 1), 5 * kHourUs, "breach"},
                  {"not yet", strapped(), due, "pending"},
                  {"one microsecond later", strapped(), due + 1, "breach"},
                  {"not sober", strapped(false), due + 1, "none"},
              });
}

BOOST_AUTO_TEST_CASE(entr_13) {
    const auto held = [] { return applied(StayBuilder(), kHourUs, "handcuffs"); };
    const std::int64_t due = kHourUs + 30 * kMinuteUs;
    const auto subject = [](std::int64_t atUs) { return "review:2:" + std::to_string(kT0 + atUs); };
    checkRows(
        restraintReviewed, subject(kHourUs),
        {
            {"30 min", held(), due, "pending"},
            {"one microsecond later", held(), due + 1, "breach"},
            {"reviewed at 30 min", held().event("RestraintReviewed", due), 2 * kHourUs, "pass"},
            {"reviewed later", held().event("RestraintReviewed", due + 1), 2 * kHourUs, "breach"},
            {"removed", held().event("RestraintRemoved", due), 5 * kHourUs, "pass"},
            {"left", held().departed(due), 5 * kHourUs, "pass"},
            {"no restraint", StayBuilder(), 5 * kHourUs, "none"},
        });
    const auto reviewed = held().event("RestraintReviewed", due);
    checkRows(restraintReviewed, subject(due),
              {{"and again", reviewed, due + 30 * kMinuteUs, "pending"},
               {"one microsecond later", reviewed, due + 30 * kMinuteUs + 1, "breach"}});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
