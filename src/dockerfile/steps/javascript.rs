//! The package managers of JavaScript: what each calls its lock file, its
//! cache and its commands.

use super::first::copy_first;
use super::given::take_package_arguments;
use super::names::MANIFESTS;
use super::packages::run_on;
use crate::dockerfile::image::{has_bun, tool};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Builder, Manager, SettingId};
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::{Image, has_yarn};
use crate::model::QuestionId;
use crate::model::questions::Runtime;

/// What is expected of where the packages come from.
pub fn public(plan: &Plan) -> &'static str {
    public_of(plan.choice())
}

/// The same of any of them.
pub fn public_of(manager: Manager) -> &'static str {
    match manager {
        Manager::Berry => "packages from the public registry: .yarnrc.yml is copied, so do not put a token in it",
        Manager::Npm | Manager::Unlocked | Manager::Pnpm => {
            "packages from the public registry: .npmrc is left out because it may contain a token; pass its other settings as build arguments, such as npm_config_legacy_peer_deps=true"
        }
        _ => "packages from the public registry: .npmrc is left out because it may contain a token",
    }
}

/// A package manager, as a Dockerfile needs it.
pub struct Packages {
    /// Which it is among the settings.
    manager: Manager,
    /// What names the dependencies, the lock file included; none where more than
    /// that is needed, and everything is copied before they are installed.
    pub manifests: &'static [&'static str],
    /// What has to be there.
    pub needs: &'static str,
    /// The folder that it keeps downloads in.
    pub cache: &'static str,
    /// Installs exactly what the lock file says.
    pub install: &'static str,
    /// The same without what only development needs.
    install_production: &'static str,
    /// Runs a script of package.json, by its name behind these words.
    pub run: &'static str,
    /// Takes out what only development needs.
    pub prune: &'static str,
    /// Takes what follows out of package.json.
    deletes: &'static str,
}

const NPM_DELETES: &str = "npm pkg delete";

impl Packages {
    /// Runs scripts of package.json, one after the other.
    pub fn build(&self, scripts: &[&str]) -> Vec<String> {
        scripts.iter().map(|script| format!("{} {script}", self.run)).collect()
    }
}

static MANAGERS: [Packages; 6] = [
    Packages {
        manager: Manager::Npm,
        manifests: &["package.json", "package-lock.json"],
        needs: "package.json and package-lock.json at the root",
        cache: "/root/.npm",
        install: "npm ci",
        install_production: "npm ci --omit=dev",
        run: "npm run",
        prune: "npm prune --omit=dev",
        deletes: NPM_DELETES,
    },
    Packages {
        manager: Manager::Unlocked,
        manifests: &["package.json"],
        needs: "package.json at the root; without a lock file, a build may get newer packages than you tested",
        cache: "/root/.npm",
        install: "npm install --no-package-lock",
        install_production: "npm install --no-package-lock --omit=dev",
        run: "npm run",
        prune: "npm prune --no-package-lock --omit=dev",
        deletes: NPM_DELETES,
    },
    Packages {
        manager: Manager::Pnpm,
        manifests: &["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml*"],
        needs: "package.json and pnpm-lock.yaml at the root",
        cache: "/root/.local/share/pnpm/store",
        install: "pnpm install --frozen-lockfile",
        install_production: "pnpm install --frozen-lockfile --prod",
        run: "pnpm run",
        prune: "CI=true pnpm prune --prod --ignore-scripts",
        deletes: NPM_DELETES,
    },
    Packages {
        manager: Manager::Yarn,
        manifests: &["package.json", "yarn.lock"],
        needs: "package.json and a yarn.lock of Yarn 1 at the root",
        cache: "/usr/local/share/.cache/yarn",
        install: "yarn install --frozen-lockfile",
        install_production: "yarn install --frozen-lockfile --production",
        run: "yarn run",
        prune: "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline",
        deletes: NPM_DELETES,
    },
    Packages {
        manager: Manager::Berry,
        // Patches, plugins and a release of its own lie in .yarn, which is not always there.
        manifests: &[],
        needs: "package.json and a yarn.lock of Yarn 4 at the root; the build installs packages into node_modules, even with Plug’n’Play",
        cache: "/root/.cache/yarn4",
        install: "yarn install --immutable",
        install_production: "yarn install --immutable && yarn workspaces focus --all --production",
        run: "yarn run",
        prune: "yarn workspaces focus --all --production",
        deletes: NPM_DELETES,
    },
    Packages {
        manager: Manager::Bun,
        manifests: &["package.json", "bun.lock*"],
        needs: "package.json and bun.lock at the root, for a program that Node.js runs",
        cache: "/root/.bun/install/cache",
        install: "bun install --frozen-lockfile",
        install_production: "bun install --frozen-lockfile --production",
        run: "bun run",
        prune: "npm pkg delete scripts.prepare && rm -rf node_modules && bun install --frozen-lockfile --production",
        deletes: NPM_DELETES,
    },
];

