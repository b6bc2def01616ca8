//! What is said beside a file: commands and packages that the base cannot have, and what
//! the file does where it is set to do more than one thing.

use container_diet::dockerfile::{SettingId, Settings, companions, dockerfile};
use container_diet::model::questions::{Linking, NativeDeps, Platform, Runtime, VendorImages};
use container_diet::model::{Answers, Family, decide};

use super::every::plan;

/// A file with these settings, and part of what has to be in it or beside it; a part with an
/// exclamation mark in front must not be.
#[track_caller]
fn check(answers: Answers, family: Family, set: &[(SettingId, &str)], said: &[&str], written: &[&str]) {
    let settings = set.iter().fold(Settings::default(), |settings, (id, text)| settings.with(*id, text));
    let plan = plan(&decide(&answers), family, &settings);
    let output = dockerfile(&plan);
    let (notes, text) = (output.notes.join("\n"), output.text());
    let commands = companions::companions(&plan, &output).into_iter().map(|file| format!("{}\n{}", file.name, file.text));
    let all = text + &commands.collect::<String>() + &output.expects.join("\n");
    for (where_, parts) in [(&notes, said), (&all, written)] {
        for part in parts {
            match part.strip_prefix('!') {
                Some(part) => assert!(!where_.contains(part), "{part} in {where_}"),
                None => assert!(where_.contains(part), "no {part} in {where_}"),
            }
        }
    }
}

fn of(runtime: Runtime) -> Answers {
    Answers::default().with(runtime)
}

#[test]
fn wheels_without_cuda_are_named_where_torch_may_be() {
    let torch = of(Runtime::Python).with(NativeDeps::GlibcOnly);
    let pip = (SettingId::Manager, "pip");
    let set = (SettingId::BuildArguments, "PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu");
    check(torch, Family::Slim, &[pip], &[], &["set “Build arguments” to PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu"]);
    check(torch, Family::Slim, &[pip, set], &[], &["!torch, if it is", "ARG PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu"]);
    check(torch, Family::Slim, &[(SettingId::Manager, "uv")], &[], &["whl/cpu as a source in pyproject.toml"]);
    check(of(Runtime::Python), Family::Slim, &[pip], &[], &["!torch"]);
    check(of(Runtime::Node).with(NativeDeps::GlibcOnly), Family::Slim, &[], &[], &["!torch"]);
}

#[test]
fn commands_that_nothing_there_can_run_are_said() {
    let npx = [(SettingId::Before, "npx prisma migrate deploy")];
    check(of(Runtime::Node), Family::Distroless, &npx, &["npx does not run here"], &[]);
    check(of(Runtime::Node), Family::Slim, &npx, &["!does not run here"], &["no package in the image provides the program prisma"]);
    let other = [(SettingId::Before, "npx -p @acme/tools migrate")];
    check(of(Runtime::Node), Family::Slim, &other, &[], &["!provides the program"]);
    let packaged = [(SettingId::Before, "node_modules/.bin/prisma migrate deploy")];
    check(of(Runtime::Node), Family::Distroless, &packaged, &["node_modules/.bin/prisma does not run here"], &[]);
    check(of(Runtime::Node), Family::Slim, &packaged, &["!does not run here"], &["node_modules/.bin/prisma does not exist"]);
    let exec = [(SettingId::Before, "pnpm exec prisma migrate deploy")];
    check(of(Runtime::Node), Family::Slim, &exec, &["pnpm is in the build stage and not in the image"], &[]);
    let yarn = [(SettingId::Before, "yarn migrate"), (SettingId::Version, "22")];
    check(of(Runtime::Node), Family::Slim, &yarn[..1], &["yarn is in the build stage and not in the image"], &[]);
    check(of(Runtime::Node), Family::Slim, &yarn, &["!in the build stage and not"], &[]);
    check(
        of(Runtime::Python),
        Family::Slim,
        &[(SettingId::Before, "uv run migrate")],
        &["uv is in the build stage and not in the image"],
        &[],
    );
    let worker = [(SettingId::Processes, "worker: sh -c 'run'")];
    check(of(Runtime::Go), Family::Distroless, &worker, &["sh does not run here"], &[]);
    let hardened = of(Runtime::Php).with(VendorImages::Yes);
    let queue = [(SettingId::Processes, "queue: php artisan queue:work")];
    check(hardened, Family::Distroless, &queue, &["“Additional processes” is not used", "without the php program"], &[]);
    let artisan = [(SettingId::Does, "worker"), (SettingId::Entry, "artisan"), (SettingId::Arguments, "queue:work")];
    check(hardened, Family::Distroless, &artisan, &["The program and its arguments are not used either"], &["!queue:work", "!artisan"]);
    check(of(Runtime::Php), Family::Slim, &artisan, &["!are not used either"], &["queue:work"]);
}

