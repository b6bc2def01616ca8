# syntax=docker/dockerfile:1

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie-slim AS build
WORKDIR /app
# Copied in one step: Yarn may need its folder for patches and plugins.
COPY . .
# Installs into node_modules, which Node.js reads without Yarn.
ENV YARN_NODE_LINKER=node-modules \
    YARN_CACHE_FOLDER=/root/.cache/yarn4 \
    YARN_ENABLE_GLOBAL_CACHE=false
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global --force "@yarnpkg/cli-dist@$(node -p "(require('./package.json').packageManager || 'yarn@4').split(/[@+]/)[1]")"
# Installs exactly what the lock file says.
RUN --mount=type=cache,target=/root/.cache/yarn4 \
    npm pkg delete scripts.prepare \
 && yarn install --immutable && yarn workspaces focus --all --production
RUN if [ ! -e server.js ]; then echo "server.js does not exist: change the setting 'Script'" >&2; exit 1; fi

FROM node:26-trixie-slim
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
