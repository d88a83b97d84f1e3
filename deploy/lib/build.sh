# SPDX-License-Identifier: Apache-2.0
# Builds the programs and the pages, each only as far as something changed. Sourced after node.sh.

# What a centre runs; tests and benches are built by those who run them.
programs="mingjing-center mingjingctl mingjing-witness mingjing-recorder mingjing-analyst evidence-check evidence-verify"

# Of the checkout's own, unless CCACHE_DIR names another; checkouts in different folders can share one.
compiler_cache() {
    export CCACHE_DIR=${CCACHE_DIR:-$top/build/ccache} CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=true
}

# build_programs PRESET [TARGET…]: the programs, and more targets if named, in build/PRESET.
build_programs() {
    local preset=$1
    shift
    compiler_cache
    need_space "$top" 3000
    # shellcheck disable=SC2086  # several targets
    step "编译 build ($preset)" compile "$preset" $programs "$@" ||
        die "编译失败 / the programs could not be built ($preset)"
}

compile() {
    cd "$top"
    local preset=$1
    shift
    cmake --preset "$preset" && nice -n 5 cmake --build "build/$preset" --parallel "$(nproc)" --target "$@"
}

# build_pages: admin-ui/dist, made anew only when a source or the lock file changed.
build_pages() {
    local stamp=$top/build/pages.stamp now
    provide_node
    install_page_packages
    now=$(pages_fingerprint)
    [[ -s $top/admin-ui/dist/index.html && -s $top/admin-ui/dist/verify.html && -s $stamp && $(<"$stamp") == "$now" ]] && return 0
    step "页面 pages" npm --prefix "$top/admin-ui" run build || die "页面构建失败 / the pages could not be built"
    pages_fingerprint >"$stamp"
}

install_page_packages() {
    local stamp=$top/build/page-packages.stamp now
    now=$(sha256sum "$top/admin-ui/package.json" "$top/admin-ui/package-lock.json" | sha256sum)
    [[ -d $top/admin-ui/node_modules && -s $stamp && $(<"$stamp") == "$now" ]] && return 0
    step "页面依赖 page packages" npm --prefix "$top/admin-ui" ci --no-audit --no-fund ||
        die "页面依赖安装失败 / the pages' packages could not be installed"
    mkdir -p "$top/build"
    printf '%s\n' "$now" >"$stamp"
}

pages_fingerprint() {
    (cd "$top" && find admin-ui center/http/openapi.yaml \
        \( -name node_modules -o -name dist -o -name test-results -o -name playwright-report \) -prune -o \
        -type f ! -name 'schema.gen.ts' -print0 2>/dev/null | sort -z | xargs -0 sha256sum | sha256sum)
}
