//! What a Dockerfile asks of an image, answered from its facts. Whatever hangs
//! on who publishes an image is asked here: no other file looks at its name, its
//! tag or its registry for that.

use crate::facts::{self, Image, Package, Presence, Tool};

/// The tag that Google moves on, and that of the same with a shell.
const MOVING_TAG: &str = "nonroot";
const MOVING_DEBUG_TAG: &str = "debug-nonroot";
/// Why a file says by itself all of what starts.
pub const START_IS_NOT_KNOWN: &str = "The whole command, whatever the image’s own entrypoint is.";

/// An image of the facts.
pub fn image(id: &str) -> &'static Image {
    facts::image(id).expect("a test builds every Dockerfile and finds every image")
}

/// A package of the facts.
pub fn package(id: &str) -> &'static Package {
    facts::package(id).expect("a test builds every Dockerfile and finds every package")
}

/// A tool of the facts.
pub fn tool(id: &str) -> &'static Tool {
    facts::tool(id).expect("a test builds every Dockerfile and finds every tool")
}

/// Whether packages are added with apk: the others have apt.
pub fn has_apk(image: &Image) -> bool {
    image.package_manager() == Presence::Present("apk")
}

/// What is said where it has to be logged in for it; nothing where anybody can
/// pull it.
pub fn login(image: &Image) -> Option<&'static str> {
    image.publisher()?.login
}

/// The registry that it is pulled from; empty for the empty image.
pub fn registry(image: &Image) -> &'static str {
    image.publisher().map_or("", |publisher| publisher.registry)
}

/// Whether its tag names no version, and so follows whatever is newest.
pub fn tag_moves(image: &Image) -> bool {
    image.tag() == MOVING_TAG
}

/// The tag of its publisher's own debug image that runs as the same user.
pub fn debug_tag(image: &Image) -> Option<&'static str> {
    let published = matches!(image.inside().debug_variant, Presence::Present(_));
    (published && tag_moves(image)).then_some(MOVING_DEBUG_TAG)
}

/// Whether its publisher took out whatever a program can start without, such as
/// fonts, Bundler's own program and PHP's command line: all who are asked for do.
pub fn is_cut_down(image: &Image) -> bool {
    !image.has_shell() && image.publisher().is_some_and(|publisher| publisher.listed)
}

/// The path of a language's own program where that is all of the entrypoint;
/// its file may be named with a version, as `python3.13` is.
pub fn entrypoint_itself(image: &Image, program: &str) -> Option<&'static str> {
    match image.inside().entrypoint {
        [path] => path.rsplit_once('/').and_then(|(_, file)| file.starts_with(program).then_some(*path)),
        _ => None,
    }
}

/// Whether Bun is inside, which also installs packages.
pub fn has_bun(image: &Image) -> bool {
    matches!(image.interpreter(), Presence::Present(programs) if programs.split(", ").any(|program| program == "bun"))
}

/// Whether it starts Apache, so that it answers browsers alone.
pub fn starts_apache(image: &Image) -> bool {
    image.inside().cmd == ["apache2-foreground"]
}
