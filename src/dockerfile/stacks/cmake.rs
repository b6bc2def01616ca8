//! C and C++ with CMake: linked to glibc, or static through musl.

use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps;
use crate::dockerfile::tree::{Dockerfile, Text, Why};
use crate::model::{Family, QuestionId};

/// Builds with CMake and Ninja, and runs the binary alone.
pub struct Cmake;

impl Stack for Cmake {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let (target, program) = named(plan);
        vec![
            "CMakeLists.txt at the root".into(),
            format!("an executable target named {target}, which makes a program named {program}").into(),
            steps::does(plan),
            "dependencies that find_package finds or that the sources include; add others to the packages of the build stage".into(),
        ]
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        // The compiler of the release that runs it: a newer one's libstdc++ is not there.
        let musl = !plan.is_glibc() && matches!(plan.family, Family::Alpine | Family::Distroless | Family::Scratch);
        let (builder, why) = match (plan.family, musl) {
            (Family::Full, _) => ("gcc", "The compiler with the same libstdc++ as at run time."),
            (_, true) => ("alpine", "Built on Alpine: static, linked to musl."),
            _ => ("debian", "Built on the release that runs it: the same glibc and libstdc++."),
        };
        let builder = plan.builder(builder);
        let mut build = steps::build_stage(builder, None, why);
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        let mut tools = vec![package("cmake"), package("ninja")];
        if builder.id != "gcc" {
            tools.insert(0, package("compiler"));
        }
        if plan.family == Family::Scratch && plan.needs_surroundings() {
            tools.push(package("tzdata"));
        }
        if plan.needs_surroundings() && builder.inside().ca_certificates == Some(false) {
            tools.push(package("ca-certificates"));
        }
        steps::install(
            &mut build,
            builder,
            &tools,
            Why::practice("Build tools come before the sources, so they stay cached between builds.").shown(),
        );
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        build.copy(["."], ".", Why::practice("The sources."));
        steps::own_steps(plan, &mut build, &[]);
        let (linked, why) = if musl {
            (" -D CMAKE_EXE_LINKER_FLAGS=-static", "Static, because the base has no C library.")
        } else {
            ("", "Linked to the C and C++ libraries of the base.")
        };
        let (target, program) = named(plan);
        // A name alone is an option that is off by default.
        let defined = |name: &str| if name.contains('=') { format!(" -D {name}") } else { format!(" -D {name}=ON") };
        let options: String = plan.features().into_iter().map(defined).collect();
        build.run(
            [
                format!("cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release{linked}{options}"),
                format!("cmake --build /build --target {target}"),
                format!("found=\"$(find /build -name {program} -type f -perm -100 ! -path '*/CMakeFiles/*')\""),
                format!("if [ ! -f \"$found\" ]; then echo \"no single program named {program}: $found; enter target:program in the setting '{}'\" >&2; exit 1; fi", plan.default_entry().what),
                "mkdir /out".into(),
                "cp \"$found\" /out/server".into(),
            ],
            Why::answer(QuestionId::Linking, why).shown(),
        );
        steps::compiled::prepare(plan, &mut build);
        let run = steps::compiled::run_binary(plan, false);
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// The target and its program, which mostly have one name: `shop_server:shop` names two.
fn named(plan: &Plan) -> (String, String) {
    let entry = plan.entry();
    let (target, program) = entry.split_once(':').unwrap_or((&entry, &entry));
    (target.into(), program.into())
}
