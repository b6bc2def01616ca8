# syntax=docker/dockerfile:1

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci
COPY . .
RUN npm run --if-present postinstall
# The build collects everything that the server needs. Nothing else is copied.
RUN --mount=type=cache,target=/root/.npm \
    npm run build \
 && cp -r .next/static .next/standalone/.next/ \
 && if [ -d public ]; then cp -r public .next/standalone/; fi \
 && if [ ! -e .next/standalone/server.js ]; then echo ".next/standalone/server.js does not exist: change the setting 'Script'" >&2; exit 1; fi

FROM node:26-trixie-slim
ENV NODE_ENV=production
ENV PORT=8080
# Next.js listens on this address. By default it would listen only on the container’s own.
ENV HOSTNAME=0.0.0.0
WORKDIR /app
COPY --from=build /app/.next/standalone /app/.next/standalone
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", ".next/standalone/server.js"]
