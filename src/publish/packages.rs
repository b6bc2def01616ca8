//! The well-known packages with native code as a page of their own, `packages.html`:
//! what each needs to be built and to run.

use super::html::{document, escaped};
use crate::inspect::{Ecosystem, NATIVES, Native, Needs, asked};

/// The page: a table for each ecosystem, with an anchor for each package.
pub fn page() -> String {
    let table = |ecosystem: &Ecosystem| {
        let mut rows: Vec<&Native> = NATIVES.iter().filter(|native| native.ecosystem == *ecosystem).collect();
        rows.sort_by_key(|native| native.name);
        // Said once: what most rows of a table rest on.
        let usual = rows.iter().max_by_key(|row| rows.iter().filter(|other| source(other) == source(row)).count()).map(|row| source(row));
        let usual = usual.unwrap_or_default();
        let rows: String = rows.into_iter().map(|native| row(native, &usual)).collect();
        format!(
            "      <h2>{}</h2>\n      <p class=\"note\">Source, unless a row names another: {usual}.</p>\n      <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: {0}\">\n      <table class=\"natives\">\n        \
             <thead><tr><th scope=\"col\">Package</th><th scope=\"col\">C library</th><th scope=\"col\">To build</th>\
             <th scope=\"col\">To run</th></tr></thead>\n        <tbody>\n{rows}        </tbody>\n      \
             </table>\n      </div>\n",
            ecosystem.label()
        )
    };
    let intro = format!(
        "      <p>{} packages with native code, and the Debian packages that each needs to build and to run. Packages that are not listed may also have native code. If you drop a project on <a href=\"./\">the explorer</a>, it \
         looks up the project’s packages in this list, and fills in the answer and the settings for native packages. See also \
         <a href=\"catalogue.html\">all images</a>.</p>\n",
        NATIVES.len()
    );
    document("Native packages", &format!("{intro}{}", Ecosystem::ALL.iter().map(table).collect::<String>()))
}

/// Where it is from, and of which day.
fn source(native: &Native) -> String {
    let date = native.origin.date.map_or_else(|| "date not known".to_string(), ToString::to_string);
    format!("{}, {date}", escaped(native.origin.source))
}

fn row(native: &Native, usual: &str) -> String {
    let names = |names: &[&str]| names.iter().map(|name| format!("<code>{name}</code>")).collect::<Vec<_>>().join(" ");
    let library = match native.needs {
        Needs::Both => "glibc or musl",
        Needs::Glibc => "glibc only",
        Needs::System => "with packages of the distribution",
        Needs::Linked => "the one that the program is linked to",
    };
    let own = source(native);
    let own = if own == usual { String::new() } else { format!("<small>Source: {own}</small>") };
    let more = asked(native.ecosystem, native.name).map_or_else(String::new, |text| format!("<small>{}</small>", escaped(text)));
    format!(
        "          <tr id=\"{}\"><th scope=\"row\"><code>{}</code><small>{}</small>{more}{own}</th><td>{library}</td><td>{}</td><td>{}</td></tr>\n",
        id(native),
        escaped(native.name),
        escaped(native.why),
        names(native.build),
        names(native.run),
    )
}

/// The anchor of a package: names may have letters that no address likes.
fn id(native: &Native) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '-' };
    format!("{}-{}", native.ecosystem.key(), native.name.chars().map(plain).collect::<String>())
}
