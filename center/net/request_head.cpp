// SPDX-License-Identifier: Apache-2.0
// A strict reading of RFC 9112: where two readers could disagree, the request is refused.
#include "center/net/request_head.h"

#include <algorithm>
#include <array>

#include "center/net/text.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

Error refuse(const char* code, const char* reason) {
    return Error::of(ErrorKind::InvalidInput, code, reason);
}
Error badFraming(const char* reason) {
    return refuse("net.bad_framing", reason);
}
Error badTarget(const char* reason) {
    return refuse("net.bad_target", reason);
}

/// Takes the text up to `separator` off the front of `rest`; all of it when there is none.
std::string_view takeUntil(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return taken;
}

bool isTargetCharacter(char c) {
    static constexpr std::string_view kOthers = "-._~!$&'()*+,;=:@/?%";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kOthers.find(c) != std::string_view::npos;
}

Result<std::string> readPath(std::string_view raw) {
    std::string path;
    while (!raw.empty()) {
        raw.remove_prefix(1);  // the slash before each segment
        const std::size_t end = std::min(raw.find('/'), raw.size());
        const auto segment = percentDecoded(raw.substr(0, end), false);
        if (!segment) return badTarget("path escape or encoding");
        if (*segment == "." || *segment == "..") return badTarget("dot segment");
        if (segment->find_first_of("/\\") != std::string::npos) return badTarget("hidden slash");
        path += "/" + *segment;
        raw.remove_prefix(end);
    }
    return path;
}

Result<std::map<std::string, std::string>> readQuery(std::string_view raw) {
    std::map<std::string, std::string> query;
    while (!raw.empty()) {
        std::string_view pair = takeUntil(raw, '&');
        if (pair.empty()) continue;
        const auto name = percentDecoded(takeUntil(pair, '='), true);
        const auto value = percentDecoded(pair, true);
        if (!name || !value) return badTarget("query escape or encoding");
        if (!query.emplace(*name, *value).second) return badTarget("query name twice");
        if (query.size() > kMaxQueryValues) return badTarget("too many query values");
    }
    return query;
}

Status readTarget(std::string_view target, RequestHead& head) {
    if (target.size() > kMaxTargetBytes) return refuse("net.target_too_long", "target");
    if (target.empty() || target.front() != '/') return badTarget("not origin form");
    if (!std::all_of(target.begin(), target.end(), isTargetCharacter))
        return badTarget("character outside the grammar");
    const std::string_view path = takeUntil(target, '?');
    MJ_ASSIGN(head.path, readPath(path));
    MJ_ASSIGN(head.query, readQuery(target));
    return {};
}

Status readRequestLine(std::string_view line, RequestHead& head) {
    if (std::count(line.begin(), line.end(), ' ') != 2) return badFraming("request line parts");
    const std::string_view method = takeUntil(line, ' ');
    const std::string_view target = takeUntil(line, ' ');
    const bool upper =
        std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (method.empty() || method.size() > 16 || !upper) return badFraming("method");
    if (line != "HTTP/1.1" && line != "HTTP/1.0") return badFraming("version");
    head.method = method;
    head.http11 = line == "HTTP/1.1";
    return readTarget(target, head);
}

/// Headers whose repetition RFC 9110 defines as one list, and that decide nothing in this house.
bool mayRepeat(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kLists = {
        "accept", "accept-encoding", "accept-language", "cache-control", "connection", "pragma",
        "via",    "x-forwarded-for", "sec-ch-ua"};
    return std::find(kLists.begin(), kLists.end(), name) != kLists.end();
}

Status readHeader(std::string_view line, RequestHead& head) {
    if (line.empty() || line.front() == ' ' || line.front() == '\t')
        return badFraming("folded header");
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return badFraming("header without colon");
    if (!isToken(line.substr(0, colon))) return badFraming("header name");
    const std::string name = lowerCase(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isCleanText(value)) return badFraming("control or non-UTF-8 byte in header value");
    if (value.find("=?") != std::string_view::npos) return badFraming("encoded word in header");
    const auto [known, fresh] = head.headers.emplace(name, value);
    if (fresh) return {};
    if (!mayRepeat(name)) return badFraming("header twice");
    known->second.append(", ").append(value);
    return {};
}

