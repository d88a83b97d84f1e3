// SPDX-License-Identifier: Apache-2.0
// evidence-check: reads a storage, says what is not as it was recorded, and mends what can be
// mended without losing a byte.
#include <charconv>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include "video/record/repair.h"
#include "video/record/snapshot.h"
#include "video/record/storage_lock.h"

namespace {

using namespace mingjing;
using kernel::Json;
using video::evidence::CheckResult;
using video::record::RepairAct;

enum Exit {
    kClean = 0,
    kDamaged = 1,
    kUsage = 2,
    kUnreadable = 3,
    kUnfinished = 4,
    kInUse = 5,
};

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kMostMegabytes = 100'000;
constexpr std::uint64_t kTellEveryBytes = 256 * std::uint64_t{kMegabyte};

constexpr const char* kUsageText =
    "usage: evidence-check [--copy COPY] [--budget MB] [--json] [--progress] STORAGE\n"
    "       evidence-check --repair [--copy COPY] [--budget MB] [--json] [--progress] STORAGE\n"
    "       evidence-check --reindex [--write] STORAGE\n"
    "--copy      the second copy: checked too, and where --repair fetches from\n"
    "--budget    megabytes read in a second, 1 to 100000; without it as fast as the disk\n"
    "--json      one JSON object instead of lines\n"
    "--progress  how far it is, on the error stream\n"
    "--repair    cuts unfinished tails back to the journal, moves foreign files into unclaimed/,\n"
    "            fetches damaged and missing segments from the copy after verifying it, rewrites\n"
    "            the snapshot; deletes nothing, and says each act\n"
    "--reindex   prints the index that the journal yields; --write stores it as the snapshot\n"
    "exit: 0 clean (after --repair: clean now), 1 damaged (the first BAD line names it), 2 usage,\n"
    "      3 cannot be read, 4 no damage, but the recorder did not end in order (or still runs),\n"
    "      5 refused: a recorder holds the storage (--repair and --write change files)\n";

struct Wishes {
    std::string root;
    video::evidence::CheckOptions check;
    bool repair = false, reindex = false, write = false, json = false, progress = false;
};

bool readBudget(std::string_view text, std::int64_t& bytesPerSecond) {
    std::int64_t megabytes = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), megabytes);
    if (error != std::errc() || end != text.data() + text.size() || megabytes < 1 ||
        megabytes > kMostMegabytes)
        return false;
    bytesPerSecond = megabytes * kMegabyte;
    return true;
}

bool readArguments(int argc, char** argv, Wishes& out) {
    const std::pair<std::string_view, bool Wishes::*> flags[] = {{"--repair", &Wishes::repair},
                                                                 {"--reindex", &Wishes::reindex},
                                                                 {"--write", &Wishes::write},
                                                                 {"--json", &Wishes::json},
                                                                 {"--progress", &Wishes::progress}};
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        bool known = false;
        for (const auto& [name, flag] : flags)
            if (argument == name) known = out.*flag = true;
        if (known) continue;
        if ((argument == "--copy" || argument == "--budget") && i + 1 < argc) {
            const std::string value = argv[++i];
            if (argument == "--copy")
                out.check.copy = value;
            else if (!readBudget(value, out.check.bytesPerSecond))
                return false;
        } else if (argument.empty() || argument[0] == '-' || !out.root.empty()) {
            return false;
        } else {
            out.root = argument;
        }
    }
    while (out.root.size() > 1 && out.root.back() == '/') out.root.pop_back();
    const bool alone = !out.repair && !out.json && out.check.copy.empty();
    return !out.root.empty() && (!out.write || out.reindex) && (!out.reindex || alone);
}

int failed(const kernel::Error& error) {
    std::fprintf(stderr, "evidence-check: %s (%s)\n", error.code.c_str(), error.internal.c_str());
    return error.code == "storage.in_use" ? kInUse : kUnreadable;
}

