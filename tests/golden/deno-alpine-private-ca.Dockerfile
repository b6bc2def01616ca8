# syntax=docker/dockerfile:1

# Fetches what the program imports, with the Deno version that runs it.
FROM denoland/deno:alpine-2.9.7 AS build
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV DENO_CERT=/usr/local/share/ca-certificates/company.crt
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY deno.json* package.json* deno.lock ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    deno install --frozen
COPY . .
RUN if [ ! -e main.ts ]; then echo "main.ts does not exist: change the setting 'Script'" >&2; exit 1; fi
# Fetches the imports that only the sources name, and compiles TypeScript once. An import that is not in the lock file stops the build.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    deno install --frozen --entrypoint main.ts

FROM denoland/deno:alpine-2.9.7
# Your company’s CA certificate, which the runtime adds to its built-in list.
COPY --from=build /usr/local/share/ca-certificates/company.crt /usr/local/share/ca-certificates/company.crt
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV DENO_CERT=/usr/local/share/ca-certificates/company.crt
ENV DENO_NO_UPDATE_CHECK=1
ENV PORT=8080
WORKDIR /app
# Its imports, owned by root. With --cached-only, Deno fetches nothing at run time.
COPY --from=build /deno-dir /deno-dir
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["deno", "eval", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint starts Deno. Change the permissions here.
CMD ["run", "--cached-only", "--allow-net", "--allow-env", "--allow-read", "main.ts"]
