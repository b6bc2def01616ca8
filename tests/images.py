"""Builds the sample projects on every base for real and runs what comes out.

    make images                       docker, podman or buildah, whichever is there
    make images ENGINE=podman         that one
    make images ENGINE=/path/program  any other program: it is called as
                                      `program DOCKERFILE CONTEXT --path /` and prints a
                                      JSON report (built, runs, uid, shell_present,
                                      size_bytes, missing_image, run.body)
    make images ONLY=python           only rows whose name contains this

BUILD_ARGS adds arguments to the engine's build. Each container runs as the
image's own user on a read-only root, without capabilities and with
no-new-privileges. A row that fails makes the whole run fail; a base that
cannot be had is said, and fails only when it is the fate of all.
"""
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST_TOOL = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/container-diet"
PROJECTS = ROOT / "tests/projects"
ADDRESS = "http://127.0.0.1:{}"
START_SECONDS = 15

# On Docker, so that the health check is written and run.
COMMON = "on=docker&tls=yes"
# Project, answers, base: every base that can run it.
ROWS = [
    *(("go", "run=go&link=static", base) for base in ("full", "slim", "alpine", "distroless", "scratch")),
    *(("go", "run=go&link=glibc", base) for base in ("slim", "distroless")),
    *(("rust", "run=rust&link=glibc", base) for base in ("full", "slim", "distroless")),
    *(("rust", "run=rust&link=static", base) for base in ("slim", "alpine", "distroless", "scratch")),
    *(("node", "run=node&deps=none", base) for base in ("full", "slim", "alpine", "distroless")),
    *(("node", "run=node&deps=system_libs", base) for base in ("slim",)),
    *(("python", "run=python&deps=both_libcs", base) for base in ("full", "slim", "alpine", "distroless")),
    *(("python", "run=python&deps=glibc_only", base) for base in ("slim",)),
    ("python", "run=python&deps=none&ver=yes&vendor=yes", "distroless"),
    *((project, f"run={project}&env=development", "full") for project in ("go", "rust", "node", "python")),
]
SHELL_LESS = {"distroless", "scratch"}


class NoBase(Exception):
    """A base image that cannot be had here."""


class Docker:
    """docker and podman, which take the same arguments."""

    def __init__(self, command):
        self.command = command

    def call(self, *words, check=True):
        return subprocess.run([self.command, *words], text=True, capture_output=True, check=check)

    def build(self, dockerfile, context, tag):
        extra = shlex.split(os.environ.get("BUILD_ARGS", ""))
        done = self.call("build", *extra, "-f", str(dockerfile), "-t", tag, str(context), check=False)
        output = done.stdout + done.stderr
        if done.returncode:
            raise NoBase(output) if missing(output) else RuntimeError(output[-2000:])

    def run(self, tag):
        size = int(self.call("image", "inspect", "--format", "{{.Size}}", tag).stdout)
        container = self.call("run", "-d", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "-p", "127.0.0.1::8080", tag).stdout.strip()
        try:
            port = self.call("port", container, "8080").stdout.split(":")[-1].strip()
            report = ask(port)
            start = time.monotonic()
            self.call("stop", "-t", "10", container)
            return {**report, "size": size, "stop": time.monotonic() - start}
        finally:
            self.call("rm", "-f", container, check=False)


class Buildah(Docker):
    """buildah builds; the container is run by hand, as buildah cannot lock it down."""

    def build(self, dockerfile, context, tag):
        try:
            super().build(dockerfile, context, tag)
        except RuntimeError as error:
            if "not known" in str(error):
                raise NoBase(str(error)) from error
            raise

    def run(self, tag):
        image = json.loads(self.call("inspect", "--type=image", tag).stdout)["OCIv1"]["config"]
        container = self.call("from", "--pull-never", tag).stdout.strip()
        try:
            root = Path(self.call("mount", container).stdout.strip())
            size = sum(file.lstat().st_size for file in root.rglob("*") if file.is_file() and not file.is_symlink())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", 8080)) == 0:
                    sys.exit("images: port 8080 is in use; free it, then call this again")
            for folder in ("proc", "dev"):
                (root / folder).mkdir(exist_ok=True)
            (root / "dev/null").touch()
            command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", sys.executable, __file__, "--inside", str(root), json.dumps(image)]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            try:
                report = ask(8080, process)
                start = time.monotonic()
                child = subprocess.run(["pgrep", "-P", str(process.pid)], text=True, capture_output=True, check=True).stdout.split()[0]
                subprocess.run(["kill", "-TERM", child], check=True)
                process.wait(timeout=10)
                return {**report, "size": size, "stop": time.monotonic() - start}
            finally:
                process.kill()
                process.wait()
        finally:
            self.call("rm", container, check=False)


