//! The program and what is loaded after its first view: a line for each part.
//!
//! The tools of the build cut what only a part needs out of the program, and
//! calling it fetches that: see docs/parts.md. Without the feature
//! `split` it is all one program, and calling a part starts it.

use leptos::task::spawn_local;

use super::explorer::{self, Explorer};
use super::{browser, details, dockerfile, project};

macro_rules! part {
    ($name:ident, $start:path) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        fn $name(explorer: Explorer) -> Result<(), wasm_split_helpers::SplitLoaderError> {
            $start(explorer);
            Ok(())
        }

        #[cfg(not(feature = "split"))]
        async fn $name(explorer: Explorer) -> Result<(), std::convert::Infallible> {
            $start(explorer);
            Ok(())
        }
    };
}

/// What is left to do of a part that goes on in slices.
type Slices = futures::future::LocalBoxFuture<'static, ()>;

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(rest_part, fallible)]
fn rest_part(explorer: Explorer) -> Result<Slices, wasm_split_helpers::SplitLoaderError> {
    Ok(Box::pin(explorer::rest::start(explorer)))
}

#[cfg(not(feature = "split"))]
async fn rest_part(explorer: Explorer) -> Result<Slices, std::convert::Infallible> {
    Ok(Box::pin(explorer::rest::start(explorer)))
}

part!(dockerfile_part, dockerfile::start);
part!(details_part, details::start);
part!(project_part, project::start);

/// Starts the page with its first view, and a part whenever boot.js asks for
/// one, which knows when a visitor turns to it. Called once, from `main`.
pub fn start() {
    let explorer = explorer::start();
    browser::on_asked(move |part, answer| {
        spawn_local(async move {
            // After a failure it may be asked for again.
            answer(match part.as_str() {
                "rest" => match rest_part(explorer).await {
                    Ok(slices) => {
                        slices.await;
                        true
                    }
                    Err(_) => false,
                },
                "dockerfile" => dockerfile_part(explorer).await.is_ok(),
                "project" => project_part(explorer).await.is_ok(),
                _ => details_part(explorer).await.is_ok(),
            });
        });
    });
}
