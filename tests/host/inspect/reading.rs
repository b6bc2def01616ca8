//! Trees with lines, what is asked of versions, and Dockerfiles as Docker reads them.

use container_diet::inspect::containerfile::{File, Image, Libc, commands, expand};
use container_diet::inspect::tree::{Node, Parsed, json, toml, xml, yaml};
use container_diet::inspect::{Project, is_wanted};

#[test]
fn a_tree_knows_its_lines() {
    #[track_caller]
    fn check(parse: fn(&str) -> Parsed, text: &str, path: &[&str], expected: &str, line: u32) {
        let node = parse(text).expect("it is well-formed");
        let node = node.at(path).expect("it is there");
        assert_eq!((node.text(), node.line), (Some(expected), line), "{text}");
    }
    check(json, "{\n  // said\n  \"a\": {\n    \"b\": 1,\n  }\n}", &["a", "b"], "1", 4);
    check(toml, "x = 1\n\n[a.b]\nc = \"d\"\n", &["a", "b", "c"], "d", 4);
    check(toml, "[project]\ndependencies = [\n  'x',\n]\nname = 'n'\n", &["project", "name"], "n", 5);
    check(xml, "<a>\n  <b c='d'>\n    <e> f </e>\n  </b>\n</a>", &["a", "b", "e"], "f", 3);
    check(xml, "<a>\n  <b c='d'/>\n</a>", &["a", "b", "@c"], "d", 2);
    fn first(text: &str) -> Parsed {
        yaml(text).map(|node| node.items().first().cloned().unwrap_or_default())
    }
    check(first, "a:\n  - b\nc: &x\n  d: e\nf:\n  <<: *x\n  g: h\n", &["f", "d"], "e", 4);
    check(first, "a:\n  b: |\n    c\n", &["a", "b"], "c", 3);
    let two = yaml("a: 1\n---\nb: 2\n").expect("two documents");
    assert_eq!(two.items().iter().map(Node::entries).map(<[_]>::len).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_project_has_limits() {
    let mut project = Project::new();
    project.file("./a\\package.json", b"\xef\xbb\xbf{}");
    assert_eq!(project.text("a/package.json"), Some("{}"));
    for path in ["node_modules/x/package.json", "a/.git/config", "target/Cargo.toml", "x/vendor/y.go"] {
        project.file(path, b"x");
        assert!(!project.has(path), "{path}");
    }
    project.name("vendor/modules.txt");
    assert!(project.has("vendor/modules.txt"));
    project.file("go.mod", &[0xff, 0xfe]);
    project.file("Cargo.toml", &vec![b'a'; 1_000_001]);
    project.file("b/Cargo.lock", &vec![b'a'; 1_000_000]);
    project.file("c/Cargo.lock", &vec![b'a'; 1_000_000]);
    assert_eq!(project.problems().len(), 3, "{:?}", project.problems());
    assert!(project.has("go.mod") && project.text("go.mod").is_none());
    for number in 0..25_000 {
        project.name(&format!("src/{number}.rs"));
    }
    assert_eq!(project.names().count(), 20_000);
    assert!(project.problems().iter().any(|problem| problem.contains("20000 file names")), "{:?}", project.problems());
}

#[test]
fn only_what_a_reader_wants_is_read() {
    #[track_caller]
    fn check(path: &str, expected: bool) {
        assert_eq!(is_wanted(path), expected, "{path}");
    }
    check("package.json", true);
    check("src/App/App.csproj", true);
    check("k8s/app.yaml", true);
    check(".github/workflows/ci.yml", true);
    check("Dockerfile.prod", true);
    check("docker/api.Dockerfile", true);
    check("src/shop/settings/__init__.py", true);
    check("src/shop/settings/default.py", true);
    check("src/shop/__init__.py", false);
    check("run", true);
    check("src/index.js", true);
    check("src/shop/index.js", false);
    check("bin/docker-entrypoint-web", true);
    check("docker/start.sh", true);
    check("bin/docker-entrypoint", true);
    check("dockerentry.sh", true);
    check("tests/check.sh", false);
    check("docs/openapi.yaml", false);
    check(".env", false);
    check("README.md", false);
}

#[test]
fn images_are_known_by_their_names() {
    #[track_caller]
    fn check(
        reference: &str,
        language: Option<(&str, Option<&str>)>,
        libc: Option<Libc>,
        debian: Option<u8>,
        is_root: bool,
        is_without_shell: bool,
    ) {
        let image = Image::of(reference);
        assert_eq!((image.language(), image.libc(), image.debian()), (language, libc, debian), "{reference}");
        assert_eq!((image.is_root(), image.has_no_shell()), (is_root, is_without_shell), "{reference}");
    }
    let (glibc, musl) = (Some(Libc::Glibc), Some(Libc::Musl));
    check("python:3.13-slim-bookworm", Some(("python", Some("3.13"))), glibc, Some(12), true, false);
    check("docker.io/library/python:3.13-alpine3.21", Some(("python", Some("3.13"))), musl, None, true, false);
    check("node:lts", Some(("node", None)), glibc, None, true, false);
    check("localhost:5000/node", None, None, None, false, false);
    check("gcr.io/distroless/static-debian12:nonroot", None, None, Some(12), false, true);
    check("gcr.io/distroless/nodejs22-debian12", Some(("node", Some("22"))), glibc, Some(12), true, true);
    check("gcr.io/distroless/python3-debian12:debug", Some(("python", None)), glibc, Some(12), true, false);
    check("mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled", Some(("dotnet", Some("9.0"))), glibc, None, false, true);
    check("cgr.dev/chainguard/node:latest", Some(("node", None)), None, None, false, false);
    check("cgr.dev/chainguard/python:latest", Some(("python", None)), None, None, false, true);
    check("cgr.dev/chainguard/wolfi-base", None, None, None, false, false);
    // In the folders of publishers that are known, and nobody else's.
    check("dhi.io/python:3.13-debian13", Some(("python", Some("3.13"))), None, None, false, false);
    check("registry.access.redhat.com/hi/nodejs:24-builder", Some(("node", Some("24"))), None, None, false, false);
    check("bitnami/ruby:3.3", Some(("ruby", Some("3.3"))), None, None, false, false);
    check("ghcr.io/astral-sh/uv:0.11-python3.12-trixie-slim", Some(("python", Some("3.12"))), glibc, Some(13), false, false);
    check("ghcr.io/astral-sh/uv:0.11", None, None, None, false, false);
    check("rubylang/ruby:3.4.1-noble", Some(("ruby", Some("3.4.1"))), glibc, None, true, false);
    check("dunglas/frankenphp:1-php8.4", Some(("php", Some("8.4"))), None, None, false, false);
    check("registry.access.redhat.com/ubi9/nodejs-22", Some(("node", Some("22"))), None, None, false, false);
    check("registry.access.redhat.com/ubi9/python-312", Some(("python", None)), None, None, false, false);
    check("shop/node:24", None, None, None, false, false);
    // Where a company's registry copies another one.
    check("registry.example.com/hub/library/python:3.13-slim-bookworm", Some(("python", Some("3.13"))), glibc, Some(12), true, false);
    check("mirror.example.com:5000/gcr.io/distroless/nodejs22-debian12", Some(("node", Some("22"))), glibc, Some(12), true, true);
    check("r.example.com/a/docker.io/library/node:24.1-alpine", Some(("node", Some("24.1"))), musl, None, true, false);
    check("r.example.com/docker.io/oven/bun:1-distroless", Some(("bun", Some("1"))), glibc, None, true, true);
    check("public.ecr.aws/docker/library/node:24", Some(("node", Some("24"))), glibc, None, true, false);
    check("registry.example.com/library/team/node:24", None, None, None, false, false);
    check("quay.io/team/library/node:24", None, None, None, false, false);
    check("scratch", None, None, None, true, true);
    check("debian:12.5-slim@sha256:00", None, glibc, Some(12), true, false);
    check("php:8.4-fpm", Some(("php", Some("8.4"))), glibc, None, false, false);
}

/// What stands in for Docker Hub and for other registries; public copies do not.
#[test]
fn registries_of_a_company_are_known_by_the_names_of_what_they_copy() {
    for (reference, expected) in [
        ("registry.example.com/hub/library/node:24.1", Some(("registry.example.com/hub", true))),
        ("mirror.example.com:5000/gcr.io/distroless/cc-debian13", Some(("mirror.example.com:5000", false))),
        ("r.example.com/a/docker.io/library/node@sha256:00", Some(("r.example.com/a/docker.io", true))),
        ("r.example.com/docker.io/oven/bun:1.3", Some(("r.example.com/docker.io", true))),
        ("public.ecr.aws/docker/library/node:24", None),
        ("mirror.gcr.io/library/node:24", None),
        ("docker.io/library/node:24", None),
        ("library/node:24", None),
        ("registry.example.com/hub/node:24", None),
        ("gcr.io/distroless/cc-debian13", None),
        ("$REGISTRY/library/node:24", None),
    ] {
        assert_eq!(Image::of(reference).mirror(), expected, "{reference}");
    }
}

#[test]
fn arguments_are_put_in() {
    let known = [("A".to_string(), Some("1".to_string())), ("B".to_string(), None), ("C".to_string(), Some(String::new()))];
    for (text, expected) in [
        ("x:${A}-y", "x:1-y"),
        ("x:$A-y", "x:1-y"),
        ("${B:-2}", "2"),
        ("${C:-3}", "3"),
        ("${B}", "${B}"),
        ("$", "$"),
        ("${A", "${A"),
        ("${B:-${A}}", "1"),
        ("${A:+z}", "z"),
        ("${B:+z}", "${B:+z}"),
        ("${A%-x}", "${A%-x}"),
    ] {
        assert_eq!(expand(text, &known), expected, "{text}");
    }
}

#[test]
fn a_text_for_a_shell_becomes_commands() {
    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(commands(text), expected, "{text}");
    }
    check("a b && c; d | e", &[&["a", "b"], &["c"], &["d"], &["e"]]);
    check("echo 'a && b' \"c; d\" e\\ f", &[&["echo", "a && b", "c; d", "e f"]]);
    check("set -e\ncurl -f x || exit 1", &[&["set", "-e"], &["curl", "-f", "x"], &["exit", "1"]]);
    check("A=1 B=${C} exec node x 2>&1", &[&["node", "x", "2>&1"]]);
    check("if ! curl x; then exit 1; fi # why", &[&["curl", "x"], &["exit", "1"], &["fi"]]);
    check("(cd a && make)", &[&["cd", "a"], &["make"]]);
    check("make -j$(nproc) all && b $(c d)", &[&["nproc"], &["make", "-j$_", "all"], &["c", "d"], &["b", "$_"]]);
    check("", &[]);
    check("'never closed", &[&["never closed"]]);
}

/// What is read of a Dockerfile: each stage with its instructions, and where it stops.
#[test]
fn a_dockerfile_is_read_as_docker_does() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let file = File::read(text);
        let mut out = String::new();
        for stage in &file.stages {
            out += &format!("{}:{}", stage.line, stage.from);
            out += &stage.name.as_ref().map_or_else(String::new, |name| format!("={name}"));
            out += &stage.base.map_or_else(String::new, |base| format!("<{base}"));
            for instruction in &stage.instructions {
                let waits = if instruction.on_build { "+" } else { "" };
                let form = instruction.exec.as_ref().map_or_else(|| instruction.text.clone(), |words| format!("{words:?}"));
                let options: String = instruction.options.iter().map(|(name, value)| format!(" --{name}={value}")).collect();
                let heredocs: String =
                    instruction.heredocs.iter().map(|heredoc| format!(" {}@{}{:?}", heredoc.name, heredoc.line, heredoc.text)).collect();
                out += &format!(" | {}:{waits}{}{options} {form}{heredocs}", instruction.line, instruction.name);
            }
            out += "\n";
        }
        out += &file.problem.map_or_else(String::new, |(line, why)| format!("{line}! {why}\n"));
        assert_eq!(out, expected, "{text}");
    }
    check("FROM a\nRUN b \\\n  # said\n\n  c\n", "1:a | 2:RUN b   c\n");
    check("# escape=`\nFROM a\nRUN b `\n c\\\n", "2:a | 3:RUN b  c\\\n");
    check("#syntax=docker/dockerfile:1\n# escape = `\r\nFROM a\r\nRUN b `\r\n c\r\n", "3:a | 4:RUN b  c\n");
    check("# said\n# escape=`\nFROM a\nRUN b `\n", "3:a | 4:RUN b `\n");
    check("from a as Build\ncopy --from=0 --chown=1:1 x y\n", "1:a=build | 2:COPY --from=0 --chown=1:1 x y\n");
    check("FROM a AS b\nFROM b\nFROM 0\n", "1:a=b\n2:b<0\n3:0<0\n");
    check("ARG V=1\nARG W=${V}.2\nFROM a:$W\n", "3:a:1.2\n");
    check("FROM a\nCMD [\"b\", \"c\"]\nCMD ['b']\nCMD [ b ]\n", "1:a | 2:CMD [\"b\", \"c\"] | 3:CMD ['b'] | 4:CMD [ b ]\n");
    check("FROM a\nRUN <<EOF\nb\n# c\nEOF\nUSER d\n", "1:a | 2:RUN <<EOF EOF@3\"b\\n# c\\n\" | 6:USER d\n");
    check("FROM a\nCOPY <<-'X' <<Y /d/\n\te\n\tX\nf\nY\n", "1:a | 2:COPY <<-'X' <<Y /d/ X@3\"\\te\\n\" Y@5\"f\\n\"\n");
    check("FROM a\nRUN echo \"<<EOF\" && cat <<<x\nUSER b\n", "1:a | 2:RUN echo \"<<EOF\" && cat <<<x | 3:USER b\n");
    check("FROM a\nRUN <<EOF\nb\n", "1:a\n2! the text that begins with EOF is not closed\n");
    check("FROM a\nONBUILD RUN b\nONBUILD FROM c\n", "1:a | 2:+RUN b\n3! FROM cannot wait for another build\n");
    check("FROM a\nFRUM b\nUSER c\n", "1:a\n2! FRUM is not an instruction\n");
    check("RUN a\nFROM b\n", "1! RUN comes before the first FROM\n");
    check("FROM a b c d\n", "1! FROM needs an image, or an image AS a name\n");
    check("FROM a\nRUN b \\", "1:a | 2:RUN b\n");
    check("", "");
}
