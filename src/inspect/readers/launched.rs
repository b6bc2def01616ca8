//! What the Dockerfile that is there starts in the end: through inits, shells and start
//! scripts of the project, as far as their words say it.

use super::command::without_init;
use super::shell::{Call, calls, may_be_a_function, prepares};
use crate::inspect::containerfile::{File, Instruction, Values, copied_to, instructions};
use crate::inspect::project::{View, file_name, folder_of};

/// Where a command stands.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// The file, from the root of the project.
    pub path: String,
    /// The line of that file, counted from one.
    pub line: u32,
    /// What people call it: `CMD`, or the name of a script.
    pub by: String,
}

/// A command that starts a service, with where it stands and what it does before.
pub(super) struct Launch {
    /// The words of the program, all of them known; none where it is not known which program that is.
    pub words: Vec<String>,
    /// The file and line that the words come from.
    pub place: Written,
    /// What runs before it.
    pub before: Vec<(Vec<String>, Written)>,
    /// Files that a command before it writes: the file, the command, and where that stands.
    pub made: Vec<(String, String, Written)>,
    /// What runs beside it.
    pub beside: Vec<(String, Written)>,
    /// Words that only a shell knows, which are left out.
    pub left_out: Vec<String>,
    /// Programs of which one is started, by a condition.
    pub one_of: Vec<String>,
    /// What starts the program and works beside it, with where that stands.
    pub wrapped_by: Option<(String, Written)>,
    /// Whether a script of the project was followed.
    pub by_script: bool,
}

/// So many commands before a service are told.
const MOST_EARLIER: usize = 20;
/// So many scripts may start one another.
const MOST_SCRIPTS: usize = 4;
/// Programs that run scripts.
const SHELLS: &[&str] = &["sh", "bash", "ash", "dash", "zsh"];

/// Whether a word names a shell.
pub(super) fn is_shell(word: &str) -> bool {
    SHELLS.contains(&file_name(word))
}

struct Follower<'a> {
    whole: View<'a>,
    dockerfile: &'a str,
    folder: &'a str,
    file: &'a File,
    /// The instructions of what runs.
    instructions: Vec<&'a Instruction>,
    values: Values,
    launch: Launch,
}

/// Follows ENTRYPOINT and CMD of a file with its values in it.
pub(super) fn launched(view: &View<'_>, dockerfile: &str, file: &File) -> Option<Launch> {
    let last = file.stages.len().checked_sub(1)?;
    let instructions = instructions(&file.line_of_stages(last));
    let of = |name: &str| instructions.iter().rev().find(|instruction| instruction.name == name).copied();
    let (entrypoint, command) = (of("ENTRYPOINT"), of("CMD"));
    let instruction = entrypoint.or(command)?;
    let place = Written { path: dockerfile.into(), line: instruction.line, by: instruction.name.clone() };
    let words = |instruction: &Instruction| {
        instruction.exec.clone().unwrap_or_else(|| vec!["/bin/sh".into(), "-c".into(), instruction.text.clone()])
    };
    // A shell reads the whole entrypoint, and no command behind it.
    let behind = command.filter(|_| instruction.name == "ENTRYPOINT" && instruction.exec.is_some());
    let launch = Launch {
        words: Vec::new(),
        place: place.clone(),
        before: Vec::new(),
        made: Vec::new(),
        beside: Vec::new(),
        left_out: Vec::new(),
        one_of: Vec::new(),
        wrapped_by: None,
        by_script: false,
    };
    let all: Vec<String> = words(instruction).into_iter().chain(behind.map(words).unwrap_or_default()).collect();
    let mut follower =
        Follower { whole: view.whole(), dockerfile, folder: view.folder, file, values: file.environment(last), instructions, launch };
    // What a script hands on stands in CMD.
    let given = command.map_or(place.clone(), |instruction| Written {
        path: dockerfile.into(),
        line: instruction.line,
        by: instruction.name.clone(),
    });
    follower.follow(&all, place, &given, 0);
    Some(follower.launch)
}

