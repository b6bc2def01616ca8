//! The snippet that puts a decision into somebody's page.

use super::drawing::xml;
use crate::model::QuestionId;

/// What a frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The parts, as `embed.html` names them.
    pub show: Vec<&'static str>,
    /// One question, where not all of them are shown.
    pub question: Option<QuestionId>,
    /// Whether nothing in it can be changed.
    pub frozen: bool,
    /// Large type, for the back of a room.
    pub large: bool,
    /// Predict first, then reveal.
    pub predict: bool,
}

/// The parts that can be shown, and what they are called.
pub const PARTS: [(&str, &str); 5] =
    [("questions", "Questions"), ("verdict", "Verdict"), ("dockerfile", "Dockerfile"), ("map", "Map"), ("picture", "Picture of the image")];

/// About how high a question is, and any of the parts, in pixels.
const QUESTION_HEIGHT: usize = 160;
const PART_HEIGHT: usize = 700;

impl Frame {
    /// The address of the frame. Choices of whoever embeds it stand before the
    /// link, which is the state alone.
    pub fn address(&self, base_url: &str, link: &str) -> String {
        let folder = base_url.rsplit_once('/').map_or("", |(folder, _)| folder);
        let question = self.question.map(|question| format!("question:{}", question.get().name));
        let mut show: Vec<String> = self.show.iter().map(ToString::to_string).chain(question).collect();
        if show.is_empty() {
            show.push("verdict".into());
        }
        let mut options = vec![format!("show={}", show.join(","))];
        for (is_on, name) in [(self.frozen, "frozen"), (self.large, "large"), (self.predict, "predict")] {
            options.extend(is_on.then(|| name.into()));
        }
        format!("{folder}/embed.html?{}#{link}", options.join("&"))
    }

    /// The HTML of an `iframe` with this title, to paste into another page.
    pub fn snippet(&self, base_url: &str, link: &str, title: &str) -> String {
        // Without the listener of docs/embed.md it stays so, and scrolls.
        let height = match (self.show.len(), self.question) {
            (0, Some(_)) => QUESTION_HEIGHT,
            _ => PART_HEIGHT,
        };
        format!(
            "<iframe class=\"container-diet\" src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>\n",
            xml(&self.address(base_url, link)),
            xml(title)
        )
    }
}
