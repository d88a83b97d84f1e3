// SPDX-License-Identifier: Apache-2.0
// Reading tokens and keeping views.
#include "video/live/view_desk.h"

#include <algorithm>

namespace mingjing::video::live {

using kernel::Error;
using kernel::ErrorKind;
using kernel::MediaGrant;
using kernel::Result;
using kernel::Status;

namespace {
constexpr int kStreamsPerView = 4;
constexpr std::string_view kBearer = "Bearer ";
}  // namespace

void ViewDesk::configure(std::string publicKey, std::set<kernel::Uuid> revoked) {
    auto state = state_.lock();
    state->publicKey = std::move(publicKey);
    state->revoked = std::move(revoked);
}

Result<MediaGrant> ViewDesk::grantOf(const State& state, const std::string& authorization,
                                     std::int64_t nowUs) {
    if (state.publicKey.empty()) return Error::of(ErrorKind::Unavailable, "media.no_key");
    if (authorization.compare(0, kBearer.size(), kBearer) != 0)
        return Error::of(ErrorKind::NotAuthenticated, "media.token_missing");
    MJ_ASSIGN(const MediaGrant grant,
              kernel::readMediaToken(state.publicKey, authorization.substr(kBearer.size()), nowUs));
    // A token that claims a longer life than tokens have is not one of center's.
    if (grant.expiresUs > nowUs + 2 * kernel::kMediaTokenLifeUs)
        return Error::of(ErrorKind::NotAuthenticated, "media.token_malformed");
    if (state.revoked.count(grant.view) != 0)
        return Error::of(ErrorKind::NotAuthenticated, "media.view_revoked");
    return grant;
}

Result<MediaGrant> ViewDesk::read(const std::string& authorization, const std::string& use,
                                  const kernel::Uuid& camera, std::int64_t nowUs) const {
    MJ_ASSIGN(const MediaGrant grant, grantOf(*state_.lock(), authorization, nowUs));
    if (grant.use != use) return Error::of(ErrorKind::Forbidden, "media.other_use");
    if (grant.camera != camera) return Error::of(ErrorKind::Forbidden, "media.other_camera");
    return grant;
}

Status ViewDesk::open(const MediaGrant& grant) {
    auto state = state_.lock();
    auto& view = state->open[grant.view];
    if (view.streams >= kStreamsPerView)
        return Error::of(ErrorKind::Exhausted, "media.too_many_streams");
    if (view.streams == 0 || grant.expiresUs > view.grant.expiresUs) view.grant = grant;
    ++view.streams;
    return {};
}

void ViewDesk::close(const kernel::Uuid& view) {
    auto state = state_.lock();
    const auto found = state->open.find(view);
    if (found != state->open.end() && --found->second.streams == 0) state->open.erase(found);
}

Status ViewDesk::renew(const kernel::Uuid& view, const std::string& authorization,
                       std::int64_t nowUs) {
    auto state = state_.lock();
    MJ_ASSIGN(const MediaGrant grant, grantOf(*state, authorization, nowUs));
    if (grant.view != view) return Error::of(ErrorKind::Forbidden, "media.other_view");
    const auto found = state->open.find(view);
    if (found == state->open.end()) return Error::of(ErrorKind::NotFound, "media.view_ended");
    auto& known = found->second.grant;
    if (grant.actor != known.actor || grant.camera != known.camera || grant.use != known.use)
        return Error::of(ErrorKind::Forbidden, "media.other_view");
    known.expiresUs = std::max(known.expiresUs, grant.expiresUs);
    return {};
}

bool ViewDesk::alive(const kernel::Uuid& view, std::int64_t nowUs) const {
    auto state = state_.lock();
    const auto found = state->open.find(view);
    return found != state->open.end() && found->second.grant.expiresUs > nowUs &&
           state->revoked.count(view) == 0;
}

bool ViewDesk::revoked(const kernel::Uuid& view) const {
    return state_.lock()->revoked.count(view) != 0;
}

}  // namespace mingjing::video::live
