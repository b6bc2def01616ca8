//! What the settings are called.

use super::listed::listed;

listed! {
    /// A setting by name, in the order of [`SETTINGS`](super::SETTINGS).
    SettingId {
        /// What the image is called.
        Name,
        /// What the service does while it runs.
        Does,
        /// The port that the service listens on.
        Port,
        /// Further ports, such as one for metrics.
        Ports,
        /// What is built or started: a package, a script, a JAR.
        Entry,
        /// What the program is started with.
        Arguments,
        /// What Deno lets the program do.
        Permissions,
        /// The version of the language.
        Version,
        /// The package manager that installs the dependencies.
        Manager,
        /// The version of that manager.
        ManagerVersion,
        /// How the project is laid out or started.
        Layout,
        /// The folder of the workspace's member that the image is of.
        Member,
        /// Commands that the build runs once the sources are there.
        Steps,
        /// A command that runs before a new version serves.
        Before,
        /// Processes beside the one that the image starts.
        Processes,
        /// The folder that the sources of an interpreted program lie in.
        Sources,
        /// Files that a compiled program reads, beside it.
        Beside,
        /// Packages of the distribution to add.
        Packages,
        /// The same for the stage that builds.
        BuildPackages,
        /// Extensions of PHP.
        Extensions,
        /// The path that answers when all is well.
        Health,
        /// The path that answers when it can take requests.
        Ready,
        /// Variables of the environment with their defaults.
        Variables,
        /// Variables that whoever starts the service gives.
        Needed,
        /// Arguments that whoever builds the image gives.
        BuildArguments,
        /// Folders whose files outlive the container.
        Kept,
        /// Folders whose files go with the container.
        Scratch,
        /// The signal that asks the service to end.
        Signal,
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
        /// Whether version and commit get into the image.
        Stamp,
        /// Labels of the image.
        Labels,
        /// What is pulled from in place of Docker Hub.
        Hub,
        /// What stands before the names of all other registries.
        Mirror,
        /// How the build gets at private packages.
        Private,
        /// The certificate of a company's own authority.
        Ca,
        /// The folder of a front end that Node.js builds.
        Front,
        /// The package manager of that front end.
        FrontManager,
        /// The version of that manager.
        FrontManagerVersion,
        /// The version of Node.js that builds it.
        FrontNode,
        /// The folder that its build fills.
        FrontOutput,
        /// The folder that the service takes it from.
        FrontPlace,
        /// What a path shows that has no file.
        Paths,
        /// The path that a site is served under.
        BasePath,
        /// Requests that the web server of a site passes on.
        Passed,
        /// A folder of a site whose files have a hash in their names.
        Hashed,
        /// A file of a site that differs by environment.
        Config,
        /// Whether the build of another language calls Node.js itself.
        BuildNode,
        /// The folder of the workspace that it is a member of.
        FrontRoot,
        /// The scripts of package.json that build it.
        FrontScript,
        /// The same of a program or a site.
        Script,
        /// What is compiled in beside the default: features, tags, definitions, profiles.
        Features,
        /// Files of the project that installing its packages needs.
        First,
        /// The web server in front of what answers FastCGI.
        WebServer,
    }
}
