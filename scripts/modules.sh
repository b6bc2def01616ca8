#!/bin/sh
# Trunk runs this before each build. It would build the modules one after the
# other; one call of cargo links them side by side.
set -eu
[ "$TRUNK_PROFILE" = release ] && release=--release || release=
cargo build --quiet --offline --locked $release --target wasm32-unknown-unknown \
    --bin container-diet --bin dockerfile-part --bin details-part
