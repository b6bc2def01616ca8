# syntax=docker/dockerfile:1

# Fetches what the program imports, with the Deno version that runs it.
FROM denoland/deno:debian-2.9.7 AS build
# Compilers and Git, which this image lacks.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "python3=3.*" "git=1:2.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY deno.json* package.json* deno.lock ./
RUN deno install --frozen
COPY . .

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user may change and rebuild the sources.
RUN chown -R 1993:1993 /app /deno-dir
ENV DENO_NO_UPDATE_CHECK=1
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1993:1993
# The image’s entrypoint starts Deno. Change the permissions here.
CMD ["run", "--allow-net", "--allow-env", "--allow-read", "main.ts"]
