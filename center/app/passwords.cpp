// SPDX-License-Identifier: Apache-2.0
// argon2id through libargon2, and the throttle.
#include "center/app/passwords.h"

#include <algorithm>
#include <array>

#include <argon2.h>

#include "center/kernel/crypto.h"

namespace mingjing::app {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Status;

namespace {

constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kMemoryKiB = 64 * 1024;
constexpr std::size_t kMinCharacters = 15;
constexpr std::size_t kMaxBytes = 256;
constexpr int kFreeFailures = 5;
constexpr std::int64_t kFirstDelayUs = 5 * kernel::kSecondUs;
constexpr std::int64_t kMaxDelayUs = 15 * kernel::kMinuteUs;
constexpr std::size_t kMaxCounted = 10'000;

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

/// One character again and again, or the sign-in name and the product's name in a row.
bool isObvious(const std::string& password, const std::string& login) {
    if (std::all_of(password.begin(), password.end(), [&](char c) { return c == password[0]; }))
        return true;
    std::string rest = password;
    for (const std::string& word : {login, std::string("mingjing"), std::string("password"),
                                    std::string("123456789"), std::string("qwertyuiop")})
        for (std::size_t at; !word.empty() && (at = rest.find(word)) != std::string::npos;)
            rest.erase(at, word.size());
    return rest.size() < 4;
}

}  // namespace

std::string hashPassword(const std::string& password) {
    const std::string salt = kernel::randomBytes(16);
    std::array<char, 160> encoded{};
    const int result =
        argon2id_hash_encoded(kPasses, kMemoryKiB, 1, password.data(), password.size(), salt.data(),
                              salt.size(), 32, encoded.data(), encoded.size());
    CHECK(result == ARGON2_OK, argon2_error_message(result));
    return encoded.data();
}

bool passwordMatches(const std::string& hash, const std::string& password) {
    return !hash.empty() &&
           argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

Status checkPassword(const std::string& password, const std::string& login) {
    if (password.size() > kMaxBytes)
        return Error::invalid("password", "password.too_long", {{"max", kMaxBytes}});
    if (characters(password) < kMinCharacters)
        return Error::invalid("password", "password.too_short", {{"min", kMinCharacters}});
    if (isObvious(password, login)) return Error::invalid("password", "password.obvious");
    return {};
}

Status SignInThrottle::mayTry(const std::string& login, const std::string& peer) {
    auto counts = counts_.lock();
    const std::int64_t nowUs = clock_.mono().us;
    for (const std::string& key : {login + "\n" + peer, "\n" + peer}) {
        const auto it = counts->find(key);
        if (it == counts->end() || it->second.untilUs <= nowUs) continue;
        Error error = Error::of(ErrorKind::Exhausted, "sign_in.throttled");
        error.params["retryAfterS"] = (it->second.untilUs - nowUs) / kernel::kSecondUs + 1;
        return error;
    }
    return {};
}

void SignInThrottle::failed(const std::string& login, const std::string& peer) {
    auto counts = counts_.lock();
    if (counts->size() > kMaxCounted) counts->clear();
    const std::int64_t nowUs = clock_.mono().us;
    // A desk is shared by many, so an address alone gets four times the patience.
    for (const auto& [key, free] : {std::pair{login + "\n" + peer, kFreeFailures},
                                    std::pair{"\n" + peer, 4 * kFreeFailures}}) {
        Count& count = (*counts)[key];
        if (++count.failures < free) continue;
        const int doublings = std::min(count.failures - free, 10);
        count.untilUs = nowUs + std::min(kMaxDelayUs, kFirstDelayUs << doublings);
    }
}

void SignInThrottle::succeeded(const std::string& login, const std::string& peer) {
    counts_.lock()->erase(login + "\n" + peer);
}

}  // namespace mingjing::app
