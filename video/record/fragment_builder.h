// SPDX-License-Identifier: Apache-2.0
// Packets of a run in, hashed fragments out: about half a second each, never more than a second.
#pragma once

#include <functional>

#include "center/kernel/crypto.h"
#include "video/capture/run.h"
#include "video/evidence/format.h"
#include "video/ffmpeg/fragment_muxer.h"

namespace mingjing::video::record {

/// A run with what every file of it begins with.
struct RunMedia {
    std::shared_ptr<const capture::Run> run;
    std::string init;
    kernel::Hash initSha256{};
    ffmpeg::Container container = ffmpeg::Container::Mp4;
    std::string recipient;  ///< opening key that its segments are sealed to; empty: not sealed
};

/// Media that is complete and hashed but not yet on disk.
struct Fragment {
    std::shared_ptr<const RunMedia> media;
    std::string bytes;  ///< plain: what is to be sealed is sealed on its way to the file
    kernel::Hash sha256{};
    std::int64_t startUs = 0;
    std::int64_t endUs = 0;
    capture::Arrival arrival;
    std::int64_t cameraPts = 0;
    std::int64_t cameraUs = 0;
    std::int64_t lastKeyUs = 0;  ///< evidence time of its newest key picture; 0: it has none
    bool key = false;            ///< its first picture is a key picture
    bool discontinuous = false;  ///< more than a second is missing in front of it
    std::uint16_t videoSamples = 0;
    std::uint16_t audioSamples = 0;
    std::uint32_t lostPackets = 0;  ///< that the network lost on the way to it
    std::vector<evidence::ClampNote> notes;
};

/// Holds one packet per track back, so that its duration is the distance to the next one and no
/// muxer has to guess. Cuts at key pictures and after half a second of pictures, inside a long
/// group of pictures too. Belongs to the capture thread.
class FragmentBuilder {
public:
    using Out = std::function<void(Fragment)>;
    explicit FragmentBuilder(Out out, kernel::HashAlgorithm hash = kernel::HashAlgorithm::Sha256)
        : out_(std::move(out)), hash_(hash) {}

    /// From the next run on; empty: nothing is sealed.
    void sealTo(std::string recipient) { recipient_ = std::move(recipient); }
    /// Begins a run. Fails when the muxer refuses its tracks; packets are then ignored.
    kernel::Status begin(const std::shared_ptr<const capture::Run>& run);
    void push(const capture::Packet& packet);
    /// Ends the run: what is held goes out with the duration that was usual.
    void finish();

private:
    struct TrackState {
        std::optional<capture::Packet> held;
        std::int64_t usual = 0;  ///< ticks between the last two packets
        int timescale = 90'000;
    };
    void add(const capture::Packet& packet, std::int64_t duration);
    [[nodiscard]] bool cutsBefore(const capture::Packet& packet) const;
    void cut(std::int64_t nextVideoUs);
    void open(const capture::Packet& packet);
    void lost(const kernel::Error& error);

    Out out_;
    kernel::HashAlgorithm hash_;
    std::string recipient_;
    std::shared_ptr<const RunMedia> media_;
    std::unique_ptr<ffmpeg::FragmentMuxer> muxer_;
    std::vector<TrackState> tracks_;
    bool empty_ = true;
    Fragment current_;
    std::int64_t videoEndUs_ = 0;
    std::int64_t firstUs_ = 0;  ///< evidence time of the fragment's first sample of any track
    std::int64_t lastKeyCutUs_ = 0;
};

}  // namespace mingjing::video::record
