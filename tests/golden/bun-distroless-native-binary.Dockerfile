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

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/server /server
ENV NODE_ENV=production
ENV PORT=8080
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
