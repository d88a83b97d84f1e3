// SPDX-License-Identifier: Apache-2.0
// Folding journal frames into segments, gaps and heads.
#include "video/evidence/ledger.h"

#include <algorithm>

#include <fmt/format.h>

namespace mingjing::video::evidence {

namespace {

Uuid uuidAt(const Json& json, const char* name) {
    const auto id = Uuid::parse(json.at(name).get<std::string>());
    return id ? *id : Uuid{};
}

Hash hashAt(const Json& json, const char* name) {
    const auto hash = kernel::hashOfHex(json.at(name).get<std::string>());
    return hash ? *hash : Hash{};
}

StreamKey keyOf(const Json& json) {
    return {uuidAt(json, "camera"), json.at("stream").get<std::string>()};
}

std::string journalObject(Place place) {
    return fmt::format("journal file {:06} offset {}", place.file, place.offset);
}

std::string fragmentObject(const FragmentRecord& record) {
    return fmt::format("segment {} fragment {}", record.segment.text(), record.seq);
}

}  // namespace

std::int64_t StreamLedger::endUs() const {
    for (auto it = segments.rbegin(); it != segments.rend(); ++it)
        if (it->fragments > 0) return it->endUs;
    return 0;
}

SegmentEntry* Ledger::openSegment(const Uuid& segment) {
    const auto found = open_.find(segment);
    if (found == open_.end()) return nullptr;
    return &streams[found->second.key].segments[found->second.index];
}

std::vector<std::pair<StreamKey, Uuid>> Ledger::openSegments() const {
    std::vector<std::pair<StreamKey, Uuid>> out;
    for (const auto& [segment, position] : open_) out.emplace_back(position.key, segment);
    return out;
}

void Ledger::apply(const Frame& frame, Place place, std::vector<Fault>& faults) {
    end = {place.file, place.offset + frame.length};
    if (frame.type == RecordType::Commit) return;
    if (frame.type == RecordType::Fragment)
        applyFragment(frame, place, faults);
    else
        applyJson(frame, place, faults);
}

void Ledger::applyJson(const Frame& frame, Place place, std::vector<Fault>& faults) {
    const auto json = kernel::parseJson(frame.payload);
    if (!json.ok()) {
        faults.push_back({journalObject(place), "the record is not JSON"});
        return;
    }
    try {
        switch (frame.type) {
            case RecordType::Header:
                applyHeader(*json, place, faults);
                break;
            case RecordType::Key:
                applyKey(*json, place, faults);
                break;
            case RecordType::SegmentOpened:
                applyOpened(*json, frame.payload, place, faults);
                break;
            case RecordType::SegmentClosed:
                applyClosed(*json, frame, place, faults);
                break;
            case RecordType::Gap:
                applyGap(*json);
                break;
            case RecordType::Removed:
                applyRemoved(*json, faults);
                break;
            case RecordType::Copied:
                applyCopied(*json, faults);
                break;
            case RecordType::Deleted:
                applyDeleted(*json, faults);
                break;
            default:
                stopped = json->at("what") == "stopped";
                return;
        }
        if (frame.type != RecordType::Header) stopped = false;
    } catch (const Json::exception&) {
        faults.push_back({journalObject(place), "the record lacks a field"});
    }
}

void Ledger::applyHeader(const Json& json, Place place, std::vector<Fault>& faults) {
    storage = json.at("storage").get<std::string>();
    const int format = json.at("format").get<int>();
    newestFormat = std::max(newestFormat, format);
    if (format > kFormatVersion)
        faults.push_back({journalObject(place), "is of a format that this reader does not know"});
}

void Ledger::applyKey(const Json& json, Place place, std::vector<Fault>& faults) {
    const auto node = kernel::bytesOfBase64Url(json.at("nodeKey").get<std::string>());
    const auto signature = kernel::bytesOfBase64Url(json.at("signature").get<std::string>());
    const bool good =
        node && signature && kernel::verifySignature(*node, keyStatement(json), *signature);
    if (good)
        sessionKeys_[json.at("sessionKey").get<std::string>()] = true;
    else
        faults.push_back({journalObject(place), "the session key's certificate does not verify"});
}

void Ledger::applyOpened(const Json& json, std::string_view payload, Place place,
                         std::vector<Fault>& faults) {
    const StreamKey key = keyOf(json);
    auto& stream = streams[key];
    SegmentEntry entry;
    entry.segment = uuidAt(json, "segment");
    entry.run = json.at("run").get<std::uint32_t>();
    entry.startUs = entry.endUs = entry.openedUs = json.at("startUs").get<std::int64_t>();
    entry.path = json.at("path").get<std::string>();
    entry.codecs = json.at("codecs").get<std::string>();
    entry.hasAudio = json.at("hasAudio").get<bool>();
    entry.initBytes = json.at("initBytes").get<std::uint32_t>();
    entry.initSha256 = hashAt(json, "initSha256");
    const auto algorithm = algorithmIn(json);
    if (!algorithm)
        faults.push_back({"segment " + entry.segment.text(), "names no hash that is known"});
    entry.algorithm = algorithm.value_or(HashAlgorithm::Sha256);
    entry.hash = segmentHash(entry.algorithm, payload);
    auto seal = sealIn(json);
    if (!seal.ok())
        faults.push_back({"segment " + entry.segment.text(), "is sealed in a way that is unknown"});
    else
        entry.seal = std::move(*seal);
    entry.bytes = entry.initBytes;
    entry.firstNumber = json.at("number").get<std::uint64_t>();
    entry.previous = entry.head = hashAt(json, "previous");
    entry.first = place;
    entry.last = end;
    if (entry.previous != stream.head || entry.firstNumber != stream.number + 1)
        faults.push_back(
            {"segment " + entry.segment.text(), "does not continue the chain of " + key.text()});
    stream.head = entry.previous;
    stream.number = entry.firstNumber - 1;
    stream.run = std::max(stream.run, entry.run);
    open_[entry.segment] = {key, stream.segments.size()};
    stream.segments.push_back(std::move(entry));
}

void Ledger::applyFragment(const Frame& frame, Place place, std::vector<Fault>& faults) {
    stopped = false;
    const auto record = decodeFragment(frame.payload);
    if (!record) {
        faults.push_back({journalObject(place), "the fragment record cannot be read"});
        return;
    }
    const auto found = open_.find(record->segment);
    if (found == open_.end()) {
        faults.push_back({fragmentObject(*record), "belongs to no open segment"});
        return;
    }
    auto& stream = streams[found->second.key];
    auto& entry = stream.segments[found->second.index];
    if (record->seq != entry.fragments + 1 || record->number != stream.number + 1 ||
        record->offset != entry.bytes)
        faults.push_back({fragmentObject(*record), "does not follow the fragment before it"});
    if (fragmentLink(entry.algorithm, stream.head, entry.hash, *record) != record->link)
        faults.push_back({fragmentObject(*record), "its chain link does not match"});
    if (entry.fragments == 0) entry.startUs = record->startUs;
    entry.fragments = record->seq;
    entry.endUs = record->endUs();
    entry.bytes = record->offset + record->size;
    entry.head = stream.head = record->link;
    entry.last = end;
    stream.number = record->number;
    if (onFragment) onFragment(found->second.key, entry, *record, place);
}

void Ledger::applyClosed(const Json& json, const Frame&, Place, std::vector<Fault>& faults) {
    const Uuid segment = uuidAt(json, "segment");
    const std::string object = "segment " + segment.text();
    const auto found = open_.find(segment);
    if (found == open_.end()) {
        faults.push_back({object, "is closed but was not open"});
        return;
    }
    auto& entry = streams[found->second.key].segments[found->second.index];
    entry.closed = true;
    entry.truncated = json.at("truncated").get<bool>();
    entry.last = end;
    if (hashAt(json, "chainHead") != entry.head || json.at("fragments") != entry.fragments ||
        json.at("bytes") != entry.bytes)
        faults.push_back({object, "its closing record does not match its fragments"});
    const auto signer = json.at("signingKey").get<std::string>();
    const auto key = kernel::bytesOfBase64Url(signer);
    const auto signature = kernel::bytesOfBase64Url(json.at("signature").get<std::string>());
    if (sessionKeys_.count(signer) == 0)
        faults.push_back({object, "its signing key has no certificate"});
    else if (!key || !signature || !kernel::verifySignature(*key, closeStatement(json), *signature))
        faults.push_back({object, "its signature does not verify"});
    open_.erase(found);
}

/// Null when the stream has no such segment, or it is still open.
SegmentEntry* Ledger::closedSegment(const Json& json) {
    const Uuid segment = uuidAt(json, "segment");
    auto& segments = streams[keyOf(json)].segments;
    const auto found = std::find_if(segments.begin(), segments.end(),
                                    [&](const auto& entry) { return entry.segment == segment; });
    return found == segments.end() || !found->closed ? nullptr : &*found;
}

/// Only what is closed can be removed: an open segment is still evidence in the making.
void Ledger::applyRemoved(const Json& json, std::vector<Fault>& faults) {
    if (auto* entry = closedSegment(json))
        entry->removed = true;
    else
        faults.push_back(
            {"segment " + uuidAt(json, "segment").text(), "is removed but was not closed"});
}

void Ledger::applyCopied(const Json& json, std::vector<Fault>& faults) {
    if (auto* entry = closedSegment(json))
        entry->copied = json.at("whole").get<bool>();
    else
        faults.push_back(
            {"segment " + uuidAt(json, "segment").text(), "is copied but was not closed"});
}

void Ledger::applyDeleted(const Json& json, std::vector<Fault>& faults) {
    auto* entry = closedSegment(json);
    if (entry == nullptr || !entry->removed) {
        faults.push_back(
            {"segment " + uuidAt(json, "segment").text(), "is deleted but was not removed"});
        return;
    }
    const bool second = json.at("place") == "copy";
    (second ? entry->copyDeleted : entry->deleted) = true;
    if (second) entry->copied = false;
}

void Ledger::applyGap(const Json& json) {
    auto& gaps = streams[keyOf(json)].gaps;
    GapEntry gap;
    gap.id = uuidAt(json, "id");
    gap.fromUs = json.at("fromUs").get<std::int64_t>();
    gap.toUs = json.at("toUs").is_null() ? -1 : json.at("toUs").get<std::int64_t>();
    gap.cause = json.at("cause").get<std::string>();
    for (auto it = gaps.rbegin(); it != gaps.rend(); ++it) {
        if (it->id != gap.id) continue;
        *it = gap;
        return;
    }
    gaps.push_back(std::move(gap));
}

}  // namespace mingjing::video::evidence
