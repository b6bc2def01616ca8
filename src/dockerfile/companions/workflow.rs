//! The steps of a workflow that lend a build its secrets and give it its arguments.

use super::companion::Companion;
use crate::dockerfile::Output;
use crate::dockerfile::given::{Argument, REVISION, VERSION};
use crate::dockerfile::mirror::Login;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Builder, Private};
use crate::dockerfile::steps::WEB;

/// Steps to paste into a job; nothing where nothing is lent or given and no login is asked for, or another builder builds.
pub fn workflow(plan: &Plan, output: &Output) -> Option<Companion> {
    let (lent, given) = (plan.private() != Private::No, given(plan));
    let logins = plan.logins(&output.file);
    if !lent && given.is_empty() && logins.is_empty() || plan.choice::<Builder>() != Builder::Buildkit {
        return None;
    }
    let mut text = if lent { lend(plan) } else { String::new() };
    text.extend(logins.iter().map(login));
    let images =
        std::iter::once((None, plan.name().to_string())).chain(plan.web_server().map(|_| (Some(WEB), format!("{}-web", plan.name()))));
    for (target, name) in images {
        text += &build_and_push(plan, target, &name, &given, lent);
    }
    let lends =
        " Each repository secret contains a whole file. The build mounts it, and neither a layer nor the image’s history contains it.";
    let gives = " Version and commit come from the workflow run; other arguments are repository variables.";
    let logs_in: String = logins.iter().map(said).collect();
    let about = format!(
        "Steps for a job of GitHub Actions.{}{}{}",
        logs_in,
        if lent { lends } else { "" },
        if given.is_empty() { "" } else { gives }
    );
    Some(Companion::text("GitHub Actions", about, text))
}

/// The step that logs in to a registry.
fn login(login: &Login) -> String {
    let [user, token] = login.secrets();
    let host = &login.host;
    format!(
        "- uses: docker/login-action@v4\n  with:\n    registry: {host}\n    username: ${{{{ secrets.{user} }}}}\n    password: ${{{{ secrets.{token} }}}}\n"
    )
}

/// What is told of that step.
fn said(login: &Login) -> String {
    match login.account {
        Some(account) => format!(" The base comes from {}, which requires a login ({account} account).", login.host),
        None => format!(" {} is your mirror: if it requires no login, remove that step.", login.host),
    }
}

/// The step that builds an image, or another stage of the file, and pushes it.
fn build_and_push(plan: &Plan, target: Option<&str>, name: &str, given: &[(String, String)], lent: bool) -> String {
    let mut text = "- uses: docker/build-push-action@v7\n  with:\n    push: true\n".to_string();
    text += &target.map_or_else(String::new, |target| format!("    target: {target}\n"));
    if plan.crosses() {
        text += "    platforms: linux/amd64,linux/arm64\n";
    }
    text += &format!("    tags: registry.example.com/{}:1.0.0\n", name);
    if !given.is_empty() {
        text += "    build-args: |\n";
        text.extend(given.iter().map(|(name, value)| format!("      {name}={value}\n")));
    }
    if plan.private() == Private::Ssh {
        text += "    ssh: default\n";
    }
    if lent {
        text += "    secret-files: |\n";
        text.extend(plan.secrets().iter().map(|secret| format!("      {0}=${{{{ runner.temp }}}}/{0}\n", secret.id)));
    }
    text
}

/// What the build is given: version and commit of the run, and variables of the repository.
fn given(plan: &Plan) -> Vec<(String, String)> {
    let stamp = [(VERSION, "github.ref_name"), (REVISION, "github.sha")].into_iter().filter(|_| plan.is_stamped());
    let stamp = stamp.map(|(name, value)| (name.to_string(), format!("${{{{ {value} }}}}")));
    let own = plan.build_arguments().into_iter().filter(Argument::is_passed);
    stamp.chain(own.map(|argument| (argument.name.clone(), format!("${{{{ vars.{} }}}}", argument.name.to_ascii_uppercase())))).collect()
}

/// Steps that write the files that the build is lent.
fn lend(plan: &Plan) -> String {
    let mut text = String::new();
    if plan.private() == Private::Ssh {
        text += "- name: Start an SSH agent with the deploy key\n  env:\n    DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}\n  run: |\n    \
                 eval \"$(ssh-agent -s)\"\n    printf '%s\\n' \"$DEPLOY_KEY\" | ssh-add -\n    \
                 echo \"SSH_AUTH_SOCK=$SSH_AUTH_SOCK\" >> \"$GITHUB_ENV\"\n";
    }
    // Whole files: as values of the action's input their quotes and line breaks would be read.
    let secrets = plan.secrets();
    let name = |id: &str| id.to_ascii_uppercase();
    text += "- name: Write the files that the build mounts\n  env:\n";
    text.extend(secrets.iter().map(|secret| format!("    {0}: ${{{{ secrets.{0} }}}}\n", name(secret.id))));
    text += "  run: |\n";
    text.extend(secrets.iter().map(|secret| format!("    printf '%s\\n' \"${}\" > \"$RUNNER_TEMP/{}\"\n", name(secret.id), secret.id)));
    text
}
