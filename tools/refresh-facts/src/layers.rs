//! What an image unpacks to: the sum of the sizes of its regular files.
//!
//! A further hard link counts nothing, as on a disk; so do folders, symbolic
//! links and a file that a later layer replaces or removes.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::Bound;

use flate2::read::MultiGzDecoder;

/// What a file of the layer format hides with: `.wh.name` hides `name`.
const WHITEOUT: &[u8] = b".wh.";
/// Hides everything that earlier layers have in the folder.
const OPAQUE: &[u8] = b".wh..wh..opq";

/// How a layer is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Plain tar.
    None,
    /// gzip, of one member or more.
    Gzip,
    /// Zstandard, of one frame or more.
    Zstd,
}

impl Compression {
    /// By the media type of a layer, in Docker's or in the OCI's words.
    pub fn of(media_type: &str) -> Option<Self> {
        Some(match media_type.rsplit_once(['.', '+'])?.1 {
            "gzip" => Self::Gzip,
            "zstd" => Self::Zstd,
            "tar" => Self::None,
            _ => return None,
        })
    }
}

/// The regular files of the layers that were added, by their path.
#[derive(Default)]
pub struct Files(BTreeMap<Vec<u8>, u64>);

enum Entry {
    File(u64),
    Folder,
    Other,
}

impl Files {
    /// The sum of their sizes in bytes.
    pub fn bytes(&self) -> u64 {
        self.0.values().sum()
    }

    /// Puts the next layer on top, and returns how many bytes of `input` it
    /// took, which is always read to its end.
    ///
    /// # Errors
    /// Those of the input, and where it is no archive of the kind it should be.
    pub fn add(&mut self, input: impl Read, compression: Compression) -> io::Result<u64> {
        let mut input = Counted { input, bytes: 0 };
        match compression {
            Compression::None => self.add_tar(&mut input)?,
            Compression::Gzip => self.add_tar(MultiGzDecoder::new(&mut input))?,
            Compression::Zstd => self.add_tar(zstd::stream::read::Decoder::new(&mut input)?)?,
        }
        // The digest is checked at the end of the input, so that has to be seen.
        io::copy(&mut input, &mut io::sink())?;
        Ok(input.bytes)
    }

    fn add_tar(&mut self, tar: impl Read) -> io::Result<()> {
        let mut archive = tar::Archive::new(tar);
        let mut added: Vec<(Vec<u8>, Entry)> = Vec::new();
        for entry in archive.entries()? {
            let entry = entry?;
            let path = clean(&entry.path_bytes());
            let (folder, name) = split(&path);
            if name == OPAQUE {
                self.remove_below(folder);
            } else if let Some(hidden) = name.strip_prefix(WHITEOUT) {
                let path = join(folder, hidden);
                self.0.remove(&path);
                self.remove_below(&path);
            } else {
                let kind = entry.header().entry_type();
                let what = if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                    Entry::File(entry.size())
                } else if kind.is_dir() {
                    Entry::Folder
                } else {
                    Entry::Other
                };
                added.push((path, what));
            }
        }
        // Only now, for whiteouts hide earlier layers and not their own.
        for (path, what) in added {
            match what {
                Entry::File(size) => {
                    self.remove_below(&path);
                    self.0.insert(path, size);
                }
                Entry::Folder => {
                    self.0.remove(&path);
                }
                Entry::Other => {
                    self.0.remove(&path);
                    self.remove_below(&path);
                }
            }
        }
        io::copy(&mut archive.into_inner(), &mut io::sink())?;
        Ok(())
    }

    fn remove_below(&mut self, folder: &[u8]) {
        let mut first = folder.to_vec();
        if !first.is_empty() {
            first.push(b'/');
        }
        let below: Vec<Vec<u8>> = self
            .0
            .range((Bound::Included(first.clone()), Bound::Unbounded))
            .map(|(path, _)| path)
            .take_while(|path| path.starts_with(&first))
            .cloned()
            .collect();
        for path in below {
            self.0.remove(&path);
        }
    }
}

/// `./usr/bin/` and `/usr/bin` are `usr/bin`.
fn clean(path: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".").collect();
    parts.join(&b'/')
}

fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|byte| *byte == b'/') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (b"", path),
    }
}

fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_vec() } else { [folder, name].join(&b'/') }
}

