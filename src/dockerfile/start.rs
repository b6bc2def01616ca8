//! How the container starts, as a value: the file says it, and so does the
//! runbook.

use super::image::{entrypoint_itself, is_cut_down};
use super::plan::Plan;
use super::program::Program;
use super::settings::Layout;
use super::tree::{Instruction, Text};
use crate::facts::Image;
use crate::model::questions::Runtime;

/// Where the build stage leaves a binary.
pub const BUILT_BINARY: &str = "/out/server";
/// Where a binary lies in what runs.
pub const BINARY: &str = "/server";
/// Where the build stage leaves a JAR.
pub const BUILT_JAR: &str = "/out/app.jar";
/// The Python of the environment, on both sides.
pub const PYTHON: &str = "/venv/bin/python3";

/// How the container starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// With these words, in place of the image's entrypoint.
    Entrypoint(Vec<Text>),
    /// With these words, after the image's entrypoint where it has one.
    Command(Vec<Text>),
    /// As the image does by itself.
    OfImage,
}

impl Start {
    /// The instruction that says so; none where the image does.
    pub fn instruction(self) -> Option<Instruction> {
        match self {
            Start::Entrypoint(words) => Some(Instruction::Entrypoint(words)),
            Start::Command(words) => Some(Instruction::Cmd(words)),
            Start::OfImage => None,
        }
    }

    /// The words that call the program once more, beside the one that runs;
    /// none where it is the image's own.
    pub fn program(self, image: &Image) -> Option<Vec<Text>> {
        match self {
            Start::Entrypoint(words) => Some(words),
            Start::Command(words) => {
                let before = match image.inside().entrypoint {
                    // A script prepares what is prepared by then.
                    [script] if script.ends_with(".sh") => &[],
                    before => before,
                };
                Some(before.iter().copied().map(Text::from).chain(words).collect())
            }
            Start::OfImage => None,
        }
    }
}

fn entrypoint<const N: usize>(words: [Text; N]) -> Start {
    Start::Entrypoint(words.into())
}

fn command<const N: usize>(words: [Text; N]) -> Start {
    Start::Command(words.into())
}

impl Plan {
    /// How the container starts.
    pub fn start(&self) -> Start {
        match self.runtime {
            Runtime::Go | Runtime::Rust | Runtime::CCpp if self.is_development() => entrypoint([BUILT_BINARY.into()]),
            Runtime::Go | Runtime::Rust | Runtime::CCpp => entrypoint([BINARY.into()]),
            Runtime::Java => java(self),
            Runtime::Dotnet => dotnet(self),
            Runtime::Node => node(self),
            Runtime::Python => python(self),
            Runtime::Ruby => ruby(self),
            Runtime::Php => php(self),
            Runtime::StaticSite if self.is_development() => command(["node".into(), "--run".into(), "dev".into()]),
            Runtime::StaticSite => Start::OfImage,
        }
    }
}

fn java(plan: &Plan) -> Start {
    if plan.is_development() {
        return command(["java".into(), "-jar".into(), BUILT_JAR.into()]);
    }
    match plan.image.inside().entrypoint {
        [.., "-jar"] => command(["app.jar".into()]),
        _ => command(["java".into(), "-jar".into(), "app.jar".into()]),
    }
}

fn dotnet(plan: &Plan) -> Start {
    let program = Program::of(plan);
    if plan.is_development() {
        let watch = ["dotnet".into(), "watch".into(), "--non-interactive".into(), "--project".into(), program.file().into()];
        return Start::Command(watch.into_iter().chain(["run".into(), "--no-launch-profile".into()]).collect());
    }
    if program.is_native() {
        return entrypoint([format!("./{}", program.name()).into()]);
    }
    entrypoint(["dotnet".into(), format!("{}.dll", program.name()).into()])
}

/// Not through npm, which needs a shell and swallows signals.
fn node(plan: &Plan) -> Start {
    match entrypoint_itself(plan.image, "node") {
        Some(_) => command([plan.entry()]),
        None => command(["node".into(), plan.entry()]),
    }
}

/// Scripts in the environment's bin folder are not used: their first line names
/// a path of the build stage.
fn python(plan: &Plan) -> Start {
    let (python, module) = (Text::from(PYTHON), Text::from("-m"));
    let entry = plan.entry();
    match plan.choice::<Layout>() {
        Layout::Asgi => {
            let port = plan.port().to_string().into();
            entrypoint([python, module, "uvicorn".into(), entry, "--host".into(), "0.0.0.0".into(), "--port".into(), port])
        }
        Layout::Wsgi => {
            let bind = format!("0.0.0.0:{}", plan.port()).into();
            // Workers beat in memory, as the root file system may be read-only.
            let beat = ["--worker-tmp-dir".into(), "/dev/shm".into()];
            let words = [python, module, "gunicorn".into(), entry, "--bind".into(), bind];
            Start::Entrypoint(words.into_iter().chain(beat).collect())
        }
        _ if entry.ends_with(".py") || entry.contains('/') => entrypoint([python, entry]),
        _ => entrypoint([python, module, entry]),
    }
}

/// Whatever starts Puma has to replace itself by it, so that signals reach it.
fn ruby(plan: &Plan) -> Start {
    let port = plan.port();
    if plan.is_development() && plan.choice::<Layout>() == Layout::Rails {
        let words = ["ruby", "bin/rails", "server", "-b", "0.0.0.0", "-p"].map(Text::from);
        return Start::Command(words.into_iter().chain([port.to_string().into()]).collect());
    }
    let bundle = ["bundle", "exec", "puma"].as_slice();
    // What `bundle exec puma` does, with Bundler as a library.
    let library = ["ruby", "-rbundler/setup", "-e", "load Gem.bin_path('puma', 'puma')", "--"].as_slice();
    let words = if is_cut_down(plan.image) { library } else { bundle };
    let puma = ["-b".into(), format!("tcp://0.0.0.0:{port}").into(), plan.entry()];
    Start::Command(words.iter().copied().map(Text::from).chain(puma).collect())
}

fn php(plan: &Plan) -> Start {
    if plan.is_development() {
        return command(["php".into(), "-S".into(), format!("0.0.0.0:{}", plan.port()).into(), "-t".into(), plan.entry()]);
    }
    match plan.image.inside().cmd {
        [] => Start::OfImage,
        words => Start::Command(words.iter().copied().map(Text::from).collect()),
    }
}
