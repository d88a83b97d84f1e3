// SPDX-License-Identifier: Apache-2.0
// Many large movements close together: "look here", nothing more. Says nothing of what it was.
#pragma once

#include <deque>

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct BurstRules {
    int cellCenti = 2500;   ///< a cell that differs more moves fast
    int cellsMilli = 60;    ///< so many cells at once are a large movement
    std::size_t looks = 6;  ///< over so many looks
};

class BurstCheck final : public Check {
public:
    explicit BurstCheck(const WatchSettings& settings, BurstRules rules = {});

    [[nodiscard]] std::string name() const override { return "burst"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override { return {"burst"}; }
    [[nodiscard]] Lasting lasting(const std::string&) const override {
        return {0, 10'000'000, 600, 1, true};
    }
    void look(const Look& look, const Tools& tools, Signs& out) override;

private:
    BurstRules rules_;
    std::int64_t shareMilli_;
    Grey before_;
    std::deque<bool> large_;
};

}  // namespace mingjing::video::analysis
