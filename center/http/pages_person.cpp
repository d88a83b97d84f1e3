// SPDX-License-Identifier: Apache-2.0
// Who the person is besides name and number: special groups, samples, injuries side by side, other
// stays of the same person.
#include "center/app/openings.h"
#include "center/domain/stays/body_maps.h"
#include "center/http/pages.h"

namespace mingjing::http {

namespace {

Json collectionsJson(const domain::Stay& stay) {
    Json list = Json::array();
    for (const domain::Collection& collection : stay.collections) {
        Json item = {{"atUs", collection.moment.atUs}, {"kinds", collection.kinds}};
        if (collection.consent) item["consent"] = *collection.consent;
        list.push_back(std::move(item));
    }
    return list;
}

Json markJson(const Json& mark, bool differs) {
    Json json = mark;
    json["differs"] = differs;
    return json;
}

Json bodyMapJson(const domain::BodyMap& map, const Directory& directory) {
    Json json = {{"atUs", map.note.atUs()},
                 {"byName", directory.member(map.note.event().actor)["name"]},
                 {"gone", Json::array()},
                 {"occasion", map.occasion},
                 {"seq", map.note.moment().seq}};
    for (const Json& mark : map.gone) json["gone"].push_back(markJson(mark, true));
    if (const std::string said = map.note.word("injuries"); !said.empty()) json["said"] = said;
    if (const Json* note = map.note.sealed("note")) json["note"] = note->value("text", "");
    if (!map.marks) return json;
    json["marks"] = Json::array();
    for (std::size_t i = 0; i < map.marks->size(); ++i)
        json["marks"].push_back(markJson((*map.marks)[i], map.fresh[i]));
    return json;
}

/// Of a stay that this reader may not see, only that it is there.
void addOther(Json& json, const app::LoadedStay& other) {
    const domain::Stay& stay = other.stay;
    json["arrivedAtUs"] = stay.arrived.atUs;
    json["displayName"] = shortened(stay.identity ? stay.identity->value("name", "") : "");
    json["state"] = domain::wordOf(stay.state);
}

}  // namespace

Result<Json> Pages::linkJson(const domain::PersonLink& link, const app::Actor& reader) {
    MJ_ASSIGN(const auto row, unit_.stays().find(link.stayId));
    Json json = {{"by", directory_.member(link.by)},
                 {"linkId", link.id.text()},
                 {"linkedAtUs", link.linked.atUs},
                 {"number", row ? row->number : ""},
                 {"stayId", link.stayId.text()}};
    if (!link.why.empty()) json["why"] = link.why;
    if (link.undone) {
        json["undoneAtUs"] = link.undone->atUs;
        json["undoneBy"] = directory_.member(link.undoneBy);
        if (!link.undoneWhy.empty()) json["undoneWhy"] = link.undoneWhy;
    }
    if (!row || !maySeeStayOf(reader.staff, row->unitId)) return json;
    const auto other = house_.stays.find(unit_, link.stayId);
    if (!other.ok() && other.error().kind != kernel::ErrorKind::DataLoss) return other.error();
    if (!other.ok()) return json;
    MJ_ASSIGN(const bool sealed,
              app::isSealedFor(unit_, reader, (*other)->stay, house_.clock.wall().us));
    if (!sealed) addOther(json, **other);
    return json;
}

Status Pages::addPerson(const app::LoadedStay& loaded, const domain::Centre& centre,
                        const app::Actor& reader, Json& detail) {
    const domain::Stay& stay = loaded.stay;
    detail["belongingPhotos"] = photosJson(loaded.events, directory_);
    detail["collections"] = collectionsJson(stay);
    detail["pseudonym"] = stay.trueIdentity.has_value();
    if (stay.groups.answers) detail["groups"] = *stay.groups.answers;
    detail["injuries"] = Json::array();
    for (const auto& map : domain::bodyMaps(stay, centre.settings.injuryToleranceMilli))
        detail["injuries"].push_back(bodyMapJson(map, directory_));
    detail["samePerson"] = Json::array();
    for (const domain::PersonLink& link : stay.links) {
        MJ_ASSIGN(Json json, linkJson(link, reader));
        detail["samePerson"].push_back(std::move(json));
    }
    return {};
}

}  // namespace mingjing::http
