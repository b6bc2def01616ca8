//! The myths as a page of their own, `myths.html`.

use super::html::{document, escaped};
use crate::facts::{Myth, Place, evidence_title};

/// The myths as a page of their own: each has its id as an anchor.
pub fn page() -> String {
    let link = |key: &&str| format!("<a href=\"evidence.html#{key}\">{}</a>", escaped(evidence_title(key).unwrap_or(key)));
    let article = |myth: &Myth| {
        let sources: Vec<String> = myth.source.map(escaped).into_iter().chain(myth.evidence.iter().map(link)).collect();
        format!(
            "      <article id=\"{}\">\n        <h3>{}</h3>\n        <p><q>{}</q></p>\n        <p>{} <small>{}; {}; {}.</small></p>\n      </article>\n",
            myth.id,
            escaped(myth.title),
            escaped(myth.claim),
            escaped(myth.right),
            sources.join(", "),
            myth.date,
            myth.standing
        )
    };
    let section = |place: Place| format!("      <h2>{}</h2>\n{}", place.label(), place.myths().map(article).collect::<String>());
    let intro = "      <p>These claims are repeated so often that they pass for facts. Each is followed by the correction, its source and the day \
                 it was last checked. See also <a href=\"./\">the explorer</a>, <a href=\"evidence.html\">the evidence for the rules</a> \
                 and <a href=\"catalogue.html\">the image catalogue</a>.</p>\n";
    document("Common myths", &format!("{intro}{}", Place::ALL.map(section).concat()))
}
