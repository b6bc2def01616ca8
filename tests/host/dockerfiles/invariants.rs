//! What holds for every file, whatever was ordered. It is checked over the walk
//! of all orders and over what a fuzzer thinks of, so it knows neither: it needs
//! nothing but the crate.

/// What a build fetches, and what it is lent for that.
#[path = "invariants/fetched.rs"]
mod fetched;
/// What a service does.
#[path = "invariants/served.rs"]
mod served;

use std::collections::HashSet;

use container_diet::dockerfile::settings::{Builder, Choice, Comments, Debug, Does, Layout, Pin};
use container_diet::dockerfile::tree::{From, Instruction, Source, Stage};
use container_diet::dockerfile::{BUILD, Cause, Order, Output, Plan, SettingId, Settings, Text, dockerfile, print};
use container_diet::facts::{Date, Distribution, IMAGES, Libc, Presence, other_name};
use container_diet::model::questions::{Environment, I18nFonts, Linking, NativeDeps, Platform, Runtime, TlsOrTz};
use container_diet::model::{Answers, Family, Service, Verdict};

/// One order and what it leads to.
pub struct Made {
    pub answers: Answers,
    pub service: Service,
    pub family: Family,
    pub settings: Settings,
    pub today: Date,
    pub output: Output,
}

impl Made {
    /// What the visitor adds to the command: nothing where it was set to do what the base
    /// cannot, as arguments of another program would reach what the base starts.
    pub fn arguments(&self) -> Vec<String> {
        let is_there = |text: &str| SettingId::Does.get().options(&self.service).any(|option| option.token == text);
        let does = self.settings.text(SettingId::Does);
        if does.is_none_or(is_there) { self.settings.words_for(SettingId::Arguments, &self.service) } else { Vec::new() }
    }

    /// The file for what a verdict says, on a family that it leaves.
    pub fn new(answers: Answers, verdict: &Verdict, family: Family, settings: Settings, today: Date) -> Made {
        let service = verdict.service;
        let output = dockerfile(&Plan::new(Order { service: &service, family, settings: &settings, today }));
        Made { answers, service, family, settings, today, output }
    }

    /// Whether its own packages are those of JavaScript.
    fn is_javascript(&self) -> bool {
        [Runtime::Node, Runtime::Bun, Runtime::StaticSite].into_iter().any(|runtime| self.service.is(runtime))
    }

    /// What was set, or the service's own.
    fn choice<C: Choice>(&self) -> C {
        self.settings.choice(&self.service)
    }

    fn chose<C: Choice + PartialEq>(&self, choice: C) -> bool {
        self.choice::<C>() == choice
    }

    /// Whether it listens on a port.
    fn listens(&self) -> bool {
        !matches!(self.choice(), Does::Worker | Does::Job | Does::Schedule)
    }

    /// Whether a word comes from whoever set the texts, and so says nothing of us.
    fn is_theirs(&self, word: &str) -> bool {
        self.settings.iter().any(|(_, text)| text.contains(word))
    }
}

/// Fails where a file, here with its text, breaks one of them.
pub fn check(made: &Made, text: &str) {
    let about = format!("{:?} on {:?} with {:?}:\n{text}", made.answers, made.family, made.settings);
    images_are_known_and_supported(made, text, &about);
    stages_name_earlier_ones(made, &about);
    both_sides_fit(made, &about);
    the_last_stage_is_safe(made, text, &about);
    what_starts_is_there(made, &about);
    fetched::manifests_come_before_sources(made, &about);
    fetched::a_front_end_is_built_and_taken(made, &about);
    every_instruction_has_its_reason(made, &about);
    what_was_asked_for_is_there(made, text, &about);
    served::check(made, text, &about);
    fetched::secrets_are_lent_and_not_kept(made, text, &about);
    fetched::a_certificate_is_trusted_first(made, &about);
    the_builder_knows_every_instruction(made, text, &about);
    the_text_is_tidy(made, text, &about);
}

/// What a linter of whole files would look for between stages: names are unique,
/// and whatever is named was built before.
fn stages_name_earlier_ones(made: &Made, about: &str) {
    let mut earlier = HashSet::new();
    for stage in &made.output.file.stages {
        let copied = stage.steps.iter().filter_map(|step| match step.instruction {
            Instruction::Copy { from: Some(Source::Stage(name)), .. } => Some(name),
            _ => None,
        });
        let goes_on = if let From::Stage(name) = stage.from { Some(name) } else { None };
        assert!(copied.chain(goes_on).all(|name| earlier.contains(name)), "{about}");
        assert!(stage.name.is_none_or(|name| earlier.insert(name)), "a name twice: {about}");
    }
    assert_eq!(made.output.file.last().name, None, "the last stage is what a build without a target makes: {about}");
}

