//! The files that people read first, as they are printed. `UPDATE_GOLDEN=1`
//! rewrites them; the change is then read as a diff.

use std::path::Path;
use std::{env, fs};

use container_diet::dockerfile::{SettingId, Settings, dockerfile};
use container_diet::model::allowed::{OFFERS, offers};
use container_diet::model::questions::{Environment, ExactVersion, I18nFonts, Linking, NativeDeps, Platform, Runtime, VendorImages};
use container_diet::model::{Allowed, Answers, Family, QuestionId, decide};

use super::every::{plan, with_texts};

/// The default service of each runtime on each base that it survives on.
#[test]
fn golden_files_of_every_runtime_and_base() {
    for family in Family::ALL {
        for runtime in 0..QuestionId::Runtime.get().options.len() as u8 {
            let answers = Answers::default().with_index(QuestionId::Runtime, runtime).with(VendorImages::Yes);
            // Alpine and scratch want a static binary.
            let wants_static = matches!(family, Family::Alpine | Family::Scratch);
            golden(if wants_static { answers.with(Linking::Static) } else { answers }, family, &Settings::default(), "");
            if family == Family::Full {
                golden(answers.with(Environment::Development), family, &Settings::default(), "-development");
            }
        }
    }
}

/// What each publisher beside the preferred one has.
#[test]
fn golden_files_of_every_publisher() {
    for offer in OFFERS.iter().filter(|offer| offers(offer.runtime as u8).next() != Some(*offer)) {
        let publisher = offer.publisher();
        let answers = Answers::default().with(offer.runtime).with(ExactVersion::Yes).with(Platform::Docker);
        let answers = answers.allowing(Allowed::NOBODY.with(publisher, true));
        golden(answers, Family::Distroless, &Settings::default(), &format!("-{}", publisher.id));
    }
}

