#!/bin/sh
# Rehearses access to a running pod of server, for Kubernetes 1.36.
# It adds one debug container to one pod, reads one file and copies it out. It asks
# before it changes anything; YES=1 answers for you. It deletes nothing without asking.
#   NS=shop APP=server sh rehearsal.sh
set -eu
NS="${NS:-default}"
APP="${APP:-server}"
DEBUG_IMAGE="${DEBUG_IMAGE:-busybox:1.38-musl}"
DEBUGGER="rehearsal-$(date +%s)"
STARTED="$(date +%s)"
PROVED=
OUT=

say() { printf '%s\n' "$*"; }
proved() {
  PROVED="$PROVED
  - $*"
  say "ok: $*"
}
finish() {
  code=$?
  [ -z "$OUT" ] || rm -f "$OUT"
  say ""
  say "Proved in $(($(date +%s) - STARTED)) seconds:${PROVED:-
  - nothing}"
  if [ "$code" = 0 ]; then
    say "If you also got a prompt, access is rehearsed. Write down the date and who did it."
  else
    say "Not rehearsed: see the failure above. 'Error messages' in RUNBOOK.md says how to fix it."
  fi
}
trap finish EXIT
stop() {
  say "failed: $*" >&2
  exit 1
}
agreed() {
  say "$*"
  [ "${YES:-}" != 1 ] || return 0
  printf 'Continue? [y/N] '
  read -r answer || answer=
  [ "$answer" = y ]
}
may() {
  what="$1"
  shift
  "$@" || stop "you may not $what: apply debug-rbac.yaml"
}

say "Cluster: $(kubectl config current-context). Namespace: $NS. Service: $APP."
[ -f debug-profile.yaml ] || stop "debug-profile.yaml must be in this folder"

# 1. Check permissions. This changes nothing.
may 'get pods' kubectl auth can-i -n "$NS" --quiet get pods
may 'list pods' kubectl auth can-i -n "$NS" --quiet list pods
may 'watch pods' kubectl auth can-i -n "$NS" --quiet watch pods
may 'patch pods/ephemeralcontainers' kubectl auth can-i -n "$NS" --quiet patch pods --subresource=ephemeralcontainers
may 'get pods/attach' kubectl auth can-i -n "$NS" --quiet get pods --subresource=attach
may 'create pods/attach' kubectl auth can-i -n "$NS" --quiet create pods --subresource=attach
may 'get pods/exec' kubectl auth can-i -n "$NS" --quiet get pods --subresource=exec
may 'create pods/exec' kubectl auth can-i -n "$NS" --quiet create pods --subresource=exec
proved "all required permissions are granted"
if kubectl auth can-i -n "$NS" --quiet create pods; then
  proved "you may copy a pod that does not stay up"
else
  say "You may not create pods, so you cannot look at a copy of one that does not stay up. The role pod-copier grants this permission, and anyone who may deploy has it."
fi

# 2. Find a pod. This changes nothing.
POD="$(kubectl get -n "$NS" pods -l app.kubernetes.io/name="$APP" -o name | head -n 1)"
POD="${POD#pod/}"
[ -n "$POD" ] || stop "no pod has the label app.kubernetes.io/name=$APP"

# 3. Add the debug container. This is the only change.
agreed "This adds the container $DEBUGGER ($DEBUG_IMAGE, user 65532) to $POD. It exits by itself after ten minutes and stays in the pod's record." || stop "you did not agree"
kubectl debug -n "$NS" "$POD" -c "$DEBUGGER" --image="$DEBUG_IMAGE" --target=app --profile=restricted --custom=debug-profile.yaml -- sleep 600
tries=0
until kubectl exec -n "$NS" "$POD" -c "$DEBUGGER" -- ls /proc/1/root/ > /dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge "${TRIES:-30}" ]; then
    say "$(kubectl get -n "$NS" pod "$POD" -o jsonpath='{.status.ephemeralContainerStatuses[*].state}')"
    kubectl exec -n "$NS" "$POD" -c "$DEBUGGER" -- ls /proc/1/root/ || true
    stop "the container does not run or cannot read the service's files"
  fi
  sleep 2
done
proved "Pod Security, policy and registry let the debug container in"
proved "its user can read the service's file system"

# 4. Check that it has joined the service's processes.
THEIRS="$(kubectl exec -n "$NS" "$POD" -c "$DEBUGGER" -- readlink /proc/1/ns/mnt)"
OWN="$(kubectl exec -n "$NS" "$POD" -c "$DEBUGGER" -- readlink /proc/self/ns/mnt)"
[ "$THEIRS" != "$OWN" ] || stop "process 1 is the debug container's own: the runtime does not support --target"
proved "process 1 is the service's"

# 5. Copy a file out, without tar in the image.
OUT="$(mktemp)"
kubectl exec -n "$NS" "$POD" -c "$DEBUGGER" -- tar -C /proc/1/root -cf - etc/hosts > "$OUT"
tar -tf "$OUT" | grep -q '^etc/hosts$' || stop "the copied file is not /etc/hosts"
proved "a file can be copied out"

# 6. Ask for a prompt, which a script cannot test.
say "Now open a prompt yourself, in another terminal: see 'Get in' in RUNBOOK.md."

# 7. Clean up.
if agreed "The debug container can be removed only with its pod. This deletes $POD, whose Deployment creates another one."; then
  if kubectl delete -n "$NS" pod "$POD"; then
    proved "the pod can be replaced"
  else
    say "You may not delete pods. Ask someone who may to replace $POD."
  fi
else
  say "$POD stays; its debug container exits by itself."
fi
