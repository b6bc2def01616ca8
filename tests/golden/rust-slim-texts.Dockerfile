# syntax=registry.example.com/hub/docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM registry.example.com/hub/library/rust:1-trixie AS build
# Your company’s certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not PEM: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem holds a private key: leave it out" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV CARGO_HTTP_CAINFO=/etc/ssl/certs/ca-certificates.crt
# Yours, for the build alone: what runs has none of it.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Manifests name targets that lie among the sources, so both are copied.
COPY . .
RUN if [ ! -e apps/api/Cargo.toml ]; then echo "apps/api has no Cargo.toml: change the setting 'Member of a workspace'" >&2; exit 1; fi
# Where Cargo finds the package, and above it what it depends on.
WORKDIR /src/apps/api
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Else it would be built with nothing in their place.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Yours. What they are given as variables stays out of the image.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
# Exactly what the lock file says. Compiled dependencies are kept between builds; your own files are always compiled.
RUN --mount=type=cache,target=/src/target,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    find /src -path /src/target -prune -o -type f -exec touch {} + \
 && cargo build --release --locked --bin shop-api --target-dir /src/target \
 && mkdir /out \
 && cp /src/target/release/shop-api /out/server

FROM registry.example.com/hub/library/debian:13-slim
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# TLS needs a CA bundle, which this base lacks.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The image has no ordinary user; the number is that of distroless’s nonroot.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
# What it asks the loader for is there; else the build stops and names it.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: name the package that has it in the setting 'Packages to add'" >&2; exit 1;; esac
WORKDIR /app
# What the program reads while it runs, owned by root.
COPY --from=build /src/apps/api/templates /app/templates
COPY --from=build /src/apps/api/config/app.yaml /app/config/app.yaml
# What the program writes to belongs to its user; a new volume of Docker takes that over.
RUN mkdir -p /data /var/lib/shop /app/cache \
 && chown -R 65532:65532 /data /var/lib/shop /app/cache
# Yours. Whoever starts the container may give others.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# What registries and scanners show. Without them a base’s own labels would say what this is.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
ENTRYPOINT ["/server"]
CMD ["serve", "--name", "a \"b\"", "$HOME"]
