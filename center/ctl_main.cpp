// SPDX-License-Identifier: Apache-2.0
// mingjingctl: what an operator does at the machine, and the offline check of exports.
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "center/ctl_log.h"
#include "center/domain/stays/stay_export.h"
#include "center/kernel/clock.h"
#include "center/kernel/files.h"
#include "center/net/http_client.h"

namespace {

using namespace mingjing;
using kernel::Error;
using kernel::Json;
using kernel::Result;
using kernel::Status;

constexpr int kTimeoutSeconds = 120;
constexpr std::size_t kMaxAnswerBytes = std::size_t{256} << 20;
constexpr const char* kUsage =
    "usage: mingjingctl --socket FILE COMMAND\n"
    "  setup import FILE              units, staff, rooms, cameras; what is known stays as it is\n"
    "  admin invite                   one-time link for the first administrator\n"
    "  stay export ID --out FILE [--redact KIND,...]\n"
    "  key                            the public key that exports are checked with\n"
    "  log verify [--key PUBLICKEY]   the log of record computed anew and held against the "
    "record;\n"
    "                                 exit code 20 at the first contradiction\n"
    "and, without a running centre:\n"
    "  mingjingctl stay verify FILE --key PUBLICKEY\n"
    "  exit codes: 0 ok, 10 malformed, 11 altered event, 12 broken chain, 13 altered document,\n"
    "              14 truncated, 15 wrong key, 16 altered beside the chain\n";

/// Words in order, `--name value` taken out.
struct Arguments {
    std::vector<std::string> words;
    std::map<std::string, std::string> options;
    bool wrong = false;
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (!word.starts_with("--")) {
            arguments.words.push_back(word);
        } else if (i + 1 < argc) {
            arguments.options[word.substr(2)] = argv[++i];
        } else {
            arguments.wrong = true;
        }
    }
    return arguments;
}

Result<Json> ask(const Arguments& arguments, const std::string& method, const std::string& path,
                 const std::string& body = "") {
    const auto socket = arguments.options.find("socket");
    if (socket == arguments.options.end()) return Error::invalid("--socket", "is needed");
    const net::HttpClient client(socket->second, kTimeoutSeconds);
    MJ_ASSIGN(const auto answer, client.send(method, path, {{"Content-Type", "application/json"}},
                                             body, kMaxAnswerBytes));
    MJ_ASSIGN(const Json json, kernel::parseJson(answer.body, kMaxAnswerBytes));
    if (answer.status >= 200 && answer.status < 300) return json;
    return Error::of(kernel::ErrorKind::Unavailable, json.value("code", "error"),
                     json.value("field", "") + " " + json.value("detailEn", ""));
}

Status import(const Arguments& arguments) {
    MJ_ASSIGN(const std::string centre, kernel::readFile(arguments.words.at(2)));
    MJ_ASSIGN(const Json added, ask(arguments, "POST", "/local/v1/centre", centre));
    std::printf("%s\n", added.dump().c_str());
    return {};
}

Status invite(const Arguments& arguments) {
    MJ_ASSIGN(const Json answer, ask(arguments, "POST", "/local/v1/invitations", "{}"));
    std::printf("%s\n", answer.value("path", "").c_str());
    return {};
}

Status exportStay(const Arguments& arguments) {
    const auto out = arguments.options.find("out");
    if (out == arguments.options.end()) return Error::invalid("--out", "is needed");
    std::string path = "/local/v1/stays/" + arguments.words.at(2) + "/export";
    if (const auto redact = arguments.options.find("redact"); redact != arguments.options.end())
        path += "?redact=" + redact->second;
    MJ_ASSIGN(const Json file, ask(arguments, "GET", path));
    return kernel::writeFileDurably(out->second, file.dump(1) + "\n", 0600);
}

Status showKey(const Arguments& arguments) {
    MJ_ASSIGN(const Json answer, ask(arguments, "GET", "/local/v1/key"));
    std::printf("%s\n", answer.value("publicKey", "").c_str());
    return {};
}

/// The key that was given, or else the centre's own word for it.
Result<std::string> logKey(const Arguments& arguments) {
    std::string text;
    if (const auto key = arguments.options.find("key"); key != arguments.options.end()) {
        text = key->second;
    } else {
        MJ_ASSIGN(const Json answer, ask(arguments, "GET", "/local/v1/key"));
        text = answer.value("publicKey", "");
    }
    const auto bytes = kernel::bytesOfBase64Url(text);
    if (!bytes || bytes->size() != 32)
        return Error::invalid("--key", "不是公钥（mingjingctl key）/ is no public key");
    return *bytes;
}

int checkLog(const Arguments& arguments) {
    const auto key = logKey(arguments);
    if (!key.ok()) {
        std::fprintf(stderr, "mingjingctl: %s %s %s\n", key.error().field.c_str(),
                     key.error().code.c_str(), key.error().internal.c_str());
        return 1;
    }
    return center::verifyLog(
        [&arguments](const std::string& path) { return ask(arguments, "GET", path); }, *key);
}

int verify(const Arguments& arguments) {
    const auto key = arguments.options.find("key");
    const auto bytes =
        key == arguments.options.end() ? std::nullopt : kernel::bytesOfBase64Url(key->second);
    if (!bytes || bytes->size() != 32) {
        std::fprintf(stderr,
                     "mingjingctl: --key needs the centre's public key, from a source that "
                     "you trust (mingjingctl key)\n");
        return 2;
    }
    const auto text = kernel::readFile(arguments.words.at(2));
    if (!text.ok()) {
        std::fprintf(stderr, "mingjingctl: cannot read %s\n", arguments.words.at(2).c_str());
        return 2;
    }
    const auto file = kernel::parseJson(*text, kMaxAnswerBytes);
    domain::ExportCheck check;
    check.verdict = domain::ExportVerdict::Malformed;
    check.where = "file";
    if (file.ok()) check = domain::checkStayExport(*file, *bytes);
    if (check.verdict == domain::ExportVerdict::Ok) {
        std::printf("ok: %lld events, %lld documents, %lld of them sealed\n",
                    static_cast<long long>(check.events), static_cast<long long>(check.documents),
                    static_cast<long long>(check.sealed));
        std::printf("stay %s (%s), signed %s (UTC+8)\n", check.number.c_str(),
                    check.stayId.text().c_str(), kernel::beijingTime(check.signedAtUs).c_str());
        return 0;
    }
    std::printf("%s: %s\n", domain::nameOf(check.verdict), check.where.c_str());
    return 9 + static_cast<int>(check.verdict);
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments = parse(argc, argv);
    const auto is = [&](std::size_t words, const char* first, const char* second) {
        return !arguments.wrong && arguments.words.size() == words && arguments.words[0] == first &&
               (second == nullptr || arguments.words[1] == second);
    };
    std::function<Status(const Arguments&)> command;
    if (is(3, "stay", "verify")) return verify(arguments);
    if (is(2, "log", "verify")) return checkLog(arguments);
    if (is(3, "setup", "import")) command = import;
    if (is(2, "admin", "invite")) command = invite;
    if (is(3, "stay", "export")) command = exportStay;
    if (is(1, "key", nullptr)) command = showKey;
    if (!command) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    const Status done = command(arguments);
    if (done.ok()) return 0;
    std::fprintf(stderr, "mingjingctl: %s %s %s\n", done.error().code.c_str(),
                 done.error().field.c_str(), done.error().internal.c_str());
    return 1;
}
