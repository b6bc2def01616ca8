//! One member of a JavaScript workspace: what is installed for it, what of the
//! workspace is built before it, and what it takes along. Managers differ in all of
//! that, and some cannot do it; what they install is the same tree of links for all.

use super::javascript::{packages, without_cache};
use super::names::CARRIED;
use super::output::{Output, complete};
use super::workspace::{manifests, stop_without_member};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::settings::{Layout, Manager, SettingId};
use crate::dockerfile::start::javascript_of;
use crate::dockerfile::tree::{Stage, Text, Why};
use crate::model::questions::Runtime;

/// What names packages beside package.json, by whatever manager.
fn kept(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Pnpm => &["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.*", "patches/*"],
        Manager::Yarn => &["package.json", "yarn.lock"],
        Manager::Berry => &["package.json", "yarn.lock", ".yarnrc.yml", ".yarn/*", "patches/*"],
        Manager::Bun => &["package.json", "bun.lock*", "bunfig.toml", "patches/*"],
        Manager::Unlocked => &["package.json"],
        _ => &["package.json", "package-lock.json", "npm-shrinkwrap.json"],
    }
}

/// Without scripts a manifest names packages alone: a change of a script installs
/// nothing anew, and none is called while what it works on is not there.
const WITHOUT_SCRIPTS: &str = "find . -name package.json -exec ITSELF -e \"const fs = require('fs'); \\
    for (const file of process.argv.slice(1)) { \\
      try { \\
        const named = JSON.parse(fs.readFileSync(file)); \\
        delete named.scripts; \\
        fs.writeFileSync(file, JSON.stringify(named)); \\
      } catch { console.error(file + ' is not valid JSON'); } }\" {} +";

/// The stage with the manifests, where a member is set.
pub fn stage(plan: &Plan, build: &Stage) -> Option<Stage> {
    let member = plan.member()?;
    let why = "The manifests of all members. Dependencies stay cached until one of these files changes.";
    let without_scripts = WITHOUT_SCRIPTS.replace("ITSELF", javascript_of(plan.runtime));
    let commands = [stop_without_member(member, &["package.json"]), without_scripts];
    Some(manifests(build, plan.defaults().sources, kept(plan.choice()), commands, SettingId::Member, why))
}

/// What is expected of the project, in place of what one package is expected to have.
pub fn expects(plan: &Plan, member: &str) -> Vec<Text> {
    let root = packages(plan).needs;
    vec![
        format!("the root of the workspace as the build context: {root}").into(),
        format!("a member in {member}, with its packages listed as dependencies in its package.json or the root’s: other packages stay out of the image").into(),
        "no member scripts other than postinstall and build: put everything else that must run into these or into the build steps".into(),
    ]
}

/// The packages of the workspace that a member depends on, each after those that it
/// depends on itself.
const VISIT: &str = "const fs = require('fs'), path = require('path'), seen = new Set(); \\
    const run = (script, at) => { \\
      const { status } = require('child_process').spawnSync('RUN ' + script, { cwd: at, stdio: 'inherit', shell: true }); \\
      if (status !== 0) process.exit(1); }; \\
    const read = (at) => ({ scripts: {}, ...JSON.parse(fs.readFileSync(at + '/package.json')) }); \\
    const visit = (at) => { \\
      if (seen.has(at) || at.includes('/node_modules/')) return; \\
      seen.add(at); \\
      const of = read(at); \\
      for (const name of Object.keys({ ...of.dependencies, ...of.devDependencies, ...of.peerDependencies, ...of.optionalDependencies })) { \\
        let from = at; \\
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \\
        if (from !== '/') visit(fs.realpathSync(from + '/node_modules/' + name)); } \\
      if (of.scripts.postinstall) run('postinstall', at); \\
      if (BUILDS) BUILD; }; \\
    if (read('ROOT').scripts.postinstall) run('postinstall', 'ROOT'); \\
    visit(process.cwd());";

