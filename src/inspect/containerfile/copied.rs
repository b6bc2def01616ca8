//! Names of images in a registry that copies another one.

use crate::facts::PUBLISHERS;

/// Public copies of Docker Hub.
pub(super) const PUBLIC: &[&str] = &["public.ecr.aws/docker/", "mirror.gcr.io/", "docker.io/", "index.docker.io/", "registry-1.docker.io/"];

/// Where official images of Docker Hub lie.
const OFFICIAL: &str = "/library/";

/// The place before the name of an image in a registry that copies another one, and the
/// image's own name: official images lie below `library/`, and those of other registries
/// below the host of theirs. None where nothing says that it is a copy.
pub(super) fn copied(name: &str) -> Option<(&str, &str)> {
    let (host, _) = name.split_once('/')?;
    if !host.contains(['.', ':']) {
        return None;
    }
    let is_a_publishers = |host: &str| host == "ghcr.io" || PUBLISHERS.iter().any(|publisher| publisher.registry == host);
    if let Some((place, own)) = name.split_once(OFFICIAL).filter(|(_, own)| !own.is_empty() && !own.contains('/'))
        && (host == "docker.io" || !is_a_publishers(host))
    {
        return Some((place, own));
    }
    if let Some(public) = PUBLIC.iter().find(|public| name.starts_with(**public)) {
        return Some((public.trim_end_matches('/'), &name[public.len()..]));
    }
    // A part that is a host is that of the registry which is copied.
    let (at, _) = name.match_indices('/').find(|(at, _)| {
        let part = name[at + 1..].split('/').next().unwrap_or_default();
        is_a_publishers(part)
    })?;
    let own = &name[at + 1..];
    match own.strip_prefix("docker.io/") {
        Some(rest) => Some((&name[..at + "/docker.io".len()], rest)),
        None => Some((&name[..at], own)),
    }
}
