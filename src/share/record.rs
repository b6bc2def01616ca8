//! The decision as a record for the repository, in the shape of MADR 4.

use super::Export;
use super::map;
use super::markdown::{against, escaped, fence};
use crate::decision::{Decision, Origin};
use crate::facts::{self, Image, Support};
use crate::model::article::{article, disagreement};
use crate::model::explain::{Difference, advantages, parts, readout};
use crate::model::flips::{flips, lift};
use crate::model::label::{ROWS, label};
use crate::model::questions::Environment;
use crate::model::verdict::Points;
use crate::model::{Family, QUESTIONS, Question};

/// Up to how many points of 100 behind the best in a criterion a base is as good as it.
const CLOSE_BEHIND: u32 = 10;
/// From how many points of 100 behind the best in a criterion a base is far behind there.
const FAR_BEHIND: u32 = 40;

/// The name to save it under, as such records are named.
pub fn name(export: &Export<'_>) -> String {
    let runtime = export.decision.verdict.service.answers().choice(crate::model::QuestionId::Runtime).token.replace('_', "-");
    format!("use-{}-as-base-image-for-{runtime}.md", export.decision.base.token())
}

/// The decision record in Markdown, in the form of MADR.
pub fn record(export: &Export<'_>) -> String {
    let Decision { verdict, images, base, .. } = export.decision;
    let today = export.decision.today;
    let image = export.image(*base).reference;
    let mut out = format!("---\nstatus: proposed\ndate: {today}\n---\n\n# Use {}\n", escaped(&export.title()));
    out += &context(export);
    out += &drivers(export);

    out += "\n## Considered Options\n\n";
    for family in in_order(export) {
        out += &format!("* {} (`{}`)\n", family.label(), export.image(family).reference);
    }

    out += &format!("\n## Decision Outcome\n\nChosen option: \"{} (`{image}`)\", because ", base.label());
    out += &match against(export) {
        Some(scores) => format!("the team chose it, against the recommendation. {scores} Recommendation: {}\n", readout(verdict, images)),
        None if verdict.named().len() > 1 => {
            format!("it is one of several near-equal options. {}\n", readout(verdict, images))
        }
        None => format!("it scores highest among the bases that can run this service. {}\n", readout(verdict, images)),
    };
    let rule = article(&verdict.service);
    if let Some(why) = disagreement(&rule, verdict) {
        out += &format!("\nThe usual rule of thumb would say “{}”. {why}\n", rule.answer.label());
    }
    out += &consequences(export);
    out += &confirmation(export);

    out += "\n## Pros and Cons of the Options\n";
    for family in in_order(export) {
        out += &option(export, family);
    }

    out += &format!("\n## More Information\n\n{}\n", review(export));
    out += &format!("\nReview earlier if one of these answers changes:\n\n{}", reopens(export));
    out += &format!("\n### What two answers change\n\n{}", map::markdown(export.decision));
    out += &format!(
        "\nAnswers, weights and Dockerfile: <{}>\n\nMade with Container Diet {} and the facts of {}.\n",
        export.link,
        env!("CARGO_PKG_VERSION"),
        facts::as_of()
    );
    out
}

/// The survivors by rank, then the excluded.
fn in_order(export: &Export<'_>) -> Vec<Family> {
    export.decision.verdict.ranking().iter().chain(export.decision.verdict.excluded()).copied().collect()
}

fn context(export: &Export<'_>) -> String {
    let what = export.name().map_or(String::from("A service"), |name| format!("The service {}", escaped(name)));
    let mut out = format!(
        "\n## Context and Problem Statement\n\n{what} ({}) needs a container base image. The verdict is based on {}:\n\n",
        export.runtime(),
        export.basis()
    );
    for question in QUESTIONS.iter().filter(|question| export.decision.verdict.service.asks(question.id)) {
        out += &format!("* {} **{}**{}\n", question.ask, answer(export, question), origin(export, question));
    }
    out
}

fn answer(export: &Export<'_>, question: &Question) -> String {
    let (given, counted) = (&export.decision.state.answers, export.decision.verdict.service.answers());
    let said = given.said(question.id);
    match given.agrees(question.id, counted) {
        true => said.into(),
        false => format!("{said} (counted as: {})", counted.said(question.id)),
    }
}

/// Where an answer comes from, unless somebody gave it.
fn origin(export: &Export<'_>, question: &Question) -> String {
    match export.decision.state.origins.of(question.id) {
        Origin::Answered => String::new(),
        Origin::Read => " (read from the project)".into(),
        Origin::Assumed => " (assumed)".into(),
    }
}

