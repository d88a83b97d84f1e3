// SPDX-License-Identifier: Apache-2.0
// Reading the analyst's configuration.
#include "center/kernel/files.h"
#include "video/analyst_node.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;

kernel::Result<AnalystConfig> AnalystConfig::load(const std::string& path) {
    MJ_ASSIGN(const std::string text, kernel::readFile(path));
    MJ_ASSIGN(const Json json, kernel::parseJson(text));
    AnalystConfig config;
    std::string keyFile;
    try {
        json.at("node").get_to(config.node);
        json.at("keyFile").get_to(keyFile);
        json.at("center").get_to(config.center);
        json.at("listen").get_to(config.listen);
        json.at("evidence").get_to(config.evidence);
        json.at("models").get_to(config.models);
        json.at("spool").get_to(config.spool);
        json.at("logFile").get_to(config.logFile);
        config.workers = json.value("workers", 0);
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "analyst.config_wrong", e.what());
    }
    if (config.workers < 0 || config.workers > 64)
        return Error::of(ErrorKind::InvalidInput, "analyst.config_wrong", "workers");
    MJ_ASSIGN(config.key, kernel::readFile(keyFile));
    while (!config.key.empty() && config.key.back() == '\n') config.key.pop_back();
    return config;
}

}  // namespace mingjing::video
