# SPDX-License-Identifier: Apache-2.0
# Debian packages in named groups, installed so that nothing is left running or enabled afterwards.
# Sourced after common.sh.

declare -A package_groups=(
    [base]="ca-certificates openssl python3 procps"
    [build]="g++ cmake ninja-build ccache pkg-config
             libpoco-dev libmysqlcppconn-dev libboost-dev nlohmann-json3-dev libfmt-dev libspdlog-dev
             libargon2-dev libssl-dev libpango1.0-dev libqrencode-dev libzbar-dev libarchive-dev libavformat-dev libavcodec-dev libavutil-dev libswscale-dev
             libswresample-dev libopencv-dev libtesseract-dev tesseract-ocr-eng"
    [run]="mariadb-server-core mariadb-client-core nginx supervisor fonts-noto-cjk"
    [demo]="python3-gi python3-gst-1.0 gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base
            gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly gstreamer1.0-libav
            python3-numpy python3-pil fonts-dejavu-core fonts-wqy-microhei"
    [models]="python3-numpy python3-onnx python3-pil"
    [node]="npm"
    [test]="git clang-format-14 clang-tidy-14 libboost-test-dev libbenchmark-dev ffmpeg strace
            python3-jsonschema python3-yaml python3-cryptography python3-opencv
            poppler-utils zbar-tools"
    [browser]="chromium fonts-wqy-microhei"
)

policy=/usr/sbin/policy-rc.d
policy_kept=/usr/sbin/policy-rc.d.before-mingjing

# install_packages GROUP…: does nothing, in a blink, when all of them are there.
install_packages() {
    local missing
    missing=$(missing_packages "$@")
    [[ -n $missing ]] || return 0
    need_root
    need_space /usr 3000
    export DEBIAN_FRONTEND=noninteractive
    remedy="请检查网络或软件源 / check the network and the package sources" \
        step "软件包列表 package lists" apt-get update || exit 1
    # shellcheck disable=SC2086  # a list of package names
    (uninterruptible=1 remedy="缺少 / missing: $(tr '\n' ' ' <<<"$missing")" without_daemons \
        step "安装软件包 packages ($*)" apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=900 -o Dpkg::Options::=--force-confold $missing) || exit 1
}

# missing_packages GROUP…: the names of those that are not installed, one a line.
missing_packages() {
    local group wanted=""
    for group in "$@"; do
        [[ -n ${package_groups[$group]:-} ]] || die "no package group $group"
        wanted+=" ${package_groups[$group]}"
    done
    # shellcheck disable=SC2086
    comm -23 <(printf '%s\n' $wanted | sort -u) \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# without_daemons COMMAND…: packages that the command installs neither start a service nor leave one
# enabled. Call it in a subshell: its trap puts the machine's own start policy back in every case.
without_daemons() {
    local enabled_before status=0
    enabled_before=$(enabled_units)
    forbid_starts
    trap allow_starts EXIT
    trap 'exit 130' INT TERM HUP
    "$@" || status=$?
    comm -13 <(printf '%s\n' "$enabled_before") <(enabled_units) | disable_units
    return "$status"
}

forbid_starts() {
    if [[ -e $policy || -L $policy ]] && ! grep -qs 'mingjing' "$policy"; then
        mv "$policy" "$policy_kept"
    fi
    printf '#!/bin/sh\n# mingjing: while its packages are installed, no service is started.\nexit 101\n' >"$policy"
    chmod 755 "$policy"
}

allow_starts() {
    if [[ -e $policy_kept || -L $policy_kept ]]; then mv "$policy_kept" "$policy"; else rm -f "$policy"; fi
}

enabled_units() {
    { find /etc/systemd/system -type l -path '*.wants/*' 2>/dev/null
      find /etc/rc2.d /etc/rc3.d /etc/rc4.d /etc/rc5.d -name 'S*' 2>/dev/null; } | sort
}

disable_units() {
    local link
    while read -r link; do
        case $link in
            '') ;;
            /etc/rc*) [[ ! -e $link ]] || update-rc.d "$(basename "$link" | sed 's/^S[0-9]*//')" disable >/dev/null 2>&1 || true ;;
            *) rm -f "$link" ;;
        esac
    done
}
