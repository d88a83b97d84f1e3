// SPDX-License-Identifier: Apache-2.0
// Who may see what, and why: the table of access, and what it says of one person.
#include "center/app/openings.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using domain::Material;
using domain::Reach;
using domain::RoomClass;

namespace {

bool isOfRoom(Material material) {
    return material == Material::Live || material == Material::Playback ||
           material == Material::BodyCheck;
}

Json cellJson(const app::Messages& messages, Material material, RoomClass room) {
    const std::string materialWord(domain::wordOf(material)), roomWord(domain::wordOf(room));
    Json cell = {{"material", materialWord}, {"reaches", Json::array()}, {"room", roomWord}};
    addWords(messages, cell, "label", "access.material." + materialWord);
    addWords(messages, cell, "roomLabel", "access.room." + roomWord);
    for (const auto& [role, word] : domain::Words<domain::Role>::all) {
        const Reach reach = reachOf(role, material, room);
        if (reach == Reach::No) continue;
        Json one = {{"reach", domain::wordOf(reach)}, {"role", word}};
        addWords(messages, one, "roleLabel", "access.role." + std::string(word));
        addWords(messages, one, "reachLabel", "access.reach." + std::string(domain::wordOf(reach)));
        cell["reaches"].push_back(std::move(one));
    }
    return cell;
}

Json accessTable(const app::Messages& messages) {
    Json items = Json::array();
    for (const auto& [material, word] : domain::Words<Material>::all)
        for (const auto& [room, roomWord] : domain::Words<RoomClass>::all)
            if (material == Material::BodyCheck ? room == RoomClass::Restricted
                                                : isOfRoom(material) == (room != RoomClass::None))
                items.push_back(cellJson(messages, material, room));
    return {{"items", items}};
}

/// What the question is about, as far as the caller named it.
struct Question {
    domain::Staff who;
    app::SharedStay stay;  ///< null: no stay is meant
    bool sealed = false;
    std::optional<domain::Room> room;
    bool ownUnitQuestions = false;
};

Json answerJson(const app::Messages& messages, const Question& question, Material material) {
    const std::string word(domain::wordOf(material));
    domain::Sight sight{material, RoomClass::None, {}, question.ownUnitQuestions};
    if (isOfRoom(material)) sight.room = domain::classOf(*question.room);
    if (question.stay) sight.unitId = question.stay->stay.unitId;
    const auto why = whyMaySee(question.who, sight);
    const bool ofStay = question.stay && material != Material::Wall && material != Material::Audit;
    const bool shut = why && ofStay && question.sealed && !isOfRoom(material);
    std::string key = "access.because.no";
    if (why) key = "access.because." + std::string(domain::wordOf(why->reach));
    if (shut) key = "access.because.sealed";
    Json answer = {{"allowed", why.has_value() && !shut}, {"material", word}};
    addWords(messages, answer, "label", "access.material." + word);
    const std::string role =
        why ? "access.role." + std::string(domain::wordOf(why->role)) : "access.role.none";
    answer["because"] = messages.zh(key, {{"role", messages.zh(role)}});
    answer["becauseEn"] = messages.en(key, {{"role", messages.en(role)}});
    return answer;
}

Result<domain::Staff> whoIsMeant(const Call& call, const Pages& pages,
                                 const std::optional<Uuid>& staffId) {
    if (!staffId || *staffId == call.actor.id()) return call.actor.staff;
    MJ_TRY(needsOneOf(call.actor, {Ability::Administer, Ability::SeeAudit}));
    const auto found = pages.directory().staff.find(*staffId);
    if (found == pages.directory().staff.end()) return Error::invalid("staffId", "staff.unknown");
    return found->second;
}

/// A stay that the caller may not see is not there for them, whoever they ask about.
Status readStayOf(House& house, const Call& call, app::UnitOfWork& unit, const Uuid& id,
                  Question& question) {
    MJ_ASSIGN(question.stay, house.stays.find(unit, id));
    const domain::Stay& stay = question.stay->stay;
    if (!maySeeStayOf(call.actor.staff, stay.unitId) && !call.actor.can(Ability::Administer))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    app::Actor who = call.actor;
    who.staff = question.who;
    MJ_ASSIGN(question.sealed, app::isSealedFor(unit, who, stay, house.clock.wall().us));
    if (!stay.roomId) return {};
    const domain::Questioning* open = stay.openQuestioning();
    question.ownUnitQuestions = open != nullptr && maySeeStayOf(question.who, stay.unitId);
    return {};
}

Result<Json> explain(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const auto staffId = query.id("staffId");
    const auto stayId = query.id("stayId");
    const auto roomId = query.id("roomId");
    MJ_TRY(query.done());
    Question question;
    MJ_ASSIGN(question.who, whoIsMeant(call, pages, staffId));
    if (stayId) MJ_TRY(readStayOf(house, call, unit, *stayId, question));
    const auto place = roomId ? roomId : question.stay ? question.stay->stay.roomId : std::nullopt;
    if (place) {
        const auto room = pages.directory().rooms.find(*place);
        if (room == pages.directory().rooms.end()) return Error::invalid("roomId", "room.unknown");
        question.room = room->second;
    }
    Json items = Json::array();
    for (const auto& [material, word] : domain::Words<Material>::all)
        if (!isOfRoom(material) || question.room)
            items.push_back(answerJson(house.messages, question, material));
    return Json{{"items", items},
                {"who", {{"id", question.who.id.text()}, {"name", question.who.name}}}};
}

}  // namespace

void addSightRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/access/table",
               reading(house, {}, [&house](const Call&, auto&, Pages&) -> Result<Json> {
                   return accessTable(house.messages);
               }));
    router.add("GET", "/api/v1/access/why",
               reading(house, {}, [&house](const Call& c, auto& u, Pages& p) {
                   return explain(house, c, u, p);
               }));
}

}  // namespace mingjing::http
