//! XML: elements by name, attributes as `@name`, text as `#text` where there is more.

use roxmltree::{Document, Node as Element, ParsingOptions};

use super::node::{DEEPEST, Lines, Node, Parsed, TOO_DEEP, Value};

/// The most elements and attributes, far more than 1 MB of a manifest has.
const MOST_NODES: u32 = 200_000;

/// The tree of an XML file: a map that has the outermost element by its name.
/// Nothing is taken from other files, and names for texts are not replaced.
pub fn xml(text: &str) -> Parsed {
    if nests_too_deep(text) {
        return Err(TOO_DEEP.into());
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let lines = Lines::of(text);
    let root = document.root_element();
    let node = node(root, &lines, 0)?;
    Ok(Node { line: node.line, value: Value::Map(vec![(root.tag_name().name().into(), node)]) })
}

fn node(element: Element<'_, '_>, lines: &Lines, depth: usize) -> Parsed {
    if depth > DEEPEST {
        return Err(TOO_DEEP.into());
    }
    let line = lines.at(element.range().start);
    let mut entries: Vec<(String, Node)> =
        element.attributes().map(|attribute| (format!("@{}", attribute.name()), Node::text_at(line, attribute.value()))).collect();
    let mut text = String::new();
    for child in element.children() {
        if child.is_element() {
            entries.push((child.tag_name().name().into(), node(child, lines, depth + 1)?));
        } else if child.is_text() {
            text += child.text().unwrap_or_default();
        }
    }
    let text = text.trim();
    Ok(match (entries.is_empty(), text.is_empty()) {
        (true, true) => Node { line, value: Value::Nothing },
        (true, false) => Node::text_at(line, text),
        (false, is_empty) => {
            if !is_empty {
                entries.push(("#text".into(), Node::text_at(line, text)));
            }
            Node { line, value: Value::Map(entries) }
        }
    })
}

/// Whether more elements are open at once than a parser that calls itself should meet.
fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.split('<').skip(1).any(|tag| {
        let is_closed = tag.split('>').next().is_some_and(|inside| inside.ends_with('/'));
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if !is_closed => depth += 1,
            _ => {}
        }
        depth > 4 * DEEPEST
    })
}
