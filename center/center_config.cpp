// SPDX-License-Identifier: Apache-2.0
// Reading the configuration and the password files it names.
#include "center/center_config.h"

#include <filesystem>

#include "center/kernel/clock.h"
#include "center/kernel/files.h"

namespace mingjing::center {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;

namespace {

Result<std::string> passwordIn(const std::string& file) {
    MJ_ASSIGN(std::string text, kernel::readFile(file));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

struct PasswordFiles {
    std::string owner, application;
};

std::string besideProgram(const char* name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? "" : (self.parent_path() / name).string();
}

PasswordFiles fill(CenterConfig& config, const Json& json) {
    PasswordFiles files;
    const Json& database = json.at("database");
    database.at("socket").get_to(config.owner.socket);
    database.at("schema").get_to(config.owner.schema);
    config.application = config.owner;
    database.at("ownerUser").get_to(config.owner.user);
    database.at("appUser").get_to(config.application.user);
    database.at("ownerPasswordFile").get_to(files.owner);
    database.at("appPasswordFile").get_to(files.application);
    const Json& listen = json.at("listen");
    listen.at("api").get_to(config.apiListen);
    listen.at("events").get_to(config.eventsListen);
    listen.at("nodes").get_to(config.nodesListen);
    json.at("adminSocket").get_to(config.adminSocket);
    json.at("origins").get_to(config.origins);
    json.at("secretsDir").get_to(config.secretsDir);
    json.at("migrationsDir").get_to(config.migrationsDir);
    json.at("logFile").get_to(config.logFile);
    config.stayFileMostMb = json.value("stayFileMostMb", config.stayFileMostMb);
    config.practice = json.value("practice", false);
    config.verifierPage = json.value("verifierPage", "");
    config.qualityFile = json.value("qualityFile", besideProgram("quality.json"));
    config.logEveryUs = json.value("logHeadSeconds", std::int64_t{60}) * kernel::kSecondUs;
    if (const auto stamp = json.find("timestamp"); stamp != json.end()) {
        stamp->at("address").get_to(config.timestamp.address);
        stamp->at("path").get_to(config.timestamp.path);
        stamp->at("caFile").get_to(config.timestamp.caFile);
        config.timestamp.everyUs =
            stamp->value("everyMinutes", std::int64_t{60}) * kernel::kMinuteUs;
    }
    for (const Json& node : json.at("nodes"))
        config.nodes.push_back({node.at("name"), node.at("kind"), node.at("keyFile")});
    return files;
}

}  // namespace

Result<CenterConfig> CenterConfig::load(const std::string& path, bool withOwner) {
    MJ_ASSIGN(const std::string text, kernel::readFile(path));
    MJ_ASSIGN(const Json json, kernel::parseJson(text));
    CenterConfig config;
    PasswordFiles files;
    try {
        files = fill(config, json);
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "center.config_wrong", e.what());
    }
    if (config.logEveryUs < kernel::kSecondUs || config.logEveryUs > kernel::kMinuteUs)
        return Error::of(ErrorKind::InvalidInput, "center.config_wrong", "logHeadSeconds: 1 - 60");
    if (config.timestamp.everyUs < kernel::kMinuteUs ||
        config.timestamp.everyUs > 24 * kernel::kHourUs)
        return Error::of(ErrorKind::InvalidInput, "center.config_wrong",
                         "timestamp.everyMinutes: 1 - 1440");
    MJ_ASSIGN(config.application.password, passwordIn(files.application));
    if (withOwner) {
        MJ_ASSIGN(config.owner.password, passwordIn(files.owner));
    }
    return config;
}

}  // namespace mingjing::center
