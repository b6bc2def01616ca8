//! Fuzzes the reader of links: whatever a fragment says, it opens to a state
//! that can be written, read back, judged and made into a Dockerfile.

#![no_main]

use container_diet::facts;
use container_diet::link::{self, LONGEST};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (state, problems) = link::read(&text);
    // What is said of a stranger's text is short, and turns no line around.
    for problem in &problems {
        let said = problem.to_string();
        assert!(said.len() < 700, "{said:?}");
        assert!(!said.chars().any(|letter| letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter)), "{said:?}");
    }
    let since = link::since(&text, &state, &problems);
    assert!(since.is_none_or(|since| !since.because().is_empty()));

    let written = link::write(&state);
    assert!(written.len() < 2_000 && written.len() < LONGEST, "{written}");
    assert!(written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=&_./:,+-@~".contains(&byte)), "{written}");
    let (again, _) = link::read(&written);
    assert_eq!(again, state, "{written}");
    assert_eq!(link::write(&again), written);

    // Nothing of the link becomes a line of its own in the file.
    let file = state.dockerfile_without_header(facts::as_of()).text();
    assert!(file.contains("\nFROM ") || file.starts_with("FROM ") || file.starts_with('#'), "{file}");
    assert!(!file.contains(['\r', '\0']), "{file:?}");
});
