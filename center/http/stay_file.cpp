// SPDX-License-Identifier: Apache-2.0
// The parts of a stay's file.
#include "center/http/stay_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/kept_files.h"
#include "center/app/stay_exporter.h"
#include "center/app/transcripts.h"
#include "center/domain/json_read.h"
#include "center/domain/stays/papers.h"
#include "center/domain/stays/pen_signature.h"
#include "center/domain/stays/photos.h"
#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"

namespace mingjing::http {

using domain::RecordedEvent;

namespace {

class Gathering {
public:
    Gathering(House& house, app::UnitOfWork& unit, const app::Actor& reader,
              const app::LoadedStay& loaded, std::string language)
        : house_(house),
          unit_(unit),
          reader_(reader),
          loaded_(loaded),
          language_(std::move(language)),
          nowUs_(house.clock.wall().us) {}

    Result<std::vector<print::ArchivedFile>> all() {
        MJ_TRY(addForms());
        MJ_TRY(addTranscripts());
        MJ_TRY(addScans());
        MJ_TRY(addPenSignatures());
        MJ_TRY(addStatutoryPapers());
        MJ_TRY(addPhotos());
        MJ_TRY(addRecordings());
        MJ_TRY(addRecord());
        MJ_TRY(addIndex());
        MJ_TRY(addManifest());
        return std::move(content_.files);
    }

private:
    [[nodiscard]] std::string t(const std::string& key, const Json& params = Json::object()) const {
        return language_ == "en" ? house_.messages.en(key, params)
                                 : house_.messages.zh(key, params);
    }
    /// A name that every file system takes.
    static std::string safe(std::string name) {
        for (char& c : name)
            if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ||
                static_cast<unsigned char>(c) < 0x20)
                c = '_';
        return name;
    }
    Status add(const std::string& folder, const std::string& name, std::string bytes) {
        bytes_ += bytes.size();
        if (bytes_ > house_.stayFileMostMb << 20) {
            Error error = Error::of(kernel::ErrorKind::Exhausted, "stay_file.too_large");
            error.params = {{"mostMb", house_.stayFileMostMb}, {"part", name}};
            return error;
        }
        const std::string place = folder.empty() ? "" : t("stay_file.folder." + folder) + "/";
        content_.files.push_back({place + safe(name), std::move(bytes)});
        return {};
    }
    void leaveOut(const std::string& what, const char* why) {
        content_.leftOut.push_back(t("stay_file.left_out." + std::string(why), {{"what", what}}));
    }
    [[nodiscard]] RecordedEvent entryOf(const std::string& form) const {
        RecordedEvent entry;
        entry.actor = reader_.id();
        entry.happenedUs = nowUs_;
        entry.body = {{"form", form}, {"language", language_}, {"ofSeq", loaded_.stay.seq}};
        return entry;
    }

    Status addForms() {
        int number = 0;
        for (const auto& [form, word] : domain::Words<print::Form>::all) {
            if (form == print::Form::Transcript) continue;
            MJ_ASSIGN(auto made, printed(house_, unit_, loaded_, entryOf(std::string(word))));
            MJ_TRY(add(
                "forms",
                fmt::format("{:02}-{}.pdf", ++number, t("form." + std::string(word) + ".title")),
                std::move(made.pdf)));
        }
        return {};
    }

    Status addTranscripts() {
        const bool may = mayReadTranscripts(reader_).ok();
        for (const domain::Questioning& questioning : loaded_.stay.questionings)
            for (const domain::TranscriptVersion& version : questioning.transcripts) {
                const std::string name =
                    t("stay_file.transcript",
                      {{"ordinal", questioning.ordinal}, {"version", version.version}});
                if (!may) {
                    leaveOut(name, "not_for_you");
                    continue;
                }
                RecordedEvent entry = entryOf("transcript");
                entry.body["questioningId"] = questioning.id.text();
                entry.body["version"] = version.version;
                MJ_ASSIGN(auto made, printed(house_, unit_, loaded_, entry));
                MJ_TRY(add("transcripts", name + ".pdf", std::move(made.pdf)));
            }
        return {};
    }

    Status addKept(const char* folder, const std::string& name, const Json& reference,
                   const std::string& type) {
        auto bytes = app::readKeptFile(unit_, house_.vault, reference);
        if (!bytes.ok() && bytes.error().code == "scan.erased") {
            leaveOut(name, "erased");
            return {};
        }
        MJ_ASSIGN(std::string kept, std::move(bytes));
        const char* ending = type == "application/pdf" ? "pdf"
                             : type == "image/png"     ? "png"
                                                       : "jpg";
        return add(folder, fmt::format("{}.{}", name, ending), std::move(kept));
    }

    Status addScans() {
        const bool transcripts = mayReadTranscripts(reader_).ok();
        for (const auto& event : loaded_.events) {
            if (event->type != domain::kScanReturned) continue;
            const std::string form = event->body.value("form", "");
            const std::string name = t("stay_file.scan", {{"form", t("form." + form + ".title")},
                                                          {"page", event->body.value("page", 1)},
                                                          {"seq", event->seq}});
            if (form == "transcript" && !transcripts) {
                leaveOut(name, "not_for_you");
                continue;
            }
            MJ_TRY(addKept("scans", name, event->body["scan"],
                           event->body.value("mediaType", std::string())));
        }
        return {};
    }

