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
    ("Name of the image", "Lower-case letters, digits, dots, dashes and slashes: what you build and push it as."),
    ("What it does", "How it is reached, or that it ends by itself: then it is a job, without port, probe or restart."),
    ("Port", "What the service listens on, from 1024 to 65535: below that an ordinary user may be refused."),
    ("Further ports", "Such as one for metrics, separated by commas: 9090,9100."),
    ("Entry", "The package, script, module or file that is started."),
    ("Arguments", "What the program is started with, as in a shell: serve --config 'my file.yaml'. No shell reads them."),
    ("Version of the language", "One that is still maintained; builder and base get the same."),
    ("Package manager", "What installs the dependencies, by its lock file."),
    (
        "Version of the package manager",
        "The one that wrote the lock file, such as 9 for pnpm: a newer one may not read it. A packageManager line in package.json decides by itself.",
    ),
    ("Kind of project", "How it is built or started."),
    (
        "Member of a workspace",
        "The folder of the part of the repository that the image is of, such as apps/api; the build context is the repository’s root. Paths in other settings begin in that folder. The packages of the repository that it depends on come along, others do not.",
    ),
    (
        "Build steps",
        "Commands once the sources are there and before the build itself, joined by &&: SECRET_KEY=none python manage.py collectstatic --noinput. Variables before a command stay out of the image; each word is taken as it is.",
    ),
    (
        "Before it serves",
        "A command of the image that runs first, such as a migration: python manage.py migrate. Of a compiled program: /server migrate.",
    ),
    (
        "Further processes",
        "Of the same image, one after another as in a Procfile: worker: celery -A shop worker beat: celery -A shop beat. Each gets a service of its own in compose.yaml and a Deployment of its own.",
    ),
    ("Folder of the sources", "What is copied, from the root of the project; a dot is the root itself."),
    (
        "Files beside the program",
        "Folders and files that it reads, from the root of the project: templates,assets. They lie in its working folder, /app.",
    ),
    (
        "Packages to add",
        "What running needs, such as libpq5 or ffmpeg, separated by commas, by the names that the chosen base’s distribution has for them.",
    ),
    (
        "Packages to build with",
        "What only the build needs, such as libpq-dev or protobuf-compiler, by the names that the builder’s distribution has for them.",
    ),
    (
        "PHP extensions",
        "By name, separated by commas: gd,intl,pdo_pgsql,redis. Each brings the packages that it is compiled with and that it loads.",
    ),
    ("Health path", "A path that answers 200 when all is well."),
    ("Readiness path", "Where another one than the health path says that it can take requests."),
    (
        "Environment",
        "Defaults that are no secret, as in a shell: LOG_LEVEL=info GREETING='good day'. Those of a site are for its build, which writes them into its files.",
    ),
    (
        "Build arguments",
        "Variables that whoever builds the image gives, such as what a front end compiles in: API_URL MODE=production. One without a value has to be given. No secrets: the image’s history has them.",
    ),
    ("Folders to keep", "Absolute paths, separated by commas: what is written there outlives the container, on a volume."),
    ("Scratch folders", "Absolute paths, separated by commas: what is written there goes with the container. /tmp is there already."),
    ("Stop signal", "What asks it to end; after ten or thirty seconds it is killed."),
    ("Architectures", "What the image is built for, in one go."),
    ("Builder", "What builds the file; not every builder knows every instruction."),
    ("Reasons as comments", "How much of the reasons the file itself carries."),
    ("Debug stage", "A stage with a shell that is built on demand only, for bases that have none."),
    ("Digests", "A tag can be moved to another image; a digest cannot."),
    ("Version in the image", "Version and commit, which the build is given: as labels of the image, and for the program to read."),
    (
        "Labels",
        "Of the image, as in a shell: org.opencontainers.image.source=https://github.com/acme/shop team=payments. Registries show some of them, and link the image to its sources.",
    ),
    (
        "Mirror of Docker Hub",
        "Your registry in its place, such as registry.example.com/hub: then node is registry.example.com/hub/library/node.",
    ),
    (
        "Mirror of other registries",
        "What stands before their names, such as registry.example.com: then gcr.io/distroless/cc is registry.example.com/gcr.io/distroless/cc.",
    ),
    (
        "Private packages",
        "How the build reads a private registry or repository. The token or key is mounted while packages are fetched, and gets into no layer. CMake fetches none.",
    ),
    (
        "Certificate of your own",
        "The path of your company’s CA file in the project (PEM, .crt or .pem): the build and what runs trust it beside the public ones.",
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
        options.iter().filter(|option| option.when.iter().any(|when| when.holds(service.answers())))
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
            Takes::Choice(options) => (!options.iter().any(|option| option.token == text)).then_some("This is none of the choices."),
        }
    }
}
