# syntax=docker/dockerfile:1

# Builds code that runs on every architecture. The SDK stays out of the final image.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY App.csproj Directory.*.props* global.json* [Nn]u[Gg]et.[Cc]onfig* packages.lock.json* ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    --mount=type=secret,id=nuget,target=/root/.nuget/NuGet/NuGet.Config,required=true \
    dotnet restore App.csproj
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish App.csproj -c Release --no-restore -p:UseAppHost=false -o /out
RUN mkdir -p /folders/dumps \
 && chmod 755 /folders/dumps

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
# The public certificates and your company’s, merged in the build stage.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
ENV ASPNETCORE_HTTP_PORTS=8080
WORKDIR /app
COPY --from=build /out/ /app/
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
COPY --from=build --chown=1654:1654 /folders/dumps /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1654:1654
CMD ["dotnet", "App.dll"]
