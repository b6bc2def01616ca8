//! The rule as a page: complete, readable, and what the tables decide.

use container_diet::facts::Presence;
use container_diet::model::criteria::CRITERIA;
use container_diet::model::flavour::flavour;
use container_diet::model::veto::VETOES;
use container_diet::model::{Answers, Family, QUESTIONS, QuestionId, decide};
use container_diet::publish::rule::{LINES, page, ranges, summary};

use crate::space::sample;

/// The runtimes: their position and label.
fn runtimes() -> impl Iterator<Item = (u8, &'static str)> {
    (0..).zip(QuestionId::Runtime.get().options).map(|(at, option)| (at, option.label))
}

/// The texts between two marks, wherever they stand.
fn between<'a>(text: &'a str, from: &str, to: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let found: Vec<&str> = text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap_or_default()).collect();
    found.into_iter()
}

#[test]
fn a_family_has_the_most_points_where_it_is_said_to() {
    assert_eq!(LINES.each_ref().map(|line| line.family), Family::ALL);
    for line in &LINES {
        let mut ways = vec![Answers::default()];
        for test in line.fits.0 {
            let accepted = (0..test.question.get().options.len() as u8).filter(|at| test.accepted >> at & 1 == 1);
            ways = accepted.flat_map(|at| ways.iter().map(move |way| way.with_index(test.question, at)).collect::<Vec<_>>()).collect();
        }
        assert!(!ways.is_empty());
        for way in ways {
            assert_eq!(decide(&way).winner(), line.family, "{way:?}");
        }
    }
}

#[test]
fn every_table_has_a_caption_and_heads_and_is_complete() {
    for (name, text) in [("the page", page()), ("the summary", summary())] {
        let tables: Vec<&str> = between(&text, "<table>", "</table>").collect();
        assert_eq!(text.matches("<caption>").count(), tables.len(), "{name}");
        assert_eq!(text.matches("<th ").count(), text.matches("<th scope=\"").count(), "{name}: each head says of what");
        assert!(!text.contains("<th>"), "{name}");
        for table in tables {
            assert!(table.trim_start().starts_with("<caption>"), "{name}: {table}");
            let columns = between(table, "<thead>", "</thead>").map(|head| head.matches("scope=\"col\"").count()).sum::<usize>();
            let body = table.split("</thead>").nth(1).expect("a table has a head");
            for row in between(body, "<tr", "</tr>") {
                let group = format!("><th scope=\"rowgroup\" colspan=\"{columns}\">");
                let width = if row.starts_with(&group) { columns } else { row.matches("<td>").count() + row.matches("<th ").count() };
                assert_eq!(width, columns, "{name}: {row}");
                assert!(!row.contains("<td></td>"), "{name}: {row}");
            }
        }
    }
}

#[test]
fn every_row_that_decides_is_on_the_page() {
    let page = page();
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let has = |text: &str| assert!(page.contains(&escaped(text)), "{text:?} is not on the page");
    for veto in VETOES {
        let row = between(&page, &format!("<tr id=\"{}\">", veto.id), "</tr>").next().expect("each veto has a row");
        let out: Vec<&str> = Family::ALL.into_iter().filter(|family| veto.excludes.has(*family)).map(Family::label).collect();
        for text in [escaped(veto.cause.get().ask), format!("<td>{}</td>", out.join(", ")), escaped(veto.reason), escaped(veto.lifted_by)] {
            assert!(row.contains(&text), "{}: {text:?} is not in its row", veto.id);
        }
    }
    for criterion in CRITERIA {
        has(criterion.about);
        let moved = between(&page, &format!("<td>{}</td><td>{}</td><td>", criterion.about, criterion.base_weight), "</td>").next();
        let moved = moved.unwrap_or_else(|| panic!("{} has its weight", criterion.name));
        assert_eq!(moved.matches("<li>").count(), criterion.moves.len(), "{}", criterion.name);
        for row in criterion.moves {
            assert!(moved.contains(&format!("<b>{:+}</b>, {}", row.by, escaped(row.why))), "{}: {}", criterion.name, row.why);
        }
        Family::ALL.into_iter().flat_map(|family| criterion.scores.of(family)).for_each(|row| has(row.why));
        criterion.adjustments.iter().for_each(|row| has(row.why));
    }
    for question in &QUESTIONS {
        has(question.ask);
        has(question.options[usize::from(question.default)].label);
    }
}

