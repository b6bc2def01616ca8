//! What each stack takes where nothing is set: one row for each runtime.

use super::settings::{Does, Layout, Manager};
use crate::model::questions::Runtime;

/// A row of the table.
#[derive(Debug)]
pub struct Defaults {
    /// The port that the service listens on.
    pub port: u16,
    /// The folder of the build stage that the sources are copied to.
    pub sources: &'static str,
    /// The folders that belong to the user on a developer's machine, as words
    /// of a command.
    pub developed: &'static str,
    /// What the build context is better without, as lines of `.dockerignore`.
    pub ignores: &'static [&'static str],
    /// What is started in which kind of project; the first that fits.
    pub projects: &'static [Project],
}

/// Where sources lie that are copied alone, where nothing else is set.
pub const SOURCES: &str = "src";

/// A kind of project.
#[derive(Debug)]
pub struct Project {
    /// What makes it this kind.
    pub of: Of,
    /// What is built or started.
    pub entry: Entry,
    /// The path that answers when all is well.
    pub health: &'static str,
    /// The path that answers when it can take requests.
    pub ready: &'static str,
}

/// What makes a project of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// That it is none of the kinds before.
    AnyOther,
    /// How it is laid out or started.
    Layout(Layout),
    /// What installs its dependencies.
    Manager(Manager),
    /// That no web server of the stack runs it, whatever its layout.
    OwnProgram,
    /// The same in one layout.
    OwnProgramIn(Layout),
}

/// What a stack builds or starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in this stack.
    pub what: &'static str,
    /// What is taken when nothing is set.
    pub default: &'static str,
}

const HTTP: u16 = 8080;
const HEALTH: &str = "/healthz";

/// A kind that answers where most do.
const fn project(of: Of, what: &'static str, default: &'static str) -> Project {
    Project { of, entry: Entry { what, default }, health: HEALTH, ready: HEALTH }
}

/// A stack that listens where most do, with its sources in `/app`.
const fn stack(ignores: &'static [&'static str], projects: &'static [Project]) -> Defaults {
    Defaults { port: HTTP, sources: "/app", developed: "/app", ignores, projects }
}

/// The same with a build that leaves what it makes elsewhere.
const fn compiled(ignores: &'static [&'static str], projects: &'static [Project]) -> Defaults {
    Defaults { sources: "/src", developed: "/src /out", ..stack(ignores, projects) }
}

static GO: Defaults = compiled(&["bin/", "*.test", "*.out"], &[project(Of::AnyOther, "Main package", "./cmd/server")]);

static RUST: Defaults = compiled(
    &["target/"],
    &[project(Of::Layout(Layout::Workspace), "Workspace package, or package:binary", "server"), project(Of::AnyOther, "Binary", "server")],
);

static CMAKE: Defaults = compiled(
    &["build/", "cmake-build-*/", "CMakeCache.txt", "CMakeFiles/"],
    &[project(Of::AnyOther, "Target, or target:program", "server")],
);

static JAVA: Defaults = compiled(
    &["target/", "*/target/", "*/*/target/", "build/", "*/build/", "*/*/build/", ".gradle/", "*.class"],
    &[
        Project {
            health: "/q/health/live",
            ready: "/q/health/ready",
            ..project(Of::Layout(Layout::Quarkus), "Folder of the module to start", ".")
        },
        project(Of::Manager(Manager::Gradle), "JAR, or folder of the module to start", "build/libs/*.jar"),
        project(Of::AnyOther, "JAR, or folder of the module to start", "target/*.jar"),
    ],
);

/// What Maven and Gradle leave is the same, with the program beside it.
static JAVA_NATIVE: Defaults = compiled(
    JAVA.ignores,
    &[
        Project {
            health: "/q/health/live",
            ready: "/q/health/ready",
            ..project(Of::Layout(Layout::QuarkusNative), "Program, or folder of the module to start", ".")
        },
        project(Of::AnyOther, "Program, or folder of the module to start", "."),
    ],
);

static DOTNET: Defaults = Defaults {
    developed: "/src /nuget",
    ..compiled(&["**/bin/", "**/obj/", "*.user", ".vs/"], &[project(Of::AnyOther, "Project (also the program’s name)", "App")])
};

