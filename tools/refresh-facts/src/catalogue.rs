//! The JSON files of the catalogue: read, changed in place, written whole.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// What this tool needs of an image's record; the rest is left as it is.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// The name within the catalogue.
    pub id: String,
    /// The name and tag as Docker reads them.
    pub reference: String,
    /// Whom the image runs as; none where nobody knows.
    // Named, so that a record may say null and not leave it out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub user: Option<User>,
    /// The users that the image has by name.
    users: Option<Vec<NamedUser>>,
    /// As in the image's configuration: empty where it has none, none where nobody knows.
    // Named, so that a record may say null and not leave it out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub entrypoint: Option<Vec<String>>,
    /// The same of its command.
    // Named, so that a record may say null and not leave it out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub cmd: Option<Vec<String>>,
    /// Go's names of the processors that the image is published for.
    pub architectures: Vec<String>,
    /// What has to be done before the image can be pulled.
    pub login: Option<String>,
}

impl Record {
    /// Every user that the record names.
    pub fn named(&self) -> impl Iterator<Item = &NamedUser> {
        self.users.iter().flatten()
    }
}

/// A user by number.
#[derive(Clone, Debug, Deserialize)]
pub struct User {
    /// Number of the user.
    pub uid: u32,
    /// Number of the group.
    pub gid: u32,
}

/// A user by name.
#[derive(Clone, Debug, Deserialize)]
pub struct NamedUser {
    /// As in `/etc/passwd`.
    pub name: String,
    /// Number of the user.
    pub uid: u32,
    /// Number of the group.
    pub gid: u32,
}

/// Where a record is in the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    file: usize,
    image: usize,
}

/// One figure that is not what it was.
#[derive(Debug)]
pub struct Change {
    id: String,
    figure: &'static str,
    before: Option<Value>,
    after: Value,
}

impl Change {
    /// Whether the figure was found as it was, only on another day.
    pub fn is_of_the_date(&self) -> bool {
        ["value", "method", "source"].iter().all(|key| self.before.as_ref().is_some_and(|before| before[key] == self.after[key]))
            && self.before.as_ref().is_some_and(|before| before.get("note").is_none())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |figure: &Value| {
            let text = |key: &str| figure[key].as_str().unwrap_or("?").to_owned();
            format!("{} bytes ({} {}, {})", figure["value"], text("method"), text("date"), text("source"))
        };
        writeln!(out, "{} {}", self.id, self.figure)?;
        match self.before.as_ref().filter(|before| !before.is_null()) {
            Some(before) => writeln!(out, "  - {}", words(before))?,
            None => writeln!(out, "  - not known")?,
        }
        write!(out, "  + {}", words(&self.after))
    }
}

struct FactsFile {
    path: PathBuf,
    text: String,
    value: Value,
}

/// The files of a folder that have images.
pub struct Catalogue {
    files: Vec<FactsFile>,
}

impl Catalogue {
    /// Reads the folder.
    ///
    /// # Errors
    /// Names the file that cannot be read, or that is not formatted as this
    /// tool writes it: its diff would drown the figures.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let wrong = |path: &Path, problem: &dyn fmt::Display| format!("{}: {problem}", path.display());
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(|problem| wrong(folder, &problem))? {
            paths.push(entry.map_err(|problem| wrong(folder, &problem))?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(|problem| wrong(&path, &problem))?;
            let value: Value = serde_json::from_str(&text).map_err(|problem| wrong(&path, &problem))?;
            if value.get("images").is_some_and(Value::is_array) {
                if pretty(&value) != text {
                    return Err(wrong(&path, &"format it as JSON with two spaces first, so that the diff shows figures only"));
                }
                files.push(FactsFile { path, text, value });
            }
        }
        if files.is_empty() {
            Err(wrong(folder, &"has no JSON file with images: name the folder with --facts"))
        } else {
            Ok(Self { files })
        }
    }