/// Counts what is read through it.
struct Counted<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.bytes += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use std::io::Write;
    use tar::EntryType;

    fn tar(entries: &[(&str, EntryType, usize)]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (path, kind, size) in entries {
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(*kind);
            header.set_size(*size as u64);
            header.set_mode(0o644);
            if kind.is_symlink() || kind.is_hard_link() {
                header.set_link_name("target").expect("a name");
            }
            archive.append_data(&mut header, path, vec![b'x'; *size].as_slice()).expect("an entry");
        }
        archive.into_inner().expect("an archive")
    }

    #[test]
    fn later_layers_replace_and_remove() {
        use EntryType::{Directory as Dir, Link, Regular as File, Symlink};
        let first: &[(&str, EntryType, usize)] = &[
            ("usr", Dir, 0),
            ("./usr/a", File, 1),
            ("usr/b/c", File, 20),
            ("usr/b/d", File, 300),
            ("usr-x", File, 4000),
            ("usr/link", Symlink, 0),
            ("usr/hard", Link, 0),
        ];
        for (what, second, bytes) in [
            ("nothing", &[][..], 4321),
            ("a file removed", &[("usr/.wh.a", File, 0)], 4320),
            ("a folder removed, with what is in it", &[("usr/.wh.b", File, 0)], 4001),
            ("a name is no prefix", &[(".wh.usr", File, 0)], 4000),
            ("an opaque folder, with its own file", &[("usr/b/.wh..wh..opq", File, 0), ("usr/b/e", File, 7)], 4008),
            ("the file may come before its whiteout", &[("usr/b/e", File, 7), ("usr/b/.wh..wh..opq", File, 0)], 4008),
            ("an opaque root", &[(".wh..wh..opq", File, 0)], 0),
            ("a file replaced", &[("usr/a", File, 9)], 4329),
            ("a folder replaced by a file", &[("usr/b", File, 9)], 4010),
            ("a file replaced by a folder", &[("usr/a", Dir, 0)], 4320),
            ("a folder that is there already", &[("usr/b", Dir, 0)], 4321),
            ("a folder replaced by a link", &[("usr/b", Symlink, 0)], 4001),
            ("what was not there", &[("usr/.wh.z", File, 0)], 4321),
        ] {
            let mut files = Files::default();
            for layer in [first, second] {
                files.add(tar(layer).as_slice(), Compression::None).expect("a layer");
            }
            assert_eq!(files.bytes(), bytes, "{what}");
        }
    }

    #[test]
    fn every_compression_is_read_to_the_end_of_the_layer() {
        let plain = tar(&[("a", EntryType::Regular, 100_000)]);
        let gzip = |part: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(part).expect("written");
            encoder.finish().expect("finished")
        };
        let (head, tail) = plain.split_at(60_000);
        let zstd = |part: &[u8]| zstd::encode_all(part, 0).expect("compressed");
        for (layer, compression) in [
            (plain.clone(), Compression::None),
            (gzip(&plain), Compression::Gzip),
            ([gzip(head), gzip(tail)].concat(), Compression::Gzip),
            (zstd(&plain), Compression::Zstd),
            ([zstd(head), zstd(tail)].concat(), Compression::Zstd),
        ] {
            let mut files = Files::default();
            assert_eq!(files.add(layer.as_slice(), compression).expect("a layer"), layer.len() as u64, "{compression:?}");
            assert_eq!(files.bytes(), 100_000, "{compression:?}");
            let cut = &layer[..layer.len() / 2];
            assert!(Files::default().add(cut, compression).is_err(), "{compression:?}: half a layer is none");
        }
    }

    #[test]
    fn compressions_are_known_by_media_type() {
        for (media_type, compression) in [
            ("application/vnd.docker.image.rootfs.diff.tar.gzip", Some(Compression::Gzip)),
            ("application/vnd.oci.image.layer.v1.tar+gzip", Some(Compression::Gzip)),
            ("application/vnd.oci.image.layer.v1.tar+zstd", Some(Compression::Zstd)),
            ("application/vnd.oci.image.layer.v1.tar", Some(Compression::None)),
            ("application/vnd.in-toto+json", None),
            ("", None),
        ] {
            assert_eq!(Compression::of(media_type), compression, "{media_type}");
        }
    }
}
