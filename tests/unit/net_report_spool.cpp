// SPDX-License-Identifier: Apache-2.0
// What the spool has accepted is there after a power cut; what it has not is not invented.
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>

#include "center/kernel/files.h"
#include "center/net/report_spool.h"
#include "center/net/spool_frame.h"
#include "tests/unit/net_scratch.h"

namespace mingjing::tests {

namespace {

namespace fs = std::filesystem;
using kernel::Json;
using net::ReportSpool;

constexpr std::int64_t kNowUs = 1'790'000'000'000'000;
constexpr std::size_t kPlenty = std::size_t{1} << 30;

std::unique_ptr<ReportSpool> openSpool(const std::string& folder, std::size_t maxBytes = kPlenty,
                                       std::size_t segmentBytes = std::size_t{1} << 20) {
    auto spool = ReportSpool::open(folder, kNowUs, {maxBytes, segmentBytes});
    BOOST_REQUIRE(spool.ok());
    return std::move(spool).value();
}

void append(ReportSpool& spool, int number) {
    const auto stored = spool.append("gap", number, {{"number", number}});
    BOOST_REQUIRE(stored.ok());
}

/// "boot:number" of everything that waits, taking it off as center would.
std::vector<std::string> drain(ReportSpool& spool, std::size_t atOnce = 3) {
    std::vector<std::string> all;
    for (auto batch = spool.peek(atOnce, 1000); !batch.reports.empty();
         batch = spool.peek(atOnce, 1000)) {
        for (const std::string& text : batch.reports)
            all.push_back(batch.boot + ":" +
                          std::to_string(Json::parse(text)["body"]["number"].get<int>()));
        spool.acknowledge(batch.boot, batch.lastSeq);
    }
    return all;
}

std::vector<std::string> expected(const std::string& boot, int from, int to) {
    std::vector<std::string> all;
    for (int number = from; number <= to; ++number)
        all.push_back(boot + ":" + std::to_string(number));
    return all;
}

std::vector<fs::path> segmentsIn(const std::string& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".spool") found.push_back(entry.path());
    return found;
}

/// A folder with reports 1..count of an earlier boot in one segment.
struct LeftOver {
    std::string boot;
    std::string segment;
    std::string bytes;
};
LeftOver leaveBehind(const std::string& folder, int count) {
    LeftOver left;
    {
        const auto spool = openSpool(folder);
        left.boot = spool->boot();
        for (int number = 1; number <= count; ++number) append(*spool, number);
    }
    BOOST_REQUIRE(segmentsIn(folder).size() == 1U);
    left.segment = segmentsIn(folder).front().string();
    left.bytes = kernel::readFile(left.segment).value();
    return left;
}

void overwrite(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_spool)

BOOST_AUTO_TEST_CASE(reports_of_earlier_boots_come_first_under_their_old_names) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    std::vector<std::string> wanted;
    for (int boot = 0; boot < 3; ++boot) {
        const auto spool = openSpool(folder);
        for (int number = 1; number <= 5; ++number) append(*spool, number);
        for (const auto& one : expected(spool->boot(), 1, 5)) wanted.push_back(one);
    }

    const auto spool = openSpool(folder);
    append(*spool, 9);
    wanted.push_back(spool->boot() + ":9");

