//! What every container of a pod has: what it may, what it gets, how it leaves.

use super::scene::Scene;
use super::yaml::{Entry, Yaml, entry, list, map};
use crate::model::runtimes::Kind;

/// Seconds for the load balancers to notice that a pod is going.
pub const LEAVING: u32 = 5;
/// Said of numbers that only whoever runs it can know.
pub const GUESS: &str = "An estimate: measure, then set your own value.";

/// Words as a command has them, where the kubelet puts a variable's value in place of $(NAME).
pub fn called(words: &[String]) -> Yaml {
    Yaml::List(words.iter().map(|word| Yaml::Text(word.replace("$(", "$$("))).collect())
}

/// What a container may: nothing.
pub fn security() -> Yaml {
    map(locked())
}

/// The same as entries, for a container that has more to say.
pub fn locked() -> [Entry; 3] {
    [
        entry("allowPrivilegeEscalation", false),
        entry("readOnlyRootFilesystem", true),
        entry("capabilities", map([entry("drop", list(["ALL"]))])),
    ]
}

/// What a container may use of memory.
pub fn memory(scene: &Scene<'_>) -> &'static str {
    match scene.plan.service.runtime().kind {
        Kind::VirtualMachine => "512Mi",
        Kind::Compiled | Kind::Interpreted | Kind::Files => "256Mi",
    }
}

/// A guess, said to be one.
pub fn resources(scene: &Scene<'_>) -> Yaml {
    let memory = memory(scene);
    map([entry("requests", map([entry("cpu", "100m"), entry("memory", memory)])), entry("limits", map([entry("memory", memory)]))])
}
