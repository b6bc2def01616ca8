//! Fuzzes the generator: whatever is answered and set, on whatever family is
//! left, the file obeys every invariant that the walk of all orders checks, and
//! what goes with it can be made too.

#![no_main]

#[path = "../../../tests/host/dockerfiles/invariants.rs"]
mod invariants;

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::settings::Takes;
use container_diet::dockerfile::{Order, Plan, SETTINGS, Setting, Settings};
use container_diet::facts;
use container_diet::model::{Answers, QUESTIONS, decide};
use container_diet::runbook::{Version, files, impact};
use libfuzzer_sys::fuzz_target;

use invariants::{Made, check};

/// What texts are put together from: what is usual, what is special to a stack,
/// and words that stand in a Dockerfile already.
const PIECES: &[&str] = &[
    "a",
    "b",
    "0",
    "7",
    "-",
    "_",
    ".",
    "..",
    "/",
    "./",
    ":",
    ",",
    "~",
    "+",
    " ",
    "app",
    "main",
    "server",
    "shop",
    "src",
    "cmd",
    "dist",
    "target",
    "public",
    "config",
    "jar",
    ".py",
    ".js",
    ".ru",
    ".csproj",
    ".jar",
    "libpq",
    "libpq5",
    "tzdata",
    "fontconfig",
    "1024",
    "3000",
    "8080",
    "9000",
    "65535",
    "1",
    "3.13",
    "22",
    "24",
    "8.4",
    "10.0",
    "1.26",
    "curl",
    "wget",
    "debug",
    "build",
    "nonroot",
    "FROM",
    "RUN",
    "AS",
    "ARG",
    "COPY",
    "TARGETARCH",
    "BUILDPLATFORM",
    "healthz",
    "latest",
];

/// Most pieces of a text.
const MOST: u8 = 8;

/// Bytes as choices; when they run out, the first of each.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn below(&mut self, count: usize) -> usize {
        usize::from(self.next()) % count.max(1)
    }

    fn text(&mut self) -> String {
        (0..self.next() % MOST).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    /// Sets it, or not; a choice also where the service has no such one.
    fn set(&mut self, settings: &mut Settings, setting: &Setting) {
        let text = match setting.takes {
            Takes::Choice(options) => match self.below(options.len() + 1) {
                0 => return,
                at => options[at - 1].token.to_string(),
            },
            Takes::Text(_) => self.text(),
        };
        // What it does not take leaves it as it was, and says why.
        if let Err(problem) = settings.set(setting.id, &text) {
            assert!(problem.ends_with('.'), "{problem}");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Bytes(bytes);
    let answers = QUESTIONS
        .iter()
        .fold(Answers::default(), |answers, question| answers.with_index(question.id, bytes.below(question.options.len()) as u8));
    let verdict = decide(&answers);
    let family = verdict.ranking()[bytes.below(verdict.ranking().len())];
    let mut settings = Settings::default();
    SETTINGS.iter().for_each(|setting| bytes.set(&mut settings, setting));
    let version = Version::ALL[bytes.below(Version::ALL.len())];

    let today = facts::as_of();
    let made = Made::new(answers, &verdict, family, settings, today);
    check(&made, &made.output.text());
    let order = Order { service: &made.service, family, settings: &made.settings, today };
    let plan = Plan::new(order);
    assert!(companions(&plan, &made.output).iter().all(|companion| companion.text.ends_with('\n')));
    assert_eq!(files(&plan, version).is_empty(), plan.is_development());
    assert_eq!(impact(&plan, version).is_empty(), plan.is_development());
});