bool isHostCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-._~:[]").find(c) != std::string_view::npos;
}

Status checkHost(const RequestHead& head) {
    const auto host = head.headers.find("host");
    if (host == head.headers.end() || host->second.empty()) return badFraming("no host");
    if (!std::all_of(host->second.begin(), host->second.end(), isHostCharacter))
        return badFraming("host grammar");
    return {};
}

bool needsLength(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

/// The one place that decides where the body ends. Chunked bodies are not read at all: the proxy in
/// front buffers a body and sends its length.
Status readLength(RequestHead& head) {
    const auto coding = head.headers.find("transfer-encoding");
    const auto length = head.headers.find("content-length");
    if (coding != head.headers.end()) {
        const bool plain = lowerCase(coding->second) == "chunked" && head.http11;
        if (!plain || length != head.headers.end()) return badFraming("transfer coding");
        return refuse("net.length_required", "chunked body");
    }
    if (length == head.headers.end())
        return needsLength(head.method) ? Status(refuse("net.length_required", "no length"))
                                        : Status();
    const std::string& digits = length->second;
    const bool plain =
        !digits.empty() && digits.size() <= 10 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) return badFraming("content length");
    for (const char c : digits)
        head.contentLength = head.contentLength * 10 + static_cast<std::uint64_t>(c - '0');
    if (head.contentLength > 0 && (head.method == "GET" || head.method == "HEAD"))
        return badFraming("body on a reading method");
    return {};
}

Status readExpectation(RequestHead& head) {
    const auto expect = head.headers.find("expect");
    if (expect == head.headers.end()) return {};
    if (lowerCase(expect->second) != "100-continue")
        return refuse("net.bad_expectation", "expectation");
    head.wantsContinue = head.http11 && head.contentLength > 0;
    return {};
}

}  // namespace

Result<std::optional<std::size_t>> findHeadEnd(std::string_view bytes, std::size_t scanned) {
    if (!bytes.empty() && (bytes[0] < 'A' || bytes[0] > 'Z')) return badFraming("first byte");
    for (std::size_t i = std::max<std::size_t>(scanned, 1); i < bytes.size(); ++i) {
        const char c = bytes[i];
        const bool afterReturn = bytes[i - 1] == '\r';
        if ((c == '\n') != afterReturn) return badFraming("line end");
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\r' && c != '\n' && c != '\t') || byte == 0x7f)
            return badFraming("control byte");
        if (c == '\n' && i >= 3 && bytes.substr(i - 3, 4) == "\r\n\r\n") {
            if (i >= kMaxHeadBytes) break;
            return std::optional(i + 1);
        }
    }
    if (bytes.size() >= kMaxHeadBytes) return refuse("net.head_too_large", "head");
    return std::optional<std::size_t>();
}

Result<RequestHead> parseHead(std::string_view bytes) {
    MJ_ASSIGN(const auto end, findHeadEnd(bytes, 0));
    if (!end || *end != bytes.size()) return badFraming("head is not whole");
    RequestHead head;
    bytes.remove_suffix(4);
    const auto takeLine = [&bytes] {
        std::string_view line = takeUntil(bytes, '\n');
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    };
    MJ_TRY(readRequestLine(takeLine(), head));
    for (std::size_t count = 1; !bytes.empty(); ++count) {
        if (count > kMaxHeaders) return refuse("net.head_too_large", "header count");
        MJ_TRY(readHeader(takeLine(), head));
    }
    MJ_TRY(checkHost(head));
    MJ_TRY(readLength(head));
    MJ_TRY(readExpectation(head));
    return head;
}

}  // namespace mingjing::net
