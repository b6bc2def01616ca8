//! What a site that is built is asked before it is served.

use crate::dockerfile::settings::SettingId;

/// Stops where a page loads scripts and styles of its own, and none of them is there:
/// then it was built for another path, and browsers would show an empty page. Single
/// ones may come from elsewhere, such as a program behind the same host.
const LOADS: &str = "const fs = require('fs'), [folder, base] = process.argv.slice(1), page = fs.readFileSync(folder + '/index.html', 'utf8'); \\
    const at = new URL(page.match(/<base\\s[^>]*href=[\\x22\\x27]([^\\x22\\x27]*)/)?.[1] ?? base, 'http://site' + base); \\
    const own = [...page.matchAll(/<(?:script|link)(?=\\s)[^>]*\\s(?:src|href)=[\\x22\\x27]?([^\\x22\\x27 >?]+\\.(?:m?js|css))/g)] \\
      .map(([, path]) => new URL(path, at)).filter((url) => url.host === 'site').map((url) => unescape(url.pathname)); \\
    if (own.length && !own.some((path) => path.startsWith(base) && fs.existsSync(folder + '/' + path.slice(base.length)))) { \\
      console.error('index.html loads ' + own[0] + ', which is not served under ' + base + ': change the setting SETTING, or build for that path'); \\
      process.exit(1); }";

/// A command that stops the build where nothing that index.html loads is served.
pub fn stop_where_nothing_loads(folder: &str, base: &str) -> String {
    let setting = format!("‘{}’", SettingId::BasePath.get().label());
    format!("node -e \"{}\" {folder} {base}", LOADS.replace("SETTING", &setting))
}
