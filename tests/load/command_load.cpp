// SPDX-License-Identifier: Apache-2.0
// Clients of the control server that cost little of the machine that is measured: each sends one
// command after the other over loopback HTTP, every one with a key of its own.
//
// Standard input: {"address", "headers": {…}, "body", "perStay", "seconds", "stays": [[id, …], …]},
// one list of stays for each client; it goes on to the next stay after `perStay` commands and ends
// with the last. Standard output: {"refused", "tookUs": […]}.
#include <chrono>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "center/kernel/clock.h"
#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "center/net/http_client.h"

namespace mingjing::tests {

namespace {

using kernel::Json;
using Moment = std::chrono::steady_clock::time_point;

struct Load {
    std::string address;
    std::map<std::string, std::string> headers;
    std::string body;
    std::size_t perStay = 1;
    std::chrono::seconds seconds{0};
    std::vector<std::vector<std::string>> stays;
};

Load loadOf(const Json& json) {
    return {json.at("address"),
            json.at("headers"),
            json.at("body"),
            json.at("perStay"),
            std::chrono::seconds(json.at("seconds").get<int>()),
            json.at("stays")};
}

struct Outcome {
    std::vector<std::int64_t> tookUs;
    std::int64_t refused = 0;
};

/// One client, confined to its thread.
Outcome drive(const Load& load, const std::vector<std::string>& stays, Moment until) {
    const net::HttpClient client(load.address, 30);
    auto headers = load.headers;
    Outcome outcome;
    for (std::size_t number = 0; std::chrono::steady_clock::now() < until; ++number) {
        const auto& stay = stays[std::min(number / load.perStay, stays.size() - 1)];
        headers["Idempotency-Key"] = kernel::Uuid::make(kernel::SystemClock().wall().us).text();
        const Moment began = std::chrono::steady_clock::now();
        const auto answer =
            client.send("POST", "/api/v1/stays/" + stay + "/care", headers, load.body);
        const auto took = std::chrono::steady_clock::now() - began;
        if (answer.ok() && answer->status == 201)
            outcome.tookUs.push_back(
                std::chrono::duration_cast<std::chrono::microseconds>(took).count());
        else
            ++outcome.refused;
    }
    return outcome;
}

Json run(const Load& load) {
    const Moment until = std::chrono::steady_clock::now() + load.seconds;
    std::vector<Outcome> outcomes(load.stays.size());
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < load.stays.size(); ++i)
        clients.emplace_back([&, i] { outcomes[i] = drive(load, load.stays[i], until); });
    for (std::thread& client : clients) client.join();
    Json json = {{"refused", 0}, {"tookUs", Json::array()}};
    for (const Outcome& outcome : outcomes) {
        json["refused"] = json["refused"].get<std::int64_t>() + outcome.refused;
        for (const std::int64_t us : outcome.tookUs) json["tookUs"].push_back(us);
    }
    return json;
}

}  // namespace

}  // namespace mingjing::tests

int main() {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const auto load = mingjing::tests::loadOf(mingjing::kernel::Json::parse(text));
    std::cout << mingjing::tests::run(load).dump() << std::endl;
    return 0;
}
