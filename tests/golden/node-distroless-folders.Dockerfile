# syntax=docker/dockerfile:1

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci --omit=dev
COPY . .
RUN npm run --if-present postinstall
RUN if [ ! -e server.js ]; then echo "server.js does not exist: change the setting 'Script'" >&2; exit 1; fi
RUN mkdir -p /folders/data /app/uploads /app/.next/cache \
 && mv /app/.next/cache /folders/app--next-cache \
 && mv /app/uploads /folders/app-uploads \
 && chmod 755 /folders/data /folders/app-uploads /folders/app--next-cache

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/nodejs26-debian13:nonroot
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
COPY --from=build --chown=65532:65532 /folders/data /data
COPY --from=build --chown=65532:65532 /folders/app-uploads /app/uploads
COPY --from=build --chown=65532:65532 /folders/app--next-cache /app/.next/cache
EXPOSE 8080
EXPOSE 9090
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint is node, so the command names only the script.
CMD ["server.js"]
