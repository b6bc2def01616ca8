#!/bin/sh
# tool.sh CRATE VERSION PROGRAM FOLDER [FEATURES]: puts PROGRAM into FOLDER/bin, from the
# release binary that releases.tsv pins for this machine, and otherwise compiled.
# CONTAINER_DIET_RELEASES names another place than GitHub to take releases from.
set -eu
crate=$1 version=$2 program=$3 folder=$4 features=${5:-}
say() { printf '\033[1m==> %s %s: %s\033[0m\n' "$program" "$version" "$*" >&2; }

# Made beside its place and moved there at the end, so that half a tool is never taken for a whole one.
mkdir -p "$(dirname "$folder")"
new=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 130' HUP INT TERM

# Debian has sha256sum, macOS shasum.
sum() { if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# Puts the release binary into $new/bin, or sets $why to one line that says why not.
release() {
    platform=$(uname -s)-$(uname -m)
    row=$(awk -F '\t' -v key="$crate $version $platform" '$1 " " $2 " " $3 == key { print $4, $5 }' "$(dirname "$0")/releases.tsv")
    [ -n "$row" ] || { why="none is pinned for $platform"; return 1; }
    command -v curl >/dev/null 2>&1 || { why="curl is missing"; return 1; }
    # Without a network this costs seconds; a download that stands still is given up too.
    why=$(curl --fail --location --silent --show-error --connect-timeout 5 --speed-limit 1000 --speed-time 10 --max-time 300 \
        --output "$new/archive" "${CONTAINER_DIET_RELEASES:-https://github.com}/${row#* }" 2>&1) || { why=$(printf '%s' "$why" | tail -n 1); return 1; }
    [ "$(sum "$new/archive")" = "${row%% *}" ] || { why="its checksum is not the pinned one"; return 1; }
    mkdir "$new/unpacked" "$new/bin"
    tar -xzf "$new/archive" -C "$new/unpacked" 2>/dev/null || { why="it does not unpack"; return 1; }
    # Some archives have a folder around it.
    for file in "$new/unpacked/$program" "$new/unpacked"/*/"$program"; do
        [ ! -f "$file" ] || mv "$file" "$new/bin/"
    done
    # An older system may be unable to start what its checksum allows.
    case "$("$new/bin/$program" --version 2>/dev/null)" in
        "$program $version" | "$program $version "*) ;;
        *) why="it does not run here"; return 1 ;;
    esac
}

# Minutes of building matter more here than the speed of the tool. No tool
# is asked to download anything, so all do without TLS.
compile() {
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
        cargo install --quiet --locked --no-default-features --features "$features" --bin "$program" "$crate" --version "$version" --root "$new"
}

if ! release; then
    say "no release binary ($why), so it is compiled: some minutes, once for this user"
    rm -rf "$new"
    mkdir "$new"
    compile
fi
rm -rf "$new/archive" "$new/unpacked" "$folder"
# mktemp's folder is for its owner alone.
chmod 755 "$new"
mv "$new" "$folder"
