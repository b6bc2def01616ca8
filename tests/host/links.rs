//! Reading and writing links.

use container_diet::decision::{Axes, Axis, Detail, Origin, Origins, PRESETS, State};
use container_diet::dockerfile::{SETTINGS, Setting, Settings};
use container_diet::facts::listed;
use container_diet::link::{self, Problem};
use container_diet::model::criteria::CRITERIA;
use container_diet::model::{Answers, Family, QUESTIONS, QuestionId, Weights};
use container_diet::runbook::readiness::{POINTS, PointId};
use container_diet::runbook::{Point, Readiness, Reply, Version};

use crate::space::sample;
use crate::states::link_of;

#[test]
fn what_is_written_is_read_back() {
    for (at, answers) in sample(20_000).enumerate() {
        let answers = if at % 2 == 0 { answers } else { allowing(answers, at / 2) };
        let base =
            [None, Some(Family::Full), Some(Family::Slim), Some(Family::Alpine), Some(Family::Distroless), Some(Family::Scratch)][at % 6];
        let weights = (0..7).fold(Weights::DEFAULT, |weights, criterion| {
            let set = (at >> criterion) % 5 == 0;
            weights.with(criterion, set.then_some((at % 21) as u8))
        });
        let settings = if at % 3 == 0 { with_settings(at) } else { Settings::default() };
        let kubernetes = Version::ALL[at % Version::ALL.len()];
        let said = |readiness: Readiness, (place, point): (usize, &'static Point)| {
            readiness.with(point.id, Reply::ALL[at / 3usize.pow(place as u32) % 3])
        };
        let readiness = POINTS.iter().enumerate().fold(Readiness::default(), said);
        let origin = |place: usize| [Origin::Assumed, Origin::Answered, Origin::Read][(at >> (place % 5)) % 3];
        let origins = QUESTIONS.iter().enumerate().fold(Origins::default(), |all, (place, question)| all.with(question.id, origin(place)));
        let axes: Vec<Axis> = Axis::all().collect();
        let map = Axes::new(axes[at % axes.len()], axes[at / 3 % axes.len()]).filter(|_| at % 4 == 0);
        let mut state = State { answers, origins, weights, base, settings, kubernetes, readiness, map };
        state.follow_packages();
        let text = link_of(&state);
        let excluded = base.filter(|base| container_diet::model::decide(&answers).is_vetoed(*base) && state.verdict().is_vetoed(*base));
        let expected = excluded.map(Problem::ExcludedBase).into_iter().collect::<Vec<_>>();
        let opened = link::read(&text);
        assert_eq!((opened.state, opened.problems), (state.clone(), expected), "{text}");
        assert!(
            text.len() < 500 || (weights.are_moved() || state.settings != Settings::default()) && text.len() < 950,
            "{} bytes: {text}",
            text.len()
        );
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=&_./:,+-~".contains(&byte)), "{text}");
    }
}

/// The same with other publishers each time, nobody among them.
fn allowing(answers: Answers, at: usize) -> Answers {
    listed().enumerate().fold(answers, |answers, (place, publisher)| answers.with_publisher(publisher, at >> place & 1 == 1))
}

/// A place of ordinary length: the address of the page, before the `#`.
const PLACE: &str = "https://example.github.io/container-diet/";

/// A whole link, as it is sent.
fn whole(state: &State) -> String {
    format!("{PLACE}#{}", link_of(state))
}

#[test]
fn a_typical_link_is_short() {
    for state in PRESETS.iter().map(|preset| preset.state()).chain([State::default()]) {
        let text = whole(&state);
        assert!(text.len() < 350, "{} bytes: {text}", text.len());
    }
}

