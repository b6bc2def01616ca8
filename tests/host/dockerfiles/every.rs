//! Walks the orders: all of what interacts, and on each of these a covering
//! array over everything else.
//!
//! What interacts are the [core](DOCKERFILES) questions and settings, the family
//! and the image that runs: each of their combinations is walked. All other
//! settings, and the answers that shape a file, differ from order to order so
//! that any three of them meet in every way; those that only add something are one
//! of these, all or none. `touches.rs` holds that no more touch one part.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

use container_diet::dockerfile::settings::Takes;
use container_diet::dockerfile::{Order, Plan, SETTINGS, SettingId, Settings};
use container_diet::facts::{self, Date};
use container_diet::model::allowed::{OFFERS, offers};
use container_diet::model::flavour::flavour;
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, QuestionId, Service, Verdict, decide};

use super::invariants::Made;
use super::same::those_that_differ;
use crate::covering::{Factors, Row};
use crate::space::walk;

/// The questions that the generator looks at, and those that keep a family in.
pub const DEPENDS_ON: &[QuestionId] = &[
    QuestionId::Runtime,
    QuestionId::Environment,
    QuestionId::Linking,
    QuestionId::NativeDeps,
    QuestionId::ExactVersion,
    QuestionId::VendorImages,
    QuestionId::TlsOrTz,
    QuestionId::I18nFonts,
    QuestionId::Platform,
];

/// The day for which the tests make files.
pub const TODAY: Date = Date::new(2026, 11, 25);

/// What is walked.
pub struct Space {
    /// The questions that count; the others stay at their defaults.
    pub questions: &'static [QuestionId],
    /// Those of them that are walked in full, beside the family.
    pub core_questions: &'static [QuestionId],
    /// Whether each image that runs is walked in full too, where a family has several.
    pub every_image: bool,
    /// The closed settings that are walked in full.
    pub core_settings: &'static [SettingId],
    /// Those that are set together or not at all: what each adds is its own.
    pub together: &'static [SettingId],
    /// Whether some of them are set as well, so that any two are met with and without each other.
    pub partly: bool,
    /// How many of the others meet in every way.
    pub strength: usize,
    /// What a setting is walked with.
    pub values: fn(SettingId, &Service, Family) -> Vec<Option<&'static str>>,
}

/// What is walked of Dockerfiles, as hadolint and the parser read them.
pub const DOCKERFILES: Space = Space {
    questions: DEPENDS_ON,
    core_questions: &[QuestionId::Runtime, QuestionId::Environment],
    every_image: true,
    core_settings: &[SettingId::Manager, SettingId::Layout, SettingId::Builder, SettingId::Extensions],
    together: &[
        SettingId::Ports,
        SettingId::Arguments,
        SettingId::Permissions,
        SettingId::Steps,
        SettingId::Before,
        SettingId::Sources,
        SettingId::Beside,
        SettingId::Ready,
        SettingId::Variables,
        SettingId::Needed,
        SettingId::Kept,
        SettingId::Scratch,
        SettingId::Signal,
        SettingId::ManagerVersion,
        SettingId::Member,
        SettingId::Processes,
        SettingId::BuildPackages,
        SettingId::BuildArguments,
        SettingId::Stamp,
        SettingId::Labels,
        SettingId::Hub,
        SettingId::Mirror,
        SettingId::Front,
        SettingId::FrontManager,
        SettingId::FrontManagerVersion,
        SettingId::FrontNode,
        SettingId::FrontOutput,
        SettingId::FrontPlace,
        SettingId::Paths,
        SettingId::BasePath,
        SettingId::Passed,
        SettingId::Hashed,
        SettingId::Config,
        SettingId::BuildNode,
        SettingId::FrontRoot,
        SettingId::FrontScript,
        SettingId::Script,
        SettingId::Features,
        SettingId::First,
        SettingId::WebServer,
    ],
    partly: false,
    strength: 3,
    values: those_that_differ,
};

/// How large a walk was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Walked {
    /// Orders in all.
    pub orders: usize,
    /// Combinations of what interacts.
    pub cores: usize,
    /// Covering arrays that differ.
    pub arrays: usize,
    /// The rows of the longest.
    pub longest: usize,
}

