//! The decision rule to read, without the explorer: host only.
//!
//! `make golden` writes it to `public/rule.html`; its [`summary`] is in the page
//! itself, for browsers without JavaScript.

use super::condition::When;
use super::costs::costs;
use super::criterion::{CRITERIA, Criterion};
use super::family::{Families, Family};
use super::flavour::flavour;
use super::verdict::CLOSE_CALL;
use super::veto::VETOES;
use super::{Answers, QuestionId, decide};
use crate::facts::Figure;
use crate::facts::page::{document, escaped};

/// What a family is, in a sentence.
fn sense(family: Family) -> &'static str {
    match family {
        Family::Full => "Compilers, git and a shell: for development, and for building.",
        Family::Slim => "The same distribution, glibc and a shell, without the rest: runs nearly everything.",
        Family::Alpine => "musl, busybox and apk: small, with a shell, where musl does.",
        Family::Distroless => "Only what the runtime needs, no shell: where debugging it is rehearsed.",
        Family::Scratch => "Nothing at all: for static binaries that bring everything.",
    }
}

/// The rule as one table: each family, what takes it out, and its usual image.
pub fn summary() -> String {
    let rows: String = Family::ALL
        .map(|family| {
            let out: Vec<String> = VETOES.iter().filter(|veto| veto.excludes.has(family)).map(|veto| any(veto.when)).collect();
            let out = if out.is_empty() { "never".to_string() } else { out.join("; ") };
            format!("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>", family.label(), sense(family), escaped(&out))
        })
        .concat();
    format!(
        "<table><caption>The rule: what is left is weighed; <a href=\"rule.html\">all of it, with the facts</a></caption>\
         <thead><tr><th scope=\"col\">Base</th><th scope=\"col\">Fits</th><th scope=\"col\">Out when</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

/// The whole rule as a page.
pub fn page() -> String {
    let weights: String = CRITERIA.map(moves).concat();
    let scores: String = QuestionId::Runtime.get().options.iter().enumerate().map(|(at, option)| scores(at as u8, option.label)).collect();
    document(
        "The decision rule",
        &format!(
            "      <p>What the <a href=\"./\">explorer</a> works out, as tables made from the same rules. \
             <a href=\"model.json\">All of it as data</a>, <a href=\"evidence.html\">what it stands on</a>, \
             <a href=\"catalogue.html\">every image</a>.</p>\n\
             <h2>1. Which bases can run the service</h2>\n{}\n\
             <h2>2. What counts how much</h2>\n      <p>A weight is its base plus whatever the answers add, and at least 0.</p>\n\
             <div class=\"scroll\"><table><caption>Weights</caption><thead><tr><th scope=\"col\">Criterion</th><th scope=\"col\">Base</th>\
             <th scope=\"col\">Moved by</th></tr></thead><tbody>\n{weights}</tbody></table></div>\n\
             <h2>3. How each base scores</h2>\n      <p>Scores of 100 with every other answer at its default. The sum of weight × score decides; \
             under {CLOSE_CALL} points of 100 it is a close call.</p>\n{scores}",
            vetoes(),
        ),
    )
}

fn vetoes() -> String {
    let rows: String = VETOES
        .iter()
        .map(|veto| {
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{} {}</td></tr>\n",
                escaped(&any(veto.when)),
                named(veto.excludes),
                escaped(veto.reason),
                escaped(veto.lifted_by),
            )
        })
        .collect();
    format!(
        "<div class=\"scroll\"><table><caption>Vetoes</caption><thead><tr><th scope=\"col\">When</th><th scope=\"col\">Out</th>\
         <th scope=\"col\">Why, and what would lift it</th></tr></thead><tbody>\n{rows}</tbody></table></div>"
    )
}

fn moves(criterion: &Criterion) -> String {
    let moves: Vec<String> = criterion.moves.iter().map(|row| format!("{:+} {}", row.by, escaped(&words(row.when)))).collect();
    let moves = if moves.is_empty() { "nothing".into() } else { moves.join("<br>") };
    format!("<tr><th scope=\"row\">{}</th><td>{}</td><td>{moves}</td></tr>\n", criterion.label, criterion.base_weight)
}

/// Scores and facts of the bases of one runtime.
fn scores(index: u8, label: &str) -> String {
    let verdict = decide(&Answers::default().with_index(QuestionId::Runtime, index));
    let heads: String = CRITERIA.map(|criterion| format!("<th scope=\"col\">{}</th>", criterion.label)).concat();
    let rows: String = Family::ALL
        .map(|family| {
            let image = flavour(&verdict.service, family).image();
            let scores: String = verdict.scores(family).iter().map(|score| format!("<td>{score}</td>")).collect();
            let known = |figure: Option<Figure>| figure.map_or("not known".into(), |figure| figure.to_string());
            let out = if verdict.is_vetoed(family) { " (out)" } else { "" };
            format!(
                "<tr><th scope=\"row\">{}{out}</th>{scores}<td><a href=\"catalogue.html#{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                family.label(),
                image.id,
                escaped(image.reference),
                known(image.compressed),
                known(image.packages),
                escaped(costs(&verdict, family).night.short),
            )
        })
        .concat();
    format!(
        "<div class=\"scroll\"><table><caption>{}</caption><thead><tr><th scope=\"col\">Base</th>{heads}<th scope=\"col\">Image</th>\
         <th scope=\"col\">To pull</th><th scope=\"col\">Packages</th><th scope=\"col\">A shell at 2 AM</th></tr></thead><tbody>\n{rows}</tbody></table></div>\n",
        escaped(label)
    )
}

fn named(families: Families) -> String {
    Family::ALL.into_iter().filter(|family| families.has(*family)).map(Family::label).collect::<Vec<_>>().join(", ")
}

/// Any of these, in the words of the questions.
fn any(conditions: &[When]) -> String {
    conditions.iter().map(|condition| words(*condition)).collect::<Vec<_>>().join(", or ")
}

fn words(condition: When) -> String {
    let tests = condition.0.iter().map(|test| {
        let question = test.question.get();
        let options = question.options.iter().enumerate().filter(|(at, _)| test.accepted >> at & 1 == 1);
        let accepted: Vec<&str> = options.map(|(_, option)| option.label).collect();
        format!("{} {}", question.ask, accepted.join(" or "))
    });
    let all: Vec<String> = tests.collect();
    if all.is_empty() { "always".into() } else { all.join(" and ") }
}
