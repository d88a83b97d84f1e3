// SPDX-License-Identifier: Apache-2.0
// What was printed of a stay, and which signed pages came back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

/// A page came back signed. Body: `printSeq`, `page`, `pages`, `mediaType`, `signed`, `scan` (the
/// reference of its image in the vault, under a key of its own).
inline constexpr const char* kScanReturned = "ScanReturned";

/// A paper of the provincial case system, by number, or an outage form; a plain act (file_paper)
/// that may carry `scan` and `mediaType` as above.
inline constexpr const char* kStatutoryPaperFiled = "StatutoryPaperFiled";

struct Scan {
    Moment moment;
    Uuid by;
    int page = 1;
    bool isSigned = true;
    std::string mediaType;
    Uuid document;
};

/// By pen on a screen, or refused before a witness.
struct PenSigning {
    Moment moment;
    Uuid by;
    std::string how;  ///< pen, refused
    Uuid roomId;      ///< nil: not told, of a refusal
    std::string printSha256;
    std::string reason, witness;  ///< of a refusal; empty where sealed
};

struct Paper {
    std::int64_t printSeq = 0;  ///< of the print's entry
    std::int64_t ofSeq = 0;     ///< the head that it shows
    std::int64_t atUs = 0;
    Uuid by;
    std::string form, language;
    int copy = 1;
    int pages = 0;  ///< as its code says; 0: not known before a page is back
    Uuid questioningId;
    int version = 0;  ///< of a transcript
    std::vector<Scan> scans;
    std::vector<PenSigning> pens;
};

/// In the order of printing.
std::vector<Paper> papersOf(const EventList& events);

/// The picture of a pen's signature; nothing where it is erased.
std::optional<std::string> penPictureOf(const RecordedEvent& event);

/// What the code on a printed page says (center/print).
struct PageCode {
    std::string form, number;
    std::int64_t ofSeq = 0;
    std::string hash;
    int page = 1, pages = 1;
    std::string log = {};  ///< head of the log of record, as printed; older papers have none
};

/// What the text of a code says; nothing when it is none of ours.
std::optional<PageCode> parsePageCode(const std::string& text);

/// The print that a page belongs to: same form of the same head. Null when there is none, or when
/// the hash on the page is not that of the record. Of several copies the newest one.
const Paper* paperOf(const std::vector<Paper>& papers, const EventList& events,
                     const PageCode& code);

}  // namespace mingjing::domain
