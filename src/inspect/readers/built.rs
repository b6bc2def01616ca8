//! What the Dockerfile that is there builds with, in whatever stage: scripts, features,
//! tags, profiles, lists of requirements, packages to compile with, files beside a program.

use super::deploy::runtime;
use super::given;
use super::own::own;
use super::tools::tools;
use super::traced::{Command, Standing, built_name, commands, standings};
use crate::dockerfile::SettingId;
use crate::dockerfile::settings::GROUP;
use crate::facts::extensions::{INSIDE, is_known};
use crate::inspect::containerfile::{File, Instruction, Stage, copied_to};
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, file_name, folder_of};
use crate::inspect::tree::{self, Node};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Stages that people work or test in.
const ASIDE: &[&str] = &["dev", "test", "lint", "debug", "ci", "docs", "e2e", "cross"];

/// Finds what the Dockerfile of the service builds with.
pub(super) fn file(view: &View<'_>, findings: &mut Findings) {
    let language = findings.found.iter().find(|found| found.subject.key() == "run").map(|found| found.value.clone());
    let Some(runtime) = runtime(findings) else { return };
    let Some(path) = own(view, language.as_deref()) else { return };
    let whole = view.whole();
    let Some(text) = whole.text(&path) else { return };
    let file = File::read(text).filled();
    let Some(last) = file.stages.len().checked_sub(1) else { return };
    let stages: Vec<(usize, &Stage)> = file.stages.iter().enumerate().filter(|(_, stage)| !is_aside(stage)).collect();
    let standings = standings(&file);
    let commands: Vec<Command> = stages.iter().flat_map(|(at, _)| commands(&file, *at, &standings)).collect();
    let program = built_name(view, &path, &file);
    let mut at = findings.at(&whole, &path);
    match runtime {
        Runtime::Rust => cargo(&mut at, &commands, program.as_deref()),
        Runtime::Go => go(&mut at, view, &commands, program.as_deref()),
        Runtime::CCpp => cmake(&mut at, &commands),
        Runtime::Java | Runtime::JavaNative => java(&mut at, &commands),
        Runtime::Python => python(&mut at, view, &commands),
        Runtime::Php => php(&mut at, &commands),
        Runtime::Node | Runtime::StaticSite => {
            if let Some(manifest) = view.text("package.json").and_then(|text| tree::json(text).ok()) {
                scripts(&mut at, &manifest, &commands);
            }
        }
        Runtime::Deno => deno(&mut at, &commands),
        Runtime::Bun | Runtime::Dotnet | Runtime::Ruby => {}
    }
    given::instructions(&mut at, view, runtime, &file, &stages);
    given::arguments(&mut at, &stages);
    if runtime.row().kind == Kind::Compiled {
        beside(&mut at, view, &file, last, &standings);
    }
    if !matches!(runtime, Runtime::Node | Runtime::Bun | Runtime::Deno | Runtime::StaticSite | Runtime::Php) {
        let of_the_last = file.line_of_stages(last).iter().map(|stage| stage.line).collect::<Vec<_>>();
        for (place, stage) in stages.iter().filter(|(_, stage)| stage.instructions.iter().any(|instruction| instruction.name == "RUN")) {
            tools(&mut at, &file.image(*place), stage, of_the_last.contains(&stage.line));
        }
    }
}

fn is_aside(stage: &Stage) -> bool {
    stage.name.as_ref().is_some_and(|name| is_for_people(name))
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

fn cargo(at: &mut At<'_>, commands: &[Command], program: Option<&str>) {
    let builds = |command: &&Command| match command.words.as_slice() {
        [cargo, rest @ ..] if cargo == "cargo" => {
            rest.iter().take(4).any(|word| ["build", "install", "zigbuild", "auditable", "chef"].contains(&word.as_str()))
        }
        _ => false,
    };
    let all: Vec<&Command> = commands.iter().filter(builds).collect();
    let is_its = |command: &&&Command| {
        let named = values(&command.words, &["--bin", "--package", "-p"]);
        program.is_some_and(|program| named.contains(&program))
    };
    let own: Vec<&Command> = all.iter().filter(is_its).copied().collect();
    for command in if own.is_empty() { all } else { own } {
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
            // Its program has the same name, but for a few.
            ([package], []) => at.set(SettingId::Entry, package, command.line, Sure::Inferred, said(&command.words)),
            _ => {}
        }
    }
}

/// Options of Go that have a value behind a space.
#[rustfmt::skip]
const VALUES_OF_GO: &[&str] = &[
    "-o", "-ldflags", "-tags", "-gcflags", "-asmflags", "-mod", "-modfile", "-p", "-buildmode", "-installsuffix", "-toolexec", "-pkgdir", "-overlay",
];

