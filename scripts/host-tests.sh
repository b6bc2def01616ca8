#!/bin/sh
# host-tests.sh quick | all: the tests that need no browser. `quick` leaves out
# what walks whole spaces and takes a minute or more.
set -eu
cd "$(dirname "$0")/.."
if [ "$1" = quick ]; then
    cargo test --locked --test host -- \
        --skip dockerfiles::every:: --skip dockerfiles::orders:: --skip dockerfiles::touches:: --skip runbook::every:: \
        --skip ::invariants:: --skip ::linters:: --skip ::every_companion
    exit
fi
cargo test --locked
# Ignored above, as it needs root: tried where it can be, and otherwise said at the end.
if why=$(python3 tests/host/runbook/kernel.py --ask 2>&1); then
    cargo test --quiet --locked --test host runbook::kernel -- --ignored
else
    echo "skipped: the test of who may read /proc/1/root, because $why"
fi
