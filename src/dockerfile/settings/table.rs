//! Every setting, one row each.

use super::check::Check;
use super::choices::{
    BuildNode, Builder, Comments, Debug, Does, FRONT, FrontManager, Layout, Manager, Paths, Pin, Platforms, Private, Signal, Stamp,
    WebServer,
};
use super::id::SettingId;
use super::setting::{Setting, Takes};
use super::touches::{Part, Touches};
use crate::model::condition::{When, when};

const ALWAYS: &[When] = &[When::ALWAYS];
/// What has a program of its own, and no web server for it.
const PROGRAM: &[When] = &[when!(Kind: Compiled | VirtualMachine | Interpreted)];

/// What may have a front end in another language than its own, or than its server.
const WITH_A_FRONT_END: &[When] = &[FRONT];

/// A setting of a front end that Node.js builds.
const fn front(id: SettingId, key: &'static str, takes: Takes, touches: &[Part]) -> Setting {
    Setting { id, key, takes, when: WITH_A_FRONT_END, touches: Touches::only(touches) }
}

/// A setting of a site that a web server serves.
const fn site(id: SettingId, key: &'static str, takes: Takes, touches: &[Part]) -> Setting {
    Setting { id, key, takes, when: &[when!(Runtime: StaticSite)], touches: Touches::only(touches) }
}

/// A text that is set.
const fn text(id: SettingId, key: &'static str, check: Check, when: &'static [When], touches: &[Part]) -> Setting {
    Setting { id, key, takes: Takes::Text(check), when, touches: Touches::only(touches) }
}