fn go(at: &mut At<'_>, view: &View<'_>, commands: &[Command], program: Option<&str>) {
    let module = view.text("go.mod").and_then(|text| text.lines().find_map(|line| line.strip_prefix("module "))).unwrap_or_default().trim();
    let mut all: Vec<(&Command, Option<String>, String)> = Vec::new();
    for command in commands {
        let [go, verb, rest @ ..] = command.words.as_slice() else { continue };
        if go != "go" || !["build", "install"].contains(&verb.as_str()) {
            continue;
        }
        let mut words = rest.iter();
        let mut package = None;
        while let Some(word) = words.next() {
            match word.as_str() {
                option if VALUES_OF_GO.contains(&option) => drop(words.next()),
                option if option.starts_with('-') => {}
                named => package = package.or(Some(named)),
            }
        }
        let entry = package_of(view, module, command.folder.as_deref(), package.unwrap_or("."));
        let by_folder = || match entry.as_deref() {
            Some(".") | None => file_name(module).to_string(),
            Some(entry) => file_name(entry).to_string(),
        };
        let output = values(rest, &["-o"]).first().map(|path| file_name(path.trim_end_matches('/')).to_string()).unwrap_or_else(by_folder);
        all.push((command, entry, output));
    }
    // Of several the one whose program is started.
    let is_its = |(_, _, output): &&(&Command, Option<String>, String)| Some(output.as_str()) == program;
    let own = all.iter().filter(is_its).count();
    let mut entries: Vec<&str> = Vec::new();
    for (command, entry, _) in all.iter().filter(|one| own == 0 || is_its(one)) {
        let named: Vec<&str> =
            listed(&values(&command.words, &["-tags", "--tags"])).into_iter().filter(|tag| *tag != "timetzdata").collect();
        features(at, &named, command);
        entries.extend(entry.as_deref());
    }
    entries.dedup();
    let [entry] = entries.as_slice() else { return };
    if let Some((command, ..)) = all.iter().filter(|one| own == 0 || is_its(one)).find(|(_, own, _)| own.as_deref() == Some(*entry)) {
        at.set(SettingId::Entry, entry, command.line, Sure::Inferred, said(&command.words));
    }
}

/// The folder of a main package that a command names, as the project has it.
fn package_of(view: &View<'_>, module: &str, folder: Option<&str>, named: &str) -> Option<String> {
    let named = named.trim_end_matches('/');
    // All files of a folder are those of its package.
    let named = if file_name(named).contains('*') { folder_of(named) } else { named };
    if named.contains(['*', '$']) || named.contains("...") {
        return None;
    }
    let own = named.strip_prefix(module).filter(|rest| !module.is_empty() && (rest.is_empty() || rest.starts_with('/')));
    // A path of the module is one from its root.
    let (below, named) = own.map_or((folder?, named), |rest| ("", rest.trim_start_matches('/')));
    let named = named.trim_start_matches("./");
    let named = if named.ends_with(".go") { folder_of(named) } else { named };
    let parts = below.split('/').chain(named.split('/')).filter(|part| !part.is_empty() && *part != ".");
    let path = parts.collect::<Vec<_>>().join("/");
    // The context may be the whole repository.
    let path = path.strip_prefix(view.folder).map_or(path.as_str(), |rest| rest.trim_start_matches('/'));
    let is_there = view.names().any(|name| name.ends_with(".go") && !name.ends_with("_test.go") && folder_of(name) == path);
    is_there.then(|| if path.is_empty() { ".".to_string() } else { format!("./{path}") })
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
        // The profile that compiles to native code is turned on anyway.
        let is_known = |name: &&str| *name == "native" && at.is(Runtime::JavaNative);
        let named: Vec<&str> = listed(&named).into_iter().filter(|name| !name.contains(['$', ':']) && !is_known(name)).collect();
        features(at, &named, command);
    }
}

/// What becomes one executable: what a build fetches or checks says nothing of the program.
fn deno(at: &mut At<'_>, commands: &[Command]) {
    for command in commands {
        if let [deno, rest @ ..] = command.words.as_slice()
            && deno == "deno"
            && rest.first().is_some_and(|call| call == "compile")
        {
            super::deno::started(at, rest, command.line, &said(&command.words));
        }
    }
}

fn python(at: &mut At<'_>, view: &View<'_>, commands: &[Command]) {
    for command in commands {
        let mut words: Vec<&str> = command.words.iter().map(String::as_str).collect();
        // A manager may be installed in a folder of its own.
        if let Some(first) = words.first_mut() {
            *first = file_name(first);
        }
        match words.as_slice() {
            ["pip" | "pip3", "install", ..] | ["python" | "python3", "-m", "pip", "install", ..] | ["uv", "pip", "install", ..] => {
                let lists = values(&command.words, &["-r", "--requirement", "--requirements"]);
                let lists: Vec<&str> = lists.into_iter().map(|path| path.trim_start_matches("./")).filter(|path| view.has(path)).collect();
                if !lists.is_empty() && lists != ["requirements.txt"] {
                    features(at, &lists, command);
                    at.set(SettingId::Manager, "pip", command.line, Sure::Inferred, said(&command.words));
                }
                // What pip installs of the project itself: `pip install ".[extra]" --group name`.
                if lists.is_empty() && !view.has("requirements.txt") {
                    packages(at, &own_extras(&command.words), &values(&command.words, &["--group"]), command);
                }
            }
            ["poetry", ..] => {
                packages(
                    at,
                    &listed(&values(&command.words, &["--extras", "-E"])),
                    &values(&command.words, &["--with", "--only"]),
                    command,
                );
            }
            ["uv", "sync", ..] => packages(at, &values(&command.words, &["--extra"]), &values(&command.words, &["--group"]), command),
            _ => {}
        }
    }
}

