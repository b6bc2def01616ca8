//! No text of a visitor becomes an instruction, or anything else than itself.

use container_diet::dockerfile::settings::Takes;
use container_diet::dockerfile::{SETTINGS, SettingId, Settings, dockerfile};
use container_diet::link::{self, Problem};
use container_diet::model::questions::{Platform, Runtime, VendorImages};
use container_diet::model::{Answers, QuestionId, decide};

use super::every::plan;
use crate::states::link_of;
use crate::tools::{run, write_all};

/// What has broken generators of configuration before.
const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\u{0}",
    "\u{1b}[0m",
    "\t",
    " ",
    "\"",
    "'",
    "`",
    "\\",
    "\\\n",
    "$(id)",
    "${HOME}",
    "$HOME",
    "&&",
    ";",
    "|",
    ">",
    "#",
    "# ",
    "\nRUN id",
    "\nUSER root",
    "\u{2028}RUN id",
    "\u{85}USER 0",
    "server\u{202e}",
    "sеrver",
    "ｓｅｒｖｅｒ",
    "e\u{301}",
    "\u{200b}",
    "\u{feff}",
    "..",
    "../../etc/passwd",
    "--from=x",
    "-rf",
    "--privileged",
    "[\"sh\"]",
    "]",
    "{{.}}",
    "<script>",
    "%0aRUN%20id",
    "%",
    "=",
    "&",
    "a&run=rust",
    "?",
    "*",
    "!",
    "~root",
    "@sha256:",
    ":latest",
    "server",
    "./cmd",
    "a",
    "0",
    "8080",
    "99999",
    "libpq5",
    "company.crt",
    ".pem",
    ",",
    "/",
    "/healthz",
    "//",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
];

/// Texts put together from the pieces by a fixed rule: the same on every run.
fn texts(count: usize) -> impl Iterator<Item = String> {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    std::iter::repeat_with(move || (0..next() % 5 + 1).map(|_| PIECES[(next() % PIECES.len() as u64) as usize]).collect()).take(count)
}

/// Settings that add words or instructions.
const ADDS: &[SettingId] = &[
    SettingId::Packages,
    SettingId::BuildPackages,
    SettingId::Extensions,
    SettingId::ManagerVersion,
    SettingId::Version,
    SettingId::Ports,
    SettingId::Beside,
    SettingId::Kept,
    SettingId::Scratch,
    SettingId::Arguments,
    SettingId::Variables,
    SettingId::Steps,
    SettingId::BuildArguments,
    SettingId::Labels,
    SettingId::Script,
    SettingId::FrontScript,
    SettingId::Features,
    SettingId::First,
];

fn fields() -> impl Iterator<Item = SettingId> {
    SETTINGS.iter().filter(|setting| matches!(setting.takes, Takes::Text(_))).map(|setting| setting.id)
}

/// What is accepted at all is made of letters that mean nothing to a shell, a
/// Dockerfile, JSON or YAML.
#[test]
fn only_harmless_letters_are_accepted() {
    let mut accepted = 0;
    for text in texts(200_000) {
        for id in fields() {
            let mut settings = Settings::default();
            match settings.set(id, &text) {
                Ok(()) => {
                    accepted += 1;
                    // Of these each word is quoted wherever it gets to.
                    if matches!(id.get().takes, Takes::Text(check) if check.is_free()) {
                        assert!(text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && text.len() <= 600, "{id:?} takes {text:?}");
                        continue;
                    }
                    assert!(
                        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/:,+~=@".contains(&byte)),
                        "{id:?} takes {text:?}"
                    );
                    assert!(text.len() <= 600 && !text.starts_with('-') && !text.contains(".."), "{id:?} takes {text:?}");
                }
                Err(problem) => {
                    assert!(problem.ends_with('.') && settings == Settings::default(), "{id:?}: {problem}");
                }
            }
        }
    }
    assert!(accepted > 1_000, "some of it is fine: {accepted}");
}

