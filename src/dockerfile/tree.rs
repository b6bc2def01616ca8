//! The tree: what a Dockerfile says, before anything is printed.

use std::borrow::Cow;

use super::settings::SettingId;
use crate::facts::{Image, User};
use crate::model::QuestionId;

/// Words of an instruction: mostly ours, at times the visitor's.
pub type Text = Cow<'static, str>;

/// A Dockerfile as stages of instructions, each with what put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Dockerfile {
    /// What reads it, what made it and how to open it again; each a line of its own.
    pub header: Vec<Text>,
    /// Arguments before the first stage, such as a language version.
    pub arguments: Vec<Step>,
    /// The stages; the last one is what runs.
    pub stages: Vec<Stage>,
}

impl Dockerfile {
    /// A file of these stages.
    pub fn of(arguments: Vec<Step>, stages: Vec<Stage>) -> Dockerfile {
        Dockerfile { header: Vec::new(), arguments, stages }
    }

    /// Every image that it names, those of copies included.
    pub fn images(&self) -> impl Iterator<Item = &'static Image> {
        let copied = self.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| match step.instruction {
            Instruction::Copy { from: Some(Source::Image(image)), .. } => Some(image),
            _ => None,
        });
        let from = self.stages.iter().filter_map(|stage| match stage.from {
            From::Image { image, .. } => Some(image),
            From::Stage(_) => None,
        });
        from.chain(copied)
    }

    /// The stage that runs.
    pub fn last(&self) -> &Stage {
        self.stages.last().expect("every builder ends with a stage that runs")
    }

    /// The image that the last stage comes from, through earlier stages where
    /// it is built on one.
    pub fn runtime_image(&self) -> &'static Image {
        self.image_under(self.last())
    }

    /// The image that any stage comes from.
    pub fn image_under<'a>(&'a self, stage: &'a Stage) -> &'static Image {
        let mut stage = stage;
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

/// What is between one `FROM` and the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What it starts from.
    pub from: From,
    /// Its name, for `COPY --from`.
    pub name: Option<&'static str>,
    /// Why it starts from that.
    pub why: Why,
    /// The instructions in order, each with its reason.
    pub steps: Vec<Step>,
}

/// What a stage starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// An image of the catalogue.
    Image {
        /// Which one, of which version.
        image: &'static Image,
        /// The argument that stands for its language version.
        version: Option<&'static str>,
        /// Another tag than the image's own, as for a debug variant.
        tag: Option<&'static str>,
        /// Whether it runs on the builder's own architecture, whatever is built for.
        on_builder: bool,
    },
    /// An earlier stage of the same file, by its name.
    Stage(&'static str),
}

/// An instruction and its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The instruction, without its reason.
    pub instruction: Instruction,
    /// What put it there.
    pub why: Why,
}

/// What an instruction does. Text in it is data: the printer quotes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Instruction {
    /// `ARG name` or `ARG name=default`
    Arg(Text, Option<Text>),
    /// `ENV name=value …`, with one pair or several.
    Env(Vec<(Text, Text)>),
    /// `ENV name=${argument}`, which is what an argument of the build has as its value.
    Passed(&'static str, &'static str),
    /// `LABEL name=value …`, with one pair or several.
    Label(Vec<(Text, Value)>),
    /// `WORKDIR path`, which is made where it is missing.
    Workdir(Text),
    /// `COPY [--from=stage] [--chown=user] sources… to`
    Copy {
        /// The stage or image it comes from; the build context when there is none.
        from: Option<Source>,
        /// Paths in the place that it comes from.
        sources: Vec<Text>,
        /// The path in the stage.
        to: Text,
        /// Whose it becomes; root's when there is none.
        owner: Option<User>,
    },
    /// `RUN` of one or more shell commands, joined by `&&`.
    Run {
        /// What the builder lends to the commands, and puts into no layer.
        mounts: Vec<Mount>,
        /// What the shell runs, each a command of its own.
        commands: Vec<Text>,
    },
    /// `EXPOSE port`, which documents the port and opens nothing.
    Expose(u16, Transport),
    /// `USER uid:gid`, both by number.
    User(User),
    /// `STOPSIGNAL signal`, the signal that ends the container.
    StopSignal(&'static str),
    /// `HEALTHCHECK … CMD […]`, exec form.
    Healthcheck {
        /// The words of the command that asks.
        command: Vec<Text>,
        /// Whether it asks more often while the service starts.
        often_at_first: bool,
    },
    /// `ENTRYPOINT […]`, exec form.
    Entrypoint(Vec<Text>),
    /// `CMD […]`, exec form.
    Cmd(Vec<Text>),
}

/// The value of a label.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text that is written as it is.
    Words(Text),
    /// What an argument of the build has as its value.
    Argument(&'static str),
}

/// What carries what is sent to a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Over connections, as HTTP is.
    Tcp,
    /// In single packets, without an answer that they came.
    Udp,
}

impl Transport {
    /// What follows the number of a port where it is not a connection.
    pub fn suffix(self) -> &'static str {
        match self {
            Transport::Tcp => "",
            Transport::Udp => "/udp",
        }
    }
}