impl fmt::Display for Walked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Walked { orders, cores, arrays, longest } = self;
        write!(
            out,
            "{cores} combinations of what interacts, with covering arrays of up to {longest} rows ({arrays} differ), lead to {orders} orders"
        )
    }
}

/// One order of a walk.
pub struct Visited<'a> {
    pub answers: Answers,
    pub verdict: &'a Verdict,
    pub family: Family,
    pub settings: &'a Settings,
    /// Whether only what interacts is set: it is the first of its core.
    pub is_plain: bool,
}

/// What a service on one family is made from.
pub fn plan(verdict: &Verdict, family: Family, settings: &Settings) -> Plan {
    Plan::new(Order { service: &verdict.service, family, settings, today: TODAY })
}

/// Calls back with every service on every base that survives, once each, over
/// the answers to these questions.
pub fn every_service(questions: &[QuestionId], visit: &mut impl FnMut(Answers, &Verdict, Family)) {
    // Answers that are not asked lead to the same service.
    let mut seen: HashSet<(Service, Family)> = HashSet::new();
    walk(questions, &mut |answers| {
        let verdict = decide(&answers);
        for &family in verdict.ranking() {
            if seen.insert((verdict.service, family)) {
                visit(answers, &verdict, family);
            }
        }
    });
}

/// Calls back with every file of the walk of Dockerfiles.
pub fn every_order(visit: &mut impl FnMut(Made)) -> Walked {
    Space { partly: true, ..DOCKERFILES }.walk(&mut |it| visit(Made::new(it.answers, it.verdict, it.family, it.settings.clone(), TODAY)))
}

/// Services that are alike in what interacts.
struct Alike {
    family: Family,
    image: &'static str,
    core: Row,
    /// Their other answers, each once.
    services: Vec<(Row, Answers, Verdict)>,
}

