# Installs the local chain that npm has, once; read in after jdk.sh by the scripts that start it. $root is the clone's folder.

install_chain() {
    [ -f "$root/chain/anvil/node_modules/.package-lock.json" ] && return
    command -v npm >/dev/null && command -v node >/dev/null ||
        fail 3 "needs Node.js with npm to install the local chain; install Node.js 20 or newer"
    echo 'installing the local chain (first start)…' >&2
    log=$root/target/launch.log
    mkdir -p "$root/target" || exit 3
    (cd "$root/chain/anvil" && npm ci --ignore-scripts --silent) </dev/null >"$log" 2>&1 ||
        fail 3 "the local chain could not be installed from npm; connect to the network and start again (log: $log)"
}
