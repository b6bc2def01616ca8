//! The way from the Dockerfile that is there to the new one, and what a pasted text is.

use container_diet::decision::Decision;
use container_diet::facts;
use container_diet::inspect::{kind, over};
use container_diet::link;

/// Links without what is no default: what differs is the point here.
const NODE: &str = "run=node&deps=none&port=3000";
const GO: &str = "run=go&link=static";

/// What of a Dockerfile is said not to be carried, each line with its number.
#[track_caller]
fn check(link: &str, dockerfile: &str, expected: &[&str]) {
    let decision = Decision::new(link::read(link).state, facts::as_of());
    let over = over("Dockerfile", dockerfile, &decision);
    let said: Vec<String> = over
        .lost
        .iter()
        .map(|lost| format!("{}: {} {}", lost.line, lost.what, lost.setting.map_or("-", |setting| setting.get().key)))
        .collect();
    assert_eq!(said, expected, "{dockerfile}");
}

#[test]
fn what_is_not_carried_over_is_said() {
    check(NODE, "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 3000\nCMD [\"node\", \"server.js\"]\n", &[]);
    check(
        NODE,
        "FROM node:24\nRUN apt-get update && apt-get install -y --no-install-recommends ffmpeg=7:5.1 \\\n  ca-certificates imagemagick && rm -rf /var/lib/apt/lists/*\n",
        &["2: Installs the package ffmpeg. add", "3: Installs the package imagemagick. add"],
    );
    check("run=node&deps=system_libs&add=ffmpeg", "FROM node:24\nRUN apt-get update && apt-get install -y ffmpeg\n", &[]);
    check(
        NODE,
        "FROM node:24 AS build\nRUN apk add --no-cache --virtual .deps libvips-dev git\nFROM node:24-alpine\nCOPY --from=build /app /app\n",
        &["2: Installs the package libvips-dev for the build. tools", "2: Installs the package git for the build. tools"],
    );
    check(
        NODE,
        "FROM node:24\nENV FEATURE_X=1 NODE_ENV=production\nENV OLD form\nARG API_URL\nARG NODE_VERSION=24\nLABEL team=\"shop\"\n",
        &["2: Sets FEATURE_X. vars", "3: Sets OLD. vars", "4: Accepts the build argument API_URL. bargs", "6: Has the label team. labels"],
    );
    check("run=node&vars=FEATURE_X=2&port=3000", "FROM node:24\nENV FEATURE_X=1\n", &[]);
    check(
        NODE,
        "FROM node:24\nEXPOSE 3000 9229/tcp $PORT\nVOLUME [\"/data\", \"/logs/\"]\nSTOPSIGNAL SIGQUIT\n",
        &[
            "2: Exposes 9229/tcp. ports",
            "3: Stores /data in a volume. keep",
            "3: Stores /logs/ in a volume. keep",
            "4: Sets the stop signal SIGQUIT. stop",
        ],
    );
    check(NODE, "FROM node:24\nUSER node\n", &[]);
    check(NODE, "FROM node:24\nUSER app\n", &[]);
    check("run=node&keep=/data,/logs", "FROM node:24\nVOLUME /data /logs\n", &[]);
    check(
        NODE,
        "FROM node:24\nUSER 1001:1001\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY docker-entrypoint.sh /usr/local/bin/\nCOPY . /app\nENTRYPOINT [\"docker-entrypoint.sh\"]\n",
        &[
            "3: Copies nginx.conf to /etc/nginx/nginx.conf. -",
            "4: Copies docker-entrypoint.sh to /usr/local/bin/. -",
            "2: Runs as 1001, but the new file runs as 1000. Files in volumes keep their owner, so change it once. -",
            "6: Starts the script docker-entrypoint.sh, which may do something before the service starts. before",
        ],
    );
    // Ours builds on a full image, which has these.
    check(
        "run=node&deps=system_libs",
        "FROM node:24 AS build\nRUN apt-get install -y git libyaml-dev\nFROM node:24-alpine\nCOPY --from=build /app /app\n",
        &[],
    );
    check(
        NODE,
        "FROM nginx\nUSER nginx\n",
        &["2: Runs as 101, but the new file runs as 1000. Files in volumes keep their owner, so change it once. -"],
    );
    check(
        NODE,
        "FROM debian:13\nUSER nobody\n",
        &["2: Runs as 65534, but the new file runs as 1000. Files in volumes keep their owner, so change it once. -"],
    );
    check(
        "run=python&deps=none&kind=asgi&entry=app.main:app",
        "FROM python:3.13\nCMD [\"uvicorn\", \"app.main:app\", \"--host\", \"0.0.0.0\", \"--workers\", \"4\", \"--proxy-headers\"]\n",
        &["2: Starts uvicorn with --workers 4. args", "2: Starts uvicorn with --proxy-headers. args"],
    );
    check(
        NODE,
        "FROM node:24\nCOPY package.json package-lock.json .npmrc ./\nRUN npm ci\n",
        &[
            "2: Copies .npmrc. The new file leaves it out because it may contain a token. You can pass its other settings as build arguments, such as npm_config_legacy_peer_deps=true. bargs",
        ],
    );
    for settings in ["bargs=npm_config_legacy_peer_deps%3Dtrue", "private=token"] {
        check(&format!("{NODE}&{settings}"), "FROM node:24\nCOPY package.json .npmrc ./\nRUN npm ci\n", &[]);
    }
    check(
        "run=python&deps=none&kind=asgi&entry=app.main:app&args=--workers 4",
        "FROM python:3.13\nCMD uvicorn app.main:app --host 0.0.0.0 --workers 4\n",
        &[],
    );
    check(
        GO,
        "FROM node:24 AS front\nRUN npm run build\nFROM golang:1.26 AS build\nCOPY --from=front /dist /web\nFROM scratch\nCOPY --from=build /app /app\nCOPY --from=front /dist /web\n",
        &["7: Copies /dist of front to /web. -"],
    );
    check(
        GO,
        "FROM golang:1.26 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nHEALTHCHECK CMD [\"/app\", \"-health\"]\n",
        &["5: Has its own health check. On this base, the platform’s probes replace it. -"],
    );
    check(
        NODE,
        "FROM node:24\nRUN curl -fsSL https://example.com/install.sh -o x && ./x --yes\nADD https://example.com/a.tgz /opt/\n",
        &[
            "3: Copies https://example.com/a.tgz to /opt/. -",
            "2: Runs curl -fsSL https://example.com/install.sh -o x. steps",
            "2: Runs ./x --yes. steps",
        ],
    );
    check(
        "run=python&deps=none&lang=3.13",
        "FROM python:3.13\nCOPY --from=ghcr.io/acme/tool:1 /tool /usr/local/bin/\nCOPY . .\nRUN python manage.py collectstatic --noinput\nARG BUILD_NUMBER\nARG PYTHON_VERSION=3.13\nARG BUILDPLATFORM\nCOPY docker/shared/root /\n",
        &[
            "2: Copies /tool of ghcr.io/acme/tool:1 to /usr/local/bin/. -",
            "8: Copies docker/shared/root to /. -",
            "4: Runs python manage.py collectstatic --noinput. steps",
            "5: Accepts the build argument BUILD_NUMBER. bargs",
        ],
    );
    check(
        GO,
        "FROM golang:1.26 AS build\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCOPY ./ui ./ui\n",
        &["6: Copies ./ui to ./ui. with"],
    );
    check(
        &format!("{GO}&with=ui"),
        "FROM golang:1.26 AS build\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCOPY ./ui ./ui\n",
        &[],
    );
    // What a build leaves beside the program that is started.
    check(
        GO,
        "FROM golang:1.26 AS build\nFROM alpine\nCOPY --from=build /src/templates /templates\nCOPY --from=build /out/pod /out/podcli /usr/local/bin/\nCOPY --from=build /etc/ssl/certs /etc/ssl/certs\nENTRYPOINT [\"/sbin/tini\", \"--\", \"pod\"]\n",
        &["3: Copies /src/templates of build to /templates. -", "4: Copies /out/pod /out/podcli of build to /usr/local/bin/. -"],
    );
    // Packages that are deleted again only build, and words of a shell are no commands.
    check(
        NODE,
        "FROM node:24-alpine\nRUN apk add --no-cache libstdc++ && apk add --virtual .build-deps autoconf && apk del .build-deps\nRUN if test -f x; then true; elif test -f y; then find . | xargs rm -rf; fi && /opt/venv/bin/pip debug\nRUN apt-get -o Dpkg::Options::=\"--force-confold\" install -y -o X::Y=z libfoo\n",
        &["2: Installs the package autoconf for the build. tools", "4: Installs the package libfoo. add"],
    );
    check(
        "run=python&deps=system_libs&lang=3.13&tools=libpq-dev,libfoo-dev",
        "FROM python:3.13-alpine\nRUN apk add postgresql-dev build-base\nRUN --mount=type=secret,id=pip,target=/x pip install -r requirements.txt\n",
        &["3: Mounts the build secret pip. The new file passes no secret to the build by itself. private"],
    );
    // What lies below the folder of the program is below /app here.
    check(&format!("{NODE}&keep=/app/data"), "FROM node:24\nWORKDIR /usr/src/app\nCOPY . .\nVOLUME /usr/src/app/data\n", &[]);
    // Values of arguments and variables are put in.
    check(
        NODE,
        "FROM node:24\nARG LISTEN=3000\nENV DATA=/data PORTS=${LISTEN}\nEXPOSE $LISTEN 4000 4000\nVOLUME \"$DATA\"\n",
        &[
            "3: Sets DATA. vars",
            "3: Sets PORTS. vars",
            "2: Accepts the build argument LISTEN. bargs",
            "4: Exposes 4000. ports",
            "5: Stores /data in a volume. keep",
        ],
    );
    check(
        NODE,
        "FROM node:24\nRUN apt-get install -y git `# needed by lxml (PyPI)` \\\n  && rm -rf /x\nARG A\nFROM node:24\nARG A\n",
        &["2: Installs the package git for the build. tools", "4: Accepts the build argument A. bargs"],
    );
    // What is no Dockerfile, or one with an error, loses nothing and hangs on nothing.
    check(NODE, "", &[]);
    check(NODE, "FROM\nENV A=1\n", &[]);
    check(NODE, "FROM node:24\nENV PASSWORD_X='hunter2'\n", &["2: Sets PASSWORD_X. vars"]);
}

