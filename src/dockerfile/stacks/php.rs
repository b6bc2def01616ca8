//! PHP with Composer: FPM, which a web server in front speaks FastCGI to, or Apache with
//! PHP as a module.

use crate::dockerfile::image::{has_apk, image, is_cut_down, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::private::COMPOSER_HOME;
use crate::dockerfile::settings::SettingId;
use crate::dockerfile::stack::Stack;
use crate::dockerfile::start::Server;
use crate::dockerfile::steps::{self, BUILD};
use crate::dockerfile::tree::{Dockerfile, Instruction, Stage, Text, Why};
use crate::facts::Image;
use crate::facts::extensions::{Comes, Extension, INSIDE, extension};
use crate::model::QuestionId;
use crate::model::questions::NativeDeps;

/// Compiles the extensions, and runs FPM without Composer.
pub struct Php;

/// Where Composer keeps what it downloads.
const CACHE: &str = "/composer-cache";
/// Where the build stage leaves the port.
const LISTEN: &str = "/out/zz-listen.conf";
/// Where Apache writes what it needs while it runs.
const TEMPORARY: &str = "/tmp/apache2";
/// Where the official images have their extensions, and what switches those on.
const EXTENSIONS: [&str; 2] = ["/usr/local/lib/php/extensions/", "/usr/local/etc/php/conf.d/"];

impl Stack for Php {
    fn expects(&self, plan: &Plan) -> Vec<Text> {
        let folder = plan.entry();
        let port = plan.port();
        let is_served = plan.server().is_some();
        let mut expected: Vec<Text> = vec!["composer.json and composer.lock at the root".into()];
        if !is_served {
            expected.push(format!("{folder}, and {}", steps::does(plan)).into());
        } else if plan.is_development() {
            expected.push(format!("{folder}/index.php, which answers every path without a file").into());
        } else if plan.has_apache() {
            let health = plan.health();
            expected.push(
                format!(
                    "{folder}/index.php, which answers every path that has no file in {folder}, and {health} while the service is healthy"
                )
                .into(),
            );
        } else if plan.web_server().is_some() {
            expected.push("nginx.conf at the root, as provided with this file: the second image, web, copies it".into());
            expected.push(format!("{folder}/index.php, which answers every path that has no file in {folder}").into());
        } else {
            expected.extend([
                Text::from(format!("a web server in front that also has the files of {folder} and passes PHP requests to port {port} over FastCGI, with /app/{folder} as the root")),
            ]);
        }
        if plan.folders().is_empty() && !plan.is_development() {
            let user = plan.image.ordinary_user();
            let text = format!(
                "a program that writes only to /tmp: folders such as Laravel’s storage or Symfony’s var belong to root, not to user {user}, until you set them"
            );
            expected.push(text.into());
        }
        expected.push("a writable /tmp for uploads and sessions".into());
        if is_cut_down(plan.image) {
            expected.push("only the image’s extensions, such as intl, mbstring, pdo_sqlite and sodium".into());
            expected.push("no scripts at run time: the image has only FPM, without the php program".into());
        }
        expected
    }

    fn build(&self, plan: &Plan) -> Dockerfile {
        let (builder, why) = match plan.image.builder() {
            Some(builder) => {
                (builder.id, "The builder for the image below. It has the same extensions, so Composer’s checks apply to both.")
            }
            None => (plan.image.role(), "The image that also runs it: the same extensions, so Composer’s checks apply to both."),
        };
        let extensions = extensions(plan);
        let builder = plan.builder(builder);
        // Without extensions there are only PHP files, the same on every architecture.
        let once = plan.service.is(NativeDeps::None) && extensions.is_empty();
        let mut build = if once { steps::build_stage_once(plan, builder, why) } else { steps::build_stage(builder, None, why) };
        steps::trust(plan, &mut build, builder);
        steps::build_packages(plan, &mut build, builder);
        let mut tools = vec![package("unzip")];
        if plan.service.is(NativeDeps::SystemLibs) && named(plan).next().is_none() {
            tools.push(package("libpq-headers"));
        }
        if plan.is_development() {
            tools.push(package("git"));
        }
        tools.extend(steps::private_tools(plan, builder).into_iter().filter(|tool| tool.id != "git" || !plan.is_development()));
        let composer = "Composer needs it to unpack packages: the image has neither this program nor the zip extension.";
        steps::install_beside(&mut build, builder, &tools, &headers(plan, builder), Why::fact(builder, composer).shown());
        let why = "A single file from Composer’s image. The final image does not contain it.";
        build.copy_from_image(image("composer"), "/usr/bin/composer", "/usr/bin/composer", Why::practice(why));
        build.workdir(plan.defaults().sources, Why::practice("A separate folder for the project."));
        compile(plan, &mut build, &extensions);
        install(plan, &mut build);
        steps::prepare_folders(plan, &mut build);

        let mut run = steps::run_stage(plan, None);
        steps::carry_trust(plan, &mut run);
        add_libraries(plan, &mut run);
        steps::add_user(plan, &mut run);
        if !plan.is_development() {
            carry(plan, &mut run, &extensions);
        }
        steps::give_to_developer(plan, &mut run);
        steps::finish(plan, &mut run);
        start(plan, &mut run);
        Dockerfile::of(Vec::new(), std::iter::once(build).chain(steps::webserver::stage(plan)).chain([run]).collect())
    }
}

/// The extensions that were named and are not in the image already.
fn named(plan: &Plan) -> impl Iterator<Item = &str> {
    let all = plan.settings.parts_for(SettingId::Extensions, &plan.service);
    all.filter(|name| !INSIDE.contains(name) && !is_cut_down(plan.image))
}

/// The extensions to add: those that were named, and else one as an example where
/// the packages want libraries of the system. OPcache is on in every image.
fn extensions(plan: &Plan) -> Vec<&str> {
    let named: Vec<&str> = named(plan).collect();
    let is_open = plan.settings.text_for(SettingId::Extensions, &plan.service).is_none();
    if is_open && plan.service.is(NativeDeps::SystemLibs) && !is_cut_down(plan.image) { vec!["pdo_pgsql"] } else { named }
}

/// Packages of the extensions that were named, for an image: those that they are
/// compiled with, or those that they load.
fn packages_of<'a>(plan: &Plan, on: &Image, of: fn(&'a Extension) -> &'a [&'static [&'static str]; 2]) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for row in named(plan).filter_map(extension) {
        let [debian, alpine] = *of(row);
        all.extend(if has_apk(on) { alpine } else { debian });
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// What compiling the extensions needs beside what the image has for that.
fn headers(plan: &Plan, on: &Image) -> Vec<&'static str> {
    let mut all = packages_of(plan, on, |row| &row.build);
    if has_apk(on) && named(plan).any(is_from_pecl) {
        all.extend(["autoconf", "build-base"]);
    }
    all
}

