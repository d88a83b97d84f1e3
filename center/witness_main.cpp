// SPDX-License-Identifier: Apache-2.0
// mingjing-witness: run by another office, from cron or all the time; says in words what it saw.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/kernel/clock.h"
#include "center/kernel/files.h"
#include "center/net/http_client.h"
#include "center/net/tls_client.h"
#include "center/witness/watch.h"

namespace {

using namespace mingjing;
using kernel::Error;
using kernel::Result;
using kernel::Status;
using witness::Outcome;
using witness::StateFolder;
using witness::Verdict;

constexpr int kTimeoutSeconds = 30;
constexpr int kUsage = 2;
constexpr const char* kUsageText =
    "usage: mingjing-witness --state FOLDER COMMAND\n"
    "  once --centre URL [--ca FILE] [--key PUBLICKEY] [--late MINUTES]\n"
    "                       one look, for cron\n"
    "  loop … [--every SECONDS]\n"
    "                       a look every minute (or so), until it is ended\n"
    "  key                  our public key, which the centre's administrator registers\n"
    "  show                 the head that is kept, and the refusal that stands\n"
    "  settle --by NAME --why TEXT [--accept yes]\n"
    "                       a person has looked into a refusal; with --accept yes the refused "
    "head\n"
    "                       is the one that counts from now on\n"
    "  URL: https://HOST[:PORT] with --ca, the file of certificates (PEM) that may vouch for it;\n"
    "       http:// only on this machine. --key pins the centre's key (mingjingctl key); without "
    "it\n"
    "       the key of the first look is pinned.\n"
    "  exit codes: 0 seen, 2 usage, 3 no answer, 4 a heartbeat is or was missing, 5 refused "
    "(until\n"
    "              settled), 6 countersignature not taken, 7 our own folder\n";

/// What is said of each code, Chinese first.
const std::map<std::string, std::string>& words() {
    static const std::map<std::string, std::string> all{
        {"",
         "记录链与此前所见一致，已保存并签名 / the log continues what was seen; kept and "
         "countersigned"},
        {"log.forked",
         "拒绝：同一编号有两个签名的链头，历史被分叉；两份均已保存为证据 / REFUSED: two signed "
         "heads of one number, the history was forked; both are kept as evidence"},
        {"log.rolled_back",
         "拒绝：记录链退回到以前，见过的链头不在了；证据已保存 / REFUSED: the log was rolled "
         "back, a head that was seen is gone; the evidence is kept"},
        {"log.not_consistent",
         "拒绝：新的记录链不包含以前的条目，历史被改写；两份链头均已保存为证据 / REFUSED: the "
         "log does not contain what it did, the history was rewritten; both heads are kept as "
         "evidence"},
        {"log.other_key",
         "拒绝：链头由另一把密钥签名；请与中心核实 / REFUSED: the head is signed "
         "with another key; ask the centre why"},
        {"log.head_counter",
         "拒绝：链头编号不连续，有链头被删除 / REFUSED: the numbers of the "
         "heads are not dense, heads were removed"},
        {"log.head_previous",
         "拒绝：链头与前一个不衔接，历史被分叉 / REFUSED: a head does not "
         "continue the one before, the history was forked"},
        {"log.head_time", "拒绝：链头的时间倒退 / REFUSED: the time of the heads goes back"},
        {"log.head_size", "拒绝：记录链缩短了 / REFUSED: the log became shorter"},
        {"log.head_key", "拒绝：链头由另一把密钥签名 / REFUSED: a head is signed with another key"},
        {"log.no_head",
         "中心还没有签名的链头，请稍后再试 / the centre has no signed head yet; "
         "try again later"},
        {"witness.refusal_stands",
         "此前的拒绝尚未处理：请查看证据，查明后运行 settle / a refusal stands: look at the "
         "evidence, and run settle once it is cleared up"},
        {"witness.is_silent",
         "心跳缺失：最新的链头太旧，中心的记录链停了 / a heartbeat is "
         "missing: the newest head is old, the log has stopped"},
        {"witness.was_silent",
         "心跳曾缺失：这些时段没有签名的链头 / a heartbeat was missing: no "
         "head was signed in these spans"},
        {"witness.clocks_differ",
         "中心的时钟比本机快很多，请核对两边的时钟 / the centre's clock "
         "is far ahead of ours; compare both"},
        {"witness.bad_answer",
         "回答不是本中心记录链的内容，请检查地址 / the answer is not that of "
         "the centre's log; check the address"},
        {"witness.not_registered",
         "中心没有登记本见证机构：请管理员登记公钥（key 命令）/ the centre does not know this "
         "witness: its administrator registers our public key (command key)"},
        {"witness.not_taken",
         "中心没有收下见证签名，请稍后再试 / the centre did not take the "
         "countersignature; try again later"},
        {"witness.busy", "另一个见证进程正在使用该目录 / another witness is using this folder"},
        {"witness.key_damaged",
         "密钥文件损坏，请从备份恢复 / a key file is damaged; restore it "
         "from a backup"},
        {"witness.head_damaged",
         "保存的链头损坏，请从备份恢复；不要删除 / the kept head is "
         "damaged; restore it from a backup, do not delete it"},
        {"witness.none_refused", "没有待处理的拒绝 / no refusal stands"},
        {"witness.nothing_offered",
         "拒绝时没有可采用的链头，请不带 --accept 处理 / no head was "
         "offered then; settle it without --accept"},
        {"witness.other_key_pinned",
         "已固定的是另一把中心公钥，请核对 --key / another key of the "
         "centre is pinned; check --key"},
        {"file.unwritable",
         "不能写入目录，请检查权限和磁盘 / the folder cannot be written; check "
         "rights and disk"},
        {"file.unreadable", "不能读取文件，请检查权限 / a file cannot be read; check its rights"},
        {"net.unreachable", "连接不上中心 / the centre cannot be reached"},
        {"net.timeout", "中心没有及时回答 / the centre did not answer in time"},
        {"net.untrusted",
         "中心的证书不可信，请检查 --ca 和主机名 / the centre's certificate is "
         "not trusted; check --ca and the host's name"},
        {"net.too_large", "回答过大 / the answer is too large"}};
    return all;
}

struct Arguments {
    std::string command;
    std::map<std::string, std::string> options;
    bool wrong = false;
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (!word.starts_with("--")) {
            arguments.wrong = arguments.wrong || !arguments.command.empty();
            arguments.command = word;
        } else if (i + 1 < argc) {
            arguments.options[word.substr(2)] = argv[++i];
        } else {
            arguments.wrong = true;
        }
    }
    return arguments;
}

