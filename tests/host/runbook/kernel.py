"""Who may read /proc/PID/root of a process of user 65532: prints one line a case.

The runbook claims: the same user without any capability may; another user may
not; root may with an effective SYS_PTRACE, and may not without. Each reader is
a child process that becomes that user and drops what it does not have. With
--ask it only says whether it can: nothing, or why not.
"""

import ctypes
import os
import sys

TARGET = 65532
PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE = 38, 4
PR_CAPBSET_DROP = 24
CAP_SYS_PTRACE = 19
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def set_capabilities(bits):
    """Sets effective and permitted to these bits, inheritable to none."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    low, high = bits & 0xFFFFFFFF, bits >> 32
    data = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    if libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def effective():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("CapEff:"):
                return int(line.split()[1], 16)
    return 0


def become(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def child(work):
    """Runs it in a child; the child's answer as an exit code."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(work())
        except BaseException as error:
            print("child:", error, file=sys.stderr)
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def reads(pid):
    try:
        os.listdir(f"/proc/{pid}/root/")
        return 0
    except PermissionError:
        return 1


def main():
    if sys.platform != "linux":
        sys.exit("this is not Linux")
    if os.geteuid() != 0 or not effective() >> CAP_SYS_PTRACE & 1:
        sys.exit("this is not root with SYS_PTRACE")
    if "--ask" in sys.argv:
        return
    ready, told = os.pipe()
    stay, let_go = os.pipe()
    target = os.fork()
    if target == 0:
        os.close(let_go)
        become(TARGET)
        # A service that was started as this user is dumpable; one that changed its user is not.
        libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        os.write(told, b"x")
        os.read(stay, 1)
        os._exit(0)
    os.read(ready, 1)

    def as_user(uid):
        def work():
            become(uid)
            libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            assert effective() == 0, "no capability is left"
            return reads(target)

        return work

    def as_root(keep_ptrace):
        def work():
            bits = effective()
            set_capabilities(bits if keep_ptrace else bits & ~(1 << CAP_SYS_PTRACE))
            return reads(target)

        return work

    def as_bare_root():
        set_capabilities(0)
        return reads(target)

    words = {0: "reads", 1: "is refused"}
    for name, work in [
        ("same user, no capability", as_user(TARGET)),
        ("other user, no capability", as_user(65533)),
        ("root with SYS_PTRACE", as_root(True)),
        ("root without SYS_PTRACE", as_root(False)),
        ("root without any capability", as_bare_root),
    ]:
        print(f"{name}: {words.get(child(work), 'failed')}")

    # The same service, no longer dumpable: even its own user is refused.
    os.write(let_go, b"x")
    os.waitpid(target, 0)
    target = os.fork()
    if target == 0:
        become(TARGET)
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        os.write(told, b"x")
        os.read(stay, 1)
        os._exit(0)
    os.read(ready, 1)
    print(f"same user, process not dumpable: {words.get(child(as_user(TARGET)), 'failed')}")
    os.write(let_go, b"x")
    os.waitpid(target, 0)


main()
