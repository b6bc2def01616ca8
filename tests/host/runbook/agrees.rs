//! What the runbook shows of a service is what its Dockerfile has: command,
//! port, user, paths and image, over settings as people combine them.

use std::collections::BTreeMap;

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::tree::{Dockerfile, Instruction, Step};
use container_diet::dockerfile::{Output, Plan, dockerfile};
use container_diet::dockerfile::{WEB, webserver};
use container_diet::facts::IMAGES;
use container_diet::model::decide;
use container_diet::model::questions::Platform;
use container_diet::runbook::{Version, files, impact, way_in};

use super::every::RUNBOOKS;
use crate::dockerfiles::{TODAY, plan};

/// What a Dockerfile has of what people are shown.
struct Has {
    /// Its own port first; none where it listens on none.
    ports: Vec<String>,
    uid: String,
    gid: String,
    /// User and group of the web server in front; empty where there is none.
    web: Option<(String, String)>,
    health: String,
    ready: String,
    images: Vec<String>,
    /// The lines that start the service.
    starts: Vec<String>,
    /// The program that its image begins with.
    program: String,
    stages: Vec<&'static str>,
    has_shell: bool,
    text: String,
}

impl Has {
    /// Of a file, and of the same one for Docker, which has the health check.
    fn of(output: &Output, docker: &Output, plan: &Plan) -> Has {
        let last = output.file.last();
        let said = |wanted: fn(&Instruction) -> Option<String>| last.steps.iter().filter_map(|step| wanted(&step.instruction)).next_back();
        let user = said(|it| if let Instruction::User(user) = it { Some(user.to_string()) } else { None }).unwrap_or_default();
        let (uid, gid) = user.split_once(':').expect("a user and a group");
        let first = |it: &Instruction| match it {
            Instruction::Entrypoint(words) | Instruction::Cmd(words) => words.first().map(ToString::to_string),
            _ => None,
        };
        let text = output.text();
        let web = output.file.stages.iter().find(|stage| stage.name == Some(WEB));
        let as_user = |step: &Step| {
            if let Instruction::User(user) = step.instruction { Some((user.uid.to_string(), user.gid.to_string())) } else { None }
        };
        Has {
            web: web.and_then(|stage| stage.steps.iter().find_map(as_user)),
            ports: last
                .steps
                .iter()
                .chain(web.into_iter().flat_map(|stage| &stage.steps))
                .filter_map(|step| if let Instruction::Expose(port, _) = step.instruction { Some(port.to_string()) } else { None })
                .collect(),
            uid: uid.into(),
            gid: gid.into(),
            health: health(&docker.file).unwrap_or_else(|| plan.health().into()),
            ready: plan.ready().into(),
            images: output.file.images().map(|image| image.reference.to_string()).collect(),
            starts: text.lines().filter(|line| line.starts_with("CMD ") || line.starts_with("ENTRYPOINT ")).map(String::from).collect(),
            program: said(first).unwrap_or_default(),
            stages: output.file.stages.iter().filter_map(|stage| stage.name).collect(),
            has_shell: output.file.runtime_image().has_shell(),
            text,
        }
    }
}

/// The path that the health check of a file asks for.
fn health(file: &Dockerfile) -> Option<String> {
    file.last().steps.iter().find_map(|step| match &step.instruction {
        Instruction::Healthcheck { command: words, .. } => {
            let url = words.iter().find_map(|word| word.split_once("http://127.0.0.1:"))?.1;
            let path = url.find('/').map(|at| &url[at..])?;
            Some(path.split('\'').next().unwrap_or_default().to_string())
        }
        _ => None,
    })
}

/// What follows each place of a mark, up to a letter that ends it.
fn after<'a>(text: &'a str, mark: &'a str, ends: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.match_indices(mark).map(move |(at, _)| {
        text[at + mark.len()..].split(|letter: char| letter.is_whitespace() || ends.contains(&letter)).next().unwrap_or_default()
    })
}