impl Follower<'_> {
    fn follow(&mut self, words: &[String], place: Written, given: &Written, depth: usize) {
        let words = without_init(words);
        if let Some(inner) = wrapped(words) {
            self.launch.wrapped_by = Some(("Litestream".into(), place.clone()));
            return self.follow(&inner, place, given, depth + 1);
        }
        let Some((first, rest)) = words.split_first() else { return };
        if is_shell(first) {
            let options = rest.iter().take_while(|word| word.starts_with('-')).count();
            let (options, rest) = rest.split_at(options);
            return match rest.split_first() {
                Some((text, rest)) if options.iter().any(|option| !option.starts_with("--") && option.contains('c')) => {
                    let fixed = Some(place.line);
                    self.script(text, rest.get(1..).unwrap_or_default(), &place, fixed, given, depth + 1);
                }
                Some(_) => self.follow(rest, place, given, depth + 1),
                None => {}
            };
        }
        if depth <= MOST_SCRIPTS
            && let Some((path, text, line)) = self.script_at(first)
        {
            self.launch.by_script = true;
            // Its own name, which may be another in the image.
            let by = file_name(if path == self.dockerfile { first } else { &path }).to_string();
            let text = format!("{}{text}", "\n".repeat(line as usize));
            return self.script(&text, rest, &Written { path, line: 0, by }, None, given, depth + 1);
        }
        let (known, left_out) = without_unknown(words);
        self.launch.left_out = left_out;
        self.launch.words = known;
        self.launch.place = place;
    }

    /// Follows what a script starts; `fixed` is the line where all of it stands.
    fn script(&mut self, text: &str, arguments: &[String], place: &Written, fixed: Option<u32>, given: &Written, depth: usize) {
        let mut all = calls(text, &mut self.values);
        for call in &mut all {
            if let Some(inner) = wrapped(&call.words) {
                self.launch.wrapped_by = Some(("Litestream".into(), Written { line: fixed.unwrap_or(call.line), ..place.clone() }));
                call.words = inner;
            }
        }
        let at = |call: &Call| Written { line: fixed.unwrap_or(call.line), ..place.clone() };
        let is_handed_on = |call: &Call| call.words == ["$@"];
        let mut arguments = arguments.to_vec();
        for call in &all {
            // What it is called with, where it is called with nothing.
            if let ([set, dashes, rest @ ..], true) = (call.words.as_slice(), arguments.is_empty())
                && (set.as_str(), dashes.as_str()) == ("set", "--")
            {
                arguments = rest.iter().filter(|word| *word != "$@").cloned().collect();
            }
        }
        let own: Vec<usize> =
            (0..all.len()).filter(|at| all[*at].is_exec && !is_handed_on(&all[*at]) && !prepares(&all[*at].words)).collect();
        let handed_on = all.iter().rposition(is_handed_on).filter(|_| !arguments.is_empty());
        let awaited = awaited(&all, |path| self.has_here(path));
        let name = |at: &usize| without_init(&all[*at].words).first().map_or("", |word| file_name(word)).to_string();
        let chosen = match own.as_slice() {
            _ if handed_on.is_some() => handed_on,
            [] if awaited.is_some() => awaited,
            [] => all.iter().rposition(|call| call.is_sure && !call.is_beside && !prepares(&call.words)).or_else(|| {
                // All of them in conditions: one program with other words, and tests.
                let some: Vec<usize> =
                    (0..all.len()).filter(|at| !all[*at].is_beside && !prepares(&all[*at].words) && !tests(&all[*at].words)).collect();
                let is_one = some.iter().all(|at| name(at) == name(&some[0]));
                some.last().copied().filter(|_| is_one)
            }),
            some => some.iter().rev().find(|at| all[**at].is_sure).copied().or_else(|| {
                let is_one = some.iter().all(|at| name(at) == name(&some[0]));
                some.last().copied().filter(|_| is_one)
            }),
        };
        let Some(chosen) = chosen else {
            let mut named: Vec<String> = own.iter().map(|at| without_init(&all[*at].words).join(" ")).collect();
            named.dedup();
            self.launch.one_of = named;
            if let Some(first) = own.first() {
                self.launch.place = at(&all[*first]);
            }
            return;
        };
        let takes_others = all.iter().any(|call| [".", "source"].contains(&call.words[0].as_str()));
        for call in all[..chosen]
            .iter()
            .filter(|call| !(takes_others && may_be_a_function(&call.words)))
            .filter(|call| !prepares(&call.words) && !tests(&call.words) && !call.is_exec && !is_handed_on(call))
        {
            let is_known = !call.words.iter().any(|word| word.contains('$'));
            if self.launch.before.len() + self.launch.beside.len() + self.launch.made.len() > MOST_EARLIER {
                break;
            }
            if call.is_beside {
                self.launch.beside.push((call.words.join(" "), at(call)));
            } else if let Some(file) = &call.makes {
                self.launch.made.push((file.clone(), call.words.join(" "), at(call)));
            } else if is_known && !self.launch.before.iter().any(|(words, _)| *words == call.words) {
                self.launch.before.push((call.words.clone(), at(call)));
            }
        }
        if Some(chosen) == handed_on {
            return self.follow(&arguments, given.clone(), given, depth);
        }
        let words = &all[chosen].words;
        let words: Vec<String> = words.iter().flat_map(|word| if word == "$@" { arguments.clone() } else { vec![word.clone()] }).collect();
        self.follow(&words, at(&all[chosen]), given, depth);
    }

    /// The project's script that lies where a word says: its path, its text, and the line before it.
    fn script_at(&self, word: &str) -> Option<(String, String, u32)> {
        let name = file_name(word);
        let workdir = workdir(&self.instructions);
        let wanted = if word.contains('/') { copied_to(&workdir, word) } else { String::new() };
        for instruction in self.instructions.iter().rev().filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str())) {
            let Some((sources, to)) = instruction.copied() else { continue };
            let to = copied_to(&workdir, &to);
            if let Some(heredoc) = instruction.heredocs.first().filter(|_| to == wanted || wanted.is_empty() && file_name(&to) == name) {
                let is_script = heredoc.text.starts_with("#!") && heredoc.text.lines().next().is_some_and(|line| line.contains("sh"));
                return (is_script || name.ends_with(".sh")).then(|| (self.dockerfile.into(), heredoc.text.clone(), heredoc.line - 1));
            }
            let root = instruction.option("from").and_then(|from| self.file.find(from)).and_then(|at| self.file.stages.get(at));
            let root = root.map_or_else(String::new, |stage| self::workdir(&stage.instructions.iter().collect::<Vec<_>>()));
            for source in sources {
                let source = source.strip_prefix(&root).unwrap_or(&source).trim_matches('/').trim_start_matches("./").to_string();
                let is_it = to == wanted || wanted.is_empty() && file_name(&to) == name || file_name(&source) == name;
                let below = wanted.strip_prefix(&to).map(|rest| format!("{source}/{}", rest.trim_start_matches('/')));
                let own = is_it.then(|| source.clone());
                if let Some(found) = own.into_iter().chain(below).find_map(|path| self.text_of(&path)) {
                    return Some(found);
                }
            }
        }
        // All of the project may be there, and folders of it in other places.
        let ends = wanted.trim_start_matches('/');
        let near = |path: &str| {
            let of = folder_of(path);
            (!path.ends_with(ends), of != self.folder && of != folder_of(self.dockerfile), path.len())
        };
        let path = self.whole.names().filter(|path| file_name(path) == name).min_by_key(|path| near(path))?;
        self.text_of(path)
    }

    /// Whether the project has a file, in the folder of the service.
    fn has_here(&self, path: &str) -> bool {
        let folder = self.folder;
        self.whole.has(&if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") })
    }

    /// A script by its path from the root, the folder of the service or that of the Dockerfile.
    fn text_of(&self, path: &str) -> Option<(String, String, u32)> {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        for folder in ["", self.folder, folder_of(self.dockerfile)] {
            let path = if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") };
            let Some(text) = self.whole.text(&path) else { continue };
            let first = text.lines().next().unwrap_or_default();
            let is_of_a_shell = first.starts_with("#!") && first.split(['/', ' ']).any(|word| SHELLS.contains(&word));
            if is_of_a_shell || path.ends_with(".sh") && !first.starts_with("#!") {
                return Some((path, text.into(), 0));
            }
        }
        None
    }
}

