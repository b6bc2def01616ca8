//! Everything of a decision as files, and as one zip.

use std::num::TryFromIntError;

use super::picture::Shape;
use super::{Export, card, map, markdown, picture, record};

/// A file to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the archive.
    pub name: String,
    /// What the file contains.
    pub text: String,
}

/// Every file of a decision: what belongs into the project's folder, and what
/// says why, in folders of its own.
pub fn files(export: &Export<'_>) -> Vec<File> {
    let file = |name: &str, text: String| File { name: name.into(), text };
    let mut all = vec![file("Dockerfile", export.output.text())];
    for companion in export.decision.companions(&export.output) {
        match companion.is_file {
            true => all.push(file(companion.name, companion.text)),
            // What is no file is something to type.
            false => all.push(file(&format!("docs/{}.txt", companion.name.to_ascii_lowercase().replace(' ', "-")), companion.text)),
        }
    }
    for of_runbook in export.decision.runbook() {
        all.push(file(&format!("runbook/{}", of_runbook.name), of_runbook.text));
    }
    all.push(file(&format!("docs/decisions/{}", record::name(export)), record::record(export)));
    all.push(file("docs/base-image.svg", card::svg(export)));
    all.push(file("docs/image.svg", picture::svg(export.decision, Shape::Slide)));
    all.push(file("docs/map.svg", map::svg(export.decision)));
    all.push(file("docs/base-image.md", markdown::with_dockerfile(export)));
    all
}

/// The name of the zip: `container-diet-python-slim.zip`.
pub fn name(export: &Export<'_>) -> String {
    let runtime = export.decision.verdict.service.answers().choice(crate::model::QuestionId::Runtime).token.replace('_', "-");
    format!("container-diet-{runtime}-{}.zip", export.decision.base.token())
}

/// The files as a zip, the same bytes for the same files: not compressed, and
/// without times. Written by hand: that is fifty lines, and the crates that do it
/// bring a table of 16 kB to the page.
///
/// # Errors
/// Where a name or the size is none that a zip can have.
pub fn zip(files: &[File]) -> Result<Vec<u8>, TryFromIntError> {
    const LOCAL: &[u8; 4] = b"PK\x03\x04";
    const CENTRAL: &[u8; 4] = b"PK\x01\x02";
    const END: &[u8; 4] = b"PK\x05\x06";
    /// What a reader has to know, here version 2.0.
    const VERSION: u16 = 20;
    /// Files with the permissions of Unix.
    const UNIX: u16 = 3 << 8;
    /// Names are in UTF-8.
    const UTF_8: u16 = 1 << 11;
    const STORED: u16 = 0;
    /// Midnight on 1 January 1980, the first that there is.
    const TIME: [u16; 2] = [0, 1 << 5 | 1];
    let (mut all, mut central) = (Vec::new(), Vec::new());
    for file in files {
        let (name, text) = (file.name.as_bytes(), file.text.as_bytes());
        let (at, size) = (u32::try_from(all.len())?, u32::try_from(text.len())?);
        let mode: u32 = if file.name.ends_with(".sh") { 0o100_755 } else { 0o100_644 };
        let mut about = shorts(&[VERSION, UTF_8, STORED, TIME[0], TIME[1]]);
        about.extend(longs(&[checksum(text), size, size]));
        // Nothing follows the name.
        about.extend(shorts(&[u16::try_from(name.len())?, 0]));
        all.extend([&LOCAL[..], &about, name, text].concat());
        // No comment, on the first disk, of no kind.
        let rest = [shorts(&[0, 0, 0]), longs(&[mode << 16, at])].concat();
        central.extend([&CENTRAL[..], &shorts(&[UNIX | VERSION]), &about, &rest, name].concat());
    }
    let (at, size, count) = (u32::try_from(all.len())?, u32::try_from(central.len())?, u16::try_from(files.len())?);
    let end = [shorts(&[0, 0, count, count]), longs(&[size, at]), shorts(&[0])].concat();
    all.extend([&central[..], END, &end].concat());
    Ok(all)
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The CRC-32 of a zip, bit by bit: a few files need no table.
fn checksum(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let bit = |sum: u32, _| (sum >> 1) ^ (POLYNOMIAL & (sum & 1).wrapping_neg());
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}
