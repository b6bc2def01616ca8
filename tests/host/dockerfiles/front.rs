//! A front end's build, run here with stand-ins for Node.js and its manager: it stops
//! where nothing new is in the folder that is named.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::{FRONT_END, Instruction, SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, decide};

use super::plan;

fn settings(set: &[(SettingId, &str)]) -> Settings {
    set.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text))
}

/// What the build says where its script writes that file of the front end's folder.
#[track_caller]
fn check(name: &str, runtime: Runtime, set: &[(SettingId, &str)], writes: &str, expected: Result<(), &str>) {
    let folder = std::env::temp_dir().join(format!("container-diet-front-{}-{name}", std::process::id()));
    let web = folder.join("web");
    fs::create_dir_all(web.join("dist")).expect("a project");
    fs::write(web.join("dist/.gitkeep"), "").expect("what was committed");
    // A build takes longer than the clock of a file system needs to go on.
    for (program, text) in
        [("npm", format!("sleep 0.05; mkdir -p \"$(dirname {writes})\" && echo \"$2\" >> {writes}")), ("node", "exit 0".into())]
    {
        let path = folder.join(program);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("the stand-in");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    }
    let verdict = decide(&Answers::default().with(runtime));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings(set)));
    let stage = output.file.stages.iter().find(|stage| stage.name == Some(FRONT_END)).expect("it has a stage");
    let Some(Instruction::Run { commands, .. }) = stage.steps.last().map(|step| &step.instruction) else { panic!("it builds at its end") };
    let place = folder.display().to_string();
    let commands = commands.join(" && ").replace("/src/", &format!("{place}/")).replace("/tmp/before", &format!("{place}/before"));
    let path = format!("{place}:{}", std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh").args(["-c", &commands]).current_dir(&web).env("PATH", path).output().expect("sh runs");
    let said = String::from_utf8_lossy(&run.stderr);
    match expected {
        Ok(()) => assert!(run.status.success() && said.is_empty(), "{said}"),
        Err(names) => assert!(!run.status.success() && said.contains(names), "{said}"),
    }
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_front_end_that_fills_another_folder_stops_the_build() {
    const WEB: (SettingId, &str) = (SettingId::Front, "web");
    const OUT: (SettingId, &str) = (SettingId::FrontOutput, "web/out");
    check("filled", Runtime::Go, &[WEB], "dist/app.js", Ok(()));
    check("deep", Runtime::Python, &[WEB], "dist/a/b/app.js", Ok(()));
    check("other", Runtime::Go, &[WEB], "build/app.js", Err("no file to web/dist: change the setting 'Front-end output'"));
    check("set", Runtime::Java, &[WEB, OUT], "out/app.js", Ok(()));
    check("missing", Runtime::Java, &[WEB, OUT], "dist/app.js", Err("web/out"));
    let rails = (SettingId::Layout, "rails");
    check("rails", Runtime::Ruby, &[rails, WEB], "dist/app.js", Ok(()));
    check("rails-other", Runtime::Ruby, &[rails, WEB], "build/app.js", Err("web/dist"));
}

/// What stays out of the context, and what has to go in.
#[test]
fn a_front_end_has_its_lines_in_dockerignore() {
    type Row = (Runtime, &'static [(SettingId, &'static str)], &'static [&'static str], &'static [&'static str]);
    let rows: &[Row] = &[
        (Runtime::Go, &[(SettingId::Front, "web")], &["**/node_modules/", "web/dist/", "!web/.env", "!web/.env.production"], &[]),
        (
            Runtime::Java,
            &[(SettingId::Front, "web"), (SettingId::FrontOutput, "src/main/resources/static")],
            &["**/node_modules/"],
            // There may be committed files.
            &["src/main/resources/static/"],
        ),
        // At the root it would be that of the service.
        (Runtime::Ruby, &[(SettingId::Front, "."), (SettingId::FrontOutput, "app/assets/builds")], &["app/assets/builds/"], &["!.env"]),
        (Runtime::Go, &[], &[], &["**/node_modules/"]),
    ];
    for (runtime, set, has, lacks) in rows {
        let verdict = decide(&Answers::default().with(*runtime));
        let plan = plan(&verdict, Family::Slim, &settings(set));
        let output = dockerfile(&plan);
        let all = companions(&plan, &output);
        let file = all.iter().find(|one| one.name == ".dockerignore").expect("it is there");
        let lines: Vec<&str> = file.text.lines().collect();
        assert!(has.iter().all(|line| lines.contains(line)), "{has:?}: {lines:?}");
        assert!(!lacks.iter().any(|line| lines.contains(line)), "{lacks:?}: {lines:?}");
    }
}
