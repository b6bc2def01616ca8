#!/bin/sh
# Trunk runs this before each build. It would build the modules one after the
# other; one call of cargo links them side by side.
set -eu
. scripts/page.sh
[ "$TRUNK_PROFILE" = release ] && release=--release || release=
build_modules $release
