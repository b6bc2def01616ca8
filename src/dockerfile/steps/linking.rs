//! Steps that prove how a program is linked: what loads it, and the libraries that
//! it asks for, have to be where it runs. Else it builds, and does not start there.

use super::prove::stop_at;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::start::{BINARY, BUILT_BINARY};
use crate::dockerfile::tree::{Stage, Why};
use crate::model::questions::{Linking, NativeDeps, Runtime};
use crate::model::{Family, QuestionId};

/// What readelf says of the program, for the steps after it; it gets into no image.
const READ: &str = "/tmp/elf";

/// Stops the build of a program that a base without a shell could not load.
pub fn prove_linking(plan: &Plan, build: &mut Stage) {
    // Without cgo Go links statically, and what needs cgo was asked already.
    if plan.is_development() || plan.image.has_shell() || plan.runtime == Runtime::Go && !plan.is_glibc() {
        return;
    }
    let base = plan.image.reference;
    // An image with a C library for programs that are linked to it says which others it has.
    match plan.image.inside().libraries {
        [] => {
            let linking = QuestionId::Linking.get();
            let answer = linking.options[Linking::Glibc as usize].label;
            let message =
                format!("$found loads the program, and {base} has none: link it statically, or answer '{answer}' to '{}'", linking.ask);
            let lists = format!(r"sed -n 's/.*interpreter: \(.*\)\].*/\1/p' {READ}");
            let why = "This base can start only a program that needs no loader.";
            let read = format!("readelf -lW {BUILT_BINARY} > {READ}");
            build.run(std::iter::once(read).chain(stop_at(&lists, "", &message)), Why::answer(QuestionId::Linking, why).shown());
        }
        libraries => {
            let native = QuestionId::NativeDeps.get();
            let answer = native.options[NativeDeps::SystemLibs as usize].label;
            let message = format!("{base} has no $found: link it statically, or answer '{answer}' to '{}'", native.ask);
            let lists = format!(r"sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' {READ}");
            // The loader itself has a name for each architecture.
            let allowed = format!("ld-linux*|ld64*|{}", libraries.join("|"));
            let why = "Checks that its libraries exist; otherwise the build stops and names the missing ones.";
            let read = format!("readelf -dW {BUILT_BINARY} > {READ}");
            build.run(std::iter::once(read).chain(stop_at(&lists, &allowed, &message)), Why::answer(QuestionId::NativeDeps, why).shown());
        }
    }
}

/// Stops the build of an image whose libraries are not all there, where one can ask.
pub fn prove_libraries(plan: &Plan, run: &mut Stage) {
    // Alpine's ldd knows nothing of the glibc beside it, which Deno's executables are linked to.
    if plan.runtime == Runtime::Deno && plan.family == Family::Alpine {
        return;
    }
    if plan.is_development() || !plan.image.has_shell() || plan.runtime == Runtime::Go && !plan.is_glibc() {
        return;
    }
    let setting = SettingId::Packages.get().label();
    let commands = [
        format!("libraries=\"$(ldd {BINARY} 2>&1 || true)\""),
        format!(
            "case \"$libraries\" in *'not found'*|*'Error loading'*) echo \"$libraries\" >&2; echo \"A library is missing: add the package that has it to the setting '{setting}'\" >&2; exit 1;; esac"
        ),
    ];
    let why = "Checks that its libraries exist; otherwise the build stops and names the missing ones.";
    run.run(commands, Why::answer(QuestionId::Linking, why).shown());
}
