# syntax=docker/dockerfile:1

# Installs packages for the C library and Bun version that run them.
FROM oven/bun:1-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json bun.lock* bunfig.toml* ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun pm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && bun install --frozen-lockfile --production
COPY . .
RUN bun run --if-present postinstall
RUN if [ ! -e src/index.ts ]; then echo "src/index.ts does not exist: change the setting 'Script'" >&2; exit 1; fi
# One executable that contains Bun, the packages and the sources. Stack traces name your source files.
RUN bun build --compile --sourcemap --outfile /out/server src/index.ts

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
ENV NODE_ENV=production
ENV PORT=8080
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
