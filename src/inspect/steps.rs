//! An inspection step by step, so that a page can paint between two of them.

use super::ask;
use super::findings::{Findings, Resolved, resolve};
use super::found::{Evidence, Sure};
use super::inspection::Inspection;
use super::project::{Project, file_name};
use super::readers::{READERS, is_project};
use super::review;
use super::roots::{build_root, is_of, programs};
use super::units::{Search, Unit, is_for_tools, unit_of};
use crate::decision::{Decision, State};
use crate::dockerfile::SettingId;
use crate::dockerfile::settings::Layout;
use crate::facts::Date;
use crate::facts::of_alpine;
use crate::model::Family;
use crate::model::questions::Runtime;

/// An inspection on its way.
pub struct Steps<'a> {
    project: &'a Project,
    manifest: Option<&'a str>,
    today: Date,
    /// How many readers were asked.
    asked: usize,
    /// Looks for services; none once they were found.
    search: Option<Search<'a>>,
    /// The service and the others, once they were looked for.
    units: (Option<Unit>, Vec<Unit>),
    findings: Findings,
    /// The file of a language that is not supported, where it is what the project is written in.
    foreign: Option<(&'static str, &'static str)>,
    /// All but what is left to ask and the reviews, once every reader was asked.
    done: Option<Inspection>,
    /// Whether it is known what is left to ask.
    is_asked: bool,
    /// The Dockerfiles that are not reviewed yet, the first last.
    left: Vec<&'a str>,
}