fn drivers(export: &Export<'_>) -> String {
    let verdict = &export.decision.verdict;
    let sum = verdict.weight_sum().max(1);
    let mut all: Vec<_> = parts(verdict, export.decision.base).into_iter().filter(|part| part.weight > 0).collect();
    // As a stable sort: equal weights keep the order of the criteria.
    all.sort_by_key(|part| std::cmp::Reverse(part.weight));
    let mut out = String::from("\n## Decision Drivers\n\n");
    for part in all {
        let set = if part.weight_is_set { ", set by hand" } else { "" };
        out += &format!("* {}: weight {} of {sum}{set}\n", part.criterion.label, part.weight);
    }
    out
}

fn consequences(export: &Export<'_>) -> String {
    let Decision { verdict, base, today, .. } = export.decision;
    let mut out = String::from("\n### Consequences\n\n");
    let rival = in_order(export).into_iter().find(|family| family != base && !verdict.is_vetoed(*family));
    if let Some(rival) = rival {
        for better in advantages(verdict, *base, rival) {
            out += &format!("* Good, because of {}: {} points ahead of {}\n", lower(better.criterion.label), better.points, rival.label());
        }
        for worse in advantages(verdict, rival, *base) {
            out += &format!("* Bad, because of {}: {} points behind {}\n", lower(worse.criterion.label), worse.points, rival.label());
        }
    } else {
        out += "* Neutral, because no other base can run this service\n";
    }
    for note in &export.output.notes {
        // Whole sentences, which no "because" can begin.
        out += &format!("* Note: {note}\n");
    }
    let label = label(verdict, &export.decision.images, *base, *today);
    out += &format!("\nCosts of the base for linux/amd64, compared with the full image `{}`:\n\n", label.full.reference);
    out += "| Cost | Amount | % of full image | Source |\n| --- | --- | --- | --- |\n";
    for (name, row) in ROWS.iter().zip(&label.rows) {
        let share = row.share.map_or_else(|| "–".into(), |share| share.to_string());
        out += &format!("| {name} | {} | {share} | {} |\n", row.amount, row.detail.as_deref().unwrap_or("–"));
    }
    out
}

/// What shows that it was done; the way in only where somebody may be woken and there is one.
fn confirmation(export: &Export<'_>) -> String {
    let built = "The Dockerfile of this decision builds in CI, and the container runs as a numeric non-root user.";
    let mut out = format!("\n### Confirmation\n\n{built}");
    let is_development = export.decision.verdict.service.is(Environment::Development);
    if let Some(way) = export.decision.way_in().filter(|_| !is_development) {
        let file = way.file.map(|file| format!(" with `{}` from the runbook", file.name)).unwrap_or_default();
        let fence = fence(&way.command);
        out += &format!(" The people on call have tried to get a shell{file}:\n\n{fence}sh\n{}\n{fence}", way.command.trim_end());
    }
    out + "\n"
}

/// Why an option was not taken, or what speaks for it.
fn option(export: &Export<'_>, family: Family) -> String {
    let Decision { state, verdict, base, .. } = export.decision;
    let mut out = format!("\n### {} (`{}`)\n\n", family.label(), export.image(family).reference);
    if verdict.is_vetoed(family) {
        for veto in verdict.vetoes(family) {
            let titles: Vec<&str> = veto.evidence.iter().filter_map(|key| facts::evidence_title(key)).collect();
            out += &format!("* Bad, because it cannot run this service: {} ({})\n", veto.reason, titles.join("; "));
            out += &format!("* How to allow it: {}\n", veto.lifted_by);
        }
        if let Some(lift) = lift(&state.answers, verdict, family) {
            out += &format!("* With answers that allow it, the verdict would be {}\n", lift.then.label());
        }
        return out;
    }
    out += &format!("{} of 100 points.\n\n", verdict.points(family));
    for (at, part) in parts(verdict, family).into_iter().enumerate().filter(|(_, part)| part.weight > 0) {
        let why = part.row.map(|row| row.why).into_iter().chain(part.adjustments().map(|row| row.why)).collect::<Vec<_>>().join("; ");
        let tone = tone(export, at, part.score);
        out += &format!("* {tone} {}: {why} ({} of 100, weight {})\n", lower(part.criterion.label), part.score, part.weight);
    }
    if family != *base {
        out += &beside(export, family);
    }
    out
}