    /// Every record, in the order of the files.
    ///
    /// # Errors
    /// Names the record that lacks something.
    pub fn records(&self) -> Result<Vec<(Position, Record)>, String> {
        let mut records = Vec::new();
        for (file, facts) in self.files.iter().enumerate() {
            for (image, value) in facts.value["images"].as_array().into_iter().flatten().enumerate() {
                let record = Record::deserialize(value).map_err(|problem| {
                    format!("{}: {}: {problem}", facts.path.display(), value["id"].as_str().unwrap_or("an image without id"))
                })?;
                records.push((Position { file, image }, record));
            }
        }
        Ok(records)
    }

    /// The file that has the record.
    pub fn path(&self, at: Position) -> &Path {
        &self.files[at.file].path
    }

    /// Puts a figure in its place, a new one behind `compressed`; `None` when
    /// it is there already.
    pub fn put(&mut self, at: Position, figure: &'static str, after: Value) -> Option<Change> {
        let image: &mut Map<String, Value> = self.files[at.file].value["images"][at.image].as_object_mut()?;
        let id = image.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let before = image.get(figure).cloned();
        if before.as_ref() == Some(&after) {
            return None;
        }
        if before.is_some() {
            image.insert(figure.into(), after.clone());
        } else {
            let behind = image.keys().position(|key| key == "compressed").map_or(image.len(), |at| at + 1);
            image.shift_insert(behind, figure.into(), after.clone());
        }
        Some(Change { id, figure, before, after })
    }

    /// Writes the files that changed: all of them beside the old ones first,
    /// then each takes its name in one step. Returns what was written.
    ///
    /// # Errors
    /// Says which file could not be written, or was changed by somebody else
    /// since it was read.
    pub fn write(&self) -> Result<Vec<&Path>, String> {
        let mut ready: Vec<(PathBuf, &Path)> = Vec::new();
        let prepared = self.files.iter().try_for_each(|file| {
            let text = pretty(&file.value);
            if text == file.text {
                return Ok(());
            }
            let wrong = |problem: std::io::Error| format!("{}: {problem}", file.path.display());
            if fs::read_to_string(&file.path).map_err(wrong)? != file.text {
                return Err(format!("{} changed while the registries were read: run again", file.path.display()));
            }
            let beside = file.path.with_extension("json.new");
            ready.push((beside.clone(), &file.path));
            write_like(&beside, &text, &file.path).map_err(wrong)
        });
        let renamed = prepared.and_then(|()| {
            ready.iter().try_for_each(|(beside, path)| fs::rename(beside, path).map_err(|problem| format!("{}: {problem}", path.display())))
        });
        if let Err(problem) = renamed {
            for (beside, _) in &ready {
                // Those that were renamed are gone, and that is no problem.
                let _ = fs::remove_file(beside);
            }
            return Err(problem);
        }
        Ok(ready.into_iter().map(|(_, path)| path).collect())
    }
}

fn write_like(path: &Path, text: &str, like: &Path) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.sync_all()
}

fn pretty(value: &Value) -> String {
    // A value that came from JSON has only keys that JSON can have.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_a_figure_that_was_measured_the_same_way_is_the_same() {
        let figure = json!({"value": 1, "method": "measured", "source": "s", "date": "2026-01-01"});
        for (before, of_the_date) in [
            (json!({"value": 1, "method": "measured", "source": "s", "date": "2025-01-01"}), true),
            (json!({"value": 2, "method": "measured", "source": "s", "date": "2026-01-01"}), false),
            (json!({"value": 1, "method": "published", "source": "s", "date": "2026-01-01"}), false),
            (json!({"value": 1, "method": "measured", "source": "s", "date": "2026-01-01", "note": "n"}), false),
            (Value::Null, false),
        ] {
            let change = Change { id: "a".into(), figure: "compressed", before: Some(before), after: figure.clone() };
            assert_eq!(change.is_of_the_date(), of_the_date, "{change}");
        }
    }

    #[test]
    fn the_catalogue_of_this_project_can_be_read() {
        let catalogue = Catalogue::load(Path::new("../../src/facts")).expect("the catalogue is formatted as it is written");
        let records = catalogue.records().expect("every record has what is needed");
        assert!(records.len() > 30 && records.iter().any(|(_, record)| record.id == "alpine"), "{}", records.len());
        assert_eq!(catalogue.write(), Ok(Vec::new()), "what was not changed is not written");
    }
}