/// What is there while a command runs, and afterwards is not.
#[derive(Clone, Debug, PartialEq)]
pub enum Mount {
    /// A folder that the builder keeps between builds.
    Cache(Text),
    /// The same, for one build at a time: others wait for it.
    Exclusive(Text),
    /// A file that is named when it is built; without it the build stops.
    Secret(&'static Secret),
    /// The SSH agent of whoever builds; without it the build stops.
    Ssh,
}

/// A file with a token or a key, which is no part of the project.
#[derive(Debug, PartialEq)]
pub struct Secret {
    /// Its name in the file and in the command that builds.
    pub id: &'static str,
    /// Where whoever builds has it, below their home folder.
    pub source: &'static str,
    /// Where the package manager looks for it.
    pub target: &'static str,
}

/// Where a copy comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// An earlier stage of the same file, by its name.
    Stage(&'static str),
    /// An image of the catalogue.
    Image(&'static Image),
}

/// Why something is in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    /// What put it there.
    pub cause: Cause,
    /// The reason as a sentence for people.
    pub text: &'static str,
    /// Whether the words are printed above it as a comment.
    pub shown: bool,
}

/// What put an instruction there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// An answer to a question of the model.
    Answer(QuestionId),
    /// What the visitor set.
    Setting(SettingId),
    /// A fact of the image with this id.
    Fact(&'static str),
    /// What every good Dockerfile does.
    Practice,
}

impl Instruction {
    /// A health check, which asks often while the service starts.
    pub fn healthcheck(command: Vec<Text>) -> Instruction {
        Instruction::Healthcheck { command, often_at_first: true }
    }
}

impl Why {
    /// An answer is the reason.
    pub const fn answer(question: QuestionId, text: &'static str) -> Why {
        Why { cause: Cause::Answer(question), text, shown: false }
    }

    /// What the visitor set is the reason.
    pub const fn setting(setting: SettingId, text: &'static str) -> Why {
        Why { cause: Cause::Setting(setting), text, shown: false }
    }

    /// A fact of an image is the reason.
    pub const fn fact(image: &'static Image, text: &'static str) -> Why {
        Why { cause: Cause::Fact(image.id), text, shown: false }
    }

    /// Good practice is the reason.
    pub const fn practice(text: &'static str) -> Why {
        Why { cause: Cause::Practice, text, shown: false }
    }

    /// The same, printed as a comment.
    pub const fn shown(self) -> Why {
        Why { shown: true, ..self }
    }
}

impl Stage {
    /// A stage from an image.
    pub fn from(image: &'static Image, version: Option<&'static str>, name: Option<&'static str>, why: Why) -> Stage {
        Stage { from: From::Image { image, version, tag: None, on_builder: false }, name, why, steps: Vec::new() }
    }

    /// A stage that goes on where another ended.
    pub fn after(stage: &'static str, why: Why) -> Stage {
        Stage { from: From::Stage(stage), name: None, why, steps: Vec::new() }
    }

    /// The same on the builder's own architecture.
    #[must_use]
    pub fn on_builder(mut self) -> Stage {
        if let From::Image { on_builder, .. } = &mut self.from {
            *on_builder = true;
        }
        self
    }

    /// Adds any instruction at the end.
    pub fn add(&mut self, instruction: Instruction, why: Why) {
        self.steps.push(Step { instruction, why });
    }

    /// Adds a `WORKDIR` for the instructions after it.
    pub fn workdir(&mut self, path: impl Into<Text>, why: Why) {
        self.add(Instruction::Workdir(path.into()), why);
    }

    /// Adds one `ENV` for all these variables.
    pub fn env<N: Into<Text>, V: Into<Text>>(&mut self, pairs: impl IntoIterator<Item = (N, V)>, why: Why) {
        self.add(Instruction::Env(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect()), why);
    }

    /// Adds a copy from the build context.
    pub fn copy<S: Into<Text>>(&mut self, sources: impl IntoIterator<Item = S>, to: impl Into<Text>, why: Why) {
        self.copied(None, sources.into_iter().map(Into::into).collect(), to, None, why);
    }

    /// Adds a copy from another stage.
    pub fn copy_from(&mut self, stage: &'static str, source: impl Into<Text>, to: impl Into<Text>, why: Why) {
        self.copied(Some(Source::Stage(stage)), vec![source.into()], to, None, why);
    }

    /// The same, which then belongs to a user.
    pub fn copy_owned(&mut self, stage: &'static str, source: impl Into<Text>, to: impl Into<Text>, owner: User, why: Why) {
        self.copied(Some(Source::Stage(stage)), vec![source.into()], to, Some(owner), why);
    }

    /// Adds a copy from another image.
    pub fn copy_from_image(&mut self, image: &'static Image, source: impl Into<Text>, to: impl Into<Text>, why: Why) {
        self.copied(Some(Source::Image(image)), vec![source.into()], to, None, why);
    }

    fn copied(&mut self, from: Option<Source>, sources: Vec<Text>, to: impl Into<Text>, owner: Option<User>, why: Why) {
        self.add(Instruction::Copy { from, sources, to: to.into(), owner }, why);
    }

    /// Adds a `RUN` of commands.
    pub fn run<C: Into<Text>>(&mut self, commands: impl IntoIterator<Item = C>, why: Why) {
        self.run_cached(&[], commands, why);
    }

    /// Adds a `RUN` of commands with folders kept between builds.
    pub fn run_cached<C: Into<Text>>(&mut self, caches: &[&'static str], commands: impl IntoIterator<Item = C>, why: Why) {
        self.run_with(caches.iter().map(|folder| Mount::Cache(Text::Borrowed(folder))), commands, why);
    }

    /// Adds a `RUN` of commands with what the builder lends to them.
    pub fn run_with<C: Into<Text>>(&mut self, mounts: impl IntoIterator<Item = Mount>, commands: impl IntoIterator<Item = C>, why: Why) {
        let commands = commands.into_iter().map(Into::into).collect();
        self.add(Instruction::Run { mounts: mounts.into_iter().collect(), commands }, why);
    }
}
