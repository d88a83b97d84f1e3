// SPDX-License-Identifier: Apache-2.0
// Outcome, reason, what was covered, who signed.
#include "video/evidence/verify_words.h"

#include <ctime>

#include <fmt/format.h>

namespace mingjing::video::evidence {

namespace {

struct Words {
    const char* zh;
    const char* en;
};

Words wordsOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Ok:
            return {"完好：内容与录制时一致", "OK: as it was recorded"};
        case Verdict::AlteredMedia:
            return {"音视频被改动", "ALTERED MEDIA: pictures or sound were changed"};
        case Verdict::AlteredManifest:
            return {"清单或附件被改动", "ALTERED MANIFEST: a record or attachment was changed"};
        case Verdict::Truncated:
            return {"内容缺失", "TRUNCATED: something is missing"};
        case Verdict::Reordered:
            return {"顺序被调换", "REORDERED: recorded bytes, but not in their place"};
        case Verdict::WrongKey:
            return {"签名人不符", "WRONG KEY: signed by somebody else"};
    }
    return {"", ""};
}

Words wordsOf(Reason reason) {
    switch (reason) {
        case Reason::None:
            return {"", ""};
        case Reason::ContainerCut:
            return {"压缩包不完整，末尾缺失", "the ZIP file is incomplete: its end is missing"};
        case Reason::ContainerChanged:
            return {"压缩包的目录被改动", "the ZIP file's own records were changed"};
        case Reason::FileMissing:
            return {"缺少此文件", "this file is missing"};
        case Reason::FileUnnamed:
            return {"清单中没有此文件", "the manifest names no such file"};
        case Reason::FileChanged:
            return {"此文件与其摘要不符", "this file does not have its hash"};
        case Reason::FileCut:
            return {"此文件比应有的短", "this file is shorter than it was"};
        case Reason::NotCanonical:
            return {"此文件的写法被改动", "this file is not written as it was signed"};
        case Reason::Malformed:
            return {"此文件无法读取", "this file cannot be read"};
        case Reason::SignatureWrong:
            return {"签名与内容不符", "its signature does not fit its content"};
        case Reason::CentreKeyOther:
            return {"不是由给定公钥的中心签发", "not released by the centre whose key was given"};
        case Reason::NodeKeyUnknown:
            return {"录制设备的公钥未经中心确认",
                    "the centre does not vouch for the recorder's key"};
        case Reason::SessionKeyUncertified:
            return {"签名密钥没有录制设备的证明",
                    "the recorder's key does not vouch for the signing key"};
        case Reason::LinkBroken:
            return {"链条在此断开", "the chain breaks here"};
        case Reason::LinkOrder:
            return {"记录不在其位置", "this record is not in its place"};
        case Reason::LinksCut:
            return {"链条记录缺失", "records of the chain are missing"};
        case Reason::InitChanged:
            return {"文件开头的参数被改动", "the first bytes of the file were changed"};
        case Reason::FragmentChanged:
            return {"此片段与录制时不同", "this fragment is not as it was recorded"};
        case Reason::FragmentElsewhere:
            return {"此处是另一个片段的内容", "the bytes of another fragment stand here"};
        case Reason::FragmentCut:
            return {"此片段被截断", "this fragment is cut off"};
        case Reason::BytesUncovered:
            return {"含有没有记录的内容", "holds bytes that no record covers"};
        case Reason::LogProofWrong:
            return {"与中心的记录链不符", "the centre's log of record does not hold this"};
        case Reason::IntervalNotCovered:
            return {"所要时段的片段未全部在内", "fragments of the asked interval are not in it"};
    }
    return {"", ""};
}

std::string line(const std::string& zh, const std::string& en) {
    return zh + "\n  " + en + "\n";
}

