// SPDX-License-Identifier: Apache-2.0
// Checking a wish, finding who else is in the picture, telling the recorder.
#include "center/app/exports.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "center/app/body_checks.h"
#include "center/domain/permissions/access.h"
#include "center/kernel/cms_encryption.h"

namespace mingjing::app {

using domain::ExportTerms;

namespace {

constexpr std::int64_t kLongestExportUs = 24 * kernel::kHourUs;
constexpr int kMostExports = 500;

Result<std::vector<CameraRow>> camerasOf(UnitOfWork& unit, const ExportTerms& terms) {
    MJ_ASSIGN(const auto known, unit.directory().cameras());
    std::vector<CameraRow> out;
    for (std::size_t i = 0; i < terms.cameras.size(); ++i) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const CameraRow& row) {
            return row.id == terms.cameras[i];
        });
        if (found == known.end())
            return Error::invalid(fmt::format("cameras/{}", i), "camera.unknown");
        out.push_back(*found);
    }
    return out;
}

/// A camera's code as the name of a folder.
std::string labelOf(const CameraRow& camera, std::size_t index) {
    std::string label = fmt::format("{:02}-", index + 1);
    for (const char c : camera.code) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        label += plain ? c : '-';
    }
    return label;
}

}  // namespace

Result<bool> holdsBodyCheck(UnitOfWork& unit, const ExportTerms& terms) {
    MJ_ASSIGN(const auto cameras, camerasOf(unit, terms));
    for (const CameraRow& camera : cameras) {
        MJ_ASSIGN(const bool sealed, isBodyCheck(unit, camera, {terms.fromUs, terms.toUs}));
        if (sealed) return true;
    }
    return false;
}

Status checkExport(UnitOfWork& unit, const domain::Staff& asker, const domain::Stay& stay,
                   const ExportTerms& terms, std::int64_t nowUs) {
    if (terms.fromUs <= 0 || terms.fromUs >= terms.toUs || terms.toUs > nowUs)
        return Error::invalid("toUs", "export.bad_interval");
    if (terms.toUs - terms.fromUs > kLongestExportUs)
        return Error::invalid("toUs", "export.bad_interval");
    if (terms.cameras.empty()) return Error::invalid("cameras", "export.no_cameras");
    const bool known =
        !terms.questioningId || stay.findQuestioning(*terms.questioningId) != nullptr;
    if (!known) return Error::invalid("questioningId", "questioning.not_found");
    MJ_ASSIGN(const auto cameras, camerasOf(unit, terms));
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (std::size_t i = 0; i < cameras.size(); ++i) {
        const auto room = std::find_if(rooms.begin(), rooms.end(),
                                       [&](const auto& r) { return r.id == cameras[i].roomId; });
        const bool shown = room != rooms.end() && permitsPicture(*room);
        if (!shown) return Error::invalid(fmt::format("cameras/{}", i), "export.room_closed");
        MJ_ASSIGN(const bool sealed, isBodyCheck(unit, cameras[i], {terms.fromUs, terms.toUs}));
        // Whoever has the keys can look, and who asks will have them.
        if (sealed && terms.withKeys)
            MJ_TRY(checkBodyCheckView(unit, asker, stay,
                                      {cameras[i].id, terms.fromUs, terms.toUs, 0}, nowUs));
    }
    return {};
}

Result<std::vector<Uuid>> othersInPicture(UnitOfWork& unit, const domain::Stay& stay,
                                          const ExportTerms& terms) {
    MJ_ASSIGN(const auto cameras, camerasOf(unit, terms));
    std::set<Uuid> rooms;
    for (const CameraRow& camera : cameras) rooms.insert(camera.roomId);
    MJ_ASSIGN(const auto occupancies,
              unit.stays().occupancies({rooms.begin(), rooms.end()}, terms.fromUs));
    std::set<Uuid> others;
    for (const domain::Occupancy& there : occupancies)
        if (there.stayId != stay.id && there.fromUs < terms.toUs &&
            there.toUs.value_or(INT64_MAX) > terms.fromUs)
            others.insert(there.stayId);
    return std::vector<Uuid>(others.begin(), others.end());
}

Result<std::int64_t> bytesOfExport(UnitOfWork& unit, const ExportTerms& terms) {
    std::int64_t bytes = 0;
    for (const Uuid& camera : terms.cameras) {
        MJ_ASSIGN(const auto rows,
                  unit.recordings().segments(camera, "main", {terms.fromUs, terms.toUs}));
        for (const SegmentRow& row : rows) {
            const std::int64_t length = std::max<std::int64_t>(1, row.endUs - row.startUs);
            const std::int64_t inside =
                std::min(row.endUs, terms.toUs) - std::max(row.startUs, terms.fromUs);
            const double share = static_cast<double>(inside) / static_cast<double>(length);
            bytes += static_cast<std::int64_t>(static_cast<double>(row.bytes) * share);
        }
    }
    return bytes;
}

Status checkEncryptedSize(UnitOfWork& unit, const ExportTerms& terms) {
    if (!terms.recipientId) return {};
    MJ_ASSIGN(const std::int64_t bytes, bytesOfExport(unit, terms));
    if (static_cast<std::uint64_t>(bytes) <= kernel::kMostEncryptedBytes) return {};
    return Error::invalid("toUs", "export.too_large_to_encrypt",
                          {{"megabytes", kernel::kMostEncryptedBytes >> 20}});
}

Status releaseExports(UnitOfWork& unit, const domain::Stay& stay, std::int64_t nowUs) {
    for (const domain::Approval& approval : stay.approvals) {
        const auto terms = domain::exportTermsOf(approval);
        if (!terms || domain::exportState(stay, approval.id) != domain::ExportState::Released)
            continue;
        MJ_TRY(unit.exports().release(approval.id, stay.id,
                                      kernel::canonicalOrDie(domain::toJson(*terms)), nowUs));
    }
    return {};
}

Result<ExportTerms> termsOf(const ExportRow& row) {
    domain::Approval approval;
    approval.id = row.id;
    approval.about = domain::kExportApproval;
    MJ_ASSIGN(approval.terms, kernel::parseJson(row.terms));
    return *domain::exportTermsOf(approval);
}

Result<Json> desiredExports(UnitOfWork& unit, std::int64_t nowUs) {
    Json all = Json::array();
    MJ_ASSIGN(const auto rows, unit.exports().since(nowUs - kExportKeptUs, kMostExports));
    for (const ExportRow& row : rows) {
        if (!row.problem.empty()) continue;
        MJ_ASSIGN(const ExportTerms terms, termsOf(row));
        MJ_ASSIGN(const auto cameras, camerasOf(unit, terms));
        Json streams = Json::array();
        for (std::size_t i = 0; i < cameras.size(); ++i)
            streams.push_back({{"camera", cameras[i].id.text()},
                               {"fromUs", terms.fromUs},
                               {"label", labelOf(cameras[i], i)},
                               {"stream", "main"},
                               {"toUs", terms.toUs}});
        Json one = {{"id", row.id.text()},
                    {"made", row.madeUs.has_value()},
                    {"streams", std::move(streams)}};
        if (terms.recipientId) one["encryptedTo"] = terms.recipientFingerprint;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace mingjing::app
