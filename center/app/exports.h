// SPDX-License-Identifier: Apache-2.0
// Recordings on their way out of the centre: what is asked for, who else may be seen, and what
// the recorder is told to make.
#pragma once

#include "center/app/ports.h"
#include "center/domain/stays/exports.h"

namespace mingjing::app {

/// A package stays with the recorder so long after its release; then it is asked for anew.
inline constexpr std::int64_t kExportKeptUs = 30LL * 24 * kernel::kHourUs;

/// Fails with InvalidInput: `fromUs`, `toUs` (`export.bad_interval`: at most 24 hours, not in the
/// future), `cameras` (`camera.unknown`, `export.no_cameras`, `export.room_closed`: rooms without a
/// picture), `questioningId`; where keys of body checks are to go along, as checkBodyCheckView.
Status checkExport(UnitOfWork& unit, const domain::Staff& asker, const domain::Stay& stay,
                   const domain::ExportTerms& terms, std::int64_t nowUs);
/// Some of it is the recording of a body check: it leaves sealed, and the head of a unit alone does
/// not allow it.
Result<bool> holdsBodyCheck(UnitOfWork& unit, const domain::ExportTerms& terms);
/// Stays of other persons who were in the rooms of the cameras then: they may be in the picture.
Result<std::vector<Uuid>> othersInPicture(UnitOfWork& unit, const domain::Stay& stay,
                                          const domain::ExportTerms& terms);
/// About so many bytes of recordings lie in the interval.
Result<std::int64_t> bytesOfExport(UnitOfWork& unit, const domain::ExportTerms& terms);
/// Fails with InvalidInput at `toUs` (`export.too_large_to_encrypt`) when it is to be encrypted and
/// its receiver could not open it.
Status checkEncryptedSize(UnitOfWork& unit, const domain::ExportTerms& terms);

/// Puts the exports of a stay that are released now where recorders find them.
Status releaseExports(UnitOfWork& unit, const domain::Stay& stay, std::int64_t nowUs);
/// What was approved of a released export.
Result<domain::ExportTerms> termsOf(const ExportRow& row);
/// For the recorder's desired state.
Result<Json> desiredExports(UnitOfWork& unit, std::int64_t nowUs);

}  // namespace mingjing::app
