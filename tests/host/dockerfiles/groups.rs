//! Settings in groups, and what is said of a group that is folded away.

use std::collections::HashSet;

use container_diet::dockerfile::settings::Group;
use container_diet::dockerfile::{Offered, SETTINGS, SettingId};
use container_diet::link;

use crate::states::decided;

#[test]
fn each_setting_is_in_one_group() {
    let all: Vec<SettingId> = Group::ALL.into_iter().flat_map(Group::settings).copied().collect();
    assert_eq!(all.len(), SETTINGS.len());
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), SETTINGS.len());
    for group in Group::ALL {
        assert!(group.settings().iter().all(|setting| setting.group() == group), "{group:?}");
    }
}

/// A link, a group, and what is said of it.
const WORDS: &[(&str, Group, &str)] = &[
    ("v=1&run=node", Group::Run, ""),
    ("v=1&run=node&args=--config+x", Group::Run, "arguments --config x"),
    ("v=1&run=node&port=3000", Group::Run, ""),
    ("v=1&run=node&port=3000&ports=9090,9100", Group::Network, "port 3000, additional ports 9090,9100"),
    ("v=1&run=node&by=kaniko", Group::Build, "builder kaniko"),
    ("v=1&run=php&ext=gd,intl", Group::Run, "PHP extensions gd,intl"),
    // In the order of the page, whatever that of the link is.
    ("v=1&run=node&stop=int&args=serve&vars=A~3d1", Group::Run, "environment variables A=1, arguments serve and 1 more"),
    // As much as fits into a line, and how many are left.
    (
        "v=1&run=node&vars=LOG_LEVEL~3dinfo&args=serve+--config+/etc/shop.yaml&stop=int",
        Group::Run,
        "environment variables LOG_LEVEL=info and 2 more",
    ),
    (
        "v=1&run=node&args=serve+--config+/etc/shop/production.yaml+--verbose+--workers+4&stop=int",
        Group::Run,
        "arguments serve --config /etc/shop/production.yaml --verbose … and 1 more",
    ),
    // What the service does not have is not set for it.
    ("v=1&run=python&pm=npm&lang=3.13", Group::Project, "language version 3.13"),
    ("v=1&run=node&does=job&port=3000", Group::Network, ""),
];

#[test]
fn a_group_says_what_is_set_in_it() {
    for (text, group, expected) in WORDS {
        let decision = decided(&link::read(text).state);
        let offered = Offered::of(&decision.plan, &decision.dockerfile());
        let settings = group.settings().iter().copied().filter(|id| offered.has(*id));
        assert_eq!(decision.state.settings.in_words(settings, &decision.verdict.service), *expected, "{text}, {group:?}");
    }
}
