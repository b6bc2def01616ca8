//! The Dockerfile that a verdict leads to.
//!
//! ```text
//! Order ────┐             steps
//! defaults ─┴─▶ Plan ─ stack ─▶ tree ─ debug, dialect ─▶ Output ─ print ─▶ text
//! ```
//! A [`Plan`] has values alone: images, port, paths, how it starts. Where nothing
//! was ordered they come from a table ([`defaults`]) with a row for each runtime.
//!
//! A [`Dockerfile`] is a tree: stages of instructions, each with the answer,
//! setting, fact or practice that put it there. One builder per stack makes it
//! from a plan, by steps that stacks share; what the image builder does not know
//! is taken out, and one printer writes it ([`mod@print`]). What holds for all of
//! them is checked over every file that can be made: see `tests/host/dockerfiles/`.

pub mod changes;
mod check;
pub mod companions;
mod debug;
pub mod defaults;
mod dialect;
mod folders;
mod frontend;
pub mod given;
pub mod image;
mod init;
mod mirror;
mod notes;
mod offered;
mod order;
pub mod patch;
mod plan;
pub mod print;
mod private;
mod processes;
mod program;
mod runs;
pub mod settings;
mod site;
mod stack;
mod stacks;
pub mod start;
mod steps;
pub mod tree;
pub mod webserver;

pub use debug::DEBUG;
pub use folders::Folder;
pub use mirror::Mirrors;
pub use offered::Offered;
pub use order::Order;
pub use plan::Plan;
pub use print::{Block, Style};
pub use processes::{Command, Process};
pub use runs::image_of;
pub use settings::{SETTINGS, Setting, SettingId, Settings};
pub use site::Mounted;
pub use steps::{BUILD, FRONT_END, MANIFESTS, WEB};
pub use tree::{Cause, Dockerfile, Instruction, Stage, Step, Text, Why};

use crate::facts::{self, Date, Image};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// The longest header, in bytes: a link that would make it longer is left out.
pub const LONGEST_HEADER: usize = 1_200;

/// A Dockerfile with what has to be known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// The tree, to be looked at or printed.
    pub file: Dockerfile,
    /// What could not be done as ordered, in sentences.
    pub notes: Vec<String>,
    /// What it takes for granted of the project and of whoever builds it.
    pub expects: Vec<String>,
    /// The image that says which version of the language it is.
    language: &'static Image,
    style: Style,
}

/// The Dockerfile for a plan. For a family that a veto excludes it would not
/// work: ask the verdict first.
pub fn dockerfile(plan: &Plan) -> Output {
    let stack = stacks::stack(plan.runtime);
    let mut file = stack.build(plan);
    steps::frontend::add(plan, &mut file);
    if plan.debugs() {
        debug::add(&mut file, plan);
    }
    let lost = dialect::adapt(&mut file, plan.choice());
    file.header.extend(dialect::frontend(plan.choice()).map(|name| format!("syntax={}", plan.mirrors().name(name)).into()));
    // What is compiled runs on an image that has a version of something else.
    let language = match plan.kind() {
        // Its compiler is copied from an image of its own.
        _ if plan.runtime == Runtime::JavaNative => plan.builder("mandrel"),
        Kind::Compiled | Kind::Files => {
            let builds = |stage: &&Stage| stage.name == Some(BUILD);
            file.image_under(file.stages.iter().find(builds).unwrap_or(&file.stages[0]))
        }
        Kind::VirtualMachine | Kind::Interpreted => file.runtime_image(),
    };
    let notes = notes::notes(plan, &file, language, lost);
    let expects = notes::expects(plan, &file, stack);
    Output { file, notes, expects, language, style: Style { comments: plan.choice(), pin: plan.pins(), mirrors: plan.mirrors() } }
}

impl Output {
    /// The same with a header: what made it, of which facts, and the link that
    /// opens it again.
    #[must_use]
    pub fn with_header(mut self, link: &str) -> Output {
        let image = self.file.runtime_image().reference;
        self.file.header.push(format!("Container Diet {}, facts of {}: {image}", env!("CARGO_PKG_VERSION"), facts::as_of()).into());
        // A comment ends with its line, so nothing but plain letters gets into it.
        if link.len() < LONGEST_HEADER / 2 && link.bytes().all(|byte| byte.is_ascii_graphic()) {
            self.file.header.push(link.to_string().into());
        }
        self
    }

    /// The versions of the language that live on a day, newest first.
    pub fn versions(&self, today: Date) -> impl Iterator<Item = &'static str> + use<> {
        facts::supported(self.language.id, today).filter_map(|image| image.version)
    }

    /// The file in blocks, each with what put it there.
    pub fn blocks(&self) -> Vec<Block> {
        print::blocks(&self.file, &self.style)
    }

    /// The file as text.
    pub fn text(&self) -> String {
        print::text(&self.file, &self.style)
    }
}
