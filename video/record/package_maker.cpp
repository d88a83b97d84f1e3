// SPDX-License-Identifier: Apache-2.0
// Plan first (which fragments, how many bytes), then one file after the other, the manifest last.
#include "video/record/package_maker.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "center/kernel/recipient_certificate.h"
#include "video/record/encrypted_file.h"

namespace mingjing::video::record {

using evidence::PackagedSegment;
using evidence::PackagedStream;
using evidence::ZipEntry;
using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

constexpr const char* kTooLarge = "export.too_large_to_encrypt";

/// A segment of the package with what is read for it.
struct PlannedSegment {
    PackagedSegment packaged;
    evidence::SegmentEntry entry;
    std::vector<evidence::FragmentRecord> media;  ///< those that go into the package
};
struct PlannedStream {
    PackagedStream packaged;
    std::vector<PlannedSegment> segments;
    std::string frames;
};

/// Writes entries one after the other and counts.
class ZipWriter {
public:
    explicit ZipWriter(AppendFile& out) : out_(out) {}

    Status begin(ZipEntry entry) {
        entry.offset = at_;
        entries_.push_back(entry);
        return append(zipLocalHeader(entry));
    }
    Status append(std::string_view bytes) {
        MJ_TRY(out_.append(bytes));
        hash_.update(bytes);
        at_ += bytes.size();
        return {};
    }
    Status file(const std::string& name, std::string_view bytes) {
        ZipEntry entry;
        entry.name = name;
        entry.bytes = bytes.size();
        entry.crc = evidence::crc32(bytes);
        MJ_TRY(begin(std::move(entry)));
        return append(bytes);
    }
    Result<MadePackage> finish() {
        MJ_TRY(append(zipDirectory(entries_, at_)));
        MJ_TRY(out_.sync());
        MadePackage made;
        made.bytes = at_;
        made.sha256 = hash_.finish();
        return made;
    }

private:
    AppendFile& out_;
    kernel::Sha256 hash_;
    std::vector<ZipEntry> entries_;
    std::uint64_t at_ = 0;
};

/// One package in the making.
class Making {
public:
    Making(const Storage& storage, const NodeKeys& keys, const kernel::Clock& clock,
           const PackageMaker::OnProgress& onProgress)
        : storage_(storage), keys_(keys), clock_(clock), onProgress_(onProgress) {}

    Status plan(const PackageWish& wish) {
        std::set<std::string> labels;
        for (const auto& stream : wish.streams) {
            const bool good = evidence::goodPackageName(stream.label) &&
                              stream.label.find('/') == std::string::npos &&
                              stream.fromUs < stream.toUs && labels.insert(stream.label).second;
            if (!good) return Error::invalid("streams", "export.wish_wrong");
            MJ_TRY(planStream(stream));
        }
        const bool any = std::any_of(streams_.begin(), streams_.end(),
                                     [](const auto& stream) { return !stream.segments.empty(); });
        if (!any) return Error::of(ErrorKind::NotFound, "media.nothing_recorded");
        // Told before an hour of writing, not after it.
        if (!wish.encryptedTo.empty() && total_ > kernel::kMostEncryptedBytes)
            return Error::of(ErrorKind::Exhausted, kTooLarge);
        return {};
    }