    BOOST_TEST(spool->waiting() == 16U);
    BOOST_TEST(drain(*spool) == wanted, boost::test_tools::per_element());
    BOOST_TEST(spool->waiting() == 0U);
    BOOST_TEST(segmentsIn(folder).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_tail_torn_at_any_byte_costs_only_the_torn_report) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 4);
    std::vector<std::size_t> ends = {net::kSpoolMagic.size()};
    while (ends.back() < left.bytes.size())
        ends.push_back(
            ends.back() +
            net::firstSpoolFrame(std::string_view(left.bytes).substr(ends.back()))->size);
    BOOST_REQUIRE(ends.size() == 5U);

    for (std::size_t have = 0; have <= left.bytes.size(); ++have) {
        for (const std::string& tail :
             {std::string(), std::string(64, '\0'), std::string("junk")}) {
            fs::remove_all(folder);
            fs::create_directories(folder);
            overwrite(left.segment, left.bytes.substr(0, have) + tail);
            int whole = 0;
            while (whole < 4 && ends[static_cast<std::size_t>(whole) + 1] <= have) ++whole;

            const auto spool = openSpool(folder);

            BOOST_TEST(spool->waiting() == static_cast<std::uint64_t>(whole));
            BOOST_TEST(drain(*spool) == expected(left.boot, 1, whole),
                       boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_never_becomes_a_report) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 3);
    const auto wanted = expected(left.boot, 1, 3);

    for (std::size_t at = 0; at < left.bytes.size(); ++at) {
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::string changed = left.bytes;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
        overwrite(left.segment, changed);

        const auto found = drain(*openSpool(folder));

        BOOST_TEST(found.size() < 3U);
        BOOST_TEST(std::equal(found.begin(), found.end(), wanted.begin()));
    }
}

BOOST_AUTO_TEST_CASE(acknowledged_reports_are_not_sent_again_after_a_restart) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 5);

    openSpool(folder)->acknowledge(left.boot, 2);

    {
        const auto spool = openSpool(folder);
        BOOST_TEST(spool->waiting() == 3U);
        BOOST_TEST(drain(*spool) == expected(left.boot, 3, 5), boost::test_tools::per_element());
    }
    BOOST_TEST(openSpool(folder)->waiting() == 0U);
    BOOST_TEST(segmentsIn(folder).empty());
}

BOOST_AUTO_TEST_CASE(a_lost_or_damaged_note_of_what_was_acknowledged_only_repeats_reports) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 5);
    openSpool(folder)->acknowledge(left.boot, 2);

    for (const char* note : {"", "{", "[]", R"({"boot":7,"seq":2})", R"({"boot":"x"})"}) {
        overwrite(folder + "/acked", note);
        BOOST_TEST(openSpool(folder)->waiting() == 5U);
    }
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_of_what_was_never_sent_swallows_nothing) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    std::string boot;
    {
        const auto spool = openSpool(folder);
        boot = spool->boot();
        append(*spool, 1);
        spool->acknowledge(boot, 1000);
        spool->acknowledge("another boot", 1000);
        append(*spool, 2);
        BOOST_TEST(spool->waiting() == 1U);
    }

    BOOST_TEST(drain(*openSpool(folder)) == expected(boot, 2, 2), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_full_spool_refuses_and_takes_again_when_center_has_stored) {
    const Scratch scratch;
    const auto spool = openSpool(scratch / "spool", 400);
    int stored = 0;
    while (spool->append("gap", 1, {{"number", stored + 1}}).ok()) ++stored;

    const auto refused = spool->append("gap", 1, {{"number", 0}});
    const auto found = drain(*spool);

    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(refused.error().code == "node.spool_full");
    BOOST_TEST(found.size() == static_cast<std::size_t>(stored));
    BOOST_TEST(spool->append("gap", 1, {{"number", 1}}).ok());
}

BOOST_AUTO_TEST_CASE(segments_are_rotated_and_removed_when_center_has_all_of_them) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const auto spool = openSpool(folder, kPlenty, 200);
    for (int number = 1; number <= 40; ++number) append(*spool, number);
    const std::size_t before = segmentsIn(folder).size();

    const auto found = drain(*spool, 7);

    BOOST_TEST(before > 5U);
    BOOST_TEST(found == expected(spool->boot(), 1, 40), boost::test_tools::per_element());
    BOOST_TEST(segmentsIn(folder).size() == 1U);
}

