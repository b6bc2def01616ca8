//! What the tests ask: a real registry, and servers that are up to no good.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use oci_client::client::{ClientConfig, ClientProtocol};
use oci_client::secrets::RegistryAuth;
use oci_client::{Client, Reference};
use tempfile::TempDir;

use crate::images::{Format, Image, digest, index};

/// What `docker login` would be told.
pub const LOGIN: (&str, &str) = ("visitor", "secret");
/// The same for the registry, the password through bcrypt.
const HTPASSWD: &str = "visitor:$2b$04$gYK7teSlu9be3B4Z1ixKxO3l8ajvYgbVpeTiwI0qQ1UJnPv/gLZJy\n";

/// A running registry (the reference implementation), killed when dropped.
pub struct Registry {
    /// Host and port.
    pub host: String,
    process: Child,
    login: bool,
    _storage: TempDir,
}

impl Registry {
    /// Starts one, with a login where that is asked for. `None`, after saying
    /// so, where no registry is installed.
    pub fn start(login: bool) -> Option<Self> {
        let found = ["docker-registry", "registry"]
            .into_iter()
            .find(|name| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok());
        let Some(program) = found else {
            // Past the test harness, which shows nothing of a test that passes.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED, because no docker-registry is installed: {}",
                thread::current().name().unwrap_or("a test")
            );
            return None;
        };
        // Between asking for a free port and using it, somebody else may take it.
        for _ in 0..5 {
            if let Some(registry) = Self::try_start(program, login) {
                return Some(registry);
            }
        }
        panic!("{program} does not start");
    }

    fn try_start(program: &str, login: bool) -> Option<Self> {
        let storage = TempDir::new().expect("a folder");
        let host = free_port();
        let folder = storage.path().display();
        let mut config = format!(
            "version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {folder}}}}}\nhttp: {{addr: \"{host}\"}}\n"
        );
        if login {
            let users = storage.path().join("htpasswd");
            fs::write(&users, HTPASSWD).expect("written");
            config += &format!("auth: {{htpasswd: {{realm: test, path: {}}}}}\n", users.display());
        }
        let file = storage.path().join("config.yml");
        fs::write(&file, config).expect("written");
        let mut command = Command::new(program);
        command.arg("serve").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        let mut registry = Self { host, process: command.spawn().expect("it starts"), login, _storage: storage };
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until && registry.process.try_wait().expect("it can be asked").is_none() {
            if TcpStream::connect(&registry.host).is_ok() {
                return Some(registry);
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Publishes an image under a name and tag (`library/alpine:3.24`).
    pub fn push(&self, name: &str, image: &Image) {
        self.publish(name, std::slice::from_ref(image), image.manifest(), image.media_type());
    }

    /// Publishes an image for several architectures.
    pub fn push_index(&self, name: &str, images: &[Image], format: Format) {
        let (index, media_type) = index(images, format);
        self.publish(name, images, index, media_type);
    }

    fn publish(&self, name: &str, images: &[Image], manifest: Vec<u8>, media_type: &str) {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let client = Client::new(ClientConfig { protocol: ClientProtocol::Http, ..ClientConfig::default() });
            let auth = if self.login { RegistryAuth::Basic(LOGIN.0.into(), LOGIN.1.into()) } else { RegistryAuth::Anonymous };
            client.store_auth_if_needed(&self.host, &auth).await;
            let reference: Reference = format!("{}/{name}", self.host).parse().expect("a reference");
            for image in images {
                for blob in image.layers.iter().cloned().chain([image.config()]) {
                    let digest = digest(&blob);
                    client.push_blob(&reference, blob, &digest).await.expect("a blob is taken");
                }
                let part = reference.clone_with_digest(digest(&image.manifest()));
                let media_type = image.media_type().parse().expect("a header");
                client.push_manifest_raw(&part, image.manifest(), media_type).await.expect("a manifest is taken");
            }
            let media_type = media_type.parse().expect("a header");
            client.push_manifest_raw(&reference, manifest, media_type).await.expect("the tag is taken");
        });
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An address of this machine where nobody listens.
pub fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").to_string()
}

/// What [`serve`] answers.
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, headers: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: headers.into(), body: body.into() }
    }
}

/// Serves HTTP until the tests end, and returns the address. `answer` is given
/// the path, for GET and HEAD alike.
pub fn serve(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let host = listener.local_addr().expect("an address").to_string();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || {
                // The other side may hang up when it likes.
                let _ = handle(stream, &*answer);
            });
        }
    });
    host
}

fn handle(mut stream: TcpStream, answer: &dyn Fn(&str) -> Answer) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let Answer { status, headers, body } = answer(path);
    write!(stream, "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len())?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    Ok(())
}

/// Serves one image under every name and tag.
pub fn answer_with(image: &Image, path: &str) -> Answer {
    let blobs = image.layers.iter().cloned().chain([image.config()]);
    match path.rsplit_once('/') {
        Some((before, _)) if before.ends_with("/manifests") => {
            Answer::new(200, &format!("Content-Type: {}\r\n", image.media_type()), image.manifest())
        }
        Some((before, wanted)) if before.ends_with("/blobs") => match blobs.into_iter().find(|blob| digest(blob) == wanted) {
            Some(blob) => Answer::new(200, "", blob),
            None => Answer::new(404, "", ""),
        },
        _ => Answer::new(200, "", "{}"),
    }
}