/// Each closed setting, where it shows.
#[test]
fn golden_files_of_every_setting() {
    let go = Answers::default().with(Platform::Docker);
    let set = |settings: &[(SettingId, &str)]| settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
    let on_go = |family, settings: &[(SettingId, &str)], suffix| golden(go, family, &set(settings), suffix);
    on_go(Family::Distroless, &[(SettingId::Platforms, "both")], "-both");
    on_go(Family::Distroless, &[(SettingId::Builder, "kaniko")], "-kaniko");
    on_go(Family::Distroless, &[(SettingId::Comments, "all")], "-reasons");
    on_go(Family::Distroless, &[(SettingId::Comments, "none")], "-bare");
    on_go(Family::Distroless, &[(SettingId::Debug, "yes")], "-debug");
    on_go(Family::Scratch, &[(SettingId::Debug, "yes")], "-debug");
    on_go(Family::Distroless, &[(SettingId::Pin, "digest"), (SettingId::Version, "1.26")], "-pinned");
    let keeps = (SettingId::Kept, "/data");
    on_go(Family::Distroless, &[(SettingId::Does, "grpc"), keeps, (SettingId::Beside, "templates,migrations")], "-grpc");
    on_go(Family::Scratch, &[(SettingId::Does, "job"), (SettingId::Arguments, "import --from '/data/in box'"), keeps], "-job");
    on_go(Family::Distroless, &[(SettingId::Kept, "/app/data")], "-beside-the-program");
    let python = go.with(Runtime::Python);
    let django = [
        (SettingId::Layout, "wsgi"),
        (SettingId::Entry, "config.wsgi:application"),
        (SettingId::Sources, "."),
        (SettingId::Steps, "SECRET_KEY=none python manage.py collectstatic --noinput"),
        (SettingId::Before, "python manage.py migrate"),
        (SettingId::Kept, "/app/media"),
    ];
    golden(python, Family::Slim, &set(&django), "-django");
    let celery = [(SettingId::Does, "worker"), (SettingId::Entry, "celery"), (SettingId::Arguments, "-A shop worker --loglevel=info")];
    golden(python, Family::Slim, &set(&celery), "-worker");
    let uploads = [(SettingId::Kept, "/data,/app/uploads"), (SettingId::Scratch, "/app/.next/cache"), (SettingId::Ports, "9090")];
    golden(go.with(Runtime::Node), Family::Distroless, &set(&uploads), "-folders");
    golden(go.with(Runtime::Java), Family::Slim, &set(&[(SettingId::Entry, "services/shop")]), "-module");
    let of_modules = [(SettingId::Entry, "app/build/libs/app.jar"), (SettingId::Manager, "gradle")];
    golden(go.with(Runtime::Java), Family::Distroless, &set(&of_modules), "-gradle-module");
    let pnpm9 = [(SettingId::Manager, "pnpm"), (SettingId::ManagerVersion, "9"), (SettingId::Layout, "build")];
    golden(go.with(Runtime::Node), Family::Slim, &set(&pnpm9), "-pnpm9");
    golden_files_of_members(go);
    golden_files_of_front_ends(go);
    golden_files_of_builds(go);
    let php = go.with(Runtime::Php).with(NativeDeps::SystemLibs);
    let extensions = set(&[(SettingId::Extensions, "gd,intl,pdo_pgsql,redis,zip")]);
    golden(php, Family::Slim, &extensions, "-extensions");
    golden(php, Family::Alpine, &extensions, "-extensions");
    let given = [(SettingId::BuildArguments, "API_URL MODE=production"), (SettingId::Stamp, "yes")];
    let labels = (SettingId::Labels, "org.opencontainers.image.source=https://github.com/acme/shop team='a b'");
    on_go(Family::Distroless, &[given[1], labels], "-stamp");
    golden(go.with(Runtime::StaticSite), Family::Slim, &set(&given), "-given");
    golden(go.with(Runtime::Python), Family::Slim, &set(&[given[1], labels]), "-stamp");
    golden(go.with(Runtime::Dotnet), Family::Slim, &set(&given), "-given");
    golden_files_of_private_packages_and_certificates(go);
    let choices: &[(Runtime, &[&str], &[&str])] = &[
        (Runtime::Node, &["pnpm", "yarn", "yarn4", "bun", "npm-nolock"], &["build"]),
        (Runtime::Bun, &[], &["build", "binary"]),
        (Runtime::Deno, &[], &["serve", "binary"]),
        (Runtime::Python, &["uv", "poetry", "pipenv", "pdm"], &["asgi", "wsgi"]),
        (Runtime::Java, &["gradle", "mvn"], &["quarkus"]),
        (Runtime::JavaNative, &["gradle"], &["quarkus-native"]),
        (Runtime::Rust, &[], &["workspace"]),
        (Runtime::Dotnet, &[], &["aot"]),
        (Runtime::Ruby, &[], &["rails"]),
        (Runtime::StaticSite, &["pnpm"], &["files"]),
    ];
    for (runtime, managers, layouts) in choices {
        let answers = go.with(*runtime).with(VendorImages::Yes);
        for family in [Family::Slim, Family::Distroless] {
            for manager in *managers {
                golden(answers, family, &set(&[(SettingId::Manager, manager)]), &format!("-{manager}"));
            }
            for layout in *layouts {
                golden(answers, family, &set(&[(SettingId::Layout, layout)]), &format!("-{layout}"));
            }
        }
        let verdict = decide(&answers);
        golden(answers, Family::Slim, &with_texts(Settings::default(), &verdict.service), "-texts");
    }
}

