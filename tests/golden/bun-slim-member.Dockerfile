# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM oven/bun:1-slim AS manifests
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
FROM oven/bun:1-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun install --frozen-lockfile
COPY . .
# The member’s folder.
WORKDIR /app/apps/api
# Builds the member’s workspace dependencies first, in order. Then collects what the member needs at run time, by the links that Node.js follows, without other members and development packages.
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
    visit(process.cwd());" \
 && bun -e "const fs = require('fs'), path = require('path'), seen = new Set(), later = []; \
    const copy = (at, but) => fs.cpSync(at, '/out' + at, { recursive: true, verbatimSymlinks: true, filter: (file) => file !== but }); \
    const visit = (at) => { \
      if (seen.has(at)) return; \
      seen.add(at); \
      const file = at + '/package.json', of = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {}; \
      copy(at === '/app' ? file : at, at + '/node_modules'); \
      for (const name of Object.keys({ ...of.dependencies, ...of.optionalDependencies, ...of.peerDependencies, '.prisma': '' })) { \
        const may = name in { ...of.optionalDependencies } || !(name in { ...of.dependencies }); \
        let from = at; \
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \
        if (from === '/' && !may) { console.error(name + ' of ' + file + ' is not installed: change the setting ‘Workspace member’, or add the folder to the workspace members'); process.exit(1); } \
        if (from === '/') continue; \
        const link = from + '/node_modules/' + name, real = fs.realpathSync(link); \
        if (may && of.peerDependenciesMeta?.[name]?.optional) { later.push([link, real]); continue; } \
        if (link !== real) copy(link); \
        visit(real); } }; \
    visit('/app'); \
    visit(process.cwd()); \
    for (const [link, real] of later) if (link !== real && seen.has(real)) copy(link); \
    for (const store of ['.pnpm', '.bun']) { \
      const shared = '/app/node_modules/' + store + '/node_modules', list = (at) => fs.existsSync(at) ? fs.readdirSync(at) : []; \
      const named = list(shared).flatMap((name) => name[0] === '@' ? list(shared + '/' + name).map((own) => name + '/' + own) : name); \
      for (const link of named.map((name) => shared + '/' + name)) if (fs.existsSync(link) && seen.has(fs.realpathSync(link))) copy(link); }"
RUN if [ ! -e src/index.ts ]; then echo "src/index.ts does not exist: change the setting 'Script'" >&2; exit 1; fi

FROM oven/bun:1-slim
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app/apps/api
COPY --from=build /out/app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["bun", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["bun", "run", "--no-install", "src/index.ts"]