int reindex(const Wishes& wishes) {
    if (wishes.write)
        if (const auto lock = video::record::lockStorage(wishes.root); !lock.ok())
            return failed(lock.error());
    std::vector<video::evidence::Fault> faults;
    const auto ledger = video::evidence::rebuildIndex(wishes.root, faults);
    if (!ledger.ok()) return failed(ledger.error());
    if (wishes.write) {
        video::record::DiskFileSystem files;
        const auto saved = video::record::writeSnapshot(files, wishes.root, *ledger);
        if (!saved.ok()) return failed(saved.error());
    } else {
        std::printf("%s\n", kernel::canonicalOrDie(ledger->toJson()).c_str());
    }
    for (const auto& fault : faults)
        std::fprintf(stderr, "BAD %s: %s\n", fault.object.c_str(), fault.what.c_str());
    return faults.empty() ? kClean : kDamaged;
}

int exitOf(const CheckResult& result) {
    if (!result.faults.empty()) return kDamaged;
    return result.unfinished ? kUnfinished : kClean;
}

void printText(const CheckResult& result, const std::vector<RepairAct>& acts) {
    for (const auto& act : acts)
        fmt::print("{} {}: {}\n", act.done ? "DONE" : "LEFT", act.object, act.what);
    for (const auto& fault : result.faults) fmt::print("BAD {}: {}\n", fault.object, fault.what);
    for (const auto& note : result.notes) fmt::print("note {}\n", note);
    if (result.removed > 0)
        fmt::print("note {} segments were removed by order after their keeping time\n",
                   result.removed);
    fmt::print("{} segments, {} fragments, {} bytes, {} faults{}\n", result.segments,
               result.fragments, result.bytes, result.faults.size(),
               result.unfinished ? ", not ended in order (or still recording)" : "");
}

void printJson(const CheckResult& result, const std::vector<RepairAct>& acts) {
    Json faults = Json::array();
    for (const auto& fault : result.faults)
        faults.push_back({{"object", fault.object}, {"what", fault.what}});
    Json done = Json::array();
    for (const auto& act : acts)
        done.push_back({{"done", act.done}, {"object", act.object}, {"what", act.what}});
    const Json out = {{"acts", std::move(done)},     {"bytes", result.bytes},
                      {"copied", result.copied},     {"exit", static_cast<int>(exitOf(result))},
                      {"faults", std::move(faults)}, {"fragments", result.fragments},
                      {"notes", result.notes},       {"removed", result.removed},
                      {"segments", result.segments}, {"unfinished", result.unfinished}};
    // Names of files come from a disk that may be damaged: what is no text is replaced.
    fmt::print("{}\n", out.dump(-1, ' ', false, Json::error_handler_t::replace));
}

int check(Wishes& wishes) {
    if (wishes.progress)
        wishes.check.onProgress = [told = std::uint64_t{0}](auto done, auto all,
                                                            auto bytes) mutable {
            if (done != all && bytes < told + kTellEveryBytes) return;
            told = bytes;
            fmt::print(stderr, "{} of {} segments, {} MB\n", done, all, bytes / kMegabyte);
        };
    std::vector<RepairAct> acts;
    if (wishes.repair)
        // Held until the end of the process.
        if (const auto lock = video::record::lockStorage(wishes.root); !lock.ok())
            return failed(lock.error());
    auto result = video::evidence::checkStorage(wishes.root, wishes.check);
    if (!result.ok()) return failed(result.error());
    if (wishes.repair) {
        video::record::DiskFileSystem files;
        acts = video::record::repairStorage(files, wishes.root, wishes.check.copy, *result);
        result = video::evidence::checkStorage(wishes.root, wishes.check);
        if (!result.ok()) return failed(result.error());
    }
    wishes.json ? printJson(*result, acts) : printText(*result, acts);
    return exitOf(*result);
}

}  // namespace

int main(int argc, char** argv) {
    Wishes wishes;
    if (!readArguments(argc, argv, wishes)) {
        std::fputs(kUsageText, stderr);
        return kUsage;
    }
    return wishes.reindex ? reindex(wishes) : check(wishes);
}
