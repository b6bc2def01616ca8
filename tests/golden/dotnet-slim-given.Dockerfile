# syntax=docker/dockerfile:1

# Builds code that runs on every architecture. The SDK stays out of the final image.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore App.csproj
COPY . .
ARG API_URL
ARG MODE=production
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
ARG VERSION=dev
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish App.csproj -c Release --no-restore -p:UseAppHost=false "-p:InformationalVersion=${VERSION}" -o /out

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
ARG VERSION=dev
ARG REVISION=unknown
ENV APP_VERSION="${VERSION}"
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"
CMD ["dotnet", "App.dll"]
