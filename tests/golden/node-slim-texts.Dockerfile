# syntax=registry.example.com/hub/docker/dockerfile:1

# Installs the packages for the C library and the version that run them.
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
# Exactly what the lock file says; “prepare” is for a checkout, and calls what is left out.
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.prepare \
 && npm ci --omit=dev
COPY . .
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Else it would be built with nothing in their place.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Yours. What they are given as variables stays out of the image.
RUN --mount=type=cache,target=/root/.npm \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
RUN if [ ! -e build/main.js ]; then echo "build/main.js is not there: change the setting 'Script'" >&2; exit 1; fi

FROM registry.example.com/hub/library/node:26-trixie-slim
# Your company’s certificate, which Node.js adds to its own list.
COPY --from=build /usr/local/share/ca-certificates/company.crt /usr/local/share/ca-certificates/company.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
ENV PORT=3000
WORKDIR /app
COPY --from=build /app /app
# What the program writes to belongs to its user; a new volume of Docker takes that over.
RUN mkdir -p /data /var/lib/shop /app/cache \
 && chown -R 1000:1000 /data /var/lib/shop /app/cache
# Yours. Whoever starts the container may give others.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes has probes of its own.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# What registries and scanners show. Without them a base’s own labels would say what this is.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["node", "build/main.js", "serve", "--name", "a \"b\"", "$HOME"]
