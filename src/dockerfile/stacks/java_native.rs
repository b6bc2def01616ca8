//! Java as a native image: compiled by Mandrel, linked to glibc.

use crate::dockerfile::image::package;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Does, Layout, Manager, SettingId};
use crate::dockerfile::stack::Stack;
use crate::dockerfile::steps::native::{NativeProgram, bring_mandrel, features};
use crate::dockerfile::steps::{self, compiled};
use crate::dockerfile::tree::{Dockerfile, Text, Why};

/// Compiles with the project's own tool, and runs the program alone.
pub struct JavaNative;

impl Stack for JavaNative {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let (tool, program) = (steps::jvm::tool(plan), NativeProgram::of(plan));
        let needs = match &program.module {
            Some(module) => format!("{}, with {module} among its modules", tool.needs),
            None => format!("{}: one module; if there are several, name the folder of the one to start", tool.needs),
        };
        let by = match (plan.choice(), plan.choice()) {
            (Layout::SpringNative, Manager::Gradle) | (Layout::NativePlugin, Manager::Gradle) => "the plugin org.graalvm.buildtools.native",
            (Layout::SpringNative, _) => "spring-boot-starter-parent, whose profile native compiles with native-maven-plugin",
            (Layout::QuarkusNative, _) => "a Quarkus version that works with Mandrel 25",
            (Layout::Micronaut, Manager::Gradle) => "the plugin io.micronaut.application",
            (Layout::Micronaut, _) => "micronaut-parent, and ${packaging} as its packaging",
            _ => "a profile native, in which native-maven-plugin compiles while packaging",
        };
        let mut expected: Vec<Text> = vec![
            needs.into(),
            by.into(),
            program.place().into(),
            steps::does(plan),
            "metadata for everything that the program finds by name (reflection, resources, proxies): missing metadata fails only at run time, so test the native program".into(),
            "memory and time: the compiler analyses the whole program and uses up to 85% of the available memory".into(),
            "amd64 machines of level x86-64-v3, which includes most machines since 2013; for others, pass -march=compatibility to the compiler".into(),
            "a test build by you: we wrote this file from documentation and could not build it".into(),
        ];
        if plan.choice::<Manager>() == Manager::Gradle {
            expected.push("a wrapper of Gradle 9.1 or newer, and a toolchain of Java 25: the build stage has no other Java".into());
        }
        if plan.crosses() {
            expected.push(
                "time: native code is compiled on its target architecture, so the build emulates the other one, which takes many minutes"
                    .into(),
            );
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let builder = plan.builder("debian");
        let mut build =
            steps::build_stage(builder, None, "Built on the release that runs it: the program is linked to its glibc and zlib.");
        bring_mandrel(plan, &mut build);
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        let mut tools = vec![package("compiler"), package("zlib-headers")];
        if plan.is_development() {
            tools.push(package("git"));
        }
        let why = "The linker and the library that GraalVM’s compiler needs. They come before the sources, so they stay cached.";
        steps::install(&mut build, builder, &tools, Why::practice(why).shown());
        steps::jvm::prepare(plan, &mut build);
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        let (tool, program) = (steps::jvm::tool(plan), NativeProgram::of(plan));
        tool.copy(plan, &mut build, program.module.as_deref(), &features(plan));
        let commands = program.make(plan).into_iter().chain(program.take(plan.default_entry().what));
        let why = "Without tests: run them before the image build. The certificates that the program trusts are compiled in.";
        build.run_with(plan.fetching(tool.lent(plan)), commands, Why::setting(SettingId::Layout, why).shown());
        compiled::prepare(plan, &mut build);
        let mut run = compiled::carry_binary(plan, true, &[]);
        if let Some(name) = reads_port(plan) {
            run.env([(name, plan.port().to_string())], Why::setting(SettingId::Port, "The program reads its port from here.").shown());
        }
        let why = "Exec form: signals reach the program. Its heap may use 80% of the memory limit; change that with an argument such as -Xmx512m.";
        compiled::start_binary_because(plan, &mut run, why);
        Dockerfile::of(Vec::new(), vec![build, run])
    }
}

/// The variable that says where it listens, where that has to be said.
fn reads_port(plan: &Plan) -> Option<&'static str> {
    let is_usual = plan.port() == plan.defaults().port;
    match (plan.does(), plan.choice()) {
        (Does::Http | Does::Grpc | Does::Tcp | Does::Udp, Layout::NativePlugin) => Some("PORT"),
        (Does::Http, _) if is_usual => None,
        (Does::Http, Layout::QuarkusNative) => Some("QUARKUS_HTTP_PORT"),
        (Does::Http, Layout::Micronaut) => Some("MICRONAUT_SERVER_PORT"),
        (Does::Http, _) => Some("SERVER_PORT"),
        (Does::Grpc, Layout::QuarkusNative) => Some("QUARKUS_GRPC_SERVER_PORT"),
        (Does::Grpc, Layout::Micronaut) => Some("GRPC_SERVER_PORT"),
        (Does::Grpc, _) => Some("SPRING_GRPC_SERVER_PORT"),
        _ => None,
    }
}
