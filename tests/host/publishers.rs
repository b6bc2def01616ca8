//! Which publishers may be used: a set, in links, in the verdict and in the image.

use container_diet::decision::State;
use container_diet::facts::listed;
use container_diet::link::{self, Problem};
use container_diet::model::flavour::flavour;
use container_diet::model::flips::{flips, lift};
use container_diet::model::questions::{ExactVersion, Runtime, VendorImages};
use container_diet::model::{Allowed, Answers, Family, QuestionId, decide};

use crate::states::link_of;

/// Which publishers a link allows, by their ids.
fn check_allowed(fragment: &str, expected: &[&str], said: &[&str]) {
    let link::Opened { state, problems, .. } = link::read(fragment);
    let ids: Vec<&str> = state.answers.allowed().iter().map(|publisher| publisher.id).collect();
    assert_eq!(ids, expected, "{fragment}");
    let texts: Vec<String> = problems.iter().filter(|problem| !matches!(problem, Problem::Missing(_))).map(ToString::to_string).collect();
    assert_eq!(texts.len(), said.len(), "{fragment}: {texts:?}");
    assert!(texts.iter().zip(said).all(|(text, part)| text.contains(part)), "{fragment}: {texts:?}");
}

/// A yes without names means for ever what it meant when links could name nobody.
#[test]
fn a_link_names_the_publishers_that_may_be_used() {
    for (fragment, expected, said) in [
        ("v=1&run=ruby&vendor=no", &[][..], &[][..]),
        ("v=1&run=ruby&vendor=yes", &["docker-hardened"], &[]),
        ("v=1&vendor=yes&run=go", &["docker-hardened"], &[]),
        ("v=1&run=java&ver=yes&vendor=yes&from=red-hat", &["red-hat"], &[]),
        ("v=1&from=chainguard.red-hat&vendor=yes&run=java", &["red-hat", "chainguard"], &[]),
        // Only beside a yes.
        ("v=1&run=java&vendor=no&from=red-hat", &[], &[]),
        ("v=1&run=java&from=red-hat", &[], &[]),
        // Nobody who is asked for.
        ("v=1&run=java&vendor=yes&from=google.red-hat", &["red-hat"], &["google"]),
        ("v=1&run=java&vendor=yes&from=", &["docker-hardened"], &["from"]),
        ("v=1&run=java&vendor=yes&from=%22%3E.red-hat", &["red-hat"], &["\">"]),
    ] {
        check_allowed(fragment, expected, said);
    }
    let state = link::read("v=1&run=ruby&vendor=yes").state;
    assert!(!link_of(&state).contains("from="), "a link of old is written as it was");
}

/// A set of publishers by their ids.
fn set(ids: &[&str]) -> Allowed {
    listed().filter(|publisher| ids.contains(&publisher.id)).fold(Allowed::NOBODY, |all, publisher| all.with(publisher, true))
}

/// A service that needs what Google lacks, where these may be used.
fn service(runtime: Runtime, ids: &[&str]) -> Answers {
    Answers::default().with(runtime).with(ExactVersion::Yes).allowing(set(ids))
}

/// The preferred one of those that may be used and have something is taken; else distroless is out.
#[test]
fn the_image_is_of_a_publisher_that_may_be_used() {
    for (runtime, ids, expected) in [
        (Runtime::Java, &["docker-hardened"][..], Some("hardened-java")),
        (Runtime::Java, &["red-hat"], Some("red-hat-java")),
        (Runtime::Java, &["docker-hardened", "red-hat"], Some("hardened-java")),
        (Runtime::Java, &["chainguard", "red-hat", "microsoft", "canonical"], Some("red-hat-java")),
        (Runtime::Java, &["chainguard", "microsoft", "canonical"], None),
        (Runtime::StaticSite, &["red-hat"], Some("red-hat-nginx")),
        (Runtime::Ruby, &["red-hat"], None),
        (Runtime::Ruby, &["docker-hardened"], Some("hardened-ruby")),
        (Runtime::Node, &["red-hat"], None),
        (Runtime::Python, &[], None),
        // Who makes a runtime needs nobody's leave.
        (Runtime::Dotnet, &[], Some("dotnet-chiseled")),
        (Runtime::Go, &[], Some("distroless-static")),
    ] {
        let answers = service(runtime, ids);
        let verdict = decide(&answers);
        let image = (!verdict.is_vetoed(Family::Distroless)).then(|| flavour(&verdict.service, Family::Distroless).image);
        assert_eq!(image, expected, "{runtime:?} from {ids:?}");
        // Only who is taken matters.
        let counted = answers.counted(QuestionId::VendorImages) == 1;
        assert_eq!(counted, verdict.service.is(VendorImages::Yes) || counted && !verdict.service.asks(QuestionId::VendorImages));
    }
    let both = service(Runtime::Java, &["docker-hardened", "red-hat"]);
    assert_eq!(both.service(), service(Runtime::Java, &["docker-hardened"]).service());
    assert_ne!(both.service(), service(Runtime::Java, &["red-hat"]).service());
}

/// Where those that may be used have nothing, a flip and a lift add somebody who has.
#[test]
fn what_would_help_is_somebody_who_has_an_image() {
    let answers = service(Runtime::Ruby, &["chainguard", "red-hat"]);
    let helped = answers.turned(QuestionId::VendorImages, 1);
    assert_eq!(helped.allowed(), set(&["docker-hardened", "red-hat", "chainguard"]));
    let verdict = decide(&answers);
    let lift = lift(&answers, &verdict, Family::Distroless).expect("somebody has one");
    assert_eq!(lift.changes, vec![(QuestionId::VendorImages, 1)]);
    let nobody = answers.allowing(Allowed::NOBODY);
    assert_eq!(flips(&answers, &verdict.set), flips(&nobody, &verdict.set), "as good as nobody");
}

/// What is chosen stays until somebody takes it back.
#[test]
fn a_set_survives_other_answers() {
    let mut state = State::default();
    let red_hat = listed().find(|publisher| publisher.id == "red-hat").expect("it is listed");
    state.answer(QuestionId::Runtime, Runtime::Java as u8);
    state.allow(red_hat, true);
    state.answer(QuestionId::VendorImages, VendorImages::Yes as u8);
    state.answer(QuestionId::Runtime, Runtime::Ruby as u8);
    assert_eq!(state.answers.allowed(), set(&["red-hat"]));
    state.allow(red_hat, false);
    assert!(state.answers.is(VendorImages::No), "nobody is a no");
    state.answer(QuestionId::VendorImages, VendorImages::Yes as u8);
    assert_eq!(state.answers.allowed(), set(&["docker-hardened"]), "a plain yes is the preferred one");
}
