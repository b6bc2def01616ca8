//! The decision rule as a page, `rule.html`, from the tables that decide.
//! [`summary`] is the short form, for who runs no scripts.

use super::html::{document, escaped};
use crate::facts::{Figure, Presence, evidence_title};
use crate::model::asked::{GUESSES, Guess};
use crate::model::condition::{Test, When, when};
use crate::model::criteria::CRITERIA;
use crate::model::criterion::Criterion;
use crate::model::flavour::flavour;
use crate::model::questions::Runtime;
use crate::model::verdict::CLOSE_CALL;
use crate::model::veto::{VETOES, Veto};
use crate::model::{AnswerOption, Answers, Families, Family, QUESTIONS, Question, QuestionId, decide};

/// What is shown where something is not known.
const NOT_KNOWN: &str = "not known";

/// A family in a line.
#[derive(Debug)]
pub struct Line {
    /// The family that the line is about.
    pub family: Family,
    /// What the images of the family contain, as a phrase for people.
    pub about: &'static str,
    /// Answers with which it has the most points where all others are the
    /// default. There are more; a test holds these.
    pub fits: When,
}

/// Every family, the largest first.
pub static LINES: [Line; Family::ALL.len()] = [
    Line {
        family: Family::Full,
        about: "The full image of the language or distribution: compilers, git, a package manager and a shell",
        fits: when!(Environment: Development),
    },
    Line {
        family: Family::Slim,
        about: "The same distribution without the parts that a running service rarely needs; it includes a shell and apt",
        fits: when!(Kind: Interpreted, NativeDeps: BothLibcs | GlibcOnly | SystemLibs),
    },
    Line {
        family: Family::Alpine,
        about: "Alpine Linux: musl as the C library, busybox with a shell, and apk",
        fits: when!(Kind: Interpreted | Files, NativeDeps: None),
    },
    Line { family: Family::Distroless, about: "Only what a runtime needs: no shell, no package manager", fits: when!(Kind: Compiled) },
    Line {
        family: Family::Scratch,
        about: "The empty image: the program must bring everything it needs",
        fits: when!(Linking: Static, ExecRunbook: Never, TlsOrTz: No),
    },
];

/// What has the most points and what is out, in one small table, with a link to the page.
pub fn summary() -> String {
    let row = |line: &Line| {
        let out: Vec<String> = VETOES.iter().filter(|veto| veto.excludes.has(line.family)).map(|veto| any(veto.when)).collect();
        let out = if out.is_empty() { "never".into() } else { out.join(" · ") };
        format!("<tr><th scope=\"row\">{}</th><td>{}</td><td>{out}</td></tr>\n", line.family.label(), all(line.fits))
    };
    format!(
        "<table>\n<caption>Which base image fits; <a href=\"rule.html\">all rules</a></caption>\n{}<tbody>\n{}</tbody>\n</table>\n",
        head(&["Base", "Best if (all else default)", "Ruled out if"]),
        LINES.iter().map(row).collect::<String>()
    )
}

/// The rule as a page of its own.
pub fn page() -> String {
    let ties = Family::TIE_ORDER.map(Family::label).join(", ");
    let intro = format!(
        "      <p>The explorer uses these same tables to choose a base. Weights and scores are our judgement; \
         the <a href=\"evidence.html\">evidence</a> has a separate page. See also <a href=\"./\">the explorer</a>, \
         <a href=\"model.json\">every row as data</a> and <a href=\"catalogue.html\">the image catalogue</a>.</p>\n      <ol>\n        \
         <li>A base that cannot run the service is ruled out, whatever it scores.</li>\n        \
         <li>Each criterion has a default weight. Answers change it, but never below 0.</li>\n        \
         <li>Each base has a score for each criterion, from 0 (worst) to 100 (best).</li>\n        \
         <li>Its points of 100 are the sum of weight times score, divided by the sum of weights. Most points win. Ties follow this \
         order: {ties}.</li>\n        \
         <li>If the first two are less than {CLOSE_CALL} points apart, it is a close call and both are named.</li>\n      </ol>\n"
    );
    let body = [intro, families(), vetoes(), weights(), scores(), images(), questions()].concat();
    document("How a base is chosen", &body)
}

fn families() -> String {
    let row = |line: &Line| cells(line.family.label(), &[line.about.into(), all(line.fits)]);
    let head = head(&["Base", "What it is", "Most points if (all else default)"]);
    section("Bases", &table("The five families of base images", &head, LINES.iter().map(row)))
}

fn vetoes() -> String {
    let row = |veto: &Veto| {
        let evidence = evidence(veto.evidence);
        let out = labels(veto.excludes);
        let said = [any(veto.when), out, escaped(veto.reason), escaped(veto.lifted_by), evidence];
        format!("          <tr id=\"{}\"><th scope=\"row\">{}</th>{}</tr>\n", veto.id, escaped(veto.title), data(&said))
    };
    let head = head(&["Veto", "If", "Ruled out", "Why", "How to allow it", "Evidence"]);
    section("What rules a base out", &table("Vetoes: one is enough", &head, VETOES.iter().map(row)))
}

