# syntax=docker/dockerfile:1

# Builds code that runs on every architecture. The SDK stays out of the final image.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore App.csproj
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish App.csproj -c Release --no-restore -p:UseAppHost=false -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine3.24
# Languages and time zones, which Alpine’s .NET images lack, and a font for drawing text.
RUN apk add --no-cache "icu-libs>=74" "icu-data-full>=74" "tzdata>=2025" "fontconfig>=2" "font-dejavu>=2"
# Enables languages, which the image disables: they are now installed.
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
ENV ASPNETCORE_HTTP_PORTS=8080
WORKDIR /app
COPY --from=build /out/ /app/
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
RUN mkdir -p /dumps \
 && chown -R 1654:1654 /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1654:1654
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
CMD ["dotnet", "App.dll"]
