# syntax=docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
# Manifests name targets that lie among the sources, so both are copied.
COPY . .
# Exactly what the lock file says. Compiled dependencies are kept between builds; your own files are always compiled.
RUN --mount=type=cache,target=/src/target,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    find . -path ./target -prune -o -type f -exec touch {} + \
 && cargo build --release --locked --bin server \
 && mkdir /out \
 && cp target/release/server /out/server

# A moving tag: pin it by digest and let a bot move the digest.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
