//! Rust with Cargo: linked to glibc by default, static through musl.

use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Builder, Layout, Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps;
use crate::dockerfile::tree::{Dockerfile, Mount, Text, Why};
use crate::model::{Family, QuestionId};

/// Builds with Cargo, and runs the binary alone.
pub struct Rust;

const REGISTRY: &str = "/usr/local/cargo/registry";
const GIT: &str = "/usr/local/cargo/git";

impl Stack for Rust {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let (package, entry) = named(plan);
        let is_locked = plan.choice::<Manager>() == Manager::Cargo;
        let lock = if is_locked { " and Cargo.lock" } else { "" };
        let mut expected: Vec<Text> = if let Some(member) = plan.member() {
            let lock = if is_locked { ", and Cargo.lock at the root of its workspace or, without a workspace, beside it" } else { "" };
            vec![format!("Cargo.toml in {member}{lock}").into(), format!("a binary named {entry}").into()]
        } else if is_workspace(plan) {
            vec![
                format!("Cargo.toml{lock} of the workspace at the root").into(),
                format!("a member named {package} with a binary named {entry}").into(),
            ]
        } else {
            vec![format!("Cargo.toml{lock} of one package at the root").into(), format!("a binary named {entry}").into()]
        };
        if !is_locked {
            expected.push("no Cargo.lock: a build may get newer crates than you tested".into());
        }
        expected.push(steps::does(plan));
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let glibc = plan.is_glibc();
        // On Alpine the compiler's own target is musl, which it links statically:
        // that is how a static binary is made for the bases without a libc.
        let musl = !glibc && matches!(plan.family, Family::Alpine | Family::Distroless | Family::Scratch);
        let (builder, why) = match (plan.is_development() || glibc, musl) {
            (true, _) => ("rust", "Built on the release that runs it: the binary is linked to its glibc."),
            (_, true) => ("rust-alpine", "Built on Alpine: static, because it is linked to musl."),
            _ => ("rust-slim", "Built on the release that runs it."),
        };
        let builder = plan.builder(builder);
        let mut build = steps::build_stage(builder, None, why);
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        steps::prepare_private(plan, &mut build, builder);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        if plan.family == Family::Scratch && plan.needs_surroundings() {
            let why = Why::answer(QuestionId::TlsOrTz, "The time zones, copied to scratch below.").shown();
            steps::install(&mut build, builder, &[package("tzdata")], why);
        }
        // Cargo refuses a manifest whose targets, benches and path dependencies are not there,
        // so no layer can hold the dependencies alone.
        let why = "Manifests refer to files in the sources, so both are copied together.";
        build.copy(["."], ".", Why::practice(why).shown());
        if let Some(member) = plan.member() {
            let why = Why::setting(SettingId::Member, "Cargo finds the package here, and its dependencies above it.");
            build.run([steps::workspace::stop_without_member(member, &["Cargo.toml"])], why);
            build.workdir(plan.folder(), why.shown());
        }
        steps::own_steps(plan, &mut build, &[REGISTRY, GIT]);
        let (package, entry) = named(plan);
        let select = if is_workspace(plan) { format!("--package {package} --bin {entry}") } else { format!("--bin {entry}") };
        // A member of a workspace builds into the folder of its root, another package into its own.
        let target = plan.member().map(|_| format!("{}/target", plan.defaults().sources));
        let into = target.as_ref().map_or_else(String::new, |target| format!(" --target-dir {target}"));
        let target = target.as_deref().unwrap_or("target");
        let is_locked = plan.choice::<Manager>() == Manager::Cargo;
        let locked = if is_locked { " --locked" } else { "" };
        let mut commands = vec![
            format!("cargo build --release{locked} {select}{into}{}", features(plan)),
            "mkdir /out".into(),
            format!("cp {target}/release/{entry} /out/server"),
        ];
        let mut lent = plan.fetching(&[REGISTRY, GIT]);
        let mut why = match is_locked {
            true => Why::answer(QuestionId::Linking, "Builds exactly what the lock file says."),
            false => Why::setting(SettingId::Manager, "Builds with the newest crates that fit, because there is no lock file.").shown(),
        };
        // A developer goes on with what was compiled, so that it stays in the image there.
        if !plan.is_development() && plan.choice::<Builder>() != Builder::Kaniko {
            lent.insert(0, Mount::Exclusive(format!("{}/target", plan.defaults().sources).into()));
            // Cargo goes by dates, and what is kept may be of another checkout whose files are newer.
            commands.insert(
                0,
                match plan.member() {
                    Some(_) => {
                        format!("find {root} -path {root}/target -prune -o -type f -exec touch {{}} +", root = plan.defaults().sources)
                    }
                    None => "find . -path ./target -prune -o -type f -exec touch {} +".into(),
                },
            );
            why = match is_locked {
                true => Why::answer(QuestionId::Linking, "Builds exactly what the lock file says. Compiled dependencies are cached between builds; your files are always compiled."),
                false => Why::setting(SettingId::Manager, "Builds with the newest crates that fit, because there is no lock file. Compiled ones are cached between builds; your files are always compiled."),
            }
            .shown();
        }
        build.run_with(lent, commands, why);
        steps::compiled::prepare(plan, &mut build);
        let run = steps::compiled::run_binary(plan, false);
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// What turns features on. Cargo has an option of its own that turns the default ones off.
fn features(plan: &Plan) -> String {
    const WITHOUT_DEFAULT: &str = "no-default-features";
    let (without, named): (Vec<&str>, Vec<&str>) = plan.features().into_iter().partition(|name| *name == WITHOUT_DEFAULT);
    let mut options = if without.is_empty() { String::new() } else { format!(" --{WITHOUT_DEFAULT}") };
    if !named.is_empty() {
        options += &format!(" --features \"{}\"", named.join(","));
    }
    options
}

/// The package and its binary, which mostly have one name: `shop-server:shop` names two.
fn named(plan: &Plan) -> (String, String) {
    let entry = plan.entry();
    let (package, binary) = entry.split_once(':').unwrap_or((&entry, &entry));
    (package.into(), binary.into())
}

fn is_workspace(plan: &Plan) -> bool {
    plan.choice::<Layout>() == Layout::Workspace
}
