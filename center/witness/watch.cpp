// SPDX-License-Identifier: Apache-2.0
// Asking, checking, keeping; what is not signed by the pinned key proves nothing and is not kept.
#include "center/witness/watch.h"

#include "center/kernel/merkle.h"

namespace mingjing::witness {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Hash;
using kernel::Json;
using kernel::Result;
using kernel::SignedHead;
using kernel::Status;

namespace {

constexpr int kPage = 200;

/// What the centre said is not what it said before; `offered` is the signed head that shows it.
struct Contradiction {
    std::string code;
    SignedHead offered;
    std::string answer;
};

/// One look. Errors are what kept it from an end; a contradiction is its result.
class Look {
public:
    Look(StateFolder& state, const Ask& ask, const WatchOptions& options)
        : state_(state), ask_(ask), options_(options) {}

    Result<std::optional<Contradiction>> run() {
        MJ_ASSIGN(kept_, state_.head());
        MJ_ASSIGN(newest_, newestHead());
        MJ_TRY(checkKey());
        if (contradiction_) return contradiction_;
        if (!kept_) return contradiction_;
        if (newest_->head.counter < kept_->head.counter)
            return std::optional(Contradiction{"log.rolled_back", *newest_, answer_});
        MJ_TRY(followChain());
        if (!contradiction_) MJ_TRY(checkTree());
        return contradiction_;
    }
    [[nodiscard]] const SignedHead& newest() const { return *newest_; }
    [[nodiscard]] std::vector<Silence>& silences() { return silences_; }

private:
    Result<Json> get(const std::string& path) {
        MJ_ASSIGN(Answer answer, ask_("GET", path, ""));
        answer_ = std::move(answer.body);
        const auto json = kernel::parseJson(answer_, std::size_t{16} << 20);
        if (!json.ok() || !json->is_object())
            return Error::of(ErrorKind::Unavailable, "witness.bad_answer", path);
        if (answer.status == 200) return *json;
        const auto code = json->find("code");
        if (code != json->end() && *code == "log.no_head")
            return Error::of(ErrorKind::NotFound, "log.no_head", path);
        return Error::of(ErrorKind::Unavailable, "witness.bad_answer",
                         path + ": status " + std::to_string(answer.status));
    }

    static Result<SignedHead> headIn(const Json& json) {
        const auto text = [&json](const char* key) {
            const auto it = json.is_object() ? json.find(key) : json.end();
            return it != json.end() && it->is_string() ? it->get<std::string>() : "";
        };
        auto head = kernel::readHead(text("head"),
                                     kernel::bytesOfBase64Url(text("signature")).value_or(""));
        if (!head.ok())
            return Error::of(ErrorKind::Unavailable, "witness.bad_answer", head.error().code);
        return head;
    }

    Result<std::optional<SignedHead>> newestHead() {
        const auto json = get("/api/v1/log/heads/newest");
        if (!json.ok()) return json.error();
        MJ_ASSIGN(auto head, headIn(*json));
        return std::optional(std::move(head));
    }

    /// At first use the key is taken as it comes; from then on there is one.
    Status checkKey() {
        MJ_ASSIGN(const auto pinned, state_.pinnedKey());
        if (!pinned) return state_.pin(newest_->head.publicKey);
        if (newest_->head.publicKey != *pinned)
            contradiction_ = Contradiction{"log.other_key", *newest_, answer_};
        return {};
    }

    /// Every head from the kept one on, so that none is missing and none was signed twice.
    Status followChain() {
        SignedHead last = *kept_;
        for (std::int64_t from = kept_->head.counter; from <= newest_->head.counter;) {
            MJ_ASSIGN(const Json page, get("/api/v1/log/heads?from=" + std::to_string(from) +
                                           "&limit=" + std::to_string(kPage)));
            const auto items = page.find("items");
            if (items == page.end() || !items->is_array() || items->empty())
                return Error::of(ErrorKind::Unavailable, "witness.bad_answer", "heads are missing");
            for (const Json& item : *items) {
                MJ_ASSIGN(const SignedHead head, headIn(item));
                if (head.head.counter > newest_->head.counter) return {};
                follow(last, head);
                if (contradiction_) return {};
                last = head;
            }
            from = last.head.counter + 1;
        }
        return {};
    }

    void follow(const SignedHead& last, const SignedHead& head) {
        if (head.head.counter == newest_->head.counter && head.hash != newest_->hash)
            contradiction_ = Contradiction{"log.forked", head, answer_};
        if (head.head.counter == kept_->head.counter) {
            if (head.hash != kept_->hash)
                contradiction_ = Contradiction{"log.forked", head, answer_};
            return;
        }
        if (const Status follows = kernel::checkSuccession(last, head); !follows.ok()) {
            contradiction_ = Contradiction{follows.error().code, head, answer_};
            return;
        }
        if (head.head.signedAtUs - last.head.signedAtUs > options_.lateUs)
            silences_.push_back({last.head.signedAtUs, head.head.signedAtUs});
    }

