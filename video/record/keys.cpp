// SPDX-License-Identifier: Apache-2.0
// Making, reading and certifying keys.
#include "video/record/keys.h"

#include "center/kernel/files.h"
#include "video/evidence/format.h"

namespace mingjing::video::record {

using kernel::SigningKey;

namespace {

kernel::Result<SigningKey> nodeKey(const std::string& path, kernel::SignatureAlgorithm algorithm) {
    auto text = kernel::readFile(path);
    if (!text.ok() && text.error().kind == kernel::ErrorKind::NotFound) {
        auto key = SigningKey::generate(algorithm);
        MJ_TRY(kernel::writeFileDurably(path, kernel::hexOf(key.seed()) + "\n", 0600));
        return key;
    }
    if (!text.ok()) return text.error();
    while (!text->empty() && text->back() == '\n') text->pop_back();
    const auto seed = kernel::bytesOfHex(*text);
    if (!seed) return kernel::Error::of(kernel::ErrorKind::DataLoss, "node.key_damaged", path);
    return SigningKey::fromSeed(*seed, algorithm);
}

}  // namespace

kernel::Result<NodeKeys> openKeys(const std::string& path, const std::string& node,
                                  std::int64_t nowUs, const Algorithms& algorithms) {
    const bool sm2 = algorithms.signature == kernel::SignatureAlgorithm::Sm2;
    MJ_ASSIGN(const SigningKey longLived,
              nodeKey(sm2 ? path + ".sm2" : path, algorithms.signature));
    NodeKeys keys{node,
                  kernel::Uuid::make(nowUs),
                  SigningKey::generate(algorithms.signature),
                  {},
                  algorithms.hash};
    keys.certificate = {{"algorithm", kernel::nameOf(algorithms.signature)},
                        {"boot", keys.boot.text()},
                        {"fromUs", nowUs},
                        {"node", node},
                        {"nodeKey", kernel::base64Url(longLived.publicKey())},
                        {"sessionKey", kernel::base64Url(keys.session.publicKey())}};
    keys.certificate["signature"] =
        kernel::base64Url(longLived.sign(evidence::keyStatement(keys.certificate)));
    return keys;
}

}  // namespace mingjing::video::record