/// Bun where it is the runtime too: its images have no npm.
static BUN: Packages = Packages {
    manager: Manager::Bun,
    manifests: &["package.json", "bun.lock*", "bunfig.toml*"],
    needs: "package.json and bun.lock at the root",
    cache: "/root/.bun/install/cache",
    install: "bun install --frozen-lockfile",
    install_production: "bun install --frozen-lockfile --production",
    run: "bun run",
    prune: "bun pm pkg delete scripts.prepare && rm -rf node_modules && bun install --frozen-lockfile --production",
    deletes: "bun pm pkg delete",
};

/// A command that takes out what Next.js keeps for its next build: often more than the program.
pub fn without_cache(plan: &Plan) -> Option<String> {
    plan.entry().contains("node_modules/next/").then(|| "rm -rf .next/cache".into())
}

/// Scripts in words: `script “build”`, `scripts “build:css” and “build:js”`.
pub fn named(scripts: &[&str]) -> String {
    let quoted: Vec<String> = scripts.iter().map(|script| format!("“{script}”")).collect();
    let plural = if quoted.len() > 1 { "s" } else { "" };
    format!("script{plural} {}", quoted.join(" and "))
}

/// The one that the plan names.
pub fn packages(plan: &Plan) -> &'static Packages {
    if plan.runtime == Runtime::Bun { &BUN } else { packages_of(plan.choice()) }
}

/// The row of a package manager.
pub fn packages_of(chosen: Manager) -> &'static Packages {
    MANAGERS.iter().find(|packages| packages.manager == chosen).expect("a test builds every Dockerfile with each manager")
}

/// The packages of a member and of those that it depends on, by a manager that can
/// tell them apart; with those of the root, which has what all build with.
pub fn install_member(manager: &Packages, member: &str) -> String {
    let install = manager.install;
    match manager.manager {
        Manager::Npm | Manager::Unlocked => format!("{install} --workspace={member} --include-workspace-root"),
        Manager::Pnpm => format!("{install} --filter \"{{./{member}}}...\" --filter \"{{.}}\""),
        _ => install.into(),
    }
}

/// The same for a member of a workspace, whose manifests a stage has by now.
fn install_in_workspace(plan: &Plan, build: &mut Stage, on: &'static Image, member: &str) {
    let manager = packages(plan);
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    // Which Yarn 4 it is, a manifest says.
    let is_named_there = manager.manager == Manager::Berry;
    if !is_named_there {
        prepare(plan, build, on);
    }
    build.copy_from(MANIFESTS, plan.defaults().sources, "./", first);
    if is_named_there {
        prepare(plan, build, on);
    }
    take_package_arguments(plan, build);
    let why = match manager.manager {
        Manager::Unlocked => Why::answer(QuestionId::Environment, "Installs the newest packages, because there is no lock file.").shown(),
        _ => Why::answer(QuestionId::Environment, "Installs exactly what the lock file says."),
    };
    build.run_with(plan.fetching(&[manager.cache]), [install_member(manager, member)], why);
    build.copy(["."], ".", Why::practice("The sources."));
    build.workdir(plan.folder(), Why::setting(SettingId::Member, "The member’s folder.").shown());
}

/// Installs the packages, and copies the sources: in the order in which a change of
/// the sources installs nothing anew, where the manager needs no more than manifests.
pub fn install(plan: &Plan, build: &mut Stage, on: &'static Image, is_production: bool) {
    if let Some(member) = plan.member() {
        return install_in_workspace(plan, build, on, member);
    }
    let manager = packages(plan);
    let sources = |build: &mut Stage, why: Why| build.copy(["."], ".", why);
    if manager.manifests.is_empty() {
        let why = "Copied in one step: Yarn may need its folder for patches and plugins.";
        sources(build, Why::setting(SettingId::Manager, why).shown());
        prepare(plan, build, on);
        take_package_arguments(plan, build);
    } else {
        prepare(plan, build, on);
        take_package_arguments(plan, build);
        let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
        build.copy(manager.manifests.iter().copied(), "./", first);
        copy_first(plan, build);
    }
    let is_first = !manager.manifests.is_empty();
    let without = without_scripts(manager, is_production);
    let why = match (manager.manager, is_first) {
        (Manager::Unlocked, _) => {
            "Installs the newest packages, because there is no lock file. The project’s own scripts need the sources."
        }
        (_, true) => "Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.",
        (_, false) => "Installs exactly what the lock file says.",
    };
    let why = Why::answer(QuestionId::Environment, why).shown();
    let install = if is_production { manager.install_production } else { manager.install };
    build.run_with(plan.fetching(&[manager.cache]), without.into_iter().chain([install.into()]), why);
    if is_first {
        sources(build, Why::practice("The sources."));
        build.run(
            [postinstall(manager)],
            Why::practice("The project’s own postinstall script, if it has one: some apply patches or generate code."),
        );
    }
}

