// SPDX-License-Identifier: Apache-2.0
// A bare loop of prepared statements that writes all the rows a command writes, and nothing else:
// what the database alone can do, to hold the control server's own rate against.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "center/kernel/clock.h"
#include "center/kernel/crypto.h"
#include "center/kernel/files.h"
#include "center/kernel/hash_chain.h"
#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "db/mysql/transaction.h"

namespace mingjing::tests {

namespace {

using db::mysql::CommitOutcome;
using db::mysql::Params;
using db::mysql::Query;
using db::mysql::Session;
using db::mysql::Transaction;
using kernel::Uuid;

struct Options {
    db::mysql::ConnectionOptions connection;
    int clients = 8;
    int seconds = 10;
    std::size_t bodyBytes = 300;
    std::size_t documentBytes = 400;
    std::set<std::string> steps;  ///< names in kSteps
};

/// One client: its own session, its own stay, its own chain. Confined to its thread.
struct Client {
    std::unique_ptr<Session> session;
    std::string stay, number, actor, body, sealed, hash;
    std::int64_t seq = 0;
    std::vector<std::int64_t> commitUs;
    std::int64_t failures = 0;

    static std::string freshId() { return Uuid::make(kernel::SystemClock().wall().us).bytes(); }
};

constexpr std::int64_t kThenUs = 1'700'000'000'000'000;

/// A statement of the loop and what it binds. Order is the order of a command.
struct Step {
    const char* name;
    bool usual;  ///< part of every command
    Query query;
    Params (*params)(const Client&);
};

const Step kSteps[] = {
    {"timeline",
     true,
     {"bare_timeline",
      "INSERT INTO timeline (stream_kind, stream_id, seq, type, schema_version, happened_us, "
      "entered_us, actor_id, command_id, body, previous_hash, hash) "
      "VALUES ('stay', ?, ?, 'CareGiven', 1, ?, ?, ?, ?, ?, ?, ?)"},
     [](const Client& c) -> Params {
         return {c.stay, c.seq,  kThenUs, kThenUs, c.actor, Client::freshId(),
                 c.body, c.hash, c.hash};
     }},
    {"streams",
     true,
     {"bare_streams",
      "UPDATE streams SET seq = ?, hash = ? WHERE kind = 'stay' AND id = ? AND seq = ?"},
     [](const Client& c) -> Params {
         return {c.seq, c.hash, c.stay, c.seq - 1};
     }},
    {"documents",
     true,
     {"bare_documents",
      "INSERT INTO documents (id, version, kind, key_id, salt, ciphertext, created_us) "
      "VALUES (?, 1, 'note', ?, ?, ?, ?)"},
     [](const Client& c) -> Params {
         return {Client::freshId(), c.stay, c.hash, c.sealed, kThenUs};
     }},
    {"stays",
     true,
     {"bare_stays", "UPDATE stays SET seq = ?, state = 'waiting', arrived_us = ? WHERE id = ?"},
     [](const Client& c) -> Params {
         return {c.seq, kThenUs, c.stay};
     }},
    {"outbox",
     true,
     {"bare_outbox", "INSERT INTO outbox (stream_kind, stream_id, seq) VALUES ('stay', ?, ?)"},
     [](const Client& c) -> Params {
         return {c.stay, c.seq};
     }},
    {"commands",
     true,
     {"bare_commands",
      "INSERT INTO commands (actor_id, idempotency_key, command_id, body_hash, answer, entered_us) "
      "VALUES (?, ?, ?, ?, ?, ?)"},
     [](const Client& c) -> Params {
         return {c.actor, Client::freshId(), Client::freshId(), c.hash, c.body, kThenUs};
     }},
    {"audit",
     false,
     {"bare_audit",
      "INSERT INTO audit (at_us, actor_id, action, object_kind, object_id, reason, details, "
      "allowed, peer) VALUES (?, ?, 'stay.care', 'stay', ?, '', '', 1, '127.0.0.1')"},
     [](const Client& c) -> Params {
         return {kThenUs, c.actor, c.stay};
     }},
};

const Query kMakeStream{"bare_make_stream",
                        "INSERT INTO streams (kind, id, seq, hash) VALUES ('stay', ?, 0, ?)"};
const Query kMakeStay{"bare_make_stay",
                      "INSERT INTO stays (id, number, seq, state, case_id, unit_id, room_id, "
                      "arrived_us, departed_us) VALUES (?, ?, 0, 'arrived', ?, ?, NULL, ?, NULL)"};
const Query kCounters{"bare_counters",
                      "SHOW GLOBAL STATUS WHERE variable_name IN ('Handler_write', "
                      "'Handler_update', 'Handler_delete', 'Handler_read_key', 'Handler_commit', "
                      "'Innodb_data_fsyncs')"};

[[noreturn]] void fail(const std::string& why) {
    std::cerr << "bench_bare_loop: " << why << "\n";
    std::exit(1);
}

template <typename T>
T must(kernel::Result<T> result) {
    if (!result.ok()) fail(result.error().code + " " + result.error().internal);
    return std::move(result).value();
}

std::map<std::string, std::int64_t> counters(Session& session) {
    std::map<std::string, std::int64_t> all;
    for (const auto& row : must(session.query(kCounters, {})))
        all[row.bytes(0)] = std::strtoll(row.bytes(1).c_str(), nullptr, 10);
    return all;
}

/// A client with its rows in place, connected and ready.
Client makeClient(const Options& options) {
    Client client;
    client.session = must(Session::open(options.connection));
    client.stay = Client::freshId();
    client.actor = Client::freshId();
    client.number = "b" + kernel::hexOf(kernel::randomBytes(7));
    client.body.assign(options.bodyBytes, 'x');
    client.sealed = kernel::randomBytes(options.documentBytes);
    client.hash = kernel::randomBytes(32);
    must(client.session->execute(kMakeStream, {client.stay, client.hash}));
    must(client.session->execute(kMakeStay,
                                 {client.stay, client.number, client.stay, client.stay, kThenUs}));
    return client;
}

bool writeOnce(const Options& options, Client& client) {
    auto transaction = Transaction::begin(*client.session);
    if (!transaction.ok()) return false;
    ++client.seq;
    for (const Step& step : kSteps) {
        if (!options.steps.contains(step.name)) continue;
        if (!transaction->execute(step.query, step.params(client)).ok()) return false;
    }
    return transaction->commit() == CommitOutcome::Committed;
}

void loop(const Options& options, Client& client, const std::atomic<bool>& stop) {
    while (!stop) {
        const auto begun = std::chrono::steady_clock::now();
        if (!writeOnce(options, client)) {
            ++client.failures;
            return;
        }
        const auto took = std::chrono::steady_clock::now() - begun;
        client.commitUs.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    }
}

std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t share) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, sorted.size() * share / 100)];
}

