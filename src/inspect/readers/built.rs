//! What the Dockerfile that is there builds with, in whatever stage: scripts, features,
//! tags, profiles, lists of requirements, packages to compile with, files beside a program.

use super::containerfile::own;
use super::deploy::runtime;
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::{File, Stage, Step, copied_to, expand, installed};
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;
use crate::inspect::tree::{self, Node};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Stages that people work or test in.
const ASIDE: &[&str] = &["dev", "test", "lint", "debug", "ci", "docs", "e2e", "cross"];

/// A command of a build.
struct Command {
    words: Vec<String>,
    line: u32,
}

/// Reads it.
pub(super) fn file(view: &View<'_>, findings: &mut Findings) {
    let language = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone());
    let Some(runtime) = runtime(findings) else { return };
    let Some(path) = own(view, language.as_deref()) else { return };
    let whole = view.whole();
    let Some(text) = whole.text(&path) else { return };
    let file = File::read(text);
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let stages: Vec<&Stage> = file.stages.iter().filter(|stage| !is_aside(stage)).collect();
    let commands: Vec<Command> = stages.iter().flat_map(|stage| commands(&file, stage)).collect();
    let mut at = findings.at(&whole, &path);
    match runtime {
        Runtime::Rust => cargo(&mut at, &commands),
        Runtime::Go => go(&mut at, view, &commands),
        Runtime::CCpp => cmake(&mut at, &commands),
        Runtime::Java => java(&mut at, &commands),
        Runtime::Python => python(&mut at, view, &commands),
        Runtime::Node | Runtime::StaticSite => {
            if let Some(manifest) = view.text("package.json").and_then(|text| tree::json(text).ok()) {
                scripts(&mut at, &manifest, &commands);
            }
        }
        Runtime::Bun | Runtime::Deno | Runtime::Dotnet | Runtime::Ruby | Runtime::Php => {}
    }
    if runtime.row().kind == Kind::Compiled {
        beside(&mut at, view, &file, last);
    }
    if !matches!(runtime, Runtime::Node | Runtime::Bun | Runtime::Deno | Runtime::StaticSite | Runtime::Php) {
        let of_the_last = file.line_of_stages(last).iter().map(|stage| stage.line).collect::<Vec<_>>();
        for stage in stages.iter().filter(|stage| !of_the_last.contains(&stage.line)) {
            tools(&mut at, stage);
        }
    }
}

fn is_aside(stage: &Stage) -> bool {
    stage.name.as_ref().is_some_and(|name| name.split(['-', '_', '.']).any(|part| ASIDE.contains(&part)))
}

/// The commands of a stage, with the arguments that have a default put in.
fn commands(file: &File, stage: &Stage) -> Vec<Command> {
    let mut arguments = file.arguments.clone();
    let mut all = Vec::new();
    for step in &stage.steps {
        match step.name.as_str() {
            "ARG" | "ENV" => {
                for word in shlex::split(&step.text).unwrap_or_default() {
                    if let Some((name, value)) = word.split_once('=') {
                        let value = expand(value, &arguments);
                        arguments.push((name.into(), Some(value)));
                    }
                }
            }
            "RUN" => all.extend(step.commands().into_iter().map(|words| {
                let line = step.line_of(words.first().map_or("", String::as_str));
                let words = words.iter().flat_map(|word| put_in(word, &arguments)).collect();
                Command { words, line }
            })),
            _ => {}
        }
    }
    all
}

/// A word with its arguments; one that is nothing but an argument may be several words.
fn put_in(word: &str, arguments: &[(String, Option<String>)]) -> Vec<String> {
    let text = expand(word, arguments);
    match word.starts_with('$') {
        true => text.split_whitespace().map(String::from).collect(),
        false => vec![text],
    }
}

/// The values of an option, in any of its forms: `-F x`, `--features x`, `--features=x`.
fn values<'a>(words: &'a [String], names: &[&str]) -> Vec<&'a str> {
    let of = |(at, word): (usize, &'a String)| match word.split_once('=') {
        Some((name, value)) if names.contains(&name) => Some(value),
        None if names.contains(&word.as_str()) => words.get(at + 1).map(String::as_str),
        _ => None,
    };
    words.iter().enumerate().filter_map(of).filter(|value| !value.contains('$')).collect()
}

/// What is named between commas or spaces.
fn listed<'a>(values: &[&'a str]) -> Vec<&'a str> {
    values.iter().flat_map(|value| value.split([',', ' '])).filter(|name| !name.is_empty()).collect()
}

fn said(words: &[String]) -> String {
    format!("it runs {}", quoted(&words.join(" ")))
}