/// A front end that Node.js builds, by each way in which a service takes it.
fn golden_files_of_front_ends(answers: Answers) {
    const WEB: (SettingId, &str) = (SettingId::Front, "web");
    const ROOT: (SettingId, &str) = (SettingId::Front, ".");
    const MANAGER: SettingId = SettingId::FrontManager;
    const OUTPUT: SettingId = SettingId::FrontOutput;
    const PLACE: SettingId = SettingId::FrontPlace;
    const RAILS: (SettingId, &str) = (SettingId::Layout, "rails");
    const BUILT: (SettingId, &str) = (OUTPUT, "app/assets/builds");
    let rows: &[Row] = &[
        (Runtime::Go, Family::Distroless, &[WEB, (SettingId::Platforms, "both")], "-front"),
        (Runtime::Rust, Family::Distroless, &[WEB, (MANAGER, "bun"), (SettingId::Beside, "web/dist")], "-front"),
        (
            Runtime::Java,
            Family::Slim,
            &[
                WEB,
                (PLACE, "src/main/resources/static"),
                (MANAGER, "pnpm"),
                (SettingId::FrontManagerVersion, "10"),
                (SettingId::FrontNode, "22"),
            ],
            "-front",
        ),
        (Runtime::Dotnet, Family::Slim, &[WEB, (PLACE, "wwwroot"), (MANAGER, "yarn")], "-front"),
        (Runtime::Node, Family::Distroless, &[WEB, (MANAGER, "yarn4"), (SettingId::Private, "token")], "-front"),
        (
            Runtime::Python,
            Family::Slim,
            &[WEB, (SettingId::Sources, "."), (SettingId::Steps, "python manage.py collectstatic --noinput"), (SettingId::Ca, "ca.pem")],
            "-front",
        ),
        (Runtime::Ruby, Family::Slim, &[RAILS, ROOT, BUILT, (MANAGER, "yarn"), (SettingId::BuildArguments, "API_URL")], "-front"),
        (Runtime::Php, Family::Slim, &[ROOT, (OUTPUT, "public/build"), (MANAGER, "npm-nolock"), (SettingId::Builder, "kaniko")], "-front"),
        (Runtime::Go, Family::Slim, &[WEB, (SettingId::Private, "ssh")], "-front-ssh"),
    ];
    for (runtime, family, settings, suffix) in rows {
        let set = settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
        golden(answers.with(*runtime).with(VendorImages::Yes), *family, &set, suffix);
    }
}

/// One member of a workspace, by each way in which its packages are told from others.
fn golden_files_of_members(answers: Answers) {
    const MEMBER: (SettingId, &str) = (SettingId::Member, "apps/api");
    let rows: &[Row] = &[
        (Runtime::Node, Family::Distroless, &[MEMBER, (SettingId::Layout, "build"), (SettingId::Kept, "/app/apps/api/data")], "-member"),
        (Runtime::Node, Family::Slim, &[MEMBER, (SettingId::Manager, "pnpm"), (SettingId::Layout, "build")], "-member-pnpm"),
        (Runtime::Node, Family::Slim, &[MEMBER, (SettingId::Manager, "yarn4")], "-member-yarn4"),
        (Runtime::Node, Family::Slim, &[(SettingId::Layout, "output")], "-output"),
        (
            Runtime::Node,
            Family::Distroless,
            &[MEMBER, (SettingId::Layout, "output"), (SettingId::Entry, ".next/standalone/apps/api/server.js")],
            "-member-output",
        ),
        (Runtime::Bun, Family::Slim, &[MEMBER], "-member"),
        (Runtime::Bun, Family::Alpine, &[MEMBER, (SettingId::Layout, "binary"), (SettingId::Beside, "migrations")], "-member-binary"),
        (Runtime::StaticSite, Family::Slim, &[(SettingId::Member, "apps/web"), (SettingId::Manager, "pnpm")], "-member"),
        (Runtime::Python, Family::Slim, &[MEMBER, (SettingId::Manager, "uv"), (SettingId::Layout, "asgi")], "-member"),
        (Runtime::Python, Family::Slim, &[MEMBER], "-member-pip"),
        (Runtime::Go, Family::Distroless, &[MEMBER, (SettingId::Beside, "templates")], "-member"),
        (Runtime::Rust, Family::Distroless, &[MEMBER], "-member"),
        (Runtime::Dotnet, Family::Slim, &[(SettingId::Entry, "src/Shop.Api/Shop.Api")], "-references"),
    ];
    for (runtime, family, settings, suffix) in rows {
        let answers = answers.with(*runtime).with(VendorImages::Yes);
        let set = settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
        golden(answers, *family, &set, suffix);
    }
    for (runtime, manager) in [(Runtime::Node, "npm"), (Runtime::Python, "uv")] {
        let development = answers.with(runtime).with(Environment::Development);
        let settings = Settings::default().with(SettingId::Member, "apps/api").with(SettingId::Manager, manager);
        golden(development, Family::Full, &settings, "-development-member");
    }
}