fn weights() -> String {
    let row = |criterion: &&Criterion| {
        let moves = criterion.moves.iter().map(|row| format!("{}: <b>{:+}</b>, {}", all(row.when), row.by, escaped(row.why)));
        let said = [escaped(criterion.about), criterion.base_weight.to_string(), list(moves), evidence(criterion.evidence)];
        cells(criterion.label, &said)
    };
    let head = head(&["Criterion", "What it measures", "Default weight", "What changes it", "Evidence"]);
    section("Criteria and weights", &table("Criteria and their weights: all changes that apply are added", &head, CRITERIA.iter().map(row)))
}

fn scores() -> String {
    let one = |criterion: &Criterion| {
        let runtimes = QuestionId::Runtime.get().options.iter().zip(0..).map(|(option, runtime)| {
            let said = ranges(criterion, runtime).map(|range| match range {
                None => "out".into(),
                Some((least, most)) if least == most => least.to_string(),
                Some((least, most)) => format!("{least} to {most}"),
            });
            cells(option.label, &said)
        });
        let columns = [&["Runtime"][..], &Family::ALL.map(Family::label)].concat();
        let caption = format!("{}: scores by runtime", criterion.label);
        format!("      <h3>{}</h3>\n{}{}", criterion.label, table(&caption, &head(&columns), runtimes), reasons(criterion))
    };
    let about = "      <p>Scores are from 0 (worst) to 100 (best). If other answers change a score, the table shows the lowest and the highest. \
                 “out” means that no answer allows the base for that runtime.</p>\n";
    format!("      <h2>How the bases score</h2>\n{about}{}", CRITERIA.map(one).concat())
}

/// The rows behind the scores of one criterion.
fn reasons(criterion: &Criterion) -> String {
    let condition = |when: When, other: &str| if when == When::ALWAYS { other.into() } else { all(when) };
    let rows = Family::ALL
        .into_iter()
        .flat_map(|family| criterion.scores.of(family).iter().map(move |row| (family, row)))
        .map(|(family, row)| cells(family.label(), &[condition(row.when, "else"), row.value.to_string(), escaped(row.why)]));
    let added = criterion
        .adjustments
        .iter()
        .map(|row| cells(&labels(row.families), &[condition(row.when, "always"), format!("{:+}", row.by), escaped(row.why)]));
    let caption = format!("{}: the first row that applies gives a base its score; rows with a sign are added", criterion.label);
    let table = table(&caption, &head(&["Base", "Where", "Score", "Why"]), rows.chain(added));
    format!("      <details>\n        <summary>{}: every score and why</summary>\n{table}      </details>\n", criterion.label)
}

/// The lowest and the highest score of each family for services on a runtime,
/// among those that can run on the family; none where none can.
pub fn ranges(criterion: &Criterion, runtime: u8) -> [Option<(u32, u32)>; Family::ALL.len()] {
    let mut ranges = [None; Family::ALL.len()];
    let start = Answers::default().with_index(QuestionId::Runtime, runtime);
    walk(start, &that_matter(criterion), &mut |answers| {
        let verdict = decide(&answers);
        for family in verdict.ranking() {
            let score = criterion.score(&verdict.service, *family);
            let range = &mut ranges[*family as usize];
            *range = Some(range.map_or((score, score), |(least, most): (u32, u32)| (least.min(score), most.max(score))));
        }
    });
    ranges
}

/// The questions beside the runtime that can change a criterion's scores, take a
/// base out, or make one of these be asked.
fn that_matter(criterion: &Criterion) -> Vec<QuestionId> {
    let scores = Family::ALL.into_iter().flat_map(|family| criterion.scores.of(family)).map(|row| row.when);
    let vetoes = VETOES.iter().flat_map(|veto| veto.when).copied();
    let looked_at = scores.chain(criterion.adjustments.iter().map(|row| row.when)).chain(vetoes);
    let mut matter: Vec<QuestionId> = looked_at.flat_map(|when| when.0).map(|test| test.question).collect();
    // A question looks only at earlier ones, so one walk from the last is enough.
    for id in QuestionId::ALL.into_iter().rev() {
        if matter.contains(&id) {
            matter.extend(id.asked().iter().flat_map(|when| when.0).map(|test| test.question));
        }
    }
    QuestionId::ALL.into_iter().filter(|id| *id != QuestionId::Runtime && matter.contains(id)).collect()
}

