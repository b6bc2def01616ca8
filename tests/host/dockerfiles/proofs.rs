//! Steps that stop a build where an answer is wrong: run here, with a stand-in
//! for the program that they ask.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use container_diet::dockerfile::{Instruction, SettingId, Settings, dockerfile};
use container_diet::model::questions::{Linking, Runtime};
use container_diet::model::{Answers, Family, decide};

use super::plan;

/// What a build says and whether it goes on, where `go` prints that.
#[track_caller]
fn check(linking: Linking, prints: &str, expected: Result<(), &str>) {
    let folder = std::env::temp_dir().join(format!("container-diet-proof-{}-{:?}-{}", std::process::id(), linking, prints.len()));
    fs::create_dir_all(&folder).expect("a folder for the stand-in");
    let go = folder.join("go");
    fs::write(&go, format!("#!/bin/sh\nprintf '%s' '{prints}'\n")).expect("the stand-in");
    fs::set_permissions(&go, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let verdict = decide(&Answers::default().with(Runtime::Go).with(linking));
    let output = dockerfile(&plan(&verdict, Family::Slim, &Settings::default()));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } if commands[0].contains("go list -deps") => Some(commands.join(" && ")),
        _ => None,
    });
    let Some(proof) = proof else {
        assert_eq!(linking, Linking::Glibc, "only with cgo there is nothing to prove");
        return;
    };
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh").args(["-ec", &proof]).env("PATH", &path).output().expect("sh runs");
    let said = String::from_utf8_lossy(&run.stderr);
    match expected {
        Ok(()) => assert!(run.status.success() && said.is_empty(), "{said}"),
        Err(names) => {
            let goes_on = Command::new("sh").args(["-ec", &proof]).env("PATH", &path).env("WITHOUT_CGO", "yes").output().expect("sh runs");
            assert!(goes_on.status.success(), "whoever knows better is believed: {goes_on:?}");
            assert!(!run.status.success() && said.contains(names) && said.contains("Yes, linked to glibc"), "{said}");
        }
    }
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_go_package_that_needs_c_stops_a_build_without_cgo() {
    for linking in [Linking::Static, Linking::Unsure] {
        check(linking, "", Ok(()));
        check(linking, "github.com/mattn/go-sqlite3 ", Err("github.com/mattn/go-sqlite3"));
    }
    check(Linking::Glibc, "github.com/mattn/go-sqlite3 ", Ok(()));
}

/// What a build says in a folder that has one file, where another is set to be started or served.
#[track_caller]
fn check_there(runtime: Runtime, settings: &[(SettingId, &str)], file: &str, says: &str) {
    let folder = std::env::temp_dir().join(format!("container-diet-there-{}-{runtime:?}-{}", std::process::id(), file.replace('/', "-")));
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a project");
    fs::write(&path, "").expect("its file");
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let verdict = decide(&Answers::default().with(runtime));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } => commands.iter().find(|command| command.contains("does not exist")),
        _ => None,
    });
    let run = Command::new("sh").args(["-ec", proof.expect("something is proved")]).current_dir(&folder).output().expect("sh runs");
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{file}: {said}");
}

#[test]
fn a_script_or_site_that_is_not_there_stops_a_build() {
    let build = [(SettingId::Layout, "build")];
    check_there(Runtime::Node, &[], "server.js", "");
    check_there(Runtime::Node, &[], "src/server.js", "server.js does not exist: change the setting 'Script'");
    check_there(Runtime::Node, &[(SettingId::Entry, "bin/www")], "bin/www", "");
    check_there(Runtime::Node, &[(SettingId::Entry, "server")], "server.js", "");
    check_there(Runtime::Node, &build, "dist/server.js", "");
    check_there(Runtime::Node, &build, "dist/main.js", "dist/server.js does not exist");
    check_there(Runtime::Bun, &[], "src/index.ts", "");
    check_there(Runtime::Bun, &[(SettingId::Entry, "server")], "server.tsx", "");
    check_there(Runtime::Bun, &[], "index.ts", "src/index.ts does not exist: change the setting 'Script'");
    check_there(Runtime::Deno, &[], "main.ts", "");
    check_there(Runtime::Deno, &[], "src/main.ts", "main.ts does not exist: change the setting 'Script'");
    check_there(Runtime::Bun, &build, "src/index.ts", "dist/index.js does not exist");
    check_there(Runtime::Bun, &[(SettingId::Layout, "binary")], "index.ts", "src/index.ts does not exist");
    let site = [(SettingId::Layout, "site")];
    check_there(Runtime::StaticSite, &site, "dist/index.html", "");
    check_there(Runtime::StaticSite, &site, "dist/app/browser/index.html", "dist/index.html does not exist: change the setting 'Folder");
}