/// What a text shows that the Dockerfile does not have: what it is, and the words.
fn wrong(name: &str, text: &str, has: &Has) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut expect = |what: &'static str, shown: &str, right: bool| {
        if !right {
            found.push((what, shown.to_string()));
        }
    };
    // Beside the service's own: the inspector of Node.js.
    let is_port = |shown: &str| has.ports.iter().any(|port| port == shown) || shown == "9229";
    for shown in after(text, "127.0.0.1:", &['/', ':', '"', '\'', '`', '.', ',']) {
        expect("port", shown, is_port(shown));
    }
    for mark in ["containerPort: ", "listens on port ", "EXPOSE "] {
        for shown in after(text, mark, &['.']) {
            expect("port", shown, is_port(shown));
        }
    }
    for shown in text.lines().filter(|line| line.contains("port-forward ")).flat_map(|line| after(line, "\"pod/$POD\" ", &[])) {
        expect("port", shown, shown.split(':').all(is_port));
    }
    let probes: Vec<&str> = ["httpGet:", "tcpSocket:", "grpc:"].iter().flat_map(|asks| text.split(*asks).skip(1)).collect();
    for shown in probes.iter().filter_map(|probe| after(probe, "port: ", &[]).next()) {
        expect("port of a probe", shown, is_port(shown) || ["http", "fastcgi", "tcp"].contains(&shown));
    }
    for shown in text.split("httpGet:").skip(1).filter_map(|probe| after(probe, "path: ", &[]).next()) {
        expect("health path", shown, shown == has.health || shown == has.ready || has.web.is_some() && shown == webserver::HEALTH);
    }
    let own = has.ports.first().map(String::as_str).unwrap_or("none");
    for shown in after(text, &format!("127.0.0.1:{own}/"), &['"', '\'', '`']).filter(|path| !path.starts_with("debug/pprof/")) {
        expect("health path", shown, format!("/{shown}") == has.health);
    }
    // The one that a container which traces has is root's, and says so.
    let is_root = |shown: &str| shown == "0" && name == "RUNBOOK.md";
    let is_webs = |shown: &str, of: fn(&(String, String)) -> String| has.web.as_ref().map(of).as_deref() == Some(shown);
    for shown in after(text, "runAsUser: ", &[]) {
        expect("user", shown, shown == has.uid || is_root(shown) || is_webs(shown, |web| web.0.clone()));
    }
    for shown in after(text, "runAsGroup: ", &[]) {
        expect("group", shown, shown == has.gid || is_root(shown) || is_webs(shown, |web| web.1.clone()));
    }
    for mark in ["--user ", "user: \"", "as user "] {
        for shown in after(text, mark, &['"', '.', ',']).filter(|shown| shown.starts_with(|letter: char| letter.is_ascii_digit())) {
            expect(
                "user",
                shown,
                shown == has.uid || shown == format!("{}:{}", has.uid, has.gid) || is_webs(shown, |web| format!("{}:{}", web.0, web.1)),
            );
        }
    }
    for word in text.split(|letter: char| letter.is_whitespace() || "`\"'()".contains(letter)) {
        let word = word.trim_end_matches(['.', ',', ';']);
        let is_image = IMAGES.iter().any(|image| image.reference == word) && word != "scratch" && !word.contains("busybox");
        expect("image of a base", word, !is_image || has.images.iter().any(|image| image == word));
    }
    for shown in after(text, "build --target ", &[]) {
        expect("stage", shown, has.stages.contains(&shown));
    }
    expect(
        "stage",
        "the debug stage of your Dockerfile",
        !text.contains("debug stage of your Dockerfile") || has.stages.contains(&"debug"),
    );
    for shown in after(text, "-- /busybox/", &[]) {
        let copied = has.text.contains(" /busybox/busybox\n");
        expect("shell of the debug stage", shown, !has.stages.contains(&"debug") || copied == (shown == "busybox"));
    }
    for shown in text.lines().filter(|line| line.contains(" exec ") && line.contains("-c app -- ")) {
        expect("a shell of the image", shown, has.has_shell);
    }
    for line in text.lines().filter(|line| line.starts_with("CMD ") || line.starts_with("ENTRYPOINT ")) {
        expect("start", line, has.starts.iter().any(|start| start == line));
    }
    for shown in after(text, "HEALTHCHECK CMD [\"", &['"']) {
        expect("program of a health check", shown, ["wget", "nc"].contains(&shown) || shown == has.program);
    }
    found
}

