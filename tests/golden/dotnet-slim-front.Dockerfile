# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global --force yarn@1.22
# Dependencies first: they change less often than the sources.
COPY web/package.json web/yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && yarn install --frozen-lockfile
COPY web/ ./
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && yarn run build \
 && if [ -z "$(find /src/web/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Builds code that runs on every architecture. The SDK stays out of the final image.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore App.csproj
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/dist /src/wwwroot
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish App.csproj -c Release --no-restore -p:UseAppHost=false -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
ENV ASPNETCORE_HTTP_PORTS=8080
WORKDIR /app
COPY --from=build /out/ /app/
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
RUN mkdir -p /dumps \
 && chown -R 1654:1654 /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1654:1654
CMD ["dotnet", "App.dll"]
