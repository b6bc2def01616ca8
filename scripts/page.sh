# Sourced by what builds the page: set-up, and Trunk's hook finish.sh.

# build_page [--release] [--features split]: the program of the page.
build_page() {
    cargo build --quiet --offline --locked "$@" --target wasm32-unknown-unknown --bin container-diet
}

# finish build | run [-- FOLDER]: the views on the host. In the release's own
# profile but for its level, so that the macros of the page serve again and
# only what is used of each crate is compiled. A target is named, although it is
# this machine, as without one RUSTFLAGS would reach the macros and change them.
finish() {
    verb=$1
    shift
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 cargo "$verb" --quiet --offline --locked --release --target "$(rustc --print host-tuple)" \
        --no-default-features --features prerender --bin finish "$@"
}