    Status checkTree() {
        const std::int64_t from = kept_->head.size, to = newest_->head.size;
        std::vector<Hash> proof;
        if (from > 0 && from < to) {
            MJ_ASSIGN(const Json json, get("/api/v1/log/consistency?from=" + std::to_string(from) +
                                           "&to=" + std::to_string(to)));
            for (const Json& item : json.value("proof", Json::array())) {
                const auto hash = item.is_string() ? kernel::hashOfHex(item.get<std::string>())
                                                   : std::optional<Hash>();
                if (!hash) return Error::of(ErrorKind::Unavailable, "witness.bad_answer", "proof");
                proof.push_back(*hash);
            }
        }
        if (!kernel::verifyConsistency(from, kept_->head.root, to, newest_->head.root, proof))
            contradiction_ = Contradiction{"log.not_consistent", *newest_, answer_};
        return {};
    }

    StateFolder& state_;
    const Ask& ask_;
    const WatchOptions& options_;
    std::optional<SignedHead> kept_, newest_;
    std::optional<Contradiction> contradiction_;
    std::vector<Silence> silences_;
    std::string answer_;  ///< the centre's newest words
};

Outcome outcome(Verdict verdict, const Error& error) {
    return {verdict, error.code, error.internal, {}, {}};
}

Outcome refused(StateFolder& state, const Contradiction& found, std::int64_t nowUs) {
    const Status kept = state.refuse({found.code, nowUs, found.offered, found.answer});
    if (!kept.ok()) return outcome(Verdict::OwnTrouble, kept.error());
    return {Verdict::Refused, found.code, "", found.offered, {}};
}

/// A log that was there and is not: nothing signed can be shown, so only the answer is kept.
Outcome vanished(StateFolder& state, const Error& error, std::int64_t nowUs) {
    const auto kept = state.head();
    if (!kept.ok() || !*kept) return outcome(Verdict::Unanswered, error);
    const Status noted = state.refuse({"log.rolled_back", nowUs, {}, error.code});
    if (!noted.ok()) return outcome(Verdict::OwnTrouble, noted.error());
    return {Verdict::Refused, "log.rolled_back", "", {}, {}};
}

Status deliver(StateFolder& state, const Ask& ask, const SignedHead& head, std::int64_t nowUs) {
    const auto seen = kernel::countersign(state.key(), head, nowUs);
    const Json body = {{"counter", seen.counter},
                       {"hash", kernel::hexOf(seen.head)},
                       {"publicKey", kernel::base64Url(seen.publicKey)},
                       {"seenAtUs", seen.seenAtUs},
                       {"signature", kernel::base64Url(seen.signature)}};
    MJ_ASSIGN(const Answer answer, ask("POST", "/api/v1/log/countersignatures", body.dump()));
    if (answer.status == 201) return {};
    if (answer.status == 403) return Error::of(ErrorKind::Forbidden, "witness.not_registered");
    return Error::of(ErrorKind::Unavailable, "witness.not_taken",
                     "status " + std::to_string(answer.status));
}

}  // namespace

Outcome watchOnce(StateFolder& state, const Ask& ask, const WatchOptions& options) {
    const auto standing = state.standingRefusal();
    if (!standing.ok()) return outcome(Verdict::OwnTrouble, standing.error());
    if (*standing) return {Verdict::Refused, "witness.refusal_stands", **standing, {}, {}};
    Look look(state, ask, options);
    const auto found = look.run();
    if (!found.ok() && found.error().code == "log.no_head")
        return vanished(state, found.error(), options.nowUs);
    if (!found.ok()) {
        const bool own =
            found.error().kind == ErrorKind::DataLoss || found.error().code.starts_with("file.");
        return outcome(own ? Verdict::OwnTrouble : Verdict::Unanswered, found.error());
    }
    if (*found) return refused(state, **found, options.nowUs);
    if (const Status kept = state.keep(look.newest()); !kept.ok())
        return outcome(Verdict::OwnTrouble, kept.error());
    Outcome seen{Verdict::Seen, "", "", look.newest(), std::move(look.silences())};
    const std::int64_t ageUs = options.nowUs - look.newest().head.signedAtUs;
    if (!seen.silences.empty()) seen.code = "witness.was_silent";
    if (ageUs > options.lateUs) seen.code = "witness.is_silent";
    if (ageUs < -options.lateUs) seen.code = "witness.clocks_differ";
    if (!seen.code.empty()) seen.verdict = Verdict::Late;
    const Status delivered = deliver(state, ask, look.newest(), options.nowUs);
    if (delivered.ok() || seen.verdict == Verdict::Late) return seen;
    seen.verdict = Verdict::NotTaken;
    seen.code = delivered.error().code;
    seen.internal = delivered.error().internal;
    return seen;
}

}  // namespace mingjing::witness
