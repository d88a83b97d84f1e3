// SPDX-License-Identifier: Apache-2.0
// The change gate before the detector, and the round of the checks behind it.
#include "video/analysis/eyes.h"

#include <algorithm>

#include "center/kernel/crypto.h"
#include "center/kernel/json.h"
#include "video/analysis/checks/burst.h"
#include "video/analysis/checks/clock.h"
#include "video/analysis/checks/composition.h"
#include "video/analysis/checks/health.h"
#include "video/analysis/checks/position.h"
#include "video/analysis/checks/seats.h"
#include "video/analysis/checks/sound.h"
#include "video/analysis/places.h"
#include "video/analysis/thumbnail.h"

namespace mingjing::video::analysis {

using kernel::Json;
using kernel::Result;

namespace {

constexpr std::uint8_t kMaskGrey = 128;

}  // namespace

Eyes::Eyes(WatchSettings settings, EyesRules rules)
    : settings_(std::move(settings)), rules_(rules), checks_(make(settings_)) {}

Eyes::~Eyes() = default;

/// The one line that a new check needs outside its own files.
Eyes::Checks Eyes::make(const WatchSettings& settings) {
    Checks out;
    const auto on = [&](const char* group) { return settings.watches(group); };
    if (on("health")) out.push_back(std::make_unique<HealthCheck>(settings));
    if (on("persons") || on("guard")) out.push_back(std::make_unique<SeatCheck>(settings));
    if (on("position") || on("guard")) out.push_back(std::make_unique<PositionCheck>(settings));
    if (on("clock")) out.push_back(std::make_unique<ClockCheck>(settings));
    if (on("composition")) out.push_back(std::make_unique<CompositionCheck>(settings));
    if (on("sound")) out.push_back(std::make_unique<SoundCheck>(settings));
    if (on("burst")) out.push_back(std::make_unique<BurstCheck>(settings));
    return out;
}

Json Eyes::describe(const Tools& tools) {
    Json out = Json::array();
    if (tools.persons != nullptr)
        out.push_back({{"name", tools.persons->name()},
                       {"version", tools.persons->version()},
                       {"emits", tools.persons->emits()},
                       {"parameters", tools.persons->parameters()},
                       {"state", "on"},
                       {"why", ""}});
    else
        out.push_back({{"name", "persons"},
                       {"version", ""},
                       {"emits", {"persons"}},
                       {"parameters", Json::object()},
                       {"state", "off"},
                       {"why", "no_person_detector"}});
    for (const auto& check : make(WatchSettings::usual())) {
        const std::string why = check->off(tools);
        out.push_back({{"name", check->name()},
                       {"version", check->version()},
                       {"emits", check->emits()},
                       {"parameters", check->parameters()},
                       {"state", why.empty() ? "on" : "off"},
                       {"why", why}});
    }
    return out;
}

std::string Eyes::configuration(const Tools& tools) {
    Json whole = {{"checks", describe(tools)},
                  {"pose", tools.pose == nullptr ? "" : tools.pose->sha256()},
                  {"text", tools.text == nullptr ? "" : tools.text->version()},
                  {"thresholds", defaultThresholds()}};
    for (const auto& check : make(WatchSettings::usual()))
        for (const std::string& kind : check->emits()) {
            const Lasting lasting = check->lasting(kind);
            whole["lasting"][check->name()][kind] = {lasting.beginUs, lasting.endUs,
                                                     lasting.agreeMilli, lasting.looks};
        }
    const EyesRules gate;
    whole["gate"] = {gate.gateCell, gate.gateCenti, gate.gateMostUs, gate.glanceUs};
    whole["staying"] = parametersOf(StayingRules{});
    whole["counting"] = parametersOf(CountRules{});
    return kernel::hexOf(kernel::sha256(kernel::canonicalOrDie(whole))).substr(0, 16);
}

void Eyes::paintMasks(Picture& picture) const {
    const auto [width, height] = picture.size;
    for (const Zone* mask : settings_.zonesOf("mask")) {
        const Person box = boxOf(*mask, picture.size);
        for (int y = std::max(0, box.top); y < std::min(height, box.bottom + 1); ++y)
            for (int x = std::max(0, box.left); x < std::min(width, box.right + 1); ++x) {
                if (!mask->holds({(x * 1000 + 500) / width, (y * 1000 + 500) / height})) continue;
                const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                 static_cast<std::size_t>(x)) *
                                3;
                std::fill_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(at), 3, kMaskGrey);
            }
    }
}

bool Eyes::changed(const Grey& small, std::int64_t atUs) const {
    if (!lastSight_ || !small.sameSize(detectedGrey_)) return true;
    if (atUs - detectedUs_ >= rules_.gateMostUs || atUs < detectedUs_) return true;
    const auto cells = cellDifferences(small, detectedGrey_, rules_.gateCell);
    return std::any_of(cells.begin(), cells.end(),
                       [&](int cell) { return cell > rules_.gateCenti; });
}