fn is_from_pecl(name: &str) -> bool {
    extension(name).is_some_and(|row| row.comes == Comes::FromPecl)
}

/// Compiles the extensions, with what the image brings for that.
fn compile(plan: &Plan, build: &mut Stage, extensions: &[&str]) {
    if extensions.is_empty() {
        return;
    }
    let (from_pecl, with_php): (Vec<&str>, Vec<&str>) = extensions.iter().copied().partition(|name| is_from_pecl(name));
    let configured = with_php.iter().copied().filter_map(extension).filter_map(|row| match row.comes {
        Comes::WithPhp(options) if !options.is_empty() => Some(format!("docker-php-ext-configure {} {options}", row.name)),
        _ => None,
    });
    let mut commands: Vec<String> = configured.collect();
    if !with_php.is_empty() {
        commands.push(format!("docker-php-ext-install {}", with_php.join(" ")));
    }
    if !from_pecl.is_empty() {
        let names = from_pecl.join(" ");
        commands.extend([format!("pecl install {names}"), format!("docker-php-ext-enable {names}")]);
    }
    let why = if named(plan).next().is_some() {
        Why::setting(SettingId::Extensions, "Your extensions, which the image lacks.")
    } else {
        Why::answer(QuestionId::NativeDeps, "For extensions that your packages need, such as this one. List yours in the settings.")
    };
    build.run(commands, why.shown());
}

