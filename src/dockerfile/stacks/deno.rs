//! Deno: the sources as they are, with what they import in a folder of the image, or
//! one executable that contains Deno itself.

use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::BUILT_BINARY;
use crate::dockerfile::steps::{self, BUILD, compiled};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};
use crate::model::QuestionId;
use crate::model::questions::NativeDeps;

/// Runs TypeScript and JavaScript with Deno, and with the permissions that are set.
pub struct Deno;

/// Where Deno's images keep what programs import; the user may read it, and that is enough.
const IMPORTED: &str = "/deno-dir";

impl Stack for Deno {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let script = plan.entry();
        let is_served = plan.serves_a_handler();
        let does = match (is_served, plan.is_standalone()) {
            (true, _) => "which exports a handler by default",
            (_, true) => "which starts the program and imports everything by fixed names: only such imports get into the executable",
            (false, false) => "which starts the program",
        };
        let allowed = plan.permissions().join(" ");
        let mut expected: Vec<Text> = vec![
            "deno.json or package.json, and deno.lock, at the root".into(),
            format!("{script}, {does}").into(),
            format!("only these permissions: {allowed}; Deno refuses everything else").into(),
        ];
        if plan.token().is_none() {
            expected.push("packages from public registries: .npmrc is left out because it may contain a token".into());
        }
        expected.push(steps::does(plan));
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let builder = plan.builder(steps::interpreted::builder_role(plan, "deno", "deno"));
        let why = "Fetches what the program imports, with the Deno version that runs it.";
        let once = plan.service.is(NativeDeps::None) && !plan.is_standalone();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, None, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        steps::interpreted::add_tools(plan, &mut build, builder, &["compiler", "python"]);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
        build.copy(["deno.json*", "package.json*", "deno.lock"], "./", first);
        let why = Why::answer(QuestionId::Environment, "Installs exactly what the lock file says.");
        build.run_with(plan.fetching(&[]), ["deno install --frozen"], why);
        build.copy(["."], ".", Why::practice("The sources."));
        steps::own_steps(plan, &mut build, &[]);
        if !plan.is_development() {
            let proof = steps::stop_without(&[plan.entry().to_string()], plan.default_entry().what);
            build.run([proof], Why::setting(SettingId::Entry, "Checks that the program exists; otherwise the build stops."));
            let why = "Fetches the imports that only the sources name, and compiles TypeScript once. An import that is not in the lock file stops the build.";
            let fetch = format!("deno install --frozen --entrypoint {}", plan.entry());
            build.run_with(plan.fetching(&[]), [fetch], Why::setting(SettingId::Entry, why).shown());
            if plan.is_standalone() {
                return Dockerfile::of(Vec::new(), standalone(plan, build).into());
            }
            steps::prepare_folders(plan, &mut build);
        }
        let mut run = steps::run_stage(plan, None);
        steps::carry_trust(plan, &mut run);
        steps::interpreted::add_libraries(plan, &mut run, "fontconfig");
        steps::give_to_developer(plan, &mut run);
        run.env([("DENO_NO_UPDATE_CHECK", "1")], Why::practice("Deno does not check for a newer version."));
        if !plan.is_development() {
            if plan.listens() && !plan.serves_a_handler() {
                run.env([("PORT", plan.port().to_string())], Why::setting(SettingId::Port, "Most servers read their port from here."));
            }
            run.workdir("/app", Why::practice("The program’s folder."));
            let why = "Its imports, owned by root. With --cached-only, Deno fetches nothing at run time.";
            run.copy_from(BUILD, IMPORTED, IMPORTED, Why::practice(why).shown());
            run.copy_from(BUILD, "/app", "/app", Why::practice("Owned by root: the program cannot change itself."));
        }
        steps::finish(plan, &mut run);
        steps::start(
            plan,
            &mut run,
            Why::setting(SettingId::Permissions, "The image’s entrypoint starts Deno. Change the permissions here.").shown(),
        );
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// One executable on a base without Deno: what it may do is compiled in too.
fn standalone(plan: &Plan, mut build: Stage) -> [Stage; 2] {
    // Texts of the visitor's, and words of a shell here.
    let allowed: Vec<String> = plan.permissions().iter().map(|word| quoted(word)).collect();
    let allowed = allowed.join(" ");
    let compile = format!("deno compile --frozen --cached-only {allowed} --output {BUILT_BINARY} {}", plan.entry());
    let why = "One executable that contains Deno, the program, its imports and its permissions. Change the permissions here.";
    build.run_with(plan.fetching(&[]), ["mkdir -p /out".to_string(), compile], Why::setting(SettingId::Layout, why).shown());
    steps::prepare_folders(plan, &mut build);
    let mut run = compiled::carry_binary(plan, true, &[]);
    run.env([("DENO_NO_UPDATE_CHECK", "1")], Why::practice("Deno does not check for a newer version."));
    if plan.listens() {
        run.env([("PORT", plan.port().to_string())], Why::setting(SettingId::Port, "Most servers read their port from here."));
    }
    compiled::start_binary(plan, &mut run);
    [build, run]
}

/// A word for a shell, in double quotes where it is not plain: linters ask of a dollar in single
/// ones whether it was meant. It has no control characters.
fn quoted(word: &str) -> String {
    if word.chars().all(|char| char.is_ascii_alphanumeric() || "-_=/.,:@".contains(char)) {
        return word.into();
    }
    let escaped = |char: char| if "\"\\$`".contains(char) { format!("\\{char}") } else { char.into() };
    format!("\"{}\"", word.chars().map(escaped).collect::<String>())
}
