// SPDX-License-Identifier: Apache-2.0
// The envelope of an event and the chain that binds it to the one before.
#pragma once

#include <cstdint>
#include <string>

#include "center/kernel/bytes.h"
#include "center/kernel/ids.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

/// What is hashed of one event. `body` is the very bytes that are stored: canonical JSON.
/// Times are UTC microseconds. `actor` is the staff member, or nil for the system itself.
struct Envelope {
    std::string streamKind;
    Uuid streamId;
    std::int64_t seq = 0;  ///< dense from 1 in its stream
    std::string type;
    std::int64_t schemaVersion = 1;
    std::int64_t happenedUs = 0;
    std::int64_t enteredUs = 0;
    Uuid actor;
    Uuid commandId;
    std::string body;
    Hash previous{};  ///< hash of seq-1, zeros for seq 1
};

/// SHA-256("mingjing.event.v1\n" ‖ canonical JSON of the head, with body's SHA-256 in it).
Hash hashOf(const Envelope& envelope);

/// Binds a sealed document to an event without telling what it says:
/// SHA-256("mingjing.document.v1\n" ‖ id ‖ version (8 bytes, big endian) ‖ salt (32) ‖ stored).
Hash commitmentOf(const Uuid& documentId, std::int64_t version, const Hash& salt,
                  std::string_view storedBytes);

/// What a signature over the end of a chain covers: "mingjing.head.v1\n" and canonical JSON.
std::string headStatement(const std::string& streamKind, const Uuid& streamId, std::int64_t seq,
                          const Hash& hash, std::int64_t signedAtUs);

}  // namespace mingjing::kernel
