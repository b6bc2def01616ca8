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
                "Without `pprof`, SIGQUIT prints all goroutines to the log **and ends the process**, so use it only if you would restart anyway.",
                &["sigquit-dumps"],
            );
            guide.code("sh", &signal("QUIT"));
        }
        Runtime::Java => {
            guide.says("SIGQUIT prints all threads to the log, and the service keeps running.", &["sigquit-dumps"]);
            guide.code("sh", &signal("QUIT"));
            guide.says(&format!("A heap dump needs `jcmd` from a JDK of the same version, run as the service’s user. Use an image such as `{DEBUG_IMAGES}jdk:1`, mirrored from `{}`, and run `jcmd 1 GC.heap_dump /{}` in it. {UNTRIED}", scene.plan.mirrors().name(scene.plan.builder("java").reference), scene.dump()), &["proc-root"]);
            room(guide, scene);
        }
        Runtime::JavaNative => {
            guide.says("SIGQUIT prints all threads to the log, and the service keeps running.", &["native-image-dumps"]);
            guide.code("sh", &signal("QUIT"));
            guide.says(
                &format!("SIGUSR1 writes a heap dump to `/{}`. `jcmd` cannot attach to a native program. {UNTRIED}", scene.dump()),
                &["native-image-dumps"],
            );
            guide.code("sh", &signal("USR1"));
            room(guide, scene);
            guide.says("The heap may use four fifths of the memory limit. Change that with an argument such as `-Xmx512m`; `JAVA_TOOL_OPTIONS` has no effect.", &["native-image-memory"]);
        }
        Runtime::Node | Runtime::Deno => {
            guide.says(
                "SIGUSR1 opens the inspector without a restart. Anyone who reaches the inspector can run code. To close it, replace the container.",
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
                "No signal makes Bun write a dump. SIGUSR1, which opens the inspector in Node.js, **ends the process** here. Prepare a route that is not public and returns `Bun.generateHeapSnapshot(\"v8\")`. Chrome’s developer tools can open the result.",
                &["bun-signals"],
            );
        }
        Runtime::Python => {
            let init = scene.behind_init();
            guide.says(&format!("`py-spy dump --pid 1` needs SYS_PTRACE, which the baseline and restricted levels refuse, and an image with py-spy, such as your own `{DEBUG_IMAGES}py-spy:1`.{init} {UNTRIED} Without py-spy, you need to prepare: let the service call `faulthandler.register(signal.SIGUSR2)` at its start."), &["py-spy-ptrace"]);
        }
        Runtime::Dotnet => {
            guide.says(&format!("`dotnet-trace`, `dotnet-counters` and `dotnet-gcdump` work from a second container that shares processes and `/tmp` with the service; `dotnet-dump` also needs ptrace. {UNTRIED} A safer choice is a sidecar with `shareProcessNamespace` and the volume `tmp`."), &["dotnet-tools"]);
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
            guide.says(&format!("`gdb -p 1` needs SYS_PTRACE and an image with gdb, such as your own `{DEBUG_IMAGES}gdb:1`.{init} Keep debug symbols when you build. {UNTRIED}"), &["proc-root"]);
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
        Some(dumps) if scene.plan.service.is(Platform::Docker) => guide.says(&format!("`{}` is a volume on disk. Do not write a dump to `/tmp`: it is a tmpfs, so the dump would count as the container’s memory. Delete the dump afterwards: it contains everything the service had in memory, including secrets.", dumps.path), keys),
        Some(dumps) => guide.says(&format!("`{}` is a volume on the node’s disk, as large as the memory limit. Fetch the dump before the pod is deleted, and protect it: it contains everything the service had in memory, including secrets.", dumps.path), &[]),
        None => guide.says("First check that the dump fits there. If the folder is a tmpfs, the dump counts as the container’s memory.", keys),
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
