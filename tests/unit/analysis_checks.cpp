// SPDX-License-Identifier: Apache-2.0
// Checks on drawn pictures and drawn sound: each trouble is told, and a live, lit, still room is
// not troubled. Whatever comes in, nothing breaks.
#include <cmath>
#include <random>

#include <boost/test/unit_test.hpp>

#include "video/analysis/checks/health.h"
#include "video/analysis/checks/sound.h"
#include "video/analysis/eyes.h"
#include "video/analysis/thumbnail.h"
#include "video/ffmpeg/jpeg.h"

using namespace mingjing;
using namespace mingjing::video;
using namespace mingjing::video::analysis;

namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kStart = 1'795'516'286'000'000;
constexpr int kWidth = 384;
constexpr int kHeight = 224;

/// A room with furniture of many edges and colours, a clock hand that moves, and noise.
class Room {
public:
    Picture draw(int second, int shiftX = 0, int noise = 3) {
        Picture out{{kWidth, kHeight}, {}};
        out.rgb.resize(static_cast<std::size_t>(kWidth) * kHeight * 3);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                const int px = x + shiftX;
                std::array<int, 3> colour{150, 160, 170};
                if (y > 130) colour = {110, 100, 90};
                if ((px / 23 + y / 19) % 3 == 0 && y > 60) colour = {60 + px % 90, 120, 60};
                if (std::abs(px - (60 + (second * second * 37 + second * 101) % 251)) < 12 &&
                    y > 90 && y < 190)
                    colour = {200, 90, 60};
                for (int c = 0; c < 3; ++c)
                    set(out, x, y, c,
                        colour[static_cast<std::size_t>(c)] +
                            (noise > 0 ? static_cast<int>(random_() % static_cast<unsigned>(noise))
                                       : 0));
            }
        return out;
    }
    static void set(Picture& out, int x, int y, int c, int value) {
        out.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(out.size.width) +
                 static_cast<std::size_t>(x)) *
                    3 +
                static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(std::clamp(value, 0, 255));
    }

private:
    std::minstd_rand random_{7};
};

/// Sees the persons it is told of: nobody at first.
class Known final : public Detector {
public:
    std::vector<Person> persons;
    [[nodiscard]] std::string name() const override { return "known"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] std::vector<std::string> emits() const override { return {"persons"}; }
    [[nodiscard]] Size wants(Size) const override { return {kWidth, kHeight}; }
    kernel::Result<Sight> look(const Picture&) override { return Sight{false, "", persons, 900}; }
};

struct Screening {
    Known known;
    Eyes eyes;
    std::vector<Told> told;
    std::int64_t atUs = kStart;

    explicit Screening(const char* group = "health") : eyes(settingsOf(group)) {}
    static WatchSettings settingsOf(const char* group) {
        WatchSettings settings = WatchSettings::usual();
        settings.groups = {group};
        return settings;
    }
    void show(Picture picture) {
        Eyes::Moment moment;
        moment.atUs = atUs;
        moment.fpsMilli = 10'000;
        const Tools tools(known);
        const auto sight = eyes.see(picture, moment, tools);
        BOOST_REQUIRE(sight.ok());
        eyes.check(picture, {}, moment, *sight, tools,
                   [this](const Told& one) { told.push_back(one); });
        atUs += kSecondUs;
    }
    /// Kinds in the order in which they began, for messages.
    [[nodiscard]] std::string story() const {
        std::string out;
        for (const Told& one : told) out += one.observation.kind + (one.begins ? "+ " : "- ");
        return out;
    }
    [[nodiscard]] std::vector<std::string> begun() const {
        std::vector<std::string> out;
        for (const Told& one : told)
            if (one.begins) out.push_back(one.observation.kind);
        return out;
    }
};

using Kinds = std::vector<std::string>;
using Change = void (*)(Picture&);

constexpr Person kSitting{190, 60, 380, 220, 900};

