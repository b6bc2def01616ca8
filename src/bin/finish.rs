//! `finish FOLDER` makes a built page readable before its modules run, writes
//! what is published beside it, and gives the modules names of their own contents: a browser may keep them for ever,
//! and never takes one build's module for another's.

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::{env, fs};

use container_diet::publish::{self, rule};
use container_diet::ui::{embedded, prerender};

/// The modules that Trunk leaves under their plain names.
const MODULES: [&str; 2] = ["dockerfile-part", "details-part"];
/// What belongs to a module; a style sheet where it has one.
const ENDS: [&str; 3] = [".js", "_bg.wasm", ".css"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("usage: finish FOLDER")?;
    let folder = Path::new(&folder);
    let index = folder.join("index.html");
    let mut page = prerender::fill(&fs::read_to_string(&index)?, &rule::summary())?;
    for module in MODULES {
        let named = |name: &str, end: &str| folder.join(format!("{name}{end}"));
        let ends = || ENDS.into_iter().filter(|end| named(module, end).exists());
        let mut contents = DefaultHasher::new();
        for end in ends() {
            contents.write(&fs::read(named(module, end))?);
        }
        let name = format!("{module}-{:016x}", contents.finish());
        for end in ends().collect::<Vec<_>>() {
            fs::rename(named(module, end), named(&name, end))?;
        }
        page = page.replace(&format!("{module}.js"), &format!("{name}.js"));
    }
    // Only a release has a worker that keeps it.
    page = page.replacen(" data-explorer=", " data-offline=\"offline.js\" data-explorer=", 1);
    fs::write(folder.join("embed.html"), embedded::page(&page)?)?;
    fs::write(index, page)?;
    for file in publish::files() {
        fs::write(folder.join(file.name), file.text)?;
    }
    Ok(())
}
