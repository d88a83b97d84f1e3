// SPDX-License-Identifier: Apache-2.0
// Domain-separated hashes of events, documents and heads.
#include "center/kernel/hash_chain.h"

#include "center/kernel/crypto.h"

namespace mingjing::kernel {

Hash hashOf(const Envelope& envelope) {
    const Json head = {
        {"actor", envelope.actor.text()},
        {"bodySha256", hexOf(sha256(envelope.body))},
        {"command", envelope.commandId.text()},
        {"enteredUs", envelope.enteredUs},
        {"happenedUs", envelope.happenedUs},
        {"previous", hexOf(envelope.previous)},
        {"schema", envelope.schemaVersion},
        {"seq", envelope.seq},
        {"stream", envelope.streamId.text()},
        {"streamKind", envelope.streamKind},
        {"type", envelope.type},
    };
    return sha256("mingjing.event.v1\n" + canonicalOrDie(head));
}

Hash commitmentOf(const Uuid& documentId, std::int64_t version, const Hash& salt,
                  std::string_view storedBytes) {
    std::string text = "mingjing.document.v1\n" + documentId.bytes();
    for (int shift = 56; shift >= 0; shift -= 8)
        text.push_back(static_cast<char>((version >> shift) & 255));
    text += bytesOf(salt);
    text += storedBytes;
    return sha256(text);
}

std::string headStatement(const std::string& streamKind, const Uuid& streamId, std::int64_t seq,
                          const Hash& hash, std::int64_t signedAtUs) {
    const Json head = {{"hash", hexOf(hash)},
                       {"seq", seq},
                       {"signedAtUs", signedAtUs},
                       {"stream", streamId.text()},
                       {"streamKind", streamKind}};
    return "mingjing.head.v1\n" + canonicalOrDie(head);
}

}  // namespace mingjing::kernel
