# syntax=docker/dockerfile:1

# Builds the site. Node.js stays out of the final image.
FROM node:26-trixie-slim AS build
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
WORKDIR /app
# Dependencies first: they change less often than the sources.
COPY package.json package-lock.json ./
# Installs exactly what the lock file says. The project’s own scripts need the sources, which come next.
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci
COPY . .
RUN npm run --if-present postinstall
RUN npm run build \
 && if [ ! -e dist/index.html ]; then echo "dist/index.html does not exist: change the setting 'Folder that the build fills'" >&2; exit 1; fi \
 && node -e "const fs = require('fs'), [folder, base] = process.argv.slice(1), page = fs.readFileSync(folder + '/index.html', 'utf8'); \
    const at = new URL(page.match(/<base\s[^>]*href=[\x22\x27]([^\x22\x27]*)/)?.[1] ?? base, 'http://site' + base); \
    const own = [...page.matchAll(/<(?:script|link)(?=\s)[^>]*\s(?:src|href)=[\x22\x27]?([^\x22\x27 >?]+\.(?:m?js|css))/g)] \
      .map(([, path]) => new URL(path, at)).filter((url) => url.host === 'site').map((url) => unescape(url.pathname)); \
    if (own.length && !own.some((path) => path.startsWith(base) && fs.existsSync(folder + '/' + path.slice(base.length)))) { \
      console.error('index.html loads ' + own[0] + ', which is not served under ' + base + ': change the setting ‘Base path’, or build for that path'); \
      process.exit(1); }" dist /

FROM nginxinc/nginx-unprivileged:1.30
# This configuration listens on an unprivileged port, writes only to /dev/shm and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/dist/ /srv/www/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
