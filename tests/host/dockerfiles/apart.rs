//! A JAR of Spring Boot is taken apart and any other stays whole: the step is run here,
//! with a stand-in for Java's tools.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use container_diet::dockerfile::tree::Instruction;
use container_diet::dockerfile::{Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, decide};

use super::plan;

const LAUNCHER: &str = "org.springframework.boot.loader.launch.JarLauncher";
const NAMES: &str = "BOOT-INF/layers.idx\nBOOT-INF/lib/spring-boot-jarmode-tools-3.5.0.jar\n";

/// Which files come to lie in the image, where the JAR has these names and this main
/// class, and Spring Boot makes these layers of it.
#[track_caller]
fn check(case: &str, main: &str, names: &str, layers: &[&str], expected: &[&str]) {
    let folder = std::env::temp_dir().join(format!("container-diet-apart-{}-{case}", std::process::id()));
    for made in ["bin", "out", "META-INF"] {
        fs::create_dir_all(folder.join(made)).expect("a folder for the stand-ins");
    }
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("it can be written");
    write("META-INF/MANIFEST.MF", &format!("Manifest-Version: 1.0\r\nMain-Class: {main}\r\n"));
    write("out/app.jar", "whole");
    write("names", names);
    write("bin/jar", "#!/bin/sh\ncat names\n");
    // What a program that is no tool would do: start, and never end well.
    let makes: String = layers.iter().map(|file| format!("mkdir -p \"$(dirname out/apart/{file})\"; : > out/apart/{file}\n")).collect();
    write("bin/java", &if layers.is_empty() { "#!/bin/sh\nexit 9\n".to_string() } else { format!("#!/bin/sh\n{makes}") });
    for tool in ["bin/jar", "bin/java"] {
        fs::set_permissions(folder.join(tool), fs::Permissions::from_mode(0o755)).expect("it can be run");
    }
    let verdict = decide(&Answers::default().with(Runtime::Java));
    let output = dockerfile(&plan(&verdict, Family::Slim, &Settings::default()));
    let step = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } if commands.iter().any(|command| command.to_string().contains("jarmode")) => {
            Some(commands.join(" && "))
        }
        _ => None,
    });
    let step = step.expect("a step takes it apart").replace("/out/", "out/").replace("/tmp/names", "listed");
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh").args(["-ec", &step]).current_dir(&folder).env("PATH", &path).output().expect("sh runs");
    assert!(run.status.success(), "{case}: {}", String::from_utf8_lossy(&run.stderr));
    let find =
        Command::new("find").args(["libraries", "application", "-type", "f"]).current_dir(folder.join("out")).output().expect("find");
    let mut found: Vec<String> = String::from_utf8_lossy(&find.stdout).lines().map(String::from).collect();
    found.sort();
    assert_eq!(found, expected, "{case}");
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn spring_boot_is_taken_apart_and_nothing_else_is_started() {
    let usual = ["dependencies/lib/a.jar", "snapshot-dependencies/lib/b.jar", "application/app.jar"];
    let apart = ["application/app.jar", "application/lib/b.jar", "libraries/lib/a.jar"];
    check("boot", LAUNCHER, NAMES, &usual, &apart);
    let own = ["dependencies/lib/a.jar", "ours/lib/b.jar", "application/app.jar"];
    check("layers-of-its-own", LAUNCHER, NAMES, &own, &apart);
    let whole = ["application/app.jar"];
    check("plain", "com.example.Main", "com/example/Main.class\n", &[], &whole);
    check("other-launcher", "org.springframework.boot.loader.launch.PropertiesLauncher", NAMES, &[], &whole);
    check("before-3.2", "org.springframework.boot.loader.JarLauncher", "BOOT-INF/layers.idx\n", &[], &whole);
    check("before-3.3", LAUNCHER, "BOOT-INF/layers.idx\nBOOT-INF/lib/spring-boot-jarmode-layertools-3.2.0.jar\n", &[], &whole);
    check("layers-off", LAUNCHER, "BOOT-INF/lib/spring-boot-jarmode-tools-3.5.0.jar\n", &[], &whole);
}