/// What an installation would run of the project itself, whose sources are not there yet.
/// “prepare” is for a checkout, and what it calls is left out of what runs.
pub fn without_scripts(manager: &Packages, is_production: bool) -> Option<String> {
    let scripts = match (manager.manifests.is_empty(), is_production) {
        (false, _) => "scripts.preinstall scripts.install scripts.postinstall scripts.prepare",
        (true, true) => "scripts.prepare",
        (true, false) => return None,
    };
    Some(format!("{} {scripts}", manager.deletes))
}

/// Runs the project’s own script for that: npm is in each image of Node.js, and calls it
/// for every manager.
pub fn postinstall(manager: &Packages) -> &'static str {
    if manager.deletes == NPM_DELETES { "npm run --if-present postinstall" } else { "bun run --if-present postinstall" }
}

/// Installs the manager itself where the image has none, or not the version that is set.
fn prepare(plan: &Plan, build: &mut Stage, on: &'static Image) {
    let version = plan.settings.text_for(SettingId::ManagerVersion, &plan.service);
    prepare_manager(plan, build, on, packages(plan), version, SettingId::Manager);
}

/// The same of any of them, which a setting names.
pub fn prepare_manager(plan: &Plan, build: &mut Stage, on: &'static Image, packages: &Packages, version: Option<&str>, of: SettingId) {
    let manager = packages.manager;
    let version_of = if of == SettingId::FrontManager { SettingId::FrontManagerVersion } else { SettingId::ManagerVersion };
    let spec = |name: &str, id: &str| version.map_or_else(|| tool(id).spec.to_string(), |version| format!("{name}@{version}"));
    let named = match manager {
        Manager::Pnpm => Some(spec("pnpm", "pnpm")),
        Manager::Bun if !has_bun(on) => Some(spec("bun", "bun")),
        Manager::Yarn if !has_yarn(on) || version.is_some() => Some(spec("yarn", "yarn")),
        Manager::Npm | Manager::Unlocked => version.map(|version| format!("npm@{version}")),
        Manager::Berry => {
            let set = [("YARN_NODE_LINKER", "node-modules"), ("YARN_CACHE_FOLDER", packages.cache), ("YARN_ENABLE_GLOBAL_CACHE", "false")];
            let why = "Installs into node_modules, which Node.js reads without Yarn.";
            build.env(set, Why::setting(of, why).shown());
            match version {
                Some(_) => Some(spec("@yarnpkg/cli-dist", "yarn4")),
                // Yarn itself does not change to the version that is named there.
                None => {
                    let (name, newest) = tool("yarn4").spec.rsplit_once('@').expect("a spec is a name and a version");
                    let named = format!("(require('./package.json').packageManager || 'yarn@{newest}').split(/[@+]/)[1]");
                    Some(format!("\"{name}@$(node -p \"{named}\")\""))
                }
            }
        }
        _ => None,
    };
    if let Some(named) = named {
        let why = match version {
            Some(_) => Why::setting(version_of, "The version that you set.").shown(),
            None if manager == Manager::Bun => Why::setting(of, "The image does not include it.").shown(),
            None => {
                let why = "The image does not include it. A packageManager line in package.json sets the exact version.";
                Why::setting(of, why).shown()
            }
        };
        // In place of the Yarn 1 that some images have, which npm leaves alone otherwise.
        let force = matches!(manager, Manager::Yarn | Manager::Berry).then_some("--force ").unwrap_or_default();
        let (mounts, command) = (plan.fetching_by(manager, &[]), format!("npm install --global {force}{named}"));
        // kaniko lends nothing, so nothing keeps it apart there.
        if mounts.is_empty() || plan.choice::<Builder>() == Builder::Kaniko {
            run_on(build, vec![command], why);
        } else {
            build.run_with(mounts, [command], why);
        }
    }
}
