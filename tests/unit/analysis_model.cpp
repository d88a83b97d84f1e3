// SPDX-License-Identifier: Apache-2.0
// The installed network answers as stored, and nothing else is accepted. MINGJING_MODELS names the
// folder; deploy/models/install fills it.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "center/kernel/files.h"
#include "tests/unit/analysis_support.h"
#include "video/analysis/center_net.h"
#include "video/analysis/picture_check.h"

using namespace mingjing;
using namespace mingjing::video;
using namespace mingjing::video::analysis;

namespace {

std::string folder() {
    const char* given = std::getenv("MINGJING_MODELS");
    return given != nullptr ? given : MINGJING_SOURCE_DIR "/build/models";
}

ModelFile model() {
    auto loaded = loadModel(folder(), "centernet");
    BOOST_REQUIRE_MESSAGE(loaded.ok(), folder() +
                                           ": the models are missing or older than "
                                           "deploy/models; run deploy/models/install");
    return std::move(*loaded);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(models)

BOOST_AUTO_TEST_CASE(the_installed_network_passes_its_self_test_and_finds_its_size) {
    const auto made = CenterNet::create(model());
    BOOST_REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.error().internal));
    BOOST_TEST((*made)->name() == "centernet");
    const std::vector<std::pair<Size, Size>> table = {
        {{1280, 720}, {384, 224}}, {{640, 360}, {384, 224}}, {{1920, 1080}, {384, 224}},
        {{704, 576}, {320, 256}},  {{640, 480}, {352, 256}}, {{360, 640}, {224, 384}},
    };
    for (const auto& [source, wanted] : table) {
        const Size got = (*made)->wants(source);
        BOOST_TEST(got.width == wanted.width);
        BOOST_TEST(got.height == wanted.height);
    }
    for (const Size odd : {Size{1, 4000}, Size{4000, 1}, Size{16, 16}}) {
        const Size got = (*made)->wants(odd);
        BOOST_TEST(got.width % 32 == 0);
        BOOST_TEST(got.height % 32 == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_network_that_answers_otherwise_is_refused) {
    auto changed = model();
    changed.selfTest["persons"].erase(0);
    BOOST_TEST(CenterNet::create(changed).error().code == "model.self_test_failed");
    changed = model();
    changed.selfTest["persons"][0]["scoreMilli"] = 300;
    BOOST_TEST(CenterNet::create(changed).error().code == "model.self_test_failed");
    changed = model();
    changed.selfTest.erase("persons");
    BOOST_TEST(CenterNet::create(changed).error().code == "model.self_test_failed");
}

BOOST_AUTO_TEST_CASE(files_that_are_not_what_the_description_says_are_refused) {
    tests::Scratch scratch;
    BOOST_TEST(loadModel(scratch.path(), "centernet").error().code == "model.missing");
    namespace fs = std::filesystem;
    for (const auto& entry : fs::directory_iterator(folder()))
        fs::copy(entry.path(), scratch.path() + "/" + entry.path().filename().string());
    BOOST_TEST(loadModel(scratch.path(), "centernet").ok());
    BOOST_TEST(loadModel(scratch.path(), "other").error().code == "model.missing");
    {
        std::fstream file(scratch.path() + "/centernet.onnx",
                          std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(100'000);
        file.put('x');
    }
    BOOST_TEST(loadModel(scratch.path(), "centernet").error().code == "model.hash_wrong");
    fs::remove(scratch.path() + "/centernet.onnx");
    BOOST_TEST(loadModel(scratch.path(), "centernet").error().code == "model.missing");
    std::ofstream(scratch.path() + "/models.json") << R"({"format":2,"models":[]})";
    BOOST_TEST(loadModel(scratch.path(), "centernet").error().code == "model.description_wrong");
    std::ofstream(scratch.path() + "/models.json") << "{";
    BOOST_TEST(loadModel(scratch.path(), "centernet").error().code == "model.description_wrong");
}

BOOST_AUTO_TEST_CASE(three_persons_are_counted_in_a_recording) {
    auto loaded = model();
    auto made = CenterNet::create(loaded);
    BOOST_REQUIRE(made.ok());
    tests::Studio studio;
    std::vector<int> values;
    CameraWatch watch(studio.key, {studio.root(), studio.clock,
                                   [&](const std::string& kind, const kernel::Json& body) {
                                       if (kind == "persons")
                                           values.push_back(body.at("value").get<int>());
                                   }});
    EvidenceTail tail(studio.root());
    const auto work = [&] {
        const auto fragments = tail.poll();
        for (const auto& fragment : *fragments) watch.offer(fragment);
        while (watch.work(**made)) {
        }
    };
    const Size size = loaded.testPicture.size;
    const auto& persons = loaded.testPicture;
    const auto nobody = tests::plain(120, size.width, size.height);
    const auto dark = tests::plain(0, size.width, size.height);
    for (const auto* picture : {&persons, &nobody, &persons, &dark})
        for (int i = 0; i < 8; ++i) {
            studio.film(*picture, 500'000);
            work();
        }
    BOOST_TEST(values == (std::vector<int>{3, 0, 3, -1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(dark_and_covered_pictures_are_told_from_pictures) {
    auto clocked = tests::plain(3);
    // A burnt-in title on a black picture does not make it bright.
    for (std::size_t i = 0; i < clocked.rgb.size() / 30; ++i) clocked.rgb[i] = 255;
    const auto flat = [](int brightness) {
        auto picture = tests::plain(brightness);
        std::fill(picture.rgb.begin(), picture.rgb.end(), static_cast<std::uint8_t>(brightness));
        return picture;
    };
    BOOST_CHECK(checkPicture(clocked) == PictureFault::Dark);
    BOOST_CHECK(checkPicture(flat(128)) == PictureFault::Covered);
    BOOST_CHECK(checkPicture(tests::plain(128)) == PictureFault::None);
    BOOST_CHECK(checkPicture({}) == PictureFault::Dark);
}

BOOST_AUTO_TEST_CASE(pictures_in_other_formats_are_refused) {
    for (const std::string text : {"", "P5\n1 1\n255\nxyz", "P6\n1 1\n255\nxy", "P6\n-1 1\n255\n",
                                   "P6\n100000 100000\n255\n", "P6\n1 1\n65535\nxyz"})
        BOOST_TEST(!readPpm(text).ok(), text);
    BOOST_TEST(readPpm("P6\n1 1\n255\nxyz").ok());
}

BOOST_AUTO_TEST_SUITE_END()
