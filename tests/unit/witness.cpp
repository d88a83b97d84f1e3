// SPDX-License-Identifier: Apache-2.0
// A witness before a centre that tells the truth, forks, rolls back, falls silent or talks
// nonsense.
#include <filesystem>
#include <map>

#include <boost/test/unit_test.hpp>

#include "center/kernel/clock.h"
#include "center/kernel/files.h"
#include "center/kernel/merkle.h"
#include "center/witness/watch.h"

namespace mingjing::tests {

using namespace kernel;
using witness::Answer;
using witness::Outcome;
using witness::StateFolder;
using witness::Verdict;

namespace {

constexpr std::int64_t kBegin = 1'764'400'000'000'000;

std::string numberAfter(const std::string& path, const std::string& name) {
    const auto at = path.find(name + "=");
    return at == std::string::npos ? "0" : path.substr(at + name.size() + 1);
}

/// A centre's history as it would tell it; copied, it can go on in two ways.
struct History {
    SigningKey key = *SigningKey::fromSeed(std::string(32, 'c'));
    MerkleEdge edge;
    std::map<Subtree, Hash> subtrees;
    std::vector<SignedHead> heads;
    std::int64_t nowUs = kBegin;
    int takes = 201;  ///< answered to countersignatures
    std::vector<std::string> taken;

