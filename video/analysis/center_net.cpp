// SPDX-License-Identifier: Apache-2.0
// The network in OpenCV's dnn module; the only file that includes OpenCV.
#include "video/analysis/center_net.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include "video/analysis/lighting.h"
#include "video/analysis/picture_check.h"
#include "video/analysis/places.h"

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr int kMultiple = 32;  ///< sides of the input
constexpr int kStride = 4;     ///< input pixels per cell of the outputs
constexpr int kSmallest = 128;
constexpr int kLargest = 640;

int milli(float score) {
    return static_cast<int>(std::lround(score * 1000));
}

/// Outputs of the network for one picture, as (channel, row, column).
class Maps {
public:
    Maps(const cv::Mat& heat, const cv::Mat& boxes) : heat_(heat), boxes_(boxes) {}
    [[nodiscard]] bool sound() const {
        return heat_.dims == 4 && boxes_.dims == 4 && boxes_.size[1] == 4 &&
               heat_.size[2] == boxes_.size[2] && heat_.size[3] == boxes_.size[3] &&
               heat_.type() == CV_32F && boxes_.type() == CV_32F;
    }
    [[nodiscard]] int rows() const { return heat_.size[2]; }
    [[nodiscard]] int columns() const { return heat_.size[3]; }
    /// Channel 0 is the person.
    [[nodiscard]] float score(int row, int column) const { return at(heat_, 0, row, column); }
    [[nodiscard]] float side(int which, int row, int column) const {
        return at(boxes_, which, row, column);
    }
    [[nodiscard]] bool isPeak(int row, int column) const {
        const float own = score(row, column);
        for (int r = std::max(0, row - 1); r <= std::min(rows() - 1, row + 1); ++r)
            for (int c = std::max(0, column - 1); c <= std::min(columns() - 1, column + 1); ++c) {
                // Of equal neighbours the first one is the peak.
                const bool before = r < row || (r == row && c < column);
                if ((r != row || c != column) &&
                    (score(r, c) > own || (before && score(r, c) == own)))
                    return false;
            }
        return true;
    }

private:
    static float at(const cv::Mat& map, int channel, int row, int column) {
        const std::array<int, 4> place{0, channel, row, column};
        return *map.ptr<float>(place.data());
    }
    const cv::Mat& heat_;
    const cv::Mat& boxes_;
};

std::vector<Person> peaksOf(const Maps& maps, int fromMilli) {
    std::vector<Person> out;
    for (int row = 0; row < maps.rows(); ++row)
        for (int column = 0; column < maps.columns(); ++column) {
            const int score = milli(maps.score(row, column));
            if (score < fromMilli || !maps.isPeak(row, column)) continue;
            const auto edge = [&](int which, int sign, int at) {
                const float reach = std::clamp(maps.side(which, row, column), 0.0F, 4096.0F);
                return at * kStride + sign * static_cast<int>(std::lround(reach));
            };
            out.push_back({edge(0, -1, column), edge(1, -1, row), edge(2, 1, column),
                           edge(3, 1, row), score});
        }
    std::sort(out.begin(), out.end(),
              [](const Person& a, const Person& b) { return a.scoreMilli > b.scoreMilli; });
    return out;
}

/// Two peaks on one body: same box, or one within the other.
bool same(const Person& better, const Person& other, const CenterNetRules& rules) {
    const std::int64_t both = sharedBy(better, other);
    const std::int64_t either = areaOf(better) + areaOf(other) - both;
    return both * 1000 > either * rules.overlapMilli ||
           both * 1000 > areaOf(other) * rules.insideMilli;
}

/// Distance of the nearest score from the threshold, as a certainty from 500 to 1000.
int confidenceOf(const std::vector<Person>& candidates, const CenterNetRules& rules) {
    int nearest = rules.clearMilli;
    for (const Person& person : candidates)
        nearest = std::min(nearest, std::abs(person.scoreMilli - rules.scoreMilli));
    return 500 + 500 * nearest / rules.clearMilli;
}

Sight judged(const Maps& maps, const CenterNetRules& rules) {
    std::vector<Person> kept;
    for (const Person& person : peaksOf(maps, rules.faintMilli)) {
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const Person& better) {
            return same(better, person, rules);
        });
        if (!known && kept.size() < rules.maxPersons) kept.push_back(person);
    }
    Sight sight;
    sight.confidenceMilli = confidenceOf(kept, rules);
    const auto faint = std::find_if(
        kept.begin(), kept.end(), [&](const Person& p) { return p.scoreMilli < rules.scoreMilli; });
    sight.faint.assign(faint, kept.end());
    kept.erase(faint, kept.end());
    sight.persons = std::move(kept);
    return sight;
}

}  // namespace

