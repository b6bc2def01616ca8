//! Every setting, one row each.

use super::check::Check;
use super::choices::{Builder, Comments, Debug, Does, Layout, Manager, Pin, Platforms, Private, Signal};
use super::id::SettingId;
use super::setting::{Setting, Takes};
use super::touches::{Part, Touches};
use crate::model::condition::{When, when};

const ALWAYS: &[When] = &[When::ALWAYS];
/// What has a program of its own, and no web server for it.
const PROGRAM: &[When] = &[when!(Kind: Compiled | VirtualMachine | Interpreted)];

/// Every setting, in the order of the page and of links.
pub static SETTINGS: [Setting; SettingId::ALL.len()] = [
    Setting {
        id: SettingId::Name,
        key: "name",
        takes: Takes::Text(Check::ImageName),
        when: ALWAYS,
        touches: Touches::only(&[Part::Companions]),
    },
    Setting {
        id: SettingId::Does,
        key: "does",
        takes: Takes::Choice(Does::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Steps,
            Part::Build,
            Part::Files,
            Part::Variables,
            Part::Port,
            Part::Check,
            Part::Start,
            Part::Signal,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Port,
        key: "port",
        takes: Takes::Text(Check::Port),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Steps,
            Part::Build,
            Part::Files,
            Part::Variables,
            Part::Port,
            Part::Check,
            Part::Start,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Ports,
        key: "ports",
        takes: Takes::Text(Check::Ports),
        when: PROGRAM,
        touches: Touches::only(&[Part::Port, Part::Companions]),
    },
    Setting {
        id: SettingId::Entry,
        key: "entry",
        takes: Takes::Text(Check::Entry),
        when: ALWAYS,
        touches: Touches::only(&[Part::Mounts, Part::Install, Part::Build, Part::Files, Part::Start, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Arguments,
        key: "args",
        takes: Takes::Text(Check::Words),
        when: PROGRAM,
        touches: Touches::only(&[Part::Arguments]),
    },
    Setting {
        id: SettingId::Version,
        key: "lang",
        takes: Takes::Text(Check::Version),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Mounts,
            Part::Builder,
            Part::Install,
            Part::Base,
            Part::Files,
            Part::Debug,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Manager,
        key: "pm",
        takes: Takes::Choice(Manager::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Trust, Part::Mounts, Part::Install, Part::Build, Part::Files, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::ManagerVersion,
        key: "pmver",
        takes: Takes::Text(Check::Version),
        when: &[when!(Runtime: Node | Python | StaticSite)],
        touches: Touches::only(&[Part::Mounts, Part::Install, Part::Build]),
    },
    Setting {
        id: SettingId::Layout,
        key: "kind",
        takes: Takes::Choice(Layout::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Defaults,
            Part::Trust,
            Part::Mounts,
            Part::Arguments,
            Part::Builder,
            Part::Install,
            Part::Steps,
            Part::Build,
            Part::Base,
            Part::Packages,
            Part::Files,
            Part::Variables,
            Part::Check,
            Part::Start,
            Part::Debug,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Member,
        key: "member",
        takes: Takes::Text(Check::Member),
        when: &[when!(Runtime: Go | Rust | Node | Python | StaticSite)],
        touches: Touches::only(&[
            Part::Mounts,
            Part::Install,
            Part::Build,
            Part::Folders,
            Part::Beside,
            Part::Files,
            Part::Notes,
            Part::Companions,
        ]),
    },
    Setting {
        id: SettingId::Steps,
        key: "steps",
        takes: Takes::Text(Check::Steps),
        when: ALWAYS,
        touches: Touches::only(&[Part::Mounts, Part::Steps, Part::Build]),
    },
    Setting {
        id: SettingId::Before,
        key: "before",
        takes: Takes::Text(Check::Words),
        when: PROGRAM,
        touches: Touches::only(&[Part::Notes]),
    },
    Setting {
        id: SettingId::Processes,
        key: "also",
        takes: Takes::Text(Check::Processes),
        when: PROGRAM,
        touches: Touches::only(&[Part::Notes]),
    },
    Setting {
        id: SettingId::Sources,
        key: "sources",
        takes: Takes::Text(Check::Folder),
        when: &[when!(Runtime: Python)],
        touches: Touches::only(&[Part::Build, Part::Files, Part::Notes]),
    },
    Setting {
        id: SettingId::Beside,
        key: "with",
        takes: Takes::Text(Check::Files),
        when: &[when!(Kind: Compiled)],
        touches: Touches::only(&[Part::Beside, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Packages,
        key: "add",
        takes: Takes::Text(Check::Packages),
        when: ALWAYS,
        touches: Touches::only(&[Part::Packages, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::BuildPackages,
        key: "tools",
        takes: Takes::Text(Check::Packages),
        when: ALWAYS,
        touches: Touches::only(&[Part::Install]),
    },
    Setting {
        id: SettingId::Extensions,
        key: "ext",
        takes: Takes::Text(Check::Extensions),
        when: &[when!(Runtime: Php)],
        touches: Touches::only(&[Part::Builder, Part::Install, Part::Packages, Part::Files]),
    },
    Setting {
        id: SettingId::Health,
        key: "health",
        takes: Takes::Text(Check::Path),
        when: ALWAYS,
        touches: Touches::only(&[Part::Check, Part::Notes, Part::Companions]),
    },
    Setting { id: SettingId::Ready, key: "readiness", takes: Takes::Text(Check::Path), when: PROGRAM, touches: Touches::only(&[]) },
    Setting {
        id: SettingId::Variables,
        key: "vars",
        takes: Takes::Text(Check::Variables),
        when: ALWAYS,
        touches: Touches::only(&[Part::Defaults]),
    },
    Setting {
        id: SettingId::Kept,
        key: "keep",
        takes: Takes::Text(Check::Folders),
        when: PROGRAM,
        touches: Touches::only(&[Part::Folders, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Scratch,
        key: "scratch",
        takes: Takes::Text(Check::Folders),
        when: PROGRAM,
        touches: Touches::only(&[Part::Folders, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Signal,
        key: "stop",
        takes: Takes::Choice(Signal::OPTIONS),
        when: PROGRAM,
        touches: Touches::only(&[Part::Signal]),
    },
    Setting {
        id: SettingId::Platforms,
        key: "for",
        takes: Takes::Choice(Platforms::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Builder, Part::Build, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Builder,
        key: "by",
        takes: Takes::Choice(Builder::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Mounts, Part::Builder, Part::Install, Part::Build, Part::Check, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Comments,
        key: "why",
        takes: Takes::Choice(Comments::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Comments]),
    },
    Setting {
        id: SettingId::Debug,
        key: "dbg",
        takes: Takes::Choice(Debug::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Debug, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Pin,
        key: "pin",
        takes: Takes::Choice(Pin::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Builder, Part::Base, Part::Debug, Part::Digests, Part::Companions]),
    },
    Setting {
        id: SettingId::Private,
        key: "private",
        takes: Takes::Choice(Private::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Install, Part::Mounts, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Ca,
        key: "ca",
        takes: Takes::Text(Check::Certificate),
        when: ALWAYS,
        touches: Touches::only(&[Part::Trust, Part::Variables, Part::Notes, Part::Companions]),
    },
];

const _: () = {
    let mut at = 0;
    while at < SETTINGS.len() {
        assert!(SETTINGS[at].id as usize == at, "the settings are in the order of their names");
        at += 1;
    }
};
