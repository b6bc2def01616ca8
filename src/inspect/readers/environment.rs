//! Variables that the Dockerfile that is there sets for what runs.

use super::launched::workdir;
use super::moved::Moved;
use crate::dockerfile::SettingId;
use crate::inspect::containerfile::Instruction;
use crate::inspect::findings::{At, is_of_a_secret, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{file_name, folder_of};
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Variables that the stack sets by itself, or that say nothing of the service.
const NO_VARIABLES: &[&str] = &[
    "PATH",
    "HOME",
    "PORT",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "TZ",
    "TERM",
    "SHELL",
    "USER",
    "UID",
    "GID",
    "PUID",
    "PGID",
    "UMASK",
    "DEBIAN_FRONTEND",
    "NODE_ENV",
    "NODE_OPTIONS",
    "PYTHONUNBUFFERED",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "JAVA_OPTS",
    "JAVA_TOOL_OPTIONS",
    "JAVA_HOME",
    "RAILS_ENV",
    "RACK_ENV",
    "HOSTNAME",
    "LD_PRELOAD",
    "LD_LIBRARY_PATH",
    "LD_RUN_PATH",
    "LDFLAGS",
    "GOPATH",
    "GOROOT",
    "GOPROXY",
    "GOPRIVATE",
    "GONOPROXY",
    "GONOSUMDB",
    "GONOSUMCHECK",
    "GOSUMDB",
    "GOINSECURE",
    "GOFLAGS",
    "GOCACHE",
    "GOMODCACHE",
    "GOBIN",
    "GOOS",
    "GOARCH",
    "GOARM",
    "GOAMD64",
    "GOTOOLCHAIN",
    "GOWORK",
    "GOEXPERIMENT",
    "GO111MODULE",
    "RUSTFLAGS",
    "RUSTC_WRAPPER",
    "RUST_TARGET",
    "RUST_TOOLCHAIN",
    "VERSION",
    "REVISION",
];
/// Beginnings of names that only tools of a build read.
const OF_TOOLS: &[&str] = &[
    "PIP_",
    "UV_",
    "POETRY_",
    "BUNDLE_",
    "GEM_",
    "NPM_",
    "npm_",
    "YARN_",
    "PNPM_",
    "CARGO_",
    "RUSTUP_",
    "CGO_",
    "COMPOSER_",
    "MAVEN_",
    "GRADLE_",
    "DOTNET_",
    "NUGET_",
    "ASPNETCORE_",
    "S6_",
    "NEXT_TELEMETRY",
    "APT_",
    "PUPPETEER_",
    "PLAYWRIGHT_",
    "PHP_",
    "GOSU_",
    "COREPACK_",
    "TINI_",
];

/// So many are looked at, of which only some can be set.
const MOST_VARIABLES: usize = 300;

/// Whether a folder belongs to root alone.
pub(super) fn is_of_root(path: &str) -> bool {
    path == "/root" || path.starts_with("/root/")
}

/// Whether a value is the path of a file or folder: the name of a file is no secret, whatever it says.
fn is_path(value: &str) -> bool {
    value.starts_with('/') && value.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter))
}

/// The folder outside of the program that a variable says holds data: that of a file of SQLite,
/// one by its name, or the one that a compiled program starts in though nothing is copied there.
fn kept_by(name: &str, value: &str, starts_in: Option<&str>) -> Option<String> {
    const DATABASES: &[&str] = &[".db", ".sqlite", ".sqlite3"];
    let small = value.to_ascii_lowercase();
    let path = match small.strip_prefix("sqlite:") {
        Some(rest) => value.get(value.len() - rest.trim_start_matches('/').len() - 1..)?.split('?').next()?,
        None => value,
    };
    let path = path.trim_end_matches('/');
    if !is_path(path) || path.contains("..") {
        return None;
    }
    let is_database = DATABASES.iter().any(|end| path.ends_with(end));
    let folder = if is_database { folder_of(path) } else { path };
    let is_elsewhere = !["", "/app", "/tmp", "/etc", "/usr", "/opt", "/var", "/var/lib", "/home", "/srv"].contains(&folder)
        && !["/app/", "/usr/", "/etc/", "/tmp/", "/proc/", "/dev/", "/run/", "/opt/"].iter().any(|begin| folder.starts_with(begin));
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_data = says(&["DATA", "STORAGE", "UPLOAD", "CONFIG"]) || starts_in == Some(folder);
    let is_named = is_data && says(&["DIR", "PATH", "FOLDER", "ROOT", "HOME", "LOCATION"]);
    let is_folder = !file_name(path).contains('.');
    (is_elsewhere && (is_database || is_named && is_folder)).then(|| folder.to_string())
}