/// From the catalogue, not ended, never a moving or debug tag where it runs.
fn images_are_known_and_supported(made: &Made, text: &str, about: &str) {
    let file = &made.output.file;
    for image in file.images() {
        assert!(IMAGES.iter().any(|other| other == image), "{about}");
        assert!(!image.for_comparison && !image.reference.ends_with(":latest"), "{about}");
        assert!(image.is_maintained(made.today), "{} has ended: {about}", image.reference);
    }
    for stage in &file.stages {
        let From::Image { tag: Some(tag), .. } = stage.from else { continue };
        assert!(stage.name == Some("debug") && tag == "debug-nonroot", "only the debug stage has another tag: {about}");
    }
    let last_from = text.lines().rev().find(|line| line.starts_with("FROM ")).unwrap_or_default();
    assert!(!last_from.contains("debug"), "{about}");
}

/// One release and one language version wherever something is carried over.
fn both_sides_fit(made: &Made, about: &str) {
    let (file, service) = (&made.output.file, &made.service);
    let runtime = file.runtime_image();
    let builds = file.stages.iter().find(|stage| stage.name == Some(BUILD));
    let builder = file.image_under(builds.unwrap_or(&file.stages[0]));
    // A static Go binary needs no libc, one built on musl carries its own, and files need none.
    let brings_libc = service.is(Linking::Static) && (service.is(Runtime::Go) || matches!(builder.libc, Libc::Musl(_)));
    // Files and bytecode are the same everywhere; what .NET compiles ahead of time is not.
    let bytecode = service.is(Runtime::Java) || service.is(Runtime::Dotnet) && !is_native(made);
    let portable = service.is(Runtime::StaticSite) || bytecode;
    if !matches!(runtime.libc, Libc::None(_)) && !brings_libc && !portable {
        assert_eq!(builder.release, runtime.release, "{about}");
        assert_eq!(builder.libc.name(), runtime.libc.name(), "{about}");
    }
    let interpreted =
        [Runtime::Node, Runtime::Bun, Runtime::Deno, Runtime::Python, Runtime::Ruby, Runtime::Php, Runtime::Java, Runtime::Dotnet];
    if interpreted.into_iter().any(|runtime| service.is(runtime)) && !is_standalone(made) {
        assert_eq!(builder.version, runtime.version, "the same version on both sides: {about}");
    }
}

/// Whether the program is one executable with its interpreter inside.
fn is_standalone(made: &Made) -> bool {
    made.chose(Layout::Binary) && !made.service.is(Environment::Development)
}

/// Whether .NET compiles to native code.
fn is_native(made: &Made) -> bool {
    made.chose(Layout::Aot)
}

/// A number, not root, and nothing that a base without a shell cannot run.
fn the_last_stage_is_safe(made: &Made, text: &str, about: &str) {
    let file = &made.output.file;
    let last = file.last();
    let runtime = file.runtime_image();
    let users: Vec<_> =
        last.steps.iter().filter_map(|step| if let Instruction::User(user) = step.instruction { Some(user) } else { None }).collect();
    assert_eq!(users, [runtime.ordinary_user()], "{about}");
    assert!(users[0].uid > 0 && users[0].gid > 0, "{about}");
    let user_at = last.steps.iter().position(|step| matches!(step.instruction, Instruction::User(_)));
    for (at, step) in last.steps.iter().enumerate() {
        match &step.instruction {
            Instruction::Run { .. } => {
                assert!(runtime.has_shell(), "RUN without a shell: {about}");
                assert!(Some(at) < user_at, "RUN after USER: {about}");
            }
            Instruction::Healthcheck { command, often_at_first } => {
                assert_eq!(*often_at_first, made.chose(Builder::Buildkit), "an option that only BuildKit knows: {about}");
                assert!(made.service.is(Platform::Docker), "{about}");
                assert!(!command[0].ends_with("curl") && !command[0].ends_with("sh"), "{about}");
                assert!(command[0] != "wget" || made.family == Family::Alpine, "{about}");
            }
            _ => {}
        }
    }
    assert!(!text.contains("curl") || made.is_theirs("curl"), "{about}");
}