#[test]
fn the_longest_link_is_short_enough_to_be_sent() {
    let weights = (0..CRITERIA.len()).fold(Weights::DEFAULT, |weights, criterion| weights.with(criterion, Some(20)));
    let readiness = POINTS.iter().fold(Readiness::default(), |said, point| said.with(point.id, Reply::No));
    // The longest text that each setting takes, found by making one longer until it does not.
    let longest = |setting: &Setting| {
        let tries = ["a", "1", "/a", "$", "A=$", "/a/b,", "libpq5,", "pnpm", "build", "digest", "buildah", "yes", "all", "both"];
        let fits = |text: &str| Settings::default().set(setting.id, text).is_ok();
        let all = tries.iter().flat_map(|part| (1..900).flat_map(move |times| [part.repeat(times), format!("{}a", part.repeat(times))]));
        all.filter(|text| fits(text)).max_by_key(|text| setting.to_link(text).len()).unwrap_or_default()
    };
    // What is longest goes first, until no more fits.
    let mut texts: Vec<_> = SETTINGS.iter().map(|setting| (setting, longest(setting))).collect();
    texts.sort_by_key(|(setting, text)| std::cmp::Reverse(setting.to_link(text).len()));
    let settings = texts.iter().fold(Settings::default(), |settings, (setting, text)| settings.with(setting.id, text));
    let left = texts.iter().find(|(setting, _)| settings.text(setting.id).is_none()).expect("they do not all fit");
    assert_eq!(settings.clone().set(left.0.id, &left.1), Err("Together, the settings are too long for a link. Shorten or remove some."));
    for answers in sample(200) {
        let answers = allowing(answers, usize::MAX);
        let base = Some(Family::Distroless);
        let text = whole(&State { answers, weights, readiness, settings: settings.clone(), base, ..State::default() });
        assert!((1_600..2_000).contains(&text.len()), "{} bytes: {text}", text.len());
    }
}

/// Some of the settings, other ones each time.
fn with_settings(at: usize) -> Settings {
    let texts = [
        "team/shop-api",
        "grpc",
        "3000",
        "9090,9100",
        "./cmd/api",
        "serve --name 'a&b=c #1' ~/x%20",
        "--allow-net --allow-read='/a b'",
        "3.12",
        "pnpm",
        "build",
        "A='x y' npm run a && npm run 'b&c'",
        "node migrate.js",
        "app",
        "templates,config/a.yaml",
        "libpq5,libstdc++6",
        "/~health/ready",
        "/ready",
        "LOG=a&b GREETING=\"100 % ~ + #\"",
        "/data,/var/lib/shop",
        "/app/cache",
        "int",
        "both",
        "kaniko",
        "all",
        "yes",
        "digest",
    ];
    let set = SETTINGS.iter().zip(texts).enumerate().filter(|(place, _)| at >> (place % 7) & 1 == 0);
    set.fold(Settings::default(), |settings, (_, (setting, text))| settings.with(setting.id, text))
}

#[test]
fn every_answer_is_written_out_that_was_given_or_is_asked_for() {
    for answers in sample(2_000) {
        let text = link_of(&State { answers, ..State::default() });
        for question in &QUESTIONS {
            let was_given = answers.index(question.id) != Answers::default().index(question.id);
            let is_there = text.contains(&format!("&{}=", question.key));
            assert_eq!(is_there, was_given || answers.asks(question.id), "{} in {text}", question.key);
        }
    }
}

/// What a link opens to, and what is said about it.
#[track_caller]
fn check(fragment: &str, expected: State, said: &[&str]) {
    let link::Opened { state, problems, .. } = link::read(fragment);
    assert_eq!(state, expected, "{fragment}");
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), said.len(), "{fragment}: {texts:?}");
    for (text, part) in texts.iter().zip(said) {
        assert!(text.contains(part), "{text:?} does not say {part:?}");
    }
}

