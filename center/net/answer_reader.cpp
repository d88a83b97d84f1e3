// SPDX-License-Identifier: Apache-2.0
// A small state machine: head, then a body by length, by chunks, or until close.
#include "center/net/answer_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "center/net/text.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Status;

constexpr std::size_t kMaxAnswerHead = std::size_t{64} << 10;
constexpr std::size_t kMaxChunkLine = 256;

Error badAnswer(const char* reason) {
    return Error::of(ErrorKind::DataLoss, "net.bad_answer", reason);
}

/// The whole text as a number, digits only.
std::optional<std::uint64_t> numberOf(std::string_view text, int base) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, failure] = std::from_chars(text.data(), end, number, base);
    if (text.empty() || text.front() == '-' || failure != std::errc() || stopped != end)
        return std::nullopt;
    return number;
}

}  // namespace

Status AnswerReader::take(std::string_view bytes) {
    pending_.append(bytes);
    for (bool progressed = true; progressed;) {
        progressed = false;
        MJ_TRY(step(progressed));
    }
    if (answer_.body.size() > maxBodyBytes_)
        return Error::of(ErrorKind::DataLoss, "net.too_large", "body");
    return {};
}

Status AnswerReader::end() {
    if (state_ == State::UntilClose) state_ = State::Whole;
    return whole() ? Status() : Status(badAnswer("cut short"));
}

Status AnswerReader::step(bool& progressed) {
    switch (state_) {
        case State::Head:
            return takeHead(progressed);
        case State::ChunkSize:
        case State::ChunkEnd:
        case State::Trailer:
            return takeLine(progressed);
        case State::Length:
        case State::UntilClose:
        case State::ChunkData:
            return takeData(progressed);
        case State::Whole:
            break;
    }
    return {};
}

Status AnswerReader::takeHead(bool& progressed) {
    const std::size_t end = pending_.find("\r\n\r\n");
    if (std::min(end, pending_.size()) > kMaxAnswerHead) return badAnswer("head too large");
    if (end == std::string::npos) return {};
    MJ_TRY(readHead(std::string_view(pending_).substr(0, end + 2)));
    pending_.erase(0, end + 4);
    progressed = true;
    if (answer_.status == 100) {  // interim; the answer itself follows
        answer_ = {};
        return {};
    }
    return chooseBody();
}

Status AnswerReader::readHead(std::string_view head) {
    const auto takeHeadLine = [&head] {
        const std::size_t end = head.find("\r\n");
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + 2);
        return line;
    };
    const std::string_view statusLine = takeHeadLine();  // "HTTP/1.1 200 OK"
    if (statusLine.size() < 12 || !statusLine.starts_with("HTTP/1.") || statusLine[8] != ' ')
        return badAnswer("status line");
    const auto status = numberOf(statusLine.substr(9, 3), 10);
    if (!status || *status < 100 || (statusLine.size() > 12 && statusLine[12] != ' '))
        return badAnswer("status line");
    answer_.status = static_cast<int>(*status);
    while (!head.empty()) {
        const std::string_view line = takeHeadLine();
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return badAnswer("header");
        const std::string name = lowerCase(line.substr(0, colon));
        const auto [known, fresh] = answer_.headers.emplace(name, trimmed(line.substr(colon + 1)));
        if (!fresh && name == "content-length") return badAnswer("two lengths");
        if (!fresh) known->second.append(", ").append(trimmed(line.substr(colon + 1)));
    }
    return {};
}

Status AnswerReader::chooseBody() {
    const auto coding = answer_.headers.find("transfer-encoding");
    const auto length = answer_.headers.find("content-length");
    if (answer_.status == 204 || answer_.status == 304) {
        state_ = State::Whole;
    } else if (coding != answer_.headers.end()) {
        if (lowerCase(coding->second) != "chunked" || length != answer_.headers.end())
            return badAnswer("transfer coding");
        state_ = State::ChunkSize;
    } else if (length != answer_.headers.end()) {
        const auto number = numberOf(length->second, 10);
        if (!number) return badAnswer("length");
        if (*number > maxBodyBytes_)
            return Error::of(ErrorKind::DataLoss, "net.too_large", "length");
        left_ = *number;
        state_ = left_ == 0 ? State::Whole : State::Length;
    } else {
        state_ = State::UntilClose;
    }
    return {};
}

Status AnswerReader::takeLine(bool& progressed) {
    const std::size_t end = pending_.find("\r\n");
    if (std::min(end, pending_.size()) > kMaxChunkLine) return badAnswer("chunk line");
    if (end == std::string::npos) return {};
    const std::string line = pending_.substr(0, end);
    pending_.erase(0, end + 2);
    progressed = true;
    if (state_ == State::ChunkEnd) {
        state_ = State::ChunkSize;
        return line.empty() ? Status() : Status(badAnswer("chunk end"));
    }
    if (state_ == State::Trailer) {
        if (line.empty()) state_ = State::Whole;
        return {};
    }
    const auto size = numberOf(std::string_view(line).substr(0, line.find(';')), 16);
    if (!size) return badAnswer("chunk size");
    if (*size > maxBodyBytes_) return Error::of(ErrorKind::DataLoss, "net.too_large", "chunk");
    left_ = *size;
    state_ = left_ == 0 ? State::Trailer : State::ChunkData;
    return {};
}

Status AnswerReader::takeData(bool& progressed) {
    if (pending_.empty()) return {};
    const std::size_t count =
        state_ == State::UntilClose
            ? pending_.size()
            : static_cast<std::size_t>(std::min<std::uint64_t>(left_, pending_.size()));
    if (answer_.body.size() + count > maxBodyBytes_)
        return Error::of(ErrorKind::DataLoss, "net.too_large", "body");
    answer_.body.append(pending_, 0, count);
    pending_.erase(0, count);
    progressed = true;
    if (state_ == State::UntilClose) return {};
    left_ -= count;
    if (left_ == 0) state_ = state_ == State::Length ? State::Whole : State::ChunkEnd;
    return {};
}

}  // namespace mingjing::net