/// What is started is there, under the name that the image has for it.
fn what_starts_is_there(made: &Made, about: &str) {
    let file = &made.output.file;
    let runtime = file.runtime_image();
    let (entrypoint, mut cmd) = started(file.last());
    // What the visitor adds is at the end.
    let added = made.arguments();
    cmd.truncate(cmd.len() - added.len());
    let development = made.service.is(Environment::Development);
    match runtime.inside().entrypoint {
        ["/nodejs/bin/node"] => assert!(entrypoint.is_empty() && cmd.len() == 1 && !cmd[0].contains("node "), "{about}"),
        ["/usr/bin/java", "-jar"] => assert!(entrypoint.is_empty() && cmd.len() == 1, "{about}"),
        // A virtual environment has a Python of its own.
        ["/usr/bin/python3.13"] => assert!(entrypoint[0] == "/venv/bin/python3", "{about}"),
        // It is all that is there.
        _ if is_standalone(made) => assert!(entrypoint == ["/server"] && cmd.is_empty(), "{about}"),
        ["/usr/local/bin/bun"] => assert!(entrypoint.is_empty() && *cmd[0] == *"run" && cmd.len() == 3, "{about}"),
        // An init that starts it, or a script that does.
        ["/tini", "--", _] => assert!(entrypoint.is_empty() && ["run", "serve"].contains(&&*cmd[0]), "{about}"),
        // Their scripts or servers start what follows, and so are kept.
        [script] if script.ends_with("entrypoint.sh") || script.ends_with("entrypoint") => assert!(entrypoint.is_empty(), "{about}"),
        ["nginx" | "/usr/sbin/nginx"] => assert!(entrypoint.is_empty() && cmd.is_empty(), "{about}"),
        [fpm] if fpm.ends_with("php-fpm") => assert!(entrypoint.is_empty(), "{about}"),
        // Whatever it is, it is replaced.
        [] if !runtime.start_is_known() => assert!(!entrypoint.is_empty(), "{about}"),
        [] => assert!(!entrypoint.is_empty() || !cmd.is_empty(), "{about}"),
        other => panic!("an entrypoint that this test does not know: {other:?}: {about}"),
    }
    let program = entrypoint.first().or(cmd.first()).map(|word| &**word);
    let bare = matches!(runtime.interpreter(), Presence::Absent);
    assert!(!bare || !matches!(program, Some("dotnet" | "java" | "ruby" | "php")), "no runtime is there to start it: {about}");
    assert!(runtime.role() != "hardened-ruby" || program == Some("ruby"), "bundle is not in that image: {about}");
    if made.service.is(Runtime::Dotnet) && !development {
        assert_eq!(program == Some("dotnet"), !is_native(made), "{about}");
    }
    // A command without a path is looked up where the image has a search path.
    if made.service.is(Runtime::StaticSite) && !development && runtime.start_is_known() {
        assert!(entrypoint.is_empty() && cmd.is_empty(), "nginx is started by its image: {about}");
    }
}

fn every_instruction_has_its_reason(made: &Made, about: &str) {
    for stage in &made.output.file.stages {
        for why in stage.steps.iter().map(|step| step.why).chain([stage.why]) {
            assert!(why.text.ends_with(['.', '!', '?', ':']) || !why.shown, "a sentence: {:?}: {about}", why.text);
            assert!(!why.text.is_empty() && !why.text.contains('\n'), "{about}");
            if let Cause::Fact(id) = why.cause {
                assert!(IMAGES.iter().any(|image| image.id == id), "{about}");
            }
        }
    }
}

/// Certificates, time zones, libraries, texts: there when they are asked for.
fn what_was_asked_for_is_there(made: &Made, text: &str, about: &str) {
    let Made { service, family, settings, output, .. } = made;
    let runtime = output.file.runtime_image();
    let compiled = [Runtime::Go, Runtime::Rust, Runtime::CCpp].into_iter().any(|runtime| service.is(runtime));
    if service.is(TlsOrTz::Yes) && !service.is(Environment::Development) && compiled {
        let copied = |what: &str| text.contains(&format!("COPY --from=build {what} {what}\n"));
        assert!(runtime.inside().ca_certificates == Some(true) || copied("/etc/ssl/certs/ca-certificates.crt"), "{about}");
        let zones = copied("/usr/share/zoneinfo") || text.contains("tzdata>=") || text.contains("timetzdata");
        assert!(runtime.inside().tzdata == Some(true) || zones, "{about}");
    }
    let installs = !compiled || settings.text(SettingId::Packages).is_some();
    if service.is(NativeDeps::SystemLibs) && installs && matches!(family, Family::Slim | Family::Alpine) {
        assert!(text.contains("apt-get install") || text.contains("apt-get satisfy") || text.contains("apk add"), "{about}");
    }
    if let Some(port) = settings.text(SettingId::Port).filter(|_| made.listens()) {
        let udp = if made.chose(Does::Udp) { "/udp" } else { "" };
        assert!(text.contains(&format!("EXPOSE {port}{udp}\n")), "{about}");
        // The web server in front has a port of its own.
        let is_webs = |own: &str| own == "8080" && text.contains(" AS web\n");
        assert!(["8080", "9000"].into_iter().all(|own| !text.contains(own) || made.is_theirs(own) || is_webs(own)), "{about}");
        let fpm = text.contains(&format!("listen = {port}\\n")) || text.contains(&format!("0.0.0.0:{port}"));
        let apache = text.contains(&format!("ENV PORT={port}\n"));
        assert!(fpm || apache || !made.chose(Does::Fastcgi) || port == "9000", "FPM or Apache is told its port: {about}");
    }
    languages_are_there(made, text, about);
    if let Some(names) = settings.text(SettingId::Packages) {
        // Those that extensions of PHP load stand before them.
        let satisfied = text.contains("apt-get satisfy") && text.contains(&format!("{}\"", names.replace(',', ", ")));
        // By the name that the base has for it.
        let own = |name| if made.family == Family::Alpine { other_name(name, Distribution::Alpine).unwrap_or(name) } else { name };
        let there = satisfied || names.split(',').all(|name| text.contains(&format!("\"{}>=0\"", own(name))));
        let said = output.notes.iter().any(|note| note.contains("left out"));
        assert!(there != said, "added packages are installed, or it is said that they are not: {about}");
    }
    if text.contains("HEALTHCHECK")
        && let Some(path) = settings.text(SettingId::Health)
    {
        assert!(text.contains(path) || !output.expects.iter().any(|line| line.contains("GET ")), "{about}");
    }
    assert_eq!(text.contains(" AS debug\n"), made.chose(Debug::Yes) && !runtime.has_shell(), "{about}");
    let pins = made.chose(Pin::Digest);
    assert_eq!(text.contains(print::NO_DIGEST), pins && output.file.images().any(|image| !image.tag().is_empty()), "{about}");
    let unpinned = text.lines().filter(|line| line.starts_with("FROM ") && line.contains(':') && !line.contains('@'));
    assert!(!pins || unpinned.count() == 0, "{about}");
}