/// Copies what a member needs while it runs, by the links that Node.js follows. What
/// a peer may bring is linked only where something else brings it, as managers do.
/// Prisma generates its client into .prisma, which no manifest names. pnpm and Bun link all
/// packages for those that load one which they do not name: of these links it takes those
/// whose packages are there.
const CARRY: &str = "const fs = require('fs'), path = require('path'), seen = new Set(), later = []; \\
    const copy = (at, but) => fs.cpSync(at, 'OUT' + at, { recursive: true, verbatimSymlinks: true, filter: (file) => file !== but }); \\
    const visit = (at) => { \\
      if (seen.has(at)) return; \\
      seen.add(at); \\
      const file = at + '/package.json', of = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {}; \\
      copy(at === 'ROOT' ? file : at, at + '/node_modules'); \\
      for (const name of Object.keys({ ...of.dependencies, ...of.optionalDependencies, ...of.peerDependencies, '.prisma': '' })) { \\
        const may = name in { ...of.optionalDependencies } || !(name in { ...of.dependencies }); \\
        let from = at; \\
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \\
        if (from === '/' && !may) { console.error(name + ' of ' + file + ' is not installed: change the setting SETTING, or add the folder to the workspace members'); process.exit(1); } \\
        if (from === '/') continue; \\
        const link = from + '/node_modules/' + name, real = fs.realpathSync(link); \\
        if (may && of.peerDependenciesMeta?.[name]?.optional) { later.push([link, real]); continue; } \\
        if (link !== real) copy(link); \\
        visit(real); } }; \\
    visit('ROOT'); \\
    visit(process.cwd()); \\
    for (const [link, real] of later) if (link !== real && seen.has(real)) copy(link); \\
    for (const store of ['.pnpm', '.bun']) { \\
      const shared = 'ROOT/node_modules/' + store + '/node_modules', list = (at) => fs.existsSync(at) ? fs.readdirSync(at) : []; \\
      const named = list(shared).flatMap((name) => name[0] === '@' ? list(shared + '/' + name).map((own) => name + '/' + own) : name); \\
      for (const link of named.map((name) => shared + '/' + name)) if (fs.existsSync(link) && seen.has(fs.realpathSync(link))) copy(link); }";

/// A command that builds a member of a workspace, and before it what it depends on there.
/// Its own scripts may have other names; those of the others have the usual one.
fn visit(itself: &str, run: &str, root: &str, builds: &str, scripts: &[&str]) -> String {
    let own = match scripts {
        ["build"] => "run('build', at)".to_string(),
        named => format!("for (const script of at === process.cwd() ? {named:?} : ['build']) run(script, at)").replace('"', "'"),
    };
    let script = VISIT.replace("RUN", run).replace("BUILDS", builds).replace("BUILD", &own).replace("ROOT", root);
    format!("{itself} -e \"{script}\"")
}

/// The same of a front end beside a service.
pub fn build_front_end(run: &str, root: &str, scripts: &[&str]) -> String {
    visit("node", run, root, BUILT, scripts)
}

/// When a package is built: where it has a script for that, and the member in any case.
const BUILT: &str = "of.scripts.build || at === process.cwd()";

/// Links the package whose program is started into the member’s folder, where the
/// manager put it above, so that one path leads to it with every manager.
fn link_program(plan: &Plan) -> Option<String> {
    let entry = plan.entry();
    let mut parts = entry.strip_prefix("node_modules/")?.split('/');
    let first = parts.next()?;
    let package = if first.starts_with('@') { format!("{first}/{}", parts.next()?) } else { first.into() };
    let (root, path) = (plan.defaults().sources, format!("node_modules/{package}"));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(format!("if [ ! -e {path} ]; then mkdir -p {folder} && ln -s {root}/{path} {path}; fi"))
}

/// Builds what it depends on, and itself where it has to be; then puts apart what it
/// needs while it runs, where that is more than files.
pub fn build(plan: &Plan, build: &mut Stage) {
    let root = plan.defaults().sources;
    let is_built = matches!(plan.choice::<Layout>(), Layout::Build | Layout::Output | Layout::Site) && !plan.is_development();
    let builds = if is_built { BUILT } else { "of.scripts.build && at !== process.cwd()" };
    let itself = javascript_of(plan.runtime);
    let mut commands = vec![visit(itself, packages(plan).run, root, builds, &plan.scripts())];
    commands.extend(complete(plan));
    if plan.is_development() || plan.runtime == Runtime::StaticSite || plan.is_standalone() || Output::of(plan).is_some() {
        let why = "Builds the workspace packages that the member depends on, in dependency order, which few package managers can do.";
        return build.run(commands, Why::setting(SettingId::Member, why).shown());
    }
    commands.extend(link_program(plan));
    commands.extend(without_cache(plan));
    let setting = format!("‘{}’", SettingId::Member.get().label());
    let script = CARRY.replace("OUT", CARRIED).replace("ROOT", root).replace("SETTING", &setting);
    commands.push(format!("{itself} -e \"{script}\""));
    let why = "Builds the member’s workspace dependencies first, in order. Then collects what the member needs at run time, by the links that Node.js follows, without other members and development packages.";
    build.run(commands, Why::setting(SettingId::Member, why).shown());
}
