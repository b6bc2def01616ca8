//! Where to say that something is wrong: a form of the project's repository,
//! with the link of the decision filled in.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The repository of the project; empty where a build names none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// How the hosts of GitHub Pages end, after the name of the owner.
const PAGES: &str = ".github.io";

/// The repository whose forms a page links to: the one that the build names, else the one
/// that GitHub publishes the page from, as its address says; empty where neither is known.
pub fn repository(base_url: &str) -> String {
    if REPOSITORY.is_empty() { published_from(base_url).unwrap_or_default() } else { REPOSITORY.into() }
}

/// The repository that a page of GitHub Pages is published from.
fn published_from(base_url: &str) -> Option<String> {
    let (host, path) = base_url.split('?').next()?.strip_prefix("https://")?.split_once('/')?;
    let owner = host.strip_suffix(PAGES).filter(|owner| !owner.is_empty() && !owner.contains('.'))?;
    let name = path.split('/').next().filter(|name| !name.is_empty() && !name.contains(".html")).unwrap_or(host);
    Some(format!("https://github.com/{owner}/{name}"))
}

/// The forms, by the name of their file in `.github/ISSUE_TEMPLATE`, and what they say.
pub const FORMS: [(&str, &str); 3] =
    [("dockerfile", "This Dockerfile did not work"), ("fact", "This fact is wrong"), ("verdict", "This verdict is wrong")];

/// The address of a form with the link filled in; none without a repository.
pub fn address(repository: &str, form: &str, link: &str) -> Option<String> {
    let link = utf8_percent_encode(link, NON_ALPHANUMERIC);
    (!repository.is_empty()).then(|| format!("{}/issues/new?template={form}.yml&link={link}", repository.trim_end_matches('/')))
}
