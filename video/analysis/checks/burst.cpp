// SPDX-License-Identifier: Apache-2.0
// Counting fast cells, look after look.
#include "video/analysis/checks/burst.h"

#include <algorithm>

namespace mingjing::video::analysis {

namespace {

constexpr int kBurstCell = 16;
/// A whole picture that changes is the light or the lens.
constexpr int kWholeMilli = 600;

}  // namespace

BurstCheck::BurstCheck(const WatchSettings& settings, BurstRules rules)
    : rules_(rules), shareMilli_(settings.threshold("burst.milli")) {}

kernel::Json BurstCheck::parameters() const {
    return {{"cellCenti", rules_.cellCenti},
            {"cellsMilli", rules_.cellsMilli},
            {"looks", rules_.looks}};
}

void BurstCheck::look(const Look& look, const Tools&, Signs& out) {
    const auto cells = cellDifferences(look.grey.whole, before_, kBurstCell);
    before_ = look.grey.whole;
    if (cells.empty() || look.fault != nullptr) return;
    const auto fast = std::count_if(cells.begin(), cells.end(),
                                    [&](int cell) { return cell > rules_.cellCenti; });
    const auto milli = fast * 1000 / std::ssize(cells);
    large_.push_back(milli >= rules_.cellsMilli && milli < kWholeMilli);
    if (large_.size() > rules_.looks) large_.pop_front();
    if (large_.size() < rules_.looks) return;
    const auto count = std::count(large_.begin(), large_.end(), true);
    const bool many = count * 1000 >= shareMilli_ * std::ssize(large_);
    out.push_back(
        {"burst", many ? Sign::Is::Yes : Sign::Is::No, 600, milli, {}, kernel::Json::object()});
}

}  // namespace mingjing::video::analysis