#[test]
fn packages_are_installed_by_the_name_of_the_distribution() {
    let answers = of(Runtime::Python).with(NativeDeps::SystemLibs);
    check(answers, Family::Alpine, &[(SettingId::Packages, "libpq5")], &["Alpine has no package libpq5: its name there is libpq"], &[]);
    check(answers, Family::Slim, &[(SettingId::Packages, "mesa-gl")], &["Debian has no package mesa-gl: its name there is libgl1"], &[]);
    check(answers, Family::Slim, &[(SettingId::Packages, "libpq5,libgl1")], &["!its name there"], &[]);
    let older = [(SettingId::Packages, "libgl1-mesa-glx,libaio1")];
    check(answers, Family::Slim, &older, &["its name there is libgl1", "its name there is libaio1t64"], &["\"libgl1, libaio1t64\""]);
    check(answers, Family::Alpine, &older, &["Alpine has no package libgl1-mesa-glx: its name there is mesa-gl"], &["mesa-gl>=0"]);
    let gone = [(SettingId::Packages, "wkhtmltopdf")];
    check(answers, Family::Slim, &gone, &["Debian has no package wkhtmltopdf, so the build stops. Debian 12 was the last"], &[]);
    check(answers, Family::Alpine, &gone, &["!no package wkhtmltopdf"], &[]);
    let tools = [(SettingId::BuildPackages, "openssl-dev")];
    check(of(Runtime::CCpp), Family::Slim, &tools, &["Debian has no package openssl-dev: its name there is libssl-dev"], &[]);
}

/// Files of variables are left out: what a build compiles in would be missing in silence.
#[test]
fn what_a_build_compiles_in_is_said_to_come_from_arguments() {
    let built = "and values that the build compiles in, such as NEXT_PUBLIC_URL or VITE_URL, from build arguments";
    check(of(Runtime::Node), Family::Slim, &[(SettingId::Layout, "output")], &[], &[built]);
    check(of(Runtime::Node), Family::Slim, &[], &[], &["!from build arguments", "settings from environment variables: .env files"]);
    check(of(Runtime::Php), Family::Slim, &[(SettingId::Front, ".")], &[], &[built]);
    check(of(Runtime::Go), Family::Slim, &[(SettingId::Front, "web")], &[], &["!from build arguments", "no secrets in web/.env"]);
}

/// Programs of a desktop do not start where they cannot write their settings.
#[test]
fn programs_of_a_desktop_get_a_folder_for_their_settings() {
    let answers = of(Runtime::Node).with(NativeDeps::SystemLibs);
    for packages in ["chromium,fonts-liberation", "libreoffice-writer"] {
        check(answers, Family::Slim, &[(SettingId::Packages, packages)], &[], &["ENV HOME=/tmp", "XDG_CONFIG_HOME=/tmp/.config"]);
    }
    for packages in ["ffmpeg", "chromium2"] {
        check(answers, Family::Slim, &[(SettingId::Packages, packages)], &[], &["!HOME=/tmp"]);
    }
}

