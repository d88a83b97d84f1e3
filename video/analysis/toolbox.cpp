// SPDX-License-Identifier: Apache-2.0
// Loading, one after the other.
#include "video/analysis/toolbox.h"

#include "video/analysis/center_net.h"

namespace mingjing::video::analysis {

Tools Toolbox::tools() const {
    Tools out;
    out.persons = persons.get();
    out.pose = pose.get();
    out.text = text.get();
    return out;
}

Toolbox Toolbox::load(const std::string& models) {
    Toolbox out;
    const auto take = [&](auto made, auto& place) {
        if (made.ok())
            place = std::move(*made);
        else
            out.missing.push_back(made.error().code + ": " + made.error().internal);
    };
    const auto network = [&](const char* name, auto create, auto& place) {
        const auto model = loadModel(models, name);
        if (!model.ok()) {
            out.missing.push_back(model.error().code + ": " + model.error().internal);
            return;
        }
        auto made = create(*model);
        take(std::move(made), place);
    };
    network(
        "centernet", [](const ModelFile& model) { return CenterNet::create(model); }, out.persons);
    network(
        "movenet", [](const ModelFile& model) { return PoseNet::create(model); }, out.pose);
    take(TextReader::create(), out.text);
    return out;
}

}  // namespace mingjing::video::analysis
