//! Scripts of package.json: what is started in the end, what runs before it, what builds.

use super::node::{SERVERS, STARTS, THAT_RUN, dependencies};
use super::programs::{MIGRATES, STARTS as PROGRAMS, called};
use super::{command, lines, nx};
use crate::decision::Subject;
use crate::dockerfile::SettingId;
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::View;

use crate::inspect::tree::{self, Node};
use crate::model::questions::Runtime;

/// So many scripts may call one another.
const MOST_SCRIPTS: usize = 4;
/// So many commands a script may come to.
const MOST_COMMANDS: usize = 100;
/// Scripts that build, where there is none of the usual name.
const BUILDS: &[&str] = &[
    "build:prod",
    "build:production",
    "build-prod",
    "build:server",
    "build:app",
    "build:all",
    "compile",
    "build:frontend",
    "build:client",
    "build:web",
    "build:ui",
    "build:assets",
];

/// Words of managers themselves, whatever scripts there are.
const OF_MANAGERS: &[&str] =
    &["install", "add", "remove", "exec", "dlx", "create", "init", "link", "pack", "publish", "workspace", "workspaces", "node", "config"];

/// The script that words call; none where they call a program.
fn calls(words: &[String]) -> Option<&str> {
    let (manager, rest) = words.split_first()?;
    let name = match (manager.as_str(), rest.first().map(String::as_str)) {
        ("npm" | "pnpm" | "yarn" | "bun", Some("run" | "run-script")) => rest.iter().skip(1).find(|word| !word.starts_with('-')),
        ("npm", Some("start")) => rest.first(),
        ("yarn" | "pnpm", Some(name)) if !name.starts_with('-') && !OF_MANAGERS.contains(&name) => rest.first(),
        _ => None,
    };
    name.map(String::as_str)
}