/// No service scores outside of what is said, and both ends are reached.
#[test]
fn scores_by_runtime_are_those_of_all_services() {
    const FAMILIES: usize = Family::ALL.len();
    let mut found = vec![[[None::<(u32, u32)>; FAMILIES]; CRITERIA.len()]; runtimes().count()];
    for answers in sample(400_000) {
        let verdict = decide(&answers);
        for family in verdict.ranking() {
            for (at, score) in verdict.scores(*family).iter().enumerate() {
                let range = &mut found[usize::from(answers.index(QuestionId::Runtime))][at][*family as usize];
                *range = Some(range.map_or((*score, *score), |(least, most)| (least.min(*score), most.max(*score))));
            }
        }
    }
    let page = page();
    for (at, criterion) in CRITERIA.iter().enumerate() {
        let caption = format!("<caption>{}: scores by runtime</caption>", criterion.label);
        let table = between(&page, &caption, "</table>").next().expect("each criterion has its table");
        for (runtime, label) in runtimes() {
            let ranges = ranges(criterion, runtime);
            assert_eq!(ranges, found[usize::from(runtime)][at], "{} of {label}", criterion.name);
            let said = ranges.map(|range| match range {
                None => "<td>out</td>".to_string(),
                Some((least, most)) if least == most => format!("<td>{least}</td>"),
                Some((least, most)) => format!("<td>{least} to {most}</td>"),
            });
            assert!(table.contains(&format!("<th scope=\"row\">{label}</th>{}", said.concat())), "{} of {label}", criterion.name);
        }
    }
}

#[test]
fn every_runtime_has_its_five_images() {
    let page = page();
    for (runtime, label) in runtimes() {
        let group = format!("<th scope=\"rowgroup\" colspan=\"6\">{label}</th>");
        let rows = between(&page, &group, "</tbody>").next().expect("each runtime has its group");
        let verdict = decide(&Answers::default().with_index(QuestionId::Runtime, runtime));
        for family in Family::ALL {
            let image = flavour(&verdict.service, family).image();
            let row = between(rows, &format!("<th scope=\"row\">{}</th>", family.label()), "</tr>").next().expect("each family has a row");
            let cells: Vec<&str> = between(row, "<td>", "</td>").collect();
            let figure = |figure: Option<container_diet::facts::Figure>| figure.map_or("not known".into(), |figure| figure.to_string());
            let shell = match image.shell() {
                Presence::NotKnown => "not known",
                Presence::Absent => "none",
                Presence::Present(name) => name,
            };
            assert_eq!(cells[0], format!("<a href=\"catalogue.html#{}\"><code>{}</code></a>", image.id, image.reference));
            assert_eq!(cells[1..4], [figure(image.compressed()), figure(image.packages()), shell.into()], "{}", image.id);
            assert_eq!(cells[4] == "no", !verdict.is_vetoed(family), "{} of {label}", family.label());
        }
    }
}

#[test]
fn the_summary_says_what_is_out() {
    let text = summary();
    assert!(text.contains("href=\"rule.html\""));
    for family in Family::ALL {
        let row = between(&text, &format!("<th scope=\"row\">{}</th>", family.label()), "</tr>").next().expect("each family has a row");
        let out = row.split("</td><td>").nth(1).expect("three columns");
        let vetoes: Vec<_> = VETOES.iter().filter(|veto| veto.excludes.has(family)).collect();
        let said = if out.starts_with("never") { 0 } else { out.split(" · ").count() };
        assert_eq!(said, vetoes.len(), "{family:?}: {out}");
        assert!(vetoes.iter().all(|veto| out.contains(veto.cause.get().ask)), "{family:?}: {out}");
    }
}