/// The program that a script starts beside itself and waits for, to pass signals on: one, which
/// conditions may name in several ways. Of those the first that is there.
fn awaited(all: &[Call], has: impl Fn(&str) -> bool) -> Option<usize> {
    let end = all.iter().rposition(|call| call.words[0] == "wait")?;
    let begin = all[..end].iter().position(|call| call.is_beside && !prepares(&call.words))?;
    let beside: Vec<usize> = (begin..end).filter(|at| all[*at].is_beside && !prepares(&all[*at].words)).collect();
    let is_one = beside.iter().all(|at| all[*at].words[0] == all[begin].words[0] && (beside.len() == 1 || !all[*at].is_sure));
    let is_there = |at: &&usize| all[**at].words.iter().any(|word| word.contains('/') && has(word.trim_start_matches("./")));
    beside.iter().find(is_there).or(beside.first()).copied().filter(|_| is_one)
}

/// Whether a call runs tests.
fn tests(words: &[String]) -> bool {
    words.first().is_some_and(|word| ["pytest", "tox", "jest", "vitest", "phpunit", "rspec"].contains(&file_name(word)))
}

/// What Litestream starts beside itself: `litestream replicate -exec "program"`.
fn wrapped(words: &[String]) -> Option<Vec<String>> {
    let (_, rest) = words.split_first().filter(|(first, _)| file_name(first) == "litestream")?;
    let at = rest.iter().position(|word| word.trim_start_matches('-') == "exec")?;
    let inner = rest.get(at + 1..)?;
    let inner = if let [text] = inner { shlex::split(text)? } else { inner.to_vec() };
    (!inner.is_empty()).then_some(inner)
}

/// The folder that instructions end in.
pub(super) fn workdir(instructions: &[&Instruction]) -> String {
    let named = instructions.iter().filter(|instruction| instruction.name == "WORKDIR");
    named.fold("/".to_string(), |before, instruction| copied_to(&before, instruction.text.trim()))
}

/// Words without those whose value only a shell knows, and without their options; and
/// what was left out. None where the program itself is not known.
fn without_unknown(words: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut known, mut left_out): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        if !word.contains('$') {
            known.push(word.clone());
            continue;
        }
        if at == 0 {
            return (Vec::new(), vec![word.clone()]);
        }
        let is_value = !word.starts_with('-') && at > 1;
        match known.last().filter(|last| is_value && last.starts_with('-') && !last.contains('=')) {
            Some(option) => {
                left_out.push(format!("{option} {word}"));
                known.pop();
            }
            None => left_out.push(word.clone()),
        }
    }
    (known, left_out)
}
