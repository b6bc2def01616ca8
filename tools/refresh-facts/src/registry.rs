//! Asks the registries, over the OCI distribution protocol.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use oci_client::client::{ClientConfig, ClientProtocol};
use oci_client::config::{Architecture, ConfigFile, Os};
use oci_client::errors::Result as Answer;
use oci_client::manifest::{OciDescriptor, OciImageManifest, OciManifest};
use oci_client::secrets::RegistryAuth;
use oci_client::{Client, Reference, RegistryOperation};
use tokio::time::{sleep, timeout};
use tokio_util::io::{StreamReader, SyncIoBridge};

use crate::arguments::is_loopback;
use crate::catalogue::Record;
use crate::credentials;
use crate::layers::{Compression, Files};
use crate::trouble::{Trouble, rate_limited};

const USER_AGENT: &str = concat!("container-diet-refresh-facts/", env!("CARGO_PKG_VERSION"));
/// For a connection to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer.
const SILENCE: Duration = Duration::from_secs(30);
/// For a whole answer, but for a layer, which may be a gigabyte.
const ANSWER: Duration = Duration::from_secs(60);
/// What a rate limit may make one image wait, all in all.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The first wait where a rate limit does not name one; each next is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(5);

/// What the registry tells of an image on one architecture.
#[derive(Clone, Debug, Default)]
pub struct Platform {
    /// As in `linux/amd64`.
    pub name: &'static str,
    /// Of the image's manifest on this architecture.
    pub digest: String,
    /// Bytes of all layers as they are downloaded.
    pub compressed: u64,
    /// How many layers there are.
    pub layers: usize,
    /// When the image was built, where it says so.
    pub created: Option<DateTime<Utc>>,
    /// As in the configuration: a name or numbers, empty for root.
    pub user: String,
    /// As in the configuration.
    pub entrypoint: Vec<String>,
    /// As in the configuration.
    pub cmd: Vec<String>,
    /// Bytes of the regular files, where the layers were read.
    pub unpacked: Option<u64>,
}

/// What became of one image.
#[derive(Debug)]
pub enum Reading {
    /// It needs a login, and there is none.
    NeedsLogin,
    /// What there is for amd64 and, where the record lists it, arm64.
    Image {
        /// Registry and repository, as in `docker.io/library/alpine`.
        repository: String,
        /// amd64 first.
        platforms: Vec<Platform>,
    },
}

/// The architectures that the catalogue has sizes of.
const PLATFORMS: [(Architecture, &str, &str); 2] =
    [(Architecture::Amd64, "amd64", "linux/amd64"), (Architecture::ARM64, "arm64", "linux/arm64")];

/// The registries, and what is remembered of them during a run.
pub struct Registries {
    client: Client,
    map: HashMap<String, String>,
    /// Hosts that are not asked again, and why.
    given_up: Mutex<HashMap<String, Trouble>>,
}

/// One repository, and how to ask for it.
struct Place {
    reference: Reference,
    host: String,
    auth: RegistryAuth,
}

impl Registries {
    /// Asks `map[registry]` where there is such an entry, else the registry.
    ///
    /// # Errors
    /// Where the system has no certificates to trust, for instance.
    pub fn new(map: HashMap<String, String>) -> Result<Self, String> {
        let config = ClientConfig {
            protocol: ClientProtocol::HttpsExcept(map.values().filter(|host| is_loopback(host)).cloned().collect()),
            connect_timeout: Some(CONNECT),
            read_timeout: Some(SILENCE),
            user_agent: USER_AGENT,
            ..ClientConfig::default()
        };
        let client = Client::try_from(config).map_err(|problem| problem.to_string())?;
        Ok(Self { client, map, given_up: Mutex::default() })
    }

    /// Reads one image; with `unpacked`, the layers of linux/amd64 too.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn read(&self, record: &Record, unpacked: bool) -> Result<Reading, Trouble> {
        let published: Reference = record
            .reference
            .parse()
            .map_err(|problem| Trouble::Setting(format!("the image reference is not valid ({problem}): correct it in the record")))?;
        let (reference, host) = match self.map.get(published.registry()) {
            Some(host) => {
                let tag = published.tag().unwrap_or("latest").to_owned();
                (Reference::with_tag(host.clone(), published.repository().to_owned(), tag), host.clone())
            }
            None => (published.clone(), published.registry().to_owned()),
        };
        let login = credentials::of(&host).map_err(Trouble::Setting)?;
        if record.login.is_some() && login.is_none() {
            return Ok(Reading::NeedsLogin);
        }
        let place = Place { reference, host, auth: login.unwrap_or(RegistryAuth::Anonymous) };
        let wanted = PLATFORMS.iter().filter(|(_, short, _)| *short == "amd64" || record.architectures.iter().any(|one| one == short));

