// SPDX-License-Identifier: Apache-2.0
// A call for help: which presses are one call, and what its chain says of it.
#include <boost/test/unit_test.hpp>

#include "center/domain/help/help_call.h"

using namespace mingjing::domain;

namespace {

constexpr std::int64_t kPressedUs = 1'700'000'000'000'000;

struct HelpChain {
    Uuid id = Uuid::make(kPressedUs);
    EventList events;

    HelpChain& add(const char* type, const Uuid& by, std::int64_t atUs, Json body = Json::object(),
                   const std::optional<std::string>& found = std::nullopt) {
        auto event = std::make_shared<RecordedEvent>();
        event->seq = static_cast<std::int64_t>(events.size()) + 1;
        event->type = type;
        event->happenedUs = atUs;
        event->enteredUs = atUs + 7;
        event->actor = by;
        event->body = std::move(body);
        if (found) event->disclosed["found"] = {{"text", *found}};
        events.push_back(std::move(event));
        return *this;
    }
    [[nodiscard]] HelpCall call() const { return foldHelpCall(id, events); }
};

const Uuid kGuard = Uuid::make(kPressedUs);
const Uuid kOther = Uuid::make(kPressedUs);
const Uuid kRoomOne = Uuid::make(kPressedUs);
const Uuid kRoomTwo = Uuid::make(kPressedUs);

Json inHelpRoom(const Uuid& room) {
    return {{"roomId", room.text()}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(help)

BOOST_AUTO_TEST_CASE(which_press_joins_an_open_call) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs, inHelpRoom(kRoomOne));
    const HelpCall call = chain.call();
    const auto joins = [&](const Uuid& by, const std::optional<Uuid>& room, std::int64_t afterUs) {
        return joinsCall(call, by, room, kPressedUs + afterUs);
    };
    BOOST_TEST(joins(kGuard, std::nullopt, 0));
    BOOST_TEST(joins(kGuard, kRoomTwo, kSameCallUs));
    BOOST_TEST(!joins(kGuard, kRoomOne, kSameCallUs + 1));
    // A press that was kept without a network comes with its own, earlier time.
    BOOST_TEST(joins(kGuard, std::nullopt, -kSameCallUs));
    BOOST_TEST(!joins(kGuard, std::nullopt, -kSameCallUs - 1));
    BOOST_TEST(joins(kOther, kRoomOne, 1));
    BOOST_TEST(!joins(kOther, kRoomTwo, 1));
    BOOST_TEST(!joins(kOther, std::nullopt, 1));
}

BOOST_AUTO_TEST_CASE(each_press_of_a_call_carries_it_on) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs).add(kHelpCalled, kGuard, kPressedUs + kSameCallUs);
    BOOST_TEST(joinsCall(chain.call(), kGuard, std::nullopt, kPressedUs + 2 * kSameCallUs));
}

BOOST_AUTO_TEST_CASE(two_who_do_not_know_their_room_are_two_calls) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs);
    BOOST_TEST(!joinsCall(chain.call(), kOther, std::nullopt, kPressedUs + 1));
}

BOOST_AUTO_TEST_CASE(a_closed_call_is_not_joined) {
    HelpChain withdrawn;
    withdrawn.add(kHelpCalled, kGuard, kPressedUs).add(kHelpWithdrawn, kGuard, kPressedUs + 1);
    BOOST_TEST((withdrawn.call().state() == HelpState::Withdrawn));
    BOOST_TEST(!joinsCall(withdrawn.call(), kGuard, std::nullopt, kPressedUs + 2));
    HelpChain ended;
    ended.add(kHelpCalled, kGuard, kPressedUs)
        .add(kHelpEnded, kOther, kPressedUs + 1, Json::object(), "无事");
    BOOST_TEST((ended.call().state() == HelpState::Ended));
    BOOST_TEST(!joinsCall(ended.call(), kGuard, std::nullopt, kPressedUs + 2));
}

BOOST_AUTO_TEST_CASE(an_answer_leaves_it_open_and_names_who_goes) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs)
        .add(kHelpAnswered, kOther, kPressedUs + 5, {{"goes", {kOther.text(), kGuard.text()}}});
    const HelpCall call = chain.call();
    BOOST_TEST((call.state() == HelpState::Open));
    BOOST_TEST(call.goes(kOther));
    BOOST_TEST(call.goes(kGuard));
    BOOST_TEST(!call.goes(kRoomOne));
    BOOST_TEST(joinsCall(call, kGuard, std::nullopt, kPressedUs + 6));
}

BOOST_AUTO_TEST_CASE(what_was_found_stands_also_after_a_withdrawal_and_may_be_erased) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs)
        .add(kHelpWithdrawn, kGuard, kPressedUs + 1)
        .add(kHelpEnded, kOther, kPressedUs + 9, Json::object(), "误触")
        .add(kHelpEnded, kOther, kPressedUs + 10);
    const HelpCall call = chain.call();
    BOOST_TEST((call.state() == HelpState::Ended));
    BOOST_TEST_REQUIRE(call.ends.size() == 2U);
    BOOST_TEST(call.ends[0].found.value() == "误触");
    BOOST_TEST(!call.ends[1].found.has_value());
}

BOOST_AUTO_TEST_CASE(the_place_is_that_of_the_newest_press_that_knew_one) {
    HelpChain chain;
    chain.add(kHelpCalled, kGuard, kPressedUs, inHelpRoom(kRoomOne))
        .add(kHelpCalled, kOther, kPressedUs + 3, inHelpRoom(kRoomTwo))
        .add(kHelpCalled, kGuard, kPressedUs - 2, inHelpRoom(kRoomOne))
        .add(kHelpCalled, kGuard, kPressedUs + 4);
    const HelpCall call = chain.call();
    BOOST_TEST((call.roomId() == std::optional(kRoomTwo)));
    BOOST_TEST(call.calledUs() == kPressedUs - 2);
    BOOST_TEST(call.enteredUs() == kPressedUs + 7);
    BOOST_TEST((call.callers() == std::vector{kGuard, kOther}));
    BOOST_TEST(call.seq == 4);
    BOOST_TEST((!HelpChain().add(kHelpCalled, kGuard, kPressedUs).call().roomId().has_value()));
}

BOOST_AUTO_TEST_SUITE_END()
