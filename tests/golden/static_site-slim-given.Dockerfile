# syntax=docker/dockerfile:1

# Builds the site; nothing of Node.js gets into what is served.
FROM node:26-trixie-slim AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
ARG API_URL
ARG MODE=production
# Else it would be built with nothing in their place.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
ARG VERSION=dev
RUN npm run build
RUN if [ ! -e dist/index.html ]; then echo "dist/index.html is not there: change the setting 'Folder that the build fills'" >&2; exit 1; fi

FROM nginxinc/nginx-unprivileged:1.30
# Ours: it listens on an unprivileged port, writes to /dev/shm only and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/dist/ /srv/www/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
ARG VERSION=dev
ARG REVISION=unknown
# What registries and scanners show. Without them a base’s own labels would say what this is.
LABEL org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"
