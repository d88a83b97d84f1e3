// SPDX-License-Identifier: Apache-2.0
// Which questionings have a transcript.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutTranscript{
    "put_transcript",
    "INSERT INTO transcripts (questioning_id, stay_id, case_id, begun_us) VALUES (?, ?, ?, ?)"};
#define MJ_TRANSCRIPT_COLUMNS "SELECT questioning_id, stay_id, case_id, begun_us FROM transcripts "
const Query kFindTranscript{"find_transcript", MJ_TRANSCRIPT_COLUMNS "WHERE questioning_id = ?"};
const Query kTranscriptsOfCase{"transcripts_of_case", MJ_TRANSCRIPT_COLUMNS
                               "WHERE case_id = ? ORDER BY begun_us DESC, questioning_id LIMIT ?"};

app::TranscriptRow transcriptOf(const Row& row) {
    return {uuidAt(row, 0), uuidAt(row, 1), uuidAt(row, 2), row.number(3)};
}

}  // namespace

Status MysqlTranscriptStore::put(const app::TranscriptRow& t) {
    MJ_TRY(transaction_.execute(kPutTranscript,
                                params(t.questioningId, t.stayId, t.caseId, t.begunUs)));
    return {};
}

Result<std::optional<app::TranscriptRow>> MysqlTranscriptStore::find(const Uuid& questioningId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindTranscript, params(questioningId)));
    return firstOf(rows, transcriptOf);
}

Result<std::vector<app::TranscriptRow>> MysqlTranscriptStore::ofCase(const Uuid& caseId,
                                                                     int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kTranscriptsOfCase, params(caseId, limit)));
    return mapped(rows, transcriptOf);
}

}  // namespace mingjing::db::repositories
