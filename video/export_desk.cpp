// SPDX-License-Identifier: Apache-2.0
// Fetch what center puts in, write beside, rename, tell.
#include "video/export_desk.h"

#include <algorithm>
#include <filesystem>

#include <pthread.h>

#include "center/kernel/log.h"
#include "video/sealed_opener.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Uuid;

namespace {

namespace fs = std::filesystem;

constexpr int kFetchSeconds = 60;
constexpr std::size_t kMostPartBytes = std::size_t{256} << 20;
constexpr std::size_t kMostProblemBytes = std::size_t{64} << 10;
constexpr std::int64_t kRetryUs = 5 * kernel::kSecondUs;
constexpr int kRefusedForGood = 422;
constexpr const char* kFinished = ".zip";
constexpr const char* kFinishedEncrypted = ".zip.p7m";
constexpr const char* kUnfinished = ".part";

record::PackageWish::Stream streamOf(const Json& json) {
    record::PackageWish::Stream stream;
    stream.key = {Uuid::parse(json.at("camera").get<std::string>()).value_or(Uuid{}),
                  json.at("stream").get<std::string>()};
    stream.label = json.at("label").get<std::string>();
    stream.fromUs = json.at("fromUs").get<std::int64_t>();
    stream.toUs = json.at("toUs").get<std::int64_t>();
    return stream;
}

const char* finishedOf(const record::PackageWish& wish) {
    return wish.encryptedTo.empty() ? kFinished : kFinishedEncrypted;
}

/// All files of an export begin with its id.
std::optional<Uuid> exportOf(const fs::path& path) {
    const std::string name = path.filename().string();
    return Uuid::parse(name.substr(0, name.find('.')));
}

/// Center says why it will not give its part; anything else may be better the next time.
Error refusalOf(const net::ClientAnswer& answer) {
    const auto json = kernel::parseJson(answer.body, kMostProblemBytes);
    const auto code = json.ok() && json->is_object() ? json->value("code", Json()) : Json();
    const std::string told = code.is_string() ? code.get<std::string>() : "";
    if (answer.status == kRefusedForGood)
        return Error::of(ErrorKind::Precondition, told.empty() ? "export.unknown" : told);
    if (answer.status == 400 && told.starts_with("export."))
        return Error::of(ErrorKind::Precondition, told);
    return Error::of(ErrorKind::Unavailable, "net.bad_answer", std::to_string(answer.status));
}

Result<record::CentrePart> partOf(const std::string& body) {
    MJ_ASSIGN(const Json json, kernel::parseJson(body, kMostPartBytes));
    try {
        record::CentrePart part;
        json.at("statement").get_to(part.statement);
        for (const Json& file : json.at("files")) {
            const auto bytes = kernel::bytesOfBase64Url(file.at("bytes").get<std::string>());
            if (!bytes) return Error::of(ErrorKind::Unavailable, "net.bad_answer", "files");
            part.files.push_back({file.at("path").get<std::string>(), *bytes});
        }
        part.certificate = json.value("certificate", "");
        return part;
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::Unavailable, "net.bad_answer", e.what());
    }
}

}  // namespace

Result<DesiredExport> desiredExportOf(const Json& json) {
    DesiredExport out;
    out.wish.exportId = Uuid::parse(json.at("id").get<std::string>()).value_or(Uuid{});
    out.made = json.at("made").get<bool>();
    out.wish.encryptedTo = json.value("encryptedTo", "");
    for (const Json& stream : json.at("streams")) out.wish.streams.push_back(streamOf(stream));
    if (out.wish.exportId.isNil()) return Error::invalid("exports", "node.desired_wrong");
    return out;
}

ExportDesk::ExportDesk(ExportDeskOptions options, const record::Storage& storage,
                       const record::NodeKeys& keys, const kernel::Clock& clock, OnReport onReport)
    : options_(std::move(options)),
      storage_(storage),
      keys_(keys),
      clock_(clock),
      onReport_(std::move(onReport)),
      client_(options_.center, kFetchSeconds),
      thread_([this] { runThread(); }) {}

ExportDesk::~ExportDesk() {
    stop();
}

