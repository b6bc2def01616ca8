//! Python with pip, uv or Poetry, in a virtual environment; as a script or
//! behind an ASGI or WSGI server.

use crate::dockerfile::image::{entrypoint_itself, tool};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{GROUP, Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::{PYTHON, Server};
use crate::dockerfile::steps::{self, BUILD, MANIFESTS};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};

/// Makes a virtual environment, and carries it over whole.
pub struct Python;

impl Stack for Python {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let entry = plan.entry();
        let below = below(plan);
        let started = match module_of(plan.server()) {
            Some(server) => {
                format!(
                    "{entry} {below}, and {server} among the dependencies: otherwise the build installs {}, whose version is not locked",
                    tool(server).spec
                )
            }
            None if entry.contains(':') => format!("{entry} {below}, a function that takes no arguments"),
            None => format!("{entry} {below}, started as a script or, without .py, as a module"),
        };
        let manifests: Text = match (plan.choice::<Manager>(), plan.member()) {
            (Manager::Uv, None) => "pyproject.toml and uv.lock at the root".into(),
            (Manager::Poetry, None) => "pyproject.toml and poetry.lock at the root".into(),
            (manager, None) => match exported(manager) {
                Some(export) => format!("{} at the root, without path dependencies", export.manifests.join(" and ")).into(),
                None if manager == Manager::PipUnlocked => NO_LOCK.into(),
                None => format!("{} at the root", requirements(plan).join(" and ")).into(),
            },
            (Manager::Uv, Some(member)) => {
                format!("pyproject.toml in {member}, and uv.lock at the root of its workspace or, without a workspace, beside it").into()
            }
            (Manager::Poetry, Some(member)) => {
                format!("pyproject.toml and poetry.lock in {member}, without path dependencies: use uv for those").into()
            }
            (manager, Some(member)) => {
                let manifests = exported(manager).map_or_else(|| requirements(plan).join(" and "), |export| export.manifests.join(" and "));
                let manifests = if manager == Manager::PipUnlocked { "pyproject.toml or setup.py".into() } else { manifests };
                format!("{manifests} in {member}, without path dependencies: use uv for those").into()
            }
        };
        vec![manifests, started.into(), steps::does(plan)]
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "PYTHON_VERSION");
        let builder = plan.builder(steps::interpreted::builder_role(plan, "python", "python-slim"));
        let why = "The same minor version as below: compiled extensions load only there.";
        let mut build = steps::build_stage(builder, version, why);
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        steps::interpreted::add_tools(plan, &mut build, builder, &["compiler"]);
        build.workdir(root(plan), Why::practice("A separate folder for the project."));
        make_environment(plan, &mut build);
        let manifests = match plan.member() {
            Some(member) if plan.choice::<Manager>() == Manager::Uv => Some(sync_member(plan, &mut build, member)),
            _ => {
                install(plan, &mut build);
                None
            }
        };
        add_server(plan, &mut build);
        if !plan.is_development() {
            add_sources(plan, &mut build);
        }

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        steps::interpreted::add_libraries(plan, &mut run, "libgomp");
        steps::add_user(plan, &mut run);
        run.env(
            [("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")],
            Why::practice("Python writes nothing to the image and prints log lines at once."),
        );
        if plan.server() == Some(Server::Gunicorn) {
            let why = "Two workers: gunicorn’s default is one, and a slow request would block it and its health checks. Override it for more cores. From 25.1 on, gunicorn opens a control socket in XDG_RUNTIME_DIR, because the user has no home folder.";
            run.env([("WEB_CONCURRENCY", "2"), ("XDG_RUNTIME_DIR", "/dev/shm")], Why::setting(SettingId::Layout, why).shown());
        }
        if !plan.is_development() {
            run.workdir("/app", Why::practice("The program’s folder."));
            run.copy_from(BUILD, "/venv", "/venv", Why::practice("The packages."));
            run.copy_from(BUILD, "/app", "/app", Why::practice("The sources, owned by root: the program cannot change itself."));
        } else if manifests.is_some() {
            run.workdir(developed(plan), Why::setting(SettingId::Member, "The member’s sources, within the workspace."));
        } else {
            run.copy([sources(plan)], "./", Why::practice("The sources."));
        }
        steps::give_to_developer(plan, &mut run);
        steps::finish(plan, &mut run);
        let why = match plan.server() {
            Some(Server::Gunicorn) => Why::setting(
                SettingId::Layout,
                "Workers write their heartbeat files to memory, because the root file system may be read-only.",
            )
            .shown(),
            _ => Why::practice("Exec form: signals reach the program."),
        };
        steps::start(plan, &mut run, why);
        Dockerfile::of(arguments, manifests.into_iter().chain([build, run]).collect())
    }
}