/// The scripts that words call one after the other by npm-run-all.
fn several(words: &[String]) -> Option<Vec<&str>> {
    let (program, rest) = words.split_first()?;
    let is_in_turns = !rest.iter().any(|word| ["-p", "--parallel", "-r", "--race"].contains(&word.as_str()));
    let is_known = ["npm-run-all", "npm-run-all2", "run-s"].contains(&program.as_str());
    let names = rest.iter().map(String::as_str).filter(|word| !word.starts_with('-'));
    (is_known && is_in_turns).then(|| names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
}

/// What a script is given by the words that call it.
fn given(words: &[String]) -> Vec<String> {
    let Some(name) = calls(words) else { return Vec::new() };
    let behind = words.iter().skip_while(|word| *word != name).skip(1);
    match words.iter().position(|word| word == "--") {
        Some(at) => words.iter().skip(at + 1).cloned().collect(),
        // npm takes options for its own.
        None => behind.filter(|word| words.first().is_some_and(|manager| manager != "npm") || !word.starts_with('-')).cloned().collect(),
    }
}

/// The words of what a manager is told to run, through the scripts that it calls; the
/// same words where they call none.
pub(super) fn resolved(manifest: &Node, words: Vec<String>) -> Vec<String> {
    let mut words = words;
    for _ in 0..MOST_SCRIPTS {
        match calls(&words).and_then(|name| manifest.text_of(&["scripts", name])).and_then(command::words) {
            Some(next) => words = next.into_iter().chain(given(&words)).collect(),
            None => break,
        }
    }
    words
}

/// The commands of a script in their order, through the scripts that they call; none
/// where a shell would do more than run one after the other.
fn chain(manifest: &Node, name: &str, depth: usize) -> Option<Vec<Vec<String>>> {
    let mut all = Vec::new();
    // What npm runs before a script, it runs by its name.
    let before = format!("pre{name}");
    for text in [manifest.text_of(&["scripts", &before]), manifest.text_of(&["scripts", name])].into_iter().flatten() {
        for part in text.split("&&") {
            let words = command::words(part.trim())?;
            let is_script = |called: &str| called != name && manifest.at(&["scripts", called]).is_some();
            match several(&words).filter(|all| depth < MOST_SCRIPTS && all.iter().all(|called| is_script(called))) {
                Some(several) => {
                    for called in several {
                        all.extend(chain(manifest, called, depth + 1)?);
                    }
                    continue;
                }
                None if all.len() > MOST_COMMANDS => return None,
                None => {}
            }
            match calls(&words).filter(|called| depth < MOST_SCRIPTS && is_script(called)) {
                Some(called) => {
                    all.extend(chain(manifest, called, depth + 1)?);
                    if let Some(last) = all.last_mut() {
                        last.extend(given(&words));
                    }
                }
                None => all.push(words),
            }
        }
    }
    (all.len() <= MOST_COMMANDS).then_some(all)
}

/// What package.json starts, and what its scripts say that it needs.
pub(super) fn read(view: &View<'_>, findings: &mut Findings) {
    let Some(Ok(node)) = view.text("package.json").map(tree::json) else { return };
    started(&mut findings.at(view, "package.json"), view, &node);
    prisma(&mut findings.at(view, "package.json"), &node);
    let is_member = findings.has(Subject::Setting(SettingId::Member));
    let mut at = findings.at(view, "package.json");
    builds(&mut at, &node);
    // What Next.js writes while it runs: images of other sizes, answers that it fetched.
    if let Some(next) = node.at(&["dependencies", "next"]) {
        let folder = if is_member { format!("{}/", view.folder) } else { String::new() };
        at.set(SettingId::Scratch, &format!("/app/{folder}.next/cache"), next.line, Sure::Inferred, "Next.js writes there");
    }
    for (name, line) in dependencies(&node, &["dependencies"]) {
        if ["@grpc/grpc-js", "grpc"].contains(&name) && !SERVERS.iter().any(|server| node.at(&["dependencies", server]).is_some()) {
            at.set(SettingId::Does, "grpc", line, Sure::Guessed, "it has gRPC but no web framework");
        }
    }
    if !findings.has(Subject::Setting(SettingId::Entry)) {
        guessed(view, findings, &node);
    }
}

fn started(at: &mut At<'_>, view: &View<'_>, node: &Node) {
    let script = |name: &str| node.at(&["scripts", name]).and_then(|node| Some((node.text()?, node.line)));
    let all = || STARTS.iter().filter_map(|name| script(name).map(|(text, line)| (*name, text, line)));
    // One of them may be for development, and start something that compiles on the way.
    let is_program = |name: &str| {
        let last = chain(node, name, 0).and_then(|mut all| all.pop());
        last.is_some_and(|words| {
            words.iter().enumerate().any(|(place, word)| word == "node" || called(PROGRAMS, word, &words[place + 1..]).is_some())
        })
    };
    let Some((name, text, line)) = all().find(|(name, ..)| is_program(name)).or_else(|| all().next()) else { return };
    let what = format!("the script “{name}”");
    let Some(mut commands) = chain(node, name, 0).filter(|commands| !commands.is_empty()) else {
        return at.note(line, format!("The script “{name}” needs a shell: {}.", quoted(text)));
    };
    let last = command::program(&commands.pop().unwrap_or_default()).to_vec();
    match last.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["pm2" | "pm2-runtime", rest @ ..] => process_manager(at, view, rest, line, &what),
        ["nest", "start", ..] => {
            at.set(SettingId::Layout, "build", line, Sure::Inferred, format!("{what} starts what Nest builds"));
            at.set(SettingId::Entry, "dist/main", line, Sure::Inferred, format!("{what} starts what Nest builds"));
        }
        ["nx", ..] => nx::started(at, view, &last, line, &what),
        [runner @ ("ts-node" | "tsx" | "ts-node-dev"), ..] if node.at(&["dependencies", runner]).is_none() => {
            compiled(at, view, node, &last, line, &what);
        }
        _ => command::started(at, Runtime::Node, &last, line, &what),
    }
    before(at, node, &commands, line, &what);
}

