// SPDX-License-Identifier: Apache-2.0
// A stay as one file that anybody can check offline: events, sealed documents, signed head.
#pragma once

#include <string>
#include <vector>

#include "center/domain/timeline.h"
#include "center/kernel/crypto.h"
#include "center/kernel/result.h"

namespace mingjing::domain {

inline constexpr const char* kStayExportFormat = "mingjing.stay-export.v2";

/// A document under a commitment of the chain. Without `stored` it was left out (redacted) or
/// lawfully erased; the chain still proves that it was there.
struct ExportedDocument {
    Uuid id;
    std::int64_t version = 1;
    std::string kind;
    kernel::Hash salt{};
    std::optional<std::string> stored;
    bool erased = false;
};

struct StayExport {
    Uuid stayId;
    std::string number;
    std::int64_t exportedUs = 0;
    std::vector<std::pair<kernel::Envelope, kernel::Hash>> events;
    std::vector<ExportedDocument> documents;
};

/// The file's JSON, its head signed, and the whole sealed by a second signature, so that what is
/// left out, and every word beside the chain, is as it was exported. A document that is left out
/// also loses its salt, so that nobody can guess its content against the commitment.
Json writeStayExport(const StayExport& content, const kernel::SigningKey& key);

enum class ExportVerdict {
    Ok,
    Malformed,        ///< not such a file
    AlteredEvent,     ///< an event's hash is not its own
    BrokenChain,      ///< an event is missing, moved, or not linked to the one before
    AlteredDocument,  ///< a document does not match its commitment, or belongs to no event
    Truncated,        ///< the signed head is not the last event
    WrongKey,         ///< the head's signature is not by the expected key
    AlteredFile,      ///< anything beside the chain is not as it was exported
};

struct ExportCheck {
    ExportVerdict verdict = ExportVerdict::Ok;
    std::string where;  ///< the first bad item, for example "event 7"
    std::int64_t events = 0, documents = 0, sealed = 0;  ///< counts; `sealed` are left out
    std::string number;                                  ///< of the stay, when all is well
    Uuid stayId;
    std::int64_t signedAtUs = 0;
};

/// Checks everything against the expected public key (32 bytes). Needs no network and no database.
ExportCheck checkStayExport(const Json& file, const std::string& publicKey);

const char* nameOf(ExportVerdict verdict);

}  // namespace mingjing::domain
