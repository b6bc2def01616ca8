"""Rows of `make images` that try the settings of a Dockerfile: what a service reports of
them, or what a command of its image prints before it ends.

Each runs on a read-only root, without capabilities, as the image's user. Only the folders
that a row names are writable, so a file that forgot one fails.
"""
import gzip
import json
import subprocess
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Callable, NamedTuple

START_SECONDS = 20
# What Docker gives to a service that works: no more.
LOCKED = ("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges")


class Tried(NamedTuple):
    """A setting or several, and what proves that they had their effect."""

    project: str
    answers: str
    base: str
    # What the service answers on the path, in part; with a name behind it that is not JSON.
    shows: dict | None = None
    path: str = "/"
    # A command of the image that is run in place of the service, and what it prints.
    words: tuple = ()
    prints: str = ""
    # Folders that are mounted, and variables that are given.
    writable: tuple = ("/tmp",)
    given: tuple = ()
    # Changes the copy of the project before it is built.
    prepare: Callable[[Path], None] | None = None
    # What the build is lent: secrets by their ids, and their contents.
    secrets: tuple = ()
    # A text of the page, of what answers with none of JSON.
    page: str = ""
    # Whether what prints works until it is stopped.
    stays: bool = False
    port: str = "8080"

    @property
    def was_read(self):
        """Whether it is a project of read.py, which is one text."""
        return self.project.startswith("read/")