/// What a build is told beside its usual commands.
fn golden_files_of_builds(answers: Answers) {
    const RAILS: (SettingId, &str) = (SettingId::Layout, "rails");
    const NODE: (SettingId, &str) = (SettingId::BuildNode, "yes");
    let rows: &[Row] = &[
        (Runtime::Go, Family::Distroless, &[(SettingId::Features, "bindata,sqlite")], "-features"),
        (
            Runtime::Rust,
            Family::Slim,
            &[
                (SettingId::Features, "no-default-features,server"),
                (SettingId::Layout, "workspace"),
                (SettingId::Entry, "shop:shop-server"),
            ],
            "-features",
        ),
        (Runtime::Rust, Family::Distroless, &[(SettingId::Manager, "cargo-nolock")], "-unlocked"),
        (Runtime::CCpp, Family::Slim, &[(SettingId::Features, "WITH_TLS=ON,WITH_DOCS")], "-features"),
        (Runtime::Java, Family::Slim, &[(SettingId::Features, "prod")], "-features"),
        (Runtime::Java, Family::Slim, &[(SettingId::Features, "prod"), (SettingId::Manager, "gradle")], "-features-gradle"),
        (
            Runtime::JavaNative,
            Family::Distroless,
            &[
                (SettingId::Layout, "micronaut"),
                (SettingId::Manager, "mvn"),
                (SettingId::Entry, "services/shop"),
                (SettingId::Port, "9090"),
            ],
            "-micronaut-module",
        ),
        (
            Runtime::JavaNative,
            Family::Slim,
            &[(SettingId::Layout, "native-plugin"), (SettingId::Entry, "shop/target/shop"), (SettingId::Features, "prod")],
            "-plugin-features",
        ),
        (Runtime::JavaNative, Family::Distroless, &[(SettingId::Entry, "shop"), (SettingId::Platforms, "both")], "-spring-module"),
        (
            Runtime::Deno,
            Family::Alpine,
            &[(SettingId::Layout, "binary"), (SettingId::Permissions, "--allow-net --allow-read='/srv/a b'"), (SettingId::Beside, "web")],
            "-binary",
        ),
        (
            Runtime::Node,
            Family::Slim,
            &[(SettingId::Layout, "build"), (SettingId::Script, "build:prod"), (SettingId::First, "patches")],
            "-script",
        ),
        (
            Runtime::Node,
            Family::Slim,
            &[
                (SettingId::Member, "apps/web"),
                (SettingId::Layout, "build"),
                (SettingId::Script, "build:prod"),
                (SettingId::Entry, "node_modules/@react-router/serve/dist/cli.js"),
            ],
            "-member-script",
        ),
        (
            Runtime::Python,
            Family::Slim,
            &[(SettingId::Features, "requirements/prod.txt"), (SettingId::First, "constraints.txt")],
            "-requirements",
        ),
        (
            Runtime::Python,
            Family::Distroless,
            &[(SettingId::Manager, "pip-nolock"), (SettingId::Entry, "shop.app:main"), (SettingId::Features, "pg")],
            "-unlocked",
        ),
        (Runtime::Python, Family::Slim, &[(SettingId::Manager, "poetry"), (SettingId::Features, "pg,group:web")], "-extras"),
        (Runtime::Python, Family::Slim, &[(SettingId::Manager, "uv"), (SettingId::Features, "pg,group:web")], "-groups-uv"),
        (Runtime::Ruby, Family::Slim, &[RAILS, NODE, (SettingId::FrontManager, "pnpm")], "-node"),
        (Runtime::Dotnet, Family::Slim, &[NODE], "-node"),
        (
            Runtime::Go,
            Family::Distroless,
            &[
                (SettingId::Front, "web/board"),
                (SettingId::FrontRoot, "web"),
                (SettingId::FrontManager, "pnpm"),
                (SettingId::FrontScript, "build:css,build:js"),
            ],
            "-front-member",
        ),
    ];
    for (runtime, family, settings, suffix) in rows {
        let set = settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
        golden(answers.with(*runtime).with(VendorImages::Yes), *family, &set, suffix);
    }
}

/// Whose file it is, what is set, and how the file is named.
type Row = (Runtime, Family, &'static [(SettingId, &'static str)], &'static str);

