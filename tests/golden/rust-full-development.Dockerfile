# syntax=docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
# Manifests refer to files in the sources, so both are copied together.
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    cargo build --release --locked --bin server \
 && mkdir /out \
 && cp target/release/server /out/server

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --create-home --shell /bin/bash nonroot
# The user may change and rebuild the sources.
RUN chown -R 65532:65532 /src /out
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/out/server"]
