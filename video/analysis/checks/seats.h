// SPDX-License-Identifier: Apache-2.0
// Who sits where: a seat with nobody on it while others are in the room; the guard's post; a
// waiting room without a guard in view.
#pragma once

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

class SeatCheck final : public Check {
public:
    explicit SeatCheck(const WatchSettings& settings);

    [[nodiscard]] std::string name() const override { return "seats"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override { return kernel::Json::object(); }
    [[nodiscard]] std::vector<std::string> emits() const override {
        return {"seat_empty", "post_empty", "unguarded"};
    }
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    void look(const Look& look, const Tools& tools, Signs& out) override;

private:
    bool seats_;
    bool guard_;
    bool waiting_;
    std::int64_t seatUs_;
    std::int64_t guardUs_;
    std::vector<Zone> seatZones_;
    std::vector<Zone> posts_;
};

}  // namespace mingjing::video::analysis