std::string streamWords(const VerifiedStream& stream) {
    const std::string name =
        (stream.name.empty() ? stream.key.camera.text() : stream.name) + "/" + stream.key.stream;
    const std::string from = beijingTime(stream.fromUs), to = beijingTime(stream.toUs);
    const double wanted = static_cast<double>(stream.toUs - stream.fromUs) / 1e6;
    const double covered = static_cast<double>(stream.coveredUs) / 1e6;
    std::string out =
        line(fmt::format("画面 {}：{} 至 {}（北京时间），应有 {:.1f} 秒，实有 {:.1f} 秒", name,
                         from, to, wanted, covered),
             fmt::format("camera {}: {} to {} (Beijing time), {:.1f} s asked, {:.1f} s present",
                         name, from, to, wanted, covered));
    for (const Hole& hole : stream.holes) {
        const double seconds = static_cast<double>(hole.toUs - hole.fromUs) / 1e6;
        const std::string at = beijingTime(hole.fromUs);
        out += line(fmt::format("  空缺 {} 起 {:.1f} 秒，原因：{}", at, seconds,
                                hole.cause.empty() ? "未说明" : hole.cause),
                    fmt::format("  gap from {} for {:.1f} s, cause: {}", at, seconds,
                                hole.cause.empty() ? "none was named" : hole.cause));
    }
    if (stream.anchors > 0) {
        const std::string first = beijingTime(stream.firstHeadUs),
                          last = beijingTime(stream.lastHeadUs);
        out += line(fmt::format("  中心的记录链在 {} 至 {} 间 {} 次签名确认了此录制", first, last,
                                stream.anchors),
                    fmt::format("  signed heads of the centre's log hold this recording: {} from "
                                "{} to {}",
                                stream.anchors, first, last));
    }
    return out;
}

}  // namespace

std::string beijingTime(std::int64_t us) {
    const std::time_t seconds = static_cast<std::time_t>(us / 1'000'000 + 8 * 3600);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       us / 1000 % 1000);
}

std::string inWords(const Verified& verified) {
    const Words verdict = wordsOf(verified.verdict), reason = wordsOf(verified.reason);
    std::string out = line(verdict.zh, verdict.en);
    if (verified.reason != Reason::None) {
        const std::string object = verified.object.empty() ? "package" : verified.object;
        out += line(fmt::format("第一处：{}：{}", object, reason.zh),
                    fmt::format("first bad item: {}: {}", object, reason.en));
    }
    if (verified.verdict == Verdict::Ok) {
        for (const auto& stream : verified.streams) out += streamWords(stream);
        out += line(fmt::format("共 {} 个文件，{} 个片段，音视频 {} 字节", verified.files,
                                verified.fragments, verified.bytes),
                    fmt::format("{} files, {} fragments, {} bytes of media", verified.files,
                                verified.fragments, verified.bytes));
        if (!verified.sealed.empty())
            out +=
                line(fmt::format("其中 {} 个音视频文件是人身检查录像，已加密；有密钥的可用 --open "
                                 "文件夹 解密后播放",
                                 verified.sealed.size()),
                     fmt::format("{} of its media files are recordings of body checks and "
                                 "encrypted; where the keys go along, --open DIR writes them "
                                 "playable",
                                 verified.sealed.size()));
    }
    if (!verified.centreKey.empty())
        out += line("中心公钥：" + verified.centreKey, "key of the centre: " + verified.centreKey);
    if (verified.verdict == Verdict::Ok && !verified.keyCompared)
        out += line("尚未核对公钥：请与封面纸或中心公布的公钥比对，或用 --key 给出",
                    "the key was not compared: compare it with the printed cover sheet or the "
                    "centre's published key, or give it with --key");
    return out;
}

std::string inJson(const Verified& verified) {
    Json streams = Json::array();
    for (const auto& stream : verified.streams) {
        Json holes = Json::array();
        for (const auto& hole : stream.holes)
            holes.push_back({{"cause", hole.cause}, {"fromUs", hole.fromUs}, {"toUs", hole.toUs}});
        streams.push_back({{"anchors", stream.anchors},
                           {"camera", stream.key.camera.text()},
                           {"coveredUs", stream.coveredUs},
                           {"fromUs", stream.fromUs},
                           {"holes", std::move(holes)},
                           {"name", stream.name},
                           {"stream", stream.key.stream},
                           {"toUs", stream.toUs}});
    }
    const Json json = {{"bytes", verified.bytes},
                       {"centreKey", verified.centreKey},
                       {"files", verified.files},
                       {"fragments", verified.fragments},
                       {"keyCompared", verified.keyCompared},
                       {"object", verified.object},
                       {"reason", wordsOf(verified.reason).en},
                       {"sealed", verified.sealed.size()},
                       {"streams", std::move(streams)},
                       {"verdict", nameOf(verified.verdict)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mingjing::video::evidence