fn features(at: &mut At<'_>, named: &[&str], command: &Command) {
    if !named.is_empty() {
        at.set(SettingId::Features, &named.join(","), command.line, Sure::Inferred, said(&command.words));
    }
}

fn cargo(at: &mut At<'_>, commands: &[Command]) {
    let builds = |command: &&Command| match command.words.as_slice() {
        [cargo, rest @ ..] if cargo == "cargo" => {
            rest.iter().take(4).any(|word| ["build", "install", "zigbuild", "auditable", "chef"].contains(&word.as_str()))
        }
        _ => false,
    };
    for command in commands.iter().filter(builds) {
        let mut named = listed(&values(&command.words, &["--features", "-F"]));
        named.extend(command.words.iter().filter(|word| *word == "--no-default-features").map(|_| "no-default-features"));
        features(at, &named, command);
        let (bins, packages) = (values(&command.words, &["--bin"]), values(&command.words, &["--package", "-p"]));
        match (packages.as_slice(), bins.as_slice()) {
            ([package], [bin]) if package != bin => {
                at.set(SettingId::Layout, "workspace", command.line, Sure::Inferred, said(&command.words));
                at.set(SettingId::Entry, &format!("{package}:{bin}"), command.line, Sure::Inferred, said(&command.words));
            }
            (_, [bin]) => at.set(SettingId::Entry, bin, command.line, Sure::Inferred, said(&command.words)),
            _ => {}
        }
    }
}

fn go(at: &mut At<'_>, view: &View<'_>, commands: &[Command]) {
    for command in commands {
        let [go, verb, rest @ ..] = command.words.as_slice() else { continue };
        if go != "go" || !["build", "install"].contains(&verb.as_str()) {
            continue;
        }
        let named: Vec<&str> = listed(&values(rest, &["-tags", "--tags"])).into_iter().filter(|tag| *tag != "timetzdata").collect();
        features(at, &named, command);
        let Some(package) = rest.last().map(|word| word.trim_end_matches('/')) else { continue };
        let folder = package.trim_start_matches("./").trim_end_matches(".go");
        let is_there =
            view.names().any(|name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && name.ends_with(".go"));
        if package.starts_with("./") && is_there {
            at.set(SettingId::Entry, package, command.line, Sure::Inferred, said(&command.words));
        }
    }
}

fn cmake(at: &mut At<'_>, commands: &[Command]) {
    for command in commands.iter().filter(|command| command.words.first().is_some_and(|word| word == "cmake")) {
        let defined = command.words.iter().filter_map(|word| word.strip_prefix("-D")).filter_map(|word| {
            let (name, value) = word.split_once('=')?;
            Some((name.split(':').next()?, value))
        });
        let named: Vec<String> = defined
            .filter(|(name, value)| !name.starts_with("CMAKE_") && !value.is_empty() && !value.contains(['/', '$', ' ']))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        features(at, &named.iter().map(String::as_str).collect::<Vec<_>>(), command);
    }
}

fn java(at: &mut At<'_>, commands: &[Command]) {
    for command in commands {
        let name = command.words.first().map_or("", |word| word.rsplit('/').next().unwrap_or(word));
        if !["mvn", "mvnw", "gradle", "gradlew"].contains(&name) {
            continue;
        }
        let together = command.words.iter().filter_map(|word| word.strip_prefix("-P")).filter(|name| !name.is_empty());
        let named: Vec<&str> = together.chain(values(&command.words, &["-P", "--activate-profiles"])).collect();
        let named: Vec<&str> = listed(&named).into_iter().filter(|name| !name.contains(['$', ':'])).collect();
        features(at, &named, command);
    }
}

fn python(at: &mut At<'_>, view: &View<'_>, commands: &[Command]) {
    for command in commands {
        let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["pip" | "pip3", "install", ..] | ["python" | "python3", "-m", "pip", "install", ..] | ["uv", "pip", "install", ..] => {
                let lists = values(&command.words, &["-r", "--requirement", "--requirements"]);
                let lists: Vec<&str> = lists.into_iter().map(|path| path.trim_start_matches("./")).filter(|path| view.has(path)).collect();
                if !lists.is_empty() && lists != ["requirements.txt"] {
                    features(at, &lists, command);
                    at.set(SettingId::Manager, "pip", command.line, Sure::Inferred, said(&command.words));
                }
            }
            ["poetry", ..] => features(at, &listed(&values(&command.words, &["--extras", "-E"])), command),
            ["uv", "sync", ..] => features(at, &values(&command.words, &["--extra"]), command),
            _ => {}
        }
    }
}

