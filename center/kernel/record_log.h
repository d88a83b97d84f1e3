// SPDX-License-Identifier: Apache-2.0
// The log of record as bytes: its leaves, its signed heads, a witness's countersignature.
// center/docs/log-of-record.md says the same to a stranger.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"
#include "center/kernel/ids.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

/// The end of a chain of events. Ids and hashes only, like every leaf.
std::string timelineLeaf(const std::string& streamKind, const Uuid& streamId, std::int64_t seq,
                         const Hash& hash);
/// One entry of the audit log, by the hash of its row.
std::string auditLeaf(std::int64_t id, const Hash& rowHash);
/// The end of a camera's chain of fragments, durable up to a moment.
std::string recordingLeaf(const Uuid& camera, const std::string& stream, std::int64_t fragment,
                          const Hash& link, std::int64_t durableUs);

/// What is signed once a minute, whether or not anything was added: silence is evidence.
struct LogHead {
    std::int64_t counter = 0;  ///< dense from 1
    std::int64_t size = 0;     ///< leaves under `root`
    std::int64_t signedAtUs = 0;
    Hash root{};
    Hash previous{};        ///< hash of head counter-1, zeros for counter 1
    std::string nonce;      ///< 16 random bytes: nobody knows a head before it is there
    std::string publicKey;  ///< 32 bytes, of who signs
};

struct SignedHead {
    LogHead head;
    std::string bytes;      ///< canonical JSON, as stored and sent
    std::string signature;  ///< over "mingjing.log.head.v1\n" ‖ bytes
    Hash hash{};            ///< SHA-256 of the same
};

/// Fills `publicKey` in.
SignedHead signHead(const SigningKey& key, LogHead head);
/// Fails with DataLoss `log.head_malformed` (not these fields in this spelling) or
/// `log.head_forged` (the signature is not that of the key it names). Whether that key is to be
/// trusted is the caller's question.
Result<SignedHead> readHead(std::string_view bytes, std::string_view signature);

/// What must hold between a head and the next one: counter, hash, time and size. Names the first
/// that does not: DataLoss with `log.head_counter`, `log.head_previous`, `log.head_time`,
/// `log.head_size` or `log.head_key`.
Status checkSuccession(const SignedHead& before, const SignedHead& after);

/// A witness saw this head, and that it continues all it had seen.
struct Countersignature {
    Hash head{};
    std::int64_t counter = 0;
    std::int64_t seenAtUs = 0;
    std::string publicKey;  ///< of the witness
    std::string signature;  ///< over "mingjing.log.witness.v1\n" ‖ canonical JSON of the above
};
Countersignature countersign(const SigningKey& witness, const SignedHead& head,
                             std::int64_t seenAtUs);
bool verifyCountersignature(const Countersignature& countersignature);

}  // namespace mingjing::kernel
