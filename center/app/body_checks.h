// SPDX-License-Identifier: Apache-2.0
// Recordings of body checks: what may be asked for, who may look, and the keys for who may.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/app/secrets.h"
#include "center/domain/stays/body_checks.h"
#include "center/kernel/media_seal.h"

namespace mingjing::app {

/// The camera stands in a room of body checks, or did when it recorded some of the interval.
Result<bool> isBodyCheck(UnitOfWork& unit, const CameraRow& camera, domain::Span within);

/// Fails with InvalidInput: `cameraId` (`camera.unknown`, `body_check.not_sealed`), `toUs`
/// (`body_check.bad_interval`: two hours at most, over, within the stay), `untilUs`
/// (`body_check.bad_end`); with Forbidden `body_check.sex_unknown`, `body_check.other_sex`,
/// `body_check.others_there` (somebody of the other or of unknown sex was in the room).
Status checkBodyCheckView(UnitOfWork& unit, const domain::Staff& asker, const domain::Stay& stay,
                          const domain::BodyCheckTerms& terms, std::int64_t nowUs);

/// Puts the openings of a stay where `bodyCheckOpening` finds them.
Status projectBodyChecks(UnitOfWork& unit, const domain::Stay& stay);

/// The opening that lets this member of staff look now. Fails with Forbidden
/// `body_check.not_approved`, `body_check.over` (there was one), `body_check.other_sex`.
Result<domain::BodyCheckOpening> bodyCheckOpening(UnitOfWork& unit, const domain::Staff& staff,
                                                  const Uuid& camera, domain::Span wanted,
                                                  std::int64_t nowUs);

/// A segment whose key a recorder asks for.
struct WantedKey {
    kernel::SealedSegment of;
    kernel::MediaSeal seal;
};
struct OpenedSegment {
    Uuid segment;
    kernel::SecretKey key;
};
struct OpenedView {
    std::vector<OpenedSegment> segments;
    std::int64_t untilUs = 0;
};

/// Thread-safe. The private key is used here and nowhere else.
class BodyCheckKeys {
public:
    BodyCheckKeys(Database& database, const Secrets& secrets, const kernel::Clock& clock)
        : database_(database), secrets_(secrets), clock_(clock) {}

    /// For a view that is open and approved. Every key that is opened, and every refusal, is in the
    /// audit log before the answer. Fails with NotFound `view.ended`, as `bodyCheckOpening`, or as
    /// kernel::openMediaKey.
    Result<OpenedView> open(const Uuid& view, const std::vector<WantedKey>& wanted);

private:
    Result<OpenedView> decide(UnitOfWork& unit, const ViewRow& view, const domain::Staff& staff,
                              const std::vector<WantedKey>& wanted) const;
    Database& database_;
    const Secrets& secrets_;
    const kernel::Clock& clock_;
};

}  // namespace mingjing::app