impl<'a> Steps<'a> {
    /// Begins, with the service of that manifest where one is named and there.
    pub fn new(project: &'a Project, manifest: Option<&'a str>, today: Date) -> Steps<'a> {
        let findings = Findings::default();
        let search = Some(Search::new(project));
        Steps {
            project,
            manifest,
            today,
            asked: 0,
            search,
            units: (None, Vec::new()),
            findings,
            foreign: None,
            done: None,
            is_asked: false,
            left: Vec::new(),
        }
    }

    /// Goes on for a step; the inspection once it is done.
    pub fn step(&mut self) -> Option<Inspection> {
        if let Some(done) = &mut self.done {
            if !self.is_asked {
                self.is_asked = true;
                done.left = ask::left(&done.decision.state);
                return None;
            }
            return match self.left.pop() {
                Some(path) => {
                    done.reviews.push(review::review_in(self.project, path, &done.decision, self.today));
                    None
                }
                None => self.done.take(),
            };
        }
        if let Some(search) = &mut self.search {
            if !search.go_on()
                && let Some(search) = self.search.take()
            {
                self.choose(search.found());
            }
        } else if let Some(reader) = READERS.get(self.asked) {
            self.asked += 1;
            let (unit, _) = &self.units;
            let is_asked = reader.of.is_none_or(|of| unit.as_ref().is_some_and(|unit| of.contains(&unit.runtime)));
            if is_asked {
                let view = self.project.view(unit.as_ref().map_or("", |unit| unit.folder.as_str()));
                (reader.read)(&view, &mut self.findings);
            }
        } else {
            self.conclude();
        }
        None
    }

    /// Chooses the service of all that could be one.
    fn choose(&mut self, mut all: Vec<Unit>) {
        let likely = all.first().filter(|first| first.strength > TOO_FAR);
        // What a language builds its page with lies beside it, or below.
        let is_aside = likely.is_none_or(|unit| {
            !unit.folder.is_empty()
                || is_for_tools(self.project, unit)
                || unit.strength <= ONLY_ASSETS && matches!(unit.runtime, Runtime::Node | Runtime::StaticSite)
        });
        if self.manifest.is_none()
            && let Some((file, language, is_alone)) = FOREIGN.iter().find(|(file, ..)| self.project.has(file))
            && is_aside
            && (likely.is_none() || !is_alone)
        {
            self.foreign = Some((file, language));
            all.clear();
        }
        let known = self.manifest.and_then(|manifest| all.iter().position(|unit| unit.manifest == manifest));
        let named = known.map(|at| all.remove(at)).or_else(|| self.manifest.and_then(|manifest| unit_of(self.project, manifest)));
        let first = all.first().is_some_and(|first| first.strength > TOO_FAR);
        let mut unit = named.or_else(|| first.then(|| all.remove(0)));
        if let Some(unit) = &mut unit {
            all.retain(|other| other.folder != unit.folder || other.runtime != unit.runtime);
            self.part(unit);
        }
        // What lies aside, such as an example, and what is part of the service is not worth naming.
        all.retain(|other| other.strength > 0 && !unit.as_ref().is_some_and(|unit| unit.has_inside(other)));
        if let Some(unit) = &unit {
            // But each program of one build can have an image.
            let programs = programs(self.project, unit.runtime, &unit.folder).into_iter().filter(|path| *path != unit.manifest);
            all.extend(programs.filter_map(|path| unit_of(self.project, &path)));
            let is_alone = all.iter().all(|other| other.runtime == unit.runtime || other.strength + CLEARLY <= unit.strength);
            // A package.json says Node.js; that what it builds are files alone follows from its
            // dependencies, and that Bun runs it from its scripts or lock file.
            let is_followed = matches!(unit.runtime, Runtime::StaticSite | Runtime::Bun) && unit.manifest.ends_with("package.json");
            let sure = if is_alone && !is_followed { Sure::Read } else { Sure::Inferred };
            let is = match unit.runtime {
                Runtime::Bun => "belongs to a project that Bun runs",
                Runtime::JavaNative => "exists, and the Dockerfile compiles it to native code",
                Runtime::Go
                | Runtime::Rust
                | Runtime::CCpp
                | Runtime::Java
                | Runtime::Dotnet
                | Runtime::Node
                | Runtime::Deno
                | Runtime::Python
                | Runtime::Ruby
                | Runtime::Php
                | Runtime::StaticSite => "exists",
            };
            let why = format!("{} {is}", unit.manifest);
            let whole = self.project.view("");
            self.findings.at(&whole, &unit.manifest).answer(unit.runtime, 0, sure, why);
        }
        self.units = (unit, all);
    }

    /// Looks at a part of a build from the root of that. Which part it is counts where it was chosen.
    fn part(&mut self, unit: &mut Unit) {
        let is_chosen = self.manifest == Some(unit.manifest.as_str());
        let root = build_root(self.project, &unit.manifest);
        if is_chosen && (root.is_some() && unit.runtime != Runtime::CCpp || unit.runtime == Runtime::Dotnet && is_project(&unit.manifest)) {
            self.findings.chosen = Some(unit.manifest.clone());
        }
        // A folder of CMake may be built alone.
        let Some(root) = root.filter(|_| !is_chosen || unit.runtime != Runtime::CCpp) else { return };
        if matches!(unit.runtime, Runtime::Java | Runtime::JavaNative) {
            let inside = unit.folder.strip_prefix(&root).unwrap_or(&unit.folder).trim_start_matches('/').to_string();
            let whole = self.project.view("");
            let mut at = self.findings.at(&whole, &unit.manifest);
            at.set(SettingId::Entry, &inside, 0, Sure::Read, "it is the selected module");
            at.set(SettingId::Name, &file_name(&inside).to_ascii_lowercase(), 0, Sure::Guessed, "the module has that name");
        }
        unit.folder = root;
    }

    fn conclude(&mut self) {
        let (unit, mut others) = std::mem::take(&mut self.units);
        let Resolved { state, taken, contradictions } = resolve(&self.findings.found);
        // A front end that the service serves is no service beside it.
        if let (Some(unit), Some(front)) = (&unit, state.settings.text(SettingId::Front)) {
            let folder = match (unit.folder.as_str(), front) {
                (folder, ".") => folder.to_string(),
                ("", front) => front.to_string(),
                (folder, front) => format!("{folder}/{front}"),
            };
            // That of a member is named from the root of its repository.
            others.retain(|other| other.folder != folder && other.folder != front);
        }
        if let (Some(unit), Some(entry)) = (&unit, state.settings.text(SettingId::Entry)) {
            others.retain(|other| other.runtime != unit.runtime || !is_of(self.project, &unit.folder, &other.manifest, entry));
        }
        let mut decision = Decision::new(state, self.today);
        let mut notes = std::mem::take(&mut self.findings.notes);
        without_foreign_packages(&mut decision, &mut notes, unit.as_ref());
        notes.extend(unit.as_ref().and_then(|unit| placeholder(&decision, unit)));
        notes.extend(unit.as_ref().and_then(|unit| unported(&decision, unit)));
        notes.extend(unit.as_ref().and_then(|unit| unchecked(&decision, unit, self.project.text(&unit.manifest).unwrap_or_default())));
        let mut problems = self.project.problems();
        match (&unit, self.foreign) {
            (Some(_), _) => {}
            (None, Some((file, what))) => {
                problems.push(format!("{file} belongs to {what}, which is not supported. The default service is shown."));
            }
            (None, None) => {
                problems.push("No known manifest was found, so the runtime is not known. The default service is shown.".into());
            }
        }
        self.left = review::reviewed(self.project);
        self.left.reverse();
        self.done = Some(Inspection {
            unit,
            others,
            taken,
            contradictions,
            notes,
            problems,
            decision,
            left: ask::Left::default(),
            reviews: Vec::new(),
        });
    }
}

/// Says that nothing names the program to start, where what is taken then is only an example.
fn placeholder(decision: &Decision, unit: &Unit) -> Option<(Evidence, String)> {
    let is_an_example = match unit.runtime {
        Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Dotnet | Runtime::Node | Runtime::Bun | Runtime::Deno | Runtime::Python => {
            true
        }
        // What their tools make or look for has one usual name.
        Runtime::Java | Runtime::JavaNative | Runtime::Ruby | Runtime::Php | Runtime::StaticSite => false,
    };
    if !is_an_example || decision.state.settings.text(SettingId::Entry).is_some() {
        return None;
    }
    let (entry, what) = (decision.plan.entry(), decision.plan.default_entry().what);
    let label = SettingId::Entry.get().label();
    let text = format!("No file says what to start, so {entry} is a placeholder. Set “{label}” ({}).", what.to_ascii_lowercase());
    Some((Evidence { path: unit.manifest.clone(), line: 0 }, text))
}

