// SPDX-License-Identifier: Apache-2.0
// From recorded files to reports: following the journal, decoding, damage, restarts, overload.
#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/unit/analysis_support.h"
#include "video/analysis/at_work.h"

using namespace mingjing;
using namespace mingjing::video;
using namespace mingjing::video::analysis;
using tests::brightnessOf;
using tests::plain;

namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

/// A recorded camera, its watch, and what the watch told.
struct Set {
    tests::Studio studio;
    tests::BrightnessDetector detector;
    std::vector<std::pair<std::string, kernel::Json>> told;
    EvidenceTail tail{studio.root()};
    std::unique_ptr<CameraWatch> watch = makeWatch();

    std::unique_ptr<CameraWatch> makeWatch() {
        return std::make_unique<CameraWatch>(
            studio.key,
            CameraWatch::Surroundings{studio.root(), studio.clock,
                                      [this](const std::string& kind, const kernel::Json& body) {
                                          told.emplace_back(kind, body);
                                      }});
    }
    void film(int persons, std::int64_t us) { studio.film(plain(brightnessOf(persons)), us); }
    /// Queues what became durable; returns how many fragments.
    std::size_t follow() {
        auto fragments = tail.poll();
        BOOST_REQUIRE(fragments.ok());
        for (auto& fragment : *fragments) watch->offer(fragment);
        return fragments->size();
    }
    void work() {
        follow();
        while (watch->work(detector)) {
        }
        watch->idle();
    }
    /// As it goes in life: recorded and worked on bit by bit.
    void live(int persons, std::int64_t us) {
        for (std::int64_t done = 0; done < us; done += kSecondUs / 2) {
            film(persons, kSecondUs / 2);
            work();
        }
    }
    std::vector<kernel::Json> of(const std::string& kind) const {
        std::vector<kernel::Json> out;
        for (const auto& [own, body] : told)
            if (own == kind) out.push_back(body);
        return out;
    }
    std::vector<int> values() const {
        std::vector<int> out;
        for (const auto& body : of("persons")) out.push_back(body.at("value").get<int>());
        return out;
    }
};

std::int64_t number(const kernel::Json& body, const char* name) {
    return body.at(name).get<std::int64_t>();
}

void flipByte(const std::string& path, std::streamoff at) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const auto was = static_cast<char>(file.get());
    file.seekp(at);
    file.put(static_cast<char>(was ^ 0x20));
}

using Values = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_SUITE(tail)

BOOST_AUTO_TEST_CASE(fragments_are_handed_out_once_over_batches_and_files) {
    tests::Studio studio;
    EvidenceTail tail(studio.root());
    studio.film(plain(100), 2 * kSecondUs);
    const auto first = tail.poll();
    BOOST_REQUIRE(first.ok());
    BOOST_TEST(first->size() >= 3);
    BOOST_TEST(tail.poll()->empty());
    auto number = first->back().record.number;
    studio.film(plain(100), 2 * kSecondUs);
    studio.restartRecorder();
    studio.film(plain(100), 2 * kSecondUs);
    const auto second = tail.poll();
    BOOST_REQUIRE(second.ok());
    for (const auto& fragment : *second) {
        BOOST_TEST(fragment.record.number == ++number);
        BOOST_TEST(EvidenceTail::readInit(studio.root(), *fragment.segment).ok());
        BOOST_TEST(EvidenceTail::readFragment(studio.root(), fragment).ok());
    }
    BOOST_TEST(second->front().segment->run + 1 == second->back().segment->run);
}

