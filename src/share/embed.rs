//! The snippet that puts a decision into somebody's page.

use super::card::xml;

/// What a frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The parts, as `embed.html` names them.
    pub show: Vec<&'static str>,
    /// Whether nothing in it can be changed.
    pub frozen: bool,
    /// Large type, for the back of a room.
    pub large: bool,
    /// Predict first, then reveal.
    pub predict: bool,
}

/// The parts that can be shown, and what they are called.
pub const PARTS: [(&str, &str); 3] = [("questions", "Questions"), ("verdict", "Verdict"), ("dockerfile", "Dockerfile")];

impl Frame {
    /// The address of the frame. Choices of whoever embeds it stand before the
    /// link, which is the state alone.
    pub fn address(&self, place: &str, link: &str) -> String {
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut options = vec![format!("show={}", if self.show.is_empty() { "verdict".into() } else { self.show.join(",") })];
        for (is_on, name) in [(self.frozen, "frozen"), (self.large, "large"), (self.predict, "predict")] {
            options.extend(is_on.then(|| name.into()));
        }
        format!("{folder}/embed.html?{}#{link}", options.join("&"))
    }

    /// HTML to paste.
    pub fn snippet(&self, place: &str, link: &str, title: &str) -> String {
        let height = 240 * (self.show.len().max(1)) + if self.large { 200 } else { 0 };
        format!(
            "<iframe class=\"container-diet\" src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>\n",
            xml(&self.address(place, link)),
            xml(title)
        )
    }
}
