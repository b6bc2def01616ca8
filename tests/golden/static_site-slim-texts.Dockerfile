# syntax=registry.example.com/hub/docker/dockerfile:1

# Builds the site; nothing of Node.js gets into what is served.
FROM registry.example.com/hub/library/node:26-trixie-slim AS build
# Your company’s certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not PEM: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem holds a private key: leave it out" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
# Yours, for the build alone: what runs has none of it.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# The version that you set.
RUN npm install --global npm@9.15
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
# Yours. The build writes them into the site, for everybody to read.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Else it would be built with nothing in their place.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Yours. What they are given as variables stays out of the image.
RUN --mount=type=cache,target=/root/.npm \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
RUN npm run build
RUN if [ ! -e build/web/index.html ]; then echo "build/web/index.html is not there: change the setting 'Folder that the build fills'" >&2; exit 1; fi

FROM registry.example.com/hub/nginxinc/nginx-unprivileged:1.30
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# Ours: it listens on an unprivileged port, writes to /dev/shm only and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/build/web/ /srv/www/
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
# What registries and scanners show. Without them a base’s own labels would say what this is.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
