// SPDX-License-Identifier: Apache-2.0
// A disk in memory, with power cuts.
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "tests/unit/video_support.h"

namespace mingjing::tests {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;
using video::record::AppendFile;

namespace {

std::string parentOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

Error missing(const std::string& path) {
    return Error::of(ErrorKind::NotFound, "storage.missing", path);
}

class FaultFile final : public AppendFile {
public:
    FaultFile(FaultFileSystem& files, std::string path,
              std::shared_ptr<FaultFileSystem::Inode> inode)
        : files_(files), path_(std::move(path)), inode_(std::move(inode)) {}
    Status append(std::string_view bytes) override {
        const auto status = files_.operate(path_);
        // A failing write leaves half of its bytes behind.
        inode_->data += status.ok() ? bytes : bytes.substr(0, bytes.size() / 2);
        return status;
    }
    Status sync() override {
        if (const auto status = files_.operate(path_); !status.ok()) {
            inode_->poisoned = true;
            return status;
        }
        // After a failed sync the pages are clean but not on disk; success is a lie.
        if (!inode_->poisoned) inode_->durable = inode_->data;
        return {};
    }

private:
    FaultFileSystem& files_;
    std::string path_;
    std::shared_ptr<FaultFileSystem::Inode> inode_;
};

}  // namespace

Status FaultFileSystem::operate(const std::string& path) {
    ++operations;
    if (cutAt != 0 && operations >= cutAt)
        return Error::of(ErrorKind::Unavailable, "storage.failed", "no power");
    if (failAt != 0 && operations == failAt)
        return failWithNoSpace ? Error::of(ErrorKind::Exhausted, "storage.full", "injected")
                               : Error::of(ErrorKind::Unavailable, "storage.failed", "injected");
    if (!failBelow.empty() && path.starts_with(failBelow))
        return failWithNoSpace ? Error::of(ErrorKind::Exhausted, "storage.full", "injected")
                               : Error::of(ErrorKind::Unavailable, "storage.failed", "injected");
    return {};
}

Status FaultFileSystem::readable(const std::string& path) const {
    if (unreadableBelow.empty() || !path.starts_with(unreadableBelow)) return {};
    return Error::of(ErrorKind::Unavailable, "storage.failed", "unreadable: " + path);
}

void FaultFileSystem::put(const std::string& path, const std::string& bytes) {
    auto inode = std::make_shared<Inode>();
    inode->data = inode->durable = bytes;
    names_[path] = durableNames_[path] = inode;
}

void FaultFileSystem::unplug(const std::string& prefix) {
    const auto take = [&](Names& from, Names& to) {
        for (auto it = from.begin(); it != from.end();) {
            const bool mine = it->first.starts_with(prefix);
            if (mine) to.insert(*it);
            it = mine ? from.erase(it) : std::next(it);
        }
    };
    take(names_, unplugged_);
    take(durableNames_, unpluggedDurable_);
}

void FaultFileSystem::plugIn() {
    names_.merge(unplugged_);
    durableNames_.merge(unpluggedDurable_);
}

std::unique_ptr<FaultFileSystem> FaultFileSystem::afterPowerCut(unsigned seed) const {
    auto out = std::make_unique<FaultFileSystem>();
    std::mt19937 random(seed);
    for (const auto& [path, inode] : durableNames_) {
        auto fresh = std::make_shared<Inode>();
        fresh->data = inode->durable;
        // Some 512-byte sectors of what was never synced may have reached the platter.
        if (inode->data.size() > inode->durable.size() && !inode->poisoned) {
            const auto more = inode->data.size() - inode->durable.size();
            const auto sectors = random() % (more / 512 + 2);
            fresh->data = inode->data.substr(
                0, std::min(inode->data.size(), (inode->durable.size() / 512 + sectors) * 512));
            if (fresh->data.size() < inode->durable.size()) fresh->data = inode->durable;
        }
        fresh->durable = fresh->data;
        out->names_[path] = fresh;
    }
    out->durableNames_ = out->names_;
    return out;
}

std::unique_ptr<FaultFileSystem> FaultFileSystem::afterKill() const {
    auto out = std::make_unique<FaultFileSystem>();
    for (const auto& [path, inode] : names_) out->names_[path] = std::make_shared<Inode>(*inode);
    for (const auto& [path, inode] : durableNames_)
        if (const auto same = names_.find(path); same != names_.end() && same->second == inode)
            out->durableNames_[path] = out->names_[path];
        else
            out->durableNames_[path] = std::make_shared<Inode>(*inode);
    return out;
}

std::map<std::string, std::string> FaultFileSystem::contents() const {
    std::map<std::string, std::string> out;
    for (const auto& [path, inode] : names_)
        if (!path.ends_with('/')) out[path] = inode->data;
    return out;
}

void FaultFileSystem::exportTo(const std::string& folder) const {
    for (const auto& [path, bytes] : contents()) {
        const std::string target = folder + path;
        std::filesystem::create_directories(parentOf(target));
        std::ofstream(target, std::ios::binary) << bytes;
    }
}

Result<std::unique_ptr<AppendFile>> FaultFileSystem::create(const std::string& path) {
    MJ_TRY(operate(path));
    if (names_.count(path) != 0)
        return Error::of(ErrorKind::Unavailable, "storage.failed", "exists: " + path);
    if (names_.count(parentOf(path) + "/") == 0) return missing(path);
    names_[path] = std::make_shared<Inode>();
    return std::unique_ptr<AppendFile>(std::make_unique<FaultFile>(*this, path, names_[path]));
}

Result<std::unique_ptr<AppendFile>> FaultFileSystem::open(const std::string& path) {
    MJ_TRY(operate(path));
    const auto found = names_.find(path);
    if (found == names_.end()) return missing(path);
    return std::unique_ptr<AppendFile>(std::make_unique<FaultFile>(*this, path, found->second));
}

Status FaultFileSystem::truncate(const std::string& path, std::uint64_t bytes) {
    MJ_TRY(operate(path));
    const auto found = names_.find(path);
    if (found == names_.end()) return missing(path);
    found->second->data.resize(bytes);
    found->second->durable = found->second->data;
    return {};
}

Status FaultFileSystem::remove(const std::string& path) {
    MJ_TRY(operate(path));
    names_.erase(path);
    return {};
}

Status FaultFileSystem::rename(const std::string& from, const std::string& to) {
    MJ_TRY(operate(from));
    const auto found = names_.find(from);
    if (found == names_.end()) return missing(from);
    names_[to] = found->second;
    names_.erase(from);
    return {};
}

Status FaultFileSystem::makeFolder(const std::string& path) {
    MJ_TRY(operate(path));
    if (names_.count(path + "/") == 0) names_[path + "/"] = std::make_shared<Inode>();
    return syncFolder(parentOf(path));
}

Status FaultFileSystem::syncFolder(const std::string& path) {
    MJ_TRY(operate(path));
    const auto inside = [&](const std::string& name) {
        const std::string plain = name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
        return parentOf(plain) == path;
    };
    std::erase_if(durableNames_, [&](const auto& item) { return inside(item.first); });
    for (const auto& [name, inode] : names_)
        if (inside(name)) durableNames_[name] = inode;
    return {};
}

Result<std::vector<std::string>> FaultFileSystem::list(const std::string& path) {
    std::vector<std::string> out;
    for (const auto& [name, inode] : names_) {
        const std::string plain = name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
        if (parentOf(plain) == path) out.push_back(plain.substr(path.size() + 1));
    }
    return out;
}

Result<std::int64_t> FaultFileSystem::size(const std::string& path) {
    MJ_TRY(readable(path));
    const auto found = names_.find(path);
    return found == names_.end() ? std::int64_t{-1}
                                 : static_cast<std::int64_t>(found->second->data.size());
}

Result<std::string> FaultFileSystem::read(const std::string& path, std::uint64_t offset,
                                          std::uint64_t bytes) {
    MJ_TRY(readable(path));
    const auto found = names_.find(path);
    if (found == names_.end()) return missing(path);
    const auto& data = found->second->data;
    return offset >= data.size() ? std::string() : data.substr(offset, bytes);
}

Result<std::string> FaultFileSystem::readAll(const std::string& path) {
    return read(path, 0, UINT64_MAX);
}

Result<video::record::FileSystem::Space> FaultFileSystem::space(const std::string&) {
    return Space{1'000'000, 0};
}

}  // namespace mingjing::tests
