#!/bin/sh
# browser-tests.sh [apart | measures | FILE…]: the tests of the page in a browser: all,
# those that may run beside other work, those that measure time or memory and so run
# alone, or the files given.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
CHROME=$(find_browser)
export CHROME
tests() {
    node --test --test-reporter=spec "$@"
}
# Names of ours have no spaces, so that a list of them is words.
measures="" apart=""
for file in tests/browser/*.test.mjs; do
    case $(basename "$file" .test.mjs) in
        growth | map | offline | project | search | view) measures="$measures $file" ;;
        *) apart="$apart $file" ;;
    esac
done
# shellcheck disable=SC2086
case ${1:-all} in
    # One file at a time: what runs beside has the other core.
    apart) tests --test-concurrency=1 $apart ;;
    measures) tests --test-concurrency=1 $measures ;;
    all)
        tests --test-concurrency=2 $apart
        tests --test-concurrency=1 $measures
        ;;
    *) tests --test-concurrency=1 "$@" ;;
esac
