//! What a place in the page consists of, as one number: its elements, texts and
//! comments in their order. A translator or an extension changes it, and then
//! nothing can be taken up as the build made it.

/// The shape of HTML, as the build writes it or as a browser says it of an element.
pub fn shape(html: &str) -> u32 {
    let mut shape = 0x811c_9dc5;
    let mut rest = html;
    while !rest.is_empty() {
        let (kind, end) = if rest.starts_with("<!") {
            ("!", if rest.starts_with("<!>") { 3 } else { rest.find("-->").map_or(rest.len(), |at| at + 3) })
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

/// Where a tag ends. Some browsers leave `>` in attributes as it is.
fn tag(html: &str) -> usize {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |end| end + 1)
}