/// What is expected of a project that pip builds.
const NO_LOCK: &str = "pyproject.toml or setup.py at the root; without a lock file, a build may get newer packages than you tested";

/// The server as Python imports it.
fn module_of(server: Option<Server>) -> Option<&'static str> {
    match server {
        Some(Server::Uvicorn) => Some("uvicorn"),
        Some(Server::Gunicorn) => Some("gunicorn"),
        Some(Server::Puma | Server::Fpm | Server::Apache) | None => None,
    }
}

/// Where the sources lie, in words.
fn below(plan: &Plan) -> String {
    match (plan.sources(), plan.member()) {
        (".", None) => "at the root".into(),
        (".", Some(member)) => format!("below {member}"),
        (folder, None) => format!("below {folder}"),
        (folder, Some(member)) => format!("below {member}/{folder}"),
    }
}

/// The folder of the sources as a copy takes it.
fn sources(plan: &Plan) -> String {
    let member = plan.member().map_or_else(String::new, |member| format!("{member}/"));
    match plan.sources() {
        "." if member.is_empty() => ".".into(),
        "." => member,
        folder => format!("{member}{folder}/"),
    }
}

/// Where the build stage installs: a workspace lies apart, as of its files only
/// the member's sources get into what runs.
fn root(plan: &Plan) -> &'static str {
    let is_apart = plan.member().is_some() && plan.choice::<Manager>() == Manager::Uv && !plan.is_development();
    if is_apart { "/workspace" } else { plan.defaults().sources }
}

/// Where a developer finds the sources of a member.
fn developed(plan: &Plan) -> String {
    let folder = plan.folder();
    match plan.sources() {
        "." => folder,
        sources => format!("{folder}/{sources}"),
    }
}

/// Copies the sources, and proves that what is started is there.
fn add_sources(plan: &Plan, build: &mut Stage) {
    if root(plan) != plan.defaults().sources {
        build.workdir(plan.defaults().sources, Why::practice("The program’s folder."));
    }
    build.copy([sources(plan)], "./", Why::practice("The sources."));
    steps::own_steps(plan, build, &[]);
    let why = "Compiles the sources once, not at every start. Templates that end in .py may fail to compile; that is ignored.";
    build.run([format!("{PYTHON} -m compileall -q -x node_modules . || true")], Why::practice(why));
    let entry = plan.entry();
    let setting = plan.default_entry().what;
    let why = Why::setting(SettingId::Entry, "Checks that the program exists; otherwise the build stops.");
    let is_script = plan.server().is_none() && (entry.ends_with(".py") || entry.contains('/'));
    let others = steps::stop_without_python(plan, importable);
    if is_script {
        let proof = steps::stop_without(&[entry.into_owned()], setting);
        build.run(std::iter::once(proof).chain(others), why);
    } else {
        let module = entry.split(':').next().unwrap_or_default();
        let below = below(plan);
        let mut commands = vec![importable(
            module,
            &format!("no module {module} {below}: change the settings '{setting}' and '{}'", SettingId::Sources.get().label()),
        )];
        if let Some(server) = module_of(plan.server()) {
            commands.push(importable(server, &format!("{server} is not a dependency of the project: add it")));
        }
        commands.extend(others);
        build.run(commands, why);
    }
    steps::prepare_folders(plan, build);
}

/// A command that stops the build where Python does not find a module. It runs
/// nothing of it, as what runs may want an environment that is not there yet.
fn importable(module: &str, message: &str) -> String {
    let (package, rest) = module.split_once('.').unwrap_or((module, ""));
    let found = match rest {
        "" => "s".to_string(),
        rest => {
            let rest = rest.replace('.', "/");
            format!(
                "s and any(os.path.exists(os.path.join(p, '{rest}' + e)) for p in s.submodule_search_locations or [] for e in ('.py', ''))"
            )
        }
    };
    let find = format!("import importlib.util as u, os, sys; s = u.find_spec('{package}'); sys.exit(not ({found}))");
    format!("if ! {PYTHON} -c \"{find}\"; then echo \"{message}\" >&2; exit 1; fi")
}

