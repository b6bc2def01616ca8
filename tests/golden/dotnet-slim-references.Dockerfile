# syntax=docker/dockerfile:1

# The project files of all projects, because yours may reference any of them. Packages stay cached until one of these files changes.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS manifests
WORKDIR /src
COPY . .
RUN if [ ! -e src/Shop.Api/Shop.Api.csproj ]; then echo "src/Shop.Api/Shop.Api.csproj does not exist: change the setting 'Project (also the program’s name)'" >&2; exit 1; fi \
 && find . ! -type d ! -name '*.*proj' ! -name '*.sln' ! -name '*.slnx' ! -name '*.props' ! -name '*.targets' ! -name 'global.json' ! -name '[Nn]u[Gg]et.[Cc]onfig' ! -name 'packages.lock.json' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Builds code that runs on every architecture. The SDK stays out of the final image.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY --from=manifests /src ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore src/Shop.Api/Shop.Api.csproj
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Shop.Api/Shop.Api.csproj -c Release --no-restore -p:UseAppHost=false -o /out

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
CMD ["dotnet", "Shop.Api.dll"]
