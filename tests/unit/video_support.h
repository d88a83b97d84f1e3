// SPDX-License-Identifier: Apache-2.0
// What video tests share: a synthetic camera, and a file system whose power can be cut.
#pragma once

#include <map>

#include "video/record/storage.h"

namespace mingjing::tests {

/// Parameter sets of a real 320x240 baseline stream, with start codes.
std::string parameterSets();

/// Feeds a sink with pictures (and sound) as a camera would; no network, no clock of its own.
class FakeCamera {
public:
    FakeCamera(video::capture::Sink& sink, kernel::ManualClock& clock, bool sound);
    /// Opens a run at the clock's time.
    void begin(std::uint32_t run);
    /// Sends pictures for so many microseconds, moving the clock along. A key picture each second.
    void send(std::int64_t us);
    /// Sound alone, as of a camera whose pictures stand still.
    void sendSound(std::int64_t us);
    /// How far sound comes before the pictures of its time.
    std::int64_t soundLeadUs = 0;
    void end(video::capture::Break why) { sink_.onBreak(why); }

    static constexpr int kTimescale = 90'000;
    static constexpr std::int64_t kFrame = 3600;

private:
    void picture();
    void tone();
    video::capture::Sink& sink_;
    kernel::ManualClock& clock_;
    bool sound_;
    std::int64_t startUs_ = 0;
    std::int64_t count_ = 0;
    std::int64_t soundCount_ = 0;
    bool hole_ = false;  ///< more than a second is missing in front of the next picture
};

/// Files in memory with the manners of a disk: what was not synced is gone after a power cut, the
/// last write may be torn, names that were not synced are gone too. Every operation is counted;
/// one can be made to fail, and at one the power can be cut. Not thread-safe.
class FaultFileSystem final : public video::record::FileSystem {
public:
    struct Inode {
        std::string data;
        std::string durable;
        bool poisoned = false;  ///< a sync failed: the next one lies, as real kernels do
    };
    using Names = std::map<std::string, std::shared_ptr<Inode>>;

    std::uint64_t operations = 0;
    std::uint64_t cutAt = 0;   ///< from this operation on everything fails; 0: never
    std::uint64_t failAt = 0;  ///< this operation fails once; 0: never
    bool failWithNoSpace = false;
    std::string failBelow;        ///< every change of a path that begins so fails; empty: none
    std::string unreadableBelow;  ///< every read of a path that begins so fails; empty: none

    /// What a machine would find after the power came back. `seed` decides how the last writes
    /// tear.
    [[nodiscard]] std::unique_ptr<FaultFileSystem> afterPowerCut(unsigned seed) const;
    /// What a new process finds when only the old one was killed.
    [[nodiscard]] std::unique_ptr<FaultFileSystem> afterKill() const;
    /// Writes all files below a real folder, for evidence-check.
    void exportTo(const std::string& folder) const;
    [[nodiscard]] std::map<std::string, std::string> contents() const;
    /// Behind everybody's back: a file's content as rot, or a person, leaves it.
    void put(const std::string& path, const std::string& bytes);
    /// The same: everything whose path begins so is gone, or comes back (a disk that is unplugged).
    void unplug(const std::string& prefix);
    void plugIn();

    kernel::Result<std::unique_ptr<video::record::AppendFile>> create(
        const std::string& path) override;
    kernel::Result<std::unique_ptr<video::record::AppendFile>> open(
        const std::string& path) override;
    kernel::Status truncate(const std::string& path, std::uint64_t bytes) override;
    kernel::Status remove(const std::string& path) override;
    kernel::Status rename(const std::string& from, const std::string& to) override;
    kernel::Status makeFolder(const std::string& path) override;
    kernel::Status syncFolder(const std::string& path) override;
    kernel::Result<std::vector<std::string>> list(const std::string& path) override;
    kernel::Result<std::int64_t> size(const std::string& path) override;
    kernel::Result<std::string> read(const std::string& path, std::uint64_t offset,
                                     std::uint64_t bytes) override;
    kernel::Result<std::string> readAll(const std::string& path) override;
    kernel::Result<Space> space(const std::string& path) override;

    /// Counts an operation; false when it has to fail.
    kernel::Status operate(const std::string& path);

private:
    [[nodiscard]] kernel::Status readable(const std::string& path) const;
    Names names_;
    Names durableNames_;
    Names unplugged_;
    Names unpluggedDurable_;
};

/// A fresh folder below the system's temporary one, removed with everything in it.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace mingjing::tests
