//! Which image runs a service: that of its family, or another where how the project is
//! built leaves another need.

use super::image::image;
use super::order::Order;
use super::settings::{Does, Layout, SettingId};
use crate::facts::{self, Date, Image};
use crate::model::Family;
use crate::model::flavour::flavour;
use crate::model::questions::{Environment, I18nFonts, NativeDeps, Runtime};

/// The image of PHP that has Apache.
const APACHE: &str = "php-apache";

/// The image that runs it, and why it is that one.
pub fn image_of(order: &Order<'_>) -> (&'static Image, &'static str) {
    let Order { service, family, settings, today } = *order;
    let flavour = flavour(service, family);
    let (role, why) = of_the_project(order).unwrap_or((flavour.image, flavour.why));
    (supported(role, settings.text(SettingId::Version), today), why)
}

/// What runs it in place of the family's own image, where how the project is
/// built leaves another need; with the reason.
fn of_the_project(order: &Order<'_>) -> Option<(&'static str, &'static str)> {
    let Order { service, family, settings, .. } = *order;
    let development = service.is(Environment::Development);
    match service.runtime().runtime {
        Runtime::StaticSite => development.then_some(("node", "the image that builds the site")),
        Runtime::Dotnet if settings.choice::<Layout>(service) == Layout::Aot && !development => match family {
            Family::Full | Family::Scratch => None,
            Family::Slim => Some(("dotnet-deps-slim", "native code includes its runtime and needs only C libraries")),
            Family::Alpine => Some(("dotnet-deps-alpine", "native code includes its runtime and needs only C libraries")),
            Family::Distroless if service.is(I18nFonts::Yes) => {
                Some(("dotnet-deps-chiseled-extra", "native code needs only C libraries; ICU and time zones are included"))
            }
            Family::Distroless => Some(("dotnet-deps-chiseled", "native code needs only C libraries")),
        },
        Runtime::Bun if settings.choice::<Layout>(service) == Layout::Binary && !development => match family {
            Family::Full | Family::Scratch => None,
            Family::Slim => Some(("debian-slim", "the executable contains Bun and needs only glibc")),
            Family::Alpine => Some(("alpine", "the executable contains Bun, built for musl")),
            Family::Distroless if service.is(NativeDeps::None) => {
                Some(("distroless-base-nossl", "the executable contains Bun and needs only glibc"))
            }
            Family::Distroless => Some(("distroless-cc", "packages with native code load libstdc++ and libgcc")),
        },
        // Deno's executables want glibc, which its image on Alpine brings.
        Runtime::Deno if settings.choice::<Layout>(service) == Layout::Binary && !development => match family {
            Family::Full | Family::Alpine | Family::Scratch => None,
            Family::Slim => Some(("debian-slim", "the executable contains Deno and needs only glibc and libgcc")),
            Family::Distroless => Some(("distroless-cc", "the executable contains Deno and needs only glibc and libgcc")),
        },
        // What answers nobody needs no web server.
        Runtime::Php if settings.choice::<Layout>(service) == Layout::Apache && settings.choice::<Does>(service) == Does::Fastcgi => {
            let is_of_debian = matches!(family, Family::Full | Family::Slim) && !development;
            is_of_debian.then_some((APACHE, "the platform sends HTTP to one container, and this image contains Apache and PHP"))
        }
        Runtime::Go
        | Runtime::Rust
        | Runtime::CCpp
        | Runtime::Java
        | Runtime::JavaNative
        | Runtime::Dotnet
        | Runtime::Node
        | Runtime::Bun
        | Runtime::Deno
        | Runtime::Python
        | Runtime::Ruby
        | Runtime::Php => None,
    }
}

/// The supported image of a role that is nearest to the version wanted. Where
/// nothing of a role is supported any more, what follows the newest by its tag, else
/// the one that the facts name.
pub fn supported(role: &'static str, wanted: Option<&str>, today: Date) -> &'static Image {
    let default = image(role);
    let wanted = wanted.unwrap_or_else(|| default.version.unwrap_or_default());
    facts::nearest_supported(role, wanted, today).or_else(|| facts::follower(role, today)).unwrap_or(default)
}
