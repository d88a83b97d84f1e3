// SPDX-License-Identifier: Apache-2.0
// Approvals: asked for by one, decided by another; and acts that change on what ground a person is
// here.
#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/domain/stays/body_checks.h"
#include "center/domain/stays/exports.h"

namespace mingjing::app {

using domain::NewEvent;
using domain::Step;
using Events = Result<std::vector<NewEvent>>;

namespace {

Result<const domain::Approval*> findOpen(const domain::Stay& stay, const Uuid& id) {
    const domain::Approval* approval = stay.findApproval(id);
    if (approval == nullptr) return Error::of(ErrorKind::NotFound, "approval.not_found");
    if (approval->decided) return Error::of(ErrorKind::Precondition, "approval.decided");
    return approval;
}

/// Nobody allows himself what he asked for; the role is the one that was asked for.
Status checkApprover(const domain::Approval& approval, const Actor& actor) {
    if (!actor.staff.roles.contains(approval.neededRole))
        return Error::of(ErrorKind::Forbidden, "approval.not_your_role");
    if (approval.requestedBy == actor.id())
        return Error::of(ErrorKind::Forbidden, "approval.own_request");
    return {};
}

/// Decided by who signs in for it, not told by somebody else.
bool opensBodyCheck(const domain::Approval& approval) {
    const auto terms = domain::exportTermsOf(approval);
    return approval.about == domain::kBodyCheckApproval || (terms && terms->withKeys);
}

/// What granting does by itself.
void addEffect(std::vector<NewEvent>& events, const domain::Approval& approval,
               const Json& decision, std::int64_t happenedUs) {
    if (approval.about != "extension") return;
    NewEvent extended = eventOf(domain::kExtensionApproved, happenedUs,
                                {{"approvalId", approval.id.text()},
                                 {"approver", decision["approver"]},
                                 {"approverRoles", decision["approverRoles"]},
                                 {"grounds", approval.terms.value("grounds", Json::array())},
                                 {"limitH", approval.terms.value("limitH", 24)}});
    if (const auto& sealed = events.front().sealed; sealed.contains("reason"))
        extended.sealed["reason"] = sealed.at("reason");
    events.push_back(std::move(extended));
}

}  // namespace

Result<Json> StayDesk::requestApproval(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                       const RequestApproval& command) {
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.make = [&](const Scene& scene) -> Events {
        if (!command.mode.report && scene.stay.departure)
            return Error::of(ErrorKind::Precondition, "step.after_departure");
        NewEvent made = eventOf(domain::kApprovalRequested, scene.happenedUs,
                                {{"about", command.about},
                                 {"approvalId", Uuid::make(scene.nowUs).text()},
                                 {"neededByUs", command.neededByUs},
                                 {"neededRole", domain::wordOf(command.neededRole)},
                                 {"terms", command.terms},
                                 {"urgent", command.urgent}});
        sealText(made, "reason", "reason", command.reason);
        return std::vector{made};
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::requestExport(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                     const RequestExport& command) {
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.make = [&](const Scene& scene) -> Events {
        const Uuid exportId = Uuid::make(scene.nowUs);
        const auto approval = [&](const char* about, const Uuid& id, domain::Role role,
                                  const Json& terms) {
            NewEvent made = eventOf(domain::kApprovalRequested, scene.happenedUs,
                                    {{"about", about},
                                     {"approvalId", id.text()},
                                     {"neededByUs", command.neededByUs},
                                     {"neededRole", domain::wordOf(role)},
                                     {"terms", terms},
                                     {"urgent", false}});
            sealText(made, "reason", "reason", command.reason);
            sealText(made, "recipient", "reason", command.recipientName);
            return made;
        };
        std::vector<NewEvent> events{
            approval(domain::kExportApproval, exportId, command.neededRole, command.terms)};
        // Who else may be seen is for the head of the legal unit to weigh, apart from the purpose.
        if (!command.others.empty())
            events.push_back(approval(
                domain::kExportOthersApproval, Uuid::make(scene.nowUs), domain::Role::LegalHead,
                {{"exportId", exportId.text()}, {"stays", idsOf(command.others)}}));
        return events;
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::requestBodyCheckView(const Actor& actor, const CommandKey& key,
                                            const Uuid& stay, const RequestBodyCheckView& command) {
    Act request;
    request.stayId = stay;
    request.make = [&](const Scene& scene) -> Events {
        NewEvent made = eventOf(domain::kApprovalRequested, scene.happenedUs,
                                {{"about", domain::kBodyCheckApproval},
                                 {"approvalId", Uuid::make(scene.nowUs).text()},
                                 {"neededByUs", command.neededByUs},
                                 {"neededRole", domain::wordOf(command.neededRole)},
                                 {"terms", command.terms},
                                 {"urgent", false}});
        sealText(made, "reason", "reason", command.reason);
        return std::vector{made};
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::decideApproval(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                      const DecideApproval& command) {
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const domain::Approval* approval, findOpen(scene.stay, command.approvalId));
        const bool report = command.mode.report;
        if (report && opensBodyCheck(*approval))
            return Error::of(ErrorKind::Precondition, "body_check.not_on_paper");
        if (!report) MJ_TRY(checkApprover(*approval, scene.actor));
        if (report && !command.approver) return Error::invalid("approver", "field.required");
        const Uuid approver = report ? *command.approver : scene.actor.id();
        MJ_TRY(checkStaff(scene.centre, {approver}, "approver"));
        NewEvent made = eventOf(domain::kApprovalDecided, scene.happenedUs,
                                {{"approvalId", approval->id.text()},
                                 {"approver", approver.text()},
                                 {"approverRoles", rolesOf(scene.centre.staff.at(approver))},
                                 {"granted", command.granted}});
        sealText(made, "reason", "reason", command.reason);
        std::vector<NewEvent> events{made};
        if (command.granted) addEffect(events, *approval, made.body, scene.happenedUs);
        return events;
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::changeBasis(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                   const ChangeBasis& command) {
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.step = Step::ChangeBasis;
    request.make = [&](const Scene& scene) -> Events {
        NewEvent made = eventOf(domain::kBasisChanged, scene.happenedUs,
                                {{"basis", domain::wordOf(command.basis)}, {"oral", command.oral}});
        made.sealed["paper"] = {
            "paper", {{"documentNumber", command.documentNumber}, {"issuedBy", command.issuedBy}}};
        return std::vector{made};
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::identifyPerson(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                      const IdentifyPerson& command) {
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.make = [&](const Scene& scene) -> Events {
        MJ_TRY(checkBirth(command.facts, scene.nowUs));
        NewEvent made = eventOf(domain::kPersonIdentified, scene.happenedUs);
        made.sealed["identity"] = {"identity", command.identity};
        made.sealed["facts"] = {"facts", command.facts};
        return std::vector{made};
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
