# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM oven/bun:1-alpine AS manifests
WORKDIR /app
COPY . .
RUN if [ ! -e apps/api/package.json ]; then echo "apps/api has no package.json: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . -name package.json -exec bun -e "const fs = require('fs'); \
    for (const file of process.argv.slice(1)) { \
      try { \
        const named = JSON.parse(fs.readFileSync(file)); \
        delete named.scripts; \
        fs.writeFileSync(file, JSON.stringify(named)); \
      } catch { console.error(file + ' is not valid JSON'); } }" {} + \
 && find . ! -type d ! -name 'package.json' ! -name 'bun.lock*' ! -name 'bunfig.toml' ! -path '*/patches/*' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Installs packages for the C library and Bun version that run them.
FROM oven/bun:1-alpine AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun install --frozen-lockfile
COPY . .
# The member’s folder.
WORKDIR /app/apps/api
# Builds the workspace packages that the member depends on, in dependency order, which few package managers can do.
RUN bun -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
    const run = (script, at) => { \
      const { status } = require('child_process').spawnSync('bun run ' + script, { cwd: at, stdio: 'inherit', shell: true }); \
      if (status !== 0) process.exit(1); }; \
    const read = (at) => ({ scripts: {}, ...JSON.parse(fs.readFileSync(at + '/package.json')) }); \
    const visit = (at) => { \
      if (seen.has(at) || at.includes('/node_modules/')) return; \
      seen.add(at); \
      const of = read(at); \
      for (const name of Object.keys({ ...of.dependencies, ...of.devDependencies, ...of.peerDependencies, ...of.optionalDependencies })) { \
        let from = at; \
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \
        if (from !== '/') visit(fs.realpathSync(from + '/node_modules/' + name)); } \
      if (of.scripts.postinstall) run('postinstall', at); \
      if (of.scripts.build && at !== process.cwd()) run('build', at); }; \
    if (read('/app').scripts.postinstall) run('postinstall', '/app'); \
    visit(process.cwd());"
RUN if [ ! -e src/index.ts ]; then echo "src/index.ts does not exist: change the setting 'Script'" >&2; exit 1; fi
# One executable that contains Bun, the packages and the sources. Stack traces name your source files.
RUN bun build --compile --sourcemap --outfile /out/server src/index.ts

FROM alpine:3.24
# The program loads these libraries, which the base lacks.
RUN apk add --no-cache "libstdc++>=14"
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
WORKDIR /app
# Files that the program reads at run time, owned by root.
COPY --from=build /app/apps/api/migrations /app/migrations
ENV NODE_ENV=production
ENV PORT=8080
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["/server"]
