// SPDX-License-Identifier: Apache-2.0
// evidence-verify: checks a package of recordings wherever it is, with nothing but the package.
#include <charconv>
#include <cstdio>
#include <cstring>

#include <unistd.h>

#include "video/evidence/verify.h"
#include "video/evidence/verify_words.h"

namespace {

using namespace mingjing;
namespace evidence = video::evidence;

enum Exit { kUsage = 2, kUnreadable = 3 };

struct Arguments {
    std::string package;
    std::string key;
    unsigned threads = 0;
    bool json = false;
    bool good = true;
};

Arguments argumentsOf(int argc, char** argv) {
    Arguments out;
    for (int i = 1; i < argc && out.good; ++i) {
        const std::string argument = argv[i];
        const bool more = i + 1 < argc;
        if (argument == "--json") {
            out.json = true;
        } else if (argument == "--key" && more) {
            out.key = kernel::bytesOfHex(argv[++i]).value_or("");
            out.good = out.key.size() == 32;
        } else if (argument == "--threads" && more) {
            const char* text = argv[++i];
            const auto end = text + std::strlen(text);
            const auto [stop, error] = std::from_chars(text, end, out.threads);
            out.good = error == std::errc() && stop == end && out.threads > 0;
        } else if (argument.empty() || argument[0] == '-' || !out.package.empty()) {
            out.good = false;
        } else {
            out.package = argument;
        }
    }
    out.good = out.good && !out.package.empty();
    return out;
}

int usage() {
    std::fprintf(
        stderr,
        "用法：evidence-verify [--key 中心公钥] [--json] [--threads 个数] 光盘文件夹或ZIP文件\n"
        "usage: evidence-verify [--key HEX] [--json] [--threads N] PACKAGE\n"
        "  PACKAGE  a ZIP file, or the folder of a disc\n"
        "  --key    the centre's public key, 64 hexadecimal digits, as on the cover sheet\n"
        "exit: 0 ok, 10 altered media, 11 altered manifest, 12 truncated, 13 reordered,\n"
        "      14 wrong key, 2 usage, 3 cannot be read\n");
    return kUsage;
}

/// A line that is written over; only where somebody looks at it.
void showProgress(std::uint64_t done, std::uint64_t total) {
    static int shown = -1;
    const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
    if (percent == shown) return;
    shown = percent;
    std::fprintf(stderr, "\r%3d %%%s", percent, percent == 100 ? "\n" : "");
    std::fflush(stderr);
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments = argumentsOf(argc, argv);
    if (!arguments.good) return usage();
    const auto source = evidence::PackageSource::open(arguments.package);
    if (!source.ok()) {
        const char* why = source.error().code == "package.not_zip"
                              ? "（不是 ZIP 文件，也不是文件夹 / neither a ZIP file nor a folder）"
                              : "";
        std::fprintf(stderr, "无法读取 / cannot be read: %s%s\n", arguments.package.c_str(), why);
        return kUnreadable;
    }
    evidence::VerifyOptions options;
    options.centreKey = arguments.key;
    options.threads = arguments.threads;
    if (isatty(STDERR_FILENO) != 0) options.onProgress = showProgress;
    const auto verified = evidence::verifyPackage(**source, options);
    if (!verified.ok()) {
        std::fprintf(stderr, "读取中断 / reading failed: %s\n", arguments.package.c_str());
        return kUnreadable;
    }
    const std::string text =
        arguments.json ? evidence::inJson(*verified) + "\n" : evidence::inWords(*verified);
    std::fputs(text.c_str(), stdout);
    return static_cast<int>(verified->verdict);
}
