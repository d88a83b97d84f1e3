// SPDX-License-Identifier: Apache-2.0
// Data that can be reached only while its lock is held, so nobody can forget the mutex.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace mingjing::kernel {

/// Owns a T and its mutex. `lock()` gives the only way to the T; hold it briefly.
template <typename T>
class Guarded {
public:
    class Access {
    public:
        explicit Access(Guarded& owner) : lock_(owner.mutex_), value_(owner.value_) {}
        T& operator*() { return value_; }
        T* operator->() { return &value_; }
        /// For waiting on a condition variable that belongs to the same data.
        std::unique_lock<std::mutex>& uniqueLock() { return lock_; }

    private:
        std::unique_lock<std::mutex> lock_;
        T& value_;
    };

    template <typename... Args>
    explicit Guarded(Args&&... args) : value_(std::forward<Args>(args)...) {}
    [[nodiscard]] Access lock() { return Access(*this); }

private:
    std::mutex mutex_;
    T value_;
};

}  // namespace mingjing::kernel