/// Makes the environment, and beside it the package manager.
fn make_environment(plan: &Plan, build: &mut Stage) {
    steps::take_package_arguments(plan, build);
    let mut commands: Vec<Text> = Vec::new();
    let mut why = Why::practice("A single folder that can be copied as a whole. It has no pip, because the final image installs nothing.");
    if entrypoint_itself(plan.image, "python").is_some_and(|path| path.starts_with("/usr/bin/")) {
        why = Why::fact(plan.image, "In that image Python is /usr/bin/python, so the environment must point to that path.").shown();
        commands.extend(["ln -s /usr/local/bin/python /usr/bin/python".into(), "/usr/bin/python -m venv --without-pip /venv".into()]);
    } else {
        commands.push("python3 -m venv --without-pip /venv".into());
    }
    let manager = match plan.choice::<Manager>() {
        Manager::Uv => Some("uv"),
        Manager::Poetry => Some("poetry"),
        Manager::Pipenv => Some("pipenv"),
        Manager::Pdm => Some("pdm"),
        _ => None,
    };
    if let Some(manager) = manager {
        let spec = match plan.settings.text_for(SettingId::ManagerVersion, &plan.service) {
            // All three parts name one version, fewer the newest of them.
            Some(version) if version.split('.').count() == 3 => format!("{manager}=={version}"),
            Some(version) => format!("{manager}=={version}.*"),
            None => tool(manager).spec.to_string(),
        };
        commands.push(format!("python3 -m pip install --no-cache-dir \"{spec}\"").into());
    }
    build.run(commands, why);
}

/// Where uv keeps what it downloads.
const UV_CACHE: &str = "/root/.cache/uv";

/// How uv is to install: into the environment that is there.
fn tell_uv(plan: &Plan, build: &mut Stage) {
    let variables =
        [("UV_COMPILE_BYTECODE", "1"), ("UV_LINK_MODE", "copy"), ("UV_PROJECT_ENVIRONMENT", "/venv"), ("UV_PYTHON_DOWNLOADS", "never")];
    // A member's .python-version is for a checkout: here the image has its one Python.
    let python = plan.member().map(|_| ("UV_PYTHON", PYTHON));
    let why = "Uses the environment and Python from above, copies files instead of linking them, and compiles now, not at every start.";
    build.env(variables.into_iter().chain(python), Why::setting(SettingId::Manager, why));
}

/// Installs a member of a workspace: what others publish first, by the manifests of
/// all members, then the member with what it depends on in the repository, built
/// into the environment. Gives back the stage with the manifests.
fn sync_member(plan: &Plan, build: &mut Stage, member: &str) -> Stage {
    let why = "The manifests of all members. Dependencies stay cached until one of these files changes.";
    let proof = steps::workspace::stop_without_member(member, &["pyproject.toml"]);
    let manifests = steps::workspace::manifests(build, root(plan), &["pyproject.toml", "uv.lock"], [proof], SettingId::Member, why);
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    build.copy_from(MANIFESTS, root(plan), "./", first);
    tell_uv(plan, build);
    let sync = |check: &str| format!("uv sync --{check} --no-dev --project {member}{}", extras(plan));
    // Whether the lock file fits is asked when all is there that a manifest may refer to.
    let kept = Why::practice("Installs exactly these versions. Downloads are cached between builds.");
    build.run_with(plan.fetching(&[UV_CACHE]), [format!("{} --no-install-local", sync("frozen"))], kept);
    build.copy(["."], ".", Why::practice("The whole workspace, for the member’s dependencies."));
    let (sync, why) = match plan.is_development() {
        true => (sync("locked"), "The member and its dependencies, used in place: a change takes effect at once."),
        false => (
            format!("{} --no-editable", sync("locked")),
            "The member and its dependencies become part of the environment, which then does not need the workspace.",
        ),
    };
    build.run_with(plan.fetching(&[UV_CACHE]), [sync], Why::setting(SettingId::Member, why).shown());
    manifests
}

