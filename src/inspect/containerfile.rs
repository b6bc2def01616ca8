//! A Dockerfile as Docker reads it: stages of instructions, each with its lines.
//!
//! Own code, as the parsers there are stop at the first error without what they
//! had read. Directives, continuation with comments in it, heredocs, exec form,
//! arguments in FROM, ONBUILD and lines of Windows follow moby/buildkit,
//! `frontend/dockerfile/parser`. Nothing fails: where Docker would stop, so does
//! this, says in which line, and keeps what came before.

mod copied;
mod image;
mod lines;
mod packages;
mod values;
mod words;

pub use image::{Image, Libc};
pub use packages::Installed;
pub use values::Values;
pub use words::{commands, commands_as_written, copied_to, expand, fill};

use super::tree;
use lines::{Heredoc, Logical};

/// What was read of a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Arguments before the first stage, by name with their defaults.
    pub arguments: Vec<(String, Option<String>)>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// Where reading stopped, and why.
    pub problem: Option<(u32, String)>,
}

/// What one FROM begins, with the lines up to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// The line of its FROM.
    pub line: u32,
    /// What FROM names, with arguments put in as far as they are known.
    pub from: String,
    /// The place of the stage that it goes on from.
    pub base: Option<usize>,
    /// Its name, in small letters.
    pub name: Option<String>,
    /// The platform that FROM asks for.
    pub platform: Option<String>,
    /// Its instructions in their order, FROM left out.
    pub instructions: Vec<Instruction>,
}

/// An instruction as Docker reads it: over its continuation lines, with its heredocs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instruction {
    /// The first of its lines.
    pub line: u32,
    /// Its name in capitals; of ONBUILD the one that waits.
    pub name: String,
    /// Whether it waits for whoever builds on the image.
    pub on_build: bool,
    /// Its options: `--from=build` by name and value.
    pub options: Vec<(String, String)>,
    /// What follows, in one line, without comments.
    pub text: String,
    /// The words of exec form; none where a shell reads the text.
    pub exec: Option<Vec<String>>,
    /// Files and scripts that follow it.
    pub heredocs: Vec<Heredoc>,
    /// Each of its lines as it stands.
    lines: Vec<(u32, String)>,
}

impl Instruction {
    /// The value of an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The line that has this text; its own where none has.
    pub fn line_of(&self, text: &str) -> u32 {
        let in_heredocs = self.heredocs.iter().flat_map(|heredoc| (heredoc.line..).zip(heredoc.text.lines()));
        let mut all = self.lines.iter().map(|(line, text)| (*line, text.as_str())).chain(in_heredocs);
        all.find(|(_, own)| own.contains(text)).map_or(self.line, |(line, _)| line)
    }

    /// The words of a list: those of exec form, or what stands between spaces.
    pub fn words(&self) -> Vec<String> {
        let written = || shlex::split(&self.text).unwrap_or_else(|| self.text.split_whitespace().map(String::from).collect());
        self.exec.clone().unwrap_or_else(written)
    }

    /// What a shell reads: the text, or the script of a heredoc.
    pub fn script(&self) -> String {
        match (self.name.as_str(), &self.exec, self.heredocs.as_slice()) {
            // Scripts for other interpreters are no commands of a shell.
            ("RUN", None, [heredoc, ..])
                if self.text.trim_start().starts_with("<<") && !heredoc.text.starts_with("#!/usr/bin/env python") =>
            {
                heredoc.text.clone()
            }
            (_, Some(words), _) => match words.as_slice() {
                [shell, option, script, ..] if option == "-c" && shell.ends_with("sh") => script.clone(),
                _ => String::new(),
            },
            _ => self.text.clone(),
        }
    }

    /// The commands that a shell runs for it, each as words.
    pub fn commands(&self) -> Vec<Vec<String>> {
        match (&self.exec, self.script()) {
            (Some(words), script) if script.is_empty() => vec![words.clone()],
            (_, script) => commands(&script),
        }
    }

    /// Sources and destination of COPY and ADD.
    pub fn copied(&self) -> Option<(Vec<String>, String)> {
        let mut words = self.exec.clone().unwrap_or_else(|| self.text.split_whitespace().map(String::from).collect());
        let to = words.pop()?;
        words.retain(|word| !word.starts_with("<<"));
        Some((words, to))
    }
}

impl File {
    /// Reads a text as far as it can be read; the file says where that ends.
    pub fn read(text: &str) -> File {
        let mut file = File::default();
        let (all, problem) = lines::logical(text);
        file.problem = problem;
        for line in all {
            let at = line.line;
            if let Err(why) = file.take(line) {
                file.problem = Some((at, why));
                break;
            }
        }
        file
    }

