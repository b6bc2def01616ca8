//! Python with pip, uv or Poetry, in a virtual environment; as a script or
//! behind an ASGI or WSGI server.

use super::{Entry, Stack, interpreted};
use crate::dockerfile::plan::{BUILD, Plan, tool};
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};

/// The Python stack.
pub struct Python;

impl Stack for Python {
    fn entry(&self, plan: &Plan<'_>) -> Entry {
        match plan.choice::<Layout>() {
            Layout::Asgi | Layout::Wsgi => Entry { what: "Application, as module:object below src", own: "main:app" },
            _ => Entry { what: "Script or module, below src", own: "main.py" },
        }
    }

    fn expects(&self, plan: &Plan<'_>) -> Vec<Text> {
        let entry = plan.entry(self.entry(plan).own);
        let started = match plan.choice::<Layout>() {
            Layout::Asgi => format!("{entry} below src, and uvicorn among the dependencies"),
            Layout::Wsgi => format!("{entry} below src, and gunicorn among the dependencies"),
            _ => format!("src/{entry}, started as a script or, without .py, as a module"),
        };
        let manifests = match plan.choice::<Manager>() {
            Manager::Uv => "pyproject.toml and uv.lock at the root",
            Manager::Poetry => "pyproject.toml and poetry.lock at the root",
            _ => "requirements.txt at the root",
        };
        vec![manifests.into(), started.into(), format!("a server on port {} that ends on SIGTERM", plan.port()).into()]
    }

    fn ignores(&self) -> &'static [&'static str] {
        &[".venv/", "venv/", "**/__pycache__/", "*.egg-info/", ".pytest_cache/", ".mypy_cache/"]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let (version, arguments) = interpreted::version_argument(plan, "PYTHON_VERSION");
        let hardened = plan.image.role() == "hardened-python";
        let builder = plan.builder(if hardened { "hardened-python-dev" } else { interpreted::builder_role(plan, "python", "python-slim") });
        let why = "The same minor version as below: compiled extensions load in no other.";
        let mut build = plan.build_stage(builder, version, why);
        interpreted::add_compilers(plan, &mut build, builder, &["compiler"]);
        build.workdir("/app", Why::practice("A folder of its own."));
        make_environment(plan, &mut build);
        install(plan, &mut build);

        let mut run = plan.run_stage(version);
        interpreted::add_libraries(plan, &mut run, "libgomp", true);
        plan.add_user(&mut run);
        run.env(
            [("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")],
            Why::practice("Nothing is written to the image, and log lines come at once."),
        );
        if !plan.is_development() {
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/venv", "/venv", Why::practice("The packages."));
        }
        run.copy(["src/"], "./", Why::practice("The sources, owned by root: the program cannot change itself."));
        plan.own(&mut run, "/app /venv");
        plan.finish(&mut run, Some(vec![Text::from("/venv/bin/python3"), "-c".into(), check(plan).into()]));
        let why = match plan.choice::<Layout>() {
            Layout::Wsgi => Why::setting(SettingId::Layout, "Workers beat in memory, as the root file system may be read-only.").told(),
            _ => Why::practice("Exec form: signals reach the program."),
        };
        run.entrypoint(command(plan, self.entry(plan).own), why);
        Dockerfile::of(arguments, vec![build, run])
    }
}

/// Makes the environment, and beside it the package manager.
fn make_environment(plan: &Plan<'_>, build: &mut Stage) {
    let mut commands: Vec<Text> = Vec::new();
    let mut why = Why::practice("One folder that can be carried over whole, without pip: what runs installs nothing.");
    if plan.image.role() == "distroless-python" {
        why = Why::fact(plan.image, "There Python is /usr/bin/python, and the environment must point at that path.").told();
        commands.extend(["ln -s /usr/local/bin/python /usr/bin/python".into(), "/usr/bin/python -m venv --without-pip /venv".into()]);
    } else {
        commands.push("python3 -m venv --without-pip /venv".into());
    }
    let manager = match plan.choice::<Manager>() {
        Manager::Uv => Some("uv"),
        Manager::Poetry => Some("poetry"),
        _ => None,
    };
    if let Some(manager) = manager {
        commands.push(format!("python3 -m pip install --no-cache-dir \"{}\"", tool(manager).spec).into());
    }
    build.run(commands, why);
}

/// Installs the dependencies into the environment, before the sources.
fn install(plan: &Plan<'_>, build: &mut Stage) {
    let first = Why::practice("Dependencies first: they change less often than the sources.").told();
    let kept = Why::practice("Exactly what is named there; downloads are kept between builds.");
    match plan.choice::<Manager>() {
        Manager::Uv => {
            build.copy(["pyproject.toml", "uv.lock"], "./", first);
            let variables = [("UV_LINK_MODE", "copy"), ("UV_PROJECT_ENVIRONMENT", "/venv"), ("UV_PYTHON_DOWNLOADS", "never")];
            build.env(variables, Why::setting(SettingId::Manager, "The environment made above and its Python, and files of its own."));
            build.run_cached(&["/root/.cache/uv"], ["uv sync --frozen --no-dev --no-install-project"], kept);
        }
        Manager::Poetry => {
            build.copy(["pyproject.toml", "poetry.lock"], "./", first);
            build.env([("VIRTUAL_ENV", "/venv")], Why::setting(SettingId::Manager, "The environment made above."));
            build.run_cached(&["/root/.cache/pypoetry"], ["poetry install --only main --no-root --no-interaction"], kept);
        }
        _ => {
            build.copy(["requirements.txt"], "./", first);
            build.run_cached(&["/root/.cache/pip"], ["python3 -m pip --python /venv install --requirement requirements.txt"], kept);
        }
    }
}

/// What is started. Scripts in the environment's bin folder are not used: their
/// first line names a path of the build stage.
fn command(plan: &Plan<'_>, own: &'static str) -> Vec<Text> {
    let python = Text::from("/venv/bin/python3");
    let entry = plan.entry(own);
    match plan.choice::<Layout>() {
        Layout::Asgi => {
            let port = plan.port().to_string();
            vec![python, "-m".into(), "uvicorn".into(), entry, "--host".into(), "0.0.0.0".into(), "--port".into(), port.into()]
        }
        Layout::Wsgi => {
            let bind = format!("0.0.0.0:{}", plan.port());
            vec![python, "-m".into(), "gunicorn".into(), entry, "--bind".into(), bind.into(), "--worker-tmp-dir".into(), "/dev/shm".into()]
        }
        _ if entry.ends_with(".py") || entry.contains('/') => vec![python, entry],
        _ => vec![python, "-m".into(), entry],
    }
}

/// Asks the service whether it is well, without a tool of the image.
fn check(plan: &Plan<'_>) -> String {
    format!("import urllib.request as u; u.urlopen('http://127.0.0.1:{}{}', timeout=2)", plan.port(), plan.health())
}