/// A managed platform sends HTTP to one container, which FPM does not answer.
#[test]
fn php_on_a_managed_platform_answers_by_itself_or_it_is_said() {
    const WEB: (SettingId, &str) = (SettingId::WebServer, "nginx");
    let managed = of(Runtime::Php).with(Platform::Managed);
    let apache = [
        "FROM php:8.5-apache-trixie\n",
        "APACHE_RUN_DIR=/tmp/apache2",
        "\"Listen \\${PORT}\"",
        "DocumentRoot /app/public",
        "EXPOSE 8080\n",
        "CMD [\"apache2-foreground\"]",
        "!9000",
    ];
    check(managed, Family::Slim, &[], &["!Managed platforms"], &apache);
    check(managed, Family::Full, &[(SettingId::Port, "9090")], &[], &["ENV PORT=9090\n", "EXPOSE 9090\n"]);
    check(managed, Family::Slim, &[(SettingId::Layout, "fpm")], &["Managed platforms send HTTP requests"], &["CMD [\"php-fpm\"]"]);
    check(managed, Family::Alpine, &[], &["Managed platforms send HTTP requests"], &["CMD [\"php-fpm\"]"]);
    check(managed, Family::Alpine, &[WEB], &["Your platform has to run both images"], &["AS web"]);
    check(managed, Family::Slim, &[(SettingId::Does, "worker")], &["!Managed platforms"], &["php:8.5-fpm-trixie", "!apache"]);
    check(of(Runtime::Php), Family::Slim, &[(SettingId::Layout, "apache")], &["has no effect"], &["CMD [\"php-fpm\"]"]);
}

/// pip takes groups of packages by an option, and extras with the project.
#[test]
fn groups_of_packages_reach_pip() {
    const GROUPS: (SettingId, &str) = (SettingId::Features, "tls,group:docker");
    let unlocked = [GROUPS, (SettingId::Manager, "pip-nolock")];
    check(of(Runtime::Python), Family::Slim, &unlocked, &[], &["install \".[tls]\" --group docker"]);
    let only = [(SettingId::Features, "group:docker"), (SettingId::Manager, "pip")];
    check(of(Runtime::Python), Family::Slim, &only, &[], &["--requirement requirements.txt", "!--requirement group"]);
}

/// A port is that of the server that is asked.
#[test]
fn ports_reach_the_server_that_listens() {
    let grpc = [(SettingId::Does, "grpc"), (SettingId::Port, "9090")];
    check(of(Runtime::Java), Family::Slim, &grpc, &[], &["SPRING_GRPC_SERVER_PORT=9090", "!SERVER_PORT=9090\nSERVER"]);
    let quarkus = [(SettingId::Layout, "quarkus"), (SettingId::Does, "grpc"), (SettingId::Port, "9000")];
    check(of(Runtime::Java), Family::Slim, &quarkus, &[], &["QUARKUS_GRPC_SERVER_PORT=9000", "!QUARKUS_HTTP_PORT"]);
    let tcp = [(SettingId::Does, "tcp"), (SettingId::Port, "5000")];
    check(of(Runtime::Java), Family::Slim, &tcp, &[], &["!SERVER_PORT"]);
    check(of(Runtime::JavaNative), Family::Slim, &grpc, &[], &["SPRING_GRPC_SERVER_PORT=9090"]);
    let older = [(SettingId::Version, "21")];
    check(of(Runtime::JavaNative), Family::Slim, &older, &["You asked for version 21", "The file uses 25."], &[]);
    for (layout, written) in [
        ("spring-native", "SERVER_PORT=9090"),
        ("quarkus-native", "QUARKUS_HTTP_PORT=9090"),
        ("micronaut", "MICRONAUT_SERVER_PORT=9090"),
        ("native-plugin", "PORT=9090"),
    ] {
        let set = [(SettingId::Layout, layout), (SettingId::Port, "9090")];
        check(of(Runtime::JavaNative), Family::Slim, &set, &[], &[&format!("ENV {written}\n")]);
    }
    check(of(Runtime::Dotnet), Family::Slim, &grpc, &[], &["Kestrel__EndpointDefaults__Protocols=Http2"]);
    check(of(Runtime::Dotnet), Family::Slim, &[(SettingId::Ports, "8081")], &[], &["ASPNETCORE_HTTP_PORTS=\"8080;8081\"", "!Kestrel"]);
    check(of(Runtime::Dotnet), Family::Slim, &[(SettingId::Ports, "5353/udp")], &[], &["HTTP_PORTS=8080", "EXPOSE 5353/udp\n"]);
    let both = [(SettingId::Does, "udp"), (SettingId::Port, "5353"), (SettingId::Ports, "5353,8181")];
    check(of(Runtime::Go), Family::Slim, &both, &[], &["EXPOSE 5353/udp\nEXPOSE 5353\nEXPOSE 8181\n"]);
    let serve = [(SettingId::Layout, "serve"), (SettingId::Does, "schedule")];
    check(of(Runtime::Deno), Family::Slim, &serve, &[], &["\"run\"", "!\"serve\""]);
}

