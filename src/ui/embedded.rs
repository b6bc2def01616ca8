//! `embed.html`, the page for frames on slides and in docs, made out of the
//! finished page when that is built: both load the same program. See docs/embed.md.

/// Makes the page for frames out of the finished page.
///
/// # Errors
/// Names what the page does not have.
pub fn page(finished: &str) -> Result<String, String> {
    CHANGES.iter().try_fold(finished.to_string(), |page, (from, to, instead)| {
        let changed = page.split_once(from).and_then(|(before, rest)| {
            let after = if to.is_empty() { rest } else { rest.split_once(to)?.1 };
            Some(format!("{before}{instead}{after}"))
        });
        changed.ok_or(format!("the page has no {from} … {to}"))
    })
}

/// Where something begins, where it ends, and what stands there instead.
const CHANGES: [(&str, &str, &str); 9] = [
    ("<html lang=\"en\">", "", "<html lang=\"en\" data-embed>"),
    // A link followed inside a frame would put another page into the slide.
    ("<title>", "</title>", "<base target=\"_blank\">\n    <title>Container Diet, embedded</title>"),
    // Before the style sheet, so that it is seen while that is on its way; it looks the same with it.
    ("<!-- Before", "</header>", ""),
    (STYLE, "", "<link rel=\"stylesheet\" href=\"style.css\">\n    <link rel=\"stylesheet\" href=\"embed.css\">"),
    ("<nav class=\"skip\"", "</nav>", ""),
    ("<h1>", "", HEAD),
    // Whose place is not there is not loaded.
    ("<div id=\"project-part\">", "<div id=\"questions\"", "<div id=\"questions\""),
    ("<div id=\"details-part\"></div>", "", PREDICTION),
    ("<footer class=\"foot\">", "</footer>", FOOT),
];

const STYLE: &str = "<link rel=\"stylesheet\" href=\"style.css\">";

/// What was not understood, and how a prediction turned out.
const HEAD: &str = r#"<p class="notice" id="unknown" hidden></p>
      <div id="predicted"><p tabindex="-1"></p><button type="button" id="again">Predict again</button></div>
      <h1 class="hidden">"#;

/// The place of map and picture; predict, then reveal. The script removes what was not asked for.
const PREDICTION: &str = r#"<div id="details-part"></div>
      <p id="unasked">This question is not asked for this service.</p>
      <form id="predict" autocomplete="off">
        <fieldset>
          <legend>What do you predict?</legend>
          <div class="options">
            <label><input type="radio" name="prediction" value="Full"><span>Full</span></label>
            <label><input type="radio" name="prediction" value="Slim"><span>Slim</span></label>
            <label><input type="radio" name="prediction" value="Alpine"><span>Alpine</span></label>
            <label><input type="radio" name="prediction" value="Distroless"><span>Distroless</span></label>
            <label><input type="radio" name="prediction" value="Scratch"><span>Scratch</span></label>
          </div>
        </fieldset>
        <button id="reveal" disabled>Reveal</button>
      </form>"#;

/// The way to the whole page. The script stands after all that it looks at.
const FOOT: &str = r#"<footer class="foot">
      <p><a id="open" href="index.html" target="_blank" rel="noopener">Open this exact state in Container Diet</a></p>
    </footer>
    <script src="embed.js"></script>"#;
