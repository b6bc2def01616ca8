# syntax=docker/dockerfile:1

# Builds the site, with npm and git.
FROM node:26-trixie AS build
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user changes the sources and builds them again.
RUN chown -R 1000:1000 /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
CMD ["node", "--run", "dev"]