/// The web server in front of FPM has a port of its own, and is there for what answers.
#[test]
fn a_web_server_is_in_front_of_fpm() {
    const WEB: (SettingId, &str) = (SettingId::WebServer, "nginx");
    let both = ["AS web", "build --target web", "fastcgi_pass 127.0.0.1:9000", "root /app/public"];
    check(of(Runtime::Php), Family::Slim, &[WEB], &["!both listen"], &both);
    check(of(Runtime::Php), Family::Slim, &[WEB, (SettingId::Port, "8080")], &["would both listen on port 8080"], &["AS web"]);
    check(of(Runtime::Php), Family::Slim, &[WEB, (SettingId::Does, "worker")], &["“Web server” is not used"], &["!AS web"]);
}

/// Builders know proxies by themselves, in every stage.
#[test]
fn proxies_are_passed_and_not_declared() {
    let proxies = [(SettingId::BuildArguments, "HTTPS_PROXY=http://proxy.example.com:3128 NO_PROXY API_URL=x")];
    let passed = "--build-arg HTTPS_PROXY=http://proxy.example.com:3128 --build-arg NO_PROXY";
    check(of(Runtime::Node), Family::Slim, &proxies, &[], &[passed, "ARG API_URL=x", "!ARG HTTPS_PROXY", "!ARG NO_PROXY", "!$NO_PROXY"]);
}

/// What is mounted in the file is lent by the commands.
#[test]
fn every_secret_that_a_file_mounts_is_lent() {
    for (runtime, layout, manager) in [(Runtime::Ruby, "rails", "npm"), (Runtime::Go, "module", "pnpm"), (Runtime::Php, "fpm", "yarn")] {
        let set =
            [(SettingId::Layout, layout), (SettingId::BuildNode, "yes"), (SettingId::FrontManager, manager), (SettingId::Private, "token")];
        let settings = set.iter().fold(Settings::default(), |settings, (id, text)| settings.with(*id, text));
        let plan = plan(&decide(&of(runtime)), Family::Slim, &settings);
        let output = dockerfile(&plan);
        let text = output.text();
        let mounted = text.split("type=secret,id=").skip(1).filter_map(|rest| rest.split(',').next());
        let lent: Vec<&str> = plan.secrets().iter().map(|secret| secret.id).collect();
        let mut count = 0;
        for id in mounted {
            count += 1;
            assert!(lent.contains(&id), "{runtime:?}: {id} is mounted and not lent: {lent:?}\n{text}");
        }
        assert!(count > 1, "{text}");
        for id in lent {
            assert!(text.contains(&format!("id={id},")), "{runtime:?}: {id} is lent and not mounted\n{text}");
        }
    }
}

/// Next.js leaves what browsers load beside its server.
#[test]
fn what_a_build_gathers_is_all_that_the_image_takes() {
    const OUTPUT: (SettingId, &str) = (SettingId::Layout, "output");
    let whole = "COPY --from=build /app /app";
    let next = ["COPY --from=build /app/.next/standalone /app/.next/standalone", "cp -r .next/static .next/standalone/.next/"];
    check(
        of(Runtime::Node),
        Family::Slim,
        &[OUTPUT],
        &[],
        &[next[0], next[1], "HOSTNAME=0.0.0.0", "!npm prune", "!COPY --from=build /app /app"],
    );
    let nuxt = [OUTPUT, (SettingId::Entry, ".output/server/index.mjs")];
    check(of(Runtime::Node), Family::Slim, &nuxt, &[], &["COPY --from=build /app/.output /app/.output", "!cp -r .next", "!HOSTNAME"]);
    let built = [(SettingId::Layout, "build"), (SettingId::Entry, ".next/standalone/server.js")];
    check(of(Runtime::Node), Family::Slim, &built, &[], &[whole, next[1], "HOSTNAME=0.0.0.0"]);
}

