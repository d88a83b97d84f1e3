// SPDX-License-Identifier: Apache-2.0
// Sealed segments: nothing plain on disk, the right key alone opens them, and power may be cut.
#include <filesystem>
#include <fstream>
#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
#include "video/evidence/check.h"
#include "video/evidence/verify_open.h"
#include "video/record/package_maker.h"
#include "video/record/playback.h"

using namespace mingjing;
using namespace mingjing::video;
using kernel::OpeningKey;
using kernel::SecretKey;
using kernel::Uuid;
using record::Storage;
using record::StreamKey;
using tests::FakeCamera;
using tests::FaultFileSystem;

namespace {

constexpr std::int64_t kBegin = 1'795'516'286'301'015;
const std::string kPlace = "/s";
const Uuid kSegment = *Uuid::parse("01930000-0000-7000-8000-0000000000aa");
const Uuid kCamera = *Uuid::parse("01930000-0000-7000-8000-00000000000a");

std::string boxOf(const char* type, const std::string& content) {
    const auto size = static_cast<std::uint32_t>(content.size() + 8);
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
    return out + type + content;
}

/// A storage with one sealed camera.
struct SealedWorld {
    std::unique_ptr<FaultFileSystem> files = std::make_unique<FaultFileSystem>();
    kernel::ManualClock clock{kBegin};
    record::NodeKeys keys = makeKeys();
    OpeningKey opening = OpeningKey::generate();
    std::vector<record::Report> reports;
    std::unique_ptr<Storage> storage;
    StreamKey key{kCamera, "main"};
    std::shared_ptr<record::StreamSlot> slot;

    static record::NodeKeys makeKeys() {
        static const tests::Scratch scratch;
        return *record::openKeys(scratch.path() + "/signing.key", "recorder-1", kBegin);
    }
    bool open() {
        auto opened = Storage::open({kPlace, 250'000, 2'000'000}, *files, clock, keys,
                                    [this](const record::Report& report) -> kernel::Status {
                                        reports.push_back(report);
                                        return {};
                                    });
        if (!opened.ok()) return false;
        storage = std::move(*opened);
        slot = storage->addStream(key);
        return true;
    }
    /// Sealed unless `plain`.
    std::uint64_t record(int rounds = 20, bool plain = false) {
        slot->sealTo(plain ? "" : opening.publicKey());
        FakeCamera camera(*slot, clock, true);
        camera.begin(slot->nextRun());
        for (int i = 0; i < rounds; ++i) {
            camera.send(240'000);
            storage->tick();
        }
        camera.end(capture::Break::Stopped);
        storage->tick();
        return slot->facts().fragment;
    }
    void forget() {
        slot.reset();
        storage.reset();
    }
    [[nodiscard]] std::vector<evidence::SegmentEntry> segments() const {
        return storage->view(key, 0, INT64_MAX).segments;
    }
    [[nodiscard]] kernel::Result<SecretKey> keyOf(const evidence::SegmentEntry& entry) const {
        return kernel::openMediaKey(opening, *entry.seal,
                                    {key.camera, key.stream, entry.segment, entry.openedUs});
    }
    /// What was stored and what it opens to, of every fragment.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> media() const {
        std::vector<std::pair<std::string, std::string>> out;
        for (const auto& entry : segments()) {
            BOOST_REQUIRE(entry.seal.has_value());
            const auto secret = keyOf(entry);
            BOOST_REQUIRE(secret.ok());
            for (const auto& record : **storage->fragments(entry)) {
                const auto stored = storage->readFragment(entry, record);
                BOOST_REQUIRE(stored.ok());
                std::string plain = *stored;
                BOOST_REQUIRE(evidence::sealFragment(*secret, record.seq, plain).ok());
                out.emplace_back(*stored, std::move(plain));
            }
        }
        return out;
    }
    [[nodiscard]] evidence::CheckResult check() const {
        const tests::Scratch scratch;
        files->exportTo(scratch.path());
        auto result = evidence::checkStorage(scratch.path() + kPlace);
        BOOST_REQUIRE(result.ok());
        return std::move(*result);
    }
};

std::string faultsOf(const evidence::CheckResult& result) {
    std::string out;
    for (const auto& fault : result.faults) out += fault.object + ": " + fault.what + "\n";
    return out;
}

/// Keeps what is appended.
class KeptFile final : public record::AppendFile {
public:
    explicit KeptFile(std::string& bytes) : bytes_(bytes) {}
    kernel::Status append(std::string_view bytes) override {
        bytes_ += bytes;
        return {};
    }
    kernel::Status sync() override { return {}; }

private:
    std::string& bytes_;
};

/// A package of everything, as a centre releases it; `keysFile` goes along where there is one.
struct SealedPackage {
    tests::Scratch scratch;
    kernel::SigningKey centre = kernel::SigningKey::generate();
    std::unique_ptr<evidence::PackageSource> source;
    evidence::Verified verified;

