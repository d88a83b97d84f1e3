// SPDX-License-Identifier: Apache-2.0
// Small files, each replaced as a whole.
#include "center/witness/state.h"

#include <cerrno>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "center/kernel/files.h"

namespace mingjing::witness {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::SignedHead;
using kernel::Status;

namespace {

Status makeFolder(const std::string& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    const auto above = std::filesystem::path(folder).parent_path().string();
    const int fd = failed ? -1 : ::open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool durable = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!durable) return Error::of(ErrorKind::Unavailable, "file.unwritable", folder);
    return {};
}

/// Nothing when the file is not there; one that is there and cannot be read is an error, or taking
/// a right away would make the witness forget.
Result<std::optional<std::string>> readIfThere(const std::string& path) {
    std::error_code failed;
    const auto status = std::filesystem::symlink_status(path, failed);
    if (status.type() == std::filesystem::file_type::not_found) return std::optional<std::string>();
    const auto text = kernel::readFile(path);
    if (!text.ok()) return text.error();
    return std::optional(*text);
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find_first_of("\r\n"));
}

Result<kernel::SigningKey> openOwnKey(const std::string& path) {
    MJ_ASSIGN(const auto stored, readIfThere(path));
    if (!stored) {
        auto key = kernel::SigningKey::generate();
        MJ_TRY(kernel::writeFileDurably(path, kernel::hexOf(key.seed()) + "\n", 0600));
        return key;
    }
    const auto seed = kernel::bytesOfHex(firstLine(*stored));
    auto key = kernel::SigningKey::fromSeed(seed.value_or(""));
    if (!key.ok()) return Error::of(ErrorKind::DataLoss, "witness.key_damaged", path);
    return key;
}

std::string headText(const SignedHead& head) {
    const Json json = {{"head", head.bytes}, {"signature", kernel::base64Url(head.signature)}};
    return json.dump(1) + "\n";
}

Result<std::optional<SignedHead>> readHeadFile(const std::string& path) {
    MJ_ASSIGN(const auto text, readIfThere(path));
    if (!text) return std::optional<SignedHead>();
    const auto json = kernel::parseJson(*text);
    const auto has = [&](const char* key) {
        return json.ok() && json->is_object() && json->contains(key) && (*json)[key].is_string();
    };
    if (has("head") && has("signature")) {
        const auto signature = kernel::bytesOfBase64Url((*json)["signature"].get<std::string>());
        auto head = kernel::readHead((*json)["head"].get<std::string>(), signature.value_or(""));
        if (head.ok()) return std::optional(std::move(head).value());
    }
    return Error::of(ErrorKind::DataLoss, "witness.head_damaged", path);
}

}  // namespace

Result<StateFolder> StateFolder::open(const std::string& folder) {
    MJ_TRY(makeFolder(folder));
    MJ_TRY(makeFolder(folder + "/refusals"));
    const int lock = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return Error::of(ErrorKind::Unavailable, "file.unwritable", folder);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return Error::of(ErrorKind::Unavailable, "witness.busy", folder);
    }
    auto key = openOwnKey(folder + "/witness.key");
    if (!key.ok()) {
        ::close(lock);
        return key.error();
    }
    return StateFolder(folder, lock, std::move(key).value());
}

StateFolder::~StateFolder() {
    if (lock_ >= 0) ::close(lock_);
}

StateFolder::StateFolder(StateFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      lock_(std::exchange(other.lock_, -1)),
      key_(std::move(other.key_)) {}

Result<std::optional<std::string>> StateFolder::pinnedKey() const {
    MJ_ASSIGN(const auto text, readIfThere(folder_ + "/centre.key"));
    if (!text) return std::optional<std::string>();
    const auto key = kernel::bytesOfBase64Url(firstLine(*text));
    if (!key || key->size() != kernel::Hash{}.size())
        return Error::of(ErrorKind::DataLoss, "witness.key_damaged", folder_ + "/centre.key");
    return std::optional(*key);
}

Status StateFolder::pin(const std::string& publicKey) const {
    return kernel::writeFileDurably(folder_ + "/centre.key", kernel::base64Url(publicKey) + "\n");
}

Result<std::optional<SignedHead>> StateFolder::head() const {
    return readHeadFile(folder_ + "/head.json");
}

Status StateFolder::keep(const SignedHead& head) const {
    return kernel::writeFileDurably(folder_ + "/head.json", headText(head));
}

Status StateFolder::refuse(const Refusal& refusal) const {
    const std::string evidence = folder_ + "/refusals/" + std::to_string(refusal.atUs);
    MJ_TRY(makeFolder(evidence));
    MJ_ASSIGN(const auto kept, head());
    if (kept) MJ_TRY(kernel::writeFileDurably(evidence + "/kept.json", headText(*kept)));
    if (refusal.offered)
        MJ_TRY(kernel::writeFileDurably(evidence + "/offered.json", headText(*refusal.offered)));
    MJ_TRY(kernel::writeFileDurably(evidence + "/answer.txt", refusal.answer));
    const Json reason = {{"atUs", refusal.atUs}, {"code", refusal.code}};
    MJ_TRY(kernel::writeFileDurably(evidence + "/reason.json", reason.dump(1) + "\n"));
    MJ_ASSIGN(const auto standing, standingRefusal());
    if (standing) return {};
    return kernel::writeFileDurably(folder_ + "/refused", evidence + "\n");
}

Result<std::optional<std::string>> StateFolder::standingRefusal() const {
    MJ_ASSIGN(const auto text, readIfThere(folder_ + "/refused"));
    if (!text) return std::optional<std::string>();
    return std::optional(firstLine(*text));
}

Status StateFolder::settle(const std::string& by, const std::string& why, bool accept,
                           std::int64_t nowUs) const {
    MJ_ASSIGN(const auto evidence, standingRefusal());
    if (!evidence) return Error::of(ErrorKind::Precondition, "witness.none_refused");
    const Json settled = {{"accepted", accept}, {"atUs", nowUs}, {"by", by}, {"why", why}};
    MJ_ASSIGN(const auto offered, readHeadFile(*evidence + "/offered.json"));
    if (accept && !offered) return Error::of(ErrorKind::Precondition, "witness.nothing_offered");
    MJ_TRY(kernel::writeFileDurably(*evidence + "/settled.json", settled.dump(1) + "\n"));
    if (accept) {
        MJ_TRY(pin(offered->head.publicKey));
        MJ_TRY(keep(*offered));
    }
    if (::unlink((folder_ + "/refused").c_str()) != 0)
        return Error::of(ErrorKind::Unavailable, "file.unwritable", folder_ + "/refused");
    return {};
}

}  // namespace mingjing::witness