/// Installs the packages before the sources, and their autoloader after them.
fn install(plan: &Plan, build: &mut Stage) {
    let home = plan.token().map(|_| ("COMPOSER_HOME", COMPOSER_HOME));
    let composer = [("COMPOSER_ALLOW_SUPERUSER", "1"), ("COMPOSER_CACHE_DIR", CACHE)].into_iter().chain(home);
    build.env(composer, Why::practice("The build stage runs as root, for which Composer otherwise disables plugins."));
    let first = Why::practice("Dependencies first: they change less often than the sources.").shown();
    build.copy(["composer.json", "composer.lock"], "./", first);
    steps::copy_first(plan, build);
    let without = if plan.is_development() { "" } else { " --no-dev" };
    let install = format!("composer install{without} --no-scripts --no-autoloader --no-interaction --prefer-dist");
    build.run_with(
        plan.fetching(&[CACHE]),
        [install],
        Why::practice("Installs exactly what the lock file says. Scripts need the sources, which come next."),
    );
    build.copy(["."], ".", Why::practice("The sources."));
    let optimized = if plan.is_development() { "" } else { " --no-dev --optimize" };
    let mut commands = vec![format!("composer dump-autoload{optimized}")];
    let mut why = Why::practice("Creates the class map, now that the sources are copied.");
    if sets_port(plan) {
        commands.extend(["mkdir /out".into(), format!("printf '[www]\\nlisten = {}\\n' > {LISTEN}", plan.port())]);
        why = Why::setting(SettingId::Port, "Creates the class map, and the file from which FPM reads its port.").shown();
    }
    steps::take_arguments(plan, build);
    // In one go: the map of the classes is what they need first.
    let own = plan.steps();
    if !own.is_empty() {
        commands.extend(own);
        why = Why::setting(SettingId::Steps, "Creates the class map, then runs your commands.").shown();
    }
    build.run(commands, why);
    steps::prove_program(plan, build, "php");
}

/// Whether FPM is told another port than its own.
fn sets_port(plan: &Plan) -> bool {
    plan.server() == Some(Server::Fpm) && plan.port() != plan.defaults().port && !plan.is_development()
}

/// Libraries that extensions load, in the full image too: it has no more of
/// them than a slim one.
fn add_libraries(plan: &Plan, run: &mut Stage) {
    let loads = packages_of(plan, plan.image, |row| &row.run);
    if !loads.is_empty() && !plan.is_development() {
        let why = Why::setting(SettingId::Extensions, "Libraries that the extensions above load.").shown();
        return steps::install_all_with_added(plan, run, &[], &loads, why);
    }
    let own = plan.added().any(|name| name.starts_with("libpq"));
    let example = named(plan).next().is_none() && plan.service.is(NativeDeps::SystemLibs) && !own && !plan.is_development();
    let packages = if example { vec![package("libpq")] } else { Vec::new() };
    let why = Why::answer(QuestionId::NativeDeps, "The library that the extension above loads. Replace it with yours.").shown();
    steps::install_with_added(plan, run, &packages, why);
}

