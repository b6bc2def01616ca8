"""Rows of `make images` that are read: small projects of every shape, of which nothing is said
by hand. What `inspect` reads leads to a link, the link to a Dockerfile, and what is built runs
as the link's own commands run it.

A project is one text of tests/projects/read/ with all of its files, which the tests of the
readers take as well: they say what must be read, and this what must come out.
"""
import json
import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import tried

# How many bases each is built on, Alpine apart: its packages are often out of reach.
BASES = int(os.environ.get("BASES", "2"))


class Read(NamedTuple):
    """A project, and what its image does."""

    project: str
    # What is answered, in part, or a text on the page, or a text that is printed.
    shows: dict | None = None
    page: str = ""
    prints: str = ""
    path: str = "/"
    # Whether it ends by itself; what neither ends nor is asked anything works until it is stopped.
    ends: bool = False
    # Further commands of the image by the name that their service has in compose.yaml after the
    # image's own, and what they print.
    beside: tuple = ()


READ = [
    Read("django-sqlite", {"style": "/static/style.e60183a3a01a.css"}, beside=(("before", "Applying orders.0001_initial... OK"),)),
    Read("flask-poetry", {"greeting": "Welcome to the shop"}),
    Read("fastapi-pip", {"total": 7}),
    Read("starlette-uv", {"gate": "open"}),
    Read("python-worker-uv", prints="1 job done"),
    Read("python-job-pipenv", prints="report of 2026-12-01", ends=True),
    Read("go-embed-cmd", {"templates": True, "orders": 3}),
    Read("go-vendored", {"greeting": "from vendor"}),
    Read("go-grpc", prints="stock listens on [::]:50051"),
    Read("go-web-and-worker", {"port": "8080"}, beside=(("worker", "waits for jobs"),)),
    Read("go-sqlite-cgo", {"notes": 1}),
    Read("rust-workspace", {"items": 12}),
    Read("rust-sqlite-bundled", {"notes": 1}),
    Read("rust-job", prints="counted 45", ends=True),
    Read("c-cmake-zlib", {"smaller": True}),
    Read("cpp-cmake-library", {"digest": "8d9001d3"}),
    Read("java-maven", {"java": 21}),
    Read("java-maven-modules", {"price": 15}),
    Read("kotlin-maven", {"kotlin": "2"}),
    Read("hono-ts-yarn4", {"orders": 4}),
    Read("node-keeps-files", {"notes": 1}),
    Read("node-web-and-worker", {"jobs": 1}, beside=(("worker", "worker with 1 jobs of mail"),)),
    Read("node-typescript-npm", {"injectable": True}),
    Read("turborepo-pnpm", {"price": 15}),
    Read("next-standalone", page="rendered by Next.js"),
    Read("vite-under-a-path", page="made for a path", path="/admin/"),
    Read("eleventy-site", page="Pages Notes by Eleventy"),
    Read("plain-site-nginx", page="written by hand"),
]


def unpacked(text, folder):
    """The files of a project that is one text, in a folder."""
    given = text.split("\n=== ", 1)[0] + "\n"
    for part in re.split(r"^--- ", given, flags=re.MULTILINE)[1:]:
        name, content = part.split("\n", 1)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def rows(call, projects, folder, read):
    """A project as rows of tried.py: on the base that is recommended, and on the next ones."""
    context = Path("read") / read.project
    unpacked((projects / f"{context}.txt").read_text(), folder / context)
    link = call("inspect", str(folder / context), "--link").strip()
    said = dict(pair.split("=", 1) for pair in link.removeprefix("#").split("&"))
    ranked = json.loads(call("explain", link))["ranking"]
    bases = list(dict.fromkeys([said["was"].split(".")[0], *(one["family"] for one in ranked)]))
    # The rest says when it was read, and how the link is written; an engine runs it here.
    answers = "&".join(f"{key}={value}" for key, value in {**said, "on": "docker"}.items() if key not in ("v", "at", "was"))
    for base in [base for base in bases[:1] if base == "alpine"] + [base for base in bases if base != "alpine"][:BASES]:
        full = f"v=1&{answers}&base={base}"
        words = shlex.split(next(line for line in call("file", "docs/commands.txt", full).splitlines() if line.startswith("docker run")))
        folders = tuple(after.split(":")[-1] for word, after in zip(words, words[1:]) if word in ("--tmpfs", "--volume"))
        row = tried.Tried(str(context), answers, base, read.shows, read.path, prints=read.prints, writable=folders, page=read.page,
                          stays=bool(read.prints) and not read.ends, port=said.get("port", "8080"))
        yield row
        for name, prints in read.beside:
            command = entrypoint(call("file", "compose.yaml", full), name)
            yield row._replace(shows=None, words=command, prints=prints, stays=name != "before")


def entrypoint(compose, name):
    """By which words compose.yaml starts a service beside the image's own."""
    service = re.search(rf"^  \S+-{name}:\n((?:    .*\n)+)", compose, re.MULTILINE)
    started = re.search(r"^    entrypoint:\n((?:      - .*\n)+)", service[1], re.MULTILINE) if service else None
    if not started:
        raise ValueError(f"compose.yaml starts no {name}")
    return tuple(word.strip().removeprefix("- ").strip('"') for word in started[1].splitlines())