/// What runs before a server and is no build: a migration gets its place, of others it is said.
pub(super) fn before(at: &mut At<'_>, node: &Node, commands: &[Vec<String>], line: u32, what: &str) {
    const IS_A_BUILD: &[&str] = &[
        "tsc",
        "vue-tsc",
        "tsc-alias",
        "vite",
        "webpack",
        "rollup",
        "esbuild",
        "tsup",
        "swc",
        "babel",
        "gulp",
        "grunt",
        "next",
        "nuxt",
        "nest",
        "remix",
        "react-router",
        "rimraf",
        "rm",
        "mkdir",
        "cp",
        "cpx",
        "copyfiles",
        "shx",
        "npm",
        "pnpm",
        "yarn",
        "eslint",
        "sass",
        "tailwindcss",
        "postcss",
        "cross-env",
        "echo",
    ];
    for words in commands {
        let words: Vec<&str> = command::program(words).iter().map(String::as_str).collect();
        let Some((first, rest)) = words.split_first() else { continue };
        let rest: Vec<String> = rest.iter().map(ToString::to_string).collect();
        if IS_A_BUILD.contains(first) || *first == "prisma" && rest.first().is_some_and(|word| word == "generate") {
            continue;
        }
        let program = called(MIGRATES, first, &rest);
        let text = match program {
            Some(program) if dependencies(node, THAT_RUN).any(|(name, _)| name == program.package) => {
                let path = program.path();
                shlex::try_join(["node", &path].into_iter().chain(rest.iter().map(String::as_str))).ok()
            }
            None if *first == "node" => shlex::try_join(words.iter().copied()).ok(),
            _ => None,
        };
        let said = quoted(&words.join(" "));
        match (text, program) {
            (Some(text), _) => at.set(SettingId::Before, &text, line, Sure::Inferred, format!("{what} first runs {said}")),
            (None, Some(program)) => at.note(
                line,
                format!(
                    "{} first runs {said}. The image has no {}, which is a development package: move it to “dependencies”, and set “{}”.",
                    capital(what),
                    program.package,
                    SettingId::Before.get().label()
                ),
            ),
            (None, None) => {
                at.note(
                    line,
                    format!(
                        "{} first runs {said}. If that is needed, set it as the command before start or as a build step.",
                        capital(what)
                    ),
                );
            }
        }
    }
}

/// The first letter of a sentence that begins with words of ours.
fn capital(what: &str) -> String {
    what.strip_prefix("the ").map_or_else(|| what.to_string(), |rest| format!("The {rest}"))
}

/// pm2 starts a script itself, or what its file names.
fn process_manager(at: &mut At<'_>, view: &View<'_>, words: &[&str], line: u32, what: &str) {
    let named = words.iter().copied().find(|word| !word.starts_with('-') && !["start", "startOrRestart"].contains(word));
    let Some(named) = named.map(|word| word.trim_start_matches("./")) else { return };
    if !named.contains("config") && !named.ends_with(".json") {
        return command::started(at, Runtime::Node, &["node".into(), named.into()], line, what);
    }
    let Some(text) = view.text(named) else { return };
    let script = lines(text).find_map(|(_, text)| {
        let rest = text.trim_start_matches([' ', '\t', '"', '\'', '{']).strip_prefix("script")?;
        let rest = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?.trim_start();
        let quote = rest.chars().next().filter(|letter| ['"', '\'', '`'].contains(letter))?;
        rest.get(1..)?.split(quote).next()
    });
    if let Some(script) = script {
        let why = format!("{what} and {named}");
        command::started(at, Runtime::Node, &["node".into(), script.into()], line, &why);
    }
}

/// What runs TypeScript as it is, and is there for development only: the image has what
/// the compiler makes of it.
fn compiled(at: &mut At<'_>, view: &View<'_>, node: &Node, words: &[String], line: u32, what: &str) {
    let Some(source) = words.iter().skip(1).find(|word| word.ends_with(".ts") || word.ends_with(".mts")) else { return };
    let why = format!("{what} runs {} with a development package", quoted(source));
    if node.at(&["scripts", "build"]).is_none() {
        return at.note(line, format!("{why}: move it to “dependencies”, or add a script “build”."));
    }
    if let Some(main) = node.get("main")
        && let Some(text) = main.text().filter(|text| text.ends_with("js") && !view.has(text.trim_start_matches("./")))
    {
        at.set(SettingId::Layout, "build", main.line, Sure::Inferred, why);
        return at.set(SettingId::Entry, text.trim_start_matches("./"), main.line, Sure::Inferred, format!("main is {}", quoted(text)));
    }
    let options = view.text("tsconfig.json").and_then(|text| tree::json(text).ok());
    let option = |name: &str| {
        options.as_ref().and_then(|node| {
            node.text_of(&["compilerOptions", name]).map(|text| text.trim_start_matches("./").trim_end_matches('/').to_string())
        })
    };
    let into = option("outDir").unwrap_or_else(|| "dist".into());
    let root = option("rootDir").unwrap_or_else(|| "src".into());
    let source = source.trim_start_matches("./");
    let inside = source.strip_prefix(&root).map_or(source, |rest| rest.trim_start_matches('/'));
    let name = inside.rsplit_once('.').map_or(inside, |(name, _)| name);
    at.set(SettingId::Layout, "build", line, Sure::Inferred, why.as_str());
    at.set(SettingId::Entry, &format!("{into}/{name}.js"), line, Sure::Guessed, why);
}