/// Every combination of answers to these questions.
fn walk(answers: Answers, questions: &[QuestionId], visit: &mut impl FnMut(Answers)) {
    let Some((first, rest)) = questions.split_first() else { return visit(answers) };
    for (index, _) in (0..).zip(first.get().options) {
        walk(answers.with_index(*first, index), rest, visit);
    }
}

fn images() -> String {
    let runtime = |(option, index): (&AnswerOption, u8)| {
        let verdict = decide(&Answers::default().with_index(Runtime::QUESTION, index));
        let row = |family: Family| {
            let image = flavour(&verdict.service, family).image();
            let out: Vec<String> =
                verdict.vetoes(family).map(|veto| format!("<a href=\"#{}\">{}</a>", veto.id, escaped(veto.title))).collect();
            let said = [
                format!("<a href=\"catalogue.html#{}\"><code>{}</code></a>", image.id, escaped(image.reference)),
                figure(image.compressed()),
                figure(image.packages()),
                escaped(match image.shell() {
                    Presence::NotKnown => NOT_KNOWN,
                    Presence::Absent => "none",
                    Presence::Present(name) => name,
                }),
                if out.is_empty() { "no".into() } else { out.join(", ") },
            ];
            cells(family.label(), &said)
        };
        let group = format!("          <tr><th scope=\"rowgroup\" colspan=\"6\">{}</th></tr>\n", escaped(option.label));
        format!("        <tbody>\n{group}{}        </tbody>\n", Family::ALL.map(row).concat())
    };
    let groups: String = QuestionId::Runtime.get().options.iter().zip(0..).map(runtime).collect();
    let head = head(&["Base", "Image", "Compressed, to pull", "OS packages", "Shell", "Ruled out by default"]);
    let caption = "The image of each base by runtime, with all other answers at their default; linux/amd64";
    let table = format!("      <table>\n        <caption>{caption}</caption>\n        {head}{groups}      </table>\n");
    section("Images", &table)
}

fn questions() -> String {
    let row = |question: &Question| {
        let option = |(at, option): (usize, &AnswerOption)| {
            let label = escaped(option.label);
            if at == usize::from(question.default) { format!("<b>{label}</b>") } else { label }
        };
        cells(&escaped(question.ask), &[question.options.iter().enumerate().map(option).collect::<Vec<_>>().join(" / ")])
    };
    let table = table("Questions and answers, the default in bold", &head(&["Question", "Answers"]), QUESTIONS.iter().map(row));
    let guess = |guess: &Guess| {
        let becomes = guess.question.get().options[usize::from(guess.becomes)].label;
        format!("{}: counts as <b>{}</b>. {}", all(guess.when), escaped(becomes), escaped(guess.why))
    };
    let about = "      <p>A question that is not asked uses its default answer.</p>\n";
    section("Questions", &format!("{about}{table}      {}\n", list(GUESSES.iter().map(guess))))
}

/// A condition in the words of the page: each question with the answers that satisfy it.
fn all(when: When) -> String {
    let test = |test: &Test| {
        let question = test.question.get();
        let accepted = question.options.iter().enumerate().filter(|(at, _)| test.accepted >> at & 1 == 1);
        let labels: Vec<String> = accepted.map(|(_, option)| escaped(option.label)).collect();
        format!("<i>{}</i> {}", escaped(question.ask), labels.join(" / "))
    };
    when.0.iter().map(test).collect::<Vec<_>>().join(", ")
}

/// Conditions of which one is enough.
fn any(conditions: &[When]) -> String {
    conditions.iter().map(|when| all(*when)).collect::<Vec<_>>().join(" or ")
}

fn labels(families: Families) -> String {
    families.iter().map(Family::label).collect::<Vec<_>>().join(", ")
}

fn evidence(keys: &[&str]) -> String {
    let link = |key: &&str| format!("<a href=\"evidence.html#{key}\">{}</a>", escaped(evidence_title(key).unwrap_or(key)));
    keys.iter().map(link).collect::<Vec<_>>().join(", ")
}

fn figure(figure: Option<Figure>) -> String {
    figure.map_or(NOT_KNOWN.into(), |figure| figure.to_string())
}

fn section(title: &str, body: &str) -> String {
    format!("      <h2>{title}</h2>\n{body}")
}

fn table(caption: &str, head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    format!("      <table>\n        <caption>{caption}</caption>\n        {head}        <tbody>\n{rows}        </tbody>\n      </table>\n")
}

fn head(columns: &[&str]) -> String {
    let columns: String = columns.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    format!("<thead><tr>{columns}</tr></thead>\n")
}

fn cells(first: &str, others: &[String]) -> String {
    format!("          <tr><th scope=\"row\">{first}</th>{}</tr>\n", data(others))
}

fn data(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("<td>{cell}</td>")).collect()
}

/// Items as a list; a word where there are none.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>")).collect();
    if items.is_empty() { "nothing".into() } else { format!("<ul>{items}</ul>") }
}