void ExportDesk::stop() {
    state_.lock()->stop = true;
    client_.cancel();
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void ExportDesk::configure(std::vector<DesiredExport> wishes) {
    tidy(wishes);
    auto state = state_.lock();
    // Center lists a failed one no more, until somebody asks for it again.
    std::erase_if(state->failed, [&](const auto& failed) {
        return std::none_of(wishes.begin(), wishes.end(), [&](const auto& desired) {
            return desired.wish.exportId == failed.first;
        });
    });
    state->wishes = std::move(wishes);
    wake_.notify_all();
}

Json ExportDesk::progress() const {
    auto state = state_.lock();
    Json out = Json::array();
    if (!state->making.isNil())
        out.push_back({{"doneBytes", state->done},
                       {"export", state->making.text()},
                       {"totalBytes", state->total}});
    return out;
}

std::string ExportDesk::pathOf(const Uuid& exportId) const {
    return options_.folder + "/" + exportId.text();
}

Result<ExportDesk::Package> ExportDesk::find(const Uuid& exportId) const {
    for (const char* ending : {kFinishedEncrypted, kFinished}) {
        const std::string path = pathOf(exportId) + ending;
        std::error_code error;
        const auto bytes = fs::file_size(path, error);
        if (!error) return Package{path, bytes, ending == kFinishedEncrypted};
    }
    return Error::of(ErrorKind::NotFound, "export.not_here");
}

/// Only files of our own making are touched.
void ExportDesk::tidy(const std::vector<DesiredExport>& wishes) const {
    std::error_code error;
    for (fs::directory_iterator it(options_.folder, error), end; !error && it != end;
         it.increment(error)) {
        const auto id = exportOf(it->path());
        const bool wanted = id && std::any_of(wishes.begin(), wishes.end(), [&](const auto& w) {
                                return w.wish.exportId == *id;
                            });
        if (!id || wanted) continue;
        std::error_code ignored;
        fs::remove(it->path(), ignored);
    }
}

/// A finished package that center does not know of was not told before a kill: it is made again.
std::optional<record::PackageWish> ExportDesk::nextWish() {
    auto state = state_.lock();
    for (const auto& desired : state->wishes) {
        if (desired.made && find(desired.wish.exportId).ok()) continue;
        if (state->failed.contains(desired.wish.exportId)) continue;
        return desired.wish;
    }
    return std::nullopt;
}

/// False when the desk ends.
bool ExportDesk::wait(std::int64_t us) {
    auto state = state_.lock();
    wake_.wait_for(state.uniqueLock(), std::chrono::microseconds(us), [&] { return state->stop; });
    return !state->stop;
}

void ExportDesk::runThread() {
    pthread_setname_np(pthread_self(), "exports");
    do {
        if (const auto wish = nextWish()) make(*wish);
    } while (wait(kernel::kSecondUs));
}

void ExportDesk::make(const record::PackageWish& wish) {
    state_.lock()->making = wish.exportId;
    const auto made = writePackage(wish, pathOf(wish.exportId));
    {
        auto state = state_.lock();
        state->making = {};
        state->done = state->total = 0;
    }
    const std::string id = wish.exportId.text();
    if (made.ok()) {
        // Center's answer comes with the next wishes; until then it is not made once more.
        auto state = state_.lock();
        for (auto& desired : state->wishes)
            if (desired.wish.exportId == wish.exportId) desired.made = true;
    }
    if (made.ok()) {
        tell(wish, *made);
        return;
    }
    kernel::logWarning("export {}: {} {}", id, made.error().code, made.error().internal);
    std::error_code ignored;
    fs::remove(pathOf(wish.exportId) + kUnfinished, ignored);
    if (made.error().kind == ErrorKind::Unavailable || made.error().kind == ErrorKind::Conflict) {
        wait(kRetryUs);
        return;
    }
    state_.lock()->failed[wish.exportId] = made.error().code;
    onReport_("exportFailed", {{"code", made.error().code}, {"export", id}});
}

/// Bytes and hash are of the file that leaves; of the ZIP file inside they are told beside them.
void ExportDesk::tell(const record::PackageWish& wish, const record::MadePackage& made) {
    Json report = {{"bytes", made.bytes},
                   {"export", wish.exportId.text()},
                   {"fragments", made.fragments},
                   {"sha256", kernel::hexOf(made.sha256)}};
    if (!wish.encryptedTo.empty()) {
        report["zipBytes"] = made.bytes;
        report["zipSha256"] = kernel::hexOf(made.sha256);
        report["bytes"] = made.encryptedBytes;
        report["sha256"] = kernel::hexOf(made.encryptedSha256);
    }
    onReport_("exportMade", report);
}

Result<record::MadePackage> ExportDesk::writePackage(const record::PackageWish& wish,
                                                     const std::string& path) {
    MJ_ASSIGN(const auto part, fetch(wish));
    MJ_TRY(files_.makeFolder(options_.folder));
    std::error_code ignored;
    fs::remove(path + kUnfinished, ignored);
    fs::remove(path + kFinished, ignored);
    fs::remove(path + kFinishedEncrypted, ignored);
    MJ_ASSIGN(const auto file, files_.create(path + kUnfinished));
    const record::PackageMaker maker(storage_, keys_, clock_);
    MJ_ASSIGN(const auto made,
              maker.make(wish, part, *file, [&](std::uint64_t done, std::uint64_t total) {
                  auto state = state_.lock();
                  state->done = done;
                  state->total = total;
                  return !state->stop;
              }));
    MJ_TRY(files_.rename(path + kUnfinished, path + finishedOf(wish)));
    MJ_TRY(files_.syncFolder(options_.folder));
    return made;
}

/// Center is told which segments are sealed: whether their keys go along is its decision.
Result<record::CentrePart> ExportDesk::fetch(const record::PackageWish& wish) {
    Json sealed = Json::array();
    for (const auto& stream : wish.streams) {
        auto stretch = storage_.stretch(stream.key, stream.fromUs, stream.toUs);
        if (stretch.before) stretch.segments.push_back(*stretch.before);
        for (const auto& entry : stretch.segments)
            if (entry.seal) sealed.push_back(sealedSegmentJson(stream.key, entry));
    }
    const bool any = !sealed.empty();
    const std::string body = any ? Json{{"segments", std::move(sealed)}}.dump() : "";
    MJ_ASSIGN(const auto answer,
              client_.send(any ? "POST" : "GET", "/node/v1/exports/" + wish.exportId.text(),
                           options_.headers, body, kMostPartBytes));
    if (answer.status == 404) return Error::of(ErrorKind::NotFound, "export.unknown");
    if (answer.status != 200) return refusalOf(answer);
    return partOf(answer.body);
}

}  // namespace mingjing::video
