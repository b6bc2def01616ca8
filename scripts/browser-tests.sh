#!/bin/sh
# browser-tests.sh [FILE…]: the tests of the page in a browser, all or those given.
# Two files at once, as two cores can; those that measure time or memory alone.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
CHROME=$(find_browser)
export CHROME
tests() {
    node --test --test-reporter=spec "$@"
}
if [ "$#" -gt 0 ]; then
    tests --test-concurrency=1 "$@"
    exit
fi
measures="growth map offline project search view"
alone="" together=""
for file in tests/browser/*.test.mjs; do
    name=$(basename "$file" .test.mjs)
    case " $measures " in
        *" $name "*) alone="$alone $file" ;;
        *) together="$together $file" ;;
    esac
done
# Names of ours have no spaces.
# shellcheck disable=SC2086
tests --test-concurrency=2 $together
# shellcheck disable=SC2086
tests --test-concurrency=1 $alone
