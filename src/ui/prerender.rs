//! The first view as HTML, made when the page is built, by the same views that
//! the browser runs: it can be read before the modules are there.

use leptos::prelude::*;

use super::dockerfile::{self, File};
use super::explorer::{self, Explorer, Preferences};
use crate::facts;

/// Puts the first view of a page where nothing was answered yet into its places.
///
/// # Errors
/// Names a place that the page does not have.
pub fn fill(page: &str) -> Result<String, String> {
    Owner::new().with(|| {
        let today = facts::CHECKED;
        let explorer = Explorer::open(String::new(), "", today);
        let views = [
            (explorer::BAR, explorer.bar(Preferences::default()).to_html()),
            (explorer::QUESTIONS_PLACE, explorer.questions().to_html()),
            (explorer::VERDICT, explorer.verdict().to_html()),
            (dockerfile::PLACE, File::untouched(today).view().to_html()),
        ];
        views.into_iter().try_fold(page.to_string(), |page, (place, view)| {
            let empty = format!("<div id=\"{place}\"></div>");
            let (before, after) = page.split_once(&empty).ok_or(format!("the page has no {empty}"))?;
            // Marks for taking up the same elements again, which the browser does not do.
            let view = view.replace("<!>", "");
            Ok(format!("{before}<div id=\"{place}\">{view}</div>{after}"))
        })
    })
}
