//! The page on wasm; on the host a small tool that prints what a link leads to.

#[cfg(target_arch = "wasm32")]
fn main() {
    container_diet::ui::explorer::start();
}

/// `container-diet LINK` prints the Dockerfile; with `--verdict` before the
/// link the verdict in a sentence, with `--explain` everything that led to it as
/// JSON, with `--file NAME` a companion file such as nginx.conf or a file of the
/// runbook, with `--runbook` all of those. A link is an address of the page or
/// just its fragment. Dockerfiles are made for the day of the facts, or for a
/// later one: `--on 2027-05-01`.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use container_diet::{facts, link, model};
    use std::process::ExitCode;

    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let mut today = facts::as_of();
    if let Some(at) = words.iter().position(|word| word == "--on") {
        match words.get(at + 1).and_then(|word| facts::Date::parse(word)) {
            Some(day) => today = day,
            None => {
                eprintln!("--on wants a day, such as 2027-05-01");
                return ExitCode::from(2);
            }
        }
        words.drain(at..at + 2);
    }
    let (what, name, address) = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [address] if !address.starts_with("--") => ("--dockerfile", "", address),
        [what @ ("--dockerfile" | "--verdict" | "--explain" | "--runbook"), address] => (what, "", address),
        ["--file", name, address] => ("--file", name, address),
        _ => {
            eprintln!("usage: container-diet [--on DAY] [--dockerfile | --verdict | --explain | --runbook | --file NAME] LINK");
            return ExitCode::from(2);
        }
    };
    let (place, fragment) = address.split_once('#').unwrap_or(("", address));
    let (state, problems) = link::read(fragment);
    for problem in problems {
        eprintln!("{problem}");
    }
    match what {
        "--verdict" => println!("{}", model::explain::readout(&state.verdict())),
        "--file" => {
            let companions = state.companions(today, &state.dockerfile(today, place));
            let night = state.runbook(today);
            let all = companions.iter().map(|it| (it.name, &it.text)).chain(night.iter().map(|it| (it.name, &it.text)));
            let Some((_, text)) = all.clone().find(|(there, _)| *there == name) else {
                let names: Vec<_> = all.map(|(there, _)| there).collect();
                eprintln!("There is no {name} here; there are: {}.", names.join(", "));
                return ExitCode::FAILURE;
            };
            print!("{text}");
        }
        "--runbook" => state.runbook(today).iter().for_each(|file| print!("==> {} <==\n{}\n", file.name, file.text)),
        "--explain" => println!("{:#}", model::record::record(&state.answers, &state.weights)),
        _ => {
            let output = state.dockerfile(today, place);
            output.notes.iter().for_each(|note| eprintln!("{note}"));
            print!("{}", output.text());
        }
    }
    ExitCode::SUCCESS
}