double perCommit(std::int64_t counted, std::size_t commits) {
    return commits == 0 ? 0.0 : static_cast<double>(counted) / static_cast<double>(commits);
}

kernel::Json run(const Options& options) {
    std::vector<Client> clients;
    for (int i = 0; i < options.clients; ++i) {
        clients.push_back(makeClient(options));
        // The first round prepares the statements and is not measured.
        if (!writeOnce(options, clients.back())) fail("the first round failed");
    }
    const auto observer = must(Session::open(options.connection));
    const auto before = counters(*observer);
    std::atomic<bool> stop{false};
    const auto begun = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (Client& client : clients) threads.emplace_back([&] { loop(options, client, stop); });
    std::this_thread::sleep_for(std::chrono::seconds(options.seconds));
    stop = true;
    for (std::thread& thread : threads) thread.join();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const auto after = counters(*observer);

    std::vector<std::int64_t> all;
    std::int64_t failures = 0;
    for (const Client& client : clients) {
        all.insert(all.end(), client.commitUs.begin(), client.commitUs.end());
        failures += client.failures;
    }
    std::sort(all.begin(), all.end());
    kernel::Json answer = {{"clients", options.clients},
                           {"commits", all.size()},
                           {"commitsPerSecond", static_cast<double>(all.size()) / seconds},
                           {"failures", failures},
                           {"p50Us", percentile(all, 50)},
                           {"p99Us", percentile(all, 99)},
                           {"seconds", seconds},
                           {"steps", options.steps}};
    for (const auto& [name, value] : after) {
        const std::int64_t counted = value - before.at(name);
        answer["counters"][name] = counted;
        answer["perCommit"][name] = perCommit(counted, all.size());
    }
    return answer;
}

std::set<std::string> stepsOf(std::string_view list) {
    std::set<std::string> steps;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        steps.emplace(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    for (const std::string& name : steps)
        if (std::none_of(std::begin(kSteps), std::end(kSteps),
                         [&](const Step& step) { return name == step.name; }))
            fail("unknown step " + name);
    return steps;
}

constexpr const char* kUsage =
    "usage: bench_bare_loop --socket PATH --schema NAME --user NAME --password-file FILE\n"
    "         [--clients 8] [--seconds 10] [--body 300] [--document 400]\n"
    "         [--steps timeline,streams,documents,stays,outbox,commands,audit]\n"
    "Writes into a migrated schema and prints one line of JSON. Leaves its rows behind.";

int numberOf(const std::string& text) {
    const long number = std::strtol(text.c_str(), nullptr, 10);
    if (number < 1 || number > 1'000'000) fail("not a useful number: " + text);
    return static_cast<int>(number);
}

Options optionsOf(int argc, char** argv) {
    Options options;
    for (const Step& step : kSteps)
        if (step.usual) options.steps.insert(step.name);
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        const std::string value = argv[i + 1];
        if (name == "--socket")
            options.connection.socket = value;
        else if (name == "--schema")
            options.connection.schema = value;
        else if (name == "--user")
            options.connection.user = value;
        else if (name == "--password-file")
            options.connection.password = must(kernel::readFile(value));
        else if (name == "--clients")
            options.clients = numberOf(value);
        else if (name == "--seconds")
            options.seconds = numberOf(value);
        else if (name == "--body")
            options.bodyBytes = static_cast<std::size_t>(numberOf(value));
        else if (name == "--document")
            options.documentBytes = static_cast<std::size_t>(numberOf(value));
        else if (name == "--steps")
            options.steps = stepsOf(value);
        else
            fail("unknown option " + name + "\n" + kUsage);
    }
    std::string& password = options.connection.password;
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r'))
        password.pop_back();
    if (argc % 2 == 0 || options.connection.socket.empty() || options.connection.schema.empty())
        fail(kUsage);
    return options;
}

}  // namespace

}  // namespace mingjing::tests

int main(int argc, char** argv) {
    const auto options = mingjing::tests::optionsOf(argc, argv);
    std::cout << mingjing::tests::run(options).dump() << std::endl;
    return 0;
}
