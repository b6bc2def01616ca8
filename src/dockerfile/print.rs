//! The only printer: layout, quoting and line breaks are decided here.

use std::fmt::{self, Display, Formatter, Write as _};

use super::tree::{Dockerfile, From, Instruction, Stage, Step, Why};

impl Display for Dockerfile {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for step in &self.arguments {
            step.fmt(out)?;
        }
        for (at, stage) in self.stages.iter().enumerate() {
            if at > 0 || !self.arguments.is_empty() {
                out.write_char('\n')?;
            }
            stage.fmt(out)?;
        }
        Ok(())
    }
}

impl Display for Stage {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        comment(out, &self.why)?;
        write!(out, "FROM {}", self.from)?;
        if let Some(name) = self.name {
            write!(out, " AS {name}")?;
        }
        out.write_char('\n')?;
        self.steps.iter().try_for_each(|step| step.fmt(out))
    }
}

impl Display for From {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            From::Stage(name) => out.write_str(name),
            From::Image { image, version: Some(argument) } => {
                let version = image.version.unwrap_or_default();
                let rest = image.tag().strip_prefix(version).unwrap_or_default();
                write!(out, "{}:${{{argument}}}{rest}", image.repository())
            }
            From::Image { image, version: None } => out.write_str(image.reference),
        }
    }
}

impl Display for Step {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        comment(out, &self.why)?;
        writeln!(out, "{}", self.instruction)
    }
}

impl Display for Instruction {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Instruction::Arg(name, default) => write!(out, "ARG {name}={}", Quoted(default)),
            Instruction::Env(pairs) => {
                out.write_str("ENV")?;
                for (at, (name, value)) in pairs.iter().enumerate() {
                    let break_before = if at == 0 { " " } else { " \\\n    " };
                    write!(out, "{break_before}{name}={}", Quoted(value))?;
                }
                Ok(())
            }
            Instruction::Workdir(path) => write!(out, "WORKDIR {path}"),
            Instruction::Copy { from, sources, to } => {
                out.write_str("COPY")?;
                if let Some(stage) = from {
                    write!(out, " --from={stage}")?;
                }
                sources.iter().try_for_each(|source| write!(out, " {source}"))?;
                write!(out, " {to}")
            }
            Instruction::Run { caches, commands } => {
                out.write_str("RUN ")?;
                for folder in caches {
                    write!(out, "--mount=type=cache,target={folder} \\\n    ")?;
                }
                for (at, command) in commands.iter().enumerate() {
                    let join = if at == 0 { "" } else { " \\\n && " };
                    write!(out, "{join}{command}")?;
                }
                Ok(())
            }
            Instruction::Expose(port) => write!(out, "EXPOSE {port}"),
            Instruction::User(user) => write!(out, "USER {user}"),
            Instruction::Healthcheck(command) => write!(out, "HEALTHCHECK --interval=30s --timeout=3s \\\n    CMD {}", ExecForm(command)),
            Instruction::Entrypoint(command) => write!(out, "ENTRYPOINT {}", ExecForm(command)),
            Instruction::Cmd(command) => write!(out, "CMD {}", ExecForm(command)),
        }
    }
}

fn comment(out: &mut Formatter<'_>, why: &Why) -> fmt::Result {
    if why.told { writeln!(out, "# {}", why.text) } else { Ok(()) }
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
struct ExecForm<'a>(&'a [&'static str]);

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
