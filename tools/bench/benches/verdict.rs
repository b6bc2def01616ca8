//! How fast the model judges, on one core of the host. Run by `make bench`.

use std::hint::black_box;

use container_diet::model::explain::{differences, parts, readout};
use container_diet::model::flavour::Images;
use container_diet::model::flips::flips;
use container_diet::model::{Answers, QUESTIONS, Weights, decide};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Answers spread over the whole space by a fixed rule.
fn spread(count: usize) -> Vec<Answers> {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as u8
    };
    (0..count)
        .map(|_| {
            QUESTIONS.iter().fold(Answers::default(), |answers, question| answers.with_index(question.id, next(question.options.len())))
        })
        .collect()
}

fn verdicts(bench: &mut Criterion) {
    let answers = spread(4096);
    let mut group = bench.benchmark_group("model");
    group.throughput(Throughput::Elements(answers.len() as u64));
    group.bench_function("verdict", |bench| {
        bench.iter(|| answers.iter().map(|answers| decide(black_box(answers)).winner() as usize).sum::<usize>());
    });
    let few = &answers[..64];
    group.throughput(Throughput::Elements(few.len() as u64));
    group.bench_function("verdict, explanation and flips", |bench| {
        bench.iter(|| few.iter().map(|answers| explained(black_box(answers))).sum::<usize>());
    });
    group.finish();
}

fn explained(answers: &Answers) -> usize {
    let verdict = decide(answers);
    let points: u32 = parts(&verdict, verdict.winner()).iter().map(|part| part.total).sum();
    let apart = verdict.runner_up().map_or(0, |rival| differences(&verdict, verdict.winner(), rival).len());
    points as usize + apart + readout(&verdict, &Images::of(&verdict.service)).len() + flips(answers, &Weights::DEFAULT).len()
}

criterion_group!(benches, verdicts);
criterion_main!(benches);
