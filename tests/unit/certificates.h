// SPDX-License-Identifier: Apache-2.0
// Certificates and their keys for tests, made by the openssl command line, which also opens what is
// encrypted to them: whoever receives a file has nothing else.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <sys/wait.h>

namespace mingjing::tests {

/// One owner's key and certificate in a folder that goes with it.
class KeyOwner {
public:
    /// `key`: options of `openssl req` for the new key; `more`: further ones.
    explicit KeyOwner(const std::string& key, const std::string& more = "-days 30") {
        run("openssl req -x509 -nodes -newkey " + key + " -keyout " + path("key.pem") + " -out " +
            path("cert.pem") + " -subj '/CN=演示法院' -utf8 " + more);
    }
    ~KeyOwner() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    KeyOwner(const KeyOwner&) = delete;
    KeyOwner& operator=(const KeyOwner&) = delete;
    static KeyOwner rsa() { return KeyOwner("rsa:2048"); }
    static KeyOwner ec(const std::string& curve) {
        return KeyOwner("ec -pkeyopt ec_paramgen_curve:" + curve);
    }

    [[nodiscard]] std::string certificate() const { return read(path("cert.pem")); }
    [[nodiscard]] std::string key() const { return read(path("key.pem")); }
    /// 64 hexadecimal digits, as `openssl x509 -fingerprint` tells them.
    [[nodiscard]] std::string fingerprint() const {
        run("openssl x509 -in " + path("cert.pem") + " -noout -fingerprint -sha256 -out " +
            path("print"));
        std::string digits;
        const std::string told = read(path("print"));
        for (const char c : told.substr(told.find('=') + 1))
            if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
                digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return digits;
    }
    /// What the command of PACKAGE.md makes of it; nothing when it reports an error.
    [[nodiscard]] std::optional<std::string> open(const std::string& encrypted) const {
        write(path("file.p7m"), encrypted);
        const bool opened =
            run("openssl cms -decrypt -inform DER -in " + path("file.p7m") + " -recip " +
                path("cert.pem") + " -inkey " + path("key.pem") + " -out " + path("file")) == 0;
        return opened ? std::optional(read(path("file"))) : std::nullopt;
    }

private:
    [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }
    static std::string newFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mj-key-XXXXXX").string();
        return ::mkdtemp(pattern.data()) == nullptr ? "" : pattern;
    }
    static int run(const std::string& command) {
        const int status = std::system((command + " 2>/dev/null").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    static std::string read(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static void write(const std::string& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    const std::string folder_ = newFolder();
};

}  // namespace mingjing::tests
