//! The page on wasm; on the host a small tool that prints what a link leads to.

#[cfg(target_arch = "wasm32")]
fn main() {
    container_diet::ui::start();
}

/// `container-diet LINK` prints the Dockerfile; `container-diet --verdict LINK`
/// prints the readout. A link is an address of the page or just its fragment.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use container_diet::{link, model};
    use std::process::ExitCode;

    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let verdict_only = words.first().is_some_and(|word| word == "--verdict");
    if verdict_only {
        words.remove(0);
    }
    let [address] = words.as_slice() else {
        eprintln!("usage: container-diet [--verdict] LINK");
        return ExitCode::from(2);
    };
    let fragment = address.split_once('#').map_or(address.as_str(), |(_, fragment)| fragment);
    let (state, problems) = link::read(fragment);
    for problem in problems {
        eprintln!("{problem}");
    }
    if verdict_only {
        println!("{}", model::explain::readout(&state.verdict()));
        return ExitCode::SUCCESS;
    }
    match state.dockerfile_text() {
        Some(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("There is no Dockerfile for this stack yet.");
            ExitCode::FAILURE
        }
    }
}
