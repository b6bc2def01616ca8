//! What the written pages have in common.
//!
//! The release build puts the page's policy in place of a comment, which is why
//! the comment has to stay as it is: see `scripts/finish.sh`.

/// The pages beside the explorer, as their bar names them: address, name and title.
const PAGES: [(&str, &str, &str); 5] = [
    ("catalogue.html", "All images", "Image catalogue"),
    ("rule.html", "Rules", "How a base is chosen"),
    ("evidence.html", "Evidence", "Evidence for the rules"),
    ("myths.html", "Common myths", "Common myths"),
    ("packages.html", "Native packages", "Native packages"),
];

/// As in the head of the explorer.
const LOGO: &str = "<svg width=\"238\" height=\"32\" viewBox=\"-6 0 238 32\" role=\"img\" aria-label=\"Container Diet\" fill=\"currentColor\">\
<path d=\"M2 5h24v22H2zm3 3v16h18V8z\"/><path d=\"M8 11h12v2H8zm0 4h9v2H8zm0 4h6v2H8z\"/>\
<text x=\"36\" y=\"23\" font-family=\"system-ui, sans-serif\" font-size=\"22\" font-weight=\"700\">Container Diet</text></svg>";

/// A whole page: its title and heading, and what stands below that.
pub fn document(title: &str, body: &str) -> String {
    let bar: String = PAGES
        .iter()
        .map(|(address, name, of)| {
            let here = if *of == title { " aria-current=\"page\"" } else { "" };
            format!(" <a href=\"{address}\"{here}>{name}</a>")
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    <!-- policy -->\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    \
         <title>{title} – Container Diet</title>\n    \
         <link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n    \
         <link rel=\"stylesheet\" href=\"style.css\">\n    <link rel=\"stylesheet\" href=\"text.css\">\n  </head>\n  <body>\n    \
         <header class=\"top text\"><a href=\"./\">{LOGO}</a></header>\n    \
         <nav class=\"pages text\" aria-label=\"Pages\">{bar}</nav>\n    <main class=\"text\">\n      \
         <h1>{title}</h1>\n{body}    </main>\n  </body>\n</html>\n"
    )
}

/// Text with `&` and `<` escaped, so that HTML shows it as it is.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Text, escaped, in which each address that stands for itself is a link.
pub fn linked(text: &str) -> String {
    let link = |part: &str| match part.starts_with("https://") && !part.contains([' ', '"']) {
        true => format!("<a href=\"{0}\">{0}</a>", escaped(part)),
        false => escaped(part),
    };
    text.split("; ").map(link).collect::<Vec<_>>().join("; ")
}
