//! `finish FOLDER` makes a built page readable before its program runs, and
//! writes what is published beside it.

use std::path::Path;
use std::{env, fs};

use container_diet::publish::{self, rule};
use container_diet::ui::{embedded, prerender};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("usage: finish FOLDER")?;
    let folder = Path::new(&folder);
    let index = folder.join("index.html");
    let page = prerender::fill(&fs::read_to_string(&index)?, &rule::summary())?;
    // Only a release has a worker that keeps it.
    let page = page.replacen(" data-app=", " data-offline=\"offline.js\" data-app=", 1);
    fs::write(folder.join("embed.html"), embedded::page(&page)?)?;
    fs::write(index, page)?;
    for file in publish::files() {
        fs::write(folder.join(file.name), file.text)?;
    }
    Ok(())
}