impl Space {
    /// Calls back with every order.
    pub fn walk(&self, visit: &mut impl FnMut(Visited<'_>)) -> Walked {
        let mut walked = Walked::default();
        let mut arrays: HashMap<Factors, Vec<Row>> = HashMap::new();
        for alike in self.alike() {
            let service = &alike.services[0].2.service;
            let cores = product(self.core_settings.iter().map(|id| (*id, values(*id, service, alike.family))));
            let core = |id: &SettingId| self.core_settings.contains(id) || self.together.contains(id);
            let free: Vec<_> = SettingId::ALL.into_iter().filter(|id| !core(id)).collect();
            // Of those that are set together the last value of each, which is of the longest form.
            let together = |id: &SettingId| Some((*id, (*(self.values)(*id, service, alike.family).last()?)?));
            let together: Vec<(SettingId, &str)> = self.together.iter().filter_map(together).collect();
            let texts: Vec<_> = free.iter().map(|id| (*id, (self.values)(*id, service, alike.family))).collect();
            let allowed = alike.services.iter().map(|(answers, ..)| answers.clone()).collect();
            let additions = if together.is_empty() { 1 } else { 2 };
            let factors = Factors { allowed, free: texts.iter().map(|(_, values)| values.len()).chain([additions]).collect() };
            let rows = arrays.entry(factors).or_insert_with_key(|factors| checked(factors, self.strength)).clone();
            let pairs = Factors { allowed: vec![Row::new()], free: vec![2; together.len()] };
            let some = if together.len() < 2 || !self.partly {
                Vec::new()
            } else {
                arrays.entry(pairs).or_insert_with_key(|it| checked(it, 2)).clone()
            };
            let mut met: BTreeSet<usize> = BTreeSet::new();
            walked.longest = walked.longest.max(rows.len());
            walked.cores += cores.len();
            for (turn, core) in cores.iter().enumerate() {
                let plain = alike.services.iter().map(|(answers, ..)| (answers, core.clone(), true)).take(1);
                let all = rows.iter().enumerate().flat_map(|(at, row)| {
                    let part = (row.last() == Some(&0) && !some.is_empty()).then(|| (turn + at) % some.len());
                    std::iter::once((row, None)).chain(part.map(|part| (row, Some(part))))
                });
                let all = all.map(|(row, part)| {
                    let (answers, levels) = row.split_at(row.len() - texts.len() - 1);
                    let chosen = texts.iter().zip(levels).filter_map(|((id, values), level)| Some((*id, values[*level]?)));
                    met.extend(part);
                    let is_added = |place: usize| levels.last() == Some(&1) || part.is_some_and(|part| some[part][place] == 1);
                    let added = together.iter().enumerate().filter(|(place, _)| is_added(*place)).map(|(_, it)| *it);
                    let chosen = chosen.chain(added);
                    (answers, chosen.fold(core.clone(), |settings, (id, text)| settings.with(id, text)), false)
                });
                for (answers, settings, is_plain) in
                    plain.map(|(answers, settings, is_plain)| (&answers[..], settings, is_plain)).chain(all)
                {
                    let (_, answers, verdict) =
                        alike.services.iter().find(|(row, ..)| row == answers).expect("rows are of what is allowed");
                    walked.orders += 1;
                    visit(Visited { answers: *answers, verdict, family: alike.family, settings: &settings, is_plain });
                }
            }
            assert_eq!(met.len(), some.len(), "each part of what only adds something is met");
        }
        walked.arrays = arrays.len();
        walked
    }

    fn alike(&self) -> Vec<Alike> {
        let mut all: Vec<Alike> = Vec::new();
        every_service(self.questions, &mut |answers, verdict, family| {
            let index = |id: &QuestionId| usize::from(verdict.service.answers().index(*id));
            let core: Row = self.core_questions.iter().map(index).collect();
            let row: Row = self.questions.iter().filter(|id| !self.core_questions.contains(id)).map(index).collect();
            let image = flavour(&verdict.service, family).image;
            // Publishers beside the preferred one differ in nothing but their images.
            let is_another = OFFERS.iter().any(|offer| offer.image == image && offers(offer.runtime as u8).next() != Some(offer));
            let image = if self.every_image || is_another { image } else { "" };
            let there = all.iter().position(|it| it.family == family && it.image == image && it.core == core);
            let at = there.unwrap_or_else(|| {
                all.push(Alike { family, image, core, services: Vec::new() });
                all.len() - 1
            });
            if all[at].services.iter().all(|(other, ..)| *other != row) {
                all[at].services.push((row, answers, *verdict));
            }
        });
        all
    }
}

/// An array, and that it is one.
fn checked(factors: &Factors, strength: usize) -> Vec<Row> {
    let rows = factors.rows(strength);
    let (all, missing) = factors.missing(&rows, strength);
    assert!(all > 0 && missing == 0, "{missing} of {all} combinations of {strength} are missing: {factors:?}");
    rows
}

/// Settings with every combination of these values.
fn product(values: impl Iterator<Item = (SettingId, Vec<Option<&'static str>>)>) -> Vec<Settings> {
    values.fold(vec![Settings::default()], |all, (id, values)| {
        let with = |settings: &Settings, value: &Option<&str>| value.map_or(settings.clone(), |value| settings.clone().with(id, value));
        all.iter().flat_map(|settings| values.iter().map(move |value| with(settings, value))).collect()
    })
}

/// What a setting is walked with: nothing set, then every choice but the first,
/// every supported version but the service's own, or texts of different shapes.
pub fn values(id: SettingId, service: &Service, family: Family) -> Vec<Option<&'static str>> {
    let others: Vec<&'static str> = match (&id.get().takes, id) {
        (Takes::Choice(_), _) => id.get().options(service).skip(1).map(|option| option.token).collect(),
        (Takes::Text(_), SettingId::Version) => versions(service, family),
        (Takes::Text(_), _) => texts(id, service).iter().copied().filter(|_| id.get().is_for(service)).collect(),
    };
    std::iter::once(None).chain(others.into_iter().map(Some)).collect()
}

/// The versions that can be chosen, but for the default.
fn versions(service: &Service, family: Family) -> Vec<&'static str> {
    let roles: &[&str] = match () {
        () if service.is(Runtime::Go) => &["golang"],
        () if service.is(Runtime::StaticSite) => &["node-slim"],
        () => &[],
    };
    let role = roles.first().copied().unwrap_or(flavour(service, family).image);
    let own = facts::image(role).and_then(|image| image.version);
    facts::supported(role, TODAY).filter_map(|image| image.version).filter(|version| Some(*version) != own).collect()
}