/// Scripts of package.json that build.
fn scripts(at: &mut At<'_>, manifest: &Node, commands: &[Command]) {
    let mut found: Vec<(&str, u32)> = Vec::new();
    for command in commands {
        let words: Vec<&str> = command.words.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
        let name = match words.as_slice() {
            ["npm" | "pnpm" | "yarn" | "bun", "run" | "run-script", name, ..] | ["pnpm" | "yarn", name, ..] => *name,
            _ => continue,
        };
        let is_one = ["build", "compile", "bundle"].iter().any(|part| name.contains(part)) && manifest.at(&["scripts", name]).is_some();
        if is_one && !found.iter().any(|(own, _)| *own == name) {
            found.push((name, command.line));
        }
    }
    let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
    if let Some((_, line)) = found.first().filter(|_| names != ["build"]) {
        let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        at.set(SettingId::Script, &names.join(","), *line, Sure::Inferred, format!("it runs the scripts {}", quoted.join(", ")));
    }
}

/// Files that go beside a compiled program, where its relative paths lead there.
fn beside(at: &mut At<'_>, view: &View<'_>, file: &File, last: usize) {
    let workdir = |steps: &[Step]| {
        let named = steps.iter().filter(|step| step.name == "WORKDIR");
        named.fold("/".to_string(), |before, step| copied_to(&before, step.text.trim()))
    };
    let Some(stage) = file.stages.get(last) else { return };
    let starts = workdir(&stage.steps);
    for step in stage.steps.iter().filter(|step| step.name == "COPY") {
        let Some((sources, to)) = step.copied() else { continue };
        let from = step.option("from").and_then(|name| file.find(name)).and_then(|at| file.stages.get(at));
        if step.option("from").is_some() && from.is_none() {
            continue;
        }
        let root = from.map_or(String::new(), |stage| workdir(&stage.steps));
        for source in &sources {
            let path = source.strip_prefix(&root).unwrap_or(source).trim_matches('/').trim_start_matches("./");
            let is_folder = view.names().any(|name| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')));
            let is_there = !path.is_empty() && (is_folder || view.has(path)) && !path.contains(['*', '$']);
            let to = copied_to(&starts, &to);
            let name = path.rsplit('/').next().unwrap_or(path);
            // Of a folder its files are copied; a file may be copied into a folder.
            let arrives = if !is_folder && !to.ends_with(name) { format!("{to}/{name}") } else { to };
            let is_relative = arrives == copied_to(&starts, path);
            if is_there && is_relative {
                at.set(SettingId::Beside, path, step.line, Sure::Inferred, format!("it copies {} beside the program", quoted(path)));
            }
        }
    }
}

/// Packages that a build stage compiles with, by their names in Debian.
fn tools(at: &mut At<'_>, stage: &Stage) {
    const PROGRAMS: &[&str] = &[
        "build-essential",
        "clang",
        "cmake",
        "g++",
        "gcc",
        "libtool",
        "lld",
        "make",
        "mold",
        "nasm",
        "ninja-build",
        "pkg-config",
        "protobuf-compiler",
    ];
    for step in stage.steps.iter().filter(|step| step.name == "RUN") {
        for words in step.commands() {
            let by = words.first().map_or("", String::as_str);
            for package in installed(&words) {
                let name = match by {
                    "apk" => OF_ALPINE.iter().find(|(alpine, _)| *alpine == package).map(|(_, debian)| *debian),
                    "apt-get" | "apt" => {
                        let is_library =
                            package.starts_with("lib") && package.ends_with("-dev") && !["libc6-dev", "libc-dev"].contains(&package);
                        (is_library || PROGRAMS.contains(&package)).then_some(package)
                    }
                    _ => None,
                };
                if let Some(name) = name {
                    let why = format!("it installs {} to build", quoted(package));
                    at.set(SettingId::BuildPackages, name, step.line_of(package), Sure::Inferred, why);
                }
            }
        }
    }
}

/// Packages of Alpine with what Debian has in their place.
const OF_ALPINE: &[(&str, &str)] = &[
    ("alpine-sdk", "build-essential"),
    ("build-base", "build-essential"),
    ("clang", "clang"),
    ("cmake", "cmake"),
    ("g++", "build-essential"),
    ("gcc", "build-essential"),
    ("libffi-dev", "libffi-dev"),
    ("libpq-dev", "libpq-dev"),
    ("libxml2-dev", "libxml2-dev"),
    ("libxslt-dev", "libxslt1-dev"),
    ("mariadb-dev", "libmariadb-dev"),
    ("openssl-dev", "libssl-dev"),
    ("postgresql-dev", "libpq-dev"),
    ("protobuf-dev", "protobuf-compiler"),
    ("protoc", "protobuf-compiler"),
    ("sqlite-dev", "libsqlite3-dev"),
    ("zlib-dev", "zlib1g-dev"),
];