    Result<MadePackage> write(const PackageWish& wish, const CentrePart& centre, AppendFile& out) {
        ZipWriter zip(out);
        manifest_.exportId = wish.exportId;
        manifest_.node = keys_.node;
        manifest_.madeUs = clock_.wall().us;
        manifest_.statement = kernel::sha256(centre.statement);
        MJ_TRY(zip.file(evidence::kStatementName, centre.statement));
        for (const auto& file : centre.files) {
            if (!evidence::goodPackageName(file.path) || file.path.starts_with("media/") ||
                file.path.starts_with("links/"))
                return Error::invalid("files", "export.wish_wrong");
            MJ_TRY(small(zip, file.path, file.bytes));
        }
        for (auto& stream : streams_) MJ_TRY(writeStream(zip, stream));
        MJ_TRY(zip.file(evidence::kManifestName, signedManifest()));
        MJ_ASSIGN(MadePackage made, zip.finish());
        made.fragments = fragments_;
        made.mediaBytes = total_;
        return made;
    }

private:
    Status planStream(const PackageWish::Stream& wanted) {
        const auto stretch = storage_.stretch(wanted.key, wanted.fromUs, wanted.toUs);
        PlannedStream stream;
        stream.packaged.key = wanted.key;
        stream.packaged.fromUs = wanted.fromUs;
        stream.packaged.toUs = wanted.toUs;
        stream.packaged.links = "links/" + wanted.label + ".mjl";
        for (const auto& gap : stretch.gaps)
            stream.packaged.gaps.push_back(
                {{"cause", gap.cause},
                 {"fromUs", gap.fromUs},
                 {"toUs", gap.toUs < 0 ? kernel::Json(nullptr) : kernel::Json(gap.toUs)}});
        for (const auto& entry : stretch.segments) {
            MJ_ASSIGN(auto planned, planSegment(entry, wanted, stream.segments.empty()));
            if (stream.segments.empty() && !planned.media.front().key() && stretch.before &&
                stretch.before->run == entry.run) {
                MJ_ASSIGN(auto lead, planLead(*stretch.before));
                if (lead) stream.segments.push_back(std::move(*lead));
            }
            stream.segments.push_back(std::move(planned));
        }
        for (const auto& segment : stream.segments)
            manifest_.sealed = manifest_.sealed || segment.entry.seal.has_value();
        name(stream, wanted.label);
        streams_.push_back(std::move(stream));
        return {};
    }

    /// Fragments that touch the interval; the first segment's from the key picture before it.
    Result<PlannedSegment> planSegment(const evidence::SegmentEntry& entry,
                                       const PackageWish::Stream& wanted, bool first) const {
        MJ_ASSIGN(const auto list, storage_.fragments(entry));
        std::size_t from = 0;
        if (first)
            for (std::size_t i = 0; i < list->size() && (*list)[i].startUs <= wanted.fromUs; ++i)
                if ((*list)[i].key()) from = i;
        std::size_t to = list->size();
        while (to > from + 1 && (*list)[to - 1].startUs >= wanted.toUs) --to;
        return planned(entry, *list, from, to);
    }

    /// The segment before, from its last key picture, so that the clip's first pictures can be
    /// seen.
    Result<std::optional<PlannedSegment>> planLead(const evidence::SegmentEntry& entry) const {
        MJ_ASSIGN(const auto list, storage_.fragments(entry));
        for (std::size_t i = list->size(); i-- > 0;)
            if ((*list)[i].key()) return std::optional(planned(entry, *list, i, list->size()));
        return std::optional<PlannedSegment>();
    }

    static PlannedSegment planned(const evidence::SegmentEntry& entry,
                                  const std::vector<evidence::FragmentRecord>& list,
                                  std::size_t from, std::size_t to) {
        PlannedSegment segment;
        segment.entry = entry;
        segment.media.assign(list.begin() + static_cast<std::ptrdiff_t>(from),
                             list.begin() + static_cast<std::ptrdiff_t>(to));
        segment.packaged.segment = entry.segment;
        segment.packaged.firstSeq = segment.media.front().seq;
        segment.packaged.lastSeq = segment.media.back().seq;
        segment.packaged.fragments = entry.fragments;
        segment.packaged.head = entry.head;
        segment.packaged.closed = entry.closed;
        segment.packaged.bytes = entry.initBytes;
        for (const auto& record : segment.media) segment.packaged.bytes += record.size;
        return segment;
    }

    void name(PlannedStream& stream, const std::string& label) {
        std::size_t number = 0;
        for (auto& segment : stream.segments) {
            const auto& path = segment.entry.path;
            segment.packaged.path = fmt::format("media/{}/{:04}{}", label, ++number,
                                                path.substr(path.find_last_of('.')));
            total_ += segment.packaged.bytes;
        }
    }

