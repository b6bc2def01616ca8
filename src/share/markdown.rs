//! A decision as Markdown, short enough for a message or a pull request.

use super::Export;
use crate::model::explain::readout;

/// The link under what it leads to.
pub fn link(export: &Export<'_>) -> String {
    format!("[{}]({})", title(export), export.link)
}

/// The link, the verdict in a sentence, and the Dockerfile.
pub fn with_dockerfile(export: &Export<'_>) -> String {
    let image = export.image(export.decision.base).reference;
    let base = export.decision.base.label();
    let against = against(export).map(|scores| format!("\n\n{base} was chosen against the recommendation. {scores}")).unwrap_or_default();
    let text = export.output.text();
    let fence = fence(&text);
    format!(
        "**{}** (`{image}`)\n\n{} Based on {}.{against}\n\n{fence}dockerfile\n{}\n{fence}\n\n[Open this decision]({})\n",
        title(export),
        readout(&export.decision.verdict, &export.decision.images),
        export.basis(),
        text.trim_end(),
        export.link,
    )
}

/// What a base scores that is not what is recommended.
pub(super) fn against(export: &Export<'_>) -> Option<String> {
    let named = export.decision.verdict.named();
    (!named.contains(&export.decision.base))
        .then(|| format!("It scores {} of 100 points.", export.decision.verdict.points(export.decision.base)))
}

/// Plain enough to stand between brackets.
fn title(export: &Export<'_>) -> String {
    escaped(&export.title())
}

/// Text in which Markdown sees nothing.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>|".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A fence that nothing in the text can end.
pub(super) fn fence(text: &str) -> String {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}