/// kaniko has no agent, and Cargo itself takes a key from nothing else.
#[test]
fn cargo_reads_a_key_from_a_file_through_git() {
    let rust = of(Runtime::Rust);
    let with_git = "ENV CARGO_NET_GIT_FETCH_WITH_CLI=true";
    let kaniko = [(SettingId::Private, "ssh"), (SettingId::Builder, "kaniko")];
    check(rust, Family::Distroless, &kaniko, &["Mount /root/.ssh/id_ed25519"], &[with_git]);
    check(rust.with(Linking::Static), Family::Alpine, &kaniko, &[], &[with_git, "\"git>=2\" \"openssh-client"]);
    let no_flag = format!("!{with_git}");
    check(rust, Family::Distroless, &kaniko[..1], &[], &[&no_flag, "--mount=type=ssh"]);
}

/// JARs load native libraries from where they unpack them, which a tmpfs forbids unless asked.
#[test]
fn programs_may_be_loaded_from_the_temporary_folder_of_java() {
    check(of(Runtime::Java), Family::Slim, &[], &[], &["--tmpfs /tmp:exec "]);
    check(of(Runtime::JavaNative), Family::Slim, &[], &[], &["--tmpfs /tmp:exec "]);
    check(of(Runtime::Node), Family::Slim, &[], &[], &["--tmpfs /tmp ", "!/tmp:exec"]);
}

/// What starts before it and beside it is proved to be there, and only what surely is a
/// path, module or program of the project.
#[test]
fn what_starts_beside_it_is_looked_for() {
    let beside = |before: &'static str, also: &'static str| [(SettingId::Before, before), (SettingId::Processes, also)];
    let node = beside("node dist/migrate", "worker: node worker.js --all mailer: npx mail tool: node --import ./a.js b.js");
    let paths = "[ ! -e dist/migrate ] && [ ! -e dist/migrate.js ]";
    check(of(Runtime::Node), Family::Slim, &node, &[], &[paths, "[ ! -e worker.js ]", "![ ! -e npx", "![ ! -e ./a.js", "![ ! -e b.js"]);
    let own = beside("node_modules/.bin/prisma migrate deploy", "worker: node 'a b.js'");
    check(of(Runtime::Node), Family::Slim, &own, &[], &["[ ! -e node_modules/.bin/prisma ]", "![ ! -e a b.js"]);
    let python = beside("python manage.py migrate", "worker: celery -A shop worker beat: python -m shop.beat shell: sh -c 'x'");
    let found =
        ["[ ! -e manage.py ]", "[ ! -e /venv/bin/celery ]", "find_spec('shop')", "'beat' + e", "!/venv/bin/sh", "'Additional processes'"];
    check(of(Runtime::Python), Family::Slim, &python, &[], &found);
    // A variable before a program is no program.
    let with_a_variable = beside("A=1 python manage.py migrate", "worker: A=1 B='x y' celery -A shop worker");
    check(of(Runtime::Python), Family::Slim, &with_a_variable, &[], &["[ ! -e manage.py ]", "[ ! -e /venv/bin/celery ]", "!A=1"]);
    let php = beside("php artisan migrate --force", "queue: php artisan queue:work");
    check(of(Runtime::Php), Family::Slim, &php, &[], &["[ ! -e public ]", "[ ! -e artisan ]"]);
    let rails = beside("bin/rails db:migrate", "jobs: bundle exec sidekiq");
    check(of(Runtime::Ruby), Family::Slim, &rails, &[], &["[ ! -e config.ru ]", "[ ! -e bin/rails ]", "![ ! -e bundle"]);
}

/// A company's CA is as the language takes it.
#[test]
fn certificates_are_as_the_language_takes_them() {
    let ca = [(SettingId::Ca, "certs/company.crt")];
    check(of(Runtime::Python), Family::Slim, &ca, &[], &["from 3.13 on, Python refuses others"]);
    check(of(Runtime::Node), Family::Slim, &ca, &[], &["!refuses others"]);
}