Result<Sight> Eyes::see(Picture& picture, const Moment& moment, const Tools& tools) {
    paintMasks(picture);
    grey_ = greyLookOf(picture);
    glancedUs_ = moment.atUs;
    ++facts_.looks;
    if (tools.persons == nullptr) return Sight{true, "no_person_detector", {}, 0};
    if (!moment.settling && !changed(grey_.small, moment.atUs)) {
        ++facts_.gated;
        return *lastSight_;
    }
    ++facts_.detected;
    auto seen = tools.persons->look(picture);
    if (!seen.ok()) {
        lastSight_.reset();
        return seen;
    }
    before_ = staying_;
    lastSight_ = staying_.add(std::move(*seen), grey_, moment.atUs);
    detectedGrey_ = grey_.small;
    detectedUs_ = moment.atUs;
    return *lastSight_;
}

Result<Sight> Eyes::seeEarlier(Picture& picture, std::int64_t atUs, const Tools& tools) const {
    paintMasks(picture);
    auto seen = tools.persons->look(picture);
    if (!seen.ok()) return seen;
    return before_.judge(std::move(*seen), greyLookOf(picture), atUs);
}

void Eyes::check(const Picture& picture, const std::vector<Picture>& closeUps, const Moment& moment,
                 const Sight& sight, const Tools& tools, const Tell& tell) {
    Look look;
    look.atUs = moment.atUs;
    look.place = moment.place;
    look.source = moment.source;
    look.picture = &picture;
    look.closeUps = &closeUps;
    // Without a detector nobody counts, but the picture may be fine.
    look.fault = sight.abstains && tools.persons != nullptr ? &sight.why : nullptr;
    look.grey = grey_;
    look.judged = !sight.abstains;
    if (look.judged) look.persons = sight.persons;
    look.count = moment.count;
    look.fpsMilli = moment.fpsMilli;
    for (const auto& check : checks_) {
        Check::Signs signs;
        check->look(look, tools, signs);
        note(*check, signs, moment.atUs, moment.place, &picture, &sight, tell);
    }
}

std::int64_t Eyes::sooner() {
    std::int64_t out = 0;
    for (const auto& check : checks_) out = std::max(out, check->sooner());
    return out;
}

bool Eyes::wantsGlance(std::int64_t atUs) const {
    const bool soon = atUs >= glancedUs_ && atUs - glancedUs_ < rules_.glanceUs;
    return !soon && std::any_of(checks_.begin(), checks_.end(),
                                [](const auto& check) { return check->glances(); });
}

void Eyes::glance(Picture& picture, std::int64_t atUs) {
    paintMasks(picture);
    glancedUs_ = atUs;
    const Grey small = smallGreyOf(picture);
    for (const auto& check : checks_) check->glance(small, atUs);
}

void Eyes::note(const Check& check, const Check::Signs& signs, std::int64_t atUs,
                const FramePlace& place, const Picture* picture, const Sight* sight,
                const Tell& tell) {
    for (const Sign& sign : signs) {
        const Lasting lasting = check.lasting(sign.kind);
        const std::string by = check.name() + " " + check.version();
        if (sign.kind == "codeRead") {  // a fact of one moment
            Told told;
            told.observation.kind = sign.kind;
            told.observation.fromUs = atUs;
            told.observation.place = place;
            told.observation.confidenceMilli = sign.confidenceMilli;
            told.observation.detail = sign.detail;
            told.observation.detector = by;
            tell(told);
            continue;
        }
        book_.add(sign, atUs, place, lasting, by, [&](const Observation& seen, bool begins) {
            Told told{seen, begins, {}};
            if (begins && lasting.picture && picture != nullptr)
                told.thumbnail = thumbnailOf(*picture, sight->persons, sight->faint);
            tell(told);
        });
    }
}

void Eyes::hear(const SoundLook& sound, const Tell& tell) {
    for (const auto& check : checks_) {
        Check::Signs signs;
        check->hear(sound, signs);
        note(*check, signs, sound.atUs, sound.place, nullptr, nullptr, tell);
    }
}

void Eyes::wait(std::int64_t nowUs, std::int64_t lastUs, const Tell& tell) {
    for (const auto& check : checks_) {
        Check::Signs signs;
        check->wait(nowUs, lastUs, signs);
        // It began when the last picture had been seen.
        const std::int64_t atUs = book_.isOpen("no_pictures") ? nowUs : lastUs;
        note(*check, signs, atUs, {}, nullptr, nullptr, tell);
    }
}

void Eyes::close(const Tell& tell) {
    book_.close([&](const Observation& seen, bool begins) { tell({seen, begins, {}}); });
}

Json Eyes::memory() const {
    Json out = Json::object();
    for (const auto& check : checks_)
        if (Json own = check->memory(); !own.is_null())
            out[check->name() + " " + check->version()] = std::move(own);
    return out;
}

void Eyes::recall(const Json& memory) {
    for (const auto& check : checks_)
        if (const auto own = memory.find(check->name() + " " + check->version());
            own != memory.end())
            check->recall(*own);
}

std::vector<Zone> Eyes::closeUps(std::int64_t atUs) const {
    std::vector<Zone> out;
    for (const auto& check : checks_)
        for (Zone& zone : check->closeUps(atUs)) out.push_back(std::move(zone));
    return out;
}

int Eyes::hidden() const {
    for (const auto& check : checks_)
        if (const auto* position = dynamic_cast<const PositionCheck*>(check.get()))
            return position->hidden();
    return 0;
}

bool Eyes::hears() const {
    return settings_.watches("sound");
}

}  // namespace mingjing::video::analysis
