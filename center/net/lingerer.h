// SPDX-License-Identifier: Apache-2.0
// Where answered connections wait to be closed, so that the last answer is read and not reset.
#pragma once

#include <memory>

#include "center/net/descriptor.h"

namespace mingjing::net {

/// Closing a socket that holds unread bytes resets the connection, and the client may lose the
/// answer that explains the refusal. This thread takes such sockets, ends the sending side, throws
/// away what still arrives for at most two seconds and some kilobytes, and closes. It keeps at most
/// 256; beyond that a socket is closed at once. Thread-safe; owns one thread.
class Lingerer {
public:
    Lingerer();
    ~Lingerer();
    void start();
    /// Closes everything that waits.
    void stop();
    void take(Descriptor socket);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::net
