// SPDX-License-Identifier: Apache-2.0
// Who may see what: every role against every material and class of room, written down a second
// time as a reader of the law would, and what the reaches mean.
#include "center/domain/permissions/access.h"

#include <map>

#include <boost/test/unit_test.hpp>

#include "center/domain/permissions/abilities.h"

using namespace mingjing::domain;

namespace {

/// Roles in the order of Words<Role>: duty officer, investigator, supervisor, administrator, kiosk,
/// unit head, bureau head, legal head, property keeper, guard. A all, u own unit, q own
/// questioning.
struct Line {
    Material material;
    RoomClass room;
    const char* reaches;
};
constexpr Line kLines[] = {
    {Material::Wall, RoomClass::None, "AAAAAAAAAA"},
    {Material::Board, RoomClass::None, "AuA--uAAAA"},
    {Material::Stay, RoomClass::None, "AuA--uAAAA"},
    {Material::Scan, RoomClass::None, "AuA----A--"},
    {Material::Transcript, RoomClass::None, "-uA----A--"},
    {Material::StayFile, RoomClass::None, "AuA----A--"},
    {Material::RecordingExport, RoomClass::None, "-uA--u-A--"},
    {Material::TrueIdentity, RoomClass::None, "-----uAA--"},
    {Material::Finding, RoomClass::None, "--A----A--"},
    {Material::Audit, RoomClass::None, "--AA------"},
    {Material::Live, RoomClass::General, "AqA--qA---"},
    {Material::Live, RoomClass::Questioning, "AqA--qA---"},
    {Material::Live, RoomClass::Confidential, "A-A---A---"},
    {Material::Live, RoomClass::NoPicture, "----------"},
    {Material::Live, RoomClass::Restricted, "----------"},
    {Material::Playback, RoomClass::General, "--A----A--"},
    {Material::Playback, RoomClass::Questioning, "--A----A--"},
    {Material::Playback, RoomClass::Confidential, "--A----A--"},
    {Material::Playback, RoomClass::NoPicture, "----------"},
    {Material::Playback, RoomClass::Restricted, "----------"},
    // The asking only: without an approval nobody sees it.
    {Material::BodyCheck, RoomClass::General, "----------"},
    {Material::BodyCheck, RoomClass::Questioning, "----------"},
    {Material::BodyCheck, RoomClass::Confidential, "----------"},
    {Material::BodyCheck, RoomClass::NoPicture, "----------"},
    {Material::BodyCheck, RoomClass::Restricted, "--A----A--"},
};

char letterOf(Reach reach) {
    return std::map<Reach, char>{{Reach::No, '-'},
                                 {Reach::OwnUnit, 'u'},
                                 {Reach::OwnQuestioning, 'q'},
                                 {Reach::All, 'A'}}[reach];
}

Staff memberWith(std::set<Role> roles) {
    Staff staff;
    staff.unitId = Uuid::make(1);
    staff.roles = std::move(roles);
    return staff;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sight)

BOOST_AUTO_TEST_CASE(the_table_is_as_written_and_nothing_else_is_seen) {
    for (const auto& [material, word] : Words<Material>::all)
        for (const auto& [room, roomWord] : Words<RoomClass>::all) {
            std::string expected(Words<Role>::all.size(), '-');
            for (const Line& line : kLines)
                if (line.material == material && line.room == room) expected = line.reaches;
            std::string found;
            for (const auto& [role, roleWord] : Words<Role>::all)
                found += letterOf(reachOf(role, material, room));
            BOOST_TEST_CONTEXT(word << " in " << roomWord) BOOST_TEST(found == expected);
        }
}

BOOST_AUTO_TEST_CASE(the_strictest_privacy_of_a_room_counts) {
    Room room;
    room.kind = RoomKind::Interrogation;
    for (const auto& [privacy, expected] :
         std::map<Privacy, RoomClass>{{Privacy::Normal, RoomClass::Questioning},
                                      {Privacy::NoSound, RoomClass::Confidential},
                                      {Privacy::NoPicture, RoomClass::NoPicture},
                                      {Privacy::Restricted, RoomClass::Restricted}}) {
        room.privacy = privacy;
        BOOST_TEST((classOf(room) == expected));
    }
    room.privacy = Privacy::Normal;
    room.kind = RoomKind::Waiting;
    BOOST_TEST((classOf(room) == RoomClass::General));
}

BOOST_AUTO_TEST_CASE(a_reach_ends_at_the_own_unit_and_the_own_questioning) {
    const Staff investigator = memberWith({Role::Investigator});
    BOOST_TEST(whyMaySee(investigator, sightOf(Material::Stay, investigator.unitId)).has_value());
    BOOST_TEST(!whyMaySee(investigator, sightOf(Material::Stay, Uuid::make(2))));
    Sight live{Material::Live, RoomClass::Questioning, {}, false};
    BOOST_TEST(!whyMaySee(investigator, live));
    live.ownUnitQuestionsNow = true;
    BOOST_TEST(whyMaySee(investigator, live).has_value());
}

BOOST_AUTO_TEST_CASE(of_several_roles_the_one_that_reaches_furthest_is_named) {
    const auto why = whyMaySee(memberWith({Role::Investigator, Role::DutyOfficer}),
                               sightOf(Material::Stay, Uuid::make(2)));
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST((why->role == Role::DutyOfficer && why->reach == Reach::All));
}

BOOST_AUTO_TEST_CASE(who_left_sees_nothing) {
    Staff gone = memberWith({Role::DutyOfficer});
    gone.active = false;
    BOOST_TEST(!whyMaySee(gone, {}));
    BOOST_TEST(abilitiesOf(gone).empty());
}

BOOST_AUTO_TEST_SUITE_END()
