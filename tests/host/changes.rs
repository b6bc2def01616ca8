//! What was changed in the rules, and how an old link says so.

use container_diet::decision::{Earlier, State};
use container_diet::facts::{self, Date};
use container_diet::link::{self, RENAMED};
use container_diet::model::changes::{CHANGES, Change, Subject};
use container_diet::model::criteria::CRITERIA;
use container_diet::model::veto::VETOES;
use container_diet::model::{Families, Family, QUESTIONS, decide};

use crate::space::sample;
use crate::states::link_of;

/// Stands for the verdicts over many services. Where it is another one, a link
/// that was given out may say something else today: add a row to
/// `src/model/explanation/changes.rs`, then write here what the test found.
const VERDICTS: u64 = 1_164_785_952_285_514_703;

#[test]
fn a_changed_verdict_has_a_row() {
    // FNV-1a, which is the same on every machine.
    let found = sample(50_000)
        .flat_map(|answers| decide(&answers).named().to_vec().into_iter().chain([Family::Full]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, family| (hash ^ family as u64).wrapping_mul(0x100_0000_01b3));
    assert_eq!(found, VERDICTS, "a verdict has changed: is there a row for it in src/model/explanation/changes.rs?");
}

#[test]
fn changes_name_what_is_there_and_stand_in_order() {
    assert!(CHANGES.is_sorted_by_key(|change| change.date));
    for change in CHANGES {
        let is_there = match change.subject {
            Subject::Criterion(name) => CRITERIA.iter().any(|criterion| criterion.name == name),
            Subject::Veto(id) => VETOES.iter().any(|veto| veto.id == id),
            Subject::Question(name) => QUESTIONS.iter().any(|question| question.name == name),
            Subject::Image(id) => facts::image(id).is_some(),
        };
        assert!(is_there && change.what.ends_with('.') && change.families.count() > 0, "{change:?}");
    }
}

#[test]
fn other_names_lead_to_what_is_there() {
    for row in RENAMED {
        let question = QUESTIONS.iter().find(|question| question.key == row.key).expect("a question");
        assert!(question.find(row.used).is_some() && question.find(row.value).is_none(), "{row:?}");
        let link::Opened { state, problems, .. } =
            link::read(&link_of(&State::default()).replace(&format!("&{}=", row.key), &format!("&{}={}&x", row.key, row.value)));
        assert_eq!(state.answers.choice(question.id).token, row.used);
        assert!(problems[0].to_string().contains(&format!("“{}” is now called “{}”", row.value, row.used)), "{problems:?}");
    }
}

const LATER: &[Change] = &[
    Change {
        date: Date::new(2027, 3, 1),
        subject: Subject::Criterion("upkeep"),
        when: container_diet::model::condition::When::ALWAYS,
        families: Families::of(&[Family::Slim]),
        what: "Another score.",
    },
    Change {
        date: Date::new(2028, 3, 1),
        subject: Subject::Veto("development"),
        when: container_diet::model::condition::When::ALWAYS,
        families: Families::of(&[Family::Alpine]),
        what: "Concerns neither.",
    },
];

/// What is said of a link whose last parts are these.
#[track_caller]
fn check(carried: &str, expected: Option<(&str, &str, &str)>) {
    let text = link_of(&State::default());
    let (plain, _) = text.split_once("&at=").expect("a link carries the day of its facts");
    let fragment = format!("{plain}{carried}");
    let link::Opened { state, earlier, problems, .. } = link::read(&fragment);
    let said = earlier.and_then(|earlier| earlier.since_among(LATER, &state.verdict(), !problems.is_empty()));
    let said = said.map(|since| (since.then(), since.today(), since.because().join(" ")));
    assert_eq!(said, expected.map(|(then, today, why)| (then.into(), today.into(), why.into())), "{fragment}");
}

#[test]
fn a_link_says_what_its_verdict_was() {
    let now = State::default().verdict();
    let today = now.winner().label();
    assert_eq!((now.named(), today), (&[Family::Distroless][..], "Distroless"));
    let unexplained = "No recorded change explains this. The link was edited, or a page with other rules made it.";
    let misread = "The reason may be the parts of the link that could not be applied. They are listed here.";
    let changed = "Since 2027-03-01 in the criterion “upkeep”: Another score.";
    check("&at=2026-11-25&was=distroless", None);
    check("&at=2026-11-25", None);
    check("", None);
    check("&at=2026-11-25&was=", None);
    check("&at=2026-11-25&was=windows", None);
    check("&at=2026-11-25&was=slim", Some(("Slim, with the facts of 2026-11-25", today, changed)));
    check("&at=2027-03-02&was=slim", Some(("Slim, with the facts of 2027-03-02", today, unexplained)));
    check("&was=slim", Some(("Slim", today, changed)));
    check("&at=yesterday&was=alpine&x=1", Some(("Alpine", today, "Since 2028-03-01 in the rule “Development image”: Concerns neither.")));
    check("&at=2029-01-01&was=full&x=1", Some(("Full, with the facts of 2029-01-01", today, misread)));
    check(
        "&at=2029-01-01&was=slim.distroless",
        Some(("a close call between Slim and Distroless, with the facts of 2029-01-01", today, unexplained)),
    );
    check("&amp;at=2026-11-25%26was%3Dslim", Some(("Slim, with the facts of 2026-11-25", today, changed)));
}

#[test]
fn what_is_written_carries_todays_verdict() {
    for answers in sample(5_000) {
        let state = State { answers, ..State::default() };
        let text = link_of(&state);
        let earlier = link::read(&text).earlier.expect("a link carries its verdict");
        assert!(!earlier.has_moved(&state.verdict()) && earlier.since(&state.verdict(), false).is_none(), "{text}");
        assert_eq!(earlier, Earlier::of(&state.verdict(), facts::as_of()));
        assert!(text.contains(&format!("&at={}&was=", facts::as_of())), "{text}");
    }
}
