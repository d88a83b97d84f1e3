// SPDX-License-Identifier: Apache-2.0
// Leaves from stored rows, proofs from stored subtrees.
#include "center/app/log_leaves.h"

#include "center/kernel/crypto.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

kernel::SubtreeReader storedSubtrees(LogStore& log) {
    return [&log](const kernel::Subtree& subtree) { return log.subtree(subtree); };
}

Result<std::string> timelineLeafOf(UnitOfWork& unit, const LogSubject& s) {
    MJ_ASSIGN(const auto events,
              unit.timeline().readPart({s.subjectKind, s.subject}, s.seq - 1, s.seq));
    if (events.empty())
        kernel::logError("log of record: event {} of {} {} is gone", s.seq, s.subjectKind,
                         s.subject.text());
    const Hash hash = events.empty() ? Hash{} : events.front().second;
    return kernel::timelineLeaf(s.subjectKind, s.subject, s.seq, hash);
}

Result<std::string> auditLeafOf(UnitOfWork& unit, const LogSubject& s) {
    MJ_ASSIGN(const auto entry, unit.log().auditEntry(s.seq));
    if (!entry) {
        kernel::logError("log of record: audit entry {} is gone", s.seq);
        return kernel::auditLeaf(s.seq, Hash{});
    }
    MJ_ASSIGN(const Hash hash, hashOfAudit(*entry));
    return kernel::auditLeaf(s.seq, hash);
}

}  // namespace

Result<Hash> hashOfAudit(const AuditRow& row) {
    MJ_ASSIGN(const std::string entry,
              kernel::canonicalJson({{"action", row.action},
                                     {"actor", row.actor.text()},
                                     {"allowed", row.allowed},
                                     {"atUs", row.atUs},
                                     {"detailsSha256", kernel::hexOf(kernel::sha256(row.details))},
                                     {"id", row.id},
                                     {"object", row.object.text()},
                                     {"objectKind", row.objectKind},
                                     {"peer", row.peer},
                                     {"reason", row.reason}}));
    return kernel::sha256("mingjing.audit.v1\n" + entry);
}

Result<LogLeafRow> leafOf(UnitOfWork& unit, const LogSubject& subject) {
    LogLeafRow row;
    row.subject = subject;
    MJ_ASSIGN(row.leaf, subject.kind == kAuditLeaf ? auditLeafOf(unit, subject)
                                                   : timelineLeafOf(unit, subject));
    row.hash = kernel::leafHash(row.leaf);
    return row;
}

Result<InclusionProof> proveInclusion(UnitOfWork& unit, const LogSubject& subject,
                                      std::int64_t counter) {
    LogStore& log = unit.log();
    MJ_ASSIGN(const auto leaf, log.findLeaf(subject));
    if (!leaf) return Error::of(ErrorKind::NotFound, "log.no_leaf");
    MJ_ASSIGN(const auto head, counter == 0 ? log.headOver(leaf->position) : log.findHead(counter));
    if (!head) return Error::of(ErrorKind::NotFound, "log.no_head");
    MJ_ASSIGN(auto path,
              kernel::inclusionProof(leaf->position, head->head.size, storedSubtrees(log)));
    return InclusionProof{*leaf, *head, std::move(path)};
}

Result<std::vector<Hash>> proveConsistency(UnitOfWork& unit, std::int64_t fromSize,
                                           std::int64_t toSize) {
    MJ_ASSIGN(const auto newest, unit.log().newestHead());
    if (!newest) return Error::of(ErrorKind::NotFound, "log.no_head");
    if (toSize > newest->head.size) return Error::invalid("to", "log.no_such_size");
    return kernel::consistencyProof(fromSize, toSize, storedSubtrees(unit.log()));
}

}  // namespace mingjing::app
