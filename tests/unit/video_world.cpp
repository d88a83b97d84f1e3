// SPDX-License-Identifier: Apache-2.0
// Opening, recording, stepping.
#include "tests/unit/video_world.h"

#include <boost/test/unit_test.hpp>

namespace mingjing::tests {

using namespace video;

record::NodeKeys CopyWorld::makeKeys() {
    static const Scratch scratch;
    return *record::openKeys(scratch.path() + "/signing.key", "recorder-1", 1'795'516'286'301'015);
}

bool CopyWorld::open() {
    const auto keep = [this](const record::Report& report) -> kernel::Status {
        reports.push_back(report);
        return {};
    };
    auto opened = record::Storage::open({kStorageRoot, 250'000, 2'000'000, kCopyRoot}, *files,
                                        clock, keys, keep);
    if (!opened.ok()) return false;
    storage = std::move(*opened);
    slot = storage->addStream(a);
    book = std::make_unique<record::FaultBook>(
        *files, kStorageRoot + "/check/faults.json", storage->id(),
        [this](const std::string& kind, const kernel::Json& body) {
            reports.push_back({kind, clock.wall().us, body});
        });
    keeper = std::make_unique<record::CopyKeeper>(
        record::CopyKeeperOptions{kStorageRoot, kCopyRoot, 0}, *storage, *files, *book, clock);
    check = std::make_unique<record::BackgroundCheck>(
        record::BackgroundCheckOptions{kStorageRoot, kCopyRoot, 0, 1'000'000, 0}, *storage, *files,
        *book, clock, [this] { return busy; }, [this] { return keeper->there(); });
    return true;
}

void CopyWorld::close() {
    check.reset();
    keeper.reset();
    book.reset();
    slot.reset();
    storage.reset();
}

void CopyWorld::record(int rounds) {
    FakeCamera camera(*slot, clock, true);
    camera.begin(slot->nextRun());
    for (int i = 0; i < rounds; ++i) {
        camera.send(240'000);
        storage->tick();
    }
    camera.end(capture::Break::Stopped);
    storage->tick();
}

void CopyWorld::copyAll() {
    for (int i = 0; i < 60; ++i) {
        clock.advance(6'000'000);  // so that the journal is looked at each time
        const auto rest = keeper->step();
        storage->tick();
        const auto facts = keeper->facts();
        if (rest > 0 && facts.waiting == facts.sourceDamaged && facts.state == "ok") return;
        if (rest > 0 && facts.state != "ok") return;
    }
}

void CopyWorld::checkRounds(int rounds) {
    const auto goal = check->facts().rounds + static_cast<std::uint64_t>(rounds);
    for (int i = 0; i < 500 && check->facts().rounds < goal; ++i) {
        clock.advance(1'100'000);
        check->step();
        storage->tick();
    }
    BOOST_REQUIRE(check->facts().rounds >= goal);
}

std::vector<evidence::SegmentEntry> CopyWorld::segments() const {
    std::vector<evidence::SegmentEntry> out;
    storage->forEach(
        [&](const record::StreamKey&, const evidence::SegmentEntry& e) { out.push_back(e); });
    return out;
}

std::vector<std::string> CopyWorld::openFaults() const {
    std::map<std::string, std::string> open;
    for (const auto& report : reports) {
        if (report.kind == "storageFault")
            open[report.body.at("id").get<std::string>()] = report.body.at("what");
        if (report.kind == "storageFaultEnded") open.erase(report.body.at("id").get<std::string>());
    }
    std::vector<std::string> out;
    for (const auto& [id, what] : open) out.push_back(what);
    std::sort(out.begin(), out.end());
    return out;
}

std::size_t CopyWorld::reported(const std::string& kind) const {
    return static_cast<std::size_t>(std::count_if(
        reports.begin(), reports.end(), [&](const auto& item) { return item.kind == kind; }));
}

evidence::CheckResult CopyWorld::checkOnDisk(bool withCopy) const {
    const Scratch scratch;
    files->exportTo(scratch.path());
    evidence::CheckOptions options;
    if (withCopy) options.copy = scratch.path() + kCopyRoot;
    auto result = evidence::checkStorage(scratch.path() + kStorageRoot, options);
    BOOST_REQUIRE(result.ok());
    return std::move(*result);
}

void CopyWorld::flip(const std::string& path, std::size_t at) {
    std::string bytes = files->contents().at(path);
    bytes.at(at) = static_cast<char>(bytes[at] ^ 4);
    files->put(path, bytes);
}

void CopyWorld::cutFile(const std::string& path, std::size_t bytes) {
    std::string all = files->contents().at(path);
    all.resize(all.size() - bytes);
    files->put(path, all);
}

std::string textOf(const evidence::CheckResult& result) {
    std::string out;
    for (const auto& fault : result.faults) out += fault.object + ": " + fault.what + "\n";
    return out;
}

}  // namespace mingjing::tests
