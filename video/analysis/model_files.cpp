// SPDX-License-Identifier: Apache-2.0
// Reading and checking model files.
#include "video/analysis/model_files.h"

#include <sstream>

#include "center/kernel/crypto.h"
#include "center/kernel/files.h"

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;

namespace {

constexpr int kMaxSide = 4096;

Result<std::string> readChecked(const std::string& folder, const std::string& file,
                                const std::string& sha256) {
    const std::string path = folder + "/" + file;
    if (file.find('/') != std::string::npos)
        return Error::of(ErrorKind::InvalidInput, "model.description_wrong", path);
    auto bytes = kernel::readFile(path);
    if (!bytes.ok()) return Error::of(ErrorKind::NotFound, "model.missing", path);
    const std::string found = kernel::hexOf(kernel::sha256(*bytes));
    if (found != sha256)
        return Error::of(ErrorKind::DataLoss, "model.hash_wrong",
                         path + " has sha256 " + found + ", expected " + sha256);
    return bytes;
}

Result<ModelFile> read(const std::string& folder, const Json& described) {
    ModelFile model;
    described.at("name").get_to(model.name);
    described.at("version").get_to(model.version);
    described.at("sha256").get_to(model.sha256);
    model.outputs = described.at("outputs");
    model.selfTest = described.at("selfTest");
    MJ_ASSIGN(model.bytes,
              readChecked(folder, described.at("file").get<std::string>(), model.sha256));
    MJ_ASSIGN(const std::string picture,
              readChecked(folder, model.selfTest.at("image").get<std::string>(),
                          model.selfTest.at("sha256").get<std::string>()));
    MJ_ASSIGN(model.testPicture, readPpm(picture));
    return model;
}

}  // namespace

Result<ModelFile> loadModel(const std::string& folder, const std::string& name) {
    const std::string path = folder + "/models.json";
    const auto text = kernel::readFile(path);
    if (!text.ok()) return Error::of(ErrorKind::NotFound, "model.missing", path);
    const auto json = kernel::parseJson(*text);
    if (!json.ok()) return Error::of(ErrorKind::InvalidInput, "model.description_wrong", path);
    try {
        if (json->at("format").get<int>() != 1)
            return Error::of(ErrorKind::InvalidInput, "model.description_wrong", path + ": format");
        for (const auto& model : json->at("models"))
            if (model.at("name").get<std::string>() == name) return read(folder, model);
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "model.description_wrong",
                         path + ": " + e.what());
    }
    return Error::of(ErrorKind::NotFound, "model.missing", path + " does not name " + name);
}

Result<ffmpeg::Picture> readPpm(const std::string& bytes) {
    const Error wrong = Error::of(ErrorKind::InvalidInput, "model.picture_wrong");
    std::istringstream head(bytes.substr(0, 64));
    std::string magic;
    int width = 0;
    int height = 0;
    int most = 0;
    head >> magic >> width >> height >> most;
    if (!head || magic != "P6" || most != 255 || width < 1 || height < 1 || width > kMaxSide ||
        height > kMaxSide)
        return wrong;
    const auto begin = static_cast<std::size_t>(head.tellg()) + 1;
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
    if (bytes.size() != begin + size) return wrong;
    const auto pixels = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
    return ffmpeg::Picture{{width, height}, {pixels, bytes.end()}};
}

}  // namespace mingjing::video::analysis
