// SPDX-License-Identifier: Apache-2.0
// Judges a film with the analyst's own code, as fast as it can: what the benches of the checks run.
// The film is decoded here, in one go; looks, gate, counts, checks and reports are the product's.
//
//   bench_eyes --models DIR JOB.json
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <deque>
#include <map>
#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libswscale/swscale.h>
}

#include "center/kernel/files.h"
#include "video/analysis/coverage.h"
#include "video/analysis/eyes.h"
#include "video/analysis/toolbox.h"

namespace {

using namespace mingjing;
using namespace mingjing::video;
using namespace mingjing::video::analysis;
using kernel::Json;

constexpr std::int64_t kSoundUs = 500'000;
constexpr std::int64_t kWaitUs = 1'000'000;
constexpr std::int64_t kRateUs = 6'000'000;

std::int64_t cpuUs() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
}

[[noreturn]] void die(const std::string& why) {
    std::fprintf(stderr, "bench_eyes: %s\n", why.c_str());
    std::exit(1);
}

void print(const Json& line) {
    std::puts(line.dump().c_str());
}

Json bodyOf(const Told& told) {
    const Observation& o = told.observation;
    if (o.kind == "codeRead")
        return {{"report", "codeRead"}, {"atUs", o.fromUs}, {"code", o.detail.at("code")}};
    return {{"report", "seen"},
            {"id", o.id.text()},
            {"kind", o.kind},
            {"zone", o.zone.isNil() ? Json(nullptr) : Json(o.zone.text())},
            {"fromUs", o.fromUs},
            {"toUs", o.toUs ? Json(*o.toUs) : Json(nullptr)},
            {"value", o.value},
            {"confidenceMilli", o.confidenceMilli},
            {"detector", o.detector},
            {"detail", o.detail},
            {"thumbnail", told.thumbnail.size()}};
}

/// The counterpart of CameraWatch without files: one film, one account.
class Screening {
public:
    Screening(WatchSettings settings, Toolbox& toolbox, std::int64_t lookUs)
        : eyes_(std::move(settings)), toolbox_(toolbox), lookUs_(lookUs) {}

    [[nodiscard]] bool due(std::int64_t atUs) const { return atUs >= nextUs_; }
    [[nodiscard]] std::vector<Zone> closeUps(std::int64_t atUs) const {
        return eyes_.closeUps(atUs);
    }
    [[nodiscard]] bool glances(std::int64_t atUs) const { return eyes_.wantsGlance(atUs); }
    void glance(Picture picture, std::int64_t atUs) { eyes_.glance(picture, atUs); }
    [[nodiscard]] Size wants(Size source) const {
        return toolbox_.persons ? toolbox_.persons->wants(source) : Size{384, 224};
    }

