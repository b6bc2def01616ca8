//! Fuzzes the reader of Dockerfiles and the review: whatever a file says, lines
//! are lines of it, and what is said of it and of the way over can be shown.

#![no_main]

use container_diet::decision::Decision;
use container_diet::facts;
use container_diet::inspect::containerfile::File;
use container_diet::inspect::over;
use container_diet::inspect::review::{Surroundings, review};
use container_diet::link;
use container_diet::publish::sarif::sarif;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static DECISION: Decision = Decision::new(link::read("run=node&vars=A=b").state, facts::as_of());
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let file = File::read(&text);
    let mut last = 0;
    for stage in &file.stages {
        assert!(stage.line > last && stage.line <= lines, "{text:?}");
        last = stage.line;
        assert!(stage.base.is_none_or(|base| base < file.stages.len()), "{text:?}");
        for instruction in &stage.instructions {
            assert!(instruction.line > last && instruction.line <= lines, "{text:?}");
            last = instruction.line;
        }
    }
    let around = Surroundings { has_ignore: Some(false), ..Surroundings::default() };
    let said = review("Dockerfile", &text, &around, facts::as_of());
    for finding in &said.findings {
        assert!(finding.line > 0 && finding.line <= lines, "{}: {text:?}", finding.rule.name);
    }
    let _ = sarif(&[said]);
    // The way over has lines of theirs, and keeps every stage.
    let over = DECISION.with(|decision| over("Dockerfile", &text, decision));
    assert!(over.lost.iter().all(|lost| lost.line > 0 && lost.line <= lines), "{:?}: {text:?}", over.lost);
    assert!(over.stages.len() >= file.stages.len() || file.stages.is_empty(), "{text:?}");
});
