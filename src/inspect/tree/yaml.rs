//! YAML: the parts of each document, in one list.

use saphyr_parser::{Event, Parser, ScanError};

use super::node::{DEEPEST, Node, Parsed, TOO_DEEP, Value};

/// How many nodes may be made of names for others, which can be so written that
/// a few lines become millions.
const MOST_COPIES: usize = 10_000;

/// What is being read: a list, or a map with the name that waits for its value.
enum Open {
    List(Vec<Node>),
    Map(Vec<(String, Node)>, Option<String>),
}

/// The documents of a YAML file as a list. What follows an error is not read.
pub fn yaml(text: &str) -> Parsed {
    let mut documents = Vec::new();
    match read(text, &mut documents) {
        Err(problem) if documents.is_empty() => Err(problem),
        _ => Ok(Node { line: 1, value: Value::List(documents) }),
    }
}

fn read(text: &str, documents: &mut Vec<Node>) -> Result<(), String> {
    let said = |error: ScanError| format!("{} in line {}", error.info(), error.marker().line());
    let mut open: Vec<(Open, u32, usize)> = Vec::new();
    let mut named: Vec<(usize, Node)> = Vec::new();
    let mut copies = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(said)?;
        let line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
        let (node, anchor) = match event {
            Event::SequenceStart(anchor, _) => {
                open.push((Open::List(Vec::new()), line, anchor));
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push((Open::Map(Vec::new(), None), line, anchor));
                continue;
            }
            Event::Scalar(text, _, anchor, _) => (Node::text_at(line, text), anchor),
            Event::Alias(of) => {
                let node = named.iter().rev().find(|(anchor, _)| *anchor == of).map_or_else(Node::default, |(_, node)| node.clone());
                copies += node.walk().take(MOST_COPIES).count();
                if copies > MOST_COPIES {
                    return Err(format!("aliases create too many values in line {line}"));
                }
                (Node { line, ..node }, 0)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((closed, line, anchor)) = open.pop() else { continue };
                let value = match closed {
                    Open::List(items) => Value::List(items),
                    Open::Map(entries, _) => Value::Map(entries),
                };
                (Node { line, value }, anchor)
            }
            Event::DocumentStart(_) => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        if open.len() > DEEPEST {
            return Err(TOO_DEEP.into());
        }
        if anchor != 0 {
            named.push((anchor, node.clone()));
            copies += node.walk().take(MOST_COPIES).count();
        }
        match open.last_mut() {
            Some((Open::List(items), ..)) => items.push(node),
            Some((Open::Map(entries, name), ..)) => match name.take() {
                None => *name = Some(node.text().unwrap_or_default().to_string()),
                // What another value is merged from stands beside its own names, which count.
                Some(merged) if merged == "<<" => {
                    let own: Vec<(String, Node)> = node.entries().to_vec();
                    copies += own.len();
                    entries.extend(own);
                }
                Some(name) => entries.push((name, node)),
            },
            None => documents.push(node),
        }
        if copies > MOST_COPIES {
            return Err(format!("aliases create too many values in line {line}"));
        }
    }
    Ok(())
}