std::string option(const Arguments& arguments, const char* name, const char* otherwise = "") {
    const auto it = arguments.options.find(name);
    return it == arguments.options.end() ? otherwise : it->second;
}

int exitCodeOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Seen:
            return 0;
        case Verdict::Unanswered:
            return 3;
        case Verdict::Late:
            return 4;
        case Verdict::Refused:
            return 5;
        case Verdict::NotTaken:
            return 6;
        case Verdict::OwnTrouble:
            break;
    }
    return 7;
}

int badOption(const char* name, const char* why) {
    std::fprintf(stderr, "mingjing-witness: %s: %s\n", name, why);
    return kUsage;
}

/// Every line begins with our own time, so that a log of many looks can be read.
void say(const std::string& text) {
    std::printf("%s %s\n", kernel::beijingTime(kernel::SystemClock().wall().us).c_str(),
                text.c_str());
    std::fflush(stdout);
}

std::string textOf(const std::string& code) {
    const auto it = words().find(code);
    return it == words().end() ? code : it->second;
}

void tell(const Outcome& seen) {
    say(textOf(seen.code) + (seen.code.empty() ? "" : " [" + seen.code + "]") +
        (seen.internal.empty() ? "" : " (" + seen.internal + ")"));
    for (const witness::Silence& silence : seen.silences)
        say("  " + kernel::beijingTime(silence.fromUs) + " – " + kernel::beijingTime(silence.toUs));
    if (seen.head)
        say("  " + std::to_string(seen.head->head.counter) + " · " +
            std::to_string(seen.head->head.size) + " · " + kernel::hexOf(seen.head->hash) + " · " +
            kernel::beijingTime(seen.head->head.signedAtUs) + " (UTC+8)");
}

int fail(const Error& error) {
    tell({Verdict::OwnTrouble, error.code, error.internal, {}, {}});
    return exitCodeOf(Verdict::OwnTrouble);
}

struct Address {
    bool tls = false;
    std::string host;
    unsigned short port = 0;
};

