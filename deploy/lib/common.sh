# SPDX-License-Identifier: Apache-2.0
# What every deploy script shares: messages, guards, and long work that shows how far it is.
# Sourced by bash scripts that have set `set -euo pipefail`; defines functions and $top only.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
logs=$top/build/log

say() { printf '==> %s\n' "$*" >&2; }
die() { printf '错误 error: %s\n' "$*" >&2; exit 1; }

need_root() {
    [[ $EUID -eq 0 ]] || die "需要 root 权限，请用 sudo 运行 / needs root: run it with sudo"
}

# need_space FOLDER MEGABYTES: the file system that will hold FOLDER has that much room.
need_space() {
    local folder=$1 wanted=$2 free
    while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
    free=$(df -Pm "$folder" | awk 'NR==2 {print $4}')
    (( free >= wanted )) ||
        die "磁盘空间不足 / disk is full: $folder has $free MB free, $wanted MB are needed"
}

# step LABEL COMMAND…: runs the command with its output in a log file, and shows every few seconds
# what it is at. Where it fails, the end of the log is shown and the status is handed on.
# Ctrl-C ends the command with all its children first; with `uninterruptible=1` (package installs)
# it is let finish. What the person can do about a failure comes in `remedy`.
step() {
    local label=$1 log started=$SECONDS shown=$SECONDS status=0 worker kept_traps
    shift
    mkdir -p "$logs"
    log=$logs/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$label" | sed 's/^-*//; s/-*$//').log
    say "$label"
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    worker=$!
    set +m
    kept_traps=$(trap -p INT TERM HUP)
    # shellcheck disable=SC2064  # the worker is known now
    trap "stop_step $worker" INT TERM HUP
    while kill -0 "$worker" 2>/dev/null; do
        sleep 0.2
        (( SECONDS - shown < 5 )) && continue
        shown=$SECONDS
        printf '    %4d s  %s\n' $((SECONDS - started)) "$(last_words "$log")" >&2
    done
    wait "$worker" || status=$?
    trap - INT TERM HUP
    eval "$kept_traps"
    if (( status != 0 )); then
        tail -n 25 "$log" >&2
        printf '错误 error: %s 失败 / failed (%s)%s\n' "$label" "$log" "${remedy:+: $remedy}" >&2
    elif (( SECONDS - started >= 5 )); then
        printf '    %4d s  完成 done\n' $((SECONDS - started)) >&2
    fi
    return "$status"
}

stop_step() {
    [[ -n ${uninterruptible:-} ]] || kill -TERM -- "-$1" 2>/dev/null || true
    while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
    exit 130
}

last_words() { tail -c 300 "$1" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-100 || true; }
