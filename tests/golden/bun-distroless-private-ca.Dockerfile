# syntax=docker/dockerfile:1

# Installs packages for the C library and Bun version that run them.
FROM oven/bun:1-slim AS build
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json bun.lock* bunfig.toml* ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.bun/install/cache \
    --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    bun pm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && bun install --frozen-lockfile --production
COPY . .
RUN bun run --if-present postinstall
RUN if [ ! -e src/index.ts ]; then echo "src/index.ts does not exist: change the setting 'Script'" >&2; exit 1; fi

FROM oven/bun:1-distroless
# Your company’s CA certificate, which the runtime adds to its built-in list.
COPY --from=build /usr/local/share/ca-certificates/company.crt /usr/local/share/ca-certificates/company.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
ENV NODE_ENV=production
ENV PORT=8080
WORKDIR /app
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/usr/local/bin/bun", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint is bun. With --no-install, it downloads nothing at run time.
CMD ["run", "--no-install", "src/index.ts"]
