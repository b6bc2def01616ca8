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
# Packages with native code load these libraries, which the base lacks.
RUN mkdir /libraries/ \
 && cp -L /usr/lib/*-linux-gnu/libstdc++.so.6 /usr/lib/*-linux-gnu/libgcc_s.so.1 /libraries/

FROM oven/bun:1-distroless
COPY --from=build /libraries/ /usr/lib/
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/usr/local/bin/bun", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint is bun. With --no-install, it downloads nothing at run time.
CMD ["run", "--no-install", "src/index.ts"]
