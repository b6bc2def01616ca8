//! How the container starts, as a value: the file says it, and so does the
//! runbook.

use super::image::{entrypoint_itself, is_cut_down};
use super::plan::Plan;
use super::program::Program;
use super::settings::{Does, Layout};
use super::tree::{Instruction, Text};
use crate::facts::Image;
use crate::model::questions::Runtime;

/// Where the build stage leaves a binary.
pub const BUILT_BINARY: &str = "/out/server";
/// Where a binary lies in what runs.
pub const BINARY: &str = "/server";
/// Where the build stage leaves a JAR.
pub const BUILT_JAR: &str = "/out/app.jar";
/// Where it leaves the libraries of a JAR that can be taken apart.
pub const BUILT_LIBRARIES: &str = "/out/libraries/";
/// Where it leaves the JAR beside them, or one that is whole.
pub const BUILT_APPLICATION: &str = "/out/application/";
/// Where it leaves what is started as a folder.
pub const BUILT_FOLDER: &str = "/out/app";
/// The Python of the environment, on both sides.
pub const PYTHON: &str = "/venv/bin/python3";

/// The program that runs JavaScript in a stack of it.
pub fn javascript_of(runtime: Runtime) -> &'static str {
    match runtime {
        Runtime::Bun => "bun",
        Runtime::Deno => "deno",
        // Where the runtime is another one, it is what builds a front end.
        Runtime::Node
        | Runtime::Go
        | Runtime::Rust
        | Runtime::CCpp
        | Runtime::Java
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Python
        | Runtime::Ruby
        | Runtime::Php
        | Runtime::StaticSite => "node",
    }
}

/// How the container starts: what is set of entrypoint and command. Where
/// neither is, the image starts by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// In place of the image's entrypoint; empty where that stays.
    pub entrypoint: Vec<Text>,
    /// What follows the entrypoint, which other words take the place of.
    pub command: Vec<Text>,
}

impl Start {
    /// The instructions that say so; none where the image does.
    pub fn instructions(self) -> impl Iterator<Item = Instruction> {
        let said = |words: Vec<Text>, instruction: fn(Vec<Text>) -> Instruction| (!words.is_empty()).then(|| instruction(words));
        said(self.entrypoint, Instruction::Entrypoint).into_iter().chain(said(self.command, Instruction::Cmd))
    }

    /// The words that call the program once more, beside the one that runs;
    /// none where it is the image's own.
    pub fn program(self, image: &Image) -> Option<Vec<Text>> {
        if self == Start::default() {
            return None;
        }
        let own = match image.inside().entrypoint {
            // A script prepares what is prepared by then.
            [script] if script.ends_with(".sh") => &[],
            before => before,
        };
        let before = if self.entrypoint.is_empty() { own.iter().copied().map(Text::from).collect() } else { self.entrypoint };
        Some(before.into_iter().chain(self.command).collect())
    }
}

/// A program that is all of the image, started by its path.
fn entrypoint<const N: usize>(words: [Text; N]) -> Start {
    Start { entrypoint: words.into(), command: Vec::new() }
}

/// A program of the image: another one can take its place.
fn command<const N: usize>(words: [Text; N]) -> Start {
    Start { entrypoint: Vec::new(), command: words.into() }
}

/// A server that runs the code of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// For ASGI applications.
    Uvicorn,
    /// For WSGI applications.
    Gunicorn,
    /// For Rack applications, Rails among them.
    Puma,
    /// For PHP, behind a web server.
    Fpm,
    /// The same with the web server, which runs it as a module.
    Apache,
}

/// Programs of the image that a command may begin with, where the others are of packages.
const OF_THE_IMAGE: &[&str] = &["sh", "bash", "env", "nice", "sleep", "test", "true", "cp", "mkdir", "touch"];

impl Plan {
    /// The server that runs its code; none where the program serves by itself, or
    /// nothing at all.
    pub fn server(&self) -> Option<Server> {
        let is_http = self.does() == Does::Http;
        match self.runtime {
            Runtime::Python => match self.choice() {
                Layout::Asgi => is_http.then_some(Server::Uvicorn),
                Layout::Wsgi => is_http.then_some(Server::Gunicorn),
                _ => None,
            },
            Runtime::Ruby => is_http.then_some(Server::Puma),
            Runtime::Php if self.does() == Does::Fastcgi => Some(Server::Fpm),
            Runtime::Php => is_http.then_some(Server::Apache),
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Java
            | Runtime::JavaNative
            | Runtime::Dotnet
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::StaticSite => None,
        }
    }

