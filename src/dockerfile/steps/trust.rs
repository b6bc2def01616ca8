//! The certificate of a company's own authority: trusted by the build before its
//! first download, and by what runs.
//!
//! Bundles are files, so they are merged in the build stage and copied: that works
//! on a base without a shell, and before a package could be installed.

use super::names::{BUILD, CA_BUNDLE};
use super::packages::install;
use crate::dockerfile::image::{has_apk, is_cut_down, package};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Manager, SettingId};
use crate::dockerfile::tree::{Stage, Text, Why};
use crate::facts::Image;
use crate::model::questions::Runtime;
use crate::model::runtimes::Kind;

/// Where it lies in every stage; from there update-ca-certificates would take it too.
const COMPANY: &str = "/usr/local/share/ca-certificates/company.crt";
/// Java has a bundle of its own kind.
pub const TRUST_STORE: &str = "/etc/ssl/java/cacerts";
/// PHP reads no bundle that it is not told of.
const PHP_INI: &str = "/usr/local/etc/php/conf.d/zz-ca.ini";

/// Makes the build stage trust it: the first thing after its image.
pub fn trust(plan: &Plan, build: &mut Stage, on: &'static Image) {
    trust_by(plan, build, on, plan.runtime);
}

/// The same in a stage whose tools are those of that runtime.
pub fn trust_by(plan: &Plan, build: &mut Stage, on: &'static Image, runtime: Runtime) {
    let Some(path) = plan.ca() else { return };
    let why = |text| Why::setting(SettingId::Ca, text);
    build.copy([path.to_string()], COMPANY, why("Your company’s CA certificate, before the first download.").shown());
    // A file in another form would spoil the bundle without a word, and a key would be in the image.
    let stop = |says: &str| format!("echo \"{path} {says}\" >&2; exit 1;");
    let mut commands: Vec<Text> = vec![
        format!(
            "if ! grep -q 'BEGIN CERTIFICATE' {COMPANY}; then {} fi",
            stop("is not a PEM file: convert it with openssl x509 -inform der")
        )
        .into(),
        format!("if grep -q 'PRIVATE KEY' {COMPANY}; then {} fi", stop("contains a private key: remove the key")).into(),
        "mkdir -p /etc/ssl/certs".into(),
        format!("cat {COMPANY} >> {CA_BUNDLE}").into(),
    ];
    match Store::of(plan, runtime) {
        Some(Store::Java) => {
            let import = format!("keytool -importcert -noprompt -cacerts -storepass changeit -alias company -file {COMPANY}");
            commands.push(import.into());
            // A native image has it inside.
            if runtime == Runtime::Java {
                let copy = format!("cp \"$JAVA_HOME/lib/security/cacerts\" {TRUST_STORE}");
                commands.extend(["mkdir -p /etc/ssl/java".into(), copy.into()]);
            }
        }
        Some(Store::Php) => commands.push(format!("echo 'openssl.cafile = {CA_BUNDLE}' > {PHP_INI}").into()),
        None => {}
    }
    build.run(commands, why("Adds it to the public certificates, in the file that most tools read."));
    if is_compiled(runtime) && on.inside().ca_certificates == Some(false) && !plan.needs_surroundings() {
        install(build, on, &[package("ca-certificates")], why("The public certificates, which this image lacks. Yours is added to them."));
    }
    let mut variables = in_the_build(plan, runtime);
    if plan.is_development() {
        // What runs is the build stage itself.
        variables
            .extend(at_run_time(plan).into_iter().filter(|(name, _)| variables.iter().all(|(other, _)| other != name)).collect::<Vec<_>>());
    }
    if !variables.is_empty() {
        build.env(variables, why("For tools that use another path."));
    }
}

/// What has to be told beside the bundle.
enum Store {
    /// A file of its own kind.
    Java,
    /// A setting with the bundle’s path.
    Php,
}

impl Store {
    /// That of a runtime; none where the bundle or a variable will do.
    fn of(plan: &Plan, runtime: Runtime) -> Option<Store> {
        match runtime {
            Runtime::Java | Runtime::JavaNative => Some(Store::Java),
            Runtime::Php => (!is_cut_down(plan.image)).then_some(Store::Php),
            Runtime::Go
            | Runtime::Rust
            | Runtime::CCpp
            | Runtime::Dotnet
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::Python
            | Runtime::Ruby
            | Runtime::StaticSite => None,
        }
    }
}

