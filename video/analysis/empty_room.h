// SPDX-License-Identifier: Apache-2.0
// What the small picture shows where nobody is: a mean that follows slowly, pixel by pixel. Behind
// somebody it takes part in how the light of the rest changes. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "video/analysis/detector.h"
#include "video/analysis/grey.h"

namespace mingjing::video::analysis {

/// A box of the whole picture, in pixels of the small one, within it.
Person inSmall(const Person& box, Size whole, const Grey& small);
/// A difference of light that means something, in levels: less in a dim picture. `high` as
/// GreyLook::high; `differs` in a bright picture, `least` in the dimmest.
int differingLevels(int high, int differs, int least);

/// One camera's room. Not thread-safe.
class EmptyRoom {
public:
    /// `halfLooks`: looks until it has half followed a change.
    explicit EmptyRoom(int halfLooks = 20) : halfLooks_(halfLooks) {}

    /// Learns from a look, but not where somebody is or may be: `taken`, in small pixels. False
    /// when pictures have another size now and all is learnt anew.
    bool learn(const Grey& small, const std::vector<Person>& taken);
    /// Was that pixel ever seen without anybody? Nothing is known of pictures of another size.
    [[nodiscard]] bool knows(const Grey& small, std::size_t at) const {
        return light_.size() == small.luma.size() && known_[at];
    }
    [[nodiscard]] float light(std::size_t at) const { return light_[at]; }
    /// How far the pixel is from how it looks without anybody, in levels; only where `knows`.
    [[nodiscard]] float apart(const Grey& small, std::size_t at) const;

private:
    [[nodiscard]] float brighterOf(const Grey& small, const std::vector<bool>& free) const;

    int halfLooks_;
    std::vector<float> light_;
    std::vector<bool> known_;
};

}  // namespace mingjing::video::analysis
