//! What asks the service from inside whether it is well, as a value.

use super::image::{entrypoint_itself, is_cut_down};
use super::plan::Plan;
use super::start::PYTHON;
use super::tree::Text;
use crate::model::Family;
use crate::model::questions::Runtime;

impl Plan {
    /// The words that ask the service whether it is well; none where nothing
    /// inside could, so that the program would have to check itself.
    pub fn check(&self) -> Option<Vec<Text>> {
        let url = format!("http://127.0.0.1:{}{}", self.port(), self.health());
        let words = |program: &'static str, flags: &[&'static str], ask: String| {
            let words = std::iter::once(program).chain(flags.iter().copied()).map(Text::from);
            Some(words.chain([ask.into()]).collect())
        };
        match self.runtime {
            // With a tool of the image, which only Alpine has.
            Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Java | Runtime::Dotnet | Runtime::StaticSite => {
                (self.family == Family::Alpine).then(|| words("wget", &["-q", "-O", "/dev/null"], url)).flatten()
            }
            Runtime::Node => {
                // Where the entrypoint is node itself, it is not on the PATH.
                let node = entrypoint_itself(self.image, "node").unwrap_or("node");
                words(node, &["-e"], format!("fetch('{url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"))
            }
            Runtime::Python => words(PYTHON, &["-c"], format!("import urllib.request as u; u.urlopen('{url}', timeout=2)")),
            Runtime::Ruby => {
                words("ruby", &["-rnet/http", "-e"], format!("exit Net::HTTP.get_response(URI('{url}')).is_a?(Net::HTTPSuccess)"))
            }
            Runtime::Php if is_cut_down(self.image) => None,
            // FPM does not speak HTTP: it is asked whether it listens.
            Runtime::Php => words("php", &["-r"], format!("exit(@fsockopen('127.0.0.1', {}) ? 0 : 1);", self.port())),
        }
    }
}
