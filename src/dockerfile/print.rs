//! The only printer: layout, quoting and line breaks are decided here.
//!
//! A file is printed as blocks, one for the header and one for each
//! instruction, so that the page can show beside each what put it there.

use std::fmt::{self, Display, Formatter, Write as _};

use super::mirror::Mirrors;
use super::settings::Comments;
use super::tree::{Dockerfile, From, Instruction, Mount, Source, Stage, Text, Transport, Value, Why};

/// A digest that no image has: it is there to be filled in, and a build that
/// forgets to stops.
pub const NO_DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// What of the tree is printed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Which reasons become comments.
    pub comments: Comments,
    /// Whether images get a place for their digest.
    pub pin: bool,
    /// Where images are pulled from.
    pub mirrors: Mirrors,
}

impl Style {
    /// Without any place for a digest, from the publishers themselves.
    pub fn plain(comments: Comments) -> Style {
        Style { comments, pin: false, mirrors: Mirrors::default() }
    }
}

/// Some lines of the file that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The lines, each ending with a line break.
    pub text: String,
    /// What put them there; nothing for the header.
    pub why: Option<Why>,
}

/// The file in blocks; together they are the text.
pub fn blocks(file: &Dockerfile, style: &Style) -> Vec<Block> {
    let mut all = Vec::new();
    if !file.header.is_empty() {
        let lines: String = file.header.iter().map(|line| format!("# {line}\n")).collect();
        all.push(Block { text: lines + "\n", why: None });
    }
    let block = |gap: &str, why: &Why, line: &dyn Display| {
        let comment = if is_shown(why, style.comments) { format!("# {}\n", why.text) } else { String::new() };
        Block { text: format!("{gap}{comment}{line}\n"), why: Some(*why) }
    };
    all.extend(file.arguments.iter().map(|step| block("", &step.why, &Printed { what: &step.instruction, style })));
    for (at, stage) in file.stages.iter().enumerate() {
        let gap = if at > 0 || !file.arguments.is_empty() { "\n" } else { "" };
        all.push(block(gap, &style.mirrors.reason(stage), &Printed { what: stage, style }));
        all.extend(stage.steps.iter().map(|step| block("", &step.why, &Printed { what: &step.instruction, style })));
    }
    all
}

/// The file as it is saved: all blocks after each other.
pub fn text(file: &Dockerfile, style: &Style) -> String {
    blocks(file, style).into_iter().map(|block| block.text).collect()
}

/// One instruction as it stands in the file, in one line or more.
pub fn instruction(instruction: &Instruction) -> String {
    format!("{}\n", Printed { what: instruction, style: &Style::plain(Comments::Main) })
}

fn is_shown(why: &Why, comments: Comments) -> bool {
    match comments {
        Comments::None => false,
        Comments::Main => why.shown,
        Comments::All => true,
    }
}

/// Something as it is printed, with places for digests or without.
struct Printed<'a, T> {
    what: &'a T,
    style: &'a Style,
}

impl Printed<'_, crate::facts::Image> {
    /// What follows the name: scratch is a word of the builder, not an image.
    fn digest(&self) -> String {
        if self.style.pin && !self.what.tag().is_empty() { format!("@{NO_DIGEST}") } else { String::new() }
    }
}

impl Display for Printed<'_, Stage> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("FROM ")?;
        match &self.what.from {
            From::Stage(name) => out.write_str(name)?,
            From::Image { image, version, tag, on_builder } => {
                if *on_builder {
                    out.write_str("--platform=${BUILDPLATFORM} ")?;
                }
                let mirrors = &self.style.mirrors;
                match (tag, version) {
                    (Some(tag), _) => write!(out, "{}:{tag}", mirrors.name(image.repository()))?,
                    (None, Some(argument)) => {
                        let rest = image.tag().strip_prefix(image.version.unwrap_or_default()).unwrap_or_default();
                        write!(out, "{}:${{{argument}}}{rest}", mirrors.name(image.repository()))?;
                    }
                    (None, None) => out.write_str(&mirrors.name(image.reference))?,
                }
                out.write_str(&Printed { what: *image, style: self.style }.digest())?;
            }
        }
        self.what.name.map_or(Ok(()), |name| write!(out, " AS {name}"))
    }
}

