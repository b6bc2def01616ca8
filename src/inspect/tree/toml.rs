//! `pyproject.toml`, `Cargo.toml` and the like as a tree with lines.

use toml::de::{DeTable, DeValue};

use super::node::{DEEPEST, Lines, Node, Parsed, TOO_DEEP, Value, is_too_deep};

/// The tree of a TOML file. Where a line is wrong, the others are read.
pub fn toml(text: &str) -> Parsed {
    if is_too_deep(text, *b"[{", *b"]}") {
        return Err(TOO_DEEP.into());
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    match errors.first() {
        Some(error) if table.get_ref().is_empty() => {
            let line = error.span().map_or_else(String::new, |span| format!(" in line {}", lines.at(span.start)));
            Err(format!("{}{line}", error.message()))
        }
        _ => map(table.into_inner(), 1, &lines, 0),
    }
}

fn map(table: DeTable<'_>, line: u32, lines: &Lines, depth: usize) -> Parsed {
    let entry = |(name, value): (toml::Spanned<toml::de::DeString<'_>>, toml::Spanned<DeValue<'_>>)| {
        let line = lines.at(name.span().start);
        Ok((name.into_inner().into_owned(), node(value, line, lines, depth + 1)?))
    };
    Ok(Node { line, value: Value::Map(table.into_iter().map(entry).collect::<Result<_, String>>()?) })
}

/// A table stands where its name does, a value of a list where it is.
fn node(value: toml::Spanned<DeValue<'_>>, line: u32, lines: &Lines, depth: usize) -> Parsed {
    if depth > DEEPEST {
        return Err(TOO_DEEP.into());
    }
    Ok(match value.into_inner() {
        DeValue::String(text) => Node::text_at(line, text),
        DeValue::Integer(number) => Node::text_at(line, number.as_str()),
        DeValue::Float(number) => Node::text_at(line, number.as_str()),
        DeValue::Boolean(truth) => Node::text_at(line, if truth { "true" } else { "false" }),
        DeValue::Datetime(day) => Node::text_at(line, day.to_string()),
        DeValue::Array(array) => {
            let item = |value: toml::Spanned<DeValue<'_>>| {
                let line = lines.at(value.span().start);
                node(value, line, lines, depth + 1)
            };
            Node { line, value: Value::List(array.into_iter().map(item).collect::<Result<_, _>>()?) }
        }
        DeValue::Table(table) => map(table, line, lines, depth)?,
    })
}
