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
    ("Image name", "The name of the image to build and push: lower-case letters, digits, dots, dashes and slashes."),
    ("What it does", "How clients reach it, or whether it runs once and exits. A job has no port, probe or restart."),
    ("Port", "The port that the service listens on, from 1024 to 65535. A non-root user may not get a lower one."),
    (
        "Additional ports",
        "Other ports that the service listens on, such as one for metrics. Separate them with commas: 9090,9100. Add /udp for UDP: 5353/udp.",
    ),
    ("Entry", "The package, script, module, file or folder that the image starts or serves."),
    ("Arguments", "Arguments for the program, quoted as in a shell: serve --config 'my file.yaml'. No shell expands them."),
    (
        "Permissions",
        "The permissions that Deno gives the program, written as for deno run: --allow-net --allow-env=PORT,DATABASE_URL --allow-read=/app.",
    ),
    ("Language version", "A supported version. The builder and the base use the same one."),
    ("Package manager", "The tool that installs the dependencies from its lock file."),
    (
        "Package manager version",
        "The version that wrote the lock file, such as 9 for pnpm. Another version may not read it. A packageManager line in package.json takes precedence.",
    ),
    ("Project type", "How the project is built or started."),
    (
        "Workspace member",
        "The member’s folder, such as apps/api. The build context is the repository’s root, but paths in other settings start in this folder, except those of a front end. The image contains only the repository’s packages that the member depends on.",
    ),
    (
        "Build steps",
        "Commands to run after the sources are copied and before the build, joined by &&: SECRET_KEY=none python manage.py collectstatic --noinput. Variables before a command stay out of the image. No shell expands the words.",
    ),
    (
        "Command before start",
        "A command to run in the image before the service starts, such as a migration: python manage.py migrate. For a compiled program: /server migrate.",
    ),
    (
        "Additional processes",
        "Other processes that run from the same image, written as in a Procfile: worker: celery -A shop worker beat: celery -A shop beat. Each becomes a service in compose.yaml and a Deployment.",
    ),
    ("Source folder", "The folder to copy, relative to the project’s root. A dot is the root itself."),
    (
        "Additional files",
        "Files and folders that the program reads, relative to the project’s root: templates,assets. They are copied to its working folder, /app.",
    ),
    (
        "Packages to add",
        "Packages that the service needs at run time, such as libpq5 or ffmpeg, separated by commas. Use the names of the chosen base’s distribution.",
    ),
    (
        "Packages for the build",
        "Packages that only the build needs, such as libpq-dev or protobuf-compiler. Use the names of the builder’s distribution.",
    ),
    ("PHP extensions", "Names, separated by commas: gd,intl,pdo_pgsql,redis. The packages that they need to compile and to run are added."),
    ("Health path", "A path that returns 200 when the service is healthy."),
    ("Readiness path", "A path that returns 200 when the service can take requests, if it is not the health path."),
    (
        "Environment variables",
        "Default values, written as in a shell: LOG_LEVEL=info GREETING='good day'. Do not enter secrets. For a static site, the build writes the values into the site’s files.",
    ),
    (
        "Required variables",
        "Names of variables that the service cannot start without, separated by commas: DATABASE_URL,SECRET_KEY_BASE. Do not enter values: Compose takes them from .env or your shell, Kubernetes from a Secret.",
    ),
    (
        "Build arguments",
        "Variables to pass when you build the image, such as values that a front end compiles in: API_URL MODE=production. A variable without a default is required. Do not pass secrets: the image’s history shows them.",
    ),
    ("Persistent folders", "Absolute paths, separated by commas. A volume keeps their contents after the container stops."),
    (
        "Temporary folders",
        "Absolute paths, separated by commas. Their contents are lost when the container stops. /tmp is already included.",
    ),
    (
        "Stop signal",
        "The signal that asks the program to stop. If it still runs after 10 seconds (Docker) or 30 seconds (Kubernetes), it is killed.",
    ),
    ("Architectures", "The architectures that one build produces."),
    ("Builder", "The tool that builds the Dockerfile. Not every builder supports every instruction."),
    ("Comments", "How many of the reasons for its lines the file contains as comments."),
    ("Debug stage", "A separate stage with a shell, built on demand only, for bases without one."),
    ("Digests", "A tag can move to another image; a digest cannot."),
    ("Image version", "Passes version and commit to the build. They become image labels, and the program can read them."),
    (
        "Labels",
        "Image labels, written as in a shell: org.opencontainers.image.source=https://github.com/acme/shop team=payments. Registries show some of them, and use this one to link the image to its sources.",
    ),
    (
        "Docker Hub mirror",
        "The registry to use instead of Docker Hub, such as registry.example.com/hub. Then node becomes registry.example.com/hub/library/node.",
    ),
    (
        "Mirror for other registries",
        "A prefix for image names of other registries, such as registry.example.com. Then gcr.io/distroless/cc becomes registry.example.com/gcr.io/distroless/cc.",
    ),
    (
        "Private packages",
        "How the build reads a private registry or repository. The token or key is mounted only while packages are fetched, and no layer contains it. CMake fetches no packages.",
    ),
    (
        "Your CA certificate",
        "The path in the project of your company’s CA certificate (PEM, .crt or .pem). The build and the service trust it in addition to the public CAs.",
    ),
    (
        "Front end",
        "The folder of a front end that Node.js builds, such as web; a dot is the project’s root. A separate stage installs its packages and runs its script “build”.",
    ),
    ("Front-end package manager", "The tool that installs the front end’s packages from its lock file."),
    (
        "Front-end package manager version",
        "The version that wrote the front end’s lock file, such as 10 for pnpm. A packageManager line in its package.json takes precedence.",
    ),
    ("Node.js for the front end", "The version that builds the front end. The image does not contain Node.js."),
    (
        "Front-end output",
        "The folder that the front end’s build writes to, relative to the project’s root: web/dist. The image build stops if the folder stays empty.",
    ),
    (
        "Output destination",
        "The folder where the service expects the built files, relative to the project’s root: src/main/resources/static. If you leave it empty, they stay where they were built.",
    ),
    (
        "Paths without a file",
        "What the server answers if no file has the path. An application with a client-side router needs index.html. Documentation, a blog or another site with a file for each page needs “not found”.",
    ),
    (
        "Base path",
        "The path under which the site is served, such as /docs. The project must be built for the same path, for example with Vite’s base.",
    ),
    (
        "Requests to proxy",
        "Paths that another service answers, with its address inside the network: /api=http://api:8080. As in nginx, a path in the address replaces the path before the equals sign.",
    ),
    (
        "Hashed files",
        "A folder of the built site in which every file name contains a hash of its contents: assets for Vite, _next/static for Next.js. Browsers cache these files for a year and revalidate all others each time.",
    ),
    (
        "Configuration file",
        "A file of the site that differs by environment, such as config.js or assets/config.json. It is mounted when the container starts, so the same image runs everywhere. Everybody who can open the site can read it.",
    ),
    (
        "Node.js in the build",
        "For a build that calls npm itself, such as Rails assets with Vite or Shakapacker, or a .NET project with a front end. The settings of the front-end package manager apply.",
    ),
    (
        "Front-end workspace",
        "The folder with the lock file, if the front end is a member of a JavaScript workspace; a dot is the project’s root.",
    ),
    (
        "Front-end build scripts",
        "The scripts in the front end’s package.json to run instead of “build”, in this order: build:css,build:js.",
    ),
    (
        "Build scripts",
        "The scripts in package.json to run instead of “build”, in this order: build:prod. A member’s dependencies still run “build”.",
    ),
    (
        "Build features",
        "What to build in, separated by commas: Cargo features (sqlite,tls), Go build tags, Maven profiles, CMake definitions (WITH_TLS=ON), or Python extras and groups (group:web). For pip: the requirements files to install instead of requirements.txt.",
    ),
    (
        "Files for installation",
        "Files and folders that are needed to install packages, besides manifests and lock files: patches,requirements/base.txt. Their paths are relative to the project’s root.",
    ),
    (
        "Web server",
        "FPM speaks FastCGI, which browsers do not. With nginx, the Dockerfile also builds a second image with the public files. Compose and the manifests run both together.",
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
            Takes::Choice(options) => (!options.iter().any(|option| option.token == text)).then_some("Choose one of the listed values."),
        }
    }
}
