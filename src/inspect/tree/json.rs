//! JSON, with the comments and trailing commas that some tools allow.

use jsonc_parser::ast::{ObjectPropName, Value as Json};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::node::{DEEPEST, Lines, Node, Parsed, TOO_DEEP, Value, is_too_deep};

/// The tree of a JSON file.
pub fn json(text: &str) -> Parsed {
    read(text, &ParseOptions::default())
}

/// The tree of a text that has to be JSON and nothing more, as Docker takes it.
pub(in crate::inspect) fn strict_json(text: &str) -> Parsed {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    read(text, &strict)
}

fn read(text: &str, options: &ParseOptions) -> Parsed {
    if is_too_deep(text, *b"[{", *b"]}") {
        return Err(TOO_DEEP.into());
    }
    let read = parse_to_ast(text, &CollectOptions::default(), options).map_err(|error| error.to_string())?;
    let lines = Lines::of(text);
    read.value.map_or_else(|| Ok(Node::default()), |value| node(value, &lines, 0))
}

fn node(value: Json<'_>, lines: &Lines, depth: usize) -> Parsed {
    if depth > DEEPEST {
        return Err(TOO_DEEP.into());
    }
    Ok(match value {
        Json::StringLit(text) => Node::text_at(lines.at(text.range.start), text.value),
        Json::NumberLit(number) => Node::text_at(lines.at(number.range.start), number.value),
        Json::BooleanLit(truth) => Node::text_at(lines.at(truth.range.start), if truth.value { "true" } else { "false" }),
        Json::NullKeyword(null) => Node { line: lines.at(null.range.start), value: Value::Nothing },
        Json::Array(array) => {
            let items = array.elements.into_iter().map(|value| node(value, lines, depth + 1)).collect::<Result<_, _>>()?;
            Node { line: lines.at(array.range.start), value: Value::List(items) }
        }
        Json::Object(object) => {
            let mut entries = Vec::with_capacity(object.properties.len());
            for prop in object.properties {
                let name = match prop.name {
                    ObjectPropName::String(text) => text.value.into_owned(),
                    ObjectPropName::Word(word) => word.value.to_string(),
                };
                entries.push((name, node(prop.value, lines, depth + 1)?));
            }
            Node { line: lines.at(object.range.start), value: Value::Map(entries) }
        }
    })
}
