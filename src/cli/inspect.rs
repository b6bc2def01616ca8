//! `container-diet inspect`: walks a folder, and prints what was found in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use container_diet::dockerfile::SettingId;
use container_diet::facts::{self, Date};
use container_diet::inspect::review::{Level, Review};
use container_diet::inspect::{self, Inspection, LONGEST_FILE, MOST_NAMES, Over, Project, ask};
use container_diet::link;
use container_diet::model::QuestionId;
use container_diet::model::explain::readout;
use container_diet::publish::{inspection, sarif};

use super::{Failure, day};

/// What is inspected, and what is printed of it.
#[derive(Args)]
pub struct Arguments {
    /// The folder of the project, or a Dockerfile.
    path: PathBuf,
    /// The manifest of the service to read, if the project has several, such as web/package.json.
    #[arg(long, value_name = "MANIFEST")]
    service: Option<String>,
    /// Print everything as JSON.
    #[arg(long, group = "form")]
    json: bool,
    /// Print the review as SARIF 2.1.0, for code scanning.
    #[arg(long, group = "form")]
    sarif: bool,
    /// Print a link that opens the result on the page.
    #[arg(long, group = "form")]
    link: bool,
    /// Print the new Dockerfile.
    #[arg(long, group = "form")]
    dockerfile: bool,
    /// Print the patch from the existing Dockerfile to the new one; nothing if none exists.
    #[arg(long, group = "form")]
    patch: bool,
    /// Exit with code 1 if the review has a finding of this level or higher.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// The day to judge by, such as 2027-05-01 [default: the day of the facts].
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Date>,
}

/// A level of findings.
#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// Any finding.
    Note,
    /// Findings that cost something now or later.
    Warning,
    /// Findings that break something or leak something.
    Error,
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            FailOn::Note => Level::Note,
            FailOn::Warning => Level::Warning,
            FailOn::Error => Level::Error,
        }
    }
}

/// What is printed, and whether it ends well.
pub fn run(arguments: &Arguments) -> Result<(String, bool), Failure> {
    let project = read(&arguments.path)?;
    let service = arguments.service.as_deref();
    let all = inspect::inspect_service(&project, service, arguments.on.unwrap_or_else(facts::as_of));
    if service.is_some_and(|service| all.unit.as_ref().is_none_or(|unit| unit.manifest != service)) {
        return Err(Failure::Said(format!("no service has the manifest {}", service.unwrap_or_default())));
    }
    let fragment = link::write(&all.decision.state, &all.decision.verdict);
    let over = all.over(&project);
    let text = match () {
        () if arguments.json => format!("{:#}\n", inspection::record(&all, over.as_ref(), &format!("#{fragment}"))),
        () if arguments.sarif => format!("{:#}\n", sarif::sarif(&all.reviews)),
        () if arguments.link => format!("#{fragment}\n"),
        () if arguments.patch => over.map(|over| over.patch).unwrap_or_default(),
        () if arguments.dockerfile && all.unit.is_none() => {
            return Err(Failure::Said(format!("no Dockerfile was written: {}", all.problems.join(" "))));
        }
        () if arguments.dockerfile => {
            let output = all.decision.dockerfile();
            all.problems.iter().for_each(|problem| eprintln!("{problem}"));
            all.notes.iter().for_each(|(at, note)| eprintln!("{at}: {note}"));
            output.notes.iter().for_each(|note| eprintln!("{note}"));
            output.expects.iter().for_each(|line| eprintln!("- {line}"));
            output.text()
        }
        () => people(&all, over.as_ref(), &fragment),
    };
    let worst = all.reviews.iter().flat_map(|review| &review.findings).map(|finding| finding.rule.level).max();
    let is_stopped = all.reviews.iter().any(|review| review.problem.is_some());
    let fails = arguments.fail_on.map(FailOn::level).is_some_and(|level| is_stopped || worst.is_some_and(|worst| worst >= level));
    Ok((text, !fails))
}

/// Every name of a folder, and the texts that a reader wants. A file alone is taken as a Dockerfile.
fn read(path: &Path) -> Result<Project, Failure> {
    let mut project = Project::new();
    if path.is_file() {
        let name = path.file_name().map_or_else(|| "Dockerfile".into(), |name| name.to_string_lossy().into_owned());
        let name = if inspect::is_wanted(&name) { name } else { "Dockerfile".into() };
        project.file(&name, &fs::read(path)?);
        return Ok(project);
    }
    if !path.is_dir() {
        return Err(Failure::Said(format!("{} does not exist", path.display())));
    }
    let mut names = Vec::new();
    walk(path, "", &mut names)?;
    // What lies higher says more, so it is read before the limit of all together is reached.
    names.sort_by_key(|name| (name.matches('/').count(), name.clone()));
    for name in names {
        let file = path.join(&name);
        let is_short = fs::symlink_metadata(&file).is_ok_and(|about| about.is_file() && about.len() <= LONGEST_FILE as u64);
        match inspect::is_wanted(&name) {
            true if is_short => match fs::read(&file) {
                Ok(bytes) => project.file(&name, &bytes),
                Err(_) => project.name(&name),
            },
            _ => project.name(&name),
        }
    }
    Ok(project)
}

