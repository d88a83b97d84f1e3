// SPDX-License-Identifier: Apache-2.0
// Findings as streams of their own, one per rule, stay and subject.
#include "center/app/finding_keeper.h"

#include <map>

namespace mingjing::app {

using domain::NewEvent;
using domain::Outcome;
using domain::Verdict;

namespace {

using Key = std::pair<std::string, std::string>;  // rule, subject

Json evidenceJson(const domain::Evidence& evidence) {
    Json json = {{"atUs", evidence.atUs},
                 {"code", evidence.code},
                 {"kind", evidence.kind},
                 {"params", evidence.params}};
    if (!evidence.cameraId.isNil()) {
        json["cameraId"] = evidence.cameraId.text();
        json["segment"] = evidence.segment.text();
        json["fragment"] = evidence.fragment;
        json["offsetUs"] = evidence.offsetUs;
        json["confidenceMilli"] = evidence.confidenceMilli;
    }
    return json;
}

std::string severityOf(const domain::Rule& rule, const Verdict& verdict) {
    return std::string(domain::wordOf(verdict.severity.value_or(rule.severity)));
}

NewEvent findingEvent(const char* type, const domain::Rule& rule, const domain::Stay& stay,
                      const Verdict& verdict, std::int64_t nowUs) {
    NewEvent event;
    event.type = type;
    event.happenedUs = nowUs;
    event.body = {{"atUs", verdict.atUs},
                  {"evidence", Json::array()},
                  {"explanation", verdict.explanation},
                  {"params", verdict.params},
                  {"provisional", verdict.provisional},
                  {"rule", rule.id},
                  {"ruleVersion", rule.version},
                  {"severity", severityOf(rule, verdict)},
                  {"stayId", stay.id.text()},
                  {"staySeq", stay.seq},
                  {"subject", verdict.subject}};
    if (verdict.untilUs) event.body["untilUs"] = *verdict.untilUs;
    if (!verdict.questioningId.isNil()) event.body["questioningId"] = verdict.questioningId.text();
    if (!verdict.roomId.isNil()) event.body["roomId"] = verdict.roomId.text();
    for (const domain::Evidence& evidence : verdict.evidence)
        event.body["evidence"].push_back(evidenceJson(evidence));
    return event;
}

void take(FindingRow& row, const domain::Rule& rule, const Verdict& verdict) {
    row.ruleVersion = rule.version;
    row.severity = severityOf(rule, verdict);
    row.provisional = verdict.provisional;
    row.atUs = verdict.atUs;
    row.untilUs = verdict.untilUs;
    if (!verdict.questioningId.isNil()) row.questioningId = verdict.questioningId;
    if (!verdict.roomId.isNil()) row.roomId = verdict.roomId;
}

bool differs(const FindingRow& row, const domain::Rule& rule, const Verdict& verdict) {
    return row.status == "cured" || row.provisional != verdict.provisional ||
           row.atUs != verdict.atUs || row.untilUs != verdict.untilUs ||
           row.severity != severityOf(rule, verdict);
}

struct Change {
    FindingRow row;
    NewEvent event;
};

FindingRow newRow(const domain::Rule& rule, const domain::Stay& stay, const Verdict& verdict,
                  std::int64_t nowUs) {
    FindingRow row;
    row.id = Uuid::make(nowUs);
    row.rule = rule.id;
    row.stayId = stay.id;
    row.subject = verdict.subject;
    row.status = "to_review";
    row.raisedUs = nowUs;
    take(row, rule, verdict);
    return row;
}

/// What must be written for one breach, if anything.
void collectBreach(const domain::Rule& rule, const domain::Stay& stay, const Verdict& verdict,
                   const std::map<Key, FindingRow>& known, std::int64_t nowUs,
                   std::vector<Change>& changes) {
    const auto it = known.find({rule.id, verdict.subject});
    if (it == known.end()) {
        changes.push_back({newRow(rule, stay, verdict, nowUs),
                           findingEvent(domain::kFindingRaised, rule, stay, verdict, nowUs)});
        return;
    }
    if (!differs(it->second, rule, verdict)) return;
    FindingRow row = it->second;
    take(row, rule, verdict);
    if (row.status == "cured") row.status = "to_review";
    changes.push_back({row, findingEvent(domain::kFindingRevised, rule, stay, verdict, nowUs)});
}

Change cure(const FindingRow& known, std::int64_t nowUs) {
    Change change{known, {}};
    change.row.status = "cured";
    change.event.type = domain::kFindingCured;
    change.event.happenedUs = nowUs;
    change.event.body = {{"rule", known.rule}, {"subject", known.subject}};
    return change;
}

Status write(CommandTransaction& transaction, std::vector<Change>& changes) {
    if (changes.empty()) return {};
    std::vector<StreamRef> streams;
    for (const Change& change : changes) streams.push_back({domain::kFindingStream, change.row.id});
    MJ_TRY(transaction.lock(streams));
    for (Change& change : changes) {
        const StreamRef stream{domain::kFindingStream, change.row.id};
        if (transaction.head(stream).seq != change.row.seq)
            return Error::of(ErrorKind::Conflict, "stream.moved");
        MJ_ASSIGN(const auto recorded, transaction.append(stream, std::move(change.event)));
        change.row.seq = recorded.seq;
        MJ_TRY(transaction.unit().findings().put(change.row));
    }
    return {};
}

}  // namespace

Status keepFindings(CommandTransaction& transaction, const domain::Stay& stay,
                    const std::vector<domain::RuleVerdicts>& verdicts) {
    MJ_ASSIGN(const auto rows, transaction.unit().findings().ofStay(stay.id));
    std::map<Key, FindingRow> known;
    for (const FindingRow& row : rows) known[{row.rule, row.subject}] = row;
    std::set<Key> holding;  // breached now, or not to be judged now
    std::vector<Change> changes;
    for (const domain::RuleVerdicts& answer : verdicts)
        for (const Verdict& verdict : answer.verdicts) {
            const bool open =
                verdict.outcome == Outcome::Breach || verdict.outcome == Outcome::Abstain;
            if (open) holding.insert({answer.rule->id, verdict.subject});
            if (verdict.outcome == Outcome::Breach)
                collectBreach(*answer.rule, stay, verdict, known, transaction.nowUs(), changes);
        }
    for (const auto& [key, row] : known)
        if (row.status == "to_review" && !holding.contains(key))
            changes.push_back(cure(row, transaction.nowUs()));
    return write(transaction, changes);
}

Result<Json> giveVerdict(CommandBus& bus, const Actor& actor, const CommandKey& key,
                         const Uuid& findingId, const GiveVerdict& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        const StreamRef stream{domain::kFindingStream, findingId};
        MJ_TRY(transaction.lock({stream}));
        MJ_ASSIGN(auto row, transaction.unit().findings().find(findingId));
        if (!row) return Error::of(ErrorKind::NotFound, "finding.not_found");
        if (command.expectedSeq && *command.expectedSeq != row->seq)
            return Error::of(ErrorKind::Conflict, "finding.changed");
        NewEvent event;
        event.type = domain::kVerdictGiven;
        event.happenedUs = transaction.nowUs();
        event.body = {{"verdict", command.verdict}};
        if (!command.note.empty()) event.sealed["note"] = {"note", {{"text", command.note}}};
        MJ_ASSIGN(const auto recorded,
                  transaction.append(stream, std::move(event), {row->stayId, {}}));
        row->status = command.verdict;
        row->seq = recorded.seq;
        MJ_TRY(transaction.unit().findings().put(*row));
        return transaction.receipt(findingId, stream);
    });
}

}  // namespace mingjing::app