    /// The very print that was signed by pen, and the signature.
    Status addPenSignatures() {
        for (const auto& event : loaded_.events) {
            if (event->type != domain::kFormSignedByPen || event->body.value("how", "") != "pen")
                continue;
            const std::string form = event->body.value("form", "");
            const std::string name =
                t("stay_file.pen", {{"form", t("form." + form + ".title")}, {"seq", event->seq}});
            const auto picture = domain::penPictureOf(*event);
            if (picture)
                MJ_TRY(add("scans", name + ".png", *picture));
            else
                leaveOut(name, "erased");
            const auto seq = event->body.value("printSeq", std::int64_t{0});
            for (const auto& print : loaded_.events) {
                if (print->seq != seq) continue;
                MJ_ASSIGN(auto made, printed(house_, unit_, loaded_, *print));
                MJ_TRY(add("scans", name + ".pdf", std::move(made.pdf)));
            }
        }
        return {};
    }

    Status addStatutoryPapers() {
        for (const domain::Note& note : loaded_.stay.notesOf(domain::kStatutoryPaperFiled)) {
            const Json* number = note.sealed("number");
            const std::string name =
                fmt::format("{}-{}-{}", note.event().seq,
                            t(wordKey(house_.messages, "kind", note.word("kind"))),
                            number ? number->value("text", "") : t("form.sealed"));
            if (note.event().body.contains("scan"))
                MJ_TRY(
                    addKept("statutory", name, note.event().body["scan"], note.word("mediaType")));
            else
                leaveOut(name, "no_scan");
        }
        return {};
    }

    Status addPhotos() {
        for (const domain::BelongingPhoto& photo : domain::photosOf(loaded_.events)) {
            const std::string item = photo.item ? std::to_string(*photo.item) : t("stay_file.all");
            const std::string name =
                t("stay_file.photo", {{"item", item}, {"seq", photo.moment.seq}});
            MJ_TRY(addKept("photos", name, photo.picture, photo.mediaType));
        }
        return {};
    }

    /// Which cameras recorded which questioning, in which files, with the heads of their chains.
    Status addRecordings() {
        MJ_ASSIGN(const auto cameras, unit_.directory().cameras());
        Json list = Json::array();
        for (const domain::Questioning& questioning : loaded_.stay.questionings) {
            const domain::Span span{questioning.startedUs, questioning.endedUs.value_or(nowUs_)};
            for (const app::CameraRow& camera : cameras) {
                if (camera.roomId != questioning.roomId) continue;
                MJ_ASSIGN(Json files, segmentsOf(camera.id, span));
                list.push_back({{"camera", camera.name},
                                {"cameraId", camera.id.text()},
                                {"files", std::move(files)},
                                {"fromUs", span.fromUs},
                                {"ordinal", questioning.ordinal},
                                {"questioningId", questioning.id.text()},
                                {"toUs", span.toUs}});
            }
        }
        return add("", "recordings.json", Json{{"recordings", list}}.dump(1));
    }

    Result<Json> segmentsOf(const Uuid& camera, const domain::Span& span) {
        MJ_ASSIGN(const auto rows, unit_.recordings().segments(camera, "main", span));
        Json files = Json::array();
        for (const app::SegmentRow& row : rows)
            files.push_back({{"bytes", row.bytes},
                             {"chainHead", row.chainHead},
                             {"closed", row.closed},
                             {"endUs", row.endUs},
                             {"path", row.path},
                             {"segmentId", row.id.text()},
                             {"startUs", row.startUs}});
        return files;
    }

    /// The chain with its documents, as anybody can check it (mingjingctl verify).
    Status addRecord() {
        MJ_ASSIGN(const Json record, app::stayExport(unit_, house_.vault, house_.secrets,
                                                     loaded_.stay.id, {}, nowUs_));
        return add("", "record.json", record.dump());
    }

    Status addIndex() {
        MJ_ASSIGN(const print::PrintInput input,
                  printInput(house_, unit_, loaded_, entryOf("stay_file")));
        print::PrintedForm index = print::printStayFileIndex(input, content_);
        MJ_TRY(add("", t("form.stay_file.title") + ".pdf", std::move(index.pdf)));
        std::rotate(content_.files.begin(), content_.files.end() - 1, content_.files.end());
        return {};
    }

    /// Signed like the head of an export, so that no part can be changed or left out unseen.
    Status addManifest() {
        Json parts = Json::array();
        std::string sums;
        for (const print::ArchivedFile& file : content_.files) {
            const std::string hash = kernel::hexOf(kernel::sha256(file.bytes));
            parts.push_back({{"bytes", file.bytes.size()}, {"name", file.name}, {"sha256", hash}});
            sums += hash + "  " + file.name + "\n";
        }
        const Json manifest = {
            {"format", "mingjing.stay-file.v1"}, {"hash", kernel::hexOf(loaded_.stay.hash)},
            {"leftOut", content_.leftOut},       {"madeUs", nowUs_},
            {"number", loaded_.stay.number},     {"parts", parts},
            {"seq", loaded_.stay.seq},           {"stayId", loaded_.stay.id.text()}};
        MJ_ASSIGN(const std::string canonical, kernel::canonicalJson(manifest));
        const std::string signature = kernel::base64Url(
            house_.secrets.signingKey.sign("mingjing.stay-file.v1\n" + canonical));
        MJ_TRY(add("", "SHA256SUMS", sums));
        return add("", "manifest.json",
                   Json{{"manifest", manifest}, {"signature", signature}}.dump(1));
    }

    House& house_;
    app::UnitOfWork& unit_;
    const app::Actor& reader_;
    const app::LoadedStay& loaded_;
    const std::string language_;
    const std::int64_t nowUs_;
    print::StayFileContent content_;
    std::size_t bytes_ = 0;
};

}  // namespace

Result<std::vector<print::ArchivedFile>> gatherStayFile(House& house, app::UnitOfWork& unit,
                                                        const app::Actor& reader,
                                                        const app::LoadedStay& loaded,
                                                        const std::string& language) {
    return Gathering(house, unit, reader, loaded, language).all();
}

}  // namespace mingjing::http
