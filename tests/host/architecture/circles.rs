//! Circles between the files of a room: files that cannot be read one after
//! the other, since each needs the others to be understood.
//!
//! Sources are read as text. An arrow runs from a file to the file that defines
//! what it names, through whatever re-exports that: `crate::model::Answers` is
//! an arrow to where `Answers` is, not to `model.rs`. To declare a module or to
//! re-export from it is no arrow. Methods are not followed, since a text does
//! not say whose they are.

use std::collections::{BTreeMap, BTreeSet};

use super::sources;
use super::tokens::{is_name, tokens, uses};

/// The rooms that are held free of circles.
const ROOMS: &[&str] = &["facts", "model", "dockerfile", "runbook", "decision", "link", "share", "inspect", "publish", "ui"];

/// A module, by its names from the crate down.
type Path = Vec<String>;

/// A source file as a module.
struct Module {
    file: String,
    /// What names stand for here, each with the whole path of it.
    names: BTreeMap<String, Path>,
    /// Names that are only passed on; an arrow runs to them where they are used too.
    passed_on: BTreeSet<String>,
    /// From which modules everything is passed on.
    globs: Vec<Path>,
    /// The paths that its code goes.
    paths: Vec<Path>,
    /// Names that it defines.
    defines: BTreeSet<String>,
}

struct Room(BTreeMap<Path, Module>);

/// `src/room/file.rs` as names.
fn module_path(file: &str) -> Path {
    file.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(String::from).collect()
}

impl Room {
    fn new(sources: &[(String, String)]) -> Room {
        let paths: BTreeSet<Path> = sources.iter().map(|(file, _)| module_path(file)).collect();
        Room(sources.iter().map(|(file, text)| (module_path(file), Module::read(file, text, &paths))).collect())
    }

    /// The file that defines what the path ends with; none for a module as a
    /// whole and for what is outside of the room.
    fn defines(&self, path: &[String], depth: usize) -> Option<&str> {
        // A path that leads back to itself is the compiler's to refuse.
        if depth > 20 {
            return None;
        }
        let at = (1..=path.len()).rev().find(|end| self.0.contains_key(&path[..*end]))?;
        let module = &self.0[&path[..at]];
        let follow = |to: &Path, rest: &[String]| self.defines(&[to.as_slice(), rest].concat(), depth + 1);
        let Some((name, rest)) = path[at..].split_first() else {
            // A module; or something that has its name and is passed on beside it.
            let (name, parent) = path.split_last()?;
            return self.0.get(parent).and_then(|parent| parent.names.get(name)).filter(|to| *to != path).and_then(|to| follow(to, &[]));
        };
        if module.defines.contains(name) {
            return Some(&module.file);
        }
        let named = module.names.get(name).and_then(|to| follow(to, rest));
        named.or_else(|| module.globs.iter().find_map(|glob| follow(glob, &path[at..])))
    }

    /// From each file to those that it needs.
    fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let needed = |module: &Module| module.paths.iter().filter_map(|path| self.defines(path, 0)).collect::<BTreeSet<_>>();
        let others = |module: &Module| needed(module).into_iter().filter(|file| *file != module.file).collect();
        self.0.values().map(|module| (module.file.as_str(), others(module))).collect()
    }

    /// Files that lead back to themselves, with those on the way: each circle once.
    fn circles(&self) -> BTreeSet<BTreeSet<&str>> {
        let arrows = self.arrows();
        let reached = |from: &str| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut next: Vec<&str> = arrows[from].iter().copied().collect();
            while let Some(file) = next.pop() {
                if seen.insert(file) {
                    next.extend(&arrows[file]);
                }
            }
            seen
        };
        let all: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|file| (*file, reached(file))).collect();
        let both = |one: &str| all[one].iter().copied().filter(|other| all[other].contains(one)).collect::<BTreeSet<_>>();
        all.keys().map(|file| both(file)).filter(|circle| !circle.is_empty()).collect()
    }
}

impl Module {
    fn read(file: &str, text: &str, all: &BTreeSet<Path>) -> Module {
        let here = module_path(file);
        let tokens = tokens(text);
        let (uses, code) = uses(&tokens);
        let mut names: BTreeMap<String, Path> = BTreeMap::new();
        // A module below is known by its name, whether it is named in a path or not.
        for path in all.iter().filter(|path| path.len() == here.len() + 1 && path.starts_with(&here)) {
            names.insert(path[here.len()].clone(), path.clone());
        }
        let mut module =
            Module { file: file.into(), names, passed_on: BTreeSet::new(), globs: Vec::new(), paths: Vec::new(), defines: BTreeSet::new() };
        for pair in code.windows(2) {
            if ["fn", "struct", "enum", "trait", "type", "const", "static", "union"].contains(&pair[0]) && is_name(pair[1]) {
                module.defines.insert(pair[1].into());
            }
        }
        for name in code.windows(3).filter(|words| words[0] == "macro_rules" && words[1] == "!").map(|words| words[2]) {
            module.defines.insert(name.into());
        }
        for item in &uses {
            let Some(path) = module.absolute(&here, &item.path) else { continue };
            match item.name {
                "*" => module.globs.push(path.clone()),
                name => {
                    module.names.insert(name.into(), path.clone());
                }
            }
            if item.passes_on {
                module.passed_on.insert(item.name.into());
            } else {
                module.paths.push(path);
            }
        }
        let mut at = 0;
        while at < code.len() {
            let mut path = vec![code[at]];
            while code.get(at + 1) == Some(&"::") && code.get(at + 2).is_some_and(|next| is_name(next)) {
                path.push(code[at + 2]);
                at += 2;
            }
            at += 1;
            if path.len() > 1 || module.passed_on.contains(path[0]) {
                module.paths.extend(module.absolute(&here, &path));
            } else if !module.globs.is_empty() && is_name(path[0]) {
                // It may be one of those that came with all others.
                module.paths.push([here.as_slice(), &[path[0].to_string()]].concat());
            }
        }
        module
    }