/// What the stage that runs gets from the one that builds.
fn carry(plan: &Plan, run: &mut Stage, extensions: &[&str]) {
    run.workdir("/app", Why::practice("The program’s folder."));
    if !is_cut_down(plan.image) {
        let why = "Without a php.ini, PHP shows errors to visitors. This one is for production.";
        run.run(["mv \"$PHP_INI_DIR/php.ini-production\" \"$PHP_INI_DIR/php.ini\""], Why::fact(plan.image, why).shown());
    }
    if !extensions.is_empty() {
        for folder in EXTENSIONS {
            run.copy_from(BUILD, folder, folder, Why::fact(plan.image, "The compiled extensions and the files that enable them."));
        }
    }
    if sets_port(plan) {
        let folder = match plan.image.inside().entrypoint {
            [fpm] if is_cut_down(plan.image) => format!("{}/etc/php-fpm.d/", fpm.trim_end_matches("/sbin/php-fpm")),
            _ => "/usr/local/etc/php-fpm.d/".into(),
        };
        run.copy_from(
            BUILD,
            LISTEN,
            folder,
            Why::setting(SettingId::Port, "Because of its name, PHP reads it after the image’s own files."),
        );
    }
    if plan.has_apache() {
        serve(plan, run);
    }
    run.copy_from(BUILD, "/app", "/app", Why::practice("Owned by root: the program cannot change itself."));
    steps::frontend::place_last(plan, run);
}

/// Lets Apache serve the public folder, as a user who is not root and writes to /tmp alone.
fn serve(plan: &Plan, run: &mut Stage) {
    let port = "Platforms set PORT to the port that they send requests to.";
    run.env([("PORT", plan.port().to_string())], Why::setting(SettingId::Port, port).shown());
    let folders = [("APACHE_RUN_DIR", TEMPORARY), ("APACHE_LOCK_DIR", TEMPORARY), ("APACHE_PID_FILE", "/tmp/apache2/apache2.pid")];
    run.env(folders, Why::fact(plan.image, "The root file system may be read-only."));
    let root = plan.web_root();
    let lines = [
        "ServerName localhost".to_string(),
        "ServerTokens Prod".into(),
        "<VirtualHost *:\\${PORT}>".into(),
        format!("    DocumentRoot {root}"),
        format!("    <Directory {root}>"),
        "        Require all granted".into(),
        "        Options -Indexes +FollowSymLinks".into(),
        // The rules that projects have for Apache.
        "        AllowOverride All".into(),
        "        FallbackResource /index.php".into(),
        // Without it PHP does not see who is logged in.
        "        CGIPassAuth On".into(),
        "    </Directory>".into(),
        "</VirtualHost>".into(),
    ];
    let lines: Vec<String> = lines.iter().map(|line| format!("\"{line}\"")).collect();
    let commands = [
        "a2enmod rewrite".to_string(),
        "printf '%s\\n' \"Listen \\${PORT}\" > /etc/apache2/ports.conf".into(),
        format!("printf '%s\\n' {} > /etc/apache2/sites-available/000-default.conf", lines.join(" ")),
    ];
    let why = "Apache serves the public files and passes every other path to index.php.";
    run.run(commands, Why::setting(SettingId::Entry, why).shown());
}

/// The command, as far as the image leaves it open.
fn start(plan: &Plan, run: &mut Stage) {
    if plan.server().is_none() {
        if plan.stop_signal().is_none() {
            run.add(Instruction::StopSignal("SIGTERM"), Why::fact(plan.image, "The image’s default is SIGQUIT, which only FPM uses."));
        }
        return steps::start(plan, run, Why::practice("Exec form: signals reach the program."));
    }
    if plan.is_development() {
        let stop = "PHP’s built-in server handles only this signal. The image’s default is for FPM.";
        run.add(Instruction::StopSignal("SIGINT"), Why::fact(plan.image, stop));
        let why = "PHP’s built-in server, for development only. It needs no web server in front.";
        return steps::start(plan, run, Why::answer(QuestionId::Environment, why).shown());
    }
    let why = match plan.server() {
        Some(Server::Apache) => "The image’s command and entrypoint; Apache stops gracefully on the image’s SIGWINCH.",
        _ => "The image’s command and entrypoint; FPM stops gracefully on the image’s SIGQUIT.",
    };
    steps::start(plan, run, Why::fact(plan.image, why));
}
