// SPDX-License-Identifier: Apache-2.0
// no_new_privs, an empty set of capabilities, limits, and a seccomp filter.
#include "video/analyst_confine.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Status;

namespace {

#if defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#endif
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // its shadow memory is large, and its leak check traces itself
#else
constexpr bool kSanitized = false;
#endif
constexpr rlim_t kMostMemory = rlim_t{4} << 30;

const std::vector<int>& forbiddenCalls() {
    static const std::vector<int> calls = [] {
        std::vector<int> out = {SYS_execve,
                                SYS_execveat,
                                SYS_mount,
                                SYS_umount2,
                                SYS_pivot_root,
                                SYS_chroot,
                                SYS_bpf,
                                SYS_perf_event_open,
                                SYS_init_module,
                                SYS_finit_module,
                                SYS_delete_module,
                                SYS_kexec_load,
                                SYS_keyctl,
                                SYS_add_key,
                                SYS_request_key,
                                SYS_userfaultfd,
                                SYS_setns,
                                SYS_unshare,
                                SYS_process_vm_readv,
                                SYS_process_vm_writev,
                                SYS_open_by_handle_at,
                                SYS_reboot,
                                SYS_swapon,
                                SYS_swapoff};
        if (!kSanitized) out.push_back(SYS_ptrace);
        return out;
    }();
    return calls;
}

sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

/// Another architecture's calls have other numbers: nothing of them is allowed.
std::vector<sock_filter> program() {
    constexpr std::uint32_t kRefuse = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
    std::vector<sock_filter> out = {
        load(offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        load(offsetof(seccomp_data, nr)),
    };
    for (const int call : forbiddenCalls()) {
        out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        out.push_back(BPF_STMT(BPF_RET | BPF_K, kRefuse));
    }
    out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 5));
    out.push_back(load(offsetof(seccomp_data, args)));
    out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 3, 0));
    out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0));
    out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0));
    out.push_back(BPF_STMT(BPF_RET | BPF_K, kRefuse));
    out.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    return out;
}

Error notConfined(const char* what) {
    return Error::of(ErrorKind::Internal, "analyst.not_confined",
                     std::string(what) + ": " + std::to_string(errno));
}

bool dropCapabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> none{};
    return ::syscall(SYS_capset, &header, none.data()) == 0;
}

}  // namespace

Status confineAnalyst() {
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    const rlimit memory{kMostMemory, kMostMemory};
    if (!kSanitized && ::setrlimit(RLIMIT_DATA, &memory) != 0) return notConfined("memory");
    if (!dropCapabilities()) return notConfined("capabilities");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return notConfined("no_new_privs");
    std::vector<sock_filter> filter = program();
    const sock_fprog whole{static_cast<unsigned short>(filter.size()), filter.data()};
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) != 0) return notConfined("seccomp");
    return {};
}

}  // namespace mingjing::video
