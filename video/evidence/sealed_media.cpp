// SPDX-License-Identifier: Apache-2.0
// Walking the boxes of a fragment (ISO/IEC 14496-12, 4.2).
#include "video/evidence/sealed_media.h"

namespace mingjing::video::evidence {

namespace {

constexpr std::size_t kBoxHead = 8, kLargeBoxHead = 16;

std::uint64_t bigEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

struct Stretch {
    std::size_t at, bytes;
};

/// Contents of every box that is not `moof`; nothing when a box does not end where the next begins.
std::optional<std::vector<Stretch>> sealedStretches(std::string_view bytes) {
    std::vector<Stretch> out;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto left = bytes.substr(at);
        if (left.size() < kBoxHead) return std::nullopt;
        std::uint64_t size = bigEndian(left.substr(0, 4));
        const std::size_t head = size == 1 ? kLargeBoxHead : kBoxHead;
        if (left.size() < head) return std::nullopt;
        if (size == 1) size = bigEndian(left.substr(kBoxHead, 8));
        if (size < head || size > left.size()) return std::nullopt;
        if (left.substr(4, 4) != "moof")
            out.push_back({at + head, static_cast<std::size_t>(size) - head});
        at += static_cast<std::size_t>(size);
    }
    return out;
}

}  // namespace

std::string counterBlock(std::uint32_t seq) {
    std::string block(16, '\0');
    for (int i = 0; i < 4; ++i)
        block[static_cast<std::size_t>(i)] = static_cast<char>(seq >> (24 - 8 * i));
    return block;
}

kernel::Status sealFragment(const kernel::SecretKey& key, std::uint32_t seq, std::string& bytes) {
    const auto stretches = sealedStretches(bytes);
    if (!stretches)
        return kernel::Error::of(kernel::ErrorKind::DataLoss, "sealed.not_boxes",
                                 std::to_string(seq));
    kernel::CounterCipher cipher(key, counterBlock(seq));
    for (const auto& [at, count] : *stretches) cipher.apply(bytes.data() + at, count);
    return {};
}

kernel::Result<std::optional<kernel::MediaSeal>> sealIn(const Json& opened) {
    const auto found = opened.find("sealed");
    if (found == opened.end()) return std::optional<kernel::MediaSeal>();
    MJ_ASSIGN(auto seal, kernel::mediaSealOf(*found));
    return std::optional(std::move(seal));
}

}  // namespace mingjing::video::evidence
