//! What a setting touches is what it says: over many states each is toggled,
//! and no other part of the file moves. So an order has to be tried with those
//! settings that touch the same part, and not with all others.

use std::collections::BTreeMap;

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::print::NO_DIGEST;
use container_diet::dockerfile::settings::Part;
use container_diet::dockerfile::tree::{Instruction, Source, Stage, Step, Text, Why};
use container_diet::dockerfile::{BUILD, Cause, DEBUG, FRONT_END, MANIFESTS, WEB};
use container_diet::dockerfile::{Output, Plan, SETTINGS, SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, QuestionId, Verdict, decide};

use super::every::{DOCKERFILES, plan, values};
use crate::space::sample;

/// How many states are toggled.
const STATES: usize = 3_000;

/// Each part of what an order leads to, so that it can be compared.
fn parts(verdict: &Verdict, family: Family, settings: &Settings) -> BTreeMap<u8, String> {
    let plan = plan(verdict, family, settings);
    let output = dockerfile(&plan);
    let mut parts: BTreeMap<u8, String> = Part::ALL.into_iter().map(|part| (part as u8, String::new())).collect();
    let mut add = |part: Part, what: String| *parts.entry(part as u8).or_default() += &what;
    let file = &output.file;
    // The id of an image is the name of a fact, not a part of the file.
    let shown = |what: String, why: &Why| format!("{what} {} {}\n", why.text, why.shown);
    let said = |step: &Step| match &step.instruction {
        Instruction::Run { commands, .. } => shown(format!("{commands:?}"), &step.why),
        other => shown(format!("{other:?}"), &step.why),
    };
    file.arguments.iter().for_each(|step| add(Part::Builder, said(step)));
    for (at, stage) in file.stages.iter().enumerate() {
        let runs = at + 1 == file.stages.len();
        let from = match stage.name {
            Some(BUILD) => Part::Builder,
            Some(DEBUG) => Part::Debug,
            Some(FRONT_END) => Part::FrontEnd,
            Some(WEB) => Part::WebServer,
            _ => Part::Base,
        };
        if stage.name == Some(MANIFESTS) {
            assert_eq!(stage.from, file.stages[at + 1].from, "what builds is there already, and is pulled once");
            add(Part::Install, shown(String::new(), &stage.why));
        } else {
            add(from, shown(format!("{:?}", stage.from), &stage.why));
        }
        let sources = sources_at(stage);
        for (at, step) in stage.steps.iter().enumerate() {
            if let (Some(BUILD | FRONT_END), Instruction::Run { mounts, .. }) = (stage.name, &step.instruction)
                && !mounts.is_empty()
            {
                add(Part::Mounts, format!("{mounts:?}\n"));
            }
            let part = match stage.name {
                Some(MANIFESTS) => Part::Install,
                Some(WEB) => Part::WebServer,
                Some(BUILD) if is_of_the_front_end(step) => Part::FrontEnd,
                Some(BUILD) if of_folders(step) => Part::Folders,
                Some(BUILD) if step.why.cause == Cause::Setting(SettingId::Steps) => Part::Steps,
                Some(BUILD) if step.why.cause == Cause::Setting(SettingId::Entry) => Part::Proof,
                Some(BUILD) if step.why.cause == Cause::Setting(SettingId::Variables) => Part::Defaults,
                Some(BUILD | FRONT_END) if matches!(step.why.cause, Cause::Setting(SettingId::BuildArguments | SettingId::Stamp)) => {
                    Part::BuildArguments
                }
                // The debug stage has the steps of the last one.
                Some(BUILD | FRONT_END) if is_trust(step) => Part::Trust,
                Some(FRONT_END) => Part::FrontEnd,
                None if is_trust(step) => Part::Trust,
                Some(BUILD) if at < sources => Part::Install,
                Some(BUILD) => Part::Build,
                // The debug stage is the last one once more.
                _ if runs => {
                    let (step, arguments) = apart(step, &plan);
                    add(Part::Arguments, arguments);
                    if let Some(step) = step {
                        add(part_of(&step), said(&step));
                    }
                    continue;
                }
                _ if matches!(step.instruction, Instruction::Copy { from: Some(Source::Image(_)), .. }) => Part::Debug,
                _ => continue,
            };
            add(part, said(step));
        }
    }
    add(Part::Comments, format!("{:?}", comments(&output)));
    add(Part::Digests, output.text().contains(NO_DIGEST).to_string());
    add(Part::Notes, format!("{:?} {:?}", output.notes, output.expects));
    add(Part::Companions, format!("{:?}", companions(&plan, &output)));
    parts
}