/// Whether it is a binary that reads the bundle where it runs: a native image has one inside.
fn is_compiled(runtime: Runtime) -> bool {
    runtime.row().kind == Kind::Compiled && runtime != Runtime::JavaNative
}

/// Whether the stage that runs gets a bundle anyway, since its base has none.
fn is_carried_anyway(plan: &Plan) -> bool {
    is_compiled(plan.runtime) && plan.needs_surroundings() && plan.image.inside().ca_certificates == Some(false)
}

/// Which variables the tools of the build want.
fn in_the_build(plan: &Plan, runtime: Runtime) -> Vec<(&'static str, &'static str)> {
    match runtime {
        Runtime::Go | Runtime::CCpp | Runtime::Java | Runtime::JavaNative => Vec::new(),
        Runtime::Php if !is_cut_down(plan.image) => Vec::new(),
        Runtime::Rust => vec![("CARGO_HTTP_CAINFO", CA_BUNDLE)],
        Runtime::Node | Runtime::Bun | Runtime::StaticSite => vec![("NODE_EXTRA_CA_CERTS", COMPANY)],
        Runtime::Deno => vec![("DENO_CERT", COMPANY)],
        Runtime::Dotnet | Runtime::Ruby | Runtime::Php => vec![("SSL_CERT_FILE", CA_BUNDLE)],
        Runtime::Python => match plan.choice::<Manager>() {
            Manager::Uv => vec![("PIP_CERT", CA_BUNDLE), ("SSL_CERT_FILE", CA_BUNDLE)],
            Manager::Poetry => vec![("PIP_CERT", CA_BUNDLE), ("REQUESTS_CA_BUNDLE", CA_BUNDLE)],
            _ => vec![("PIP_CERT", CA_BUNDLE)],
        },
    }
}

/// Which variables what runs wants. OpenSSL looks into a folder first, where the
/// names are hashes, and reads the bundle where it is told so.
fn at_run_time(plan: &Plan) -> Vec<(&'static str, &'static str)> {
    match plan.runtime {
        Runtime::Java | Runtime::JavaNative | Runtime::StaticSite => Vec::new(),
        Runtime::Php if !is_cut_down(plan.image) => Vec::new(),
        Runtime::Node | Runtime::Bun => vec![("NODE_EXTRA_CA_CERTS", COMPANY)],
        Runtime::Deno => vec![("DENO_CERT", COMPANY)],
        Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Dotnet | Runtime::Ruby | Runtime::Php => vec![("SSL_CERT_FILE", CA_BUNDLE)],
        // requests brings a bundle of its own, and asks for another by this name.
        Runtime::Python => vec![("SSL_CERT_FILE", CA_BUNDLE), ("REQUESTS_CA_BUNDLE", CA_BUNDLE)],
    }
}

/// Carries it to the stage that runs, before anything is installed there.
pub fn carry_trust(plan: &Plan, run: &mut Stage) {
    if plan.ca().is_none() || plan.is_development() {
        return;
    }
    let why = |text| Why::setting(SettingId::Ca, text);
    let bundle = "The public certificates and your company’s, merged in the build stage.";
    match plan.runtime {
        // nginx serves files and asks nobody; a native image trusts what its build trusted.
        Runtime::StaticSite | Runtime::JavaNative => return,
        Runtime::Node | Runtime::Bun | Runtime::Deno => {
            run.copy_from(
                BUILD,
                COMPANY,
                COMPANY,
                why("Your company’s CA certificate, which the runtime adds to its built-in list.").shown(),
            );
            if has_apk(plan.image) {
                run.copy_from(BUILD, CA_BUNDLE, CA_BUNDLE, why("apk reads the bundle."));
            }
        }
        Runtime::Go | Runtime::Rust | Runtime::CCpp if is_carried_anyway(plan) => {}
        Runtime::Go | Runtime::Rust | Runtime::CCpp | Runtime::Java | Runtime::Dotnet | Runtime::Python | Runtime::Ruby | Runtime::Php => {
            run.copy_from(BUILD, CA_BUNDLE, CA_BUNDLE, why(bundle).shown())
        }
    }
    match Store::of(plan, plan.runtime) {
        Some(Store::Java) => run.copy_from(BUILD, TRUST_STORE, TRUST_STORE, why("The same for Java, which does not read the bundle.")),
        Some(Store::Php) => run.copy_from(BUILD, PHP_INI, PHP_INI, why("Tells PHP where the bundle is.")),
        None => {}
    }
    let variables = at_run_time(plan);
    if !variables.is_empty() {
        run.env(variables, why("For libraries that use another path."));
    }
}
