// SPDX-License-Identifier: Apache-2.0
// Does somebody lie in a bed whom the person detector does not see? It loses who lies down. When
// one person fewer is seen shortly after somebody was beside a bed, and the bed no longer looks as
// it did then, somebody is in it, until it looks empty again. Before somebody was seen beside it
// nothing can be said. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct BedRules {
    int besidePercent = 40;            ///< of the bed's sides: how far beside it still is
    std::int64_t lostUs = 10'000'000;  ///< so long ago at most somebody was beside it
    int differsMilli = 220;            ///< of a pixel's usual light; a shadow takes less
    int differsLevels = 6;             ///< and at least so many levels
    int occupiedMilli = 20;            ///< share of the bed that differs when somebody lies in it
    int keptPercent = 50;              ///< of what differed, while he does
    int leftPercent = 80;              ///< less of it is left when somebody appears beside
    int openMilli = 300;               ///< with less of him in view nobody can tell
    int knownMilli = 600;              ///< share of the bed that must have been seen empty
    int learnMilli = 300;              ///< how far one look moves the empty bed
};

kernel::Json parametersOf(const BedRules& rules);

/// One zone of kind "bed". Not thread-safe.
class Bed {
public:
    explicit Bed(Zone zone, BedRules rules = {}) : zone_(std::move(zone)), rules_(rules) {}

    /// A look that was judged, in the order of time.
    void look(const Look& look);
    /// Somebody lies there whom that look's detector did not see.
    [[nodiscard]] bool hidden() const { return occupied_; }
    [[nodiscard]] const Zone& zone() const { return zone_; }

private:
    struct Pixel {
        std::size_t at = 0;  ///< in the small picture
        float empty = -1;    ///< its light when the bed was empty; negative: not known
        bool body = false;   ///< it differed when he lay down
    };
    void findPixels(const Look& look);
    /// Marks those that no person covers.
    [[nodiscard]] std::vector<bool> openOf(const Look& look) const;
    [[nodiscard]] std::optional<std::vector<bool>> differing(const Look& look,
                                                             const std::vector<bool>& open) const;
    [[nodiscard]] bool stillThere(const std::vector<bool>& open, const std::vector<bool>& differs,
                                  int keptPercent) const;
    void learn(const Look& look, const std::vector<bool>& open);
    bool fewer(const Look& look);

    Zone zone_;
    BedRules rules_;
    std::vector<Pixel> pixels_;
    int width_ = 0;  ///< of the small picture that `pixels_` belong to
    int height_ = 0;
    std::int64_t besideUs_ = 0;  ///< when somebody was beside it last; 0: never
    std::deque<std::pair<std::int64_t, std::size_t>> counts_;  ///< persons seen of late
    bool occupied_ = false;
};

}  // namespace mingjing::video::analysis