/// What is started, and what it is started with and allowed.
fn apart(step: &Step, plan: &Plan) -> (Option<Step>, String) {
    let Instruction::Cmd(words) = &step.instruction else { return (Some(step.clone()), String::new()) };
    let arguments = plan.arguments();
    let (start, with) = words.split_at(words.len() - arguments.len());
    assert!(with.iter().zip(&arguments).all(|(word, argument)| word == argument), "they are the last words: {words:?}");
    let permissions = if plan.runtime == Runtime::Deno { plan.permissions() } else { Vec::new() };
    let (allowed, start): (Vec<Text>, Vec<Text>) = start.iter().cloned().partition(|word| permissions.iter().any(|own| word == own));
    let start = (!start.is_empty()).then_some(Step { instruction: Instruction::Cmd(start), why: step.why });
    (start, format!("{with:?} {allowed:?}"))
}

/// Whether a whole step is there for the certificate: no other step changes with it
/// but the options of Java.
fn is_trust(step: &Step) -> bool {
    step.why.cause == Cause::Setting(SettingId::Ca)
}

/// Whether a step takes the built front end.
fn is_of_the_front_end(step: &Step) -> bool {
    step.why.cause == Cause::Setting(SettingId::FrontPlace)
}

/// Where the sources come into a build stage: all at once, or in a folder of theirs.
fn sources_at(stage: &Stage) -> usize {
    let all = |step: &Step| match &step.instruction {
        Instruction::Copy { from: None, sources, to, .. } => {
            sources.iter().any(|source| source == ".") || to == "./" && sources.len() == 1 && sources[0].ends_with('/')
        }
        _ => false,
    };
    stage.steps.iter().position(all).unwrap_or(stage.steps.len())
}

/// Whether a step makes folders that the program writes to, or gives them to it.
fn of_folders(step: &Step) -> bool {
    // That of heap dumps has no setting of its own.
    let of_dumps = matches!(&step.instruction, Instruction::Run { commands, .. } if commands[0].to_string().ends_with("/dumps"))
        || matches!(&step.instruction, Instruction::Copy { to, .. } if *to == "/dumps");
    of_dumps || matches!(step.why.cause, Cause::Setting(SettingId::Kept | SettingId::Scratch))
}

/// The part of a step of the stage that runs.
fn part_of(step: &Step) -> Part {
    match step.why.cause {
        _ if of_folders(step) => return Part::Folders,
        _ if is_of_the_front_end(step) => return Part::FrontEnd,
        Cause::Setting(SettingId::Beside) => return Part::Beside,
        Cause::Setting(SettingId::Variables) => return Part::Defaults,
        Cause::Setting(SettingId::Stamp | SettingId::Labels) => return Part::Labels,
        _ => {}
    }
    match &step.instruction {
        // What Apache is told to serve, which for other servers is part of how they start.
        Instruction::Run { .. } if step.why.cause == Cause::Setting(SettingId::Entry) => Part::Start,
        Instruction::Run { commands, .. } => match commands[0].split(' ').next() {
            Some("apt-get" | "apk") => Part::Packages,
            Some("groupadd" | "addgroup") => Part::User,
            _ => Part::Files,
        },
        Instruction::Workdir(_) | Instruction::Copy { .. } => Part::Files,
        // Variables that packages need to start.
        Instruction::Env(_) if step.why.cause == Cause::Setting(SettingId::Packages) => Part::Packages,
        Instruction::Arg(..) | Instruction::Env(_) | Instruction::Passed(..) | Instruction::Label(_) => Part::Variables,
        Instruction::Expose(..) => Part::Port,
        Instruction::User(_) => Part::User,
        Instruction::Healthcheck { .. } => Part::Check,
        Instruction::StopSignal(_) => Part::Signal,
        Instruction::Entrypoint(_) | Instruction::Cmd(_) => Part::Start,
    }
}

