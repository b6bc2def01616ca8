//! The commands around the file: build, run as it will be run, scan, sign.

use super::companion::Companion;
use crate::dockerfile::Output;
use crate::dockerfile::debug;
use crate::dockerfile::mirror::Login;
use crate::dockerfile::plan::{HTTP, Plan};
use crate::dockerfile::print::NO_DIGEST;
use crate::dockerfile::settings::{Builder, Does, Platforms, Private};
use crate::dockerfile::steps::WEB;
use crate::dockerfile::tree::From;
use crate::dockerfile::webserver::PORT;
use crate::dockerfile::{Command, Folder};
use crate::facts::Image;
use crate::model::questions::{Platform, Runtime};

/// A shell script to read and to run line by line.
pub fn commands(plan: &Plan, output: &Output) -> Companion {
    let mut text = format!("# The image’s registry, name and tag.\nIMAGE=registry.example.com/{}:1.0.0\n", plan.name());
    if plan.pins() {
        text += &fill_digests(plan);
    }
    text += &login(plan, output);
    text += &build(plan);
    text += &web_server(plan);
    text += &proxies(plan);
    text += &run(plan);
    text += &managed(plan);
    if plan.debugs() {
        text += &debugging(plan, output);
    }
    text += &publish(plan, output.file.runtime_image());
    let about = "Read these commands and run them one at a time. They build the image, run it as locked down as in a cluster, list its contents and sign it.";
    Companion::text("Commands", about, text)
}

/// `docker` or `podman`: they take the same words.
fn engine(plan: &Plan) -> &'static str {
    if plan.choice::<Builder>() == Builder::Buildah { "podman" } else { "docker" }
}

/// The one command that fills in the digests of today.
fn fill_digests(plan: &Plan) -> String {
    let zeros = NO_DIGEST.len() - "sha256:".len();
    let digest = match plan.choice::<Builder>() {
        Builder::Buildah => r#"skopeo inspect --no-tags --format '{{.Digest}}' "docker://$image""#,
        _ => r#"docker buildx imagetools inspect "$image" | sed -n 's/^Digest: *//p'"#,
    };
    format!(
        r#"
# Fill in the current digests. Run this once, then let a bot update them.
grep -oE '[^ =]+@sha256:0{{{zeros}}}' Dockerfile | sort -u | while read -r place; do
  image="${{place%@*}}"
  digest="$({digest})"
  sed -i.bak "s|$image@sha256:0\{{{zeros}\}}|$image@$digest|" Dockerfile
done
"#
    )
}

fn login(plan: &Plan, output: &Output) -> String {
    let each = |login: &Login| {
        let why = match login.account {
            Some(account) => format!("This base requires a login ({account} account)."),
            None => "Log in to your mirror, if it requires that.".into(),
        };
        format!("\n# {why}\n{} login {}\n", engine(plan), login.host)
    };
    plan.logins(&output.file).iter().map(each).collect()
}

fn build(plan: &Plan) -> String {
    let both = plan.choice::<Platforms>() == Platforms::Both;
    let lent = lent(plan) + &plan.given();
    match (plan.choice::<Builder>(), both) {
        (Builder::Buildkit, false) => format!("\n# Build.\ndocker build --pull{lent} --tag \"$IMAGE\" .\n"),
        (Builder::Buildkit, true) => format!(
            "\n# Build for both architectures, with an SBOM and provenance, and push.\n\
             docker buildx build --pull{lent} --platform linux/amd64,linux/arm64 --sbom=true --provenance=mode=max --tag \"$IMAGE\" --push .\n\
             # To try it on this machine, build only for its architecture.\ndocker build{lent} --tag \"$IMAGE\" .\n"
        ),
        (Builder::Buildah, false) => {
            format!(
                "\n# Build. Only the Docker format keeps the health check.\npodman build --pull=newer --format docker{lent} --tag \"$IMAGE\" .\n"
            )
        }
        (Builder::Buildah, true) => format!(
            "\n# Build for both architectures into one manifest list. Only the Docker format keeps the health check.\n\
             podman build --pull=newer --format docker{lent} --platform linux/amd64,linux/arm64 --manifest \"$IMAGE\" .\n"
        ),
        (Builder::Kaniko, _) => format!(
            "\n# Build inside the kaniko container.\n/kaniko/executor --context dir:///workspace --dockerfile Dockerfile --destination \"$IMAGE\"{lent} --cache=true\n"
        ),
    }
}

/// The same for the second image, of the same file.
fn web_server(plan: &Plan) -> String {
    if plan.web_server().is_none() {
        return String::new();
    }
    let commands = build(plan).replace("\"$IMAGE\"", "\"$WEB\"");
    let target = |line: &str| match line {
        line if line.starts_with('#') || line.is_empty() => line.to_string(),
        line if plan.choice::<Builder>() == Builder::Kaniko => format!("{line} --target {WEB}"),
        line => line.replacen(" build ", &format!(" build --target {WEB} "), 1),
    };
    let commands: Vec<String> = commands.lines().filter(|line| !line.starts_with('#')).map(target).collect();
    format!(
        "\n# The second image, with the web server: the stage {WEB} of the same Dockerfile.\nWEB=\"${{IMAGE%:*}}-web:${{IMAGE##*:}}\"{}\n",
        commands.join("\n")
    )
}