/// Both files stand side by side by stage, and nothing of either is left out.
#[test]
fn stages_stand_side_by_side() {
    let decision = Decision::new(link::read(NODE).state, facts::as_of());
    let text = "# syntax=docker/dockerfile:1\nARG V=24\nFROM node:${V} AS build\nRUN npm ci\n# What runs\nFROM node:24-slim\nCOPY --from=build /app /app\n";
    let over = over("Dockerfile", text, &decision);
    let last = over.stages.last().expect("stages");
    assert!(last.theirs.starts_with("# What runs\nFROM node:24-slim") && last.ours.contains("USER "), "{last:?}");
    assert!(over.stages[0].theirs.starts_with("# syntax=docker/dockerfile:1\nARG V=24\nFROM node:${V} AS build\nRUN npm ci"));
    let ours: Vec<&str> = over.stages.iter().flat_map(|pair| pair.ours.lines()).filter(|line| !line.is_empty()).collect();
    let output = decision.dockerfile().text();
    let all: Vec<&str> = output.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(ours, all);
    assert!(over.patch.starts_with("--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,7 +1,"), "{}", over.patch);
}

/// What people do on call is compared where the base that is there is known.
#[test]
fn on_call_is_compared_by_the_base_that_is_there() {
    let decision = Decision::new(link::read(GO).state, facts::as_of());
    for (from, base, differs) in [
        ("debian:13-slim", "slim", true),
        ("alpine:3.22", "alpine", true),
        ("ubuntu:24.04", "full", true),
        ("gcr.io/distroless/static-debian13", "distroless", false),
        ("registry.example.com/own:1", "-", false),
    ] {
        let over = over("Dockerfile", &format!("FROM {from}\n"), &decision);
        assert_eq!(over.base.map_or("-", |base| base.token()), base, "{from}");
        assert_eq!(!over.on_call.is_empty(), differs, "{from}");
    }
}

