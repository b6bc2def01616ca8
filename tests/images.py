"""Builds the sample projects on every base for real and runs what comes out.

    make images                       docker, podman or buildah, whichever is there
    make images ENGINE=podman         that one
    make images ENGINE=/path/program  any other program: it is called as
                                      `program DOCKERFILE CONTEXT --path /` and prints a
                                      JSON report (built, runs, uid, shell_present,
                                      size_bytes, missing_image, run.body)
    make images ONLY=python           only rows whose name contains this
    make images ONLY=wrong            only those whose answers are wrong: the build must
                                      stop with the sentence that says so

BUILD_ARGS adds arguments to the engine's build. STAND_INS builds on another image
where one cannot be had, as in STAND_INS="nginx:1.30-trixie=mirror/nginx:1"; several
are separated by spaces. Each container runs as the image's own user on a read-only
root, without capabilities and with no-new-privileges. A row that fails makes the
whole run fail; a base that cannot be had is said, and fails only when it is the
fate of all.
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
# A service that ignores SIGTERM is killed after ten seconds, requests and all.
LONGEST_STOP = 2.5

# On Docker, so that the health check is written and run.
COMMON = "on=docker&tls=yes"
FAMILIES = ("full", "slim", "alpine", "distroless", "scratch")
NODE_VERSIONS, PYTHON_VERSIONS, GO_VERSIONS = ("22", "26"), ("3.11", "3.12", "3.14"), ("1.26",)
# The sample asks for its user, which is one permission more than most services need.
ALLOWED = "allow=--allow-net+--allow-env+--allow-read+--allow-sys~3duid"


def rows(project, answers, *bases):
    return [(project, answers, base) for base in bases]


# Project, answers and settings as in a link, base: every base that can run it.
ROWS = [
    *rows("go", "run=go&link=static", *FAMILIES),
    *rows("go", "run=go&link=static&dbg=yes&for=both", "distroless", "scratch"),
    *rows("go", "run=go&link=static&by=kaniko&why=all", "slim"),
    *rows("go", "run=go&link=glibc", "slim", "distroless"),
    *(row for version in GO_VERSIONS for row in rows("go", f"run=go&link=static&lang={version}", "distroless")),
    *rows("rust", "run=rust&link=glibc", "full", "slim", "distroless"),
    *rows("rust", "run=rust&link=static", "slim", "alpine", "distroless", "scratch"),
    *rows("rust", "run=rust&link=glibc&kind=workspace&entry=server", "distroless"),
    *rows("cpp", "run=c_cpp&link=glibc", "full", "slim", "distroless"),
    *rows("cpp", "run=c_cpp&link=static", "full", "slim", "alpine", "distroless", "scratch"),
    *rows("node", "run=node&deps=none", "full", "slim", "alpine", "distroless"),
    *rows("node", "run=node&deps=none&pm=pnpm", "slim", "distroless"),
    *rows("node", "run=node&deps=none&kind=build", "slim", "distroless"),
    *rows("node", "run=node&deps=none&pm=pnpm&kind=build&dbg=yes", "distroless"),
    *rows("node", "run=node&deps=system_libs", "slim"),
    *rows("node", "run=node&deps=system_libs&add=fontconfig,libcairo2", "slim"),
    *(row for version in NODE_VERSIONS for row in rows("node", f"run=node&deps=none&lang={version}", "slim", "distroless")),
    *rows("bun", "run=bun&deps=none", "full", "slim", "alpine", "distroless"),
    *rows("bun", "run=bun&deps=none&kind=build", "slim", "distroless"),
    *rows("bun", "run=bun&deps=none&kind=binary", "full", "slim", "alpine", "distroless"),
    *rows("bun", "run=bun&deps=both_libcs", "distroless"),
    *rows("deno", f"run=deno&deps=none&{ALLOWED}", "full", "slim", "alpine", "distroless"),
    *rows("deno", f"run=deno&deps=none&kind=binary&{ALLOWED}", "full", "slim", "alpine", "distroless"),
    *rows("deno", f"run=deno&deps=none&kind=serve&entry=serve.ts&{ALLOWED}", "slim", "distroless"),
    *rows("python", "run=python&deps=both_libcs", "full", "slim", "alpine", "distroless"),
    *rows("python", "run=python&deps=both_libcs&pm=uv", "slim", "distroless"),
    *rows("python", "run=python&deps=both_libcs&kind=asgi&entry=asgi:app", "slim", "distroless"),
    *rows("python", "run=python&deps=both_libcs&kind=wsgi&entry=wsgi:app&pm=uv", "slim", "distroless"),
    *rows("python", "run=python&deps=glibc_only", "slim"),
    *rows("python", "run=python&deps=none&ver=yes&vendor=yes", "distroless"),
    *(row for version in PYTHON_VERSIONS for row in rows("python", f"run=python&deps=both_libcs&lang={version}", "slim")),
    *rows("site", "run=static_site", "full", "slim", "alpine"),
    *rows("site", "run=static_site&kind=files", "full", "slim", "alpine"),
    *rows("site", "run=static_site&vendor=yes", "distroless"),
    *(row for manager in ("npm", "pnpm", "yarn4")
      for row in rows("workspace", f"run=node&deps=none&pm={manager}&kind=build&member=apps/api", "slim", "distroless")),
    *rows("workspace", "run=bun&deps=none&kind=build&member=apps/api&entry=dist/server.js", "slim", "distroless"),
    *rows("workspace", "run=bun&deps=none&kind=binary&member=apps/api&entry=src/server.ts", "distroless"),
    *rows("workspace", "run=static_site&pm=pnpm&member=apps/web", "slim"),
    *rows("workspace", "run=python&deps=both_libcs&pm=uv&member=python/server", "slim", "distroless"),
    *rows("workspace", "run=go&link=static&member=go/server&entry=.", "slim", "distroless"),
    *rows("rust", "run=rust&link=glibc&member=services/server", "distroless"),
    *rows("page", "run=go&link=static&entry=.&front=web", "slim", "distroless", "scratch"),
    *rows("page", "run=python&deps=both_libcs&sources=.&front=web&frontto=static", "slim", "distroless"),
    *rows("page", "run=node&deps=none&front=web&frontnode=22", "slim", "distroless"),
    *(row for project, runtime in (("go", "go"), ("rust", "rust"), ("cpp", "c_cpp"), ("node", "node"), ("bun", "bun"), ("deno", f"deno&{ALLOWED}"), ("python", "python"))
      for row in rows(project, f"run={runtime}&env=development", "full")),
]
# Answers that are wrong for the project, and what the build must stop with.
WRONG = [
    ("node", "run=node&deps=none&entry=dist/main.js", "slim", "dist/main.js does not exist: change the setting"),
    ("node", "run=node&deps=none&before=node+migrate.js", "slim", "migrate.js does not exist: change the setting"),
    ("node", "run=node&deps=none&also=worker:+node+worker", "slim", "worker does not exist: change the setting"),
    ("python", "run=python&deps=both_libcs&lang=3.13&kind=wsgi&entry=shop:app", "slim", "no module shop"),
    ("python", "run=python&deps=both_libcs&lang=3.13&before=python+manage.py+migrate", "slim", "manage.py does not exist: change the setting"),
    ("python", "run=python&deps=both_libcs&lang=3.13&also=worker:+celery+-A+shop+worker", "slim", "no package has the program celery"),
    ("bun", "run=bun&deps=none&also=worker:+bun+src/worker.ts", "slim", "src/worker.ts does not exist: change the setting"),
    ("deno", f"run=deno&deps=none&entry=server.ts&{ALLOWED}", "slim", "server.ts does not exist: change the setting"),
    ("site", "run=static_site&entry=build", "slim", "build/index.html does not exist: change the setting"),
    ("workspace", "run=node&deps=none&pm=npm&kind=build&member=apps/other", "slim", "apps/other"),
]
# What no base serves as JSON: a site answers with its page.
PAGES = {"page": "by the sample front end", "site": "by the sample site"}
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

    def build(self, dockerfile, context, tag):
        try:
            super().build(dockerfile, context, tag)
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


def one(tool, project, answers, base, wrong=None):
    """Builds and runs one row; what came out, or why not. A row that is wrong must stop the build."""
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / project
        # A member of the workspace may be a site as well.
        kind = "site" if "run=static_site" in answers else project
        shutil.copytree(PROJECTS / project, context, ignore=shutil.ignore_patterns("target", "node_modules"))
        link = f"v=1&{answers}&{COMMON}&base={base}"
        if "kind=workspace" in answers:
            make_workspace(context)
        if project == "rust" and "member=" in answers:
            make_member(context)

        def said(*words):
            return subprocess.run([HOST_TOOL, *words, link], text=True, capture_output=True, check=True).stdout

        dockerfile = context / "Dockerfile"
        text = said("dockerfile")
        for pair in os.environ.get("STAND_INS", "").split():
            wanted, instead = pair.split("=")
            text = text.replace(f"FROM {wanted}\n", f"FROM {instead}\n").replace(f"FROM {wanted} AS", f"FROM {instead} AS")
        dockerfile.write_text(text)
        (context / ".dockerignore").write_text(said("file", ".dockerignore"))
        if "development" not in answers and kind == "site":
            (context / "nginx.conf").write_text(said("file", "nginx.conf"))
        tag = f"localhost/container-diet-sample:{project}-{base}"
        if wrong:
            try:
                tool.build(dockerfile, context, tag)
            except RuntimeError as error:
                if wrong in str(error):
                    return {}
                raise RuntimeError(f"the build stopped without saying {wrong!r}: {error}") from error
            raise RuntimeError(f"it was built, and should have stopped with {wrong!r}")
        tool.build(dockerfile, context, tag)
        report = tool.run(tag, kind)
    if not report["uid"]:
        raise RuntimeError("it runs as root")
    if report["shell"] != (base not in SHELL_LESS):
        raise RuntimeError(f"shell present: {report['shell']}, which the verdict says otherwise")
    if kind not in PAGES and not (report["tls"] and report["zone"]):
        raise RuntimeError(f"CA bundle: {report['tls']}, time zone: {report['zone']}")
    stop = report.get("stop")
    if stop is not None and stop > LONGEST_STOP:
        raise RuntimeError(f"it took {stop:.1f} s to end after the stop signal")
    return report


def make_workspace(context):
    """The same package as the member of a workspace."""
    member = context / "server"
    member.mkdir()
    shutil.move(context / "src", member / "src")
    shutil.move(context / "Cargo.toml", member / "Cargo.toml")
    manifest = member / "Cargo.toml"
    # The package is a workspace of its own, so that it can lie in another's folder.
    manifest.write_text(manifest.read_text().replace("\n[workspace]\n", ""))
    (context / "Cargo.toml").write_text('[workspace]\nresolver = "3"\nmembers = ["server"]\n')


def make_member(context):
    """The same package in a folder of its own, with another beside it that it depends on."""
    member, beside = context / "services/server", context / "libs/beside"
    (beside / "src").mkdir(parents=True)
    (beside / "Cargo.toml").write_text('[package]\nname = "beside"\nversion = "0.1.0"\nedition = "2021"\n')
    (beside / "src/lib.rs").write_text("/// Nothing but a dependency.\npub fn beside() {}\n")
    member.mkdir(parents=True)
    for name in ("src", "Cargo.toml", "Cargo.lock"):
        shutil.move(context / name, member / name)
    manifest = member / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace("[dependencies]\n", '[dependencies]\nbeside = { path = "../../libs/beside" }\n'))
    lock = member / "Cargo.lock"
    text = lock.read_text()
    assert 'name = "server"' in text
    # As Cargo would write it: by name, the package that it is of among the others.
    text = text.replace('[[package]]\n', '[[package]]\nname = "beside"\nversion = "0.1.0"\n\n[[package]]\n', 1)
    head, tail = text.split('name = "server"')
    lock.write_text(head + 'name = "server"' + tail.replace("dependencies = [\n", 'dependencies = [\n "beside",\n', 1))


def main():
    name, tool = engine()
    only = os.environ.get("ONLY", "")
    all_rows = [*((*row, None) for row in ROWS), *WRONG]
    wanted = [row for row in all_rows if only in " ".join([*row[:3], "wrong" if row[3] else ""])]
    print(f"{len(wanted)} images with {name}\n")
    print(f"{'project and answers':52} {'base':11} {'built':6} {'answered':9} {'user':6} {'shell':6} {'TLS':4} {'zone':5} {'MB':>7} {'stop s':>7}")
    passed, failures, absent = 0, [], 0
    for project, answers, base, wrong in wanted:
        title = f"{answers.replace('run=', '').replace('&', ' '):52} {base:11}"
        try:
            report = one(tool, project, answers, base, wrong)
            if wrong:
                print(f"{title} stopped {wrong}", flush=True)
                passed += 1
                continue
            stop = report.get("stop")
            said = ["" if key not in report else ("no", "yes")[bool(report[key])] for key in ("shell", "tls", "zone")]
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