/// The names below a folder. Links are not followed, so there is no way in a circle or out.
fn walk(root: &Path, folder: &str, names: &mut Vec<String>) -> io::Result<()> {
    let mut open = vec![folder.to_string()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            // What may not be read is left out, but for the folder itself.
            Err(error) if folder.is_empty() => return Err(error),
            Err(_) => continue,
        };
        let mut entries: Vec<fs::DirEntry> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !inspect::is_never_walked(&name) {
                open.push(path);
            } else if kind.is_file() || kind.is_symlink() && root.join(&path).exists() {
                names.push(path);
            }
        }
        if names.len() > MOST_NAMES {
            return Ok(());
        }
    }
    if root.join("vendor/modules.txt").is_file() {
        names.push("vendor/modules.txt".into());
    }
    Ok(())
}

/// All of it for people.
fn people(all: &Inspection, over: Option<&Over>, fragment: &str) -> String {
    let mut out = String::new();
    match &all.unit {
        Some(unit) if unit.folder.is_empty() => out += &format!("Service: {}\n", unit.manifest),
        Some(unit) if all.decision.state.settings.text(SettingId::Member).is_some() => {
            out += &format!("Service: {}, a workspace member; the workspace root is the build context\n", unit.manifest);
        }
        Some(unit) => out += &format!("Service: {}, so the build context is {}/\n", unit.manifest, unit.folder),
        None => out += "Service: not known\n",
    }
    let others: Vec<&str> = all.others.iter().map(|unit| unit.manifest.as_str()).take(5).collect();
    if !others.is_empty() {
        out += &format!("Other services: {}{}\n", others.join(", "), if all.others.len() > 5 { " and more" } else { "" });
    }
    all.problems.iter().for_each(|problem| out += &format!("{problem}\n"));

    if !all.taken.is_empty() {
        out += "\nRead\n";
    }
    for found in &all.taken {
        let name = found.subject.label();
        out +=
            &format!("  {}: {} ({}, {}): {}\n", name.trim_end_matches('?'), found.shown(), found.evidence, found.sure.token(), found.why);
    }
    if !all.contradictions.is_empty() {
        out += "\nConflicts between files\n";
    }
    for one in &all.contradictions {
        out += &format!("  {}\n", one.subject.label());
        for (at, found) in one.found.iter().enumerate() {
            let taken = if at == 0 { "taken: " } else { "" };
            out += &format!("    {taken}{} ({}): {}\n", found.shown(), found.evidence, found.why);
        }
    }
    if !all.notes.is_empty() {
        out += "\nNotes\n";
        all.notes.iter().for_each(|(at, text)| out += &format!("  {at}: {text}\n"));
    }

    out += &format!("\nBase\n  {}\n  {}\n", readout(&all.decision.verdict, &all.decision.images), all.decision.plan.image.reference);
    let (alone, together): (Vec<&ask::Ask>, Vec<&ask::Ask>) = all.left.asks.iter().partition(|ask| !ask.leads.is_empty());
    if !alone.is_empty() {
        out += "\nQuestions still to answer, most influential first\n";
    }
    for one in alone {
        let leads: Vec<String> =
            one.leads.iter().map(|(index, look)| format!("“{}” leads to {}", ask::label(one.question, *index), look.label())).collect();
        out += &format!("  {} Assumed: {}. {}.\n", one.question.get().ask, ask::label(one.question, one.assumed), leads.join("; "));
    }
    let said = |question: QuestionId, index: u8| {
        let question = question.get();
        format!("  {} {}\n", question.ask, question.options[usize::from(index)].label)
    };
    if !together.is_empty() {
        out += "\nAssumed; matters only together with another answer\n";
        together.iter().for_each(|one| out += &said(one.question, one.assumed));
    }
    out += "\nAssumed; changes nothing here\n";
    all.left.assumed.iter().for_each(|(question, index)| out += &said(*question, *index));

    all.reviews.iter().for_each(|review| out += &reviewed(review));
    out += &over.map(way_over).unwrap_or_default();
    out += &format!("\nLink: #{fragment}\n");
    out
}

/// What has to be carried over by hand, and what changes for those on call.
fn way_over(over: &Over) -> String {
    let mut out = format!("\nChanges from {} to the new Dockerfile (--patch prints them)\n", over.path);
    if over.lost.is_empty() {
        out += "  No known losses.\n";
    } else {
        out += "  Not carried over\n";
    }
    for lost in &over.lost {
        let setting = lost.setting.map(|setting| format!(" “{}” keeps it.", setting.get().label())).unwrap_or_default();
        out += &format!("    {}:{}: {}{setting}\n", over.path, lost.line, lost.what);
    }
    if !over.on_call.is_empty() {
        out += "  On call\n";
    }
    for shift in &over.on_call {
        out += &format!("    {}: {}, then {}: {}\n", shift.verb, shift.before.label(), shift.after.label(), shift.why);
    }
    out
}

fn reviewed(review: &Review) -> String {
    let mut out = format!("\n{}\n", review.path);
    for finding in &review.findings {
        let rule = finding.rule;
        let also = rule.hadolint.map_or_else(String::new, |names| format!(" (hadolint {names})"));
        out += &format!("  {}:{}: {}: {} [{}]{also}\n", review.path, finding.line, rule.level.token(), rule.title, rule.name);
        out += &format!("    {}\n    Instead: {}\n", finding.why, rule.instead);
    }
    if let Some((line, why)) = &review.problem {
        out += &format!("  {}:{line}: read only up to here: {why}\n", review.path);
    } else if review.findings.is_empty() {
        out += "  No findings.\n";
    }
    out
}
