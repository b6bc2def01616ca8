//! Logins from the standard docker configuration (`$DOCKER_CONFIG` or
//! `~/.docker`), with its credential helpers.

use std::env;
use std::path::PathBuf;

use docker_credential::{CredentialRetrievalError, DockerCredential};
use oci_client::secrets::RegistryAuth;

/// The login for a host, `None` where there is none.
///
/// # Errors
/// Says what is wrong with a login that is there but cannot be used.
pub fn of(host: &str) -> Result<Option<RegistryAuth>, String> {
    // The crate reports a missing file as one that cannot be read.
    if !file().is_some_and(|file| file.exists()) {
        return Ok(None);
    }
    // The name that `docker login` without a host writes.
    let server = if matches!(host, "docker.io" | "index.docker.io") { "https://index.docker.io/v1/" } else { host };
    match docker_credential::get_credential(server) {
        Ok(DockerCredential::UsernamePassword(user, password)) => Ok(Some(RegistryAuth::Basic(user, password))),
        Ok(DockerCredential::IdentityToken(_)) => {
            Err(format!("the login of {host} is an identity token: log in with a user and an access token (`docker login -u USER {host}`)"))
        }
        // A helper fails where it has no login for the host.
        Err(
            CredentialRetrievalError::ConfigNotFound
            | CredentialRetrievalError::NoCredentialConfigured
            | CredentialRetrievalError::HelperFailure { .. },
        ) => Ok(None),
        Err(problem) => Err(format!("the docker login of {host} cannot be read ({problem}): run `docker login {host}` to write it again")),
    }
}

fn file() -> Option<PathBuf> {
    let folder = env::var_os("DOCKER_CONFIG").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".docker")))?;
    Some(folder.join("config.json"))
}
