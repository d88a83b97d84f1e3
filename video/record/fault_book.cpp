// SPDX-License-Identifier: Apache-2.0
// Remembering faults, telling what changed.
#include "video/record/fault_book.h"

#include <set>

#include "center/kernel/log.h"
#include "video/record/snapshot.h"

namespace mingjing::video::record {

using kernel::Json;

namespace {

constexpr std::size_t kShownPath = 480;

/// Foreign files may have any name; what is not plain text is shown as %XX, and cut.
std::string shownPath(const std::string& path) {
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F)
            out += c;
        else
            out += "%" + kernel::hexOf(std::string_view(&c, 1));
    }
    return out.size() <= kShownPath ? out : out.substr(0, kShownPath) + "...";
}

}  // namespace

FaultBook::FaultBook(FileSystem& files, std::string path, std::string storage, OnReport onReport)
    : files_(files),
      path_(std::move(path)),
      storage_(std::move(storage)),
      onReport_(std::move(onReport)) {
    read();
}

void FaultBook::read() {
    const auto text = files_.readAll(path_);
    if (!text.ok()) return;
    const auto json = kernel::parseJson(*text, std::size_t{64} << 20);
    if (!json.ok()) return kernel::logWarning("the book of faults is damaged and begins anew");
    auto state = state_.lock();
    try {
        for (const Json& item : json->at("faults"))
            state->known[item.at("id").get<std::string>()] = {item.at("scope").get<std::string>(),
                                                              item.at("what").get<std::string>()};
    } catch (const Json::exception&) {
        kernel::logWarning("the book of faults is damaged and begins anew");
        state->known.clear();
    }
}

void FaultBook::save(const State& state) const {
    Json faults = Json::array();
    for (const auto& [id, known] : state.known)
        faults.push_back({{"id", id}, {"scope", known.scope}, {"what", known.what}});
    const Json body = {{"faults", std::move(faults)}};
    auto saved = files_.makeFolder(path_.substr(0, path_.rfind('/')));
    if (saved.ok()) saved = replaceFile(files_, path_, body.dump());
    // What is not saved is told once more after a restart; center knows it by its id.
    if (!saved.ok()) kernel::logWarning("the book of faults: {}", saved.error().internal);
}

std::string FaultBook::idOf(const StorageFault& fault) const {
    const auto hash = kernel::sha256("mingjing.storage-fault.v1\n" + storage_ + "\n" + fault.what +
                                     "\n" + fault.path + "\n" + fault.segment.text());
    return kernel::Uuid::fromBytes(kernel::bytesOf(hash).substr(0, 16))->text();
}

void FaultBook::tell(const std::string& id, const StorageFault& fault) const {
    const std::string path = shownPath(fault.path);
    kernel::logError("storage: {}: {}", path, fault.what);
    Json body = {
        {"bytes", fault.bytes}, {"first", fault.first}, {"fragments", fault.fragments}, {"id", id},
        {"path", path},         {"what", fault.what}};
    if (!fault.key.camera.isNil()) {
        body["camera"] = fault.key.camera.text();
        body["stream"] = fault.key.stream;
    }
    if (!fault.segment.isNil()) body["segment"] = fault.segment.text();
    onReport_("storageFault", body);
}

void FaultBook::settle(const std::string& scope, const std::vector<StorageFault>& found) {
    auto state = state_.lock();
    bool changed = false;
    std::set<std::string> seen;
    for (const auto& fault : found) {
        const std::string id = idOf(fault);
        seen.insert(id);
        if (!state->known.emplace(id, Known{scope, fault.what}).second) continue;
        tell(id, fault);
        changed = true;
    }
    for (auto it = state->known.begin(); it != state->known.end();) {
        if (it->second.scope != scope || seen.contains(it->first)) {
            ++it;
            continue;
        }
        onReport_("storageFaultEnded", {{"id", it->first}});
        it = state->known.erase(it);
        changed = true;
    }
    if (changed) save(*state);
}

void FaultBook::endScopes(const std::function<bool(const std::string&)>& over) {
    std::set<std::string> scopes;
    {
        auto state = state_.lock();
        for (const auto& [id, known] : state->known)
            if (over(known.scope)) scopes.insert(known.scope);
    }
    for (const auto& scope : scopes) settle(scope, {});
}

std::map<std::string, std::uint64_t> FaultBook::kinds() const {
    std::map<std::string, std::uint64_t> out;
    auto state = state_.lock();
    for (const auto& [id, known] : state->known) ++out[known.what];
    return out;
}

}  // namespace mingjing::video::record
