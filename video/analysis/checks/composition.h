// SPDX-License-Identifier: Apache-2.0
// Does the picture show what a questioning's recording must show: the person large enough and from
// the front, an officer, the clock? (REC-09, REC-10)
#pragma once

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct CompositionRules {
    std::int64_t frontEveryUs = 8'000'000;  ///< between two looks at the person's front
    int frontMilli = 250;                   ///< nose and one eye are seen this well
    int clockCoveredMilli = 400;
};

class CompositionCheck final : public Check {
public:
    explicit CompositionCheck(const WatchSettings& settings, CompositionRules rules = {});

    [[nodiscard]] std::string name() const override { return "composition"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override {
        return {"person_small", "front_hidden", "officers_out", "clock_covered"};
    }
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    void look(const Look& look, const Tools& tools, Signs& out) override;

private:
    [[nodiscard]] const Person* questioned(const Look& look) const;
    void judgeFront(const Look& look, const Tools& tools, const Person& person, Signs& out);

    CompositionRules rules_;
    std::int64_t personMilli_;
    std::int64_t lastingUs_;
    std::vector<Zone> personSeats_, officerSeats_, clocks_;
    std::int64_t nextFrontUs_ = 0;
};

}  // namespace mingjing::video::analysis
