//! `container-diet`: what a link leads to, without the page.
//!
//! Everything goes to standard output, so that it can be piped; what could not
//! be applied, and what is to be known of a file, goes to standard error.

mod inspect;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use container_diet::decision::Decision;
use container_diet::facts::{self, Date};
use container_diet::link::{self, Problem};
use container_diet::model::explain::readout;
use container_diet::publish::verdict;
use container_diet::share::versus::{Versus, versus};
use container_diet::share::{Export, archive, markdown, record};

/// Recommends a container base image for a service, says why, and writes the Dockerfile.
#[derive(Parser)]
#[command(version, about, after_help = EXIT_CODES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "A LINK is an address of the page, or the part after its #. An empty LINK (\"\") is the default service.\n\n\
                          Exit codes: 0 done; 1 failed (the reason is printed) or a finding reached the level of --fail-on; 2 wrong usage; 3 with --strict, part of the link could not be applied.";

#[derive(Subcommand)]
enum Command {
    /// Print the Dockerfile.
    Dockerfile(Opened),
    /// Print the verdict in a sentence.
    Verdict(Opened),
    /// Print the verdict and everything that led to it, as JSON.
    Explain(Opened),
    /// Print the decision record (MADR).
    Record(Opened),
    /// Print verdict, link and Dockerfile as Markdown.
    Markdown(Opened),
    /// Print one companion file of the Dockerfile, such as .dockerignore or RUNBOOK.md.
    File {
        /// Its name; `container-diet files` lists them.
        name: String,
        #[command(flatten)]
        opened: Opened,
    },
    /// List the files that `file` prints and `save` writes.
    Files(Opened),
    /// Print all files of the runbook.
    Runbook(Opened),
    /// Write all files into a folder.
    Save {
        #[command(flatten)]
        opened: Opened,
        /// The folder; it must be empty or not exist yet.
        #[arg(long, value_name = "FOLDER")]
        into: PathBuf,
    },
    /// Read a project or a Dockerfile; print what was found, the recommended base and a review.
    Inspect(inspect::Arguments),
    /// Print how a second link differs, and a patch between the two Dockerfiles.
    Compare {
        #[command(flatten)]
        opened: Opened,
        /// The other link.
        #[arg(value_name = "OTHER")]
        other: String,
    },
}

/// A link, and how it is read.
#[derive(Args)]
struct Opened {
    /// An address of the page, or the part after its #.
    link: String,
    /// The day to create the files for, such as 2027-05-01 [default: the day of the facts].
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Date>,
    /// Fail with exit code 3 if part of the link cannot be applied.
    #[arg(long)]
    strict: bool,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write the day as 2027-05-01".into())
}

/// Why a command ends without what it was asked for.
enum Failure {
    /// The reason as a sentence, which is printed to stderr.
    Said(String),
    /// Part of the link could not be applied; what was said of it is enough.
    Strict,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Said(error.to_string())
    }
}

