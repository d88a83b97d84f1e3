// SPDX-License-Identifier: Apache-2.0
// The one catalogue of words for users, Chinese and English: problems, rules, findings, print.
#pragma once

#include <map>
#include <string>

#include "center/kernel/result.h"

namespace mingjing::app {

/// Immutable after loading; thread-safe. `{name}` in a text is replaced by that parameter; a name
/// that ends in `Us` is shown as Beijing time.
class Messages {
public:
    /// The catalogues compiled into the binary; both must have the same keys.
    static kernel::Result<Messages> load();
    /// The text of a key; the key itself when it is unknown, so that nothing is silently empty.
    [[nodiscard]] std::string zh(const std::string& key,
                                 const kernel::Json& params = kernel::Json::object()) const;
    [[nodiscard]] std::string en(const std::string& key,
                                 const kernel::Json& params = kernel::Json::object()) const;
    [[nodiscard]] bool has(const std::string& key) const { return zh_.contains(key); }

private:
    std::map<std::string, std::string> zh_, en_;
};

}  // namespace mingjing::app