    /// Whether Deno serves what a script exports; what answers nobody is run.
    pub fn serves_a_handler(&self) -> bool {
        self.choice::<Layout>() == Layout::Serve && self.does() == Does::Http
    }

    /// Words that call a program of the image, by the path that it has there.
    pub fn called(&self, mut words: Vec<String>) -> Vec<String> {
        let Some(program) = words.first_mut() else { return words };
        match self.runtime {
            Runtime::Python if ["python", "python3"].contains(&program.as_str()) => *program = PYTHON.into(),
            Runtime::Python => {
                if !program.contains('/') && !OF_THE_IMAGE.contains(&program.as_str()) {
                    *program = format!("/venv/bin/{program}");
                }
            }
            Runtime::Node | Runtime::Bun => {
                let own = javascript_of(self.runtime);
                if program == own {
                    *program = entrypoint_itself(self.image, own).unwrap_or(own).into();
                }
            }
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Java
            | Runtime::JavaNative
            | Runtime::Dotnet
            | Runtime::Deno
            | Runtime::Ruby
            | Runtime::Php
            | Runtime::StaticSite => {}
        }
        words
    }

    /// How the container starts.
    pub fn start(&self) -> Start {
        let mut start = self.own_start();
        start.command.extend(self.arguments().into_iter().map(Text::from));
        start
    }

    /// The same without what the visitor adds.
    fn own_start(&self) -> Start {
        match self.runtime {
            Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::JavaNative if self.is_development() => entrypoint([BUILT_BINARY.into()]),
            Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::JavaNative => entrypoint([BINARY.into()]),
            Runtime::Java => java(self),
            Runtime::Dotnet => dotnet(self),
            Runtime::Node => node(self),
            Runtime::Bun => bun(self),
            Runtime::Deno => deno(self),
            Runtime::Python => python(self),
            Runtime::Ruby => ruby(self),
            Runtime::Php => php(self),
            Runtime::StaticSite if self.is_development() => command(["node".into(), "--run".into(), "dev".into()]),
            Runtime::StaticSite => site(self),
        }
    }
}

fn java(plan: &Plan) -> Start {
    let is_quarkus = plan.choice::<Layout>() == Layout::Quarkus;
    if plan.is_development() {
        let jar = if is_quarkus { format!("{BUILT_FOLDER}/quarkus-run.jar").into() } else { BUILT_JAR.into() };
        return command(["java".into(), "-jar".into(), jar]);
    }
    let jar = if is_quarkus { "quarkus-run.jar" } else { "app.jar" };
    match plan.image.inside().entrypoint {
        [.., "-jar"] => command([jar.into()]),
        _ if !plan.image.start_is_known() => entrypoint(["java".into(), "-jar".into(), jar.into()]),
        _ => command(["java".into(), "-jar".into(), jar.into()]),
    }
}

/// What the image does by itself; all of it where nobody knows what that is.
fn site(plan: &Plan) -> Start {
    if plan.image.start_is_known() {
        return Start::default();
    }
    entrypoint(["nginx", "-c", "/etc/nginx/nginx.conf", "-e", "/dev/stderr", "-g", "daemon off;"].map(Text::from))
}

fn dotnet(plan: &Plan) -> Start {
    let program = Program::of(plan);
    if plan.is_development() {
        let watch = ["dotnet".into(), "watch".into(), "--non-interactive".into(), "--project".into(), program.file().into()];
        let run = ["run".into(), "--no-launch-profile".into()];
        return Start { command: watch.into_iter().chain(run).collect(), ..Start::default() };
    }
    if program.is_native() {
        return entrypoint([format!("./{}", program.name()).into()]);
    }
    command(["dotnet".into(), format!("{}.dll", program.name()).into()])
}

/// Not through npm, which needs a shell and swallows signals.
fn node(plan: &Plan) -> Start {
    match entrypoint_itself(plan.image, "node") {
        Some(_) => command([plan.entry()]),
        None => command(["node".into(), plan.entry()]),
    }
}

