# Sourced by the Makefile: which tools, which versions, where they are.
# Tools that take minutes to build are kept per user and version, so that a
# second clone does not build them again. Everything else lies in the clone.

TRUNK_VERSION=0.21.14
# Must equal wasm-bindgen in Cargo.toml.
BINDGEN_VERSION=0.2.129
# Cuts the parts of the page out of its program; belongs to wasm_split_helpers in Cargo.toml.
SPLIT_VERSION=0.2.4
# Makes what is downloaded smaller. (Binaryen's wasm-opt is not used: it makes the first
# view smaller, but larger once it is compressed.)
ESBUILD_VERSION=0.28.2
HADOLINT_VERSION=2.15.1
PARSER_VERSION=3.4.0
VALIDATOR_VERSION=0.39.0
SHELLCHECK_VERSION=0.11.0.1
# Carries the schemas of Kubernetes 1.25 to its own version.
MANIFESTS_VERSION=1.37.0

TOOLS=${CONTAINER_DIET_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/container-diet}
TRUNK=$TOOLS/trunk-$TRUNK_VERSION
BINDGEN=$TOOLS/wasm-bindgen-cli-$BINDGEN_VERSION
SPLIT=$TOOLS/wasm-split-$SPLIT_VERSION
ESBUILD=$TOOLS/esbuild-$ESBUILD_VERSION
LINT=$TOOLS/lint-$HADOLINT_VERSION-$PARSER_VERSION-$VALIDATOR_VERSION-$SHELLCHECK_VERSION-$MANIFESTS_VERSION

PATH=$TRUNK/bin:$BINDGEN/bin:$SPLIT/bin:$ESBUILD/node_modules/.bin:$PATH
# Where the tests find hadolint, Moby's parser, a JSON Schema validator,
# shellcheck and a validator of Kubernetes manifests.
LINT_TOOLS=$LINT/bin
# The servers that the configurations in examples/hosting are tested with.
SERVERS=$TOOLS/servers
export PATH LINT_TOOLS SERVERS
# This Trunk stops when NO_COLOR says 1.
unset NO_COLOR

# Prints the browser for the tests: $CHROME, or what is installed.
find_browser() {
    # The shell has no window and no tabs to draw, which halves the time of the tests.
    for name in "${CHROME:-}" chromium-headless-shell chrome-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        [ -n "$name" ] || continue
        if command -v "$name" 2>/dev/null; then return 0; fi
    done
    return 1
}

# The same file from whoever builds it: paths of the machine stay out of the wasm.
case ${RUSTFLAGS:-} in
    *--remap-path-prefix=*=/project*) ;;
    *) RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix=$PWD=/project" ;;
esac
