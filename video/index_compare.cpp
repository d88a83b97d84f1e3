// SPDX-License-Identifier: Apache-2.0
// Asking center about one day of one stream.
#include "video/index_compare.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "center/kernel/log.h"
#include "video/record/recovery.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Uuid;
using record::StorageFault;

namespace {

constexpr int kAskSeconds = 30;
constexpr int kOk = 200;
constexpr std::int64_t kDayUs = 24 * kernel::kHourUs;

std::int64_t dayOf(std::int64_t us) {
    return us - us % kDayUs;
}

/// What both sides hash: one line for each segment, by id.
std::string lineOf(const evidence::SegmentEntry& entry) {
    return fmt::format("{}|{}|{}|{}|{}\n", entry.segment.text(), entry.bytes, entry.fragments,
                       kernel::hexOf(entry.head), entry.removed ? 1 : 0);
}

bool agrees(const evidence::SegmentEntry& entry, const Json& row) {
    return row.at("closed").get<bool>() && row.at("bytes") == entry.bytes &&
           row.at("fragments") == entry.fragments &&
           row.at("chainHead") == kernel::hexOf(entry.head) && row.at("removed") == entry.removed;
}

}  // namespace

IndexCompare::IndexCompare(IndexCompareOptions options, const record::Storage& storage,
                           record::FaultBook& book, const kernel::Clock& clock, Delivered delivered,
                           TellAgain tellAgain)
    : options_(std::move(options)),
      storage_(storage),
      book_(book),
      clock_(clock),
      delivered_(std::move(delivered)),
      tellAgain_(std::move(tellAgain)),
      client_(options_.center, kAskSeconds),
      worker_("compare", 0, clock) {}

void IndexCompare::start() {
    worker_.start([this] { return step(); });
}

void IndexCompare::stop() {
    client_.cancel();
    worker_.stop();
}

/// The next day of a stream, days in order, without a hole between a stream's first and last: a
/// day of which the journal knows nothing may still have rows.
std::optional<IndexCompare::Day> IndexCompare::nextDay() const {
    std::map<record::StreamKey, std::pair<std::int64_t, std::int64_t>> spans;
    storage_.forEach([&](const record::StreamKey& key, const evidence::SegmentEntry& entry) {
        const std::int64_t day = dayOf(entry.startUs);
        auto [known, fresh] = spans.try_emplace(key, day, day);
        known->second.first = std::min(known->second.first, day);
        known->second.second = std::max(known->second.second, day);
    });
    std::optional<Day> best;
    for (const auto& [key, span] : spans) {
        Day day{span.first, key};
        if (last_ && day <= *last_) {
            day.fromUs = std::max(span.first, last_->fromUs);
            if (day <= *last_) day.fromUs += kDayUs;
        }
        if (day.fromUs <= span.second && (!best || day < *best)) best = day;
    }
    return best;
}

Result<Json> IndexCompare::ask(const Day& day, std::int64_t untilUs,
                               const std::vector<evidence::SegmentEntry>& entries) const {
    std::string lines;
    std::uint64_t count = 0;
    for (const auto& entry : entries) {
        if (!entry.closed || entry.endUs >= untilUs) continue;
        lines += lineOf(entry);
        ++count;
    }
    const Json body = {{"camera", day.key.camera.text()},
                       {"count", count},
                       {"digest", kernel::hexOf(kernel::sha256(lines))},
                       {"fromUs", day.fromUs},
                       {"stream", day.key.stream},
                       {"toUs", day.fromUs + kDayUs},
                       {"untilUs", untilUs}};
    MJ_ASSIGN(const auto answer,
              client_.send("POST", "/node/v1/segments", options_.headers, body.dump()));
    if (answer.status != kOk)
        return Error::of(ErrorKind::Unavailable, "net.bad_answer", std::to_string(answer.status));
    return kernel::parseJson(answer.body, std::size_t{16} << 20);
}

std::vector<StorageFault> IndexCompare::compare(const Day& day, std::int64_t untilUs,
                                                const std::vector<evidence::SegmentEntry>& entries,
                                                const Json& rows) const {
    std::map<Uuid, Json> byId;
    for (const Json& row : rows)
        byId[Uuid::parse(row.at("segment").get<std::string>()).value_or(Uuid{})] = row;
    std::vector<StorageFault> out;
    for (const auto& entry : entries) {
        const auto row = byId.extract(entry.segment);
        if (!entry.closed || entry.endUs >= untilUs) continue;
        if (row.empty())
            out.push_back({"row_missing", entry.path, day.key, entry.segment});
        else if (!agrees(entry, row.mapped()))
            out.push_back({"row_differs", entry.path, day.key, entry.segment});
    }
    for (const auto& [id, row] : byId)
        if (row.at("endUs").get<std::int64_t>() < untilUs && !storage_.find(id))
            out.push_back({"row_unknown", row.at("path").get<std::string>(), day.key, id});
    return out;
}

std::int64_t IndexCompare::step() {
    if (!delivered_()) return options_.stepUs;
    const auto day = secondLook_ ? last_ : nextDay();
    if (!day) {
        if (last_) facts_.lock()->lastRoundUs = clock_.wall().us;
        last_.reset();
        return options_.stepUs;
    }
    const std::int64_t untilUs = clock_.wall().us - options_.settleUs;
    std::vector<evidence::SegmentEntry> entries;
    storage_.forEach([&](const record::StreamKey& key, const evidence::SegmentEntry& entry) {
        if (key == day->key && dayOf(entry.startUs) == day->fromUs) entries.push_back(entry);
    });
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.segment < b.segment; });
    std::vector<StorageFault> faults;
    try {
        const auto answer = ask(*day, untilUs, entries);
        if (!answer.ok()) {
            facts_.lock()->trouble = answer.error().code;
            return options_.stepUs;
        }
        if (!answer->at("same").get<bool>())
            faults = compare(*day, untilUs, entries, answer->at("rows"));
    } catch (const Json::exception& e) {
        kernel::logWarning("center's answer about segments cannot be read: {}", e.what());
        facts_.lock()->trouble = "net.bad_answer";
        return options_.stepUs;
    }
    last_ = day;
    facts_.lock()->trouble.clear();
    // A report may have been on its way while center answered.
    if (!faults.empty() && !std::exchange(secondLook_, true)) return options_.stepUs;
    secondLook_ = false;
    ++facts_.lock()->days;
    book_.settle(fmt::format("rows:{}:{}", day->key.text(), day->fromUs), faults);
    for (const auto& fault : faults)
        if (fault.what == "row_missing") tellAgain(fault);
    return options_.stepUs;
}

void IndexCompare::tellAgain(const StorageFault& fault) {
    const auto found = storage_.find(fault.segment);
    const auto source = storage_.journal();
    if (!found || !source.ok()) return;
    auto closing = evidence::readClosing(*source, found->entry);
    if (!closing.ok()) return;
    const std::int64_t now = clock_.wall().us;
    tellAgain_({"segmentOpened", now, record::openedReport(found->key, found->entry)});
    tellAgain_({"segmentClosed", now, std::move(*closing)});
}

}  // namespace mingjing::video
