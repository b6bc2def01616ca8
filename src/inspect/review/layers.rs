//! What layers hold, and how often they are built anew.

use super::rule::{Case, Hit, Level, Rule};
use crate::inspect::containerfile::{Instruction, instructions};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "sources-before-manifests",
        level: Level::Note,
        title: "Every source change reinstalls all dependencies",
        instead: "Copy the manifests and install the dependencies before you copy the sources.",
        evidence: None,
        hadolint: None,
        check: order,
    },
    Rule {
        name: "cache-in-layer",
        level: Level::Note,
        title: "A package manager’s lists or downloads stay in a layer",
        instead: "Use cache mounts, which stay out of the layers.",
        evidence: None,
        hadolint: Some("DL3009, DL3042, DL3060"),
        check: caches,
    },
    Rule {
        name: "recursive-change-doubles-layer",
        level: Level::Warning,
        title: "chown or chmod copies everything into a second layer",
        instead: "Keep files read-only and owned by root. Create writable folders with their owner.",
        evidence: Some("pull-and-layers"),
        hadolint: None,
        check: doubles,
    },
    Rule {
        name: "add-of-address",
        level: Level::Note,
        title: "ADD fetches a URL without a checksum",
        instead: "Fetch a named version, or keep the file in the project.",
        evidence: None,
        hadolint: None,
        check: add,
    },
];

/// Commands that install what a manifest names, with the manifests that they need.
const INSTALLS: &[(&[&str], &str)] = &[
    (&["npm", "ci"], "package.json"),
    (&["npm", "install"], "package.json"),
    (&["npm", "i"], "package.json"),
    (&["yarn", "install"], "package.json"),
    (&["pnpm", "install"], "package.json"),
    (&["pip", "install", "-r"], "requirements"),
    (&["pip3", "install", "-r"], "requirements"),
    (&["go", "mod", "download"], "go.mod"),
    (&["bundle", "install"], "Gemfile"),
    (&["composer", "install"], "composer.json"),
    (&["poetry", "install"], "pyproject.toml"),
    (&["uv", "sync"], "pyproject.toml"),
    (&["dotnet", "restore"], ".csproj"),
];

fn installs(words: &[String]) -> Option<&'static str> {
    let plain: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let (_, manifest) = INSTALLS.iter().find(|(mark, _)| plain.starts_with(mark))?;
    // Programs for everybody need no manifest.
    let is_global = words.iter().any(|word| word == "-g" || word == "--global");
    let names_packages = ["npm"].contains(&words.first().map_or("", String::as_str))
        && plain.len() > 2
        && plain.get(2).is_some_and(|word| !word.starts_with('-'));
    (!is_global && !names_packages).then_some(manifest)
}

fn order(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for stage in &case.file.stages {
        let mut everything: Option<u32> = None;
        let mut is_first = true;
        for instruction in &stage.instructions {
            match instruction.name.as_str() {
                "COPY" | "ADD" if instruction.option("from").is_none() => {
                    let sources = instruction.copied().map(|(sources, _)| sources).unwrap_or_default();
                    if sources.iter().any(|source| [".", "./", "./."].contains(&source.as_str())) && everything.is_none() {
                        everything = Some(instruction.line);
                    }
                }
                "RUN" => {
                    let Some(manifest) = instruction.commands().iter().find_map(|words| installs(words)) else { continue };
                    if let Some(line) = everything.filter(|_| is_first && instruction.option("mount").is_none()) {
                        hits.push((
                            line,
                            format!(
                                "Everything is copied before line {} installs the packages in {manifest}, so any source change reinstalls them.",
                                instruction.line
                            ),
                        ));
                    }
                    is_first = false;
                }
                _ => {}
            }
        }
    }
    hits
}

fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|own| own == word)
}

