//! How two links differ, and which links a text holds.

use container_diet::decision::Decision;
use container_diet::decision::{PRESETS, State};
use container_diet::facts;
use container_diet::link;
use container_diet::model::flips::Look;
use container_diet::model::{QUESTIONS, QuestionId, Weights, decide_with};
use container_diet::share::embed::Frame;
use container_diet::share::versus::{Together, links, versus};
use container_diet::share::{Export, markdown};

use super::states;
use crate::space::sample;
use crate::states::{BASE_URL, decided, link_of};

#[test]
fn two_links_are_compared_answer_by_answer() {
    let mine = State::default();
    let other = |text: &str| versus(&decided(&mine), text, BASE_URL);
    let same = other(&link_of(&mine));
    assert!(same.answers.is_empty() && same.others.is_empty() && same.patch.is_empty() && same.looks.0 == same.looks.1);

    let shell = other(&link_of(&mine).replace("&sh=no", "&sh=required&alloc=yes"));
    let said: Vec<_> = shell.answers.iter().map(|one| (one.question, one.decides.is_some())).collect();
    assert!(said.contains(&(QuestionId::Shell, true)) && said.len() == 2, "{said:?}");
    assert_ne!(shell.looks.0.winner, shell.looks.1.winner);
    assert!(shell.patch.starts_with("--- a/Dockerfile\n+++ b/Dockerfile\n@@ "), "{}", shell.patch);
    assert_eq!(shell.theirs, link::read(&link_of(&shell.theirs)).state);

    let set = other(&format!("{}&w=size8&port=3000", link_of(&mine)));
    assert_eq!(set.others.len(), 2, "{:?}", set.others);
    assert!(!other("v=9&run=moon").problems.is_empty());
    for answers in sample(300) {
        let theirs = State { answers, ..State::default() };
        let found = other(&link_of(&theirs));
        assert_eq!(found.theirs, theirs);
        let differ = QUESTIONS.iter().filter(|question| mine.answers.index(question.id) != answers.index(question.id)).count();
        assert_eq!(found.answers.len(), differ);
    }
}

#[test]
fn answers_that_lead_elsewhere_only_together_are_named() {
    let mine = PRESETS.iter().find(|preset| preset.key == "go-api").expect("a preset").state();
    let change = "debug=none audit=none team=small threat=no data=no net=internal";
    let text = change.split(' ').fold(link_of(&mine), |text, part| {
        let (key, value) = part.split_once('=').expect("a part");
        let replaced = |old: &str| if old.starts_with(&format!("{key}=")) { format!("{key}={value}") } else { old.into() };
        text.split('&').map(replaced).collect::<Vec<_>>().join("&")
    });
    let found = versus(&decided(&mine), &text, BASE_URL);
    assert_eq!(found.answers.len(), 6, "{:?}", found.answers);
    assert_ne!(found.looks.0.named, found.looks.1.named);
    let together = found.together.clone().expect("no single answer leads there");
    assert!(together.questions.len() > 1 && !together.weights, "{together:?}");
    let said = found.together_text().expect("a sentence");
    assert!(said.starts_with(&format!("Together these lead to {}: “", found.looks.1.label())) && said.ends_with('.'), "{said}");

    // Weights alone, and weights with nothing that differs in answers.
    let heavy = State { weights: Weights::DEFAULT.with(2, Some(20)).with(0, Some(0)), ..mine.clone() };
    let found = versus(&decided(&mine), &link_of(&heavy), BASE_URL);
    assert_eq!(found.together, Some(Together { questions: vec![], weights: true }));
    assert_eq!(found.together_text(), Some(format!("Alone, their weights lead to {}.", found.looks.1.label())));
}

#[test]
fn what_leads_elsewhere_together_is_enough_and_no_more_than_needed() {
    let mine = State::default();
    let mut count = 0;
    for (at, answers) in sample(600).enumerate() {
        let weights = if at % 3 == 0 { Weights::DEFAULT.with(at % 7, Some((at % 21) as u8)) } else { Weights::DEFAULT };
        let theirs = State { answers, weights, ..State::default() };
        let found = versus(&decided(&mine), &link_of(&theirs), BASE_URL);
        let (now, then) = (found.looks.0.named, found.looks.1.named);
        let single = found.answers.iter().any(|one| one.decides.is_some_and(|look| look.named == then));
        assert_eq!(found.together.is_some(), now != then && !single);
        let Some(Together { questions, weights }) = found.together else { continue };
        count += 1;
        let leads = |questions: &[QuestionId], weights: bool| {
            let answers = questions.iter().fold(mine.answers, |all, id| all.with_index(*id, theirs.answers.index(*id)));
            Look::of(&decide_with(&answers, if weights { &theirs.weights } else { &mine.weights })).named == then
        };
        assert!(leads(&questions, weights));
        assert!(!weights || !leads(&questions, false));
        for left_out in &questions {
            let fewer: Vec<QuestionId> = questions.iter().copied().filter(|id| id != left_out).collect();
            assert!(!leads(&fewer, weights), "{left_out:?} is not needed in {questions:?}");
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn links_are_found_in_what_people_paste() {
    let found = |text: &'static str| links(text).collect::<Vec<_>>();
    assert_eq!(
        found("https://x.example/#v=1&run=go\nv=1&run=python  see <https://y.example/a/#v=1>, or none"),
        ["v=1&run=go", "v=1&run=python", "v=1"]
    );
    let whole = link_of(&State::default());
    let address = format!("https://x.example/diet/#{whole}");
    for after in [".", ";", ":", "!", "?", ",", "\"", "'", "*", "]", "`", ").", "**!", "\">Look</a>", "](x)"] {
        assert_eq!(links(&format!("See {address}{after} It says all.")).collect::<Vec<_>>(), [whole.as_str()], "{after}");
        assert_eq!(links(&format!("{whole}{after}")).collect::<Vec<_>>(), [whole.as_str()], "{after}");
    }
    assert_eq!(links(&format!("**`\"{whole}\"`**")).collect::<Vec<_>>(), [whole.as_str()]);
    for state in states().take(100) {
        let decision = Decision::new(state.clone(), facts::as_of());
        let export = Export::new(&decision, BASE_URL);
        let snippet = Frame::default().snippet(BASE_URL, &link_of(&state), "Slim for \"it\" (Go)");
        for text in [markdown::link(&export), format!("We took {}.", markdown::link(&export)), snippet] {
            let found: Vec<_> = links(&text).map(link::read).collect();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].state, state, "{text}");
        }
    }
    assert_eq!(found("<img src=x onerror=alert(1)> a=b https://x.example/?q=1"), Vec::<&str>::new());
    assert_eq!(found("nothing here on link for data= #questions"), Vec::<&str>::new());
}