    void grow(const std::vector<std::string>& leaves, std::int64_t afterUs = kMinuteUs) {
        for (const std::string& leaf : leaves)
            for (const auto& [subtree, hash] : edge.append(leafHash(leaf)))
                subtrees[subtree] = hash;
        nowUs += afterUs;
        LogHead head;
        head.counter = static_cast<std::int64_t>(heads.size()) + 1;
        head.size = edge.size();
        head.root = edge.root();
        head.signedAtUs = nowUs;
        head.nonce = std::string(16, 'n');
        if (!heads.empty()) head.previous = heads.back().hash;
        heads.push_back(signHead(key, head));
    }
    [[nodiscard]] static Json json(const SignedHead& head) {
        return {{"head", head.bytes}, {"signature", base64Url(head.signature)}};
    }
    [[nodiscard]] Json page(std::size_t from) const {
        Json items = Json::array();
        for (std::size_t i = from - 1; i < heads.size() && items.size() < 200; ++i)
            items.push_back(json(heads[i]));
        return {{"items", items}};
    }
    [[nodiscard]] Json proof(const std::string& path) const {
        const auto hashes = *consistencyProof(
            std::stoll(numberAfter(path, "from")), std::stoll(numberAfter(path, "to")),
            [this](const Subtree& subtree) { return Result<Hash>(subtrees.at(subtree)); });
        Json list = Json::array();
        for (const Hash& hash : hashes) list.push_back(hexOf(hash));
        return {{"proof", list}};
    }
    Result<Answer> answer(const std::string& method, const std::string& path,
                          const std::string& body) {
        if (method == "POST") {
            taken.push_back(body);
            return Answer{takes, "{}"};
        }
        if (heads.empty()) return Answer{404, R"({"code":"log.no_head"})"};
        if (path.ends_with("/newest")) return Answer{200, json(heads.back()).dump()};
        if (path.find("/heads?") != std::string::npos)
            return Answer{200, page(std::stoull(numberAfter(path, "from"))).dump()};
        return Answer{200, proof(path).dump()};
    }
    [[nodiscard]] witness::Ask ask() {
        return [this](const std::string& method, const std::string& path, const std::string& body) {
            return answer(method, path, body);
        };
    }
};

/// A folder that goes with the test.
struct Folder {
    std::string path;
    Folder() {
        std::string name = std::filesystem::temp_directory_path() / "witness.XXXXXX";
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

/// Each look with the folder opened anew, as cron does.
Outcome lookAt(const Folder& folder, History& history, std::int64_t lateUs = 5 * kMinuteUs) {
    auto state = *StateFolder::open(folder.path);
    return witness::watchOnce(state, history.ask(), {lateUs, history.nowUs + kSecondUs});
}

std::int64_t keptCounter(const Folder& folder) {
    return (*StateFolder::open(folder.path)->head())->head.counter;
}

void checkRefused(const Folder& folder, History& history, const char* code) {
    const std::int64_t before = keptCounter(folder);
    const Outcome seen = lookAt(folder, history);
    BOOST_TEST((seen.verdict == Verdict::Refused));
    BOOST_TEST(seen.code == code);
    BOOST_TEST(keptCounter(folder) == before);
    // It stands, whatever the centre says afterwards.
    const Outcome again = lookAt(folder, history);
    BOOST_TEST((again.verdict == Verdict::Refused));
    BOOST_TEST(again.code == "witness.refusal_stands");
}

/// A witness that has seen three heads over five leaves.
struct Watched {
    Folder folder;
    History history;
    Watched() {
        history.grow({"a", "b"});
        history.grow({"c"});
        history.grow({"d", "e"});
        BOOST_REQUIRE((lookAt(folder, history).verdict == Verdict::Seen));
    }
    /// The same centre as it was after the head `counter`, and what another could make of it.
    [[nodiscard]] History backAt(std::size_t counter) const {
        History other;
        const std::vector<std::vector<std::string>> grown{{"a", "b"}, {"c"}, {"d", "e"}};
        for (std::size_t i = 0; i < counter; ++i) other.grow(grown[i]);
        return other;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(witnesses)

BOOST_AUTO_TEST_CASE(a_history_that_goes_on_is_kept_and_countersigned) {
    Watched w;
    BOOST_TEST(keptCounter(w.folder) == 3);
    for (int i = 0; i < 450; ++i)
        w.history.grow(i % 3 == 0 ? std::vector<std::string>{"x"} : std::vector<std::string>{});
    const Outcome seen = lookAt(w.folder, w.history);
    BOOST_TEST(seen.code == "");
    BOOST_TEST((seen.verdict == Verdict::Seen));
    BOOST_TEST(keptCounter(w.folder) == 453);
    BOOST_TEST((lookAt(w.folder, w.history).verdict == Verdict::Seen), "nothing new");
    const Json body = *parseJson(w.history.taken.back());
    const Countersignature sent{*hashOfHex(body["hash"].get<std::string>()), body["counter"],
                                body["seenAtUs"],
                                *bytesOfBase64Url(body["publicKey"].get<std::string>()),
                                *bytesOfBase64Url(body["signature"].get<std::string>())};
    BOOST_TEST((sent.head == w.history.heads.back().hash));
    BOOST_TEST(verifyCountersignature(sent));
    BOOST_TEST(sent.publicKey == StateFolder::open(w.folder.path)->key().publicKey());
}

BOOST_AUTO_TEST_CASE(two_heads_of_one_number_are_a_fork_and_both_are_kept) {
    Watched w;
    History other = w.backAt(2);
    other.grow({"forged"});
    checkRefused(w.folder, other, "log.forked");
    const auto evidence = **StateFolder::open(w.folder.path)->standingRefusal();
    for (const auto& [file, head] : {std::pair{"/kept.json", w.history.heads[2]},
                                     std::pair{"/offered.json", other.heads[2]}}) {
        const Json json = *parseJson(*readFile(evidence + file));
        const auto read = readHead(json["head"].get<std::string>(),
                                   *bytesOfBase64Url(json["signature"].get<std::string>()));
        BOOST_REQUIRE(read.ok());
        BOOST_TEST((read->hash == head.hash));
    }
    BOOST_TEST((*parseJson(*readFile(evidence + "/reason.json")))["code"] == "log.forked");
}

BOOST_AUTO_TEST_CASE(a_fork_that_has_grown_longer_is_a_fork) {
    Watched w;
    History other = w.backAt(2);
    for (int i = 0; i < 5; ++i) other.grow({"forged"});
    checkRefused(w.folder, other, "log.forked");
}

BOOST_AUTO_TEST_CASE(a_roll_back_is_refused) {
    Watched w;
    History other = w.backAt(2);
    checkRefused(w.folder, other, "log.rolled_back");
}

BOOST_AUTO_TEST_CASE(a_log_that_is_gone_altogether_is_refused) {
    Watched w;
    History other;
    checkRefused(w.folder, other, "log.rolled_back");
}

/// The chain of heads goes on, but over other leaves.
BOOST_AUTO_TEST_CASE(a_tree_that_does_not_contain_the_old_one_is_refused) {
    Watched w;
    History other;
    other.grow({"A", "b"});
    other.grow({"c"});
    other.grow({"d", "e"});
    other.heads = w.history.heads;
    other.grow({"f"});
    checkRefused(w.folder, other, "log.not_consistent");
}

BOOST_AUTO_TEST_CASE(heads_that_do_not_follow_each_other_are_refused) {
    Watched w;
    History other = w.history;
    other.grow({"f"});
    other.heads.back() = [&] {
        LogHead head = other.heads.back().head;
        head.previous[0] ^= 1;
        return signHead(other.key, head);
    }();
    checkRefused(w.folder, other, "log.head_previous");
}

BOOST_AUTO_TEST_CASE(another_key_is_refused) {
    Watched w;
    History other;
    other.key = *SigningKey::fromSeed(std::string(32, 'o'));
    for (int i = 0; i < 4; ++i) other.grow({"a"});
    checkRefused(w.folder, other, "log.other_key");
}

BOOST_AUTO_TEST_CASE(a_person_settles_a_refusal) {
    Watched w;
    History other = w.backAt(2);
    other.grow({"restored from a backup"});
    BOOST_TEST((lookAt(w.folder, other).verdict == Verdict::Refused));
    {
        const auto state = *StateFolder::open(w.folder.path);
        BOOST_REQUIRE(state.settle("王检察官", "核实为恢复备份", true, 7).ok());
        BOOST_TEST(state.settle("王检察官", "再次", true, 8).error().code ==
                   "witness.none_refused");
    }
    other.grow({"and on"});
    BOOST_TEST((lookAt(w.folder, other).verdict == Verdict::Seen));
    BOOST_TEST(keptCounter(w.folder) == 4);
}

BOOST_AUTO_TEST_CASE(settled_without_accepting_the_kept_head_still_counts) {
    Watched w;
    History other = w.backAt(1);
    BOOST_TEST((lookAt(w.folder, other).verdict == Verdict::Refused));
    BOOST_REQUIRE(StateFolder::open(w.folder.path)->settle("王", "已查", false, 7).ok());
    w.history.grow({"f"});
    BOOST_TEST((lookAt(w.folder, w.history).verdict == Verdict::Seen));
}

BOOST_AUTO_TEST_CASE(silence_is_told_while_it_lasts_and_afterwards) {
    Watched w;
    w.history.nowUs += 10 * kMinuteUs;
    const Outcome silent = lookAt(w.folder, w.history);
    BOOST_TEST((silent.verdict == Verdict::Late));
    BOOST_TEST(silent.code == "witness.is_silent");
    w.history.grow({"f"});
    const Outcome after = lookAt(w.folder, w.history);
    BOOST_TEST(after.code == "witness.was_silent");
    BOOST_REQUIRE(after.silences.size() == 1);
    BOOST_TEST(after.silences[0].toUs - after.silences[0].fromUs == 11 * kMinuteUs);
    BOOST_TEST((lookAt(w.folder, w.history).verdict == Verdict::Seen));
    w.history.grow({}, kHourUs);
    w.history.nowUs -= 2 * kHourUs;
    BOOST_TEST(lookAt(w.folder, w.history).code == "witness.clocks_differ");
}

BOOST_AUTO_TEST_CASE(what_is_not_signed_by_the_centre_changes_nothing) {
    Watched w;
    const std::string forged =
        History::json(w.history.heads[0]).dump().replace(12, 1, std::string(1, '9'));
    for (const auto& [status, body] :
         {std::pair{200, std::string("<html>")}, std::pair{200, std::string("{}")},
          std::pair{200, std::string("[]")}, std::pair{200, std::string(R"({"head":1})")},
          std::pair{503, std::string(R"({"code":"db.unreachable"})")}, std::pair{200, forged}}) {
        auto state = *StateFolder::open(w.folder.path);
        const Outcome seen = witness::watchOnce(
            state,
            [&, code = status, text = body](const auto&, const auto&, const auto&) {
                return Result<Answer>(Answer{code, text});
            },
            {kMinuteUs, kBegin});
        BOOST_TEST((seen.verdict == Verdict::Unanswered), body);
        BOOST_TEST(seen.code == "witness.bad_answer");
    }
    BOOST_TEST((lookAt(w.folder, w.history).verdict == Verdict::Seen));
}

BOOST_AUTO_TEST_CASE(a_countersignature_that_is_not_taken_is_told) {
    Watched w;
    w.history.takes = 403;
    BOOST_TEST(lookAt(w.folder, w.history).code == "witness.not_registered");
    w.history.takes = 503;
    const Outcome seen = lookAt(w.folder, w.history);
    BOOST_TEST((seen.verdict == Verdict::NotTaken));
    BOOST_TEST(seen.code == "witness.not_taken");
}

BOOST_AUTO_TEST_CASE(a_damaged_folder_is_no_first_use) {
    Watched w;
    BOOST_REQUIRE(writeFileDurably(w.folder.path + "/head.json", "{}").ok());
    const Outcome seen = lookAt(w.folder, w.history);
    BOOST_TEST((seen.verdict == Verdict::OwnTrouble));
    BOOST_TEST(seen.code == "witness.head_damaged");
    BOOST_REQUIRE(writeFileDurably(w.folder.path + "/witness.key", "short").ok());
    BOOST_TEST(StateFolder::open(w.folder.path).error().code == "witness.key_damaged");
}

BOOST_AUTO_TEST_CASE(one_process_uses_a_folder) {
    const Folder folder;
    const auto first = StateFolder::open(folder.path);
    BOOST_REQUIRE(first.ok());
    BOOST_TEST(StateFolder::open(folder.path).error().code == "witness.busy");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
