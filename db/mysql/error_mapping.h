// SPDX-License-Identifier: Apache-2.0
// The one place where database errors become kinds of ours.
#pragma once

#include "center/kernel/result.h"

namespace mingjing::db::mysql {

/// True for errors of the client library or of the link (CR_*: 2000–2999 and 5000 and above, or
/// 0) and for a server that says goodbye: the connection must be thrown away. Other server errors
/// (ER_*) leave it usable.
bool breaksConnection(int code);

/// `operation` names the statement for the log; the text, without the value it quotes, never
/// reaches a caller. A `db.duplicate` names the unique key in `params.key`.
kernel::Error errorOf(int code, const char* operation, const char* text);

}  // namespace mingjing::db::mysql
