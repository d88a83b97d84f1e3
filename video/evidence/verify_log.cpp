// SPDX-License-Identifier: Apache-2.0
// Head by head: signature, path to the root, and what the leaf says of our chain.
#include "video/evidence/verify_log.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/kernel/merkle.h"
#include "center/kernel/record_log.h"

namespace mingjing::video::evidence {

namespace {

/// The head of a proof whose leaf is under it; nothing when anything is wrong.
std::optional<kernel::SignedHead> headOfProof(const Json& proof, const std::string& centreKey) {
    const auto signature =
        kernel::bytesOfBase64Url(proof.at("signature").get<std::string>()).value_or("");
    const auto head = kernel::readHead(proof.at("head").get<std::string>(), signature);
    if (!head.ok() || head->head.publicKey != centreKey) return std::nullopt;
    std::vector<Hash> path;
    for (const Json& step : proof.at("path")) {
        const auto hash = kernel::hashOfHex(step.get<std::string>());
        if (!hash) return std::nullopt;
        path.push_back(*hash);
    }
    const bool under = kernel::verifyInclusion(
        kernel::leafHash(proof.at("leaf").get<std::string>()),
        proof.at("position").get<std::int64_t>(), head->head.size, path, head->head.root);
    return under ? std::optional(*head) : std::nullopt;
}

const FragmentRecord* findRecord(const std::vector<LinkedSegment>& segments, std::uint64_t number) {
    for (const auto& segment : segments) {
        const auto found =
            std::find_if(segment.records.begin(), segment.records.end(),
                         [&](const FragmentRecord& record) { return record.number == number; });
        if (found != segment.records.end()) return &*found;
    }
    return nullptr;
}

void note(Anchors& anchors, std::int64_t headUs) {
    if (anchors.count == 0 || headUs < anchors.firstHeadUs) anchors.firstHeadUs = headUs;
    anchors.lastHeadUs = std::max(anchors.lastHeadUs, headUs);
    ++anchors.count;
}

}  // namespace

CheckedLog checkLog(const Json& log, const std::string& centreKey,
                    const std::vector<PackagedStream>& streams,
                    const std::vector<std::vector<LinkedSegment>>& links) {
    CheckedLog out;
    const auto wrong = [&](std::size_t index) {
        out.good = false;
        out.object = fmt::format("{} proof {}", kLogName, index + 1);
        return out;
    };
    if (log.at("format") != kPackageLogFormat) return wrong(0);
    const Json& proofs = log.at("proofs");
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        const auto head = headOfProof(proofs[i], centreKey);
        const auto leaf = kernel::parseJson(proofs[i].at("leaf").get<std::string>());
        if (!head || !leaf.ok()) return wrong(i);
        ++out.proofs;
        if (leaf->value("kind", "") != "recording") continue;
        for (std::size_t s = 0; s < streams.size(); ++s) {
            if (leaf->at("camera") != streams[s].key.camera.text() ||
                leaf->at("stream") != streams[s].key.stream)
                continue;
            const auto* record = findRecord(links[s], leaf->at("fragment").get<std::uint64_t>());
            if (record == nullptr) continue;  // of a time that is not in the package
            if (leaf->at("link") != kernel::hexOf(record->link)) return wrong(i);
            note(out.anchors[streams[s].key], head->head.signedAtUs);
        }
    }
    return out;
}

}  // namespace mingjing::video::evidence
