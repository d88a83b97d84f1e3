// SPDX-License-Identifier: Apache-2.0
// How every expected failure of the house travels: a kind, a code, a field, a rule; never prose.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "center/kernel/check.h"
#include "center/kernel/json.h"

namespace mingjing::kernel {

/// The ten kinds of failure. Whoever adds one extends `statusOf` in center/net/problem.cpp.
enum class ErrorKind {
    InvalidInput,      ///< the caller sent something that can never work
    NotAuthenticated,  ///< nobody is signed in
    Forbidden,         ///< signed in, but may not
    NotFound,
    Conflict,      ///< somebody else changed it; read again
    Precondition,  ///< a plan refused by a rule or by the state
    Exhausted,     ///< a limit (rate, space, pool) is reached
    Unavailable,   ///< a part is away; the same request may work later
    DataLoss,      ///< stored bytes do not match their hash
    Internal,      ///< our own fault
};

/// A failure. `code` is a key of the message catalogue (center/http/messages); `internal` is for
/// logs only and never reaches a caller. `field` is a JSON path in the caller's own words.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string code;
    std::string field;
    std::string rule;
    Json params = Json::object();
    std::string internal;

    static Error invalid(std::string field, std::string code, Json params = Json::object()) {
        return {
            ErrorKind::InvalidInput, std::move(code), std::move(field), "", std::move(params), ""};
    }
    static Error of(ErrorKind kind, std::string code, std::string internal = "") {
        return {kind, std::move(code), "", "", Json::object(), std::move(internal)};
    }
    static Error refused(std::string rule, std::string code, Json params = Json::object()) {
        return {ErrorKind::Precondition, std::move(code),   "",
                std::move(rule),         std::move(params), ""};
    }
};

/// A value or an Error. Reading the wrong side is our own bug and aborts.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}      // NOLINT: conversion is the point
    Result(Error error) : state_(std::move(error)) {}  // NOLINT: conversion is the point

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const T& value() const& {
        CHECK(ok(), error().code.c_str());
        return std::get<T>(state_);
    }
    [[nodiscard]] T& value() & {
        CHECK(ok(), error().code.c_str());
        return std::get<T>(state_);
    }
    [[nodiscard]] T&& value() && {
        CHECK(ok(), error().code.c_str());
        return std::get<T>(std::move(state_));
    }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    [[nodiscard]] const Error& error() const { return std::get<Error>(state_); }

private:
    std::variant<T, Error> state_;
};

/// Success or an Error.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : error_(std::move(error)) {}  // NOLINT: conversion is the point
    [[nodiscard]] bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace mingjing::kernel

/// Returns the error of a Result or Status to the caller.
#define MJ_TRY(expression)                                     \
    do {                                                       \
        if (auto mjTried = (expression); !mjTried.ok())        \
            return ::mingjing::kernel::Error(mjTried.error()); \
    } while (false)

#define MJ_CONCAT_INNER(a, b) a##b
#define MJ_CONCAT(a, b) MJ_CONCAT_INNER(a, b)
/// Declares `target` from a Result, or returns its error to the caller.
#define MJ_ASSIGN(target, expression)                                            \
    auto MJ_CONCAT(mjResult, __LINE__) = (expression);                           \
    if (!MJ_CONCAT(mjResult, __LINE__).ok())                                     \
        return ::mingjing::kernel::Error(MJ_CONCAT(mjResult, __LINE__).error()); \
    target = std::move(MJ_CONCAT(mjResult, __LINE__)).value()
