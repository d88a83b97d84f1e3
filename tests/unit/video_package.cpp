// SPDX-License-Identifier: Apache-2.0
// A package leaves the storage and is checked by somebody who has nothing else; then it is
// attacked.
#include <filesystem>
#include <fstream>
#include <random>

#include <boost/test/unit_test.hpp>

#include "center/kernel/merkle.h"
#include "center/kernel/record_log.h"
#include "tests/unit/certificates.h"
#include "tests/unit/video_support.h"
#include "video/evidence/check.h"
#include "video/evidence/verify.h"
#include "video/evidence/verify_words.h"
#include "video/record/package_maker.h"

using namespace mingjing;
using namespace mingjing::video;
using evidence::Reason;
using evidence::Verdict;
using kernel::Json;

namespace mingjing::video::evidence {
std::ostream& boost_test_print_type(std::ostream& out, Verdict verdict) {
    return out << nameOf(verdict);
}
std::ostream& boost_test_print_type(std::ostream& out, Reason reason) {
    return out << "reason " << static_cast<int>(reason);
}
}  // namespace mingjing::video::evidence

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kBegin = 1'795'516'286'301'015;
constexpr std::int64_t kSecond = 1'000'000;

/// Keeps what is appended.
class MemoryFile final : public record::AppendFile {
public:
    explicit MemoryFile(std::string& bytes) : bytes_(bytes) {}
    kernel::Status append(std::string_view bytes) override {
        bytes_ += bytes;
        return {};
    }
    kernel::Status sync() override { return {}; }

private:
    std::string& bytes_;
};