    SealedPackage(const SealedWorld& world, const std::string& keysFile) {
        const Uuid id = *Uuid::parse("01930000-0000-7000-8000-0000000000ee");
        record::CentrePart part;
        if (!keysFile.empty()) part.files.push_back({evidence::kKeysName, keysFile});
        kernel::Json statement = {{"centreKey", kernel::base64Url(centre.publicKey())},
                                  {"export", id.text()},
                                  {"files", kernel::Json::array()},
                                  {"format", evidence::kStatementFormat},
                                  {"nodeKeys", {world.keys.certificate.at("nodeKey")}}};
        for (const auto& file : part.files)
            statement["files"].push_back(
                {{"path", file.path}, {"sha256", kernel::hexOf(kernel::sha256(file.bytes))}});
        statement["signature"] =
            kernel::base64Url(centre.sign(evidence::exportStatement(statement)));
        part.statement = kernel::canonicalOrDie(statement);
        std::string zip;
        KeptFile out(zip);
        const record::PackageWish wish{id, {{world.key, "SF-01", kBegin, kBegin + 4'000'000}}};
        const record::PackageMaker maker(*world.storage, world.keys, world.clock);
        BOOST_REQUIRE(maker.make(wish, part, out, nullptr).ok());
        std::ofstream(scratch.path() + "/p.zip", std::ios::binary) << zip;
        source = std::move(*evidence::PackageSource::open(scratch.path() + "/p.zip"));
        verified = *evidence::verifyPackage(*source, {centre.publicKey(), 1, nullptr});
    }
    [[nodiscard]] kernel::Result<evidence::OpenedMedia> open() const {
        return evidence::openSealed(*source, verified, scratch.path() + "/open");
    }
};

/// The file that a centre puts in, with the keys of all segments but the first `without`.
std::string keysOf(const SealedWorld& world, std::size_t without = 0, bool right = true) {
    kernel::Json keys = kernel::Json::array();
    const auto all = world.segments();
    for (std::size_t i = without; i < all.size(); ++i) {
        const auto key = right ? *world.keyOf(all[i]) : SecretKey::random();
        keys.push_back(
            {{"key", kernel::base64Url(key.bytes())}, {"segment", all[i].segment.text()}});
    }
    return kernel::canonicalOrDie({{"format", evidence::kKeysFormat}, {"keys", keys}});
}

/// What stands in the `mdat` box of a fragment.
std::string picturesOf(const std::string& fragment) {
    const auto at = fragment.find("mdat");
    BOOST_REQUIRE(at != std::string::npos);
    return fragment.substr(at + 4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sealed)

BOOST_AUTO_TEST_CASE(a_fragment_is_opened_by_what_sealed_it_and_keeps_its_boxes) {
    const SecretKey secret = SecretKey::random();
    const std::string plain = boxOf("moof", "sizes and times") + boxOf("mdat", "pictures, sound");
    std::string sealed = plain;
    BOOST_REQUIRE(evidence::sealFragment(secret, 7, sealed).ok());
    BOOST_TEST(sealed.size() == plain.size());
    BOOST_TEST(sealed.substr(0, 31) == plain.substr(0, 31));  // moof, and the head of mdat
    BOOST_TEST(sealed.substr(31) != plain.substr(31));
    std::string other = sealed;
    BOOST_REQUIRE(evidence::sealFragment(secret, 8, other).ok());
    BOOST_TEST(other != plain);
    BOOST_REQUIRE(evidence::sealFragment(secret, 7, sealed).ok());
    BOOST_TEST(sealed == plain);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_whole_boxes_are_refused_and_left) {
    const SecretKey secret = SecretKey::random();
    const std::string large = std::string("\0\0\0\1mdat\0\0\0\0\0\0\0\x11x", 17);
    std::string good = large;
    BOOST_TEST(evidence::sealFragment(secret, 1, good).ok());
    BOOST_TEST(good.substr(0, 16) == large.substr(0, 16));
    for (const std::string& wrong :
         {std::string("x"), boxOf("moof", "a") + "mdat", std::string("\0\0\0\7mdat", 8),
          std::string("\0\0\0\xFFmdat", 8), std::string("\0\0\0\1mdat", 8),
          std::string("\0\0\0\1mdat\0\0\0\0\0\0\0\x0F", 16)}) {
        std::string bytes = wrong;
        const auto done = evidence::sealFragment(secret, 1, bytes);
        BOOST_REQUIRE(!done.ok());
        BOOST_TEST(done.error().code == "sealed.not_boxes");
        BOOST_TEST(bytes == wrong);
    }
}

BOOST_AUTO_TEST_CASE(no_two_fragments_share_a_counter_block) {
    // A fragment uses the blocks from its first one on; the next fragment's first is 2^96 later.
    std::set<std::string> firsts;
    for (const std::uint32_t seq : {1U, 2U, 255U, 256U, 65'535U, 1U << 24U, 0xFFFFFFFFU}) {
        const auto block = evidence::counterBlock(seq);
        BOOST_TEST(block.size() == 16U);
        BOOST_TEST(block.substr(4) == std::string(12, '\0'));
        firsts.insert(block);
    }
    BOOST_TEST(firsts.size() == 7U);

    // The same pictures in two fragments and in two segments never look alike.
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    std::set<std::string> commitments;
    for (const auto& entry : world.segments())
        commitments.insert(kernel::hexOf(entry.seal->commitment));
    BOOST_TEST(commitments.size() == world.segments().size());
    BOOST_TEST(world.segments().size() >= 2U);
    std::set<std::string> heads;
    const auto all = world.media();
    for (const auto& [stored, plain] : all) heads.insert(picturesOf(stored).substr(0, 16));
    BOOST_TEST(heads.size() == all.size());
}

BOOST_AUTO_TEST_CASE(a_wrapped_key_opens_for_its_segment_and_its_owner_only) {
    const auto opening = OpeningKey::generate();
    const SecretKey secret = SecretKey::random();
    const kernel::SealedSegment of{kCamera, "main", kSegment, kBegin};
    const auto seal = kernel::sealMediaKey(opening.publicKey(), secret, of);
    BOOST_REQUIRE(seal.ok());
    const auto code = [&](const OpeningKey& who, const kernel::MediaSeal& what,
                          const kernel::SealedSegment& segment) {
        const auto opened = kernel::openMediaKey(who, what, segment);
        return opened.ok() ? std::string() : opened.error().code;
    };
    BOOST_TEST(code(opening, *seal, of) == "");
    BOOST_TEST(kernel::openMediaKey(opening, *seal, of)->bytes() == secret.bytes());
    BOOST_TEST(code(OpeningKey::generate(), *seal, of) == "sealed.other_recipient");
    for (const auto& other : {kernel::SealedSegment{kSegment, "main", kSegment, kBegin},
                              kernel::SealedSegment{kCamera, "sub", kSegment, kBegin},
                              kernel::SealedSegment{kCamera, "main", kCamera, kBegin},
                              kernel::SealedSegment{kCamera, "main", kSegment, kBegin + 1}})
        BOOST_TEST(code(opening, *seal, other) == "sealed.key_damaged");
    for (std::size_t bit = 0; bit < seal->wrapped.size() * 8; ++bit) {
        auto changed = *seal;
        changed.wrapped[bit / 8] = static_cast<char>(changed.wrapped[bit / 8] ^ (1 << bit % 8));
        BOOST_TEST(code(opening, changed, of) == "sealed.key_damaged");
    }
    // A key of somebody's choice, properly wrapped, is not the one that was committed to.
    auto passedOff = *kernel::sealMediaKey(opening.publicKey(), SecretKey::random(), of);
    passedOff.commitment = seal->commitment;
    BOOST_TEST(code(opening, passedOff, of) == "sealed.key_wrong");
}

BOOST_AUTO_TEST_CASE(the_record_of_a_seal_is_read_strictly) {
    const auto opening = OpeningKey::generate();
    const auto seal = *kernel::sealMediaKey(opening.publicKey(), SecretKey::random(),
                                            {kCamera, "main", kSegment, kBegin});
    const auto json = kernel::toJson(seal);
    BOOST_REQUIRE(kernel::mediaSealOf(json).ok());
    BOOST_TEST((*kernel::mediaSealOf(json) == seal));
    for (const char* field : {"algorithm", "commitment", "recipient", "wrapped"}) {
        auto without = json;
        without.erase(field);
        BOOST_TEST(kernel::mediaSealOf(without).error().code == "sealed.unknown_form");
        auto wrong = json;
        wrong[field] = "*";
        BOOST_TEST(kernel::mediaSealOf(wrong).error().code == "sealed.unknown_form");
    }
    BOOST_TEST(!kernel::sealMediaKey("short", SecretKey::random(), {}).ok());
    BOOST_TEST(!kernel::sealTo(std::string(32, '\0'), "x", "").ok());  // a point of small order
}

BOOST_AUTO_TEST_CASE(nothing_plain_lies_on_disk_and_the_key_opens_it) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();
    const auto all = world.media();
    BOOST_REQUIRE(all.size() >= 8U);
    std::string disk;
    for (const auto& [path, bytes] : world.files->contents()) disk += bytes;
    for (const auto& [stored, plain] : all) {
        const auto pictures = picturesOf(plain);
        BOOST_REQUIRE(pictures.size() >= 64U);
        for (std::size_t at = 0; at + 24 <= pictures.size(); at += 24)
            BOOST_REQUIRE(disk.find(pictures.substr(at, 24)) == std::string::npos);
        BOOST_TEST(disk.find(stored) != std::string::npos);
        BOOST_TEST(stored.substr(0, stored.find("mdat")) == plain.substr(0, plain.find("mdat")));
    }
    BOOST_TEST(faultsOf(world.check()) == "");
}

BOOST_AUTO_TEST_CASE(a_changed_bit_of_sealed_media_is_found_without_any_key) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();
    const auto entry = world.segments().front();
    const auto record = (**world.storage->fragments(entry)).back();
    const std::string path = kPlace + "/" + entry.path;
    auto bytes = *world.files->readAll(path);
    bytes[record.offset + record.size - 3] ^= 1;
    BOOST_REQUIRE(world.files->remove(path).ok());
    {
        const auto file = world.files->create(path);
        BOOST_REQUIRE(file.ok());
        BOOST_REQUIRE((*file)->append(bytes).ok());
        BOOST_REQUIRE((*file)->sync().ok());
    }
    BOOST_TEST(world.storage->readFragment(entry, record).error().code ==
               "evidence.fragment_damaged");
    const auto result = world.check();
    BOOST_REQUIRE(result.faults.size() == 1U);
    BOOST_TEST(result.faults.front().object.find(entry.path) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_change_of_the_rooms_class_begins_a_segment_of_the_other_kind) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record(6, true);
    world.record(6);
    world.record(6, true);
    std::vector<bool> kinds;
    for (const auto& entry : world.segments())
        if (kinds.empty() || kinds.back() != entry.seal.has_value())
            kinds.push_back(entry.seal.has_value());
    BOOST_TEST((kinds == std::vector<bool>{false, true, false}));
    BOOST_TEST(faultsOf(world.check()) == "");
    // The seal is told with the segment, and again after a start.
    const auto told = [&] {
        return std::count_if(world.reports.begin(), world.reports.end(), [](const auto& report) {
            return report.kind == "segmentOpened" && report.body.contains("sealed");
        });
    };
    BOOST_TEST(told() >= 1);
    world.storage->stop();
    world.forget();
    world.reports.clear();
    BOOST_REQUIRE(world.open());
    world.record(4);
    world.forget();
    BOOST_TEST(told() >= 1);
}

BOOST_AUTO_TEST_CASE(without_a_key_to_seal_to_the_gap_says_so) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record(6);
    world.slot->cannotRecord("no_sealing_key");
    world.storage->tick();
    world.clock.advance(2'000'000);
    world.storage->tick();
    auto gaps = world.storage->view(world.key, 0, INT64_MAX).gaps;
    BOOST_REQUIRE(!gaps.empty());
    BOOST_TEST(gaps.back().cause == "no_sealing_key");
    BOOST_TEST(gaps.back().toUs == -1);
    BOOST_TEST(world.slot->facts().gapOpen);
    world.record(6);  // a key came: the gap ends
    gaps = world.storage->view(world.key, 0, INT64_MAX).gaps;
    BOOST_TEST(gaps.back().toUs > gaps.back().fromUs);
    BOOST_TEST(faultsOf(world.check()) == "");
}

BOOST_AUTO_TEST_CASE(a_gap_of_another_cause_does_not_hide_the_missing_key) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record(6);
    world.storage->stop();
    world.forget();
    world.clock.advance(60'000'000);
    BOOST_REQUIRE(world.open());
    world.slot->cannotRecord("no_sealing_key");
    world.storage->tick();
    const auto gaps = world.storage->view(world.key, 0, INT64_MAX).gaps;
    BOOST_REQUIRE(gaps.size() >= 2U);
    BOOST_TEST(gaps[gaps.size() - 2].cause == "recorder_stopped");
    BOOST_TEST(gaps[gaps.size() - 2].toUs == gaps.back().fromUs);
    BOOST_TEST(gaps.back().cause == "no_sealing_key");
}

