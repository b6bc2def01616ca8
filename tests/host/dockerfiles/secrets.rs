//! Private packages: a token that lies in a project reaches no stage, and whoever
//! builds is told what to lend, by the same names as in the file.

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::tree::{Instruction, Mount};
use container_diet::dockerfile::{Output, Plan, SettingId, Settings, dockerfile};
use container_diet::model::questions::{Environment, Runtime, VendorImages};
use container_diet::model::{Answers, Family, decide};

use super::plan;

/// What is set, as a plan and what comes of it.
fn made(runtime: Runtime, environment: Environment, family: Family, settings: &[(SettingId, &str)]) -> (Plan, Output) {
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let verdict = decide(&Answers::default().with(runtime).with(environment).with(VendorImages::Yes));
    let plan = plan(&verdict, family, &settings);
    let output = dockerfile(&plan);
    (plan, output)
}

fn companion(plan: &Plan, output: &Output, name: &str) -> String {
    companions(plan, output).into_iter().find(|companion| companion.name == name).map(|companion| companion.text).unwrap_or_default()
}

/// Whether a name fits a pattern with stars and classes.
fn fits(pattern: &str, name: &str) -> bool {
    let (Some(first), rest) = (pattern.chars().next(), pattern.chars().skip(1).collect::<String>()) else { return name.is_empty() };
    match first {
        '*' => (0..=name.len()).any(|at| fits(&rest, &name[at..])),
        '[' => {
            let (class, rest) = rest.split_once(']').expect("a class ends");
            name.chars().next().is_some_and(|letter| class.contains(letter)) && fits(rest, &name[1..])
        }
        letter => name.starts_with(letter) && fits(&rest, &name[letter.len_utf8()..]),
    }
}

/// Whether a path, or a folder that it lies in, fits a pattern of whole folders.
fn covers(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], _) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|at| covers(rest, &path[at..]) && !(rest.is_empty() && at == path.len())),
        ([first, rest @ ..], [name, below @ ..]) => fits(first, name) && covers(rest, below),
        (_, []) => false,
    }
}

fn folders(text: &str) -> Vec<&str> {
    text.trim_start_matches("./").split('/').filter(|part| !part.is_empty() && *part != ".").collect()
}

/// As Docker reads `.dockerignore`: what comes last counts.
fn is_ignored(ignore: &str, path: &str) -> bool {
    ignore.lines().fold(false, |ignored, line| {
        let (pattern, ignores) = line.strip_prefix('!').map_or((line, true), |pattern| (pattern, false));
        if covers(&folders(pattern), &folders(path)) { ignores } else { ignored }
    })
}

/// Which files of the build context a stage copies.
fn is_copied(output: &Output, ignore: &str, path: &str) -> bool {
    let steps = output.file.stages.iter().flat_map(|stage| &stage.steps);
    let sources = steps.filter_map(|step| match &step.instruction {
        Instruction::Copy { from: None, sources, .. } => Some(sources),
        _ => None,
    });
    !is_ignored(ignore, path) && sources.flatten().any(|source| covers(&folders(source), &folders(path)))
}

/// A token in each of these files is in no stage, with whatever is set.
#[track_caller]
fn stays_out(runtime: Runtime, manager: &str, files: &[&str]) {
    let token = "npm_Qm9yaW5nVG9rZW5UaGF0SXNOb3RSZWFs";
    for private in ["no", "token", "ssh"] {
        for builder in ["buildkit", "kaniko"] {
            for (environment, family) in [(Environment::Production, Family::Slim), (Environment::Development, Family::Full)] {
                let set = [(SettingId::Manager, manager), (SettingId::Private, private), (SettingId::Builder, builder)];
                let (plan, output) = made(runtime, environment, family, &set);
                let ignore = companion(&plan, &output, ".dockerignore");
                let always = [
                    ".netrc",
                    ".pypirc",
                    "deep/pip.conf",
                    ".cargo/credentials.toml",
                    ".m2/settings.xml",
                    ".npmrc",
                    "deep/down/.npmrc",
                    ".env.local",
                    "deep/.env.production.local",
                    "server.key",
                ];
                let beside = files.iter().filter(|file| private == "token" || !file.starts_with("token:"));
                for file in always.iter().chain(beside).map(|file| file.trim_start_matches("token:")) {
                    assert!(!is_copied(&output, &ignore, file), "{runtime:?} {set:?} copies {file}:\n{}{ignore}", output.text());
                }
                assert!(!output.text().contains(token), "{}", output.text());
            }
        }
    }
}

