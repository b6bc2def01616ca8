# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Copied in one step: Yarn may need its folder for patches and plugins.
COPY web/ ./
# Installs into node_modules, which Node.js reads without Yarn.
ENV YARN_NODE_LINKER=node-modules \
    YARN_CACHE_FOLDER=/root/.cache/yarn4 \
    YARN_ENABLE_GLOBAL_CACHE=false
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN --mount=type=secret,id=yarnrc,target=/root/.yarnrc.yml,required=true \
    npm install --global --force "@yarnpkg/cli-dist@$(node -p "(require('./package.json').packageManager || 'yarn@4').split(/[@+]/)[1]")"
RUN --mount=type=cache,target=/root/.cache/yarn4 \
    --mount=type=secret,id=yarnrc,target=/root/.yarnrc.yml,required=true \
    yarn install --immutable
# Builds the front end, and stops if that makes no files.
RUN touch /tmp/before \
 && yarn run build \
 && if [ -z "$(find /src/web/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci --omit=dev
COPY . .
RUN npm run --if-present postinstall
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/dist /app/web/dist
RUN if [ ! -e server.js ]; then echo "server.js does not exist: change the setting 'Script'" >&2; exit 1; fi

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/nodejs26-debian13:nonroot
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint is node, so the command names only the script.
CMD ["server.js"]