#[test]
fn a_link_that_is_off_opens_and_says_so() {
    let default = State::default();
    let complete = link_of(&default);
    check("", default.clone(), &[]);
    check("#", default.clone(), &[]);
    check(&format!("#{complete}"), default.clone(), &[]);
    check(&format!("{complete}&"), default.clone(), &[]);
    check(&complete.replace("v=1", "v=9"), default.clone(), &["version “9”"]);
    check(&complete.replace("net=internet", "net=moon"), default.clone(), &["“moon” is not an answer to “net”. “internet” was used"]);
    check(&format!("{complete}&base=best"), default.clone(), &[]);
    check(&format!("{complete}&base=windows"), default.clone(), &["“windows” is not an answer to “base”. “best” was used"]);
    check(&format!("{complete}&theme=dark"), default.clone(), &["does not know the part “theme”"]);
    check(&format!("{complete}&net=internal"), default.clone(), &["“net” occurs more than once"]);
    check(&complete.replace("&net=internet", ""), default.clone(), &["defaults were used: net"]);
    check("nonsense", default.clone(), &["does not know the part “nonsense”", "parts are missing"]);
    let mut rust = default.clone();
    rust.answer(QuestionId::Runtime, 1);
    check("run=rust", rust.clone(), &["parts are missing"]);
    check("run=rust&read=", State { origins: rust.origins, ..rust.clone() }, &["“” is not an answer to “read”", "parts are missing"]);
    check("run=rust&assumed=moon.run", State { origins: Origins::default(), ..rust.clone() }, &["“moon”", "parts are missing"]);
    let read = Origins::default().with(QuestionId::Runtime, Origin::Read);
    check("read=run&run=rust", State { origins: read, ..rust }, &["parts are missing"]);
    let size = State { weights: Weights::DEFAULT.with(4, Some(8)), ..default.clone() };
    check(&format!("{complete}&w=size8"), size.clone(), &[]);
    check(&format!("{complete}&w=size8.taste3"), size.clone(), &["“taste3” is not a valid weight"]);
    check(&format!("{complete}&w=size8.size3"), size.clone(), &["“size3” is not a valid weight"]);
    check(&format!("{complete}&w=size08"), default.clone(), &["“size08” is not a valid weight"]);
    check(&format!("{complete}&w=size99"), default.clone(), &["“size99” is not a valid weight"]);
    check(&format!("{complete}&w="), default.clone(), &["“” is not a valid weight"]);
    let map = State { map: Axes::find("team.w-size"), ..default.clone() };
    check(&format!("{complete}&map=team.w-size"), map.clone(), &[]);
    check(&format!("{complete}&map=team.w-size&map=net.team"), map, &["“map” occurs more than once"]);
    for axes in ["", "team", "team.team", "team.moon", "team.exec.net"] {
        let said = format!("“{axes}” is not an answer to “map”. “the suggested axes” was used");
        check(&format!("{complete}&map={axes}"), default.clone(), &[&said]);
    }
    check(&format!("{complete}&view=moon"), default.clone(), &["“moon” is not an answer to “view”. “why” was used"]);
    check(&format!("{complete}&view=map&view=why"), default, &["“view” occurs more than once"]);
}

#[test]
fn what_a_link_says_of_the_runbook_is_read_or_said() {
    let default = State::default();
    let complete = link_of(&default);
    assert!(complete.contains("&k8s=1.36&") && !complete.contains("ready="), "{complete}");
    // Links that are older than the runbook.
    check(&complete.replace("&k8s=1.36", ""), default.clone(), &[]);
    check(&complete.replace("k8s=1.36", "k8s=1.33"), State { kubernetes: Version::V1_33, ..default.clone() }, &[]);
    for version in ["", "36", "1.3", "1.036", "1.36 ", "2.0", "latest", "1.36%0aRUN evil"] {
        let plain = version.replace("%0a", "\n");
        let said = format!("“{}” is not an answer to “k8s”. “1.36” was used", plain.replace('\n', ""));
        check(&complete.replace("k8s=1.36", &format!("k8s={version}")), default.clone(), &[&said]);
    }
    check(&format!("{complete}&k8s=1.33"), default.clone(), &["“k8s” occurs more than once"]);

    let readiness = Readiness::default().with(PointId::Patch, Reply::Yes).with(PointId::Security, Reply::No);
    let some = State { readiness, ..default.clone() };
    check(&format!("{complete}&ready=y-n"), some.clone(), &[]);
    check(&format!("{complete}&ready=y-n&ready=yyyyyyy"), some, &["“ready” occurs more than once"]);
    check(&format!("{complete}&ready="), default.clone(), &[]);
    for token in ["y-", "Y", "yyyyyyyy", "y n", "yés", "<b>", "-------"] {
        let said = format!("“{token}” is not an answer to “ready”. “not known” was used");
        check(&format!("{complete}&ready={token}"), default.clone(), &[&said]);
    }
}

