// SPDX-License-Identifier: Apache-2.0
// What is stored of the log of record: leaves, heads, witnesses, time stamps. A part of ports.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/app/port_names.h"
#include "center/domain/questioning/recording.h"
#include "center/kernel/merkle.h"
#include "center/kernel/record_log.h"

namespace mingjing::app {

struct AuditRow;

/// What a leaf of the log is of: the end of a chain, an audit entry, the end of a camera's chain.
struct LogSubject {
    std::string kind;         ///< timeline, audit, recording
    std::string subjectKind;  ///< of the chain (stay, case, …) or stream of the camera; or nothing
    Uuid subject;             ///< nil for an audit entry
    std::int64_t seq = 0;     ///< event, audit entry or fragment
    auto operator<=>(const LogSubject&) const = default;
};

struct LogQueueRow {
    std::int64_t id = 0;
    LogSubject subject;
};

struct LogLeafRow {
    std::int64_t position = 0;
    LogSubject subject;
    std::string leaf;
    Hash hash{};
    bool operator==(const LogLeafRow&) const = default;
};

struct LogHeadRow {
    std::int64_t counter = 0;
    std::string bytes, signature;
};

struct LogWitnessRow {
    Uuid id;
    std::string name;
    std::string publicKey;
    std::int64_t addedUs = 0;
    Uuid addedBy;
    bool operator==(const LogWitnessRow&) const = default;
};

struct LogCountersignatureRow {
    Uuid witnessId;
    kernel::Countersignature seen;
    std::int64_t receivedUs = 0;
};

/// A time stamp of a foreign authority over a head (RFC 3161).
struct LogTimestampRow {
    std::int64_t headCounter = 0;
    std::string reply;      ///< DER, as it came
    std::int64_t atUs = 0;  ///< by the clock of the authority
    std::string authority;
    std::int64_t receivedUs = 0;
};

/// The log of record: leaves, subtrees and heads are only ever added. What belongs into it is
/// queued by the stores of its causes, in their transaction.
class LogStore {
public:
    virtual ~LogStore() = default;
    /// Waits until nobody else extends the log; until the transaction ends.
    virtual Status lock() = 0;
    /// The oldest rows that are visible; deleted by id, so that a late one is never lost.
    virtual Result<std::vector<LogQueueRow>> takeQueue(int limit) = 0;
    virtual Status deleteQueue(const std::vector<std::int64_t>& ids) = 0;
    virtual Status putLeaf(const LogLeafRow& row) = 0;
    virtual Status putSubtree(const kernel::SubtreeHash& subtree) = 0;
    /// Fails with DataLoss `log.subtree_missing`.
    virtual Result<Hash> subtree(const kernel::Subtree& subtree) = 0;
    virtual Result<std::vector<LogLeafRow>> leaves(std::int64_t from, int limit) = 0;
    /// The newest one of this subject; of exactly `seq` unless that is 0.
    virtual Result<std::optional<LogLeafRow>> findLeaf(const LogSubject& subject) = 0;
    /// The seq of the subject's leaf before this one; 0 when there is none.
    virtual Result<std::int64_t> seqBefore(const LogSubject& subject) = 0;
    virtual Status putHead(const kernel::SignedHead& head) = 0;
    /// Heads are checked when read, each by itself: DataLoss as kernel::readHead.
    virtual Result<std::optional<kernel::SignedHead>> newestHead() = 0;
    virtual Result<std::optional<kernel::SignedHead>> findHead(std::int64_t counter) = 0;
    /// The first one that covers the leaf at this position.
    virtual Result<std::optional<kernel::SignedHead>> headOver(std::int64_t position) = 0;
    /// The newest one signed at that time or before.
    virtual Result<std::optional<kernel::SignedHead>> headAt(std::int64_t us) = 0;
    /// As they are stored, for those who check them themselves.
    virtual Result<std::vector<LogHeadRow>> heads(std::int64_t fromCounter, int limit) = 0;
    /// By time; at most `limit`, the newest.
    virtual Result<std::vector<kernel::SignedHead>> headsSigned(domain::Span within, int limit) = 0;
    virtual Result<std::optional<AuditRow>> auditEntry(std::int64_t id) = 0;
    /// Chains and audit entries that are neither in the log nor queued for it.
    virtual Result<std::vector<LogSubject>> leftOut(int limit) = 0;
    virtual Status putWitness(const LogWitnessRow& row) = 0;
    virtual Result<std::vector<LogWitnessRow>> witnesses() = 0;
    /// The first one of a head counts; told again, nothing changes.
    virtual Status putCountersignature(const LogCountersignatureRow& row) = 0;
    /// The newest one of each witness.
    virtual Result<std::vector<LogCountersignatureRow>> newestCountersignatures() = 0;
    virtual Status putTimestamp(const LogTimestampRow& row) = 0;
    virtual Result<std::optional<LogTimestampRow>> newestTimestamp() = 0;
    /// The first one over this head or a later one.
    virtual Result<std::optional<LogTimestampRow>> timestampFrom(std::int64_t counter) = 0;
};

}  // namespace mingjing::app
