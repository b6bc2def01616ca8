//! `rehearsal.sh`: the way in, tried for real on a quiet day.

use super::kubectl::Kubectl;
use super::scene::{CONTAINER, Scene};

/// The script, for any POSIX shell.
pub fn rehearsal(scene: &Scene<'_>) -> String {
    let in_container = |command: &str| scene.kubectl("exec").word("\"$POD\"").with("-c", "\"$DEBUGGER\"").runs(command).line();
    let state = "'{.status.ephemeralContainerStatuses[*].state}'";
    let may = |verb: &str, what: &str, part: Option<&str>| {
        let ask = scene.kubectl("auth can-i").flag("--quiet").word(&format!("{verb} {what}"));
        let (ask, shown) = match part {
            Some(part) => (ask.with("--subresource", part), format!("{verb} {what}/{part}")),
            None => (ask, format!("{verb} {what}")),
        };
        format!("may '{shown}' {}", ask.line())
    };
    let permissions = [
        may("get", "pods", None),
        may("list", "pods", None),
        may("watch", "pods", None),
        may("patch", "pods", Some("ephemeralcontainers")),
        may("get", "pods", Some("attach")),
        may("create", "pods", Some("attach")),
        may("get", "pods", Some("exec")),
        may("create", "pods", Some("exec")),
    ]
    .join("\n");
    let debug = scene
        .kubectl("debug")
        .word("\"$POD\"")
        .with("-c", "\"$DEBUGGER\"")
        .with("--image", "\"$DEBUG_IMAGE\"")
        .with("--target", CONTAINER)
        .with("--profile", "restricted")
        .with("--custom", "debug-profile.yaml")
        .runs("sleep 600")
        .line();
    TEMPLATE
        .replace("%APP%", &scene.app)
        .replace("%DEBUG_IMAGE%", &scene.debug_image)
        .replace("%OWNER%", if scene.plan.ends() { "and its Job starts another one." } else { "whose Deployment creates another one." })
        .replace("%USER%", &scene.user.uid.to_string())
        .replace("%KUBERNETES%", scene.kubernetes.token())
        .replace("%CONTEXT%", &Kubectl::anywhere(scene.kubernetes, "config current-context").line())
        .replace("%PERMISSIONS%", &permissions)
        .replace("%COPY%", &scene.kubectl("auth can-i").flag("--quiet").word("create pods").line())
        .replace("%PODS%", &scene.a_pod())
        .replace("%DEBUG%", &debug)
        .replace("%STATE%", &scene.kubectl("get").word("pod \"$POD\"").with("-o", &format!("jsonpath={state}")).line())
        .replace("%LOOK%", &in_container("ls /proc/1/root/"))
        .replace("%THEIRS%", &in_container("readlink /proc/1/ns/mnt"))
        .replace("%OWN%", &in_container("readlink /proc/self/ns/mnt"))
        .replace("%OUT%", &in_container("tar -C /proc/1/root -cf - etc/hosts"))
        .replace("%DELETE%", &scene.kubectl("delete").word("pod \"$POD\"").line())
}

const TEMPLATE: &str = r#"#!/bin/sh
# Rehearses access to a running pod of %APP%, for Kubernetes %KUBERNETES%.
# It adds one debug container to one pod, reads one file and copies it out. It asks
# before it changes anything; YES=1 answers for you. It deletes nothing without asking.
#   NS=shop APP=%APP% sh rehearsal.sh
set -eu
NS="${NS:-default}"
APP="${APP:-%APP%}"
DEBUG_IMAGE="${DEBUG_IMAGE:-%DEBUG_IMAGE%}"
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

say "Cluster: $(%CONTEXT%). Namespace: $NS. Service: $APP."
[ -f debug-profile.yaml ] || stop "debug-profile.yaml must be in this folder"

# 1. Check permissions. This changes nothing.
%PERMISSIONS%
proved "all required permissions are granted"
if %COPY%; then
  proved "you may copy a pod that does not stay up"
else
  say "You may not create pods, so you cannot look at a copy of one that does not stay up. The role pod-copier grants this permission, and anyone who may deploy has it."
fi

# 2. Find a pod. This changes nothing.
POD="$(%PODS%)"
POD="${POD#pod/}"
[ -n "$POD" ] || stop "no pod has the label app.kubernetes.io/name=$APP"

# 3. Add the debug container. This is the only change.
agreed "This adds the container $DEBUGGER ($DEBUG_IMAGE, user %USER%) to $POD. It exits by itself after ten minutes and stays in the pod's record." || stop "you did not agree"
%DEBUG%
tries=0
until %LOOK% > /dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge "${TRIES:-30}" ]; then
    say "$(%STATE%)"
    %LOOK% || true
    stop "the container does not run or cannot read the service's files"
  fi
  sleep 2
done
proved "Pod Security, policy and registry let the debug container in"
proved "its user can read the service's file system"

# 4. Check that it has joined the service's processes.
THEIRS="$(%THEIRS%)"
OWN="$(%OWN%)"
[ "$THEIRS" != "$OWN" ] || stop "process 1 is the debug container's own: the runtime does not support --target"
proved "process 1 is the service's"

# 5. Copy a file out, without tar in the image.
OUT="$(mktemp)"
%OUT% > "$OUT"
tar -tf "$OUT" | grep -q '^etc/hosts$' || stop "the copied file is not /etc/hosts"
proved "a file can be copied out"

# 6. Ask for a prompt, which a script cannot test.
say "Now open a prompt yourself, in another terminal: see 'Get in' in RUNBOOK.md."

# 7. Clean up.
if agreed "The debug container can be removed only with its pod. This deletes $POD, %OWNER%"; then
  if %DELETE%; then
    proved "the pod can be replaced"
  else
    say "You may not delete pods. Ask someone who may to replace $POD."
  fi
else
  say "$POD stays; its debug container exits by itself."
fi
"#;
