// SPDX-License-Identifier: Apache-2.0
// The journal's reader: torn at every byte, flipped at every bit.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
#include "video/evidence/journal_reader.h"

using namespace mingjing;
using namespace mingjing::video::evidence;

namespace {

FragmentRecord sampleRecord() {
    FragmentRecord record;
    record.segment = kernel::Uuid::make(1'000'000);
    record.number = 77;
    record.seq = 3;
    record.run = 2;
    record.startUs = -5;
    record.durUs = 500'000;
    record.arrivalUs = 1'795'000'000'000'000;
    record.arrivalMonoUs = 42;
    record.cameraPts = -99;
    record.cameraUs = 1;
    record.offset = 1ULL << 40;
    record.size = 123;
    record.flags = FragmentRecord::kKey | FragmentRecord::kAudio;
    record.videoSamples = 13;
    record.audioSamples = 8;
    record.sha256 = kernel::sha256("x");
    record.notes = {{0, 5, -1}, {1, 6, 1LL << 40}};
    record.link = kernel::sha256("y");
    return record;
}

/// Three batches of two notes each.
std::string sampleFile() {
    std::string file;
    BatchChain chain;
    for (int batch = 1; batch <= 3; ++batch) {
        std::string frames;
        appendFrame(frames, RecordType::Note, R"({"what":"started"})");
        appendFrame(frames, RecordType::Note,
                    R"({"what":"started","n":)" + std::to_string(batch) + "}");
        chain.hash = batchHash(kernel::HashAlgorithm::Sha256, chain.hash, frames);
        chain.batch = static_cast<std::uint64_t>(batch);
        appendFrame(frames, RecordType::Commit, encodeCommit({chain.batch, batch, chain.hash}));
        file += frames;
    }
    return file;
}

std::size_t framesIn(std::string_view file, Scan& scan) {
    std::size_t count = 0;
    BatchChain chain;
    scan = scanJournal(file, 1, 0, chain, [&](const Frame&, Place) { ++count; });
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal)

BOOST_AUTO_TEST_CASE(a_fragment_record_survives_encoding) {
    const auto record = sampleRecord();
    const auto back = decodeFragment(encodeFragment(record));

    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((encodeFragment(*back) == encodeFragment(record)));
    BOOST_TEST(back->startUs == -5);
    BOOST_TEST((back->notes == record.notes));
}

BOOST_AUTO_TEST_CASE(a_fragment_record_of_another_length_is_refused) {
    const std::string bytes = encodeFragment(sampleRecord());
    for (std::size_t length = 0; length < bytes.size(); ++length)
        BOOST_TEST(!decodeFragment(bytes.substr(0, length)).has_value());
    BOOST_TEST(!decodeFragment(bytes + "x").has_value());
}

BOOST_AUTO_TEST_CASE(every_field_of_a_fragment_is_bound_by_its_link) {
    const auto record = sampleRecord();
    const kernel::Hash previous = kernel::sha256("p");
    const kernel::Hash segment = kernel::sha256("s");
    const auto link = fragmentLink(kernel::HashAlgorithm::Sha256, previous, segment, record);
    const std::string body = encodeFragmentBody(record);
    for (std::size_t i = 1; i < body.size(); ++i) {
        std::string changed = encodeFragment(record);
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto other = decodeFragment(changed);
        if (other)
            BOOST_TEST(
                (fragmentLink(kernel::HashAlgorithm::Sha256, previous, segment, *other) != link));
    }
    BOOST_TEST((fragmentLink(kernel::HashAlgorithm::Sha256, segment, previous, record) != link));
}

BOOST_AUTO_TEST_CASE(a_file_torn_at_any_byte_yields_its_whole_batches_and_a_tail) {
    const std::string file = sampleFile();
    const std::size_t batch = file.size() / 3;
    for (std::size_t length = 0; length <= file.size(); ++length) {
        Scan scan;
        const auto frames = framesIn(file.substr(0, length), scan);
        BOOST_TEST(frames == length / batch * 3);
        BOOST_TEST(scan.committed == length / batch * batch);
        BOOST_TEST(scan.tail == length % batch);
        BOOST_TEST(scan.faults.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_in_front_of_a_good_batch_is_named) {
    const std::string file = sampleFile();
    const std::size_t batch = file.size() / 3;
    for (std::size_t bit = 0; bit < batch * 2 * 8; ++bit) {
        std::string changed = file;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        Scan scan;
        const auto frames = framesIn(changed, scan);
        BOOST_TEST(!scan.faults.empty());
        BOOST_TEST(scan.tail == 0U);
        BOOST_TEST(frames >= 7U);  // only the damaged frame is lost
    }
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_in_the_last_batch_leaves_a_tail_and_no_silence) {
    const std::string file = sampleFile();
    const std::size_t batch = file.size() / 3;
    for (std::size_t bit = batch * 2 * 8; bit < file.size() * 8; ++bit) {
        std::string changed = file;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        Scan scan;
        framesIn(changed, scan);
        BOOST_TEST((scan.tail > 0 || !scan.faults.empty()));
    }
}

BOOST_AUTO_TEST_CASE(a_batch_that_was_taken_out_is_noticed) {
    const std::string file = sampleFile();
    const std::size_t batch = file.size() / 3;
    Scan scan;
    framesIn(file.substr(0, batch) + file.substr(2 * batch), scan);

    BOOST_TEST(scan.faults.size() == 1U);
}

BOOST_AUTO_TEST_CASE(file_names_carry_their_order) {
    BOOST_TEST(journalName(12, 1'795'516'286'301'015) == "000012-20261124.mjj");
    BOOST_TEST(*journalNumber("000012-20261124.mjj") == 12U);
    BOOST_TEST(*journalNumber("1234567-20261124.mjj") == 1234567U);
    for (const char* other :
         {"snapshot.json", "000012-20261124.mjx", "x00012-20261124.mjj", "", "12"})
        BOOST_TEST(!journalNumber(other).has_value());
}

BOOST_AUTO_TEST_CASE(the_crc_is_the_common_one) {
    BOOST_TEST(crc32("123456789") == 0xCBF43926U);
}

BOOST_AUTO_TEST_SUITE_END()
