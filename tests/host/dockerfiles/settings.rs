//! What settings take, what is wrong with what they do not take, and versions.

use std::collections::HashSet;

use container_diet::dockerfile::{Plan, SETTINGS, SettingId, Settings, dockerfile};
use container_diet::facts::{Date, Presence};
use container_diet::model::questions::{Linking, Runtime};
use container_diet::model::{Answers, Family, QuestionId, decide};

use super::every::{TODAY, plan};

#[track_caller]
fn takes(id: SettingId, good: &[&str], bad: &[&str]) {
    for text in good {
        assert_eq!(id.get().problem(text), None, "{id:?} takes {text:?}");
    }
    for text in bad {
        assert!(id.get().problem(text).is_some(), "{id:?} does not take {text:?}");
    }
}

#[test]
fn texts_are_checked() {
    takes(SettingId::Name, &["app", "team/shop-api", "a.b_c"], &["App", "a//b", "-a", "a-", "a b", "a:b", "a..b", &"a".repeat(65)]);
    takes(SettingId::Port, &["1024", "8080", "65535"], &["80", "0", "1023", "65536", "08080", "+8080", "8080 ", "eight", "8080/tcp"]);
    takes(
        SettingId::Entry,
        &["./cmd/api", ".", "server.js", "app.main:app", "src/App.csproj"],
        &["/etc", "-x", "../x", "a//b", "a b", "a:b:c", "a/", "a$b", "shop.", "shop.:app"],
    );
    takes(SettingId::Version, &["3.13", "24", "1.27", "24.3.1"], &["3.", "latest", "3.13-slim", "v3", "1.2.3.4", "99999"]);
    takes(SettingId::Packages, &["libpq5", "libstdc++6,tzdata"], &["Libpq", "a", "libpq5,", "libpq5 tzdata", "a=1", "-y"]);
    takes(SettingId::Health, &["/", "/healthz", "/health/ready"], &["healthz", "//x", "/a b", "/a?b", "/../x", "/a%20"]);
    takes(
        SettingId::Ca,
        &["company.crt", "certs/acme-root.pem", "./ca.pem"],
        &["company", "company.key", "/etc/ssl/a.crt", "../a.crt", "a b.crt", "-a.crt", "a:b.crt", ".crt", "certs/.pem", "a.crt/", "*.crt"],
    );
    takes(SettingId::Private, &["no", "token", "ssh"], &["yes", "Token", "ghp_0123456789"]);
    takes(
        SettingId::Processes,
        &["worker: celery -A shop worker", "worker: a 'b c' beat: d", "w-1: node x.js"],
        &["celery", "worker:", "a: b a: c", "before: x", "a: b c: d e: f g: h i: j", "x worker: y", "Worker: a", "a: 'b"],
    );
    takes(
        SettingId::Permissions,
        &[
            "--allow-net",
            "-A",
            "--allow-net=api.example.com:443 --deny-read=/etc --allow-env=PORT,HOME",
            "-P=server",
            "--allow-read='/a b'",
        ],
        &["", "allow", "--allow-nothing", "--allow-net main.ts", "--v8-flags=--expose-gc", "--allow-net; id", "-", "--allow-net '", "-Z"],
    );
    takes(SettingId::Extensions, &["gd", "gd,intl,mbstring"], &["gd,", "gd intl", "nosuch", "GD", "gd;x"]);
    takes(
        SettingId::Ports,
        &["9090", "9090,9100", "5353/udp,5353"],
        &["80", "80/udp", "9090/tcp", "9090/", "/udp", "9090,", "9090,9090", "9090 9100", "1024,1025,1026,1027,1028,1029,1030"],
    );
    takes(SettingId::Arguments, &["serve", "--a 'b c' \"$HOME\" #1"], &["'open", "a\nb", "é", "'' 'x", &"x".repeat(301)]);
    takes(
        SettingId::Variables,
        &["A=b", "_A1=", "A='x y' B=1", "DSN=https://host/path"],
        &["A", "1A=b", "A=1 A=2", "API_KEY=x", "db_password=x", "URL=https://me:secret@host/", "A B=c"],
    );
    takes(
        SettingId::BuildArguments,
        &["API_URL", "API_URL MODE=production", "A='x y'", "SETUPTOOLS_SCM_PRETEND_VERSION=1.0"],
        &["1A", "A A", "NPM_TOKEN", "api_key=x", "PATH", "VERSION", "NODE_VERSION", "A-B", "=x", "A;B"],
    );
    for id in [SettingId::Hub, SettingId::Mirror] {
        takes(
            id,
            &["registry.example.com", "registry.example.com/hub", "localhost:5000/a/b", "10.0.0.1:5000"],
            &[
                "hub",
                "localhost",
                "https://r.example.com",
                "r.example.com/",
                "R.example.com",
                "r.example.com:0",
                "r..com",
                "-r.com",
                "r.com/a b",
            ],
        );
    }
    takes(
        SettingId::Labels,
        &["team=payments", "org.opencontainers.image.source=https://github.com/acme/shop", "a-b=''", "a='x y' b=$HOME"],
        &["team", "Team=x", "a..b=x", ".a=x", "a.=x", "a=1 a=2", "my-token=x", "a=https://me:secret@host/", "a\"b=c"],
    );
    takes(
        SettingId::Steps,
        &["npm run a", "A=b make && make b", "echo 'a | b'"],
        &["a | b", "a ; b", "a > b", "echo $HOME", "`id`", "a &&", "A=b && c", "a; b", "a || b", "curl -H 'Authorization: Bearer abc' x"],
    );
    takes(SettingId::Before, &["python manage.py migrate", "/server migrate --to 'x y'"], &["'", "a\tb", "a && b", "a | b", "a > b"]);
    takes(
        SettingId::Arguments,
        &[
            "--port 80",
            "--password-file /run/secrets/db",
            "--token=/run/token",
            "--auth basic",
            "--db postgres://db/shop",
            "--use-token true",
        ],
        &["--password hunter2", "--api-key=abc", "-H 'Authorization: Bearer abc'", "--db postgres://me:secret@db/shop", "--secret x"],
    );
    takes(
        SettingId::Processes,
        &["worker: node w.js --token-file /run/token", "worker: A=1 node w.js KEY=1"],
        &["worker: node w.js --token=abc", "worker: API_TOKEN=abc node w.js"],
    );
    takes(
        SettingId::Kept,
        &["/data", "/app/.next/cache,/var/lib/shop"],
        &["data", "/", "/tmp", "/etc", "/usr/local/x", "/app", "/data/", "/a//b", "/a/../b", "/data,/data", "/a b"],
    );
    takes(
        SettingId::Beside,
        &["templates", "config/app.yaml,assets"],
        &["/etc", "../x", ".env", "config/.env.local", "a,", "a,a", ".npmrc", "a:b"],
    );
    takes(SettingId::Sources, &[".", "app", "services/api"], &["..", "/app", "app/", "a b"]);
    takes(
        SettingId::Member,
        &["api", "apps/api", "packages/web.site", "services/shop_2"],
        &[".", "..", "./api", "apps/.", "apps/./api", "/apps", "apps/", "apps/-x", "-x", "a:b", "a b", "a,b", ".git", "apps/.env", "a$b"],
    );
    takes(SettingId::Ready, &["/ready"], &["ready"]);
    takes(SettingId::Script, &["build:prod", "build:css,build:js", "build-1"], &["", "-x", "a b", "a,", "a,a", "a&b", "a$b", "a/b"]);
    takes(
        SettingId::Features,
        &["sqlite,tls", "core/async", "WITH_TLS=ON,PREFIX=/usr"],
        &["", "-x", "a b", "a,", "a=b=c", "a\"b", "a$b", "*", "a;b", "=x"],
    );
    takes(SettingId::Builder, &["buildkit", "kaniko"], &["docker", "Buildkit"]);
}

