//! What a build stops with, what is behind it, and what mends it: one row each,
//! by package manager.

use crate::dockerfile::Plan;
use crate::dockerfile::settings::Manager;

/// A message of a build.
struct Stop {
    /// Whose message it is; anybody's where none is named.
    of: &'static [Manager],
    /// What is shown, as far as it is the same for everybody.
    message: &'static str,
    /// What is behind it.
    cause: &'static str,
    /// What to do about it.
    mend: &'static str,
}

const STOPS: &[Stop] = &[
    Stop {
        of: &[Manager::Npm],
        message: "`npm ci` can only install packages when your package.json and package-lock.json are in sync",
        cause: "The lock file was not updated with package.json.",
        mend: "Run npm install and commit package-lock.json.",
    },
    Stop {
        of: &[Manager::Pnpm],
        message: "ERR_PNPM_OUTDATED_LOCKFILE",
        cause: "The lock file was not updated with package.json, or another version of pnpm wrote it.",
        mend: "Run pnpm install and commit the lock file, or change the setting “Package manager version”.",
    },
    Stop {
        of: &[Manager::Pnpm],
        message: "Ignored build scripts",
        cause: "pnpm runs a package’s build scripts only if the project approves them.",
        mend: "Run pnpm approve-builds and commit the result.",
    },
    Stop {
        of: &[Manager::Yarn],
        message: "Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`",
        cause: "The lock file was not updated with package.json.",
        mend: "Run yarn install and commit yarn.lock.",
    },
    Stop {
        of: &[Manager::Berry],
        message: "YN0028: The lockfile would have been modified by this install",
        cause: "The lock file was not updated with package.json, or another version of Yarn wrote it.",
        mend: "Run yarn install and commit yarn.lock, or set the version in packageManager.",
    },
    Stop {
        of: &[Manager::Bun],
        message: "lockfile had changes, but lockfile is frozen",
        cause: "The lock file was not updated with package.json.",
        mend: "Run bun install and commit bun.lock.",
    },
    Stop {
        of: &[Manager::Deno],
        message: "The lockfile is out of date",
        cause: "The lock file was not updated after a change to deno.json, package.json or the program’s imports.",
        mend: "Run deno install --entrypoint with the program’s file, and commit deno.lock.",
    },
    Stop {
        of: &[Manager::Npm, Manager::Unlocked, Manager::Pnpm, Manager::Yarn, Manager::Berry, Manager::Bun],
        message: "EBADENGINE, or The engine \"node\" is incompatible with this module",
        cause: "A package requires another version of Node.js.",
        mend: "Change the setting “Language version”.",
    },
    Stop {
        of: &[Manager::Uv],
        message: "The lockfile at `uv.lock` needs to be updated, but `--locked` was provided",
        cause: "The lock file was not updated with pyproject.toml.",
        mend: "Run uv lock and commit uv.lock.",
    },
    Stop {
        of: &[Manager::Pipenv],
        message: "Pipfile.lock is out-of-date",
        cause: "The lock file was not updated with Pipfile.",
        mend: "Run pipenv lock and commit Pipfile.lock.",
    },
    Stop {
        of: &[Manager::Pdm],
        message: "Lock file hash doesn't match pyproject.toml, packages may be outdated",
        cause: "The lock file was not updated with pyproject.toml.",
        mend: "Run pdm lock and commit pdm.lock.",
    },
    Stop {
        of: &[Manager::Poetry],
        message: "pyproject.toml changed significantly since poetry.lock was last generated",
        cause: "The lock file was not updated with pyproject.toml.",
        mend: "Run poetry lock and commit poetry.lock.",
    },
    Stop {
        of: &[Manager::Modules],
        message: "go.mod requires go >= … (running go …; GOTOOLCHAIN=local)",
        cause: "The module requires a newer Go version than the image has.",
        mend: "Change the setting “Language version”.",
    },
    Stop {
        of: &[Manager::Cargo],
        message: "the lock file Cargo.lock needs to be updated but --locked was passed to prevent this",
        cause: "The lock file was not updated with Cargo.toml, or is not committed.",
        mend: "Run cargo build and commit Cargo.lock.",
    },
    Stop {
        of: &[Manager::Bundler],
        message: "Your bundle only supports platforms …, but your local platform is x86_64-linux",
        cause: "The lock file was written on another system.",
        mend: "Run bundle lock --add-platform x86_64-linux aarch64-linux and commit Gemfile.lock.",
    },
    Stop {
        of: &[Manager::Composer],
        message: "requires ext-… * -> it is missing from your system",
        cause: "A package requires an extension that the image lacks.",
        mend: "Add it to the setting “PHP extensions”.",
    },
    Stop {
        of: &[],
        message: "/bin/sh: …: not found, or env: …\\r: No such file or directory, for a script that exists",
        cause: "The script has Windows line endings, so the program in its first line is not found.",
        mend: "Put `*.sh text eol=lf` into .gitattributes, run git add --renormalize and commit.",
    },
    Stop {
        of: &[],
        message: "exec format error",
        cause: "The image was built for another architecture than the machine has.",
        mend: "Change the setting “Architectures”, or build with --platform.",
    },
];

/// Those of one member of a workspace.
const OF_A_MEMBER: &[Stop] = &[
    Stop {
        of: &[Manager::Npm, Manager::Unlocked],
        message: "No workspaces found: --workspace=…",
        cause: "The root’s package.json does not name the folder among its workspaces.",
        mend: "Add it there and update the lock file, or change the setting “Workspace member”.",
    },
    Stop {
        of: &[Manager::Npm, Manager::Unlocked, Manager::Pnpm, Manager::Yarn, Manager::Berry, Manager::Bun],
        message: "Cannot find module or package …, during the build or at start",
        cause: "The member uses a package that its package.json does not list. On your machine it works because another member installs the package.",
        mend: "Add it to the package.json of the member that uses it, and update the lock file.",
    },
    Stop {
        of: &[Manager::Uv],
        message: "Unable to find lockfile at `uv.lock`",
        cause: "The folder is not a member of the workspace, so uv looks for a lock file in it.",
        mend: "Add it to the members in the root’s pyproject.toml and run uv lock.",
    },
    Stop {
        of: &[Manager::Modules],
        message: "current directory is contained in a module that is not one of the workspace modules listed in go.work",
        cause: "go.work does not list the folder.",
        mend: "Run go work use with the folder and commit go.work.",
    },
];

/// Every message of the plan's build with cause and mend, as rows of a table.
pub fn rows(plan: &Plan) -> Vec<([String; 3], &'static [&'static str])> {
    let managers: Vec<Manager> = std::iter::once(plan.choice()).chain(plan.front_end().map(|front_end| front_end.manager)).collect();
    let of_a_member = OF_A_MEMBER.iter().filter(|_| plan.member().is_some());
    let own = STOPS.iter().chain(of_a_member).filter(|stop| stop.of.is_empty() || stop.of.iter().any(|of| managers.contains(of)));
    own.map(|stop| ([code(stop.message), stop.cause.into(), stop.mend.into()], [].as_slice())).collect()
}

/// A message as code, whether it has backticks itself or not.
fn code(message: &str) -> String {
    if message.contains('`') { format!("`` {message} ``") } else { format!("`{message}`") }
}
