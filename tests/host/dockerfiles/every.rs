//! Walks every order that leads to a file of its own.
//!
//! The questions that shape a file are walked with all closed settings and the
//! living versions; text that can be set has one value beside its default.

use std::collections::HashSet;

use container_diet::dockerfile::settings::Takes;
use container_diet::dockerfile::{Order, Output, SETTINGS, SettingId, Settings, dockerfile};
use container_diet::facts::{self, Date};
use container_diet::model::flavour::flavour;
use container_diet::model::questions::Runtime;
use container_diet::model::{Answers, Family, QuestionId, Service, Verdict, decide};

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

/// One order and what it leads to.
pub struct Made {
    pub answers: Answers,
    pub service: Service,
    pub family: Family,
    pub settings: Settings,
    pub output: Output,
}

/// Orders for one service on one family.
pub fn order<'a>(verdict: &'a Verdict, family: Family, settings: &'a Settings) -> Order<'a> {
    Order { service: &verdict.service, family, settings, today: TODAY }
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

/// Calls back with every order; returns how many there were.
pub fn every_order(visit: &mut impl FnMut(Made)) -> usize {
    let mut count = 0;
    every_service(DEPENDS_ON, &mut |answers, verdict, family| {
        for settings in every_settings(&verdict.service, family) {
            let output = dockerfile(order(verdict, family, &settings));
            count += 1;
            visit(Made { answers, service: verdict.service, family, settings, output });
        }
    });
    count
}

/// Every combination of closed settings and versions, plain and with all texts set.
pub fn every_settings(service: &Service, family: Family) -> Vec<Settings> {
    let mut all = vec![Settings::default()];
    for setting in &SETTINGS {
        let values: Vec<&str> = match (&setting.takes, setting.id) {
            // Comments are no instructions: the invariants set them for each file.
            (_, SettingId::Comments) => continue,
            (Takes::Choice(_), _) => setting.options(service).skip(1).map(|option| option.token).collect(),
            (Takes::Text(_), SettingId::Version) => versions(service, family),
            (Takes::Text(_), _) => continue,
        };
        all = all.iter().flat_map(|settings| with_each(settings, setting.id, &values)).collect();
    }
    all.iter().flat_map(|settings| [settings.clone(), with_texts(settings.clone(), service)]).collect()
}

fn with_each(settings: &Settings, id: SettingId, values: &[&str]) -> Vec<Settings> {
    let set = values.iter().map(|value| settings.clone().with(id, value));
    std::iter::once(settings.clone()).chain(set).collect()
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
    facts::living(role, TODAY).filter_map(|image| image.version).filter(|version| Some(*version) != own).collect()
}

/// All texts set, each to something that is not the default.
pub fn with_texts(settings: Settings, service: &Service) -> Settings {
    let entry = match () {
        () if service.is(Runtime::Go) => "./cmd/api",
        () if service.is(Runtime::Node) => "build/main.js",
        () if service.is(Runtime::Python) => "shop.app:api",
        () if service.is(Runtime::StaticSite) => "build/web",
        () if service.is(Runtime::Java) => "target/shop-api.jar",
        () if service.is(Runtime::Dotnet) => "src/Shop.Api",
        () if service.is(Runtime::Ruby) => "config/web.ru",
        () if service.is(Runtime::Php) => "web/public",
        () => "shop-api",
    };
    settings
        .with(SettingId::Name, "team/shop-api")
        .with(SettingId::Port, "3000")
        .with(SettingId::Entry, entry)
        .with(SettingId::Packages, "libpq5,libstdc++6")
        .with(SettingId::Health, "/health/ready")
}
