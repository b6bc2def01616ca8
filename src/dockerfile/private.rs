//! Private packages: which file each package manager reads its token from, and
//! what a build by Git needs. One row for each package manager.
//!
//! Each file is mounted where the manager looks for it by itself, so commands are
//! the same with it and without, and nothing of it is in a layer or a variable.

use super::plan::Plan;
use super::settings::{BuildNode, Builder, Layout, Manager, Private, SettingId};
use super::tree::{Mount, Secret};
use crate::model::questions::Runtime;

/// How one package manager gets at private packages.
#[derive(Debug)]
pub struct Access {
    manager: Manager,
    /// The file with its token.
    secret: Secret,
    /// What has to be in that file, or beside it.
    holds: &'static str,
    /// Names that such a file has in a project, to be kept out of the build context.
    pub ignores: &'static [&'static str],
}

/// npm's file, which pnpm and Yarn 1 read too.
const NPMRC: Secret = Secret { id: "npmrc", source: ".npmrc", target: "/root/.npmrc" };
/// What curl, Git and everything built on them read.
const NETRC: Secret = Secret { id: "netrc", source: ".netrc", target: "/root/.netrc" };
/// Whose host keys are known: without it SSH would trust whoever answers first.
static KNOWN_HOSTS: Secret = Secret { id: "known_hosts", source: ".ssh/known_hosts", target: "/root/.ssh/known_hosts" };
/// Go asks by HTTPS: Git is told there to go by SSH instead.
static GITCONFIG: Secret = Secret { id: "gitconfig", source: ".gitconfig", target: "/root/.gitconfig" };

/// What `go env -w` writes: a linter takes GOPRIVATE itself for a secret.
static GO_ENV: Secret = Secret { id: "goenv", source: ".config/go/env", target: "/root/.config/go/env" };

/// Where Composer looks for its settings in the build stage.
pub const COMPOSER_HOME: &str = "/composer";
/// Where Bundler is told to look: its home is another one while it installs.
pub const BUNDLER: &str = "/run/secrets/bundle";

/// What Maven reads by itself, wrapper or not.
const SETTINGS_XML: Secret = Secret { id: "maven", source: ".m2/settings.xml", target: "/root/.m2/settings.xml" };
const IN_SETTINGS_XML: &str = "the user and token of the repository that pom.xml names";
const MAVEN_IGNORES: &[&str] = &["settings.xml", ".mvn/settings.xml"];

/// What pip reads, which also installs what Pipenv and PDM have locked.
const PIP_CONF: Secret = Secret { id: "pip", source: ".config/pip/pip.conf", target: "/etc/pip.conf" };
const IN_PIP_CONF: &str = "index-url or extra-index-url and its token";

const IN_NPMRC: &str = "the registry and its token";

