//! Reads the registries that the catalogue names, and puts what they say of
//! each image's size into `src/facts`. Everything is read before anything is
//! written, so that a run that fails leaves the files as they were.

mod arguments;
mod catalogue;
mod contents;
mod credentials;
mod layers;
mod refresh;
mod registry;
mod trouble;

use std::process::ExitCode;

use crate::refresh::Outcome;

fn main() -> ExitCode {
    let arguments = match arguments::read() {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            print!("{}", arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("refresh-facts: {problem} (--help lists all options)");
            return ExitCode::from(2);
        }
    };
    // No other provider is compiled in, so this is the only one to install.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(problem) => {
            eprintln!("refresh-facts: cannot start: {problem}");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(refresh::run(&arguments)) {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Differs => ExitCode::from(1),
        Outcome::Failed => ExitCode::from(2),
        Outcome::ContentsChanged => ExitCode::from(3),
    }
}