impl Display for Printed<'_, Instruction> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self.what {
            Instruction::Arg(name, None) => write!(out, "ARG {name}"),
            Instruction::Arg(name, Some(default)) => write!(out, "ARG {name}={}", Quoted(default)),
            Instruction::Env(pairs) => {
                out.write_str("ENV")?;
                for (at, (name, value)) in pairs.iter().enumerate() {
                    let break_before = if at == 0 { " " } else { " \\\n    " };
                    write!(out, "{break_before}{name}={}", Quoted(value))?;
                }
                Ok(())
            }
            Instruction::Passed(name, argument) => write!(out, "ENV {name}=\"${{{argument}}}\""),
            Instruction::Label(pairs) => {
                out.write_str("LABEL")?;
                for (at, (name, value)) in pairs.iter().enumerate() {
                    let break_before = if at == 0 { " " } else { " \\\n    " };
                    match value {
                        Value::Words(words) => write!(out, "{break_before}{name}={}", Quoted(words))?,
                        Value::Argument(argument) => write!(out, "{break_before}{name}=\"${{{argument}}}\"")?,
                    }
                }
                Ok(())
            }
            Instruction::Workdir(path) => write!(out, "WORKDIR {path}"),
            Instruction::Copy { from, sources, to, owner } => {
                out.write_str("COPY")?;
                match from {
                    Some(Source::Stage(name)) => write!(out, " --from={name}")?,
                    Some(Source::Image(image)) => write!(
                        out,
                        " --from={}{}",
                        self.style.mirrors.name(image.reference),
                        Printed { what: *image, style: self.style }.digest()
                    )?,
                    None => {}
                }
                owner.map_or(Ok(()), |user| write!(out, " --chown={user}"))?;
                sources.iter().try_for_each(|source| write!(out, " {source}"))?;
                write!(out, " {to}")
            }
            Instruction::Run { mounts, commands } => {
                out.write_str("RUN ")?;
                for mount in mounts {
                    match mount {
                        Mount::Cache(folder) => write!(out, "--mount=type=cache,target={folder}")?,
                        Mount::Exclusive(folder) => write!(out, "--mount=type=cache,target={folder},sharing=locked")?,
                        Mount::Secret(secret) => {
                            write!(out, "--mount=type=secret,id={},target={},required=true", secret.id, secret.target)?;
                        }
                        Mount::Ssh => out.write_str("--mount=type=ssh,required=true")?,
                    }
                    out.write_str(" \\\n    ")?;
                }
                for (at, command) in commands.iter().enumerate() {
                    let join = if at == 0 { "" } else { " \\\n && " };
                    write!(out, "{join}{command}")?;
                }
                Ok(())
            }
            Instruction::Expose(port, Transport::Tcp) => write!(out, "EXPOSE {port}"),
            Instruction::Expose(port, Transport::Udp) => write!(out, "EXPOSE {port}/udp"),
            Instruction::User(user) => write!(out, "USER {user}"),
            Instruction::StopSignal(signal) => write!(out, "STOPSIGNAL {signal}"),
            Instruction::Healthcheck { command, often_at_first } => {
                // Failures count from the end of the start period on. Without a start
                // interval nobody asks before the first interval is over.
                let at_first = if *often_at_first { " --start-interval=2s" } else { "" };
                write!(out, "HEALTHCHECK --interval=30s --timeout=3s --start-period=30s{at_first} \\\n    CMD {}", ExecForm(command))
            }
            Instruction::Entrypoint(command) => write!(out, "ENTRYPOINT {}", ExecForm(command)),
            Instruction::Cmd(command) => write!(out, "CMD {}", ExecForm(command)),
        }
    }
}

/// A word of `ARG` or `ENV`: as it is where that is safe, else in quotes with
/// everything escaped that a Dockerfile would read as its own.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/:+".contains(letter);
        if !self.0.is_empty() && self.0.chars().all(plain) {
            return out.write_str(self.0);
        }
        out.write_char('"')?;
        for letter in self.0.chars() {
            match letter {
                '"' | '\\' | '$' => write!(out, "\\{letter}")?,
                control if control.is_control() => out.write_char(' ')?,
                other => out.write_char(other)?,
            }
        }
        out.write_char('"')
    }
}

/// A command as a JSON array, which is what exec form is.
struct ExecForm<'a>(&'a [Text]);

impl Display for ExecForm<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_char('[')?;
        for (at, word) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str(", ")?;
            }
            out.write_char('"')?;
            for letter in word.chars() {
                match letter {
                    '"' | '\\' => write!(out, "\\{letter}")?,
                    control if control.is_control() => write!(out, "\\u{:04x}", control as u32)?,
                    other => out.write_char(other)?,
                }
            }
            out.write_char('"')?;
        }
        out.write_char(']')
    }
}
