# The image that also runs it: the same extensions, so Composer’s checks apply to both.
FROM php:8.5-fpm-trixie AS build
# Composer needs it to unpack packages: the image has neither this program nor the zip extension.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "unzip=6.*" \
 && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
ENV COMPOSER_ALLOW_SUPERUSER=1 \
    COMPOSER_CACHE_DIR=/composer-cache
# Dependencies first: they change less often than the sources.
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader --no-interaction --prefer-dist
COPY . .
RUN composer dump-autoload --no-dev --optimize
RUN if [ ! -e public ]; then echo "public does not exist: change the setting 'Folder that the web server serves'" >&2; exit 1; fi

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Dependencies first: they change less often than the sources.
COPY package.json ./
# Installs the newest packages, because there is no lock file.
RUN npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm install --no-package-lock
# Styles, templates and scripts of PHP packages, which the front end’s build may read.
COPY --from=build /app/vendor /src/vendor
COPY . /src/
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && npm run build \
 && if [ -z "$(find /src/public/build -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to public/build: change the setting 'Front-end output'" >&2; exit 1; fi

FROM php:8.5-fpm-trixie
WORKDIR /app
# Without a php.ini, PHP shows errors to visitors. This one is for production.
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /app /app
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/public/build /app/public/build
EXPOSE 9000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 33:33
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
    CMD ["php", "-r", "exit(@fsockopen('127.0.0.1', 9000) ? 0 : 1);"]
CMD ["php-fpm"]
