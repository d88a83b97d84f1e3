// SPDX-License-Identifier: Apache-2.0
// Keys compared first, then file by file.
#include "video/evidence/verify_open.h"

#include <filesystem>
#include <fstream>

namespace mingjing::video::evidence {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::SecretKey;

namespace {

namespace fs = std::filesystem;
using Keys = std::map<Uuid, SecretKey>;

/// Of the form that the centre writes; anything else holds no key.
Result<Keys> keysIn(const PackageSource& source) {
    Keys keys;
    if (!source.files.contains(kKeysName)) return keys;
    MJ_ASSIGN(const auto bytes, source.readAll(kKeysName));
    const auto json = kernel::parseJson(bytes);
    if (!json.ok() || !json->is_object() || json->value("format", "") != kKeysFormat) return keys;
    for (const Json& item : json->value("keys", Json::array())) {
        if (!item.is_object()) continue;
        const auto segment = Uuid::parse(item.value("segment", ""));
        const auto key =
            SecretKey::of(kernel::bytesOfBase64Url(item.value("key", "")).value_or(""));
        if (segment && key.ok()) keys.emplace(*segment, *key);
    }
    return keys;
}

Error cannotWrite(const fs::path& path) {
    return Error::of(ErrorKind::Unavailable, "package.cannot_write", path.string());
}

/// Init bytes as they are, then each fragment opened. False: the bytes are no longer boxes.
Result<bool> writeOpened(const PackageSource& source, const SealedMedia& media,
                         const SecretKey& key, const fs::path& path) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error || fs::exists(path, error)) return cannotWrite(path);
    std::ofstream out(path, std::ios::binary);
    MJ_ASSIGN(const auto init, source.read(media.path, 0, media.initBytes));
    out << init;
    std::uint64_t offset = media.initBytes;
    for (const auto& [seq, size] : media.fragments) {
        MJ_ASSIGN(auto bytes, source.read(media.path, offset, size));
        if (bytes.size() != size || !sealFragment(key, seq, bytes).ok()) return false;
        out << bytes;
        offset += size;
    }
    out.flush();
    if (!out) return cannotWrite(path);
    return true;
}

}  // namespace

Result<OpenedMedia> openSealed(const PackageSource& source, const Verified& verified,
                               const std::string& folder) {
    using Outcome = OpenedMedia::Outcome;
    OpenedMedia out;
    MJ_ASSIGN(const Keys keys, keysIn(source));
    const auto stop = [&](Outcome outcome, const SealedMedia& media) {
        out.outcome = outcome;
        out.object = media.path;
        return out;
    };
    for (const auto& media : verified.sealed) {
        const auto key = keys.find(media.segment);
        if (key == keys.end()) return stop(Outcome::NoKey, media);
        if (kernel::commitmentTo(media.segment, key->second) != media.commitment)
            return stop(Outcome::WrongKey, media);
    }
    for (const auto& media : verified.sealed) {
        MJ_ASSIGN(const bool whole, writeOpened(source, media, keys.at(media.segment),
                                                fs::path(folder) / media.path));
        if (!whole) return stop(Outcome::Altered, media);
        ++out.files;
    }
    return out;
}

}  // namespace mingjing::video::evidence
