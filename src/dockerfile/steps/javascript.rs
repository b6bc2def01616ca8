//! The package managers of JavaScript: what each calls its lock file, its
//! cache and its commands.

use crate::dockerfile::image::{has_yarn, tool};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Manager, SettingId};
use crate::dockerfile::tree::{Stage, Why};
use crate::facts::Image;

/// What is expected of where the packages come from.
pub const PUBLIC: &str = "packages from the public registry: .npmrc, which may hold a token, is left out";

/// npm, pnpm or Yarn, as a Dockerfile needs it.
pub struct Packages {
    /// Which it is among the settings.
    manager: Manager,
    /// What names the dependencies, the lock file included.
    pub manifests: &'static [&'static str],
    /// The name of its lock file.
    pub lock: &'static str,
    /// The folder that it keeps downloads in.
    pub cache: &'static str,
    /// Installs exactly what the lock file says.
    pub install: &'static str,
    /// The same without what only development needs.
    pub install_production: &'static str,
    /// Runs the build step.
    pub build: &'static str,
    /// Takes out what only development needs.
    pub prune: &'static str,
}

static MANAGERS: [Packages; 3] = [
    Packages {
        manager: Manager::Npm,
        manifests: &["package.json", "package-lock.json"],
        lock: "package-lock.json",
        cache: "/root/.npm",
        install: "npm ci",
        install_production: "npm ci --omit=dev",
        build: "npm run build",
        prune: "npm prune --omit=dev",
    },
    Packages {
        manager: Manager::Pnpm,
        manifests: &["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml*"],
        lock: "pnpm-lock.yaml",
        cache: "/root/.local/share/pnpm/store",
        install: "pnpm install --frozen-lockfile",
        install_production: "pnpm install --frozen-lockfile --prod",
        build: "pnpm run build",
        prune: "CI=true pnpm prune --prod",
    },
    Packages {
        manager: Manager::Yarn,
        manifests: &["package.json", "yarn.lock"],
        lock: "yarn.lock of Yarn 1, not of a newer one,",
        cache: "/usr/local/share/.cache/yarn",
        install: "yarn install --frozen-lockfile",
        install_production: "yarn install --frozen-lockfile --production",
        build: "yarn run build",
        prune: "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline",
    },
];

/// The one that the plan names.
pub fn packages(plan: &Plan) -> &'static Packages {
    let chosen = plan.choice::<Manager>();
    MANAGERS.iter().find(|packages| packages.manager == chosen).expect("a test builds every Dockerfile with each manager")
}

/// Installs the manager itself where the image has none.
pub fn prepare(plan: &Plan, build: &mut Stage, on: &'static Image) {
    let why =
        Why::setting(SettingId::Manager, "The image brings npm only; a packageManager line in package.json decides the exact version.")
            .shown();
    match plan.choice::<Manager>() {
        Manager::Pnpm => build.run_with(plan.fetching(&[]), [format!("npm install --global {}", tool("pnpm").spec)], why),
        Manager::Yarn if !has_yarn(on) => build.run_with(plan.fetching(&[]), [format!("npm install --global {}", tool("yarn").spec)], why),
        _ => {}
    }
}