#[test]
fn settings_have_unique_keys_beside_those_of_questions() {
    let questions = container_diet::model::QUESTIONS.iter().map(|question| question.key);
    let mut keys: HashSet<&str> = questions.chain(["v", "w", "base"]).collect();
    for setting in &SETTINGS {
        assert!(keys.insert(setting.key), "{} is used twice", setting.key);
        assert!(setting.help().ends_with('.') && !setting.label().is_empty(), "{}", setting.key);
    }
}

/// Also where the tag does not say which release of Alpine is inside.
#[test]
fn packages_are_added_with_the_manager_of_the_base() {
    let settings = Settings::default().with(SettingId::Packages, "jq");
    for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
        for family in [Family::Full, Family::Slim, Family::Alpine] {
            let verdict = decide(&Answers::default().with_index(QuestionId::Runtime, runtime).with(Linking::Static));
            let output = dockerfile(&plan(&verdict, family, &settings));
            let last = output.text();
            let last = last.rsplit("FROM ").next().unwrap_or_default();
            let expected = match output.file.runtime_image().package_manager() {
                Presence::Present("apk") => ["apk add --no-cache ", "\"jq>=0\""],
                _ => ["satisfy --yes --no-install-recommends ", "\"jq\""],
            };
            assert!(expected.iter().all(|part| last.contains(part)), "{expected:?}: {last}");
        }
    }
}

