// SPDX-License-Identifier: Apache-2.0
// The sheet that goes with an exported recording: what it is, who asked and allowed, how to check
// it, and who handed it to whom.
#pragma once

#include <string>
#include <vector>

#include "center/app/messages.h"
#include "center/print/forms.h"

namespace mingjing::print {

struct CoverSheetInput {
    const app::Messages& messages;
    bool english = false;
    std::string centreName = {}, stayNumber = {}, exportId = {};
    std::string requestedBy = {}, approvedBy = {}, recipient = {}, reason = {};
    bool defence = false;                   ///< a copy that the recipient passes on to the defence
    std::string recipientFingerprint = {};  ///< hex, of the certificate; empty: not encrypted
    std::string fileSha256 = {};            ///< hex, of the file that leaves; empty: not known
    std::string questioning = {};           ///< which one, in words; empty: a clip
    std::int64_t fromUs = 0, toUs = 0, madeUs = 0;
    std::string centreKey = {};  ///< hex
    struct Camera {
        std::string name, room;
    };
    std::vector<Camera> cameras = {};
    /// Of the certificate, when there is one.
    bool certified = false;
    std::int64_t windowFromUs = 0, windowToUs = 0, coveredUs = 0, missingUs = 0,
                 longestMissingUs = 0;
    bool practice = false;
};

/// The code on every page reads `MJX1 <export> <centre's key> n/m`.
PrintedForm printCoverSheet(const CoverSheetInput& input);

}  // namespace mingjing::print
