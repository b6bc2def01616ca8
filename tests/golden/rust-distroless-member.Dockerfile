# syntax=docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
# Manifests name targets that lie among the sources, so both are copied.
COPY . .
RUN if [ ! -e apps/api/Cargo.toml ]; then echo "apps/api has no Cargo.toml: change the setting 'Member of a workspace'" >&2; exit 1; fi
# Where Cargo finds the package, and above it what it depends on.
WORKDIR /src/apps/api
# Exactly what the lock file says. Compiled dependencies are kept between builds; your own files are always compiled.
RUN --mount=type=cache,target=/src/target,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    find /src -path /src/target -prune -o -type f -exec touch {} + \
 && cargo build --release --locked --bin server --target-dir /src/target \
 && mkdir /out \
 && cp /src/target/release/server /out/server

# A moving tag: pin it by digest and let a bot move the digest.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
