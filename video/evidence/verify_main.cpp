// SPDX-License-Identifier: Apache-2.0
// evidence-verify: checks a package of recordings wherever it is, with nothing but the package.
#include <charconv>
#include <cstdio>
#include <cstring>

#include <unistd.h>

#include "video/evidence/verify_open.h"
#include "video/evidence/verify_words.h"

namespace {

using namespace mingjing;
namespace evidence = video::evidence;

enum Exit { kUsage = 2, kUnreadable = 3, kCannotWrite = 4, kWrongMediaKey = 15, kNoMediaKey = 16 };

struct Arguments {
    std::string package;
    std::string key;
    std::string open;  ///< folder for what is sealed; empty: nothing is opened
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
        } else if (argument == "--open" && more) {
            out.open = argv[++i];
            out.good = !out.open.empty();
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
        "用法：evidence-verify [--key 中心公钥] [--open 文件夹] [--json] [--threads 个数] "
        "光盘文件夹或ZIP文件\n"
        "usage: evidence-verify [--key HEX] [--open DIR] [--json] [--threads N] PACKAGE\n"
        "  PACKAGE  a ZIP file, or the folder of a disc\n"
        "  --key    the centre's public key, 64 hexadecimal digits, as on the cover sheet\n"
        "  --open   when it is whole: writes encrypted media (body checks) playable below DIR,\n"
        "           with the keys of the package, each compared with its commitment\n"
        "exit: 0 ok, 10 altered media, 11 altered manifest, 12 truncated, 13 reordered,\n"
        "      14 wrong key, 15 a media key is not the one that was committed to,\n"
        "      16 the package holds no key for encrypted media, 2 usage, 3 cannot be read,\n"
        "      4 cannot be written\n");
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

/// Says what became of it; the exit code.
int openMedia(const evidence::PackageSource& source, const evidence::Verified& verified,
              const std::string& folder) {
    using Outcome = evidence::OpenedMedia::Outcome;
    const auto opened = evidence::openSealed(source, verified, folder);
    if (!opened.ok()) {
        const bool reading = opened.error().code == "package.unreadable";
        std::fprintf(stderr, "%s: %s\n",
                     reading ? "读取中断 / reading failed" : "无法写入 / cannot be written",
                     opened.error().internal.c_str());
        return reading ? kUnreadable : kCannotWrite;
    }
    const char* object = opened->object.c_str();
    switch (opened->outcome) {
        case Outcome::NoKey:
            std::fprintf(stderr, "包内没有密钥 / the package holds no key: %s\n", object);
            return kNoMediaKey;
        case Outcome::WrongKey:
            std::fprintf(stderr, "密钥与录制时的承诺不符 / not the key that was committed to: %s\n",
                         object);
            return kWrongMediaKey;
        case Outcome::Altered:
            std::fprintf(stderr, "内容已变 / changed meanwhile: %s\n", object);
            return static_cast<int>(evidence::Verdict::AlteredMedia);
        case Outcome::Opened:
            break;
    }
    std::fprintf(stderr, "已解密 %llu 个文件 / files opened: %s\n",
                 static_cast<unsigned long long>(opened->files), folder.c_str());
    return 0;
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
    if (verified->verdict == evidence::Verdict::Ok && !arguments.open.empty())
        return openMedia(**source, *verified, arguments.open);
    return static_cast<int>(verified->verdict);
}