/// Runs what the arguments say.
pub fn run() -> ExitCode {
    // Wrong usage ends here, with what is wrong and exit code 2.
    match answer(Cli::parse().command) {
        Ok((text, is_well)) => match print(&text) {
            Ok(()) if !is_well => ExitCode::FAILURE,
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has seen enough, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string()),
        },
        Err(Failure::Said(why)) => fail(&why),
        Err(Failure::Strict) => ExitCode::from(3),
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn fail(why: &str) -> ExitCode {
    eprintln!("error: {why}");
    ExitCode::FAILURE
}

/// What is printed, and whether it ends well.
fn answer(command: Command) -> Result<(String, bool), Failure> {
    match command {
        Command::Inspect(arguments) => inspect::run(&arguments),
        of_a_link => Ok((answer_of_a_link(of_a_link)?, true)),
    }
}

fn answer_of_a_link(command: Command) -> Result<String, Failure> {
    match command {
        Command::Inspect(_) => Ok(String::new()),
        Command::Dockerfile(opened) => with(&opened, |export| {
            export.output.notes.iter().for_each(|note| eprintln!("{note}"));
            eprintln!("This file expects:");
            export.output.expects.iter().for_each(|line| eprintln!("- {line}"));
            export.output.text()
        }),
        Command::Verdict(opened) => with(&opened, |export| readout(&export.decision.verdict, &export.decision.images) + "\n"),
        Command::Explain(opened) => {
            with(&opened, |export| format!("{:#}\n", verdict::record(&export.decision.state, &export.decision.verdict)))
        }
        Command::Record(opened) => with(&opened, record::record),
        Command::Markdown(opened) => with(&opened, markdown::with_dockerfile),
        Command::Files(opened) => with(&opened, |export| archive::files(export).into_iter().map(|file| file.name + "\n").collect()),
        Command::File { name, opened } => with(&opened, |export| file(export, &name))?,
        Command::Runbook(opened) => {
            with(&opened, |export| export.decision.runbook().iter().map(|file| format!("==> {} <==\n{}\n", file.name, file.text)).collect())
        }
        Command::Save { opened, into } => with(&opened, |export| save(&archive::files(export), &into))?,
        Command::Compare { opened, other } => {
            let decision = open(&opened)?;
            let all = versus(&decision, parts(&other).1, parts(&opened.link).0);
            said(&all.problems, opened.strict)?;
            Ok(compared(&all))
        }
    }
}

/// The base URL of a link, and its fragment.
fn parts(link: &str) -> (&str, &str) {
    link.split_once('#').unwrap_or(("", link))
}

/// What a link leads to. What cannot be applied is said.
fn open(opened: &Opened) -> Result<Decision, Failure> {
    let day = opened.on.unwrap_or_else(facts::as_of);
    let read = link::read(parts(&opened.link).1).on(day);
    said(&read.problems, opened.strict)?;
    Ok(Decision::new(read.state, day))
}

/// Says what of a link cannot be applied.
fn said(problems: &[Problem], strict: bool) -> Result<(), Failure> {
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    if strict && !problems.is_empty() { Err(Failure::Strict) } else { Ok(()) }
}

fn with<T>(opened: &Opened, what: impl FnOnce(&Export<'_>) -> T) -> Result<T, Failure> {
    let decision = open(opened)?;
    Ok(what(&Export::new(&decision, parts(&opened.link).0)))
}

/// A file by its path in the archive, or by its name alone; what is something to
/// type also as the page calls it, such as `Commands`.
fn file(export: &Export<'_>, name: &str) -> Result<String, Failure> {
    let mut all = archive::files(export);
    let as_text = format!("docs/{}.txt", name.to_lowercase().replace(' ', "-"));
    let is_it = |file: &archive::File| file.name == name || file.name.rsplit('/').next() == Some(name) || file.name == as_text;
    match all.iter().position(is_it) {
        Some(at) => Ok(all.swap_remove(at).text),
        None => {
            let names: Vec<&str> = all.iter().map(|file| file.name.as_str()).collect();
            Err(Failure::Said(format!("there is no file {name}; the files are: {}", names.join(", "))))
        }
    }
}

/// Writes all or, where the folder holds something already, nothing.
fn save(files: &[archive::File], folder: &Path) -> Result<String, Failure> {
    let failed = |path: &Path, error: io::Error, kept: &str| Failure::Said(format!("{} cannot be written: {error}{kept}", path.display()));
    if folder.exists() && fs::read_dir(folder).map_err(|error| failed(folder, error, "; nothing was written"))?.next().is_some() {
        return Err(Failure::Said(format!("{} is not empty; nothing was written", folder.display())));
    }
    let mut said = String::new();
    for file in files {
        let path = folder.join(&file.name);
        let kept = if said.is_empty() { "; nothing was written" } else { "; the files before it were written" };
        let write = fs::create_dir_all(path.parent().unwrap_or(folder)).and_then(|()| fs::write(&path, &file.text));
        write.map_err(|error| failed(&path, error, kept))?;
        said += &format!("{}\n", path.display());
    }
    Ok(said)
}

fn compared(all: &Versus) -> String {
    let mut out = format!("Verdict: {} here, {} there\n", all.looks.0.label(), all.looks.1.label());
    for one in all.answers.iter().filter(|one| one.counts) {
        let decides = one.decides.map_or_else(String::new, |look| format!(" (alone it leads to {})", look.label()));
        out += &format!("{} {} here, {} there{decides}\n", one.question.get().ask, one.answers.0, one.answers.1);
    }
    out += &all.together_text().map_or_else(String::new, |text| text + "\n");
    out += &all.others.iter().map(|line| format!("{line}\n")).collect::<String>();
    if !all.patch.is_empty() {
        out += &format!("\n{}", all.patch);
    }
    out
}