    Status small(ZipWriter& zip, const std::string& path, const std::string& bytes) {
        manifest_.files.push_back({path, bytes.size(), kernel::sha256(bytes)});
        return zip.file(path, bytes);
    }

    Status writeStream(ZipWriter& zip, PlannedStream& stream) {
        std::string frames;
        for (auto& segment : stream.segments) {
            MJ_ASSIGN(const auto own, storage_.segmentFrames(segment.entry));
            frames += own;
            MJ_TRY(writeSegment(zip, segment));
            stream.packaged.segments.push_back(segment.packaged);
        }
        MJ_TRY(small(zip, stream.packaged.links, frames));
        manifest_.streams.push_back(stream.packaged);
        return {};
    }

    /// Reads twice: the checksum stands before the bytes. The second time comes from memory.
    Status writeSegment(ZipWriter& zip, PlannedSegment& segment) {
        MJ_ASSIGN(const auto init, storage_.readInit(segment.entry));
        evidence::Crc32 crc;
        crc.update(init);
        for (const auto& record : segment.media) {
            MJ_ASSIGN(const auto bytes, storage_.readFragment(segment.entry, record));
            crc.update(bytes);
        }
        segment.packaged.crc = crc.value();
        ZipEntry entry;
        entry.name = segment.packaged.path;
        entry.bytes = segment.packaged.bytes;
        entry.crc = segment.packaged.crc;
        MJ_TRY(zip.begin(std::move(entry)));
        MJ_TRY(zip.append(init));
        done_ += init.size();
        for (const auto& record : segment.media) {
            MJ_ASSIGN(const auto bytes, storage_.readFragment(segment.entry, record));
            MJ_TRY(zip.append(bytes));
            done_ += bytes.size();
            ++fragments_;
            if (onProgress_ && !onProgress_(done_, total_))
                return Error::of(ErrorKind::Conflict, "export.stopped");
        }
        return {};
    }

    /// With the certificates of all boots that wrote here: those of closed segments are among them.
    std::string signedManifest() {
        if (const auto known = storage_.sessionKeys(); known.ok())
            for (const auto& [key, certificate] : *known) manifest_.keys.push_back(certificate);
        manifest_.signingKey = kernel::base64Url(keys_.session.publicKey());
        kernel::Json json = evidence::toJson(manifest_);
        json["signature"] =
            kernel::base64Url(keys_.session.sign(evidence::manifestStatement(json)));
        return kernel::canonicalOrDie(json);
    }

    const Storage& storage_;
    const NodeKeys& keys_;
    const kernel::Clock& clock_;
    const PackageMaker::OnProgress& onProgress_;
    std::vector<PlannedStream> streams_;
    evidence::Manifest manifest_;
    std::uint64_t total_ = 0, done_ = 0, fragments_ = 0;
};

}  // namespace

Result<MadePackage> PackageMaker::make(const PackageWish& wish, const CentrePart& centre,
                                       AppendFile& out, const OnProgress& onProgress) const {
    Making making(storage_, keys_, clock_, onProgress);
    MJ_TRY(making.plan(wish));
    if (wish.encryptedTo.empty() && centre.certificate.empty())
        return making.write(wish, centre, out);
    // The fingerprint came with what was approved, the certificate later: both must agree.
    const auto read = kernel::readRecipientCertificate(centre.certificate);
    if (!read.ok() || kernel::hexOf(read->fingerprint) != wish.encryptedTo)
        return Error::invalid("certificate", "export.recipient_changed");
    MJ_ASSIGN(const auto encrypted, EncryptedFile::begin(centre.certificate, out));
    auto made = making.write(wish, centre, *encrypted);
    if (!made.ok() && made.error().code == "crypto.too_large")
        return Error::of(ErrorKind::Exhausted, kTooLarge);
    if (!made.ok()) return made;
    made->encryptedBytes = encrypted->bytes();
    made->encryptedSha256 = encrypted->sha256();
    return made;
}

}  // namespace mingjing::video::record