fn caches(case: &Case<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let no_pip_cache = case.instructions.iter().any(|instruction| {
        instruction.name == "ENV" && (instruction.text.contains("PIP_NO_CACHE_DIR") || instruction.text.contains("PIP_CACHE_DIR"))
    });
    for instruction in case.named("RUN").filter(|instruction| instruction.option("mount").is_none()) {
        let all = instruction.commands();
        let removes = |path: &str| {
            all.iter().any(|words| has(words, "rm") && words.iter().any(|word| word.contains(path))) || instruction.script().contains(path)
        };
        for words in &all {
            let first = words.first().map_or("", String::as_str);
            let is_install = has(words, "install");
            let said = match first {
                "apt-get" | "apt"
                    if is_install
                        && !removes("/var/lib/apt/lists")
                        && !all.iter().any(|words| has(words, "dist-clean") || has(words, "distclean"))
                        && all.iter().any(|words| has(words, "update")) =>
                {
                    Some(("apt-get", "The package lists stay in the layer. Run rm -rf /var/lib/apt/lists/* in the same RUN."))
                }
                "pip" | "pip3" if is_install && !no_pip_cache && !has(words, "--no-cache-dir") && !removes(".cache") => {
                    Some(("pip", "pip’s downloads stay in the layer. Use --no-cache-dir."))
                }
                "apk" if has(words, "add") && !has(words, "--no-cache") && !removes("/var/cache/apk") => {
                    Some(("apk", "apk’s index stays in the layer. Use --no-cache."))
                }
                _ => None,
            };
            if let Some((mark, why)) = said {
                hits.push((instruction.line_of(mark), why.to_string()));
                break;
            }
        }
    }
    hits
}

/// More copies than any file of people has; those beyond are not looked at.
const MOST_COPIES: usize = 200;

fn doubles(case: &Case<'_>) -> Vec<Hit> {
    let mut copied: Vec<String> = Vec::new();
    let mut workdir = String::from("/");
    let mut hits = Vec::new();
    for instruction in &case.instructions {
        match instruction.name.as_str() {
            "WORKDIR" => workdir = crate::inspect::containerfile::copied_to(&workdir, instruction.text.trim()),
            "COPY" | "ADD" if copied.len() < MOST_COPIES => {
                if let Some((_, to)) = instruction.copied() {
                    copied.push(crate::inspect::containerfile::copied_to(&workdir, &to));
                }
            }
            "RUN" => {
                if let Some((line, path, name)) = recursive(instruction, &workdir, &copied) {
                    hits.push((
                        line,
                        format!("{name} -R changes every file below {path}, which an earlier line copied. The image then contains each file twice."),
                    ));
                }
            }
            _ => {}
        }
    }
    hits
}

/// A recursive change of what was copied before: its line, the path, and the command.
fn recursive(instruction: &Instruction, workdir: &str, copied: &[String]) -> Option<(u32, String, &'static str)> {
    for words in instruction.commands() {
        let name = match words.first().map(String::as_str) {
            Some("chown") => "chown",
            Some("chmod") => "chmod",
            _ => continue,
        };
        let is_recursive =
            words.iter().any(|word| word == "--recursive" || word.starts_with('-') && !word.starts_with("--") && word.contains('R'));
        let paths = words.iter().skip(1).filter(|word| !word.starts_with('-')).skip(1);
        for path in paths.filter(|path| is_recursive && !path.contains(['$', '*'])) {
            let path = crate::inspect::containerfile::copied_to(workdir, path);
            let below =
                |own: &String| *own == path || own.strip_prefix(path.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
            if copied.iter().any(below) {
                return Some((instruction.line_of(name), path, name));
            }
        }
    }
    None
}

fn add(case: &Case<'_>) -> Vec<Hit> {
    let all = case.file.stages.iter().collect::<Vec<_>>();
    let is_address = |word: &String| word.starts_with("http://") || word.starts_with("https://");
    let hit = |instruction: &Instruction| {
        let (sources, _) = instruction.copied()?;
        let address = sources.into_iter().find(is_address)?;
        let is_git = address.contains(".git");
        (instruction.option("checksum").is_none() && !is_git).then(|| {
            (
                instruction.line,
                "The image gets whatever is at that URL on the day of the build. Pin it with --checksum=sha256:….".to_string(),
            )
        })
    };
    instructions(&all).into_iter().filter(|instruction| instruction.name == "ADD").filter_map(hit).collect()
}
