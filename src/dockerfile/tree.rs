//! The tree: what a Dockerfile says, before anything is printed.

use crate::facts::{Image, User};
use crate::model::QuestionId;

/// A multi-stage Dockerfile.
#[derive(Clone, Debug, PartialEq)]
pub struct Dockerfile {
    /// Arguments before the first stage, such as a language version.
    pub arguments: Vec<Step>,
    /// The stages; the last one is what runs.
    pub stages: Vec<Stage>,
}

impl Dockerfile {
    /// The stage that runs.
    pub fn last(&self) -> &Stage {
        self.stages.last().expect("every builder ends with a stage that runs")
    }

    /// The image that the last stage comes from, through earlier stages where
    /// it is built on one.
    pub fn runtime_image(&self) -> &'static Image {
        let mut stage = self.last();
        loop {
            match &stage.from {
                From::Image { image, .. } => return image,
                From::Stage(name) => {
                    stage = self.stages.iter().find(|other| other.name == Some(name)).expect("stages name earlier stages");
                }
            }
        }
    }
}

/// One stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What it starts from.
    pub from: From,
    /// Its name, for `COPY --from`.
    pub name: Option<&'static str>,
    /// Why it starts from that.
    pub why: Why,
    /// Its instructions.
    pub steps: Vec<Step>,
}

/// What a stage starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// An image of the catalogue.
    Image {
        /// The image.
        image: &'static Image,
        /// The argument that stands for its language version.
        version: Option<&'static str>,
    },
    /// An earlier stage.
    Stage(&'static str),
}

/// An instruction and its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it does.
    pub instruction: Instruction,
    /// What put it there.
    pub why: Why,
}

/// What an instruction does. Text in it is data: the printer quotes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Instruction {
    /// `ARG name=default`
    Arg(&'static str, &'static str),
    /// `ENV name=value …`
    Env(Vec<(&'static str, &'static str)>),
    /// `WORKDIR path`
    Workdir(&'static str),
    /// `COPY [--from=stage] sources… to`
    Copy {
        /// The stage it comes from; the build context when there is none.
        from: Option<&'static str>,
        /// What is copied.
        sources: Vec<&'static str>,
        /// Where to.
        to: &'static str,
    },
    /// `RUN` of one or more shell commands, joined by `&&`.
    Run {
        /// Folders that the builder keeps between builds.
        caches: Vec<&'static str>,
        /// The commands.
        commands: Vec<String>,
    },
    /// `EXPOSE port`
    Expose(u16),
    /// `USER uid:gid`
    User(User),
    /// `HEALTHCHECK … CMD […]`, exec form.
    Healthcheck(Vec<&'static str>),
    /// `ENTRYPOINT […]`, exec form.
    Entrypoint(Vec<&'static str>),
    /// `CMD […]`, exec form.
    Cmd(Vec<&'static str>),
}

/// Why something is in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    /// What put it there.
    pub cause: Cause,
    /// In words.
    pub text: &'static str,
    /// Whether the words are printed above it as a comment.
    pub told: bool,
}

/// What put an instruction there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// An answer.
    Answer(QuestionId),
    /// A fact of the image with this id.
    Fact(&'static str),
    /// What every good Dockerfile does.
    Practice,
}

impl Why {
    /// An answer is the reason.
    pub const fn answer(question: QuestionId, text: &'static str) -> Why {
        Why { cause: Cause::Answer(question), text, told: false }
    }

    /// A fact of an image is the reason.
    pub const fn fact(image: &'static Image, text: &'static str) -> Why {
        Why { cause: Cause::Fact(image.id), text, told: false }
    }

    /// Good practice is the reason.
    pub const fn practice(text: &'static str) -> Why {
        Why { cause: Cause::Practice, text, told: false }
    }

    /// The same, printed as a comment.
    pub const fn told(self) -> Why {
        Why { told: true, ..self }
    }
}

impl Stage {
    /// A stage from an image.
    pub fn from(image: &'static Image, version: Option<&'static str>, name: Option<&'static str>, why: Why) -> Stage {
        Stage { from: From::Image { image, version }, name, why, steps: Vec::new() }
    }

    /// A stage that goes on where another ended.
    pub fn after(stage: &'static str, why: Why) -> Stage {
        Stage { from: From::Stage(stage), name: None, why, steps: Vec::new() }
    }

    /// Adds an instruction.
    pub fn add(&mut self, instruction: Instruction, why: Why) {
        self.steps.push(Step { instruction, why });
    }

    /// Adds `WORKDIR`.
    pub fn workdir(&mut self, path: &'static str, why: Why) {
        self.add(Instruction::Workdir(path), why);
    }

    /// Adds a copy from the build context.
    pub fn copy(&mut self, sources: &[&'static str], to: &'static str, why: Why) {
        self.add(Instruction::Copy { from: None, sources: sources.to_vec(), to }, why);
    }

    /// Adds a copy from another stage.
    pub fn copy_from(&mut self, stage: &'static str, source: &'static str, to: &'static str, why: Why) {
        self.add(Instruction::Copy { from: Some(stage), sources: vec![source], to }, why);
    }

    /// Adds a `RUN` of commands.
    pub fn run<C: Into<String>>(&mut self, commands: impl IntoIterator<Item = C>, why: Why) {
        self.run_cached(&[], commands, why);
    }

    /// Adds a `RUN` of commands with folders kept between builds.
    pub fn run_cached<C: Into<String>>(&mut self, caches: &[&'static str], commands: impl IntoIterator<Item = C>, why: Why) {
        self.add(Instruction::Run { caches: caches.to_vec(), commands: commands.into_iter().map(Into::into).collect() }, why);
    }
}
