// SPDX-License-Identifier: Apache-2.0
// Makes the packages that center has released, one after the other, and keeps them until center
// lists them no more. A package is a copy: deleting one deletes no evidence.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <thread>

#include "center/net/http_client.h"
#include "video/record/package_maker.h"

namespace mingjing::video {

/// One released export as center desires it.
struct DesiredExport {
    record::PackageWish wish;
    bool made = false;  ///< center knows of the finished package
};
/// Throws Json::exception or fails like Desired::parse.
kernel::Result<DesiredExport> desiredExportOf(const kernel::Json& json);

struct ExportDeskOptions {
    std::string folder;                          ///< of finished packages
    std::string center;                          ///< address of center's node listener
    std::map<std::string, std::string> headers;  ///< who asks
};

/// Owns a thread; thread-safe. The storage must outlive it.
class ExportDesk {
public:
    using OnReport = std::function<void(const std::string& kind, const kernel::Json& body)>;
    ExportDesk(ExportDeskOptions options, const record::Storage& storage,
               const record::NodeKeys& keys, const kernel::Clock& clock, OnReport onReport);
    ~ExportDesk();
    ExportDesk(const ExportDesk&) = delete;
    ExportDesk& operator=(const ExportDesk&) = delete;

    /// What center wants now. Packages of others are removed.
    void configure(std::vector<DesiredExport> wishes);
    /// Ends the thread; a package in the making is thrown away and made anew at the next start.
    void stop();

    /// [{export, doneBytes, totalBytes}] of the one in the making.
    [[nodiscard]] kernel::Json progress() const;
    struct Package {
        std::string path;
        std::uint64_t bytes = 0;
        bool encrypted = false;
    };
    /// Fails with NotFound (`export.not_here`).
    [[nodiscard]] kernel::Result<Package> find(const kernel::Uuid& exportId) const;

private:
    struct State {
        std::vector<DesiredExport> wishes;
        std::map<kernel::Uuid, std::string> failed;  ///< code, told to center once
        kernel::Uuid making{};
        std::uint64_t done = 0, total = 0;
        bool stop = false;
    };
    void runThread();
    [[nodiscard]] std::optional<record::PackageWish> nextWish();
    bool wait(std::int64_t us);
    void make(const record::PackageWish& wish);
    void tell(const record::PackageWish& wish, const record::MadePackage& made);
    kernel::Result<record::MadePackage> writePackage(const record::PackageWish& wish,
                                                     const std::string& path);
    kernel::Result<record::CentrePart> fetch(const record::PackageWish& wish);
    void tidy(const std::vector<DesiredExport>& wishes) const;
    [[nodiscard]] std::string pathOf(const kernel::Uuid& exportId) const;

    ExportDeskOptions options_;
    const record::Storage& storage_;
    const record::NodeKeys& keys_;
    const kernel::Clock& clock_;
    OnReport onReport_;
    net::HttpClient client_;
    record::DiskFileSystem files_;
    mutable kernel::Guarded<State> state_;
    std::condition_variable wake_;
    std::thread thread_;
};

}  // namespace mingjing::video