#[test]
fn readiness_answers_the_question_and_leaves_it_open_to_change() {
    let mut state = State::default();
    assert_eq!(state.debug_path(), None);
    let answer = |state: &State| state.answers.choice(QuestionId::DebugPath).token;
    for point in &POINTS {
        state.say_ready(point.id, Reply::No);
        assert_eq!(answer(&state), if point.blocks { "none" } else { "untested" }, "{}", point.token);
        state.say_ready(point.id, Reply::Open);
        assert_eq!((answer(&state), state.debug_path()), ("untested", None), "{}", point.token);
    }
    POINTS.iter().for_each(|point| state.say_ready(point.id, Reply::Yes));
    assert_eq!(answer(&state), "rehearsed");
    // A link may say otherwise; then both are kept as they are.
    let text = link_of(&state).replace("debug=rehearsed", "debug=none");
    let link::Opened { state: mut read, problems, .. } = link::read(&text);
    assert_eq!((answer(&read), problems), ("none", vec![]));
    assert!(read.debug_path().is_some_and(|path| !read.answers.is(path)));
    read.follow_readiness();
    assert_eq!(read, state);
}

#[test]
fn escaped_separators_are_understood() {
    let complete = link_of(&State::default());
    check(&complete.replace('&', "&amp;"), State::default(), &[]);
    check(&complete.replace('&', "%26").replace('=', "%3D"), State::default(), &[]);
}

#[test]
fn hostile_fragments_open_and_are_not_repeated_whole() {
    let huge = format!("{}&x={}", link_of(&State::default()), "a".repeat(1_000_000));
    let link::Opened { state, problems, .. } = link::read(&huge);
    assert_eq!(state, State::default());
    assert!(problems.contains(&Problem::TooLong));
    let long_letters = "é".repeat(link::LONGEST);
    for text in [
        long_letters.as_str(),
        "%",
        "%zz",
        "%f",
        "%ff%fe",
        "=&=&==",
        "v",
        "&&&&",
        "#v=1#v=2",
        "\u{202e}v=1",
        "a=\0\n\r<script>",
        "run=go%0aRUN evil",
    ] {
        let link::Opened { state, problems, .. } = link::read(text);
        for problem in problems {
            let said = problem.to_string();
            assert!(!said.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{said:?}");
            assert!(!said.contains(&"é".repeat(41)), "of a stranger's text the beginning: {said:?}");
        }
        assert_eq!(link::read(&link_of(&state)).state, state, "{text:?}");
    }
}

#[test]
fn an_excluded_base_is_not_shown() {
    let answers = link::read("run=python").state.answers;
    let state = State { answers, base: Some(Family::Scratch), ..State::default() };
    let verdict = container_diet::model::decide(&answers);
    assert_eq!(state.shown_base(&verdict), verdict.winner());
    assert_eq!(link::read(&link_of(&state)).problems, [Problem::ExcludedBase(Family::Scratch)]);
}

#[test]
fn a_flood_of_unknown_parts_is_summed_up() {
    let link::Opened { problems, .. } = link::read(&format!("{}&{}", link_of(&State::default()), "a=b&".repeat(500)));
    assert!(problems.len() < 10 && problems.contains(&Problem::More(495)), "{problems:?}");
}

#[test]
fn places_in_the_page_are_no_links() {
    assert!(link::is_ours("v=1") && link::is_ours("v%3D1%26run%3Dpython"));
    assert!(!link::is_ours("questions") && !link::is_ours(""));
}

/// How many links were given out, and what tells whether one of them was changed.
const GIVEN_OUT: (usize, u64) = (38, 11_811_486_367_187_300_244);

/// The golden links with what each must open to.
fn golden() -> impl Iterator<Item = &'static str> {
    include_str!("golden_links.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn every_view_is_in_an_address_and_no_link() {
    let state = State::default();
    for detail in Detail::ALL {
        let address = link::write_with_view(&state, &state.verdict(), detail);
        let link::Opened { state: read, detail: shown, problems, .. } = link::read(&address);
        assert_eq!((read, shown, problems), (state.clone(), detail, vec![]), "{address}");
        assert_eq!(address.split("&view=").next(), Some(&*link_of(&state)));
    }
}

/// FNV-1a of these lines, with their ends.
fn hash<'a>(lines: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = lines.flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn golden_links_are_only_added() {
    let (count, given) = GIVEN_OUT;
    let is_kept = golden().count() >= count && hash(golden().take(count)) == given;
    assert!(is_kept, "a golden link was edited, moved or deleted: lines are only added, below the others");
    let now = (golden().count(), hash(golden()));
    assert_eq!(now, GIVEN_OUT, "lines were added: say so in GIVEN_OUT, {now:#x?}, so that they stay as well");
}