#[track_caller]
fn version(runtime: Runtime, family: Family, wanted: &str, today: Date, expected: &str, said: &[&str]) {
    let answers = Answers::default().with(runtime).with(Linking::Static);
    let verdict = decide(&answers);
    let settings = Settings::default().with(SettingId::Version, wanted);
    let plan = Plan::new(container_diet::dockerfile::Order { service: &verdict.service, family, settings: &settings, today });
    let output = dockerfile(&plan);
    assert!(output.text().contains(expected), "{wanted}: {}", output.text());
    for part in said {
        assert!(output.notes.iter().any(|note| note.contains(part)), "{wanted}: {:?} does not say {part:?}", output.notes);
    }
    assert!(!said.is_empty() || output.notes.is_empty(), "{wanted}: {:?}", output.notes);
}

#[test]
fn versions_are_those_asked_for_or_the_nearest_that_live() {
    // It ends within six months, which is said.
    version(Runtime::Node, Family::Slim, "22", TODAY, "FROM node:22-trixie-slim", &["until 2027-04-30, for another 156 days"]);
    version(
        Runtime::Node,
        Family::Slim,
        "20",
        TODAY,
        "FROM node:22-trixie-slim",
        &["You asked for version 20", "2026-04-30", "The file uses 22"],
    );
    version(Runtime::Node, Family::Distroless, "26", TODAY, "nodejs26-debian13", &[]);
    version(Runtime::Python, Family::Slim, "3.12", TODAY, "FROM python:3.12-slim-trixie", &[]);
    version(Runtime::Python, Family::Distroless, "3.12", TODAY, "python3-debian13", &["no such version", "The file uses 3.13"]);
    // The version of the language, and not of the Debian that runs it.
    version(Runtime::Rust, Family::Slim, "13", TODAY, "FROM rust:1-", &["You asked for version 13, but no such version of rust"]);
    version(Runtime::Rust, Family::Slim, "11", TODAY, "FROM rust:1-", &["no such version of rust is known. The file uses 1."]);
    version(Runtime::Dotnet, Family::Slim, "11", TODAY, "sdk:10.0-", &["the facts do not yet have an image of mcr.microsoft.com/dotnet/"]);
    version(Runtime::Dotnet, Family::Slim, "12", TODAY, "sdk:10.0-", &["no such version of mcr.microsoft.com/dotnet/"]);
    // A tag that names a major version moves on; one that names more is what was asked for.
    version(
        Runtime::Rust,
        Family::Slim,
        "1.80",
        TODAY,
        "FROM rust:1-",
        &["You asked for version 1.80. The tag rust:1-slim-trixie follows"],
    );
    version(Runtime::Bun, Family::Slim, "1.2", TODAY, "FROM oven/bun:1-", &["You asked for version 1.2. The tag oven/bun:1-slim follows"]);
    version(
        Runtime::Node,
        Family::Slim,
        "26.3.1",
        TODAY,
        "FROM node:26-trixie-slim",
        &["follows the newest 26, which may be a different version"],
    );
    version(Runtime::Deno, Family::Slim, "2.9", TODAY, "FROM denoland/deno:debian-2.9.", &[]);
    version(Runtime::Deno, Family::Slim, "2.8", TODAY, "FROM denoland/deno:debian-2.9.", &["no such version of denoland/deno"]);
    version(Runtime::Go, Family::Distroless, "1.26", TODAY, "FROM golang:1.26-trixie", &[]);
    version(Runtime::Go, Family::Distroless, "1.25", TODAY, "FROM golang:1.26-trixie", &["You asked for version 1.25", "2026-08-19"]);
    version(Runtime::Java, Family::Distroless, "17", TODAY, "java17-debian13", &[]);
    version(Runtime::Java, Family::Slim, "26", TODAY, "FROM eclipse-temurin:25-jre-noble", &["2026-09-15", "The file uses 25"]);
    version(
        Runtime::Dotnet,
        Family::Slim,
        "8",
        TODAY,
        "aspnet:10.0-noble",
        &["You asked for version 8", "2026-11-10", "The file uses 10.0"],
    );
    version(Runtime::Ruby, Family::Slim, "3.4", TODAY, "FROM ruby:3.4-slim-trixie", &[]);
    version(Runtime::Ruby, Family::Distroless, "3.3", TODAY, "FROM dhi.io/ruby:3.3-debian13-dev AS build", &["until 2027-03-31"]);
    version(Runtime::Php, Family::Alpine, "8.3", TODAY, "FROM php:8.3-fpm-alpine3.24", &[]);
    version(Runtime::Php, Family::Distroless, "8.4", TODAY, "FROM dhi.io/php:8.4-debian13-fpm", &[]);
    // In two years the default of today has ended, and is not used.
    version(Runtime::Node, Family::Slim, "22", Date::new(2028, 5, 1), "FROM node:26-trixie-slim", &["2027-04-30", "The file uses 26"]);
    // No end was announced: the schedule says that it is over.
    let spring = Date::new(2027, 3, 1);
    let expected = "You asked for version 1.26, but it was expected to reach end of life by 2027-02-28. The file uses 1.27.";
    version(Runtime::Go, Family::Distroless, "1.26", spring, "FROM golang:1.27-trixie", &[expected]);
    // Far in the future nothing is supported; the file is still made.
    version(
        Runtime::Node,
        Family::Slim,
        "24",
        Date::new(2040, 1, 1),
        "FROM node:26-trixie-slim",
        &["Debian 13 reached end of life on 2028-08-09"],
    );
}

