// SPDX-License-Identifier: Apache-2.0
// Objects of OpenSSL that free themselves.
#pragma once

#include <memory>

namespace mingjing::kernel {

template <auto Free>
struct OpensslFreed {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
/// `OpensslOwned<X509, X509_free>`.
template <typename T, auto Free>
using OpensslOwned = std::unique_ptr<T, OpensslFreed<Free>>;

}  // namespace mingjing::kernel
