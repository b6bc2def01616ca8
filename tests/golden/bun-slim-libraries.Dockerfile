# syntax=docker/dockerfile:1

# Installs packages for the C library and Bun version that run them.
FROM oven/bun:1-debian AS build
# For packages without a prebuilt version, because the image has no compilers. Add the -dev packages that they compile against.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "python3=3.*" \
 && rm -rf /var/lib/apt/lists/*
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

FROM oven/bun:1-slim
# A library that your packages load. Replace it with yours.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "fontconfig=2.*" \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["bun", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["bun", "run", "--no-install", "src/index.ts"]
