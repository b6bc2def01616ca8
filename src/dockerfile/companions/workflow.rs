//! The steps of a workflow that lend a build its secrets.

use super::companion::Companion;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Builder, Private};

/// Steps to paste into a job; nothing where nothing is lent, or another builder builds.
pub fn workflow(plan: &Plan) -> Option<Companion> {
    if plan.private() == Private::No || plan.choice::<Builder>() != Builder::Buildkit {
        return None;
    }
    let mut text = String::new();
    if plan.private() == Private::Ssh {
        text += "- name: An SSH agent with the deploy key\n  env:\n    DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}\n  run: |\n    \
                 eval \"$(ssh-agent -s)\"\n    printf '%s\\n' \"$DEPLOY_KEY\" | ssh-add -\n    \
                 echo \"SSH_AUTH_SOCK=$SSH_AUTH_SOCK\" >> \"$GITHUB_ENV\"\n";
    }
    // Whole files: as values of the action's input their quotes and line breaks would be read.
    let secrets = plan.secrets();
    let name = |id: &str| id.to_uppercase();
    text += "- name: The files that the build is lent\n  env:\n";
    text.extend(secrets.iter().map(|secret| format!("    {0}: ${{{{ secrets.{0} }}}}\n", name(secret.id))));
    text += "  run: |\n";
    text.extend(secrets.iter().map(|secret| format!("    printf '%s\\n' \"${}\" > \"$RUNNER_TEMP/{}\"\n", name(secret.id), secret.id)));
    text += "- uses: docker/build-push-action@v7\n  with:\n    push: true\n";
    if plan.crosses() {
        text += "    platforms: linux/amd64,linux/arm64\n";
    }
    text += &format!("    tags: registry.example.com/{}:1.0.0\n", plan.name());
    if plan.private() == Private::Ssh {
        text += "    ssh: default\n";
    }
    text += "    secret-files: |\n";
    text.extend(secrets.iter().map(|secret| format!("      {0}=${{{{ runner.temp }}}}/{0}\n", secret.id)));
    let about = "Steps for a job of GitHub Actions. Each secret of the repository holds a whole file; it is lent to the build, and neither a layer nor the history of the image has it.";
    Some(Companion::text("GitHub Actions", about, text))
}
