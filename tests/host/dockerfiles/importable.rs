//! A Python build stops where what is started, or the server that starts it, is
//! not there: its own command, run here by this machine's Python.

use std::fs;
use std::process::Command;

use container_diet::dockerfile::{Instruction, SettingId, Settings, dockerfile};
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, decide};

use super::plan;

/// What a build says in a folder with these files; nothing where it goes on.
#[track_caller]
fn check(settings: &[(SettingId, &str)], files: &[&str], says: &str) {
    let name = format!("container-diet-module-{}-{}", std::process::id(), files.join("-").replace('/', "_"));
    let folder = std::env::temp_dir().join(name);
    for file in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a project");
        // Whoever imports it finds out: nothing of a project may run while it is built.
        fs::write(&path, "raise SystemExit('it ran')\n").expect("its file");
    }
    let settings = settings.iter().fold(Settings::default(), |all, (id, text)| all.with(*id, text));
    let verdict = decide(&Answers::default().with(Runtime::Python));
    let output = dockerfile(&plan(&verdict, Family::Slim, &settings));
    let proof = output.file.stages[0].steps.iter().find_map(|step| match &step.instruction {
        Instruction::Run { commands, .. }
            if commands.iter().any(|command| command.contains("find_spec") || command.contains("does not exist")) =>
        {
            Some(commands.join(" && ").replace("/venv/bin/python3", "python3"))
        }
        _ => None,
    });
    let run = Command::new("sh").args(["-ec", &proof.expect("something is proved")]).current_dir(&folder).output().expect("sh runs");
    fs::remove_dir_all(&folder).expect("it is ours");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(says) && run.status.success() == says.is_empty(), "{files:?}: {said}");
}

#[test]
fn a_module_or_server_that_is_not_there_stops_a_build() {
    let (asgi, wsgi) = ((SettingId::Layout, "asgi"), (SettingId::Layout, "wsgi"));
    check(&[], &["main.py"], "");
    check(&[], &["app.py"], "main.py does not exist: change the setting 'Script or module'");
    check(&[asgi], &["main.py", "uvicorn.py"], "");
    check(&[asgi], &["main.py"], "uvicorn is not a dependency of the project");
    check(&[wsgi], &["app.py", "gunicorn/__init__.py"], "no module main below src: change the settings");
    let nested = (SettingId::Entry, "shop.web.app:make");
    check(&[asgi, nested], &["shop/web/app.py", "uvicorn.py"], "");
    check(&[asgi, nested], &["shop/__init__.py", "shop/web/app/__init__.py", "uvicorn.py"], "");
    check(&[asgi, nested], &["shop/__init__.py", "shop/app.py", "uvicorn.py"], "no module shop.web.app");
    let root = (SettingId::Sources, ".");
    check(&[asgi, root, (SettingId::Entry, "shop:app")], &["main.py", "uvicorn.py"], "no module shop at the root");
    // A worker is no server, whatever its layout.
    check(&[asgi, (SettingId::Does, "worker"), (SettingId::Entry, "queue")], &["x.py"], "");
    check(&[asgi, (SettingId::Does, "worker"), (SettingId::Entry, "celery")], &["celery/__init__.py"], "");
}
