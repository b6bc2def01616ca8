//! What a setting is, and its words.

use std::borrow::Cow;

use super::check::Check;
use super::choices::SettingOption;
use super::id::SettingId;
use super::touches::Touches;
use super::words;
use crate::model::Service;
use crate::model::condition::When;

/// A setting: its text and what it takes.
#[derive(Debug)]
pub struct Setting {
    /// The setting by name, whose number is its place in [`SETTINGS`](super::SETTINGS).
    pub id: SettingId,
    /// Its name in a link. Never changed once a link has carried it.
    pub key: &'static str,
    /// Whether it takes text or one of several choices.
    pub takes: Takes,
    /// For which services it means anything: one of these has to hold.
    pub when: &'static [When],
    /// What it may change: a test holds that nothing else moves with it, so that
    /// not all settings have to be tried with all others.
    pub touches: Touches,
}

/// What a setting takes.
#[derive(Debug)]
pub enum Takes {
    /// Text that passes the check.
    Text(Check),
    /// One of these options, by its token.
    Choice(&'static [SettingOption]),
}

/// Label and help of each setting; apart, so that only a part of the page with the form carries them.
static WORDS: [(&str, &str); SettingId::ALL.len()] = [
    ("Image name", "The name to build and push. Lower-case letters, digits, dots, dashes and slashes."),
    ("What it does", "How clients reach it, or whether it runs once and exits. A job has no port, probe or restart."),
    ("Port", "The port that the service listens on, from 1024 to 65535. A non-root user may not get a lower one."),
    ("Further ports", "For example for metrics, separated by commas: 9090,9100."),
    ("Entry", "The package, script, module, file or folder that the image starts or serves."),
    ("Arguments", "Arguments of the program, quoted as in a shell: serve --config 'my file.yaml'. No shell expands them."),
    ("Permissions", "What Deno lets the program do, as for deno run: --allow-net --allow-env=PORT,DATABASE_URL --allow-read=/app."),
    ("Version of the language", "A version that is still maintained. Builder and base use the same one."),
    ("Package manager", "The tool that installs the dependencies from its lock file."),
    (
        "Version of the package manager",
        "The version that wrote the lock file, such as 9 for pnpm; a newer one may not read it. A packageManager line in package.json takes precedence.",
    ),
    ("Kind of project", "How the project is built or started."),
    (
        "Workspace member",
        "The member’s folder, such as apps/api. The build context is the repository’s root, but paths in other settings start in this folder, except those of a front end. The image contains only the repository’s packages that the member depends on.",
    ),
    (
        "Build steps",
        "Commands to run after the sources are copied and before the build, joined by &&: SECRET_KEY=none python manage.py collectstatic --noinput. Variables before a command stay out of the image. Words are not expanded.",
    ),
    (
        "Command before start",
        "A command in the image that runs first, such as a migration: python manage.py migrate. For a compiled program: /server migrate.",
    ),
    (
        "Further processes",
        "Processes that run from the same image, written as in a Procfile: worker: celery -A shop worker beat: celery -A shop beat. Each gets a separate service in compose.yaml and a separate Deployment.",
    ),
    ("Source folder", "The folder to copy, relative to the project’s root. A dot is the root itself."),
    (
        "Files beside the program",
        "Folders and files that the program reads, relative to the project’s root: templates,assets. They are copied to its working folder, /app.",
    ),
    (
        "Packages to add",
        "Packages that the service needs at run time, such as libpq5 or ffmpeg, separated by commas. Use the names of the chosen base’s distribution.",
    ),
    (
        "Packages for the build",
        "Packages that only the build needs, such as libpq-dev or protobuf-compiler. Use the names of the builder’s distribution.",
    ),
    ("PHP extensions", "Names, separated by commas: gd,intl,pdo_pgsql,redis. The packages that they compile with and load are added."),
    ("Health path", "A path that answers 200 when the service is healthy."),
    ("Readiness path", "The path that says the service can take requests, if it is not the health path."),
    (
        "Environment variables",
        "Default values without secrets, written as in a shell: LOG_LEVEL=info GREETING='good day'. For a static site, the build reads them and writes them into its files.",
    ),
    (
        "Variables at start",
        "Names of variables that the service cannot start without, separated by commas: DATABASE_URL,SECRET_KEY_BASE. Their values stay with you: Compose takes them from .env or your shell, Kubernetes from a Secret.",
    ),
    (
        "Build arguments",
        "Variables to pass when you build the image, such as values that a front end compiles in: API_URL MODE=production. One without a default is required. Do not pass secrets: the image’s history shows them.",
    ),
    ("Folders to keep", "Absolute paths, separated by commas. A volume keeps their contents after the container ends."),
    ("Scratch folders", "Absolute paths, separated by commas. Their contents are lost when the container ends. /tmp is already included."),
    ("Stop signal", "The signal that asks the program to stop. After 10 seconds (Docker) or 30 (Kubernetes) it is killed."),
    ("Architectures", "The architectures that one build produces."),
    ("Builder", "The tool that builds the Dockerfile. Not every builder supports every instruction."),
    ("Reasons as comments", "How many reasons the file contains as comments."),
    ("Debug stage", "A separate stage with a shell, built on demand only, for bases without one."),
    ("Digests", "A tag can move to another image; a digest cannot."),
    ("Version in the image", "Version and commit, passed to the build. They become image labels, and the program can read them."),
    (
        "Labels",
        "Image labels, written as in a shell: org.opencontainers.image.source=https://github.com/acme/shop team=payments. Registries show some of them and link the image to its sources.",
    ),
    (
        "Docker Hub mirror",
        "Your registry to use instead of Docker Hub, such as registry.example.com/hub. Then node becomes registry.example.com/hub/library/node.",
    ),
    (
        "Mirror of other registries",
        "A prefix for their names, such as registry.example.com. Then gcr.io/distroless/cc becomes registry.example.com/gcr.io/distroless/cc.",
    ),
    (
        "Private packages",
        "How the build reads a private registry or repository. The token or key is mounted only while packages are fetched, and no layer contains it. CMake fetches no packages.",
    ),
    (
        "Your CA certificate",
        "The path of your company’s CA file in the project (PEM, .crt or .pem). The build and the service trust it in addition to the public CAs.",
    ),
    (
        "Front end",
        "The folder of a front end that Node.js builds, such as web; a dot is the project’s root. A separate stage installs its packages and runs its script “build”.",
    ),
    ("Front-end package manager", "The tool that installs the front end’s packages from its lock file."),
    (
        "Front-end package manager’s version",
        "The version that wrote the front end’s lock file, such as 10 for pnpm. A packageManager line in its package.json takes precedence.",
    ),
    ("Node.js for the front end", "The version that builds the front end. The image does not contain Node.js."),
    (
        "Front-end output",
        "The folder that the front end’s build fills, relative to the project’s root: web/dist. The build stops if nothing is in it.",
    ),
    (
        "Place of the output",
        "The folder that the service takes the built files from, relative to the project’s root: src/main/resources/static. Without it, they stay where they were built.",
    ),
    (
        "Paths without a file",
        "An application with a client-side router needs index.html for them. Documentation, a blog or any other site of pages needs “not found”.",
    ),
    (
        "Base path",
        "The path under which the site is served, such as /docs. The project must be built for the same path, for example with Vite’s base.",
    ),
    (
        "Requests to pass on",
        "Paths that another service answers, with its address inside the network: /api=http://api:8080. A path after the address replaces the path before it, as nginx does.",
    ),
    (
        "Hashed files",
        "A folder of the built site in which every file name contains a hash of its contents: assets for Vite, _next/static for Next.js. Browsers keep these files for a year and check all others each time.",
    ),
    (
        "Configuration file",
        "A file of the site that differs by environment, such as config.js or assets/config.json. It is mounted when the container starts, so the same image runs everywhere. Everybody can read it.",
    ),
    (
        "Node.js in the build",
        "For a build that calls npm itself, such as assets of Rails with Vite or Shakapacker, or a .NET project with a page. The settings of the front end’s package manager apply.",
    ),
    (
        "Front-end workspace",
        "The folder with the lock file, if the front end is a member of a JavaScript workspace; a dot is the project’s root.",
    ),
    (
        "Front-end build scripts",
        "The scripts of the front end’s package.json to run instead of “build”, in this order: build:css,build:js.",
    ),
    (
        "Build scripts",
        "The scripts of package.json to run instead of “build”, in this order: build:prod. A member’s dependencies keep “build”.",
    ),
    (
        "Build features",
        "What to build in, separated by commas: Cargo features (sqlite,tls), Go build tags, Maven profiles, CMake definitions (WITH_TLS=ON), or Python extras and groups (group:web). For pip: the requirements files to install instead of requirements.txt.",
    ),
    (
        "Files for installing",
        "Files and folders that installing packages needs besides manifests, such as patches or requirements/base.txt, relative to the project’s root.",
    ),
    (
        "Web server",
        "FPM answers FastCGI, which no browser speaks. With nginx, the Dockerfile gets a second image with the public files, and Compose and the manifests run both together.",
    ),
];

impl Setting {
    /// Its name for people, such as `Health path`.
    pub fn label(&self) -> &'static str {
        WORDS[self.id as usize].0
    }

