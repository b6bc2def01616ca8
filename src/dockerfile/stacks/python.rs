//! Python with pip, in a virtual environment.

use super::{Stack, interpreted};
use crate::dockerfile::plan::{BUILD, Plan, image};
use crate::dockerfile::tree::{Dockerfile, Instruction, Why};

/// The Python stack.
pub struct Python;

/// Asks the service whether it is well, without a tool of the image.
const CHECK: &str = "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)";

impl Stack for Python {
    fn expects(&self) -> &'static [&'static str] {
        &[
            "requirements.txt at the root",
            "src/main.py, started as a script",
            "a server on port 8080 that ends on SIGTERM",
            "a .dockerignore that names .venv and .git",
        ]
    }

    fn build(&self, plan: &Plan<'_>) -> Dockerfile {
        let (version, arguments) = interpreted::version_argument(plan, "PYTHON_VERSION");
        let hardened = plan.image.id == "hardened-python";
        let builder = image(if hardened { "hardened-python-dev" } else { interpreted::builder_id(plan, "python", "python-slim") });
        let why = "The same minor version as below: compiled extensions load in no other.";
        let mut build = plan.build_stage(builder, version, why);
        interpreted::add_compilers(plan, &mut build, builder, &["compiler"]);
        build.workdir("/app", Why::practice("A folder of its own."));
        if plan.image.id == "distroless-python" {
            let why = Why::fact(plan.image, "There Python is /usr/bin/python, and the environment must point at that path.").told();
            build.run(["ln -s /usr/local/bin/python /usr/bin/python", "/usr/bin/python -m venv /venv"], why);
        } else {
            build.run(["python3 -m venv /venv"], Why::practice("One folder that can be carried over whole."));
        }
        build.copy(&["requirements.txt"], "./", Why::practice("Dependencies first: they change less often than the sources.").told());
        build.run_cached(
            &["/root/.cache/pip"],
            ["/venv/bin/pip install --requirement requirements.txt"],
            Why::practice("Kept between builds."),
        );

        let mut run = plan.run_stage(version);
        interpreted::add_libraries(plan, &mut run, "libgomp", true);
        plan.add_user(&mut run);
        run.add(
            Instruction::Env(vec![("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")]),
            Why::practice("Nothing is written to the image, and log lines come at once."),
        );
        if !plan.is_development() {
            run.workdir("/app", Why::practice("Where the program lies."));
            run.copy_from(BUILD, "/venv", "/venv", Why::practice("The packages."));
        }
        run.copy(&["src/"], "./", Why::practice("The sources, owned by root: the program cannot change itself."));
        plan.own(&mut run, "/app /venv");
        plan.finish(&mut run, Some(vec!["/venv/bin/python3", "-c", CHECK]));
        run.add(Instruction::Entrypoint(vec!["/venv/bin/python3", "main.py"]), Why::practice("Exec form: signals reach the program."));
        Dockerfile { arguments, stages: vec![build, run] }
    }
}
