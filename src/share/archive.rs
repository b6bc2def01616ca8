//! Everything of a decision as files, and as one zip.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::{Export, card, markdown, record};

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
            false => all.push(file(&format!("docs/{}.txt", companion.name.to_lowercase().replace(' ', "-")), companion.text)),
        }
    }
    for of_runbook in export.decision.runbook() {
        all.push(file(&format!("runbook/{}", of_runbook.name), of_runbook.text));
    }
    all.push(file(&format!("docs/decisions/{}", record::name(export)), record::record(export)));
    all.push(file("docs/base-image.svg", card::svg(export)));
    all.push(file("docs/base-image.md", markdown::with_dockerfile(export)));
    all
}

/// The name of the zip: `container-diet-python-slim.zip`.
pub fn name(export: &Export<'_>) -> String {
    let runtime = export.decision.verdict.service.answers().choice(crate::model::QuestionId::Runtime).token.replace('_', "-");
    format!("container-diet-{runtime}-{}.zip", export.decision.base.token())
}

/// The files as a zip, the same bytes for the same files.
///
/// # Errors
/// Where a name or the size is none that a zip can have.
pub fn zip(files: &[File]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let mode = if file.name.ends_with(".sh") { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).unix_permissions(mode);
        archive.start_file(&file.name, options)?;
        archive.write_all(file.text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