static NODE: Defaults = stack(
    &["**/node_modules/", "dist/", ".next/", "coverage/", ".npm/", ".yarn/cache/"],
    &[
        project(Of::Layout(Layout::Build), "Script", "dist/server.js"),
        project(Of::Layout(Layout::Output), "Script", ".next/standalone/server.js"),
        project(Of::AnyOther, "Script", "server.js"),
    ],
);

static BUN: Defaults =
    stack(NODE.ignores, &[project(Of::Layout(Layout::Build), "Script", "dist/index.js"), project(Of::AnyOther, "Script", "src/index.ts")]);

static DENO: Defaults = Defaults {
    developed: "/app /deno-dir",
    ..stack(&["**/node_modules/", "_fresh/", "coverage/", ".deno/"], &[project(Of::AnyOther, "Script", "main.ts")])
};

static PYTHON: Defaults = Defaults {
    developed: "/app /venv",
    ..stack(
        &[".venv/", "venv/", "**/__pycache__/", "*.egg-info/", ".pytest_cache/", ".mypy_cache/"],
        &[
            project(Of::OwnProgram, "Script or module", "main.py"),
            project(Of::Layout(Layout::Asgi), "Application (module:object)", "main:app"),
            project(Of::Layout(Layout::Wsgi), "Application (module:object)", "main:app"),
            project(Of::AnyOther, "Script or module", "main.py"),
        ],
    )
};

static RUBY: Defaults = Defaults {
    developed: "/app /usr/local/bundle",
    ..stack(
        &[
            ".bundle/",
            "vendor/bundle/",
            "log/*",
            "tmp/*",
            "storage/*",
            "public/assets/",
            "config/master.key",
            "coverage/",
            "**/node_modules/",
        ],
        &[
            project(Of::OwnProgramIn(Layout::Rails), "Script", "bin/jobs"),
            project(Of::OwnProgram, "Script", "worker.rb"),
            Project { health: "/up", ready: "/up", ..project(Of::Layout(Layout::Rails), "Rackup file", "config.ru") },
            project(Of::AnyOther, "Rackup file", "config.ru"),
        ],
    )
};

/// FPM listens there when nothing else is said, in every image, and speaks
/// FastCGI to a web server in front.
static PHP: Defaults = Defaults {
    port: 9000,
    ..stack(
        &[
            "vendor/",
            "**/node_modules/",
            "config/secrets/*/*.decrypt.private.php",
            ".phpunit.cache/",
            "public/hot",
            "storage/logs/",
            "var/cache/",
            "var/log/",
        ],
        &[project(Of::OwnProgram, "Script", "worker.php"), project(Of::AnyOther, "Folder that the web server serves", "public")],
    )
};

static WEB: Defaults = stack(
    &["**/node_modules/", "dist/", "coverage/"],
    &[project(Of::Layout(Layout::Site), "Folder that the build fills", "dist"), project(Of::AnyOther, "Folder with the files", "public")],
);

/// The row of a runtime.
pub fn defaults(runtime: Runtime) -> &'static Defaults {
    match runtime {
        Runtime::Go => &GO,
        Runtime::Rust => &RUST,
        Runtime::CCpp => &CMAKE,
        Runtime::Java => &JAVA,
        Runtime::JavaNative => &JAVA_NATIVE,
        Runtime::Dotnet => &DOTNET,
        Runtime::Node => &NODE,
        Runtime::Bun => &BUN,
        Runtime::Deno => &DENO,
        Runtime::Python => &PYTHON,
        Runtime::Ruby => &RUBY,
        Runtime::Php => &PHP,
        Runtime::StaticSite => &WEB,
    }
}

impl Defaults {
    /// The kind of a project with that layout and manager, which does that.
    pub fn project(&self, layout: Layout, manager: Manager, does: Does) -> &'static Project {
        let is_own = !matches!(does, Does::Http | Does::Fastcgi);
        let fits = |project: &&Project| match project.of {
            Of::AnyOther => true,
            Of::Layout(of) => of == layout,
            Of::Manager(of) => of == manager,
            Of::OwnProgram => is_own,
            Of::OwnProgramIn(of) => is_own && of == layout,
        };
        self.projects.iter().find(fits).expect("a test builds every Dockerfile and finds every kind")
    }
}
