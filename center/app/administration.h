// SPDX-License-Identifier: Apache-2.0
// Units, staff, rooms, cameras, cases, confirmed rules: changes by people, or from a file.
#pragma once

#include "center/app/command_bus.h"

namespace mingjing::app {

struct CameraInput {
    CameraRow row;
    std::optional<std::string> username, password;  ///< nothing keeps what is stored
};

/// The same stream of the same device, however the two are written.
bool isSameAddress(const std::string& one, const std::string& other);

struct StaffChange {
    domain::Staff staff;
    std::string password;  ///< only when adding; empty: cannot sign in yet
};

/// Each is one command; a nil id adds, another changes. Codes and logins are unique:
/// Conflict `code.taken` names the field. Thread-safe.
class Administration {
public:
    Administration(CommandBus& bus, Database& database) : bus_(bus), database_(database) {}

    Result<Json> putUnit(const Actor&, const CommandKey&, domain::Unit);
    Result<Json> putStaff(const Actor&, const CommandKey&, StaffChange);
    Result<Json> setPassword(const Actor&, const CommandKey&, const Uuid& staff,
                             const std::string& password);
    Result<Json> putRoom(const Actor&, const CommandKey&, domain::Room);
    Result<Json> putCamera(const Actor&, const CommandKey&, CameraInput);
    Result<Json> openCase(const Actor&, const CommandKey&, domain::Case);
    Result<Json> confirmRule(const Actor&, const CommandKey&, const std::string& rule,
                             bool confirmed, const std::string& note);
    /// Reads a whole centre from a file's JSON (deploy/demo/centre.json shows the shape); what is
    /// known by its code is left as it is. Answers the counts of what was added.
    Result<Json> import(const Json& centre);

private:
    CommandBus& bus_;
    Database& database_;
};

/// Inside the transaction of an accepted invitation: a unit when there is none, and the person.
Result<Uuid> addFirstAdministrator(CommandTransaction& transaction, const std::string& login,
                                   const std::string& name, const std::string& password);

}  // namespace mingjing::app