const fn access(manager: Manager, secret: Secret, holds: &'static str, ignores: &'static [&'static str]) -> Access {
    Access { manager, secret, holds, ignores }
}

const CREDENTIALS_TOML: Secret = Secret { id: "cargo", source: ".cargo/credentials.toml", target: "/usr/local/cargo/credentials.toml" };
const IN_CREDENTIALS_TOML: &str = "the token of the registry that the project’s .cargo/config.toml names";
const CARGO_IGNORES: &[&str] = &["**/credentials.toml"];

static ACCESS: [Access; 22] = [
    access(Manager::Npm, NPMRC, IN_NPMRC, &[]),
    access(Manager::Pnpm, NPMRC, IN_NPMRC, &[]),
    access(Manager::Yarn, NPMRC, IN_NPMRC, &[]),
    access(Manager::Unlocked, NPMRC, IN_NPMRC, &[]),
    access(Manager::Bun, NPMRC, IN_NPMRC, &[]),
    access(Manager::Deno, NPMRC, IN_NPMRC, &[]),
    access(
        Manager::Berry,
        Secret { id: "yarnrc", source: ".yarnrc.yml", target: "/root/.yarnrc.yml" },
        "npmRegistries or npmScopes and the token; do not put them into the project’s .yarnrc.yml, which is copied",
        &[],
    ),
    access(Manager::Pip, PIP_CONF, IN_PIP_CONF, &[]),
    access(Manager::Pipenv, PIP_CONF, IN_PIP_CONF, &[]),
    access(Manager::Pdm, PIP_CONF, IN_PIP_CONF, &[]),
    access(Manager::PipUnlocked, PIP_CONF, IN_PIP_CONF, &[]),
    access(Manager::Uv, NETRC, "the host, login and token of the index that pyproject.toml names", &[]),
    access(
        Manager::Poetry,
        Secret { id: "poetry", source: ".config/pypoetry/auth.toml", target: "/root/.config/pypoetry/auth.toml" },
        "the user and token of the source that pyproject.toml names",
        &["**/auth.toml"],
    ),
    access(Manager::Modules, NETRC, "the host, login and token of the repositories", &[]),
    access(Manager::Cargo, CREDENTIALS_TOML, IN_CREDENTIALS_TOML, CARGO_IGNORES),
    access(Manager::CargoUnlocked, CREDENTIALS_TOML, IN_CREDENTIALS_TOML, CARGO_IGNORES),
    access(Manager::Maven, SETTINGS_XML, IN_SETTINGS_XML, MAVEN_IGNORES),
    access(Manager::Mvn, SETTINGS_XML, IN_SETTINGS_XML, MAVEN_IGNORES),
    access(
        Manager::Gradle,
        Secret { id: "gradle", source: ".gradle/gradle.properties", target: "/root/.gradle/gradle.properties" },
        "the properties with the user and token that build.gradle reads; do not put them into the project’s gradle.properties, which is copied",
        &[],
    ),
    access(
        Manager::Nuget,
        Secret { id: "nuget", source: ".nuget/NuGet/NuGet.Config", target: "/root/.nuget/NuGet/NuGet.Config" },
        "packageSourceCredentials of the source; the project’s NuGet.Config names the source, but do not put a token there, because it is copied",
        &[],
    ),
    access(
        Manager::Bundler,
        Secret { id: "bundle", source: ".bundle/config", target: BUNDLER },
        "BUNDLE_GEMS__EXAMPLE__COM with user and token, where GEMS__EXAMPLE__COM stands for the host of the Gemfile’s source",
        &[],
    ),
    access(
        Manager::Composer,
        Secret { id: "composer", source: ".config/composer/auth.json", target: "/composer/auth.json" },
        "the token of the repository that composer.json names",
        &[],
    ),
];

impl Plan {
    /// How the build gets at private packages; not at all where it fetches none.
    pub fn private(&self) -> Private {
        if self.builds() { self.choice() } else { Private::No }
    }

    /// The package manager's row, where a token is used.
    pub fn token(&self) -> Option<&'static Access> {
        self.token_of(self.choice())
    }

    /// The same of any manager whose packages the build fetches.
    pub fn token_of(&self, manager: Manager) -> Option<&'static Access> {
        ACCESS.iter().find(|access| self.private() == Private::Token && access.manager == manager)
    }

    /// The files that are lent to the build, each once.
    pub fn secrets(&self) -> Vec<&'static Secret> {
        let mut all = self.secrets_of(self.choice());
        let front_end = self.node_manager().map_or_else(Vec::new, |manager| self.secrets_of(manager));
        all.extend(front_end.into_iter().filter(|secret| all.iter().all(|own| own.id != secret.id)).collect::<Vec<_>>());
        all
    }

    /// The package manager of Node.js that fetches for a build of another language: that of
    /// a front end, or of what the build itself calls.
    fn node_manager(&self) -> Option<Manager> {
        let called = || {
            // Of Rails the packages are installed; of others only a manager that Node.js lacks.
            let is_set = self.settings.text_for(SettingId::FrontManagerVersion, &self.service).is_some();
            let is_fetched = match self.front_manager() {
                Manager::Npm | Manager::Unlocked | Manager::Berry => is_set,
                _ => true,
            };
            let fetches = is_fetched || self.runtime == Runtime::Ruby && self.choice::<Layout>() == Layout::Rails;
            (self.choice::<BuildNode>() == BuildNode::Yes && fetches).then(|| self.front_manager())
        };
        self.front_end().map(|front_end| front_end.manager).or_else(called)
    }

    fn secrets_of(&self, manager: Manager) -> Vec<&'static Secret> {
        let go = manager == Manager::Modules;
        match self.private() {
            Private::No => Vec::new(),
            Private::Token => self.token_of(manager).map(|access| &access.secret).into_iter().chain(go.then_some(&GO_ENV)).collect(),
            Private::Ssh if go => vec![&KNOWN_HOSTS, &GITCONFIG, &GO_ENV],
            Private::Ssh => vec![&KNOWN_HOSTS],
        }
    }

    /// What a command that may fetch packages is lent, beside these folders.
    pub fn fetching(&self, caches: &[&'static str]) -> Vec<Mount> {
        self.fetching_by(self.choice(), caches)
    }

    /// The same for a command of that manager.
    pub fn fetching_by(&self, manager: Manager, caches: &[&'static str]) -> Vec<Mount> {
        let caches = caches.iter().map(|folder| Mount::Cache((*folder).into()));
        let key = (self.private() == Private::Ssh).then_some(Mount::Ssh);
        caches.chain(key).chain(self.secrets_of(manager).into_iter().map(Mount::Secret)).collect()
    }

    /// What is expected of whoever builds.
    pub fn expects_of_private(&self) -> Vec<String> {
        let secret =
            |secret: &Secret, holds: &str| format!("~/{}, which the build mounts as the secret {}, with {holds}", secret.source, secret.id);
        let mut all = match self.private() {
            Private::No => return Vec::new(),
            Private::Token => {
                let own = self.choice::<Manager>();
                let managers = std::iter::once(own).chain(self.node_manager().filter(|other| *other != own));
                managers.filter_map(|manager| self.token_of(manager)).map(|access| secret(&access.secret, access.holds)).collect()
            }
            Private::Ssh => vec![
                match self.choice() {
                    Builder::Buildkit | Builder::Buildah => {
                        "an SSH agent with a key that may read the repositories; the build uses the agent and never sees the key"
                    }
                    Builder::Kaniko => {
                        "an SSH key without a passphrase that may do nothing but read the repositories, as a file in kaniko’s pod"
                    }
                }
                .into(),
                secret(&KNOWN_HOSTS, "the repositories’ host keys, which you have checked"),
            ],
        };
        if self.choice::<Manager>() == Manager::Modules {
            if self.private() == Private::Ssh {
                all.push(secret(&GITCONFIG, "url.….insteadOf, because Go fetches over HTTPS"));
            }
            all.push(secret(&GO_ENV, "GOPRIVATE, in the format of go env -w, so that Go bypasses the proxy and the checksum database"));
        }
        all
    }
}
