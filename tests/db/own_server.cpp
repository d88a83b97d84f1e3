// SPDX-License-Identifier: Apache-2.0
// Starting and killing a private MariaDB.
#include "tests/db/own_server.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mingjing::tests {

namespace {

pid_t spawn(const std::vector<std::string>& command, const std::string& log) {
    std::vector<char*> arguments;
    for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int out = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

bool succeeded(pid_t child) {
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The server refuses to be root: it becomes somebody who owns the folder.
std::vector<std::string> userOption(const std::string& folder) {
    if (::geteuid() != 0) return {};
    for (const char* name : {"mysql", "nobody"}) {
        const passwd* account = ::getpwnam(name);
        if (account == nullptr) continue;
        if (::chown(folder.c_str(), account->pw_uid, account->pw_gid) != 0) break;
        return {std::string("--user=") + name};
    }
    throw std::runtime_error("nobody may own " + folder);
}

}  // namespace

OwnServer::OwnServer() {
    char pattern[] = "/tmp/mjown.XXXXXX";
    if (::mkdtemp(pattern) == nullptr) throw std::runtime_error("no scratch folder");
    folder_ = pattern;
    asUser_ = userOption(folder_);
    std::vector<std::string> install = {"mariadb-install-db", "--no-defaults",
                                        "--datadir=" + folder_ + "/data", "--skip-test-db",
                                        "--auth-root-authentication-method=normal"};
    install.insert(install.end(), asUser_.begin(), asUser_.end());
    if (!succeeded(spawn(install, folder_ + "/install.log")))
        throw std::runtime_error("mariadb-install-db failed, see " + folder_);
    std::ofstream(folder_ + "/accounts.sql")
        << "CREATE USER IF NOT EXISTS 'own'@'localhost' IDENTIFIED BY 'own-password';\n"
           "GRANT ALL ON *.* TO 'own'@'localhost' WITH GRANT OPTION;\n"
           "CREATE USER IF NOT EXISTS 'own_app'@'localhost' IDENTIFIED BY 'app-password';\n";
    start();
}

OwnServer::~OwnServer() {
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Server OwnServer::accounts() const {
    return {folder_ + "/s.sock", "own", "own-password", "own_app", "app-password"};
}

void OwnServer::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

void OwnServer::start() {
    std::vector<std::string> command = {"mariadbd",
                                        "--no-defaults",
                                        "--datadir=" + folder_ + "/data",
                                        "--socket=" + folder_ + "/s.sock",
                                        "--pid-file=" + folder_ + "/pid",
                                        "--init-file=" + folder_ + "/accounts.sql",
                                        "--skip-networking",
                                        "--skip-log-bin",
                                        "--innodb-flush-log-at-trx-commit=1",
                                        "--innodb-buffer-pool-size=16M",
                                        "--innodb-log-file-size=8M",
                                        "--performance-schema=0"};
    command.insert(command.end(), asUser_.begin(), asUser_.end());
    pid_ = spawn(command, folder_ + "/server.log");
    const Server server = accounts();
    for (int i = 0; i < 600; ++i) {
        if (db::mysql::Session::open(
                {server.socket, "information_schema", server.owner, server.ownerPassword})
                .ok())
            return;
        if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
            pid_ = -1;
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    kill();
    throw std::runtime_error("mariadbd does not answer, see " + folder_ + "/server.log");
}

}  // namespace mingjing::tests