/// Every setting, in the order of the page and of links.
pub static SETTINGS: [Setting; SettingId::ALL.len()] = [
    text(SettingId::Name, "name", Check::ImageName, ALWAYS, &[Part::Companions]),
    Setting {
        id: SettingId::Does,
        key: "does",
        takes: Takes::Choice(Does::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Builder,
            Part::Base,
            Part::Install,
            Part::Mounts,
            Part::Steps,
            Part::Build,
            Part::Proof,
            Part::WebServer,
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
    text(
        SettingId::Port,
        "port",
        Check::Port,
        ALWAYS,
        &[Part::Steps, Part::Build, Part::Files, Part::Variables, Part::Port, Part::Check, Part::Start, Part::Notes, Part::Companions],
    ),
    text(SettingId::Ports, "ports", Check::Ports, PROGRAM, &[Part::Variables, Part::Port, Part::Companions]),
    text(
        SettingId::Entry,
        "entry",
        Check::Entry,
        ALWAYS,
        &[
            Part::Mounts,
            Part::Install,
            Part::Build,
            Part::Proof,
            Part::WebServer,
            Part::Files,
            Part::Variables,
            Part::Start,
            Part::Notes,
            Part::Companions,
        ],
    ),
    text(SettingId::Arguments, "args", Check::Words, PROGRAM, &[Part::Arguments, Part::Companions]),
    text(
        SettingId::Permissions,
        "allow",
        Check::Permissions,
        &[when!(Runtime: Deno)],
        &[Part::Build, Part::Arguments, Part::Notes, Part::Companions],
    ),
    text(
        SettingId::Version,
        "lang",
        Check::Version,
        ALWAYS,
        &[Part::Mounts, Part::Builder, Part::Install, Part::Base, Part::Files, Part::Debug, Part::Notes, Part::Companions],
    ),
    Setting {
        id: SettingId::Manager,
        key: "pm",
        takes: Takes::Choice(Manager::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Trust,
            Part::Mounts,
            Part::Install,
            Part::Build,
            Part::Proof,
            Part::Files,
            Part::Notes,
            Part::Companions,
        ]),
    },
    text(
        SettingId::ManagerVersion,
        "pmver",
        Check::Version,
        &[when!(Runtime: Node | Python | StaticSite)],
        &[Part::Mounts, Part::Install, Part::Build],
    ),
    Setting {
        id: SettingId::Layout,
        key: "kind",
        takes: Takes::Choice(Layout::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[
            Part::Defaults,
            Part::BuildArguments,
            Part::Proof,
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
            Part::Port,
            Part::WebServer,
            Part::User,
            Part::Check,
            Part::Start,
            Part::Debug,
            Part::Notes,
            Part::Companions,
        ]),
    },
    text(
        SettingId::Member,
        "member",
        Check::Member,
        &[when!(Runtime: Go | Rust | Node | Bun | Python | StaticSite)],
        &[
            Part::FrontEnd,
            Part::Mounts,
            Part::Install,
            Part::Build,
            Part::Proof,
            Part::Folders,
            Part::Beside,
            Part::Files,
            Part::Notes,
            Part::Companions,
        ],
    ),
    text(SettingId::Steps, "steps", Check::Steps, ALWAYS, &[Part::Mounts, Part::Steps, Part::Build, Part::Companions]),
    text(SettingId::Before, "before", Check::Words, PROGRAM, &[Part::Proof, Part::Notes, Part::Companions]),
    text(SettingId::Processes, "also", Check::Processes, PROGRAM, &[Part::Proof, Part::Notes, Part::Companions]),
    text(
        SettingId::Sources,
        "sources",
        Check::Folder,
        &[when!(Runtime: Python)],
        &[Part::FrontEnd, Part::Build, Part::Proof, Part::Files, Part::Notes],
    ),
    text(
        SettingId::Beside,
        "with",
        Check::Files,
        &[when!(Runtime: Go | Rust | CCpp | Bun)],
        &[Part::Folders, Part::Beside, Part::Notes, Part::Companions],
    ),
    text(SettingId::Packages, "add", Check::Packages, ALWAYS, &[Part::Packages, Part::Notes, Part::Companions]),
    text(SettingId::BuildPackages, "tools", Check::Packages, ALWAYS, &[Part::Install, Part::Notes]),
    text(
        SettingId::Extensions,
        "ext",
        Check::Extensions,
        &[when!(Runtime: Php)],
        &[Part::Builder, Part::Install, Part::Packages, Part::Files],
    ),
    text(SettingId::Health, "health", Check::Path, ALWAYS, &[Part::Check, Part::Notes, Part::Companions]),
    Setting {
        id: SettingId::Ready,
        key: "readiness",
        takes: Takes::Text(Check::Path),
        when: PROGRAM,
        touches: Touches::only(&[Part::Notes]),
    },
    text(SettingId::Variables, "vars", Check::Variables, ALWAYS, &[Part::Defaults, Part::Companions]),
    text(SettingId::Needed, "needs", Check::Names, PROGRAM, &[Part::Notes, Part::Companions]),
    text(SettingId::BuildArguments, "bargs", Check::Arguments, ALWAYS, &[Part::BuildArguments, Part::Companions]),
    text(SettingId::Kept, "keep", Check::Folders, PROGRAM, &[Part::Folders, Part::Notes, Part::Companions]),
    text(SettingId::Scratch, "scratch", Check::Folders, PROGRAM, &[Part::Folders, Part::Notes, Part::Companions]),
    Setting {
        id: SettingId::Signal,
        key: "stop",
        takes: Takes::Choice(Signal::OPTIONS),
        when: PROGRAM,
        touches: Touches::only(&[Part::Signal, Part::Notes, Part::Companions]),
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
    text(SettingId::Labels, "labels", Check::Labels, ALWAYS, &[Part::Labels, Part::Companions]),
    text(SettingId::Hub, "hub", Check::Registry, ALWAYS, &[Part::Notes, Part::Companions]),
    text(SettingId::Mirror, "mirror", Check::Registry, ALWAYS, &[Part::Notes, Part::Companions]),
    Setting {
        id: SettingId::Private,
        key: "private",
        takes: Takes::Choice(Private::OPTIONS),
        when: ALWAYS,
        touches: Touches::only(&[Part::FrontEnd, Part::Install, Part::Mounts, Part::Notes, Part::Companions]),
    },
    text(SettingId::Ca, "ca", Check::Certificate, ALWAYS, &[Part::Trust, Part::Variables, Part::Notes, Part::Companions]),
    front(
        SettingId::Front,
        "front",
        Takes::Text(Check::Folder),
        &[
            Part::WebServer,
            Part::FrontEnd,
            Part::BuildArguments,
            Part::Trust,
            Part::Mounts,
            Part::Install,
            Part::Build,
            Part::Notes,
            Part::Companions,
        ],
    ),
    front(
        SettingId::FrontManager,
        "frontpm",
        Takes::Choice(FrontManager::OPTIONS),
        &[Part::FrontEnd, Part::Mounts, Part::Install, Part::Build, Part::Notes, Part::Companions],
    ),
    front(
        SettingId::FrontManagerVersion,
        "frontpmver",
        Takes::Text(Check::Version),
        &[Part::Notes, Part::Companions, Part::FrontEnd, Part::Mounts, Part::Install],
    ),
    front(SettingId::FrontNode, "frontnode", Takes::Text(Check::Version), &[Part::Mounts, Part::FrontEnd, Part::Install, Part::Notes]),
    front(
        SettingId::FrontOutput,
        "frontout",
        Takes::Text(Check::Member),
        &[Part::WebServer, Part::FrontEnd, Part::Notes, Part::Companions],
    ),
    front(SettingId::FrontPlace, "frontto", Takes::Text(Check::Member), &[Part::WebServer, Part::FrontEnd]),
    site(SettingId::Paths, "paths", Takes::Choice(Paths::OPTIONS), &[Part::Companions]),
    site(SettingId::BasePath, "under", Takes::Text(Check::Base), &[Part::Proof, Part::Files, Part::Notes, Part::Companions]),
    site(SettingId::Passed, "pass", Takes::Text(Check::Passed), &[Part::Notes, Part::Companions]),
    site(SettingId::Hashed, "hashed", Takes::Text(Check::Member), &[Part::Companions]),
    site(SettingId::Config, "config", Takes::Text(Check::Member), &[Part::Notes, Part::Companions]),
    front(
        SettingId::BuildNode,
        "nodejs",
        Takes::Choice(BuildNode::OPTIONS),
        &[Part::Mounts, Part::Install, Part::Build, Part::Notes, Part::Companions],
    ),
    front(SettingId::FrontRoot, "frontws", Takes::Text(Check::Folder), &[Part::FrontEnd, Part::Notes]),
    front(SettingId::FrontScript, "frontscript", Takes::Text(Check::Scripts), &[Part::FrontEnd, Part::Notes]),
    text(SettingId::Script, "script", Check::Scripts, &[when!(Runtime: Node | StaticSite)], &[Part::Build, Part::Proof, Part::Notes]),
    text(
        SettingId::Features,
        "features",
        Check::Features,
        &[when!(Runtime: Go | Rust | CCpp | Java | JavaNative | Python)],
        &[Part::Install, Part::Build, Part::Notes, Part::Companions],
    ),
    text(SettingId::First, "first", Check::Files, ALWAYS, &[Part::Install, Part::FrontEnd]),
    Setting {
        id: SettingId::WebServer,
        key: "web",
        takes: Takes::Choice(WebServer::OPTIONS),
        when: &[when!(Runtime: Php)],
        touches: Touches::only(&[Part::WebServer, Part::Notes, Part::Companions]),
    },
];

const _: () = {
    let mut at = 0;
    while at < SETTINGS.len() {
        assert!(SETTINGS[at].id as usize == at, "the settings are in the order of their names");
        at += 1;
    }
};
