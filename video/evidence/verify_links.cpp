// SPDX-License-Identifier: Apache-2.0
// Walking a stream's frames: opened, fragments, closed; opened, …
#include "video/evidence/verify_links.h"

#include <fmt/format.h>

namespace mingjing::video::evidence {

namespace {

class LinkWalk {
public:
    LinkWalk(std::string_view frames, const PackagedStream& stream,
             const std::set<std::string>& sessionKeys)
        : frames_(frames), stream_(stream), sessionKeys_(sessionKeys) {}

    CheckedLinks run() {
        for (const auto& segment : stream_.segments)
            if (!walk(segment)) return std::move(out_);
        Frame frame;
        if (readFrame(frames_, at_, frame) != FrameFault::End)
            bad(Verdict::AlteredManifest, Reason::BytesUncovered, stream_.links);
        return std::move(out_);
    }

private:
    bool bad(Verdict verdict, Reason reason, std::string object) {
        out_.verdict = verdict;
        out_.reason = reason;
        out_.object = std::move(object);
        return false;
    }

    bool next(const PackagedSegment& segment, RecordType wanted, Frame& frame) {
        const std::string object =
            fmt::format("{} segment {}", stream_.links, segment.segment.text());
        switch (readFrame(frames_, at_, frame)) {
            case FrameFault::End:
            case FrameFault::Short:
                return bad(Verdict::Truncated, Reason::LinksCut, object);
            case FrameFault::Broken:
                return bad(Verdict::AlteredManifest, Reason::FileChanged, object);
            case FrameFault::None:
                break;
        }
        at_ += frame.length;
        if (frame.type != wanted) return bad(Verdict::Reordered, Reason::LinkOrder, object);
        return true;
    }

    bool walk(const PackagedSegment& segment) {
        Frame frame;
        if (!next(segment, RecordType::SegmentOpened, frame)) return false;
        LinkedSegment linked;
        if (!opened(segment, frame, linked)) return false;
        for (std::uint32_t seq = 1; seq <= segment.fragments; ++seq) {
            if (!next(segment, RecordType::Fragment, frame)) return false;
            if (!fragment(segment, frame, seq, linked)) return false;
        }
        if (head_ != segment.head || segment.lastSeq > segment.fragments)
            return bad(Verdict::AlteredManifest, Reason::LinkBroken, segment.segment.text());
        if (segment.closed &&
            (!next(segment, RecordType::SegmentClosed, frame) || !closed(segment, frame)))
            return false;
        if (!covers(segment, linked))
            return bad(Verdict::Truncated, Reason::IntervalNotCovered, segment.path);
        out_.segments.push_back(std::move(linked));
        return true;
    }

    bool opened(const PackagedSegment& segment, const Frame& frame, LinkedSegment& linked) {
        const std::string object = "segment " + segment.segment.text();
        const auto json = kernel::parseJson(frame.payload);
        if (!json.ok()) return bad(Verdict::AlteredManifest, Reason::Malformed, object);
        const auto init = kernel::hashOfHex(json->value("initSha256", ""));
        const auto previous = kernel::hashOfHex(json->value("previous", ""));
        const auto algorithm = algorithmIn(*json);
        if (!init || !previous || !algorithm ||
            json->value("camera", "") != stream_.key.camera.text() ||
            json->value("stream", "") != stream_.key.stream)
            return bad(Verdict::AlteredManifest, Reason::Malformed, object);
        if (json->value("segment", "") != segment.segment.text())
            return bad(Verdict::Reordered, Reason::LinkOrder, object);
        const auto number = json->value("number", std::uint64_t{0});
        if (!out_.segments.empty() && (*previous != head_ || number != number_ + 1))
            return bad(Verdict::AlteredManifest, Reason::LinkBroken, object);
        head_ = *previous;
        number_ = number - 1;
        algorithm_ = linked.algorithm = *algorithm;
        hash_ = segmentHash(algorithm_, frame.payload);
        linked.initBytes = json->value("initBytes", 0U);
        linked.init = *init;
        auto seal = sealIn(*json);
        if (!seal.ok()) return bad(Verdict::AlteredManifest, Reason::Malformed, object);
        linked.seal = std::move(*seal);
        offset_ = linked.initBytes;
        return true;
    }

    bool fragment(const PackagedSegment& segment, const Frame& frame, std::uint32_t seq,
                  LinkedSegment& linked) {
        const std::string object =
            fmt::format("segment {} fragment {}", segment.segment.text(), seq);
        auto record = decodeFragment(frame.payload);
        if (!record) return bad(Verdict::AlteredManifest, Reason::Malformed, object);
        if (record->segment != segment.segment || record->seq != seq ||
            record->number != number_ + 1 || record->offset != offset_)
            return bad(Verdict::Reordered, Reason::LinkOrder, object);
        if (fragmentLink(algorithm_, head_, hash_, *record) != record->link)
            return bad(Verdict::AlteredManifest, Reason::LinkBroken, object);
        head_ = record->link;
        ++number_;
        offset_ += record->size;
        linked.records.push_back(std::move(*record));
        return true;
    }

    bool closed(const PackagedSegment& segment, const Frame& frame) {
        const std::string object = "segment " + segment.segment.text();
        const auto json = kernel::parseJson(frame.payload);
        if (!json.ok() || !json->is_object())
            return bad(Verdict::AlteredManifest, Reason::Malformed, object);
        const bool fits = json->value("segment", "") == segment.segment.text() &&
                          json->value("chainHead", "") == kernel::hexOf(head_) &&
                          json->value("fragments", 0U) == segment.fragments;
        if (!fits) return bad(Verdict::AlteredManifest, Reason::LinkBroken, object);
        const auto signer = json->value("signingKey", "");
        if (!sessionKeys_.contains(signer))
            return bad(Verdict::WrongKey, Reason::SessionKeyUncertified, object);
        const auto key = kernel::bytesOfBase64Url(signer);
        const auto signature = kernel::bytesOfBase64Url(json->value("signature", ""));
        if (!key || !signature || !kernel::verifySignature(*key, closeStatement(*json), *signature))
            return bad(Verdict::AlteredManifest, Reason::SignatureWrong, object);
        return true;
    }

    /// What lies in the asked interval must be in the package's media.
    bool covers(const PackagedSegment& segment, const LinkedSegment& linked) const {
        for (const auto& record : linked.records) {
            const bool asked = record.startUs < stream_.toUs && record.endUs() > stream_.fromUs;
            if (asked && (record.seq < segment.firstSeq || record.seq > segment.lastSeq))
                return false;
        }
        return true;
    }

    std::string_view frames_;
    const PackagedStream& stream_;
    const std::set<std::string>& sessionKeys_;
    CheckedLinks out_;
    std::size_t at_ = 0;
    HashAlgorithm algorithm_ = HashAlgorithm::Sha256;
    Hash head_{};
    Hash hash_{};
    std::uint64_t number_ = 0;
    std::uint64_t offset_ = 0;
};

}  // namespace

CheckedLinks checkLinks(std::string_view frames, const PackagedStream& stream,
                        const std::set<std::string>& sessionKeys) {
    return LinkWalk(frames, stream, sessionKeys).run();
}

}  // namespace mingjing::video::evidence
