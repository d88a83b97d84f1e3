// SPDX-License-Identifier: Apache-2.0
// A queue with a limit and a named answer to "what when it is full".
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "center/kernel/check.h"

namespace mingjing::kernel {

enum class Overflow {
    Block,       ///< the producer waits
    DropOldest,  ///< the oldest item goes; counted
    Reject,      ///< the new item is refused
};

/// Many producers, many consumers. After `close()` pushes are refused and pops drain what is left.
template <typename T>
class BoundedQueue {
public:
    BoundedQueue(std::size_t limit, Overflow policy) : limit_(limit), policy_(policy) {
        CHECK(limit > 0, "a queue needs room for one item");
    }

    /// False when the queue is closed, or full under Reject.
    bool push(T item) {
        std::unique_lock lock(mutex_);
        if (policy_ == Overflow::Block)
            notFull_.wait(lock, [this] { return closed_ || items_.size() < limit_; });
        if (closed_) return false;
        if (items_.size() >= limit_) {
            if (policy_ == Overflow::Reject) return false;
            items_.pop_front();
            ++dropped_;
        }
        items_.push_back(std::move(item));
        notEmpty_.notify_one();
        return true;
    }

    /// Waits at most `timeout`; empty on time-out, or when closed and drained.
    std::optional<T> pop(std::chrono::milliseconds timeout) {
        std::unique_lock lock(mutex_);
        notEmpty_.wait_for(lock, timeout, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        T item = std::move(items_.front());
        items_.pop_front();
        notFull_.notify_one();
        return item;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        notEmpty_.notify_all();
        notFull_.notify_all();
    }

    [[nodiscard]] bool closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }
    [[nodiscard]] std::uint64_t dropped() const {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return items_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable notEmpty_;
    std::condition_variable notFull_;
    std::deque<T> items_;
    const std::size_t limit_;
    const Overflow policy_;
    std::uint64_t dropped_ = 0;
    bool closed_ = false;
};

}  // namespace mingjing::kernel
