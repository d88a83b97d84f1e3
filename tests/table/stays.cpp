// SPDX-License-Identifier: Apache-2.0
// Folding of late reports, and the order of steps.
#include <boost/test/unit_test.hpp>

#include "center/domain/stays/plain_acts.h"
#include "center/domain/stays/steps.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

BOOST_AUTO_TEST_SUITE(stays)

BOOST_AUTO_TEST_CASE(a_late_report_takes_its_place) {
    const Stay stay = StayBuilder()
                          .placed(11 * kHourUs, kWaiting2)
                          .placed(10 * kHourUs, kWaiting)
                          .entered(12 * kHourUs)
                          .build();
    BOOST_TEST((stay.roomId == kWaiting2));
    BOOST_TEST(stay.seq == 3);
    const auto occupancies = occupanciesOf(stay);
    BOOST_REQUIRE(occupancies.size() == 2U);
    BOOST_TEST((occupancies[0].roomId == kWaiting));
    BOOST_TEST(occupancies[0].fromUs == kT0 + 10 * kHourUs);
    BOOST_TEST(occupancies[0].toUs.value() == kT0 + 11 * kHourUs);
    BOOST_TEST((occupancies[1].roomId == kWaiting2));
    BOOST_TEST(!occupancies[1].toUs.has_value());
}

BOOST_AUTO_TEST_CASE(ties_are_settled_by_entry_and_number) {
    const Stay byEntry = StayBuilder()
                             .placed(kHourUs, kWaiting)
                             .entered(3 * kHourUs)
                             .placed(kHourUs, kWaiting2)
                             .entered(2 * kHourUs)
                             .build();
    BOOST_TEST((byEntry.roomId == kWaiting));
    const Stay bySeq = StayBuilder().placed(kHourUs, kWaiting).placed(kHourUs, kWaiting2).build();
    BOOST_TEST((bySeq.roomId == kWaiting2));
    BOOST_TEST(occupanciesOf(bySeq).size() == 1U);
}

BOOST_AUTO_TEST_CASE(folding_further_is_folding_all) {
    StayBuilder builder;
    builder.facts({{"sex", "F"}, {"birthDate", "1990-01-01"}})
        .admitted(kHourUs)
        .placed(2 * kHourUs, kWaiting)
        .questioning(3 * kHourUs, kInterrogation, {kHan, kLiu})
        .joined(3 * kHourUs + kMinuteUs, kChen)
        .placed(2 * kHourUs + kMinuteUs, kWaiting2)  // late: before the questioning
        .questioningEnded(4 * kHourUs)
        .event(kCareGiven, 5 * kHourUs, {{"kind", "meal"}})
        .event(kCareGiven, kMinuteUs, {{"kind", "water"}})    // late: before everything
        .event(kCareGiven, 5 * kHourUs, {{"kind", "rest"}});  // the same moment
    const EventList all = builder.events();
    const Stay whole = builder.build();
    for (std::size_t split = 1; split <= all.size(); ++split) {
        const EventList first(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(split));
        const EventList rest(all.begin() + static_cast<std::ptrdiff_t>(split), all.end());
        const Stay further = foldFurther(foldStay(whole.id, first), first, rest);
        BOOST_TEST_CONTEXT("after " << split) {
            BOOST_TEST((further == whole));
        }
    }
    // One by one, as commands come.
    EventList known{all.front()};
    Stay grown = foldStay(whole.id, known);
    for (std::size_t i = 1; i < all.size(); ++i) {
        grown = foldFurther(grown, known, {all[i]});
        known.push_back(all[i]);
        BOOST_TEST((grown == foldStay(whole.id, known)));
    }
}

BOOST_AUTO_TEST_CASE(an_arrival_that_comes_later_is_folded_first_all_the_same) {
    const EventList all = StayBuilder().placed(kHourUs, kWaiting).events();
    const EventList first{all.at(1)};
    const Stay further = foldFurther(foldStay(idOf(1), first), first, {all.at(0)});
    BOOST_TEST((further == foldStay(idOf(1), all)));
}