    fn take(&mut self, line: Logical) -> Result<(), String> {
        let mut instruction = parsed(line)?;
        if instruction.name == "ONBUILD" {
            let waiting = Logical {
                line: instruction.line,
                text: std::mem::take(&mut instruction.text),
                heredocs: instruction.heredocs,
                lines: instruction.lines,
            };
            instruction = parsed(waiting)?;
            if ["ONBUILD", "FROM", "MAINTAINER"].contains(&instruction.name.as_str()) {
                return Err(format!("{} cannot wait for another build", instruction.name));
            }
            instruction.on_build = true;
        }
        match (instruction.name.as_str(), self.stages.last_mut()) {
            ("FROM", _) if !instruction.on_build => {
                let stage = self.stage(&instruction)?;
                self.stages.push(stage);
            }
            ("ARG", None) => {
                for word in shlex::split(&instruction.text).unwrap_or_default() {
                    let (name, value) = word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
                    let value = value.map(|value| expand(value, &self.arguments));
                    self.arguments.push((name.into(), value));
                }
            }
            (_, None) => return Err(format!("{} comes before the first FROM", instruction.name)),
            (_, Some(stage)) => stage.instructions.push(instruction),
        }
        Ok(())
    }

    fn stage(&self, instruction: &Instruction) -> Result<Stage, String> {
        let words: Vec<&str> = instruction.text.split_whitespace().collect();
        let (from, name) = match words.as_slice() {
            [from] => (*from, None),
            [from, word, name] if word.eq_ignore_ascii_case("as") => (*from, Some(name.to_ascii_lowercase())),
            _ => return Err("FROM needs an image, or an image AS a name".into()),
        };
        let from = expand(from, &self.arguments);
        let base = self.find(&from);
        let platform = instruction.option("platform").map(String::from);
        Ok(Stage { line: instruction.line, from, base, name, platform, instructions: Vec::new() })
    }

    /// The place of the stage of that name or number, the last of several.
    pub fn find(&self, name: &str) -> Option<usize> {
        let name = name.to_ascii_lowercase();
        let by_name = self.stages.iter().rposition(|stage| stage.name.as_deref() == Some(name.as_str()));
        by_name.or_else(|| name.parse().ok().filter(|at| *at < self.stages.len()))
    }

    /// The stage that is built where nothing else is said.
    pub fn last(&self) -> Option<&Stage> {
        self.stages.last()
    }

    /// A stage and those that it goes on from, the outermost first.
    pub fn line_of_stages(&self, at: usize) -> Vec<&Stage> {
        let mut all = Vec::new();
        let mut next = Some(at);
        // A stage names only earlier ones, so this ends.
        while let Some(stage) = next.and_then(|at| self.stages.get(at)) {
            all.push(stage);
            next = stage.base.filter(|base| next.is_some_and(|at| *base < at));
        }
        all.reverse();
        all
    }

    /// The image that a stage stands on in the end.
    pub fn image(&self, at: usize) -> Image<'_> {
        Image::of(self.line_of_stages(at).first().map_or("", |stage| stage.from.as_str()))
    }
}

/// What a stage has in it, with what it goes on from.
pub fn instructions<'a>(stages: &[&'a Stage]) -> Vec<&'a Instruction> {
    stages.iter().flat_map(|stage| &stage.instructions).filter(|instruction| !instruction.on_build).collect()
}

/// Every instruction that Docker knows.
const KNOWN: &[&str] = &[
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];
/// Those whose text may be a list of words in JSON.
const EXEC: &[&str] = &["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"];

fn parsed(line: Logical) -> Result<Instruction, String> {
    let text = line.text.trim();
    let (name, mut rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(name, rest)| (name, rest.trim()));
    let name = name.to_ascii_uppercase();
    if !KNOWN.contains(&name.as_str()) {
        let shown: String = name.chars().filter(|letter| !letter.is_control()).take(20).collect();
        return Err(format!("{shown} is not an instruction"));
    }
    let mut options = Vec::new();
    while let Some(option) = rest.strip_prefix("--").filter(|_| !["ENV", "LABEL", "CMD", "ENTRYPOINT"].contains(&name.as_str())) {
        let end = option.find(char::is_whitespace).unwrap_or(option.len());
        let (word, after) = option.split_at(end);
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        options.push((key.to_string(), value.to_string()));
        rest = after.trim_start();
    }
    let exec = EXEC.contains(&name.as_str()).then(|| exec(rest)).flatten();
    Ok(Instruction { line: line.line, name, on_build: false, options, text: rest.into(), exec, heredocs: line.heredocs, lines: line.lines })
}

/// The words of a command that follows another word, as in HEALTHCHECK CMD.
pub(super) fn exec_words(text: &str) -> Option<Vec<String>> {
    exec(text)
}

/// The words of exec form. What is no JSON is for the shell, as Docker has it:
/// quotes of the wrong kind too.
fn exec(text: &str) -> Option<Vec<String>> {
    if !text.starts_with('[') {
        return None;
    }
    let node = tree::strict_json(text).ok()?;
    let tree::Value::List(items) = node.value else { return None };
    items
        .into_iter()
        .map(|item| match item.value {
            tree::Value::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}