/// Installs the dependencies into the environment, before the sources.
fn install(plan: &Plan, build: &mut Stage) {
    // Those of a folder of the repository lie there.
    let named = |file: &str| plan.member().map_or_else(|| file.to_string(), |member| format!("{member}/{file}"));
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    let kept = Why::practice("Installs exactly these versions. Downloads are cached between builds.");
    match plan.choice::<Manager>() {
        Manager::Uv => {
            build.copy(["pyproject.toml", "uv.lock"], "./", first);
            steps::copy_first(plan, build);
            tell_uv(plan, build);
            let sync = format!("uv sync --locked --no-dev --no-install-project{}", extras(plan));
            build.run_with(plan.fetching(&[UV_CACHE]), [sync], kept);
        }
        Manager::Poetry => {
            build.copy(["pyproject.toml", "poetry.lock"].map(named), "./", first);
            steps::copy_first(plan, build);
            build.env([("VIRTUAL_ENV", "/venv")], Why::setting(SettingId::Manager, "The environment from above."));
            build.run_with(
                plan.fetching(&["/root/.cache/pypoetry"]),
                [format!("poetry install --only {} --no-root --compile --no-interaction{}", groups(plan).join(","), extras(plan))],
                kept,
            );
        }
        Manager::PipUnlocked => {
            let why = "Copied in one step: installing builds the project itself.";
            build.copy(
                [plan.member().map_or_else(|| ".".into(), |member| format!("{member}/"))],
                "./",
                Why::setting(SettingId::Manager, why).shown(),
            );
            let extras: Vec<&str> = plan.features().into_iter().filter(|name| !name.starts_with(GROUP)).collect();
            let project = if extras.is_empty() { ".".to_string() } else { format!("\".[{}]\"", extras.join(",")) };
            let groups: String = groups(plan).into_iter().skip(1).map(|name| format!(" --group {name}")).collect();
            let why = Why::setting(SettingId::Manager, "Installs the newest packages that fit, because there is no lock file. Some projects take their version from the Git history, which is not in the build context.").shown();
            build.run_with(
                plan.fetching(&[PIP_CACHE]),
                [format!("SETUPTOOLS_SCM_PRETEND_VERSION=0 python3 -m pip --python /venv install {project}{groups}")],
                why,
            );
        }
        manager => {
            let export = exported(manager);
            let lists = requirements(plan);
            let manifests = export.map_or(lists.clone(), |export| export.manifests.to_vec());
            let (folders, own): (Vec<&str>, Vec<&str>) = manifests.into_iter().partition(|file| file.contains('/'));
            if !own.is_empty() {
                build.copy(own.iter().map(|file| named(file)), "./", first);
            }
            // One list includes others beside it.
            let mut folders: Vec<&str> = folders.iter().filter_map(|file| Some(file.rsplit_once('/')?.0)).collect();
            folders.dedup();
            for folder in folders {
                build.copy([named(folder)], folder.to_string(), first);
            }
            steps::copy_first(plan, build);
            let lists = if export.is_some() { vec![EXPORTED] } else { lists };
            let lists: String = lists.iter().map(|file| format!(" --requirement {file}")).collect();
            let install = format!("python3 -m pip --python /venv install{lists}");
            let export = export.map_or(&[][..], |export| export.commands).iter().map(ToString::to_string);
            let commands = export.chain([install]);
            build.run_with(plan.fetching(&[PIP_CACHE]), commands, kept);
        }
    }
}

/// The lists that pip installs.
fn requirements(plan: &Plan) -> Vec<&str> {
    let named: Vec<&str> = plan.features().into_iter().filter(|name| !name.starts_with(GROUP)).collect();
    if named.is_empty() { vec!["requirements.txt"] } else { named }
}

/// Groups of packages, the main one first, as Poetry takes them.
fn groups<'a>(plan: &'a Plan) -> Vec<&'a str> {
    std::iter::once("main").chain(plan.features().into_iter().filter_map(|name: &'a str| name.strip_prefix(GROUP))).collect()
}

/// Extras, as uv and Poetry take them, and groups, as uv does.
fn extras(plan: &Plan) -> String {
    let is_uv = plan.choice::<Manager>() == Manager::Uv;
    let option = |name: &str| match name.strip_prefix(GROUP) {
        Some(group) if is_uv => format!(" --group {group}"),
        Some(_) => String::new(),
        None => format!(" --{} {name}", if is_uv { "extra" } else { "extras" }),
    };
    plan.features().into_iter().map(option).collect()
}

/// Where pip keeps what it downloads.
const PIP_CACHE: &str = "/root/.cache/pip";
/// What a manager writes for pip.
const EXPORTED: &str = "/tmp/requirements.txt";

/// How a manager whose environments cannot be moved says to pip what it has locked.
struct Export {
    manifests: &'static [&'static str],
    commands: &'static [&'static str],
}

fn exported(manager: Manager) -> Option<&'static Export> {
    static PIPENV: Export = Export {
        manifests: &["Pipfile", "Pipfile.lock"],
        commands: &["pipenv verify", "pipenv requirements --hash > /tmp/requirements.txt"],
    };
    static PDM: Export = Export {
        manifests: &["pyproject.toml", "pdm.lock"],
        commands: &["pdm lock --check", "pdm export --prod --format requirements --output /tmp/requirements.txt"],
    };
    match manager {
        Manager::Pipenv => Some(&PIPENV),
        Manager::Pdm => Some(&PDM),
        _ => None,
    }
}

/// Installs the server where the project does not list it.
fn add_server(plan: &Plan, build: &mut Stage) {
    let Some(server) = module_of(plan.server()) else { return };
    let pip = "python3 -m pip --python /venv";
    let command = format!("{pip} show {server} > /dev/null 2>&1 || {pip} install \"{}\"", tool(server).spec);
    let why = "Installs the server only if the project does not depend on it. Add it to your dependencies, so that its version is locked.";
    build.run_with(plan.fetching(&[PIP_CACHE]), [command], Why::setting(SettingId::Layout, why).shown());
}