/// What a build says of a native image of Java, where the tool left these files; a star
/// behind a name makes it a program.
#[track_caller]
fn check_native(settings: &[(SettingId, &str)], files: &[&str], says: &str) {
    let folder = std::env::temp_dir().join(format!("container-diet-native-{}-{}", std::process::id(), files.join("-").replace('/', "_")));
    for file in files {
        let path = folder.join(file.trim_end_matches('*'));
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a project");
        fs::write(&path, "").expect("its file");
        let mode = if file.ends_with('*') { 0o755 } else { 0o644 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is ours");
    }
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let output = dockerfile(&plan(&decide(&Answers::default().with(Runtime::JavaNative)), Family::Slim, &settings));
    let takes = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } => {
            let at = commands.iter().position(|command| command.starts_with("for library"))?;
            Some(commands[at..].join(" && ").replace("/out", "out"))
        }
        _ => None,
    });
    let run = Command::new("sh").args(["-ec", &takes.expect("it is taken")]).current_dir(&folder).output().expect("sh runs");
    let is_there = folder.join("out/server").exists();
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty() && is_there == says.is_empty(), "{files:?}: {said}");
}

#[test]
fn a_native_program_is_taken_alone() {
    const QUARKUS: (SettingId, &str) = (SettingId::Layout, "quarkus-native");
    const GRADLE: (SettingId, &str) = (SettingId::Manager, "gradle");
    check_native(&[], &["target/shop*", "target/shop.jar*", "target/shop.build_artifacts.txt"], "");
    check_native(&[], &["target/shop.jar", "target/classes/run*"], "no single program in target: ; enter its name in the setting 'Program");
    check_native(&[], &["target/shop*", "target/admin*"], "no single program in target: target/");
    check_native(&[(SettingId::Entry, "target/shop")], &["target/shop*", "target/admin*"], "");
    check_native(&[(SettingId::Entry, "target/shop")], &["target/admin*"], "no single program in target/shop: target/shop;");
    check_native(&[], &["target/shop*", "target/libawt.so*"], "target/libawt.so is a library that the program loads to draw with AWT");
    check_native(&[(SettingId::Entry, "api")], &["api/target/api*", "target/shop*"], "");
    check_native(&[QUARKUS, GRADLE], &["build/shop-1.0-runner*", "build/libs/shop.jar"], "");
    check_native(&[GRADLE, (SettingId::Entry, "api")], &["api/build/native/nativeCompile/api*"], "");
}

/// What a build says of a repository with that file, where a member or project is set.
#[track_caller]
fn check_member(runtime: Runtime, settings: &[(SettingId, &str)], file: &str, says: &str) {
    let folder = std::env::temp_dir().join(format!("container-diet-member-{}-{runtime:?}-{}", std::process::id(), file.replace('/', "-")));
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a repository");
    fs::write(&path, "").expect("its file");
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let verdict = decide(&Answers::default().with(runtime));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let all = output.file.stages.iter().flat_map(|stage| &stage.steps);
    let proof = all.filter_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } => commands.iter().find(|command| command.starts_with("if [ ! -e ")),
        _ => None,
    });
    let proof = proof.into_iter().next().expect("something is proved");
    let run = Command::new("sh").args(["-ec", proof]).current_dir(&folder).output().expect("sh runs");
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{file}: {said}");
}

/// A runtime, what is set, and what the build then says.
type Wrong = (Runtime, &'static [(SettingId, &'static str)], &'static str);

#[test]
fn a_member_that_is_not_there_stops_a_build() {
    const MEMBER: (SettingId, &str) = (SettingId::Member, "apps/api");
    let rows: &[Wrong] = &[
        (Runtime::Node, &[MEMBER], "package.json"),
        (Runtime::Bun, &[MEMBER], "package.json"),
        (Runtime::StaticSite, &[MEMBER], "package.json"),
        (Runtime::Python, &[MEMBER, (SettingId::Manager, "uv")], "pyproject.toml"),
        (Runtime::Go, &[MEMBER], "go.mod"),
        (Runtime::Rust, &[MEMBER], "Cargo.toml"),
    ];
    for (runtime, settings, manifest) in rows {
        check_member(*runtime, settings, &format!("apps/api/{manifest}"), "");
        let says = format!("apps/api has no {manifest}: change the setting 'Workspace member'");
        check_member(*runtime, settings, manifest, &says);
    }
    let project = [(SettingId::Entry, "src/Shop")];
    check_member(Runtime::Dotnet, &project, "src/Shop.csproj", "");
    check_member(Runtime::Dotnet, &project, "src/Shop/Shop.csproj", "src/Shop.csproj does not exist: change the setting 'Project");
}