        // Asked for by name, because the client keeps a refused token to itself otherwise.
        self.ask(&place, || self.client.auth(&place.reference, &place.auth, RegistryOperation::Pull)).await?;
        let (manifest, digest) = self.ask(&place, || self.client.pull_manifest(&place.reference, &place.auth)).await?;
        let mut platforms = Vec::new();
        match manifest {
            OciManifest::Image(manifest) => {
                let config = self.config(&place, &manifest).await?;
                for (architecture, _, name) in wanted {
                    if config.os != Os::Linux || config.architecture != *architecture {
                        let found = vec![format!("{}/{}", config.os, config.architecture)];
                        return Err(Trouble::MissingArchitecture { wanted: name, found });
                    }
                    platforms.push(self.platform(&place, name, &manifest, &digest, &config, unpacked).await?);
                }
            }
            OciManifest::ImageIndex(index) => {
                let of = |os: &Os, architecture: &Architecture| {
                    index
                        .manifests
                        .iter()
                        .find(|entry| entry.platform.as_ref().is_some_and(|there| there.os == *os && there.architecture == *architecture))
                };
                for (architecture, _, name) in wanted {
                    let Some(entry) = of(&Os::Linux, architecture) else {
                        let there = index.manifests.iter().filter_map(|entry| entry.platform.as_ref());
                        // Attestations are listed as unknown/unknown.
                        let found =
                            there.map(|there| format!("{}/{}", there.os, there.architecture)).filter(|name| !name.contains("unknown"));
                        return Err(Trouble::MissingArchitecture { wanted: name, found: found.collect() });
                    };
                    let reference = place.reference.clone_with_digest(entry.digest.clone());
                    let (manifest, digest) = match self.ask(&place, || self.client.pull_manifest(&reference, &place.auth)).await? {
                        (OciManifest::Image(manifest), digest) => (manifest, digest),
                        (OciManifest::ImageIndex(_), _) => {
                            return Err(Trouble::Malformed(format!("the index of {name} is an index again")));
                        }
                    };
                    let config = self.config(&place, &manifest).await?;
                    platforms.push(self.platform(&place, name, &manifest, &digest, &config, unpacked).await?);
                }
            }
        }
        Ok(Reading::Image { repository: format!("{}/{}", published.registry(), published.repository()), platforms })
    }

    async fn config(&self, place: &Place, manifest: &OciImageManifest) -> Result<ConfigFile, Trouble> {
        let bytes = self
            .ask(place, || async {
                let mut bytes = Vec::new();
                self.client.pull_blob(&place.reference, &manifest.config, &mut bytes).await?;
                Ok(bytes)
            })
            .await?;
        serde_json::from_slice(&bytes).map_err(|problem| Trouble::Malformed(format!("the image's configuration: {problem}")))
    }

    async fn platform(
        &self,
        place: &Place,
        name: &'static str,
        manifest: &OciImageManifest,
        digest: &str,
        config: &ConfigFile,
        unpacked: bool,
    ) -> Result<Platform, Trouble> {
        let compressed = manifest
            .layers
            .iter()
            .try_fold(0u64, |sum, layer| sum.checked_add(u64::try_from(layer.size).ok()?))
            .ok_or_else(|| Trouble::Malformed(format!("the sizes of the layers of {name} have no sum")))?;
        if compressed == 0 {
            return Err(Trouble::Empty(name));
        }
        let settings = config.config.clone().unwrap_or_default();
        let unpacked = match unpacked && name == PLATFORMS[0].2 {
            true => match self.unpack(place, &manifest.layers).await? {
                0 => return Err(Trouble::Empty(name)),
                bytes => Some(bytes),
            },
            false => None,
        };
        Ok(Platform {
            name,
            digest: digest.to_owned(),
            compressed,
            layers: manifest.layers.len(),
            created: config.created,
            user: settings.user.unwrap_or_default(),
            entrypoint: settings.entrypoint.unwrap_or_default(),
            cmd: settings.cmd.unwrap_or_default(),
            unpacked,
        })
    }

    /// The bytes that the layers unpack to. Nothing is kept of their contents.
    async fn unpack(&self, place: &Place, layers: &[OciDescriptor]) -> Result<u64, Trouble> {
        let mut files = Files::default();
        for layer in layers {
            let trouble = |why: String| Trouble::Layer { digest: layer.digest.clone(), why };
            let compression =
                Compression::of(&layer.media_type).ok_or_else(|| trouble(format!("its type {} is not known", layer.media_type)))?;
            let stream = self.ask(place, || self.client.pull_blob_stream(&place.reference, layer)).await?;
            let reader = SyncIoBridge::new(StreamReader::new(stream));
            let (read, kept) = tokio::task::spawn_blocking(move || (files.add(reader, compression), files))
                .await
                .map_err(|problem| trouble(problem.to_string()))?;
            let read = read.map_err(|problem| trouble(problem.to_string()))?;
            if i64::try_from(read) != Ok(layer.size) {
                return Err(trouble(format!("it has {read} bytes where the manifest says {}", layer.size)));
            }
            files = kept;
        }
        Ok(files.bytes())
    }

    /// Asks, and asks again after a rate limit as long as that is bearable. A
    /// host that cannot be reached at all is not asked a second time.
    async fn ask<T, F: Future<Output = Answer<T>>>(&self, place: &Place, request: impl Fn() -> F) -> Result<T, Trouble> {
        let host = &place.host;
        let mut left = LONGEST_WAIT;
        let mut unnamed = FIRST_WAIT;
        loop {
            if let Some(trouble) = self.given_up(host) {
                return Err(trouble);
            }
            let trouble = match timeout(ANSWER, request()).await {
                Err(_) => Trouble::Unreachable { host: host.clone(), why: format!("no whole answer in {} s", ANSWER.as_secs()) },
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(problem)) => match rate_limited(&problem) {
                    None => Trouble::of(problem, host),
                    Some(url) => {
                        let asked = retry_after(url).await;
                        // A wait of nothing would be asked for without end.
                        let wait = asked.unwrap_or(unnamed).max(Duration::from_secs(1));
                        if let Some(rest) = left.checked_sub(wait) {
                            eprintln!("{host} limits the rate: waiting {} s", wait.as_secs());
                            sleep(wait).await;
                            left = rest;
                            unnamed *= 2;
                            continue;
                        }
                        Trouble::RateLimited { host: host.clone(), wait: asked }
                    }
                },
            };
            if trouble.is_of_the_host() {
                self.remember(host, &trouble);
            }
            return Err(trouble);
        }
    }

    fn given_up(&self, host: &str) -> Option<Trouble> {
        // A poisoned lock still has what is needed here.
        self.given_up.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(host).cloned()
    }

    fn remember(&self, host: &str, trouble: &Trouble) {
        self.given_up.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(host.to_owned(), trouble.clone());
    }
}

/// How long the registry wants us to wait, where it says so. Asked for once
/// more, because the client does not hand on the header.
async fn retry_after(url: &str) -> Option<Duration> {
    let plain = reqwest::Client::builder().connect_timeout(CONNECT).timeout(SILENCE).user_agent(USER_AGENT).build().ok()?;
    let answer = plain.head(url).send().await.ok()?;
    let header = answer.headers().get(reqwest::header::RETRY_AFTER)?.to_str().ok()?;
    wait_of(header, Utc::now())
}

/// The header `Retry-After` is a number of seconds or a date.
fn wait_of(header: &str, now: DateTime<Utc>) -> Option<Duration> {
    match header.trim().parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let until = DateTime::parse_from_rfc2822(header.trim()).ok()?;
            Some((until.with_timezone(&Utc) - now).to_std().unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let now = DateTime::parse_from_rfc3339("2026-11-25T08:00:00Z").expect("a date").with_timezone(&Utc);
        for (header, seconds) in [
            ("30", Some(30)),
            (" 0 ", Some(0)),
            ("Wed, 25 Nov 2026 08:01:30 GMT", Some(90)),
            ("Wed, 25 Nov 2026 07:00:00 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(wait_of(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }
}
