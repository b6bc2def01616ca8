//! The page on wasm; on the host a small tool that prints what a link leads to.

#[cfg(target_arch = "wasm32")]
fn main() {
    container_diet::ui::start();
}

/// `container-diet LINK` prints the Dockerfile; with `--verdict` before the
/// link the verdict in a sentence, with `--explain` everything that led to it as
/// JSON. A link is an address of the page or just its fragment.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use container_diet::{link, model};
    use std::process::ExitCode;

    let words: Vec<String> = std::env::args().skip(1).collect();
    let (what, address) = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [address] if !address.starts_with("--") => ("--dockerfile", address),
        [what @ ("--dockerfile" | "--verdict" | "--explain"), address] => (what, address),
        _ => {
            eprintln!("usage: container-diet [--dockerfile | --verdict | --explain] LINK");
            return ExitCode::from(2);
        }
    };
    let fragment = address.split_once('#').map_or(address, |(_, fragment)| fragment);
    let (state, problems) = link::read(fragment);
    for problem in problems {
        eprintln!("{problem}");
    }
    match what {
        "--verdict" => println!("{}", model::explain::readout(&state.verdict())),
        "--explain" => println!("{:#}", model::record::record(&state.answers, &state.weights)),
        _ => match state.dockerfile_text() {
            Some(text) => print!("{text}"),
            None => {
                eprintln!("There is no Dockerfile for this stack yet.");
                return ExitCode::FAILURE;
            }
        },
    }
    ExitCode::SUCCESS
}