/// Two cameras, twelve seconds, segments of about four; a centre that releases a package of them.
struct Centre {
    tests::Scratch scratch;
    tests::FaultFileSystem files;
    kernel::ManualClock clock{kBegin};
    record::NodeKeys keys;
    kernel::SigningKey centreKey = kernel::SigningKey::generate();
    std::unique_ptr<record::Storage> storage;
    evidence::StreamKey a{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000a"), "main"};
    evidence::StreamKey b{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000b"), "main"};
    kernel::Uuid exportId = *kernel::Uuid::parse("01930000-0000-7000-8000-0000000000ee");

    explicit Centre(const record::Algorithms& algorithms = {})
        : keys(*record::openKeys(scratch.path() + "/signing.key", "recorder-1", kBegin,
                                 algorithms)) {
        storage = std::move(
            *record::Storage::open({"/s", 250'000, 4'000'000}, files, clock, keys,
                                   [](const record::Report&) { return kernel::Status(); }));
        auto slotA = storage->addStream(a);
        auto slotB = storage->addStream(b);
        tests::FakeCamera cameraA(*slotA, clock, true), cameraB(*slotB, clock, false);
        cameraA.begin(slotA->nextRun());
        cameraB.begin(slotB->nextRun());
        for (int i = 0; i < 50; ++i) {
            cameraA.send(240'000);
            clock.advance(-240'000);
            cameraB.send(240'000);
            storage->tick();
        }
    }

    [[nodiscard]] std::string nodeKey() const {
        return keys.certificate.at("nodeKey").get<std::string>();
    }
    record::CentrePart part(const kernel::SigningKey& signer, const std::string& vouchedFor,
                            std::vector<record::CentrePart::File> more = {}) const {
        record::CentrePart part;
        part.files = std::move(more);
        part.files.push_back({"certificate.json", R"({"coveredUs":6000000})"});
        Json statement = {{"cameras", {{{"id", a.camera.text()}, {"name", "讯问室一"}}}},
                          {"centreKey", kernel::base64Url(signer.publicKey())},
                          {"export", exportId.text()},
                          {"files", Json::array()},
                          {"format", evidence::kStatementFormat},
                          {"nodeKeys", {vouchedFor}}};
        for (const auto& file : part.files)
            statement["files"].push_back(
                {{"path", file.path}, {"sha256", kernel::hexOf(kernel::sha256(file.bytes))}});
        statement["signature"] =
            kernel::base64Url(signer.sign(evidence::exportStatement(statement)));
        part.statement = kernel::canonicalOrDie(statement);
        return part;
    }
    [[nodiscard]] record::PackageWish wish(std::int64_t fromUs = kBegin + 3 * kSecond,
                                           std::int64_t toUs = kBegin + 9 * kSecond) const {
        return {exportId, {{a, "IT-01-A", fromUs, toUs}, {b, "IT-01-B", fromUs, toUs}}};
    }
    kernel::Result<std::string> make(const record::PackageWish& wanted,
                                     const record::CentrePart& part) const {
        std::string zip;
        MemoryFile out(zip);
        const record::PackageMaker maker(*storage, keys, clock);
        MJ_TRY(maker.make(wanted, part, out, nullptr));
        return zip;
    }
    [[nodiscard]] std::string package() const { return *make(wish(), part(centreKey, nodeKey())); }
};

Centre& centre() {
    static Centre made;
    return made;
}

const std::string& goodPackage() {
    static const std::string zip = centre().package();
    return zip;
}

void write(const std::string& path, std::string_view bytes) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

evidence::Verified verifyAt(const std::string& path, const std::string& key) {
    const auto source = evidence::PackageSource::open(path);
    BOOST_REQUIRE(source.ok());
    evidence::VerifyOptions options;
    options.centreKey = key;
    options.threads = 1;
    const auto verified = evidence::verifyPackage(**source, options);
    BOOST_REQUIRE(verified.ok());
    return *verified;
}

evidence::Verified verifyZip(std::string_view zip,
                             const std::string& key = centre().centreKey.publicKey()) {
    static const tests::Scratch scratch;
    const std::string path = scratch.path() + "/package.zip";
    write(path, zip);
    return verifyAt(path, key);
}

/// The same package as files, so that one of them can be changed.
struct Unpacked {
    tests::Scratch scratch;
    std::map<std::string, std::string> files;

    Unpacked() {
        const std::string zipPath = scratch.path() + "/p.zip";
        write(zipPath, goodPackage());
        const auto source = evidence::PackageSource::open(zipPath);
        for (const auto& [name, bytes] : (*source)->files) files[name] = *(*source)->readAll(name);
    }
    evidence::Verified verify(const std::string& key = centre().centreKey.publicKey()) const {
        const std::string folder = scratch.path() + "/disc";
        fs::remove_all(folder);
        for (const auto& [name, bytes] : files) write(folder + "/" + name, bytes);
        return verifyAt(folder, key);
    }
    Json manifest() { return *kernel::parseJson(files["manifest.json"]); }
    void sign(Json manifest, const kernel::SigningKey& key) {
        manifest["signature"] = kernel::base64Url(key.sign(evidence::manifestStatement(manifest)));
        files["manifest.json"] = kernel::canonicalOrDie(manifest);
    }
};

void expect(const evidence::Verified& verified, Verdict verdict, Reason reason) {
    BOOST_TEST(verified.verdict == verdict);
    BOOST_TEST(verified.reason == reason);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packages)

BOOST_AUTO_TEST_CASE(a_package_is_what_was_recorded_as_zip_and_as_folder) {
    const auto zip = verifyZip(goodPackage());
    expect(zip, Verdict::Ok, Reason::None);
    BOOST_TEST(zip.keyCompared);
    BOOST_REQUIRE(zip.streams.size() == 2U);
    BOOST_TEST(zip.streams[0].name == "讯问室一");
    BOOST_TEST(zip.streams[0].coveredUs == 6 * kSecond);
    BOOST_TEST(zip.streams[0].holes.empty());
    const auto folder = Unpacked().verify();
    expect(folder, Verdict::Ok, Reason::None);
    BOOST_TEST(folder.fragments == zip.fragments);
    BOOST_TEST(evidence::inWords(zip).find("完好") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(for_a_certificate_it_is_encrypted_and_opens_with_its_key_alone) {
    const tests::KeyOwner owner = tests::KeyOwner::ec("P-256");
    auto wish = centre().wish();
    auto part = centre().part(centre().centreKey, centre().nodeKey());
    wish.encryptedTo = owner.fingerprint();
    part.certificate = owner.certificate();
    std::string file;
    MemoryFile out(file);
    const record::PackageMaker maker(*centre().storage, centre().keys, centre().clock);
    const auto made = maker.make(wish, part, out, nullptr);
    BOOST_REQUIRE(made.ok());
    BOOST_TEST(file.find("PK\x03\x04") == std::string::npos);
    BOOST_TEST(file.size() == made->encryptedBytes);
    BOOST_TEST(kernel::hexOf(kernel::sha256(file)) == kernel::hexOf(made->encryptedSha256));
    const auto zip = owner.open(file);
    BOOST_REQUIRE(zip.has_value());
    BOOST_TEST(zip->size() == made->bytes);
    BOOST_TEST(kernel::hexOf(kernel::sha256(*zip)) == kernel::hexOf(made->sha256));
    expect(verifyZip(*zip), Verdict::Ok, Reason::None);
    BOOST_TEST(!tests::KeyOwner::ec("P-256").open(file).has_value());
}

BOOST_AUTO_TEST_CASE(for_another_certificate_than_the_approved_one_nothing_is_written) {
    const tests::KeyOwner owner = tests::KeyOwner::rsa(), other = tests::KeyOwner::rsa();
    const auto refusal = [&](const std::string& approved, const std::string& certificate) {
        auto wish = centre().wish();
        auto part = centre().part(centre().centreKey, centre().nodeKey());
        wish.encryptedTo = approved;
        part.certificate = certificate;
        std::string file;
        MemoryFile out(file);
        const record::PackageMaker maker(*centre().storage, centre().keys, centre().clock);
        const auto made = maker.make(wish, part, out, nullptr);
        BOOST_TEST(file.empty());
        return made.ok() ? "" : made.error().code;
    };
    BOOST_TEST(refusal(owner.fingerprint(), other.certificate()) == "export.recipient_changed");
    BOOST_TEST(refusal(owner.fingerprint(), "") == "export.recipient_changed");
    BOOST_TEST(refusal("", owner.certificate()) == "export.recipient_changed");
    BOOST_TEST(refusal(owner.fingerprint(), "no certificate") == "export.recipient_changed");
}

BOOST_AUTO_TEST_CASE(without_a_key_to_compare_it_says_so) {
    const auto verified = verifyZip(goodPackage(), "");
    expect(verified, Verdict::Ok, Reason::None);
    BOOST_TEST(!verified.keyCompared);
    BOOST_TEST(evidence::inWords(verified).find("尚未核对公钥") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_clip_begins_with_a_key_picture_and_holds_all_links_of_its_segments) {
    Unpacked disc;
    const auto stream = disc.manifest()["streams"][0];
    BOOST_REQUIRE(stream["segments"].size() >= 2U);
    const auto& first = stream["segments"][0];
    BOOST_TEST(first["firstSeq"].get<int>() > 1);
    BOOST_TEST(first["fragments"].get<int>() >= first["lastSeq"].get<int>());
    BOOST_TEST(disc.files[first["path"].get<std::string>()].substr(4, 4) == "ftyp");
    // The newest segment is still being recorded: its head is signed by the manifest alone.
    const auto open = *centre().make(centre().wish(kBegin + 9 * kSecond, kBegin + 12 * kSecond),
                                     centre().part(centre().centreKey, centre().nodeKey()));
    expect(verifyZip(open), Verdict::Ok, Reason::None);
}

BOOST_AUTO_TEST_CASE(every_byte_counts) {
    const char* seedText = std::getenv("SEED");
    const unsigned seed =
        seedText != nullptr ? static_cast<unsigned>(std::atoi(seedText)) : std::random_device()();
    BOOST_TEST_MESSAGE("SEED=" << seed);
    std::mt19937 random(seed);
    std::string zip = goodPackage();
    // All bytes of the small files and headers, and a sample of the media.
    const std::size_t step = std::max<std::size_t>(1, zip.size() / 3000);
    for (std::size_t at = 0; at < zip.size(); at += 1 + random() % step) {
        const char bit = static_cast<char>(1U << (random() % 8));
        zip[at] = static_cast<char>(zip[at] ^ bit);
        if (verifyZip(zip).verdict == Verdict::Ok)
            BOOST_ERROR("a changed bit in byte " << at << " was not found");
        zip[at] = static_cast<char>(zip[at] ^ bit);
    }
    expect(verifyZip(zip), Verdict::Ok, Reason::None);
}

BOOST_AUTO_TEST_CASE(a_package_that_was_cut_anywhere_is_truncated) {
    const std::string& zip = goodPackage();
    for (std::size_t kept = 4; kept < zip.size(); kept += 1 + zip.size() / 97)
        expect(verifyZip(std::string_view(zip).substr(0, kept)), Verdict::Truncated,
               Reason::ContainerCut);
    BOOST_TEST(verifyZip(zip + "x").verdict != Verdict::Ok);
}

BOOST_AUTO_TEST_CASE(changed_pictures_are_named) {
    Unpacked disc;
    auto& media = disc.files["media/IT-01-B/0001.mp4"];
    media[media.size() - 10] = static_cast<char>(media[media.size() - 10] ^ 1);
    const auto verified = disc.verify();
    expect(verified, Verdict::AlteredMedia, Reason::FragmentChanged);
    BOOST_TEST(verified.object.starts_with("media/IT-01-B/0001.mp4 fragment "));
    Unpacked init;
    init.files["media/IT-01-A/0001.mp4"][30] ^= 1;
    expect(init.verify(), Verdict::AlteredMedia, Reason::InitChanged);
    Unpacked longer;
    longer.files["media/IT-01-A/0001.mp4"] += "more";
    expect(longer.verify(), Verdict::AlteredMedia, Reason::BytesUncovered);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
    Unpacked cut;
    auto& media = cut.files["media/IT-01-A/0001.mp4"];
    media.resize(media.size() - 100);
    expect(cut.verify(), Verdict::Truncated, Reason::FragmentCut);
    Unpacked without;
    without.files.erase("media/IT-01-A/0002.mp4");
    const auto verified = without.verify();
    expect(verified, Verdict::Truncated, Reason::FileMissing);
    BOOST_TEST(verified.object == "media/IT-01-A/0002.mp4");
    Unpacked links;
    auto& frames = links.files["links/IT-01-A.mjl"];
    frames.resize(frames.size() - 40);
    expect(links.verify(), Verdict::Truncated, Reason::LinksCut);
    for (const char* name : {"manifest.json", "statement.json", "certificate.json"}) {
        Unpacked other;
        other.files.erase(name);
        expect(other.verify(), Verdict::Truncated, Reason::FileMissing);
    }
}

BOOST_AUTO_TEST_CASE(swapped_files_and_fragments_are_reordered) {
    Unpacked files;
    std::swap(files.files["media/IT-01-B/0001.mp4"], files.files["media/IT-01-B/0002.mp4"]);
    BOOST_TEST(files.verify().verdict != Verdict::Ok);

    // Two fragments of equal size change places: the file keeps its size and all its bytes.
    Unpacked disc;
    const auto frames = disc.files["links/IT-01-B.mjl"];
    const auto segment = disc.manifest()["streams"][1]["segments"][1];
    std::vector<evidence::FragmentRecord> records;
    evidence::Frame frame;
    for (std::size_t at = 0; evidence::readFrame(frames, at, frame) == evidence::FrameFault::None;
         at += frame.length)
        if (const auto record = evidence::decodeFragment(frame.payload);
            frame.type == evidence::RecordType::Fragment && record &&
            record->segment.text() == segment["segment"])
            records.push_back(*record);
    BOOST_REQUIRE(records.size() > 2U);
    auto& media = disc.files[segment["path"].get<std::string>()];
    bool swapped = false;
    for (std::size_t i = 0; i < records.size() && !swapped; ++i)
        for (std::size_t j = i + 1; j < records.size() && !swapped; ++j) {
            if (records[i].size != records[j].size) continue;
            const auto one = media.substr(records[i].offset, records[i].size);
            const auto other = media.substr(records[j].offset, records[j].size);
            media.replace(records[i].offset, other.size(), other);
            media.replace(records[j].offset, one.size(), one);
            swapped = true;
        }
    BOOST_REQUIRE(swapped);
    expect(disc.verify(), Verdict::Reordered, Reason::FragmentElsewhere);

    Unpacked links;
    auto& all = links.files["links/IT-01-B.mjl"];
    evidence::Frame first, second;
    evidence::readFrame(all, 0, frame);
    evidence::readFrame(all, frame.length, first);
    evidence::readFrame(all, first.offset + first.length, second);
    const auto changed =
        all.substr(second.offset, second.length) + all.substr(first.offset, first.length);
    all.replace(first.offset, changed.size(), changed);
    expect(links.verify(), Verdict::Reordered, Reason::LinkOrder);
}

BOOST_AUTO_TEST_CASE(a_changed_manifest_or_attachment_is_named) {
    Unpacked edited;
    Json manifest = edited.manifest();
    manifest["streams"][0]["toUs"] = manifest["streams"][0]["toUs"].get<std::int64_t>() - kSecond;
    edited.files["manifest.json"] = kernel::canonicalOrDie(manifest);
    expect(edited.verify(), Verdict::AlteredManifest, Reason::SignatureWrong);
    Unpacked spaced;
    spaced.files["manifest.json"] = spaced.manifest().dump(1);
    expect(spaced.verify(), Verdict::AlteredManifest, Reason::NotCanonical);
    Unpacked attachment;
    attachment.files["certificate.json"] = R"({"coveredUs":6000001})";
    const auto verified = attachment.verify();
    expect(verified, Verdict::AlteredManifest, Reason::FileChanged);
    BOOST_TEST(verified.object == "certificate.json");
    Unpacked extra;
    extra.files["media/IT-01-A/0099.mp4"] = "a picture that nobody recorded";
    expect(extra.verify(), Verdict::AlteredManifest, Reason::FileUnnamed);
    Unpacked links;
    links.files["links/IT-01-A.mjl"][200] ^= 4;
    BOOST_TEST(links.verify().verdict == Verdict::AlteredManifest);
    Unpacked hostile;
    hostile.files["statement.json"] = R"({"centreKey":7,"files":{},"format":[],"nodeKeys":"x"})";
    BOOST_TEST(hostile.verify().verdict == Verdict::AlteredManifest);
}

BOOST_AUTO_TEST_CASE(the_log_of_record_holds_the_recording) {
    Centre& real = centre();
    const auto list =
        *real.storage->fragments(real.storage->view(real.a, 0, INT64_MAX).segments[1]);
    const auto& record = (*list)[2];
    const std::string leaf =
        kernel::recordingLeaf(real.a.camera, "main", static_cast<std::int64_t>(record.number),
                              record.link, record.endUs());
    const std::string other = kernel::auditLeaf(7, kernel::sha256("x"));
    kernel::LogHead head;
    head.counter = 1;
    head.size = 2;
    head.signedAtUs = kBegin + 60 * kSecond;
    head.root = kernel::nodeHash(kernel::leafHash(leaf), kernel::leafHash(other));
    head.nonce = std::string(16, 'n');
    const auto signedHead = kernel::signHead(real.centreKey, head);
    const auto packageWith = [&](const std::string& logged, const kernel::SignedHead& by) {
        const Json log = {{"format", "mingjing.package-log.v1"},
                          {"proofs",
                           {{{"head", by.bytes},
                             {"leaf", logged},
                             {"path", {kernel::hexOf(kernel::leafHash(other))}},
                             {"position", 0},
                             {"signature", kernel::base64Url(by.signature)}}}}};
        return *real.make(real.wish(), real.part(real.centreKey, real.nodeKey(),
                                                 {{"log.json", kernel::canonicalOrDie(log)}}));
    };
    const auto good = verifyZip(packageWith(leaf, signedHead));
    expect(good, Verdict::Ok, Reason::None);
    BOOST_TEST(good.streams[0].anchors == 1U);
    BOOST_TEST(good.streams[0].firstHeadUs == head.signedAtUs);
    BOOST_TEST(good.streams[1].anchors == 0U);
    // Another link under a head that is whole: a history that the log does not hold.
    const std::string forged =
        kernel::recordingLeaf(real.a.camera, "main", static_cast<std::int64_t>(record.number),
                              kernel::sha256("another"), record.endUs());
    kernel::LogHead forgedHead = head;
    forgedHead.root = kernel::nodeHash(kernel::leafHash(forged), kernel::leafHash(other));
    expect(verifyZip(packageWith(forged, kernel::signHead(real.centreKey, forgedHead))),
           Verdict::AlteredManifest, Reason::LogProofWrong);
    // A leaf that is not under the head, and a head of somebody else.
    expect(verifyZip(packageWith(forged, signedHead)), Verdict::AlteredManifest,
           Reason::LogProofWrong);
    expect(verifyZip(packageWith(leaf, kernel::signHead(kernel::SigningKey::generate(), head))),
           Verdict::AlteredManifest, Reason::LogProofWrong);
}

BOOST_AUTO_TEST_CASE(who_signs_without_right_is_found) {
    Centre& real = centre();
    const auto other = kernel::SigningKey::generate();
    expect(verifyZip(goodPackage(), other.publicKey()), Verdict::WrongKey, Reason::CentreKeyOther);
    // Somebody makes a centre of his own and releases our recording in its name.
    const auto forged = *real.make(real.wish(), real.part(other, real.nodeKey()));
    expect(verifyZip(forged), Verdict::WrongKey, Reason::CentreKeyOther);
    // A recorder that the centre does not know.
    const auto stranger =
        *real.make(real.wish(), real.part(real.centreKey, kernel::base64Url(other.publicKey())));
    expect(verifyZip(stranger), Verdict::WrongKey, Reason::NodeKeyUnknown);
    // A manifest that is whole and signed, but by a key that no recorder certified.
    Unpacked own;
    Json manifest = own.manifest();
    manifest["signingKey"] = kernel::base64Url(other.publicKey());
    own.sign(manifest, other);
    expect(own.verify(), Verdict::WrongKey, Reason::SessionKeyUncertified);
}

/// Even the holder of the session key cannot leave something out unseen.
BOOST_AUTO_TEST_CASE(a_clip_that_leaves_fragments_of_its_interval_out_is_found) {
    Unpacked disc;
    Json manifest = disc.manifest();
    auto& segment = manifest["streams"][1]["segments"].back();
    segment["lastSeq"] = segment["lastSeq"].get<int>() - 1;
    disc.sign(manifest, centre().keys.session);
    expect(disc.verify(), Verdict::Truncated, Reason::IntervalNotCovered);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_given_out_whole_is_not_given_out) {
    Centre& real = centre();
    const auto part = real.part(real.centreKey, real.nodeKey());
    const auto nothing = real.make(real.wish(kBegin - 9 * kSecond, kBegin - 3 * kSecond), part);
    BOOST_REQUIRE(!nothing.ok());
    BOOST_TEST(nothing.error().code == "media.nothing_recorded");
    auto twice = real.wish();
    twice.streams[1].label = twice.streams[0].label;
    BOOST_TEST(real.make(twice, part).error().code == "export.wish_wrong");
    auto outside = real.wish();
    outside.streams[0].label = "../x";
    BOOST_TEST(real.make(outside, part).error().code == "export.wish_wrong");
    std::string zip;
    MemoryFile out(zip);
    const record::PackageMaker maker(*real.storage, real.keys, real.clock);
    const auto stopped =
        maker.make(real.wish(), part, out, [](std::uint64_t, std::uint64_t) { return false; });
    BOOST_TEST(stopped.error().code == "export.stopped");
}

BOOST_AUTO_TEST_CASE(national_algorithms_do_the_same) {
    const Centre own({kernel::HashAlgorithm::Sm3, kernel::SignatureAlgorithm::Sm2});
    BOOST_TEST(own.keys.certificate.at("algorithm") == "sm2");
    std::string zip = own.package();
    expect(verifyZip(zip, own.centreKey.publicKey()), Verdict::Ok, Reason::None);
    const auto other = kernel::SigningKey::generate(kernel::SignatureAlgorithm::Sm2);
    const auto stranger =
        *own.make(own.wish(), own.part(own.centreKey, kernel::base64Url(other.publicKey())));
    expect(verifyZip(stranger, own.centreKey.publicKey()), Verdict::WrongKey,
           Reason::NodeKeyUnknown);
    for (std::size_t at = 100; at < zip.size(); at += zip.size() / 60) {
        zip[at] = static_cast<char>(zip[at] ^ 16);
        BOOST_TEST(verifyZip(zip, own.centreKey.publicKey()).verdict != Verdict::Ok);
        zip[at] = static_cast<char>(zip[at] ^ 16);
    }
    const tests::Scratch disk;
    own.files.exportTo(disk.path());
    const auto checked = evidence::checkStorage(disk.path() + "/s");
    BOOST_REQUIRE(checked.ok());
    BOOST_TEST(checked->faults.empty());
}

/// Other algorithms from one start on: what was recorded before stays as it was.
BOOST_AUTO_TEST_CASE(a_storage_may_change_its_algorithms) {
    Centre own;
    own.storage->stop();
    own.storage.reset();
    own.clock.advance(5 * kSecond);
    const auto keys =
        *record::openKeys(own.scratch.path() + "/signing.key", "recorder-1", own.clock.wall().us,
                          {kernel::HashAlgorithm::Sm3, kernel::SignatureAlgorithm::Sm2});
    auto storage =
        std::move(*record::Storage::open({"/s", 250'000, 4'000'000}, own.files, own.clock, keys,
                                         [](const record::Report&) { return kernel::Status(); }));
    auto slot = storage->addStream(own.a);
    tests::FakeCamera camera(*slot, own.clock, true);
    camera.begin(slot->nextRun());
    for (int i = 0; i < 20; ++i) {
        camera.send(240'000);
        storage->tick();
    }
    camera.end(capture::Break::Stopped);
    storage->stop();
    const tests::Scratch disk;
    own.files.exportTo(disk.path());
    const auto checked = evidence::checkStorage(disk.path() + "/s");
    BOOST_REQUIRE(checked.ok());
    for (const auto& fault : checked->faults) BOOST_ERROR(fault.object << ": " << fault.what);
    BOOST_TEST(!checked->unfinished);
}

BOOST_AUTO_TEST_CASE(a_gap_is_told_with_its_cause) {
    Centre own;
    own.clock.advance(20 * kSecond);
    own.storage->tick();
    const auto zip = *own.make(own.wish(kBegin + 8 * kSecond, kBegin + 20 * kSecond),
                               own.part(own.centreKey, own.nodeKey()));
    const auto verified = verifyZip(zip, own.centreKey.publicKey());
    expect(verified, Verdict::Ok, Reason::None);
    BOOST_REQUIRE(verified.streams[0].holes.size() == 1U);
    BOOST_TEST(verified.streams[0].holes[0].toUs == kBegin + 20 * kSecond);
    BOOST_TEST(!verified.streams[0].holes[0].cause.empty());
}

BOOST_AUTO_TEST_SUITE_END()
