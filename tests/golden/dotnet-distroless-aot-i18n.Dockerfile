# syntax=docker/dockerfile:1

# Microsoft’s SDK with native linking tools, on the release that runs the program: the program is linked to its C library.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore App.csproj --use-current-runtime -p:PublishAot=true
COPY . .
# A single native program. Its debug symbols stay out of the image.
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish App.csproj -c Release --no-restore --use-current-runtime -p:PublishAot=true -o /out \
 && rm -f /out/*.dbg

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra
ENV ASPNETCORE_HTTP_PORTS=8080
WORKDIR /app
COPY --from=build /out/ /app/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1654:1654
ENTRYPOINT ["./App"]
