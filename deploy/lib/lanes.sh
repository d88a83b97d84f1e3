# SPDX-License-Identifier: Apache-2.0
# Runs the suites of deploy/test in lanes: `wait` in the foreground, `quiet` beside it, `work` at idle priority.
# Sourced after common.sh and build.sh; uses $suites, $wanted, build_dev and build_tsan of the script that sources it.

# What the lanes tell each other: built-PRESET holds ok or FAILED, passed and failed hold a name a line.
lanes=
worker=

is_wanted() { [[ $wanted == " " || $wanted == *" $1 "* ]]; }

# is_wanted_build PRESET: a wanted suite needs it.
is_wanted_build() {
    local line name lane needs command
    for line in "${suites[@]}"; do
        read -r name lane needs command <<<"$line"
        is_wanted "$name" && [[ $needs == "$1" ]] && return 0
    done
    return 1
}

run_lanes() {
    local passed failed quiet
    lanes=$(mktemp -d)
    touch "$lanes/passed" "$lanes/failed"
    mkdir -p "$logs"
    set -m
    lane_of_work &
    worker=$!
    lane_of_suites quiet &
    quiet=$!
    set +m
    # Interrupted, suites still stop the servers that they have started.
    # shellcheck disable=SC2064  # who works is known now
    trap "kill -TERM -- -$worker 2>/dev/null || true; kill -INT -- -$quiet 2>/dev/null || true; rm -rf '$lanes'" EXIT
    lane_of_suites wait
    wait "$quiet" && touch "$lanes/all-quiet"
    wait "$worker" || true
    passed=$(wc -l <"$lanes/passed") failed=$(wc -l <"$lanes/failed")
    printf '%d passed, %d failed  %s\n' "$passed" "$failed" "$(tr '\n' ' ' <"$lanes/failed")"
    [[ $failed == 0 && $passed != 0 && -e $lanes/all-worked && -e $lanes/all-quiet ]]
}

# Compiles first what the other lane waits for, then goes on with its own suites. Where it ends before its time, what
# waits for it fails.
lane_of_work() {
    chrt --idle --pid 0 "$BASHPID" 2>/dev/null || renice -n 19 -p "$BASHPID" >/dev/null
    build_for_suites dev
    lane_of_suites work
    touch "$lanes/all-worked"
}

build_for_suites() {
    local preset=$1 result=ok started=$SECONDS log=$logs/build-$1.log
    [[ ! -e $lanes/built-$preset ]] && is_wanted_build "$preset" || return 0
    "build_$preset" >"$log" 2>&1 </dev/null || result=FAILED
    [[ $result == ok ]] || tail -n 40 "$log"
    tell "build-$preset" $result $((SECONDS - started)) ""
    printf '%s\n' $result >"$lanes/built-$preset"
}

lane_of_suites() {
    local line name lane needs command
    for line in "${suites[@]}"; do
        read -r name lane needs command <<<"$line"
        [[ $lane == "$1" ]] && is_wanted "$name" || continue
        [[ $lane != work || $needs == - ]] || build_for_suites "$needs"
        run_suite "$name" "$needs" "$command"
    done
}

run_suite() {
    local name=$1 needs=$2 command=$3 result=ok started log=$logs/suite-$1.log
    is_built "$needs" || { printf '%s\n' "$name" >>"$lanes/failed"; tell "$name" "NOT BUILT" 0 ""; return 0; }
    started=$SECONDS
    # shellcheck disable=SC2086  # a command line from the table
    $command >"$log" 2>&1 </dev/null || result=FAILED
    [[ $result == ok ]] || tail -n 60 "$log"
    tell "$name" $result $((SECONDS - started)) "$(counted "$log")"
    local list=failed
    [[ $result == ok ]] && list=passed
    printf '%s\n' "$name" >>"$lanes/$list"
}

# is_built PRESET: waits until it is; false when it could not be built, or nobody is left to build it.
is_built() {
    [[ $1 == - || $1 == release ]] && return 0
    until [[ -e $lanes/built-$1 ]]; do
        [[ -n $worker ]] && kill -0 "$worker" 2>/dev/null || break
        sleep 0.5
    done
    [[ -e $lanes/built-$1 && $(<"$lanes/built-$1") == ok ]]
}

tell() { printf '%-14s %-9s %4d s  %s\n' "$@"; }

counted() { grep -oE '[0-9]+ tests? |[0-9]+ test cases?|Tests +[0-9]+ passed|[0-9]+ passed|[0-9]+ files' "$1" | tail -1 || true; }
