//! Arguments and variables, put in where Docker does that, and where a shell of a build does.

use super::words::fill;
use super::{File, Instruction, Stage};

/// Values by name; of several of one name the last counts.
pub type Values = Vec<(String, Option<String>)>;

/// Instructions whose text Docker itself puts values into.
const BY_DOCKER: &[&str] = &["ADD", "COPY", "ENV", "EXPOSE", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"];
/// So many letters may all values add to a file: a hostile one is left as it is from there on.
const MOST_ADDED: usize = 200_000;
/// So many values are kept; what comes after them is left as it is written.
const MOST_VALUES: usize = 200;
/// Parts of names whose values are kept out of every text.
const SECRET: &[&str] = &["KEY", "TOKEN", "SECRET", "PASS", "PWD", "CREDENTIAL", "AUTH"];

impl File {
    /// The same file with the values of its arguments and variables in it, as far as they have one.
    pub fn filled(&self) -> File {
        let mut file = File { arguments: self.arguments.clone(), stages: Vec::new(), problem: self.problem.clone() };
        let (mut all, mut left): (Vec<Known>, usize) = (Vec::new(), MOST_ADDED);
        let first = Known { values: self.arguments.iter().take(MOST_VALUES).cloned().collect(), variables: Vec::new() };
        for stage in &self.stages {
            // A stage begins with what the one has that it goes on from.
            let mut known = stage.base.and_then(|at| all.get(at)).unwrap_or(&first).clone();
            let mut instructions = Vec::new();
            for instruction in &stage.instructions {
                let instruction = instruction.filled(&known.values, &mut left);
                if ["ARG", "ENV"].contains(&instruction.name.as_str()) && !instruction.on_build {
                    for (name, value) in instruction.assigned() {
                        known.take(instruction.name == "ENV", name, value);
                    }
                }
                instructions.push(instruction);
            }
            file.stages.push(Stage { instructions, ..stage.clone() });
            all.push(known);
        }
        file
    }

    /// The variables that a stage leaves to what it starts, but for those that may hold a secret.
    pub fn environment(&self, at: usize) -> Values {
        let instructions = self
            .line_of_stages(at)
            .into_iter()
            .flat_map(|stage| &stage.instructions)
            .filter(|instruction| instruction.name == "ENV" && !instruction.on_build);
        instructions
            .flat_map(Instruction::assigned)
            .filter(|(name, _)| !is_secret(name))
            .map(|(name, value)| (name, Some(value)))
            .take(MOST_VALUES)
            .collect()
    }
}

/// What has a value at a place of a stage.
#[derive(Clone)]
struct Known {
    values: Values,
    /// The names of those that are variables.
    variables: Vec<String>,
}

impl Known {
    fn take(&mut self, is_variable: bool, name: String, value: String) {
        // A variable hides an argument of its name.
        let is_hidden = !is_variable && self.variables.contains(&name);
        if is_secret(&name) || is_hidden || self.values.len() >= MOST_VALUES {
            return;
        }
        let value = if is_variable { value } else { fill(&value, &self.values) };
        if is_variable {
            self.variables.push(name.clone());
        }
        self.values.push((name, Some(value)));
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    SECRET.iter().any(|part| name.contains(part))
}

impl Instruction {
    /// The names of ARG and ENV that have a value, with it.
    pub fn assigned(&self) -> Vec<(String, String)> {
        let words = shlex::split(&self.text).unwrap_or_default();
        match words.split_first() {
            // The old form of ENV has a space in place of the sign.
            Some((name, rest)) if self.name == "ENV" && !name.contains('=') => vec![(name.clone(), rest.join(" "))],
            _ => words.iter().filter_map(|word| word.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect(),
        }
    }

    fn filled(&self, known: &Values, left: &mut usize) -> Instruction {
        let mut instruction = self.clone();
        let has_a_variable = instruction.text.contains('$') || instruction.options.iter().any(|(_, value)| value.contains('$'));
        if instruction.on_build || !has_a_variable || !(BY_DOCKER.contains(&instruction.name.as_str()) || instruction.name == "RUN") {
            return instruction;
        }
        let mut put_in = |text: &str| {
            if !text.contains('$') {
                return text.to_string();
            }
            let out = fill(text, known);
            let added = out.len().saturating_sub(text.len());
            if added > *left {
                return text.to_string();
            }
            *left -= added;
            out
        };
        instruction.text = match instruction.name.as_str() {
            // A value may be of several words, and stays one.
            "ENV" => {
                let pairs = instruction.assigned().into_iter().map(|(name, value)| (name, put_in(&value)));
                let quoted = |value: &str| shlex::try_quote(value).map_or_else(|_| value.to_string(), |value| value.into_owned());
                pairs.map(|(name, value)| format!("{name}={}", quoted(&value))).collect::<Vec<_>>().join(" ")
            }
            _ => put_in(&instruction.text),
        };
        instruction.exec = instruction.exec.map(|words| words.iter().map(|word| put_in(word)).collect());
        for (_, value) in &mut instruction.options {
            *value = put_in(value);
        }
        instruction
    }
}
