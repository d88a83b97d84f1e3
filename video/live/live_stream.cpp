// SPDX-License-Identifier: Apache-2.0
// Offering packets, and skipping to the newest key picture.
#include "video/live/live_stream.h"

namespace mingjing::video::live {

namespace {

constexpr std::size_t kMaxQueued = 256;
constexpr std::size_t kMaxQueuedBytes = std::size_t{6} << 20;
/// A group of pictures longer than this is not kept: new viewers wait for the next key picture.
constexpr std::size_t kMaxGroup = 1'500;
constexpr std::size_t kMaxGroupBytes = std::size_t{12} << 20;

}  // namespace

Pulled Viewer::pull(std::chrono::milliseconds timeout) {
    auto state = state_.lock();
    arrived_.wait_for(state.uniqueLock(), timeout, [&] { return !state->queue.empty(); });
    Pulled out;
    out.skipped = std::exchange(state->skippedNow, false);
    if (!state->runs.empty()) out.run = state->runs.front();
    while (!state->queue.empty() && state->runs.front() == out.run) {
        state->bytes -= state->queue.front().data->size();
        out.packets.push_back(std::move(state->queue.front()));
        state->queue.pop_front();
        state->runs.pop_front();
    }
    return out;
}

std::uint64_t Viewer::skipped() const {
    return state_.lock()->skipped;
}

void LiveStream::onRun(const std::shared_ptr<const capture::Run>& run) {
    auto state = state_.lock();
    state->run = run;
    state->group.clear();
    state->groupBytes = 0;
}

void LiveStream::onPacket(const capture::Packet& packet) {
    auto state = state_.lock();
    if (packet.track == 0 && packet.key) {
        state->group.clear();
        state->groupBytes = 0;
    }
    const bool begins = packet.track == 0 && packet.key;
    if (begins || !state->group.empty()) {
        state->group.push_back(packet);
        state->groupBytes += packet.data->size();
    }
    if (state->group.size() > kMaxGroup || state->groupBytes > kMaxGroupBytes) {
        state->group.clear();
        state->groupBytes = 0;
    }
    for (auto it = state->viewers.begin(); it != state->viewers.end();) {
        if (const auto viewer = it->lock()) {
            offer(*viewer, *state, packet);
            ++it;
        } else {
            it = state->viewers.erase(it);
        }
    }
}

void LiveStream::offer(Viewer& viewer, const State& stream, const capture::Packet& packet) {
    auto queue = viewer.state_.lock();
    const bool full =
        queue->queue.size() >= kMaxQueued || queue->bytes + packet.data->size() > kMaxQueuedBytes;
    if (full) {
        queue->skipped += queue->queue.size();
        queue->skippedNow = true;
        queue->queue.clear();
        queue->runs.clear();
        queue->bytes = 0;
        // The group of pictures may itself be longer than a queue: then this viewer waits.
        queue->waitsForKey = true;
        if (!stream.group.empty() && stream.group.size() < kMaxQueued &&
            stream.groupBytes < kMaxQueuedBytes) {
            queue->queue = stream.group;
            queue->runs.assign(stream.group.size(), stream.run);
            queue->bytes = stream.groupBytes;
            queue->waitsForKey = false;
        }
    } else if (queue->waitsForKey && !(packet.track == 0 && packet.key)) {
        ++queue->skipped;
        return;
    } else {
        queue->waitsForKey = false;
        queue->queue.push_back(packet);
        queue->runs.push_back(stream.run);
        queue->bytes += packet.data->size();
    }
    viewer.arrived_.notify_one();
}

void LiveStream::onBreak(capture::Break) {
    auto state = state_.lock();
    state->run.reset();
    state->group.clear();
    state->groupBytes = 0;
}

std::optional<LiveStream::Opened> LiveStream::open() {
    auto state = state_.lock();
    if (!state->run || state->group.empty()) return std::nullopt;
    const auto& first = state->group.front().time;
    Opened out{std::make_shared<Viewer>(), state->run, first.evidenceUs, first.dts};
    {
        auto queue = out.viewer->state_.lock();
        queue->queue = state->group;
        queue->runs.assign(state->group.size(), state->run);
        queue->bytes = state->groupBytes;
    }
    state->viewers.push_back(out.viewer);
    return out;
}

std::size_t LiveStream::viewers() const {
    auto state = state_.lock();
    std::size_t count = 0;
    for (const auto& viewer : state->viewers) count += viewer.expired() ? 0U : 1U;
    return count;
}

}  // namespace mingjing::video::live