namespace {

/// Two placements, a visit, an absence; then what was entered wrongly is corrected.
StayBuilder correctedStay() {
    StayBuilder builder;
    builder.admitted(kHourUs)
        .placed(2 * kHourUs, kWaiting)
        .event("VisitBegan", 3 * kHourUs, {{"kind", "lawyer"}})
        .event("VisitEnded", 4 * kHourUs)
        .event("AbsenceBegan", 5 * kHourUs, {{"reason", "medical"}})
        .event("AbsenceEnded", 6 * kHourUs);
    const std::int64_t placedSeq = builder.events().at(builder.events().size() - 5)->seq;
    return builder
        .event(kEntryCorrected, 7 * kHourUs,
               {{"ofSeq", placedSeq}, {"values", {{"roomId", kWaiting2.text()}}}})
        .event(kEntryCorrected, 8 * kHourUs,
               {{"ofSeq", placedSeq}, {"happenedUs", kT0 + 3 * kHourUs}})
        .event(kEntryCorrected, 9 * kHourUs,
               {{"ofSeq", placedSeq}, {"values", {{"roomId", kWaiting.text()}}}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_last_correction_holds_and_the_entry_stays) {
    const StayBuilder builder = correctedStay();
    const Stay stay = builder.build();
    BOOST_TEST((stay.placements.back().roomId == kWaiting));
    BOOST_TEST(stay.placements.back().moment.atUs == kT0 + 3 * kHourUs);
    BOOST_TEST(stay.seq == builder.events().back()->seq);
    for (const auto& event : builder.events())
        if (event->type == kPersonPlaced) BOOST_TEST(event->happenedUs == kT0 + 2 * kHourUs);
}

BOOST_AUTO_TEST_CASE(corrections_fold_alike_one_by_one) {
    const StayBuilder builder = correctedStay();
    const EventList all = builder.events();
    EventList known{all.front()};
    Stay grown = foldStay(builder.build().id, known);
    for (std::size_t i = 1; i < all.size(); ++i) {
        grown = foldFurther(grown, known, {all[i]});
        known.push_back(all[i]);
        BOOST_TEST((grown == foldStay(grown.id, known)));
    }
}

BOOST_AUTO_TEST_CASE(what_lasts_changes_the_state_and_gives_it_back) {
    StayBuilder builder;
    builder.admitted(kHourUs).placed(2 * kHourUs, kWaiting);
    const auto stateAfter = [&](const char* type, std::int64_t atUs, Json body = Json::object()) {
        builder.event(type, atUs, std::move(body));
        return std::string(wordOf(builder.build().state));
    };
    BOOST_TEST(stateAfter("VisitBegan", 3 * kHourUs, {{"kind", "lawyer"}}) == "visiting");
    BOOST_TEST(stateAfter("RestraintApplied", 3 * kHourUs + 1) == "visiting");
    BOOST_TEST(stateAfter("VisitEnded", 4 * kHourUs) == "waiting");
    BOOST_TEST(stateAfter("SoberingBegan", 5 * kHourUs) == "sobering");
    BOOST_TEST(stateAfter("SoberingEnded", 6 * kHourUs) == "waiting");
    BOOST_TEST(builder.build().needsNewSafetyCheck());
    BOOST_TEST(stateAfter("AbsenceBegan", 7 * kHourUs, {{"reason", "identify_scene"}}) ==
               "temporarily_out");
    BOOST_TEST(builder.build().isOut());
    BOOST_TEST(!builder.build().roomId.has_value());
    BOOST_TEST(stateAfter("AbsenceEnded", 8 * kHourUs) == "waiting");
    builder.safetyCheck(9 * kHourUs, {kHan, kLiu});
    BOOST_TEST(!builder.build().needsNewSafetyCheck());
    BOOST_TEST((builder.build().openSpell(SpellKind::Restraint) != nullptr));
    BOOST_TEST((builder.build().openSpell(SpellKind::Visit) == nullptr));
}

BOOST_AUTO_TEST_CASE(who_is_taken_out_is_in_no_room) {
    const Stay stay = StayBuilder()
                          .admitted(kHourUs)
                          .placed(2 * kHourUs, kWaiting)
                          .event("AbsenceBegan", 3 * kHourUs, {{"reason", "medical"}})
                          .event("AbsenceEnded", 5 * kHourUs)
                          .placed(6 * kHourUs, kWaiting)
                          .build();
    const auto stops = occupanciesOf(stay);
    BOOST_REQUIRE(stops.size() == 2U);
    BOOST_TEST(*stops[0].toUs == kT0 + 3 * kHourUs);
    BOOST_TEST(stops[1].fromUs == kT0 + 6 * kHourUs);
    BOOST_TEST(!stops[1].toUs.has_value());
}

BOOST_AUTO_TEST_CASE(plain_acts_are_refused_where_they_make_no_sense) {
    const auto refusalOf = [](const StayBuilder& builder, const char* act) {
        return actRefusal(builder.build(), *findPlainAct(act)).value_or("");
    };
    const auto admitted = [] { return StayBuilder().admitted(1); };
    const auto watched = admitted().event("WatchBegan", kHourUs);
    const auto witness = StayBuilder().arrival("role", "witness");
    const auto left = admitted().departed(kHourUs);
    const auto talks = admitted().questioning(kHourUs, kInterrogation, {});
    BOOST_TEST(refusalOf(admitted(), "begin_watch").empty());
    BOOST_TEST(refusalOf(watched, "begin_watch") == "step.already_runs");
    BOOST_TEST(refusalOf(watched, "hand_over_watch").empty());
    BOOST_TEST(refusalOf(admitted(), "hand_over_watch") == "step.does_not_run");
    BOOST_TEST(refusalOf(admitted(), "end_watch") == "step.does_not_run");
    BOOST_TEST(refusalOf(admitted(), "review_restraint") == "step.does_not_run");
    BOOST_TEST(refusalOf(witness, "apply_restraint") == "step.not_for_role");
    BOOST_TEST(refusalOf(witness, "begin_visit").empty());
    BOOST_TEST(refusalOf(left, "begin_visit") == "step.after_departure");
    BOOST_TEST(refusalOf(left, "confirm_intake").empty());
    BOOST_TEST(refusalOf(admitted(), "confirm_intake") == "step.not_departed");
    BOOST_TEST(refusalOf(talks, "begin_absence") == "step.questioning_runs");
}

BOOST_AUTO_TEST_CASE(late_entry_limit) {
    BOOST_TEST(!isLateEntry(kT0, kT0 + 5 * kMinuteUs));
    BOOST_TEST(isLateEntry(kT0, kT0 + 5 * kMinuteUs + 1));
}

BOOST_AUTO_TEST_CASE(what_is_not_disclosed_is_not_known) {
    const Stay sealed = StayBuilder().build();
    BOOST_TEST(!sealed.facts.has_value());
    BOOST_TEST(!sealed.identity.has_value());
    BOOST_TEST(!sealed.isMinor());
    BOOST_TEST(StayBuilder().facts({{"birthDate", "2008-11-25"}}).build().isMinor());
    BOOST_TEST(!StayBuilder().facts({{"birthDate", "2008-11-24"}}).build().isMinor());
}

BOOST_AUTO_TEST_CASE(order_of_steps) {
    const auto registered = [] { return StayBuilder().event(kPersonRegistered, 1); };
    const auto visitor = [] { return StayBuilder().arrival("role", "witness"); };
    const auto admitted = [] { return StayBuilder().admitted(1); };
    const auto talks = [&] { return admitted().questioning(kHourUs, kInterrogation, {}); };
    const auto decided = [&] { return admitted().event(kDecisionMade, kHourUs); };
    struct Row {
        StayBuilder stay;
        Step step;
        const char* refusal;  ///< empty: may be planned
    };
    const Row rows[] = {
        {StayBuilder(), Step::Register, ""},
        {registered(), Step::Register, "step.already_done"},
        {StayBuilder(), Step::SafetyCheck, "step.not_registered"},
        {registered(), Step::SafetyCheck, ""},
        {registered(), Step::Belongings, "step.no_safety_check"},
        {registered().safetyCheck(2, {kHan}), Step::Belongings, ""},
        {registered(), Step::Information, "step.no_belongings"},
        {StayBuilder(), Step::Place, "step.not_registered"},
        {registered(), Step::Place, ""},
        {registered(), Step::Question, "step.no_information"},
        {admitted(), Step::Question, ""},
        {registered(), Step::Decide, "step.no_information"},
        {admitted(), Step::Decide, ""},
        {admitted(), Step::ExitCheck, "step.no_decision"},
        {decided(), Step::ExitCheck, ""},
        {decided(), Step::Depart, "step.no_exit_check"},
        {decided().exitCheck(2 * kHourUs), Step::Depart, ""},
        {StayBuilder(), Step::Care, ""},
        {StayBuilder(), Step::Extend, ""},
        {talks(), Step::Question, "step.questioning_runs"},
        {talks(), Step::Place, "step.questioning_runs"},
        {talks(), Step::Decide, "step.questioning_runs"},
        {talks(), Step::Depart, "step.questioning_runs"},
        {talks(), Step::Care, ""},
        {talks(), Step::Extend, ""},
        {talks().questioningEnded(2 * kHourUs), Step::Place, ""},
        {visitor(), Step::SafetyCheck, "step.not_for_role"},
        {visitor(), Step::Extend, "step.not_for_role"},
        {visitor(), Step::Question, "step.not_registered"},
        {visitor().event(kPersonRegistered, 1), Step::Question, ""},
        {visitor(), Step::Depart, ""},
    };
    for (const Row& row : rows)
        BOOST_TEST(stepRefusal(row.stay.build(), row.step).value_or("") == row.refusal,
                   wordOf(row.step) << " " << row.refusal);
    for (const auto& [step, word] : Words<Step>::all)
        BOOST_TEST(stepRefusal(admitted().departed(kHourUs).build(), step).value_or("") ==
                       "step.after_departure",
                   word);
}

BOOST_AUTO_TEST_CASE(a_link_to_another_stay_lasts_until_it_is_undone) {
    const std::string link = idOf(801).text(), other = idOf(9).text();
    auto linked = StayBuilder()
                      .event(kStaysLinked, 1, {{"linkId", link}, {"stayId", other}})
                      .disclosed("why", {{"text", "指纹相同"}});
    BOOST_TEST((linked.build().samePerson() == std::vector<Uuid>{idOf(9)}));
    BOOST_TEST(linked.build().links.front().why == "指纹相同");
    const Stay undone = linked.event(kStaysUnlinked, 2, {{"linkId", link}, {"stayId", other}})
                            .disclosed("why", {{"text", "误认"}})
                            .build();
    BOOST_TEST(undone.samePerson().empty());
    BOOST_TEST(undone.links.size() == 1U);
    BOOST_TEST(undone.links.front().undoneWhy == "误认");
    // A second undoing changes nothing of the first.
    const Stay twice = linked.event(kStaysUnlinked, 3, {{"linkId", link}}).build();
    BOOST_TEST(twice.links.front().undone->atUs == undone.links.front().undone->atUs);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
