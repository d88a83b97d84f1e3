// SPDX-License-Identifier: Apache-2.0
// Gathered anew each time the recorder asks; the statement names every file by its hash.
#include "center/http/export_part.h"

#include <filesystem>
#include <set>

#include "center/app/audit.h"
#include "center/app/certificates.h"
#include "center/app/exports.h"
#include "center/app/log_leaves.h"
#include "center/app/recipients.h"
#include "center/app/stay_exporter.h"
#include "center/app/watching.h"
#include "center/kernel/files.h"
#include "center/print/cover_sheet.h"

namespace mingjing::http {

namespace {

constexpr const char* kStatementDomain = "mingjing.export-statement.v1\n";
/// Outside questionings a chain's end is logged every ten minutes.
constexpr std::int64_t kLoggedWithinUs = 12 * kernel::kMinuteUs;
constexpr int kLeavesAtOnce = 1000;
constexpr std::size_t kMostProofs = 2000;
constexpr const char* kVerifier = "evidence-verify";

/// The verifier lies beside the server's own program.
std::string verifierPath() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? "" : (self.parent_path() / kVerifier).string();
}

class ExportPart {
public:
    ExportPart(House& house, app::UnitOfWork& unit, const app::ExportRow& row,
               const app::LoadedStay& loaded, const domain::Approval& approval, Directory directory)
        : house_(house),
          unit_(unit),
          row_(row),
          loaded_(loaded),
          approval_(approval),
          terms_(*domain::exportTermsOf(approval)),
          directory_(std::move(directory)),
          nowUs_(house.clock.wall().us) {}

    Result<Json> all(const std::vector<app::WantedKey>& sealed) {
        MJ_TRY(findRecipient());
        if (terms_.withKeys && !sealed.empty()) MJ_TRY(addKeys(sealed));
        MJ_TRY(addCertificate());
        MJ_TRY(addRecord());
        MJ_TRY(addLog());
        add("cover-zh.pdf", cover(false));
        add("cover-en.pdf", cover(true));
        add("README.txt", house_.messages.zh("export.readme") + "\n\n" +
                              house_.messages.en("export.readme") + "\n");
        if (const auto verifier = kernel::readFile(verifierPath()); verifier.ok())
            add(kVerifier, *verifier);
        if (const auto page = kernel::readFile(house_.verifierPage); page.ok())
            add("verify.html", *page);
        MJ_ASSIGN(const std::string statement, signedStatement());
        Json part = {{"files", std::move(sent_)}, {"statement", statement}};
        if (recipient_) part["certificate"] = recipient_->certificate;
        return part;
    }

    Result<std::string> coverAlone(bool english) {
        MJ_TRY(addCertificate());
        if (row_.madeUs) fileSha256_ = row_.sha256;
        return cover(english);
    }

private:
    void add(const std::string& path, const std::string& bytes) {
        named_.push_back({{"path", path}, {"sha256", kernel::hexOf(kernel::sha256(bytes))}});
        sent_.push_back({{"bytes", kernel::base64Url(bytes)}, {"path", path}});
    }

    /// Keys of what was asked for, and of nothing else.
    Status addKeys(const std::vector<app::WantedKey>& sealed) {
        Json keys = Json::array();
        for (const app::WantedKey& wanted : sealed) {
            const bool ours = std::find(terms_.cameras.begin(), terms_.cameras.end(),
                                        wanted.of.camera) != terms_.cameras.end() &&
                              wanted.of.startUs < terms_.toUs;
            const auto key =
                ours ? kernel::openMediaKey(house_.secrets.openingKey, wanted.seal, wanted.of)
                     : Result<kernel::SecretKey>(
                           Error::of(kernel::ErrorKind::Precondition, "body_check.not_approved"));
            app::Actor asker = app::Actor::system();
            asker.staff.id = approval_.requestedBy;
            MJ_TRY(app::audit(unit_, asker, nowUs_,
                              {"body_check_key_exported", "camera", wanted.of.camera,
                               key.ok() ? wanted.of.segment.text() : key.error().code, key.ok()}));
            if (!key.ok()) return Error::of(kernel::ErrorKind::Precondition, key.error().code);
            keys.push_back(
                {{"key", kernel::base64Url(key->bytes())}, {"segment", wanted.of.segment.text()}});
        }
        add("keys.json", kernel::canonicalOrDie(
                             {{"format", "mingjing.media-keys.v1"}, {"keys", std::move(keys)}}));
        return {};
    }

    /// Only the certificate that was approved, and only while it may be used.
    Status findRecipient() {
        if (!terms_.recipientId) return {};
        MJ_ASSIGN(recipient_, app::usableRecipient(unit_, terms_, nowUs_));
        return {};
    }