std::optional<long> numberIn(const std::string& text, long low, long high) {
    if (text.empty() || text.size() > 6 ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const long number = std::stol(text);
    return number < low || number > high ? std::nullopt : std::optional(number);
}

/// Plain HTTP never leaves this machine.
std::optional<Address> addressOf(std::string url) {
    Address address;
    address.tls = url.starts_with("https://");
    if (!address.tls && !url.starts_with("http://")) return std::nullopt;
    url = url.substr(url.find("//") + 2);
    if (url.ends_with('/')) url.pop_back();
    const std::size_t colon = url.find(':');
    address.host = url.substr(0, colon);
    const auto port = colon == std::string::npos ? std::optional<long>(address.tls ? 443 : 80)
                                                 : numberIn(url.substr(colon + 1), 1, 65535);
    const bool local = address.host == "127.0.0.1" || address.host == "localhost";
    if (!port || address.host.empty() || (!address.tls && !local) ||
        url.find_first_of("/?#@ ") != std::string::npos)
        return std::nullopt;
    address.port = static_cast<unsigned short>(*port);
    return address;
}

witness::Ask askerOf(const Address& address, const std::string& caFile) {
    return [address, caFile](const std::string& method, const std::string& path,
                             const std::string& body) -> Result<witness::Answer> {
        const std::map<std::string, std::string> headers{{"Content-Type", "application/json"}};
        const auto sent = [&] {
            if (address.tls)
                return net::TlsClient(address.host, address.port, caFile, kTimeoutSeconds)
                    .send(method, path, headers, body);
            return net::HttpClient("127.0.0.1:" + std::to_string(address.port), kTimeoutSeconds)
                .send(method, path, headers, body);
        }();
        if (!sent.ok()) return sent.error();
        return witness::Answer{sent->status, sent->body};
    };
}

/// A key that was given must be the pinned one, or becomes it before the first look.
Status pinGiven(const StateFolder& state, const std::string& text) {
    if (text.empty()) return {};
    const auto key = kernel::bytesOfBase64Url(text);
    if (!key || key->size() != kernel::Hash{}.size())
        return Error::invalid("--key", "witness.key_damaged");
    MJ_ASSIGN(const auto pinned, state.pinnedKey());
    if (!pinned) return state.pin(*key);
    if (*pinned != *key) return Error::invalid("--key", "witness.other_key_pinned");
    return {};
}

struct Watching {
    witness::Ask ask;
    std::int64_t lateUs = 0;
    int everySeconds = 60;
};

int look(StateFolder& state, const Watching& watching) {
    const Outcome seen =
        witness::watchOnce(state, watching.ask, {watching.lateUs, kernel::SystemClock().wall().us});
    tell(seen);
    return exitCodeOf(seen.verdict);
}

/// Until SIGTERM or SIGINT; the code of the last look, so that a refusal ends as one.
int loop(StateFolder& state, const Watching& watching) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    const timespec pause{watching.everySeconds, 0};
    int code = look(state, watching);
    while (sigtimedwait(&signals, nullptr, &pause) < 0) code = look(state, watching);
    return code;
}

int watch(StateFolder& state, const Arguments& arguments) {
    const auto address = addressOf(option(arguments, "centre"));
    if (!address)
        return badOption(
            "--centre",
            "需要 https://主机[:端口]，http:// 仅限本机 / must be https://HOST[:PORT]; "
            "http:// only on this machine");
    if (address->tls && option(arguments, "ca").empty())
        return badOption("--ca", "HTTPS 需要证书文件 / HTTPS needs the file of certificates");
    if (address->tls && !kernel::readFile(option(arguments, "ca")).ok())
        return badOption("--ca", "不能读取证书文件 / the file of certificates cannot be read");
    const auto late = numberIn(option(arguments, "late", "5"), 1, 1440);
    if (!late) return badOption("--late", "需要1至1440分钟 / must be 1 to 1440 minutes");
    const auto every = numberIn(option(arguments, "every", "60"), 1, 3600);
    if (!every) return badOption("--every", "需要1至3600秒 / must be 1 to 3600 seconds");
    if (const Status pinned = pinGiven(state, option(arguments, "key")); !pinned.ok())
        return fail(pinned.error());
    const Watching watching{askerOf(*address, option(arguments, "ca")), *late * kernel::kMinuteUs,
                            static_cast<int>(*every)};
    return arguments.command == "loop" ? loop(state, watching) : look(state, watching);
}

int show(const StateFolder& state) {
    const auto head = state.head();
    if (!head.ok()) return fail(head.error());
    const auto refusal = state.standingRefusal();
    if (!refusal.ok()) return fail(refusal.error());
    if (*head) tell({Verdict::Seen, "", "", **head, {}});
    if (!*refusal) return 0;
    tell({Verdict::Refused, "witness.refusal_stands", **refusal, {}, {}});
    return exitCodeOf(Verdict::Refused);
}

int settle(const StateFolder& state, const Arguments& arguments) {
    const std::string by = option(arguments, "by"), why = option(arguments, "why");
    if (by.empty()) return badOption("--by", "需要处理人姓名 / who settles it is needed");
    if (why.empty()) return badOption("--why", "需要说明理由 / the reason is needed");
    const Status settled = state.settle(by, why, option(arguments, "accept") == "yes",
                                        kernel::SystemClock().wall().us);
    if (!settled.ok()) return fail(settled.error());
    say("已处理，与证据一并保存 / settled; kept with the evidence");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const Arguments arguments = parse(argc, argv);
    const std::string folder = option(arguments, "state");
    const bool known = arguments.command == "once" || arguments.command == "loop" ||
                       arguments.command == "key" || arguments.command == "show" ||
                       arguments.command == "settle";
    if (arguments.wrong || folder.empty() || !known) {
        std::fputs(kUsageText, stderr);
        return kUsage;
    }
    auto state = StateFolder::open(folder);
    if (!state.ok()) return fail(state.error());
    if (arguments.command == "key") {
        std::printf("%s\n", kernel::base64Url(state->key().publicKey()).c_str());
        return 0;
    }
    if (arguments.command == "show") return show(*state);
    if (arguments.command == "settle") return settle(*state, arguments);
    return watch(*state, arguments);
}
