//! One run: everything is read, compared and shown, then written.

use std::path::Path;

use futures_util::stream::{self, StreamExt as _};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::catalogue::{Catalogue, Change, Position, Record};
use crate::contents;
use crate::registry::{Platform, Reading, Registries};

/// Images that are read at the same time.
const PARALLEL: usize = 4;

/// How a run ended; see [`crate::arguments::HELP`] for what each means.
pub enum Outcome {
    /// The catalogue is as the registries say.
    Done,
    /// It would have been changed, but this run only looks.
    Differs,
    /// Something could not be read or written.
    Failed,
    /// A human has to look at an image.
    ContentsChanged,
}

/// Does what the arguments say. Progress and problems go to the error stream,
/// the differences to the output.
pub async fn run(arguments: &Arguments) -> Outcome {
    let prepared = Catalogue::load(&arguments.facts).and_then(|catalogue| {
        let chosen = choose(&catalogue, &arguments.only)?;
        Ok((catalogue, chosen, Registries::new(arguments.registry_map.clone())?))
    });
    let (mut catalogue, chosen, registries) = match prepared {
        Ok(prepared) => prepared,
        Err(problem) => return failed(&problem),
    };

    let total = chosen.len();
    let registries = &registries;
    let mut readings = stream::iter(chosen.iter().enumerate())
        .map(|(at, (_, record))| async move { (at, registries.read(record, arguments.unpacked).await) })
        .buffer_unordered(PARALLEL);
    let mut read = Vec::new();
    let mut count = 0;
    let mut unread = 0;
    while let Some((at, reading)) = readings.next().await {
        count += 1;
        let (position, record) = &chosen[at];
        let name = format!("[{count}/{total}] {} ({})", record.id, record.reference);
        match reading {
            Err(trouble) => {
                unread += 1;
                eprintln!("{name}: {trouble}");
            }
            Ok(Reading::NeedsLogin) => eprintln!("{name}: skipped, needs {}", record.login.as_deref().unwrap_or("a login")),
            Ok(Reading::Image { repository, platforms }) => {
                let all: Vec<String> = platforms.iter().map(shown).collect();
                eprintln!("{name}: {}", all.join("; "));
                read.push((at, *position, record, repository, platforms));
            }
        }
    }
    drop(readings);
    if unread > 0 {
        return failed(&format!("{unread} of {total} images could not be read, so no file was changed"));
    }
    // In the catalogue's order, whichever answered first.
    read.sort_by_key(|(at, ..)| *at);

    let mut odd = 0;
    for (_, position, record, _, platforms) in &read {
        odd += usize::from(say_differences(record, platforms, catalogue.path(*position)));
    }
    if odd > 0 {
        eprintln!("refresh-facts: {odd} of {total} images do not match the catalogue, so no file was changed");
        return Outcome::ContentsChanged;
    }

    let mut changes = Vec::new();
    for (_, position, _, repository, platforms) in &read {
        for (figure, after) in figures(repository, platforms, &arguments.today.to_string()) {
            changes.extend(catalogue.put(*position, figure, after));
        }
    }
    finish(arguments, &catalogue, &changes)
}

fn choose(catalogue: &Catalogue, only: &[String]) -> Result<Vec<(Position, Record)>, String> {
    let mut records = catalogue.records()?;
    if let Some(unknown) = only.iter().find(|id| !records.iter().any(|(_, record)| record.id == **id)) {
        return Err(format!("--only {unknown}: no image in the catalogue has this id"));
    }
    // The empty image is in no registry.
    records.retain(|(_, record)| record.reference != "scratch" && (only.is_empty() || only.contains(&record.id)));
    Ok(records)
}

fn shown(platform: &Platform) -> String {
    let created = platform.created.map_or("an unknown day".into(), |time| time.format("%Y-%m-%d").to_string());
    let unpacked = platform.unpacked.map(|bytes| format!(", {bytes} unpacked")).unwrap_or_default();
    let layers = if platform.layers == 1 { "layer" } else { "layers" };
    format!("{} {} bytes in {} {layers}{unpacked}, built {created}", platform.name, platform.compressed, platform.layers)
}

/// Whether there was something to say.
fn say_differences(record: &Record, platforms: &[Platform], path: &Path) -> bool {
    let mut any = false;
    for platform in platforms {
        for difference in contents::differences(record, platform) {
            any = true;
            eprintln!(
                "{} ({}) {}: {difference}: look at the image, then edit {}",
                record.id,
                record.reference,
                platform.name,
                path.display()
            );
        }
    }
    any
}

fn figures(repository: &str, platforms: &[Platform], today: &str) -> Vec<(&'static str, Value)> {
    let figure = |platform: &Platform, value: u64, what: &str| {
        json!({
            "value": value,
            "method": "measured",
            "source": format!("{repository}@{} ({what})", platform.digest),
            "date": today,
        })
    };
    let mut figures = Vec::new();
    for platform in platforms {
        let name = if platform.name == "linux/amd64" { "compressed" } else { "compressed_arm64" };
        figures.push((name, figure(platform, platform.compressed, "sum of the layers in its manifest")));
        if let Some(bytes) = platform.unpacked {
            figures.push(("unpacked", figure(platform, bytes, "sum of the regular files in its layers")));
        }
    }
    figures
}

fn finish(arguments: &Arguments, catalogue: &Catalogue, changes: &[Change]) -> Outcome {
    let (dated, changed): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.is_of_the_date());
    for change in &changed {
        println!("{change}");
    }
    if arguments.check {
        // A figure is not wrong because it was measured on another day.
        eprintln!("refresh-facts: {} figures differ, nothing was written", changed.len());
        return if changed.is_empty() { Outcome::Done } else { Outcome::Differs };
    }
    match catalogue.write() {
        Err(problem) => failed(&problem),
        Ok(written) => {
            eprintln!(
                "refresh-facts: {} figures changed, {} are the same with a new date, {} files written",
                changed.len(),
                dated.len(),
                written.len()
            );
            Outcome::Done
        }
    }
}

fn failed(problem: &str) -> Outcome {
    eprintln!("refresh-facts: {problem}");
    Outcome::Failed
}