/// Extras and groups of packages that it installs, but for those of people who develop.
fn packages(at: &mut At<'_>, extras: &[&str], groups: &[&str], command: &Command) {
    let groups = listed(groups).into_iter().filter(|name| *name != "main" && !is_for_people(name)).map(|name| format!("{GROUP}{name}"));
    let named: Vec<String> = extras.iter().map(ToString::to_string).chain(groups).collect();
    features(at, &named.iter().map(String::as_str).collect::<Vec<_>>(), command);
}

/// The extras in the words for the project itself: `.[a,b]`.
fn own_extras(words: &[String]) -> Vec<&str> {
    let named = |word: &str| word.strip_prefix("./").or_else(|| word.strip_prefix('.')).is_some_and(|rest| rest.starts_with('['));
    let own = words.iter().filter(|word| named(word)).filter_map(|word| word.split_once('[')?.1.strip_suffix(']'));
    own.flat_map(|list| list.split(',')).map(str::trim).filter(|name| !name.is_empty() && !is_for_people(name)).collect()
}

pub(super) fn is_for_people(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| ASIDE.contains(&part))
}

/// Extensions that it installs.
fn php(at: &mut At<'_>, commands: &[Command]) {
    for command in commands {
        let Some((first, rest)) = command.words.split_first() else { continue };
        let rest = match (file_name(first), rest) {
            ("docker-php-ext-install" | "docker-php-ext-enable" | "install-php-extensions", rest) => rest,
            ("pecl", [install, rest @ ..]) if install == "install" => rest,
            _ => continue,
        };
        let named = rest.iter().filter(|word| !word.starts_with(['-', '/', '@', '$']) && word.parse::<u32>().is_err());
        for name in named {
            // A version may follow: redis-6.0.2.
            let name = name.split(['-', '@', '^']).next().unwrap_or(name).to_ascii_lowercase();
            let name = if name == "zend_opcache" { "opcache".to_string() } else { name };
            if INSIDE.contains(&name.as_str()) || ["composer", "xdebug", "pcov"].contains(&name.as_str()) {
                continue;
            }
            match is_known(&name) {
                true => at.set(
                    SettingId::Extensions,
                    &name,
                    command.line,
                    Sure::Inferred,
                    format!("it installs the extension {}", quoted(&name)),
                ),
                false => at.note(
                    command.line,
                    format!("It installs the PHP extension {}, which this tool does not know. Add it to the Dockerfile.", quoted(&name)),
                ),
            }
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
fn beside(at: &mut At<'_>, view: &View<'_>, file: &File, last: usize, standings: &[Standing]) {
    let workdir = |instructions: &[Instruction]| {
        let named = instructions.iter().filter(|instruction| instruction.name == "WORKDIR");
        named.fold("/".to_string(), |before, instruction| copied_to(&before, instruction.text.trim()))
    };
    let Some(stage) = file.stages.get(last) else { return };
    let starts = workdir(&stage.instructions);
    for instruction in stage.instructions.iter().filter(|instruction| instruction.name == "COPY") {
        let Some((sources, to)) = instruction.copied() else { continue };
        let from = instruction.option("from").and_then(|name| file.find(name));
        if instruction.option("from").is_some() && from.is_none() {
            continue;
        }
        let root = from.map_or(String::new(), |from| {
            let root = standings.get(from).and_then(|standing| standing.root.clone());
            root.unwrap_or_else(|| file.stages.get(from).map_or(String::new(), |stage| workdir(&stage.instructions)))
        });
        for source in &sources {
            let path = source.strip_prefix(&root).unwrap_or(source).trim_matches('/').trim_start_matches("./");
            let is_folder = view.names().any(|name| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')));
            let is_there = !path.is_empty() && (is_folder || view.has(path)) && !path.contains(['*', '$']);
            let to = copied_to(&starts, &to);
            let name = path.rsplit('/').next().unwrap_or(path);
            // Of a folder its files are copied; a file may be copied into a folder.
            let arrives = if !is_folder && !to.ends_with(name) { format!("{}/{name}", to.trim_end_matches('/')) } else { to };
            let is_relative = arrives == copied_to(&starts, path);
            // The script that starts it is not there in the new image.
            let is_started = stage.instructions.iter().any(|instruction| {
                ["ENTRYPOINT", "CMD"].contains(&instruction.name.as_str())
                    && instruction.exec.as_ref().is_some_and(|words| words.iter().any(|word| file_name(word) == name))
            });
            if is_there && is_relative && !is_started {
                at.set(
                    SettingId::Beside,
                    path,
                    instruction.line,
                    Sure::Inferred,
                    format!("it copies {} next to the program", quoted(path)),
                );
            }
        }
    }
}