fn builds(at: &mut At<'_>, node: &Node) {
    // Some build an image, or an archive of all.
    let script = |name: &str| node.at(&["scripts", name]).filter(|node| node.text().is_some_and(|text| !text.contains("docker")));
    let other = BUILDS.iter().find_map(|name| Some((*name, script(name)?.line)));
    match (script("build"), other) {
        (Some(script), _) => at.set(SettingId::Layout, "build", script.line, Sure::Guessed, "there is a script “build”"),
        (None, Some((name, line))) => {
            let why = format!("there is a script “{name}”, and none named “build”");
            at.set(SettingId::Script, name, line, Sure::Guessed, why.as_str());
            at.set(SettingId::Layout, "build", line, Sure::Guessed, why);
        }
        (None, None) => {}
    }
}

/// Prisma generates its client when it is installed, where the schema is there: here that
/// comes later, so it is asked again, unless a script does.
fn prisma(at: &mut At<'_>, node: &Node) {
    let Some(client) = node.at(&["dependencies", "@prisma/client"]) else { return };
    let asks = |name: &str| {
        let all = chain(node, name, 0).unwrap_or_default();
        all.iter().any(|words| words.iter().any(|word| word == "prisma") && words.iter().any(|word| word == "generate"))
    };
    // Its program is a development package mostly, which only a build installs.
    let is_there = node.at(&["dependencies", "prisma"]).is_some()
        || node.at(&["devDependencies", "prisma"]).is_some() && node.at(&["scripts", "build"]).is_some();
    if is_there && !["build", "postinstall"].into_iter().any(asks) {
        let why = "Prisma has to generate its client from the schema, and no script does that";
        at.set(SettingId::Steps, "npx prisma generate", client.line, Sure::Inferred, why);
    }
}

/// Where no script says it.
fn guessed(view: &View<'_>, findings: &mut Findings, node: &Node) {
    let astro = node.at(&["dependencies", "@astrojs/node"]);
    if let Some(adapter) = astro {
        let mut at = findings.at(view, "package.json");
        at.set(SettingId::Entry, "dist/server/entry.mjs", adapter.line, Sure::Inferred, "Astro’s adapter for Node.js builds it");
        at.set(SettingId::Variables, "HOST=0.0.0.0", adapter.line, Sure::Inferred, "Astro’s server listens on localhost by default");
        return;
    }
    if let Some(nuxt) = node.at(&["dependencies", "nuxt"]).or_else(|| node.at(&["devDependencies", "nuxt"])) {
        return findings.at(view, "package.json").set(
            SettingId::Entry,
            ".output/server/index.mjs",
            nuxt.line,
            Sure::Inferred,
            "Nuxt builds it",
        );
    }
    if let Some(main) = node.get("main")
        && let Some(text) = main.text()
    {
        let entry = text.trim_start_matches("./");
        findings.at(view, "package.json").set(SettingId::Entry, entry, main.line, Sure::Guessed, format!("main is {}", quoted(text)));
    } else if let Some(entry) = ["server.js", "index.js", "app.js", "src/index.js", "src/server.js"].iter().find(|name| view.has(name)) {
        findings.at(view, entry).set(SettingId::Entry, entry, 0, Sure::Guessed, format!("{entry} exists, and no file says what to start"));
    } else if let Some((name, bin)) = program_of(node)
        && let Some(text) = bin.text()
    {
        let entry = text.trim_start_matches("./");
        let why = format!("its program {} is {}", quoted(&name), quoted(text));
        findings.at(view, "package.json").set(SettingId::Entry, entry, bin.line, Sure::Guessed, why);
    }
}

/// The program that a package installs: the only one, or that of its own name.
fn program_of(node: &Node) -> Option<(String, &Node)> {
    let own = node.text_of(&["name"]).map(|name| name.rsplit('/').next().unwrap_or(name)).unwrap_or_default();
    let bin = node.get("bin")?;
    match bin.entries() {
        [] => Some((own.to_string(), bin)),
        [(name, only)] => Some((name.to_string(), only)),
        all => all.iter().find(|(name, _)| name == own).map(|(name, node)| (name.to_string(), node)),
    }
}
