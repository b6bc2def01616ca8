//! What each base changes in what people do with a container.

use std::collections::BTreeMap;

use container_diet::dockerfile::settings::Does;
use container_diet::facts::EVIDENCE;
use container_diet::model::questions::{Environment, Platform, Runtime};
use container_diet::model::{Answers, Family};
use container_diet::runbook::{Effect, Version, impact};

use super::every::every_plan;

#[test]
fn every_verb_is_said_of_every_base() {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let plans = every_plan(&mut |answers, plan| {
        let all = impact(plan, Version::default());
        if answers.is(Environment::Development) {
            return assert!(all.is_empty());
        }
        let verbs: Vec<&str> = all.iter().map(|impact| impact.verb).collect();
        let always: &[&str] = match () {
            () if answers.is(Platform::Kubernetes) => &[
                "Exec a shell",
                "Copy files out",
                "Exec probes",
                "preStop exec",
                "Entrypoint scripts",
                "curl health checks",
                "File sync (Skaffold, Tilt, DevSpace)",
                "port-forward",
                "Logs",
            ],
            () => &["Exec a shell", "Copy files out", "Entrypoint scripts", "Logs"],
        };
        // Nobody asks a worker for its port, and nobody waits for a job to be left alone.
        let is_done = |verb: &str| match verb {
            "Exec probes" => plan.listens(),
            "port-forward" => plan.listens() && plan.does() != Does::Udp,
            "curl health checks" => matches!(plan.does(), Does::Http | Does::Fastcgi),
            "preStop exec" => !plan.ends(),
            _ => true,
        };
        for verb in always {
            assert_eq!(verbs.contains(verb), is_done(verb), "{answers:?} {:?}: {verb} of {verbs:?}", plan.family);
        }
        assert_eq!(verbs.contains(&"npm start"), answers.is(Runtime::Node), "{answers:?}");
        let shell = matches!(plan.family, Family::Full | Family::Slim | Family::Alpine);
        for impact in all {
            assert!(impact.why.ends_with('.') && !impact.evidence.is_empty(), "{}", impact.verb);
            assert!(impact.evidence.iter().all(|key| EVIDENCE.iter().any(|row| row.key == *key)), "{}: {:?}", impact.verb, impact.evidence);
            if impact.verb == "Exec a shell" {
                assert_eq!(impact.effect == Effect::Breaks, !shell, "{answers:?} {:?}", plan.family);
            }
            if let Some(paste) = &impact.replacement {
                assert!(["sh", "yaml", "dockerfile"].contains(&paste.language) && !paste.text.contains('%'), "{}", paste.text);
            }
            *shown.entry(impact.verb).or_default() += 1;
        }
    });
    println!("{plans} plans; {shown:?}");
    assert_eq!(shown.len(), 11);
}

/// A base without a shell breaks what needs one, and what breaks on Kubernetes
/// is given something to paste unless there is nothing to run at all.
#[test]
fn what_breaks_is_replaced_with_the_services_own_port_and_path() {
    let mut broken = 0;
    every_plan(&mut |answers: &Answers, plan| {
        for impact in impact(plan, Version::default()).into_iter().filter(|impact| impact.effect == Effect::Breaks) {
            broken += 1;
            if answers.is(Platform::Kubernetes) && !answers.is(Runtime::Php) {
                let has_a_probe = impact.verb != "Exec probes" || plan.does() != Does::Udp;
                assert_eq!(impact.replacement.is_some(), has_a_probe, "{} on {:?}", impact.verb, plan.family);
            }
            let Some(paste) = impact.replacement else { continue };
            if paste.text.contains("httpGet") {
                assert!(paste.text.contains(&format!("path: {}\n    port: {}\n", plan.health(), plan.port())), "{}", paste.text);
            }
        }
    });
    assert!(broken > 100);
}
