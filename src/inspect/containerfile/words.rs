//! Words of shells and arguments, as far as a review needs them.

/// The longest text that arguments are put into.
const LONGEST: usize = 500;

/// A stranger's word, short enough to be shown.
pub(super) fn shown(word: &str) -> String {
    word.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// A text with arguments put in: `$NAME`, `${NAME}`, `${NAME:-else}`. What is not
/// known stays as it is written.
pub fn expand(text: &str, arguments: &[(String, Option<String>)]) -> String {
    let known = |name: &str| arguments.iter().rev().find(|(own, _)| own == name).and_then(|(_, value)| value.as_deref());
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut out = String::new();
    let mut rest = text.trim_matches('"');
    while let Some((before, after)) = rest.split_once('$') {
        out += before;
        let (name, otherwise, next, written) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((inner, next)) => {
                let (name, otherwise) =
                    inner.split_once(":-").or_else(|| inner.split_once('-')).map_or((inner, None), |(name, or)| (name, Some(or)));
                (name, otherwise, next, format!("${{{inner}}}"))
            }
            None => {
                let end = after.find(|letter: char| !is_name(letter)).unwrap_or(after.len());
                let (name, next) = after.split_at(end);
                (name, None, next, format!("${name}"))
            }
        };
        match known(name).filter(|value| !value.is_empty()).or(otherwise) {
            Some(value) => out += value,
            None => out += &written,
        }
        rest = next;
        if out.len() > LONGEST {
            break;
        }
    }
    out += rest;
    out.chars().take(LONGEST).collect()
}

/// The commands of a shell's text, each as words: what stands between `&&`, `||`, `;`,
/// `|` and lines. Nothing is expanded; quotes and brackets of subshells are taken off.
pub fn commands(text: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    let (mut word, mut in_word, mut quote, mut letters) = (String::new(), false, None, text.chars().peekable());
    let end = |all: &mut Vec<Vec<String>>, word: &mut String, in_word: &mut bool| {
        if std::mem::take(in_word)
            && let Some(last) = all.last_mut()
        {
            last.push(std::mem::take(word));
        }
    };
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => word.push(letter),
            (_, '\\') => match letters.next() {
                Some('\n') | None => {}
                Some(next) => {
                    in_word = true;
                    word.push(next);
                }
            },
            (Some(_), _) => word.push(letter),
            (None, '"' | '\'') => (quote, in_word) = (Some(letter), true),
            // What another command gives is not known here, and a comment is often written so.
            (None, '`') => {
                for next in letters.by_ref() {
                    if next == '`' {
                        break;
                    }
                }
            }
            (None, '#') if !in_word => {
                while letters.peek().is_some_and(|next| *next != '\n') {
                    letters.next();
                }
            }
            (None, '&' | '|' | ';' | '\n' | '(' | ')' | '{' | '}') if !in_a_variable(&word, letter) => {
                end(&mut all, &mut word, &mut in_word);
                if all.last().is_some_and(|last| !last.is_empty()) {
                    all.push(Vec::new());
                }
            }
            (None, _) if letter.is_whitespace() => end(&mut all, &mut word, &mut in_word),
            (None, _) => {
                in_word = true;
                word.push(letter);
            }
        }
    }
    end(&mut all, &mut word, &mut in_word);
    let without_words_of_a_shell = all.into_iter().map(|words| {
        let skipped = words.iter().take_while(|word| is_no_command(word)).count();
        words.into_iter().skip(skipped).collect::<Vec<_>>()
    });
    without_words_of_a_shell.filter(|words| !words.is_empty()).collect()
}

/// `${NAME}` is one word, and so is `2>&1`.
fn in_a_variable(word: &str, letter: char) -> bool {
    match letter {
        '{' => word.ends_with('$'),
        '}' => word.contains("${"),
        '&' => word.ends_with('>'),
        _ => false,
    }
}

/// What stands before a command and is none.
fn is_no_command(word: &str) -> bool {
    let is_variable = word
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'));
    is_variable || ["if", "then", "else", "do", "while", "!", "exec", "sudo", "time", "eval", "env"].contains(&word)
}

/// Where something lies that is copied to a place of a stage: absolute, without a slash at its end.
pub fn copied_to(workdir: &str, to: &str) -> String {
    let to = to.trim_matches('"');
    let path = match to.strip_prefix('/') {
        Some(_) => to.to_string(),
        None => format!("{}/{}", workdir.trim_end_matches('/'), to.trim_start_matches("./")),
    };
    let path = path.trim_end_matches('.').trim_end_matches('/');
    if path.is_empty() { "/".into() } else { path.into() }
}

/// Managers with what follows them where they install.
const INSTALLERS: &[(&str, &[&str])] = &[
    ("apt-get", &["install"]),
    ("apt", &["install"]),
    ("apk", &["add"]),
    ("dnf", &["install"]),
    ("microdnf", &["install"]),
    ("yum", &["install"]),
    ("zypper", &["install"]),
];

/// The packages that a command installs.
pub fn installed(words: &[String]) -> Vec<&str> {
    let Some((_, verbs)) = words.first().and_then(|name| INSTALLERS.iter().find(|(own, _)| own == name)) else { return Vec::new() };
    let mut rest = words.iter().skip(1).skip_while(|word| !verbs.contains(&word.as_str()));
    rest.next();
    let mut out = Vec::new();
    while let Some(word) = rest.next() {
        match word.as_str() {
            // Some options take a word of their own: the name of a group, or a release.
            "-t" | "--virtual" | "--repository" | "--target-release" => drop(rest.next()),
            word if word.starts_with(['-', '.', '$', '/']) => {}
            word => out.push(word.split(['=', '~', '<', '>']).next().unwrap_or(word)),
        }
    }
    out
}