BOOST_AUTO_TEST_CASE(reports_of_many_threads_get_dense_numbers_and_are_all_there_after_a_restart) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    {
        const auto spool = openSpool(folder, kPlenty, 4000);
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&spool, t] {
                for (int i = 0; i < 50; ++i) {
                    const auto stored = spool->append("gap", 1, {{"number", t * 50 + i}});
                    if (!stored.ok()) return;
                }
            });
        for (int i = 0; i < 20; ++i) (void)spool->peek(10, 1000);  // the sender reads meanwhile
        for (std::thread& thread : threads) thread.join();
        BOOST_TEST(spool->waiting() == 400U);
    }

    const auto spool = openSpool(folder);
    std::set<std::uint64_t> seqs;
    std::set<int> numbers;
    for (auto batch = spool->peek(64, 100000); !batch.reports.empty();
         batch = spool->peek(64, 100000)) {
        for (const std::string& text : batch.reports) {
            const Json report = Json::parse(text);
            seqs.insert(report["seq"].get<std::uint64_t>());
            numbers.insert(report["body"]["number"].get<int>());
        }
        spool->acknowledge(batch.boot, batch.lastSeq);
    }

    BOOST_TEST(numbers.size() == 400U);
    BOOST_TEST(seqs.size() == 400U);
    BOOST_TEST(*seqs.begin() == 1U);
    BOOST_TEST(*seqs.rbegin() == 400U);
}

BOOST_AUTO_TEST_CASE(a_write_that_fails_half_way_is_told_and_leaves_no_trace) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    std::signal(SIGXFSZ, SIG_IGN);
    std::string first;
    std::string second;
    {
        const auto spool = openSpool(folder);
        first = spool->boot();
        append(*spool, 1);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{fs::file_size(segmentsIn(folder).front()) + 20, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto failed =
            spool->append("gap", 1, {{"number", 2}, {"text", std::string(500, 'x')}});
        ::setrlimit(RLIMIT_FSIZE, &before);
        BOOST_REQUIRE(!failed.ok());
        BOOST_TEST(failed.error().code == "node.spool_unusable");
        BOOST_TEST(spool->waiting() == 1U);
        append(*spool, 3);
        second = spool->boot();
    }

    const auto found = drain(*openSpool(folder));

    const std::vector<std::string> wanted = {first + ":1", second + ":3"};
    BOOST_TEST(first != second);
    BOOST_TEST(found == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_processes_never_share_a_spool) {
    const Scratch scratch;
    const auto first = openSpool(scratch / "spool");

    const auto second = ReportSpool::open(scratch / "spool", kNowUs, {kPlenty});

    BOOST_REQUIRE(!second.ok());
    BOOST_TEST(second.error().code == "node.spool_in_use");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_told_at_once) {
    const Scratch scratch;
    overwrite(scratch / "file", "x");

    const auto spool = ReportSpool::open(scratch / "file/spool", kNowUs, {kPlenty});

    BOOST_REQUIRE(!spool.ok());
    BOOST_TEST(spool.error().code == "node.spool_unusable");
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_hashed_or_is_too_large_is_refused) {
    const Scratch scratch;
    const auto spool = openSpool(scratch / "spool");

    const auto fraction = spool->append("gap", 1, {{"number", 1.5}});
    const auto large = spool->append("gap", 1, {{"text", std::string(70000, 'x')}});

    BOOST_REQUIRE(!fraction.ok());
    BOOST_TEST(fraction.error().code == "json.not_canonical");
    BOOST_REQUIRE(!large.ok());
    BOOST_TEST(large.error().code == "node.report_too_large");
    BOOST_TEST(spool->waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_segment_of_another_kind_is_set_aside_and_not_removed) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 1);
    overwrite(left.segment, "something else entirely");

    BOOST_TEST(openSpool(folder)->waiting() == 0U);

    BOOST_TEST(fs::exists(left.segment + ".damaged"));
    BOOST_TEST(segmentsIn(folder).empty());
}

BOOST_AUTO_TEST_CASE(damage_that_happens_while_running_does_not_hold_up_later_reports) {
    const Scratch scratch;
    const std::string folder = scratch / "spool";
    const LeftOver left = leaveBehind(folder, 3);
    const auto spool = openSpool(folder);
    append(*spool, 4);
    overwrite(left.segment, std::string(left.bytes.size(), 'x'));

    (void)spool->peek(10, 1000);

    BOOST_TEST(drain(*spool) == expected(spool->boot(), 4, 4), boost::test_tools::per_element());
    BOOST_TEST(spool->waiting() == 0U);
    BOOST_TEST(fs::exists(left.segment + ".damaged"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
