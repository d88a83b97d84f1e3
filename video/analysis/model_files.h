// SPDX-License-Identifier: Apache-2.0
// The models folder: models.json, and files that are what it says.
#pragma once

#include <string>

#include "center/kernel/json.h"
#include "center/kernel/result.h"
#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

/// One checked model, in memory: what was hashed is what is loaded.
struct ModelFile {
    std::string name;
    std::string version;
    std::string sha256;
    std::string bytes;
    kernel::Json outputs;   ///< role -> node of the network
    kernel::Json selfTest;  ///< stored answers
    ffmpeg::Picture testPicture;
};

/// Fails with NotFound or Unavailable (`model.missing`), InvalidInput (`model.description_wrong`)
/// or DataLoss (`model.hash_wrong`); `internal` names the file.
kernel::Result<ModelFile> loadModel(const std::string& folder, const std::string& name);

/// A binary PPM (P6, 255). Fails with InvalidInput (`model.picture_wrong`).
kernel::Result<ffmpeg::Picture> readPpm(const std::string& bytes);

}  // namespace mingjing::video::analysis
