//! composer.json and composer.lock.

use super::version::{Asked, asked};
use super::{lines, named};
use crate::dockerfile::SettingId;
use crate::facts::extensions::{INSIDE, is_known};
use crate::inspect::findings::{At, Findings, quoted};
use crate::inspect::found::Sure;
use crate::inspect::project::{View, folder_of};
use crate::inspect::tree::{self, Node};

/// composer.json.
pub(super) fn manifest(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("composer.json") else { return };
    let mut at = findings.at(view, "composer.json");
    at.set(SettingId::Manager, "composer", 0, Sure::Read, "composer.json exists");
    let Some(node) = at.parsed(tree::json(text)) else { return };
    if !view.has("composer.lock") {
        at.note(0, "There is no composer.lock, which the build needs. Run “composer update” to create it.");
    }
    named(&mut at, &node);
    if let Some(platform) = node.at(&["config", "platform", "php"])
        && let Some(version) = platform.text().and_then(asked).and_then(|asked| asked.one(2))
    {
        at.set(SettingId::Version, &version, platform.line, Sure::Read, format!("config.platform.php is {version}"));
    }
    if let Some(php) = node.at(&["require", "php"])
        && let Some(text) = php.text()
    {
        let why = format!("it requires PHP {}", quoted(text));
        // For Composer ~8.2 goes up to below 9, and ~8.2.0 up to below 8.3.
        let is_wide = text.starts_with('~') && text.matches('.').count() < 2;
        match asked(text).filter(|_| !is_wide) {
            Some(asked @ Asked::One(_)) => {
                if let Some(version) = asked.one(2) {
                    at.set(SettingId::Version, &version, php.line, Sure::Read, why);
                }
            }
            Some(asked) => {
                if let Some(version) = asked.newest(2) {
                    at.set(SettingId::Version, &version, php.line, Sure::Inferred, why);
                }
            }
            None => {}
        }
    }
    if let Some(require) = node.get("require") {
        required(&mut at, require);
    }
    const FOLDERS: &[&str] = &["public", "web", "html", "www", "htdocs", "webroot", "public_html"];
    let public = FOLDERS.iter().map(|folder| format!("{folder}/index.php")).find(|path| view.has(path));
    let served = public.as_deref().map(|path| (path.to_string(), 0, folder_of(path).to_string())).or_else(|| document_root(view));
    if let Some((file, line, folder)) = served {
        let mut at = findings.at(view, &file);
        at.set(SettingId::Entry, &folder, line, Sure::Inferred, "the web server serves it");
        at.set(SettingId::WebServer, "nginx", line, Sure::Guessed, "it answers browsers, which FPM cannot do alone");
    }
    if view.has("artisan") {
        let mut at = findings.at(view, "artisan");
        at.set(
            SettingId::Scratch,
            // An empty volume over a folder hides those in it, without which every page is an error.
            "/app/storage/framework/views,/app/storage/framework/sessions,/app/storage/framework/cache/data,/app/storage/logs,/app/bootstrap/cache",
            0,
            Sure::Inferred,
            "Laravel writes there",
        );
        at.set(SettingId::Kept, "/app/storage/app", 0, Sure::Guessed, "Laravel keeps uploads there");
        // A link of a developer's machine leads to a folder that the image does not have.
        if public.as_deref() == Some("public/index.php") {
            let link = "ln -sfn ../storage/app/public public/storage";
            let why = "Laravel serves uploads through this link, which “artisan storage:link” would create";
            at.set(SettingId::Steps, link, 0, Sure::Guessed, why);
        }
        at.note(0, "The database is set by environment variables. Add the extension for it, pdo_mysql or pdo_pgsql, to “PHP extensions”.");
    }
    symfony(view, findings, &node);
}

/// The folder that a configuration of Apache or nginx serves, by the end of its path, with the
/// file and the line.
fn document_root(view: &View<'_>) -> Option<(String, u32, String)> {
    let configurations = view.names().filter(|name| name.ends_with(".conf")).filter_map(|name| Some((name, view.text(name)?)));
    configurations.flat_map(|(name, text)| lines(text).map(move |(line, text)| (name, line, text))).find_map(|(name, line, text)| {
        let mut words = text.split_whitespace();
        words.next().filter(|word| ["DocumentRoot", "root"].contains(word))?;
        let mut rest = words.next()?.trim_matches(['"', '\'', ';', '/']);
        loop {
            if view.has(&format!("{rest}/index.php")) {
                return Some((name.to_string(), line, rest.to_string()));
            }
            rest = rest.split_once('/')?.1;
        }
    })
}

/// Symfony: where it writes, and that it reads its settings from the environment alone.
fn symfony(view: &View<'_>, findings: &mut Findings, node: &Node) {
    let bundle = node.at(&["require", "symfony/framework-bundle"]).map(|bundle| ("composer.json", bundle.line));
    let by_the_bundle = bundle.filter(|_| view.has("bin/console"));
    let Some((file, line)) = view.has("symfony.lock").then_some(("symfony.lock", 0)).or(by_the_bundle) else { return };
    let mut at = findings.at(view, file);
    at.set(SettingId::Scratch, "/app/var", line, Sure::Inferred, "Symfony writes there");
    at.set(SettingId::Variables, "APP_ENV=prod", line, Sure::Inferred, "without this variable, Symfony runs in development mode");
    // Its runtime stops without the file, whatever the environment has.
    let reads = ["symfony/dotenv", "symfony/runtime"].iter().any(|name| node.at(&["require", name]).is_some());
    if view.has(".env") && reads {
        let mut at = findings.at(view, ".env");
        at.set(
            SettingId::Steps,
            "touch .env",
            0,
            Sure::Guessed,
            "Symfony does not start without this file, which is left out of the build",
        );
        at.note(0, "The image gets an empty .env, because Symfony does not start without one. Pass the settings of the committed .env as variables, or build with “composer dump-env prod”.");
    }
}

/// The extensions that are required, but for those that every image has.
fn required(at: &mut At<'_>, require: &Node) {
    for (name, node) in require.entries() {
        let Some(extension) = name.strip_prefix("ext-") else { continue };
        let extension = extension.to_ascii_lowercase().replace("zend-opcache", "opcache");
        if INSIDE.contains(&extension.as_str()) {
            continue;
        }
        match is_known(&extension) {
            true => at.set(SettingId::Extensions, &extension, node.line, Sure::Read, format!("it requires {}", quoted(name))),
            false => at.note(node.line, format!("It requires {}, which this tool does not know. Add it to the Dockerfile.", quoted(name))),
        }
    }
}

/// composer.lock: the extensions that packages require, too.
pub(super) fn lock(view: &View<'_>, findings: &mut Findings) {
    let Some(text) = view.text("composer.lock") else { return };
    let mut at = findings.at(view, "composer.lock");
    let Some(node) = at.parsed(tree::json(text)) else { return };
    for package in node.get("packages").map(Node::items).unwrap_or_default() {
        if let Some(require) = package.get("require") {
            required(&mut at, require);
        }
    }
}
