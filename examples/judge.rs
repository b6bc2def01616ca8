//! The model alone as WebAssembly, for `make bench` to time in a browser.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This example is for the browser: `make bench` builds and runs it.");
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod page {
    use container_diet::model::explain::{differences, parts, readout};
    use container_diet::model::flavour::Images;
    use container_diet::model::flips::{flips, lift};
    use container_diet::model::questions::Environment;
    use container_diet::model::{Answers, QUESTIONS, Weights, decide};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Judges that many services and returns something that depends on each,
    /// so that nothing can be left out.
    #[wasm_bindgen]
    pub fn judge(rounds: u32) -> usize {
        let mut answers = Answers::default();
        let mut sum = 0;
        for round in 0..rounds {
            let question = &QUESTIONS[round as usize % QUESTIONS.len()];
            answers = answers.with_index(question.id, ((round >> 3) as usize % question.options.len()) as u8).with(Environment::Production);
            let verdict = decide(&answers);
            let points: u32 = parts(&verdict, verdict.winner()).iter().map(|part| part.total).sum();
            let apart = verdict.runner_up().map_or(0, |rival| differences(&verdict, verdict.winner(), rival).len());
            let lifts = verdict.excluded().iter().filter_map(|family| lift(&answers, &verdict, *family)).count();
            sum += points as usize
                + apart
                + lifts
                + readout(&verdict, &Images::of(&verdict.service)).len()
                + flips(&answers, &Weights::OWN).len();
        }
        sum
    }
}