/// Says that nothing names a port, where the program has one of its own and is told none here.
fn unported(decision: &Decision, unit: &Unit) -> Option<(Evidence, String)> {
    let has_its_own = match unit.runtime {
        Runtime::Go | Runtime::Rust | Runtime::CCpp => true,
        Runtime::Python => decision.plan.choice::<Layout>() == Layout::Script,
        // Their frameworks have one usual port, or are told which.
        Runtime::Java
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Node
        | Runtime::Bun
        | Runtime::Deno
        | Runtime::Ruby
        | Runtime::Php
        | Runtime::StaticSite => false,
    };
    let is_known = !decision.plan.listens() || decision.state.settings.text(SettingId::Port).is_some();
    if !has_its_own || is_known {
        return None;
    }
    let label = SettingId::Port.get().label();
    let text =
        format!("Nothing names a port, so the files say {}. If the program listens on another, set “{label}”.", decision.plan.port());
    Some((Evidence { path: unit.manifest.clone(), line: 0 }, text))
}

/// The path that is asked where neither a setting nor a framework names one.
const USUAL_HEALTH: &str = "/healthz";

/// Says that nothing names a path for checks: with one that the service does not answer, it is
/// taken for ill and started again.
fn unchecked(decision: &Decision, unit: &Unit, manifest: &str) -> Option<(Evidence, String)> {
    // A framework may answer on its own, and the server of a site is set up to.
    let is_asked = decision.plan.speaks_http() && unit.runtime != Runtime::StaticSite;
    let is_answered = match decision.plan.health() {
        USUAL_HEALTH => false,
        // Quarkus answers only with an extension.
        path => !path.starts_with("/q/health") || manifest.contains("smallrye-health"),
    };
    let is_known = is_answered || decision.state.settings.text(SettingId::Health).is_some();
    if !is_asked || is_known {
        return None;
    }
    let label = SettingId::Health.get().label();
    let text = format!(
        "No file names a health path, so health checks request {}. If the service does not return 200 there, set “{label}”.",
        decision.plan.health()
    );
    Some((Evidence { path: unit.manifest.clone(), line: 0 }, text))
}

/// Files at a root that say what a project is written in or built with, where there is no
/// Dockerfile for that here; and whether they say so only where nothing else is found.
const FOREIGN: &[(&str, &str, bool)] = &[
    ("mix.exs", "Elixir", false),
    ("build.sbt", "Scala with sbt", false),
    ("project.clj", "Clojure", false),
    ("deps.edn", "Clojure", false),
    ("Package.swift", "Swift", false),
    ("stack.yaml", "Haskell", false),
    ("cabal.project", "Haskell", false),
    ("dune-project", "OCaml", false),
    ("rebar.config", "Erlang", false),
    ("shard.yml", "Crystal", false),
    ("pubspec.yaml", "Dart", false),
    ("build.zig", "Zig", false),
    ("gleam.toml", "Gleam", false),
    ("cpanfile", "Perl", false),
    ("Makefile.PL", "Perl", false),
    ("meson.build", "Meson", false),
    ("configure.ac", "Autotools", false),
    ("configure.in", "Autotools", false),
    ("MODULE.bazel", "Bazel", true),
    ("WORKSPACE", "Bazel", true),
    ("hugo.toml", "Hugo", true),
    ("mkdocs.yml", "MkDocs", true),
    ("book.toml", "mdBook", true),
    ("Makefile", "make", true),
];

/// A package.json of that strength starts nothing: it may build the assets of another language.
const ONLY_ASSETS: i32 = 50;

/// What lies so deep, or so far aside, is no service: a test or an example.
const TOO_FAR: i32 = -30;

/// From so much more on, one service of several is meant.
const CLEARLY: i32 = 40;

/// Packages that were found have Debian’s names: Alpine gets its own where they are
/// known, as the others would stop the build.
fn without_foreign_packages(decision: &mut Decision, notes: &mut Vec<(Evidence, String)>, unit: Option<&Unit>) {
    if decision.base != Family::Alpine {
        return;
    }
    let mut settings = decision.state.settings.clone();
    let mut left_out: Vec<&str> = Vec::new();
    for id in [SettingId::Packages, SettingId::BuildPackages] {
        let Some(named) = decision.state.settings.text(id) else { continue };
        let mut kept: Vec<&str> = Vec::new();
        for package in named.split(',') {
            match of_alpine(package) {
                Some(own) if kept.contains(&own) => {}
                Some(own) => kept.push(own),
                None => left_out.push(package),
            }
        }
        settings = settings.with(id, &kept.join(","));
    }
    if !left_out.is_empty() {
        let text = format!("These packages have Debian’s names and were left out: {}. Enter Alpine’s names instead.", left_out.join(","));
        let path = unit.map_or_else(String::new, |unit| unit.manifest.clone());
        notes.push((Evidence { path, line: 0 }, text));
    }
    if settings != decision.state.settings {
        // Settings shape the file and not the verdict.
        *decision = Decision::of_verdict(State { settings, ..decision.state.clone() }, decision.verdict, decision.today);
    }
}
