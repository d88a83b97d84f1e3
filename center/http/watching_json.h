// SPDX-License-Identifier: Apache-2.0
// What the routes of watching say alike: names of cameras and rooms, versions, pictures,
// commits.
#pragma once

#include "center/http/pages.h"

namespace mingjing::http {

/// {id, name}, and {id, name, kind}; with empty words where it is not known any more.
Json cameraName(const Directory& directory, const Uuid& id);
Json roomOf(const Directory& directory, const Uuid& id);
/// Fails with NotFound `camera.not_found`.
Result<app::CameraRow> cameraIn(const Directory& directory, const Uuid& id);

/// What is known of a version of settings without reading what is sealed or stored as text; its
/// reason is empty.
Json watchingHeadJson(const Directory& directory, const app::WatchingRow& row);
/// For lists: a row that cannot be read (DataLoss) is told to operators and hides no other; any
/// other error fails.
Status tellDamaged(const app::WatchingRow& row, const Error& error);

/// A version of settings, without what it says: who proposed and decided it, and why. Fails as
/// opening a sealed reason does.
Result<Json> watchingVersionJson(const House& house, const Directory& directory,
                                 const app::WatchingRow& row);

/// A JPEG to look at, or what went wrong with opening it.
Result<net::Response> jpegResponse(Result<std::string> bytes);
/// Fails with Unavailable `db.unreachable`.
Status mustBeStored(app::UnitOfWork& unit);

}  // namespace mingjing::http