/// Which JAR a build takes of those that it made, or what it says.
#[track_caller]
fn check_jar(settings: &[(SettingId, &str)], made: &[&str], expected: Result<&str, &str>) {
    let folder = std::env::temp_dir().join(format!("container-diet-jar-{}-{}", std::process::id(), made.join("-").replace('/', "_")));
    for jar in made {
        let path = folder.join(jar);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a project");
        fs::write(&path, jar).expect("a JAR");
    }
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let verdict = decide(&Answers::default().with(Runtime::Java));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let commands = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } if commands.iter().any(|command| command.starts_with("set -- ")) => Some(commands),
        _ => None,
    });
    let out = folder.join("out").display().to_string();
    let commands = commands.expect("a JAR is taken");
    let made = commands.iter().position(|command| command.contains("package") || command.contains("assemble")).expect("it is made");
    let script = commands[made + 1..].join(" && ").replace("/out", &out);
    let run = Command::new("sh").args(["-ec", &script]).current_dir(&folder).output().expect("sh runs");
    let (taken, said) = (fs::read_to_string(folder.join("out/app.jar")), String::from_utf8_lossy(&run.stderr).into_owned());
    fs::remove_dir_all(&folder).expect("it is ours");
    match expected {
        Ok(jar) => assert_eq!(taken.ok().as_deref(), Some(jar), "{said}"),
        Err(says) => assert!(!run.status.success() && said.contains(says), "{said}"),
    }
}

#[test]
fn the_jar_that_starts_is_taken_and_more_than_one_is_asked_about() {
    check_jar(&[], &["target/app-1.0.jar"], Ok("target/app-1.0.jar"));
    check_jar(
        &[],
        &["target/app.jar", "target/app-sources.jar", "target/app-javadoc.jar", "target/original-app.jar"],
        Ok("target/app.jar"),
    );
    check_jar(&[], &["target/app.jar", "target/app-exec.jar"], Ok("target/app-exec.jar"));
    check_jar(&[], &["target/app.jar", "target/app-jar-with-dependencies.jar"], Ok("target/app-jar-with-dependencies.jar"));
    check_jar(&[], &["app/target/app.jar"], Err("the build did not create target/*.jar: change the setting"));
    check_jar(&[], &["target/app.jar", "target/cli.jar"], Err("more than one JAR: target/app.jar target/cli.jar; enter one"));
    check_jar(
        &[(SettingId::Entry, "services/shop")],
        &["services/shop/target/shop.jar", "target/parent.jar"],
        Ok("services/shop/target/shop.jar"),
    );
    check_jar(&[(SettingId::Entry, "shop/target")], &["shop/target/shop.jar"], Ok("shop/target/shop.jar"));
    check_jar(&[(SettingId::Entry, "app/target/app.war")], &["app/target/app.war"], Ok("app/target/app.war"));
    check_jar(&[(SettingId::Entry, "target/app-exec.jar")], &["target/app-exec.jar", "target/app.jar"], Ok("target/app-exec.jar"));
    let gradle = [(SettingId::Manager, "gradle")];
    check_jar(&gradle, &["build/libs/app.jar", "build/libs/app-plain.jar"], Ok("build/libs/app.jar"));
    check_jar(&gradle, &["build/libs/app-0.1.jar", "build/libs/app-0.1-all.jar"], Ok("build/libs/app-0.1-all.jar"));
    let gradle = [(SettingId::Manager, "gradle"), (SettingId::Entry, "app")];
    check_jar(&gradle, &["app/build/libs/app.jar", "app/build/libs/app-plain.jar"], Ok("app/build/libs/app.jar"));
}