/// Without --no-install, Bun downloads a package that is not installed when the service
/// imports it: no lock file names that one.
fn bun(plan: &Plan) -> Start {
    if plan.is_standalone() {
        return entrypoint([BINARY.into()]);
    }
    let words = ["run".into(), "--no-install".into(), plan.entry()];
    match entrypoint_itself(plan.image, "bun") {
        Some(_) => command(words),
        None => Start { entrypoint: Vec::new(), command: std::iter::once("bun".into()).chain(words).collect() },
    }
}

/// Deno's images start it by an init, which passes on signals. What is not in the image
/// is not fetched when the service imports it.
fn deno(plan: &Plan) -> Start {
    if plan.is_standalone() {
        return entrypoint([BINARY.into()]);
    }
    let is_served = plan.serves_a_handler();
    let mut words: Vec<Text> = vec![if is_served { "serve".into() } else { "run".into() }];
    if !plan.is_development() {
        words.push("--cached-only".into());
    }
    if is_served {
        words.extend(["--host".into(), "0.0.0.0".into(), "--port".into(), plan.port().to_string().into()]);
    }
    words.extend(plan.permissions().into_iter().map(Text::from));
    words.push(plan.entry());
    Start { entrypoint: Vec::new(), command: words }
}

/// Scripts in the environment's bin folder are not used: their first line names
/// a path of the build stage. Where the image starts a Python of its own, that of
/// the environment takes its place.
fn python(plan: &Plan) -> Start {
    let (module, entry) = (Text::from("-m"), plan.entry());
    let words: Vec<Text> = match plan.server() {
        Some(Server::Uvicorn) => {
            // An empty host: every address of IPv4 and, where there is one, of IPv6. By
            // `::` it would answer IPv6 alone.
            vec![module, "uvicorn".into(), entry, "--host".into(), "".into(), "--port".into(), plan.port().to_string().into()]
        }
        // Workers beat in memory, as the root file system may be read-only.
        Some(Server::Gunicorn) => {
            let bind = format!("0.0.0.0:{}", plan.port()).into();
            vec![module, "gunicorn".into(), entry, "--bind".into(), bind, "--worker-tmp-dir".into(), "/dev/shm".into()]
        }
        _ if entry.ends_with(".py") || entry.contains('/') => vec![entry],
        // What the script of an installed package does.
        _ if entry.contains(':') => {
            let (module, function) = entry.split_once(':').unwrap_or((&entry, "main"));
            vec!["-c".into(), format!("import sys; from {module} import {function}; sys.exit({function}())").into()]
        }
        _ => vec![module, entry],
    };
    let python = Text::from(PYTHON);
    match plan.image.inside().entrypoint {
        [] => Start { entrypoint: Vec::new(), command: std::iter::once(python).chain(words).collect() },
        _ => Start { entrypoint: vec![python], command: words },
    }
}

/// Whatever starts Puma has to replace itself by it, so that signals reach it.
fn ruby(plan: &Plan) -> Start {
    let port = plan.port();
    if plan.server().is_none() {
        // What `bundle exec ruby` does; Bundler's own program is not in every image.
        return command(["ruby".into(), "-rbundler/setup".into(), plan.entry()]);
    }
    if plan.is_development() && plan.choice::<Layout>() == Layout::Rails {
        let words = ["ruby", "bin/rails", "server", "-b", "0.0.0.0", "-p"].map(Text::from);
        return Start { command: words.into_iter().chain([port.to_string().into()]).collect(), ..Start::default() };
    }
    let bundle = ["bundle", "exec", "puma"].as_slice();
    // What `bundle exec puma` does, with Bundler as a library.
    let library = ["ruby", "-rbundler/setup", "-e", "load Gem.bin_path('puma', 'puma')", "--"].as_slice();
    let words = if is_cut_down(plan.image) { library } else { bundle };
    let puma = ["-b".into(), format!("tcp://0.0.0.0:{port}").into(), plan.entry()];
    Start { command: words.iter().copied().map(Text::from).chain(puma).collect(), ..Start::default() }
}

fn php(plan: &Plan) -> Start {
    if plan.server().is_none() {
        return command(["php".into(), plan.entry()]);
    }
    if plan.is_development() {
        return command(["php".into(), "-S".into(), format!("0.0.0.0:{}", plan.port()).into(), "-t".into(), plan.entry()]);
    }
    Start { command: plan.image.inside().cmd.iter().copied().map(Text::from).collect(), ..Start::default() }
}
