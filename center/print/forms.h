// SPDX-License-Identifier: Apache-2.0
// The centre's own forms (rules section 11), filled from the record as it stood at one head of its
// chain. Statutory papers of the provincial case system are named by number, never printed here.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "center/app/messages.h"
#include "center/app/stay_loader.h"
#include "center/domain/cases/case.h"
#include "center/domain/transcripts/transcript.h"
#include "center/print/sheet.h"

namespace mingjing::print {

enum class Form {
    UseRegister,    ///< 办案区使用情况登记表
    SafetyCheck,    ///< 人身安全检查登记表
    Belongings,     ///< 随身财物登记表
    Rights,         ///< 权利义务告知书
    CareLog,        ///< 看护巡查及饮食休息记录
    TemporaryExit,  ///< 临时出区审批表
    OwnRecord,      ///< 在区情况告知单: the person's own copy, without anybody's name
    Transcript,     ///< 讯问笔录, 询问笔录: one locked version
};

/// What Form::Transcript prints: the words of a locked version and what the stay knows of it.
struct PrintedTranscript {
    domain::Transcript words;
    domain::Questioning questioning;
    domain::TranscriptVersion version;
};

/// Everything a form may show; read before, nothing is fetched.
struct PrintInput {
    const app::LoadedStay& loaded;  ///< up to the head that is printed
    const app::Messages& messages;
    bool english = false;
    std::optional<domain::Case> someCase;
    std::map<domain::Uuid, std::string> staff, rooms, units;  ///< names
    std::string centreName, printedBy;
    std::int64_t printedUs = 0;
    int copy = 1;                                    ///< from 2 on the form is marked as reprinted
    std::string signature;                           ///< of the head, base64: goes into the code
    bool practice = false;                           ///< across every page: this is no record
    std::optional<kernel::SignedHead> logHead = {};  ///< newest of the log of record
    std::optional<PrintedTranscript> transcript = {};  ///< of Form::Transcript, and of no other
};

/// Writes the head of the log under the footer and into the code; nothing where there is none.
void markWithLog(Frame& frame, const std::optional<kernel::SignedHead>& head,
                 const app::Messages& messages, bool english);

struct PrintedForm {
    std::string pdf;
    int pages = 0;
};

/// The code on every page reads `MJ1 <form> <stay number> <seq> <hash> <signature> n/m L<log>`;
/// where there is no head of the log the last word is left out. `<log>` is `counter.size.root`, the
/// root in base64url.
PrintedForm printForm(Form form, const PrintInput& input);

}  // namespace mingjing::print

namespace mingjing::domain {
MJ_WORDS(print::Form, 8, {print::Form::UseRegister, "use_register"},
         {print::Form::SafetyCheck, "safety_check"}, {print::Form::Belongings, "belongings"},
         {print::Form::Rights, "rights"}, {print::Form::CareLog, "care_log"},
         {print::Form::TemporaryExit, "temporary_exit"}, {print::Form::OwnRecord, "own_record"},
         {print::Form::Transcript, "transcript"});
}  // namespace mingjing::domain
