//! What asks the service from inside whether it is well, as a value.

use super::image::{entrypoint_itself, is_cut_down};
use super::plan::Plan;
use super::settings::Does;
use super::start::{PYTHON, javascript_of};
use super::tree::Text;
use crate::model::Family;
use crate::model::questions::Runtime;

impl Plan {
    /// The words that ask the service whether it is well; none where nothing
    /// inside could, so that the program would have to check itself.
    pub fn check(&self) -> Option<Vec<Text>> {
        match self.does() {
            Does::Http => self.asks_path(),
            // Neither speaks HTTP: they are asked whether they listen.
            Does::Fastcgi | Does::Tcp => self.connects(),
            Does::Grpc | Does::Udp | Does::Worker | Does::Job | Does::Schedule => None,
        }
    }

    /// Asks the health path.
    fn asks_path(&self) -> Option<Vec<Text>> {
        let url = format!("http://127.0.0.1:{}{}", self.port(), self.health());
        match self.runtime {
            // With a tool of the image, which only Alpine has.
            Runtime::Bun | Runtime::Deno if self.is_standalone() => self.by_alpine("wget", &["-q", "-O", "/dev/null"], url),
            Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Java | Runtime::JavaNative | Runtime::Dotnet | Runtime::StaticSite => {
                self.by_alpine("wget", &["-q", "-O", "/dev/null"], url)
            }
            Runtime::Node | Runtime::Bun | Runtime::Deno => {
                let ask = format!("fetch('{url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))");
                Some(words(self.javascript(), &[evaluates(self.runtime)], ask))
            }
            Runtime::Python => Some(words(PYTHON, &["-c"], format!("import urllib.request as u; u.urlopen('{url}', timeout=2)"))),
            Runtime::Ruby => {
                let ask = format!("exit Net::HTTP.get_response(URI('{url}')).is_a?(Net::HTTPSuccess)");
                Some(words("ruby", &["-rnet/http", "-e"], ask))
            }
            Runtime::Php => Some(words("php", &["-r"], format!("exit(@file_get_contents('{url}') === false ? 1 : 0);"))),
        }
    }

    /// Opens a connection to the port, and closes it.
    fn connects(&self) -> Option<Vec<Text>> {
        let port = self.port();
        match self.runtime {
            Runtime::Bun | Runtime::Deno if self.is_standalone() => self.by_alpine("nc", &["-z", "127.0.0.1"], port.to_string()),
            Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Java | Runtime::JavaNative | Runtime::Dotnet | Runtime::StaticSite => {
                self.by_alpine("nc", &["-z", "127.0.0.1"], port.to_string())
            }
            Runtime::Node | Runtime::Bun => {
                let ask = format!(
                    "require('net').connect({port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"
                );
                Some(words(self.javascript(), &["-e"], ask))
            }
            Runtime::Deno => {
                let ask = format!("Deno.connect({{ port: {port} }}).then(() => Deno.exit(0), () => Deno.exit(1))");
                Some(words(self.javascript(), &["eval"], ask))
            }
            Runtime::Python => Some(words(PYTHON, &["-c"], format!("import socket; socket.create_connection(('127.0.0.1', {port}), 2)"))),
            Runtime::Ruby => Some(words("ruby", &["-rsocket", "-e"], format!("TCPSocket.new('127.0.0.1', {port})"))),
            Runtime::Php if is_cut_down(self.image) => None,
            Runtime::Php => Some(words("php", &["-r"], format!("exit(@fsockopen('127.0.0.1', {port}) ? 0 : 1);"))),
        }
    }

    /// By a tool of Alpine; not at all where the image has none.
    fn by_alpine(&self, tool: &'static str, flags: &[&'static str], ask: String) -> Option<Vec<Text>> {
        (self.family == Family::Alpine).then(|| words(tool, flags, ask))
    }

    /// What evaluates JavaScript there. Where it is the entrypoint, it is not always on the PATH.
    fn javascript(&self) -> &'static str {
        let program = javascript_of(self.runtime);
        entrypoint_itself(self.image, program).unwrap_or(program)
    }
}

/// What tells a runtime of JavaScript to run the words that follow.
fn evaluates(runtime: Runtime) -> &'static str {
    if runtime == Runtime::Deno { "eval" } else { "-e" }
}

fn words(program: &'static str, flags: &[&'static str], ask: String) -> Vec<Text> {
    let words = std::iter::once(program).chain(flags.iter().copied()).map(Text::from);
    words.chain([ask.into()]).collect()
}