    /// Whether it means anything for a service.
    pub fn is_for(&self, service: &Service) -> bool {
        self.when.iter().any(|when| when.holds(service.answers()))
    }

    /// A sentence that helps to fill it in.
    pub fn help(&self) -> &'static str {
        WORDS[self.id as usize].1
    }

    /// The options that there are for a service; none for text.
    pub fn options<'a>(&'static self, service: &'a Service) -> impl Iterator<Item = &'static SettingOption> + use<'a> {
        let options = match self.takes {
            Takes::Choice(options) => options,
            Takes::Text(_) => &[],
        };
        options.iter().filter(|option| option.is_for(service))
    }

    /// A text that can be set, as a link carries it.
    pub fn to_link<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.is_free() { Cow::Owned(words::to_link(text)) } else { Cow::Borrowed(text) }
    }

    /// What a link carries, as text.
    pub fn from_link<'a>(&self, value: &'a str) -> Cow<'a, str> {
        if self.is_free() { Cow::Owned(words::from_link(value)) } else { Cow::Borrowed(value) }
    }

    fn is_free(&self) -> bool {
        matches!(self.takes, Takes::Text(check) if check.is_free())
    }

    /// What is wrong with a text, in words; nothing when it can be set.
    pub fn problem(&self, text: &str) -> Option<&'static str> {
        match &self.takes {
            Takes::Text(check) => check.problem(text),
            Takes::Choice(options) => (!options.iter().any(|option| option.token == text)).then_some("This is not one of the choices."),
        }
    }
}