#[test]
fn every_answer_is_in_a_golden_link() {
    for question in &QUESTIONS {
        for option in question.options {
            let part = format!("{}={}", question.key, option.token);
            let given = golden().filter_map(|line| line.split_once(" => ")).any(|(fragment, _)| fragment.split('&').any(|one| one == part));
            assert!(given, "{part} is in no golden link: add a line");
        }
    }
}

/// Links that were once given out: each must open to the same for ever. Lines
/// are added to the file, never edited.
#[test]
fn golden_links_still_open() {
    for line in golden() {
        let (fragment, answers) = line.split_once(" => ").expect("a line is `link => answers`");
        let link::Opened { state, earlier, detail, problems, .. } = link::read(fragment);
        let since = earlier.and_then(|earlier| earlier.since(&state.verdict(), !problems.is_empty()));
        assert_eq!(problems, vec![], "{fragment}");
        let read: Vec<String> = QUESTIONS
            .iter()
            .map(|question| format!("{}:{}", question.name, state.answers.choice(question.id).token))
            .chain([format!("base:{}", state.base.map_or("best", Family::token))])
            .chain(state.answers.allowed().iter().map(|publisher| format!("publisher:{}", publisher.id)))
            .chain(state.settings.iter().map(|(setting, text)| format!("{}:{text}", setting.key)))
            .chain(
                CRITERIA
                    .iter()
                    .enumerate()
                    .filter_map(|(at, criterion)| Some(format!("weight:{}{}", criterion.name, state.weights.get(at)?))),
            )
            .chain(since.map(|since| {
                let was: Vec<&str> = since.earlier.was.iter().map(Family::token).collect();
                format!("was:{}", was.join("."))
            }))
            .chain(
                [(Origin::Assumed, "assumed"), (Origin::Read, "read")]
                    .map(|(origin, name)| format!("{name}:{}", state.origins.count(&state.answers.service(), origin))),
            )
            .chain([format!("k8s:{}", state.kubernetes.token()), format!("ready:{}", state.readiness.to_token())])
            .chain(state.map.map(|axes| format!("map:{}", axes.token())))
            .chain([format!("view:{}", detail.token())])
            .collect();
        for answer in answers.split(' ') {
            assert!(read.iter().any(|other| other == answer), "{fragment}: {answer} is not in {read:?}");
        }
    }
}
