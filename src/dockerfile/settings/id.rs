//! What the settings are called.

use super::listed::listed;

listed! {
    /// A setting by name, in the order of [`SETTINGS`](super::SETTINGS).
    SettingId {
        /// What the image is called.
        Name,
        /// The port that the service listens on.
        Port,
        /// What is built or started: a package, a script, a JAR.
        Entry,
        /// The version of the language.
        Version,
        /// The package manager that installs the dependencies.
        Manager,
        /// How the project is laid out or started.
        Layout,
        /// Packages of the distribution to add.
        Packages,
        /// The path that answers when all is well.
        Health,
        /// Architectures to build for.
        Platforms,
        /// What builds the file.
        Builder,
        /// Which reasons the file carries.
        Comments,
        /// A stage to debug with.
        Debug,
        /// Whether each image has a place for its digest beside the tag.
        Pin,
        /// How the build gets at private packages.
        Private,
        /// The certificate of a company's own authority.
        Ca,
    }
}