#[test]
fn a_pasted_text_says_what_it_is() {
    let rows = [
        ("# syntax=docker/dockerfile:1\n\nFROM node:24\n", "Dockerfile"),
        ("ARG V=1\nFROM debian:${V}\n", "Dockerfile"),
        ("{\"name\": \"shop\", \"dependencies\": {}}", "package.json"),
        ("{ \"require\": {\"php\": \"^8.4\", \"laravel/framework\": \"^12\"}, \"autoload\": {} }", "composer.json"),
        ("{\"name\":\"a\",\"lockfileVersion\":3}", "package-lock.json"),
        ("module example.com/shop\n\ngo 1.26\n", "go.mod"),
        ("[package]\nname = \"shop\"\nedition = \"2024\"\n", "Cargo.toml"),
        ("[project]\nname = \"shop\"\nrequires-python = \">=3.12\"\n", "pyproject.toml"),
        ("[tool.poetry]\nname = \"shop\"\n", "pyproject.toml"),
        ("Django==5.2\ngunicorn>=23\n# a comment\npsycopg[binary]\n", "requirements.txt"),
        ("<?xml version=\"1.0\"?>\n<project xmlns=\"x\"><modelVersion>4.0.0</modelVersion></project>", "pom.xml"),
        ("<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>", "app.csproj"),
        ("source \"https://rubygems.org\"\ngem \"rails\"\n", "Gemfile"),
        ("services:\n  web:\n    build: .\n", "compose.yaml"),
        ("apiVersion: apps/v1\nkind: Deployment\n", "k8s/manifest.yaml"),
        ("plugins { id 'org.springframework.boot' version '4.0.0' }\n", "build.gradle"),
        ("cmake_minimum_required(VERSION 3.28)\nproject(shop)\n", "CMakeLists.txt"),
        ("web: gunicorn shop.wsgi\n", "Procfile"),
        ("", "-"),
        ("Dear all, this is a letter.\n", "-"),
        ("\u{0}\u{1}", "-"),
    ];
    for (text, name) in rows {
        assert_eq!(kind(text).unwrap_or("-"), name, "{text}");
    }
}