BOOST_AUTO_TEST_CASE(a_start_hands_out_only_the_newest_and_knows_segments_of_the_file_before) {
    tests::Studio studio;
    studio.film(plain(100), 30 * kSecondUs);
    EvidenceTail tail(studio.root());
    const auto found = tail.poll();
    BOOST_REQUIRE(found.ok());
    BOOST_TEST(found->size() == EvidenceTail::kNewest);
    studio.film(plain(100), 1 * kSecondUs);
    BOOST_TEST(tail.poll()->front().record.number == found->back().record.number + 1);
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_last_commit_are_not_believed_until_they_are_committed) {
    tests::Studio studio;
    studio.film(plain(100), 2 * kSecondUs);
    const auto folder = studio.root() + "/journal";
    std::string journal;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (evidence::journalNumber(entry.path().filename().string())) journal = entry.path();
    const auto whole = std::filesystem::file_size(journal);
    std::string bytes = *kernel::Result<std::string>([&] {
        std::ifstream file(journal, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }());
    // The same journal as another process meets it while it grows, byte by byte.
    tests::Scratch other;
    std::filesystem::create_directories(other.path() + "/journal");
    const auto copy =
        other.path() + "/journal/" + std::filesystem::path(journal).filename().string();
    EvidenceTail tail(other.path());
    BOOST_TEST(!EvidenceTail(other.path() + "/nothing").poll().ok());
    std::uint64_t last = 0;
    for (std::size_t size = 1; size <= whole; size += size < whole - 37 ? 37 : 1) {
        std::ofstream(copy, std::ios::binary) << bytes.substr(0, size);
        const auto found = tail.poll();
        BOOST_REQUIRE(found.ok());
        for (const auto& fragment : *found) BOOST_TEST(fragment.record.number == ++last);
    }
    BOOST_TEST(last >= 3);
}

BOOST_AUTO_TEST_CASE(paths_that_leave_the_storage_are_refused) {
    TailSegment segment;
    segment.path = "../../etc/passwd";
    segment.initBytes = 10;
    BOOST_TEST(EvidenceTail::readInit("/tmp", segment).error().code == "evidence.damaged");
    segment.path = "/etc/passwd";
    BOOST_TEST(EvidenceTail::readInit("/tmp", segment).error().code == "evidence.damaged");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(watch)

BOOST_AUTO_TEST_CASE(changes_are_told_from_the_very_first_frame_that_shows_them) {
    Set set;
    set.live(2, 6 * kSecondUs + 300'000);
    const auto changedUs = set.studio.nextUs();
    set.live(1, 5 * kSecondUs);
    const auto backUs = set.studio.nextUs();
    set.live(3, 4 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2, 1, 3}), boost::test_tools::per_element());
    const auto persons = set.of("persons");
    BOOST_TEST(number(persons[1], "fromUs") == changedUs);
    BOOST_TEST(number(persons[2], "fromUs") == backUs);
    BOOST_TEST(number(persons[1], "latencyUs") < 3'500'000);
    BOOST_TEST(persons[1].at("detector") == "brightness 1");
    // The place leads back to that frame.
    EvidenceTail fresh(set.studio.root());
    const auto place = persons[1];
    const auto fragments = fresh.poll();
    const auto own = std::find_if(fragments->begin(), fragments->end(), [&](const auto& item) {
        return item.record.segment.text() == place.at("segment") &&
               item.record.seq == place.at("fragment");
    });
    BOOST_REQUIRE(own != fragments->end());
    BOOST_TEST(own->record.startUs + number(place, "offsetUs") == changedUs);
    const auto facts = set.watch->facts();
    BOOST_TEST(facts.state == "watching");
    BOOST_TEST(facts.value.value() == 3);
    BOOST_TEST(facts.fpsMilli >= 900);
    BOOST_TEST(set.detector.looks < 40);
}

BOOST_AUTO_TEST_CASE(darkness_and_missing_pictures_make_it_abstain) {
    Set set;
    set.live(2, 3 * kSecondUs);
    const auto darkUs = set.studio.nextUs();
    for (int i = 0; i < 8; ++i) {
        set.studio.film(plain(5), kSecondUs / 2);
        set.work();
    }
    set.live(2, 3 * kSecondUs);
    const auto lastUs = set.studio.nextUs();
    for (int i = 0; i < 8; ++i) {
        set.studio.pause(kSecondUs);
        set.work();
    }
    BOOST_TEST(set.watch->facts().state == "waiting");
    const auto againUs = set.studio.nextUs();
    set.live(1, 2 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2, -1, 2, -1, 1}), boost::test_tools::per_element());
    const auto persons = set.of("persons");
    BOOST_TEST(number(persons[1], "fromUs") == darkUs);
    BOOST_TEST(std::abs(number(persons[3], "fromUs") - lastUs) <= kSecondUs);
    BOOST_TEST(number(persons[4], "fromUs") == againUs);
    BOOST_REQUIRE(set.of("notWatched").size() == 1);
    BOOST_TEST(set.of("notWatched")[0].at("cause") == "no_picture");
    BOOST_TEST(number(set.of("notWatched")[0], "toUs") == againUs);
}