/// Texts of each shape that a setting may have, the usual one first.
fn texts(id: SettingId, service: &Service) -> &'static [&'static str] {
    match id {
        SettingId::Name => &["team/shop-api"],
        SettingId::Port => &["3000"],
        SettingId::Packages => &["libpq5,libstdc++6", "tzdata"],
        SettingId::Health => &["/health/ready"],
        SettingId::Ready => &["/ready"],
        SettingId::Ports => &["9090,9100"],
        SettingId::Arguments => &["serve --name 'a \"b\"' $HOME"],
        SettingId::Variables => &["LOG_LEVEL=info GREETING='good \"day\" $HOME'"],
        SettingId::BuildArguments => &["API_URL MODE='a \"b\" $HOME'"],
        SettingId::Needed => &["DATABASE_URL,SECRET_KEY_BASE"],
        SettingId::Labels => &["org.opencontainers.image.source=https://example.com/shop team='a \"b\" $HOME'"],
        SettingId::Hub => &["registry.example.com/hub"],
        SettingId::Mirror => &["mirror.example.com:5000"],
        SettingId::Steps => &["npm run generate && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'"],
        SettingId::ManagerVersion => &["9.15"],
        SettingId::BuildPackages => &["libssl-dev,protobuf-compiler"],
        SettingId::Member => &["apps/api"],
        SettingId::Permissions => &["--allow-net --deny-env --allow-read='/app/a \"b\" $HOME'"],
        SettingId::Extensions => &["gd,intl,redis,mbstring"],
        SettingId::Processes => &["worker: node worker.js --queue 'a $(b) $c' mailer: node mailer.js"],
        SettingId::Before => &["node migrate.js --to 'last $(one)'"],
        SettingId::Sources => &[".", "app/shop"],
        SettingId::Beside => &["templates,config/app.yaml"],
        SettingId::Kept => &["/data,/var/lib/shop"],
        SettingId::Scratch => &["/app/cache"],
        SettingId::Ca => &["certs/company.pem"],
        SettingId::Front => &["web", "."],
        SettingId::FrontManagerVersion => &["10"],
        SettingId::FrontNode => &["22"],
        SettingId::FrontOutput => &["web/build"],
        SettingId::FrontPlace => &["src/static/web", "apps/api/static"],
        SettingId::BasePath => &["/docs/v2"],
        SettingId::Passed => &["/api=http://api:8080 /socket=http://chat.shop:9000/live"],
        SettingId::Hashed => &["assets"],
        SettingId::Config => &["config.js", "assets/env.json"],
        SettingId::FrontScript => &["build:css,build:js"],
        SettingId::FrontRoot => &["."],
        SettingId::Script => &["build:prod,copy-files"],
        SettingId::Features if service.is(Runtime::CCpp) => &["WITH_TLS=ON,WITH_DOCS"],
        SettingId::Features => &["sqlite,tls"],
        SettingId::First => &["patches,web/patches,requirements/base.txt"],
        SettingId::Entry => match () {
            () if service.is(Runtime::Go) => &["./cmd/api", "cmd/api"],
            () if service.is(Runtime::Node) => &["build/main.js"],
            () if service.is(Runtime::Deno) => &["app/server.ts"],
            () if service.is(Runtime::Bun) => &["app/main.ts"],
            () if service.is(Runtime::Python) => &["shop.app:api", "shop/main.py"],
            () if service.is(Runtime::StaticSite) => &["build/web"],
            () if service.is(Runtime::JavaNative) => &["target/shop-api", "services/shop"],
            () if service.is(Runtime::Java) => &["target/shop-api.jar", "services/shop"],
            () if service.is(Runtime::Dotnet) => &["src/Shop.Api", "Shop.csproj"],
            () if service.is(Runtime::Ruby) => &["config/web.ru"],
            () if service.is(Runtime::Php) => &["web/public"],
            () => &["shop-api"],
        },
        _ => &[],
    }
}

/// All texts set, each to something that is not the default.
pub fn with_texts(settings: Settings, service: &Service) -> Settings {
    let all = SETTINGS.iter().filter_map(|setting| Some((setting.id, *texts(setting.id, service).first()?)));
    all.fold(settings, |settings, (id, text)| settings.with(id, text))
}
