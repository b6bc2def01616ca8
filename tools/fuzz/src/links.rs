//! Fuzzes the reader of links: whatever a fragment says, it opens to a state
//! that can be written, read back, judged, made into a Dockerfile and taken
//! along, and none of its texts becomes anything but a text there.

#![no_main]

use container_diet::decision::{Decision, State};
use container_diet::dockerfile::SettingId;
use container_diet::facts::{self, Distribution, other_name};
use container_diet::link::{self, LONGEST, Problem};
use container_diet::model::questions::Runtime;
use container_diet::share::versus::{links, versus};
use container_diet::share::{Export, archive, card, markdown, record};
use libfuzzer_sys::fuzz_target;

/// The letters of links, as docs/links.md lists them.
const LETTERS: &[u8] = b"=&_./:,+-~@";
/// An address of ordinary length.
const BASE_URL: &str = "https://example.github.io/container-diet/";
/// How much of a stranger's text is repeated to people.
const MOST_LETTERS: usize = 40;
/// Of so many states one is taken along, as that takes most of the time.
const TAKEN: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let link::Opened { state, earlier, detail, problems, .. } = link::read(&text);
    let verdict = state.verdict();
    // Of a stranger's text the beginning is said, and it turns no line around.
    for problem in &problems {
        let said = problem.to_string();
        assert!(said.chars().all(is_harmless), "{said:?}");
        assert!(theirs(problem).is_none_or(|text| text.chars().count() <= MOST_LETTERS || !said.contains(text)), "{said:?}");
    }
    let since = earlier.and_then(|earlier| earlier.since(&verdict, !problems.is_empty()));
    assert_eq!(since.is_some(), earlier.is_some_and(|earlier| earlier.has_moved(&verdict)));
    assert!(since.is_none_or(|since| !since.because().is_empty()));
    assert!(links(&text).all(|link| !link.contains(char::is_whitespace)));

    let written = link::write(&state, &verdict);
    assert!(BASE_URL.len() + 1 + written.len() < 2_000 && written.len() < LONGEST, "{written}");
    assert!(written.bytes().all(|byte| byte.is_ascii_alphanumeric() || LETTERS.contains(&byte)), "{written}");
    let again = link::read(&written).state;
    assert_eq!(again, state, "{written}");
    assert_eq!(link::write(&again, &again.verdict()), written);
    assert_eq!(link::read(&link::write_with_view(&state, &verdict, detail)).detail, detail);

    let opened = state.clone();
    // The same service with nothing that a stranger could have typed.
    words_stay_words(&state);
    // Words may have any letter; what is counted below has none of them.
    let state = with_words(&state, |_| String::new());
    let plain = without_texts(&state);
    same_instructions(&state, &plain);
    if bytes.iter().fold(0, |sum: usize, byte| sum.wrapping_mul(31) + usize::from(*byte)).is_multiple_of(TAKEN) {
        same_files(&state, &plain);
    }
    if bytes.len().is_multiple_of(TAKEN) {
        different_as_said(&opened, &text);
    }
});

/// What a problem repeats of a link, whole.
fn theirs(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::Version(text) | Problem::UnknownKey(text) | Problem::UnknownWeight(text) => Some(text),
        Problem::UnknownValue { value, .. } | Problem::Setting { value, .. } => Some(value),
        _ => None,
    }
}

fn decided(state: &State) -> Decision {
    Decision::new(state.clone(), facts::as_of())
}

/// Neither a control letter nor one that turns a line around.
fn is_harmless(letter: char) -> bool {
    !letter.is_control() && !('\u{202a}'..='\u{202e}').contains(&letter) && !('\u{2066}'..='\u{2069}').contains(&letter)
}

/// The state with other texts in place of those that may have any letter.
fn with_words(state: &State, words: impl Fn(SettingId) -> String) -> State {
    let mut plain = state.clone();
    for id in [SettingId::Arguments, SettingId::Variables, SettingId::Steps, SettingId::Before, SettingId::Processes] {
        if state.settings.text(id).is_some() {
            plain.settings.set(id, &words(id)).expect("plain words can be set");
        }
    }
    plain
}

