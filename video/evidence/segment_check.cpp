// SPDX-License-Identifier: Apache-2.0
// Comparing one file with its records.
#include "video/evidence/segment_check.h"

namespace mingjing::video::evidence {

using Kind = MediaFinding::Kind;

ExpectedFragment expectedOf(const FragmentRecord& record) {
    return {record.seq, record.offset, record.size, record.sha256};
}

std::vector<ExpectedFragment> expectedOf(std::span<const FragmentRecord> records) {
    std::vector<ExpectedFragment> out;
    out.reserve(records.size());
    for (const auto& record : records) out.push_back(expectedOf(record));
    return out;
}

const char* codeOf(Kind kind) {
    switch (kind) {
        case Kind::Missing:
            return "missing";
        case Kind::Unreadable:
            return "unreadable";
        case Kind::Init:
            return "init_hash";
        case Kind::CutOff:
            return "shorter";
        case Kind::Fragment:
            return "fragment_hash";
        case Kind::Longer:
            return "longer";
        case Kind::Unaccounted:
            return "unaccounted";
    }
    return "missing";
}

namespace {

void compareInit(const SegmentEntry& entry, const MediaFile& file, SegmentCheck& out) {
    const auto init = file.read(0, entry.initBytes);
    if (!init.ok())
        out.findings.push_back({Kind::Unreadable, 0, 0, init.error().internal});
    else if (kernel::digest(entry.algorithm, *init) != entry.initSha256)
        out.findings.push_back({Kind::Init, 0, 0, {}});
}

void compareFragment(const SegmentEntry& entry, const ExpectedFragment& item, const MediaFile& file,
                     SegmentCheck& out) {
    ++out.fragments;
    out.bytes += item.size;
    const auto bytes = file.read(item.offset, item.size);
    if (!bytes.ok())
        out.findings.push_back({Kind::Unreadable, item.seq, item.size, bytes.error().internal});
    else if (bytes->size() < item.size)
        out.findings.push_back({Kind::CutOff, item.seq, item.size - bytes->size(), {}});
    else if (kernel::digest(entry.algorithm, *bytes) != item.sha256)
        out.findings.push_back({Kind::Fragment, item.seq, item.size, {}});
}

}  // namespace

SegmentCheck checkSegmentMedia(const SegmentEntry& entry,
                               std::span<const ExpectedFragment> expected, const MediaFile& file) {
    SegmentCheck out;
    const auto size = file.size();
    if (!size.ok()) {
        out.findings.push_back({Kind::Unreadable, 0, 0, size.error().internal});
        return out;
    }
    if (*size < 0) {
        out.findings.push_back({Kind::Missing, 0, entry.bytes, {}});
        return out;
    }
    compareInit(entry, file, out);
    for (const auto& item : expected) compareFragment(entry, item, file, out);
    if (expected.size() < entry.fragments)
        out.findings.push_back({Kind::Unaccounted, 0, entry.fragments - expected.size(), {}});
    const auto known = static_cast<std::int64_t>(entry.bytes);
    if (*size > known) {
        out.surplus = static_cast<std::uint64_t>(*size - known);
        if (entry.closed) out.findings.push_back({Kind::Longer, 0, out.surplus, {}});
    }
    return out;
}

}  // namespace mingjing::video::evidence
