// SPDX-License-Identifier: Apache-2.0
// evidence-check: reads a storage and says what is not as it was recorded.
#include <cstdio>
#include <cstring>

#include "center/kernel/files.h"
#include "video/evidence/check.h"

namespace {

using namespace mingjing;

enum Exit { kClean = 0, kDamaged = 1, kUsage = 2, kUnreadable = 3, kUnfinished = 4 };

void print(const video::evidence::Fault& fault) {
    std::printf("BAD %s: %s\n", fault.object.c_str(), fault.what.c_str());
}

int unreadable(const kernel::Error& error) {
    std::fprintf(stderr, "evidence-check: %s (%s)\n", error.code.c_str(), error.internal.c_str());
    return kUnreadable;
}

int reindex(const std::string& root, bool write) {
    std::vector<video::evidence::Fault> faults;
    const auto ledger = video::evidence::rebuildIndex(root, faults);
    if (!ledger.ok()) return unreadable(ledger.error());
    const std::string body = kernel::canonicalOrDie(ledger->toJson());
    if (write) {
        const auto saved = kernel::writeFileDurably(
            root + "/journal/snapshot.json", kernel::hexOf(kernel::sha256(body)) + "\n" + body);
        if (!saved.ok()) return unreadable(saved.error());
    } else {
        std::printf("%s\n", body.c_str());
    }
    for (const auto& fault : faults)
        std::fprintf(stderr, "BAD %s: %s\n", fault.object.c_str(), fault.what.c_str());
    return faults.empty() ? kClean : kDamaged;
}

int check(const std::string& root) {
    const auto result = video::evidence::checkStorage(root);
    if (!result.ok()) return unreadable(result.error());
    for (const auto& fault : result->faults) print(fault);
    for (const auto& note : result->notes) std::printf("note %s\n", note.c_str());
    if (result->removed > 0)
        std::printf("note %llu segments were removed by order after their keeping time\n",
                    static_cast<unsigned long long>(result->removed));
    std::printf("%llu segments, %llu fragments, %llu bytes, %zu faults%s\n",
                static_cast<unsigned long long>(result->segments),
                static_cast<unsigned long long>(result->fragments),
                static_cast<unsigned long long>(result->bytes), result->faults.size(),
                result->unfinished ? ", not ended in order (or still recording)" : "");
    if (!result->faults.empty()) return kDamaged;
    return result->unfinished ? kUnfinished : kClean;
}

}  // namespace

int main(int argc, char** argv) {
    bool index = false;
    bool write = false;
    std::string root;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--reindex")
            index = true;
        else if (argument == "--write")
            write = true;
        else if (argument.empty() || argument[0] == '-' || !root.empty())
            root = "-";
        else
            root = argument;
    }
    if (root.empty() || root == "-" || (write && !index)) {
        std::fprintf(stderr,
                     "usage: evidence-check STORAGE\n"
                     "       evidence-check --reindex [--write] STORAGE\n"
                     "exit: 0 clean, 1 damaged (the first BAD line names it), 2 usage,\n"
                     "      3 cannot be read, 4 no damage, but the recorder did not end in order\n"
                     "--write must not be used while a recorder runs in the storage\n");
        return kUsage;
    }
    return index ? reindex(root, write) : check(root);
}