/// However words are written, a file has the instructions of as many plain ones.
fn words_stay_words(state: &State) {
    let service = state.answers.service();
    let plain = with_words(state, |id| match id {
        SettingId::Variables => {
            (0..state.settings.words_for(id, &service).len().max(1)).map(|at| format!("A{at}=b")).collect::<Vec<_>>().join(" ")
        }
        SettingId::Processes => {
            let all = state.settings.processes_for(id, &service).into_iter();
            all.map(|(name, words)| format!("{name}: {}", vec!["a"; words.len()].join(" "))).collect::<Vec<_>>().join(" ")
        }
        SettingId::Steps => vec!["a"; state.settings.commands_for(id, &service).len().max(1)].join(" && "),
        _ => vec!["a"; state.settings.words_for(id, &service).len().max(1)].join(" "),
    });
    let file = |state: &State| decided(state).dockerfile().text();
    assert_eq!(instructions(&file(state)), instructions(&file(&plain)), "{}", file(state));
}

/// The state with plain texts in place of a stranger's: no name and no path, and
/// of what is started and added only what changes a file, its shape and number.
/// Port and version are numbers, which cannot say anything else.
fn without_texts(state: &State) -> State {
    let mut plain = state.clone();
    let mut set = |id, text: &str| plain.settings.set(id, text).expect("a plain text can be set");
    set(SettingId::Name, "");
    set(SettingId::Health, "");
    set(SettingId::Ready, "");
    // One that is both kept and not is one folder.
    let both = [SettingId::Kept, SettingId::Scratch].map(|id| state.settings.text(id).unwrap_or_default());
    let all: Vec<&str> = both.iter().flat_map(|folders| folders.split(',')).collect();
    for id in [SettingId::Kept, SettingId::Scratch] {
        if let Some(folders) = state.settings.text(id) {
            // Those of Rails are there already, and what lies in the program's folder is said.
            let own = |folder: &str| ["/app/log", "/app/storage", "/app/tmp"].contains(&folder);
            let plain_folder = |folder: &str| {
                let at = all.iter().position(|other| *other == folder).unwrap_or_default();
                match folder.strip_prefix("/app/") {
                    _ if own(folder) => folder.to_string(),
                    Some(_) => format!("/app/d{at}"),
                    None => format!("/d{at}"),
                }
            };
            set(id, &folders.split(',').map(plain_folder).collect::<Vec<_>>().join(","));
        }
    }
    if let Some(files) = state.settings.text(SettingId::Beside) {
        set(SettingId::Beside, &(0..files.split(',').count()).map(|at| format!("f{at}")).collect::<Vec<_>>().join(","));
    }
    if let Some(folder) = state.settings.text(SettingId::Sources).filter(|folder| *folder != ".") {
        set(SettingId::Sources, if folder == "src" { "src" } else { "b" });
    }
    if let Some(entry) = state.settings.text(SettingId::Entry).filter(|_| state.answers.service().is(Runtime::Java)) {
        let folder = if decided(state).plan.module().is_some() { "m/target/" } else { "target/" };
        let folder =
            if state.settings.text(SettingId::Manager) == Some("gradle") { folder.replace("target", "build/libs") } else { folder.into() };
        let is_file = [".jar", ".war"].iter().any(|end| entry.ends_with(end));
        set(SettingId::Entry, &format!("{folder}{}", if is_file { "b.jar" } else { "" }).trim_end_matches('/'));
    } else if let Some(entry) = state.settings.text(SettingId::Entry).filter(|_| state.answers.service().is(Runtime::JavaNative)) {
        // A path below what a tool makes names the program, and any other a module.
        if !entry.split('/').any(|part| ["target", "build"].contains(&part)) {
            set(SettingId::Entry, if decided(state).plan.module().is_some() { "m" } else { "." });
        }
    } else if let Some(entry) = state.settings.text(SettingId::Entry) {
        // What Next.js gathers is known by its folder.
        let folder = match entry {
            entry if entry.starts_with(".next/standalone/") => ".next/standalone/",
            entry if entry.contains('/') => "a/",
            _ => "",
        };
        let object = if entry.contains(':') { ":c" } else { "" };
        let end = [".py", ".csproj", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".jsx"]
            .into_iter()
            .find(|end| entry.ends_with(end))
            .unwrap_or_default();
        // A module below a package is looked for in another way.
        let module = entry.split(':').next().unwrap_or_default();
        let is_below = module.split_once('.').is_some_and(|(_, rest)| !rest.is_empty());
        let package = if end.is_empty() && is_below { "b." } else { "" };
        set(SettingId::Entry, &format!("{folder}{package}b{object}{end}"));
    }
    if let Some(names) = state.settings.text(SettingId::Packages) {
        // What is added for PostgreSQL is told by its name.
        let plain_name = |name: &str| format!("{}{}", if name.starts_with("libpq") { "libpqa" } else { "aa" }, place(name, names));
        set(
            SettingId::Packages,
            &names.split(',').map(|name| known(name).unwrap_or_else(|| plain_name(name))).collect::<Vec<_>>().join(","),
        );
    }
    if let Some(names) = state.settings.text(SettingId::BuildPackages) {
        set(
            SettingId::BuildPackages,
            &names.split(',').map(|name| known(name).unwrap_or_else(|| format!("aa{}", place(name, names)))).collect::<Vec<_>>().join(","),
        );
    }
    if state.settings.text(SettingId::Ca).is_some() {
        set(SettingId::Ca, "b.crt");
    }
    plain
}

