//! What a member of a workspace takes along to run: the build's own command, run here by
//! this machine's Node.js on packages as pnpm lays them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use container_diet::dockerfile::{Instruction, SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, decide};

use super::plan;

fn package(folder: &Path, manifest: &str, program: &str) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("package.json"), manifest).expect("its manifest");
    fs::write(folder.join("index.js"), program).expect("its program");
}

#[test]
fn a_package_that_another_one_loads_without_naming_it_comes_along() {
    let home = std::env::temp_dir().join(format!("container-diet-member-{}", std::process::id()));
    let (root, out) = (home.join("app"), home.join("out"));
    let store = root.join("node_modules/.pnpm");
    package(&root, r#"{ "name": "root" }"#, "");
    package(&root.join("apps/api"), r#"{ "name": "api", "dependencies": { "orm": "1", "driver": "1" } }"#, "console.log(require('orm'))");
    package(&store.join("orm@1/node_modules/orm"), r#"{ "name": "orm" }"#, "module.exports = require('driver')");
    package(&store.join("driver@1/node_modules/driver"), r#"{ "name": "driver" }"#, "module.exports = 42");
    package(&store.join("tool@1/node_modules/@other/tool"), r#"{ "name": "@other/tool" }"#, "");
    let link = |to: &str, at: &str| {
        let at = root.join(at);
        fs::create_dir_all(at.parent().expect("a link lies in a folder")).expect("its folder");
        symlink(to, at).expect("a link");
    };
    link("../../../node_modules/.pnpm/orm@1/node_modules/orm", "apps/api/node_modules/orm");
    link("../../../node_modules/.pnpm/driver@1/node_modules/driver", "apps/api/node_modules/driver");
    // For packages that load others which they do not name.
    link("../orm@1/node_modules/orm", "node_modules/.pnpm/node_modules/orm");
    link("../driver@1/node_modules/driver", "node_modules/.pnpm/node_modules/driver");
    link("../../tool@1/node_modules/@other/tool", "node_modules/.pnpm/node_modules/@other/tool");
    link("gone", "node_modules/.pnpm/node_modules/gone");
    let settings = Settings::default().with(SettingId::Manager, "pnpm").with(SettingId::Member, "apps/api");
    let verdict = decide(&Answers::default().with(Runtime::Node));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let carries = output.file.stages.iter().flat_map(|stage| &stage.steps).find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } => commands.iter().find(|command| command.contains("cpSync")).cloned(),
        _ => None,
    });
    let command = carries.expect("it takes what it needs along").replace("'/out'", "OUT").replace("/app", &root.display().to_string());
    let command = command.replace("OUT", &format!("'{}'", out.display()));
    let run = Command::new("sh").args(["-ec", &command]).current_dir(root.join("apps/api")).output().expect("sh runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    // In the image it lies where it was.
    fs::rename(&root, home.join("before")).expect("it is ours");
    fs::rename(out.join(root.strip_prefix("/").expect("it is absolute")), &root).expect("something was taken along");
    let started = Command::new("node").arg("index.js").current_dir(root.join("apps/api")).output().expect("node runs");
    let (said, why) = (String::from_utf8_lossy(&started.stdout).to_string(), String::from_utf8_lossy(&started.stderr).to_string());
    let stays = root.join("node_modules/.pnpm/tool@1").exists() || root.join("node_modules/.pnpm/node_modules/@other").exists();
    fs::remove_dir_all(&home).expect("it is ours");
    assert_eq!((said.trim(), stays), ("42", false), "{why}");
}
