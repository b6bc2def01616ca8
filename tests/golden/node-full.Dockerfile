# syntax=docker/dockerfile:1

# Installs packages for the C library and Node.js version that run them.
FROM node:26-trixie AS build
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

FROM node:26-trixie
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
CMD ["node", "server.js"]
