#!/bin/sh
# fuzz.sh TARGET RUNS: so many generated inputs with libFuzzer, through the reader
# of links from the golden ones on (links), into Dockerfiles (orders), through the
# review of Dockerfiles (dockerfiles) or the readers of projects (projects). What
# breaks something lies in target/fuzz/found/ and is tried again with
# `target/fuzz/<host>/release/TARGET FILE`.
set -eu
cd "$(dirname "$0")/.."
target=$1
runs=$2
out=target/fuzz
# Of its own, as targets may run beside each other.
seeds=$out/seeds-$target
host=$(rustc --print host-tuple)
# What cargo-fuzz passes, which itself would need a nightly compiler.
sancov="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
# For a target of its own, so that build scripts are not instrumented.
RUSTFLAGS="$sancov" cargo build --quiet --locked --release --manifest-path tools/fuzz/Cargo.toml --target "$host" --target-dir "$out"
mkdir -p "$out/found"
case $target in
    links)
        rm -rf "$seeds" && mkdir "$seeds"
        sed -n 's/ => .*//p' tests/host/golden_links.txt > "$out/links"
        awk -v to="$seeds/" '{ file = to NR; printf "%s", $0 > file; close(file) }' "$out/links"
        tr '&' '\n' < "$out/links" | sort -u | sed 's/.*/"&"/' > "$out/words"
        set -- "$seeds" -dict="$out/words" -max_len=6000
        ;;
    # Its bytes are choices: no text is a good one to begin with.
    orders) set -- -max_len=300 ;;
    dockerfiles)
        rm -rf "$seeds" && mkdir "$seeds"
        cp tests/golden/*.Dockerfile "$seeds/"
        for case in tests/host/inspect/dockerfiles/*.txt; do
            sed -e 1d -e '/^=== /,$d' "$case" > "$seeds/$(basename "$case")"
        done
        set -- "$seeds" -max_len=3000
        ;;
    # The first byte chooses the reader, so a file follows a letter for each.
    projects)
        rm -rf "$seeds" && mkdir "$seeds"
        for case in tests/host/inspect/projects/*.txt; do
            awk -v to="$seeds/$(basename "$case")-" '/^=== /{exit} /^--- /{n++; file=to n; printf "%c", 32+n > file; next} {print > file}' "$case"
        done
        set -- "$seeds" -max_len=2000
        ;;
    *) echo "fuzz.sh: no target $target; there are links, orders, dockerfiles and projects" >&2; exit 2 ;;
esac
if ! "$out/$host/release/$target" "$@" -runs="$runs" -seed=1 -timeout=5 -artifact_prefix="$out/found/$target-" > "$out/log-$target" 2>&1; then
    tail -40 "$out/log-$target" >&2
    exit 1
fi
echo "$target: $(tail -1 "$out/log-$target")"