/// Also where it runs on a base that has a version of something else.
#[test]
fn the_versions_that_are_offered_are_those_of_the_language() {
    for runtime in [Runtime::Go, Runtime::Node, Runtime::Python, Runtime::Java] {
        let verdict = decide(&Answers::default().with(runtime).with(Linking::Static));
        let offered = |family| dockerfile(&plan(&verdict, family, &Settings::default())).versions(TODAY).collect::<Vec<_>>();
        let full = offered(Family::Full);
        assert!(full.len() > 1, "{runtime:?}: {full:?}");
        for family in [Family::Slim, Family::Alpine] {
            assert_eq!(offered(family), full, "{runtime:?} on {family:?}");
        }
    }
}

/// Nobody asked for a version, and what ends soon or has ended is said.
#[test]
fn what_ends_is_said_without_a_version_too() {
    let verdict = decide(&Answers::default().with(Runtime::Node));
    let settings = Settings::default();
    for (today, text, said) in [
        (TODAY, "FROM node:26-trixie-slim", None),
        (Date::new(2028, 7, 1), "FROM node:26-trixie-slim", Some("Debian 13 is supported until 2028-08-09, for another 39 days.")),
        (Date::new(2028, 8, 10), "FROM node:26-trixie-slim", Some("Debian 13 reached end of life on 2028-08-09, 1 day ago.")),
    ] {
        let plan =
            Plan::new(container_diet::dockerfile::Order { service: &verdict.service, family: Family::Slim, settings: &settings, today });
        let output = dockerfile(&plan);
        assert!(output.text().contains(text), "{today}: {}", output.text());
        assert_eq!(output.notes.iter().any(|note| note.contains("Debian 13")), said.is_some(), "{today}: {:?}", output.notes);
        assert!(said.is_none_or(|said| output.notes.iter().any(|note| note == said)), "{today}: {:?}", output.notes);
    }
}

/// Some bases have an older version than others, which has nothing to do with an end.
#[test]
fn no_end_is_said_before_it_has_come() {
    for runtime in [Runtime::Python, Runtime::Java, Runtime::Node, Runtime::Go, Runtime::Php] {
        let verdict = decide(&Answers::default().with(runtime));
        for family in [Family::Slim, Family::Distroless] {
            let output = dockerfile(&plan(&verdict, family, &Settings::default()));
            assert!(!output.notes.iter().any(|note| note.contains("reached end of life")), "{runtime:?}: {:?}", output.notes);
        }
    }
}

#[track_caller]
fn meaningless(runtime: Runtime, id: SettingId, text: &str, said: bool) {
    let verdict = decide(&Answers::default().with(runtime));
    let settings = Settings::default().with(id, text);
    assert_eq!(settings.text(id), Some(text), "it can be set");
    let output = dockerfile(&plan(&verdict, verdict.winner(), &settings));
    let is_said = output.notes.iter().any(|note| note.contains("has no effect for this service") && note.contains(text));
    assert_eq!(is_said, said, "{runtime:?} {id:?} {text}: {:?}", output.notes);
}

#[test]
fn what_means_nothing_for_a_service_is_said() {
    meaningless(Runtime::Node, SettingId::Layout, "workspace", true);
    meaningless(Runtime::Rust, SettingId::Layout, "workspace", false);
    meaningless(Runtime::Java, SettingId::Layout, "aot", true);
    meaningless(Runtime::Python, SettingId::Beside, "templates", true);
    meaningless(Runtime::Go, SettingId::Beside, "templates", false);
    meaningless(Runtime::StaticSite, SettingId::Does, "worker", true);
    meaningless(Runtime::Php, SettingId::Does, "grpc", true);
    meaningless(Runtime::StaticSite, SettingId::Variables, "A=b", false);
    meaningless(Runtime::Node, SettingId::Manager, "uv", true);
}
