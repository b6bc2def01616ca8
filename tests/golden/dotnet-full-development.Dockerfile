# syntax=docker/dockerfile:1

# The full SDK, with git.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ENV NUGET_PACKAGES=/nuget
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN mkdir /nuget \
 && dotnet restore App.csproj
COPY . .

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The user may change and rebuild the sources.
RUN chown -R 1654:1654 /src /nuget
ENV ASPNETCORE_ENVIRONMENT=Development \
    ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1654:1654
# Rebuilds and restarts when a file changes. With the launch profile, it would listen on localhost only.
CMD ["dotnet", "watch", "--non-interactive", "--project", "App.csproj", "run", "--no-launch-profile"]
