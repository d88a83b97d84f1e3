// SPDX-License-Identifier: Apache-2.0
// Crop, letterbox, forward, maxima.
#include "video/analysis/pose_net.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "video/analysis/lighting.h"

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

constexpr int kSide = 192;
enum KeyPoint { kNose = 0, kLeftEye = 1, kRightEye = 2, kLeftShoulder = 5, kRightShoulder = 6 };

/// The part in a square of the network's size; what lies beyond the picture is black.
cv::Mat squareOf(const cv::Mat& image, const Person& part) {
    const cv::Rect whole(0, 0, image.cols, image.rows);
    const cv::Rect wanted(part.left, part.top, part.right - part.left, part.bottom - part.top);
    const cv::Rect inside = wanted & whole;
    cv::Mat out = cv::Mat::zeros(kSide, kSide, CV_8UC3);
    if (inside.empty()) return out;
    const double scale = static_cast<double>(kSide) / std::max(wanted.width, wanted.height);
    const auto place = [&](int offset) { return static_cast<int>(std::lround(offset * scale)); };
    cv::Rect target(place(inside.x - wanted.x), place(inside.y - wanted.y),
                    std::max(1, place(inside.width)), std::max(1, place(inside.height)));
    target.x += (kSide - place(wanted.width)) / 2;
    target.y += (kSide - place(wanted.height)) / 2;
    target &= cv::Rect(0, 0, kSide, kSide);
    if (!target.empty())
        cv::resize(image(inside), out(target), target.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

int highestMilli(const cv::Mat& maps, int channel) {
    const std::array<int, 4> place{0, channel, 0, 0};
    const auto* begin = maps.ptr<float>(place.data());
    const auto count = static_cast<std::ptrdiff_t>(maps.size[2]) * maps.size[3];
    return static_cast<int>(std::lround(1000 * *std::max_element(begin, begin + count)));
}

}  // namespace

struct PoseNet::Impl {
    cv::dnn::Net net;
    std::vector<cv::String> outputs;  ///< centre, key points
};

PoseNet::PoseNet(const ModelFile& model) : sha256_(model.sha256), impl_(new Impl) {}
PoseNet::~PoseNet() = default;

Result<std::unique_ptr<PoseNet>> PoseNet::create(const ModelFile& model) {
    cv::setNumThreads(1);
    std::unique_ptr<PoseNet> made(new PoseNet(model));
    try {
        made->impl_->net = cv::dnn::readNetFromONNX(model.bytes.data(), model.bytes.size());
        made->impl_->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        made->impl_->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        made->impl_->outputs = {model.outputs.at("centre").get<std::string>(),
                                model.outputs.at("keyPoints").get<std::string>()};
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::Internal, "model.unloadable", model.name + ": " + e.what());
    }
    MJ_TRY(made->selfTest(model));
    return made;
}

Result<Pose> PoseNet::look(const Picture& picture, const Person& part) {
    const auto [width, height] = picture.size;
    if (width < 1 || height < 1 || part.right <= part.left || part.bottom <= part.top ||
        picture.rgb.size() !=
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)
        return Error::of(ErrorKind::Internal, "detector.failed", "picture size");
    try {
        const auto lighter = lighterCopy(picture);
        const auto& shown = lighter ? *lighter : picture;
        const cv::Mat image(height, width, CV_8UC3, const_cast<std::uint8_t*>(shown.rgb.data()));
        const cv::Mat square = squareOf(image, part);
        impl_->net.setInput(cv::dnn::blobFromImage(square, 1 / 127.5, {}, cv::Scalar::all(127.5),
                                                   false, false, CV_32F));
        std::vector<cv::Mat> out;
        impl_->net.forward(out, impl_->outputs);
        if (out.size() != 2 || out[0].dims != 4 || out[1].dims != 4 || out[1].size[1] != 17)
            return Error::of(ErrorKind::Internal, "detector.failed", "output shape");
        Pose pose;
        pose.centreMilli = highestMilli(out[0], 0);
        pose.noseMilli = highestMilli(out[1], kNose);
        pose.eyesMilli = std::max(highestMilli(out[1], kLeftEye), highestMilli(out[1], kRightEye));
        pose.shouldersMilli =
            std::min(highestMilli(out[1], kLeftShoulder), highestMilli(out[1], kRightShoulder));
        return pose;
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::Internal, "detector.failed", e.what());
    }
}

Status PoseNet::selfTest(const ModelFile& model) {
    const Picture& picture = model.testPicture;
    const auto pose = look(picture, {0, 0, picture.size.width, picture.size.height, 0});
    if (!pose.ok())
        return Error::of(ErrorKind::Internal, "model.self_test_failed", pose.error().internal);
    // A square crop is not the whole picture that the stored answer was made of: it must be seen
    // that somebody is there, and that the network answers at all.
    if (pose->centreMilli < 300)
        return Error::of(ErrorKind::Internal, "model.self_test_failed",
                         model.name + ": " + std::to_string(pose->centreMilli));
    return {};
}

}  // namespace mingjing::video::analysis
