# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM node:26-trixie AS manifests
WORKDIR /app
COPY . .
RUN if [ ! -e apps/api/package.json ]; then echo "apps/api has no package.json: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . -name package.json -exec node -e "const fs = require('fs'); \
    for (const file of process.argv.slice(1)) { \
      try { \
        const named = JSON.parse(fs.readFileSync(file)); \
        delete named.scripts; \
        fs.writeFileSync(file, JSON.stringify(named)); \
      } catch { console.error(file + ' is not valid JSON'); } }" {} + \
 && find . ! -type d ! -name 'package.json' ! -name 'package-lock.json' ! -name 'npm-shrinkwrap.json' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --workspace=apps/api --include-workspace-root
COPY . .
# The member’s folder.
WORKDIR /app/apps/api
# Builds the workspace packages that the member depends on, in dependency order, which few package managers can do.
RUN node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
    const run = (script, at) => { \
      const { status } = require('child_process').spawnSync('npm run ' + script, { cwd: at, stdio: 'inherit', shell: true }); \
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

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user may change and rebuild the sources.
RUN chown -R 1000:1000 /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
