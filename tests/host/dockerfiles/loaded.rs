//! The build of a site stops where its page loads nothing that is served: its own
//! command, run here by this machine's Node.js.

use std::fs;
use std::process::Command;

use container_diet::dockerfile::{Instruction, SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, decide};

use super::plan;

/// What a build says of a page that is served under a path, beside these files;
/// nothing where it goes on.
#[track_caller]
fn check(page: &str, files: &[&str], base: &str, says: &str) {
    let name = format!("container-diet-site-{}-{}", std::process::id(), page.len() * 1000 + files.len() * 100 + base.len());
    let folder = std::env::temp_dir().join(name);
    for (file, text) in files.iter().map(|file| (*file, "")).chain([("index.html", page)]) {
        let path = folder.join("dist").join(file);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a site");
        fs::write(&path, text).expect("its file");
    }
    let settings = Settings::default();
    let settings = if base.is_empty() { settings } else { settings.with(SettingId::BasePath, base) };
    let verdict = decide(&Answers::default().with(Runtime::StaticSite));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } => {
            let at = commands.iter().position(|command| command.contains("does not exist"))?;
            Some(commands[at..].join(" && "))
        }
        _ => None,
    });
    // In a file the builder drops a backslash before the end of a line, as sh does.
    let run = Command::new("sh").args(["-ec", &proof.expect("something is proved")]).current_dir(&folder).output().expect("sh runs");
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{page} under {base:?}: {said}");
}

#[test]
fn a_page_that_loads_nothing_that_is_served_stops_a_build() {
    let vite = r#"<!doctype html><link rel="icon" href="/favicon.ico"><script type="module" crossorigin src="/assets/app-1.js"></script><link rel="stylesheet" href="/assets/app-2.css">"#;
    let shop = &vite.replace("/assets", "/shop/assets");
    let files = &["assets/app-1.js", "assets/app-2.css"][..];
    check(vite, files, "", "");
    check(shop, files, "/shop", "");
    check(vite, files, "/shop", "index.html loads /assets/app-1.js, which is not served under /shop/: change the setting ‘Base path’");
    check(shop, files, "", "index.html loads /shop/assets/app-1.js, which is not served under /");
    check(shop, files, "/shop/v2", "is not served under /shop/v2/");
    // A page without scripts of its own, or with those of others, has nothing to prove.
    check("<p>none", &[], "", "");
    check("<p>none", &[], "/docs", "");
    check(r#"<script src="https://cdn.example.com/app.js"></script><script src=//cdn.example.com/b.js></script>"#, &[], "", "");
    // What the host or a mounted file provides may be missing, as long as the program is there.
    check(&format!(r#"<script src="/config.js"></script>{vite}"#), files, "", "");
    check(r#"<script src="/config.js"></script>"#, &[], "", "index.html loads /config.js");
    // Relative paths follow the page, or what it says they follow.
    check(r#"<script src="./app.js" defer></script>"#, &["app.js"], "/docs", "");
    check(r#"<base href="/docs/"><script src="main-ABC.js" type="module">"#, &["main-ABC.js"], "/docs", "");
    check(r#"<base href="/"><script src="main-ABC.js" type="module">"#, &["main-ABC.js"], "/docs", "index.html loads /main-ABC.js");
    check("<script src=app.js></script>", &["app.js"], "", "");
    check(r#"<script src='/a%20b/app.js?v=3'></script>"#, &["a b/app.js"], "", "");
    // Nothing that stands there becomes more than text.
    check(r#"<script src="/%E0%A4%A.js">"#, &[], "", "which is not served under /");
    check(r#"<script src="/../../../etc/passwd.js"></script>"#, &[], "", "index.html loads /etc/passwd.js");
    check(r#"<link data-href="/gone.css" rel="preload" href="/a.css">"#, &["a.css"], "", "");
}
