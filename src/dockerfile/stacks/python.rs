//! Python with pip, uv or Poetry, in a virtual environment; as a script or
//! behind an ASGI or WSGI server.

use crate::dockerfile::image::{entrypoint_itself, tool};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Stage, Text, Why};

/// Makes a virtual environment, and carries it over whole.
pub struct Python;

impl Stack for Python {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let entry = plan.entry();
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
        vec![manifests.into(), started.into(), steps::server(plan)]
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (version, arguments) = steps::interpreted::version_argument(plan, "PYTHON_VERSION");
        let builder = plan.builder(steps::interpreted::builder_role(plan, "python", "python-slim"));
        let why = "The same minor version as below: compiled extensions load in no other.";
        let mut build = steps::build_stage(builder, version, why);
        steps::trust(plan, &mut build, builder);
        steps::interpreted::add_tools(plan, &mut build, builder, &["compiler"]);
        build.workdir(plan.defaults().sources, Why::practice("A folder of its own."));
        make_environment(plan, &mut build);
        install(plan, &mut build);

        let mut run = steps::run_stage(plan, version);
        steps::carry_trust(plan, &mut run);
        steps::interpreted::add_libraries(plan, &mut run, "libgomp", true);
        steps::add_user(plan, &mut run);
        run.env(
            [("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")],
            Why::practice("Nothing is written to the image, and log lines come at once."),
        );
        if !plan.is_development() {
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/venv", "/venv", Why::practice("The packages."));
        }
        run.copy(["src/"], "./", Why::practice("The sources, owned by root: the program cannot change itself."));
        steps::give_to_developer(plan, &mut run);
        steps::finish(plan, &mut run);
        let why = match plan.choice::<Layout>() {
            Layout::Wsgi => Why::setting(SettingId::Layout, "Workers beat in memory, as the root file system may be read-only.").shown(),
            _ => Why::practice("Exec form: signals reach the program."),
        };
        steps::start(plan, &mut run, why);
        Dockerfile::of(arguments, vec![build, run])
    }
}

/// Makes the environment, and beside it the package manager.
fn make_environment(plan: &Plan, build: &mut Stage) {
    let mut commands: Vec<Text> = Vec::new();
    let mut why = Why::practice("One folder that can be carried over whole, without pip: what runs installs nothing.");
    if entrypoint_itself(plan.image, "python").is_some_and(|path| path.starts_with("/usr/bin/")) {
        why = Why::fact(plan.image, "There Python is /usr/bin/python, and the environment must point at that path.").shown();
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
fn install(plan: &Plan, build: &mut Stage) {
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    let kept = Why::practice("Exactly what is named there; downloads are kept between builds.");
    match plan.choice::<Manager>() {
        Manager::Uv => {
            build.copy(["pyproject.toml", "uv.lock"], "./", first);
            let variables = [("UV_LINK_MODE", "copy"), ("UV_PROJECT_ENVIRONMENT", "/venv"), ("UV_PYTHON_DOWNLOADS", "never")];
            build.env(variables, Why::setting(SettingId::Manager, "The environment made above and its Python, and files of its own."));
            build.run_with(plan.fetching(&["/root/.cache/uv"]), ["uv sync --frozen --no-dev --no-install-project"], kept);
        }
        Manager::Poetry => {
            build.copy(["pyproject.toml", "poetry.lock"], "./", first);
            build.env([("VIRTUAL_ENV", "/venv")], Why::setting(SettingId::Manager, "The environment made above."));
            build.run_with(plan.fetching(&["/root/.cache/pypoetry"]), ["poetry install --only main --no-root --no-interaction"], kept);
        }
        _ => {
            build.copy(["requirements.txt"], "./", first);
            build.run_with(
                plan.fetching(&["/root/.cache/pip"]),
                ["python3 -m pip --python /venv install --requirement requirements.txt"],
                kept,
            );
        }
    }
}
