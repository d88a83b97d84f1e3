// SPDX-License-Identifier: Apache-2.0
// What pages show of stays, questionings, rooms and findings: folded state in the API's words.
#pragma once

#include <map>

#include "center/app/centre_reader.h"
#include "center/app/stay_loader.h"
#include "center/domain/stays/plain_acts.h"
#include "center/domain/transcripts/marks.h"
#include "center/http/house.h"

namespace mingjing::http {

/// Everything of the directory that a page needs, read once per request.
struct Directory {
    std::map<Uuid, domain::Unit> units;
    std::map<Uuid, domain::Staff> staff;
    std::map<Uuid, domain::Room> rooms;
    std::vector<app::CameraRow> cameras;
    std::map<Uuid, domain::Case> cases;
    std::string centreName = "执法办案管理中心";

    [[nodiscard]] Json unit(const Uuid& id) const;
    [[nodiscard]] Json member(const Uuid& id) const;
    [[nodiscard]] Json room(const Uuid& id) const;
};
Result<Directory> readDirectory(app::UnitOfWork& unit);

/// Reads what pages show, inside one unit of work. Lives for one request.
class Pages {
public:
    Pages(House& house, app::UnitOfWork& unit, Directory directory)
        : house_(house), unit_(unit), directory_(std::move(directory)) {}

    Result<Json> tile(const app::LoadedStay& loaded);
    /// Of a stay that is `damaged` or `sealed`: what the list knows, and nothing of the person.
    Result<Json> bareTile(const app::StayRow& row, const char* why);
    Result<Json> stayDetail(const app::LoadedStay& loaded, const app::Actor& reader);
    Json approval(const domain::Stay& stay, const domain::Approval& approval,
                  const app::Actor& reader);
    Result<Json> timeline(const app::StoredStay& stored);
    Result<Json> questioning(const app::LoadedStay& loaded, const Uuid& id);
    Result<Json> questioningSummary(const app::LoadedStay& loaded,
                                    const domain::Questioning& questioning);
    /// As it stands, or one locked version.
    Result<Json> transcript(const app::LoadedStay& loaded, const domain::Questioning& questioning,
                            std::optional<int> version, const app::Actor& reader);
    /// Of a questioning in a stay whose record is damaged: what the list knows.
    Json damagedSummary(const app::QuestioningRow& row, const app::StayRow& stay);
    Result<Json> rooms();
    Json camera(const app::CameraRow& row);
    Result<Json> finding(const app::FindingRow& row);
    Result<Json> findingDetail(const app::FindingRow& row);
    std::optional<Json> clock(const domain::Stay& stay, const domain::Centre& centre);
    [[nodiscard]] const Directory& directory() const { return directory_; }

private:
    void addBodyCheck(const domain::Approval& approval, Json& json);
    void addExport(const domain::Stay& stay, const domain::Approval& approval, Json& json);
    Json clockJson(const domain::LegalClock& clock, const domain::Stay& stay);
    Status addActs(const app::LoadedStay& loaded, const app::Actor& reader, Json& detail);
    Result<Json> dueItems(const domain::Stay& stay, const std::vector<app::FindingRow>& findings,
                          const domain::Settings& settings);
    /// Special groups, samples, injuries, other stays of the same person.
    Status addPerson(const app::LoadedStay& loaded, const domain::Centre& centre,
                     const app::Actor& reader, Json& detail);
    Result<Json> linkJson(const domain::PersonLink& link, const app::Actor& reader);
    Json doneAct(const domain::Note& note, bool corrected);
    Json openRequests(const domain::Stay& stay);
    /// What the fields say, in words of both languages.
    Json said(const std::vector<domain::ActField>& fields, const domain::RecordedEvent& event);
    void addPaperDetails(const domain::RecordedEvent& event, Json& details);
    Json saidCorrection(const domain::RecordedEvent& event);
    Json saidValue(const domain::ActField& field, const Json& value);
    void addCorrections(const app::LoadedStay& loaded, const domain::RecordedEvent& event,
                        Json& item);
    Result<domain::Centre> centreFor(const domain::Stay& stay);
    Result<Json> findingsOf(const Uuid& stayId, const Uuid& questioningId);
    Json lineMark(const domain::LineMark& mark);
    Status addMarks(const domain::Transcript& transcript, const domain::Questioning& questioning,
                    const app::Actor& reader, Json& marks);
    Status addSource(const domain::LineMark& mark, const app::Actor& reader, Json& json);
    Json recording(const domain::Room& room);
    Status addHoles(const domain::Questioning& questioning, Json& json);
    Result<domain::RoomRecord> recordOf(const domain::Questioning& questioning, std::int64_t nowUs);
    bool watched(const Uuid& roomId);
    House& house_;
    app::UnitOfWork& unit_;
    Directory directory_;
};

/// The catalogue's key of a field's word: its own sense in this field, or the usual one.
std::string wordKey(const app::Messages& messages, const std::string& field,
                    const std::string& word);
Json fieldJson(const app::Messages& messages, const domain::ActField& field);
Json basisJson(const domain::LegalBasis& basis);
/// The roster of the night that runs or comes, and for whom somebody is missing on it.
Result<Json> tonightJson(House& house, app::UnitOfWork& unit, const app::Actor& reader,
                         const Directory& directory);
/// Photographs of belongings, without the pictures themselves.
Json photosJson(const domain::EventList& events, const Directory& directory);
/// 王某某: the first character, and two more that say nothing.
std::string shortened(const std::string& name);

}  // namespace mingjing::http