BOOST_AUTO_TEST_CASE(a_damaged_fragment_costs_itself_and_what_needs_it) {
    Set set;
    set.film(2, 8 * kSecondUs);
    set.follow();
    // The first call begins at the newest key picture; so let it begin, then damage what follows.
    set.watch->work(set.detector);
    set.film(2, 2 * kSecondUs);
    const auto fragments = set.tail.poll();
    const auto& hit = fragments->at(1);
    flipByte(set.studio.newestFile(),
             static_cast<std::streamoff>(hit.record.offset + hit.record.size / 2));
    BOOST_TEST(EvidenceTail::readFragment(set.studio.root(), hit).error().code ==
               "evidence.damaged");
    for (const auto& fragment : *fragments) set.watch->offer(fragment);
    set.work();
    const auto facts = set.watch->facts();
    BOOST_TEST(facts.broken == 1);
    BOOST_TEST(facts.trouble == "");
    BOOST_TEST(facts.value.value() == 2);
    BOOST_TEST(set.values() == (Values{2}), boost::test_tools::per_element());
    BOOST_TEST(set.of("notWatched").empty());  // shorter than a hole
}

BOOST_AUTO_TEST_CASE(a_stream_that_cannot_be_decoded_is_told_and_left_behind) {
    Set set;
    set.live(2, 3 * kSecondUs);
    for (int i = 0; i < 14; ++i) {
        set.studio.filmRubbish(kSecondUs / 2);
        set.work();
    }
    BOOST_TEST(set.watch->facts().state == "failed");
    BOOST_TEST(set.watch->facts().trouble == "video.undecodable");
    set.live(2, 4 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2, -1, 2}), boost::test_tools::per_element());
    const auto holes = set.of("notWatched");
    BOOST_REQUIRE(holes.size() == 1);
    BOOST_TEST(holes[0].at("cause") == "decode");
    BOOST_TEST(number(holes[0], "toUs") - number(holes[0], "fromUs") >= 7 * kSecondUs);
    BOOST_TEST(set.watch->facts().state == "watching");
}

BOOST_AUTO_TEST_CASE(damaged_pictures_run_through_every_check_and_cost_their_own_time) {
    Set set;
    const std::int64_t startUs = set.studio.nextUs();
    set.watch->configure(WatchSettings::usual());
    set.live(2, 3 * kSecondUs);
    for (unsigned seed = 0; seed < 40; ++seed) {
        set.studio.filmDamaged(plain(brightnessOf(2)), kSecondUs, seed);
        set.work();
    }
    set.live(3, 6 * kSecondUs);
    BOOST_TEST(set.watch->facts().state == "watching");
    BOOST_TEST(set.watch->facts().value.value() == 3);
    for (const auto& hole : set.of("notWatched")) BOOST_TEST(hole.at("cause") == "decode");
    for (const auto& seen : set.of("seen"))
        BOOST_TEST(number(seen, "fromUs") >= startUs, seen.dump());
}

BOOST_AUTO_TEST_CASE(what_waits_is_known_before_it_is_worked_on) {
    Set set;
    BOOST_TEST(!set.watch->waits());
    set.film(1, kSecondUs);
    set.follow();
    BOOST_TEST(set.watch->waits());
    set.work();
    BOOST_TEST(!set.watch->waits());
    set.film(1, kSecondUs);
    set.follow();
    set.watch->finish();
    BOOST_TEST(!set.watch->waits());
}