    Status addCertificate() {
        if (!terms_.questioningId) return {};
        const auto* questioning = loaded_.stay.findQuestioning(*terms_.questioningId);
        if (questioning == nullptr) return {};
        ordinal_ = questioning->ordinal;
        MJ_ASSIGN(const app::Certified certified,
                  app::certificateOf(unit_, house_.recording, *questioning, nowUs_));
        certificate_ = certified.certificate;
        Json json = app::toJson(*certificate_);
        json["questioningId"] = questioning->id.text();
        json["stayNumber"] = loaded_.stay.number;
        MJ_TRY(app::addWatching(unit_, json, certificate_->window));
        json["watchedBy"] = Json::array();
        MJ_ASSIGN(const auto views, viewsOf(certificate_->window));
        for (const app::ViewRow& view : views)
            json["watchedBy"].push_back({{"cameraId", view.cameraId.text()},
                                         {"openedUs", view.openedUs},
                                         {"staffId", view.staffId.text()},
                                         {"use", view.use}});
        add("certificate.json", kernel::canonicalOrDie(json));
        return {};
    }

    /// Who looked at the cameras while the questioning went on.
    Result<std::vector<app::ViewRow>> viewsOf(const domain::Span& window) {
        std::vector<app::ViewRow> out;
        for (const Uuid& camera : terms_.cameras) {
            MJ_ASSIGN(const auto rows, unit_.access().viewsOpened(camera, window));
            out.insert(out.end(), rows.begin(), rows.end());
        }
        return out;
    }

    /// The chain always; its documents only where they were asked for.
    Status addRecord() {
        std::set<std::string> hidden;
        if (!terms_.withRecord) {
            MJ_ASSIGN(const auto stored, app::readStay(unit_, house_.vault, loaded_.stay.id));
            for (const auto& [id, document] : stored.documents) hidden.insert(document.sealed.kind);
        }
        MJ_ASSIGN(const Json record, app::stayExport(unit_, house_.vault, house_.secrets,
                                                     loaded_.stay.id, hidden, nowUs_));
        add("record.json", record.dump());
        return {};
    }

    /// That signed heads of the log hold the recorded chains and the record: by when they were made
    /// is then for anybody to check, also against what a witness keeps.
    Status addLog() {
        Json proofs = Json::array();
        for (const Uuid& camera : terms_.cameras) {
            MJ_ASSIGN(const auto subjects, loggedFragments(camera));
            for (const app::LogSubject& subject : subjects) MJ_TRY(addProof(subject, proofs));
        }
        MJ_TRY(addProof({app::kTimelineLeaf, domain::kStayStream, loaded_.stay.id, 0}, proofs));
        const Json log = {{"format", "mingjing.package-log.v1"}, {"proofs", std::move(proofs)}};
        add("log.json", kernel::canonicalOrDie(log));
        return {};
    }

    /// Ends of the camera's chain that were logged about the asked interval.
    Result<std::vector<app::LogSubject>> loggedFragments(const Uuid& camera) {
        app::LogStore& log = unit_.log();
        std::vector<app::LogSubject> out;
        MJ_ASSIGN(const auto before, log.headAt(terms_.fromUs));
        MJ_ASSIGN(const auto after, log.headAt(terms_.toUs + kLoggedWithinUs));
        const std::int64_t end = after ? after->head.size : 0;
        std::int64_t at = before ? before->head.size : 0;
        while (at < end && out.size() < kMostProofs) {
            MJ_ASSIGN(const auto leaves, log.leaves(at, kLeavesAtOnce));
            if (leaves.empty()) break;
            for (const app::LogLeafRow& leaf : leaves)
                if (leaf.position < end && leaf.subject.kind == app::kRecordingLeaf &&
                    leaf.subject.subject == camera && leaf.subject.subjectKind == "main")
                    out.push_back(leaf.subject);
            at = leaves.back().position + 1;
        }
        return out;
    }

    Status addProof(const app::LogSubject& subject, Json& proofs) {
        const auto proof = app::proveInclusion(unit_, subject, 0);
        // Not logged yet: the next head has it, and nothing is claimed here.
        if (!proof.ok() && proof.error().kind == kernel::ErrorKind::NotFound) return {};
        if (!proof.ok()) return proof.error();
        Json path = Json::array();
        for (const kernel::Hash& step : proof->path) path.push_back(kernel::hexOf(step));
        proofs.push_back({{"head", proof->head.bytes},
                          {"leaf", proof->leaf.leaf},
                          {"path", std::move(path)},
                          {"position", proof->leaf.position},
                          {"signature", kernel::base64Url(proof->head.signature)}});
        return {};
    }

    [[nodiscard]] std::string nameOf(const Uuid& staff) const {
        return directory_.member(staff).value("name", "");
    }

    [[nodiscard]] std::string recipient(bool english) const {
        const std::string key = "act.word.recipient." + terms_.recipient;
        const std::string kind = english ? house_.messages.en(key) : house_.messages.zh(key);
        return approval_.recipient.empty() ? kind : kind + " · " + approval_.recipient;
    }