/// Files that a token of the manager lies in; some only once it is set that there is one.
#[test]
fn a_token_in_the_project_reaches_no_stage() {
    stays_out(Runtime::Go, "modules", &[".env"]);
    stays_out(Runtime::Rust, "cargo", &[".env", "token:registry/credentials.toml"]);
    stays_out(Runtime::CCpp, "cmake", &[".env"]);
    stays_out(Runtime::Java, "maven", &[".env", "token:settings.xml", "token:.mvn/settings.xml"]);
    stays_out(Runtime::Java, "gradle", &[".env", ".gradle/gradle.properties"]);
    stays_out(Runtime::Dotnet, "nuget", &[".env", "api/.env"]);
    stays_out(Runtime::Node, "npm", &[".env", "packages/api/.npmrc"]);
    stays_out(Runtime::Node, "pnpm", &[".env", "packages/api/.npmrc"]);
    stays_out(Runtime::Node, "yarn", &[".env", "packages/api/.npmrc"]);
    stays_out(Runtime::Deno, "deno", &[".env", "packages/api/.npmrc"]);
    stays_out(Runtime::Bun, "bun", &[".env", "packages/api/.npmrc"]);
    stays_out(Runtime::Python, "pip", &[".env", "pip.conf"]);
    stays_out(Runtime::Python, "uv", &[".env", "src/.env"]);
    stays_out(Runtime::Python, "poetry", &[".env", "auth.toml", "token:src/auth.toml"]);
    stays_out(Runtime::Ruby, "bundler", &[".env", ".bundle/config", "config/master.key"]);
    stays_out(Runtime::Php, "composer", &[".env", "auth.json", "web/auth.json"]);
    stays_out(Runtime::StaticSite, "npm", &["packages/web/.npmrc"]);
}

/// Names in the file are those in the commands and in the workflow, and are said.
#[track_caller]
fn names_agree(runtime: Runtime, manager: &str, private: &str, expected: &[&str]) {
    let set = |builder| [(SettingId::Manager, manager), (SettingId::Private, private), (SettingId::Builder, builder)];
    let (plan, output) = made(runtime, Environment::Production, Family::Slim, &set("buildkit"));
    let mounts = output.file.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| match &step.instruction {
        Instruction::Run { mounts, .. } => Some(mounts),
        _ => None,
    });
    let mut ids: Vec<&str> = Vec::new();
    let mut key = false;
    for mount in mounts.flatten() {
        match mount {
            Mount::Cache(_) | Mount::Exclusive(_) => {}
            Mount::Ssh => key = true,
            Mount::Secret(secret) if ids.contains(&secret.id) => {}
            Mount::Secret(secret) => ids.push(secret.id),
        }
    }
    assert_eq!((ids.as_slice(), key), (expected, private == "ssh"), "{}", output.text());
    let workflow = companion(&plan, &output, "GitHub Actions");
    let said = output.expects.join("\n");
    for (at, builder) in ["buildkit", "buildah", "kaniko"].into_iter().enumerate() {
        let (plan, output) = made(runtime, Environment::Production, Family::Slim, &set(builder));
        let commands = companion(&plan, &output, "Commands");
        let build =
            commands.lines().find(|line| ["docker build ", "podman build ", "/kaniko/executor "].iter().any(|word| line.starts_with(word)));
        let build = build.unwrap_or_else(|| panic!("{commands}"));
        for id in expected {
            assert_eq!(build.contains(&format!(" --secret id={id},src=\"$HOME/")), at < 2, "{build}");
            assert!(workflow.contains(&format!("\n      {id}=${{{{ runner.temp }}}}/{id}\n")), "{workflow}");
            assert!(said.contains(&format!("which the build mounts as the secret {id}")), "{said}");
        }
        assert_eq!(build.contains(" --ssh default"), at < 2 && key, "{build}");
        let note = output.notes.iter().find(|note| note.contains("into kaniko’s pod"));
        assert_eq!(note.is_some(), at == 2, "{:?}", output.notes);
    }
    assert_eq!(workflow.contains("    ssh: default\n"), key, "{workflow}");
}

