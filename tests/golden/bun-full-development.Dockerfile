# syntax=docker/dockerfile:1

# Installs packages for the C library and Bun version that run them.
FROM oven/bun:1-debian AS build
# Compilers and Git, which this image lacks.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "python3=3.*" "git=1:2.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json bun.lock* bunfig.toml* ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun pm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && bun install --frozen-lockfile
COPY . .
RUN bun run --if-present postinstall

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user may change and rebuild the sources.
RUN chown -R 1000:1000 /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
CMD ["bun", "run", "--no-install", "src/index.ts"]