/// Fonts for Java and languages for .NET: in the image, or installed.
fn languages_are_there(made: &Made, text: &str, about: &str) {
    let Made { service, family, output, .. } = made;
    if !service.is(I18nFonts::Yes) || service.is(Environment::Development) {
        return;
    }
    let runtime = output.file.runtime_image();
    if service.is(Runtime::Java) && matches!(family, Family::Slim | Family::Alpine) {
        assert!(text.contains("fontconfig") && text.contains("dejavu"), "{about}");
    }
    if service.is(Runtime::Dotnet) && *family != Family::Full {
        let installed =
            ["icu-libs>=", "icu-data-full>=", "tzdata>=", "GLOBALIZATION_INVARIANT=false"].iter().all(|part| text.contains(part));
        assert!(runtime.inside().icu == Some(true) && runtime.inside().tzdata == Some(true) || installed, "{about}");
    }
}

fn the_builder_knows_every_instruction(made: &Made, text: &str, about: &str) {
    let stages = &made.output.file.stages;
    let crosses = stages.iter().any(|stage| matches!(stage.from, From::Image { on_builder: true, .. }));
    if made.chose(Builder::Kaniko) {
        assert!(!text.contains("--mount=") && !crosses && !text.contains("ARG TARGET"), "{about}");
        assert!(!made.output.notes.is_empty(), "what is lost is said: {about}");
    }
    assert_eq!(text.find("# syntax="), made.chose(Builder::Buildkit).then_some(0), "the first line, for BuildKit alone: {about}");
    assert_eq!(text.contains("${BUILDPLATFORM}"), crosses, "{about}");
    for argument in ["TARGETOS", "TARGETARCH"] {
        assert_eq!(text.contains(&format!("${{{argument}}}")), text.contains(&format!("ARG {argument}\n")), "{about}");
    }
}

fn the_text_is_tidy(made: &Made, text: &str, about: &str) {
    assert!(
        text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains("\n\n\n") && !text.contains('\t') && !text.contains(" \n"),
        "{about}"
    );
    assert!(made.output.expects.len() >= 3, "{about}");
    let ended = made.output.file.images().find(|image| image.first_end().is_some_and(|(day, _)| day < made.today));
    assert!(ended.is_none(), "nothing that has reached its end of life is in a file of today: {ended:?}: {about}");
    let shown = text.lines().any(|line| line.starts_with("# ") && !line.starts_with("# syntax="));
    assert!(made.choice::<Comments>() == Comments::Main || shown == made.chose(Comments::All), "{about}");
    let joined: String = made.output.blocks().into_iter().map(|block| block.text).collect();
    assert_eq!(joined, text, "the blocks are the text");
}

fn positions(stage: &Stage, wanted: fn(&Instruction) -> bool) -> Vec<usize> {
    stage.steps.iter().enumerate().filter(|(_, step)| wanted(&step.instruction)).map(|(at, _)| at).collect()
}

/// Entrypoint and command.
fn started(stage: &Stage) -> (Vec<Text>, Vec<Text>) {
    let mut started = (Vec::new(), Vec::new());
    for step in &stage.steps {
        match &step.instruction {
            Instruction::Entrypoint(words) => started.0.clone_from(words),
            Instruction::Cmd(words) => started.1.clone_from(words),
            _ => {}
        }
    }
    started
}