/// What the build is lent, as arguments: files by name, and an agent.
fn lent(plan: &Plan) -> String {
    let mut words = String::new();
    if plan.choice::<Builder>() != Builder::Kaniko {
        if plan.private() == Private::Ssh {
            words += " --ssh default";
        }
        for secret in plan.secrets() {
            words += &format!(" --secret id={},src=\"$HOME/{}\"", secret.id, secret.source);
        }
    }
    words
}

/// Builders know these arguments without an instruction, and keep them out of the history.
fn proxies(plan: &Plan) -> String {
    if plan.ca().is_none() || !plan.builds() {
        return String::new();
    }
    let also = if matches!(plan.runtime, Runtime::Java | Runtime::JavaNative) {
        ". Java uses its own settings, such as MAVEN_OPTS=-Dhttps.proxyHost=…"
    } else {
        ""
    };
    format!("# Behind a proxy, add --build-arg HTTPS_PROXY --build-arg NO_PROXY. Both take their values from your shell{also}.\n")
}

/// As strictly as a cluster should: read-only, no capability, nothing to gain.
fn run(plan: &Plan) -> String {
    let (engine, port, health) = (engine(plan), plan.port(), plan.health());
    let publish: String = plan.published().map(|port| format!(" --publish {port}")).collect();
    if plan.is_development() {
        return format!(
            "\n# Run with your sources mounted over the copied ones.\n{engine} run --rm --interactive --tty{publish} \"$IMAGE\"\n"
        );
    }
    // Nameless, so that it goes with the container.
    let dumps = plan.dumps().filter(|_| plan.service.is(Platform::Docker)).map(|folder| format!(" --volume {}", folder.path));
    let dumps = dumps.unwrap_or_default();
    let given = given_at_start(plan);
    // A bind that is missing is an error here, and with --volume an empty folder.
    let file = plan.mounted().map(|file| format!(" --mount type=bind,source=\"$PWD/{}\",target={},readonly", file.name, file.path));
    let file = file.unwrap_or_default();
    let tmp = plan.temporary();
    // As compose.yaml does; in a cluster, and on most platforms, there is none.
    let init = if plan.service.is(Platform::Docker) && plan.wants_init() { "--init " } else { "" };
    let locked =
        format!("{init}--read-only --tmpfs {tmp}{dumps}{given}{file} --cap-drop=ALL --security-opt=no-new-privileges{publish} \"$IMAGE\"");
    let tried = match plan.does() {
        Does::Fastcgi if plan.web_server().is_some() => behind_the_web_server(plan, engine, &locked),
        Does::Job | Does::Schedule => format!("{engine} run --rm {locked}\n# The exit code: 0 means success.\necho \"$?\""),
        Does::Http => {
            format!("{engine} run --rm --detach --name trial {locked}\n{ASKS} http://127.0.0.1:{port}{health}\n{engine} stop trial")
        }
        Does::Grpc => {
            format!("{engine} run --rm --detach --name trial {locked}\ngrpc_health_probe -addr=127.0.0.1:{port}\n{engine} stop trial")
        }
        Does::Fastcgi | Does::Tcp | Does::Udp => {
            format!("{engine} run --rm --detach --name trial {locked}\n{engine} stop trial")
        }
        Does::Worker => {
            format!("{engine} run --rm --detach --name trial {locked}\n{engine} logs trial\n{engine} stop trial")
        }
    };
    format!(
        r#"
# Run it locked down: read-only root, no capabilities, no new privileges.
{tried}
# Show the user that it runs as. It must be a number other than 0.
{engine} image inspect --format '{{{{.Config.User}}}}' "$IMAGE"
"#
    )
}

/// Asks what may not listen yet.
const ASKS: &str = "curl --fail --retry 20 --retry-delay 1 --retry-connrefused";

/// The service with its web server, both in one network.
fn behind_the_web_server(plan: &Plan, engine: &str, locked: &str) -> String {
    let kept = plan.folders().into_iter().filter(|folder| folder.is_kept);
    let volumes: String = kept.map(|folder| mounted(plan, &folder) + ":ro").collect();
    format!(
        "{engine} run --rm --detach --name trial {locked}\n\
         {engine} run --rm --detach --name trial-web --network container:trial --read-only{volumes} --cap-drop=ALL --security-opt=no-new-privileges \"$WEB\"\n\
         {ASKS} http://127.0.0.1:{PORT}/\n\
         {engine} stop trial-web trial"
    )
}