/// A person in a striped jacket, as far as a camera cares.
void striped(Picture& picture) {
    for (int y = kSitting.top; y < kSitting.bottom; ++y)
        for (int x = kSitting.left; x < kSitting.right; ++x)
            for (int c = 0; c < 3; ++c)
                Room::set(picture, x, y, c, (x / 3 + y / 3) % 2 == 0 ? 200 : 40);
}
void plain(Picture& picture) {
    for (int y = kSitting.top; y < kSitting.bottom; ++y)
        for (int x = kSitting.left; x < kSitting.right; ++x)
            for (int c = 0; c < 3; ++c) Room::set(picture, x, y, c, 120);
}

void dark(Picture& picture) {
    for (auto& byte : picture.rgb) byte = static_cast<std::uint8_t>(byte / 12);
}
void bright(Picture& picture) {
    for (auto& byte : picture.rgb) byte = static_cast<std::uint8_t>(std::min(255, 180 + byte));
}
void grey(Picture& picture) {
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3)
        picture.rgb[i] = picture.rgb[i + 2] = picture.rgb[i + 1];
}
void flat(Picture& picture) {
    for (auto& byte : picture.rgb) byte = static_cast<std::uint8_t>(90 + byte % 5);
}
void blurred(Picture& picture) {
    for (int pass = 0; pass < 12; ++pass)
        for (std::size_t row = 0; row < kHeight; ++row)
            for (std::size_t x = 1; x + 1 < kWidth; ++x)
                for (std::size_t c = 0; c < 3; ++c) {
                    const std::size_t at = (row * kWidth + x) * 3 + c;
                    picture.rgb[at] = static_cast<std::uint8_t>(
                        (picture.rgb[at - 3] + picture.rgb[at] * 2 + picture.rgb[at + 3]) / 4);
                }
    for (int pass = 0; pass < 12; ++pass)
        for (std::size_t row = 1; row + 1 < kHeight; ++row)
            for (std::size_t at = row * kWidth * 3; at < (row + 1) * kWidth * 3; ++at)
                picture.rgb[at] =
                    static_cast<std::uint8_t>((picture.rgb[at - kWidth * 3] + picture.rgb[at] * 2 +
                                               picture.rgb[at + kWidth * 3]) /
                                              4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(health)

BOOST_AUTO_TEST_CASE(a_lit_room_in_which_something_moves_is_in_good_health) {
    Screening screening;
    Room room;
    for (int i = 0; i < 90; ++i) screening.show(room.draw(i));
    BOOST_TEST(screening.begun() == Kinds{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_trouble_is_told_once_and_ends) {
    const std::vector<std::pair<Change, const char*>> table = {{dark, "dark"},
                                                               {bright, "blinded"},
                                                               {grey, "colour_lost"},
                                                               {flat, "covered"},
                                                               {blurred, "defocused"}};
    for (const auto& [change, kind] : table) {
        Screening screening;
        Room room;
        for (int i = 0; i < 20; ++i) screening.show(room.draw(i));
        const std::int64_t fromUs = screening.atUs;
        for (int i = 0; i < 12; ++i) {
            Picture picture = room.draw(i);
            change(picture);
            screening.show(picture);
        }
        const std::int64_t toUs = screening.atUs;
        for (int i = 40; i < 48; ++i) screening.show(room.draw(i));
        BOOST_TEST(screening.story() == kind + std::string("+ ") + kind + "- ");
        BOOST_REQUIRE(screening.told.size() == 2);
        BOOST_TEST(screening.told[0].observation.fromUs == fromUs, kind);
        BOOST_TEST(screening.told[1].observation.toUs.value() == toUs, kind);
        BOOST_TEST(!screening.told[0].thumbnail.empty(), kind);
        BOOST_TEST(screening.told[0].thumbnail.size() <= kThumbnailMost, kind);
    }
}

/// Every edge stays in its place, and yet it is the room no longer.
BOOST_AUTO_TEST_CASE(a_view_that_is_not_the_room_is_told) {
    Screening screening;
    Room room;
    for (int i = 0; i < 20; ++i) screening.show(room.draw(i));
    for (int i = 20; i < 32; ++i) {
        Picture picture = room.draw(i);
        for (auto& byte : picture.rgb) byte = static_cast<std::uint8_t>(255 - byte);
        screening.show(picture);
    }
    BOOST_TEST(screening.begun() == Kinds{"sprayed"}, boost::test_tools::per_element());
}

/// A cloth leaves the edge in view, and the time that the camera writes over it.
BOOST_AUTO_TEST_CASE(a_cloth_is_no_other_view_and_another_view_is_no_cloth) {
    const auto cloth = [](int x, int y) {
        return x < 30 || (y > 205 && x < 120) ? -1 : 110 + x * 60 / kWidth;
    };
    // A ceiling lamp's grid, and below it nothing.
    const auto elsewhere = [](int x, int y) {
        return y < 64 && (x / 9 + y / 9) % 3 == 0 ? 60 : 150;
    };
    for (const bool covered : {true, false}) {
        Screening screening;
        Room room;
        for (int i = 0; i < 20; ++i) screening.show(room.draw(i));
        for (int i = 20; i < 32; ++i) {
            Picture picture = room.draw(i);
            for (int y = 0; y < kHeight; ++y)
                for (int x = 0; x < kWidth; ++x) {
                    const int level = covered ? cloth(x, y) : elsewhere(x, y);
                    for (int c = 0; c < 3 && level >= 0; ++c)
                        Room::set(picture, x, y, c, level + i % 2);
                }
            screening.show(picture);
        }
        BOOST_TEST(screening.begun() == Kinds{covered ? "covered" : "turned_away"},
                   boost::test_tools::per_element());
    }
}

/// What a person wore is no part of the room: it may go. A jacket painted on the wall may not.
BOOST_AUTO_TEST_CASE(what_leaves_with_a_person_is_not_lost_to_the_camera) {
    for (const bool person : {true, false}) {
        Screening screening;
        Room room;
        if (person) screening.known.persons = {kSitting};
        for (int i = 0; i < 8; ++i) {
            Picture picture = room.draw(i);
            striped(picture);
            screening.show(picture);
        }
        screening.known.persons.clear();
        for (int i = 8; i < 30; ++i) {
            Picture picture = room.draw(i);
            plain(picture);
            screening.show(picture);
        }
        BOOST_TEST(screening.begun() == (person ? Kinds{} : Kinds{"defocused"}),
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_camera_moved_by_a_twentieth_is_told_with_how_far) {
    Screening screening;
    Room room;
    for (int i = 0; i < 20; ++i) screening.show(room.draw(i));
    for (int i = 0; i < 10; ++i) screening.show(room.draw(i, 19));
    BOOST_TEST(screening.begun() == Kinds{"moved"}, boost::test_tools::per_element());
    BOOST_TEST(std::abs(std::abs(screening.told[0].observation.detail.at("dxMilli").get<int>()) -
                        50) <= 12);
}

BOOST_AUTO_TEST_CASE(a_frozen_picture_is_told_where_pictures_used_to_differ) {
    Screening screening;
    Room room;
    for (int i = 0; i < 30; ++i) screening.show(room.draw(i));
    const Picture still = room.draw(3);
    for (int i = 0; i < 12; ++i) screening.show(still);
    BOOST_TEST(screening.begun() == Kinds{"frozen"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(where_pictures_never_differ_nothing_is_said_of_freezing) {
    Screening screening;
    Room room;
    const Picture still = room.draw(3, 0, 0);
    for (int i = 0; i < 90; ++i) screening.show(still);
    BOOST_TEST(screening.story() == "");
}

BOOST_AUTO_TEST_CASE(a_camera_covered_while_nobody_watched_is_covered_still) {
    Screening before;
    Room room;
    for (int i = 0; i < 20; ++i) before.show(room.draw(i));
    const kernel::Json memory = before.eyes.memory();
    Screening after;
    after.eyes.recall(kernel::Json::parse(memory.dump()));
    for (int i = 0; i < 8; ++i) {
        Picture picture = room.draw(i);
        blurred(picture);
        after.show(picture);
    }
    BOOST_TEST(after.story() == "defocused+ ");
    Screening damaged;
    for (const char* text : {"{}", "[]", R"({"health 1": 7})", R"({"health 1": {"luma": "x"}})",
                             R"({"health 1": {"bright": 1, "detail": [40], "gradient": [1],
                                 "looks": 9, "luma": [1], "saturation": 9, "seen": [], "sharp": 9}})"})
        damaged.eyes.recall(kernel::Json::parse(text));
    for (int i = 0; i < 8; ++i) damaged.show(room.draw(i));
    BOOST_TEST(damaged.story() == "");
}

BOOST_AUTO_TEST_CASE(odd_pictures_break_nothing) {
    std::minstd_rand random(11);
    for (const Size size : {Size{1, 1}, Size{2, 2}, Size{1, 400}, Size{400, 1}, Size{224, 384},
                            Size{97, 3}, Size{3840, 2160}}) {
        Screening screening("health");
        Eyes all(WatchSettings::usual());
        for (int i = 0; i < 3; ++i) {
            Picture picture{size,
                            std::vector<std::uint8_t>(static_cast<std::size_t>(size.width) *
                                                      static_cast<std::size_t>(size.height) * 3)};
            for (auto& byte : picture.rgb) byte = static_cast<std::uint8_t>(random());
            screening.show(picture);
            Eyes::Moment moment;
            moment.atUs = kStart + i * kSecondUs;
            const auto sight = all.see(picture, moment, Tools(screening.known));
            BOOST_REQUIRE(sight.ok());
            all.check(picture, {}, moment, *sight, Tools(screening.known), [](const Told&) {});
            BOOST_TEST(thumbnailOf(picture, {{-50, -50, 5000, 5000, 900}}).size() <=
                       kThumbnailMost);
        }
    }
    BOOST_TEST(ffmpeg::jpegOf({}, 5).empty());
}

BOOST_AUTO_TEST_CASE(masks_are_painted_over_before_anything_is_judged) {
    WatchSettings settings = WatchSettings::usual();
    settings.zones.push_back({{}, "mask", {{0, 0}, {500, 0}, {500, 1000}, {0, 1000}}});
    const Eyes eyes(settings);
    Room room;
    Picture picture = room.draw(1);
    eyes.paintMasks(picture);
    const Picture untouched = Room().draw(1);
    BOOST_TEST(static_cast<int>(picture.rgb[0]) == 128);
    BOOST_TEST(static_cast<int>(picture.rgb[kWidth / 2 * 3 - 3]) == 128);
    BOOST_TEST(static_cast<int>(picture.rgb[kWidth / 2 * 3 + 6]) ==
               static_cast<int>(untouched.rgb[kWidth / 2 * 3 + 6]));
}

/// A quarter of a second is enough to know how somebody moved.
BOOST_AUTO_TEST_CASE(pictures_between_looks_are_glanced_at_four_times_a_second_and_masked_too) {
    constexpr std::int64_t kAtUs = 1'795'516'286'000'000;
    WatchSettings settings = WatchSettings::usual();
    settings.zones.push_back({{}, "mask", {{0, 0}, {500, 0}, {500, 1000}, {0, 1000}}});
    Eyes eyes(settings);
    Known known;
    Room room;
    Picture picture = room.draw(1);
    Eyes::Moment moment;
    moment.atUs = kAtUs;
    BOOST_REQUIRE(eyes.see(picture, moment, Tools(known)).ok());
    BOOST_TEST(!eyes.wantsGlance(kAtUs + 100'000));
    BOOST_TEST(eyes.wantsGlance(kAtUs + 250'000));
    Picture between = room.draw(2);
    eyes.glance(between, kAtUs + 250'000);
    BOOST_TEST(static_cast<int>(between.rgb[0]) == 128);
    BOOST_TEST(!eyes.wantsGlance(kAtUs + 400'000));
    BOOST_TEST(eyes.wantsGlance(kAtUs + 500'000));
    // A clock that was set back begins anew.
    BOOST_TEST(eyes.wantsGlance(kAtUs - 1'000'000));
    settings.groups = {"persons"};
    BOOST_TEST(!Eyes(settings).wantsGlance(kAtUs));
}

BOOST_AUTO_TEST_CASE(a_thumbnail_shows_boxes_and_hides_who_is_in_them) {
    Room room;
    const Picture picture = room.draw(1);
    const std::string plain = thumbnailOf(picture, {});
    const std::string hidden = thumbnailOf(picture, {{10, 10, 370, 220, 800}});
    BOOST_TEST(plain.substr(0, 2) == "\xFF\xD8");
    BOOST_TEST(hidden.size() < plain.size());  // flat blocks need fewer bytes
    BOOST_TEST(thumbnailOf(picture, {}, {{10, 10, 370, 220, 180}}).size() < plain.size());
}

BOOST_AUTO_TEST_CASE(the_configuration_s_name_follows_what_decides) {
    Known known;
    const std::string name = Eyes::configuration(Tools(known));
    BOOST_TEST(name.size() == 16);
    BOOST_TEST(Eyes::configuration(Tools(known)) == name);
    BOOST_TEST(Eyes::configuration(Tools()) != name);
    bool clockOff = false;
    for (const auto& check : Eyes::describe(Tools(known)))
        clockOff |= check.at("name") == "clock" && check.at("state") == "off" &&
                    check.at("why") == "no_text_reader";
    BOOST_TEST(clockOff);
    BOOST_TEST(Eyes::describe(Tools())[0].at("why") == "no_person_detector");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(sound)

namespace {

struct Listening {
    Eyes eyes{Screening::settingsOf("sound")};
    std::vector<std::string> begun;
    std::int64_t atUs = kStart;

    void hear(int level, double hertz, int seconds, bool track = true, bool samples = true) {
        std::minstd_rand random(5);
        for (int i = 0; i < seconds * 2; ++i, atUs += kSecondUs / 2) {
            SoundLook look;
            look.atUs = atUs;
            look.track = track;
            look.rate = 16'000;
            look.personsPresent = true;
            for (int n = 0; samples && n < 8'000; ++n) {
                const double wave = hertz > 0 ? std::sin(2 * M_PI * hertz * n / 16'000)
                                              : static_cast<double>(random() % 2'001) / 1'000 - 1;
                look.samples.push_back(
                    static_cast<std::int16_t>(std::clamp(level * wave, -32'768.0, 32'767.0)));
            }
            eyes.hear(look, [this](const Told& told) {
                if (told.begins) begun.push_back(told.observation.kind);
            });
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(speech_like_noise_is_fine_and_each_trouble_is_named) {
    Listening fine;
    fine.hear(3'000, 0, 60);
    BOOST_TEST(fine.begun == Kinds{}, boost::test_tools::per_element());
    Listening hum;
    hum.hear(3'000, 100, 15);
    BOOST_TEST(hum.begun == Kinds{"hum"}, boost::test_tools::per_element());
    Listening clipped;
    clipped.hear(60'000, 0, 15);
    BOOST_TEST(clipped.begun == Kinds{"clipping"}, boost::test_tools::per_element());
    Listening silent;
    silent.hear(0, 0, 310);
    BOOST_TEST(silent.begun == Kinds{"silent"}, boost::test_tools::per_element());
    Listening none;
    none.hear(0, 0, 10, false, false);
    BOOST_TEST(none.begun == Kinds{"sound_missing"}, boost::test_tools::per_element());
    Listening stops;
    stops.hear(3'000, 0, 10);
    stops.hear(0, 0, 8, true, false);
    BOOST_TEST(stops.begun == Kinds{"sound_stopped"}, boost::test_tools::per_element());
    Listening quiet;
    quiet.hear(60, 0, 40);
    BOOST_TEST(quiet.begun == Kinds{"quiet"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
