//! A heap dump has a volume of its own wherever something mounts one: it is as
//! large as the heap, and in a tmpfs it would count as memory.

use container_diet::dockerfile::companions::companions;
use container_diet::dockerfile::dockerfile;
use container_diet::dockerfile::settings::Layout;
use container_diet::model::Answers;
use container_diet::model::questions::{Environment, Platform, Runtime};

use super::every::every_runbook;

/// Whether the runtime dumps its heap into a file on demand.
fn dumps(answers: &Answers, layout: Layout) -> bool {
    answers.is(Runtime::Java) || answers.is(Runtime::JavaNative) || answers.is(Runtime::Dotnet) && layout != Layout::Aot
}

#[test]
fn a_heap_dump_goes_to_a_volume_of_its_own() {
    every_runbook(&mut |answers, plan, _, files| {
        let has = dumps(answers, plan.choice()) && answers.is(Environment::Production) && !answers.is(Platform::Managed);
        let output = dockerfile(plan);
        let commands = &companions(plan, &output)[0].text;
        let text = |names: &[&str]| files.iter().find(|file| names.contains(&file.name)).map_or(String::new(), |file| file.text.clone());
        let (compose, workload) = (text(&["compose.yaml"]), text(&["deployment.yaml", "job.yaml", "cronjob.yaml"]));
        let with_docker = has && answers.is(Platform::Docker);
        assert_eq!(output.text().contains(" /dumps"), with_docker, "{}", output.text());
        assert_eq!(commands.contains(" --volume /dumps"), with_docker, "{commands}");
        assert_eq!(compose.contains("- \"dumps:/dumps\"\n"), with_docker, "{compose}");
        assert!(!format!("{commands}{compose}").contains("tmpfs /dumps"), "{commands}{compose}");
        let in_cluster = has && answers.is(Platform::Kubernetes);
        assert_eq!(workload.contains("mountPath: /dumps\n"), in_cluster, "{workload}");
        let volume = "        - name: dumps\n";
        assert_eq!(workload.matches(volume).count() > 0, in_cluster, "{workload}");
        // As much as the container has memory, of which the heap is a part.
        let memory = if answers.is(Runtime::JavaNative) { "256Mi" } else { "512Mi" };
        assert_eq!(workload.contains(&format!("sizeLimit: \"{memory}\"")), in_cluster, "{workload}");
        let book = text(&["RUNBOOK.md"]);
        assert_eq!(book.contains("dumps/"), has, "{book}");
        assert_eq!(book.contains("it is a tmpfs, so the dump would count"), with_docker, "{book}");
    });
}