/// Variables of what runs that have a value of their own; of several of one name the
/// last. A port that only root may get becomes that of the service here.
pub(super) fn variables(at: &mut At<'_>, instructions: &[&Instruction], runtime: Runtime) {
    let moved = Moved::of(instructions, runtime);
    let starts_in = (runtime.row().kind == Kind::Compiled).then(|| workdir(instructions)).filter(|folder| {
        let copies = instructions.iter().filter(|instruction| ["COPY", "ADD"].contains(&instruction.name.as_str()));
        let is_filled = |to: &str| to.starts_with(folder.as_str()) || !to.starts_with('/');
        !copies.filter_map(|instruction| instruction.copied()).any(|(_, to)| is_filled(&to))
    });
    let mut all: Vec<(String, String, u32)> = Vec::new();
    for instruction in instructions.iter().filter(|instruction| instruction.name == "ENV") {
        for (name, value) in instruction.assigned() {
            if all.len() >= MOST_VARIABLES {
                break;
            }
            let line = instruction.line_of(&name);
            all.retain(|(own, ..)| *own != name);
            all.push((name, value, line));
        }
    }
    for (name, value, line) in all {
        // Interpreters get theirs from the stack; a compiled program may know no other way.
        let is_its_port = name == "PORT" && runtime.row().kind == Kind::Compiled;
        let is_left_out = NO_VARIABLES.contains(&name.as_str()) && !is_its_port
            || OF_TOOLS.iter().any(|begin| name.starts_with(begin))
            || name.ends_with("_VERSION");
        if is_left_out || value.is_empty() || value.contains('$') {
            continue;
        }
        if value.split([':', ',', '=']).any(is_of_root) {
            let text = format!("It sets {} to {}, which only root may use. Set another folder.", quoted(&name), quoted(&value));
            at.note(line, text);
            continue;
        }
        let is_low = name.ends_with("PORT") && value.parse::<u16>().is_ok_and(|port| port < 1024);
        // The program lies in /app here, with all of its files.
        let (value, why) = match moved.as_ref().and_then(|moved| Some((moved.path(&value)?, &moved.from))) {
            _ if is_low => ("8080".to_string(), "it sets this variable, to a port below 1024".to_string()),
            Some((here, from)) => {
                (here, format!("it sets this variable, to a path below {}, which is /app in the new image", quoted(from)))
            }
            None => (value, "it sets this variable".to_string()),
        };
        if is_low {
            let why = format!("{} says which port it listens on, and a user who is not root may get this one", quoted(&name));
            at.set(SettingId::Port, &value, line, Sure::Guessed, why);
        }
        if let Some(folder) = kept_by(&name, &value, starts_in.as_deref()) {
            let sure = if starts_in.as_ref() == Some(&folder) { Sure::Inferred } else { Sure::Guessed };
            at.set(SettingId::Kept, &folder, line, sure, format!("{} says that data is there", quoted(&name)));
        }
        if let Ok(word) = shlex::try_quote(&value) {
            let text = format!("{name}={word}");
            match is_path(&value) && !is_of_a_secret(&name) {
                true => at.set_without_secrets(SettingId::Variables, &text, line, Sure::Inferred, why),
                false => at.set(SettingId::Variables, &text, line, Sure::Inferred, why),
            }
        }
    }
}
