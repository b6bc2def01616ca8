# syntax=docker/dockerfile:1

# Fetches what the program imports, with the Deno version that runs it.
FROM denoland/deno:debian-2.9.7 AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY deno.json* package.json* deno.lock ./
RUN deno install --frozen
COPY . .
RUN if [ ! -e main.ts ]; then echo "main.ts does not exist: change the setting 'Script'" >&2; exit 1; fi
# Fetches the imports that only the sources name, and compiles TypeScript once. An import that is not in the lock file stops the build.
RUN deno install --frozen --entrypoint main.ts

FROM denoland/deno:distroless-2.9.7
ENV DENO_NO_UPDATE_CHECK=1
WORKDIR /app
# Its imports, owned by root. With --cached-only, Deno fetches nothing at run time.
COPY --from=build /deno-dir /deno-dir
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["deno", "eval", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The image’s entrypoint starts Deno. Change the permissions here.
CMD ["serve", "--cached-only", "--host", "0.0.0.0", "--port", "8080", "--allow-net", "--allow-env", "--allow-read", "main.ts"]
