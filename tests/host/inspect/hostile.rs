//! Files that want to hurt: each is answered in a moment, with a message where it is wrong.

use std::time::Duration;

use container_diet::facts;
use container_diet::inspect::review::{Surroundings, review};
use container_diet::inspect::tree::{Parsed, json, toml, xml, yaml};
use container_diet::inspect::{Project, READERS, inspect};
use cpu_time::ThreadTime;

/// Far more than any takes, and far less than a hang; of the processor, as other work may run beside it.
const MOMENT: Duration = Duration::from_secs(20);

/// How one kind of file is read.
type Parse = fn(&str) -> Parsed;

fn times(text: &str, count: usize) -> String {
    text.repeat(count)
}

#[test]
fn a_hostile_tree_is_an_error() {
    let bomb: String = (1..40).map(|at| format!("a{at}: &a{at} [{}]\n", times(&format!("*a{},", at - 1), 9))).collect();
    let cases: [(Parse, String); 9] = [
        (json, times("[", 100_000)),
        (json, times("{\"a\":", 100_000)),
        (toml, format!("a = {}", times("[", 100_000))),
        (toml, format!("a = {}", times("{b=", 100_000))),
        (toml, format!("[{}a]", times("a.", 300))),
        (yaml, times("- ", 100_000)),
        (yaml, times("[", 100_000)),
        (yaml, format!("a0: &a0 x\n{bomb}")),
        (xml, times("<a>", 100_000)),
    ];
    for (parse, text) in cases {
        let begun = ThreadTime::now();
        let read = parse(&text);
        let shown: String = text.chars().take(30).collect();
        // Of YAML what came before is kept.
        let is_small = read.as_ref().is_ok_and(|node| node.walk().count() < 200_000);
        assert!(read.is_err() || is_small, "{shown}");
        assert!(begun.elapsed() < MOMENT, "{shown} took {:?}", begun.elapsed());
    }
    let entities = "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>";
    assert!(xml(entities).is_err(), "names for texts are not replaced");
}

/// Each reader gets each of these as each of its files.
#[test]
fn no_reader_hangs_or_panics() {
    let texts = [
        String::new(),
        "\0\u{feff}\u{202e}\u{ffff}".into(),
        times("a: b\n", 10_000),
        times("- x: [1, 2\n", 3_000),
        times("[[package]]\nname = \"a\"\n", 5_000),
        times("require x v1\n", 10_000),
        times("gem 'pg'\n", 10_000),
        times("add_executable(a b)\n", 10_000),
        times("web: node a.js\n", 10_000),
        format!("{{\"scripts\":{{\"start\":\"{}\"}}}}", times("a ", 50_000)),
        times("\"", 10_001),
        times("'", 9_999),
        times("FROM a\n", 10_000),
        format!("FROM a\nRUN {}", times("b \\\n", 10_000)),
        times("<a b='c'>", 200),
    ];
    for reader in READERS {
        for text in &texts {
            let begun = ThreadTime::now();
            let mut project = Project::new();
            for name in reader.wants {
                project.file(&name.replace('*', "x"), text.as_bytes());
            }
            // Something that makes each of them the service.
            for name in ["package.json", "requirements.txt", "go.mod"] {
                project.name(name);
            }
            let all = inspect(&project, facts::as_of());
            assert!(all.decision.dockerfile().text().contains("FROM "), "{}", reader.name);
            let shown: String = text.chars().take(30).collect();
            assert!(begun.elapsed() < MOMENT, "{} with {shown:?} took {:?}", reader.name, begun.elapsed());
        }
    }
}

/// Start scripts, and Dockerfiles whose values grow, are followed in a moment too.
#[test]
fn no_dockerfile_or_script_hangs() {
    let starts = "FROM python:3.13\nCOPY . .\nENTRYPOINT [\"./start.sh\"]\nCMD [\"./start.sh\"]\n".to_string();
    let many = |line: &str| (0..20_000).map(|at| line.replace('#', &at.to_string())).collect::<String>();
    let cases = [
        (starts.clone(), many("A#=$A$A1$A2; b# &\n")),
        (starts.clone(), many("if a; then c# $(d `e` \"\n")),
        (starts.clone(), times("exec ./start.sh \"$@\"\n", 20_000)),
        (starts.clone(), times("case x in\ny) $(\n", 20_000)),
        (starts, times("f() {\n\\\n", 20_000)),
        (format!("FROM a\n{}", many("ENV A#=$A#$A1 B=$B$B\n")), String::new()),
        (format!("FROM a\n{}", many("EXPOSE # $B\nVOLUME /a#\n")), String::new()),
        (many("FROM a AS s#\nRUN cd # && go build -o b# ./c\n"), String::new()),
        (format!("FROM golang AS s\nFROM a\n{}CMD [\"x\"]\n", many("COPY --from=s /a# /b#\n")), String::new()),
        (format!("FROM python AS s0\n{}", many("FROM s# AS s#x\nRUN manage.py compress #\n")), String::new()),
        (format!("FROM php:8\nRUN apk add {} && apk del {}\n", many("a# "), many("a# ")), String::new()),
    ];
    for manifest in ["requirements.txt", "go.mod", "package.json"] {
        for (dockerfile, script) in &cases {
            let begun = ThreadTime::now();
            let mut project = Project::new();
            for (name, text) in [("Dockerfile", dockerfile.as_str()), ("start.sh", script), ("main.py", ""), (manifest, "{}")] {
                project.file(name, text.as_bytes());
            }
            let all = inspect(&project, facts::as_of());
            assert!(all.over(&project).is_none_or(|over| over.patch.contains("Dockerfile")), "{manifest}");
            let shown: String = script.chars().chain(dockerfile.chars()).take(60).collect();
            assert!(begun.elapsed() < MOMENT, "{manifest} with {shown:?} took {:?}", begun.elapsed());
        }
    }
}

#[test]
fn a_long_dockerfile_is_reviewed_in_a_moment() {
    let many = |line: &str| format!("FROM python:3.13 AS a\n{}", times(line, 10_000));
    for text in [
        many("RUN chown -R 1:1 /app\n"),
        many("COPY --from=a /x/venv /y\n"),
        many("COPY . .\n"),
        many("ENV A_TOKEN=b\n"),
        many("FROM a AS a\n"),
        many("RUN <<A\nx\nA\n"),
        many("ARG A=$A$A$A$A\n"),
        format!("FROM a\nRUN {}\n", times("a && ", 100_000)),
        format!("FROM a\nCMD {}\n", times("[", 100_000)),
        times("ARG A=$A$A$A$A$A$A$A$A\n", 1_000),
    ] {
        let begun = ThreadTime::now();
        let said = review("Dockerfile", &text, &Surroundings::default(), facts::as_of());
        let shown: String = text.chars().take(60).collect();
        assert!(begun.elapsed() < MOMENT, "{shown:?} took {:?}", begun.elapsed());
        assert!(said.findings.iter().all(|finding| finding.line > 0 && !finding.why.is_empty()), "{shown:?}");
    }
}