/// Whether reasons that matter are printed, and whether all others are.
fn comments(output: &Output) -> [bool; 2] {
    let printed = |shown: bool| {
        let mut blocks = output.blocks().into_iter().filter(move |block| block.why.is_some_and(|why| why.shown == shown));
        blocks.any(|block| block.text.trim_start().starts_with('#'))
    };
    [printed(true), printed(false)]
}

/// Picks by a fixed rule, so that every run sees the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}

/// Calls back with states: answers, a family that they leave, settings.
fn states(visit: &mut impl FnMut(Answers, &Verdict, Family, &Settings)) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for answers in sample(STATES) {
        let verdict = decide(&answers);
        let family = verdict.ranking()[dice.below(verdict.ranking().len())];
        let settings = SETTINGS.iter().fold(Settings::default(), |settings, setting| {
            let values = values(setting.id, &verdict.service, family);
            values[dice.below(values.len())].map_or(settings.clone(), |value| settings.with(setting.id, value))
        });
        visit(answers, &verdict, family, &settings);
    }
}

/// With a setting as it is walked: not set, or set to that.
fn with(settings: &Settings, id: SettingId, value: Option<&str>) -> Settings {
    settings.clone().with(id, value.unwrap_or_default())
}

#[test]
fn a_setting_touches_what_it_says_and_nothing_else() {
    // By runtime and setting: what only one runtime has meets nothing of another.
    let mut moved: BTreeMap<(u8, usize), u32> = BTreeMap::new();
    let mut toggled = 0;
    states(&mut |answers, verdict, family, settings| {
        let own = parts(verdict, family, settings);
        for setting in &SETTINGS {
            for value in values(setting.id, &verdict.service, family) {
                let changed = with(settings, setting.id, value);
                if changed == *settings {
                    continue;
                }
                toggled += 1;
                let other = parts(verdict, family, &changed);
                for part in Part::ALL {
                    let (one, two) = (&own[&(part as u8)], &other[&(part as u8)]);
                    if one == two {
                        continue;
                    }
                    *moved.entry((answers.index(QuestionId::Runtime), setting.id as usize)).or_default() |= 1 << part as u32;
                    assert!(
                        setting.touches.has(part),
                        "{:?} touches {part:?}: say so in SETTINGS, or leave it alone\n{answers:?} on {family:?} with {settings:?}\n{value:?}: {one}\n{two}",
                        setting.id
                    );
                }
            }
        }
    });
    println!("{toggled} toggles of {STATES} states");
    for setting in &SETTINGS {
        let moved = moved.iter().filter(|((_, id), _)| *id == setting.id as usize).fold(0, |all, (_, bits)| all | bits);
        // A line of .dockerignore may hang on three settings at once, which few states have.
        let sure = Part::ALL.into_iter().filter(|part| *part != Part::Companions);
        let idle: Vec<Part> = sure.filter(|part| setting.touches.has(*part) && moved >> *part as u32 & 1 == 0).collect();
        assert_eq!(idle, [], "{:?} never touches them", setting.id);
    }
    no_part_is_touched_by_more_than_meet(&moved);
}

/// What is walked meets in threes beside what is walked in full: enough for
/// whatever looks at one part of a file.
fn no_part_is_touched_by_more_than_meet(moved: &BTreeMap<(u8, usize), u32>) {
    for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
        for part in Part::ALL.into_iter().filter(|part| !matches!(part, Part::Notes | Part::Companions)) {
            let touches = |id: &SettingId| moved.get(&(runtime, *id as usize)).is_some_and(|bits| bits >> part as u32 & 1 == 1);
            let walked = |id: &SettingId| !DOCKERFILES.core_settings.contains(id) && !DOCKERFILES.together.contains(id);
            let together = DOCKERFILES.together.iter().copied().find(touches);
            let free: Vec<SettingId> = SettingId::ALL.into_iter().filter(touches).filter(walked).chain(together).collect();
            assert!(
                free.len() <= DOCKERFILES.strength,
                "{part:?} is touched by {free:?}, of runtime {runtime}: walk one of them in full, or raise the strength"
            );
        }
    }
}
