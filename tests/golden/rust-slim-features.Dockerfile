# syntax=docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
# Manifests refer to files in the sources, so both are copied together.
COPY . .
# Builds exactly what the lock file says. Compiled dependencies are cached between builds; your files are always compiled.
RUN --mount=type=cache,target=/src/target,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    find . -path ./target -prune -o -type f -exec touch {} + \
 && cargo build --release --locked --package shop --bin shop-server --no-default-features --features "server" \
 && mkdir /out \
 && cp target/release/shop-server /out/server

FROM debian:13-slim
# TLS needs a CA bundle, which this base lacks.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
