//! Each rule of the review with texts in which it fires, by line, and texts in
//! which it has to be silent. A false alarm costs more than a miss.

use std::collections::HashSet;

use container_diet::facts;
use container_diet::inspect::review::{ReadOnly, Surroundings, review, rules};

/// A rule, a Dockerfile, and the lines in which it fires.
type Row = (&'static str, &'static str, &'static [u32]);

const ROWS: &[Row] = &[
    ("root-at-runtime", "FROM python:3.13\nCMD [\"x\"]", &[1]),
    ("root-at-runtime", "FROM python:3.13\nUSER 1000\nUSER root\nCMD [\"x\"]", &[3]),
    ("root-at-runtime", "FROM own/base:1\nUSER 0:0\nCMD [\"x\"]", &[2]),
    ("root-at-runtime", "FROM python:3.13\nUSER 1000\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "FROM own/base:1\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "ARG I\nFROM ${I}\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "FROM python:3.13\nENTRYPOINT [\"/entrypoint.sh\"]", &[]),
    ("root-at-runtime", "FROM nginx:1.29\nCMD [\"nginx\"]", &[]),
    ("root-at-runtime", "FROM gcr.io/distroless/base-debian13:nonroot\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "FROM python:3.13 AS base\nUSER 5\nFROM base\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "FROM python:3.13 AS dev\nCMD [\"x\"]", &[]),
    ("root-at-runtime", "FROM python:3.13\nENV A=1", &[]),
    ("user-by-name", "FROM a\nUSER app", &[2]),
    ("user-by-name", "FROM a\nUSER app:app", &[2]),
    ("user-by-name", "FROM a\nUSER 1000:1000", &[]),
    ("user-by-name", "FROM a\nUSER ${UID}", &[]),
    ("user-by-name", "FROM a\nUSER app\nUSER 7", &[]),
    ("low-port-as-user", "FROM a\nEXPOSE 80\nUSER 1000", &[2]),
    ("low-port-as-user", "FROM a\nEXPOSE 8080 443/tcp\nUSER 1000", &[2]),
    ("low-port-as-user", "FROM a\nEXPOSE 80", &[]),
    ("low-port-as-user", "FROM a\nEXPOSE 8080\nUSER 1000", &[]),
    ("shell-form-start", "FROM a\nCMD node x.js", &[2]),
    ("shell-form-start", "FROM a\nENTRYPOINT java -jar a.jar", &[2]),
    ("shell-form-start", "FROM a\nCMD ['node', 'x.js']", &[2]),
    ("shell-form-start", "FROM a\nCMD [\"node\", \"x.js\"]", &[]),
    ("shell-form-start", "FROM a\nCMD exec node x.js", &[]),
    ("shell-form-start", "FROM a\nCMD a\nCMD [\"b\"]", &[]),
    ("shell-form-start", "FROM a\nENTRYPOINT [\"tini\", \"--\"]\nCMD a b", &[]),
    ("shell-form-start", "FROM a\nSHELL [\"powershell\"]\nCMD a", &[]),
    ("npm-as-process-1", "FROM a\nCMD [\"npm\", \"start\"]", &[2]),
    ("npm-as-process-1", "FROM a\nCMD [\"yarn\", \"run\", \"serve\"]", &[2]),
    ("npm-as-process-1", "FROM a\nCMD pnpm start", &[2]),
    ("npm-as-process-1", "FROM a\nCMD [\"npm\", \"run\", \"build\"]\nCMD [\"node\", \"x\"]", &[]),
    ("npm-as-process-1", "FROM a\nENTRYPOINT [\"npm\"]", &[]),
    ("npm-as-process-1", "FROM a\nCMD [\"npm\", \"test\"]", &[]),
    ("shell-where-none-is", "FROM scratch\nCMD /app", &[2]),
    ("shell-where-none-is", "FROM gcr.io/distroless/static\nRUN mkdir /a\nENTRYPOINT [\"/a\"]", &[2]),
    ("shell-where-none-is", "FROM gcr.io/distroless/base\nENTRYPOINT [\"sh\", \"-c\", \"x\"]", &[2]),
    ("shell-where-none-is", "FROM gcr.io/distroless/base:debug\nRUN mkdir /a", &[]),
    ("shell-where-none-is", "FROM scratch\nADD rootfs.tar.gz /\nRUN a", &[]),
    ("shell-where-none-is", "FROM scratch\nCOPY --from=busybox /bin/busybox /bin/sh\nRUN a", &[]),
    ("shell-where-none-is", "FROM scratch\nENTRYPOINT [\"/app\"]", &[]),
    ("shell-where-none-is", "FROM debian:13\nRUN a", &[]),
    ("development-server", "FROM a\nCMD [\"python\", \"manage.py\", \"runserver\"]", &[2]),
    ("development-server", "FROM a\nCMD flask run --host=0.0.0.0", &[2]),
    ("development-server", "FROM a\nCMD [\"npm\", \"run\", \"dev\"]", &[2]),
    ("development-server", "FROM a AS dev\nCMD [\"npm\", \"run\", \"dev\"]", &[]),
    ("development-server", "FROM a\nCMD [\"gunicorn\", \"a\"]", &[]),
    ("health-check-cannot-run", "FROM python:3.13-slim\nHEALTHCHECK CMD curl -f x", &[2]),
    ("health-check-cannot-run", "FROM node:24-alpine\nHEALTHCHECK --interval=5s CMD [\"curl\", \"x\"]", &[2]),
    ("health-check-cannot-run", "FROM scratch\nHEALTHCHECK CMD /app check", &[2]),
    ("health-check-cannot-run", "FROM scratch\nHEALTHCHECK CMD [\"/app\", \"check\"]", &[]),
    ("health-check-cannot-run", "FROM python:3.13-slim\nRUN apt-get install -y curl\nHEALTHCHECK CMD curl -f x", &[]),
    ("health-check-cannot-run", "FROM python:3.13\nHEALTHCHECK CMD curl -f x", &[]),
    ("health-check-cannot-run", "FROM node:24-alpine\nHEALTHCHECK CMD wget -q x", &[]),
    ("health-check-cannot-run", "FROM own/image:1\nHEALTHCHECK CMD curl x", &[]),
    ("health-check-cannot-run", "FROM nginx:1.29-alpine\nHEALTHCHECK CMD curl x", &[]),
    ("health-check-cannot-run", "FROM scratch\nHEALTHCHECK NONE", &[]),
    ("tool-not-in-base", "FROM python:3.13-slim\nCMD wget x", &[2]),
    ("tool-not-in-base", "FROM node:24-alpine\nCMD [\"bash\", \"-c\", \"x\"]", &[2]),
    ("tool-not-in-base", "FROM node:24-alpine\nRUN apk add bash\nCMD [\"bash\", \"-c\", \"x\"]", &[]),
    ("tool-not-in-base", "FROM node:24\nCMD [\"bash\", \"-c\", \"x\"]", &[]),
    ("ended-image", "FROM python:3.9-slim", &[1]),
    ("ended-image", "FROM node:16-alpine", &[1]),
    ("ended-image", "FROM golang:1.19 AS a\nFROM alpine:3.20", &[1, 2]),
    ("ended-image", "FROM debian:buster-slim", &[1]),
    ("ended-image", "FROM python:2.7", &[1]),
    ("ended-image", "FROM python:3", &[]),
    ("ended-image", "FROM python:3.13-slim-trixie", &[]),
    ("ended-image", "FROM node:24", &[]),
    ("ended-image", "FROM own/python:3.6", &[]),
    ("vanished-image", "FROM bitnami/redis:7", &[1]),
    ("vanished-image", "FROM openjdk:17-jdk-slim", &[1]),
    ("vanished-image", "FROM eclipse-temurin:21-jre", &[]),
    ("vanished-image", "FROM own/bitnami:1", &[]),
    ("moving-tag", "FROM python", &[1]),
    ("moving-tag", "FROM python:latest", &[1]),
    ("moving-tag", "FROM python AS a\nFROM a", &[1]),
    ("moving-tag", "FROM python:3.13", &[]),
    ("moving-tag", "FROM python@sha256:00", &[]),
    ("moving-tag", "FROM scratch", &[]),
    ("moving-tag", "FROM gcr.io/distroless/static-debian13", &[]),
    ("moving-tag", "FROM ${BASE}", &[]),
    ("fixed-platform", "FROM --platform=linux/amd64 a", &[1]),
    ("fixed-platform", "FROM --platform=$BUILDPLATFORM a", &[]),
    ("fixed-platform", "FROM --platform=linux/amd64 a AS b\nFROM c", &[]),
    ("debug-image-in-production", "FROM gcr.io/distroless/static-debian13:debug", &[1]),
    ("debug-image-in-production", "FROM gcr.io/distroless/static-debian13:debug AS debug", &[]),
    ("debug-image-in-production", "FROM gcr.io/distroless/static-debian13:nonroot", &[]),
    ("build-tools-at-runtime", "FROM golang:1.26\nCMD [\"/app\"]", &[1]),
    ("build-tools-at-runtime", "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc\nCMD [\"x\"]", &[2]),
    (
        "build-tools-at-runtime",
        "FROM python:3.13-slim\nRUN apt-get install -y gcc && pip install x && apt-get purge -y gcc\nCMD [\"x\"]",
        &[],
    ),
    ("build-tools-at-runtime", "FROM python:3.13-alpine\nRUN apk add --virtual .b gcc && pip install x\nCMD [\"x\"]", &[]),
    ("build-tools-at-runtime", "FROM golang:1.26 AS b\nFROM scratch\nCMD [\"/app\"]", &[]),
    ("build-tools-at-runtime", "FROM golang:1.26\nRUN x", &[]),
    ("other-c-library", "FROM rust:1.90 AS b\nFROM alpine:3.24\nCOPY --from=b /a/target/release/x /x", &[3]),
    ("other-c-library", "FROM python:3.13 AS b\nFROM python:3.13-alpine\nCOPY --from=b /venv /venv", &[3]),
    ("other-c-library", "FROM python:3.13-alpine AS b\nFROM python:3.13-slim\nCOPY --from=b /venv /venv", &[3]),
    (
        "other-c-library",
        "FROM rust:1.90 AS b\nRUN cargo build --target x86_64-unknown-linux-musl\nFROM alpine:3.24\nCOPY --from=b /a/release/x /x",
        &[],
    ),
    ("other-c-library", "FROM rust:1.90-alpine AS b\nFROM debian:13\nCOPY --from=b /a/target/release/x /x", &[]),
    ("other-c-library", "FROM node:24 AS b\nFROM nginx:1.29-alpine\nCOPY --from=b /app/dist /x", &[]),
    ("other-c-library", "FROM golang:1.26 AS b\nFROM alpine:3.24\nCOPY --from=b /x /x", &[]),
    ("other-c-library", "FROM rust:1.90 AS b\nFROM alpine:3.24\nRUN apk add gcompat\nCOPY --from=b /target/release/x /x", &[]),
    ("newer-builder", "FROM rust:1.90-trixie AS b\nFROM debian:bookworm\nCOPY --from=b /x /x", &[3]),
    ("newer-builder", "FROM rust:1.90-trixie AS b\nFROM gcr.io/distroless/cc-debian12\nCOPY --from=b /x /x", &[3]),
    ("newer-builder", "FROM rust:1.90-bookworm AS b\nFROM debian:trixie\nCOPY --from=b /x /x", &[]),
    ("newer-builder", "FROM golang:1.26-trixie AS b\nRUN CGO_ENABLED=0 go build\nFROM debian:bookworm\nCOPY --from=b /x /x", &[]),
    ("newer-builder", "FROM node:24-trixie AS b\nFROM debian:bookworm\nCOPY --from=b /dist /x", &[]),
    ("other-interpreter", "FROM python:3.12 AS b\nFROM python:3.13-slim\nCOPY --from=b /venv /venv", &[3]),
    ("other-interpreter", "FROM python:3.12 AS b\nFROM gcr.io/distroless/python3-debian13\nCOPY --from=b /venv /venv", &[3]),
    ("other-interpreter", "FROM python:3.13 AS b\nFROM gcr.io/distroless/python3-debian13\nCOPY --from=b /venv /venv", &[]),
    ("other-interpreter", "FROM python:3.13.1 AS b\nFROM python:3.13-slim\nCOPY --from=b /venv /venv", &[]),
    ("other-interpreter", "FROM python:3.12 AS b\nFROM python:3.13-slim\nCOPY --from=b /requirements.txt /x", &[]),
    ("moved-environment", "FROM python:3.13 AS b\nFROM python:3.13\nCOPY --from=b /a/.venv /b/.venv", &[3]),
    ("moved-environment", "FROM python:3.13 AS b\nFROM python:3.13\nWORKDIR /a\nCOPY --from=b /a/.venv .venv", &[]),
    ("moved-environment", "FROM python:3.13 AS b\nFROM python:3.13\nCOPY --from=b /venv /venv", &[]),
    ("moved-environment", "FROM python:3.13 AS b\nRUN uv venv --relocatable /a/venv\nFROM python:3.13\nCOPY --from=b /a/venv /venv", &[]),
    ("secret-in-history", "FROM a\nARG NPM_TOKEN", &[2]),
    ("secret-in-history", "FROM a\nENV DB_PASSWORD=correct-horse", &[2]),
    ("secret-in-history", "FROM a\nENV AWS_SECRET_ACCESS_KEY abcdefgh", &[2]),
    ("secret-in-history", "FROM a AS b\nARG NPM_TOKEN\nFROM c", &[]),
    ("secret-in-history", "FROM a\nENV SECRET_KEY=dummy-for-build", &[]),
    ("secret-in-history", "FROM a\nENV PASSWORD_FILE=/run/secrets/x", &[]),
    ("secret-in-history", "FROM a\nENV TOKEN_TTL=3600 GPG_KEY=ABCDEF", &[]),
    ("secret-in-history", "FROM a\nENV KEYCLOAK_URL=https://x", &[]),
    ("secret-in-history", "FROM a\nENV DB_PASSWORD=", &[]),
    ("secret-file-copied", "FROM a\nCOPY .env ./", &[2]),
    ("secret-file-copied", "FROM a\nCOPY id_rsa /root/.ssh/", &[2]),
    ("secret-file-copied", "FROM a\nCOPY .npmrc .\nRUN npm ci && rm .npmrc", &[2]),
    ("secret-file-copied", "FROM a\nCOPY .env.example ./", &[]),
    ("secret-file-copied", "FROM a\nCOPY --from=b /.env ./", &[]),
    ("secret-file-copied", "FROM a AS b\nCOPY .npmrc .\nFROM c", &[]),
    ("sources-before-manifests", "FROM a\nCOPY . .\nRUN npm ci", &[2]),
    ("sources-before-manifests", "FROM a\nADD . /code\nRUN pip install --no-cache-dir -r requirements.txt", &[2]),
    ("sources-before-manifests", "FROM a\nCOPY package.json .\nRUN npm ci\nCOPY . .", &[]),
    ("sources-before-manifests", "FROM a\nCOPY . .\nRUN npm install -g pm2", &[]),
    ("sources-before-manifests", "FROM a\nCOPY p*.json .\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev", &[]),
    ("sources-before-manifests", "FROM a\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci", &[]),
    ("cache-in-layer", "FROM a\nRUN apt-get update && apt-get install -y x", &[2]),
    ("cache-in-layer", "FROM a\nRUN apk add x", &[2]),
    ("cache-in-layer", "FROM a\nRUN pip install x", &[2]),
    ("cache-in-layer", "FROM a\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*", &[]),
    ("cache-in-layer", "FROM a\nENV PIP_NO_CACHE_DIR=1\nRUN pip install x", &[]),
    ("cache-in-layer", "FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y x", &[]),
    ("cache-in-layer", "FROM a AS b\nRUN pip install x\nFROM c", &[]),
    ("recursive-change-doubles-layer", "FROM a\nCOPY . /app\nRUN chown -R 1:1 /app", &[3]),
    ("recursive-change-doubles-layer", "FROM a\nWORKDIR /app\nCOPY . .\nRUN chmod -R g+w .", &[4]),
    ("recursive-change-doubles-layer", "FROM a\nRUN mkdir /data && chown -R 1:1 /data", &[]),
    ("recursive-change-doubles-layer", "FROM a\nCOPY . /app\nRUN chown 1:1 /app", &[]),
    ("recursive-change-doubles-layer", "FROM a\nRUN chown -R 1:1 /app\nCOPY . /app", &[]),
    ("recursive-change-doubles-layer", "FROM a\nCOPY . /app\nRUN mkdir /data && chown -R 1:1 /data", &[]),
    ("add-of-address", "FROM a\nADD https://x/y.tar /", &[2]),
    ("add-of-address", "FROM a\nADD --checksum=sha256:0 https://x/y.tar /", &[]),
    ("add-of-address", "FROM a\nADD https://github.com/a/b.git#v1 /", &[]),
    ("add-of-address", "FROM a\nADD a.tar /", &[]),
];

/// The lines in which a rule fires.
fn fires(rule: &str, text: &str, around: &Surroundings) -> Vec<u32> {
    let said = review("Dockerfile", text, around, facts::as_of());
    said.findings.iter().filter(|finding| finding.rule.name == rule).map(|finding| finding.line).collect()
}

#[track_caller]
fn check(rule: &str, text: &str, around: &Surroundings, expected: &[u32]) {
    assert_eq!(fires(rule, text, around), expected, "{rule}: {text}");
}

#[test]
fn each_rule_fires_where_it_should_and_nowhere_else() {
    let wrong: Vec<String> = ROWS
        .iter()
        .map(|(rule, text, expected)| (rule, text, *expected, fires(rule, text, &Surroundings::default())))
        .filter(|(.., expected, lines)| lines != expected)
        .map(|(rule, text, expected, lines)| format!("{rule} fires in {lines:?} and not in {expected:?} of {text:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_lies_around_counts() {
    let all = "FROM a\nCOPY . .";
    let around = |has_ignore| Surroundings { has_ignore, ..Surroundings::default() };
    check("no-dockerignore", all, &around(Some(false)), &[2]);
    check("no-dockerignore", all, &around(Some(true)), &[]);
    check("no-dockerignore", all, &around(None), &[]);
    check("no-dockerignore", "FROM a\nCOPY src .", &around(Some(false)), &[]);
    let npmrc = |has| Surroundings { npmrc_has_token: has, ..Surroundings::default() };
    check("secret-file-copied", "FROM a\nCOPY .npmrc .", &npmrc(Some(false)), &[]);
    check("secret-file-copied", "FROM a\nCOPY .npmrc .", &npmrc(Some(true)), &[2]);
    let mounted = |mounts: &[&str]| Surroundings {
        read_only: Some(ReadOnly { path: "k8s/a.yaml".into(), line: 9, mounts: mounts.iter().map(|path| (*path).to_string()).collect() }),
        ..Surroundings::default()
    };
    check("read-only-root-without-folder", "FROM nginx:1.29", &mounted(&["/tmp"]), &[1]);
    check("read-only-root-without-folder", "FROM nginx:1.29", &mounted(&["/var/cache/nginx", "/run"]), &[]);
    check("read-only-root-without-folder", "FROM node:24", &mounted(&[]), &[]);
}

#[test]
fn each_rule_has_rows_of_both_kinds() {
    let named = |fires: bool| ROWS.iter().filter(|row| row.2.is_empty() != fires).map(|row| row.0).collect::<HashSet<_>>();
    let of_surroundings = ["no-dockerignore", "read-only-root-without-folder"];
    for rule in rules().filter(|rule| !of_surroundings.contains(&rule.name)) {
        assert!(named(true).contains(rule.name), "{} has no row in which it fires", rule.name);
        assert!(named(false).contains(rule.name), "{} has no row in which it is silent", rule.name);
    }
}
