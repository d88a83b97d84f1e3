// SPDX-License-Identifier: Apache-2.0
// Reading an HTTP answer from bytes as they arrive; a cut answer is never taken for a whole one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "center/kernel/result.h"
#include "center/net/http_client.h"

namespace mingjing::net {

/// Takes bytes in any portions. Pure; one per answer. Understands a length, chunks, and the end of
/// the connection as the end of the body; everything else is `net.bad_answer`.
class AnswerReader {
public:
    explicit AnswerReader(std::size_t maxBodyBytes) : maxBodyBytes_(maxBodyBytes) {}

    /// Fails with DataLoss: `net.bad_answer`, `net.too_large`.
    kernel::Status take(std::string_view bytes);
    /// The connection has ended. Fails with `net.bad_answer` when something is missing.
    kernel::Status end();
    [[nodiscard]] bool whole() const { return state_ == State::Whole; }
    [[nodiscard]] ClientAnswer& answer() { return answer_; }

private:
    enum class State { Head, Length, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailer, Whole };
    kernel::Status readHead(std::string_view head);
    kernel::Status chooseBody();
    kernel::Status step(bool& progressed);
    kernel::Status takeHead(bool& progressed);
    kernel::Status takeLine(bool& progressed);
    kernel::Status takeData(bool& progressed);

    const std::size_t maxBodyBytes_;
    State state_ = State::Head;
    std::string pending_;
    std::uint64_t left_ = 0;
    ClientAnswer answer_;
};

}  // namespace mingjing::net