/// Whatever a link says, the file has the same instructions as without it.
#[test]
fn hostile_text_changes_no_instruction() {
    let mut files = Vec::new();
    let mut expected = Vec::new();
    for (at, text) in texts(20_000).enumerate() {
        let runtime = (at % QuestionId::Runtime.get().options.len()) as u8;
        let answers = Answers::default().with(Platform::Docker).with(VendorImages::Yes).with_index(QuestionId::Runtime, runtime);
        let family = decide(&answers).winner();
        let id = fields().nth(at % fields().count()).expect("a field");
        // These are meant to add to what the file says.
        if ADDS.contains(&id) {
            continue;
        }
        let plain = link_of(&container_diet::decision::State { answers, ..Default::default() });
        let link::Opened { state, problems, .. } = link::read(&format!("{plain}&{}={text}", id.get().key));
        assert_eq!(state.answers.index(QuestionId::Runtime), runtime, "a setting changes no answer: {text:?}");
        let verdict = state.verdict();
        let hostile = dockerfile(&plan(&verdict, family, &state.settings));
        // Any certificate has the same instructions, and so has any module of Java or member of a workspace.
        let own = state.settings.text(SettingId::Ca).map_or("", |_| "own.crt");
        let in_a_folder = state.settings.text(SettingId::Entry).is_some_and(|entry| entry.contains('/'));
        let module = match plan(&verdict, family, &state.settings).module() {
            Some(_) => "module",
            // Projects beside it are copied first.
            None if in_a_folder && verdict.service.is(Runtime::Dotnet) => "src/App",
            None => "",
        };
        let member = state.settings.text(SettingId::Member).map_or("", |_| "member");
        let front = state.settings.text(SettingId::Front).map_or("", |_| "web");
        let clean = Settings::default().with(SettingId::Ca, own).with(SettingId::Entry, module).with(SettingId::Member, member);
        let clean = clean.with(SettingId::Front, front);
        let clean = dockerfile(&plan(&verdict, family, &clean));
        if state.settings == Settings::default() {
            assert_eq!(hostile, clean);
            let said = problems.iter().any(|problem| !matches!(problem, Problem::Missing(_))) || text.trim_matches(['&', '\n']).is_empty();
            assert!(said || text.starts_with('&') || text.starts_with('%'), "what is left out is said: {text:?}: {problems:?}");
            continue;
        }
        // Nor can a port, which is a number; PHP is told of it by a file more.
        if id == SettingId::Port {
            continue;
        }
        files.push(hostile.with_header("https://example.com/#v=1").text());
        files.push(clean.with_header("https://example.com/#v=1").text());
        expected.push(text);
    }
    assert!(expected.len() > 100, "some texts are accepted: {}", expected.len());

    let paths = write_all("hostile", "Dockerfile", &files);
    let said = run("python", &["tests/host/dockerfiles/parse.py", "--count"], &paths).unwrap_or_else(|said| panic!("{said}"));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2 * expected.len());
    for (pair, text) in lines.chunks(2).zip(&expected) {
        assert_eq!(pair[0], pair[1], "{text:?} changes the instructions");
    }
}

/// A link cannot smuggle a line into the header either.
#[test]
fn the_header_stays_short_and_on_its_lines() {
    let verdict = decide(&Answers::default().with(Runtime::Go));
    let settings = Settings::default();
    let output = || dockerfile(&plan(&verdict, verdict.winner(), &settings));
    for place in ["https://example.com/#v=1", "https://example.com/\nRUN id", "", "#", &"x".repeat(5_000), "https://example.com/ü", "a b"]
    {
        let text = output().with_header(place).text();
        let header: Vec<&str> = text.lines().take_while(|line| line.starts_with("# ")).collect();
        let bytes: usize = header.iter().map(|line| line.len() + 1).sum();
        assert!(bytes <= container_diet::dockerfile::LONGEST_HEADER, "{bytes}");
        assert!(!text.contains("RUN id") && text.contains("FROM golang:"), "{text}");
    }
}
