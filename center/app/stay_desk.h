// SPDX-License-Identifier: Apache-2.0
// The desk: turns what is asked or reported about a stay into events, or a refusal with its rule.
#pragma once

#include <functional>

#include "center/app/command_bus.h"
#include "center/app/recording_state.h"
#include "center/app/stay_commands.h"
#include "center/app/stay_loader.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::app {

/// Thread-safe; every method is one command on the bus. Answers are receipts.
class StayDesk {
public:
    StayDesk(CommandBus& bus, KeptStays& stays, RecordingState& recording)
        : bus_(bus), stays_(stays), recording_(recording) {}

    Result<Json> reportArrival(const Actor&, const CommandKey&, const ReportArrival&);
    /// Takes over everything that was booked.
    Result<Json> reportBookedArrival(const Actor&, const CommandKey&, const ReportBookedArrival&);
    Result<Json> checkRoom(const Actor&, const CommandKey&, const RoomCheck&);
    Result<Json> registerPerson(const Actor&, const CommandKey&, const Uuid& stay,
                                const RegisterPerson&);
    Result<Json> completeSafetyCheck(const Actor&, const CommandKey&, const Uuid& stay,
                                     const CompleteSafetyCheck&);
    Result<Json> listBelongings(const Actor&, const CommandKey&, const Uuid& stay,
                                const ListBelongings&);
    Result<Json> collectInformation(const Actor&, const CommandKey&, const Uuid& stay,
                                    const CollectInformation&);
    Result<Json> placePerson(const Actor&, const CommandKey&, const Uuid& stay, const PlacePerson&);
    /// The answer has a receipt for each stay; a refused plan names each person and rule.
    Result<Json> moveGroup(const Actor&, const CommandKey&, const MoveGroup&);
    Result<Json> noteCare(const Actor&, const CommandKey&, const Uuid& stay, const NoteCare&);
    Result<Json> approveExtension(const Actor&, const CommandKey&, const Uuid& stay,
                                  const ApproveExtension&);
    Result<Json> doPlainAct(const Actor&, const CommandKey&, const Uuid& stay, const DoPlainAct&);
    Result<Json> correctEntry(const Actor&, const CommandKey&, const Uuid& stay,
                              const CorrectEntry&);
    Result<Json> printForm(const Actor&, const CommandKey&, const Uuid& stay, const PrintForm&);
    Result<Json> changeBasis(const Actor&, const CommandKey&, const Uuid& stay, const ChangeBasis&);
    Result<Json> identifyPerson(const Actor&, const CommandKey&, const Uuid& stay,
                                const IdentifyPerson&);
    /// Written on both chains; the answer has a receipt for each.
    Result<Json> linkStays(const Actor&, const CommandKey&, const Uuid& stay, const LinkStays&);
    Result<Json> unlinkStays(const Actor&, const CommandKey&, const Uuid& stay, const UnlinkStays&);
    Result<Json> requestApproval(const Actor&, const CommandKey&, const Uuid& stay,
                                 const RequestApproval&);
    /// Approvals to be given by somebody else; the first one's id is the export's, and the
    /// receipt names it.
    Result<Json> requestExport(const Actor&, const CommandKey&, const Uuid& stay,
                               const RequestExport&);
    /// An approval to be given by somebody else; it opens for who asks and nobody else.
    Result<Json> requestBodyCheckView(const Actor&, const CommandKey&, const Uuid& stay,
                                      const RequestBodyCheckView&);
    Result<Json> decideApproval(const Actor&, const CommandKey&, const Uuid& stay,
                                const DecideApproval&);
    Result<Json> recordDecision(const Actor&, const CommandKey&, const Uuid& stay,
                                const RecordDecision&);
    Result<Json> completeExitCheck(const Actor&, const CommandKey&, const Uuid& stay,
                                   const CompleteExitCheck&);
    Result<Json> recordDeparture(const Actor&, const CommandKey&, const Uuid& stay,
                                 const RecordDeparture&);
    Result<Json> startQuestioning(const Actor&, const CommandKey&, const Uuid& stay,
                                  const StartQuestioning&);
    Result<Json> changeAttendance(const Actor&, const CommandKey&, const Uuid& questioning,
                                  const ChangeAttendance&);
    Result<Json> setMark(const Actor&, const CommandKey&, const Uuid& questioning, const SetMark&);
    Result<Json> endQuestioning(const Actor&, const CommandKey&, const Uuid& questioning,
                                const EndQuestioning&);
    Result<Json> beginTranscript(const Actor&, const CommandKey&, const Uuid& questioning,
                                 const BeginTranscript&);
    Result<Json> lockTranscript(const Actor&, const CommandKey&, const Uuid& questioning,
                                const LockTranscript&);
    Result<Json> reopenTranscript(const Actor&, const CommandKey&, const Uuid& questioning,
                                  const std::string& why);
    Result<Json> returnScan(const Actor&, const CommandKey&, const Uuid& stay, const ReturnScan&);
    Result<Json> signByPen(const Actor&, const CommandKey&, const Uuid& stay, const SignByPen&);
    /// Settles a blank form; a used one is filed with its stay.
    Result<Json> accountForBlankForm(const Actor&, const CommandKey&, const AccountForBlankForm&);
    Result<Json> photographBelongings(const Actor&, const CommandKey&, const Uuid& stay,
                                      const PhotographBelongings&);
    Result<Json> signTranscript(const Actor&, const CommandKey&, const Uuid& questioning,
                                const SignTranscript&);

private:
    /// What a command's `make` sees: the stay before, the centre, and when it happens.
    struct Scene {
        const domain::Stay& stay;
        const domain::EventList& events;
        const domain::Centre& centre;
        const Actor& actor;
        std::int64_t happenedUs;
        std::int64_t nowUs;
    };
    struct Act {
        Uuid stayId;
        ActMode mode;
        std::optional<domain::Step> step;  ///< which guards look at a plan
        std::vector<Uuid> rooms;           ///< locked, because cross-stay rules look at them
        std::function<Result<std::vector<domain::NewEvent>>(const Scene&)> make;
        Uuid about;             ///< id of the receipt; nil: the stay
        bool ordered = true;    ///< the order of steps is asked, too
        bool aboutNow = false;  ///< a report that has no other time than its entry
        /// Other streams that are locked with the stay, and what is written to them; it runs before
        /// `make`, and its failure is the act's.
        std::set<Uuid> staff = {};  ///< locked, because nobody questions in two rooms at once
        std::vector<StreamRef> also = {};
        std::function<Status(CommandTransaction&, const Scene&)> first = {};
    };
    /// Makes the stay; `booking` is settled with it. Locks the heads itself.
    Result<Json> admit(CommandTransaction& transaction, const ReportArrival& report,
                       const std::optional<Uuid>& booking);
    Result<Json> act(const Actor&, const CommandKey&, const Act&);
    Result<Json> actOnQuestioning(const Actor&, const CommandKey&, const Uuid& questioning,
                                  Act act);
    Result<Json> perform(CommandTransaction& transaction, const Act& act);
    /// The same kind of event on two stays, each naming the other.
    Result<Json> writeOnBoth(CommandTransaction& transaction, const Uuid& stay, const Uuid& other,
                             const char* type, const Uuid& linkId, const std::string& why);
    /// Appends, projects, and keeps what came out of it.
    Status store(CommandTransaction& transaction, const StreamRef& stream, const LoadedStay& before,
                 std::vector<domain::NewEvent> events);

