//! The calls of a CMakeLists.txt, and which of them are made where nothing is set.

/// A call with its words: `find_package(OpenSSL REQUIRED)`.
pub(super) struct Call<'a> {
    pub(super) line: u32,
    /// In small letters, as CMake does not tell them apart.
    pub(super) name: String,
    pub(super) words: Vec<&'a str>,
}

impl Call<'_> {
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

/// Every call of a text, in which a quoted word may have lines of its own. What is not closed
/// ends with the text.
pub(super) fn calls(text: &str) -> Vec<Call<'_>> {
    let mut all: Vec<Call<'_>> = Vec::new();
    let (mut line, mut depth, mut rest, mut name) = (1_u32, 0_u32, text, "");
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| !letter.is_whitespace() && !['(', ')', '"', '#'].contains(&letter);
        let end = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => rest.get(1..).and_then(|rest| rest.find('"')).map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(end);
        match (first, depth) {
            ('(', 0) => {
                all.push(Call { line, name: name.to_ascii_lowercase(), words: Vec::new() });
                depth = 1;
            }
            ('(', _) => depth += 1,
            (')', _) => depth = depth.saturating_sub(1),
            ('#', _) => {}
            _ if first.is_whitespace() => {}
            (_, 0) => name = word,
            _ => all.last_mut().into_iter().for_each(|call| call.words.push(word.trim_matches('"'))),
        }
        line += word.matches('\n').count() as u32;
        rest = behind;
    }
    all
}

/// Whether an option is for tests, documents or examples, by the words of its name.
fn is_extra(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "TEST",
        "TESTS",
        "TESTING",
        "UNITTESTS",
        "DOC",
        "DOCS",
        "DOCUMENTATION",
        "MANPAGES",
        "EXAMPLE",
        "EXAMPLES",
        "SAMPLES",
        "BENCH",
        "BENCHMARK",
        "BENCHMARKS",
        "FUZZ",
        "FUZZER",
        "FUZZERS",
    ];
    let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    is_name && name.to_ascii_uppercase().split('_').any(|word| WORDS.contains(&word))
}

/// What is on or off where nothing is set.
#[derive(Default)]
pub(super) struct Options<'a> {
    known: Vec<(&'a str, bool)>,
}

fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_uppercase().as_str() {
        "ON" | "TRUE" | "YES" | "1" => Some(true),
        "OFF" | "FALSE" | "NO" | "0" => Some(false),
        _ => None,
    }
}

/// Where nothing of ours is built.
const ELSEWHERE: &[&str] = &["WIN32", "WIN64", "APPLE", "MSVC", "MINGW", "CYGWIN", "ANDROID", "IOS", "BSD", "EMSCRIPTEN"];
/// Where all of ours is built.
const HERE: &[&str] = &["UNIX", "LINUX"];

/// The option that a call declares, and whether it is on.
fn declared<'a>(call: &Call<'a>) -> Option<(&'a str, bool)> {
    let name = *call.words.first()?;
    let value = match call.name.as_str() {
        // Without a value it is off.
        "option" => call.words.get(2).map_or(Some(false), |word| truth(word))?,
        // Projects wrap it: `option_env(WITH_TLS "Encrypt" ON)`.
        wrapped if wrapped.starts_with("option_") || wrapped.ends_with("_option") => truth(call.words.get(2)?)?,
        "set" if call.words.get(2) == Some(&"CACHE") && call.words.get(3) == Some(&"BOOL") => truth(call.words.get(1)?)?,
        _ => return None,
    };
    Some((name, value))
}

impl<'a> Options<'a> {
    /// The options that some calls declare, but for those that a Dockerfile turns on or off.
    pub(super) fn of(calls: &[Call<'a>], is_set: impl Fn(&str) -> bool) -> Options<'a> {
        let free = calls.iter().filter_map(declared).filter(|(name, _)| !is_set(name));
        // What only makes tests or documents is turned off.
        Options { known: free.map(|(name, value)| (name, value && !is_extra(name))).collect() }
    }

    /// The options that are on by default and make nothing of the program, each with its line.
    pub(super) fn extra(calls: &[Call<'a>], is_set: &dyn Fn(&str) -> bool) -> Vec<(&'a str, u32)> {
        let on = calls.iter().filter_map(|call| declared(call).filter(|(_, value)| *value).map(|(name, _)| (name, call.line)));
        on.filter(|(name, _)| is_extra(name) && !is_set(name)).collect()
    }

    /// Those of several files together.
    pub(super) fn all(several: Vec<Options<'a>>) -> Options<'a> {
        Options { known: several.into_iter().flat_map(|options| options.known).collect() }
    }

    fn is(&self, word: &str) -> Option<bool> {
        if ELSEWHERE.contains(&word) {
            return Some(false);
        }
        if HERE.contains(&word) {
            return Some(true);
        }
        self.known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).or_else(|| truth(word))
    }

    /// Whether a condition is met, as far as that is known: `A AND NOT B`.
    fn holds(&self, words: &[&str]) -> Option<bool> {
        if words.contains(&"OR") {
            return None;
        }
        let each = words.split(|word| *word == "AND").map(|part| match part {
            [word] => self.is(word),
            ["NOT", word] => self.is(word).map(|value| !value),
            _ => None,
        });
        let all: Vec<Option<bool>> = each.collect();
        if all.contains(&Some(false)) {
            return Some(false);
        }
        if all.contains(&None) { None } else { Some(true) }
    }

    /// The calls that are made, as far as that is known.
    pub(super) fn made<'c>(&self, calls: &'c [Call<'a>]) -> Vec<&'c Call<'a>> {
        // Of each condition that is open: whether its branch is taken, and whether one was before.
        let mut open: Vec<(Option<bool>, bool)> = Vec::new();
        let mut made = Vec::new();
        for call in calls {
            match call.name.as_str() {
                "if" => {
                    let holds = self.holds(&call.words);
                    open.push((holds, holds == Some(true)));
                }
                "elseif" | "else" => {
                    if let Some((holds, was)) = open.last_mut() {
                        *holds = match (*was, call.name.as_str()) {
                            (true, _) => Some(false),
                            (false, "else") => None,
                            (false, _) => self.holds(&call.words),
                        };
                        *was |= *holds == Some(true);
                    }
                }
                "endif" => {
                    open.pop();
                }
                _ if open.iter().all(|(holds, _)| *holds != Some(false)) => made.push(call),
                _ => {}
            }
        }
        made
    }
}
