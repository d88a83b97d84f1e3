// SPDX-License-Identifier: Apache-2.0
// Faults, copies, comparisons, and what could not be understood.
#include "center/app/storage_reports.h"

#include <fmt/format.h>

#include "center/app/audit.h"
#include "center/app/node_desk.h"
#include "center/domain/json_read.h"
#include "center/kernel/log.h"

namespace mingjing::app {

using domain::readUuid;

namespace {

constexpr std::size_t kAuditReason = 48;
constexpr std::size_t kWhat = 32;
constexpr std::size_t kStream = 4;
constexpr std::size_t kPath = 512;
constexpr std::size_t kCode = 64;

std::string wordOf(const Json& body, const char* key, std::size_t most) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) return "";
    return it->get<std::string>().substr(0, most);
}

std::int64_t countOf(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

std::optional<Uuid> idOf(const Json& body, const char* key) {
    const Uuid id = readUuid(body, key);
    return id.isNil() ? std::nullopt : std::optional(id);
}

/// Text that any column takes: this row must never be refused itself.
std::string plain(const std::string& text) {
    std::string out = text.substr(0, kCode);
    for (char& c : out)
        if (c < ' ' || c > '~') c = '?';
    return out;
}

Status putFault(UnitOfWork& unit, const std::string& node, const NodeReport& report,
                std::int64_t nowUs) {
    StorageFaultRow row;
    row.id = readUuid(report.body, "id");
    row.node = node;
    row.what = wordOf(report.body, "what", kWhat);
    row.cameraId = idOf(report.body, "camera");
    row.stream = wordOf(report.body, "stream", kStream);
    row.segmentId = idOf(report.body, "segment");
    row.path = wordOf(report.body, "path", kPath);
    row.fragments = countOf(report.body, "fragments");
    row.firstFragment = countOf(report.body, "first");
    row.bytes = countOf(report.body, "bytes");
    row.foundUs = report.atUs;
    if (row.id.isNil() || row.what.empty()) return Error::invalid("body/id", "report.malformed");
    kernel::logError("storage of {}: {}: {}", node, row.path, row.what);
    MJ_TRY(unit.storageFaults().put(row));
    return audit(unit, Actor::system(), nowUs,
                 {"storage_fault_found", "storage", row.id, row.what, false});
}

Status endFault(UnitOfWork& unit, const NodeReport& report, std::int64_t nowUs) {
    const Uuid id = readUuid(report.body, "id");
    if (id.isNil()) return Error::invalid("body/id", "report.malformed");
    MJ_TRY(unit.storageFaults().end(id, report.atUs));
    return audit(unit, Actor::system(), nowUs, {"storage_fault_ended", "storage", id, "", true});
}

}  // namespace

bool isStorageReport(const std::string& kind) {
    return kind == "storageFault" || kind == "storageFaultEnded" || kind == "segmentCopied";
}

Status storeStorageReport(UnitOfWork& unit, const std::string& node, const NodeReport& report,
                          std::int64_t nowUs) {
    if (report.kind == "storageFault") return putFault(unit, node, report, nowUs);
    if (report.kind == "storageFaultEnded") return endFault(unit, report, nowUs);
    const Uuid segment = readUuid(report.body, "segment");
    const auto whole = report.body.find("whole");
    if (segment.isNil() || whole == report.body.end() || !whole->is_boolean())
        return Error::invalid("body/whole", "report.malformed");
    return unit.recordings().copied(segment,
                                    whole->get<bool>() ? std::optional(report.atUs) : std::nullopt);
}

Status keepUnreadable(UnitOfWork& unit, const std::string& node, const Uuid& boot,
                      const NodeReport& report, const std::string& reason, std::int64_t nowUs) {
    UnreadableReportRow row;
    row.id = Uuid::make(nowUs);
    row.node = node;
    row.boot = boot;
    row.seq = report.seq;
    row.kind = plain(report.kind);
    row.reason = plain(reason);
    row.receivedUs = nowUs;
    row.report = report.raw;
    if (row.report.empty())
        row.report = Json{
            {"atUs", report.atUs},
            {"body", report.body},
            {"kind", report.kind},
            {"seq",
             report.seq}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    kernel::logError("report {} of {} is kept unread: {}", report.seq, node, reason);
    MJ_TRY(unit.storageFaults().putUnreadable(row));
    return audit(unit, Actor::system(), nowUs,
                 {"report_unreadable", "node", row.id, reason.substr(0, kAuditReason), false});
}

Result<Json> answerSegments(UnitOfWork& unit, const std::string& node,
                            const SegmentQuestion& question) {
    MJ_ASSIGN(const auto rows,
              unit.recordings().segmentsBegun(node, question.camera, question.stream,
                                              {question.fromUs, question.toUs}));
    std::string lines;
    std::int64_t count = 0;
    for (const SegmentRow& row : rows) {
        if (!row.closed || row.endUs >= question.untilUs) continue;
        lines += fmt::format("{}|{}|{}|{}|{}\n", row.id.text(), row.bytes, row.fragments,
                             row.chainHead, row.removed ? 1 : 0);
        ++count;
    }
    if (count == question.count && kernel::hexOf(kernel::sha256(lines)) == question.digest)
        return Json{{"same", true}};
    Json listed = Json::array();
    for (const SegmentRow& row : rows)
        listed.push_back({{"bytes", row.bytes},
                          {"chainHead", row.chainHead},
                          {"closed", row.closed},
                          {"endUs", row.endUs},
                          {"fragments", row.fragments},
                          {"path", row.path},
                          {"removed", row.removed},
                          {"segment", row.id.text()}});
    return Json{{"same", false}, {"rows", std::move(listed)}};
}

}  // namespace mingjing::app
