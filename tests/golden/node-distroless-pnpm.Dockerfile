# syntax=docker/dockerfile:1

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie-slim AS build
WORKDIR /app
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global pnpm@12
# Dependencies first: they change less often than the sources.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && pnpm install --frozen-lockfile --prod
COPY . .
RUN npm run --if-present postinstall
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
