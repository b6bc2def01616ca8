"""The engines that build the images of images.py and run them: docker, podman, buildah, or
any other program that does both.
"""
import json
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import tried

ADDRESS = "http://127.0.0.1:{}"
START_SECONDS = 15
# What no base serves as JSON: a site answers with its page.
PAGES = {"page": "by the sample front end", "site": "by the sample site"}


class NoBase(Exception):
    """A base image that cannot be had here."""


class Docker:
    """docker and podman, which take the same arguments."""

    def __init__(self, command):
        self.command = command

    def call(self, *words, check=True):
        return subprocess.run([self.command, *words], text=True, capture_output=True, check=check)

    def build(self, dockerfile, context, tag, lent=()):
        extra = [*shlex.split(os.environ.get("BUILD_ARGS", "")), *lent]
        done = self.call("build", *extra, "-f", str(dockerfile), "-t", tag, str(context), check=False)
        output = done.stdout + done.stderr
        if done.returncode:
            raise NoBase(output) if missing(output) else RuntimeError(output[-2000:])

    def attempt(self, tag, row, folder):
        self.size = int(self.call("image", "inspect", "--format", "{{.Size}}", tag).stdout)
        return tried.by_docker(self, tag, row, folder)

    def run(self, tag, project):
        size = int(self.call("image", "inspect", "--format", "{{.Size}}", tag).stdout)
        container = self.call("run", "-d", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "-p", "127.0.0.1::8080", tag).stdout.strip()
        try:
            port = self.call("port", container, "8080").stdout.split(":")[-1].strip()
            report = ask(port, project)
            if project in PAGES:
                user = self.call("image", "inspect", "--format", "{{.Config.User}}", tag).stdout.strip()
                shell = self.call("run", "--rm", "--entrypoint", "/bin/sh", tag, "-c", "true", check=False).returncode == 0
                report = {"uid": int(user.split(":")[0]), "shell": shell}
            start = time.monotonic()
            self.call("stop", "-t", "10", container)
            return {**report, "size": size, "stop": time.monotonic() - start}
        finally:
            self.call("rm", "-f", container, check=False)


class Buildah(Docker):
    """buildah builds; the container is run by hand, as buildah cannot lock it down."""

    def attempt(self, tag, row, folder):
        if not row.secrets:
            raise NoBase("buildah alone mounts no folders: use podman")
        # What is in the image can be searched all the same.
        archive = Path(folder) / "image.tar"
        self.call("push", tag, f"docker-archive:{archive}")
        self.size = archive.stat().st_size
        tried.searched(archive)
        return row.shows

    def build(self, dockerfile, context, tag, lent=()):
        try:
            super().build(dockerfile, context, tag, lent)
        except RuntimeError as error:
            if "not known" in str(error):
                raise NoBase(str(error)) from error
            raise

    def run(self, tag, project):
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
                report = ask(8080, project, process)
                if project in PAGES:
                    report = {"uid": int(image["User"].split(":")[0]), "shell": (root / "bin/sh").exists()}
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

    def run(self, tag, project):
        run = self.report["run"]
        health = run.get("healthcheck")
        if health and health.get("exit", health.get("status", 0)) not in (0, "healthy"):
            raise RuntimeError(f"the health check failed: {health}")
        stop = run.get("stop") or {}
        if project in PAGES and PAGES[project] not in run["body"]:
            raise RuntimeError(f"another page: {run['body'][:200]}")
        seen = {} if project in PAGES else json.loads(run["body"])
        return {**seen, "size": self.report["size_bytes"], "uid": self.report["uid"], "shell": self.report["shell_present"],
                "stop": stop.get("seconds") if isinstance(stop, dict) else None}


def missing(output):
    # Only what is said of pulling a base; a package registry out of reach is a failure.
    marks = ("failed to resolve source metadata", "manifest unknown", "image not known", "initializing source docker://", "pull access denied")
    return any(mark in output for mark in marks)


def ask(port, project, process=None):
    """What the service reports, once it answers its health path; a site must answer with its page."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(ADDRESS.format(port) + "/healthz", timeout=2) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(ADDRESS.format(port) + "/", timeout=5) as answer:
                body = answer.read().decode()
                if project in PAGES:
                    assert PAGES[project] in body, body[:200]
                    return {}
                return json.loads(body)
        except (urllib.error.URLError, ConnectionError) as error:
            if process is not None and process.poll() is not None:
                raise RuntimeError(f"it ended at once: {process.stderr.read()[-500:]}") from error
            if time.monotonic() > deadline:
                raise RuntimeError(f"no answer within {START_SECONDS} s: {error}") from error
            time.sleep(0.2)


if __name__ == "__main__" and sys.argv[1:2] == ["--inside"]:
    inside(sys.argv[2], json.loads(sys.argv[3]))
