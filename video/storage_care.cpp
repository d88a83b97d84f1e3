// SPDX-License-Identifier: Apache-2.0
// Putting check, second copy and comparison together.
#include "video/storage_care.h"

#include <fmt/format.h>

namespace mingjing::video {

using kernel::Json;

StorageCare::StorageCare(const StorageCareOptions& options, record::Storage& storage,
                         record::FileSystem& files, const kernel::Clock& clock,
                         const OnReport& onReport, std::function<bool()> spaceIsFull,
                         IndexCompare::Delivered delivered)
    : clock_(clock),
      book_(files, options.check.root + "/check/faults.json", storage.id(), onReport),
      compare_(options.index, storage, book_, clock, std::move(delivered),
               [onReport](const record::Report& report) { onReport(report.kind, report.body); }) {
    if (!options.copy.copyRoot.empty())
        keeper_ = std::make_unique<record::CopyKeeper>(options.copy, storage, files, book_, clock);
    if (!options.checking) return;
    check_ = std::make_unique<record::BackgroundCheck>(
        options.check, storage, files, book_, clock,
        [&storage, full = std::move(spaceIsFull)] {
            return full() ? std::string("space") : storage.pressure();
        },
        [this] { return keeper_ && keeper_->there(); });
}

void StorageCare::start() {
    if (keeper_) keeper_->start();
    if (check_) check_->start();
    compare_.start();
}

void StorageCare::stop() {
    compare_.stop();
    if (check_) check_->stop();
    if (keeper_) keeper_->stop();
}

Json StorageCare::checkJson() const {
    const auto compared = compare_.facts();
    Json out = {{"comparedDays", compared.days},
                {"comparedRoundUs", compared.lastRoundUs},
                {"comparing", compared.trouble},
                {"on", check_ != nullptr}};
    if (!check_) return out;
    const auto facts = check_->facts();
    out["bytes"] = facts.bytes;
    out["checkedToUs"] = facts.checkedToUs;
    out["fragments"] = facts.fragments;
    out["lastRoundUs"] = facts.lastRoundUs;
    out["roundBeganUs"] = facts.roundBeganUs;
    out["rounds"] = facts.rounds;
    out["segments"] = facts.segments;
    out["waiting"] = facts.waiting;
    return out;
}

Json StorageCare::copyJson() const {
    if (!keeper_) return nullptr;
    const auto facts = keeper_->facts();
    return {
        {"copied", facts.copied},   {"failures", facts.failures},           {"lagUs", facts.lagUs},
        {"lost", facts.lost},       {"sourceDamaged", facts.sourceDamaged}, {"state", facts.state},
        {"waiting", facts.waiting}, {"waitingBytes", facts.waitingBytes}};
}

Json StorageCare::status() const {
    return {{"check", checkJson()}, {"copy", copyJson()}, {"faults", book_.size()}};
}

std::string StorageCare::metrics() const {
    std::string out;
    const auto put = [&out](std::string_view name, const std::string& labels, auto value) {
        out += fmt::format("mingjing_recorder_{}{} {}\n", name, labels, value);
    };
    const auto age = [&](std::int64_t us) {
        return us == 0 ? -1.0 : static_cast<double>(clock_.wall().us - us) / kernel::kSecondUs;
    };
    for (const auto& [what, count] : book_.kinds())
        put("storage_faults", fmt::format("{{what=\"{}\"}}", what), count);
    put("storage_faults_open", "", book_.size());
    if (check_) {
        const auto facts = check_->facts();
        put("check_fragments_total", "", facts.fragments);
        put("check_bytes_total", "", facts.bytes);
        put("check_rounds_total", "", facts.rounds);
        put("check_waiting", "", facts.waiting.empty() ? 0 : 1);
        put("check_last_round_age_seconds", "", age(facts.lastRoundUs));
        put("check_round_age_seconds", "", age(facts.roundBeganUs));
    }
    const auto compared = compare_.facts();
    put("index_compared_days_total", "", compared.days);
    put("index_compared_age_seconds", "", age(compared.lastRoundUs));
    if (!keeper_) return out;
    const auto copy = keeper_->facts();
    put("copy_up", "", copy.state == "ok" ? 1 : 0);
    put("copy_lag_seconds", "", static_cast<double>(copy.lagUs) / kernel::kSecondUs);
    put("copy_segments", "", copy.copied);
    put("copy_waiting_segments", "", copy.waiting);
    put("copy_waiting_bytes", "", copy.waitingBytes);
    put("copy_failures_total", "", copy.failures);
    put("copy_lost_total", "", copy.lost);
    put("copy_source_damaged", "", copy.sourceDamaged);
    return out;
}

}  // namespace mingjing::video