#[test]
fn what_is_lent_has_one_name_everywhere() {
    for manager in ["npm", "pnpm", "yarn"] {
        names_agree(Runtime::Node, manager, "token", &["npmrc"]);
        names_agree(Runtime::Node, manager, "ssh", &["known_hosts"]);
    }
    names_agree(Runtime::Node, "yarn4", "token", &["yarnrc"]);
    names_agree(Runtime::Node, "yarn4", "ssh", &["known_hosts"]);
    names_agree(Runtime::Deno, "deno", "token", &["npmrc"]);
    names_agree(Runtime::Bun, "bun", "token", &["npmrc"]);
    names_agree(Runtime::Bun, "bun", "ssh", &["known_hosts"]);
    names_agree(Runtime::StaticSite, "npm", "token", &["npmrc"]);
    names_agree(Runtime::Python, "pip", "token", &["pip"]);
    names_agree(Runtime::Python, "pipenv", "token", &["pip"]);
    names_agree(Runtime::Python, "pdm", "token", &["pip"]);
    names_agree(Runtime::Python, "pip-nolock", "token", &["pip"]);
    names_agree(Runtime::Python, "uv", "token", &["netrc"]);
    names_agree(Runtime::Python, "poetry", "token", &["poetry"]);
    names_agree(Runtime::Python, "pip", "ssh", &["known_hosts"]);
    names_agree(Runtime::Go, "modules", "token", &["netrc", "goenv"]);
    names_agree(Runtime::Go, "modules", "ssh", &["known_hosts", "gitconfig", "goenv"]);
    names_agree(Runtime::Rust, "cargo", "token", &["cargo"]);
    names_agree(Runtime::Rust, "cargo", "ssh", &["known_hosts"]);
    names_agree(Runtime::Java, "maven", "token", &["maven"]);
    names_agree(Runtime::Java, "mvn", "token", &["maven"]);
    names_agree(Runtime::Java, "gradle", "token", &["gradle"]);
    names_agree(Runtime::Dotnet, "nuget", "token", &["nuget"]);
    names_agree(Runtime::Ruby, "bundler", "token", &["bundle"]);
    names_agree(Runtime::Ruby, "bundler", "ssh", &["known_hosts"]);
    names_agree(Runtime::Php, "composer", "token", &["composer"]);
    names_agree(Runtime::Php, "composer", "ssh", &["known_hosts"]);
}

/// What is said where a setting cannot do anything.
#[track_caller]
fn says(runtime: Runtime, settings: &[(SettingId, &str)], expected: &str) {
    let (_, output) = made(runtime, Environment::Production, Family::Slim, settings);
    assert!(output.notes.iter().any(|note| note.contains(expected)), "{:?}", output.notes);
}

#[test]
fn what_changes_nothing_is_said() {
    let files = (SettingId::Layout, "files");
    says(Runtime::CCpp, &[(SettingId::Private, "token")], "No package manager fetches anything here");
    says(Runtime::StaticSite, &[files, (SettingId::Private, "token")], "No package manager fetches anything here");
    says(Runtime::StaticSite, &[files, (SettingId::Ca, "company.pem")], "your certificate is not used");
    says(Runtime::Java, &[(SettingId::Private, "ssh")], "Use a token");
}