struct CenterNet::Impl {
    cv::dnn::Net net;
    std::vector<cv::String> outputs;  ///< heat, boxes
};

CenterNet::CenterNet(const ModelFile& model, CenterNetRules rules)
    : name_(model.name),
      version_(model.version),
      sha256_(model.sha256),
      rules_(rules),
      impl_(new Impl) {}

CenterNet::~CenterNet() = default;

Result<std::unique_ptr<CenterNet>> CenterNet::create(const ModelFile& model, CenterNetRules rules) {
    // Parallelism is cameras, not layers; the recorder needs the other cores.
    cv::setNumThreads(1);
    std::unique_ptr<CenterNet> made(new CenterNet(model, rules));
    try {
        made->impl_->net = cv::dnn::readNetFromONNX(model.bytes.data(), model.bytes.size());
        made->impl_->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        made->impl_->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        made->impl_->outputs = {model.outputs.at("heat").get<std::string>(),
                                model.outputs.at("boxes").get<std::string>()};
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::Internal, "model.unloadable", model.name + ": " + e.what());
    }
    MJ_TRY(made->selfTest(model));
    return made;
}

Json CenterNet::parameters() const {
    return {{"clearMilli", rules_.clearMilli},     {"lighting", parametersOf(LightingRules{})},
            {"faintMilli", rules_.faintMilli},     {"insideMilli", rules_.insideMilli},
            {"overlapMilli", rules_.overlapMilli}, {"pixels", rules_.pixels},
            {"scoreMilli", rules_.scoreMilli},     {"sha256", sha256_}};
}

Size CenterNet::wants(Size source) const {
    // The multiple of 32 that keeps shape and amount of pixels best.
    Size best{384, 224};
    double least = std::numeric_limits<double>::max();
    const double shape = std::log(static_cast<double>(source.width) / source.height);
    for (int width = kSmallest; width <= kLargest; width += kMultiple)
        for (int height = kSmallest; height <= kLargest; height += kMultiple) {
            const double bent = std::abs(std::log(static_cast<double>(width) / height) - shape);
            const double amount = static_cast<double>(width) * height / rules_.pixels;
            if (amount > 1.05) continue;
            const double cost = bent + 0.5 * std::abs(1 - amount);
            if (cost < least) {
                least = cost;
                best = {width, height};
            }
        }
    return best;
}

Result<Sight> CenterNet::count(const Picture& picture) {
    const auto [width, height] = picture.size;
    if (width % kMultiple != 0 || height % kMultiple != 0 || width < 1 || height < 1 ||
        picture.rgb.size() !=
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)
        return Error::of(ErrorKind::Internal, "detector.failed", "picture size");
    try {
        // OpenCV has no const view; the picture is only read.
        const cv::Mat image(height, width, CV_8UC3, const_cast<std::uint8_t*>(picture.rgb.data()));
        impl_->net.setInput(cv::dnn::blobFromImage(image, 1.0, {}, {}, false, false, CV_32F));
        std::vector<cv::Mat> out;
        impl_->net.forward(out, impl_->outputs);
        const Maps maps(out.at(0), out.at(1));
        if (!maps.sound()) return Error::of(ErrorKind::Internal, "detector.failed", "output shape");
        return judged(maps, rules_);
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::Internal, "detector.failed", e.what());
    }
}

Result<Sight> CenterNet::look(const Picture& picture) {
    if (const auto fault = checkPicture(picture); fault != PictureFault::None)
        return Sight{true, nameOf(fault), {}, 0};
    const auto lighter = lighterCopy(picture);
    return count(lighter ? *lighter : picture);
}

Status CenterNet::selfTest(const ModelFile& model) {
    const auto sight = count(model.testPicture);
    if (!sight.ok())
        return Error::of(ErrorKind::Internal, "model.self_test_failed", sight.error().internal);
    const auto differs = [&](const std::string& what) {
        return Error::of(ErrorKind::Internal, "model.self_test_failed", model.name + ": " + what);
    };
    try {
        const int tolerance = model.selfTest.at("toleranceMilli").get<int>();
        const Json& wanted = model.selfTest.at("persons");
        if (wanted.size() != sight->persons.size())
            return differs(std::to_string(sight->persons.size()) + " persons instead of " +
                           std::to_string(wanted.size()));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Person& person = sight->persons[i];
            const int x = wanted[i].at("x").get<int>();
            const int y = wanted[i].at("y").get<int>();
            if (std::abs(person.scoreMilli - wanted[i].at("scoreMilli").get<int>()) > tolerance ||
                x < person.left || x > person.right || y < person.top || y > person.bottom)
                return differs("person " + std::to_string(i) + " is not where it was");
        }
    } catch (const Json::exception& e) {
        return differs(e.what());
    }
    return {};
}

}  // namespace mingjing::video::analysis
