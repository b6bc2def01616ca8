//! What a place in the page consists of, as one number: its elements, texts and
//! comments in their order. A translator or an extension changes it, and then
//! nothing can be taken up as the build made it.

/// The shape of HTML, as the build writes it or as a browser says it of an element.
/// By bytes: slices of text bring what says that one was cut within a letter, with
/// tables of all letters, into the first view.
pub fn shape(html: &str) -> u32 {
    let mut shape = 0x811c_9dc5;
    let mut rest = html.as_bytes();
    while !rest.is_empty() {
        let (kind, end): (&[u8], usize) = if rest.starts_with(b"<!") {
            (b"!", comment(rest))
        } else if rest.starts_with(b"<") {
            let name = rest.iter().position(|byte| matches!(byte, b' ' | b'>'));
            (rest.split_at(name.unwrap_or(rest.len())).0, tag(rest))
        } else {
            (b"text", rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len()))
        };
        for byte in kind {
            shape = (shape ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        rest = rest.split_at(end).1;
    }
    shape
}

/// Where a comment ends.
fn comment(html: &[u8]) -> usize {
    let ends = |at: usize| html[at] == b'>' && (at == 2 || html.split_at(at).0.ends_with(b"--"));
    (0..html.len()).find(|at| ends(*at)).map_or(html.len(), |at| at + 1)
}

/// Where a tag ends. Some browsers leave `>` in attributes as it is.
fn tag(html: &[u8]) -> usize {
    let mut is_quoted = false;
    let end = html.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        *byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |end| end + 1)
}