def inside(root, image):
    """Becomes the container: read-only root, no capabilities, the image's user."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for words in (["mount", "--make-rprivate", "/"], ["mount", "--bind", root, root], ["mount", "--bind", "/dev/null", f"{root}/dev/null"],
                  ["mount", "-t", "proc", "proc", f"{root}/proc"], ["mount", "-o", "remount,bind,ro", root]):
        subprocess.run(words, check=True)
    uid, gid = (int(number) for number in image["User"].split(":"))
    os.chroot(root)
    os.chdir(image.get("WorkingDir") or "/")
    set_no_new_privileges, drop_bounding_capability, last_capability = 38, 24, 40
    for capability in range(last_capability + 1):
        libc.prctl(drop_bounding_capability, capability, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    libc.prctl(set_no_new_privileges, 1, 0, 0, 0)
    words = (image.get("Entrypoint") or []) + (image.get("Cmd") or [])
    environment = dict(pair.split("=", 1) for pair in image.get("Env", []))
    for folder in ["", *environment.get("PATH", "").split(":")]:
        program = f"{folder}/{words[0]}" if folder else words[0]
        if "/" in program and os.access(program, os.X_OK):
            os.execve(program, words, environment)
    sys.exit(f"{words[0]}: not found in the image")


class Program:
    """Any other program that builds, runs and reports."""

    def __init__(self, command):
        self.command = command

    def build(self, dockerfile, context, tag):
        done = subprocess.run([self.command, str(dockerfile), str(context), "--path", "/"], text=True, capture_output=True, check=False)
        self.report = json.loads(done.stdout)
        if self.report.get("missing_image"):
            raise NoBase(self.report["missing_image"])
        if not self.report.get("runs"):
            raise RuntimeError(json.dumps({key: self.report.get(key) for key in ("error", "build_error", "run")}, indent=1)[-2000:])

    def run(self, tag):
        run = self.report["run"]
        health = run.get("healthcheck")
        if health and health.get("exit", health.get("status", 0)) not in (0, "healthy"):
            raise RuntimeError(f"the health check failed: {health}")
        stop = run.get("stop") or {}
        return {**json.loads(run["body"]), "size": self.report["size_bytes"], "uid": self.report["uid"], "shell": self.report["shell_present"],
                "stop": stop.get("seconds") if isinstance(stop, dict) else None}


def missing(output):
    # Only what is said of pulling a base; a package registry out of reach is a failure.
    marks = ("failed to resolve source metadata", "manifest unknown", "image not known", "initializing source docker://", "pull access denied")
    return any(mark in output for mark in marks)


def ask(port, process=None):
    """What the service reports, once it answers its health path."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(ADDRESS.format(port) + "/healthz", timeout=2) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(ADDRESS.format(port) + "/", timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError) as error:
            if process is not None and process.poll() is not None:
                raise RuntimeError(f"it ended at once: {process.stderr.read()[-500:]}") from error
            if time.monotonic() > deadline:
                raise RuntimeError(f"no answer within {START_SECONDS} s: {error}") from error
            time.sleep(0.2)


def engine():
    named = os.environ.get("ENGINE")
    for name in [named] if named else ["docker", "podman", "buildah"]:
        if not shutil.which(name):
            continue
        kind = {"docker": Docker, "podman": Docker, "buildah": Buildah}.get(Path(name).name, Program)
        # The docker command alone is not enough: its engine must run.
        if kind is Program or subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0:
            return name, kind(name)
    sys.exit("images: none of docker, podman and buildah works here; name one with ENGINE=…")


def one(tool, project, answers, base):
    """Builds and runs one row; what came out, or why not."""
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / project
        shutil.copytree(PROJECTS / project, context, ignore=shutil.ignore_patterns("target", "node_modules"))
        text = subprocess.run([HOST_TOOL, f"v=1&{answers}&{COMMON}&base={base}"], text=True, capture_output=True, check=True).stdout
        dockerfile = context / "Dockerfile"
        dockerfile.write_text(text)
        tag = f"localhost/container-diet-sample:{project}-{base}"
        tool.build(dockerfile, context, tag)
        report = tool.run(tag)
    if not report["uid"]:
        raise RuntimeError("it runs as root")
    if report["shell"] != (base not in SHELL_LESS):
        raise RuntimeError(f"shell present: {report['shell']}, which the verdict says otherwise")
    if not report["tls"] or not report["zone"]:
        raise RuntimeError(f"CA bundle: {report['tls']}, time zone: {report['zone']}")
    return report


def main():
    name, tool = engine()
    only = os.environ.get("ONLY", "")
    rows = [row for row in ROWS if only in " ".join(row)]
    print(f"{len(rows)} images with {name}\n")
    print(f"{'project and answers':32} {'base':11} {'built':6} {'answered':9} {'user':6} {'shell':6} {'TLS':4} {'zone':5} {'MB':>7} {'stop s':>7}")
    passed, failures, absent = 0, [], 0
    for project, answers, base in rows:
        title = f"{answers.replace('run=', '').replace('&', ' '):32} {base:11}"
        try:
            report = one(tool, project, answers, base)
            stop = report.get("stop")
            said = [("no", "yes")[bool(report[key])] for key in ("shell", "tls", "zone")]
            print(f"{title} {'yes':6} {'yes':9} {report['uid']:<6} {said[0]:6} {said[1]:4} {said[2]:5} {report['size'] / 1e6:7.1f} {'' if stop is None else f'{stop:7.1f}'}", flush=True)
            passed += 1
        except NoBase:
            print(f"{title} the base image cannot be had here", flush=True)
            absent += 1
        except (RuntimeError, subprocess.CalledProcessError, KeyError) as error:
            print(f"{title} FAILED", flush=True)
            failures.append((title, getattr(error, "stderr", None) or error))
    for title, error in failures:
        print(f"\n--- {title}\n{error}")
    print(f"\n{passed} passed, {len(failures)} failed, {absent} without a base")
    sys.exit(bool(failures) or not passed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], json.loads(sys.argv[3]))
    main()
