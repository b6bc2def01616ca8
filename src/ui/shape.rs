//! What a place in the page consists of, as one number: its elements, texts and
//! comments in their order. A translator or an extension changes it, and then
//! nothing can be taken up as the build made it.

/// The shape of HTML, as the build writes it or as a browser says it of an element.
pub fn shape(html: &str) -> u32 {
    let mut shape = 0x811c_9dc5;
    let mut rest = html;
    while !rest.is_empty() {
        let (kind, end) = if rest.starts_with("<!") {
            ("!", comment(rest))
        } else if rest.starts_with('<') {
            (&rest[..rest.find([' ', '>']).unwrap_or(rest.len())], tag(rest))
        } else {
            ("text", rest.find('<').unwrap_or(rest.len()))
        };
        for byte in kind.bytes() {
            shape = (shape ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        rest = &rest[end..];
    }
    shape
}

/// Where a comment ends. By the character, which costs the first view less than by the word.
fn comment(html: &str) -> usize {
    let end = html.match_indices('>').find(|(at, _)| *at == 2 || html[..*at].ends_with("--"));
    end.map_or(html.len(), |(at, _)| at + 1)
}

/// Where a tag ends. Some browsers leave `>` in attributes as it is.
fn tag(html: &str) -> usize {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |end| end + 1)
}
