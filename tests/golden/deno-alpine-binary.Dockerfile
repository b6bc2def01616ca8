# syntax=docker/dockerfile:1

# Fetches what the program imports, with the Deno version that runs it.
FROM denoland/deno:alpine-2.9.7 AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY deno.json* package.json* deno.lock ./
RUN deno install --frozen
COPY . .
RUN if [ ! -e main.ts ]; then echo "main.ts does not exist: change the setting 'Script'" >&2; exit 1; fi
# Fetches the imports that only the sources name, and compiles TypeScript once. An import that is not in the lock file stops the build.
RUN deno install --frozen --entrypoint main.ts
# One executable that contains Deno, the program, its imports and its permissions. Change the permissions here.
RUN mkdir -p /out \
 && deno compile --frozen --cached-only --allow-net "--allow-read=/srv/a b" --output /out/server main.ts

FROM denoland/deno:alpine-2.9.7
COPY --from=build /out/server /server
ENV DENO_NO_UPDATE_CHECK=1
ENV PORT=8080
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["/server"]