    void look(Picture picture, const std::vector<Picture>& parts, std::int64_t atUs, Size source,
              std::int64_t fpsMilli) {
        Eyes::Moment moment;
        moment.atUs = lastUs_ = atUs;
        moment.source = source;
        moment.fpsMilli = fpsMilli;
        moment.settling = count_.settling();
        const Tools tools = toolbox_.tools();
        const auto sight = eyes_.see(picture, moment, tools);
        nextUs_ = atUs + (count_.settling() ? std::min<std::int64_t>(lookUs_, 400'000) : lookUs_);
        if (!sight.ok()) return;
        FrameCount frame{atUs, std::nullopt, sight->confidenceMilli, {}};
        if (!sight->abstains)
            frame.persons = static_cast<int>(sight->persons.size()) + eyes_.hidden();
        if (const auto lost = count_.silence(atUs)) tell(*lost);
        if (const auto change = count_.add(frame)) tell(*change);
        moment.count = count_.value().value_or(-1);
        eyes_.check(picture, parts, moment, *sight, tools, telling());
        nextUs_ -= eyes_.sooner();
    }
    void hear(SoundLook look) {
        lastUs_ = std::max(lastUs_, look.atUs);
        look.personsPresent = count_.value().value_or(0) > 0;
        eyes_.hear(look, telling());
    }
    void wait(std::int64_t nowUs, std::int64_t lastUs) {
        lastUs_ = nowUs;
        eyes_.wait(nowUs, lastUs, telling());
    }
    void finish() { eyes_.close(telling()); }
    [[nodiscard]] const EyesFacts& facts() const { return eyes_.facts(); }
    [[nodiscard]] bool hears() const { return eyes_.hears(); }

private:
    Eyes::Tell telling() {
        return [this](const Told& told) {
            Json body = bodyOf(told);
            body["toldUs"] = lastUs_;
            print(body);
        };
    }
    void tell(const CountChange& change) const {
        print({{"report", "persons"},
               {"toldUs", lastUs_},
               {"fromUs", change.fromUs},
               {"value", change.value},
               {"confidenceMilli", change.confidenceMilli}});
    }

    Eyes eyes_;
    Toolbox& toolbox_;
    const std::int64_t lookUs_;
    PersonCount count_;
    std::int64_t nextUs_ = 0;
    std::int64_t lastUs_ = 0;
};

/// libav's objects of one film; the process ends with them.
struct Film {
    AVFormatContext* input = nullptr;
    AVCodecContext* pictures = nullptr;
    AVCodecContext* sound = nullptr;
    int pictureStream = -1;
    int soundStream = -1;
    AVFrame* frame = av_frame_alloc();
    AVPacket* packet = av_packet_alloc();
    std::map<std::pair<Size, Size>, SwsContext*> scalers;

    AVCodecContext* open(int stream) const {
        if (stream < 0) return nullptr;
        const auto* parameters = input->streams[stream]->codecpar;
        const AVCodec* codec = avcodec_find_decoder(parameters->codec_id);
        AVCodecContext* context = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(context, parameters);
        context->thread_count = 1;
        if (avcodec_open2(context, codec, nullptr) < 0) die("decoder");
        return context;
    }
    explicit Film(const std::string& path, bool withSound) {
        if (avformat_open_input(&input, path.c_str(), nullptr, nullptr) < 0 ||
            avformat_find_stream_info(input, nullptr) < 0)
            die("cannot open " + path);
        pictureStream = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
        soundStream = av_find_best_stream(input, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
        pictures = open(pictureStream);
        if (withSound) sound = open(soundStream);
        if (pictures == nullptr) die("no pictures in " + path);
    }
    Picture scaled(const AVFrame& from, Size size) {
        auto& scaler = scalers[{{from.width, from.height}, size}];
        scaler = sws_getCachedContext(
            scaler, from.width, from.height, static_cast<AVPixelFormat>(from.format), size.width,
            size.height, AV_PIX_FMT_RGB24, SWS_AREA, nullptr, nullptr, nullptr);
        Picture out{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.width) *
                                                        static_cast<std::size_t>(size.height) * 3 +
                                                    64)};
        std::uint8_t* planes[4] = {out.rgb.data(), nullptr, nullptr, nullptr};
        const int strides[4] = {size.width * 3, 0, 0, 0};
        sws_scale(scaler, from.data, from.linesize, 0, from.height, planes, strides);
        out.rgb.resize(out.rgb.size() - 64);
        return out;
    }
    Picture part(const Zone& zone) {
        const auto [first, last] = zone.box();
        AVFrame* cut = av_frame_clone(frame);
        const auto even = [](int milli, int side) { return milli * side / 1000 / 2 * 2; };
        cut->crop_left = static_cast<std::size_t>(even(first.x, frame->width));
        cut->crop_top = static_cast<std::size_t>(even(first.y, frame->height));
        cut->crop_right = static_cast<std::size_t>(even(1000 - last.x, frame->width));
        cut->crop_bottom = static_cast<std::size_t>(even(1000 - last.y, frame->height));
        Picture out;
        if (av_frame_apply_cropping(cut, AV_FRAME_CROP_UNALIGNED) >= 0 && cut->width > 1)
            out = scaled(*cut, {cut->width, cut->height});
        av_frame_free(&cut);
        return out;
    }
    [[nodiscard]] std::int64_t timeUs(int stream) const {
        const auto* of = input->streams[stream];
        return av_rescale_q(frame->best_effort_timestamp, of->time_base, {1, 1'000'000});
    }
};

class Run {
public:
    Run(const Json& job, Toolbox& toolbox, WatchSettings settings)
        : startUs_(job.value("startUs", std::int64_t{1'795'516'286'000'000})),
          screening_(std::move(settings), toolbox, job.value("lookUs", std::int64_t{1'000'000})),
          film_(job.at("video").get<std::string>(), screening_.hears()) {}

    void play() {
        while (av_read_frame(film_.input, film_.packet) >= 0) {
            if (film_.packet->stream_index == film_.pictureStream) pictures(film_.packet);
            if (film_.sound != nullptr && film_.packet->stream_index == film_.soundStream) sounds();
            av_packet_unref(film_.packet);
        }
        pictures(nullptr);
        screening_.finish();
    }
    [[nodiscard]] Json account(std::int64_t cpu, const std::string& configuration) const {
        const auto& facts = screening_.facts();
        return {{"report", "account"},
                {"looks", facts.looks},
                {"gated", facts.gated},
                {"detected", facts.detected},
                {"seconds", static_cast<double>(lastUs_) / 1e6},
                {"cpuUs", cpu},
                {"decodeUs", decodeUs_},
                {"configuration", configuration}};
    }

private:
    void pictures(AVPacket* packet) {
        std::int64_t begin = cpuUs();
        avcodec_send_packet(film_.pictures, packet);
        while (avcodec_receive_frame(film_.pictures, film_.frame) >= 0) {
            decodeUs_ += cpuUs() - begin;
            show();
            begin = cpuUs();
        }
    }
    void show() {
        const std::int64_t sinceUs = film_.timeUs(film_.pictureStream);
        // What the analyst does while nothing comes.
        for (std::int64_t us = lastUs_ + kWaitUs; us < sinceUs; us += kWaitUs)
            screening_.wait(startUs_ + us, startUs_ + lastUs_);
        lastUs_ = sinceUs;
        times_.push_back(sinceUs);
        const std::int64_t atUs = startUs_ + sinceUs;
        const Size source{film_.frame->width, film_.frame->height};
        if (screening_.due(atUs)) {
            std::vector<Picture> parts;
            for (const Zone& zone : screening_.closeUps(atUs)) parts.push_back(film_.part(zone));
            const std::int64_t fps = rateMilli(sinceUs);
            screening_.look(film_.scaled(*film_.frame, screening_.wants(source)), parts, atUs,
                            source, fps);
        } else if (screening_.glances(atUs)) {
            screening_.glance(film_.scaled(*film_.frame, screening_.wants(source)), atUs);
        }
        silence(sinceUs);
        av_frame_unref(film_.frame);
    }
    /// Pictures a second over the last seconds, as the analyst knows it from fragments.
    std::int64_t rateMilli(std::int64_t sinceUs) {
        while (times_.front() < sinceUs - kRateUs) times_.pop_front();
        const std::int64_t spanUs = std::max(sinceUs - times_.front(), std::int64_t{0});
        return spanUs == 0 ? 0 : (std::ssize(times_) - 1) * 1'000'000'000 / spanUs;
    }
    /// Sound in blocks as fragments have them; where none comes there is none.
    void silence(std::int64_t sinceUs) {
        if (!screening_.hears()) return;
        while (sinceUs - soundUs_ >= 2 * kSoundUs) flush(soundUs_ + kSoundUs);
    }
    void flush(std::int64_t untilUs) {
        SoundLook look;
        look.atUs = startUs_ + soundUs_;
        look.track = film_.soundStream >= 0;
        look.rate = film_.sound != nullptr ? film_.sound->sample_rate : 0;
        std::size_t take = 0;
        while (take < samples_.size() && samples_[take].first < untilUs) ++take;
        for (std::size_t i = 0; i < take; ++i) look.samples.push_back(samples_[i].second);
        samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(take));
        screening_.hear(std::move(look));
        soundUs_ = untilUs;
    }
    void sounds() {
        avcodec_send_packet(film_.sound, film_.packet);
        while (avcodec_receive_frame(film_.sound, film_.frame) >= 0) {
            const std::int64_t from = film_.timeUs(film_.soundStream);
            const auto format = static_cast<AVSampleFormat>(film_.frame->format);
            for (int i = 0; i < film_.frame->nb_samples; ++i) {
                const auto* plane = film_.frame->extended_data[0];
                const double value = format == AV_SAMPLE_FMT_FLTP || format == AV_SAMPLE_FMT_FLT
                                         ? reinterpret_cast<const float*>(plane)[i] * 32767.0
                                         : reinterpret_cast<const std::int16_t*>(plane)[i];
                samples_.emplace_back(
                    from + std::int64_t{i} * 1'000'000 / film_.frame->sample_rate,
                    static_cast<std::int16_t>(std::clamp(value, -32768.0, 32767.0)));
            }
        }
    }

    std::int64_t startUs_;
    Screening screening_;
    Film film_;
    std::int64_t decodeUs_ = 0;
    std::int64_t lastUs_ = 0;
    std::deque<std::int64_t> times_;  ///< of the newest pictures
    std::int64_t soundUs_ = 0;
    std::deque<std::pair<std::int64_t, std::int16_t>> samples_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 || std::strcmp(argv[1], "--models") != 0)
        die("usage: bench_eyes --models DIR JOB.json");
    av_log_set_level(AV_LOG_ERROR);
    const auto text = kernel::readFile(argv[3]);
    if (!text.ok()) die("cannot read the job");
    const auto job = kernel::parseJson(*text);
    if (!job.ok()) die("the job is no JSON");
    auto settings = WatchSettings::of(job->value("camera", Json::object()));
    if (!settings.ok()) die("camera: " + settings.error().internal);
    Toolbox toolbox = Toolbox::load(argv[2]);
    for (const auto& missing : toolbox.missing) std::fprintf(stderr, "%s\n", missing.c_str());
    const std::string configuration = Eyes::configuration(toolbox.tools());
    const std::int64_t begin = cpuUs();
    Run run(*job, toolbox, std::move(*settings));
    run.play();
    print(run.account(cpuUs() - begin, configuration));
    return 0;
}