/// What a managed platform has to be told in its own words: there is no file of ours for it.
fn managed(plan: &Plan) -> String {
    if !plan.service.is(Platform::Managed) {
        return String::new();
    }
    let (engine, given) = (engine(plan), given_at_start(plan));
    let port = match plan.web_server().map_or_else(|| plan.port(), |_| PORT) {
        HTTP => String::new(),
        // FPM answers nothing that a platform sends, on whatever port.
        _ if !plan.listens() || plan.does() == Does::Fastcgi && plan.web_server().is_none() => String::new(),
        port => format!(
            "\n# Configure port {port} on the platform, as in gcloud run deploy --port {port}. Otherwise, Cloud Run sends requests to {HTTP}.\n"
        ),
    };
    let started = |command: &Command| {
        let own: String = command.variables.iter().map(|(name, value)| format!(" --env {name}={}", quoted(value))).collect();
        let mut words = command.words.iter().map(|word| quoted(word));
        let program = words.next().unwrap_or_default();
        let arguments: String = words.map(|word| format!(" {word}")).collect();
        format!("{engine} run --rm{given}{own} --entrypoint {program} \"$IMAGE\"{arguments}\n")
    };
    let before = plan.before().map(|command| {
        format!(
            "\n# Run this once before a new version serves, with its environment, as a job or release task of the platform.\n{}",
            started(&command)
        )
    });
    let processes = plan.processes();
    let intro = "\n# Additional processes: run each as a separate service on the platform, from the same image, with this entry point and these arguments.\n";
    let also: String = processes.iter().map(|process| format!("# {}\n{}", process.name, started(&process.command))).collect();
    port + &before.unwrap_or_default() + if processes.is_empty() { "" } else { intro } + &also
}

/// A word that a shell takes as it is, whatever letters it has.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./:=,@%+".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// What a container gets when it starts: the folders that it writes to, and the variables
/// that it cannot start without, by name alone: each takes its value from the shell.
pub fn given_at_start(plan: &Plan) -> String {
    let folders: String = plan.folders().iter().map(|folder| mounted(plan, folder)).collect();
    let needed: String = plan.needed().iter().map(|name| format!(" --env {name}")).collect();
    folders + &needed
}

/// What is mounted on a folder that the program writes to.
fn mounted(plan: &Plan, folder: &Folder) -> String {
    if folder.is_kept {
        let service = plan.name().rsplit('/').next().unwrap_or_default();
        return format!(" --volume {service}-{}:{}", folder.name, folder.path);
    }
    format!(" --tmpfs {}", folder.path)
}

fn debugging(plan: &Plan, output: &Output) -> String {
    let (engine, lent) = (engine(plan), lent(plan) + &plan.given());
    let Some(stage) = output.file.stages.iter().find(|stage| stage.name == Some(debug::DEBUG)) else { return String::new() };
    let shell = match stage.from {
        From::Image { tag: Some(_), .. } => "--entrypoint /busybox/sh \"$IMAGE-debug\"".to_string(),
        _ => format!("--entrypoint {} \"$IMAGE-debug\" sh", debug::BUSYBOX),
    };
    format!(
        r#"
# The same image with a shell, for debugging only.
{engine} build --target debug{lent} --tag "$IMAGE-debug" .
{engine} run --rm --interactive --tty --read-only --tmpfs {} --cap-drop=ALL {shell}
"#,
        plan.temporary()
    )
}

/// The images of the file, by their variables in these commands.
fn images(plan: &Plan) -> impl Iterator<Item = &'static str> {
    std::iter::once("IMAGE").chain(plan.web_server().map(|_| "WEB"))
}

fn publish(plan: &Plan, base: &Image) -> String {
    let mirrors = plan.mirrors();
    let pulled = mirrors.name(base.reference);
    // Signatures lie beside an image, in the same registry.
    let copied = if mirrors.leave(base.reference) { "" } else { " Your mirror must also have the signatures." };
    let base = match base.signing() {
        Some(signing) => {
            format!("# Verify the base by its publisher’s identity ({}).{copied}\n{}\n", signing.how, signing.command(&pulled))
        }
        None if base.tag().is_empty() => String::new(),
        None => format!("# We do not know whether {pulled} is signed, or how.\n"),
    };
    format!(
        r#"
# Fail on known vulnerabilities that have a fix. A rebuild cannot fix the others.
trivy image --ignore-unfixed --exit-code 1 "$IMAGE"
# List the contents as an SBOM.
trivy image --format spdx-json --output sbom.spdx.json "$IMAGE"
# Sign the pushed image by digest, and attach the SBOM.
{push}DIGEST="$(crane digest "$IMAGE")"
cosign sign "${{IMAGE%:*}}@$DIGEST"
cosign attest --type spdxjson --predicate sbom.spdx.json "${{IMAGE%:*}}@$DIGEST"
# Verify your image: replace the identity with the one that signs it.
cosign verify --certificate-identity you@example.com --certificate-oidc-issuer https://accounts.google.com "$IMAGE"
{base}"#,
        push = match (plan.choice::<Builder>(), plan.choice::<Platforms>()) {
            (Builder::Kaniko, _) | (Builder::Buildkit, Platforms::Both) => String::new(),
            (Builder::Buildah, Platforms::Both) => {
                images(plan).map(|name| format!("podman manifest push --all \"${name}\" \"docker://${name}\"\n")).collect()
            }
            _ => images(plan).map(|name| format!("{} push \"${name}\"\n", engine(plan))).collect(),
        }
    )
}
