//! The commands that several texts share, each written once.

use super::kubectl::Kubectl;
use super::scene::{CONTAINER, Scene};
use crate::dockerfile::image::debug_tag;
use crate::dockerfile::print::instruction;
use crate::dockerfile::tree::Instruction;

impl Scene<'_> {
    /// A subcommand of kubectl in the namespace.
    pub fn kubectl(&self, command: &'static str) -> Kubectl {
        Kubectl::new(self.kubernetes, command)
    }

    /// The way in: a debug container as the service's own user.
    pub fn debug(&self) -> String {
        self.debug_as("debugger", "sh")
    }

    /// A signal to the service from beside it; from inside a debug container
    /// that runs already, `kill` alone does.
    pub fn signal(&self, name: &str) -> String {
        self.debug_as("signal", &format!("kill -{name} 1"))
    }

    fn debug_as(&self, container: &str, command: &str) -> String {
        self.kubectl("debug")
            .flag("-it")
            .word("\"$POD\"")
            .with("-c", container)
            .with("--image", &self.debug_image)
            .with("--target", CONTAINER)
            .with("--profile", "restricted")
            .with("--custom", "debug-profile.yaml")
            .runs(command)
            .line()
    }

    /// The way in with SYS_PTRACE, where Pod Security lets it.
    pub fn debug_as_root(&self, image: &str) -> String {
        self.kubectl("debug")
            .flag("-it")
            .word("\"$POD\"")
            .with("-c", "tracer")
            .with("--image", image)
            .with("--target", CONTAINER)
            .with("--profile", "general")
            .with("--custom", "root.yaml")
            .runs("sh")
            .line()
    }

    /// A program of the image itself.
    pub fn exec(&self, command: &str) -> String {
        self.kubectl("exec").flag("-it").word("\"$POD\"").with("-c", CONTAINER).runs(command).line()
    }

    /// A file out through the debug container; the path has no slash in front.
    pub fn copy_out(&self, file: &str, to: &str) -> String {
        let tar = format!("tar -C /proc/1/root -cf - {file} > {to}");
        self.kubectl("exec").word("\"$POD\"").with("-c", "debugger").runs(&tar).line()
    }

    /// A dump out with the tar of the image itself.
    pub fn copy_dump(&self) -> String {
        let (path, name) = (self.dump(), file_name(self.dump()));
        self.kubectl("cp").with("-c", CONTAINER).word(&format!("\"$POD:{path}\" {name}")).line()
    }

    /// A file out through Docker's daemon, which sees what is in a volume and not what
    /// is in a tmpfs.
    pub fn docker_copies(&self, container: &str) -> String {
        let path = if self.plan.dumps().is_some() { self.dump() } else { "etc/hosts" };
        format!("docker cp \"{container}:/{path}\" {}", file_name(path))
    }

    /// The pods of the service, by name, the one to look at first: of runs that are kept
    /// the last, and else any.
    pub fn a_pod(&self) -> String {
        let pods = self.kubectl("get").word("pods").with("-l", "app.kubernetes.io/name=\"$APP\"");
        let (pods, which) = if self.plan.ends() { (pods.with("--sort-by", ".metadata.creationTimestamp"), "tail") } else { (pods, "head") };
        format!("{} | {which} -n 1", pods.with("-o", "name").line())
    }

    /// The service’s port on your own machine.
    pub fn forward(&self, port: u16) -> String {
        self.kubectl("port-forward").word("\"pod/$POD\"").word(&format!("{port}:{port}")).line()
    }

    /// The log, and that of the container before.
    pub fn logs(&self) -> String {
        let logs = || self.kubectl("logs").word("\"$POD\"").with("-c", CONTAINER);
        format!("{}\n{}", logs().flag("--timestamps").with("--tail", "200").line(), logs().flag("--previous").line())
    }

    /// The shell of the service's own debug image: Google's brings busybox, for
    /// other bases the debug stage copies one.
    pub fn debug_shell(&self) -> &'static str {
        if debug_tag(self.plan.image).is_some() { "/busybox/sh" } else { "/busybox/busybox sh" }
    }

    /// What starts the service, as its Dockerfile has it.
    pub fn start(&self) -> String {
        self.plan.start().instructions().map(|start| instruction(&start)).collect()
    }

    /// The health check of its Dockerfile; where that has none, what the
    /// program would have to do.
    pub fn check(&self) -> String {
        if let Some(check) = self.plan.check() {
            return instruction(&Instruction::healthcheck(check));
        }
        match self.plan.start().program(self.plan.image) {
            Some(mut words) => {
                words.push("healthcheck".into());
                let check = instruction(&Instruction::healthcheck(words));
                format!("# Your program must support this argument: it checks its own port and exits with 0 or 1.\n{check}")
            }
            None => format!(
                "# Nothing in the image can run a check. Let the load balancer or proxy in front request {} on port {}.\n",
                self.health, self.port
            ),
        }
    }

    /// A copy with the service's own debug image, for what does not stay up.
    pub fn copy(&self) -> String {
        let copy = self.kubectl("debug").flag("-it").word("\"$POD\"").with("--copy-to", "\"$POD-dbg\"").with("--container", CONTAINER);
        let with_shell = match self.shell() {
            Some(_) => copy,
            None => copy.with("--set-image", &format!("{CONTAINER}={}-debug", self.image)),
        };
        // What runs before would run again, or hold up the copy as it holds up the pod.
        let with_shell = if self.plan.before().is_some() { with_shell.with("--keep-init-containers", "false") } else { with_shell };
        let debug = with_shell.with("--profile", "restricted").runs(self.shell().unwrap_or(self.debug_shell())).line();
        format!("{debug}\n{}", self.kubectl("delete").word("pod \"$POD-dbg\"").line())
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
