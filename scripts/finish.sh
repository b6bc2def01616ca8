#!/bin/sh
# Trunk runs this after each build. In a release scripts and styles are made
# small, the program is cut into parts that are named by their contents, the
# first view is put into the page, what is published is written beside it, and
# the policy of public/_headers is written into the pages, for hosts that cannot
# send headers.
# The development server's reload script is inline and would be stopped by it.
set -eu
if [ "$TRUNK_PROFILE" != release ]; then
    # Writing anew what is published would take a build for the host.
    cp tests/golden/publish/* src/publish/schemas/* "$TRUNK_STAGING_DIR"
    exit 0
fi
. scripts/env.sh
. scripts/page.sh
# What Trunk made of the program; parts.mjs makes it anew.
rm "$TRUNK_STAGING_DIR"/container-diet-*
for file in "$TRUNK_STAGING_DIR"/*.js "$TRUNK_STAGING_DIR"/*.css; do
    esbuild --log-level=warning --minify --allow-overwrite --outfile="$file" "$file"
done
target=${CARGO_TARGET_DIR:-target}
program=$target/wasm32-unknown-unknown/release/container-diet.wasm
if ! node scripts/parts.mjs "$program" "$TRUNK_STAGING_DIR" "$target/named"; then
    echo "finish.sh: the program could not be split into parts (see above). The page works but loads it as a whole and starts later" >&2
    build_page --release
    node scripts/parts.mjs "$program" "$TRUNK_STAGING_DIR" "$target/named"
fi
finish run -- "$TRUNK_STAGING_DIR"
# It is there once for each kind of address, always the same.
policy=$(sed -n 's/^ *Content-Security-Policy: *//p' public/_headers | sort -u)
for page in "$TRUNK_STAGING_DIR"/*.html; do
    sed "s|<!-- policy -->|<meta http-equiv=\"Content-Security-Policy\" content=\"$policy\">|" "$page" > "$page.new"
    mv "$page.new" "$page"
    grep -q 'http-equiv="Content-Security-Policy"' "$page" || { echo "finish.sh: $page has no <!-- policy --> to replace" >&2; exit 1; }
done
# Last of all: it says which files there are, and what is in them.
node scripts/offline.mjs "$TRUNK_STAGING_DIR"
