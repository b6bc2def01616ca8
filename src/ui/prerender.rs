//! The first view as HTML, made when the page is built, by the same views that
//! the browser runs: it can be read before the program is there,
//! which takes up what is still as it was built.

use leptos::prelude::*;

use super::browser::shape_of;
use super::dockerfile::{self, File};
use super::explorer::{self, Explorer, Preferences, rest};
use super::project;

/// Puts the first view of a page where nothing was answered yet into its places,
/// and `rule` where no scripts run.
///
/// # Errors
/// Names a place that the page does not have.
pub fn fill(page: &str, rule: &str) -> Result<String, String> {
    Owner::new()
        .with(|| {
            let explorer = Explorer::untouched();
            let views = [
                (rest::BAR, rest::bar(explorer, RwSignal::new(Preferences::default()), false).to_html()),
                (explorer::QUESTIONS_PLACE, explorer::questions(explorer).to_html()),
                (explorer::ANSWER, explorer::answer(explorer).to_html()),
                (rest::BASES, rest::bases(explorer).to_html()),
                (rest::FLIPS, rest::flips(explorer).to_html()),
                (project::WAYS, project::ways(explorer).to_html()),
            ];
            let page = views.into_iter().try_fold(page.to_string(), |page, (place, view)| {
                let page = put(&page, &format!("<div id=\"{place}\"></div>"), &view)?;
                Ok::<_, String>(
                    page.replace(&format!("<div id=\"{place}\">"), &format!("<div id=\"{place}\" data-built=\"{}\">", shape_of(&view))),
                )
            })?;
            // Made anew when its part is there, so nothing has to be marked in it.
            let file = without_folded(&dockerfile::view(File::untouched(explorer)).to_html()).replace("<!>", "");
            // A text without letters is a space in HTML, and between blocks of code a line.
            let file = file.replace("> <span id=\"block-", "><span id=\"block-");
            put(&page, &format!("<div id=\"{}\"></div>", dockerfile::PLACE), &file)
        })
        .and_then(|page| put(&page, "<noscript></noscript>", &format!("{WITHOUT_SCRIPT}{rule}")))
}

/// The file without what is folded away, the form and what it expects: its part brings
/// both before anybody opens them.
fn without_folded(file: &str) -> String {
    [("<form>", "</form>"), ("</summary><ul>", "</ul>")].into_iter().fold(file.to_string(), |file, (begin, end)| {
        // The end of the summary stays.
        let kept = if begin.starts_with("</") { "</summary>" } else { "" };
        let cut = file.split_once(begin).and_then(|(before, rest)| Some(format!("{before}{kept}{}", rest.split_once(end)?.1)));
        cut.unwrap_or(file)
    })
}

/// What stands above the rule where nothing can be worked out.
const WITHOUT_SCRIPT: &str = "<p class=\"notice\">The explorer runs in your browser and sends nothing anywhere. It needs JavaScript with WebAssembly. Without them, this page shows the rules and the default verdict.</p>";

/// Puts contents into an empty element.
fn put(page: &str, empty: &str, contents: &str) -> Result<String, String> {
    let (before, after) = page.split_once(empty).ok_or(format!("the page has no {empty}"))?;
    let (begin, end) = empty.split_once("><").unwrap_or((empty, ""));
    Ok(format!("{before}{begin}>{contents}<{end}{after}"))
}