/// What a build says of a certificate with that text.
#[track_caller]
fn check_certificate(text: &[u8], says: &str) {
    let path = std::env::temp_dir().join(format!("container-diet-certificate-{}-{}", std::process::id(), text.len()));
    fs::write(&path, text).expect("a certificate");
    let verdict = decide(&Answers::default().with(Runtime::Go));
    let output = dockerfile(&plan(&verdict, Family::Slim, &Settings::default().with(SettingId::Ca, "certs/company.crt")));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } if commands[0].contains("BEGIN CERTIFICATE") => Some(commands[..2].join(" && ")),
        _ => None,
    });
    let proof = proof.expect("it is proved").replace("/usr/local/share/ca-certificates/company.crt", &path.display().to_string());
    let run = Command::new("sh").args(["-ec", &proof]).output().expect("sh runs");
    fs::remove_file(&path).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{said}");
}

#[test]
fn a_certificate_in_another_form_or_with_its_key_stops_a_build() {
    check_certificate(b"# Acme\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "");
    check_certificate(b"\x30\x82\x03\x6b\x30\x82\x02\x53", "certs/company.crt is not a PEM file");
    let key =
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";
    check_certificate(key, "certs/company.crt contains a private key");
}

/// What a build says of a program, where `readelf` prints that of it.
#[track_caller]
fn check_linking(linking: Linking, family: Family, prints: &str, says: &str) {
    let folder = std::env::temp_dir().join(format!("container-diet-elf-{}-{linking:?}-{}", std::process::id(), prints.len()));
    fs::create_dir_all(&folder).expect("a folder for the stand-in");
    let readelf = folder.join("readelf");
    fs::write(&readelf, format!("#!/bin/sh\ncat <<'END'\n{prints}\nEND\n")).expect("the stand-in");
    fs::set_permissions(&readelf, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let verdict = decide(&Answers::default().with(Runtime::Rust).with(linking));
    let output = dockerfile(&plan(&verdict, family, &Settings::default()));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. } if commands[0].starts_with("readelf ") => Some(commands.join(" && ")),
        _ => None,
    });
    let proof = proof.expect("a base without a shell is proved").replace("/tmp/elf", &folder.join("elf").display().to_string());
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh").args(["-ec", &proof]).env("PATH", &path).output().expect("sh runs");
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{prints}: {said}");
}

#[test]
fn a_program_that_its_base_could_not_load_stops_a_build() {
    let loader = "      [Requesting program interpreter: /lib64/ld-linux-x86-64.so.2]";
    check_linking(Linking::Static, Family::Distroless, "  LOAD  0x000000", "");
    check_linking(Linking::Static, Family::Distroless, loader, "/lib64/ld-linux-x86-64.so.2 loads the program");
    check_linking(Linking::Static, Family::Scratch, loader, "answer 'Yes, linked to glibc'");
    let needs = |name: &str| format!(" 0x0000000000000001 (NEEDED)             Shared library: [{name}]");
    for there in ["libc.so.6", "libstdc++.so.6", "libssl.so.3", "libgcc_s.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"] {
        check_linking(Linking::Glibc, Family::Distroless, &needs(there), "");
    }
    for missing in ["libpq.so.5", "libssl.so.1.1", "libcxso.6", "libstdc.so.6"] {
        let two = format!("{}\n{}", needs("libm.so.6"), needs(missing));
        check_linking(Linking::Glibc, Family::Distroless, &two, &format!("cc-debian13:nonroot has no {missing}:"));
    }
}

/// A shell is there: what the loader says is asked there.
#[test]
fn a_library_that_is_missing_stops_a_build() {
    for (linking, runtime, asked) in [
        (Linking::Glibc, Runtime::Go, true),
        (Linking::Static, Runtime::Go, false),
        (Linking::Glibc, Runtime::Rust, true),
        (Linking::Glibc, Runtime::CCpp, true),
    ] {
        let verdict = decide(&Answers::default().with(runtime).with(linking));
        let output = dockerfile(&plan(&verdict, Family::Slim, &Settings::default()));
        let asks = output.file.last().steps.iter().find_map(|step| match &step.instruction {
            Instruction::Run { commands, .. } if commands[0].contains("ldd ") => Some(commands.join(" && ")),
            _ => None,
        });
        assert_eq!(asks.is_some(), asked, "{runtime:?}");
        let Some(asks) = asks else { continue };
        for (says, fine) in [
            ("libc.so.6 => /lib/libc.so.6", true),
            ("libpq.so.5 => not found", false),
            ("Error loading shared library libpq.so.5", false),
            ("not a dynamic executable", true),
        ] {
            let said = Command::new("sh").args(["-ec", &asks.replace("ldd /server", &format!("echo '{says}'"))]).output().expect("sh runs");
            assert_eq!(said.status.success(), fine, "{says}: {said:?}");
        }
    }
}
