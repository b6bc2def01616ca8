//! Where to say that something is wrong: a form of the project's repository,
//! with the link of the decision filled in.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The repository of the project; empty where a build names none.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The forms, by the name of their file in `.github/ISSUE_TEMPLATE`, and what they say.
pub const FORMS: [(&str, &str); 3] =
    [("dockerfile", "This Dockerfile did not work"), ("fact", "This fact is wrong"), ("verdict", "This verdict is wrong")];

/// The address of a form with the link filled in; none without a repository.
pub fn address(repository: &str, form: &str, link: &str) -> Option<String> {
    let link = utf8_percent_encode(link, NON_ALPHANUMERIC);
    (!repository.is_empty()).then(|| format!("{}/issues/new?template={form}.yml&link={link}", repository.trim_end_matches('/')))
}
