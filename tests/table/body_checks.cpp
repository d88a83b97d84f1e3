// SPDX-License-Identifier: Apache-2.0
// Recordings of body checks: what an approval opens, for whom, from when to when.
#include "center/domain/stays/body_checks.h"

#include <boost/test/unit_test.hpp>

namespace mingjing::tests {

using namespace domain;
using kernel::Uuid;

namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kDecidedUs = 1'795'516'286'000'000;

const Uuid kAsker = Uuid::make(1), kApprover = Uuid::make(2), kLens = Uuid::make(3);

/// A woman's stay with one granted approval of ten minutes of one camera.
Stay stayWithGrant() {
    Stay stay;
    stay.id = Uuid::make(4);
    stay.facts = PersonFacts{};
    stay.facts->sex = Sex::Female;
    Approval approval;
    approval.id = Uuid::make(5);
    approval.about = kBodyCheckApproval;
    approval.requestedBy = kAsker;
    approval.terms =
        toJson(BodyCheckTerms{kLens, kDecidedUs - 20 * kMinute, kDecidedUs - 10 * kMinute, 0});
    approval.decided = Moment{kDecidedUs, 9};
    approval.granted = true;
    approval.decidedBy = kApprover;
    approval.rightRole = true;
    stay.approvals.push_back(approval);
    return stay;
}

Staff reviewer() {
    Staff staff;
    staff.id = kAsker;
    staff.sex = Sex::Female;
    return staff;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(body_checks)

BOOST_AUTO_TEST_CASE(a_grant_opens_for_two_hours_or_until_the_wish_ends) {
    Stay stay = stayWithGrant();
    const auto openings = bodyCheckOpenings(stay);
    BOOST_REQUIRE(openings.size() == 1U);
    BOOST_TEST((openings[0].staffId == kAsker));
    BOOST_TEST(openings[0].grantedUs == kDecidedUs);
    BOOST_TEST(openings[0].untilUs == kDecidedUs + 120 * kMinute);
    for (const auto& [wishUs, untilUs] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {kDecidedUs + 30 * kMinute, kDecidedUs + 30 * kMinute},
             {kDecidedUs + 500 * kMinute, kDecidedUs + 120 * kMinute},
             {kDecidedUs - kMinute, kDecidedUs - kMinute}}) {
        stay.approvals[0].terms["untilUs"] = wishUs;
        BOOST_TEST(bodyCheckOpenings(stay).at(0).untilUs == untilUs);
    }
}

BOOST_AUTO_TEST_CASE(nothing_opens_without_a_decision_of_somebody_else_in_the_asked_role) {
    const auto opensWith = [](auto change) {
        Stay stay = stayWithGrant();
        change(stay, stay.approvals[0]);
        return !bodyCheckOpenings(stay).empty();
    };
    BOOST_TEST(opensWith([](Stay&, Approval&) {}));
    BOOST_TEST(!opensWith([](Stay&, Approval& a) { a.decided.reset(); }));
    BOOST_TEST(!opensWith([](Stay&, Approval& a) { a.granted = false; }));
    BOOST_TEST(!opensWith([](Stay&, Approval& a) { a.rightRole = false; }));
    BOOST_TEST(!opensWith([](Stay&, Approval& a) { a.decidedBy = a.requestedBy; }));
    BOOST_TEST(!opensWith([](Stay&, Approval& a) { a.about = "recording_export"; }));
    BOOST_TEST(!opensWith([](Stay& s, Approval&) { s.facts->sex.reset(); }));
    BOOST_TEST(!opensWith([](Stay& s, Approval&) { s.facts.reset(); }));
}

BOOST_AUTO_TEST_CASE(it_opens_for_one_person_of_the_same_sex_and_inside_its_interval_only) {
    const BodyCheckOpening opening = bodyCheckOpenings(stayWithGrant()).at(0);
    const std::int64_t fromUs = opening.terms.fromUs, toUs = opening.terms.toUs;
    const std::int64_t nowUs = kDecidedUs + kMinute;
    const auto open = [&](const Staff& who, std::int64_t from, std::int64_t to, std::int64_t now,
                          const Uuid& camera = kLens) {
        return isOpenFor(opening, who, camera, from, to, now);
    };
    BOOST_TEST(open(reviewer(), fromUs, toUs, nowUs));
    BOOST_TEST(open(reviewer(), fromUs + kMinute, toUs - kMinute, kDecidedUs));
    BOOST_TEST(!open(reviewer(), fromUs - 1, toUs, nowUs));
    BOOST_TEST(!open(reviewer(), fromUs, toUs + 1, nowUs));
    BOOST_TEST(!open(reviewer(), toUs, fromUs, nowUs));
    BOOST_TEST(!open(reviewer(), fromUs, toUs, kDecidedUs - 1));
    BOOST_TEST(!open(reviewer(), fromUs, toUs, opening.untilUs));
    BOOST_TEST(open(reviewer(), fromUs, toUs, opening.untilUs - 1));
    BOOST_TEST(!open(reviewer(), fromUs, toUs, nowUs, kAsker));
    Staff other = reviewer();
    other.id = kApprover;
    BOOST_TEST(!open(other, fromUs, toUs, nowUs));
    Staff man = reviewer();
    man.sex = Sex::Male;
    BOOST_TEST(!open(man, fromUs, toUs, nowUs));
    Staff gone = reviewer();
    gone.active = false;
    BOOST_TEST(!open(gone, fromUs, toUs, nowUs));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
