// SPDX-License-Identifier: Apache-2.0
// Links are followed from stay to stay; numbers are compared in memory, never in the database.
#include "center/app/same_person.h"

#include <set>

namespace mingjing::app {

namespace {

constexpr int kMostOfCase = 100;
constexpr std::size_t kMostSame = 50;

/// Nothing when the stay cannot be read because it is damaged or gone.
Result<SharedStay> readable(UnitOfWork& unit, KeptStays& stays, const Uuid& id) {
    auto found = stays.find(unit, id);
    if (found.ok()) return found;
    const ErrorKind kind = found.error().kind;
    if (kind == ErrorKind::DataLoss || kind == ErrorKind::NotFound) return SharedStay();
    return found.error();
}

/// Kind and number; empty when there is none, or it is sealed.
std::string numberOf(const domain::Stay& stay) {
    if (!stay.identity) return "";
    const std::string number = stay.identity->value("idNumber", "");
    return number.empty() ? "" : stay.identity->value("idType", "") + ":" + number;
}

}  // namespace

Result<std::vector<SharedStay>> staysOfSamePerson(UnitOfWork& unit, KeptStays& stays,
                                                  const domain::Stay& stay) {
    std::vector<SharedStay> same;
    std::set<Uuid> known{stay.id};
    std::vector<Uuid> next = stay.samePerson();
    if (const std::string number = numberOf(stay); !number.empty()) {
        MJ_ASSIGN(const auto rows, unit.stays().ofCase(stay.caseId, kMostOfCase));
        for (const StayRow& row : rows) {
            if (row.id == stay.id) continue;
            MJ_ASSIGN(const SharedStay other, readable(unit, stays, row.id));
            if (other && numberOf(other->stay) == number) next.push_back(row.id);
        }
    }
    while (!next.empty() && same.size() < kMostSame) {
        const Uuid id = next.back();
        next.pop_back();
        if (!known.insert(id).second) continue;
        MJ_ASSIGN(const SharedStay other, readable(unit, stays, id));
        if (!other) continue;
        const auto further = other->stay.samePerson();
        next.insert(next.end(), further.begin(), further.end());
        same.push_back(other);
    }
    return same;
}

void addTaken(domain::Centre& centre, const std::vector<SharedStay>& others) {
    for (const SharedStay& other : others)
        for (const domain::Collection& collection : other->stay.collections)
            for (const std::string& kind : collection.kinds)
                centre.taken.push_back(
                    {kind, collection.moment.atUs, other->stay.id, other->stay.number});
}

}  // namespace mingjing::app