/// A certificate is in the build context, wherever it lies in the project.
#[test]
fn a_certificate_is_not_kept_out() {
    for path in ["company.pem", "./company.pem", "certs/company.crt", "target/company.pem", ".github/company.crt"] {
        for runtime in [Runtime::Go, Runtime::Rust, Runtime::Java, Runtime::Node, Runtime::Python, Runtime::Php] {
            let (plan, output) = made(runtime, Environment::Production, Family::Slim, &[(SettingId::Ca, path)]);
            let ignore = companion(&plan, &output, ".dockerignore");
            assert!(is_copied(&output, &ignore, path), "{path} of {runtime:?}: {ignore}");
            assert!(is_ignored(&ignore, "other.pem") && !is_copied(&output, &ignore, "other.key"), "{ignore}");
            assert!(companion(&plan, &output, "Commands").contains("--build-arg HTTPS_PROXY"));
        }
    }
}

/// What sets up an installer is there when it installs.
#[test]
fn settings_of_installers_are_there_before_packages_are_installed() {
    let rows = [
        (Runtime::Python, "pip", "PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu", "-m venv"),
        (Runtime::Python, "uv", "UV_INDEX", "-m venv"),
        (Runtime::Python, "poetry", "POETRY_INSTALLER_MAX_WORKERS=4", "-m venv"),
        (Runtime::Node, "npm", "PUPPETEER_SKIP_DOWNLOAD=true", "npm ci"),
        (Runtime::Node, "yarn4", "YARN_ENABLE_HARDENED_MODE=0", "yarn install"),
        (Runtime::StaticSite, "npm", "NPM_CONFIG_LEGACY_PEER_DEPS=true", "npm ci"),
        (Runtime::Go, "modules", "GOPROXY=https://go.example.com", "go mod download"),
        (Runtime::Rust, "cargo", "CARGO_NET_RETRY=5", "COPY . ."),
        (Runtime::Java, "maven", "MAVEN_OPTS=-Xmx1g", "sh ./mvnw"),
        (Runtime::Dotnet, "nuget", "NUGET_CERT_REVOCATION_MODE=offline", "dotnet restore"),
        (Runtime::Ruby, "bundler", "BUNDLE_JOBS=2", "bundle install"),
        (Runtime::Php, "composer", "COMPOSER_MAX_PARALLEL_HTTP=4", "composer install"),
        (Runtime::Deno, "deno", "JSR_URL=https://jsr.example.com", "deno install"),
    ];
    for (runtime, manager, argument, installs) in rows {
        let verdict = decide(&Answers::default().with(runtime));
        let arguments = format!("{argument} API_URL");
        let settings = Settings::default().with(SettingId::Manager, manager).with(SettingId::BuildArguments, &arguments);
        let text = dockerfile(&plan(&verdict, Family::Slim, &settings)).text();
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
        assert!(at(&format!("ARG {argument}\n")) < at(installs) && at(installs) < at("ARG API_URL\n"), "{text}");
    }
}

/// `.npmrc` stays outside, and what it sets reaches the installation as an argument.
#[test]
fn settings_of_npm_are_there_before_packages_are_installed() {
    let rows = [
        (Runtime::Node, "npm", None, "npm ci"),
        (Runtime::Node, "pnpm", None, "pnpm install"),
        (Runtime::Node, "npm", Some("packages/api"), "npm ci"),
        (Runtime::Bun, "bun", None, "bun install"),
        (Runtime::StaticSite, "npm", None, "npm ci"),
    ];
    for (runtime, manager, member, installs) in rows {
        let verdict = decide(&Answers::default().with(runtime));
        let arguments = "npm_config_legacy_peer_deps=true API_URL";
        let mut settings = Settings::default().with(SettingId::Manager, manager).with(SettingId::BuildArguments, arguments);
        if let Some(member) = member {
            settings = settings.with(SettingId::Member, member);
        }
        let text = dockerfile(&plan(&verdict, Family::Slim, &settings)).text();
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
        // Every stage that installs has it; other arguments come after, where they make less anew.
        assert!(at("ARG npm_config_legacy_peer_deps=true\n") < at(installs) && at(installs) < at("ARG API_URL\n"), "{text}");
        let (taken, installed) = (text.matches("ARG npm_config_legacy_peer_deps=true\n").count(), text.matches(installs).count());
        assert!(taken == installed, "{text}");
        assert!(!text.contains("COPY .npmrc"), "{text}");
    }
}
