// SPDX-License-Identifier: Apache-2.0
// Key files.
#include "center/app/secrets.h"

#include "center/kernel/files.h"

namespace mingjing::app {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

constexpr std::size_t kKeyBytes = 32;

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    return text;
}

Result<std::string> openKey(const std::string& path) {
    auto stored = kernel::readFile(path);
    if (!stored.ok() && stored.error().kind == ErrorKind::NotFound) {
        const std::string key = kernel::randomBytes(kKeyBytes);
        MJ_TRY(kernel::writeFileDurably(path, kernel::hexOf(key) + "\n", 0600));
        return key;
    }
    MJ_TRY(stored);
    const auto key = kernel::bytesOfHex(trimmed(*stored));
    if (!key || key->size() != kKeyBytes)
        return Error::of(ErrorKind::DataLoss, "secrets.damaged", path);
    return *key;
}

}  // namespace

Result<Secrets> openSecrets(const std::string& folder) {
    Secrets secrets;
    MJ_ASSIGN(secrets.masterKey, openKey(folder + "/master.key"));
    MJ_ASSIGN(secrets.hmacKey, openKey(folder + "/hmac.key"));
    MJ_ASSIGN(const std::string seed, openKey(folder + "/signing.key"));
    MJ_ASSIGN(secrets.signingKey, kernel::SigningKey::fromSeed(seed));
    MJ_ASSIGN(const std::string opening, openKey(folder + "/opening.key"));
    MJ_ASSIGN(secrets.openingKey, kernel::OpeningKey::fromSeed(opening));
    return secrets;
}

Result<std::string> openNodeKey(const std::string& path) {
    MJ_ASSIGN(const std::string key, openKey(path));
    return kernel::hexOf(key);
}

}  // namespace mingjing::app
