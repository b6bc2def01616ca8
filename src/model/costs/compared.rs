//! What one compares the bases with. An image is compared where it can run the
//! same thing; a bare system is no rival of a language.

use crate::facts::{self, Has, Image, listed};
use crate::model::service::questions::{Linking, QuestionId, Runtime};
use crate::model::service::resolved::Service;
use crate::model::service::runtimes::Kind;

/// Ids of images in the facts, such as `distroless-static`.
type Ids = &'static [&'static str];

const BINARY: Ids = &["distroless-static", "distroless-base-nossl", "distroless-base", "distroless-cc", "debian", "ubuntu-26.04"];
const STATIC: Ids = &["busybox-musl", "chainguard-static", "chainguard-busybox", "hardened-static", "hardened-alpine-base"];
const GLIBC: Ids = &[
    "busybox-glibc",
    "chainguard-glibc-dynamic",
    "chainguard-wolfi-base",
    "hardened-static-glibc",
    "hardened-debian-base",
    "ubi-micro",
    "ubi-minimal",
];

/// The images that have the runtime itself inside, or build for it, of those who are
/// never asked for. The others say themselves what they have.
const fn of_runtime(runtime: Runtime) -> Ids {
    match runtime {
        Runtime::Go => &["golang-alpine"],
        Runtime::Rust => &["rust-slim", "rust-alpine"],
        Runtime::CCpp => &["buildpack-deps"],
        Runtime::Java => &["distroless-java"],
        Runtime::Node => &["distroless-nodejs"],
        Runtime::Bun => &["bun-distroless"],
        Runtime::Deno => &["deno-distroless"],
        Runtime::Python => &["distroless-python"],
        Runtime::JavaNative | Runtime::Dotnet | Runtime::Ruby | Runtime::Php | Runtime::StaticSite => &[],
    }
}

/// What is shown beside the bases of a service.
pub fn compared(service: &Service) -> impl Iterator<Item = &'static Image> + use<> {
    let row = service.runtime();
    let general: [Ids; 2] = match row.kind {
        Kind::Compiled if service.is(Linking::Static) => [BINARY, STATIC],
        Kind::Compiled => [BINARY, GLIBC],
        Kind::VirtualMachine | Kind::Interpreted | Kind::Files => [&[], &[]],
    };
    let ids = general.into_iter().chain([of_runtime(row.runtime)]).flatten();
    let ids = ids.map(|id| facts::image(id).expect("a test finds every image of the comparison in the facts"));
    let runtime = service.answers().choice(QuestionId::Runtime).token;
    ids.chain(listed().filter_map(|publisher| publisher.about().of(runtime)).flat_map(Has::images))
}