def certify(context):
    """A company's CA, and a server whose certificate it has signed."""
    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=context, check=True, capture_output=True)

    (context / "certs").mkdir()
    (context / "tls").mkdir()
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Company CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", "ca.key", "-out", "certs/company.crt")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=shop.internal", "-keyout", "server.key", "-out", "server.csr")
    # Python from 3.13 on wants the identifiers, and the use of the CA's key.
    (context / "names").write_text("subjectAltName=DNS:shop.internal\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "certs/company.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.crt")
    # Under a name that is not left out of the context: it is a key of nobody.
    (context / "tls/server.txt").write_text((context / "server.key").read_text() + (context / "server.crt").read_text())
    for name in ("ca.key", "server.key", "server.csr", "server.crt", "names"):
        (context / name).unlink()


def prepare_by_husky(context):
    """A script that runs after each install, of a package that a production install leaves out."""
    manifest = json.loads((context / "package.json").read_text())
    (context / "package.json").write_text(json.dumps(manifest | {"scripts": {"prepare": "husky"}}))


def measure(context):
    """A target of the manifest beside the program, which no stub of the sources has."""
    with (context / "Cargo.toml").open("a") as manifest:
        manifest.write('\n[[bench]]\nname = "throughput"\nharness = false\n')
    (context / "benches").mkdir()
    (context / "benches/throughput.rs").write_text("fn main() {}\n")


# Files that people keep a token in: of everybody, and of whom the build is lent a secret of that name.
TOKENS = (".env", ".env.local", "deep/.env.production.local", ".npmrc", "deep/down/.npmrc", ".netrc", ".pypirc", "server.key",
          "pip.conf", "deep/pip.conf", ".cargo/credentials.toml", ".m2/settings.xml")
TOKENS_OF = {"poetry": ("auth.toml", "deep/auth.toml"),
             "maven": ("settings.xml", ".mvn/settings.xml"), "composer": ("auth.json", "deep/auth.json")}


def leave_tokens(secrets):
    """Puts a token into such files, beside the project and below it."""
    def prepare(context):
        for name in (*TOKENS, *TOKENS_OF.get(secrets[0][0], ())):
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            (context / name).write_text(f"# {SECRET}\n")

    return prepare


def say_nothing(context):
    """Takes the program away that a job starts, so that nothing but the command is tried."""
    (context / "server.js").unlink()


# What a secret of the build has in it, and no layer.
SECRET = "token-of-nobody"
SERVED = {"greeting": "good day", "arguments": ["--level", "very high"], "wrote": ["/cache", "/data", "/tmp"], "refused": True}
GIVEN = "vars=GREETING~3d~27good+day~27&args=--level+~27very+high~27&keep=/data&scratch=/cache"
FOLDERS = ("/tmp", "/data", "/cache")
PYTHON = "run=python&deps=none&sources=.&lang=3.13"
BUILT = {"made": "made with 7", "beside": "a page of the project"}
JOB = "args=~27two+words~27&vars=GREETING~3dyou&does=job"
PRINTED = "3 rows for you two words"

NPMRC = ("npmrc", f"//registry.example.com/:_authToken={SECRET}\n")
NETRC = ("netrc", f"machine registry.example.com login me password {SECRET}\n")
HERE = {"shell": True}
# Projects, answers, what is answered, and secrets in the form of each package manager.
LENT = [
    ("settings", "run=node&deps=none", {"refused": True}, NPMRC),
    ("node", "run=node&deps=none&pm=pnpm", HERE, NPMRC),
    ("settings", "run=node&deps=none&pm=yarn4", {"refused": True},
     ("yarnrc", f'npmRegistries:\n  "https://registry.example.com":\n    npmAuthToken: {SECRET}\n')),
    ("bun", "run=bun&deps=none", HERE, NPMRC),
    ("deno", "run=deno&deps=none&allow=--allow-net+--allow-env+--allow-read+--allow-sys", HERE, NPMRC),
    ("settings", PYTHON, {"refused": True}, ("pip", f"[global]\n# {SECRET}\n")),
    ("python", "run=python&deps=both_libcs&lang=3.13&pm=uv", HERE, NETRC),
    ("read/flask-poetry", "run=python&deps=both_libcs&lang=3.13&pm=poetry&kind=wsgi&entry=shop:create_app()&sources=.", {"greeting": "Welcome to the shop"},
     ("poetry", f'[http-basic.company]\nusername = "me"\npassword = "{SECRET}"\n')),
    ("go", "run=go&link=static", HERE, NETRC, ("goenv", "GOPRIVATE=registry.example.com\n")),
    ("rust", "run=rust&link=glibc", HERE, ("cargo", f'[registries.company]\ntoken = "{SECRET}"\n')),
    ("read/java-maven", "run=java&deps=none&pm=mvn&lang=21", {"java": 21},
     ("maven", f"<settings><servers><server><id>company</id><password>{SECRET}</password></server></servers></settings>\n")),
    ("settings", "run=php&deps=none&on=managed&kind=apache", {"refused": True},
     ("composer", json.dumps({"http-basic": {"registry.example.com": {"username": "me", "password": SECRET}}}))),
]

TRIED = [
    # Variables, arguments, folders that are kept and that are not.
    *(Tried("settings", f"{PYTHON}&{GIVEN}", base, SERVED, writable=FOLDERS) for base in ("slim", "alpine", "distroless")),
    *(Tried("settings", f"run=node&deps=none&{GIVEN}", base, SERVED, writable=FOLDERS) for base in ("slim", "alpine", "distroless")),
    *(Tried("settings", f"run=go&link=static&with=templates&{GIVEN}", base, SERVED | {"beside": BUILT["beside"]}, writable=FOLDERS)
      for base in ("slim", "distroless", "scratch")),
    # Steps of one's own, whose variable stays out of the image; files beside the program.
    *(Tried("settings", f"{PYTHON}&steps=STEP~3d7+python+build.py", base, BUILT) for base in ("slim", "distroless")),
    *(Tried("settings", f"run=node&deps=none&steps=STEP~3d7+node+build.js&pm={manager}", "slim", BUILT) for manager in ("npm", "yarn4")),
    # A company's CA: trusted where it is set, and not where it is not.
    *(Tried("settings", f"{answers}&ca=certs/company.crt", base, {"trusts": True}, prepare=certify)
      for answers in (PYTHON, "run=node&deps=none") for base in ("slim", "distroless")),
    Tried("settings", PYTHON, "slim", {"trusts": False}, prepare=certify),
    # What runs to its end, and on a schedule: no port, and its exit code.
    *(Tried("settings", f"{PYTHON}&entry=job.py&{JOB}", base, prints=PRINTED) for base in ("slim", "distroless")),
    Tried("settings", f"run=node&deps=none&entry=job.js&{JOB.replace('job', 'schedule')}", "distroless", prints=PRINTED, prepare=say_nothing),
    Tried("settings", f"run=go&link=static&{JOB.replace('args=', 'args=job+')}", "scratch", prints=PRINTED),
    Tried("settings", f"run=ruby&deps=none&entry=job.rb&{JOB}", "slim", prints=PRINTED),
    Tried("settings", f"run=php&deps=none&entry=job.php&{JOB}", "slim", prints=PRINTED),
    Tried("settings", f"run=php&deps=system_libs&ext=bcmath&entry=job.php&{JOB}", "slim", prints=f"{PRINTED} with bcmath"),
    # The command before start and further processes, by the words that compose.yaml has.
    Tried("settings", f"{PYTHON}&before=python+job.py+first&vars=GREETING~3dyou", "slim", words=("/venv/bin/python3", "job.py", "first"), prints="3 rows for you first"),
    Tried("settings", f"{PYTHON}&before=python+job.py+first", "distroless", words=("/venv/bin/python3", "job.py", "first"), prints="3 rows for nobody first"),
    Tried("settings", "run=node&deps=none&also=worker:+node+job.js+beside", "slim", words=("node", "job.js", "beside"), prints="3 rows for nobody beside"),
    Tried("settings", "run=node&deps=none&also=worker:+node+job.js+beside", "distroless", words=("/nodejs/bin/node", "job.js", "beside"), prints="3 rows for nobody beside"),
    Tried("settings", "run=go&link=static&also=worker:+/server+job+beside", "distroless", words=("/server", "job", "beside"), prints="beside"),
    # What a manifest has beside the program: scripts for developers, benchmarks.
    Tried("settings", "run=node&deps=none", "slim", {"refused": True}, prepare=prepare_by_husky),
    Tried("rust", "run=rust&link=glibc", "distroless", {"tls": True}, prepare=measure),
    # gRPC with its health service, and a further port.
    *(Tried("grpc", "run=python&deps=both_libcs&lang=3.13&does=grpc&port=50051&ports=8080", base, {"grpc": "SERVING"}) for base in ("slim", "distroless")),
    # PHP: FPM reads its configuration; Apache answers browsers alone, files and all else.
    Tried("settings", "run=php&deps=none", "slim", words=("php-fpm", "-t"), prints="test is successful"),
    Tried("settings", "run=php&deps=none&port=9100", "alpine", words=("php-fpm", "-tt"), prints="listen = 9100"),
    Tried("settings", "run=php&deps=none&on=managed&kind=apache&vars=GREETING~3dyou&scratch=/cache", "slim",
          {"path": "/any/path", "greeting": "you", "refused": True, "wrote": ["/cache", "/tmp"]}, path="/any/path", writable=("/tmp", "/cache")),
    # A secret of the build: whoever has no use of it finds it nowhere in the image, nor what lies
    # in files of the project that people keep one in.
    *(Tried(project, f"{answers}&private=token", "slim", shows, prepare=leave_tokens(secrets), secrets=secrets) for project, answers, shows, *secrets in LENT),
]


def check(row, found):
    """Whether what came out is what the row wants."""
    if row.prints:
        status, output = found
        if status != 0 or row.prints not in output:
            raise RuntimeError(f"it ended with {status} and printed {output[-600:]!r}, without {row.prints!r}")
        return
    if row.page and row.page not in found:
        raise RuntimeError(f"another page, without {row.page!r}: {found[:200]}")
    for name, wanted in (row.shows or {}).items():
        if found.get(name) != wanted:
            raise RuntimeError(f"{name}: {found.get(name)!r} in place of {wanted!r}: {found}")


def listed(words, compose):
    """Whether compose.yaml starts something by these words."""
    lines = [line.strip().removeprefix("- ").strip('"') for line in compose.splitlines()]
    return any(lines[at:at + len(words)] == list(words) for at in range(len(lines)))


def lent(row, folder):
    """The arguments of a build that is lent the secrets of a row, kept outside of its context."""
    arguments = []
    for name, text in row.secrets:
        path = Path(folder) / f"secret-{name}"
        path.write_text(text)
        arguments += ["--secret", f"id={name},src={path}"]
    return arguments


def kept(archive, text):
    """The layers and records of a saved image that have a text."""
    found = []
    with tarfile.open(archive) as image:
        for member in image.getmembers():
            content = image.extractfile(member).read() if member.isfile() else b""
            if content.startswith(b"\x1f\x8b"):
                content = gzip.decompress(content)
            if text.encode() in content:
                found.append(member.name)
    return found


def searched(archive):
    """A saved image, which has the secret of the build in no layer and no record."""
    if where := kept(archive, SECRET):
        raise RuntimeError(f"the secret of the build is in {where}")


def by_docker(tool, tag, row, folder):
    """By docker or podman: folders are new volumes, which belong to whom the image says."""
    if row.secrets:
        archive = Path(folder) / "image.tar"
        tool.call("save", "--output", str(archive), tag)
        searched(archive)
    folders = [word for path in row.writable for word in (("--tmpfs", path) if path == "/tmp" else ("--volume", path))]
    given = [word for pair in row.given for word in ("--env", pair)]
    if row.words or row.prints:
        start = ["--entrypoint", row.words[0]] if row.words else []
        container = tool.call("run", "-d", *LOCKED, *folders, *given, *start, tag, *row.words[1:]).stdout.strip()
        try:
            return ended(tool, container, row)
        finally:
            tool.call("rm", "-f", "-v", container, check=False)
    container = tool.call("run", "-d", *LOCKED, *folders, *given, "-p", f"127.0.0.1::{row.port}", tag).stdout.strip()
    try:
        port = tool.call("port", container, row.port).stdout.split(":")[-1].strip()
        return asked(port, row)
    finally:
        tool.call("rm", "-f", "-v", container, check=False)


def ended(tool, container, row):
    """How a command ends and what it has printed; what stays is stopped as soon as it has."""
    def printed():
        logs = tool.call("logs", container)
        return logs.stdout + logs.stderr

    deadline = time.monotonic() + START_SECONDS
    while row.stays and row.prints not in printed() and time.monotonic() < deadline:
        time.sleep(0.2)
    if row.stays:
        tool.call("stop", "-t", "10", container)
    status = int(tool.call("wait", container).stdout)
    return status, printed()


def asked(port, row):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{row.path}", timeout=5) as answer:
                text = answer.read().decode()
                return text if row.page else json.loads(text)
        except (urllib.error.URLError, ConnectionError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"no answer within {START_SECONDS} s: {error}") from error
            time.sleep(0.2)


def by_program(tool, dockerfile, context, row):
    """By a program that builds and runs in one: another command is written into the file."""
    if row.words:
        with dockerfile.open("a") as file:
            file.write(f"ENTRYPOINT {json.dumps(list(row.words))}\nCMD []\n")
    folders = [word for folder in row.writable for word in ("--tmpfs", folder)]
    given = [word for pair in row.given for word in ("--env", pair)]
    wait = ["--timeout", "5"] if row.stays else []
    words = [tool.command, "--path", row.path, *folders, *given, *wait, "--no-relax", "--no-gzip", str(dockerfile), str(context)]
    done = subprocess.run(words, text=True, capture_output=True, check=False)
    report = json.loads(done.stdout)
    if report.get("missing_image"):
        raise LookupError(report["missing_image"])
    run = report.get("run") or {}
    if not report.get("built"):
        raise RuntimeError(json.dumps({key: report.get(key) for key in ("error", "build_error")}, indent=1)[-2000:])
    tool.size = report["size_bytes"]
    stopped = run.get("stop") or {}
    if not report.get("uid") or stopped.get("in_time") is False:
        raise RuntimeError(f"its user is {report.get('uid')}, and after the stop signal: {stopped}")
    if row.words or row.prints:
        return stopped.get("exit") if row.stays else run.get("exited"), run.get("log", "")
    if not report.get("runs") or (run.get("healthcheck") or {}).get("exit"):
        raise RuntimeError(json.dumps(run, indent=1)[-2000:])
    return run["body"] if row.page else json.loads(run["body"])