/// Where a name first stands in a list: one that is there twice is installed once.
fn place(name: &str, names: &str) -> usize {
    names.split(',').position(|other| other == name).unwrap_or_default()
}

/// A package that a distribution is known to call otherwise, which is said.
fn known(name: &str) -> Option<String> {
    let is_known = [Distribution::Debian, Distribution::Alpine].into_iter().any(|on| other_name(name, on).is_some());
    // Of these the variables are known that they need to start.
    let is_of_a_desktop = matches!(name.split('-').next(), Some("chromium" | "libreoffice"));
    (is_known || is_of_a_desktop).then(|| name.to_string())
}

/// The first words of all instructions, without comments.
fn instructions(file: &str) -> Vec<&str> {
    let mut goes_on = false;
    let mut all = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if !goes_on {
            all.push(line.split(' ').next().unwrap_or_default());
        }
        goes_on = line.ends_with('\\');
    }
    all
}

/// No text adds an instruction, a line or a command of the shell.
fn same_instructions(state: &State, plain: &State) {
    let file = |state: &State| decided(state).dockerfile().text();
    let (file, plain) = (file(state), file(plain));
    assert!(file.contains("\nFROM ") || file.starts_with("FROM "), "{file}");
    assert!(file.chars().all(|letter| letter == '\n' || is_harmless(letter)), "{file:?}");
    assert_eq!(instructions(&file), instructions(&plain), "{file}");
    for sign in ['\n', ';', '&', '|', '<', '>', '$', '`', '\\', '\''] {
        assert_eq!(file.matches(sign).count(), plain.matches(sign).count(), "{sign:?} in {file}");
    }
}

/// Whatever is taken along has the same files of the same lines.
fn same_files(state: &State, plain: &State) {
    let decision = decided(state);
    let export = Export::new(&decision, BASE_URL);
    let files = archive::files(&export);
    for name in files.iter().map(|file| file.name.as_str()).chain([&*archive::name(&export), &*record::name(&export)]) {
        let is_plain = |part: &str| {
            !part.is_empty() && !part.contains("..") && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        assert!(name.split('/').all(is_plain), "{name:?}");
    }
    assert!(!archive::name(&export).contains('/') && !record::name(&export).contains('/'));

    let plain = decided(plain);
    let other = Export::new(&plain, BASE_URL);
    let others = archive::files(&other);
    let names = |files: &[archive::File]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&files), names(&others));
    for (file, plain) in files.iter().zip(&others) {
        assert!(file.text.chars().all(|letter| matches!(letter, '\n' | '\t') || is_harmless(letter)), "{:?}", file.text);
        if file.name == ".dockerignore" {
            // It leaves out fewer folders where one of them holds what is started.
            assert!(file.text.lines().all(|line| plain.text.lines().any(|other| other == line)), "{}", file.text);
        } else {
            assert_eq!(file.text.lines().count(), plain.text.lines().count(), "{}: {}", file.name, file.text);
        }
    }

    let svg = card::svg(&export);
    assert!(svg.matches("<svg").count() == 1 && !svg.to_lowercase().contains("<script"), "{svg}");
    assert_eq!(svg.matches('<').count(), card::svg(&other).matches('<').count(), "{svg}");
    for (text, plain) in [(card::markdown(&export), card::markdown(&other)), (markdown::link(&export), markdown::link(&other))] {
        assert_eq!(text.lines().count(), plain.lines().count(), "{text}");
        assert!(!text.contains("<script"), "{text}");
    }
}

/// Comparing says what differs, in texts that are harmless too.
fn different_as_said(state: &State, text: &str) {
    let mine = State::default();
    let found = versus(&decided(&mine), text, BASE_URL);
    assert_eq!(found.theirs, *state);
    let said = found.others.iter().cloned().chain(found.together_text());
    assert!(said.into_iter().all(|said| said.chars().all(is_harmless)));
    assert!(found.patch.chars().all(|letter| letter == '\n' || is_harmless(letter)), "{}", found.patch);
}
