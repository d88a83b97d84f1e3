// SPDX-License-Identifier: Apache-2.0
// Heads and leaves are read in step: each head's root is that of the leaves read so far.
#include "center/ctl_log.h"

#include <cstdio>
#include <deque>
#include <map>
#include <optional>

#include "center/kernel/clock.h"
#include "center/kernel/merkle.h"
#include "center/kernel/record_log.h"

namespace mingjing::center {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr int kContradiction = 20;
constexpr const char* kPage = "&limit=200";

/// What is said of each contradiction, in both languages.
const std::map<std::string, std::string>& contradictions() {
    static const std::map<std::string, std::string> words{
        {"log.head_malformed", "记录链头的内容被改动 / the head's bytes were altered"},
        {"log.head_forged", "记录链头的签名不符 / the head's signature does not fit"},
        {"log.head_key", "记录链头由另一把密钥签名 / the head is signed with another key"},
        {"log.head_counter", "缺少记录链头 / a head is missing before this one"},
        {"log.head_previous", "记录链头与前一个不衔接 / the head does not continue the one before"},
        {"log.head_time", "记录链头的时间倒退 / the head's time goes back"},
        {"log.head_size", "记录链缩短了 / the log became shorter"},
        {"log.root_differs",
         "记录链的条目与签名的根不符 / the leaves are not those that were signed"},
        {"log.leaf_gone", "记录链的条目被删除 / a leaf was removed"},
        {"log.leaf_altered", "记录链的条目被改动 / a leaf was altered"},
        {"log.leaf_unsigned", "条目没有签名的链头 / a leaf without a signed head"},
        {"log.event_gone", "时间线的事件被删除 / an event of the timeline is gone"},
        {"log.event_altered", "时间线的事件被改写 / an event of the timeline was rewritten"},
        {"log.audit_gone", "审计记录被删除 / an audit entry is gone"},
        {"log.audit_altered", "审计记录被改写 / an audit entry was rewritten"},
        {"log.segment_altered",
         "录像分段的索引与记录不符 / the index of a segment is not what was logged"},
        {"log.left_out", "未进入记录链 / not in the log, nor waiting for it"},
        {"log.head_lost",
         "见证机构见过的链头不在记录链中 / a head that a witness saw is not in the log"}};
    return words;
}

Error contradiction(const std::string& code, const std::string& where) {
    return Error::of(ErrorKind::DataLoss, code, where);
}

class LogReading {
public:
    LogReading(const AskCentre& ask, const std::string& publicKey)
        : ask_(ask), publicKey_(publicKey) {}

    Status run() {
        for (bool more = true; more;) {
            MJ_ASSIGN(const Json page, ask_("/local/v1/log/heads?from=" + next() + kPage));
            for (const Json& item : page.at("items")) MJ_TRY(takeHead(item));
            more = !page.at("items").empty();
            if (more) continue;
            MJ_TRY(fetchLeaves());
            if (leaves_.empty()) break;
            // A head may have been signed since; a leaf is never there without one.
            MJ_ASSIGN(const Json newer, ask_("/local/v1/log/heads?from=" + next() + kPage));
            more = !newer.at("items").empty();
            if (!more)
                return contradiction("log.leaf_unsigned", "leaf " + std::to_string(edge_.size()));
        }
        return leftOut();
    }
    [[nodiscard]] const std::optional<kernel::SignedHead>& newest() const { return newest_; }

private:
    [[nodiscard]] std::string next() const {
        return std::to_string(newest_ ? newest_->head.counter + 1 : 1);
    }

    Status fetchLeaves() {
        if (!leaves_.empty()) return {};
        // The first page is asked for without a position: 0 is no number of a query.
        const std::string from =
            edge_.size() == 0 ? "?limit=200" : "?from=" + std::to_string(edge_.size()) + kPage;
        MJ_ASSIGN(const Json page, ask_("/local/v1/log/leaves" + from));
        for (const Json& item : page.at("items")) leaves_.push_back(item);
        return {};
    }

    Status takeLeaf() {
        MJ_TRY(fetchLeaves());
        const std::string place = "leaf " + std::to_string(edge_.size());
        if (leaves_.empty() || leaves_.front().at("position") != edge_.size())
            return contradiction("log.leaf_gone", place);
        const Json item = std::move(leaves_.front());
        leaves_.pop_front();
        const std::string leaf =
            kernel::bytesOfBase64Url(item.at("leaf").get<std::string>()).value_or("");
        if (item.contains("wrong"))
            return contradiction(item.at("wrong").get<std::string>(), place + " " + leaf);
        edge_.append(kernel::leafHash(leaf));
        return {};
    }

    Status takeHead(const Json& item) {
        const std::string place = "head " + std::to_string(item.value("counter", 0LL));
        const auto bytes = kernel::bytesOfBase64Url(item.value("head", ""));
        const auto signature = kernel::bytesOfBase64Url(item.value("signature", ""));
        const auto head = kernel::readHead(bytes.value_or(""), signature.value_or(""));
        if (!head.ok()) return contradiction(head.error().code, place);
        if (head->head.publicKey != publicKey_) return contradiction("log.head_key", place);
        if (!newest_ && head->head.counter != 1) return contradiction("log.head_counter", place);
        if (newest_)
            if (const Status follows = kernel::checkSuccession(*newest_, *head); !follows.ok())
                return contradiction(follows.error().code, place);
        while (edge_.size() < head->head.size) MJ_TRY(takeLeaf());
        if (edge_.root() != head->head.root) return contradiction("log.root_differs", place);
        newest_ = *head;
        return {};
    }

    Status leftOut() {
        MJ_ASSIGN(const Json answer, ask_("/local/v1/log/left-out"));
        for (const Json& counter : answer.at("lostHeads"))
            return contradiction("log.head_lost", "head " + counter.dump());
        for (const Json& item : answer.at("leftOut"))
            return contradiction("log.left_out", item.dump());
        return {};
    }

    const AskCentre& ask_;
    const std::string& publicKey_;
    kernel::MerkleEdge edge_;
    std::deque<Json> leaves_;
    std::optional<kernel::SignedHead> newest_;
};

}  // namespace

int verifyLog(const AskCentre& ask, const std::string& publicKey) {
    LogReading reading(ask, publicKey);
    const Status done = reading.run();
    if (!done.ok()) {
        const auto words = contradictions().find(done.error().code);
        if (words == contradictions().end()) {
            std::fprintf(stderr, "mingjingctl: %s %s\n", done.error().code.c_str(),
                         done.error().internal.c_str());
            return 1;
        }
        std::printf("%s: %s\n%s\n", done.error().code.c_str(), words->second.c_str(),
                    done.error().internal.c_str());
        return kContradiction;
    }
    if (!reading.newest()) {
        std::printf("记录链还没有链头 / the log has no head yet\n");
        return kContradiction;
    }
    const kernel::LogHead& head = reading.newest()->head;
    std::printf("ok: %lld heads, %lld leaves\nhead %s, signed %s (UTC+8)\n",
                static_cast<long long>(head.counter), static_cast<long long>(head.size),
                kernel::hexOf(reading.newest()->hash).c_str(),
                kernel::beijingTime(head.signedAtUs).c_str());
    return 0;
}

}  // namespace mingjing::center