/// How good a score is beside those of the other options: alone it says little, as
/// some criteria are kind to all of them.
fn tone(export: &Export<'_>, criterion: usize, score: u32) -> &'static str {
    let verdict = &export.decision.verdict;
    let scores = || verdict.ranking().iter().map(|family| verdict.scores(*family)[criterion]);
    let best = scores().max().unwrap_or(score);
    match best.saturating_sub(score) {
        _ if verdict.ranking().len() == 1 => "Neutral, because there is no other option to compare in",
        0 if scores().all(|other| other == best) => "Neutral, because all options score the same in",
        0 => "Good, because no option is better in",
        1..=CLOSE_BEHIND => "Good, because it is close to the best in",
        FAR_BEHIND.. => "Bad, because it is far behind in",
        _ => "Neutral, because it is not the best in",
    }
}

/// An option that was not taken beside the one that was, whichever has more points.
fn beside(export: &Export<'_>, family: Family) -> String {
    let Decision { verdict, base, .. } = export.decision;
    let first = |rows: Vec<Difference>| {
        let rows: Vec<String> = rows.iter().take(2).map(|row| format!("{} ({} points)", lower(row.criterion.label), row.points)).collect();
        rows.join(" and ")
    };
    let (for_it, against_it) = (first(advantages(verdict, family, *base)), first(advantages(verdict, *base, family)));
    let ahead = verdict.total(family).checked_sub(verdict.total(*base));
    match ahead {
        Some(0) if for_it.is_empty() => format!("\nIt has the same points as {} in every weighted criterion.\n", base.label()),
        Some(0) => format!("\nIt has as many points as {}: {for_it} for it, {against_it} against it.\n", base.label()),
        Some(total) => {
            let points = match Points::of(total, verdict.weight_sum()) {
                points if points.tenths() == 0 => "less than 0.1".into(),
                points => points.to_string(),
            };
            format!("\nIt was not chosen although it has {points} points more than {}. Its advantages: {for_it}.\n", base.label())
        }
        None => format!("\nIt loses to {} on {against_it}.\n", base.label()),
    }
}

/// When to look again: at the first end of what is in play, dated or not.
fn review(export: &Export<'_>) -> String {
    let undated = undated(export).into_iter().map(|(row, note)| format!("{}, {note}", row.product)).collect::<Vec<_>>().join("; ");
    let (dated, other) = match export.first_end() {
        Some((day, row)) if day <= export.decision.today => {
            (format!("Review now: {} reached end of life on {day}.", row.product), "End dates not announced yet")
        }
        Some((day, row)) => (
            format!("Review by {day}: announced end of life of {}.", row.product),
            "Review earlier if one of these, without an announced date, ends first",
        ),
        None if !undated.is_empty() => (String::new(), "No end date is announced yet. Review when one of these ends"),
        None if export.output.file.images().all(Image::has_nothing_inside) => {
            ("Nothing inside reaches end of life. Review when the service changes.".into(), "")
        }
        None => ("The end of life of the contents is not known. Review when the base changes its major version.".into(), ""),
    };
    match (dated.is_empty(), undated.is_empty()) {
        (_, true) => dated,
        (true, false) => format!("{other}: {undated}."),
        (false, false) => format!("{dated} {other}: {undated}."),
    }
}

/// What ends without a date, with the note that says when; each once.
fn undated(export: &Export<'_>) -> Vec<(&'static Support, facts::Citation)> {
    let mut all: Vec<(&Support, facts::Citation)> = Vec::new();
    for row in export.output.file.images().flat_map(Image::support).filter(|row| row.ends.is_none()) {
        if let Some(note) = row.note
            && !all.iter().any(|(other, _)| other.id == row.id)
        {
            all.push((row, note));
        }
    }
    all
}

/// The answers that would lead elsewhere.
fn reopens(export: &Export<'_>) -> String {
    let all = flips(&export.decision.state.answers, &export.decision.state.weights);
    if all.is_empty() {
        return "* No single answer would lead to another base.\n".into();
    }
    let line = |flip: &crate::model::flips::Flip| {
        let question = flip.question.get();
        format!("* {} **{}** would lead to {}\n", question.ask, question.options[usize::from(flip.index)].label, flip.then.label())
    };
    all.iter().map(line).collect()
}

fn lower(label: &str) -> String {
    label.to_ascii_lowercase()
}
