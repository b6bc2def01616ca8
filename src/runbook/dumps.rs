//! Dumps of each language. What we did not try on a cluster says so.

use super::markdown::Guide;
use super::scene::{DEBUG_IMAGES, Scene};
use crate::model::questions::{Platform, Runtime};

/// The keys that the chapter names; a test holds that none is forgotten.
pub const EVIDENCE: &[&str] = &[
    "proc-root",
    "logs",
    "node-inspector",
    "bun-signals",
    "sigquit-dumps",
    "py-spy-ptrace",
    "dotnet-tools",
    "tmpfs-memory",
    "native-image-dumps",
    "native-image-memory",
];

/// What follows a text that was put together from documents only.
const UNTRIED: &str = "We could not verify this on a cluster.";

/// The chapter for the service's language.
pub fn dumps(guide: &mut Guide, scene: &Scene<'_>) {
    guide.heading("Threads and memory");
    let signal = |name: &str| signal(scene, name);
    match scene.plan.runtime {
        Runtime::Go => {
            if scene.plan.speaks_http() {
                guide.says("If the program serves `net/http/pprof`, query it over the forwarded port.", &["logs"]);
                let port = scene.port;
                guide.code("sh", &format!("curl -o heap.pprof http://127.0.0.1:{port}/debug/pprof/heap\ncurl -o goroutines.txt \"http://127.0.0.1:{port}/debug/pprof/goroutine?debug=2\""));
            }
            guide.says(
                "If it does not: this prints all goroutines to the log **and ends the process**, so use it when you would restart anyway.",
                &["sigquit-dumps"],
            );
            guide.code("sh", &signal("QUIT"));
        }
        Runtime::Java => {
            guide.says("This prints all threads to the log, and the service keeps running.", &["sigquit-dumps"]);
            guide.code("sh", &signal("QUIT"));
            guide.says(&format!("A heap dump needs `jcmd` from a JDK of the same version, run as the service’s user. Use an image such as `{DEBUG_IMAGES}jdk:1`, mirrored from `{}`, and in it `jcmd 1 GC.heap_dump /{}`. {UNTRIED}", scene.plan.mirrors().name(scene.plan.builder("java").reference), scene.dump()), &["proc-root"]);
            room(guide, scene);
        }
        Runtime::JavaNative => {
            guide.says("This prints all threads to the log, and the service keeps running.", &["native-image-dumps"]);
            guide.code("sh", &signal("QUIT"));
            guide.says(
                &format!("This writes a heap dump to `/{}`. There is no `jcmd` to attach: it is a native program. {UNTRIED}", scene.dump()),
                &["native-image-dumps"],
            );
            guide.code("sh", &signal("USR1"));
            room(guide, scene);
            guide.says("Its heap may take four fifths of the memory limit. An argument such as `-Xmx512m` changes that; `JAVA_TOOL_OPTIONS` has no effect.", &["native-image-memory"]);
        }
        Runtime::Node | Runtime::Deno => {
            guide.says(
                "This opens the inspector without a restart. Anyone who reaches it can run code, so replace the container to close it.",
                &["node-inspector"],
            );
            guide.code("sh", &signal("USR1"));
            if scene.plan.service.is(Platform::Kubernetes) {
                guide.says("Then forward its port and open `chrome://inspect`.", &["logs", "node-inspector"]);
                guide.code("sh", &scene.forward(9229));
            } else {
                guide.says("It listens on 127.0.0.1:9229 in the container. A container with node that joins its network reaches it with `node inspect 127.0.0.1:9229`.", &["node-inspector"]);
            }
        }
        Runtime::Bun => {
            guide.says(
                "No signal makes Bun dump anything. SIGUSR1, which opens the inspector of Node.js, **ends the process**. Prepare a route of your own that is not public and answers with `Bun.generateHeapSnapshot(\"v8\")`: Chrome’s developer tools open it.",
                &["bun-signals"],
            );
        }
        Runtime::Python => {
            let init = scene.behind_init();
            guide.says(&format!("`py-spy dump --pid 1` needs SYS_PTRACE, which the baseline and restricted levels refuse, and an image with py-spy, such as your own `{DEBUG_IMAGES}py-spy:1`.{init} {UNTRIED} You cannot take a dump without preparation: let the service call `faulthandler.register(signal.SIGUSR2)` at its start."), &["py-spy-ptrace"]);
        }
        Runtime::Dotnet => {
            guide.says(&format!("`dotnet-trace`, `dotnet-counters` and `dotnet-gcdump` work from a second container that shares processes and `/tmp` with the service; `dotnet-dump` also needs ptrace. {UNTRIED} To be sure, use a sidecar with `shareProcessNamespace` and the volume `tmp`."), &["dotnet-tools"]);
            if scene.plan.dumps().is_some() {
                guide.says(
                    &format!(
                        "Mount the volume `dumps` too and write there: `dotnet-dump collect --process-id 1 --output /{}`.",
                        scene.dump()
                    ),
                    &["dotnet-tools"],
                );
                room(guide, scene);
            }
        }
        Runtime::Rust | Runtime::CCpp => {
            let init = scene.behind_init();
            guide.says(&format!("`gdb -p 1` needs SYS_PTRACE and an image with gdb, such as your own `{DEBUG_IMAGES}gdb:1`.{init} Keep symbols at build time. {UNTRIED}"), &["proc-root"]);
        }
        Runtime::Ruby | Runtime::Php | Runtime::StaticSite => {
            guide.says("We know of no dump for this runtime without preparation. Rely on logs and metrics.", &[]);
        }
    }
}

/// Where a dump fits, and where it does harm.
fn room(guide: &mut Guide, scene: &Scene<'_>) {
    let keys: &[&'static str] = &["tmpfs-memory"];
    match scene.plan.dumps() {
        Some(dumps) if scene.plan.service.is(Platform::Docker) => guide.says(&format!("`{}` is a volume on disk. Do not write a dump to `/tmp`: it is a tmpfs, so the dump would count as the container’s memory. Delete the dump afterwards: it contains what the service had in memory, secrets too.", dumps.path), keys),
        Some(dumps) => guide.says(&format!("`{}` is a volume on the node’s disk, as large as the memory limit. Fetch the dump before the pod is deleted, and protect it: it contains what the service had in memory, secrets too.", dumps.path), &[]),
        None => guide.says("Check first that the dump fits there. If the folder is a tmpfs, the dump counts as the container’s memory.", keys),
    }
}

/// A signal to the service, from inside where there is a shell.
fn signal(scene: &Scene<'_>, name: &str) -> String {
    if scene.plan.service.is(Platform::Docker) {
        return format!("docker kill --signal={name} {}", scene.app);
    }
    match scene.shell() {
        Some(_) => scene.exec(&format!("sh -c 'kill -{name} 1'")),
        None => scene.signal(name),
    }
}
