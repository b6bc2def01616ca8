//! A project as names and texts, and how much of it is looked at.

use std::collections::BTreeMap;

/// The most bytes of one file that are read: 1 MB.
pub const LONGEST_FILE: usize = 1_000_000;
/// The most bytes of all files together: 2 MB.
pub const LONGEST_PROJECT: usize = 2_000_000;
/// The most names that are looked at.
pub const MOST_NAMES: usize = 20_000;

/// Folders that hold what tools made or fetched, so nothing in them is the project's own.
pub const NEVER_WALKED: &[&str] = &[
    ".angular",
    ".bundle",
    ".cache",
    ".git",
    ".gradle",
    ".hg",
    ".idea",
    ".mypy_cache",
    ".next",
    ".nuxt",
    ".pytest_cache",
    ".svn",
    ".terraform",
    ".tox",
    ".turbo",
    ".venv",
    ".vs",
    "__pycache__",
    "bower_components",
    "cmake-build-debug",
    "cmake-build-release",
    "node_modules",
    "site-packages",
    "target",
    "venv",
    "vendor",
];

/// Whether a folder of that name is left out, wherever it lies.
pub fn is_never_walked(folder: &str) -> bool {
    NEVER_WALKED.contains(&folder)
}

/// The names of a project, from its root and with slashes, and the texts of those that were read.
#[derive(Clone, Debug, Default)]
pub struct Project {
    files: BTreeMap<String, Option<String>>,
    bytes: usize,
    /// How many files were not read, as others were before.
    over: usize,
    problems: Vec<String>,
}

impl Project {
    /// A project of which nothing is known yet.
    pub fn new() -> Project {
        Project::default()
    }

    /// Takes a name. It is known then, and nothing of the file but that it is there.
    /// What lies in a folder that is never walked is left out.
    pub fn name(&mut self, path: &str) {
        self.take(path, None);
    }

    /// Takes a file with its bytes. Only what a reader wants should be given; what
    /// is too long or no text is known by name, and said among the problems.
    pub fn file(&mut self, path: &str, bytes: &[u8]) {
        let text = match bytes {
            _ if bytes.len() > LONGEST_FILE => Err(format!("{path} is larger than 1 MB, so it was not read.")),
            _ if self.bytes + bytes.len() > LONGEST_PROJECT => {
                self.over += 1;
                return self.take(path, None);
            }
            // Editors of Windows put a mark of byte order before the first letter.
            _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
                Ok(text) => Ok(text.to_string()),
                Err(error) => Err(format!("{path} is not UTF-8 text from byte {} on, so it was not read.", error.valid_up_to())),
            },
        };
        match text {
            Ok(text) => {
                self.bytes += text.len();
                self.take(path, Some(text));
            }
            Err(problem) => {
                self.problems.push(problem);
                self.take(path, None);
            }
        }
    }

    /// Takes the name of a file that should have been read: it is longer than
    /// 1 MB, or may not be read.
    pub fn unread(&mut self, path: &str) {
        self.problems.push(format!("{path} was not read: it is larger than 1 MB or cannot be opened."));
        self.take(path, None);
    }

    fn take(&mut self, path: &str, text: Option<String>) {
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./").trim_matches('/');
        let mut folders = path.split('/');
        folders.next_back();
        if path.is_empty() || folders.any(is_never_walked) {
            // Of vendored modules it matters that they are there.
            if path != "vendor/modules.txt" {
                return;
            }
        }
        if self.files.len() >= MOST_NAMES && !self.files.contains_key(path) {
            let said = format!("Only the first {MOST_NAMES} file names were checked.");
            if !self.problems.contains(&said) {
                self.problems.push(said);
            }
            return;
        }
        self.files.insert(path.into(), text);
    }

    /// Every name, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether there is a file of that name.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The text of a file that was read.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// What of it was not read, in sentences.
    pub fn problems(&self) -> Vec<String> {
        let over = (self.over > 0)
            .then(|| format!("{} files were not read, because together they exceed the limit of 2 MB for a project.", self.over));
        self.problems.iter().cloned().chain(over).collect()
    }

    /// The same seen from one of its folders; the empty one is the root.
    pub fn view<'a>(&'a self, folder: &'a str) -> View<'a> {
        View { project: self, folder }
    }
}

/// A project as seen from one folder: all paths are from there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    project: &'a Project,
    /// The folder from the root of the project; empty for the root.
    pub folder: &'a str,
}

impl<'a> View<'a> {
    /// A path of the folder as one from the root of the project.
    pub fn path(&self, path: &str) -> String {
        if self.folder.is_empty() { path.into() } else { format!("{}/{path}", self.folder) }
    }

    /// Whether there is a file of that name.
    pub fn has(&self, path: &str) -> bool {
        self.project.has(&self.path(path))
    }

    /// The text of a file that was read.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        self.project.text(&self.path(path))
    }

    /// Every name below the folder, from there.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let folder = self.folder;
        self.project.names().filter_map(move |name| match folder {
            "" => Some(name),
            folder => name.strip_prefix(folder)?.strip_prefix('/'),
        })
    }

    /// Names in the folder itself that a test accepts.
    pub fn here(&self, accepts: impl Fn(&str) -> bool) -> impl Iterator<Item = &'a str> {
        self.names().filter(move |name| !name.contains('/') && accepts(name))
    }

    /// The same project from its root.
    pub fn whole(&self) -> View<'a> {
        View { project: self.project, folder: "" }
    }

    /// The folder, or the nearest above it, that has a file of that name, read or not.
    pub fn has_above(&self, name: &str) -> Option<String> {
        let mut folder = self.folder;
        loop {
            let path = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
            if self.project.has(&path) {
                return Some(path);
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder_of(folder);
        }
    }

    /// A file of the folder or, where it has none, of those above it, with its path from the root.
    pub fn above(&self, name: &str) -> Option<(String, &'a str)> {
        let mut folder = self.folder;
        loop {
            let path = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
            if let Some(text) = self.project.text(&path) {
                return Some((path, text));
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder_of(folder);
        }
    }
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The folder of a path; empty for the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