BOOST_AUTO_TEST_CASE(playback_of_what_is_sealed_begins_inside_the_interval) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const std::int64_t fromUs = kBegin + 1'300'000, toUs = kBegin + 4'000'000;
    const auto loose = record::planPlayback(*world.storage, world.key, fromUs, toUs);
    BOOST_REQUIRE(loose.ok());
    BOOST_TEST(loose->startUs < fromUs);
    const auto strict = record::planPlayback(*world.storage, world.key, fromUs, toUs, fromUs);
    BOOST_REQUIRE(strict.ok());
    BOOST_TEST(strict->startUs >= fromUs);
    BOOST_TEST(strict->startUs < fromUs + 1'100'000);
}

BOOST_AUTO_TEST_CASE(a_journal_of_a_later_format_is_refused) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record(4);
    world.storage->stop();
    const tests::Scratch scratch;
    evidence::Ledger ledger;
    std::vector<evidence::Fault> faults;
    std::string bytes;
    evidence::appendFrame(bytes, evidence::RecordType::Header,
                          R"({"format":3,"hash":"sha256","storage":"x"})");
    evidence::Frame frame;
    BOOST_REQUIRE(evidence::readFrame(bytes, 0, frame) == evidence::FrameFault::None);
    ledger.apply(frame, {}, faults);
    BOOST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(ledger.newestFormat == 3);
}

