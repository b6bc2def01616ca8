#!/bin/sh
# side-by-side.sh COMMAND…: runs commands at the same time, each with its output in
# one piece, and fails if one of them did. Two lanes are what two cores can do.
set -eu
lanes=$(mktemp -d)
trap 'rm -rf "$lanes"' EXIT
at=0
for command; do
    at=$((at + 1))
    (if sh -c "$command" > "$lanes/$at" 2>&1; then echo 0; else echo 1; fi > "$lanes/$at.status") &
done
wait
status=0
for lane in $(seq "$at"); do
    cat "$lanes/$lane"
    [ "$(cat "$lanes/$lane.status")" -eq 0 ] || status=1
done
exit $status
