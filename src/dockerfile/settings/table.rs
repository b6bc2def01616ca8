//! Every setting, one row each.

use super::check::Check;
use super::choices::{Builder, Comments, Debug, Does, FrontManager, Layout, Manager, Paths, Pin, Platforms, Private, Signal, Stamp};
use super::id::SettingId;
use super::setting::{Setting, Takes};
use super::touches::{Part, Touches};
use crate::model::condition::{When, when};

const ALWAYS: &[When] = &[When::ALWAYS];
/// What has a program of its own, and no web server for it.
const PROGRAM: &[When] = &[when!(Kind: Compiled | VirtualMachine | Interpreted)];

/// What may have a front end in another language than its own, or than its server.
const WITH_A_FRONT_END: &[When] = &[when!(Runtime: Go | Rust | Java | Dotnet | Node | Bun | Deno | Python | Ruby | Php)];

/// A setting of a front end that Node.js builds.
const fn front(id: SettingId, key: &'static str, takes: Takes, touches: &[Part]) -> Setting {
    Setting { id, key, takes, when: WITH_A_FRONT_END, touches: Touches::only(touches) }
}

/// A setting of a site that a web server serves.
const fn site(id: SettingId, key: &'static str, takes: Takes, touches: &[Part]) -> Setting {
    Setting { id, key, takes, when: &[when!(Runtime: StaticSite)], touches: Touches::only(touches) }
}

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
            Part::Install,
            Part::Mounts,
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
        id: SettingId::Permissions,
        key: "allow",
        takes: Takes::Text(Check::Permissions),
        when: &[when!(Runtime: Deno)],
        touches: Touches::only(&[Part::Start, Part::Notes, Part::Companions]),
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
            Part::BuildArguments,
            Part::Trust,
            Part::Mounts,
            Part::Arguments,
            Part::FrontEnd,
            Part::Builder,
            Part::Install,
            Part::Steps,
            Part::Build,
            Part::Base,
            Part::Packages,
            Part::Beside,
            Part::Files,
            Part::Folders,
            Part::Variables,
            Part::User,
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
        when: &[when!(Runtime: Go | Rust | Node | Bun | Python | StaticSite)],
        touches: Touches::only(&[
            Part::FrontEnd,
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
        touches: Touches::only(&[Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Processes,
        key: "also",
        takes: Takes::Text(Check::Processes),
        when: PROGRAM,
        touches: Touches::only(&[Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Sources,
        key: "sources",
        takes: Takes::Text(Check::Folder),
        when: &[when!(Runtime: Python)],
        touches: Touches::only(&[Part::FrontEnd, Part::Build, Part::Files, Part::Notes]),
    },
    Setting {
        id: SettingId::Beside,
        key: "with",
        takes: Takes::Text(Check::Files),
        when: &[when!(Runtime: Go | Rust | CCpp | Bun)],
        touches: Touches::only(&[Part::Folders, Part::Beside, Part::Notes, Part::Companions]),
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
        id: SettingId::Needed,
        key: "needs",
        takes: Takes::Text(Check::Names),
        when: PROGRAM,
        touches: Touches::only(&[Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::BuildArguments,
        key: "bargs",
        takes: Takes::Text(Check::Arguments),
        when: ALWAYS,
        touches: Touches::only(&[Part::BuildArguments, Part::Companions]),
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
        touches: Touches::only(&[Part::FrontEnd, Part::Builder, Part::Build, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Builder,
        key: "by",
        takes: Takes::Choice(Builder::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::FrontEnd,
            Part::Mounts,
            Part::Builder,
            Part::Install,
            Part::Build,
            Part::Check,
            Part::Notes,
            Part::Companions,
        ]),
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
        id: SettingId::Stamp,
        key: "stamp",
        takes: Takes::Choice(Stamp::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::Build, Part::BuildArguments, Part::Labels, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Labels,
        key: "labels",
        takes: Takes::Text(Check::Labels),
        when: ALWAYS,
        touches: Touches::only(&[Part::Labels]),
    },
    Setting {
        id: SettingId::Hub,
        key: "hub",
        takes: Takes::Text(Check::Registry),
        when: ALWAYS,
        touches: Touches::only(&[Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Mirror,
        key: "mirror",
        takes: Takes::Text(Check::Registry),
        when: ALWAYS,
        touches: Touches::only(&[Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Private,
        key: "private",
        takes: Takes::Choice(Private::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::FrontEnd, Part::Install, Part::Mounts, Part::Notes, Part::Companions]),
    },
    Setting {
        id: SettingId::Ca,
        key: "ca",
        takes: Takes::Text(Check::Certificate),
        when: ALWAYS,
        touches: Touches::only(&[Part::Trust, Part::Variables, Part::Notes, Part::Companions]),
    },
    front(
        SettingId::Front,
        "front",
        Takes::Text(Check::Folder),
        &[Part::FrontEnd, Part::BuildArguments, Part::Trust, Part::Mounts, Part::Build, Part::Notes, Part::Companions],
    ),
    front(
        SettingId::FrontManager,
        "frontpm",
        Takes::Choice(FrontManager::OPTIONS),
        &[Part::FrontEnd, Part::Mounts, Part::Notes, Part::Companions],
    ),
    front(SettingId::FrontManagerVersion, "frontpmver", Takes::Text(Check::Version), &[Part::FrontEnd, Part::Mounts]),
    front(SettingId::FrontNode, "frontnode", Takes::Text(Check::Version), &[Part::Mounts, Part::FrontEnd, Part::Notes]),
    front(SettingId::FrontOutput, "frontout", Takes::Text(Check::Member), &[Part::FrontEnd, Part::Notes, Part::Companions]),
    front(SettingId::FrontPlace, "frontto", Takes::Text(Check::Member), &[Part::FrontEnd]),
    site(SettingId::Paths, "paths", Takes::Choice(Paths::OPTIONS), &[Part::Companions]),
    site(SettingId::BasePath, "under", Takes::Text(Check::Base), &[Part::Build, Part::Files, Part::Notes, Part::Companions]),
    site(SettingId::Passed, "pass", Takes::Text(Check::Passed), &[Part::Notes, Part::Companions]),
    site(SettingId::Hashed, "hashed", Takes::Text(Check::Member), &[Part::Companions]),
    site(SettingId::Config, "config", Takes::Text(Check::Member), &[Part::Notes, Part::Companions]),
];

const _: () = {
    let mut at = 0;
    while at < SETTINGS.len() {
        assert!(SETTINGS[at].id as usize == at, "the settings are in the order of their names");
        at += 1;
    }
};