    /// The path from the crate down, where it is one of ours.
    fn absolute(&self, here: &[String], path: &[&str]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let (mut base, mut rest): (Path, &[&str]) = match *first {
            "crate" => (Vec::new(), rest),
            "self" => (here.to_vec(), rest),
            "super" => (here.split_last()?.1.to_vec(), rest),
            name => (self.names.get(name)?.clone(), rest),
        };
        while let Some((&"super", after)) = rest.split_first() {
            base.pop();
            rest = after;
        }
        base.extend(rest.iter().map(|name| name.to_string()));
        Some(base)
    }
}

#[test]
fn no_room_has_a_circle() {
    let all = sources();
    for room in ROOMS {
        let of = |file: &String| *file == format!("src/{room}.rs") || file.starts_with(&format!("src/{room}/"));
        let sources: Vec<_> = all.iter().filter(|(file, _)| of(file)).cloned().collect();
        assert!(sources.len() > 1, "{room} is a room");
        let room = Room::new(&sources);
        let circles = room.circles();
        let arrows = room.arrows();
        let shown = circles.iter().flatten().map(|file| {
            let to: Vec<_> =
                arrows[file].iter().filter(|to| circles.iter().any(|circle| circle.contains(file) && circle.contains(*to))).collect();
            format!("\n  {file} needs {to:?}")
        });
        assert!(circles.is_empty(), "{} circles:{}", circles.len(), shown.collect::<String>());
    }
}

/// Made-up rooms, each with its circles.
#[test]
fn circles_are_found() {
    type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static [&'static str]]);
    let cases: &[Case] = &[
        (
            "a facade that declares and passes on",
            &[
                ("room", "mod a; mod b; pub use a::A; pub use b::B;"),
                ("room/a", "pub struct A;"),
                ("room/b", "use super::A; pub struct B(A);"),
            ],
            &[],
        ),
        (
            "two files through the facade",
            &[
                ("room", "mod a; mod b; pub use a::A; pub use b::B;"),
                ("room/a", "use crate::room::B; pub struct A(B);"),
                ("room/b", "use super::A; pub struct B(A);"),
            ],
            &[&["a", "b"]],
        ),
        (
            "a parent that calls a child that calls back",
            &[("room", "mod a; pub fn all() { a::a() } pub fn one() {}"), ("room/a", "pub fn a() { super::one() }")],
            &[&["", "a"]],
        ),
        (
            "a parent that uses what it passes on",
            &[
                ("room", "mod a; pub use a::{A, other}; pub struct Own; pub fn all() -> A { A }"),
                ("room/a", "use super::Own; pub struct A; pub fn other(_: Own) {}"),
            ],
            &[&["", "a"]],
        ),
        (
            "a parent that only passes on what needs its own",
            &[("room", "mod a; pub use a::other; pub struct Own;"), ("room/a", "use super::Own; pub fn other(_: Own) {}")],
            &[],
        ),
        (
            "three files, by modules, aliases and globs",
            &[
                ("room", "mod a; mod b; mod c; mod deep;"),
                ("room/a", "use crate::room::{b::{self, B as Other}, deep}; pub struct A(Other); fn f() { b::f(); }"),
                ("room/b", "use super::c::*; pub struct B(C); pub fn f() {}"),
                ("room/c", "pub use super::deep::D; pub struct C(D);"),
                ("room/deep", "mod low; pub use low::*;"),
                ("room/deep/low", "pub struct D(super::super::a::A);"),
            ],
            &[&["a", "b", "c", "deep/low"]],
        ),
        (
            "names in comments and texts",
            &[
                ("room", "mod a; mod b;"),
                ("room/a", "use super::b::B; /* super::b::B */ pub struct A(B);"),
                (
                    "room/b",
                    "/// [`super::a::A`]\npub struct B; const TEXT: &str = \"super::a::A\"; const RAW: &str = r#\"a \" super::a::A\"#;",
                ),
            ],
            &[],
        ),
        (
            "a module and a function of one name",
            &[
                ("room", "mod a; mod b; pub use b::b;"),
                ("room/a", "use super::b; pub fn a() { b() }"),
                ("room/b", "use super::a; pub fn b() { a::a() }"),
            ],
            &[&["a", "b"]],
        ),
    ];
    let name = |file: &str| format!("src/{file}.rs");
    for (what, files, expected) in cases {
        let sources: Vec<_> = files.iter().map(|(file, text)| (name(file), text.to_string())).collect();
        let room = Room::new(&sources);
        let found: Vec<Vec<String>> = room.circles().into_iter().map(|circle| circle.into_iter().map(String::from).collect()).collect();
        let file = |part: &&str| if part.is_empty() { name("room") } else { name(&format!("room/{part}")) };
        let mut expected: Vec<Vec<String>> = expected.iter().map(|circle| circle.iter().map(file).collect()).collect();
        expected.iter_mut().for_each(|circle| circle.sort());
        assert_eq!(found, expected, "{what}");
    }
}