BOOST_AUTO_TEST_CASE(a_page_that_outlives_the_process_names_what_was_worked_on) {
    tests::Scratch scratch;
    const std::string path = scratch.path() + "/at_work";
    const StreamKey key{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000b"), "sub"};
    {
        auto page = AtWork::open(path);
        BOOST_REQUIRE(page.ok());
        page->begin(0, key);
        page->begin(1, key);
        page->end(1);
        page->begin(AtWork::kWorkers, key);  // more workers than lines: nobody is blamed
    }
    BOOST_TEST(AtWork::open(path)->unfinished() == std::set<std::string>{key.text()},
               boost::test_tools::per_element());
    const auto none = AtWork::open(scratch.path() + "/nowhere/at_work");
    BOOST_REQUIRE(!none.ok());
    BOOST_TEST(none.error().code == "analyst.spool_unusable");
    AtWork without;
    without.begin(0, key);
    without.end(0);
    BOOST_TEST(without.unfinished().empty());
}

BOOST_AUTO_TEST_CASE(a_detector_that_fails_is_a_hole_and_not_an_empty_room) {
    Set set;
    set.live(2, 3 * kSecondUs);
    set.detector.fails = true;
    // While nothing changes, the detector's last word stands and it is not asked; so something
    // does.
    set.studio.film(plain(brightnessOf(2) + 9), 2 * kSecondUs);
    set.work();
    set.live(2, 7 * kSecondUs);
    set.detector.fails = false;
    set.live(2, 3 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2, -1, 2}), boost::test_tools::per_element());
    BOOST_REQUIRE(set.of("notWatched").size() == 1);
}

BOOST_AUTO_TEST_CASE(far_behind_it_jumps_to_the_newest_key_picture_and_says_so) {
    Set set;
    set.live(2, 3 * kSecondUs);
    const auto before = set.studio.nextUs();
    set.film(1, 20 * kSecondUs);
    const int looks = set.detector.looks;
    set.work();
    BOOST_TEST(set.detector.looks - looks < 20);
    const auto holes = set.of("notWatched");
    BOOST_REQUIRE(holes.size() == 1);
    BOOST_TEST(holes[0].at("cause") == "overload");
    BOOST_TEST(std::abs(number(holes[0], "fromUs") - before) <= 2 * kSecondUs);
    BOOST_TEST(number(holes[0], "toUs") - before > 8 * kSecondUs);
    BOOST_TEST(set.watch->facts().skipped > 0);
    set.live(1, 2 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2, -1, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_restarted_analyst_begins_at_the_newest_and_tells_the_hole) {
    Set set;
    set.live(2, 10 * kSecondUs);
    const auto mark = set.watch->mark();
    BOOST_TEST(std::abs(mark.lastUs - set.studio.nextUs()) <= 2 * kSecondUs);
    set.told.clear();  // killed: nothing more was told
    set.film(2, 30 * kSecondUs);
    set.tail = EvidenceTail(set.studio.root());
    set.watch = set.makeWatch();
    set.watch->resume(mark);
    BOOST_REQUIRE(set.of("watched").size() == 1);
    BOOST_TEST(number(set.of("watched")[0], "toUs") == mark.lastUs);
    set.live(2, 2 * kSecondUs);
    const auto holes = set.of("notWatched");
    BOOST_REQUIRE(holes.size() == 1);
    BOOST_TEST(holes[0].at("cause") == "analyst_stopped");
    BOOST_TEST(number(holes[0], "fromUs") == mark.lastUs);
    BOOST_TEST(set.studio.nextUs() - number(holes[0], "toUs") < 4 * kSecondUs);
    BOOST_TEST(set.values() == (Values{2}), boost::test_tools::per_element());
    set.watch->finish();
    BOOST_TEST(set.of("watched").size() == 2);
    BOOST_TEST(!set.watch->work(set.detector));
}

BOOST_AUTO_TEST_SUITE_END()