    std::string cover(bool english) {
        print::CoverSheetInput input{house_.messages};
        input.english = english;
        input.centreName = directory_.centreName;
        input.stayNumber = loaded_.stay.number;
        input.exportId = row_.id.text();
        input.requestedBy = nameOf(approval_.requestedBy);
        input.approvedBy = nameOf(approval_.decidedBy);
        input.recipient = recipient(english);
        input.reason = approval_.reason;
        input.defence = terms_.defence;
        input.recipientFingerprint = terms_.recipientFingerprint;
        input.fileSha256 = fileSha256_;
        if (ordinal_ > 0) input.questioning = std::to_string(ordinal_);
        input.fromUs = terms_.fromUs;
        input.toUs = terms_.toUs;
        input.madeUs = fileSha256_.empty() ? nowUs_ : *row_.madeUs;
        input.centreKey = kernel::hexOf(house_.secrets.signingKey.publicKey());
        for (const app::CameraRow& camera : cameras())
            input.cameras.push_back(
                {camera.name, directory_.room(camera.roomId).value("name", "")});
        if (certificate_) {
            input.certified = true;
            input.windowFromUs = certificate_->window.fromUs;
            input.windowToUs = certificate_->window.toUs;
            input.coveredUs = certificate_->coveredUs;
            input.missingUs = certificate_->missingUs;
            input.longestMissingUs = certificate_->longestMissingUs;
        }
        input.practice = house_.practice.isHere();
        return print::printCoverSheet(input).pdf;
    }

    [[nodiscard]] std::vector<app::CameraRow> cameras() const {
        std::vector<app::CameraRow> out;
        for (const app::CameraRow& camera : directory_.cameras)
            if (std::find(terms_.cameras.begin(), terms_.cameras.end(), camera.id) !=
                terms_.cameras.end())
                out.push_back(camera);
        return out;
    }

    Result<std::string> signedStatement() {
        Json list = Json::array(), nodeKeys = Json::array();
        for (const app::CameraRow& camera : cameras())
            list.push_back({{"code", camera.code},
                            {"id", camera.id.text()},
                            {"name", camera.name},
                            {"room", directory_.room(camera.roomId).value("name", "")}});
        MJ_ASSIGN(const auto keys, unit_.exports().nodeKeys());
        for (const app::NodeKeyRow& key : keys) nodeKeys.push_back(key.publicKey);
        Json statement = {{"approvedBy", nameOf(approval_.decidedBy)},
                          {"cameras", std::move(list)},
                          {"centre", directory_.centreName},
                          {"centreKey", kernel::base64Url(house_.secrets.signingKey.publicKey())},
                          {"export", row_.id.text()},
                          {"files", named_},
                          {"format", "mingjing.export-statement.v1"},
                          {"madeUs", nowUs_},
                          {"nodeKeys", std::move(nodeKeys)},
                          {"reason", approval_.reason},
                          {"recipient", terms_.recipient},
                          {"recipientName", approval_.recipient},
                          {"requestedBy", nameOf(approval_.requestedBy)},
                          {"stay",
                           {{"hash", kernel::hexOf(loaded_.stay.hash)},
                            {"id", loaded_.stay.id.text()},
                            {"number", loaded_.stay.number},
                            {"seq", loaded_.stay.seq}}}};
        if (terms_.defence) statement["defence"] = true;
        if (terms_.recipientId) statement["recipientFingerprint"] = terms_.recipientFingerprint;
        MJ_ASSIGN(const std::string canonical, kernel::canonicalJson(statement));
        statement["signature"] =
            kernel::base64Url(house_.secrets.signingKey.sign(kStatementDomain + canonical));
        return kernel::canonicalJson(statement);
    }

    House& house_;
    app::UnitOfWork& unit_;
    const app::ExportRow& row_;
    const app::LoadedStay& loaded_;
    const domain::Approval& approval_;
    const domain::ExportTerms terms_;
    const Directory directory_;
    const std::int64_t nowUs_;
    int ordinal_ = 0;
    std::string fileSha256_;
    std::optional<domain::Certificate> certificate_;
    std::optional<app::RecipientRow> recipient_;
    Json named_ = Json::array(), sent_ = Json::array();
};

using WithPart = std::function<Status(ExportPart&)>;

/// Gathers what a released export's part is made of, for one use.
Status withPart(House& house, const Uuid& exportId, const WithPart& use) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, unit->exports().find(exportId));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "export.not_found");
    MJ_ASSIGN(const auto loaded, house.stays.find(*unit, row->stayId));
    const domain::Approval* approval = loaded->stay.findApproval(exportId);
    if (approval == nullptr) return Error::of(kernel::ErrorKind::NotFound, "export.not_found");
    MJ_ASSIGN(Directory directory, readDirectory(*unit));
    ExportPart part(house, *unit, *row, *loaded, *approval, std::move(directory));
    const Status used = use(part);
    // Also what was refused is on record before anybody is told.
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable", "export");
    return used;
}

}  // namespace

Result<Json> exportPart(House& house, const Uuid& exportId,
                        const std::vector<app::WantedKey>& sealed) {
    Json all;
    MJ_TRY(withPart(house, exportId, [&](ExportPart& part) -> Status {
        MJ_ASSIGN(all, part.all(sealed));
        return {};
    }));
    return all;
}

Result<std::string> exportCover(House& house, const Uuid& exportId, bool english) {
    std::string pdf;
    MJ_TRY(withPart(house, exportId, [&](ExportPart& part) -> Status {
        MJ_ASSIGN(pdf, part.coverAlone(english));
        return {};
    }));
    return pdf;
}

}  // namespace mingjing::http
