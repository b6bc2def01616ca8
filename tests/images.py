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
    make images ONLY=read             only projects that are read, with nothing said by hand
                                      (read.py has most of them; BASES=3 builds each on a third)
    make images ONLY=tried            only those of tried.py: one setting each, and its effect

BUILD_ARGS adds arguments to the engine's build. STAND_INS builds on another image
where one cannot be had, as in STAND_INS="nginx:1.30-trixie=mirror/nginx:1"; several
are separated by spaces. Each container runs as the image's own user on a read-only
root, without capabilities and with no-new-privileges. A row that fails makes the
whole run fail; a base that cannot be had is said, and fails only when it is the
fate of all.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import read
import tried
from engines import PAGES, Buildah, Docker, NoBase, Program

ROOT = Path(__file__).resolve().parent.parent
HOST_TOOL = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/container-diet"
PROJECTS = ROOT / "tests/projects"
# A service that ignores SIGTERM is killed after ten seconds, requests and all.
LONGEST_STOP = 2.5

# On Docker, so that the health check is written and run.
COMMON = "on=docker&tls=yes"
FAMILIES = ("full", "slim", "alpine", "distroless", "scratch")
NODE_VERSIONS, PYTHON_VERSIONS, GO_VERSIONS = ("22", "26"), ("3.11", "3.12", "3.14"), ("1.26",)
# The sample asks for its user, which is one permission more than most services need.
ALLOWED = "allow=--allow-net+--allow-env+--allow-read+--allow-sys"


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
    ("python", "run=python&deps=both_libcs&lang=3.13&also=worker:+celery+-A+shop+worker", "slim", "no package provides the program celery"),
    ("bun", "run=bun&deps=none&also=worker:+bun+src/worker.ts", "slim", "src/worker.ts does not exist: change the setting"),
    ("deno", f"run=deno&deps=none&entry=server.ts&{ALLOWED}", "slim", "server.ts does not exist: change the setting"),
    ("site", "run=static_site&entry=build", "slim", "build/index.html does not exist: change the setting"),
    ("workspace", "run=node&deps=none&pm=npm&kind=build&member=apps/other", "slim", "apps/other"),
    ("site", "run=static_site&under=/shop", "slim", "which is not served under /shop/"),
    ("node", "run=node&deps=none&before=npx+prisma+migrate+deploy", "slim", "no package in the image provides the program prisma"),
    ("node", "run=node&deps=none&entry=dist/main.js", "distroless", "dist/main.js does not exist: change the setting"),
    ("python", "run=python&deps=both_libcs&lang=3.13&entry=worker.py", "slim", "worker.py does not exist: change the setting"),
    ("bun", "run=bun&deps=none&entry=server.ts", "slim", "server.ts does not exist: change the setting"),
    ("settings", "run=php&deps=none&entry=web", "slim", "web does not exist: change the setting 'Folder that the web server serves'"),
    ("settings", "run=php&deps=none&also=worker:+php+worker.php", "slim", "worker.php does not exist: change the setting 'Additional processes'"),
    ("settings", "run=ruby&deps=none&does=job&entry=worker.rb", "slim", "worker.rb does not exist: change the setting"),
    ("settings", "run=ruby&deps=none", "slim", "config.ru does not exist: change the setting 'Rackup file'"),
    ("settings", "run=go&link=static&with=assets", "distroless", "/src/assets"),
    # What is linked to what: C where it was not answered, and libraries that the base lacks.
    ("workspace", "run=go&link=static&member=go/report&entry=.", "distroless", ". is not a main package: change the setting 'Main package'"),
    ("cgo", "run=go&link=static&entry=.", "distroless", "cgo is needed by example.com/cgo: answer 'Yes, linked to glibc'"),
    ("cgo", "run=go&link=unsure&entry=.", "slim", "cgo is needed by example.com/cgo: answer 'Yes, linked to glibc'"),
    ("cgo", "run=go&link=glibc&entry=.&tools=libexpat1-dev&features=expat", "distroless", "has no libexpat.so.1: link it statically, or answer 'Yes, plus apt or apk packages'"),
    ("cgo", "run=go&link=glibc&entry=.&tools=libexpat1-dev&features=expat&deps=system_libs", "slim", "libexpat.so.1 => not found"),
    ("cpp", "run=c_cpp&link=glibc&tools=libexpat1-dev&features=WITH_EXPAT=ON", "distroless", "has no libexpat.so.1: link it statically"),
    ("cpp", "run=c_cpp&link=glibc&entry=daemon", "distroless", "unknown target 'daemon'"),
    ("cpp", "run=c_cpp&link=static&features=WITH_LOADER=ON", "distroless", "loads the program, and gcr.io/distroless/static-debian13:nonroot has none"),
    ("rust", "run=rust&link=glibc&tools=libexpat1-dev&features=expat", "distroless", "has no libexpat.so.1: link it statically"),
    ("rust", "run=rust&link=glibc&entry=daemon", "distroless", "no bin target named `daemon`"),
]
# Projects that are read and built with nothing said by hand: the project, and the manifest of
# its service where there are several.
READ = [
    *((project, None) for project in ("go", "rust", "cpp", "node", "bun", "deno", "python", "page", "site")),
    *(("workspace", service) for service in ("apps/api/package.json", "apps/web/package.json", "python/server/pyproject.toml", "go/server/go.mod")),
]
SHELL_LESS = {"distroless", "scratch"}


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


def call(*words):
    """What the program prints."""
    return subprocess.run([HOST_TOOL, *words], text=True, capture_output=True, check=True).stdout


