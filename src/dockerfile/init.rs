//! Whether an engine should start a program under an init of its own, which passes the
//! stop signal on and collects children that nobody waits for.
//!
//! As process 1, a program is not ended by a signal that it does not handle: the kernel
//! gives such a signal no default effect there. Tried on 2026-12-01, with a program that
//! sleeps as process 1 of its own namespace: Python, Node.js and C went on after SIGTERM,
//! Go ended.

use super::plan::Plan;
use crate::model::questions::Runtime;

impl Plan {
    /// Whether what the image starts wants one.
    pub fn wants_init(&self) -> bool {
        let has_one = self.image.inside().entrypoint.iter().any(|word| word.ends_with("tini"));
        let is_served = self.server().is_some() || self.runtime == Runtime::StaticSite;
        self.starts_children() || !(has_one || is_served || self.ends_on_a_signal())
    }

    /// The same of other words that the image is started with, whose program nobody here knows.
    pub fn wants_init_beside(&self) -> bool {
        self.starts_children() || !self.ends_on_a_signal()
    }

    /// Whether the language itself ends a program that is asked to.
    fn ends_on_a_signal(&self) -> bool {
        match self.runtime {
            Runtime::Go | Runtime::Java | Runtime::Dotnet => true,
            Runtime::Rust
            | Runtime::CCpp
            | Runtime::JavaNative
            | Runtime::Node
            | Runtime::Bun
            | Runtime::Deno
            | Runtime::Python
            | Runtime::Ruby
            | Runtime::Php
            | Runtime::StaticSite => false,
        }
    }

    /// Whether it starts programs that leave children of their own behind, and that do not
    /// start without a folder for their settings: those of a desktop.
    pub fn starts_children(&self) -> bool {
        let of_a_desktop = |name: &str| ["chromium", "libreoffice"].contains(&group(name));
        self.image.has_shell() && self.added().any(of_a_desktop)
    }

    /// Whether one of them is a browser.
    pub fn has_browser(&self) -> bool {
        self.image.has_shell() && self.added().any(|name| group(name) == "chromium")
    }
}

/// What a package is of, by the first part of its name: `chromium-driver` is of `chromium`.
fn group(package: &str) -> &str {
    package.split('-').next().unwrap_or_default()
}