/// A row for each way in which a package manager gets its token, and a certificate
/// on bases of every kind.
fn golden_files_of_private_packages_and_certificates(answers: Answers) {
    let rows: &[Row] = &[
        (Runtime::Go, Family::Distroless, &[(SettingId::Private, "token")], "-private"),
        (Runtime::Go, Family::Distroless, &[(SettingId::Private, "ssh")], "-ssh"),
        (Runtime::Go, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Builder, "kaniko")], "-private-kaniko"),
        (Runtime::Go, Family::Scratch, &[(SettingId::Ca, "certs/company.crt")], "-ca"),
        (Runtime::Rust, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::CCpp, Family::Slim, &[(SettingId::Ca, "company.pem")], "-ca"),
        (Runtime::Java, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Java, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Manager, "gradle")], "-private-gradle"),
        (Runtime::JavaNative, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Dotnet, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Node, Family::Alpine, &[(SettingId::Private, "ssh"), (SettingId::Ca, "company.pem")], "-ssh-ca"),
        (Runtime::Node, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Layout, "build")], "-private-build"),
        (Runtime::Deno, Family::Alpine, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Bun, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Python, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Python, Family::Distroless, &[(SettingId::Private, "token"), (SettingId::Manager, "poetry")], "-private-poetry"),
        (Runtime::Python, Family::Slim, &[(SettingId::Private, "ssh"), (SettingId::Manager, "uv")], "-ssh-uv"),
        (Runtime::Ruby, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Php, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
        (Runtime::Php, Family::Alpine, &[(SettingId::WebServer, "nginx")], "-web"),
        (Runtime::StaticSite, Family::Slim, &[(SettingId::Private, "token"), (SettingId::Ca, "company.pem")], "-private-ca"),
    ];
    for (runtime, family, settings, suffix) in rows {
        let answers = answers.with(*runtime).with(VendorImages::Yes);
        let wants_static = matches!(family, Family::Alpine | Family::Scratch);
        let answers = if wants_static { answers.with(Linking::Static) } else { answers };
        let set = settings.iter().fold(Settings::default(), |set, (id, text)| set.with(*id, text));
        golden(answers, *family, &set, suffix);
    }
}

/// What other answers change: fonts and languages, native code, another port.
#[test]
fn golden_files_of_answers_that_shape_them() {
    let docker = Answers::default().with(Platform::Docker).with(VendorImages::Yes);
    let aot = Settings::default().with(SettingId::Layout, "aot");
    let none = Settings::default();
    let java = docker.with(Runtime::Java).with(I18nFonts::Yes);
    golden(java, Family::Slim, &none, "-i18n");
    golden(java, Family::Alpine, &none, "-i18n");
    golden(java.with(ExactVersion::Yes), Family::Distroless, &none, "-exact");
    let native = docker.with(Runtime::Bun).with(NativeDeps::BothLibcs);
    golden(native, Family::Distroless, &none, "-native");
    golden(native, Family::Distroless, &Settings::default().with(SettingId::Layout, "binary"), "-native-binary");
    golden(native.with(NativeDeps::SystemLibs), Family::Slim, &none, "-libraries");
    let dotnet = docker.with(Runtime::Dotnet).with(I18nFonts::Yes);
    golden(dotnet, Family::Alpine, &none, "-i18n");
    golden(dotnet, Family::Alpine, &aot, "-aot-i18n");
    golden(dotnet, Family::Distroless, &aot, "-aot-i18n");
    let ruby = docker.with(Runtime::Ruby).with(NativeDeps::SystemLibs);
    golden(ruby, Family::Alpine, &Settings::default().with(SettingId::Layout, "rails"), "-rails-libraries");
    let php = docker.with(Runtime::Php);
    let port = Settings::default().with(SettingId::Port, "3000").with(SettingId::Version, "8.4");
    golden(php.with(NativeDeps::SystemLibs), Family::Alpine, &none, "-libraries");
    golden(php, Family::Slim, &port, "-port");
    golden(php, Family::Distroless, &port, "-port");
}

#[track_caller]
fn golden(answers: Answers, family: Family, settings: &Settings, suffix: &str) {
    let verdict = decide(&answers);
    if verdict.is_vetoed(family) {
        return;
    }
    let output = dockerfile(&plan(&verdict, family, settings));
    let folder = Path::new("tests/golden");
    let path = folder.join(format!("{}-{}{suffix}.Dockerfile", answers.choice(QuestionId::Runtime).token, family.token()));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(&path, output.text()).expect("the file can be written");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(output.text(), golden, "{} differs: `make golden` rewrites it", path.display());
}
