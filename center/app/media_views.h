// SPDX-License-Identifier: Apache-2.0
// Permissions to see a camera: given for a reason, renewed, revoked, always in the audit log.
#pragma once

#include <map>

#include "center/app/actor.h"
#include "center/app/node_desk.h"
#include "center/kernel/media_token.h"

namespace mingjing::app {

struct OpenView {
    Uuid cameraId;
    std::string use;  ///< live, playback, still
    std::int64_t fromUs = 0, toUs = 0;
    std::string reason;  ///< duty, questioning, review, camera_test, patrol
    std::optional<Uuid> questioningId, findingId;
    std::string note;
};

struct ViewGrant {
    Uuid viewId;
    std::string token;
    std::int64_t expiresUs = 0;
};

/// What one may see of a camera now; a page offers nothing else.
struct CameraSight {
    bool live = false;
    bool playback = false;
    bool sealed = false;  ///< of body checks: shown to nobody without an approval
    bool mayAsk = false;  ///< for that approval
};

/// Thread-safe. Who may see what: live needs see_live and either the desk or a questioning of the
/// own unit running in that room; playback needs see_playback; an administrator may take a still.
/// Of body checks there is playback alone, and only under an approval in force.
class MediaViews {
public:
    MediaViews(Database& database, Vault& vault, NodeDesk& nodes, const Secrets& secrets,
               const kernel::Clock& clock)
        : database_(database), vault_(vault), nodes_(nodes), secrets_(secrets), clock_(clock) {}

    Result<ViewGrant> open(const Actor& actor, const OpenView& request);
    /// For fetching a package; whether the actor may is asked before.
    Result<ViewGrant> openExport(const Actor& actor, const Uuid& exportId);
    Result<ViewGrant> renew(const Actor& actor, const Uuid& viewId);
    Status close(const Actor& actor, const Uuid& viewId);
    /// Whether this person may look at one picture of the camera now.
    Status mayTakeStill(UnitOfWork& unit, const Actor& actor, const CameraRow& camera);
    /// Of every camera, by the same table that `open` asks.
    static Result<std::map<Uuid, CameraSight>> sights(UnitOfWork& unit, const Actor& actor);

private:
    Status mayOpen(UnitOfWork& unit, const Actor& actor, const OpenView& request,
                   const CameraRow& camera);
    ViewGrant grant(const ViewRow& row);
    Database& database_;
    Vault& vault_;
    NodeDesk& nodes_;
    const Secrets& secrets_;
    const kernel::Clock& clock_;
};

}  // namespace mingjing::app