#[test]
fn what_is_shown_is_what_the_file_has() {
    let mut all: BTreeMap<(String, &'static str), (usize, String)> = BTreeMap::new();
    let mut texts = 0;
    let walked = RUNBOOKS.walk(&mut |it| {
        let plan = plan(it.verdict, it.family, it.settings);
        if plan.is_development() {
            return;
        }
        let output = dockerfile(&plan);
        let docker = decide(&it.answers.with(Platform::Docker));
        let docker = dockerfile(&Plan::new(container_diet::dockerfile::Order {
            service: &docker.service,
            family: it.family,
            settings: it.settings,
            today: TODAY,
        }));
        assert_eq!(plan.image, output.file.runtime_image(), "the plan knows what runs: {:?} on {:?}", it.answers, it.family);
        assert_eq!(plan.check().is_some(), health(&docker.file).is_some() || docker.text().contains("HEALTHCHECK"), "{:?}", it.answers);
        let has = Has::of(&output, &docker, &plan);
        let mut shown: Vec<(String, String)> = vec![("Commands".into(), companions(&plan, &output)[0].text.clone())];
        for version in Version::ALL {
            shown.extend(files(&plan, version).into_iter().map(|file| (file.name.to_string(), file.text)));
            let pastes = impact(&plan, version)
                .into_iter()
                .filter_map(|impact| Some((format!("Impact: {}", impact.verb), impact.replacement?.text)));
            shown.extend(pastes);
            shown.extend(way_in(&plan, version).map(|way| ("Way in".to_string(), way.command)));
        }
        texts += shown.len();
        for (name, text) in shown {
            for (what, words) in wrong(&name, &text, &has) {
                let example = || format!("{words:?}: {:?} on {:?} with {:?}:\n{}", it.answers, it.family, it.settings, has.text);
                all.entry((name.clone(), what)).or_insert_with(|| (0, example())).0 += 1;
            }
        }
    });
    println!("{walked}; {texts} texts of runbooks and commands");
    for ((name, what), (count, example)) in &all {
        eprintln!("{name}: {what}, {count} times, such as {example}\n");
    }
    assert!(all.is_empty(), "what is shown is not what the file has: see above");
}

/// The check does find what is wrong.
#[test]
fn what_differs_is_found() {
    let has = Has {
        web: None,
        ports: vec!["8080".into()],
        uid: "1000".into(),
        gid: "1000".into(),
        health: "/up".into(),
        ready: "/up".into(),
        images: vec!["debian:13".into()],
        starts: vec!["CMD [\"node\", \"dist/server.js\"]".into()],
        program: "node".into(),
        stages: vec!["build"],
        has_shell: false,
        text: String::new(),
    };
    for (text, what) in [
        ("curl http://127.0.0.1:3000/up", "port"),
        ("curl http://127.0.0.1:8080/healthz\n", "health path"),
        ("listens on port 3000.", "port"),
        ("kubectl port-forward \"pod/$POD\" 3000:3000", "port"),
        ("httpGet:\n  path: /healthz\n  port: 8080\n", "health path"),
        ("tcpSocket:\n  port: 3000\n", "port of a probe"),
        ("runAsUser: 65532\n", "user"),
        ("runAsGroup: 65532\n", "group"),
        ("runs as user 65532:65532.", "user"),
        ("docker run --user 1000:7 x", "user"),
        ("The service runs on `gcr.io/distroless/static-debian13:nonroot`", "image of a base"),
        ("docker build --target debug .", "stage"),
        ("kubectl exec \"$POD\" -c app -- sh", "a shell of the image"),
        ("CMD [\"node\", \"server.js\"]", "start"),
        ("HEALTHCHECK CMD [\"/server\", \"healthcheck\"]", "program of a health check"),
    ] {
        let found = wrong("RUNBOOK.md", text, &has);
        assert!(found.iter().any(|(found, _)| *found == what), "{text}: {found:?}");
    }
    let right = "curl http://127.0.0.1:8080/up and 9229; runs as user 1000:1000.\nCMD [\"node\", \"dist/server.js\"]\ndocker build --target build .\n";
    assert_eq!(wrong("RUNBOOK.md", right, &has), []);
}