    CommandBus& bus_;
    KeptStays& stays_;
    RecordingState& recording_;
};

/// A report needs its time, and none is from the future.
Status checkTime(const ActMode& mode, std::int64_t nowUs);

/// When something that is entered now was done; a report that has no time is about now.
ActMode modeAt(const std::optional<std::int64_t>& us);

/// Writes what lists and cross-stay rules read of a stay.
Status projectStay(UnitOfWork& unit, const domain::Stay* before, const domain::Stay& after);
StayRow stayRowOf(const domain::Stay& stay);
/// Which kind of stop a room is for the person: waiting, medical, care, or only passage.
const char* purposeOf(domain::RoomKind kind);
/// Staff, rooms and references that these fields name exist; times are not in the future.
Status checkActFields(const domain::Stay& stay, const domain::Centre& centre,
                      const std::vector<domain::ActField>& fields, const Json& values,
                      std::int64_t nowUs);

/// Why no plan may bring the person of `stay` into a room in which `others` are now: out of
/// service, in use, of the other sex, full. Ok where nothing but the rules may speak against it.
Status checkRoom(const domain::Room& room, std::int64_t others, const domain::Stay& stay,
                 domain::Step step);

/// {code, params, refuses, rule}; the words come from the message catalogue.
Json noticeJson(const domain::Notice& notice);

}  // namespace mingjing::app
