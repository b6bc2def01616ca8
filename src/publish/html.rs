//! What the written pages have in common.
//!
//! The release build puts the page's policy in place of a comment, which is why
//! the comment has to stay as it is: see `scripts/finish.sh`.

/// A whole page: its title and heading, and what stands below that.
pub fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    <!-- policy -->\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    \
         <title>{title} – Container Diet</title>\n    \
         <link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n    \
         <link rel=\"stylesheet\" href=\"style.css\">\n    <link rel=\"stylesheet\" href=\"text.css\">\n  </head>\n  <body>\n    <main class=\"text\">\n      \
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