BOOST_AUTO_TEST_CASE(the_power_may_be_cut_at_every_operation_while_sealing) {
    SealedWorld measure;
    BOOST_REQUIRE(measure.open());
    measure.record();
    const auto total = measure.files->operations;
    BOOST_REQUIRE(total > 40U);
    for (std::uint64_t at = 1; at <= total; ++at) {
        SealedWorld world;
        world.files->cutAt = at;
        std::uint64_t acknowledged = 0;
        if (world.open()) acknowledged = world.record();
        world.forget();
        auto after = world.files->afterPowerCut(static_cast<unsigned>(at));
        world.files = std::move(after);
        BOOST_TEST_CONTEXT("power cut at operation " << at) {
            world.clock.advance(7'000'000);
            BOOST_REQUIRE(world.open());
            world.record(8);
            world.storage->stop();
            BOOST_TEST(faultsOf(world.check()) == "");
            const auto all = world.media();  // every key is in the journal, and opens its segment
            BOOST_TEST(all.size() >= acknowledged);
            for (const auto& [stored, plain] : all) BOOST_TEST(stored != plain);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_failed_write_never_puts_two_fragments_under_one_counter) {
    for (std::uint64_t at = 12; at <= 90; ++at) {
        SealedWorld world;
        world.files->failAt = at;
        if (!world.open()) continue;
        world.record();
        for (int i = 0; i < 10; ++i) {
            world.clock.advance(500'000);
            world.storage->tick();
        }
        world.storage->stop();
        BOOST_TEST_CONTEXT("failure at operation " << at) {
            BOOST_TEST(faultsOf(world.check()) == "");
            std::set<std::string> used;
            for (const auto& entry : world.segments()) {
                const auto secret = world.keyOf(entry);
                BOOST_REQUIRE(secret.ok());
                for (const auto& record : **world.storage->fragments(entry)) {
                    const std::string place =
                        std::string(secret->bytes()) + evidence::counterBlock(record.seq);
                    BOOST_TEST(used.insert(place).second);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_package_is_verified_without_keys_and_opened_with_them) {
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const SealedPackage package(world, keysOf(world));
    BOOST_TEST(evidence::nameOf(package.verified.verdict) == std::string("ok"));
    BOOST_TEST(package.verified.sealed.size() >= 2U);
    const auto opened = package.open();
    BOOST_REQUIRE(opened.ok());
    BOOST_TEST((opened->outcome == evidence::OpenedMedia::Outcome::Opened));
    BOOST_TEST(opened->files == package.verified.sealed.size());
    std::string written;
    for (const auto& media : package.verified.sealed) {
        std::ifstream in(package.scratch.path() + "/open/" + media.path, std::ios::binary);
        written.append(std::istreambuf_iterator<char>(in), {});
    }
    std::size_t found = 0;
    for (const auto& [stored, plain] : world.media()) {
        found += written.find(plain) != std::string::npos ? 1 : 0;
        BOOST_TEST(written.find(stored) == std::string::npos);
    }
    BOOST_TEST(found >= 8U);
    BOOST_TEST(package.open().error().code == "package.cannot_write");  // it overwrites nothing
}

BOOST_AUTO_TEST_CASE(a_package_with_other_keys_or_none_is_whole_and_stays_shut) {
    using Outcome = evidence::OpenedMedia::Outcome;
    SealedWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    for (const auto& [keys, outcome] : std::vector<std::pair<std::string, Outcome>>{
             {"", Outcome::NoKey},
             {"{}", Outcome::NoKey},
             {"rubbish", Outcome::NoKey},
             {keysOf(world, 1), Outcome::NoKey},
             {keysOf(world, 0, false), Outcome::WrongKey}}) {
        const SealedPackage package(world, keys);
        BOOST_TEST(evidence::nameOf(package.verified.verdict) == std::string("ok"));
        const auto opened = package.open();
        BOOST_REQUIRE(opened.ok());
        BOOST_TEST((opened->outcome == outcome));
        BOOST_TEST(opened->object == package.verified.sealed.front().path);
        BOOST_TEST(!std::filesystem::exists(package.scratch.path() + "/open"));
    }
}

BOOST_AUTO_TEST_CASE(a_manifest_that_hides_or_claims_a_seal_is_malformed) {
    const auto format = [](const char* text) {
        kernel::Json json = evidence::toJson(evidence::Manifest{});
        json["format"] = text;
        return evidence::manifestOf(json);
    };
    BOOST_REQUIRE(format(evidence::kPackageFormat).ok());
    BOOST_TEST(!format(evidence::kPackageFormat)->sealed);
    BOOST_TEST(format(evidence::kSealedPackageFormat)->sealed);
    BOOST_TEST(!format("mingjing.recording-package.v3").ok());
}

BOOST_AUTO_TEST_SUITE_END()