def said(answers, base, *words):
    """What the program prints of a row."""
    # Of a key that is there twice the first counts: a row may say otherwise where it runs.
    return call(*words, f"v=1&{answers}&{COMMON}&base={base}")


def of_folder(project, service):
    """Rows of what is read from a project: on the recommended base, and on a slim one."""
    link = call("inspect", PROJECTS / project, "--link", *(["--service", service] if service else [])).strip()
    said = dict(pair.split("=", 1) for pair in link.removeprefix("#").split("&"))
    recommended = said["was"].split(".")[0]
    # The rest says when it was read, and how the link is written.
    answers = "&".join(f"{key}={value}" for key, value in said.items() if key not in ("v", "at", "was"))
    title = f"read {project}" + (f" {service}" if service else "")
    return [(project, answers, base, None, title) for base in dict.fromkeys((recommended, "slim"))]


def written(context, answers, base):
    """The Dockerfile of a row, in the copy of its project."""
    dockerfile = context / "Dockerfile"
    text = said(answers, base, "dockerfile")
    for pair in os.environ.get("STAND_INS", "").split():
        wanted, instead = pair.split("=")
        text = text.replace(f"FROM {wanted}\n", f"FROM {instead}\n").replace(f"FROM {wanted} AS", f"FROM {instead} AS")
    dockerfile.write_text(text)
    (context / ".dockerignore").write_text(said(answers, base, "file", ".dockerignore"))
    if "development" not in answers and "run=static_site" in answers:
        (context / "nginx.conf").write_text(said(answers, base, "file", "nginx.conf"))
    return dockerfile


def attempt(tool, row):
    """Builds and runs a row of tried.py, and compares."""
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / row.project
        if row.was_read:
            read.unpacked((PROJECTS / f"{row.project}.txt").read_text(), context)
        else:
            shutil.copytree(PROJECTS / row.project, context)
        if row.prepare:
            row.prepare(context)
        dockerfile = written(context, row.answers, row.base)
        started = any(setting in row.answers for setting in ("also=", "before="))
        if started and not row.was_read and not tried.listed(row.words, said(row.answers, row.base, "file", "compose.yaml")):
            raise RuntimeError(f"compose.yaml does not start {row.words}")
        tag = f"localhost/container-diet-tried:{Path(row.project).name}-{row.base}"
        if isinstance(tool, Program):
            if row.secrets:
                raise NoBase("this program lends no secrets")
            return tried.check(row, tried.by_program(tool, dockerfile, context, row))
        tool.build(dockerfile, context, tag, tried.lent(row, folder))
        return tried.check(row, tool.attempt(tag, row, folder))


def one(tool, project, answers, base, wrong=None):
    """Builds and runs one row; what came out, or why not. A row that is wrong must stop the build."""
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / project
        # A member of the workspace may be a site as well.
        kind = "site" if "run=static_site" in answers else project
        shutil.copytree(PROJECTS / project, context, ignore=shutil.ignore_patterns("target", "node_modules"))
        if "kind=workspace" in answers:
            make_workspace(context)
        if project == "rust" and "member=" in answers:
            make_member(context)
        dockerfile = written(context, answers, base)
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


def named(only, kind, texts):
    """Whether ONLY names a row: by its kind, or by a part of what is printed of it."""
    return only == kind or only not in ("read", "tried", "wrong") and only in " ".join(texts)


def main():
    name, tool = engine()
    only = os.environ.get("ONLY", "")
    rows_read = [row for project, service in READ for row in of_folder(project, service)]
    all_rows = [*((*row, None, "") for row in ROWS), *((*row, "") for row in WRONG), *rows_read]
    wanted = [row for row in all_rows if named(only, "read" if row[4] else "wrong" if row[3] else "", [*row[:3], row[4]])]
    tries = [row for row in tried.TRIED if named(only, "tried", row[:3])]
    passed, failures, absent = 0, [], 0
    with tempfile.TemporaryDirectory() as folder:
        for project in read.READ:
            title = f"read {project.project}"
            if not named(only, "read", [title]):
                continue
            try:
                tries += read.rows(call, PROJECTS, Path(folder), project)
            except (ValueError, StopIteration, subprocess.CalledProcessError) as error:
                failures.append((title, getattr(error, "stderr", None) or error))
    print(f"{len(wanted) + len(tries)} images with {name}\n")
    print(f"{'project and answers':52} {'base':11} {'built':6} {'answered':9} {'user':6} {'shell':6} {'TLS':4} {'zone':5} {'MB':>7} {'stop s':>7}")
    for project, answers, base, wrong, title in wanted:
        title = f"{title or answers.replace('run=', '').replace('&', ' '):52} {base:11}"
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
    for row in tries:
        title = f"{row.project if row.was_read else row.answers.replace('run=', '').replace('&', ' ')} {row.base}"
        if row.was_read:
            title = " ".join([title, *row.words, *(f"with the secret {name}" for name, _ in row.secrets)])
        try:
            attempt(tool, row)
            print(f"{title:64} tried {tool.size / 1e6:7.1f} MB", flush=True)
            passed += 1
        except (NoBase, LookupError) as error:
            print(f"{title:64} not to be had here: {str(error)[-80:]}", flush=True)
            absent += 1
        except (RuntimeError, subprocess.CalledProcessError, ValueError) as error:
            print(f"{title:64} FAILED", flush=True)
            failures.append((title, getattr(error, "stderr", None) or error))
    for title, error in failures:
        print(f"\n--- {title}\n{error}")
    print(f"\n{passed} passed, {len(failures)} failed, {absent} without a base")
    sys.exit(bool(failures) or not passed)


if __name__ == "__main__":
    main()
